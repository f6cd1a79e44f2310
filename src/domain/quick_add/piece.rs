//! Pieces of content with their dates, and the numbers of a live one.

use super::contact;
use super::deal::{shown_today, take_campaign};
use super::draft::Draft;
use super::happened;
use super::who::CampaignRef;
use super::words::{Tokens, Word, counts};
use crate::domain::day::{self, Day};
use crate::domain::fields::{Entry, Fielded, stages};
use crate::domain::ids::Id;
use crate::domain::query::fold;
use crate::domain::rows::{
    Collaboration, Creator, Deliverable, PieceState, Platform, PostResult, Stage,
};
use crate::domain::when::{Anchors, Sense, Tail, head, tail};

/// Words for a piece of content.
const FORMATS: &[&str] = &[
    "reel",
    "reels",
    "story",
    "stories",
    "post",
    "posts",
    "carousel",
    "video",
    "videos",
    "short",
    "shorts",
    "tiktok",
    "vlog",
    "livestream",
    "blogpost",
    "article",
    "newsletter",
    "episode",
    "podcast",
    "pin",
    "pins",
    "thread",
    "unboxing",
];

/// Words that say a piece is live.
const FACTS: &[&str] = &["posted", "published", "went"];

/// Letters of platforms that a line may hold by themselves.
fn platform(word: &Word) -> Option<Platform> {
    let short = |p: &&Platform| {
        !word.quoted && word.text.len() == 2 && p.letters().eq_ignore_ascii_case(word.text)
    };
    Platform::ALL.iter().find(short).copied()
}

/// Takes `reel` or `3 stories` off the front.
fn take_format(words: &mut Tokens) -> Option<String> {
    let is_format = |word: &Word| FORMATS.iter().any(|format| word.is(format));
    let many = words
        .all
        .first()
        .is_some_and(|w| !w.quoted && w.text.bytes().all(|b| b.is_ascii_digit()));
    let at = usize::from(many);
    words.all.get(at).filter(|word| is_format(word))?;
    Some(
        words
            .all
            .drain(..=at)
            .map(|word| word.text)
            .collect::<Vec<_>>()
            .join(" ")
            .to_lowercase(),
    )
}

/// Takes `reel` or `3 stories` off the front: how many, and what one of them is called.
pub(super) fn take_counted_format(words: &mut Tokens) -> Option<(u16, String)> {
    let format = take_format(words)?;
    let (many, format) = match format.split_once(' ') {
        Some((many, format)) => (many.parse().ok()?, format.to_owned()),
        None => (1, format),
    };
    let one = match format.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => format.strip_suffix('s').unwrap_or(&format).to_owned(),
    };
    Some((many, one))
}

/// Takes the letters of a platform out of words.
pub(super) fn take_platform(words: &mut Tokens) -> Option<Platform> {
    words
        .take(|w| platform(w).is_some())
        .and_then(|w| platform(&w))
}

/// Whether words are a piece of content: a format, and then a title in quotes, dates, or nothing
/// that is not understood.
pub(super) fn is_piece(draft: &Draft, rest: &str) -> bool {
    let mut words = Tokens::of(rest);
    if take_format(&mut words).is_none() {
        return false;
    }
    let dated = words.all.iter().enumerate().any(|(at, word)| {
        FACTS.iter().any(|fact| word.is(fact))
            || (word.is("draft") || word.is("live"))
                && words.all.get(at + 1).is_some_and(|_| {
                    let after = rest_after(rest, word);
                    matches!(
                        head(after, &draft.ctx.either()),
                        Tail::Date { .. } | Tail::Wrong(_)
                    )
                })
    });
    dated
        || words
            .all
            .iter()
            .all(|w| w.quoted || w.text.starts_with('/') || platform(w).is_some())
        || words.all.first().is_some_and(|w| w.quoted)
}

/// The text after a word.
fn rest_after<'t>(line: &'t str, word: &Word) -> &'t str {
    let at = word.text.as_ptr() as usize + word.text.len();
    line.get(at.saturating_sub(line.as_ptr() as usize)..)
        .unwrap_or_default()
        .trim_start()
}

/// What a line says of a piece.
struct Plan {
    title: String,
    format: String,
    platform: Option<Platform>,
    draft: Option<Day>,
    live: Option<Day>,
    /// It went live that day.
    is_live: bool,
    place: Option<CampaignRef>,
}

