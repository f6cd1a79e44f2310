//! What happened, written down: the record menu and the quick-add line. Where a fact settles an
//! item of today, the decision is written with it, so that progress counts what was done wherever
//! it was done.

use super::Snooze;
use super::label::Looked;
use super::lines::{MetricsLine, check_in, metrics_line};
use super::plan::{decide, touch, written};
use super::verbs::until;
use crate::domain::change::Step;
use crate::domain::ctx::Ctx;
use crate::domain::day::{Day, brief, short};
use crate::domain::ids::Id;
use crate::domain::ledger::entry;
use crate::domain::ledger::lines::Line;
use crate::domain::money::{Money, Purse};
use crate::domain::recurrence;
use crate::domain::review::item::{Item, Subject};
use crate::domain::review::key::{ItemKey, Occurrence};
use crate::domain::review::queue::items_of;
use crate::domain::review::rule::{Opens, Rule};
use crate::domain::review::rules::payment_due;
use crate::domain::review::rules::week_note_due::monday;
use crate::domain::rows::*;

/// A step on a creator.
pub(in crate::domain::review) fn step_on(ctx: &Ctx<'_>, creator: Id<Creator>, did: &str) -> Step {
    Step::new(format!("{did}: {}", ctx.model.called(creator))).on(creator)
}

/// Writes the decision about the item of today that a fact settles, if there is one.
fn settle(ctx: &Ctx<'_>, step: &mut Step, on: Subject, settles: impl Fn(ItemKey) -> bool) {
    let items = items_of(ctx, on);
    if let Some(item) = items
        .iter()
        .find(|item| item.is_live(ctx.today) && settles(item.key))
    {
        decide(
            ctx,
            step,
            item,
            (item.key, DecisionKind::Done, Some(ctx.today)),
            "",
        );
        step.focus.item = Some(item.key.to_string());
    }
}

/// A gift left: no post was agreed for it.
pub fn gift(
    ctx: &Ctx<'_>,
    creator: Id<Creator>,
    product: &str,
    value: Option<Money>,
) -> Result<Step, String> {
    let mut step = step_on(ctx, creator, "Gift sent");
    let (id, collaboration) = (step.fresh(ctx.model), ctx.derived.of(creator).lead);
    step.insert(Shipment {
        id,
        creator,
        collaboration,
        product: product.trim().into(),
        value,
        cost: None,
        tracking: Text::default(),
        state: ParcelState::Sent,
        sent: Some(ctx.today),
        delivered: None,
        post_agreed: false,
        posted: None,
    });
    touch(
        ctx,
        &mut step,
        creator,
        (Channel::Gift, Direction::Out, collaboration),
        product.trim(),
    );
    Ok(step)
}

/// A parcel arrived.
pub fn delivered(ctx: &Ctx<'_>, parcel: Id<Shipment>, day: Day) -> Result<Step, String> {
    let row = ctx
        .model
        .get(parcel)
        .ok_or("This parcel is not there any more.")?;
    let mut step = step_on(ctx, row.creator, "Parcel arrived");
    step.edit(ctx.model, parcel, |s| {
        (s.state, s.delivered) = (ParcelState::Delivered, Some(day))
    });
    Ok(step)
}

/// A post about a gift was seen.
pub fn posted(ctx: &Ctx<'_>, parcel: Id<Shipment>, day: Day) -> Result<Step, String> {
    let row = ctx
        .model
        .get(parcel)
        .ok_or("This parcel is not there any more.")?;
    let mut step = step_on(ctx, row.creator, "Gift posted");
    settle(ctx, &mut step, Subject::Creator(row.creator), |key| {
        key.id_of() == Some(parcel)
    });
    step.edit(ctx.model, parcel, |s| s.posted = Some(day));
    Ok(step)
}

