//! Fields of what is told beside orders and payments: refunds, expenses, counts of one's own, and
//! what comes round again.

use super::creator::platforms;
use super::own::no_echo;
use super::text::Choice;
use super::{Field, Fielded, Kind, Own, Slot};
use crate::domain::recurrence::Every;
use crate::domain::rows::{Expense, ExpenseKind, Makes, Platform, Recurrence, Refund};
use crate::domain::when::Sense;

fn expense_kinds() -> Vec<Choice> {
    ExpenseKind::ALL
        .iter()
        .map(|k| Choice::new(k.word(), k.label()))
        .collect()
}

fn makes() -> Vec<Choice> {
    Makes::ALL
        .iter()
        .map(|m| Choice::new(m.word(), m.label()))
        .collect()
}

impl Fielded for Refund {
    const FIELDS: &'static [Field<Self>] = &[
        Field::must(
            "amount",
            "Amount",
            "What was given back, at most what the order brought.",
            Slot::Money(|r| Some(r.amount), |r, v| r.amount = v.unwrap_or(r.amount)),
        ),
        Field::must(
            "day",
            "Day",
            "When it was given back.",
            Slot::Day(
                Sense::Fact,
                |r| Some(r.day),
                |r, v| r.day = v.unwrap_or(r.day),
            ),
        ),
        Field::new(
            "note",
            "Note",
            "Free words.",
            Slot::Line(|r| &r.note, |r, v| r.note = v),
        ),
    ];
}

impl Fielded for Expense {
    const FIELDS: &'static [Field<Self>] = &[
        Field::must(
            "amount",
            "Amount",
            "How much: $50, 80 eur.",
            Slot::Money(|e| Some(e.amount), |e, v| e.amount = v.unwrap_or(e.amount)),
        ),
        Field::must(
            "kind",
            "For",
            "What it was for.",
            Slot::Choice(
                expense_kinds,
                |e| Some(e.kind.word()),
                |e, w| e.kind = w.and_then(ExpenseKind::from_word).unwrap_or(e.kind),
            ),
        ),
        Field::must(
            "day",
            "Day",
            "When it was paid.",
            Slot::Day(
                Sense::Fact,
                |e| Some(e.day),
                |e, v| e.day = v.unwrap_or(e.day),
            ),
        ),
        Field::new(
            "reference",
            "Reference",
            "Number of the invoice or order.",
            Slot::Line(|e| &e.reference, |e, v| e.reference = v),
        ),
        Field::new(
            "note",
            "Note",
            "Free words.",
            Slot::Line(|e| &e.note, |e, v| e.note = v),
        ),
    ];
}

/// `every 6 weeks`, `monthly`, `every 1 dec`.
const EVERY: Own<Recurrence> = Own {
    kind: Kind::Line,
    get: |r| r.every.to_string(),
    set: |r, typed, _| {
        let every = Every::parse(typed).ok_or_else(|| {
            format!(
                "\"{}\" is no rhythm. Try every 6 weeks, monthly, every mon or every 1 dec.",
                typed.trim()
            )
        })?;
        r.every = every.to_string().into();
        Ok(())
    },
    echo: no_echo,
};

impl Fielded for Recurrence {
    const FIELDS: &'static [Field<Self>] = &[
        Field::must(
            "makes",
            "Makes",
            "What comes round again: a next step, a payment, pieces.",
            Slot::Choice(
                makes,
                |r| Some(r.makes.word()),
                |r, w| r.makes = w.and_then(Makes::from_word).unwrap_or(r.makes),
            ),
        ),
        Field::new(
            "words",
            "Words",
            "What to do; of payments what for: fee; of pieces their title.",
            Slot::Line(|r| &r.words, |r, v| r.words = v),
        ),
        Field::must(
            "every",
            "Every",
            "How often: every 6 weeks, monthly.",
            Slot::Own(EVERY),
        ),
        Field::must(
            "start",
            "First",
            "The day of the first.",
            Slot::Day(
                Sense::Either,
                |r| Some(r.start),
                |r, v| r.start = v.unwrap_or(r.start),
            ),
        ),
        Field::new(
            "until",
            "Until",
            "None after this day.",
            Slot::Day(Sense::Either, |r| r.until, |r, v| r.until = v),
        ),
        Field::new(
            "times",
            "Times",
            "At most so often in all.",
            Slot::Number(
                (1, 1_000),
                |r| r.times.map(i64::from),
                |r, v| r.times = v.and_then(|n| u16::try_from(n).ok()),
            ),
        ),
        Field::new(
            "amount",
            "Amount",
            "Of each payment.",
            Slot::Money(|r| r.amount, |r, v| r.amount = v),
        ),
        Field::new(
            "many",
            "Pieces",
            "How many each time.",
            Slot::Number(
                (1, 50),
                |r| Some(i64::from(r.many)),
                |r, v| r.many = v.and_then(|n| u16::try_from(n).ok()).unwrap_or(r.many),
            ),
        ),
        Field::new(
            "format",
            "Format",
            "Of the pieces: reel, story, video.",
            Slot::Line(|r| &r.format, |r, v| r.format = v),
        ),
        Field::new(
            "platform",
            "On",
            "Where the pieces stand.",
            Slot::Choice(
                platforms,
                |r| r.platform.map(Platform::word),
                |r, w| r.platform = w.and_then(Platform::from_word),
            ),
        ),
    ];
}
