//! A campaign with its goal, targets, budget and days in one line, or a to-do for one.

use super::contact;
use super::draft::Draft;
use super::who::{self, Found};
use super::words::{Tokens, Word};
use crate::domain::day::{self, Day};
use crate::domain::fields::text::choice;
use crate::domain::fields::{Entry, number, target_metrics, target_text, target_value};
use crate::domain::ids::Id;
use crate::domain::money::Money;
use crate::domain::rows::{Campaign, Target, Wave};
use crate::domain::when::{self, Anchors, Tail};

/// What a line says of a campaign.
#[derive(Default)]
struct Plan {
    goal: String,
    /// Metric, thousandths, currency.
    targets: Vec<(&'static str, i64, String)>,
    budget: Option<Money>,
    days: Option<(Day, Day)>,
}

/// `/winter goal 90 orders cpa<30 12 nov - 28 nov`.
pub(super) fn read(draft: &mut Draft, line: &str) {
    let after = line.get(1..).unwrap_or_default();
    let quoted = after.starts_with('"');
    let end = if quoted {
        after
            .get(1..)
            .and_then(|rest| rest.find('"'))
            .map_or(after.len(), |at| at + 2)
    } else {
        after.find(char::is_whitespace).unwrap_or(after.len())
    };
    let (name, rest) = after.split_at(end);
    let (name, rest) = (name.trim_matches('"').trim(), rest.trim());
    draft.kind = "campaign";
    if !name.starts_with(char::is_alphanumeric) {
        return draft.refuse("Which campaign? Type its name after the slash.");
    }
    let found = who::find_campaign(draft.model(), name, quoted);
    match found {
        Found::One(place) => existing(draft, place.campaign, rest),
        Found::Several(_) => {
            contact::place(draft, name);
        }
        Found::None => new(draft, name, rest),
    }
}

fn existing(draft: &mut Draft, id: Id<Campaign>, rest: &str) {
    let model = draft.model();
    let Some(row) = model.get(id) else { return };
    draft.part("campaign", &*row.name);
    if rest.is_empty() {
        return draft.refuse("What about it? Try: goal 90 orders cpa<30, or a to-do with a day.");
    }
    if is_wave(rest) {
        return wave(draft, id, rest);
    }
    let (plan, left) = plan(draft, rest);
    let nothing = plan.goal.is_empty()
        && plan.targets.is_empty()
        && plan.budget.is_none()
        && plan.days.is_none();
    if nothing {
        return contact::to_do_of(draft, Some(id), rest);
    }
    if !left.is_empty() {
        draft.refuse(format!("Not understood: {left}."));
    }
    draft.say("changes an existing campaign");
    let (start, end) = row_days(row);
    if let Some((from, to)) = plan
        .days
        .filter(|days| start.is_some() && (start, end) != (Some(days.0), Some(days.1)))
    {
        let today = draft.today();
        let old =
            |day: Option<Day>| day.map_or_else(|| "open".into(), |day| day::brief(day, today));
        let (from, to) = (day::brief(from, today), day::brief(to, today));
        draft.say(format!(
            "moves it ({} - {} ► {from} - {to})",
            old(start),
            old(end)
        ));
    }
    let agreed = (!plan.targets.is_empty()).then_some(draft.today());
    draft.step.edit(model, id, |c| {
        if !plan.goal.is_empty() {
            c.goal = plan.goal.as_str().into();
        }
        c.budget = plan.budget.or(c.budget);
        c.targets_agreed = c.targets_agreed.or(agreed);
        if let Some((start, end)) = plan.days {
            (c.start, c.end) = (Some(start), Some(end));
        }
    });
    targets(draft, id, &plan);
    draft.label(format!("Campaign {}", row.name));
}

/// Whether words are about a wave: `wave 2 …`.
fn is_wave(rest: &str) -> bool {
    let mut words = rest.split_whitespace();
    words.next().is_some_and(|w| w.eq_ignore_ascii_case("wave")) && words.next().is_some()
}

/// `/winter wave 2 5 dec - 19 dec`: a new wave, or new days for the one of that name.
fn wave(draft: &mut Draft, id: Id<Campaign>, rest: &str) {
    draft.kind = "wave";
    // The name stands apart from the dates: the first word after `wave`, or all that stands in
    // quotes.
    let mut words = Tokens::of(rest);
    words.all.remove(0);
    let name = if words.all.is_empty() {
        ""
    } else {
        words.all.remove(0).text
    };
    let name = if name.chars().all(|c| c.is_ascii_digit()) {
        format!("wave {name}")
    } else {
        name.to_owned()
    };
    let (left, days) = range(draft, &words.text());
    if !left.is_empty() {
        return draft.refuse(format!(
            "Not understood: {left}. Try wave 2 5 dec - 19 dec."
        ));
    }
    let Some((start, end)) = days else {
        return draft.refuse("When is it? Write both days: wave 2 5 dec - 19 dec.");
    };
    let model = draft.model();
    draft.part("wave", name.as_str());
    let old = model
        .of_campaign::<Wave>(id)
        .find(|w| w.name.eq_ignore_ascii_case(&name))
        .map(|w| w.id);
    match old {
        Some(old) => {
            draft.say("moves an existing wave");
            draft
                .step
                .edit(model, old, |w| (w.start, w.end) = (Some(start), Some(end)));
        }
        None => {
            let fresh = draft.step.fresh(model);
            let (start, end) = (Some(start), Some(end));
            draft.step.insert(Wave {
                id: fresh,
                campaign: id,
                name: name.as_str().into(),
                start,
                end,
            });
        }
    }
    let campaign = model
        .get(id)
        .map_or_else(String::new, |c| c.name.to_string());
    draft.label(format!("{campaign}: {name}"));
}

fn row_days(row: &Campaign) -> (Option<Day>, Option<Day>) {
    (row.start, row.end)
}

fn new(draft: &mut Draft, name: &str, rest: &str) {
    draft.part("campaign", format!("{name}, new"));
    let (plan, left) = plan(draft, rest);
    if !left.is_empty() {
        draft.refuse(format!("Not understood: {left}. Begin the goal with goal."));
    }
    let id = draft.step.fresh(draft.model());
    let agreed = (!plan.targets.is_empty()).then_some(draft.today());
    draft.step.insert(Campaign {
        id,
        name: name.into(),
        goal: plan.goal.as_str().into(),
        kind: None,
        budget: plan.budget,
        start: plan.days.map(|(start, _)| start),
        end: plan.days.map(|(_, end)| end),
        targets_agreed: agreed,
        region: "".into(),
        note: "".into(),
        closed: false,
    });
    targets(draft, id, &plan);
    draft.label(format!("Campaign {name}"));
}

/// Adds targets, or changes those of the same metric.
fn targets(draft: &mut Draft, id: Id<Campaign>, plan: &Plan) {
    let model = draft.model();
    for (metric, value, currency) in &plan.targets {
        let of_campaign =
            |t: &&Target| t.creator.is_none() && t.collaboration.is_none() && &*t.metric == *metric;
        let old = model
            .of_campaign::<Target>(id)
            .find(of_campaign)
            .map(|t| t.id);
        match old {
            Some(old) => draft.step.edit(model, old, |t| {
                t.value = *value;
                t.currency = currency.as_str().into();
            }),
            None => {
                let row = Target {
                    id: draft.step.fresh(model),
                    creator: None,
                    campaign: Some(id),
                    collaboration: None,
                    metric: (*metric).into(),
                    value: *value,
                    currency: currency.as_str().into(),
                };
                draft.step.insert(row);
            }
        }
    }
}

/// Reads what stands after the name; gives what is left.
fn plan(draft: &mut Draft, rest: &str) -> (Plan, String) {
    let mut plan = Plan::default();
    let (rest, days) = range(draft, rest);
    plan.days = days;
    let mut words = Tokens::of(&rest);
    if let Some(money) = words.take_named_money(&["budget"], draft.ctx.currency) {
        plan.budget = Some(money);
        draft.part("budget", number::money_text(money));
    }
    if let Some(at) = words.all.iter().position(|w| w.is("budget"))
        && let Some(next) = words.all.get(at + 1).copied()
    {
        match number::money(next.text, draft.ctx.currency) {
            Ok(money) => {
                plan.budget = Some(money);
                draft.part("budget", number::money_text(money));
            }
            Err(why) => draft.refuse(why),
        }
        words.all.drain(at..at + 2);
    }
    while let Some(word) = words.take(|w| comparison(w).is_some()) {
        let Some((metric, value)) = comparison(&word) else {
            continue;
        };
        add_target(draft, &mut plan, metric, value);
    }
    if let Some(at) = words.all.iter().position(|w| w.is("goal")) {
        let mut goal = words.clone();
        goal.all = words.all.split_off(at).into_iter().skip(1).collect();
        plan.goal = goal.text();
        if plan.goal.is_empty() {
            draft.refuse("What is the goal? Try goal 90 orders.");
        }
        draft.part("goal", plan.goal.as_str());
        // A goal that begins with a number of something countable is a target too.
        let metric = |word: &Word| {
            choice(word.text, &target_metrics())
                .ok()
                .filter(|_| word.text.len() >= 3)
        };
        if let [count, what, ..] = goal.all.as_slice()
            && count.text.starts_with(|c: char| c.is_ascii_digit())
            && let Some(metric) = metric(what)
        {
            add_target(draft, &mut plan, metric, count.text);
        }
    }
    (plan, words.text())
}

/// `cpa<30`, `orders>=90`, `sales:5k`.
fn comparison<'t>(word: &Word<'t>) -> Option<(&'static str, &'t str)> {
    if word.quoted {
        return None;
    }
    let at = word.text.find(['<', '>', '=', ':'])?;
    let (name, value) = word.text.split_at(at);
    let metric = choice(name, &target_metrics())
        .ok()
        .filter(|_| !name.is_empty())?;
    Some((metric, value.trim_start_matches(['<', '>', '=', ':'])))
}

