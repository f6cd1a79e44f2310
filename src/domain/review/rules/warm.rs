//! What keeps relationships alive: a personal word now and then, a next step for everybody,
//! check-ins, week notes.

use chrono::{Datelike, Months, Weekday};

use crate::domain::day::{Day, add_days};
use crate::domain::review::facts::{Due, Facts, Guards};
use crate::domain::review::item::{Item, Lane, Unit};
use crate::domain::review::key::{ItemKey, Occurrence};
use crate::domain::review::rule::Rule;
use crate::domain::rows::*;

/// How often to be in touch with a creator, and why so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rhythm {
    /// Days after which a word would be nice.
    pub ideal: i64,
    /// And after which it is high time.
    pub max: i64,
    /// One word for whose rhythm it is.
    pub whose: &'static str,
    /// Only once.
    pub once: bool,
}

/// The rhythm of a creator: their own, else that of the relationship type, faster for core
/// creators. Prospects have none, nor have those kept by events.
pub fn rhythm(facts: &Facts<'_>) -> Option<Rhythm> {
    let creator = facts.creator?;
    let cadence = &facts.base.settings.cadence;
    let own = match creator.cadence {
        Cadence::OnEvent => return None,
        Cadence::Days(days) => Some(i64::from(days)),
        Cadence::ByType => None,
    };
    if let Some(ideal) = own {
        return Some(Rhythm {
            ideal,
            max: ideal + (ideal / 2).max(1),
            whose: "own rhythm",
            once: false,
        });
    }
    let lead = facts.standing.lead.and_then(|id| facts.base.model.get(id));
    let relationship = creator.relationship.or(lead.and_then(|c| c.relationship));
    let ([ideal, max], whose) = match relationship {
        Some(Relationship::Ambassador) => (cadence.ambassador, "ambassador"),
        Some(Relationship::Recurring) => (cadence.recurring, "recurring"),
        Some(Relationship::Affiliate) => (cadence.affiliate, "affiliate"),
        Some(Relationship::OneOff) if went_well(facts) => (cadence.one_off, "one-off"),
        Some(Relationship::OneOff) | None => return dormant(facts),
    };
    if relationship != Some(Relationship::OneOff)
        && facts.standing.stage.is_none()
        && !has_worked(facts)
    {
        return dormant(facts);
    }
    let percent = if creator.core {
        cadence.core_percent
    } else {
        100
    };
    let part = |days: i64| (days * percent / 100).max(1);
    Some(Rhythm {
        ideal: part(ideal),
        max: part(max).max(part(ideal) + 1),
        whose,
        once: false,
    })
}

/// A debrief was shared, or the collaboration was completed.
fn went_well(facts: &Facts<'_>) -> bool {
    let ended =
        |c: &Collaboration| c.debrief_sent.is_some() || c.outcome == Some(Outcome::Completed);
    facts
        .rows::<Collaboration>()
        .any(|c| ended(c) && c.stage >= Stage::Measurement)
}

fn has_worked(facts: &Facts<'_>) -> bool {
    facts
        .rows::<Collaboration>()
        .any(|c| c.stage >= Stage::Creation)
}

/// Nothing is open any more, and they did not say no: one word after half a year, once.
fn dormant(facts: &Facts<'_>) -> Option<Rhythm> {
    let mut any = facts.rows::<Collaboration>().peekable();
    any.peek()?;
    let over =
        |c: &Collaboration| !matches!(c.outcome, None | Some(Outcome::Declined | Outcome::NotAFit));
    let ideal = facts.base.settings.cadence.dormant;
    any.all(over).then_some(Rhythm {
        ideal,
        max: ideal + ideal / 2,
        whose: "dormant",
        once: true,
    })
}

/// The day contact is counted from: the last personal one, else the day they were added.
pub fn last_contact(facts: &Facts<'_>) -> Option<Day> {
    let added = facts.creator?.added;
    Some(
        facts
            .standing
            .last_personal()
            .map_or(added, |last| last.day),
    )
}

/// Keep warm: no personal contact for longer than the ideal. A new contact begins a new cycle.
pub fn keep_warm(facts: &Facts<'_>, out: &mut Vec<Item>) {
    if facts.is_unsorted_import() {
        return;
    }
    let (Some(rhythm), Some(last), Some(creator)) =
        (rhythm(facts), last_contact(facts), facts.creator)
    else {
        return;
    };
    let key = ItemKey::new(Rule::KeepWarm, creator.id);
    if rhythm.once {
        let since = facts.standing.last_in.map(|contact| contact.at);
        let answered = |kind| {
            matches!(
                kind,
                DecisionKind::Done | DecisionKind::Skip | DecisionKind::Drop
            )
        };
        if facts
            .series(key)
            .any(|(_, d)| answered(d.kind) && since.is_none_or(|at| d.at > at))
        {
            return;
        }
    }
    let due = add_days(last, rhythm.ideal);
    let unit = Unit::Calendar;
    let item = Due::on(
        key.at(Occurrence::Since(last)),
        Lane::Warm,
        due,
        rhythm.max - rhythm.ideal,
    );
    facts.add(
        out,
        Due {
            unit,
            lead_unit: unit,
            ..item
        },
    );
}

