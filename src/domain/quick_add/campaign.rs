//! A campaign with its goal, targets, budget and days in one line, or a to-do for one.

use super::contact;
use super::draft::Draft;
use super::told;
use super::who::{self, Found};
use super::words::{Tokens, Word};
use crate::domain::day::{self, Day};
use crate::domain::fields::{Aimed, Entry, aimed, number, target_label, target_text, target_value};
use crate::domain::ids::Id;
use crate::domain::money::Money;
use crate::domain::own_counts;
use crate::domain::rows::{Campaign, Creator, Target, Wave};
use crate::domain::when::{self, Anchors, Tail};

/// What a line says of a campaign.
#[derive(Default)]
struct Plan {
    goal: String,
    /// Metric, thousandths, currency.
    targets: Vec<(String, i64, String)>,
    budget: Option<Money>,
    days: Option<(Day, Day)>,
    /// Something was refused.
    wrong: bool,
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
    if let Some(counted) = told::is_campaign_count(draft, rest) {
        return told::campaign_count(draft, id, counted);
    }
    let (plan, left) = plan(draft, rest);
    let nothing = plan.goal.is_empty()
        && plan.targets.is_empty()
        && plan.budget.is_none()
        && plan.days.is_none()
        && !plan.wrong;
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
    let own = |t: &&Target| t.creator.is_none() && t.collaboration.is_none();
    let there: Vec<&Target> = model.of_campaign::<Target>(id).filter(own).collect();
    put_targets(draft, plan, &there, &|row| row.campaign = Some(id));
}