/// A draft came in: our approval is owed.
pub fn draft_received(ctx: &Ctx<'_>, piece: Id<Deliverable>, link: &str) -> Result<Step, String> {
    let row = ctx
        .model
        .get(piece)
        .ok_or("This piece is not there any more.")?;
    let mut step = step_on(ctx, row.creator, "Draft received");
    settle(ctx, &mut step, Subject::Creator(row.creator), |key| {
        key.id_of() == Some(piece) && matches!(key.rule, Rule::DraftComing | Rule::DraftLate)
    });
    let link = link.trim();
    let before = ctx
        .model
        .of::<Version>(row.creator)
        .filter(|v| v.deliverable == piece)
        .map(|v| v.number)
        .max();
    let version = Version {
        id: step.fresh(ctx.model),
        creator: row.creator,
        deliverable: piece,
        number: before.unwrap_or(row.rounds).saturating_add(1),
        due: row.draft_due,
        came: ctx.today,
        link: link.into(),
        verdict: Verdict::Waiting,
        answered: None,
        words: Text::default(),
    };
    step.insert(version);
    step.edit(ctx.model, piece, |d| {
        (d.state, d.draft_in) = (PieceState::DraftIn, Some(ctx.today));
        if !link.is_empty() {
            d.draft_link = link.into();
        }
    });
    Ok(step)
}

/// What we said to the newest draft of a piece, where it was written down when it came.
pub(in crate::domain::review) fn judge(
    ctx: &Ctx<'_>,
    step: &mut Step,
    piece: &Deliverable,
    verdict: Verdict,
    words: &str,
) {
    let mine = |v: &&Version| v.deliverable == piece.id && v.verdict == Verdict::Waiting;
    if let Some(id) = ctx
        .model
        .of::<Version>(piece.creator)
        .rfind(mine)
        .map(|v| v.id)
    {
        step.edit(ctx.model, id, |v| {
            (v.verdict, v.answered, v.words) = (verdict, Some(ctx.today), words.into())
        });
    }
}

/// What was seen when a piece went live.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WentLive {
    /// The day.
    pub day: Day,
    /// The link.
    pub link: Text,
    /// What a look at the ad label found; none when nobody looked.
    pub label: Option<Looked>,
    /// Does the code work?
    pub code: Seen,
    /// Does the link lead to it?
    pub works: Seen,
}

impl WentLive {
    /// All three were looked at and are as agreed.
    pub fn is_whole(&self) -> bool {
        let labelled = self
            .label
            .as_ref()
            .is_some_and(|l| l.verdict == LabelVerdict::Ok);
        labelled && self.code == Seen::Yes && self.works == Seen::Yes
    }
}

/// A piece went live.
pub fn went_live(ctx: &Ctx<'_>, piece: Id<Deliverable>, seen: &WentLive) -> Result<Step, String> {
    let row = ctx
        .model
        .get(piece)
        .ok_or("This piece is not there any more.")?;
    let mut step = step_on(ctx, row.creator, "Live");
    settle(ctx, &mut step, Subject::Creator(row.creator), |key| {
        key.id_of() == Some(piece) && key.rule.row().opens == Opens::LiveCheck
    });
    go_live(ctx, &mut step, row, seen.day, &seen.link);
    if let Some(label) = &seen.label {
        label.clone().keep(ctx, &mut step, row);
    }
    step.edit(ctx.model, piece, |d| {
        (d.code_seen, d.link_seen) = (seen.code, seen.works);
        if seen.is_whole() {
            d.state = PieceState::Verified;
        }
    });
    crate::domain::schedule::follow(ctx, &mut step);
    Ok(step)
}

/// A link that was typed, or none; anything else than a web address is refused.
pub(in crate::domain::review) fn web_link(typed: &str) -> Result<&str, String> {
    let typed = typed.trim();
    let host = ["https://", "http://"]
        .iter()
        .find_map(|start| typed.strip_prefix(start))
        .unwrap_or_default();
    match host.contains('.') && !typed.contains(char::is_whitespace) {
        _ if typed.is_empty() => Ok(typed),
        true => Ok(typed),
        false => Err(format!(
            "\"{typed}\" is no link; it begins with https:// or http://. Empty it to go on without."
        )),
    }
}