/// `@sofia reel "first pour" draft 4 dec live 9 dec /winter2`.
pub(super) fn plan(draft: &mut Draft, id: Id<Creator>, rest: &str) {
    draft.kind = "deliverable";
    let mut words = Tokens::of(rest);
    let format = take_format(&mut words).unwrap_or_default();
    let title = words.take_quoted().unwrap_or_default().to_owned();
    let named = if title.is_empty() {
        format.clone()
    } else {
        format!("{format} \"{title}\"")
    };
    draft.part("what", named.as_str());
    let old = existing(draft, id, &title);
    let reading = draft.ctx.plan();
    let (live, is_live) = live_day(draft, &mut words);
    // The draft may be counted from the live day: draft live-3b.
    let anchor = live.or(old.as_ref().and_then(|old| old.live_due));
    let reading = crate::domain::when::DateContext {
        anchors: Anchors {
            live: anchor,
            ..Anchors::default()
        },
        ..reading
    };
    // The draft of what is live was before it.
    let reading = match is_live {
        true => reading.of(Sense::Either),
        false => reading,
    };
    let draft_due = words.take_date(&["draft"], "draft", &reading, draft);
    let platform = take_platform(&mut words);
    if let Some(platform) = platform {
        draft.part("on", platform.label());
    }
    let place = take_campaign(&mut words).and_then(|token| contact::place(draft, token));
    if !words.all.is_empty() {
        draft.refuse(format!(
            "Not understood: {}. A title goes in quotes.",
            words.text()
        ));
    }
    if let (Some(due), Some(live)) = (draft_due, live)
        && due > live
    {
        draft.say("the draft comes after the live day");
    }
    let plan = Plan {
        title,
        format,
        platform,
        draft: draft_due,
        live,
        is_live,
        place,
    };
    let old = match old {
        None if is_live => planned_one(draft, id, &plan),
        old => old,
    };
    match (old, live.filter(|_| is_live)) {
        (Some(old), Some(day)) => happened::went_live(draft, &old, day, &plan.title),
        (Some(old), None) => change(draft, &old, &plan, &named),
        (None, _) => add(draft, id, plan, &named),
    }
}

/// The day a piece goes or went live, and whether it did. `live` with a day without a year is the
/// nearest: in November, "5 nov" was. `posted` is always a fact.
fn live_day(draft: &mut Draft, words: &mut Tokens) -> (Option<Day>, bool) {
    let fact = draft.ctx.dates::<Deliverable>("live");
    let posted = ["posted", "published"];
    if let Some(day) = words.take_date(&posted, "live", &fact, draft) {
        return (Some(day), true);
    }
    let went = words.take(|w| w.is("went")).is_some();
    let reading = if went { fact } else { draft.ctx.either() };
    if let Some(day) = words.take_date(&["live"], "live", &reading, draft) {
        return (Some(day), went || day < draft.today());
    }
    let today = words.take(|w| posted.iter().any(|p| w.is(p)) || (went && w.is("live")));
    match today {
        Some(_) => (Some(shown_today(draft, "live")), true),
        None => (None, false),
    }
}

/// The piece of that title that is still to come.
fn existing(draft: &Draft, id: Id<Creator>, title: &str) -> Option<Deliverable> {
    let open = |d: &&Deliverable| d.live.is_none() && d.state != PieceState::Missed;
    let same = |d: &&Deliverable| !title.is_empty() && fold(&d.title) == fold(title);
    draft
        .model()
        .of::<Deliverable>(id)
        .rev()
        .filter(open)
        .find(same)
        .cloned()
}

/// The one piece of that format, without a title of another, that was planned and is the one that
/// went live.
fn planned_one(draft: &Draft, id: Id<Creator>, plan: &Plan) -> Option<Deliverable> {
    let model = draft.model();
    let fits = |d: &&Deliverable| {
        let campaign = model.get(d.collaboration).and_then(|deal| deal.campaign);
        happened::is_to_come(d)
            && fold(&d.format) == fold(&plan.format)
            && (plan.title.is_empty() || d.title.is_empty())
            && plan
                .platform
                .is_none_or(|p| d.platform.is_none_or(|o| o == p))
            && plan.place.is_none_or(|p| campaign == Some(p.campaign))
    };
    let mut all = model.of::<Deliverable>(id).filter(fits);
    all.next().filter(|_| all.next().is_none()).cloned()
}

