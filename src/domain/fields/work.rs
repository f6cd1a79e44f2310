//! Fields of work: campaigns, waves, collaborations, pieces of content, results, week notes.

use super::creator::{platforms, relationships};
use super::own::{mood, mood_text, no_echo};
use super::text::Choice;
use super::{Field, Fielded, Kind, MANY, Own, Slot};
use crate::domain::ledger::commission::Terms;
use crate::domain::rows::{
    Campaign, CampaignKind, Collaboration, Deliverable, Ladder, Outcome, PieceState, Platform,
    PostResult, Relationship, Seen, Stage, Wave, WeekNote,
};
use crate::domain::when::Sense;

/// Stages, also by number.
pub fn stages() -> Vec<Choice> {
    const NUMBERS: [&str; 6] = ["1", "2", "3", "4", "5", "6"];
    let all = Stage::ALL.iter().zip(NUMBERS);
    all.map(|(s, short)| Choice {
        word: s.word(),
        label: s.label(),
        short,
    })
    .collect()
}

fn campaign_kinds() -> Vec<Choice> {
    CampaignKind::ALL
        .iter()
        .map(|k| Choice::new(k.word(), k.label()))
        .collect()
}

fn outcomes() -> Vec<Choice> {
    Outcome::ALL
        .iter()
        .map(|o| Choice::new(o.word(), o.label()))
        .collect()
}

fn ladders() -> Vec<Choice> {
    Ladder::ALL
        .iter()
        .map(|l| Choice::new(l.word(), l.label()))
        .collect()
}

fn piece_states() -> Vec<Choice> {
    PieceState::ALL
        .iter()
        .map(|s| Choice::new(s.word(), s.label()))
        .collect()
}

fn sights() -> Vec<Choice> {
    Seen::ALL
        .iter()
        .map(|s| Choice::new(s.word(), s.label()))
        .collect()
}

/// Days of a term, which are stored small.
fn small(n: Option<i64>) -> Option<u16> {
    n.and_then(|n| u16::try_from(n).ok())
}

impl Fielded for Campaign {
    const FIELDS: &'static [Field<Self>] = &[
        Field::must(
            "name",
            "Name",
            "What you call it.",
            Slot::Line(|c| &c.name, |c, v| c.name = v),
        ),
        Field::new(
            "goal",
            "Goal",
            "The business outcome it is for: 90 first orders.",
            Slot::Line(|c| &c.goal, |c, v| c.goal = v),
        ),
        Field::new(
            "kind",
            "Type",
            "Kind of campaign.",
            Slot::Choice(
                campaign_kinds,
                |c| c.kind.map(CampaignKind::word),
                |c, w| c.kind = w.and_then(CampaignKind::from_word),
            ),
        ),
        Field::new(
            "budget",
            "Budget",
            "Planned money, all in: fees, product, shipping, boosting.",
            Slot::Money(|c| c.budget, |c, v| c.budget = v),
        ),
        Field::new(
            "start",
            "From",
            "First day.",
            Slot::Day(Sense::Either, |c| c.start, |c, v| c.start = v),
        ),
        Field::new(
            "end",
            "Until",
            "Last day.",
            Slot::Day(Sense::Plan, |c| c.end, |c, v| c.end = v),
        ),
        Field::new(
            "targets_agreed",
            "Targets agreed",
            "Day the targets were agreed; before the first post.",
            Slot::Day(
                Sense::Fact,
                |c| c.targets_agreed,
                |c, v| c.targets_agreed = v,
            ),
        ),
        Field::new(
            "region",
            "Region",
            "Region, when it is made for one.",
            Slot::Line(|c| &c.region, |c, v| c.region = v),
        ),
        Field::new(
            "note",
            "Note",
            "Free words.",
            Slot::Long(|c| &c.note, |c, v| c.note = v),
        ),
        Field::new(
            "closed",
            "Closed",
            "It is over.",
            Slot::Check(|c| c.closed, |c, v| c.closed = v),
        ),
    ];
}

impl Fielded for Wave {
    const FIELDS: &'static [Field<Self>] = &[
        Field::must(
            "name",
            "Name",
            "What you call it: wave 2.",
            Slot::Line(|w| &w.name, |w, v| w.name = v),
        ),
        Field::new(
            "start",
            "From",
            "First day.",
            Slot::Day(Sense::Either, |w| w.start, |w, v| w.start = v),
        ),
        Field::new(
            "end",
            "Until",
            "Last day.",
            Slot::Day(Sense::Plan, |w| w.end, |w, v| w.end = v),
        ),
    ];
}

