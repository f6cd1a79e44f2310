//! Bonuses that are a rule: `$60 above 20 orders`, `$5 per 1k views over 50k up to $50`. They are
//! read from the words of the deal and computed; other words stay words, paid by hand.

use super::balance;
use super::commission;
use super::orders;
use crate::domain::change::Step;
use crate::domain::ctx::Base;
use crate::domain::day::{Day, add_days};
use crate::domain::fields::number;
use crate::domain::money::{Currency, Money, Purse};
use crate::domain::rows::*;

/// Days after a piece went live when its numbers count for a bonus.
const NUMBERS_DAYS: i64 = 30;

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// Orders, after the days for returns.
    Orders,
    /// First orders of their buyers.
    NewCustomers,
    /// Net worth of the orders, in minor units of the bonus's currency.
    Sales,
    /// Views of the pieces, 30 days after they went live.
    Views,
    /// Clicks of the pieces, likewise.
    Clicks,
    /// Sign-ups, as counted.
    SignUps,
}

/// A bonus as a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Paid once, or for each `per`.
    pub amount: Money,
    /// Paid for each so many; once where none.
    pub per: Option<i64>,
    /// Counts from this one on; in minor units for sales.
    pub from: i64,
    /// At most this.
    pub most: Option<Money>,
    /// What is counted.
    pub counted: Counted,
    /// For each piece by itself.
    pub each_piece: bool,
    /// For each month by itself.
    pub monthly: bool,
}

impl Rule {
    /// Reads a bonus: `AMOUNT above|over|from N METRIC [each piece|a month]`, or
    /// `AMOUNT per N METRIC [over N] [up to AMOUNT]`. None for free words.
    pub fn parse(text: &str, currency: Currency) -> Option<Self> {
        let text = text.trim().to_lowercase();
        let (amount, rest) = number::leading_money(&text, currency, false)?;
        let mut words: Vec<&str> = rest.split_whitespace().collect();
        let each_piece = ends(&mut words, &["each", "piece"]);
        let monthly = ends(&mut words, &["a", "month"]) || ends(&mut words, &["per", "month"]);
        let mut rule = Self {
            amount,
            per: None,
            from: 0,
            most: None,
            counted: Counted::Orders,
            each_piece,
            monthly,
        };
        let (how, rest) = words.split_first()?;
        let (many, rest) = rest.split_first()?;
        let many = count(many, amount.currency)?;
        let (counted, mut rest) = metric(rest)?;
        rule.counted = counted;
        let unit = |n: Number| n.of(counted, amount.currency);
        match *how {
            // "above 20" is paid at the 21st, "from 20" at the 20th.
            "above" | "over" => rule.from = unit(many)?.checked_add(1)?,
            "from" => rule.from = unit(many)?,
            "per" => {
                rule.per = Some(unit(many)?).filter(|per| *per > 0);
                rule.per?;
                if let ["over" | "above", more, after @ ..] = rest {
                    rule.from = unit(count(more, amount.currency)?)?;
                    rest = after;
                }
                if let ["up", "to", most, after @ ..] = rest {
                    let (most, left) = number::leading_money(most, currency, false)?;
                    rule.most = Some(most).filter(|m| m.currency == amount.currency);
                    rule.most.filter(|_| left.is_empty())?;
                    rest = after;
                }
            }
            _ => return None,
        }
        rest.is_empty().then_some(rule)
    }

    /// What a count brings, in minor units.
    fn reached(&self, n: i64) -> i64 {
        let all = match self.per {
            None => i64::from(n >= self.from.max(1)).saturating_mul(self.amount.minor),
            Some(per) => {
                let over = n.saturating_sub(self.from).max(0);
                over.div_euclid(per).saturating_mul(self.amount.minor)
            }
        };
        self.most.map_or(all, |most| all.min(most.minor))
    }
}

/// A count as typed: bare, or an amount.
#[derive(Clone, Copy)]
enum Number {
    Bare(i64),
    Amount(Money),
}

impl Number {
    fn of(self, counted: Counted, currency: Currency) -> Option<i64> {
        match (self, counted) {
            (Self::Bare(n), Counted::Sales) => {
                n.checked_mul(10_i64.checked_pow(currency.exponent())?)
            }
            (Self::Bare(n), _) => Some(n),
            (Self::Amount(m), Counted::Sales) => Some(m.minor).filter(|_| m.currency == currency),
            (Self::Amount(_), _) => None,
        }
    }
}

