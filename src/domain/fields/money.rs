//! Fields of what is paid, sold, granted and sent: payments, sales, rights, shipments.

use super::text::Choice;
use super::{Field, Fielded, MANY, Slot};
use crate::domain::rows::{
    Attribution, ParcelState, Payment, PaymentKind, PaymentState, Right, RightKind, RightState,
    Sale, Shipment,
};
use crate::domain::when::Sense;

fn payment_kinds() -> Vec<Choice> {
    PaymentKind::ALL
        .iter()
        .map(|k| Choice::new(k.word(), k.label()))
        .collect()
}

fn payment_states() -> Vec<Choice> {
    PaymentState::ALL
        .iter()
        .map(|s| Choice::new(s.word(), s.label()))
        .collect()
}

fn attributions() -> Vec<Choice> {
    Attribution::ALL
        .iter()
        .map(|a| Choice::new(a.word(), a.label()))
        .collect()
}

fn right_kinds() -> Vec<Choice> {
    RightKind::ALL
        .iter()
        .map(|k| Choice::new(k.word(), k.label()))
        .collect()
}

fn right_states() -> Vec<Choice> {
    RightState::ALL
        .iter()
        .map(|s| Choice::new(s.word(), s.label()))
        .collect()
}

fn parcel_states() -> Vec<Choice> {
    ParcelState::ALL
        .iter()
        .map(|s| Choice::new(s.word(), s.label()))
        .collect()
}

/// First order of this buyer or not.
const NEW: &str = "new";
/// Bought before.
const KNOWN: &str = "known";

fn buyers() -> Vec<Choice> {
    vec![
        Choice {
            word: NEW,
            label: "new customer",
            short: "yes",
        },
        Choice {
            word: KNOWN,
            label: "bought before",
            short: "no",
        },
    ]
}

impl Fielded for Payment {
    const FIELDS: &'static [Field<Self>] = &[
        Field::must(
            "amount",
            "Amount",
            "How much: $350, 350 eur, 1.2k.",
            Slot::Money(|p| Some(p.amount), |p, v| p.amount = v.unwrap_or(p.amount)),
        ),
        Field::must(
            "kind",
            "For",
            "What it is for.",
            Slot::Choice(
                payment_kinds,
                |p| Some(p.kind.word()),
                |p, w| p.kind = w.and_then(PaymentKind::from_word).unwrap_or(p.kind),
            ),
        ),
        Field::must(
            "state",
            "State",
            "Where it stands.",
            Slot::Choice(
                payment_states,
                |p| Some(p.state.word()),
                |p, w| p.state = w.and_then(PaymentState::from_word).unwrap_or(p.state),
            ),
        ),
        Field::new(
            "due",
            "Due",
            "When it is due, as agreed.",
            Slot::Day(Sense::Plan, |p| p.due, |p, v| p.due = v),
        ),
        Field::new(
            "invoiced",
            "Invoiced",
            "Day of the invoice.",
            Slot::Day(Sense::Fact, |p| p.invoiced, |p, v| p.invoiced = v),
        ),
        Field::new(
            "paid",
            "Paid",
            "Day it was paid.",
            Slot::Day(Sense::Fact, |p| p.paid, |p, v| p.paid = v),
        ),
        Field::new(
            "method",
            "How",
            "Bank, card, voucher.",
            Slot::Line(|p| &p.method, |p, v| p.method = v),
        ),
        Field::new(
            "reference",
            "Reference",
            "Reference or invoice number.",
            Slot::Line(|p| &p.reference, |p, v| p.reference = v),
        ),
        Field::new(
            "note",
            "Note",
            "Free words, such as why it is disputed.",
            Slot::Long(|p| &p.note, |p, v| p.note = v),
        ),
    ];
}

