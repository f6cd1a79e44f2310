//! Refunds told later, expenses, counts of one's own, and the terms of a commission.

use super::Completion;
use super::contact;
use super::deal::take_campaign;
use super::draft::Draft;
use super::words::{Tokens, counts};
use crate::domain::day::{self, Day};
use crate::domain::fields::{number, target_metric};
use crate::domain::ids::Id;
use crate::domain::ledger::bonus;
use crate::domain::ledger::commission::{self, Terms};
use crate::domain::ledger::orders::{self, Order};
use crate::domain::model::Model;
use crate::domain::money::Money;
use crate::domain::own_counts;
use crate::domain::rows::{
    Campaign, Collaboration, Creator, Expense, ExpenseKind, OwnCount, Refund, Sale,
};
use crate::domain::when::{Tail, tail};

/// The order a reference means: trimmed, without `#`, in any case.
fn reference(text: &str) -> String {
    text.trim().trim_start_matches('#').trim().to_lowercase()
}

/// Whether words tell of a refund: `refund` and an amount somewhere behind it.
pub(super) fn is_refund(draft: &Draft, first: &str, body: &str) -> bool {
    matches!(first, "refund" | "refunded")
        && (body.is_empty() || Tokens::of(body).take_money(draft.ctx.currency).is_some())
}

/// `@mia refund $20 ref 1001`, `@mia refund $10 of JT-10797 yest`.
pub(super) fn refund(draft: &mut Draft, id: Id<Creator>, body: &str) {
    draft.kind = "refund";
    let (body, day) = happened_on(draft, body, "told");
    let mut words = Tokens::of(body);
    let named = words.take_pair(&["ref", "of", "order"]).map(str::to_owned);
    let amount = words.take_money(draft.ctx.currency);
    let note = words.text();
    let Some(amount) = amount else {
        return draft.refuse("How much was given back? Try refund $20 ref 1001.");
    };
    draft.part("back", number::money_text(amount));
    if !note.is_empty() {
        draft.part("note", note.as_str());
    }
    let (model, name) = (draft.model(), draft.model().called(id));
    let all = orders::of_creator(model, id);
    let Some(named) = named else {
        let with_number = all.iter().rev().filter(|o| !o.reference.is_empty());
        for order in with_number.take(3) {
            draft.completions.push(Completion {
                line: format!("{} ref {}", draft.line.trim_end(), order.reference),
                shown: shown(model, order, draft.today()),
            });
        }
        draft.ask("order", "of which order? Add its number: ref 1001");
        return;
    };
    let order = match ordered(draft, &all, &named, amount) {
        Ok(Some(order)) => order,
        Ok(None) => {
            return draft.refuse(format!(
                "{name} has no order {named}. Add it first: sale $45 ref {named}."
            ));
        }
        Err(()) => return,
    };
    draft.part("of order", shown(model, order, draft.today()));
    if day == draft.today() {
        draft.part("told", day::short(day, draft.today()));
    }
    if let Err(why) = orders::may_refund(model, order.id, amount, None) {
        return draft.refuse(why);
    }
    if day < order.day {
        draft.warn(
            "when",
            format!(
                "before the order of {}",
                day::short(order.day, draft.today())
            ),
        );
    }
    then_of_refund(draft, order, (day, amount));
    draft.label(format!(
        "Refund of {amount} for order {} of {name}",
        order.reference
    ));
    let Some(sale) = model.get(order.id) else {
        return draft.refuse("This order is not there any more.");
    };
    let row = Refund {
        id: draft.step.fresh(model),
        creator: sale.creator,
        campaign: sale.campaign,
        sale: sale.id,
        day,
        amount,
        source: "".into(),
        note: note.as_str().into(),
    };
    draft.step.insert(row);
}

