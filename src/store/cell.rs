//! One cell of a table: how each type of field looks in SQLite and back. Reading never guesses:
//! what is not exactly a value of the type is refused, so that a damaged or foreign value is named
//! instead of silently becoming another.

use chrono::Datelike;
use rusqlite::types::{ToSqlOutput, Value, ValueRef};

use crate::domain::day::{Day, Stamp};
use crate::domain::ids::Id;
use crate::domain::money::Money;
use crate::domain::rows::*;

/// A type that a column can hold.
pub(super) trait Cell: Sized {
    /// The column's type in the schema. The schema is a file of its own; a test holds it to these
    /// three.
    #[cfg_attr(not(test), allow(dead_code))]
    const KIND: &'static str;
    /// Whether the column is NOT NULL.
    #[cfg_attr(not(test), allow(dead_code))]
    const REQUIRED: bool = true;
    /// The table whose ids these are.
    #[cfg_attr(not(test), allow(dead_code))]
    const REFERS: Option<&'static str> = None;

    /// The value of a cell; `None` if it is none.
    fn from_cell(value: ValueRef<'_>) -> Option<Self>;

    /// The cell of a value.
    fn to_cell(&self) -> ToSqlOutput<'_>;

    /// Whether `from_cell` would give it back. Asked before writing: one row that cannot be read
    /// again would keep the whole file from opening.
    fn is_storable(&self) -> bool {
        true
    }
}

fn text(value: ValueRef<'_>) -> Option<&str> {
    match value {
        ValueRef::Text(bytes) => std::str::from_utf8(bytes).ok(),
        _ => None,
    }
}

fn owned(text: String) -> ToSqlOutput<'static> {
    ToSqlOutput::Owned(Value::Text(text))
}

fn borrowed(text: &str) -> ToSqlOutput<'_> {
    ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes()))
}

impl Cell for Text {
    const KIND: &'static str = "TEXT";
    fn from_cell(value: ValueRef<'_>) -> Option<Self> {
        text(value).map(Into::into)
    }
    fn to_cell(&self) -> ToSqlOutput<'_> {
        borrowed(self)
    }
}

impl Cell for Tags {
    const KIND: &'static str = "TEXT";
    fn from_cell(value: ValueRef<'_>) -> Option<Self> {
        Text::from_cell(value).map(Self)
    }
    fn to_cell(&self) -> ToSqlOutput<'_> {
        self.0.to_cell()
    }
}

impl Cell for Cadence {
    const KIND: &'static str = "TEXT";
    fn from_cell(value: ValueRef<'_>) -> Option<Self> {
        Self::from_word(text(value)?)
    }
    fn to_cell(&self) -> ToSqlOutput<'_> {
        owned(self.word())
    }
    fn is_storable(&self) -> bool {
        Self::from_word(&self.word()) == Some(*self)
    }
}

impl Cell for Money {
    const KIND: &'static str = "TEXT";
    fn from_cell(value: ValueRef<'_>) -> Option<Self> {
        Self::from_stored(text(value)?)
    }
    fn to_cell(&self) -> ToSqlOutput<'_> {
        owned(self.stored())
    }
}

impl Cell for Day {
    const KIND: &'static str = "TEXT";
    fn from_cell(value: ValueRef<'_>) -> Option<Self> {
        let text = text(value)?;
        // Years of more than four digits have a sign; no person meets them, but a date never
        // becomes another one.
        iso_day(text.as_bytes()).or_else(|| {
            text.parse()
                .ok()
                .filter(|day: &Day| day.to_string() == text)
        })
    }
    fn to_cell(&self) -> ToSqlOutput<'_> {
        owned(iso(*self))
    }
}

/// Writes `2026-11-24`, several times as fast as chrono does.
fn iso(day: Day) -> String {
    let Ok(year @ 0..=9_999) = u32::try_from(day.year()) else {
        return day.to_string();
    };
    let digits = |n: u32, of: u32| char::from_digit(n / of % 10, 10).unwrap_or('0');
    let mut text = String::with_capacity(10);
    text.extend([1_000, 100, 10, 1].map(|of| digits(year, of)));
    for part in [day.month(), day.day()] {
        text.extend(['-', digits(part, 10), digits(part, 1)]);
    }
    text
}

/// Reads `2026-11-24`. chrono's own parser takes five times as long, and a roster has a million
/// dates.
fn iso_day(bytes: &[u8]) -> Option<Day> {
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = bytes else {
        return None;
    };
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0u32, |n, b| {
            b.is_ascii_digit().then(|| n * 10 + u32::from(b - b'0'))
        })
    };
    let year = i32::try_from(number(&[y1, y2, y3, y4])?).ok()?;
    Day::from_ymd_opt(year, number(&[m1, m2])?, number(&[d1, d2])?)
}

impl Cell for Stamp {
    const KIND: &'static str = "INTEGER";
    fn from_cell(value: ValueRef<'_>) -> Option<Self> {
        i64::from_cell(value).map(Self)
    }
    fn to_cell(&self) -> ToSqlOutput<'_> {
        self.0.to_cell()
    }
}

