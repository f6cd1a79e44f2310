//! What a table of results counts: whose work, in which days, grouped by what. The three are words
//! a person can type and read back; screen and command line read them here.

use chrono::{Datelike, Months};

use crate::domain::day::{Day, brief};
use crate::domain::ids::Id;
use crate::domain::rows::Campaign;
use crate::domain::when::{self, DateContext, Sense};
use crate::word_enum;

/// Whose work is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum What {
    /// Every collaboration.
    #[default]
    Everything,
    /// Collaborations that belong to no campaign.
    NoCampaign,
    /// The collaborations of one campaign.
    Campaign(Id<Campaign>),
}

impl What {
    /// Whether a collaboration of this campaign (or of none) is counted.
    pub fn holds(self, campaign: Option<Id<Campaign>>) -> bool {
        match self {
            Self::Everything => true,
            Self::NoCampaign => campaign.is_none(),
            Self::Campaign(id) => campaign == Some(id),
        }
    }

    /// The next one: the campaigns in their order, then no campaign, then everything, then the
    /// first campaign again. A negative `by` goes back.
    pub fn turned(self, campaigns: &[Id<Campaign>], by: isize) -> Self {
        let ring: Vec<Self> = campaigns
            .iter()
            .map(|id| Self::Campaign(*id))
            .chain([Self::NoCampaign, Self::Everything])
            .collect();
        let at = ring.iter().position(|one| *one == self).unwrap_or(0);
        let len = isize::try_from(ring.len()).unwrap_or(1);
        let to = isize::try_from(at).unwrap_or(0).saturating_add(by);
        let to = usize::try_from(to.rem_euclid(len)).unwrap_or(0);
        ring.get(to).copied().unwrap_or_default()
    }
}

/// The days that are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Span {
    /// All days there are.
    #[default]
    All,
    /// A calendar year.
    Year(i32),
    /// A quarter of a year, from 1 to 4.
    Quarter(i32, u32),
    /// A month of a year, from 1 to 12.
    Month(i32, u32),
    /// From a day on.
    Since(Day),
    /// From one day to another, both counted.
    Days(Day, Day),
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Examples for messages that refuse a span.
const EXAMPLES: &str = "q4 2026, nov, 2026, since 1 sep, 2026-10-01..2026-11-24 or all";

impl Span {
    /// The days that words mean: `q4 2026`, `nov`, `november 2026`, `2026-11`, `2026`, `this
    /// quarter`, `last month`, `since 1 sep`, `2026-10-01..2026-11-24`, `1 oct to 24 nov`, `all`. A
    /// month or quarter without a year is the newest that has begun.
    ///
    /// # Errors
    ///
    /// A sentence that says what was not understood and gives examples.
    pub fn parse(text: &str, ctx: &DateContext<'_>) -> Result<Self, String> {
        let lower = text.trim().to_lowercase();
        let words: Vec<&str> = lower.split_whitespace().collect();
        if let Some(span) = named(&words, ctx.today) {
            return Ok(span);
        }
        if let Some(from) = lower
            .strip_prefix("since ")
            .or_else(|| lower.strip_suffix(".."))
        {
            return Ok(Self::Since(first_day(from, ctx)?));
        }
        let range = lower.strip_prefix("from ").unwrap_or(&lower);
        for between in ["..", " to ", " - ", " – ", " until "] {
            if let Some((from, to)) = range.split_once(between) {
                let from = first_day(from, ctx)?;
                let to = last_day(to, from, ctx)?;
                return if from <= to {
                    Ok(Self::Days(from, to))
                } else {
                    Err(format!(
                        "{} is before {}: the first day comes first, as in 2026-10-01..2026-11-24.",
                        brief(to, ctx.today),
                        brief(from, ctx.today)
                    ))
                };
            }
        }
        first_day(&lower, ctx)
            .map(|day| Self::Days(day, day))
            .map_err(|_| format!("\"{}\" is no span of days. Try {EXAMPLES}.", text.trim()))
    }

