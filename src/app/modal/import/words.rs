//! What the import says of a file, in words without a place on the screen: how it is read, its
//! columns and status words, the known creators that would change.

use super::dry::changed;
use super::{Import, Knob, Preview};
use crate::domain::money::grouped;
use crate::exchange::fields::{Field, Kind};
use crate::exchange::mapping::Column;
use crate::exchange::report::{FieldChange, Question, Topic};
use crate::exchange::stages::{self, StageChoice};

/// How a column stands with its questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asks {
    /// None.
    Nothing,
    /// Answered, by what the file shows or by the user.
    Answered,
    /// Open.
    Open,
}

/// A column, told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnLine {
    /// Its header.
    pub name: String,
    /// `98%`.
    pub filled: String,
    /// The first few values.
    pub looks: String,
    /// Where it goes.
    pub goes: String,
    /// How sure that is, 0 to 4.
    pub sure: u8,
    /// Its questions.
    pub asks: Asks,
    /// It goes to a field of its own.
    pub placed: bool,
}

/// A status word, told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordLine {
    /// The word.
    pub word: String,
    /// How many rows have it.
    pub rows: usize,
    /// `2`, `closed`, `?`.
    pub short: String,
    /// What it becomes.
    pub becomes: String,
    /// Whether that is known.
    pub known: bool,
}

impl Import {
    /// Name of the file.
    pub fn file(&self) -> &str {
        &self.loaded.file
    }

    /// `43 rows, 12 columns`.
    pub fn size(&self) -> String {
        let Ok(reading) = self.reading() else {
            return String::new();
        };
        format!(
            "{}, {}",
            some(reading.sheet.records(), "row"),
            some(reading.mapping.columns.len(), "column")
        )
    }

    /// `comma, UTF-8 · line 1 = names`.
    pub fn manner(&self) -> String {
        let Ok(reading) = self.reading() else {
            return String::new();
        };
        let sheet = &reading.sheet;
        let mut parts = Vec::new();
        match separator(&sheet.delimiter) {
            "" => parts.push(format!("tab \"{}\"", sheet.tab)),
            name => parts.push(format!("{name}, {}", sheet.encoding)),
        }
        parts.push(match sheet.header_line {
            0 => "no line of names".into(),
            1 => "first line = names".into(),
            n => format!("line {n} = names"),
        });
        parts.join(" · ")
    }

    /// The columns go where they went the last time a file had these headers.
    pub fn is_remembered(&self) -> bool {
        self.reading().is_ok_and(|r| r.mapping.remembered)
    }

    /// The title, the value and more about a setting of the file.
    pub fn knob(&self, knob: Knob) -> (&'static str, String, String) {
        let sheet = self.reading().ok().map(|r| &r.sheet);
        let guessed = |said: bool| if said { "as you said" } else { "found" }.to_string();
        match knob {
            Knob::Tab => {
                let names = self.loaded.tabs();
                let value = names
                    .get(self.tab)
                    .map(|n| (*n).to_string())
                    .unwrap_or_default();
                ("Tab", value, format!("{} of {}", self.tab + 1, names.len()))
            }
            Knob::Separator => {
                let now = self.how.separator.map(|b| char::from(b).to_string());
                let now = now
                    .or_else(|| sheet.map(|s| s.delimiter.clone()))
                    .unwrap_or_default();
                (
                    "Separator",
                    separator(&now).to_string(),
                    guessed(self.how.separator.is_some()),
                )
            }
            Knob::Encoding => {
                let now = self
                    .how
                    .encoding
                    .clone()
                    .or_else(|| sheet.map(|s| s.encoding.clone()))
                    .unwrap_or_default();
                let unsure = sheet.is_some_and(|s| s.encoding_guessed);
                let note = if unsure {
                    "a guess: look at the letters with accents".into()
                } else {
                    guessed(self.how.encoding.is_some())
                };
                ("Encoding", now, note)
            }
            Knob::Header => {
                let line = self
                    .how
                    .header_line
                    .or_else(|| sheet.map(|s| s.header_line))
                    .unwrap_or(0);
                let value = if line == 0 {
                    "none, columns are numbered".into()
                } else {
                    format!("line {line}")
                };
                ("Names in", value, guessed(self.how.header_line.is_some()))
            }
            Knob::Profile => {
                let value = self
                    .reading()
                    .map_or(String::new(), |r| r.mapping.profile.name.to_string());
                ("Kind of file", value, guessed(self.profile.is_some()))
            }
        }
    }