/// `20`, `1,000`, `50k`, `1.5m`, `$500`.
fn count(text: &str, currency: Currency) -> Option<Number> {
    let plain = text.replace(',', "");
    let (digits, times) = match plain.strip_suffix(['k', 'm']) {
        Some(digits) if plain.ends_with('k') => (digits, 1_000),
        Some(digits) => (digits, 1_000_000),
        None => (plain.as_str(), 1),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let bare = whole.parse::<i64>().ok().and_then(|whole| {
        let part = match part {
            "" => 0,
            part if part.len() <= 3 && times > 1 => {
                let scale = 10_i64.checked_pow(u32::try_from(part.len()).ok()?)?;
                part.parse::<i64>().ok()?.checked_mul(times)? / scale
            }
            _ => return None,
        };
        whole.checked_mul(times)?.checked_add(part)
    });
    match bare.filter(|n| *n >= 0) {
        Some(n) => Some(Number::Bare(n)),
        None => match number::leading_money(text, currency, false) {
            Some((money, "")) => Some(Number::Amount(money)),
            _ => None,
        },
    }
}

fn metric<'w, 't>(words: &'w [&'t str]) -> Option<(Counted, &'w [&'t str])> {
    Some(match words {
        ["new", "customers", rest @ ..] => (Counted::NewCustomers, rest),
        ["orders" | "order", rest @ ..] => (Counted::Orders, rest),
        ["sales", rest @ ..] => (Counted::Sales, rest),
        ["views" | "view", rest @ ..] => (Counted::Views, rest),
        ["clicks" | "click", rest @ ..] => (Counted::Clicks, rest),
        ["sign-ups" | "signups", rest @ ..] => (Counted::SignUps, rest),
        _ => return None,
    })
}

fn ends(words: &mut Vec<&str>, end: &[&str]) -> bool {
    let is = words.ends_with(end);
    if is {
        words.truncate(words.len() - end.len());
    }
    is
}

impl Counted {
    /// So many of it: `24 orders`, `61,000 views`, `$1,200 of sales`.
    fn words(self, n: i64, currency: Currency) -> String {
        let one = match self {
            Self::Sales => return format!("{} of sales", Money::new(n, currency)),
            Self::Orders => "order",
            Self::NewCustomers => "new customer",
            Self::Views => "view",
            Self::Clicks => "click",
            Self::SignUps => "sign-up",
        };
        let plural = if n == 1 { "" } else { "s" };
        format!("{} {one}{plural}", number::count_text(n))
    }
}

/// A bonus as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The rule.
    pub rule: Rule,
    /// What counts towards it so far.
    pub counted: i64,
    /// The day since which something is reached and in no payment.
    pub since: Option<Day>,
    /// What is reached, in minor units.
    pub reached: i64,
    /// What of it is in the payments.
    pub added: i64,
}

impl Standing {
    /// What is reached and in no payment yet.
    pub fn open(&self) -> Money {
        let open = self.reached.saturating_sub(self.added).max(0);
        Money::new(open, self.rule.amount.currency)
    }

    /// What is in the payments, with its currency.
    pub fn added_money(&self) -> Money {
        Money::new(self.added, self.rule.amount.currency)
    }

    /// What counts towards it so far, in words: `24 orders`.
    pub fn counted_words(&self) -> String {
        self.rule
            .counted
            .words(self.counted, self.rule.amount.currency)
    }

    /// How far it is beyond its mark, in words: `4 orders over 20`; empty where it counts from
    /// nothing, or each piece or month by itself.
    pub fn beyond(&self) -> String {
        let mark = self.rule.from.saturating_sub(match self.rule.per {
            None => 1,
            Some(_) => 0,
        });
        if mark <= 0 || self.counted <= mark || self.rule.each_piece || self.rule.monthly {
            return String::new();
        }
        let currency = self.rule.amount.currency;
        let over = self.rule.counted.words(self.counted - mark, currency);
        let mark = match self.rule.counted {
            Counted::Sales => Money::new(mark, currency).to_string(),
            _ => number::count_text(mark),
        };
        format!("{over} over {mark}")
    }
}