    /// The month a day lies in.
    pub fn month(day: Day) -> Self {
        Self::Month(day.year(), day.month())
    }

    /// The quarter a day lies in.
    pub fn quarter(day: Day) -> Self {
        Self::Quarter(day.year(), day.month0() / 3 + 1)
    }

    /// The spans that are offered, the shortest first: last month, this month, this quarter, this
    /// year, all days.
    pub fn offered(today: Day) -> Vec<Self> {
        vec![
            Self::month(today).before().unwrap_or(Self::month(today)),
            Self::month(today),
            Self::quarter(today),
            Self::Year(today.year()),
            Self::All,
        ]
    }

    /// The first day; none where it has no beginning.
    pub fn first(self) -> Option<Day> {
        match self {
            Self::All => None,
            Self::Year(year) => Day::from_ymd_opt(year, 1, 1),
            Self::Quarter(year, quarter) => {
                Day::from_ymd_opt(year, quarter.saturating_sub(1) * 3 + 1, 1)
            }
            Self::Month(year, month) => Day::from_ymd_opt(year, month, 1),
            Self::Since(day) | Self::Days(day, _) => Some(day),
        }
    }

    /// The last day; none where it has no end.
    pub fn last(self) -> Option<Day> {
        let months = match self {
            Self::All | Self::Since(_) => return None,
            Self::Days(_, day) => return Some(day),
            Self::Year(_) => 12,
            Self::Quarter(..) => 3,
            Self::Month(..) => 1,
        };
        self.first()?
            .checked_add_months(Months::new(months))?
            .pred_opt()
    }

    /// Whether a day is counted.
    pub fn holds(self, day: Day) -> bool {
        self.first().is_none_or(|first| first <= day) && self.last().is_none_or(|last| day <= last)
    }

    /// Whether it has begun and its last day is still to come.
    pub fn is_running(self, today: Day) -> bool {
        self.holds(today) && self.last().is_some_and(|last| today < last)
    }

    /// The span of the same length that ends the day before; none for what has no beginning or no
    /// end.
    pub fn before(self) -> Option<Self> {
        let eve = self.first()?.pred_opt()?;
        Some(match self {
            Self::All | Self::Since(_) => return None,
            Self::Year(year) => Self::Year(year.checked_sub(1)?),
            Self::Quarter(..) => Self::quarter(eve),
            Self::Month(..) => Self::month(eve),
            Self::Days(from, to) => Self::Days(eve.checked_sub_signed(to - from)?, eve),
        })
    }

    /// What it is called: `Q4 2026`, `November 2026`, `2026`, `since 1 Sep`, `1 Oct - 24 Nov`,
    /// `all`.
    pub fn label(self, today: Day) -> String {
        match self {
            Self::All => "all".into(),
            Self::Year(year) => year.to_string(),
            Self::Quarter(year, quarter) => format!("Q{quarter} {year}"),
            Self::Month(year, month) => format!("{} {year}", month_name(month)),
            Self::Since(day) => format!("since {}", brief(day, today)),
            Self::Days(from, to) if from == to => brief(from, today),
            Self::Days(from, to) => format!("{} - {}", brief(from, today), brief(to, today)),
        }
    }

    /// The same with the days that are counted so far where it still runs: `Q4 2026, 1 Oct - 24
    /// Nov`.
    pub fn label_with_days(self, today: Day) -> String {
        match self.first().filter(|_| self.is_running(today)) {
            Some(first) if !matches!(self, Self::Days(..)) => format!(
                "{}, {} - {}",
                self.label(today),
                brief(first, today),
                brief(today, today)
            ),
            _ => self.label(today),
        }
    }

