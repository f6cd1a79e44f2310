//! Numbers as people write them. A wrong number is worse than none: what cannot be read for certain
//! is refused or asked, never guessed, and never goes through a float. `1.234` alone may be a
//! thousand or one and a bit; only the rest of its column can tell, so reading gives both and the
//! column decides.

use serde::{Deserialize, Serialize};

pub use super::blank::{is_empty, is_empty_text};
pub use super::decimal::Number;
use crate::domain::money::Currency;

/// The sign before the decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// `1,234.56`.
    Point,
    /// `1.234,56`.
    Comma,
}

/// A cell read as a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount {
    /// With `.` before the decimals; `None` when the cell cannot be read so.
    point: Option<Number>,
    /// With `,` before the decimals.
    comma: Option<Number>,
    /// What the cell says about its currency.
    pub currency: Option<Currency>,
    /// It ended in `%`.
    pub percent: bool,
    /// It ended in `k`, `M` or their kind: then a lone mark stands before decimals.
    scaled: bool,
}

/// What ends a shortened number, in small letters, and by which power of ten it multiplies.
const SUFFIXES: &[(&str, u32)] = &[
    ("thousand", 3),
    ("million", 6),
    ("mio.", 6),
    ("mio", 6),
    ("mrd.", 9),
    ("mrd", 9),
    ("tsd.", 3),
    ("tsd", 3),
    ("mn", 6),
    ("mln", 6),
    ("тыс.", 3),
    ("тыс", 3),
    ("млн", 6),
    ("tys.", 3),
    ("tys", 3),
    ("jt", 6),
    ("rb", 3),
    ("万", 4),
    ("萬", 4),
    ("만", 4),
    ("千", 3),
    ("천", 3),
    ("亿", 8),
    ("億", 8),
    ("억", 8),
    ("bn", 9),
    ("k", 3),
    ("m", 6),
    ("b", 9),
];

/// Names of currencies beside their codes and signs.
const CURRENCY_NAMES: &[(&str, &str)] = &[
    ("euros", "EUR"),
    ("euro", "EUR"),
    ("dollars", "USD"),
    ("dollar", "USD"),
    ("pounds", "GBP"),
    ("pound", "GBP"),
    ("sfr", "CHF"),
];

/// A currency by code, sign or name.
pub fn currency(text: &str) -> Option<Currency> {
    let text = text.trim().trim_end_matches('.');
    Currency::parse(text).or_else(|| {
        let name = text.to_lowercase();
        CURRENCY_NAMES
            .iter()
            .find(|(n, _)| *n == name)
            .and_then(|(_, code)| Currency::parse(code))
    })
}

/// Reads a cell; `None` when it says "nothing". The error completes "cannot read …: ".
pub fn read(text: &str) -> Result<Option<Amount>, String> {
    if let Some(amount) = bare(text.trim()) {
        return Ok(Some(amount));
    }
    let text = plain(text);
    let mut rest = text.trim().strip_prefix('\'').unwrap_or(text.trim()).trim();
    if is_empty(rest) {
        return Ok(None);
    }
    let mut negative = false;
    if let Some(inner) = rest.strip_prefix('(').and_then(|r| r.strip_suffix(')')) {
        (negative, rest) = (true, inner.trim());
    }
    rest = rest.trim_start_matches(['~', '≈']).trim();
    let mut currency = None;
    rest = take_currency(rest, &mut currency)?;
    let signed = |rest: &mut &str, negative: &mut bool| {
        if let Some(tail) = rest.strip_prefix('-') {
            (*negative, *rest) = (!*negative, tail.trim_start());
        } else if let Some(tail) = rest.strip_prefix('+') {
            *rest = tail.trim_start();
        }
    };
    signed(&mut rest, &mut negative);
    rest = take_currency(rest, &mut currency)?;
    let percent = rest.ends_with('%');
    rest = rest.trim_end_matches('%').trim_end();
    for dash in [",-", ".-", ",–", ",--"] {
        rest = rest.strip_suffix(dash).unwrap_or(rest);
    }
    let cut = rest.len().saturating_sub(3);
    if let (Some(body), Some(end)) = (rest.get(..cut), rest.get(cut..))
        && end.eq_ignore_ascii_case("mil")
        && body.trim_end().ends_with(|c: char| c.is_ascii_digit())
    {
        return Err("\"mil\" is a thousand or a million: write k or M".into());
    }
    let (body, power) = suffix(rest);
    let (point, comma) = readings(body.trim_end())?;
    let finish = |n: Number| {
        let digits = n
            .digits
            .checked_mul(10i128.checked_pow(power.saturating_sub(n.scale))?)?;
        let digits = if negative { -digits } else { digits };
        Some(Number {
            digits,
            scale: n.scale.saturating_sub(power),
        })
    };
    let (point, comma) = (point.and_then(finish), comma.and_then(finish));
    if point.is_none() && comma.is_none() {
        return Err("the number is too large".into());
    }
    Ok(Some(Amount {
        point,
        comma,
        currency,
        percent,
        scaled: power > 0,
    }))
}

