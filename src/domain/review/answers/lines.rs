//! One-line entries: numbers of a piece, targets, a check-in. What is not understood is named,
//! nothing is guessed.

use crate::domain::ctx::Ctx;
use crate::domain::money::{Currency, Money};

/// The numbers of a piece, as typed on one line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MetricsLine {
    /// Views.
    pub views: Option<i64>,
    /// Reach.
    pub reach: Option<i64>,
    /// Impressions.
    pub impressions: Option<i64>,
    /// Likes.
    pub likes: Option<i64>,
    /// Comments.
    pub comments: Option<i64>,
    /// Shares.
    pub shares: Option<i64>,
    /// Saves.
    pub saves: Option<i64>,
    /// Clicks.
    pub clicks: Option<i64>,
    /// Orders.
    pub orders: Option<i64>,
    /// New customers.
    pub new_customers: Option<i64>,
    /// Sales.
    pub sales: Option<Money>,
    /// Mood, -2 to 2.
    pub mood: Option<i32>,
    /// Comments about the product.
    pub on_topic: Option<i64>,
}

/// Thousandths of a number as people type it: `12k`, `1.2m`, `12,400`, `812.50`.
fn thousandths(text: &str) -> Option<i64> {
    let lower = text.to_lowercase();
    let (digits, unit) = match lower.strip_suffix(['k', 'm']) {
        Some(digits) if lower.ends_with('k') => (digits, 1_000),
        Some(digits) => (digits, 1_000_000),
        None => (lower.as_str(), 1),
    };
    let negative = digits.starts_with('-');
    let digits = digits.trim_start_matches('-').replace(['_', '\''], "");
    // A comma before exactly three digits groups them; any other is a decimal point.
    let grouped = digits
        .split(',')
        .skip(1)
        .all(|part| part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit()));
    let digits = if grouped && unit == 1 {
        digits.replace(',', "")
    } else {
        digits.replace(',', ".")
    };
    let (whole, part) = digits.split_once('.').unwrap_or((&digits, ""));
    let sound = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || part.len() > 3 || !sound(whole) || !sound(part) {
        return None;
    }
    let part: i64 = format!("{part:0<3}").parse().ok()?;
    let all = whole
        .parse::<i64>()
        .ok()?
        .checked_mul(1000)?
        .checked_add(part)?
        .checked_mul(unit)?;
    Some(if negative { -all } else { all })
}

fn amount(ctx: &Ctx<'_>, text: &str) -> Option<Money> {
    let signed = Currency::signs().find_map(|(sign, code)| {
        let rest = text
            .strip_prefix(sign)
            .or_else(|| text.strip_suffix(sign))?;
        Some((rest, Currency::parse(code)?))
    });
    let (digits, currency) = match signed {
        Some(found) => found,
        None => (text, ctx.settings.general.currency?),
    };
    let units = 10i64.pow(currency.exponent());
    Some(Money::new(
        thousandths(digits)?.checked_mul(units)? / 1000,
        currency,
    ))
}

/// Splits a line into names and numbers, in either order: `orders 14` or `14 orders`.
fn pairs(line: &str) -> Result<Vec<(String, String)>, String> {
    let spaced = line.replace(['=', '<', '>', ':', ';', '·'], " ");
    let words: Vec<&str> = spaced
        .split_whitespace()
        .map(|w| w.trim_end_matches(','))
        .filter(|w| *w != "/")
        .collect();
    let is_number = |word: &str| word.bytes().any(|b| b.is_ascii_digit());
    let mut pairs = Vec::new();
    for two in words.chunks(2) {
        match two {
            [name, number] if !is_number(name) && is_number(number) => {
                pairs.push((name.to_lowercase(), (*number).into()))
            }
            [number, name] if is_number(number) && !is_number(name) => {
                pairs.push((name.to_lowercase(), (*number).into()))
            }
            _ => {
                return Err(format!(
                    "A name and a number each, such as \"views 12k orders 14\"; not \"{}\".",
                    two.join(" ")
                ));
            }
        }
    }
    Ok(pairs)
}