/// `8% then 10% over 50 orders per month`; one share for all is the plain commission.
const COMMISSION_TERMS: Own<Collaboration> = Own {
    kind: Kind::Line,
    get: |c| c.commission_terms.to_string(),
    set: |c, typed, _| {
        if matches!(typed.trim(), "" | "-" | "none") {
            c.commission_terms = "".into();
            return Ok(());
        }
        let terms = Terms::parse(typed).ok_or_else(|| {
            format!(
                "\"{}\" is not understood. Try 8% then 10% over 50 orders.",
                typed.trim()
            )
        })?;
        terms.write(c);
        Ok(())
    },
    echo: |typed, _| Terms::parse(typed).map(|terms| terms.words()),
};

impl Fielded for Collaboration {
    const FIELDS: &'static [Field<Self>] = &[
        Field::must(
            "stage",
            "Stage",
            "Where it stands, 1 to 6.",
            Slot::Choice(
                stages,
                |c| Some(c.stage.word()),
                |c, w| c.stage = w.and_then(Stage::from_word).unwrap_or(c.stage),
            ),
        ),
        Field::new(
            "type",
            "Type",
            "Kind of partnership in this deal.",
            Slot::Choice(
                relationships,
                |c| c.relationship.map(Relationship::word),
                |c, w| c.relationship = w.and_then(Relationship::from_word),
            ),
        ),
        Field::new(
            "fee",
            "Fee",
            "Agreed fee.",
            Slot::Money(|c| c.fee, |c, v| c.fee = v),
        ),
        Field::new(
            "commission",
            "Commission",
            "Share of the sales they bring.",
            Slot::Percent(|c| c.commission, |c, v| c.commission = v),
        ),
        Field::new(
            "commission_terms",
            "Commission in steps",
            "Where it grows: 8% then 10% over 50 orders; per month, if each month begins anew.",
            Slot::Own(COMMISSION_TERMS),
        ),
        Field::new(
            "hold_days",
            "Days for returns",
            "Days before an order of theirs earns; empty takes the setting.",
            Slot::Number(
                (0, 365),
                |c| c.hold_days.map(i64::from),
                |c, v| c.hold_days = small(v),
            ),
        ),
        Field::new(
            "product",
            "Product",
            "Product in kind.",
            Slot::Line(|c| &c.product, |c, v| c.product = v),
        ),
        Field::new(
            "bonus",
            "Bonus",
            "Bonus in words: $60 above 20 orders.",
            Slot::Line(|c| &c.bonus, |c, v| c.bonus = v),
        ),
        Field::new(
            "perks",
            "Perks",
            "Early looks, events, a tea of their own.",
            Slot::Line(|c| &c.perks, |c, v| c.perks = v),
        ),
        Field::new(
            "net_days",
            "Pay within",
            "Days after live (or invoice) until pay is due.",
            Slot::Number(
                (0, 365),
                |c| c.net_days.map(i64::from),
                |c, v| c.net_days = small(v),
            ),
        ),
        Field::new(
            "terms_sent",
            "Terms sent",
            "Day the terms were offered.",
            Slot::Day(Sense::Fact, |c| c.terms_sent, |c, v| c.terms_sent = v),
        ),
        Field::new(
            "agreed",
            "Agreed",
            "Day both agreed.",
            Slot::Day(Sense::Fact, |c| c.agreed, |c, v| c.agreed = v),
        ),
        Field::new(
            "agreement",
            "Agreement",
            "Link to the agreement, or where it lies.",
            Slot::Line(|c| &c.agreement, |c, v| c.agreement = v),
        ),
        Field::new(
            "agreement_sent",
            "Agreement sent",
            "Day the agreement was sent.",
            Slot::Day(
                Sense::Fact,
                |c| c.agreement_sent,
                |c, v| c.agreement_sent = v,
            ),
        ),
        Field::new(
            "agreement_signed",
            "Agreement signed",
            "Day it was signed.",
            Slot::Day(
                Sense::Fact,
                |c| c.agreement_signed,
                |c, v| c.agreement_signed = v,
            ),
        ),
        Field::new(
            "brief_sent",
            "Brief sent",
            "Day the brief was sent.",
            Slot::Day(Sense::Fact, |c| c.brief_sent, |c, v| c.brief_sent = v),
        ),
        Field::new(
            "approval_days",
            "Approve within",
            "Working days we have for a draft, when agreed.",
            Slot::Number(
                (0, 60),
                |c| c.approval_days.map(i64::from),
                |c, v| c.approval_days = small(v),
            ),
        ),
        Field::new(
            "targets_agreed",
            "Targets agreed",
            "Day the targets were agreed; before the first post.",
            Slot::Day(
                Sense::Fact,
                |c| c.targets_agreed,
                |c, v| c.targets_agreed = v,
            ),
        ),
        Field::new(
            "debrief_sent",
            "Debrief sent",
            "Day the results were shared.",
            Slot::Day(Sense::Fact, |c| c.debrief_sent, |c, v| c.debrief_sent = v),
        ),
        Field::must(
            "ladder",
            "Follow-ups",
            "Steps of an unanswered pitch.",
            Slot::Choice(
                ladders,
                |c| Some(c.ladder.word()),
                |c, w| c.ladder = w.and_then(Ladder::from_word).unwrap_or(c.ladder),
            ),
        ),
        Field::new(
            "exclusivity",
            "Exclusivity",
            "What they leave alone, and how long.",
            Slot::Line(|c| &c.exclusivity, |c, v| c.exclusivity = v),
        ),
        Field::new(
            "note",
            "Note",
            "Free words.",
            Slot::Long(|c| &c.note, |c, v| c.note = v),
        ),
        Field::new(
            "outcome",
            "Outcome",
            "How it ended; empty while it is open.",
            Slot::Choice(
                outcomes,
                |c| c.outcome.map(Outcome::word),
                |c, w| c.outcome = w.and_then(Outcome::from_word),
            ),
        ),
        Field::new(
            "closed",
            "Closed",
            "Day it ended.",
            Slot::Day(Sense::Fact, |c| c.closed, |c, v| c.closed = v),
        ),
    ];
}

