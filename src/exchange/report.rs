//! What an import says about itself: the report, the records as they would be stored, the updates
//! to look at and the questions. The JSON names here are a promise to scripts.

use std::collections::HashMap;

use serde::Serialize;

use crate::domain::ids::Id;
use crate::domain::rows::Creator;

/// A record that is not taken, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rejected {
    /// Line of the file on which it starts, from 1.
    pub line: u32,
    /// The column that is at fault, when one is.
    pub column: Option<String>,
    /// Why, for people.
    pub reason: String,
}

/// A cell that could not be read as its field: its words stand beside the creator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KeptCell {
    /// Line of the file.
    pub line: u32,
    /// Its column.
    pub column: String,
    /// What it says, or how that begins.
    pub words: String,
    /// Why it was not read.
    pub reason: String,
}

/// Where a column went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ColumnReport {
    /// Its header.
    pub column: String,
    /// The key of its field; "words", "empty" or "left out".
    pub goes: &'static str,
    /// The same for people.
    pub label: &'static str,
    /// How many cells hold something.
    pub cells: usize,
    /// How many of them were kept as words.
    pub kept: usize,
}

/// The outcome of an import or of its dry run.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Name of the file.
    pub file: String,
    /// Key of the profile.
    pub profile: String,
    /// Encoding it was read in.
    pub encoding: String,
    /// What parts the cells; empty for workbooks.
    pub delimiter: String,
    /// Records of data found.
    pub rows: usize,
    /// Records taken: new, updated and unchanged.
    pub imported: usize,
    /// Records that make a creator.
    pub new: usize,
    /// Records that change one.
    pub updated: usize,
    /// Records that say what is known already.
    pub unchanged: usize,
    /// Records not taken.
    pub rejected: Vec<Rejected>,
    /// Every column of the file and where it went.
    pub columns: Vec<ColumnReport>,
    /// Cells kept as words, by line.
    pub kept: Vec<KeptCell>,
    /// What should be known besides, a sentence each.
    pub warnings: Vec<String>,
    /// What was asked, with the answers there are.
    pub questions: Vec<Asked>,
    /// Whether it was written.
    pub committed: bool,
}

/// A record as it would be stored.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Record {
    /// Line of the file on which it starts.
    pub line: u32,
    /// Full name.
    pub name: String,
    /// Handle of the account this record speaks of, without `@`.
    pub handle: String,
    /// Its platform.
    pub platform: Option<String>,
    /// E-mail address.
    pub email: String,
    /// Telephone number.
    pub phone: String,
    /// Country.
    pub country: String,
    /// Language.
    pub language: String,
    /// Niche.
    pub niche: String,
    /// Followers of that account.
    pub followers: Option<i64>,
    /// Its engagement rate in percent.
    pub engagement_rate: Option<f64>,
    /// Their price, in units.
    pub rate: Option<f64>,
    /// And its currency.
    pub currency: Option<String>,
    /// Stage, or how it ended.
    pub stage: String,
    /// Tags.
    pub tags: Vec<String>,
    /// Day of the last contact, as the file says.
    pub last_contacted: Option<String>,
    /// Day of the next step, as the file says.
    pub follow_up: Option<String>,
    /// Promo codes.
    pub codes: Vec<String>,
    /// Notes of this record.
    pub notes: String,
    /// Campaign.
    pub campaign: String,
    /// Fee agreed.
    pub agreed_fee: String,
    /// Next step.
    pub next_step: String,
    /// Pieces, a few words each.
    pub pieces: Vec<String>,
    /// Rights.
    pub rights: String,
    /// Never to be contacted.
    pub do_not_contact: bool,
    /// Columns without a field, `Header: value` a line.
    pub extra: String,
    /// What becomes of it: new, updated or unchanged.
    pub result: &'static str,
}

/// One field of an existing creator that would change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldChange {
    /// Label of the field.
    pub field: &'static str,
    /// As it is.
    pub from: String,
    /// As it would be.
    pub to: String,
}

/// An existing creator that would change. Asked first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Update {
    /// First line of the file that says so.
    pub line: u32,
    /// Who.
    pub creator: Id<Creator>,
    /// What they are called.
    pub who: String,
    /// What would change.
    pub changes: Vec<FieldChange>,
}

/// What a question is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// Day or month first.
    DateOrder,
    /// `.` or `,` before decimals.
    DecimalMark,
    /// Rates in percent or as parts of one.
    Percent,
    /// Amounts without a currency.
    Currency,
    /// Two columns that seem to hold the same thing.
    Clash,
    /// Handles without a platform.
    Platform,
    /// E-mail addresses that look wrong.
    Emails,
}