    /// The headers and the first rows, for looking at them.
    pub fn preview(&self, rows: usize) -> Vec<Vec<String>> {
        let Ok(reading) = self.reading() else {
            return Vec::new();
        };
        let sheet = &reading.sheet;
        let short = |text: &str| {
            text.split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
                .chars()
                .take(80)
                .collect()
        };
        let first = (0..rows).filter_map(|at| sheet.row(at));
        let line = |row: crate::exchange::grid::Row<'_>| {
            (0..sheet.headers.len())
                .map(|at| short(row.get(at)))
                .collect()
        };
        std::iter::once(sheet.headers.clone())
            .chain(first.map(line))
            .collect()
    }

    /// What was noticed while reading, in a sentence or two.
    pub fn noticed(&self) -> Vec<String> {
        let Ok(reading) = self.reading() else {
            return Vec::new();
        };
        let mut all = reading.sheet.warnings.sentences();
        if !reading.sheet.rejected.is_empty() {
            all.insert(
                0,
                format!(
                    "{} cannot be read; the dry run says why",
                    some(reading.sheet.rejected.len(), "row")
                ),
            );
        }
        all
    }

    /// A column.
    pub fn column_line(&self, at: usize) -> Option<ColumnLine> {
        let reading = self.reading().ok()?;
        let column = reading.mapping.columns.get(at)?;
        let open = reading.questions(at).any(|q| q.chosen.is_none());
        let asks = match reading.questions(at).next() {
            None => Asks::Nothing,
            Some(_) if open => Asks::Open,
            Some(_) => Asks::Answered,
        };
        Some(ColumnLine {
            name: column.header.clone(),
            filled: format!("{}%", column.filled),
            looks: column
                .samples
                .iter()
                .map(|s| s.split_whitespace().collect::<Vec<_>>().join(" "))
                .collect::<Vec<_>>()
                .join("   "),
            goes: reading.goes(column),
            sure: column.sure,
            asks,
            placed: column.field.is_some_and(|f| f != Field::Extra),
        })
    }

    /// A status word.
    pub fn word_line(&self, at: usize) -> Option<WordLine> {
        let word = self.reading().ok()?.mapping.stages.get(at)?;
        let (short, becomes) = match word.becomes {
            Some(StageChoice::In(stage)) => (
                stage.number().to_string(),
                format!("{} {}", stage.number(), stage.label()),
            ),
            Some(StageChoice::Closed(outcome)) => {
                ("closed".into(), format!("closed: {}", outcome.label()))
            }
            None if stages::means_never(&word.word) => ("never".into(), "do not contact".into()),
            None => (
                "?".into(),
                "? no stage says that; kept as words, stage 1".into(),
            ),
        };
        Some(WordLine {
            word: word.word.clone(),
            rows: word.rows,
            short,
            becomes,
            known: word.becomes.is_some() || stages::means_never(&word.word),
        })
    }

    /// A known creator that would change: who, a summary, whether it is left out.
    pub fn update_line(&self, at: usize) -> Option<(String, String, bool)> {
        let update = self.reading().ok()?.plan.updates.get(at)?;
        let all: Vec<String> = update.changes.iter().take(3).map(changed).collect();
        Some((
            update.who.clone(),
            all.join(" · "),
            self.skip.contains(&update.creator),
        ))
    }

    /// What changes about the one under the cursor: the line of the file, and field by field.
    pub fn update_changes(&self) -> Option<(String, u32, &[FieldChange])> {
        let update = self
            .reading()
            .ok()?
            .plan
            .updates
            .get(*self.updates.current()?)?;
        Some((update.who.clone(), update.line, &update.changes))
    }
}

impl Preview {
    /// Where a column goes, with how its cells are read where that was in question.
    fn goes(&self, column: &Column) -> String {
        let Some(field) = column.field.filter(|_| column.cells > 0) else {
            return if column.cells == 0 {
                "empty"
            } else {
                "left out"
            }
            .into();
        };
        let label = field.label();
        let said = |topic: Topic| -> Option<String> {
            let question: &Question = self.questions(column.at).find(|q| q.topic == topic)?;
            Some(
                question
                    .chosen
                    .and_then(|n| question.choices.get(n))
                    .map_or("?".into(), |c| c.label.clone()),
            )
        };
        let how = match field.kind() {
            Kind::Stage => {
                return format!("{label} ({})", some(self.mapping.stages.len(), "value"));
            }
            Kind::Date => said(Topic::DateOrder),
            Kind::Money => {
                let parts: Vec<String> = [said(Topic::Currency), said(Topic::DecimalMark)]
                    .into_iter()
                    .flatten()
                    .collect();
                (!parts.is_empty()).then(|| parts.join(", "))
            }
            Kind::Percent => said(Topic::Percent),
            _ if field == Field::Handle => self
                .mapping
                .platform
                .map(|p| p.label().to_string())
                .or_else(|| said(Topic::Platform)),
            _ => None,
        };
        how.map_or_else(|| label.to_string(), |how| format!("{label}, {how}"))
    }
}

fn separator(sign: &str) -> &'static str {
    match sign {
        "," => "comma",
        ";" => "semicolon",
        "\t" => "tab",
        "|" => "bar |",
        _ => "",
    }
}

/// `1 row`, `43 rows`.
fn some(n: usize, what: &str) -> String {
    if n == 1 {
        format!("1 {what}")
    } else {
        format!("{} {what}s", grouped(n as u64))
    }
}
