//! Orders somebody brought, typed by hand: one, or a sum of many, known by a code, a tracked link,
//! or one's own hand.

use super::contact;
use super::deal::take_campaign;
use super::draft::Draft;
use super::told::place_last;
use super::words::{Tokens, counts};
use super::{Completion, who};
use crate::domain::day::Day;
use crate::domain::fields::number;
use crate::domain::ids::Id;
use crate::domain::links;
use crate::domain::money::Money;
use crate::domain::rows::{Attribution, Collaboration, Creator, Right, Sale};
use crate::domain::when::{Tail, tail};
use crate::domain::words;

/// Whether words tell of orders: `sale` and an amount somewhere behind it.
pub(super) fn is_sale(draft: &Draft, first: &str, body: &str) -> bool {
    let amount = |w: &str| number::money(w, draft.ctx.currency).is_ok();
    matches!(first, "sale" | "sales" | "sold")
        && (body.is_empty() || body.split_whitespace().any(amount))
}

/// The words of an order that begin with its amount: `$40 order ref 1002 code MIA10`.
pub(super) fn of_amount(draft: &Draft, rest: &str) -> Option<String> {
    let (amount, words) = number::leading_money(rest, draft.ctx.currency, false)?;
    let mut words = words.split_whitespace();
    let first = words.next()?.to_lowercase();
    matches!(&*first, "order" | "sale").then(|| {
        let words: Vec<&str> = words.collect();
        format!("{amount} {}", words.join(" "))
    })
}

/// `@mia sale $45 code MIA10 ref 1042 new`, `@mia sale 3 orders $120 by link 19 nov refunded $10
/// /winter`.
pub(super) fn record(draft: &mut Draft, id: Id<Creator>, body: &str) {
    draft.kind = "sale";
    let (body, place) = place_last(body);
    let (body, day) = sold_on(draft, body);
    let body = &format!("{body} {place}");
    let mut words = Tokens::of(body);
    let campaign = take_campaign(&mut words)
        .and_then(|token| contact::place(draft, token))
        .map(|p| p.campaign);
    let code = words.take_pair(&["code"]).unwrap_or_default();
    let order_ref = words.take_pair(&["ref", "order"]).unwrap_or_default();
    let back = words.take_pair(&["refunded", "refund"]);
    if belongs_to_another(draft, id, code) {
        return;
    }
    named(draft, id, code, order_ref);
    let Some(by) = known_by(draft, &mut words, !code.is_empty()) else {
        return;
    };
    let new = words
        .take(|w| w.is("new"))
        .map(|_| true)
        .or_else(|| words.take(is_known).map(|_| false));
    let Some(orders) = orders(draft, &mut words) else {
        return;
    };
    let typed = words.text();
    let Ok(amount) = number::money(&typed, draft.ctx.currency) else {
        let what = if typed.is_empty() {
            "How much was it?".to_owned()
        } else {
            format!("Not understood: {typed}.")
        };
        return draft.refuse(format!(
            "{what} Try sale $45 code MIA10, or sale 3 orders $120 by link."
        ));
    };
    let Some(refunded) = refunded(draft, back, amount) else {
        return;
    };
    draft.part("amount", number::money_text(amount));
    draft.part("orders", orders.to_string());
    draft.part("known by", by.label());
    if let Some(new) = new {
        draft.part("buyer", if new { "new" } else { "bought before" });
    }
    let model = draft.model();
    let same =
        |s: &Sale| !order_ref.is_empty() && s.order_ref.trim().eq_ignore_ascii_case(order_ref);
    if model.sales.iter().any(same) {
        draft.say("this order is there already: it is counted once, code before link before hand");
    }
    let collaboration = campaign.and_then(|c| {
        model
            .of::<Collaboration>(id)
            .rfind(|d| d.campaign == Some(c))
            .map(|d| d.id)
    });
    let row = Sale {
        creator: Some(id),
        campaign,
        collaboration,
        order_ref: order_ref.into(),
        code: code.into(),
        refunded,
        orders,
        new_customer: new,
        by,
        ..Sale::new(draft.step.fresh(model), day, Some(amount))
    };
    draft.step.insert(row);
    let name = model.called(id);
    let orders = words::orders(orders);
    draft.label(format!("Sale of {name}: {orders}, {amount}"));
}

/// Whether a word says that the buyer ordered before.
fn is_known(word: &super::words::Word) -> bool {
    ["known", "returning", "repeat", "again"]
        .iter()
        .any(|known| word.is(known))
}

