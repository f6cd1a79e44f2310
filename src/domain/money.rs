//! Money as whole minor units and a currency. Never a float, and two currencies are never added
//! together.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An ISO 4217 code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

/// Codes whose minor unit is not a hundredth (ISO 4217, table A.1).
const EXPONENTS: &[(&str, u32)] = &[
    ("JPY", 0),
    ("KRW", 0),
    ("VND", 0),
    ("CLP", 0),
    ("ISK", 0),
    ("UGX", 0),
    ("XOF", 0),
    ("XAF", 0),
    ("XPF", 0),
    ("PYG", 0),
    ("RWF", 0),
    ("KMF", 0),
    ("GNF", 0),
    ("DJF", 0),
    ("BIF", 0),
    ("VUV", 0),
    ("BHD", 3),
    ("KWD", 3),
    ("OMR", 3),
    ("JOD", 3),
    ("TND", 3),
    ("IQD", 3),
    ("LYD", 3),
];

/// Signs people type and read. `$` is the dollar of the United States unless a letter says
/// otherwise.
const SIGNS: &[(&str, &str)] = &[
    ("US$", "USD"),
    ("CA$", "CAD"),
    ("A$", "AUD"),
    ("$", "USD"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("¥", "JPY"),
    ("₩", "KRW"),
    ("₹", "INR"),
    ("zł", "PLN"),
    ("R$", "BRL"),
    ("₺", "TRY"),
    ("₫", "VND"),
];

/// Codes accepted where a code is typed: money actually in use, so that a word of three letters is
/// not taken for one.
const CODES: &[&str] = &[
    "USD", "EUR", "GBP", "JPY", "CHF", "CAD", "AUD", "NZD", "SEK", "NOK", "DKK", "PLN", "CZK",
    "HUF", "RON", "BGN", "TRY", "BRL", "MXN", "ARS", "CLP", "COP", "PEN", "UYU", "INR", "PKR",
    "BDT", "LKR", "CNY", "HKD", "TWD", "KRW", "SGD", "MYR", "THB", "IDR", "PHP", "VND", "AED",
    "SAR", "QAR", "KWD", "BHD", "OMR", "JOD", "ILS", "EGP", "MAD", "TND", "ZAR", "NGN", "KES",
    "GHS", "UAH", "GEL", "RSD", "ISK", "RUB", "KZT",
];

impl Currency {
    /// The dollar of the United States.
    pub const USD: Self = Self(*b"USD");

    /// The currency of a code or sign, if it is one in use.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some((_, code)) = SIGNS.iter().find(|(sign, _)| *sign == text) {
            return Self::parse(code);
        }
        let upper = text.to_ascii_uppercase();
        let known = CODES.iter().find(|code| **code == upper)?;
        known.as_bytes().try_into().ok().map(Self)
    }

    /// The three letters.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("???")
    }

    /// How many digits the minor unit has.
    pub fn exponent(&self) -> u32 {
        EXPONENTS
            .iter()
            .find(|(code, _)| *code == self.code())
            .map_or(2, |(_, e)| *e)
    }

    /// The sign that goes before an amount, for the few currencies where everybody reads it.
    pub fn sign(&self) -> Option<&'static str> {
        match self.code() {
            "USD" => Some("$"),
            "EUR" => Some("€"),
            "GBP" => Some("£"),
            "JPY" => Some("¥"),
            "INR" => Some("₹"),
            _ => None,
        }
    }

    /// Writes an amount in digits with its sign or code before it.
    pub fn written(&self, digits: &str) -> String {
        match self.sign() {
            Some(sign) => format!("{sign}{digits}"),
            None => format!("{} {digits}", self.code()),
        }
    }

    /// Signs and codes with the code they mean, longest first: for parsers.
    pub fn signs() -> impl Iterator<Item = (&'static str, &'static str)> {
        SIGNS.iter().copied()
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.code())
    }
}
impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let code = std::borrow::Cow::<'de, str>::deserialize(d)?;
        Self::parse(&code)
            .ok_or_else(|| serde::de::Error::custom(format!("\"{code}\" is not a currency")))
    }
}

