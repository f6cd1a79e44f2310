//! Payments, gifts, and rights and codes with their ends.

use super::amount::{amount, is_sign};
use super::contact;
use super::draft::Draft;
use super::words::Tokens;
use crate::domain::day;
use crate::domain::fields::number;
use crate::domain::ids::Id;
use crate::domain::money::Money;
use crate::domain::rows::{
    Collaboration, Creator, ParcelState, Payment, PaymentKind, PaymentState, Right, RightKind,
    RightState, Shipment,
};
use crate::domain::when::{self, Tail};

/// What a line says of a payment.
struct Terms {
    amount: Money,
    kind: Option<PaymentKind>,
    paid: Option<day::Day>,
    due: Option<day::Day>,
    invoiced: Option<day::Day>,
    method: String,
    reference: String,
    note: String,
    deal: Option<Id<Collaboration>>,
    /// It is a part of an open payment.
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
    let (name, amount) = (draft.model().called(id), terms.amount);
    if terms.part {
        return part_payment(draft, id, terms);
    }
    let open = open_payment(draft, id, &terms);
    paid_before(draft, id, &terms);
    if let Some(open) = &open {
        let due = open.due.map_or_else(
            || "without a day".into(),
            |d| format!("due {}", day::short(d, draft.today())),
        );
        draft.say(match terms.paid {
            Some(_) => format!("marks the open {} {due} as paid", open.kind),
            None => format!("another {} {due} is open", open.amount),
        });
    }
    draft.label(match (terms.paid, terms.due) {
        (Some(_), _) => format!("Paid: {name} {amount}"),
        (_, Some(due)) => format!(
            "Payment for {name}: {amount}, due {}",
            day::short(due, draft.today())
        ),
        _ => format!("Payment for {name}: {amount}, {}", state(&terms)),
    });
    match (terms.paid, open) {
        (Some(day), Some(open)) => {
            let model = draft.model();
            draft.step.edit(model, open.id, |p| {
                (p.state, p.paid) = (PaymentState::Paid, Some(day));
                fill(&mut p.method, &terms.method);
                fill(&mut p.reference, &terms.reference);
                fill(&mut p.note, &terms.note);
            });
        }
        _ => owe(draft, id, terms),
    }
}

/// The same amount on the same day is most likely the same payment.
fn paid_before(draft: &mut Draft, id: Id<Creator>, terms: &Terms) {
    let Some(day) = terms.paid else { return };
    let same = |p: &Payment| p.paid == Some(day) && p.amount == terms.amount;
    if draft.model().of::<Payment>(id).any(same) {
        let when = if day == draft.today() {
            "today".into()
        } else {
            format!("on {}", day::short(day, draft.today()))
        };
        draft.warn("twice", format!("already paid {when}: {}", terms.amount));
    }
}

/// Reads the words after the amount, in any order.
fn terms(draft: &mut Draft, id: Id<Creator>, words: &str) -> Option<Terms> {
    let (amount, rest) = amount(draft, words)?;
    let (plan, fact) = (draft.ctx.plan(), draft.ctx.fact());
    let mut words = Tokens::of(&rest);
    let kind_of = |text: &str| PaymentKind::from_word(text);
    let kind = words
        .take(|w| !w.quoted && kind_of(w.text).is_some())
        .and_then(|w| kind_of(w.text));
    draft.part("amount", number::money_text(amount));
    draft.part("for", kind.unwrap_or(PaymentKind::Fee).label());
    let mut happened = |draft: &mut Draft, word: &'static str| {
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
    let due = words.take_date(&["due"], "due", &plan, draft);
    if words.take(|w| w.is("due")).is_some() {
        draft.refuse("Due when? Add a day: due 30 nov.");
    }
    let method = words
        .take_pair(&["by", "via"])
        .unwrap_or_default()
        .to_owned();
    let reference = words.take_pair(&["ref"]).unwrap_or_default().to_owned();
    let deal = deal_of(draft, id, &mut words);
    let note = words.text();
    match (when::tail(&note, &fact), paid) {
        (Tail::Date { typed, .. }, Some(_)) => draft.refuse(format!(
            "What is {typed}? For the day it was paid write paid {typed}; as a note it goes in quotes."
        )),
        (Tail::Date { typed, .. }, None) if due.is_none() => {
            draft.refuse(format!("Is {amount} paid or due? Write paid {typed} or due {typed}."));
        }
        (Tail::Wrong(why), _) => draft.refuse(why),
        _ => {}
    }
    for (label, value) in [("by", &method), ("ref", &reference), ("note", &note)] {
        if !value.is_empty() {
            draft.part(label, value.as_str());
        }
    }
    Some(Terms {
        amount,
        kind,
        paid,
        due,
        invoiced,
        method,
        reference,
        note,
        deal,
        part,
    })
}

