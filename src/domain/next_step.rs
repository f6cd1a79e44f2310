//! A next step as it is typed, on every road: what is to be done, the day or the rhythm, and
//! whether it waits for an answer. `ask for address fri`, `call every 6 weeks`, `chase invoice +3`,
//! `send sample mon if no reply`.

use super::ctx::Base;
use super::day::Day;
use super::recurrence::{self, Found, Rhythm};
use super::waiting::waits_for_reply;
use super::when::{self, DateContext, Tail};

/// When it is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum When {
    /// Once, on a day.
    Day(Day),
    /// Again and again.
    Every(Rhythm),
}

/// A next step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextStep {
    /// The words; may be empty.
    pub what: String,
    /// When.
    pub when: When,
    /// The words the day was read from.
    pub typed: String,
    /// It is gone as soon as they write; never of one that comes round again.
    pub waits: bool,
}

/// Why words are no next step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Miss {
    /// What looks like a date or a rhythm and is none, with the sentence that says why.
    Wrong(String),
    /// There is no day.
    NoDay,
}

impl Miss {
    /// The sentence.
    pub fn sentence(self) -> String {
        match self {
            Self::Wrong(why) => why,
            Self::NoDay => "When? Add a day at the end: tom, fri, +3 or 5 dec.".into(),
        }
    }
}

/// What the words say about waiting, and the words without it.
fn said_of_reply(words: &str) -> (&str, Option<bool>) {
    let words = words.trim();
    [(" regardless", false), (" if no reply", true)]
        .into_iter()
        .find_map(|(end, waits)| Some((words.strip_suffix(end)?.trim_end(), Some(waits))))
        .unwrap_or((words, None))
}

/// Reads it. A day or a rhythm that was given by itself stands in `day`; else it ends the words.
///
/// # Errors
///
/// Where there is neither a day nor a rhythm, or one that cannot be.
pub fn read(words: &str, day: &str, ctx: &DateContext) -> Result<NextStep, Miss> {
    let (words, said) = said_of_reply(words);
    let (day, said) = match said_of_reply(day) {
        (day, None) => (day, said),
        (day, said) => (day, said),
    };
    let line = [words, day].join(" ");
    let line = line.trim();
    match recurrence::find(line, ctx) {
        Found::Rhythm(rhythm, what) => {
            return Ok(NextStep {
                what,
                when: When::Every(rhythm),
                typed: String::new(),
                waits: false,
            });
        }
        Found::Wrong(why) => return Err(Miss::Wrong(why)),
        Found::None => {}
    }
    // A day given by itself is read whole: what precedes it is words, whatever it looks like.
    let (what, typed, day) = match day {
        "" => match when::tail(line, ctx) {
            Tail::Date { rest, typed, day } => (rest, typed, day),
            Tail::Wrong(why) => return Err(Miss::Wrong(why)),
            Tail::None => return Err(Miss::NoDay),
        },
        day => (words, day, when::read(day, ctx).map_err(Miss::Wrong)?),
    };
    Ok(NextStep {
        what: what.trim().to_owned(),
        when: When::Day(day),
        typed: typed.to_owned(),
        waits: said.unwrap_or_else(|| waits_for_reply(what)),
    })
}

impl NextStep {
    /// The day it first comes up; of a rhythm that would end before its first time a sentence.
    pub fn first(&self, base: &Base<'_>) -> Result<Day, String> {
        match &self.when {
            When::Day(day) => Ok(*day),
            When::Every(rhythm) => rhythm.first(base.today, base.calendar),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing::{World, day};

    #[test]
    fn one_reading_for_words_with_a_day_or_beside_one() {
        let w = World::on("2026-11-24");
        let base = w.base();
        let ctx = DateContext::new(base.today, base.calendar);
        let said = |words: &str, on: &str| {
            let step = read(words, on, &ctx).unwrap_or_else(|miss| panic!("{words}: {miss:?}"));
            let again = matches!(step.when, When::Every(_));
            (
                step.first(&base).unwrap().to_string(),
                step.what,
                again,
                step.waits,
            )
        };
        let fri = "2026-11-27".to_owned();
        assert_eq!(
            said("call fri", ""),
            (fri.clone(), "call".into(), false, false)
        );
        assert_eq!(
            said("call", "fri"),
            (fri.clone(), "call".into(), false, false)
        );
        assert_eq!(
            said("call about 5 dec", "fri"),
            (fri.clone(), "call about 5 dec".into(), false, false)
        );
        assert_eq!(
            said("chase fri", ""),
            (fri.clone(), "chase".into(), false, true)
        );
        assert!(!said("chase fri regardless", "").3);
        assert!(said("send tea if no reply", "fri").3);
        assert_eq!(
            said("nudge", "every 6 weeks"),
            ("2027-01-05".into(), "nudge".into(), true, false)
        );
        assert_eq!(
            said("call every 6 weeks", ""),
            ("2027-01-05".into(), "call".into(), true, false)
        );
        assert_eq!(said("call monthly", "").0, "2026-12-24");
        assert_eq!(read("call", "", &ctx), Err(Miss::NoDay));
        assert!(read("call yest", "", &ctx).is_err_and(|miss| miss != Miss::NoDay));
        assert!(day("2026-11-24") == base.today);
    }
}