/// A question as scripts read and answer it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Asked {
    /// Its name, the same at every run over the same file.
    pub id: String,
    /// The line of the row it is about; of a column the line of its header, if known.
    pub line: u32,
    /// What kind of question it is; all of a kind can be answered at once.
    pub kind: String,
    /// The question in a sentence.
    pub text: String,
    /// The answers.
    pub choices: Vec<AskedChoice>,
    /// The answer that was taken: given, or the one that loses nothing.
    pub default: Option<String>,
    /// Nothing is written until it is answered.
    pub blocking: bool,
    /// The one whom the row may be about.
    #[serde(skip)]
    pub called: String,
    /// Both readings side by side.
    #[serde(skip)]
    pub compared: Vec<Compared>,
}

/// One line of two readings side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// What it is.
    pub label: String,
    /// As it is here.
    pub here: String,
    /// As the file says.
    pub file: String,
    /// Whether they differ, where both say something.
    pub differs: Option<bool>,
}

/// One answer to such a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AskedChoice {
    /// What is typed.
    pub key: String,
    /// What it does.
    pub effect: String,
}

/// One answer to a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// The answer in words: `d/m/y`.
    pub label: String,
    /// How many cells can be read so.
    pub fits: usize,
    /// What the example becomes.
    pub example: String,
}

/// Something to look at: answered by what the file shows (`chosen` is set), or left open. Cells that
/// hang on an open question are kept as words unless it is answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Question {
    /// About what.
    pub topic: Topic,
    /// Which column, by its place.
    pub column: usize,
    /// Its header.
    pub header: String,
    /// The question in a sentence.
    pub text: String,
    /// How many rows hang on it.
    pub rows: usize,
    /// The answers.
    pub choices: Vec<Choice>,
    /// Which of them was taken.
    pub chosen: Option<usize>,
}

/// Warnings, equal ones gathered with their lines: a file of 100,000 short rows says so once.
#[derive(Debug, Clone, Default)]
pub struct Warnings {
    list: Vec<Warning>,
    known: HashMap<String, usize>,
    left_out: usize,
}

#[derive(Debug, Clone)]
struct Warning {
    text: String,
    lines: Vec<u32>,
    count: usize,
}

/// How many different sentences are kept, and how many lines each names.
const SENTENCES: usize = 200;
const LINES: usize = 12;

impl Warnings {
    /// Adds a sentence about a line (0 is about the whole file).
    pub fn add(&mut self, line: u32, text: impl Into<String>) {
        let text = text.into();
        let place = match self.known.get(&text) {
            Some(place) => *place,
            None if self.list.len() >= SENTENCES => {
                self.left_out += 1;
                return;
            }
            None => {
                self.known.insert(text.clone(), self.list.len());
                self.list.push(Warning {
                    text,
                    lines: Vec::new(),
                    count: 0,
                });
                self.list.len() - 1
            }
        };
        if let Some(warning) = self.list.get_mut(place)
            && line > 0
        {
            warning.count += 1;
            if warning.lines.len() < LINES {
                warning.lines.push(line);
            }
        }
    }

    /// Takes over another list.
    pub fn extend(&mut self, other: &Self) {
        for warning in &other.list {
            if warning.lines.is_empty() {
                self.add(0, warning.text.clone());
            }
            for line in &warning.lines {
                self.add(*line, warning.text.clone());
            }
            if let Some(mine) = self
                .known
                .get(&warning.text)
                .and_then(|at| self.list.get_mut(*at))
            {
                mine.count += warning.count - warning.lines.len();
            }
        }
        self.left_out += other.left_out;
    }

    /// The sentences: `line 3: …`, `lines 3, 5 and 40 more: …`.
    pub fn sentences(&self) -> Vec<String> {
        let mut all: Vec<String> = self.list.iter().map(Warning::sentence).collect();
        if self.left_out > 0 {
            all.push(format!("and {} more warnings", self.left_out));
        }
        all
    }
}

impl Warning {
    fn sentence(&self) -> String {
        let more = self.count.saturating_sub(self.lines.len());
        let lines: Vec<String> = self.lines.iter().map(u32::to_string).collect();
        match (lines.as_slice(), more) {
            ([], _) => self.text.clone(),
            ([one], 0) => format!("line {one}: {}", self.text),
            ([start @ .., last], 0) => {
                format!("lines {} and {last}: {}", start.join(", "), self.text)
            }
            (_, more) => format!("lines {} and {more} more: {}", lines.join(", "), self.text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_warnings_are_said_once() {
        let mut warnings = Warnings::default();
        warnings.add(0, "guessed");
        for line in 2..=20 {
            warnings.add(line, "short");
        }
        warnings.add(7, "odd");
        let expect = [
            "guessed",
            "lines 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 and 7 more: short",
            "line 7: odd",
        ];
        assert_eq!(warnings.sentences(), expect);
        let mut other = Warnings::default();
        other.extend(&warnings);
        assert_eq!(other.sentences(), expect);
    }
}