fn add_target(draft: &mut Draft, plan: &mut Plan, metric: &'static str, typed: &str) {
    let ctx = draft.ctx;
    let entry = Entry {
        today: ctx.today(),
        calendar: ctx.calendar,
        day_first: ctx.day_first,
        currency: ctx.currency,
        anchors: Anchors::default(),
    };
    if plan.targets.iter().any(|(known, ..)| *known == metric) {
        return;
    }
    match target_value(metric, typed, &entry) {
        Ok((value, currency)) => {
            let shown = Target {
                id: Id::default(),
                creator: None,
                campaign: None,
                collaboration: None,
                metric: metric.into(),
                value,
                currency: currency.as_str().into(),
            };
            let label = target_metrics()
                .iter()
                .find(|c| c.word == metric)
                .map_or(metric, |c| c.label);
            draft.part("target", format!("{label} {}", target_text(&shown)));
            plan.targets.push((metric, value, currency));
        }
        Err(why) => draft.refuse(why),
    }
}

/// Takes `12 nov - 28 nov` out of a line. The first day is the nearest of that name, for a campaign
/// may be running; the last comes after it.
fn range(draft: &mut Draft, line: &str) -> (String, Option<(Day, Day)>) {
    let marks = [" - ", " – ", " — ", "..", " until ", " to "];
    for mark in marks {
        for (at, _) in line.match_indices(mark) {
            let (before, after) = (
                line.get(..at).unwrap_or_default(),
                line.get(at + mark.len()..).unwrap_or_default(),
            );
            let Tail::Date {
                rest,
                typed,
                day: start,
            } = when::tail(before, &draft.ctx.dates::<Campaign>("start"))
            else {
                continue;
            };
            let from_start = when::DateContext {
                today: start,
                ..draft.ctx.plan()
            };
            match when::head(after, &from_start) {
                Tail::Date {
                    rest: behind,
                    typed: typed_end,
                    day: end,
                } => {
                    draft.date("from", typed, start);
                    draft.date("until", typed_end, end);
                    let rest = rest.trim_end_matches(" from");
                    return (
                        [rest, behind].join(" ").trim().to_owned(),
                        Some((start, end)),
                    );
                }
                Tail::Wrong(why) => draft.refuse(why),
                Tail::None => {}
            }
        }
    }
    (line.to_owned(), None)
}