/// Adds a payment.
fn owe(draft: &mut Draft, id: Id<Creator>, terms: Terms) {
    let state = state(&terms);
    draft.part("state", state.label());
    let row = Payment {
        state,
        due: terms.due,
        invoiced: terms.invoiced,
        paid: terms.paid,
        method: terms.method.into(),
        reference: terms.reference.into(),
        note: terms.note.into(),
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

/// The unpaid payment of the same amount that comes due first.
fn open_payment(draft: &Draft, id: Id<Creator>, terms: &Terms) -> Option<Payment> {
    let open = draft
        .model()
        .of::<Payment>(id)
        .filter(|p| p.state != PaymentState::Paid && p.amount == terms.amount);
    let open = open.filter(|p| terms.kind.is_none_or(|kind| kind == p.kind));
    open.min_by_key(|p| (p.collaboration != terms.deal, p.due.is_none(), p.due, p.id))
        .cloned()
}

/// A part of the open payment that comes due first is paid; the rest stays due as it was.
fn part_payment(draft: &mut Draft, id: Id<Creator>, terms: Terms) {
    let (name, amount) = (draft.model().called(id), terms.amount);
    let fits = |p: &&Payment| {
        p.state != PaymentState::Paid
            && p.amount.currency == amount.currency
            && p.amount.minor > amount.minor
            && terms.kind.is_none_or(|kind| kind == p.kind)
    };
    let open = draft.model().of::<Payment>(id).filter(fits);
    let open = open
        .min_by_key(|p| (p.collaboration != terms.deal, p.due.is_none(), p.due, p.id))
        .cloned();
    let rest = open.as_ref().and_then(|open| {
        open.amount.plus(Money {
            minor: amount.minor.checked_neg()?,
            ..amount
        })
    });
    let (Some(open), Some(rest)) = (open, rest) else {
        return draft.refuse(format!(
            "No open payment of theirs is larger than {amount}. Without \"part\" it is one of its own."
        ));
    };
    let due = open.due.map_or_else(
        || "without a day".into(),
        |d| format!("due {}", day::short(d, draft.today())),
    );
    draft.say(format!(
        "a part of the open {} of {}; {rest} stays {due}",
        open.kind, open.amount
    ));
    draft.label(format!("Paid: {name} {amount} of {}", open.amount));
    let row = draft.step.fresh(draft.model());
    let text = |given: &str, known: &str| {
        if given.is_empty() {
            known.into()
        } else {
            given.into()
        }
    };
    draft.step.insert(Payment {
        id: row,
        amount,
        state: PaymentState::Paid,
        paid: terms.paid,
        method: text(&terms.method, &open.method),
        reference: text(&terms.reference, &open.reference),
        note: text(&terms.note, &open.note),
        ..open.clone()
    });
    let model = draft.model();
    draft.step.edit(model, open.id, |p| p.amount = rest);
}

/// Sets a text that is not set yet, or that is given anew.
fn fill(text: &mut Box<str>, value: &str) {
    if !value.is_empty() {
        *text = value.into();
    }
}

fn shown_today(draft: &mut Draft, label: &'static str) -> day::Day {
    let today = draft.today();
    draft.date(label, "", today);
    today
}

/// The collaboration a `/campaign` among the words names; without one, the most advanced that is
/// open.
pub(super) fn deal_of(
    draft: &mut Draft,
    id: Id<Creator>,
    words: &mut Tokens,
) -> Option<Id<Collaboration>> {
    let Some(token) = take_campaign(words) else {
        return draft.deal(id).map(|deal| deal.id);
    };
    let place = contact::place(draft, token)?;
    let deals = draft.model().open_collaborations(id);
    let deal = deals
        .into_iter()
        .find(|c| c.campaign == Some(place.campaign));
    if deal.is_none() {
        let name = draft.model().called(id);
        draft.refuse(format!(
            "{name} is not in that campaign; @… /{token} puts them in."
        ));
    }
    deal.map(|deal| deal.id)
}

/// Takes `/winter2` out of words.
pub(super) fn take_campaign<'t>(words: &mut Tokens<'t>) -> Option<&'t str> {
    let is_place = |text: &str| {
        text.strip_prefix('/')
            .is_some_and(|name| name.starts_with(char::is_alphanumeric))
    };
    words
        .take(|w| !w.quoted && is_place(w.text))
        .and_then(|w| w.text.strip_prefix('/'))
}