/// How a deal's bonus stands; none where there is none, or it is by hand. Nothing of it is reached
/// before the terms hold.
pub fn of_deal(base: &Base<'_>, deal: &Collaboration) -> Option<Standing> {
    let currency = deal.fee.map(|fee| fee.currency);
    let currency = currency.or(base.settings.general.currency);
    let rule = Rule::parse(&deal.bonus, currency.unwrap_or(Currency::USD))?;
    let rows = balance::payments(base, deal.creator, Some(deal.id));
    let added = rows
        .filter(|p| p.kind == PaymentKind::Bonus && p.amount.currency == rule.amount.currency)
        .fold(0, |sum: i64, p| sum.saturating_add(p.amount.minor));
    let mut standing = Standing {
        rule,
        counted: 0,
        since: None,
        reached: 0,
        added,
    };
    if !balance::is_agreed(deal) {
        return Some(standing);
    }
    // Day by day, so that the day on which it was reached is known.
    let mut sums: Vec<(i64, i64)> = Vec::new();
    let mut counts = counts(base, deal, &rule);
    counts.sort_by_key(|count| count.day);
    for count in counts {
        standing.counted = standing.counted.saturating_add(count.n);
        match sums.iter_mut().find(|(key, _)| *key == count.key) {
            Some((_, sum)) => *sum = sum.saturating_add(count.n),
            None => sums.push((count.key, count.n)),
        }
        let each = sums.iter().map(|(_, n)| rule.reached(*n));
        standing.reached = each.fold(0, i64::saturating_add);
        standing.since = match standing.reached > added {
            true => standing.since.or(Some(count.day)),
            false => None,
        };
    }
    Some(standing)
}

/// What a deal's bonus has reached so far; nothing where it is by hand.
pub fn reached(base: &Base<'_>, deal: &Collaboration) -> Purse {
    let standing = of_deal(base, deal).filter(|standing| standing.reached > 0);
    standing
        .map(|s| Money::new(s.reached, s.rule.amount.currency))
        .into_iter()
        .collect()
}

/// A bonus as it was agreed.
pub fn agreed_words(deal: &Collaboration) -> &str {
    deal.bonus.trim()
}

/// How a deal's bonus stands, in words: `$60 reached, $0 in payments`, `by hand`; none where no
/// bonus was agreed.
pub fn words(base: &Base<'_>, deal: &Collaboration) -> Option<String> {
    if deal.bonus.trim().is_empty() {
        return None;
    }
    Some(match of_deal(base, deal) {
        Some(s) => {
            let money = |minor| Money::new(minor, s.rule.amount.currency);
            format!(
                "{} reached, {} in payments",
                money(s.reached),
                money(s.added)
            )
        }
        None => "by hand".into(),
    })
}

/// Adds what is reached of a deal's bonus to the payments, due at the end of this month.
pub fn add(base: &Base<'_>, step: &mut Step, deal: &Collaboration, open: Money) {
    let id = step.fresh(base.model);
    step.insert(Payment {
        due: Some(commission::month_end(base.today)),
        note: deal.bonus.clone(),
        ..Payment::new(id, deal.creator, Some(deal.id), open, PaymentKind::Bonus)
    });
    step.focus.creator = Some(deal.creator);
}

/// Something that counts towards a bonus.
struct Count {
    /// The piece or month whose sum it adds to; the same for all where there is one sum.
    key: i64,
    /// From this day on.
    day: Day,
    n: i64,
}