    /// As it can be typed again, in a form that does not depend on the day.
    pub fn word(self) -> String {
        match self {
            Self::All => "all".into(),
            Self::Year(year) => year.to_string(),
            Self::Quarter(year, quarter) => format!("q{quarter} {year}"),
            Self::Month(year, month) => format!("{year}-{month:02}"),
            Self::Since(day) => format!("since {day}"),
            Self::Days(from, to) => format!("{from}..{to}"),
        }
    }
}

/// The day a span begins: of days without a year the most recent one.
fn first_day(text: &str, ctx: &DateContext<'_>) -> Result<Day, String> {
    let fact = when::read(text.trim(), &ctx.of(Sense::Fact));
    fact.or_else(|_| when::read(text.trim(), &ctx.of(Sense::Either)))
}

/// The day a span ends: of days without a year the most recent one, unless that is before the
/// first day.
fn last_day(text: &str, first: Day, ctx: &DateContext<'_>) -> Result<Day, String> {
    let day = first_day(text, ctx)?;
    if day >= first {
        return Ok(day);
    }
    when::read(text.trim(), &ctx.of(Sense::Either))
}

fn month_name(month: u32) -> &'static str {
    usize::try_from(month.saturating_sub(1))
        .ok()
        .and_then(|at| MONTHS.get(at))
        .copied()
        .unwrap_or_default()
}

/// Spans that have a name.
fn named(words: &[&str], today: Day) -> Option<Span> {
    let year_of = |word: &str| {
        let digits = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
        word.parse::<i32>()
            .ok()
            .filter(|year| digits && (1900..=9998).contains(year))
    };
    let newest = |of: &dyn Fn(i32) -> Span| {
        let this = of(today.year());
        let begun = this.first().is_some_and(|first| first <= today);
        if begun { this } else { of(today.year() - 1) }
    };
    let unit = |word: &str| match word {
        "month" => Some(Span::month(today)),
        "quarter" => Some(Span::quarter(today)),
        "year" => Some(Span::Year(today.year())),
        _ => None,
    };
    match words {
        ["all"] | ["all", "days"] | ["ever"] => Some(Span::All),
        ["this", word] => unit(word),
        ["last" | "previous", word] => unit(word)?.before(),
        [word] if year_of(word).is_some() => year_of(word).map(Span::Year),
        [word] => {
            if let Some((year, month)) = word.split_once('-') {
                let month = month
                    .parse()
                    .ok()
                    .filter(|m| month.len() == 2 && (1..=12).contains(m))?;
                return Some(Span::Month(year_of(year)?, month));
            }
            if let Some(n) = quarter(word) {
                return Some(newest(&|year| Span::Quarter(year, n)));
            }
            month(word).map(|m| newest(&|year| Span::Month(year, m)))
        }
        [first, second] => {
            let (name, year) = match (year_of(first), year_of(second)) {
                (None, Some(year)) => (first, year),
                (Some(year), None) => (second, year),
                _ => return None,
            };
            quarter(name)
                .map(|n| Span::Quarter(year, n))
                .or_else(|| month(name).map(|m| Span::Month(year, m)))
        }
        _ => None,
    }
}

fn quarter(word: &str) -> Option<u32> {
    let n = word.strip_prefix('q')?.parse().ok()?;
    (1..=4).contains(&n).then_some(n)
}

/// A month by its name or the first letters of it, three at least.
fn month(word: &str) -> Option<u32> {
    let fits = |name: &&str| word.len() >= 3 && name.to_lowercase().starts_with(word);
    let at = MONTHS.iter().position(fits)?;
    u32::try_from(at + 1).ok()
}

word_enum! {
    /// What the rows of a table of results have in common.
    #[derive(Default)]
    Group {
        #[default]
        Creator = "creator", "creator";
        Format = "format", "format";
        Platform = "platform", "platform";
        Tier = "tier", "tier";
        Type = "type", "type";
        Campaign = "campaign", "campaign";
        Wave = "wave", "wave";
        Month = "month", "month";
        Quarter = "quarter", "quarter";
    }
}