pub(in crate::domain::review) fn go_live(
    ctx: &Ctx<'_>,
    step: &mut Step,
    piece: &Deliverable,
    day: Day,
    link: &str,
) {
    step.edit(ctx.model, piece.id, |d| {
        (d.state, d.live) = (PieceState::Live, Some(day));
        if !link.trim().is_empty() {
            d.link = link.trim().into();
        }
    });
    recurrence::finish_piece(&ctx.base(), step, piece);
}

/// A payment was made: all that is open of it, or a part; then the rest stays due as it was.
pub fn paid(
    ctx: &Ctx<'_>,
    payment: Id<Payment>,
    part: Option<Money>,
    day: Day,
) -> Result<Step, String> {
    let line = entry::open_line(&ctx.base(), payment)?;
    line_paid(ctx, &line, part.unwrap_or(line.amount), day)
}

/// An open line was paid: all that is open of it, or a part; then the rest stays due as it was.
pub fn line_paid(ctx: &Ctx<'_>, line: &Line, amount: Money, day: Day) -> Result<Step, String> {
    let open = line.amount;
    if amount.currency != open.currency || amount.minor <= 0 || amount.minor > open.minor {
        return Err(format!("{amount} is not a part of {open}."));
    }
    let paying = entry::into_line(*line, amount);
    let mut step = step_on(ctx, line.creator, "Paid");
    step.label.push_str(&format!(" {}", paying.amount_words()));
    let key = payment_due::key_of(line);
    settle(ctx, &mut step, Subject::Creator(line.creator), |other| {
        other == key
    });
    entry::write(&ctx.base(), &mut step, &paying, day, &entry::How::default());
    Ok(step)
}

/// Open lines were paid in full, in one step.
///
/// # Errors
///
/// A sentence where there is none, or one of them asks more than was agreed.
pub fn lines_paid(ctx: &Ctx<'_>, lines: &[Line], day: Day) -> Result<Step, String> {
    match lines {
        [] => return Err("no open line is under the cursor".into()),
        [line] => return line_paid(ctx, line, line.amount, day),
        _ => {}
    }
    let mut sum = Purse::default();
    let mut step = Step::default();
    for line in lines {
        if line.surplus {
            return Err("what is asked beyond the fee is accepted one by one".into());
        }
        let key = payment_due::key_of(line);
        settle(ctx, &mut step, Subject::Creator(line.creator), |other| {
            other == key
        });
        let paying = entry::into_line(*line, line.amount);
        entry::write(&ctx.base(), &mut step, &paying, day, &entry::How::default());
        sum.add(line.amount);
    }
    step.label = format!("Paid {} lines: {sum}", lines.len());
    step.focus.creator = lines.first().map(|line| line.creator);
    Ok(step)
}

/// There is a dispute about an open line.
pub fn line_disputed(ctx: &Ctx<'_>, line: &Line, why: &str) -> Step {
    let mut step = step_on(ctx, line.creator, "Disputed");
    step.label.push_str(&format!(" {}", line.amount));
    let key = payment_due::key_of(line);
    settle(ctx, &mut step, Subject::Creator(line.creator), |other| {
        other == key
    });
    entry::dispute(&ctx.base(), &mut step, line, why);
    step
}

/// Numbers of a piece, as one line.
pub fn metrics(ctx: &Ctx<'_>, piece: Id<Deliverable>, line: &str) -> Result<Step, String> {
    let row = ctx
        .model
        .get(piece)
        .ok_or("This piece is not there any more.")?;
    let numbers = metrics_line(ctx, line)?;
    let mut step = step_on(ctx, row.creator, "Numbers saved");
    settle(ctx, &mut step, Subject::Creator(row.creator), |key| {
        key.id_of() == Some(piece) && key.rule == Rule::NumbersToCollect
    });
    save_metrics(ctx, &mut step, row, &numbers);
    Ok(step)
}