/// Digits alone, or with a point before anything but three decimals: nearly all cells, read without
/// a detour.
fn bare(text: &str) -> Option<Amount> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |t: &str| !t.is_empty() && t.len() <= 15 && t.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || (whole.len() < text.len() && (!digits(part) || part.len() == 3)) {
        return None;
    }
    let unit = 10i128.pow(u32::try_from(part.len()).ok()?);
    let rest: i128 = if part.is_empty() {
        0
    } else {
        part.parse().ok()?
    };
    let number = Number {
        digits: whole.parse::<i128>().ok()? * unit + rest,
        scale: u32::try_from(part.len()).ok()?,
    };
    let comma = part.is_empty().then_some(number);
    Some(Amount {
        point: Some(number),
        comma,
        currency: None,
        percent: false,
        scaled: false,
    })
}

/// Digits of other scripts, and the many spaces, dashes and apostrophes, as their plain ones.
fn plain(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '٠'..='٩' => digit(c, '٠'),
            '۰'..='۹' => digit(c, '۰'),
            '०'..='९' => digit(c, '०'),
            '０'..='９' => digit(c, '０'),
            '٫' => '.',
            '٬' => '\'',
            '’' | '‘' | '´' | '`' | 'ʼ' => '\'',
            '−' | '－' => '-',
            '％' | '٪' => '%',
            c if c.is_whitespace() => ' ',
            c => c,
        })
        .collect()
}

fn digit(c: char, zero: char) -> char {
    char::from_digit(u32::from(c).saturating_sub(u32::from(zero)), 10).unwrap_or(c)
}

/// Currencies whose sign is `$` too; a code beside the sign says which.
const DOLLARS: &[&str] = &[
    "USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN", "CLP", "COP", "ARS", "BBD", "BSD",
    "BZD", "FJD", "JMD", "TTD", "XCD",
];

/// Whether a sign can stand for a currency that a code names.
fn sign_fits(sign: Currency, code: Currency) -> bool {
    let crowns = ["SEK", "NOK", "DKK", "ISK", "CZK"];
    let family = |all: &[&str]| {
        all.contains(&sign.to_string().as_str()) && all.contains(&code.to_string().as_str())
    };
    sign == code || family(DOLLARS) || family(&crowns) || family(&["JPY", "CNY"])
}

/// Takes the currencies off both ends. A code wins over a sign beside it; two that cannot mean the
/// same are an error.
fn take_currency<'a>(text: &'a str, found: &mut Option<Currency>) -> Result<&'a str, String> {
    let mut rest = text.trim();
    // Digits and marks alone say no currency.
    let plain = |b: u8| b.is_ascii_digit() || matches!(b, b'.' | b',' | b' ' | b'\'' | b'%' | b'-');
    if rest.bytes().all(plain) {
        return Ok(rest);
    }
    let (mut sign, mut code) = (None, None);
    let two = |slot: &mut Option<Currency>, new: Currency| match *slot {
        Some(old) if old != new => Err(format!("{old} and {new} contradict each other")),
        _ => {
            *slot = Some(new);
            Ok(())
        }
    };
    while let Some((tail, currency, is_sign)) = one_currency(rest) {
        two(if is_sign { &mut sign } else { &mut code }, currency)?;
        rest = tail;
    }
    if let (Some(sign), Some(code)) = (sign, code)
        && !sign_fits(sign, code)
    {
        return Err(format!("{sign} and {code} contradict each other"));
    }
    if let Some(new) = code.or(sign) {
        match *found {
            Some(old) if code.is_none() && sign_fits(new, old) => {}
            Some(old) if !sign_fits(old, new) => {
                return Err(format!("{old} and {new} contradict each other"));
            }
            _ => *found = Some(new),
        }
    }
    Ok(rest)
}

