//! Several results side by side: a number a line, the best one named. What stands in the columns
//! may be collaborations, creators, formats or spans of days.

use super::inputs::Inputs;
use super::lens::Lens;
use super::report::small;
use super::table::{Better, Metric, by_key};
use crate::domain::settings::Settings;

/// One of those that are compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// What it is called: `Mia Okafor`, `Reel`, `Q4 2026`.
    pub name: String,
    /// Its numbers.
    pub inputs: Inputs,
}

/// A comparison.
#[derive(Clone, Default)]
pub struct Comparison {
    /// What is compared and over what, in words: `4 creators · Winter Blend launch`.
    pub title: String,
    /// Those that are compared.
    pub columns: Vec<Compared>,
    /// What they are compared by.
    pub metrics: Vec<&'static Metric>,
}

/// What is compared beside the first numbers of a lens, since it tells more of the work.
const MORE: &[&str] = &["per_1000", "on_topic", "on_time", "rounds"];

/// How many of the numbers of a lens are compared.
const FIRST: usize = 7;

/// What is compared when results are looked at through a lens: its first numbers but that of the
/// posts, what tells of the work, and a media value where the settings choose one.
pub fn metrics(lens: &Lens, settings: &Settings) -> Vec<&'static Metric> {
    let first = lens.first.iter().filter(|key| **key != "posts").take(FIRST);
    let mut keys: Vec<&str> = first.copied().collect();
    let seen = |key: &&str| lens.first.iter().take(FIRST).any(|first| first == key);
    keys.extend(MORE.iter().filter(|key| !seen(key)));
    let value = super::in_use(settings).filter(|metric| metric.only.is_some());
    keys.into_iter().filter_map(by_key).chain(value).collect()
}

impl Comparison {
    /// Names, then a line for each number, as cells for a sheet or a mail.
    pub fn text(&self) -> String {
        let names = self.columns.iter().map(|c| c.name.clone());
        let mut out = vec![std::iter::once(String::new()).chain(names).collect()];
        for metric in &self.metrics {
            let cells = self
                .columns
                .iter()
                .map(|c| (metric.compute)(&c.inputs).shown());
            let row: Vec<String> = std::iter::once(metric.label.to_string())
                .chain(cells)
                .collect();
            out.push(row);
        }
        let lines: Vec<String> = out.iter().map(|row| row.join("\t")).collect();
        lines.join("\n")
    }

    /// The one that is best at a number, if one alone is and the number has a better side.
    pub fn best(&self, metric: &Metric) -> Option<&Compared> {
        let mut known: Vec<_> = self
            .columns
            .iter()
            .filter_map(|one| Some(((metric.compute)(&one.inputs).rank()?, one)))
            .collect();
        let first = known.first()?.0.0;
        if metric.better == Better::Neither
            || known.len() < 2
            || known.iter().any(|((currency, _), _)| *currency != first)
        {
            return None;
        }
        known.sort_by_key(|((_, n), _)| {
            if metric.better == Better::Less {
                *n
            } else {
                n.saturating_neg()
            }
        });
        match known.as_slice() {
            [(a, one), (b, _), ..] if a.1 != b.1 => Some(one),
            _ => None,
        }
    }

    /// A sentence where so few orders decide that they may be luck.
    pub fn small(&self) -> Option<String> {
        small(self.columns.iter().map(|one| &one.inputs))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::{Currency, Money};

    fn one(name: &str, orders: Option<i64>, cost: Option<(i64, &str)>) -> Compared {
        let mut inputs = Inputs {
            orders,
            ..Inputs::default()
        };
        if let Some((minor, code)) = cost {
            inputs
                .costs
                .fee
                .add(Money::new(minor, Currency::parse(code).unwrap()));
        }
        Compared {
            name: name.into(),
            inputs,
        }
    }

    fn comparison(columns: Vec<Compared>) -> Comparison {
        Comparison {
            columns,
            metrics: ["orders", "cpa", "posts"]
                .into_iter()
                .filter_map(by_key)
                .collect(),
            ..Comparison::default()
        }
    }

    #[test]
    fn the_best_is_one_alone_and_in_one_currency() {
        let best = |columns, key: &str| {
            let all = comparison(columns);
            all.best(by_key(key).unwrap()).map(|c| c.name.clone())
        };
        let usd = |name, n, minor| one(name, Some(n), Some((minor, "USD")));
        let two = || vec![usd("Mia", 10, 10_000), usd("Theo", 5, 20_000)];
        assert_eq!(best(two(), "orders").as_deref(), Some("Mia"));
        assert_eq!(best(two(), "cpa").as_deref(), Some("Mia"));
        assert_eq!(best(two(), "posts"), None, "neither side is better");
        let same = vec![usd("Mia", 10, 10_000), usd("Theo", 10, 10_000)];
        assert_eq!(best(same, "orders"), None, "nobody is best alone");
        let apart = vec![
            usd("Mia", 10, 10_000),
            one("Zoe", Some(10), Some((9_000, "GBP"))),
        ];
        assert_eq!(best(apart, "cpa"), None, "two currencies are not compared");
        let unknown = vec![usd("Mia", 10, 10_000), one("Zoe", None, None)];
        assert_eq!(best(unknown, "orders"), None, "one number is no comparison");
    }

    #[test]
    fn it_is_copied_as_cells() {
        let all = comparison(vec![
            one("Mia Okafor", Some(12), Some((24_000, "USD"))),
            one("Theo", None, None),
        ]);
        assert_eq!(
            all.text(),
            "\tMia Okafor\tTheo\norders\t12\t–\ncost per order (CPA)\t$20.00\t–\nposts\t0\t0"
        );
    }
}