/// The one of the orders that a number means; none where it means none. What is in doubt is asked,
/// what cannot be is refused.
fn ordered<'o>(
    draft: &mut Draft,
    all: &'o [Order],
    named: &str,
    amount: Money,
) -> Result<Option<&'o Order>, ()> {
    let wanted = reference(named);
    let own = || all.iter().filter(|o| reference(&o.reference) == wanted);
    let same_money = |o: &&Order| {
        o.gross
            .is_none_or(|gross| gross.currency == amount.currency)
    };
    let fits: Vec<&Order> = own().filter(same_money).collect();
    match fits.as_slice() {
        [one] => Ok(Some(one)),
        [] => match own().find_map(|order| order.gross) {
            Some(other) => {
                draft.refuse(format!(
                    "{named} was {other}; it is given back in {}.",
                    other.currency
                ));
                Err(())
            }
            None => Ok(None),
        },
        several => {
            let (model, today) = (draft.model(), draft.today());
            let several: Vec<String> = several.iter().map(|o| shown(model, o, today)).collect();
            draft.ask(
                "order",
                format!("{}; the orders list tells them apart", several.join(" or ")),
            );
            Err(())
        }
    }
}

/// An order in words: `JT-10797, Sat 10 Oct, DANA12, $37.02`.
fn shown(model: &Model, order: &Order, today: Day) -> String {
    let sale = model.get(order.id);
    sale.map_or_else(
        || order.reference.to_string(),
        |sale| orders::shown(sale, today),
    )
}

/// What is left of the order, and what the month of its commission comes to.
fn then_of_refund(draft: &mut Draft, order: &Order, (day, amount): (Day, Money)) {
    let base = draft.ctx.base();
    let Some(net) = order.net() else { return };
    let net = Money::new(net.minor.saturating_sub(amount.minor), net.currency);
    let earned = commission::with_refund(&base, order, day, amount.minor);
    let earned = earned.map_or_else(String::new, |lowered| {
        let paid = match lowered.paid {
            false => "not paid yet",
            true => "in payments already, so the next is lowered",
        };
        format!(
            " · commission of {} {} → {}, {paid}",
            lowered.month.format("%B"),
            lowered.before,
            lowered.after
        )
    });
    draft.say(format!("then net {net}{earned}"));
}

/// A campaign at the end of a line, behind the day: `yest /winter`.
pub(super) fn place_last(body: &str) -> (&str, &str) {
    let body = body.trim_end();
    let last = body.rsplit(char::is_whitespace).next().unwrap_or_default();
    let named = last.strip_prefix('/');
    match named.filter(|name| name.starts_with(char::is_alphanumeric)) {
        Some(_) => body.split_at(body.len() - last.len()),
        None => (body, ""),
    }
}

/// Takes the day off the end; today when none is said.
fn happened_on<'l>(draft: &mut Draft, body: &'l str, label: &'static str) -> (&'l str, Day) {
    match tail(body, &draft.ctx.dates::<Sale>("day")) {
        Tail::Date { rest, typed, day } if !counts(rest, typed, |_| true) => {
            draft.date(label, typed, day);
            (rest, day)
        }
        Tail::Wrong(why) => {
            draft.refuse(why);
            (body, draft.today())
        }
        _ => (body, draft.today()),
    }
}

/// The expense a first word names.
fn expense_kind(word: &str) -> Option<ExpenseKind> {
    Some(match word {
        "boosting" | "boost" | "ads" => ExpenseKind::Boosting,
        "travel" => ExpenseKind::Travel,
        "production" => ExpenseKind::Production,
        "network" => ExpenseKind::Network,
        "fees" => ExpenseKind::Fees,
        "expense" | "expenses" => ExpenseKind::Other,
        _ => return None,
    })
}

/// Whether words tell of money that went to somebody else: its kind, then an amount.
pub(super) fn is_expense(draft: &Draft, first: &str, body: &str) -> bool {
    expense_kind(first).is_some() && Tokens::of(body).take_money(draft.ctx.currency).is_some()
}