impl Fielded for Sale {
    const FIELDS: &'static [Field<Self>] = &[
        Field::must(
            "day",
            "Day",
            "When it was ordered.",
            Slot::Day(
                Sense::Fact,
                |s| Some(s.day),
                |s, v| s.day = v.unwrap_or(s.day),
            ),
        ),
        Field::new(
            "order_ref",
            "Order",
            "The shop's number of the order.",
            Slot::Line(|s| &s.order_ref, |s, v| s.order_ref = v),
        ),
        Field::new(
            "code",
            "Code",
            "The code used.",
            Slot::Line(|s| &s.code, |s, v| s.code = v),
        ),
        Field::new(
            "amount",
            "Amount",
            "What it brought; empty when nobody knows.",
            Slot::Money(|s| s.amount, |s, v| s.amount = v),
        ),
        Field::must(
            "orders",
            "Orders",
            "Orders in this row; a summary may stand for many.",
            Slot::Number(
                (0, MANY),
                |s| Some(s.orders),
                |s, v| s.orders = v.unwrap_or(s.orders),
            ),
        ),
        Field::new(
            "new_customer",
            "Customer",
            "First order of this buyer? Empty when nobody knows.",
            Slot::Choice(
                buyers,
                |s| s.new_customer.map(|new| if new { NEW } else { KNOWN }),
                |s, w| s.new_customer = w.map(|w| w == NEW),
            ),
        ),
        Field::must(
            "by",
            "Known by",
            "What tells whose order it is.",
            Slot::Choice(
                attributions,
                |s| Some(s.by.word()),
                |s, w| s.by = w.and_then(Attribution::from_word).unwrap_or(s.by),
            ),
        ),
    ];
}

impl Fielded for Right {
    const FIELDS: &'static [Field<Self>] = &[
        Field::must(
            "kind",
            "What",
            "Which right or term.",
            Slot::Choice(
                right_kinds,
                |r| Some(r.kind.word()),
                |r, w| r.kind = w.and_then(RightKind::from_word).unwrap_or(r.kind),
            ),
        ),
        Field::new(
            "scope",
            "Scope",
            "In words: organic reposts, reel A.",
            Slot::Line(|r| &r.scope, |r, v| r.scope = v),
        ),
        Field::new(
            "code",
            "Code",
            "The code, if it is one.",
            Slot::Line(|r| &r.code, |r, v| r.code = v),
        ),
        Field::new(
            "channels",
            "Channels",
            "Where it holds: Instagram, newsletter.",
            Slot::Line(|r| &r.channels, |r, v| r.channels = v),
        ),
        Field::new(
            "territory",
            "Territory",
            "Countries it holds in.",
            Slot::Line(|r| &r.territory, |r, v| r.territory = v),
        ),
        Field::new(
            "start",
            "From",
            "First day.",
            Slot::Day(Sense::Either, |r| r.start, |r, v| r.start = v),
        ),
        Field::new(
            "end",
            "Ends",
            "Last day.",
            Slot::Day(Sense::Plan, |r| r.end, |r, v| r.end = v),
        ),
        Field::must(
            "state",
            "State",
            "What becomes of it.",
            Slot::Choice(
                right_states,
                |r| Some(r.state.word()),
                |r, w| r.state = w.and_then(RightState::from_word).unwrap_or(r.state),
            ),
        ),
    ];
}

impl Fielded for Shipment {
    const FIELDS: &'static [Field<Self>] = &[
        Field::must(
            "product",
            "Product",
            "What is sent.",
            Slot::Line(|s| &s.product, |s, v| s.product = v),
        ),
        Field::new(
            "value",
            "Worth",
            "What it sells for.",
            Slot::Money(|s| s.value, |s, v| s.value = v),
        ),
        Field::new(
            "cost",
            "Cost",
            "What it cost us, shipping included.",
            Slot::Money(|s| s.cost, |s, v| s.cost = v),
        ),
        Field::new(
            "tracking",
            "Tracking",
            "Tracking number or link.",
            Slot::Line(|s| &s.tracking, |s, v| s.tracking = v),
        ),
        Field::must(
            "state",
            "State",
            "Where the parcel is.",
            Slot::Choice(
                parcel_states,
                |s| Some(s.state.word()),
                |s, w| s.state = w.and_then(ParcelState::from_word).unwrap_or(s.state),
            ),
        ),
        Field::new(
            "sent",
            "Sent",
            "Day it left.",
            Slot::Day(Sense::Fact, |s| s.sent, |s, v| s.sent = v),
        ),
        Field::new(
            "delivered",
            "Delivered",
            "Day it arrived.",
            Slot::Day(Sense::Fact, |s| s.delivered, |s, v| s.delivered = v),
        ),
        Field::new(
            "post_agreed",
            "Post agreed",
            "A post was agreed for it; then its dates remind, not the gift.",
            Slot::Check(|s| s.post_agreed, |s, v| s.post_agreed = v),
        ),
        Field::new(
            "posted",
            "Posted",
            "Day a post about it was seen.",
            Slot::Day(Sense::Fact, |s| s.posted, |s, v| s.posted = v),
        ),
    ];
}