impl Fielded for Deliverable {
    const FIELDS: &'static [Field<Self>] = &[
        Field::new(
            "title",
            "Title",
            "What you call it: first pour.",
            Slot::Line(|d| &d.title, |d, v| d.title = v),
        ),
        Field::new(
            "format",
            "Format",
            "Reel, story, video, post.",
            Slot::Line(|d| &d.format, |d, v| d.format = v),
        ),
        Field::new(
            "platform",
            "Platform",
            "Where it will stand.",
            Slot::Choice(
                platforms,
                |d| d.platform.map(Platform::word),
                |d, w| d.platform = w.and_then(Platform::from_word),
            ),
        ),
        Field::must(
            "state",
            "State",
            "Where it stands.",
            Slot::Choice(
                piece_states,
                |d| Some(d.state.word()),
                |d, w| d.state = w.and_then(PieceState::from_word).unwrap_or(d.state),
            ),
        ),
        Field::new(
            "draft_due",
            "Draft due",
            "Day the draft is due; live-3b counts from the live day.",
            Slot::Day(Sense::Plan, |d| d.draft_due, |d, v| d.draft_due = v),
        ),
        Field::new(
            "live_due",
            "Goes live",
            "Day it goes live, as agreed.",
            Slot::Day(Sense::Plan, |d| d.live_due, |d, v| d.live_due = v),
        ),
        Field::new(
            "draft_in",
            "Draft in",
            "Day the newest draft came.",
            Slot::Day(Sense::Fact, |d| d.draft_in, |d, v| d.draft_in = v),
        ),
        Field::new(
            "draft_link",
            "Draft link",
            "Link to the draft.",
            Slot::Line(|d| &d.draft_link, |d, v| d.draft_link = v),
        ),
        Field::new(
            "rounds",
            "Rounds",
            "Rounds of changes asked so far.",
            Slot::Number(
                (0, 99),
                |d| Some(i64::from(d.rounds)),
                |d, v| d.rounds = small(v).unwrap_or(0),
            ),
        ),
        Field::new(
            "approved",
            "Approved",
            "Day it was approved.",
            Slot::Day(Sense::Fact, |d| d.approved, |d, v| d.approved = v),
        ),
        Field::new(
            "ready",
            "Ready",
            "Day they said it is ready to go live.",
            Slot::Day(Sense::Fact, |d| d.ready, |d, v| d.ready = v),
        ),
        Field::new(
            "live",
            "Live",
            "Day it went live.",
            Slot::Day(Sense::Fact, |d| d.live, |d, v| d.live = v),
        ),
        Field::new(
            "link",
            "Link",
            "Link to the post.",
            Slot::Line(|d| &d.link, |d, v| d.link = v),
        ),
        Field::new(
            "disclosure",
            "Disclosure",
            "Was #ad seen where it must stand?",
            Slot::Choice(
                sights,
                |d| Some(d.disclosure.word()),
                |d, w| d.disclosure = w.and_then(Seen::from_word).unwrap_or(Seen::Unknown),
            ),
        ),
        Field::new(
            "code_seen",
            "Code",
            "Is the code there, and does it work?",
            Slot::Choice(
                sights,
                |d| Some(d.code_seen.word()),
                |d, w| d.code_seen = w.and_then(Seen::from_word).unwrap_or(Seen::Unknown),
            ),
        ),
        Field::new(
            "link_seen",
            "Link works",
            "Does the link lead to the post?",
            Slot::Choice(
                sights,
                |d| Some(d.link_seen.word()),
                |d, w| d.link_seen = w.and_then(Seen::from_word).unwrap_or(Seen::Unknown),
            ),
        ),
        Field::new(
            "missed_why",
            "Why missed",
            "Why it did not go live.",
            Slot::Line(|d| &d.missed_why, |d, v| d.missed_why = v),
        ),
        Field::new(
            "reuse",
            "Used again",
            "Where it was used again, a line each.",
            Slot::Long(|d| &d.reuse, |d, v| d.reuse = v),
        ),
    ];
}