pub(in crate::domain::review) fn save_metrics(
    ctx: &Ctx<'_>,
    step: &mut Step,
    piece: &Deliverable,
    line: &MetricsLine,
) {
    let id = step.fresh(ctx.model);
    step.insert(PostResult {
        id,
        creator: piece.creator,
        deliverable: piece.id,
        day: ctx.today,
        views: line.views,
        reach: line.reach,
        impressions: line.impressions,
        likes: line.likes,
        comments: line.comments,
        shares: line.shares,
        saves: line.saves,
        clicks: line.clicks,
        orders: line.orders,
        new_customers: line.new_customers,
        sales: line.sales,
        mood: line.mood,
        on_topic: line.on_topic,
    });
}

/// A check-in took place: `5/4 wants a tea of her own`.
pub fn checked_in(ctx: &Ctx<'_>, creator: Id<Creator>, line: &str) -> Result<Step, String> {
    let mut step = step_on(ctx, creator, "Check-in");
    settle(ctx, &mut step, Subject::Creator(creator), |key| {
        key.rule == Rule::CheckIn
    });
    let words = check_in_line(ctx, &mut step, creator, line)?;
    let words = if words.is_empty() { "check-in" } else { words };
    touch(
        ctx,
        &mut step,
        creator,
        (Channel::Call, Direction::Out, ctx.derived.of(creator).lead),
        words,
    );
    Ok(step)
}

pub(in crate::domain::review) fn check_in_line<'t>(
    ctx: &Ctx<'_>,
    step: &mut Step,
    creator: Id<Creator>,
    line: &'t str,
) -> Result<&'t str, String> {
    let (they, we, words) = check_in(line)?;
    step.edit(ctx.model, creator, |c| {
        (c.checkin, c.checkin_they, c.checkin_we) = (Some(ctx.today), they, we)
    });
    Ok(words)
}

/// The week whose note is written next, by its Monday: the one the review asks for, else this one.
pub fn week_to_note(ctx: &Ctx<'_>, campaign: Id<Campaign>) -> Day {
    let asked = asked_weeks(ctx, campaign).map(|item| item.due).min();
    monday(asked.unwrap_or(ctx.today))
}

/// Items of today that ask for the note of a week.
fn asked_weeks(ctx: &Ctx<'_>, campaign: Id<Campaign>) -> impl Iterator<Item = Item> {
    let today = ctx.today;
    let items = items_of(ctx, Subject::Campaign(campaign)).into_iter();
    items.filter(move |item| item.key.rule == Rule::WeekNoteDue && item.is_live(today))
}

/// `this week`, `last week`, `the week of 9 Nov`, of a Monday.
pub fn week_words(ctx: &Ctx<'_>, week: Day) -> String {
    match (monday(ctx.today) - week).num_days() {
        0 => "this week".into(),
        7 => "last week".into(),
        _ => format!("the week of {}", brief(week, ctx.today)),
    }
}

/// The note of a week of a campaign, by the week's Monday; added to what is there.
pub fn week_note(
    ctx: &Ctx<'_>,
    campaign: Id<Campaign>,
    week: Day,
    words: &str,
) -> Result<Step, String> {
    let row = ctx
        .model
        .get(campaign)
        .ok_or("This campaign is not there any more.")?;
    if words.trim().is_empty() {
        return Err("A note needs words.".into());
    }
    let mut step = Step::new(format!(
        "Week note: {}, week of {}",
        row.name,
        brief(week, ctx.today)
    ));
    let asked = Occurrence::week_of(week);
    settle(ctx, &mut step, Subject::Campaign(campaign), |key| {
        key.rule == Rule::WeekNoteDue && key.time == asked
    });
    let words = words.trim();
    match ctx
        .model
        .of_campaign::<WeekNote>(campaign)
        .find(|note| note.week == week)
        .map(|note| note.id)
    {
        Some(id) => step.edit(ctx.model, id, |note| {
            note.words = format!("{}\n{words}", note.words).into()
        }),
        None => {
            let id = step.fresh(ctx.model);
            step.insert(WeekNote {
                id,
                campaign,
                week,
                words: words.into(),
            });
        }
    }
    Ok(step)
}