/// `@mia boosting $50 ref INV-3 yest`, `@mia travel €80 train to Lisbon /winter`.
pub(super) fn expense(draft: &mut Draft, id: Id<Creator>, first: &str, body: &str) {
    draft.kind = "expense";
    let kind = expense_kind(first).unwrap_or(ExpenseKind::Other);
    let (body, place) = place_last(body);
    let (body, day) = happened_on(draft, body, "when");
    let body = &format!("{body} {place}");
    let mut words = Tokens::of(body);
    let (campaign, deal) = placed(draft, id, &mut words);
    let ref_no = words.take_pair(&["ref"]).unwrap_or_default().to_owned();
    let Some(amount) = words.take_money(draft.ctx.currency) else {
        return draft.refuse("How much? Try boosting $50.");
    };
    let note = words.text();
    draft.part("amount", number::money_text(amount));
    draft.part("for", kind.label());
    for (label, value) in [("ref", &ref_no), ("note", &note)] {
        if !value.is_empty() {
            draft.part(label, value.as_str());
        }
    }
    let name = draft.model().called(id);
    draft.label(format!("Expense for {name}: {kind} {amount}"));
    let row = Expense {
        id: draft.step.fresh(draft.model()),
        creator: Some(id),
        campaign,
        collaboration: deal,
        deliverable: None,
        kind,
        amount,
        day,
        reference: ref_no.as_str().into(),
        note: note.as_str().into(),
    };
    draft.step.insert(row);
}

/// The campaign a line names, else that of the running deal, and the deal in it.
fn placed(
    draft: &mut Draft,
    id: Id<Creator>,
    words: &mut Tokens<'_>,
) -> (Option<Id<Campaign>>, Option<Id<Collaboration>>) {
    let Some(token) = take_campaign(words) else {
        let deal = draft.deal(id);
        return (deal.and_then(|d| d.campaign), deal.map(|d| d.id));
    };
    let Some(place) = contact::place(draft, token) else {
        return (None, None);
    };
    let in_it = |deal: &&Collaboration| deal.campaign == Some(place.campaign);
    let deal = draft.model().of::<Collaboration>(id).rfind(in_it);
    (Some(place.campaign), deal.map(|deal| deal.id))
}

/// A number and what it counts, with what stands behind: `12 signups yest`, `3 of 12 bought again`.
struct Counted<'t> {
    n: &'t str,
    /// Of how many, for a share.
    of: Option<&'t str>,
    name: String,
    /// Words it was read from.
    words: usize,
}

/// Reads a count. A name nobody used before is one behind `counted` or `count` only.
fn count_of<'t>(draft: &Draft, body: &'t str) -> Option<Counted<'t>> {
    let mut words: Vec<&str> = body.split_whitespace().collect();
    let told = words
        .first()
        .is_some_and(|w| matches!(&*w.to_lowercase(), "count" | "counted" | "got"));
    words.drain(..usize::from(told));
    let is_number = |w: &&str| w.starts_with(|c: char| c.is_ascii_digit());
    let n = words.first().copied().filter(is_number)?;
    let taken = usize::from(told);
    if let Some(share) = share_of(&words) {
        return Some(Counted {
            words: share.words + taken,
            ..share
        });
    }
    let known = own_counts::names(draft.model());
    for len in (1..=4).rev() {
        let Some(name) = words.get(1..=len).map(|all| all.join(" ")) else {
            continue;
        };
        if let Some(name) = own_counts::known_name(&name, &known) {
            return Some(Counted {
                n,
                of: None,
                name,
                words: 1 + len + taken,
            });
        }
    }
    let first = words.get(1).copied().filter(|_| told)?;
    let free = first.starts_with(char::is_alphabetic) && !is_metric(first);
    free.then(|| Counted {
        n,
        of: None,
        name: own_counts::name(first.trim_matches('"')),
        words: 2 + taken,
    })
}

/// Whether a word is counted elsewhere already: orders are sales, views are numbers of a piece.
fn is_metric(word: &str) -> bool {
    target_metric(word, &[]).is_ok()
}