/// New dates for a piece that is planned.
fn change(draft: &mut Draft, old: &Deliverable, plan: &Plan, named: &str) {
    let model = draft.model();
    let today = draft.today();
    let moved = |from: Option<Day>, to: Option<Day>, what: &str| {
        let to = to.filter(|to| from != Some(*to))?;
        let from = from.map_or_else(|| "no date".to_owned(), |day| day::brief(day, today));
        Some(format!(
            "changes the {what} of an existing piece ({from} ► {})",
            day::brief(to, today)
        ))
    };
    let both = [
        moved(old.live_due, plan.live, "date"),
        moved(old.draft_due, plan.draft, "draft date"),
    ];
    let changes = both.iter().flatten().count();
    both.into_iter().flatten().for_each(|note| draft.say(note));
    if let Some(place) = plan.place {
        let same = model
            .get(old.collaboration)
            .is_some_and(|deal| deal.campaign == Some(place.campaign));
        if !same {
            draft.refuse(format!(
                "{named} belongs to another campaign; it is not moved from here."
            ));
        }
    }
    if changes == 0 {
        draft.say("they have this piece already");
    }
    let wave = plan.place.and_then(|place| place.wave);
    draft.step.edit(model, old.id, |d| {
        d.live_due = plan.live.or(d.live_due);
        d.draft_due = plan.draft.or(d.draft_due);
        d.platform = plan.platform.or(d.platform);
        d.wave = wave.or(d.wave);
    });
    label(draft, old.creator, plan, named);
}

fn add(draft: &mut Draft, id: Id<Creator>, plan: Plan, named: &str) {
    let collaboration = collaboration(draft, id, plan.place);
    let mut row = Deliverable::new(draft.step.fresh(draft.model()), id, collaboration);
    row.wave = plan.place.and_then(|place| place.wave);
    row.title = plan.title.as_str().into();
    row.format = plan.format.as_str().into();
    (row.platform, row.draft_due) = (plan.platform, plan.draft);
    match plan.live.filter(|_| plan.is_live) {
        Some(day) => {
            (row.state, row.live) = (PieceState::Live, Some(day));
            draft.step.insert(row);
            happened::said_live(draft, id, named, day);
        }
        None => {
            row.live_due = plan.live;
            draft.step.insert(row);
            label(draft, id, &plan, named);
        }
    }
}

fn label(draft: &mut Draft, id: Id<Creator>, plan: &Plan, named: &str) {
    let (name, today) = (draft.model().called(id), draft.today());
    let live = plan
        .live
        .map(|day| format!(", live {}", day::short(day, today)));
    let due = || {
        plan.draft
            .map(|day| format!(", draft {}", day::short(day, today)))
    };
    let mut capital = named.chars();
    let named: String = capital
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(capital)
        .collect();
    draft.label(format!(
        "{named} of {name}{}",
        live.or_else(due).unwrap_or_default()
    ));
}

/// The collaboration a new piece belongs to: the one in that campaign, else the open one without a
/// campaign, which then joins it, else a new one.
pub(super) fn collaboration(
    draft: &mut Draft,
    id: Id<Creator>,
    place: Option<CampaignRef>,
) -> Id<Collaboration> {
    let model = draft.model();
    let open = model.open_collaborations(id);
    let Some(place) = place else {
        if let Some(deal) = open.first() {
            let campaign = deal.campaign.and_then(|c| model.get(c));
            draft.part(
                "where",
                campaign.map_or_else(|| "no campaign".to_owned(), |c| c.name.to_string()),
            );
            return deal.id;
        }
        return new_deal(draft, id, None);
    };
    if let Some(deal) = open.iter().find(|c| c.campaign == Some(place.campaign)) {
        return deal.id;
    }
    match open.iter().find(|c| c.campaign.is_none()) {
        Some(deal) => {
            draft.say("puts them into the campaign");
            draft
                .step
                .edit(model, deal.id, |c| c.campaign = Some(place.campaign));
            deal.id
        }
        None => new_deal(draft, id, Some(place)),
    }
}

fn new_deal(draft: &mut Draft, id: Id<Creator>, place: Option<CampaignRef>) -> Id<Collaboration> {
    let stage = Stage::Onboarding;
    draft.say(format!(
        "opens a collaboration in stage {} ({})",
        stage.number(),
        stages_label(stage)
    ));
    let mut deal = Collaboration::new(draft.step.fresh(draft.model()), id, stage, draft.today());
    deal.campaign = place.map(|place| place.campaign);
    deal.relationship = draft.model().get(id).and_then(|row| row.relationship);
    let fresh = deal.id;
    draft.step.insert(deal);
    fresh
}

fn stages_label(stage: Stage) -> &'static str {
    stages()
        .iter()
        .find(|c| c.word == stage.word())
        .map_or(stage.label(), |c| c.label)
}

/// Names of numbers as people shorten them, with the field they belong to.
const NUMBERS: &[(&str, &str)] = &[
    ("view", "views"),
    ("like", "likes"),
    ("comment", "comments"),
    ("share", "shares"),
    ("save", "saves"),
    ("click", "clicks"),
    ("order", "orders"),
    ("new", "new_customers"),
    ("sale", "sales"),
    ("revenue", "sales"),
    ("impr", "impressions"),
    ("topic", "on_topic"),
];

