//! What an item is called: the rule, the row it is about and, where a rule comes round again, which
//! time. Stable across restarts, so that a snooze or a skip holds for exactly that occurrence, and
//! scripts can answer by it.

use std::fmt;
use std::str::FromStr;

use chrono::Datelike;

use super::rule::Rule;
use crate::domain::day::Day;
use crate::domain::ids::Id;
use crate::domain::model::TableOf;
use crate::domain::rows::*;
use crate::word_enum;

word_enum! {
    /// The table of the row an item is about.
    About {
        Touch = "touch", "touch";
        Deliverable = "deliverable", "deliverable";
        Payment = "payment", "payment";
        Collaboration = "collaboration", "collaboration";
        Shipment = "shipment", "shipment";
        Right = "right", "right";
        FollowUp = "followup", "follow-up";
        Creator = "creator", "creator";
        Campaign = "campaign", "campaign";
        Recurrence = "recurrence", "rhythm";
    }
}

/// Which time round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Occurrence {
    /// The only time.
    Once,
    /// A step of a ladder, from 1: `step2`.
    Step(u8),
    /// Days after (or before) the row's date: `7d`.
    Days(u16),
    /// Working days before the row's date: `3bd`.
    WorkingDays(u16),
    /// A round of drafts: `r1`.
    Round(u16),
    /// The cycle that began on a day: `2026-11-24`.
    Since(Day),
    /// A quarter: `2026q4`.
    Quarter(i16, u8),
    /// A week, by the year and number of its Thursday: `2026w48`.
    Week(i16, u8),
    /// A month: `2026m11`.
    Month(i16, u8),
    /// The bonus that was reached in a month: `bonus-2026m11`.
    Bonus(i16, u8),
    /// A limit of a year, by the key of its rule, and the share of it in percent:
    /// `us-1099-nec-2026-80`.
    Limit(&'static str, i16, u8),
    /// "Ready?", asked before a piece goes live: `ready`.
    Ready,
    /// "Link?", asked once it should be live: `link`.
    Link,
    /// The brief: `brief`.
    Brief,
    /// The parcel: `parcel`.
    Parcel,
    /// The code: `code`.
    Code,
    /// Taking down what may no longer be used: `down`.
    Down,
    /// What an invoice asks beyond the fee: `beyond`.
    Beyond,
}

impl Occurrence {
    /// The quarter a day lies in.
    pub fn quarter_of(day: Day) -> Self {
        Self::Quarter(day.year() as i16, (day.month0() / 3 + 1) as u8)
    }

    /// The week a day lies in.
    pub fn week_of(day: Day) -> Self {
        let week = day.iso_week();
        Self::Week(week.year() as i16, week.week() as u8)
    }
}

/// Displayed without anything for `Once`.
impl fmt::Display for Occurrence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Once => Ok(()),
            Self::Step(n) => write!(f, "step{n}"),
            Self::Days(n) => write!(f, "{n}d"),
            Self::WorkingDays(n) => write!(f, "{n}bd"),
            Self::Round(n) => write!(f, "r{n}"),
            Self::Since(day) => write!(f, "{day}"),
            Self::Quarter(year, n) => write!(f, "{year}q{n}"),
            Self::Week(year, n) => write!(f, "{year}w{n:02}"),
            Self::Month(year, n) => write!(f, "{year}m{n:02}"),
            Self::Bonus(year, n) => write!(f, "bonus-{year}m{n:02}"),
            Self::Limit(rule, year, share) => write!(f, "{rule}-{year}-{share}"),
            Self::Ready => f.write_str("ready"),
            Self::Link => f.write_str("link"),
            Self::Brief => f.write_str("brief"),
            Self::Parcel => f.write_str("parcel"),
            Self::Code => f.write_str("code"),
            Self::Down => f.write_str("down"),
            Self::Beyond => f.write_str("beyond"),
        }
    }
}

impl FromStr for Occurrence {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let fixed = [
            Self::Ready,
            Self::Link,
            Self::Brief,
            Self::Parcel,
            Self::Code,
            Self::Down,
            Self::Beyond,
        ];
        if let Some(word) = fixed.into_iter().find(|o| o.to_string() == text) {
            return Ok(word);
        }
        let bad = |_| ();
        if let Some(limit) = limit(text) {
            return Ok(limit);
        }
        if let Some(month) = text.strip_prefix("bonus-") {
            let (year, n) = month.split_once('m').ok_or(())?;
            return Ok(Self::Bonus(
                year.parse().map_err(bad)?,
                n.parse().map_err(bad)?,
            ));
        }
        if let Some((year, n)) = text.split_once('m')
            && let (Ok(year), Ok(n)) = (year.parse(), n.parse())
        {
            return Ok(Self::Month(year, n));
        }
        if let Some(n) = text.strip_prefix("step") {
            return n.parse().map(Self::Step).map_err(bad);
        }
        if let Some(n) = text.strip_suffix("bd") {
            return n.parse().map(Self::WorkingDays).map_err(bad);
        }
        if let Some(n) = text.strip_suffix('d') {
            return n.parse().map(Self::Days).map_err(bad);
        }
        if let Some(n) = text.strip_prefix('r') {
            return n.parse().map(Self::Round).map_err(bad);
        }
        if let Ok(day) = text.parse() {
            return Ok(Self::Since(day));
        }
        if let Some((year, n)) = text.split_once('q') {
            return Ok(Self::Quarter(
                year.parse().map_err(bad)?,
                n.parse().map_err(bad)?,
            ));
        }
        let (year, n) = text.split_once('w').ok_or(())?;
        Ok(Self::Week(
            year.parse().map_err(bad)?,
            n.parse().map_err(bad)?,
        ))
    }
}

