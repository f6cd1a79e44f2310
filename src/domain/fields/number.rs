//! Reading and writing numbers as people do: `12.4k`, `1,250.50`, `1.250,50`, `$350`, `350 eur`,
//! `5.9%`. Exact whole numbers throughout, never floats; what cannot be kept exactly is refused.

use crate::domain::money::{Currency, Money, grouped};

/// A number with so many digits behind the point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Decimal {
    digits: i128,
    scale: u32,
}

impl Decimal {
    /// The whole number of units of `10^-exponent`, if it is one.
    fn units(self, exponent: u32) -> Option<i64> {
        let value = if exponent >= self.scale {
            self.digits
                .checked_mul(10i128.checked_pow(exponent - self.scale)?)?
        } else {
            let by = 10i128.checked_pow(self.scale - exponent)?;
            if self.digits % by != 0 {
                return None;
            }
            self.digits / by
        };
        i64::try_from(value).ok()
    }
}

/// What one separator with three digits after it stands before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lone {
    /// Thousands: nobody writes counts or cents with three decimals.
    Thousands,
    /// Thousands after a comma, decimals after a point: currencies with three decimals.
    ByMark,
    /// Decimals: percentages, and whatever a `k` follows.
    Decimals,
}

/// A whole number within bounds: `1200`, `1,200`, `12.4k`, `1.2m`.
pub fn count(typed: &str, (min, max): (i64, i64)) -> Result<i64, String> {
    let typed = typed.trim();
    let n = decimal(typed, Lone::Thousands)
        .ok_or_else(|| format!("Not a number: \"{typed}\". Try 1200 or 12.4k."))?
        .units(0)
        .ok_or_else(|| format!("\"{typed}\" is not a whole number."))?;
    if (min..=max).contains(&n) {
        return Ok(n);
    }
    Err(format!(
        "\"{typed}\" is not between {} and {}.",
        count_text(min),
        count_text(max)
    ))
}

/// A number in thousandths, for values of any unit: `90`, `2.5`, `12k`.
pub fn thousandths(typed: &str) -> Result<i64, String> {
    let typed = typed.trim();
    let n = decimal(typed, Lone::Thousands)
        .ok_or_else(|| format!("Not a number: \"{typed}\". Try 90 or 12.4k."))?;
    n.units(3)
        .ok_or_else(|| format!("\"{typed}\" has more than three decimals, or is too large."))
}

/// Thousandths as `thousandths` reads them.
pub fn thousandths_text(value: i64) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let (whole, part) = (value.unsigned_abs() / 1000, value.unsigned_abs() % 1000);
    match part {
        0 => format!("{sign}{whole}"),
        // Three decimals after one digit or more would be read as thousands: a zero more makes them
        // four.
        n if n % 10 == 0 => format!("{sign}{whole}.{}", format!("{n:03}").trim_end_matches('0')),
        n => format!("{sign}{whole}.{n:03}0"),
    }
}

/// A share in hundredths of a percent: `5.9`, `5,9 %`.
pub fn percent(typed: &str) -> Result<i32, String> {
    let typed = typed.trim();
    let digits = typed.strip_suffix('%').unwrap_or(typed).trim_end();
    let n = decimal(digits, Lone::Decimals)
        .ok_or_else(|| format!("Not a percentage: \"{typed}\". Try 5.9%."))?;
    let hundredths = n
        .units(2)
        .ok_or_else(|| format!("\"{typed}\" has more than two decimals."))?;
    i32::try_from(hundredths)
        .ok()
        .filter(|n| (0..=100_000).contains(n))
        .ok_or_else(|| format!("\"{typed}\" is not between 0% and 1000%."))
}