/// One currency at either end: the text without it, and whether it was a sign.
fn one_currency(text: &str) -> Option<(&str, Currency, bool)> {
    let text = text.trim();
    let digits = |t: &str| t.contains(|c: char| c.is_ascii_digit());
    for (sign, _) in Currency::signs() {
        if let Some(rest) = text.strip_prefix(sign).or_else(|| text.strip_suffix(sign))
            && digits(rest)
        {
            return Some((rest.trim(), Currency::parse(sign)?, true));
        }
    }
    let letters = |c: char| c.is_alphabetic();
    let head = text.trim_start_matches(letters);
    let tail = text.trim_end_matches('.').trim_end_matches(letters);
    let front = text.get(..text.len() - head.len()).unwrap_or("");
    let back = text.get(tail.len()..).unwrap_or("");
    if let Some(c) = currency(front).filter(|_| digits(head)) {
        Some((head.trim_start_matches('.').trim(), c, false))
    } else {
        let c = currency(back).filter(|_| digits(tail))?;
        Some((tail.trim(), c, false))
    }
}

fn suffix(text: &str) -> (&str, u32) {
    let lower = text.to_lowercase();
    for (word, power) in SUFFIXES {
        // Lowercasing may change lengths; then the cut is not on this text and it is no number
        // anyway.
        if let Some(body) = lower.strip_suffix(word).and_then(|b| text.get(..b.len()))
            && body.trim_end().ends_with(|c: char| c.is_ascii_digit())
        {
            return (body, *power);
        }
    }
    (text, 0)
}

/// `4.91511E+11`: what a spreadsheet makes of a long number. The digits behind are lost.
pub fn is_scientific(text: &str) -> bool {
    let text = text.trim().trim_start_matches(['\'', '+']);
    let Some((digits, power)) = text.split_once(['e', 'E']) else {
        return false;
    };
    let number = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    let mantissa = digits.replacen(['.', ','], "", 1);
    number(&mantissa)
        && mantissa.len() < 16
        && number(power.trim_start_matches(['+', '-']))
        && power.len() <= 4
        && (power.starts_with(['+', '-']) || digits.contains(['.', ',']))
}

type Readings = (Option<Number>, Option<Number>);

/// Both readings of digits with separators.
fn readings(body: &str) -> Result<Readings, String> {
    if !body.bytes().any(|b| b.is_ascii_digit()) {
        return Err("it is not a number".into());
    }
    if body.contains(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',' | ' ' | '\'')) {
        let within = body
            .split(['-', '–'])
            .all(|part| part.trim().starts_with(|c: char| c.is_ascii_digit()));
        return Err(match body.chars().next() {
            Some('>' | '<' | '≥' | '≤') => "it is a bound, not a number".into(),
            _ if within && body.contains(['-', '–']) => "it is a range, not one number".into(),
            _ if is_scientific(body) => {
                "a spreadsheet has cut the digits off (scientific notation)".into()
            }
            _ => "it is not a number".into(),
        });
    }
    let sure = |n: Option<Number>| {
        n.map(|n| (Some(n), Some(n)))
            .ok_or_else(|| "it is not a number".to_string())
    };
    let points = body.matches('.').count();
    let commas = body.matches(',').count();
    match (points, commas) {
        (0, 0) => sure(number(body, "", &[' ', '\''])),
        (1, 0) | (0, 1) => {
            let mark = if points == 1 { '.' } else { ',' };
            let (whole, part) = body.split_once(mark).unwrap_or((body, ""));
            let decimal = number(whole, part, &[' ', '\'']);
            let grouped = number(body, "", &[mark]).filter(|_| part.len() == 3);
            let (point, comma) = if mark == '.' {
                (decimal, grouped)
            } else {
                (grouped, decimal)
            };
            if point.is_none() && comma.is_none() {
                Err("it is not a number".into())
            } else {
                Ok((point, comma))
            }
        }
        (_, 0) => number(body, "", &['.'])
            .map(|n| (None, Some(n)))
            .ok_or_else(|| "it is not a number".into()),
        (0, _) => number(body, "", &[','])
            .map(|n| (Some(n), None))
            .ok_or_else(|| "it is not a number".into()),
        _ => {
            let last = body.rfind(['.', ',']).unwrap_or(0);
            let (whole, part) = (
                body.get(..last).unwrap_or(""),
                body.get(last + 1..).unwrap_or(""),
            );
            let comma = body.get(last..).is_some_and(|r| r.starts_with(','));
            let other = if comma { '.' } else { ',' };
            let read =
                number(whole, part, &[other]).ok_or_else(|| "it is not a number".to_string())?;
            Ok(if comma {
                (None, Some(read))
            } else {
                (Some(read), None)
            })
        }
    }
}