impl Cell for bool {
    const KIND: &'static str = "INTEGER";
    fn from_cell(value: ValueRef<'_>) -> Option<Self> {
        match value {
            ValueRef::Integer(0) => Some(false),
            ValueRef::Integer(1) => Some(true),
            _ => None,
        }
    }
    fn to_cell(&self) -> ToSqlOutput<'_> {
        i64::from(*self).into()
    }
}

macro_rules! whole_numbers {
    ($($type:ty)+) => {
        $(impl Cell for $type {
            const KIND: &'static str = "INTEGER";
            fn from_cell(value: ValueRef<'_>) -> Option<Self> {
                match value {
                    ValueRef::Integer(n) => n.try_into().ok(),
                    _ => None,
                }
            }
            fn to_cell(&self) -> ToSqlOutput<'_> {
                i64::from(*self).into()
            }
        })+
    };
}
whole_numbers!(u8 u16 i32 i64);

impl<T: Row> Cell for Id<T> {
    const KIND: &'static str = "INTEGER";
    const REFERS: Option<&'static str> = Some(T::TABLE);
    fn from_cell(value: ValueRef<'_>) -> Option<Self> {
        match value {
            ValueRef::Integer(n) if n > 0 => n.try_into().ok().map(Self::new),
            _ => None,
        }
    }
    fn to_cell(&self) -> ToSqlOutput<'_> {
        i64::from(self.raw()).into()
    }
    fn is_storable(&self) -> bool {
        self.raw() > 0
    }
}

impl<C: Cell> Cell for Option<C> {
    const KIND: &'static str = C::KIND;
    const REQUIRED: bool = false;
    const REFERS: Option<&'static str> = C::REFERS;
    fn from_cell(value: ValueRef<'_>) -> Option<Self> {
        match value {
            ValueRef::Null => Some(None),
            value => C::from_cell(value).map(Some),
        }
    }
    fn to_cell(&self) -> ToSqlOutput<'_> {
        self.as_ref()
            .map_or(ToSqlOutput::Owned(Value::Null), C::to_cell)
    }
    fn is_storable(&self) -> bool {
        self.as_ref().is_none_or(C::is_storable)
    }
}

macro_rules! words {
    ($($type:ident)+) => {
        $(impl Cell for $type {
            const KIND: &'static str = "TEXT";
            fn from_cell(value: ValueRef<'_>) -> Option<Self> {
                let ValueRef::Text(found) = value else { return None };
                Self::ALL.iter().copied().find(|v| v.word().as_bytes() == found)
            }
            fn to_cell(&self) -> ToSqlOutput<'_> {
                borrowed(self.word())
            }
        }

        #[cfg(test)]
        impl super::tests::Sample for $type {
            fn sample(seed: &mut super::tests::Seed) -> Self {
                Self::ALL[seed.below(Self::ALL.len())]
            }
        })+
    };
}
words! {
    Relationship Shelf Platform EngagementBasis Channel Direction Stage Outcome CampaignKind Ladder PieceState Seen Verdict
    Attribution PaymentKind PaymentState RightKind RightState ParcelState DecisionKind FreeKind
    ContactKind OrderStatus ExpenseKind Makes LabelVerdict
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::Currency;

    fn back<C: Cell + PartialEq + std::fmt::Debug>(value: C) {
        let cell = match value.to_cell() {
            ToSqlOutput::Borrowed(cell) => Value::try_from(cell).unwrap(),
            ToSqlOutput::Owned(cell) => cell,
            _ => panic!("a cell is a value"),
        };
        assert_eq!(C::from_cell(ValueRef::from(&cell)), Some(value));
    }

    #[test]
    fn values_come_back_as_they_were() {
        back::<Text>("tea \0 \u{1f375} \"'".into());
        back::<Text>("".into());
        for day in ["2026-02-28", "2024-02-29", "0001-01-01", "9999-12-31"] {
            back::<Day>(day.parse().unwrap());
        }
        back(Day::MAX);
        back(Day::MIN);
        back(Stamp(i64::MIN));
        back(Some(Money::new(i64::MIN, Currency::parse("EUR").unwrap())));
        back(None::<Money>);
        back(Cadence::Days(14));
        back(Cadence::OnEvent);
        back(Cadence::ByType);
        back(Id::<Creator>::new(u32::MAX));
        back(u8::MAX);
        back(i64::MIN);
    }

    #[test]
    fn what_is_no_value_is_refused() {
        let day = |text: &str| Day::from_cell(ValueRef::Text(text.as_bytes()));
        for wrong in [
            "2026-02-30",
            "2026-2-3",
            "26-02-03",
            "2026-02-03 ",
            "2026/02/03",
            "",
            "+2026-02-03",
            "２026-02-0",
        ] {
            assert_eq!(day(wrong), None, "{wrong}");
        }
        assert_eq!(bool::from_cell(ValueRef::Integer(2)), None);
        assert_eq!(u8::from_cell(ValueRef::Integer(256)), None);
        assert_eq!(Id::<Creator>::from_cell(ValueRef::Integer(0)), None);
        assert_eq!(Id::<Creator>::from_cell(ValueRef::Integer(1 << 32)), None);
        assert_eq!(Stage::from_cell(ValueRef::Text(b"limbo")), None);
        assert_eq!(Text::from_cell(ValueRef::Text(b"\xff")), None);
        assert_eq!(Text::from_cell(ValueRef::Null), None);
        assert!(!Cadence::Days(0).is_storable());
    }
}