/// Reads `views 12k orders 14 sales 812`.
pub fn metrics_line(ctx: &Ctx<'_>, line: &str) -> Result<MetricsLine, String> {
    let mut out = MetricsLine::default();
    let pairs = pairs(line)?;
    if pairs.is_empty() {
        return Err("Which numbers? For example: views 12k orders 14 sales 812".into());
    }
    for (name, number) in pairs {
        let whole = || {
            let n = thousandths(&number)
                .filter(|n| n % 1000 == 0)
                .map(|n| n / 1000);
            n.ok_or_else(|| format!("\"{number}\" is not a whole number of {name}."))
        };
        match name.trim_end_matches('s') {
            "view" => out.views = Some(whole()?),
            "reach" => out.reach = Some(whole()?),
            "impression" => out.impressions = Some(whole()?),
            "like" => out.likes = Some(whole()?),
            "comment" => out.comments = Some(whole()?),
            "share" => out.shares = Some(whole()?),
            "save" => out.saves = Some(whole()?),
            "click" => out.clicks = Some(whole()?),
            "order" => out.orders = Some(whole()?),
            "new" => out.new_customers = Some(whole()?),
            "topic" | "on-topic" => out.on_topic = Some(whole()?),
            "mood" => {
                let mood = whole()?;
                let mood = i32::try_from(mood).ok().filter(|m| (-2..=2).contains(m));
                out.mood = Some(mood.ok_or("Mood goes from -2 to 2.")?);
            }
            "sale" => {
                out.sales = Some(
                    amount(ctx, &number)
                        .ok_or_else(|| format!("\"{number}\" is not an amount."))?,
                )
            }
            _ => {
                return Err(format!(
                    "\"{name}\" is not one of views, reach, impressions, likes, comments, shares, saves, clicks, orders, \
                     new, sales, mood, topic."
                ));
            }
        }
    }
    Ok(out)
}

/// Metrics whose targets are money.
const MONEY: [&str; 7] = ["cpa", "cpm", "cpe", "cpc", "cpv", "sales", "aov"];

/// Reads `orders 14 cpa 30` into metric, thousandths, currency.
pub(in crate::domain::review) fn targets(
    ctx: &Ctx<'_>,
    line: &str,
) -> Result<Vec<(String, i64, String)>, String> {
    let read = |(name, number): (String, String)| {
        let digits = number.trim_matches(|c: char| {
            !c.is_ascii_digit() && c != '.' && c != ',' && c != 'k' && c != 'm'
        });
        let value = thousandths(digits).ok_or_else(|| format!("\"{number}\" is not a number."))?;
        let money = MONEY.contains(&name.as_str());
        let currency = if money {
            amount(ctx, &number).map(|m| m.currency.to_string())
        } else {
            None
        };
        Ok((name, value, currency.unwrap_or_default()))
    };
    pairs(line)?.into_iter().map(read).collect()
}

/// Reads `5/4 wants a tea of her own`: their satisfaction, ours, words.
pub(in crate::domain::review) fn check_in(line: &str) -> Result<(u8, u8, &str), String> {
    let (head, words) = line.split_once(' ').unwrap_or((line, ""));
    let Some((they, we)) = head.split_once('/') else {
        return Ok((0, 0, line));
    };
    let score = |text: &str| text.parse::<u8>().ok().filter(|n| (1..=5).contains(n));
    match (score(they), score(we)) {
        (Some(they), Some(we)) => Ok((they, we, words.trim())),
        _ => Err(format!(
            "\"{head}\" is not two scores from 1 to 5, such as 5/4."
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing::{World, money};

    #[test]
    fn numbers_are_read_as_people_type_them() {
        for (text, expected) in [
            ("12k", Some(12_000_000)),
            ("1.2m", Some(1_200_000_000)),
            ("12,400", Some(12_400_000)),
            ("12,4k", Some(12_400_000)),
            ("812.50", Some(812_500)),
            ("-2", Some(-2_000)),
            ("twelve", None),
            ("1.2.3", None),
            ("", None),
        ] {
            assert_eq!(thousandths(text), expected, "{text}");
        }
    }

    #[test]
    fn a_line_of_numbers_is_read_or_refused() {
        let w = World::on("2026-11-24");
        let read = metrics_line(&w.ctx(), "views 12k, orders 14 sales €812.50").unwrap();
        assert_eq!(
            (read.views, read.orders, read.sales),
            (Some(12_000), Some(14), money("81250 EUR"))
        );
        assert_eq!(
            metrics_line(&w.ctx(), "14 orders sales 812").unwrap().sales,
            money("81200 USD")
        );
        for bad in ["", "views", "views many", "stars 5", "orders 1.5", "mood 3"] {
            assert!(metrics_line(&w.ctx(), bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn targets_and_check_ins_are_read() {
        let w = World::on("2026-11-24");
        let expected = vec![
            ("orders".into(), 14_000, String::new()),
            ("cpa".into(), 30_000, "USD".into()),
        ];
        assert_eq!(targets(&w.ctx(), "orders 14 cpa<30"), Ok(expected));
        assert_eq!(
            check_in("5/4 wants her own tea"),
            Ok((5, 4, "wants her own tea"))
        );
        assert_eq!(check_in("all good"), Ok((0, 0, "all good")));
        assert!(check_in("6/4").is_err());
    }
}