/// An amount: a number with a sign or code before or after it, or bare in the currency given.
pub fn money(typed: &str, default: Currency) -> Result<Money, String> {
    let typed = typed.trim();
    let unlike = || format!("Not an amount: \"{typed}\". Try $350, 350 eur or 1.2k.");
    let (digits, currency) = match split_currency(typed) {
        Split::Bare => (typed, default),
        Split::With(digits, currency) => (digits, currency),
        Split::Unknown(word) => {
            return Err(format!(
                "\"{word}\" is not a currency. Try usd, eur or gbp."
            ));
        }
    };
    let lone = if currency.exponent() == 3 {
        Lone::ByMark
    } else {
        Lone::Thousands
    };
    let amount = decimal(digits, lone).ok_or_else(unlike)?;
    if amount.digits < 0 {
        return Err(format!("\"{typed}\" is negative; an amount is not."));
    }
    let minor = amount
        .units(currency.exponent())
        .ok_or_else(|| match currency.exponent() {
            0 => format!("{currency} has no decimals, or \"{typed}\" is too large."),
            n => format!("{currency} has {n} decimals, or \"{typed}\" is too large."),
        })?;
    Ok(Money::new(minor, currency))
}

/// Takes an amount off the start of a line: `$420 reel`, `350 eur for the pot`. A bare number
/// counts only where `bare` says so. Gives the amount and the words after it.
pub fn leading_money(line: &str, default: Currency, bare: bool) -> Option<(Money, &str)> {
    let line = line.trim_start();
    let ends = line
        .match_indices(char::is_whitespace)
        .map(|(at, _)| at)
        .chain([line.len()]);
    let starts: Vec<usize> = ends.filter(|at| *at > 0).take(2).collect();
    // Two words first, so that the currency of "350 eur" is not left behind.
    for end in starts.into_iter().rev() {
        let (head, rest) = line.split_at(end);
        let marked = matches!(split_currency(head.trim()), Split::With(..));
        let is_bare = !head.trim().contains(char::is_whitespace)
            && matches!(split_currency(head), Split::Bare);
        if (marked || (bare && is_bare))
            && let Ok(amount) = money(head, default)
        {
            return Some((amount, rest.trim()));
        }
    }
    None
}

/// Why a line that begins with a currency and digits does not begin with an amount: `$-5 paid`,
/// `$1.2345 due fri`.
pub fn no_leading_money(line: &str, default: Currency) -> Option<String> {
    let head = line.split_whitespace().next()?;
    let meant = matches!(split_currency(head), Split::With(digits, _) if digits.contains(|c: char| c.is_ascii_digit()));
    if meant {
        money(head, default).err()
    } else {
        None
    }
}

enum Split<'t> {
    Bare,
    With(&'t str, Currency),
    Unknown(&'t str),
}

/// Parts a number and its currency.
fn split_currency(text: &str) -> Split<'_> {
    for (sign, code) in Currency::signs() {
        let digits = text.strip_prefix(sign).or_else(|| text.strip_suffix(sign));
        if let (Some(digits), Some(currency)) = (digits, Currency::parse(code)) {
            return Split::With(digits.trim(), currency);
        }
    }
    let letters = |c: char| c.is_alphabetic();
    let word = text.trim_end_matches(letters).len();
    let (digits, after) = text.split_at(word);
    let ahead = text.len() - text.trim_start_matches(letters).len();
    let (before, digits_after) = text.split_at(ahead);
    if before.chars().count() == 3 {
        return Currency::parse(before).map_or(Split::Unknown(before), |c| {
            Split::With(digits_after.trim(), c)
        });
    }
    if after.chars().count() == 3 {
        return Currency::parse(after)
            .map_or(Split::Unknown(after), |c| Split::With(digits.trim(), c));
    }
    Split::Bare
}

/// A number with an optional `k`, `m` or `b` behind it.
fn decimal(text: &str, lone: Lone) -> Option<Decimal> {
    let text = text.trim();
    let (text, times) = match text.char_indices().next_back()? {
        (at, 'k' | 'K') => (text.get(..at)?, 1_000),
        (at, 'm' | 'M') => (text.get(..at)?, 1_000_000),
        (at, 'b' | 'B') => (text.get(..at)?, 1_000_000_000),
        _ => (text, 1),
    };
    let lone = if times == 1 { lone } else { Lone::Decimals };
    let (sign, digits) = match text.trim().strip_prefix(['-', '−']) {
        Some(rest) => (-1, rest),
        None => (1, text.trim()),
    };
    let plain = plain_decimal(digits, lone)?;
    Some(Decimal {
        digits: plain.digits.checked_mul(times)?.checked_mul(sign)?,
        ..plain
    })
}