impl Group {
    /// The group a word means, by its name or the first letters of it.
    ///
    /// # Errors
    ///
    /// A sentence with all groups there are.
    pub fn parse(text: &str) -> Result<Self, String> {
        let wanted = text.trim().to_lowercase();
        let wanted = wanted.strip_prefix("by ").unwrap_or(&wanted);
        let exact = Self::ALL.iter().find(|g| g.word() == wanted);
        let mut near = Self::ALL
            .iter()
            .filter(|g| !wanted.is_empty() && g.word().starts_with(wanted));
        let found = exact.or_else(|| near.next().filter(|_| near.next().is_none()));
        found.copied().ok_or_else(|| {
            let all: Vec<&str> = Self::ALL.iter().map(|g| g.word()).collect();
            format!(
                "Results have no group \"{}\". There are: {}.",
                text.trim(),
                all.join(", ")
            )
        })
    }

    /// The heading of its column.
    pub const fn heading(self) -> &'static str {
        match self {
            Self::Creator => "Creator",
            Self::Format => "Format",
            Self::Platform => "Platform",
            Self::Tier => "Tier",
            Self::Type => "Type",
            Self::Campaign => "Campaign",
            Self::Wave => "Wave",
            Self::Month => "Month",
            Self::Quarter => "Quarter",
        }
    }

    /// Whether its rows are spans of days, which stand in the order of time.
    pub fn is_time(self) -> bool {
        matches!(self, Self::Month | Self::Quarter)
    }

    /// The span of this group that a day lies in; none where its rows are no spans.
    pub fn span_of(self, day: Day) -> Option<Span> {
        match self {
            Self::Month => Some(Span::month(day)),
            Self::Quarter => Some(Span::quarter(day)),
            _ => None,
        }
    }
}

