//! Keep warm: a personal word now and then.

use crate::domain::day::{Day, add_days};
use crate::domain::review::answers::plan::{Answered, Plan};
use crate::domain::review::answers::verbs;
use crate::domain::review::dates::soft_day;
use crate::domain::review::facts::{Due, Facts};
use crate::domain::review::item::{Item, Lane, Unit};
use crate::domain::review::key::{ItemKey, Occurrence};
use crate::domain::review::rule::{Cap, Rule, RuleRow, Way};
use crate::domain::review::states::State;
use crate::domain::review::words::{ItemText, Length};
use crate::domain::rows::*;
use crate::domain::templates::{Kind, Settles};

/// The rule.
pub const ROW: RuleRow = RuleRow {
    messages: &[(Kind::KeepWarm, Settles::Expected)],
    cap: Some(Cap::Warm),
    by_clock: true,
    move_to: verbs::shown_later,
    way: Way::Hides,
    wants_words: |_, _| true,
    past: " past ideal",
    when: |text| Some(since(text).map_or_else(String::new, |n| format!("{n} d"))),
    ..RuleRow::new(
        (Rule::KeepWarm, Lane::Warm, "warm"),
        "Partners drift away quietly; a personal word now and then keeps the door open.",
        &[State::Quiet],
        items,
        phrase,
        (written, skip_cycle),
    )
};

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
pub(in crate::domain::review) fn rhythm(facts: &Facts<'_>) -> Option<Rhythm> {
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

pub(super) fn has_worked(facts: &Facts<'_>) -> bool {
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
pub(in crate::domain::review) fn last_contact(facts: &Facts<'_>) -> Option<Day> {
    let added = facts.creator?.added;
    Some(
        facts
            .standing
            .last_personal()
            .map_or(added, |last| last.day),
    )
}

/// Keep warm: no personal contact for longer than the ideal. A new contact begins a new cycle.
fn items(facts: &Facts<'_>, out: &mut Vec<Item>) {
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

fn phrase(text: &ItemText<'_>, length: Length) -> String {
    let (rhythm, days) = (rhythm_of(text), since(text).unwrap_or_default());
    let graduates = || graduates(text, rhythm);
    match length {
        Length::Head => rhythm.map_or_else(
            || format!("{days} d"),
            |r| format!("{days} d ({}–{})", r.ideal, r.max),
        ),
        Length::Cell => "keep warm".into(),
        Length::List if graduates() => "graduate?".into(),
        Length::List => rhythm.map_or("contact", |r| r.whose).into(),
        Length::Sentence => {
            let whose = rhythm.map_or("contact", |r| r.whose);
            let graduate = if graduates() { ", graduate?" } else { "" };
            format!("{whose}, {days} d since contact{graduate}")
        }
    }
}

/// Days since the last contact.
fn since(text: &ItemText<'_>) -> Option<i64> {
    match text.item.key.time {
        Occurrence::Since(day) => Some((text.ctx.today - day).num_days()),
        _ => None,
    }
}

fn rhythm_of(text: &ItemText<'_>) -> Option<Rhythm> {
    let (ctx, id) = (text.ctx, text.item.creator()?);
    rhythm(&Facts::of_creator(ctx.base(), ctx.derived.of(id), id)?)
}

/// A one-off that was written to once after its debrief: keep it, or let it go with thanks.
fn graduates(text: &ItemText<'_>, rhythm: Option<Rhythm>) -> bool {
    let series = text.item.key.series();
    let before = |d: &&Decision| {
        let key = d.key.parse::<ItemKey>();
        d.kind == DecisionKind::Done && key.is_ok_and(|key| key.series() == series)
    };
    let decided = |id| text.ctx.model.of::<Decision>(id).any(|d| before(&d));
    rhythm.is_some_and(|r| r.whose == "one-off") && text.item.creator().is_some_and(decided)
}

fn ideal(plan: &Plan<'_>) -> Result<i64, String> {
    let creator = plan.creator()?;
    let facts = Facts::of_creator(plan.ctx.base(), plan.ctx.derived.of(creator), creator);
    let rhythm = facts.as_ref().and_then(rhythm);
    rhythm
        .map(|r| r.ideal)
        .ok_or_else(|| "There is no rhythm to keep any more.".into())
}

/// Written: the clock starts again.
fn written(mut plan: Plan<'_>) -> Answered {
    let next = add_days(plan.ctx.today, ideal(&plan)?);
    plan.settle(DecisionKind::Done);
    plan.contact("wrote to stay in touch");
    let effect = format!("clock restarts, next {}", plan.day(next));
    plan.done("written", effect, "Written")
}

/// Not this time: one cycle is left out.
fn skip_cycle(mut plan: Plan<'_>) -> Answered {
    let target = plan
        .ctx
        .calendar
        .later(add_days(plan.ctx.today, ideal(&plan)?));
    let next = soft_day(plan.ctx, target);
    plan.decide(DecisionKind::Skip, Some(next));
    let effect = format!("again {}", plan.day(next));
    plan.done("skip one cycle", effect, "Skipped a cycle")
}

#[cfg(test)]
mod tests {
    use crate::domain::review::Rule;
    use crate::domain::review::tests::play::{check, still};
    use crate::domain::rows::*;

    #[test]
    fn r15_keep_warm() {
        check(
            Rule::KeepWarm,
            &[
                (
                    "2026-11-30",
                    |p| {
                        p.deal(|c| c.stage = Stage::Retention);
                        p.who(|c| c.relationship = Some(Relationship::Recurring));
                        p.sent();
                    },
                    "",
                ),
                ("2026-12-29", still, ""),
                (
                    "2026-12-30",
                    still,
                    "recurring, 30 d since contact | warm | 0.0 = 0 warm + 0",
                ),
                (
                    "2027-01-06",
                    still,
                    "recurring, 37 d since contact | warm | 0.5 = 0 warm + 0.5 (7 of 15 d past ideal)",
                ),
                (
                    "2027-01-06",
                    |p| p.who(|c| c.cadence = Cadence::OnEvent),
                    "",
                ),
                (
                    "2027-01-06",
                    |p| p.who(|c| c.cadence = Cadence::ByType),
                    "recurring, 37 d since contact | warm | 0.5 = 0 warm + 0.5 (7 of 15 d past ideal)",
                ),
                (
                    "2027-01-14",
                    still,
                    "recurring, 45 d since contact | warm | 1.0 = 0 warm + 1.0 (15 of 15 d past ideal)",
                ),
                ("2027-01-15", |p| p.wrote(), ""),
                ("2027-02-13", still, ""),
                (
                    "2027-02-15",
                    still,
                    "recurring, 31 d since contact | warm | 0.1 = 0 warm + 0.1 (1 of 15 d past ideal)",
                ),
                ("2027-02-15", |p| p.sent(), ""),
            ],
        );
    }
}
