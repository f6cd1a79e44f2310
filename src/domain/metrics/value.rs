//! What a metric comes to. Whole numbers throughout: nothing here can be infinite or not a number,
//! and what is not known is `Unknown`, which is shown as a dash and never as 0.

use serde::{Serialize, Serializer};

pub use crate::domain::money::Purse;
use crate::domain::money::{Currency, Money, grouped};

/// Parts of a unit in which small prices are kept.
const BILLION: i64 = 1_000_000_000;

/// Shown for what is not known.
pub const DASH: &str = "–";

impl Purse {
    /// Returns its value: an amount, or several.
    pub fn value(&self) -> Value {
        match (self.currencies(), self.only()) {
            (0, _) => Value::Unknown,
            (_, Some(one)) => Value::Amount(one),
            _ => Value::Mixed(self.clone()),
        }
    }
}

/// What a metric comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Not known, or divided by nothing.
    Unknown,
    /// A count.
    Count(i64),
    /// A sum of money.
    Amount(Money),
    /// Money for one of something; always with its minor units.
    Price(Money),
    /// Money for one of something, under one unit: in billionths of the unit.
    Small(i64, Currency),
    /// Sums in several currencies, which are not added together.
    Mixed(Purse),
    /// Of several currencies, converted by the rates of the settings.
    About(Box<Value>),
    /// Not one number, because money of several currencies would have to be added or compared.
    Several,
    /// Hundredths of a percent.
    Percent(i64),
    /// Hundredths of a percent, gained or lost.
    Gain(i64),
    /// Thousandths.
    Ratio(i64),
    /// So many of so many.
    Share(i64, i64),
    /// Mood of comments in thousandths, from -2,000 to 2,000.
    Mood(i64),
    /// Hours.
    Hours(i64),
}

/// `part / whole × times`, rounded half away from zero; `None` when there is nothing to divide by,
/// or it is too large.
pub fn divide(part: i64, times: i64, whole: i64) -> Option<i64> {
    if whole <= 0 {
        return None;
    }
    let (part, whole) = (i128::from(part) * i128::from(times), i128::from(whole));
    let half = if part < 0 { -whole / 2 } else { whole / 2 };
    i64::try_from((part + half) / whole).ok()
}

impl Value {
    /// Returns a price: money for one of `n`. Under one unit it keeps four significant digits.
    pub fn price(purse: &Purse, n: Option<i64>) -> Self {
        if purse.currencies() > 1 && n.is_some_and(|n| n > 0) {
            return Self::Several;
        }
        let price = || {
            let total = purse.only()?;
            let n = n?;
            let unit = 10i64.checked_pow(total.currency.exponent())?;
            let exact = total.minor.checked_rem(n).is_some_and(|rest| rest == 0);
            match divide(total.minor, BILLION / unit, n) {
                Some(small) if small.abs() < BILLION && !exact => {
                    return Some(Self::Small(small, total.currency));
                }
                _ => {}
            }
            divide(total.minor, 1, n).map(|minor| Self::Price(Money::new(minor, total.currency)))
        };
        price().unwrap_or(Self::Unknown)
    }

    /// Whether it is known.
    pub fn is_known(&self) -> bool {
        *self != Self::Unknown
    }

    /// The number to compare by; `None` for what cannot be put in an order with others of its
    /// metric.
    pub fn rank(&self) -> Option<(Option<Currency>, i64)> {
        match self {
            Self::Unknown | Self::Mixed(_) | Self::Several => None,
            Self::Amount(m) | Self::Price(m) => {
                let unit = 10i64.checked_pow(m.currency.exponent())?;
                Some((Some(m.currency), m.minor.saturating_mul(BILLION / unit)))
            }
            Self::Small(billionths, currency) => Some((Some(*currency), *billionths)),
            Self::About(value) => value.rank(),
            Self::Share(part, whole) => divide(*part, 10_000, *whole).map(|n| (None, n)),
            Self::Count(n)
            | Self::Percent(n)
            | Self::Gain(n)
            | Self::Ratio(n)
            | Self::Mood(n)
            | Self::Hours(n) => Some((None, *n)),
        }
    }