/// What the rule is held against.
fn counts(base: &Base<'_>, deal: &Collaboration, rule: &Rule) -> Vec<Count> {
    let mut all: Vec<Count> = Vec::new();
    let mut add = |key: i64, day: Day, n: i64| all.push(Count { key, day, n });
    let month = |day: Day| match rule.monthly {
        true => {
            i64::from(chrono::Datelike::year(&day)) * 12 + i64::from(chrono::Datelike::month0(&day))
        }
        false => 0,
    };
    match rule.counted {
        Counted::Views | Counted::Clicks => {
            let pieces = base.model.of::<Deliverable>(deal.creator);
            for piece in pieces.filter(|d| d.collaboration == deal.id) {
                let Some(live) = piece.live else { continue };
                let counts_on = add_days(live, NUMBERS_DAYS);
                if counts_on > base.today {
                    continue;
                }
                let numbers = base.model.of::<PostResult>(deal.creator);
                let newest = numbers
                    .filter(|n| n.deliverable == piece.id)
                    .max_by_key(|n| (n.day, n.id));
                let n = newest.and_then(|n| match rule.counted {
                    Counted::Views => n.views,
                    _ => n.clicks,
                });
                let key = if rule.each_piece {
                    i64::from(piece.id.raw())
                } else {
                    month(live)
                };
                add(key, counts_on, n.unwrap_or(0));
            }
        }
        Counted::SignUps => {
            let own = base.model.of::<OwnCount>(deal.creator);
            let named = |name: &str| {
                let name: String = name.chars().filter(|c| c.is_alphabetic()).collect();
                name.eq_ignore_ascii_case("signups")
            };
            for row in own.filter(|c| c.collaboration == Some(deal.id) && named(&c.name)) {
                add(month(row.day), row.day, row.value);
            }
        }
        counted => {
            let hold = commission::hold_days(base, deal);
            for order in orders::of_deal(base.model, deal) {
                let counts_on = add_days(order.day, hold);
                if !order.counts() || counts_on > base.today {
                    continue;
                }
                let n = match counted {
                    Counted::NewCustomers if order.new_customer != Some(true) => 0,
                    Counted::Sales => order
                        .net()
                        .filter(|net| net.currency == rule.amount.currency)
                        .map_or(0, |net| net.minor),
                    _ => order.count(),
                };
                add(month(order.day), counts_on, n);
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing::{World, day, money};

    #[test]
    fn a_bonus_is_read_as_a_rule_or_left_to_hand() {
        let read = |text: &str| Rule::parse(text, Currency::USD);
        let brings = |text: &str, counts: &[i64]| -> Vec<i64> {
            let rule = read(text).unwrap_or_else(|| panic!("{text}"));
            counts.iter().map(|n| rule.reached(*n)).collect()
        };
        assert_eq!(
            brings("$60 above 20 orders", &[20, 21, 90]),
            [0, 6_000, 6_000]
        );
        assert_eq!(brings("$60 from 20 orders", &[19, 20]), [0, 6_000]);
        assert_eq!(
            brings(
                "$5 per 1k views over 50k up to $50",
                &[50_000, 50_999, 51_000, 900_000]
            ),
            [0, 0, 500, 5_000]
        );
        assert_eq!(
            brings("$100 over $1,000 sales", &[100_000, 100_001]),
            [0, 10_000]
        );
        assert!(read("$20 from 1.5k clicks each piece").is_some_and(|r| r.each_piece));
        assert!(read("$20 from 10 new customers a month").is_some_and(|r| r.monthly));
        for text in [
            "",
            "a nice pot",
            "$60",
            "$60 above many orders",
            "$60 above 20 likes",
            "$60 above 20 orders or so",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn orders_count_after_the_days_for_returns_and_what_is_added_counts() {
        let mut w = World::on("2026-11-24");
        let mia = w.creator("Mia");
        let deal = w.deal(mia, Stage::Measurement);
        w.set(deal, |c| {
            (c.bonus, c.opened) = ("$60 above 2 orders".into(), day("2026-09-01"))
        });
        let mut sold = |on: &str| {
            w.add(|id| Sale {
                creator: Some(mia),
                collaboration: Some(deal),
                ..Sale::new(id, day(on), money("2000 USD"))
            });
        };
        for on in ["2026-10-01", "2026-10-02", "2026-11-20"] {
            sold(on);
        }
        let open = |w: &World| {
            of_deal(&w.base(), w.model.get(deal).unwrap())
                .unwrap()
                .open()
        };
        assert_eq!(open(&w), money("0 USD").unwrap());
        w.go("2026-12-20");
        assert_eq!(open(&w), money("6000 USD").unwrap());
        w.add(|id| {
            Payment::new(
                id,
                mia,
                Some(deal),
                money("6000 USD").unwrap(),
                PaymentKind::Bonus,
            )
        });
        assert_eq!(open(&w), money("0 USD").unwrap());
    }
}