fn metric(word: &str) -> Option<&'static str> {
    let lower = word.to_lowercase();
    let key = NUMBERS
        .iter()
        .find(|(short, _)| *short == lower)
        .map_or(&*lower, |(_, key)| key);
    PostResult::field(key)
        .map(|field| field.key)
        .filter(|key| *key != "day")
}

/// `@mia = views 12k orders 14 sales 812`: for the newest live piece, or for the one whose title
/// stands in quotes.
pub(super) fn numbers(draft: &mut Draft, id: Id<Creator>, rest: &str) {
    draft.kind = "numbers";
    let fact = draft.ctx.dates::<PostResult>("day");
    let (rest, day) = match tail(rest, &fact) {
        Tail::Date { rest, typed, day } if !counts(rest, typed, |word| metric(word).is_some()) => {
            draft.date("when", typed, day);
            (rest, day)
        }
        // `views 10000 impressions 5000` ends with a number of its own and no day.
        Tail::Wrong(why) if !ends_with_number(rest) => return draft.refuse(why),
        _ => (rest, draft.today()),
    };
    let mut words = Tokens::of(rest);
    let title = words.take_quoted().map(fold);
    let model = draft.model();
    let live = |d: &&Deliverable| {
        d.live.is_some() || matches!(d.state, PieceState::Live | PieceState::Verified)
    };
    let wanted = |d: &&Deliverable| {
        title
            .as_ref()
            .is_none_or(|title| fold(&d.title).contains(title.as_str()))
    };
    let newest = model
        .of::<Deliverable>(id)
        .filter(live)
        .filter(wanted)
        .max_by_key(|d| (d.live, d.id));
    let name = model.called(id);
    let Some(piece) = newest else {
        return draft.refuse(format!("{name} has no live piece to count."));
    };
    let since = piece.live.map_or_else(String::new, |day| {
        format!(", live {}", day::short(day, draft.today()))
    });
    draft.part("what", format!("{}{since}", piece.called()));
    let same_day = model
        .of::<PostResult>(id)
        .find(|r| r.deliverable == piece.id && r.day == day);
    let mut row = same_day
        .cloned()
        .unwrap_or_else(|| empty(draft.step.fresh(model), piece, day));
    if !fill(draft, &mut row, &words) {
        return;
    }
    match same_day {
        Some(old) => {
            draft.say("adds to the numbers of that day");
            draft.step.change(old.clone(), row);
        }
        None => draft.step.insert(row),
    }
    draft.label(format!("Numbers of {name}: {}", piece.called()));
}

/// Whether a line ends with the name of a number and that number, in either order.
fn ends_with_number(line: &str) -> bool {
    let mut words = line.rsplit(|c: char| c.is_whitespace() || matches!(c, '=' | ':' | ','));
    let mut next = || words.find(|word| !word.is_empty()).unwrap_or_default();
    let (last, before) = (next(), next());
    let counts = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    (metric(before).is_some() && counts(last)) || (metric(last).is_some() && counts(before))
}

/// Reads pairs of a name and a number, in either order.
fn fill(draft: &mut Draft, row: &mut PostResult, words: &Tokens) -> bool {
    let ctx = draft.ctx;
    let entry = Entry {
        today: ctx.today(),
        calendar: ctx.calendar,
        day_first: ctx.day_first,
        currency: ctx.currency,
        anchors: Anchors::default(),
    };
    let split: Vec<&str> = words
        .all
        .iter()
        .flat_map(|w| w.text.split(['=', ':', ',']))
        .filter(|w| !w.is_empty())
        .collect();
    if split.is_empty() {
        draft.refuse("Which numbers? Try views 12k orders 14 sales 812.");
        return false;
    }
    for pair in split.chunks(2) {
        let (key, value) = match *pair {
            [a, b] if metric(a).is_some() => (metric(a), b),
            [a, b] => (metric(b), a),
            [a] if metric(a).is_some() => {
                draft.refuse(format!("How many {a}?"));
                return false;
            }
            _ => (None, ""),
        };
        let Some(field) = key.and_then(PostResult::field) else {
            draft.refuse(format!(
                "Not understood: {}. Try views 12k orders 14 sales 812.",
                pair.join(" ")
            ));
            return false;
        };
        if let Err(why) = field.set(row, value, &entry) {
            draft.refuse(why);
            return false;
        }
        draft.part(field.key, field.shown(row, ctx.today()));
    }
    true
}

fn empty(id: Id<PostResult>, piece: &Deliverable, day: Day) -> PostResult {
    PostResult {
        id,
        creator: piece.creator,
        deliverable: piece.id,
        day,
        views: None,
        reach: None,
        impressions: None,
        likes: None,
        comments: None,
        shares: None,
        saves: None,
        clicks: None,
        orders: None,
        new_customers: None,
        sales: None,
        mood: None,
        on_topic: None,
    }
}