    /// In words for a cell: `$25.21`, `+95%`, `6.1%`, `12 of 58`, `++`; a dash when it is not
    /// known.
    pub fn shown(&self) -> String {
        match self {
            Self::Unknown => DASH.into(),
            Self::Count(n) => signed(*n, grouped(n.unsigned_abs())),
            Self::Amount(m) => m.to_string(),
            Self::Price(m) => exact(*m),
            Self::Small(billionths, currency) => small(*billionths, *currency),
            Self::Mixed(purse) => purse
                .iter()
                .map(|m| m.to_string())
                .collect::<Vec<_>>()
                .join(" + "),
            Self::About(value) => format!("≈{}", value.shown()),
            Self::Several => "mixed".into(),
            Self::Percent(n) => format!("{}%", decimals(*n, 100, 1)),
            Self::Gain(n) => {
                let whole = divide(*n, 1, 100).unwrap_or(0);
                let sign = if whole > 0 { "+" } else { "" };
                format!("{sign}{}%", signed(whole, grouped(whole.unsigned_abs())))
            }
            Self::Ratio(n) => decimals(*n, 1000, 2),
            Self::Share(part, whole) => format!("{part} of {whole}"),
            Self::Mood(n) => mood(*n).into(),
            Self::Hours(n) if *n < 72 => format!("{n} h"),
            Self::Hours(n) => format!("{} d", divide(*n, 1, 24).unwrap_or(0)),
        }
    }

    /// The same where room is short: several currencies are only said to be several, large counts
    /// are shortened, a gain carries its sign.
    pub fn cell(&self) -> String {
        match self {
            Self::Mixed(_) => "mixed".into(),
            Self::About(value) => format!("≈{}", value.cell()),
            Self::Count(n @ 10_000..=999_949) => format!("{}k", decimals(*n, 1000, 1)),
            Self::Count(n @ 999_950..) => format!("{}M", decimals(*n, 1_000_000, 1)),
            Self::Gain(n) => format!("{} {}", self.shown(), if *n < 0 { "▼" } else { "▲" }),
            other => other.shown(),
        }
    }
}

fn signed(n: i64, digits: String) -> String {
    if n < 0 { format!("-{digits}") } else { digits }
}

/// `25.21`, with every minor unit.
fn exact(amount: Money) -> String {
    let text = amount.to_string();
    match (text.contains('.'), amount.currency.exponent()) {
        (false, 1..) => format!("{text}.{}", "0".repeat(amount.currency.exponent() as usize)),
        _ => text,
    }
}

/// `$0.0125`: four significant digits, and never fewer decimals than the currency has.
fn small(billionths: i64, currency: Currency) -> String {
    let mut digits = 9 - billionths.unsigned_abs().checked_ilog10().unwrap_or(0);
    digits = (digits + 3).clamp(2, 9);
    let step = 10i64.pow(9 - digits);
    let rounded = divide(billionths.abs(), 1, step).unwrap_or(0);
    let scale = 10i64.pow(digits);
    let mut text = format!(
        "{}.{:0width$}",
        rounded / scale,
        rounded % scale,
        width = digits as usize
    );
    let least = text.find('.').unwrap_or(0) + 1 + currency.exponent().max(2) as usize;
    while text.len() > least && text.ends_with('0') {
        text.pop();
    }
    let sign = if billionths < 0 { "-" } else { "" };
    format!("{sign}{}", currency.written(&text))
}

/// A number of `unit`-ths with so many decimals, rounded.
fn decimals(n: i64, unit: i64, places: u32) -> String {
    let scale = 10i64.pow(places);
    let n = divide(n, scale, unit).unwrap_or(0);
    let (whole, part) = (
        n.unsigned_abs() / scale.unsigned_abs(),
        n.unsigned_abs() % scale.unsigned_abs(),
    );
    signed(
        n,
        format!("{}.{part:0width$}", grouped(whole), width = places as usize),
    )
}

/// Signs of a mood.
fn mood(n: i64) -> &'static str {
    match n {
        1500.. => "++",
        500..=1499 => "+",
        -499..=499 => "o",
        -1499..=-500 => "-",
        _ => "--",
    }
}

/// For JSON and reports: the text of the value, or nothing when it is not known.
impl Serialize for Value {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Unknown => s.serialize_none(),
            Self::Count(n) => s.serialize_i64(*n),
            other => s.serialize_str(&other.shown()),
        }
    }
}