/// Adds the targets of a plan, or changes those of the same metric that are there.
fn put_targets(draft: &mut Draft, plan: &Plan, there: &[&Target], place: &dyn Fn(&mut Target)) {
    let model = draft.model();
    for (metric, value, currency) in &plan.targets {
        let old = there.iter().find(|t| &*t.metric == metric).map(|t| t.id);
        match old {
            Some(old) => draft.step.edit(model, old, |t| {
                t.value = *value;
                t.currency = currency.as_str().into();
            }),
            None => {
                let mut row = Target {
                    id: draft.step.fresh(model),
                    creator: None,
                    campaign: None,
                    collaboration: None,
                    metric: metric.as_str().into(),
                    value: *value,
                    currency: currency.as_str().into(),
                };
                place(&mut row);
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
    compared(draft, &mut plan, &mut words);
    if let Some(n) = in_words(draft, &words) {
        let all: Vec<Aimed> = n.0;
        all.into_iter()
            .for_each(|aimed| add_target(draft, &mut plan, aimed));
        words.all.drain(..n.1);
    }
    if let Some(at) = words.all.iter().position(|w| w.is("goal")) {
        let mut goal = words.clone();
        goal.all = words.all.split_off(at).into_iter().skip(1).collect();
        plan.goal = goal.text();
        if plan.goal.is_empty() {
            draft.refuse("What is the goal? Try goal 90 orders.");
        }
        draft.part("goal", plan.goal.as_str());
        // What a goal begins with is a target too, where it is one: `goal 90 orders`.
        for aimed in begins_with(draft, &goal).0 {
            add_target(draft, &mut plan, aimed);
        }
    }
    (plan, words.text())
}

/// The words from a place on, as long as none stands in quotes.
fn plain<'t>(words: &Tokens<'t>, from: usize) -> Vec<&'t str> {
    let all = words.all.get(from..).unwrap_or_default();
    all.iter()
        .take_while(|w| !w.quoted)
        .map(|w| w.text)
        .collect()
}

/// Takes targets with a sign out of a line, wherever they stand: `cpa<30`, `first orders<$30`,
/// `sales:5k`. A sentence that contradicts itself is refused.
fn compared(draft: &mut Draft, plan: &mut Plan, words: &mut Tokens<'_>) {
    let known = own_counts::names(draft.model());
    let mut at = 0;
    while at < words.all.len() {
        match aimed(&plain(words, at), &known) {
            Some(Ok(found)) if found.signed => {
                words.all.drain(at..at + found.words);
                // What joined it to the next one, or the one before to it, joins nothing any more.
                let joins = |n: usize| words.all.get(n).is_some_and(is_joint);
                if joins(at) {
                    words.all.remove(at);
                } else if at == words.all.len() && at.checked_sub(1).is_some_and(joins) {
                    words.all.pop();
                }
                add_target(draft, plan, found);
            }
            Some(Err(why)) if at == 0 || has_sign(words, at) => {
                plan.wrong = true;
                return draft.refuse(why);
            }
            _ => at += 1,
        }
    }
}

/// Whether a sign stands in the words from a place on that can be of one target.
fn has_sign(words: &Tokens<'_>, at: usize) -> bool {
    let near = words.all.iter().skip(at).take(4);
    near.into_iter().any(|word| word.text.contains(['<', '>']))
}

/// Whether a word only joins what stands before and behind it.
fn is_joint(word: &Word) -> bool {
    word.is("and") || matches!(word.text, "," | "+" | "&")
}

/// The targets that words begin with, one behind the other, and how many words they are.
fn begins_with(draft: &Draft, words: &Tokens<'_>) -> (Vec<Aimed>, usize) {
    let known = own_counts::names(draft.model());
    let (mut all, mut at) = (Vec::new(), 0);
    while let Some(Ok(found)) = aimed(&plain(words, at), &known) {
        at += found.words;
        all.push(found);
        let more = at
            + words
                .all
                .get(at..)
                .unwrap_or_default()
                .iter()
                .take_while(|w| is_joint(w))
                .count();
        if aimed(&plain(words, more), &known).is_none_or(|next| next.is_err()) {
            break;
        }
        at = more;
    }
    (all, at)
}

/// Targets in words before the goal, with how many words they are; none unless there is nothing
/// else, for `send 300 leads to sales` is a to-do.
fn in_words(draft: &Draft, words: &Tokens<'_>) -> Option<(Vec<Aimed>, usize)> {
    let named = words
        .all
        .first()
        .is_some_and(|w| w.is("target") || w.is("targets"));
    let mut rest = words.clone();
    rest.all.drain(..usize::from(named));
    let (all, n) = begins_with(draft, &rest);
    let whole = rest.all.get(n).is_none_or(|w| w.is("goal"));
    (whole && !all.is_empty()).then_some((all, n + usize::from(named)))
}

fn add_target(draft: &mut Draft, plan: &mut Plan, aimed: Aimed) {
    let ctx = draft.ctx;
    let entry = Entry {
        today: ctx.today(),
        calendar: ctx.calendar,
        day_first: ctx.day_first,
        currency: ctx.currency,
        anchors: Anchors::default(),
    };
    let metric = aimed.key;
    if plan.targets.iter().any(|(known, ..)| *known == metric) {
        return;
    }
    match target_value(&metric, &aimed.typed, &entry) {
        Ok((value, currency)) => {
            let shown = Target {
                id: Id::default(),
                creator: None,
                campaign: None,
                collaboration: None,
                metric: metric.as_str().into(),
                value,
                currency: currency.as_str().into(),
            };
            let label = target_label(&metric);
            draft.part("target", format!("{label} {}", target_text(&shown)));
            plan.targets.push((metric, value, currency));
        }
        Err(why) => {
            plan.wrong = true;
            draft.refuse(why);
        }
    }
}

/// `@mia target 20 first orders and cpa_new<30 /winter`: what is agreed with one creator.
pub(super) fn of_creator(draft: &mut Draft, creator: Id<Creator>, body: &str) {
    draft.kind = "target";
    let mut words = Tokens::of(body);
    let deal = super::deal::deal_of(draft, creator, &mut words);
    let name = draft.model().called(creator);
    let Some(deal) = deal else {
        return draft.refuse(format!(
            "{name} has no running collaboration; >3 opens one."
        ));
    };
    let mut plan = Plan::default();
    compared(draft, &mut plan, &mut words);
    let (all, n) = begins_with(draft, &words);
    all.into_iter()
        .for_each(|aimed| add_target(draft, &mut plan, aimed));
    words.all.drain(..n);
    if !words.all.is_empty() {
        return draft.refuse(format!(
            "Not understood: {}. Try target 20 orders, or target first orders<$30.",
            words.text()
        ));
    }
    if plan.targets.is_empty() {
        return draft.refuse("What is agreed? Try target 20 orders, or target first orders<$30.");
    }
    let model = draft.model();
    let campaign = model.get(deal).and_then(|deal| deal.campaign);
    let mine: Vec<&Target> = model
        .of::<Target>(creator)
        .filter(|t| t.collaboration == Some(deal))
        .collect();
    put_targets(draft, &plan, &mine, &|row| {
        (row.creator, row.campaign, row.collaboration) = (Some(creator), campaign, Some(deal))
    });
    let today = draft.today();
    draft.step.edit(model, deal, |row| {
        row.targets_agreed = row.targets_agreed.or(Some(today))
    });
    draft.label(format!("Targets of {name}"));
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