/// `3 of 12 bought again`, `3 of 12 buyers came back`.
fn share_of<'t>(words: &[&'t str]) -> Option<Counted<'t>> {
    let lower: Vec<String> = words.iter().map(|w| w.to_lowercase()).collect();
    let lower: Vec<&str> = lower.iter().map(String::as_str).collect();
    let (n, of) = (*words.first()?, *words.get(2)?);
    let rest = match lower.get(1..)? {
        ["of", _, "buyers" | "customers", rest @ ..] => (4, rest),
        ["of", _, rest @ ..] => (3, rest),
        _ => return None,
    };
    let len = match rest.1 {
        ["bought" | "ordered" | "buy", "again", ..] | ["came" | "come", "back", ..] => 2,
        [
            "returned" | "returning" | "repeat" | "rebought" | "repurchased",
            ..,
        ] => 1,
        _ => return None,
    };
    of.starts_with(|c: char| c.is_ascii_digit())
        .then(|| Counted {
            n,
            of: Some(of),
            name: own_counts::CAME_BACK.into(),
            words: rest.0 + len,
        })
}

/// Whether words are a count of one's own: `12 signups`.
pub(super) fn is_count(draft: &Draft, rest: &str) -> bool {
    count_of(draft, rest).is_some()
}

/// Whether words about a campaign tell what it brought, and do not aim at it: `counted 120 leads`.
pub(super) fn is_campaign_count<'t>(draft: &Draft, rest: &'t str) -> Option<&'t str> {
    let first = rest.split_whitespace().next()?.to_lowercase();
    let told = matches!(&*first, "counted" | "got");
    let share = rest.split_whitespace().collect::<Vec<_>>();
    ((told && count_of(draft, rest).is_some()) || share_of(&share).is_some()).then_some(rest)
}

/// `/winter counted 120 leads yest`: brought by nobody in particular.
pub(super) fn campaign_count(draft: &mut Draft, id: Id<Campaign>, rest: &str) {
    draft.kind = "count";
    let (rest, day) = happened_on(draft, rest, "when");
    let place = Place {
        creator: None,
        campaign: Some(id),
        deal: None,
    };
    let Some(counted) = count_of(draft, rest) else {
        return draft.refuse("How many? Try counted 120 leads.");
    };
    if counted.of.is_some() {
        return draft.refuse("Whose buyers? Say it of a creator: @mia 3 of 12 bought again.");
    }
    let mut words = Tokens::of(rest);
    words.all.drain(..counted.words);
    let who = draft
        .model()
        .get(id)
        .map_or_else(String::new, |c| c.name.to_string());
    write_count(draft, &place, &counted, day, &who, &words);
}

/// Where a count belongs.
struct Place {
    creator: Option<Id<Creator>>,
    campaign: Option<Id<Campaign>>,
    deal: Option<Id<Collaboration>>,
}

/// `@mia 12 signups`, `@mia 3 leads yest /winter`, `@mia counted 40 baskets`, `@mia 3 of 12 bought
/// again`.
pub(super) fn count(draft: &mut Draft, id: Id<Creator>, rest: &str) {
    draft.kind = "count";
    let (rest, place) = place_last(rest);
    let (rest, day) = happened_on(draft, rest, "when");
    let rest = &format!("{rest} {place}");
    let Some(counted) = count_of(draft, rest) else {
        return draft.refuse("How many? Try 12 signups.");
    };
    let mut words = Tokens::of(rest);
    words.all.drain(..counted.words);
    let (campaign, deal) = placed(draft, id, &mut words);
    let place = Place {
        creator: Some(id),
        campaign,
        deal,
    };
    let who = draft.model().called(id);
    write_count(draft, &place, &counted, day, &who, &words);
}

fn write_count(
    draft: &mut Draft,
    place: &Place,
    counted: &Counted<'_>,
    day: Day,
    who: &str,
    left: &Tokens<'_>,
) {
    if !left.all.is_empty() {
        draft.refuse(format!(
            "Not understood: {}. Try 12 signups yest.",
            left.text()
        ));
    }
    let read = |n: &str| number::count(n, (0, 1_000_000_000));
    let value = match read(counted.n) {
        Ok(value) => value,
        Err(why) => return draft.refuse(why),
    };
    let mut rows = vec![(counted.name.clone(), value)];
    let said = match counted.of.map(read) {
        None => own_counts::words(value, &counted.name),
        Some(Err(why)) => return draft.refuse(why),
        Some(Ok(of)) if of < value => {
            return draft.refuse(format!("{value} of {of} buyers cannot have come back."));
        }
        Some(Ok(of)) => {
            rows.push((own_counts::BUYERS.into(), of));
            format!("{value} of {of} buyers bought again")
        }
    };
    draft.part("what", said.as_str());
    draft.label(match counted.of {
        None => format!("{who} brought {said}"),
        Some(_) => format!("{who}: {said}"),
    });
    for (name, value) in rows {
        let row = OwnCount {
            id: draft.step.fresh(draft.model()),
            creator: place.creator,
            campaign: place.campaign,
            collaboration: place.deal,
            deliverable: None,
            day,
            name: name.into(),
            value,
        };
        draft.step.insert(row);
    }
}