/// The debrief of a collaboration was sent, with these words: it is no longer owed, and keep-warm
/// counts from today.
pub fn debrief_sent(ctx: &Ctx<'_>, deal: Id<Collaboration>, words: &str) -> Result<Step, String> {
    let row = ctx
        .model
        .get(deal)
        .ok_or("This collaboration is not there any more.")?;
    let mut step = Step::new(format!("Debrief sent: {}", ctx.model.called(row.creator)));
    settle(ctx, &mut step, Subject::Creator(row.creator), |key| {
        key.rule == Rule::DebriefOwed && key.id_of::<Collaboration>() == Some(deal)
    });
    let by = written(ctx, row.creator);
    let words = if words.trim().is_empty() {
        "debrief sent"
    } else {
        words
    };
    touch(
        ctx,
        &mut step,
        row.creator,
        (by, Direction::Out, Some(deal)),
        words,
    );
    let today = ctx.today;
    step.edit(ctx.model, deal, |c| c.debrief_sent = Some(today));
    step.focus.creator = Some(row.creator);
    Ok(step)
}

/// Vetted: values, voice, audience, content, 1 to 5 each; 0 leaves a score as it is.
pub fn vetted(ctx: &Ctx<'_>, creator: Id<Creator>, scores: [u8; 4]) -> Result<Step, String> {
    if scores.iter().any(|score| *score > 5) {
        return Err("Scores go from 1 to 5.".into());
    }
    let mut step = step_on(ctx, creator, "Vetted");
    step.edit(ctx.model, creator, |c| {
        let fields = [
            &mut c.fit_values,
            &mut c.fit_voice,
            &mut c.fit_audience,
            &mut c.fit_content,
        ];
        for (field, score) in fields
            .into_iter()
            .zip(scores)
            .filter(|(_, score)| *score > 0)
        {
            *field = score;
        }
    });
    Ok(step)
}

/// A preference or boundary, a line of its own.
pub fn boundary(ctx: &Ctx<'_>, creator: Id<Creator>, words: &str) -> Result<Step, String> {
    let words = words.trim();
    if words.is_empty() {
        return Err("A boundary needs words, such as \"e-mail only\".".into());
    }
    let mut step = step_on(ctx, creator, "Remembered");
    step.edit(ctx.model, creator, |c| {
        c.boundaries = if c.boundaries.is_empty() {
            words.into()
        } else {
            format!("{}\n{words}", c.boundaries).into()
        };
    });
    Ok(step)
}

/// A right, a code, an exclusivity with its end.
pub fn right(
    ctx: &Ctx<'_>,
    creator: Id<Creator>,
    (kind, words): (RightKind, &str),
    end: Option<Day>,
) -> Result<Step, String> {
    let mut step = step_on(ctx, creator, "Right noted");
    let is_code = matches!(kind, RightKind::Code | RightKind::Spark);
    let (scope, code) = if is_code {
        ("", words.trim())
    } else {
        (words.trim(), "")
    };
    let none = Text::default;
    let id = step.fresh(ctx.model);
    step.insert(Right {
        id,
        creator,
        collaboration: ctx.derived.of(creator).lead,
        deliverable: None,
        kind,
        scope: scope.into(),
        channels: none(),
        territory: none(),
        code: code.into(),
        start: Some(ctx.today),
        end,
        state: RightState::Active,
    });
    Ok(step)
}

/// A to-do without a creator, on the card "You" or on a campaign's.
pub fn to_do(
    ctx: &Ctx<'_>,
    campaign: Option<Id<Campaign>>,
    what: &str,
    day: Day,
) -> Result<Step, String> {
    if day < ctx.today {
        return Err(format!("{} is past.", short(day, ctx.today)));
    }
    let mut step = Step::new(format!("To do: {what}, {}", short(day, ctx.today)));
    let id = step.fresh(ctx.model);
    step.insert(FollowUp {
        campaign,
        what: what.trim().into(),
        ..FollowUp::new(id, None, day, ctx.clock.now)
    });
    Ok(step)
}

/// The day a snooze would end on, to print beside its key.
pub fn snooze_day(ctx: &Ctx<'_>, snooze: Snooze) -> Result<Day, String> {
    until(ctx, snooze)
}