/// `@mia gift glass pot $24 sent yest`.
pub(super) fn gift(draft: &mut Draft, id: Id<Creator>, words: &str) {
    draft.kind = "gift";
    let fact = draft.ctx.fact();
    let mut words = Tokens::of(words);
    let currency = draft.ctx.currency;
    let price = |text: &str| match number::leading_money(text, currency, false) {
        Some((money, "")) => Some(money),
        _ => None,
    };
    let value = words
        .take(|w| !w.quoted && price(w.text).is_some())
        .and_then(|w| price(w.text));
    let tracking = words.take_pair(&["tracking"]).unwrap_or_default();
    let delivered = words.take_date(&["delivered", "arrived"], "delivered", &fact, draft);
    let sent = words.take_date(&["sent"], "sent", &fact, draft);
    let ends = |words: &Tokens, name: &str| words.all.last().is_some_and(|w| w.is(name));
    let (mut sent, mut delivered) = (sent, delivered);
    if delivered.is_none() && (ends(&words, "delivered") || ends(&words, "arrived")) {
        words.all.pop();
        delivered = Some(shown_today(draft, "delivered"));
    }
    if sent.is_none() && ends(&words, "sent") {
        words.all.pop();
        sent = Some(shown_today(draft, "sent"));
    }
    let deal = deal_of(draft, id, &mut words);
    let product = words.text();
    if product.is_empty() {
        draft.refuse("What is sent? Try gift glass pot.");
    }
    draft.part("what", &*product);
    if let Some(value) = value {
        draft.part("worth", number::money_text(value));
    }
    let state = match (sent, delivered) {
        (_, Some(_)) => ParcelState::Delivered,
        (Some(_), _) => ParcelState::Sent,
        _ => ParcelState::ToSend,
    };
    draft.part("state", state.label());
    let row = Shipment {
        id: draft.step.fresh(draft.model()),
        creator: id,
        collaboration: deal,
        product: product.as_str().into(),
        value,
        cost: None,
        tracking: tracking.into(),
        state,
        sent,
        delivered,
        post_agreed: deal
            .and_then(|d| draft.model().get(d))
            .is_some_and(|c| c.agreed.is_some()),
        posted: None,
    };
    let name = draft.model().called(id);
    draft.label(format!("Gift for {name}: {product}"));
    draft.step.insert(row);
}

/// The right or term a word names.
pub(super) fn right_kind(word: &str) -> Option<RightKind> {
    Some(match word {
        "right" | "rights" | "usage" => RightKind::Usage,
        "allowlisting" | "allowlist" | "whitelisting" => RightKind::Allowlisting,
        "spark" => RightKind::Spark,
        "exclusivity" | "exclusive" | "excl" => RightKind::Exclusivity,
        "contract" => RightKind::Contract,
        "code" => RightKind::Code,
        _ => return None,
    })
}

/// Whether words after such a name speak of the right itself rather than of something to do about
/// it: they name its scope or its end, or plan nothing.
pub(super) fn is_right(draft: &Draft, first: &str, body: &str) -> bool {
    let words = Tokens::of(body);
    let named = words
        .all
        .iter()
        .any(|w| w.quoted || ENDS.iter().any(|end| w.is(end)));
    let planned = matches!(when::tail(body, &draft.ctx.plan()), Tail::Date { .. });
    right_kind(first).is_some() && (named || !planned)
}