/// Whether words are a bonus that is a rule: `bonus $60 above 20 orders`.
pub(super) fn is_bonus(draft: &Draft, first: &str, body: &str) -> bool {
    let mut words = Tokens::of(body);
    super::deal::take_campaign(&mut words);
    first == "bonus" && bonus::Rule::parse(&words.text(), draft.ctx.currency).is_some()
}

/// `@mia bonus $60 above 20 orders /winter`.
pub(super) fn bonus(draft: &mut Draft, id: Id<Creator>, body: &str) {
    draft.kind = "terms";
    let mut words = Tokens::of(body);
    let deal = super::deal::deal_of(draft, id, &mut words);
    let text = words.text();
    let name = draft.model().called(id);
    let Some(deal) = deal else {
        return draft.refuse(format!(
            "{name} has no running collaboration; >3 opens one."
        ));
    };
    draft.part("bonus", text.as_str());
    draft.say("computed from what is counted, and asked for when it is reached");
    let model = draft.model();
    draft
        .step
        .edit(model, deal, |row| row.bonus = text.as_str().into());
    draft.label(format!("{name}: bonus {text}"));
}

/// Whether words are terms of a commission: `commission 8%`, `hold 14d`.
pub(super) fn is_commission(first: &str, body: &str) -> bool {
    match first {
        "commission" => body
            .split_whitespace()
            .next()
            .is_some_and(|w| w.ends_with('%')),
        "hold" => hold(body.split_whitespace().next().unwrap_or_default()).is_some(),
        _ => false,
    }
}

/// `14d`, `14`.
fn hold(word: &str) -> Option<u16> {
    let days = word.strip_suffix(['d', 'D']).unwrap_or(word);
    days.parse().ok().filter(|days| *days <= 365)
}

/// `@mia commission 8% then 10% over 50 orders hold 14d /winter`.
pub(super) fn commission(draft: &mut Draft, id: Id<Creator>, rest: &str) {
    draft.kind = "terms";
    let mut words = Tokens::of(rest);
    let deal = super::deal::deal_of(draft, id, &mut words);
    let days = match words.take_pair(&["hold"]) {
        Some(typed) => {
            words.take(|w| w.is("days") || w.is("day") || w.is("d"));
            match hold(typed) {
                Some(days) => Some(days),
                None => {
                    let typed = format!("{typed} {}", words.text());
                    let typed = typed.trim();
                    return draft.refuse(format!(
                        "\"{typed}\" is no number of days for returns. Try hold 14d."
                    ));
                }
            }
        }
        None => None,
    };
    words.take(|w| w.is("commission"));
    let text = words.text();
    let terms = Terms::parse(&text);
    if !text.is_empty() && terms.is_none() {
        return draft.refuse(format!(
            "Not understood: {text}. Try commission 8%, or commission 8% then 10% over 50 orders."
        ));
    }
    let name = draft.model().called(id);
    let Some(deal) = deal else {
        return draft.refuse(format!(
            "{name} has no running collaboration; >3 opens one."
        ));
    };
    let mut said = Vec::new();
    if let Some(terms) = &terms {
        draft.part("commission", terms.words());
        said.push(format!("commission {}", terms.words()));
    }
    if let Some(days) = days {
        draft.part("days for returns", days.to_string());
        said.push(format!("{days} days for returns"));
    }
    let model = draft.model();
    draft.step.edit(model, deal, |row| {
        if let Some(terms) = &terms {
            terms.write(row);
        }
        row.hold_days = days.or(row.hold_days);
    });
    draft.label(format!("{name}: {}", said.join(", ")));
}
