//! Campaign week note: on Friday, while a campaign runs.

use chrono::{Datelike, Weekday};

use crate::domain::day::{Day, add_days};
use crate::domain::review::answers::Ask;
use crate::domain::review::answers::plan::{Answered, Plan};
use crate::domain::review::answers::verbs;
use crate::domain::review::facts::{Due, Facts};
use crate::domain::review::item::{Item, Lane};
use crate::domain::review::key::{ItemKey, Occurrence};
use crate::domain::review::rule::{Rule, RuleRow};
use crate::domain::review::states::State;
use crate::domain::review::words::{ItemText, Length};
use crate::domain::rows::*;

/// The rule.
pub const ROW: RuleRow = RuleRow {
    move_to: verbs::shown_later,
    ..RuleRow::new(
        (Rule::WeekNoteDue, Lane::Warm, "note"),
        "Two lines a week are what the final report is made of.",
        &[State::WeekUnnoted],
        items,
        phrase,
        (noted, skip),
    )
};

/// Campaign week note: on Friday while a campaign runs, until the next Friday.
fn items(facts: &Facts<'_>, out: &mut Vec<Item>) {
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

fn phrase(text: &ItemText<'_>, length: Length) -> String {
    match length {
        Length::Head | Length::Cell => "week note".into(),
        Length::List => "the note of the week".into(),
        Length::Sentence => format!("note of the week, {}", text.due()),
    }
}

/// The note of the week.
fn noted(mut plan: Plan<'_>) -> Answered {
    let campaign: &Campaign = plan.row()?;
    let words: Text = plan
        .ask(Ask::needed(
            "What worked, what did not?",
            "stories sold, the reel did not",
        ))?
        .into();
    plan.settle(DecisionKind::Done);
    let id = plan.step.fresh(plan.ctx.model);
    plan.step.insert(WeekNote {
        id,
        campaign: campaign.id,
        week: monday(plan.item.due),
        words,
    });
    plan.done("logged", "next note in a week", "Week note")
}

fn skip(plan: Plan<'_>) -> Answered {
    verbs::skip(plan, "skip once", "again next week")
}

#[cfg(test)]
mod tests {
    use crate::domain::review::Rule;
    use crate::domain::review::tests::play::{check, still};
    use crate::domain::rows::*;
    use crate::domain::testing::day;

    #[test]
    fn r19_campaign_week_note() {
        // Friday 25 December and 1 January are free: asked on the Thursday.
        check(
            Rule::WeekNoteDue,
            &[
                (
                    "2026-12-17",
                    |p| {
                        p.campaign(|c| {
                            (c.start, c.end) = (Some(day("2026-12-14")), Some(day("2027-01-02")))
                        })
                    },
                    "",
                ),
                (
                    "2026-12-18",
                    still,
                    "note of the week, today | warm | 0.0 = 0 warm + 0",
                ),
                (
                    "2026-12-21",
                    still,
                    "note of the week, Fri 18 Dec | warm | 0.2 = 0 warm + 0.2 (1 of 5 bd)",
                ),
                (
                    "2026-12-24",
                    still,
                    "note of the week, today | warm | 0.0 = 0 warm + 0",
                ),
                (
                    "2026-12-28",
                    |p| {
                        let campaign = p.w.model.campaigns.iter().next().unwrap().id;
                        p.w.add(|id| WeekNote {
                            id,
                            campaign,
                            week: day("2026-12-21"),
                            words: "good".into(),
                        });
                    },
                    "",
                ),
                ("2026-12-30", still, ""),
                (
                    "2026-12-31",
                    still,
                    "note of the week, today | warm | 0.0 = 0 warm + 0",
                ),
                ("2027-01-08", still, ""),
            ],
        );
    }
}