/// Digits grouped by one of `marks` only, in threes (or as in India: threes, then twos), and
/// decimals.
fn number(whole: &str, part: &str, marks: &[char]) -> Option<Number> {
    if !part.bytes().all(|b| b.is_ascii_digit())
        || whole.contains(|c: char| !c.is_ascii_digit() && !marks.contains(&c))
    {
        return None;
    }
    let groups: Vec<&str> = whole.split(marks).collect();
    if let [first, inner @ .., last] = groups.as_slice() {
        let threes =
            last.len() == 3 && inner.iter().all(|g| g.len() == 3) && (1..=3).contains(&first.len());
        let indian =
            last.len() == 3 && inner.iter().all(|g| g.len() == 2) && (1..=2).contains(&first.len());
        let leading_zero = first.starts_with('0');
        if !(threes || indian && whole.contains(',')) || leading_zero {
            return None;
        }
    }
    let digits: String = groups.concat() + part;
    // `.5` is a number, `.` is not.
    if digits.is_empty() || digits.len() > 30 {
        return None;
    }
    Some(Number {
        digits: digits.parse().ok()?,
        scale: u32::try_from(part.len()).ok()?,
    })
}

impl Amount {
    /// The mark this cell proves for its column, if it can be read in one way only.
    pub fn proves(&self) -> Option<Mark> {
        match (self.point, self.comma) {
            (Some(_), None) => Some(Mark::Point),
            (None, Some(_)) => Some(Mark::Comma),
            _ => None,
        }
    }

    /// Both readings, when they differ.
    pub fn ambiguous(&self) -> Option<(Number, Number)> {
        let (point, comma) = (self.point?, self.comma?);
        (point.reduced() != comma.reduced()).then_some((point, comma))
    }

    /// The number, with the column's mark where the cell alone does not tell. A proven reading
    /// stands whatever the column says: `1,234.56` has only one.
    pub fn number(&self, mark: Option<Mark>) -> Option<Number> {
        match (self.proves().or(mark), self.ambiguous()) {
            (Some(Mark::Point), _) => self.point,
            (Some(Mark::Comma), _) => self.comma,
            (None, None) => self.point,
            (None, Some(_)) => None,
        }
    }

    /// The number where fractions make no sense (followers): then three digits behind a lone mark
    /// are thousands, unless the cell is shortened (`1.234k`), where the mark stands before
    /// decimals.
    pub fn counted(&self) -> Option<Number> {
        self.either(!self.scaled)
    }

    /// The number where thousands make no sense (percent): a lone mark stands before decimals.
    pub fn rated(&self) -> Option<Number> {
        self.either(false)
    }

