//! Amounts of other currencies in the general one, each by the rate of its own day. What is
//! converted is always marked as about; what cannot be is said to be left out.

use crate::domain::day::Day;
use crate::domain::money::{Currency, Money, Purse};
use crate::domain::settings::{MILLION, Settings};

/// A sum of facts in the general currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct General {
    /// Minor units.
    pub minor: i64,
    /// Something in it was converted.
    pub about: bool,
    /// Something was left out, because its currency has no rate.
    pub missing: bool,
}

impl General {
    /// Adds a fact of a day.
    pub fn add(&mut self, settings: &Settings, amount: Money, day: Day) {
        match convert(settings, amount, day) {
            Some(minor) => self.minor = self.minor.saturating_add(minor),
            None => self.missing |= amount.minor != 0,
        }
        self.about |= amount.minor != 0 && amount.currency != currency(settings);
    }

    /// Adds another sum.
    pub fn merge(&mut self, other: &Self) {
        self.minor = self.minor.saturating_add(other.minor);
        self.about |= other.about;
        self.missing |= other.missing;
    }

    /// Returns the share of one of so many pieces, so that the parts add up.
    pub fn part(&self, at: usize, of: usize) -> Self {
        let whole = Purse::from_iter([Money::new(self.minor, Currency::USD)]);
        Self {
            minor: whole.part(at, of).minor(Currency::USD),
            ..*self
        }
    }

    /// Returns the sum where nothing had to be left out.
    pub fn whole(&self, settings: &Settings) -> Option<Money> {
        (!self.missing).then(|| Money::new(self.minor, currency(settings)))
    }
}

/// Returns the general currency: the one of the settings, else the dollar.
pub fn currency(settings: &Settings) -> Currency {
    settings.general.currency.unwrap_or(Currency::USD)
}

/// Returns an amount of a day in minor units of the general currency, rounded half up; nothing
/// where its currency has no rate.
pub fn convert(settings: &Settings, amount: Money, day: Day) -> Option<i64> {
    let general = currency(settings);
    if amount.currency == general {
        return Some(amount.minor);
    }
    let (rate, _) = settings.rates.on(amount.currency, day)?;
    let up = i128::from(10i64.checked_pow(general.exponent())?);
    let down = i128::from(10i64.checked_pow(amount.currency.exponent())?) * i128::from(MILLION);
    let product = i128::from(amount.minor)
        .checked_mul(i128::from(rate.millionths))?
        .checked_mul(up)?;
    i64::try_from((product * 2 + down).div_euclid(down * 2)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing::{day, money};

    fn settings(rates: &str) -> Settings {
        let (settings, complaints) = Settings::from_toml(&format!("[rates]\n{rates}\n"));
        assert_eq!(complaints, []);
        settings
    }

    #[test]
    fn each_fact_takes_the_newest_rate_of_its_day() {
        let s = settings(
            "EUR = [\"1.08 2026-11-01\", \"1.10 2026-10-01\"]\nJPY = [\"0.0066 2026-01-01\"]",
        );
        let on = |amount: &str, at: &str| convert(&s, money(amount).unwrap(), day(at));
        assert_eq!(on("10000 EUR", "2026-11-24"), Some(10_800));
        assert_eq!(on("10000 EUR", "2026-11-01"), Some(10_800));
        assert_eq!(on("10000 EUR", "2026-10-31"), Some(11_000));
        assert_eq!(on("10000 EUR", "2020-01-01"), Some(11_000)); // the oldest
        assert_eq!(on("5000 JPY", "2026-11-24"), Some(3_300)); // 5,000 yen are $33
        assert_eq!(on("1 EUR", "2026-11-24"), Some(1)); // 1.08 cents
        assert_eq!(on("7777 USD", "2026-11-24"), Some(7_777));
        assert_eq!(on("7777 GBP", "2026-11-24"), None);
    }

    #[test]
    fn a_sum_says_what_is_about_and_what_is_left_out() {
        let s = settings("EUR = [\"1.08 2026-11-01\"]");
        let sum = |all: &[&str]| {
            let mut sum = General::default();
            all.iter()
                .for_each(|a| sum.add(&s, money(a).unwrap(), day("2026-11-24")));
            sum
        };
        assert_eq!(sum(&["100 USD"]).whole(&s), money("100 USD"));
        assert!(!sum(&["100 USD"]).about);
        let both = sum(&["100 USD", "100 EUR"]);
        assert_eq!((both.whole(&s), both.about), (money("208 USD"), true));
        assert_eq!(sum(&["100 USD", "100 GBP"]).whole(&s), None);
        assert_eq!(sum(&["100 USD", "0 GBP"]).whole(&s), money("100 USD"));
    }

    #[test]
    fn a_rate_that_cannot_be_read_is_named_with_its_line() {
        for wrong in [
            "\"1.08\"",
            "\"x 2026-11-01\"",
            "\"0 2026-11-01\"",
            "\"-1 2026-11-01\"",
            "\"1.12345678 2026-11-01\"",
        ] {
            let (settings, said) = Settings::from_toml(&format!("[rates]\nEUR = [{wrong}]\n"));
            assert_eq!(said.len(), 1, "{wrong}");
            assert_eq!(said[0].line, 2, "{wrong}");
            assert!(
                said[0].sentence.contains("rates.EUR"),
                "{}",
                said[0].sentence
            );
            assert!(settings.rates.is_empty());
        }
        let (_, said) = Settings::from_toml("[rates]\nXYZ = [\"1 2026-11-01\"]\n");
        assert!(said[0].sentence.contains("is not a currency"), "{said:?}");
        // One rate may stand without its list.
        let (settings, said) = Settings::from_toml("[rates]\nEUR = \"1.08 2026-11-01\"\n");
        assert_eq!((said.len(), settings.rates.is_empty()), (0, false));
    }
}