/// Digits with separators. Of two kinds the last one is the decimal point; one that comes several
/// times is between thousands; one alone before three digits is as `lone` says. Spaces and
/// apostrophes group thousands and nothing else.
fn plain_decimal(text: &str, lone: Lone) -> Option<Decimal> {
    let gap = |c: char| matches!(c, '\'' | '’' | '\u{a0}' | '\u{202f}' | ' ' | '_');
    let digits = |group: &str| group.chars().take_while(char::is_ascii_digit).count();
    if text.split(gap).skip(1).any(|group| digits(group) != 3) {
        return None;
    }
    let solid: String = text.chars().filter(|c| !gap(*c)).collect();
    if !solid.starts_with(|c: char| c.is_ascii_digit()) && !solid.starts_with(['.', ','])
        || solid.len() > 24
    {
        return None;
    }
    let last = solid.rfind(['.', ',']);
    let point = last.filter(|at| {
        let (head, tail) = solid.split_at(*at);
        let mark = tail.chars().next().unwrap_or('.');
        let other = if mark == '.' { ',' } else { '.' };
        let before_thousands = lone == Lone::Thousands || (lone == Lone::ByMark && mark == ',');
        let thousands = tail.len() == 4 && before_thousands && !head.is_empty() && head != "0";
        !head.contains(mark) && (head.contains(other) || !thousands)
    });
    let (whole, part) = match point {
        Some(at) => (solid.get(..at)?, solid.get(at + 1..)?),
        None => (&*solid, ""),
    };
    let mut groups = whole.split(['.', ',']);
    let first = groups.next()?;
    let groups: Vec<&str> = groups.collect();
    let grouped_right = groups.iter().all(|g| g.len() == 3)
        && (groups.is_empty() || (1..=3).contains(&first.len()));
    let mixed = whole.contains('.') && whole.contains(',');
    if !grouped_right || mixed || (whole.is_empty() && part.is_empty()) {
        return None;
    }
    let digits: String = [first].into_iter().chain(groups).chain([part]).collect();
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    Some(Decimal {
        digits: digits.parse().ok()?,
        scale: u32::try_from(part.len()).ok()?,
    })
}

/// How many percent a part is of a whole, to the nearest, halves up; none of nothing.
pub fn percent_of(part: usize, whole: usize) -> Option<usize> {
    (whole > 0).then(|| (part.saturating_mul(200) + whole) / (2 * whole))
}

/// `27,100`.
pub fn count_text(n: i64) -> String {
    let sign = if n < 0 { "-" } else { "" };
    format!("{sign}{}", grouped(n.unsigned_abs()))
}

/// `5.9%`.
pub fn percent_text(hundredths: i32) -> String {
    format!("{}%", percent_digits(hundredths))
}

/// `5.9`.
pub fn percent_digits(hundredths: i32) -> String {
    let (whole, part) = (hundredths / 100, (hundredths % 100).unsigned_abs());
    let sign = if hundredths < 0 && whole == 0 {
        "-"
    } else {
        ""
    };
    match part {
        0 => format!("{whole}"),
        n if n % 10 == 0 => format!("{sign}{whole}.{}", n / 10),
        n => format!("{sign}{whole}.{n:02}"),
    }
}

/// `USD 420.00`: the currency by its code and every decimal, so that nothing is left to guess.
pub fn money_text(money: Money) -> String {
    let exponent = money.currency.exponent();
    let unit = 10u64.pow(exponent);
    let minor = money.minor.unsigned_abs();
    let sign = if money.minor < 0 { "-" } else { "" };
    let whole = grouped(minor / unit);
    match exponent {
        0 => format!("{} {sign}{whole}", money.currency),
        n => format!(
            "{} {sign}{whole}.{:0width$}",
            money.currency,
            minor % unit,
            width = n as usize
        ),
    }
}