/// An amount: minor units (cents) of one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Money {
    /// Whole minor units; negative for refunds.
    pub minor: i64,
    /// The currency they are units of.
    pub currency: Currency,
}

impl Money {
    /// An amount of minor units.
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// The sum, or `None` for two currencies or an overflow.
    pub fn plus(self, other: Self) -> Option<Self> {
        (self.currency == other.currency).then_some(())?;
        Some(Self {
            minor: self.minor.checked_add(other.minor)?,
            currency: self.currency,
        })
    }

    /// The one stored form, `45000 EUR`.
    pub fn stored(&self) -> String {
        format!("{} {}", self.minor, self.currency)
    }

    /// Reads the stored form.
    pub fn from_stored(text: &str) -> Option<Self> {
        let (minor, code) = text.split_once(' ')?;
        Some(Self {
            minor: minor.parse().ok()?,
            currency: Currency::parse(code)?,
        })
    }
}

impl Money {
    /// `$456.00`: with all digits of the currency, for columns of amounts.
    pub fn exact(self) -> String {
        let digits = self.currency.exponent() as usize;
        let unit = 10u64.pow(self.currency.exponent());
        let all = self.minor.unsigned_abs();
        let mut written = grouped(all / unit);
        if digits > 0 {
            written.push_str(&format!(".{:0digits$}", all % unit));
        }
        let minus = if self.minor < 0 { "-" } else { "" };
        format!("{minus}{}", self.currency.written(&written))
    }
}

impl fmt::Display for Money {
    /// `€450`, `$1,250.50`, `PLN 900`: the sign where everybody knows it, no `.00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = 10u64.pow(self.currency.exponent());
        let whole = self.minor.unsigned_abs() / unit;
        let part = self.minor.unsigned_abs() % unit;
        let mut digits = grouped(whole);
        if part != 0 {
            let width = self.currency.exponent() as usize;
            digits.push_str(&format!(".{part:0width$}"));
        }
        let minus = if self.minor < 0 { "-" } else { "" };
        f.pad(&format!("{minus}{}", self.currency.written(&digits)))
    }
}

/// Sums of money by currency. Two currencies are never added together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Purse(Vec<Money>);

impl Purse {
    /// With one amount more.
    pub fn add(&mut self, amount: Money) {
        match self
            .0
            .binary_search_by_key(&amount.currency, |m| m.currency)
        {
            Ok(at) => {
                if let Some(sum) = self.0.get_mut(at) {
                    sum.minor = sum.minor.saturating_add(amount.minor);
                }
            }
            Err(at) => self.0.insert(at, amount),
        }
    }

    /// With all of another.
    pub fn merge(&mut self, other: &Self) {
        other.0.iter().for_each(|m| self.add(*m));
    }

    /// The amount, when there is exactly one currency.
    pub fn only(&self) -> Option<Money> {
        match self.0.as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }

    /// The amount in a currency.
    pub fn of(&self, currency: Currency) -> Option<Money> {
        self.0.iter().copied().find(|m| m.currency == currency)
    }

    /// Nothing is known.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each currency's amount.
    pub fn iter(&self) -> impl Iterator<Item = Money> {
        self.0.iter().copied()
    }

    /// Each amount changed.
    pub fn map(&self, with: impl Fn(i64) -> i64) -> Self {
        Self(
            self.0
                .iter()
                .map(|m| Money::new(with(m.minor), m.currency))
                .collect(),
        )
    }

    /// Minor units of a currency; 0 where there is no amount in it.
    pub fn minor(&self, currency: Currency) -> i64 {
        self.of(currency).map_or(0, |m| m.minor)
    }

    /// Takes an amount away; what is left may be negative.
    pub fn take(&mut self, amount: Money) {
        self.add(Money::new(amount.minor.saturating_neg(), amount.currency));
    }

    /// How many currencies there are.
    pub fn currencies(&self) -> usize {
        self.0.len()
    }

