//! Payments: what was paid goes into what is open, what is to be paid becomes a part of it.

use super::Completion;
use super::amount::{amount, is_sign};
use super::deal::{deal_in, shown_today, take_campaign};
use super::draft::Draft;
use super::who;
use super::words::Tokens;
use crate::domain::day;
use crate::domain::fields::number;
use crate::domain::ids::Id;
use crate::domain::ledger::due::Trigger;
use crate::domain::ledger::entry::{self, How, Paid, Unclear};
use crate::domain::ledger::lines;
use crate::domain::money::{Money, Purse};
use crate::domain::rows::{
    Campaign, Collaboration, Creator, Payment, PaymentKind, PaymentState, Text,
};
use crate::domain::when::{self, Tail};

/// What a line says of a payment.
struct Terms {
    amount: Money,
    kind: Option<PaymentKind>,
    paid: Option<day::Day>,
    due: Option<day::Day>,
    due_when: Text,
    invoiced: Option<day::Day>,
    how: How,
    /// The deal meant; the most advanced one where the line names none.
    deal: Option<Id<Collaboration>>,
    /// The line names the deal.
    named: bool,
    /// It is a part of what is open.
    part: bool,
}

/// `@mia $350 paid`, `@mia $100 part paid`, `@mia $350 bonus due 30 nov /winter`.
pub(super) fn payment(draft: &mut Draft, id: Id<Creator>, words: &str) {
    draft.kind = "payment";
    if is_sign(words) {
        return draft.ask("amount", "how much? $350 paid, $350 due 30 nov");
    }
    let Some(terms) = terms(draft, id, words) else {
        return;
    };
    match terms.paid {
        Some(day) => paid(draft, id, terms, day),
        None => owed(draft, id, terms),
    }
}

/// What was paid goes where it belongs; where that is not clear, it is asked.
fn paid(draft: &mut Draft, id: Id<Creator>, terms: Terms, day: day::Day) {
    let base = draft.ctx.base();
    paid_before(draft, id, terms.amount, day);
    let paid = Paid {
        creator: id,
        amount: terms.amount,
        deal: terms.deal.filter(|_| terms.named),
        kind: terms.kind,
    };
    let paying = match entry::plan(&base, &paid) {
        Ok(paying) => paying,
        Err(unclear) => return ask(draft, &unclear, &paid),
    };
    if terms.part && paying.open.minor <= terms.amount.minor {
        let amount = terms.amount;
        return draft.refuse(format!(
            "No open payment of theirs is larger than {amount}. Without \"part\" it is one of its own."
        ));
    }
    if let Some(more) = paying.warning() {
        draft.warn("more", more);
    }
    for note in paying.notes(&base) {
        draft.say(note);
    }
    let name = draft.model().called(id);
    draft.label(format!("Paid: {name} {}", paying.amount_words()));
    if paying.fills.is_empty() {
        draft.part("state", PaymentState::Paid.label());
        return insert(draft, id, terms);
    }
    entry::write(&base, &mut draft.step, &paying, day, &terms.how);
}

/// Asks which deal, or what for, with the lines that say it.
fn ask(draft: &mut Draft, unclear: &Unclear, paid: &Paid) {
    let base = draft.ctx.base();
    draft.ask("for", unclear.words(&base, paid));
    let line = draft.line.trim_end().to_owned();
    match unclear {
        Unclear::Nothing => {
            for kind in [
                PaymentKind::Fee,
                PaymentKind::Bonus,
                PaymentKind::Reimbursement,
            ] {
                draft.completions.push(Completion {
                    line: format!("{line} {}", kind.word()),
                    shown: kind.label().to_owned(),
                });
            }
        }
        Unclear::Deals(deals) => {
            let campaigns = deals.iter().filter_map(|d| base.model.get((*d)?)?.campaign);
            for campaign in campaigns {
                let name = base.model.get(campaign).map_or("", |c| &*c.name);
                draft.completions.push(Completion {
                    line: format!("{line} {}", who::campaign_token(base.model, campaign)),
                    shown: name.to_owned(),
                });
            }
        }
    }
}