    fn either(&self, larger: bool) -> Option<Number> {
        let Some((point, comma)) = self.ambiguous() else {
            return self.number(None);
        };
        Some(if (point.magnitude() > comma.magnitude()) == larger {
            point
        } else {
            comma
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_in_one_way() {
        let check = |text: &str, expect: &str| {
            let amount = read(text)
                .unwrap_or_else(|why| panic!("{text}: {why}"))
                .unwrap();
            assert_eq!(
                amount.number(None).map(|n| n.to_string()).as_deref(),
                Some(expect),
                "{text}"
            );
        };
        check("1234.56", "1234.56");
        check("1,234.56", "1234.56");
        check("1.234,56", "1234.56");
        check("1234,56", "1234.56");
        check("1 234,56", "1234.56");
        check("1\u{a0}234,56", "1234.56");
        check("1\u{202f}234,56", "1234.56");
        check("1'234.50", "1234.5");
        check("1’234.50", "1234.5");
        check("1,00,000", "100000");
        check("12,34,567.8", "1234567.8");
        check("1.234.567", "1234567");
        check("5,893,557", "5893557");
        check("€1.234,56", "1234.56");
        check("1.234,56 €", "1234.56");
        check("$1,000.5", "1000.5");
        check("US$ 350", "350");
        check("350 EUR", "350");
        check("350 euros", "350");
        check("(500)", "-500");
        check("-$5.00", "-5");
        check("450,-", "450");
        check("٤٥٠", "450");
        check("12.4k", "12400");
        check("12,5K", "12500");
        check("0.89k", "890");
        check("1,2M", "1200000");
        check("1.2 m", "1200000");
        check("3B", "3000000000");
        check("2,5 Mio.", "2500000");
        check("$5k", "5000");
        check("3.2%", "3.2");
        check("0.123", "0.123");
        check("0", "0");
        check("'75008", "75008");
        check("~5000", "5000");
        check("90071992547409931", "90071992547409931");
    }

    #[test]
    fn nothing_is_not_zero() {
        for text in [
            "",
            " ",
            "N/A",
            "n/a",
            "-",
            "—",
            "NaN%",
            "#VALUE!",
            "#N/A",
            "#WERT!",
            "#¡VALOR!",
            "#DIV/0!",
            "tbd",
        ] {
            assert_eq!(read(text), Ok(None), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "10k-15k", ">1M", "0x1F4", "1.5e6", "abc", "1,23,4", "12.34.5", "1 23", "k", "1..2",
            "bad-rate",
        ] {
            assert!(read(text).is_err(), "{text}: {:?}", read(text));
        }
    }

    #[test]
    fn a_lone_mark_before_three_digits_is_asked() {
        for text in ["1,234", "1.234", "USD 1,000", "12.500"] {
            let amount = read(text).unwrap().unwrap();
            assert_eq!(
                (amount.number(None), amount.proves()),
                (None, None),
                "{text}"
            );
            assert!(amount.ambiguous().is_some(), "{text}");
        }
        let amount = read("1.234").unwrap().unwrap();
        assert_eq!(
            amount.number(Some(Mark::Comma)).unwrap().to_string(),
            "1234"
        );
        assert_eq!(
            amount.number(Some(Mark::Point)).unwrap().to_string(),
            "1.234"
        );
        assert_eq!(amount.counted().and_then(Number::whole), Some(1234));
        assert_eq!(
            read("1.234k")
                .unwrap()
                .unwrap()
                .counted()
                .and_then(Number::whole),
            Some(1234)
        );
        assert_eq!(
            read("1,234k")
                .unwrap()
                .unwrap()
                .counted()
                .and_then(Number::whole),
            Some(1234)
        );
        assert_eq!(
            read("12,500")
                .unwrap()
                .unwrap()
                .counted()
                .and_then(Number::whole),
            Some(12_500)
        );
    }

    #[test]
    fn units_keep_every_digit() {
        let number = |text: &str| read(text).unwrap().unwrap().number(None).unwrap();
        assert_eq!(number("1200.50").minor(2), Some(120_050));
        assert_eq!(number("1200.505").minor(2), None);
        assert_eq!(number("12500.7").whole(), None);
        let rate = read("3.456%").unwrap().unwrap();
        assert_eq!(
            (rate.percent, rate.rated().and_then(Number::hundredths)),
            (true, Some(346))
        );
        assert_eq!(number("5.9").hundredths(), Some(590));
    }
}