    /// Returns for each currency the larger of the two amounts.
    pub fn larger(&self, other: &Self) -> Self {
        let mut all = self.clone();
        for amount in other.iter() {
            let more = amount.minor
                - all
                    .of(amount.currency)
                    .map_or(0, |m| m.minor.min(amount.minor));
            if more > 0 || all.of(amount.currency).is_none() {
                all.add(Money::new(more, amount.currency));
            }
        }
        all
    }

    /// Returns the share of one of `of` equal parts, so that all parts add up to the whole minor
    /// unit: the first ones take what is left over.
    pub fn part(&self, at: usize, of: usize) -> Self {
        let (at, of) = (
            i64::try_from(at).unwrap_or(i64::MAX),
            i64::try_from(of.max(1)).unwrap_or(i64::MAX),
        );
        self.map(|minor| minor.div_euclid(of) + i64::from(at < minor.rem_euclid(of)))
    }

    /// Whether there is no amount, or only amounts of 0.
    pub fn is_zero(&self) -> bool {
        self.0.iter().all(|m| m.minor == 0)
    }

    /// The amounts that are not 0, with a word between them; `–` where there is none.
    pub fn joined(&self, between: &str) -> String {
        let parts: Vec<String> = self
            .iter()
            .filter(|m| m.minor != 0)
            .map(|m| m.to_string())
            .collect();
        if parts.is_empty() {
            "–".into()
        } else {
            parts.join(between)
        }
    }
}

impl FromIterator<Money> for Purse {
    fn from_iter<I: IntoIterator<Item = Money>>(all: I) -> Self {
        let mut purse = Self::default();
        all.into_iter().for_each(|m| purse.add(m));
        purse
    }
}

/// `€90 and $420`; `–` for nothing.
impl fmt::Display for Purse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.joined(" and "))
    }
}

/// A whole number with commas between thousands.
pub fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_read_as_people_write_them() {
        let check = |minor, code, shown: &str| {
            let money = Money::new(minor, Currency::parse(code).unwrap());
            assert_eq!(money.to_string(), shown);
            assert_eq!(Money::from_stored(&money.stored()), Some(money));
        };
        check(45_000, "EUR", "€450");
        check(125_050, "usd", "$1,250.50");
        check(-5_005, "GBP", "-£50.05");
        check(90_000, "PLN", "PLN 900");
        check(90_000, "JPY", "¥90,000");
        check(1_234_567, "KWD", "KWD 1,234.567");
        assert_eq!(Currency::parse("xyz"), None);
    }

    #[test]
    fn currencies_are_never_added_together() {
        let (eur, usd) = (Currency::parse("€").unwrap(), Currency::parse("$").unwrap());
        assert_eq!(Money::new(1, eur).plus(Money::new(2, usd)), None);
        assert_eq!(
            Money::new(1, eur).plus(Money::new(2, eur)),
            Some(Money::new(3, eur))
        );
        assert_eq!(Money::new(i64::MAX, eur).plus(Money::new(1, eur)), None);
    }

    fn purse(all: &[&str]) -> Purse {
        all.iter()
            .map(|text| Money::from_stored(text).unwrap())
            .collect()
    }

    #[test]
    fn parts_add_up_to_the_whole() {
        for minor in [0i64, 1, 2, 99, 100, 101, 35_000, -7] {
            for of in 1..7usize {
                let whole = purse(&[&format!("{minor} USD"), "333 EUR"]);
                let mut sum = Purse::default();
                (0..of).for_each(|at| sum.merge(&whole.part(at, of)));
                assert_eq!(sum, whole, "{minor} in {of}");
            }
        }
    }

    #[test]
    fn the_larger_is_taken_by_currency() {
        let a = purse(&["100 USD", "50 EUR"]);
        let b = purse(&["70 USD", "60 EUR", "5 GBP"]);
        assert_eq!(a.larger(&b), purse(&["100 USD", "60 EUR", "5 GBP"]));
        assert_eq!(Purse::default().larger(&b), b);
    }
}