/// The same amount on the same day is most likely the same payment.
fn paid_before(draft: &mut Draft, id: Id<Creator>, amount: Money, day: day::Day) {
    let same = |p: &Payment| p.paid == Some(day) && p.amount == amount;
    if draft.model().of::<Payment>(id).any(same) {
        let when = if day == draft.today() {
            "today".into()
        } else {
            format!("on {}", day::short(day, draft.today()))
        };
        draft.warn("twice", format!("already paid {when}: {amount}"));
    }
}

/// Reads the words after the amount, in any order.
fn terms(draft: &mut Draft, id: Id<Creator>, words: &str) -> Option<Terms> {
    let (amount, rest) = amount(draft, words)?;
    let plan = draft.ctx.dates::<Payment>("due");
    let mut words = Tokens::of(&rest);
    let kind_of = |text: &str| PaymentKind::from_word(text);
    let kind = words
        .take(|w| !w.quoted && kind_of(w.text).is_some())
        .and_then(|w| kind_of(w.text));
    draft.part("amount", number::money_text(amount));
    draft.part("for", kind.unwrap_or(PaymentKind::Fee).label());
    let mut happened = |draft: &mut Draft, word: &'static str| {
        let fact = draft.ctx.dates::<Payment>(word);
        let day = words.take_date(&[word], word, &fact, draft);
        day.or_else(|| words.take(|w| w.is(word)).map(|_| shown_today(draft, word)))
    };
    let (paid, invoiced) = (happened(draft, "paid"), happened(draft, "invoiced"));
    let part = words.take(|w| w.is("part")).is_some();
    let paid = if part {
        paid.or_else(|| Some(draft.today()))
    } else {
        paid
    };
    let due_when = due_when(draft, &mut words);
    // What was invoiced is due after that day, which may well be past by now.
    let plan = when::DateContext {
        today: invoiced.map_or(plan.today, |day| day.min(plan.today)),
        ..plan
    };
    let due = words.take_date(&["due"], "due", &plan, draft);
    if words.take(|w| w.is("due")).is_some() {
        draft.refuse("Due when? Add a day: due 30 nov; or an event: due signed, due live+30d.");
    }
    let how = How {
        method: words.take_pair(&["by", "via"]).unwrap_or_default().into(),
        reference: words.take_pair(&["ref"]).unwrap_or_default().into(),
        note: Text::default(),
    };
    let (deal, named) = deal_meant(draft, id, &mut words);
    let note = words.text();
    match (when::tail(&note, &draft.ctx.either()), paid) {
        (Tail::Date { typed, .. }, Some(_)) => draft.refuse(format!(
            "What is {typed}? For the day it was paid write paid {typed}; as a note it goes in quotes."
        )),
        (Tail::Date { typed, .. }, None) if due.is_none() => {
            draft.refuse(format!("Is {amount} paid or due? Write paid {typed} or due {typed}."));
        }
        (Tail::Wrong(why), _) => draft.refuse(why),
        _ => {}
    }
    let said = [
        ("by", &*how.method),
        ("ref", &*how.reference),
        ("note", &*note),
    ];
    for (label, value) in said {
        if !value.is_empty() {
            draft.part(label, value);
        }
    }
    let note = note.into();
    Some(Terms {
        amount,
        kind,
        paid,
        due,
        due_when,
        invoiced,
        how: How { note, ..how },
        deal,
        named,
        part,
    })
}

/// `due signed`, `due live+30d`, `due delivered`.
fn due_when(draft: &mut Draft, words: &mut Tokens<'_>) -> Text {
    let at = words.all.iter().position(|w| w.is("due"));
    let next = at.and_then(|at| words.all.get(at + 1));
    let Some(text) = next
        .filter(|w| !w.quoted && w.text.parse::<Trigger>().is_ok())
        .map(|w| w.text.to_lowercase())
    else {
        return Text::default();
    };
    if let Some(at) = at {
        words.all.drain(at..=at + 1);
    }
    draft.part("due", text.as_str());
    text.into()
}