/// Words before the last day.
const ENDS: &[&str] = &["end", "ends", "until", "till"];

/// `@mia right "organic reposts" end 5 mar`, `@mia code MIA10 end 31 dec`.
pub(super) fn right(draft: &mut Draft, id: Id<Creator>, first: &str, words: &str) {
    let mut kind = right_kind(first).unwrap_or(RightKind::Usage);
    let plan = draft.ctx.plan();
    let mut words = Tokens::of(words);
    // `right spark SP-1`: the kind may be named after the word for all of them.
    let named = words
        .all
        .first()
        .filter(|w| kind == RightKind::Usage && !w.quoted)
        .and_then(|w| right_kind(w.text));
    if let Some(named) = named {
        kind = named;
        words.all.remove(0);
    }
    draft.kind = kind.label();
    let code = match kind {
        RightKind::Code | RightKind::Spark if !words.all.is_empty() => {
            words.all.remove(0).text.to_owned()
        }
        _ => String::new(),
    };
    let start = words.take_date(&["from", "start"], "from", &draft.ctx.fact(), draft);
    let end = words.take_date(ENDS, "ends", &plan, draft);
    let deal = deal_of(draft, id, &mut words);
    let scope = match words.take_quoted() {
        Some(quoted) => [quoted.to_owned(), words.text()]
            .join(" ")
            .trim()
            .to_owned(),
        None => words.text(),
    };
    for (label, value) in [("code", &code), ("what", &scope)] {
        if !value.is_empty() {
            draft.part(label, value.as_str());
        }
    }
    if code.is_empty() && kind == RightKind::Code {
        draft.refuse("Which code? Try code MIA10 end 31 dec.");
    }
    if end.is_none() && kind != RightKind::Code {
        draft.refuse("Until when? Add its end: end 5 mar.");
    }
    let name = draft.model().called(id);
    let until = end.map_or_else(String::new, |day| format!(", until {}", day::long(day)));
    let what = if code.is_empty() {
        kind.label().to_owned()
    } else {
        format!("{kind} {code}")
    };
    draft.label(format!("{what} of {name}{until}"));
    if change_right(draft, id, (kind, &code, &scope), end) {
        return;
    }
    warn_of_twin(draft, id, &code);
    let row = Right {
        id: draft.step.fresh(draft.model()),
        creator: id,
        collaboration: deal,
        deliverable: None,
        kind,
        scope: scope.into(),
        channels: "".into(),
        territory: "".into(),
        code: code.into(),
        start,
        end,
        state: RightState::Active,
    };
    draft.step.insert(row);
}

/// Moves the end of the same right or code, if they have it already.
fn change_right(
    draft: &mut Draft,
    id: Id<Creator>,
    (kind, code, scope): (RightKind, &str, &str),
    end: Option<day::Day>,
) -> bool {
    let model = draft.model();
    let same = |r: &&Right| {
        let text = if code.is_empty() {
            (&*r.scope, scope)
        } else {
            (&*r.code, code)
        };
        r.kind == kind
            && r.state != RightState::Ended
            && text.0.to_lowercase() == text.1.to_lowercase()
    };
    let Some(old) = model.of::<Right>(id).find(same) else {
        return false;
    };
    let today = draft.today();
    let shown =
        |day: Option<day::Day>| day.map_or_else(|| "no end".into(), |day| day::brief(day, today));
    draft.say(format!(
        "changes the end of the one they have ({} ► {})",
        shown(old.end),
        shown(end)
    ));
    draft.step.edit(model, old.id, |r| {
        r.end = end;
        r.state = RightState::Active;
    });
    true
}

/// A code that two creators have counts orders for the wrong one.
fn warn_of_twin(draft: &mut Draft, id: Id<Creator>, code: &str) {
    let same =
        |r: &&Right| !code.is_empty() && r.creator != id && r.code.eq_ignore_ascii_case(code);
    if let Some(twin) = draft.model().rights.iter().find(same) {
        draft.say(format!(
            "{} has the code {code} too",
            draft.model().called(twin.creator)
        ));
    }
}