impl Fielded for PostResult {
    const FIELDS: &'static [Field<Self>] = &[
        Field::must(
            "day",
            "Day",
            "When the numbers were read.",
            Slot::Day(
                Sense::Fact,
                |r| Some(r.day),
                |r, v| r.day = v.unwrap_or(r.day),
            ),
        ),
        Field::new(
            "views",
            "Views",
            "Views.",
            Slot::Number((0, MANY), |r| r.views, |r, v| r.views = v),
        ),
        Field::new(
            "reach",
            "Reach",
            "People reached.",
            Slot::Number((0, MANY), |r| r.reach, |r, v| r.reach = v),
        ),
        Field::new(
            "impressions",
            "Impressions",
            "Times it was shown.",
            Slot::Number((0, MANY), |r| r.impressions, |r, v| r.impressions = v),
        ),
        Field::new(
            "likes",
            "Likes",
            "Likes.",
            Slot::Number((0, MANY), |r| r.likes, |r, v| r.likes = v),
        ),
        Field::new(
            "comments",
            "Comments",
            "Comments.",
            Slot::Number((0, MANY), |r| r.comments, |r, v| r.comments = v),
        ),
        Field::new(
            "shares",
            "Shares",
            "Shares.",
            Slot::Number((0, MANY), |r| r.shares, |r, v| r.shares = v),
        ),
        Field::new(
            "saves",
            "Saves",
            "Saves.",
            Slot::Number((0, MANY), |r| r.saves, |r, v| r.saves = v),
        ),
        Field::new(
            "clicks",
            "Clicks",
            "Clicks.",
            Slot::Number((0, MANY), |r| r.clicks, |r, v| r.clicks = v),
        ),
        Field::new(
            "orders",
            "Orders",
            "Orders.",
            Slot::Number((0, MANY), |r| r.orders, |r, v| r.orders = v),
        ),
        Field::new(
            "new_customers",
            "New customers",
            "Orders from people who never bought before.",
            Slot::Number((0, MANY), |r| r.new_customers, |r, v| r.new_customers = v),
        ),
        Field::new(
            "sales",
            "Sales",
            "What was sold.",
            Slot::Money(|r| r.sales, |r, v| r.sales = v),
        ),
        Field::new(
            "mood",
            "Mood",
            "Mood of the comments: ++ + 0 - --.",
            Slot::Own(Own {
                kind: Kind::Line,
                get: |r| mood_text(r.mood).to_owned(),
                set: |r, typed, _| {
                    r.mood = mood(typed)?;
                    Ok(())
                },
                echo: no_echo,
            }),
        ),
        Field::new(
            "on_topic",
            "On topic",
            "Comments about the product.",
            Slot::Number((0, MANY), |r| r.on_topic, |r, v| r.on_topic = v),
        ),
    ];
}

impl Fielded for WeekNote {
    const FIELDS: &'static [Field<Self>] = &[
        Field::must(
            "week",
            "Week of",
            "Monday of that week.",
            Slot::Day(
                Sense::Fact,
                |w| Some(w.week),
                |w, v| w.week = v.map_or(w.week, super::monday),
            ),
        ),
        Field::new(
            "words",
            "Words",
            "What worked and what did not.",
            Slot::Long(|w| &w.words, |w, v| w.words = v),
        ),
    ];
}