/// No next step: an open relationship with nothing dated or waiting, now or later. While work goes
/// on a keep-warm clock is no next step; once it rests, it is. From the Monday after the last thing
/// that happened; at once for those freshly imported.
pub fn no_next_step(facts: &Facts<'_>, out: &mut Vec<Item>) {
    let Some(creator) = facts.creator else { return };
    let never = facts.rows::<Collaboration>().next().is_none();
    let rests = matches!(facts.standing.stage, None | Some(Stage::Retention));
    let planned = out.iter().any(|item| rests || item.lane != Lane::Warm);
    if planned || (facts.standing.stage.is_none() && !never) || kept_by_events(facts, creator) {
        return;
    }
    let touched = facts.standing.last_personal().map(|last| last.day);
    let decided = facts.decided.iter().map(|(_, d)| d.day).max();
    let done = facts.rows::<FollowUp>().filter_map(|f| f.done).max();
    let moved = facts.open().map(|c| c.stage_since).max();
    let last = [touched, decided, done, moved]
        .into_iter()
        .flatten()
        .max()
        .map_or(creator.added, |d| d.max(creator.added));
    let fresh = facts.is_unsorted_import();
    let due = if fresh {
        facts.today()
    } else {
        facts
            .base
            .calendar
            .later(facts.base.calendar.next_monday(last))
    };
    let key = ItemKey::new(Rule::NoNextStep, creator.id).at(Occurrence::Since(last));
    let item = Due::on(key, Lane::Warm, due, facts.rule().no_next_step.grace_bd);
    facts.add(
        out,
        Due {
            guards: Guards::Unpaused,
            ..item
        },
    );
}

/// Never by the clock: asking for a next step would be a clock too, once nothing is being made.
fn kept_by_events(facts: &Facts<'_>, creator: &Creator) -> bool {
    creator.cadence == Cadence::OnEvent
        && matches!(facts.standing.stage, None | Some(Stage::Retention))
}

/// Check-in: once a quarter with core, recurring and ambassador creators, about goals and
/// satisfaction.
pub fn check_in(facts: &Facts<'_>, out: &mut Vec<Item>) {
    let Some(creator) = facts.creator.filter(|_| !facts.is_unsorted_import()) else {
        return;
    };
    let close = matches!(
        creator.relationship,
        Some(Relationship::Recurring | Relationship::Ambassador)
    );
    if !(creator.core || close)
        || (facts.standing.stage < Some(Stage::Creation) && !has_worked(facts))
    {
        return;
    }
    let rule = &facts.rule().check_in;
    let months = rule.months.max(1);
    let calendar = facts.base.calendar;
    let mut due = match creator.checkin {
        Some(last) => calendar.later(after(last, months)),
        // Those who came in together are not all asked on the same day.
        None => calendar.add(
            after(creator.added, months),
            i64::from(creator.id.raw()) % rule.grace_bd.max(1),
        ),
    };
    // A skipped quarter leads to the next one.
    for _ in 0..40 {
        let before = out.len();
        let key = ItemKey::new(Rule::CheckIn, creator.id).at(Occurrence::quarter_of(due));
        facts.add(out, Due::on(key, Lane::Warm, due, rule.grace_bd));
        if out.len() > before {
            break;
        }
        due = calendar.later(after(due, months));
    }
}

fn after(day: Day, months: u32) -> Day {
    day.checked_add_months(Months::new(months)).unwrap_or(day)
}

/// Campaign week note: on Friday while a campaign runs, until the next Friday.
pub fn week_note(facts: &Facts<'_>, out: &mut Vec<Item>) {
    let rule = &facts.rule().week_note_due;
    let (Some(campaign), Some(weekday)) = (facts.campaign, rule.weekday) else {
        return;
    };
    let Some(start) = campaign.start else { return };
    let this = week_day(facts, facts.today(), weekday);
    let last = week_day(facts, add_days(facts.today(), -7), weekday);
    let asked = if this <= facts.today() {
        [this, add_days(this, 7)]
    } else {
        [last, this]
    };
    for day in asked {
        let monday = monday(day);
        let runs = day >= start && campaign.end.is_none_or(|end| monday <= end);
        let noted = facts
            .base
            .model
            .of_campaign::<WeekNote>(campaign.id)
            .any(|note| note.week == monday);
        if runs && !noted {
            let key = ItemKey::new(Rule::WeekNoteDue, campaign.id).at(Occurrence::week_of(day));
            facts.add(out, Due::on(key, Lane::Warm, day, rule.grace_bd));
        }
    }
}

/// Monday of a day's week.
pub fn monday(day: Day) -> Day {
    add_days(day, -i64::from(day.weekday().num_days_from_monday()))
}

/// That weekday in a day's week; the working day before it when it is free, as long as that is in
/// the same week.
fn week_day(facts: &Facts<'_>, day: Day, weekday: Weekday) -> Day {
    let day = add_days(monday(day), i64::from(weekday.num_days_from_monday()));
    let earlier = facts.base.calendar.earlier(day);
    if earlier >= monday(day) { earlier } else { day }
}