/// A table of results: whose work, in which days, grouped by what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Scope {
    /// Whose work.
    pub what: What,
    /// In which days.
    pub span: Span,
    /// Grouped by what.
    pub group: Group,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::Calendar;
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn read(text: &str) -> Result<Span, String> {
        let calendar = Calendar::default();
        Span::parse(text, &DateContext::new(day("2026-11-24"), &calendar))
    }

    #[test]
    fn spans_are_read_as_people_type_them() {
        let days = |from, to| Span::Days(day(from), day(to));
        for (text, span) in [
            ("q4 2026", Span::Quarter(2026, 4)),
            ("2026 Q4", Span::Quarter(2026, 4)),
            ("Q3", Span::Quarter(2026, 3)),
            ("q4", Span::Quarter(2026, 4)),
            ("nov", Span::Month(2026, 11)),
            ("November 2025", Span::Month(2025, 11)),
            ("dec", Span::Month(2025, 12)),
            ("2026-11", Span::Month(2026, 11)),
            ("2026", Span::Year(2026)),
            ("this quarter", Span::Quarter(2026, 4)),
            ("last month", Span::Month(2026, 10)),
            ("last year", Span::Year(2025)),
            ("since 1 sep", Span::Since(day("2026-09-01"))),
            ("2026-09-01..", Span::Since(day("2026-09-01"))),
            ("2026-10-01..2026-11-24", days("2026-10-01", "2026-11-24")),
            ("1 oct to 24 nov", days("2026-10-01", "2026-11-24")),
            ("from 1 oct until 24 nov", days("2026-10-01", "2026-11-24")),
            ("1 oct - 24 nov", days("2026-10-01", "2026-11-24")),
            ("1 oct to 31 dec", days("2026-10-01", "2026-12-31")),
            ("1 feb to 1 mar", days("2026-02-01", "2026-03-01")),
            ("20 nov", days("2026-11-20", "2026-11-20")),
            (" all ", Span::All),
        ] {
            assert_eq!(read(text), Ok(span), "{text}");
        }
        for (text, said) in [
            ("q5 2026", "no span of days"),
            ("2026-13", "no span of days"),
            ("", "no span of days"),
            ("soon", "Try q4 2026"),
            ("2026-11-24..2026-10-01", "comes first"),
            ("since whenever", "Not a date"),
        ] {
            let why = read(text).unwrap_err();
            assert!(why.contains(said), "{text}: {why}");
        }
    }

    #[test]
    fn a_span_tells_its_days_and_its_name() {
        let today = day("2026-11-24");
        for (span, first, last, label) in [
            (
                Span::Quarter(2026, 4),
                "2026-10-01",
                "2026-12-31",
                "Q4 2026, 1 Oct - 24 Nov",
            ),
            (
                Span::Quarter(2026, 3),
                "2026-07-01",
                "2026-09-30",
                "Q3 2026",
            ),
            (
                Span::Month(2024, 2),
                "2024-02-01",
                "2024-02-29",
                "February 2024",
            ),
            (
                Span::Year(2026),
                "2026-01-01",
                "2026-12-31",
                "2026, 1 Jan - 24 Nov",
            ),
            (
                Span::Days(day("2026-10-01"), day("2026-11-24")),
                "2026-10-01",
                "2026-11-24",
                "1 Oct - 24 Nov",
            ),
        ] {
            assert_eq!(span.first(), Some(day(first)));
            assert_eq!(span.last(), Some(day(last)));
            assert_eq!(span.label_with_days(today), label);
            assert!(span.holds(day(first)) && span.holds(day(last)));
            assert!(!span.holds(day(first).pred_opt().unwrap()));
            assert!(!span.holds(day(last).succ_opt().unwrap()));
        }
        assert_eq!(
            Span::Quarter(2026, 1).before(),
            Some(Span::Quarter(2025, 4))
        );
        assert_eq!(
            Span::Days(day("2026-11-08"), day("2026-11-14")).before(),
            Some(Span::Days(day("2026-11-01"), day("2026-11-07")))
        );
        assert_eq!(Span::All.before(), None);
        assert!(Span::All.holds(Day::MIN) && Span::Since(today).holds(Day::MAX));
    }

    #[test]
    fn groups_and_what_is_counted_turn_round() {
        assert_eq!(Group::parse("by format"), Ok(Group::Format));
        assert_eq!(Group::parse("plat"), Ok(Group::Platform));
        assert_eq!(Group::parse("t"), Err("Results have no group \"t\". There are: creator, format, platform, tier, type, campaign, wave, month, quarter.".into()));
        let all = [Id::new(3), Id::new(1)];
        let mut at = What::Campaign(Id::new(3));
        let mut seen = Vec::new();
        for _ in 0..4 {
            at = at.turned(&all, 1);
            seen.push(at);
        }
        let ring = [
            What::Campaign(Id::new(1)),
            What::NoCampaign,
            What::Everything,
            What::Campaign(Id::new(3)),
        ];
        assert_eq!(seen, ring);
        assert_eq!(at.turned(&all, -1), What::Everything);
        assert_eq!(What::Everything.turned(&[], 1), What::NoCampaign);
        assert!(What::NoCampaign.holds(None) && !What::NoCampaign.holds(Some(Id::new(1))));
    }

    proptest! {
        #[test]
        fn a_span_can_be_typed_again(year in 1950..2034i32, n in 1..=12u32, kind in 0..6u8, len in 0..800i64) {
            let from = Day::from_ymd_opt(year, n, 15).unwrap();
            let span = match kind {
                0 => Span::All,
                1 => Span::Year(year),
                2 => Span::Quarter(year, (n - 1) / 3 + 1),
                3 => Span::Month(year, n),
                4 => Span::Since(from),
                _ => Span::Days(from, crate::domain::day::add_days(from, len)),
            };
            prop_assert_eq!(read(&span.word()), Ok(span));
            if let (Some(before), Some(first)) = (span.before(), span.first()) {
                prop_assert_eq!(before.last(), first.pred_opt());
            }
        }
    }
}