/// Shows code and number of an order, and what is odd about the code.
fn named(draft: &mut Draft, id: Id<Creator>, code: &str, order_ref: &str) {
    for (label, value) in [("code", code), ("order", order_ref)] {
        if !value.is_empty() {
            draft.part(label, value);
        }
    }
    if !code.is_empty() {
        links::doubt(draft.model(), code, id)
            .into_iter()
            .for_each(|doubt| draft.say(doubt));
    }
}

/// Takes the day off the end; today when none is said.
fn sold_on<'l>(draft: &mut Draft, body: &'l str) -> (&'l str, Day) {
    match tail(body, &draft.ctx.dates::<Sale>("day")) {
        Tail::Date { rest, typed, day } if !counts(rest, typed, |w| w == "orders") => {
            draft.date("when", typed, day);
            (rest, day)
        }
        Tail::Wrong(why) => {
            draft.refuse(why);
            (body, draft.today())
        }
        _ => (body, draft.today()),
    }
}

/// Refuses an order of somebody else's code: the code says whose it is.
fn belongs_to_another(draft: &mut Draft, id: Id<Creator>, code: &str) -> bool {
    let model = draft.model();
    let same = |r: &&Right| !code.is_empty() && r.code.eq_ignore_ascii_case(code);
    let owners: Vec<Id<Creator>> = model
        .rights
        .iter()
        .filter(same)
        .map(|r| r.creator)
        .collect();
    let Some(owner) = owners.first().copied().filter(|_| !owners.contains(&id)) else {
        return false;
    };
    let (_, rest) = who::split(draft.line.get(1..).unwrap_or_default());
    let line = format!("{} {rest}", who::creator_token(model, owner));
    draft.completions.push(Completion {
        line,
        shown: who::shown(model, owner),
    });
    draft.refuse(format!(
        "{code} is the code of {}, so the order is theirs: Tab takes them instead, or leave the code out.",
        model.called(owner)
    ));
    true
}

/// Takes `3 orders` or `orders 3` out; one order when nothing is said.
fn orders(draft: &mut Draft, words: &mut Tokens) -> Option<i64> {
    let Some(at) = words
        .all
        .iter()
        .position(|w| w.is("orders") || w.is("order"))
    else {
        return Some(1);
    };
    let bare = |at: usize| {
        words.all.get(at).filter(|w| {
            w.text
                .trim_start_matches('-')
                .starts_with(|c: char| c.is_ascii_digit())
        })
    };
    let first = at
        .checked_sub(1)
        .filter(|at| bare(*at).is_some())
        .or_else(|| bare(at + 1).map(|_| at));
    let n = first.and_then(|first| bare(if first == at { at + 1 } else { first }));
    match (first, n.map(|w| number::count(w.text, (1, 1_000_000)))) {
        (Some(first), Some(Ok(n))) => {
            words.all.drain(first..=first + 1);
            Some(n)
        }
        (_, Some(Err(why))) => {
            draft.refuse(why);
            None
        }
        _ => {
            draft.refuse("How many orders? Write 3 orders.");
            None
        }
    }
}

/// What tells whose it is: as said, else the code, else a link, else we do.
fn known_by(draft: &mut Draft, words: &mut Tokens, code: bool) -> Option<Attribution> {
    let said = words.take_pair(&["by"]).map(str::to_lowercase);
    let link = words.take(|w| w.is("link")).is_some();
    match said {
        Some(word) => {
            let by = Attribution::from_word(&word);
            if by.is_none() {
                draft.refuse(format!(
                    "Known by \"{word}\"? Write by code, by link or by hand."
                ));
            }
            by
        }
        None if code => Some(Attribution::Code),
        None if link => Some(Attribution::Link),
        None => Some(Attribution::Hand),
    }
}

/// Minor units given back, at most what was paid.
fn refunded(draft: &mut Draft, typed: Option<&str>, amount: Money) -> Option<i64> {
    match typed.map(|t| number::money(t, amount.currency)) {
        None => Some(0),
        Some(Ok(back)) if back.currency == amount.currency && back.minor <= amount.minor => {
            Some(back.minor)
        }
        Some(Ok(_)) => {
            draft.refuse("What was given back is at most the amount, in its currency.");
            None
        }
        Some(Err(why)) => {
            draft.refuse(why);
            None
        }
    }
}