/// A limit of the rules file, its year and its share.
fn limit(text: &str) -> Option<Occurrence> {
    crate::domain::ledger::limits::RULES
        .iter()
        .find_map(|rule| {
            let rest = text.strip_prefix(&*rule.key)?.strip_prefix('-')?;
            let (year, share) = rest.split_once('-')?;
            let (year, share) = (year.parse().ok()?, share.parse().ok()?);
            Some(Occurrence::Limit(&rule.key, year, share))
        })
}

/// The stable name of an item: `R3:payment:88`, `R17:deliverable:12:7d`,
/// `R11:collaboration:7:step2`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemKey {
    /// The rule.
    pub rule: Rule,
    /// The table of the row.
    pub about: About,
    /// The row's id.
    pub id: u32,
    /// Which time.
    pub time: Occurrence,
}

/// A row type that items can be about.
pub trait Subjectable: Row {
    /// Its word in a key.
    const ABOUT: About;
}
macro_rules! subjects {
    ($($type:ident),+) => { $(impl Subjectable for $type { const ABOUT: About = About::$type; })+ };
}
subjects!(
    Touch,
    Deliverable,
    Payment,
    Collaboration,
    Shipment,
    Right,
    FollowUp,
    Creator,
    Campaign,
    Recurrence
);

impl ItemKey {
    /// The key of a rule about a row, when it comes only once.
    pub fn new<T: Subjectable>(rule: Rule, id: Id<T>) -> Self {
        Self {
            rule,
            about: T::ABOUT,
            id: id.raw(),
            time: Occurrence::Once,
        }
    }

    /// The same, at one of several times.
    pub fn at(self, time: Occurrence) -> Self {
        Self { time, ..self }
    }

    /// The row's id, if the key is about a row of this table.
    pub fn id_of<T: Subjectable>(&self) -> Option<Id<T>> {
        (self.about == T::ABOUT).then(|| Id::new(self.id))
    }

    /// The row the key is about, if it is of this table and still there.
    pub fn row<'a, T: Subjectable>(&self, model: &'a crate::domain::model::Model) -> Option<&'a T>
    where
        crate::domain::model::Model: TableOf<T>,
    {
        model.get(self.id_of::<T>()?)
    }

    /// The key with any time left out: what all occurrences have in common.
    pub fn series(self) -> Self {
        self.at(Occurrence::Once)
    }
}

impl fmt::Display for ItemKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.rule.word(), self.about.word(), self.id)?;
        if self.time != Occurrence::Once {
            write!(f, ":{}", self.time)?;
        }
        Ok(())
    }
}

impl FromStr for ItemKey {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        parse(text).ok_or_else(|| {
            format!("\"{text}\" is not the key of an item; one looks like R3:payment:88")
        })
    }
}

fn parse(text: &str) -> Option<ItemKey> {
    let mut parts = text.trim().splitn(4, ':');
    let rule = Rule::from_word(parts.next()?)?;
    let about = About::from_word(parts.next()?)?;
    let id = parts.next()?.parse().ok()?;
    let time = match parts.next() {
        Some(time) => time.parse().ok()?,
        None => Occurrence::Once,
    };
    Some(ItemKey {
        rule,
        about,
        id,
        time,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_read_back_as_they_are_written() {
        let day: Day = "2026-11-24".parse().unwrap();
        let base = ItemKey::new(Rule::PitchUnanswered, Id::<Collaboration>::new(7));
        let times = [
            Occurrence::Once,
            Occurrence::Step(2),
            Occurrence::Days(7),
            Occurrence::WorkingDays(3),
            Occurrence::Round(1),
            Occurrence::Since(day),
            Occurrence::quarter_of(day),
            Occurrence::week_of(day),
            Occurrence::Month(2026, 11),
            Occurrence::Bonus(2026, 11),
            Occurrence::Limit("us-1099-nec", 2026, 80),
            Occurrence::Limit("us-1099-nec-old", 2025, 100),
            Occurrence::Ready,
            Occurrence::Link,
            Occurrence::Brief,
            Occurrence::Parcel,
            Occurrence::Code,
            Occurrence::Down,
            Occurrence::Beyond,
        ];
        for time in times {
            let key = base.at(time);
            assert_eq!(key.to_string().parse(), Ok(key), "{key}");
        }
        assert_eq!(
            base.at(Occurrence::Step(2)).to_string(),
            "R11:collaboration:7:step2"
        );
        assert_eq!(
            "R17:deliverable:12:7d".parse::<ItemKey>().unwrap().time,
            Occurrence::Days(7)
        );
        assert_eq!(
            base.at(Occurrence::week_of(day)).time.to_string(),
            "2026w48"
        );
        assert!("R99:payment:1".parse::<ItemKey>().is_err());
        assert!(
            "R3:payment"
                .parse::<ItemKey>()
                .unwrap_err()
                .contains("R3:payment:88")
        );
    }
}