/// The deal a `/campaign` among the words names, ended ones too; else the most advanced that is
/// open, and that it was not named.
fn deal_meant(
    draft: &mut Draft,
    id: Id<Creator>,
    words: &mut Tokens<'_>,
) -> (Option<Id<Collaboration>>, bool) {
    let Some(token) = take_campaign(words) else {
        return (draft.deal(id).map(|deal| deal.id), false);
    };
    let open = |deal: &&Collaboration| deal.is_open();
    let ended = match who::find_campaign(draft.model(), token, false) {
        who::Found::One(place) => {
            let in_campaign = |deal: &&Collaboration| deal.campaign == Some(place.campaign);
            let deals = draft.model().of::<Collaboration>(id).filter(in_campaign);
            let deals: Vec<&Collaboration> = deals.collect();
            let newest = deals.last().filter(|_| !deals.iter().any(open));
            newest.map(|deal| (deal.id, place.campaign))
        }
        _ => None,
    };
    match ended {
        Some((deal, campaign)) => {
            draft.part("where", campaign_name(draft, campaign));
            (Some(deal), true)
        }
        None => (deal_in(draft, id, token), true),
    }
}

fn campaign_name(draft: &Draft, campaign: Id<Campaign>) -> String {
    let row = draft.model().get(campaign);
    row.map_or_else(String::new, |c| c.name.to_string())
}

/// What is to be paid: a part of the fee agreed, or money of its own.
fn owed(draft: &mut Draft, id: Id<Creator>, terms: Terms) {
    let (name, amount, today) = (draft.model().called(id), terms.amount, draft.today());
    let base = draft.ctx.base();
    let open = lines::of_creator(&base, id);
    let same = open.iter().find(|line| {
        !line.surplus && line.amount == amount && terms.kind.is_none_or(|kind| kind == line.kind)
    });
    let of_fee: Purse = open
        .iter()
        .filter(|l| l.payment.is_none() && l.deal == terms.deal)
        .map(|line| line.amount)
        .collect();
    let is_fee = terms.kind.unwrap_or(PaymentKind::Fee) == PaymentKind::Fee;
    let rest = of_fee.of(amount.currency).filter(|_| is_fee);
    match (rest, same) {
        (Some(rest), _) if rest.minor >= amount.minor => draft.say(if rest == amount {
            format!("the agreed fee of {rest}")
        } else {
            format!("a part of the {rest} that is open of the fee")
        }),
        (Some(rest), _) => {
            let more = Money::new(amount.minor.saturating_sub(rest.minor), amount.currency);
            draft.warn(
                "more",
                format!("{more} more than the {rest} that is open of the fee"),
            );
        }
        (None, Some(line)) => {
            let due = line.due.day().map_or_else(
                || "without a day".into(),
                |d| format!("due {}", day::short(d, today)),
            );
            draft.say(format!("another {amount} {due} is open"));
        }
        (None, None) => {}
    }
    draft.label(match terms.due {
        Some(due) => format!(
            "Payment for {name}: {amount}, due {}",
            day::short(due, today)
        ),
        None => format!("Payment for {name}: {amount}, {}", state(&terms)),
    });
    draft.part("state", state(&terms).label());
    insert(draft, id, terms);
}

/// Adds a payment.
fn insert(draft: &mut Draft, id: Id<Creator>, terms: Terms) {
    let row = Payment {
        state: state(&terms),
        due: terms.due,
        due_when: terms.due_when,
        invoiced: terms.invoiced,
        paid: terms.paid,
        method: terms.how.method,
        reference: terms.how.reference,
        note: terms.how.note,
        ..Payment::new(
            draft.step.fresh(draft.model()),
            id,
            terms.deal,
            terms.amount,
            terms.kind.unwrap_or(PaymentKind::Fee),
        )
    };
    draft.step.insert(row);
}

fn state(terms: &Terms) -> PaymentState {
    match (terms.paid, terms.invoiced, terms.due) {
        (Some(_), ..) => PaymentState::Paid,
        (_, Some(_), _) => PaymentState::Invoiced,
        (.., Some(_)) => PaymentState::Due,
        _ => PaymentState::Agreed,
    }
}
