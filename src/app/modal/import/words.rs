//! What the import says, in words and numbers without a place on the screen: columns, status words, the dry run, a row as
//! it will be.

use super::{Import, Knob, Reading};
use crate::app::mark::Mark;
use crate::domain::day::{self, Day};
use crate::domain::fields::number::count_text;
use crate::domain::rows::Platform;
use crate::exchange::fields::{Field, Kind};
use crate::exchange::mapping::Column;
use crate::exchange::plan::Plan;
use crate::exchange::report::{FieldChange, Question, Record, Topic, Update, Warnings};
use crate::exchange::stages::Standing;

/// Lines of a section of the dry run where it is not the pane in use.
const SHORT: usize = 4;

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

/// A section of the notices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Section {
    Look,
    Skipped,
    Updates,
    Besides,
}

/// Something the dry run found.
#[derive(Debug, Clone)]
pub struct Notice {
    section: Section,
    mark: Mark,
    text: String,
}

/// A line of the dry run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DryLine {
    /// A rule between two sections.
    Rule,
    /// A heading.
    Title(&'static str),
    /// A number and what it counts.
    Count(&'static str, usize, &'static str),
    /// A sentence.
    Text(Mark, String),
}

/// All that a plan found, told once: a list of thousands is not put into words to draw a frame.
pub fn notices(plan: &Plan) -> Vec<Notice> {
    let mut all = Vec::new();
    let asked: Vec<String> = plan.questions.iter().map(|q| format!("{}: {}", q.header, q.text)).collect();
    for (question, text) in plan.questions.iter().zip(&asked) {
        let open = question.chosen.is_none();
        let mark = if open { Mark::Due } else { Mark::Plain };
        let two = question.choices.len() == 2 && open;
        let how = if two { ". Enter on the column answers" } else { "" };
        all.push(Notice { section: Section::Look, mark, text: format!("? {text}{how}") });
    }
    let mut skipped = Warnings::default();
    for rejected in &plan.report.rejected {
        let column = rejected.column.as_ref().map_or(String::new(), |c| format!("{c}: "));
        skipped.add(rejected.line, format!("{column}{}", rejected.reason));
    }
    all.extend(skipped.sentences().into_iter().map(|text| Notice {
        section: Section::Skipped,
        mark: Mark::Plain,
        text,
    }));
    all.extend(plan.updates.iter().take(200).map(|u| Notice {
        section: Section::Updates,
        mark: Mark::Plain,
        text: update(u),
    }));
    let besides = plan.report.warnings.iter().filter(|w| !asked.contains(w));
    all.extend(besides.map(|w| Notice { section: Section::Besides, mark: Mark::Muted, text: w.clone() }));
    all
}

fn update(update: &Update) -> String {
    let first = update.changes.first().map(changed).unwrap_or_default();
    match update.changes.len() {
        0 | 1 => format!("{}  {first}", update.who),
        n => format!("{}  {first} +{}", update.who, n - 1),
    }
}

/// `Rate 400 ► 480`.
pub fn changed(change: &FieldChange) -> String {
    let one = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let FieldChange { field, from, to } = change;
    if from.is_empty() { format!("{field} + {}", one(to)) } else { format!("{field} {} ► {}", one(from), one(to)) }
}

impl Import {
    /// Name of the file.
    pub fn file(&self) -> &str {
        &self.loaded.file
    }

    /// `43 rows, 12 columns`.
    pub fn size(&self) -> String {
        let Ok(reading) = self.reading() else { return String::new() };
        format!("{}, {}", some(reading.sheet.records(), "row"), some(reading.mapping.columns.len(), "column"))
    }

    /// `comma, UTF-8 · line 1 = names`.
    pub fn manner(&self) -> String {
        let Ok(reading) = self.reading() else { return String::new() };
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
                let value = names.get(self.tab).map(|n| (*n).to_string()).unwrap_or_default();
                ("Tab", value, format!("{} of {}", self.tab + 1, names.len()))
            }
            Knob::Separator => {
                let now = self.how.separator.map(|b| char::from(b).to_string());
                let now = now.or_else(|| sheet.map(|s| s.delimiter.clone())).unwrap_or_default();
                ("Separator", separator(&now).to_string(), guessed(self.how.separator.is_some()))
            }
            Knob::Encoding => {
                let now = self.how.encoding.clone().or_else(|| sheet.map(|s| s.encoding.clone())).unwrap_or_default();
                let unsure = sheet.is_some_and(|s| s.encoding_guessed);
                let note = if unsure {
                    "a guess: look at the letters with accents".into()
                } else {
                    guessed(self.how.encoding.is_some())
                };
                ("Encoding", now, note)
            }
            Knob::Header => {
                let line = self.how.header_line.or_else(|| sheet.map(|s| s.header_line)).unwrap_or(0);
                let value = if line == 0 { "none, columns are numbered".into() } else { format!("line {line}") };
                ("Names in", value, guessed(self.how.header_line.is_some()))
            }
            Knob::Profile => {
                let value = self.reading().map_or(String::new(), |r| r.mapping.profile.name.to_string());
                ("Kind of file", value, guessed(self.profile.is_some()))
            }
        }
    }

    /// The headers and the first rows, for looking at them.
    pub fn preview(&self, rows: usize) -> Vec<Vec<String>> {
        let Ok(reading) = self.reading() else { return Vec::new() };
        let sheet = &reading.sheet;
        let short = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(80).collect();
        let first = (0..rows).filter_map(|at| sheet.row(at));
        let line =
            |row: crate::exchange::grid::Row<'_>| (0..sheet.headers.len()).map(|at| short(row.get(at))).collect();
        std::iter::once(sheet.headers.clone()).chain(first.map(line)).collect()
    }

    /// What was noticed while reading, in a sentence or two.
    pub fn noticed(&self) -> Vec<String> {
        let Ok(reading) = self.reading() else { return Vec::new() };
        let mut all = reading.sheet.warnings.sentences();
        if !reading.sheet.rejected.is_empty() {
            all.insert(
                0,
                format!("{} cannot be read; the dry run says why", some(reading.sheet.rejected.len(), "row")),
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
            Some(Standing::In(stage)) => (stage.number().to_string(), format!("{} {}", stage.number(), stage.label())),
            Some(Standing::Closed(outcome)) => ("closed".into(), format!("closed: {}", outcome.label())),
            None => ("?".into(), "? says nothing; new ones start in stage 1".into()),
        };
        Some(WordLine { word: word.word.clone(), rows: word.rows, short, becomes, known: word.becomes.is_some() })
    }

    /// `10 of 12 columns placed · 2 things to look at`.
    pub fn quiet(&self) -> (String, String) {
        let Ok(reading) = self.reading() else { return (String::new(), "Esc leaves; nothing is written".into()) };
        let looks = reading.notices.iter().filter(|n| n.section == Section::Look).count();
        let mut left = format!("{} of {} columns placed", reading.mapping.placed(), reading.mapping.columns.len());
        match looks {
            0 => {}
            1 => left += " · 1 thing to look at",
            n => left += &format!(" · {n} things to look at"),
        }
        (left, "nothing is written yet".into())
    }

    /// The numbers of the dry run: what, how many, more about it.
    pub fn counts(&self) -> Vec<(&'static str, usize, &'static str)> {
        let Ok(reading) = self.reading() else { return Vec::new() };
        let report = &reading.plan.report;
        let left_out = reading.plan.updates.iter().filter(|u| self.skip.contains(&u.creator)).count();
        let waiting = reading.waiting();
        let mut counts = vec![("new", report.new, ""), ("update", report.updated, "you see them first")];
        counts.extend((report.unchanged > 0).then_some(("unchanged", report.unchanged, "known already")));
        counts.extend((left_out > 0).then_some(("left out", left_out, "stay as they are")));
        counts.push(("skip", report.rejected.len() - waiting.min(report.rejected.len()), ""));
        counts.extend((waiting > 0).then_some(("waiting", waiting, "hang on a ?")));
        counts
    }

    /// The dry run in lines; each section whole, or its first few lines.
    pub fn dry(&self, whole: bool) -> Vec<DryLine> {
        let Ok(reading) = self.reading() else { return Vec::new() };
        let mut lines = vec![DryLine::Title("IF YOU IMPORT NOW")];
        match reading.refusal() {
            Some(why) => lines.push(DryLine::Text(Mark::Due, why)),
            None => {
                lines.extend(self.counts().into_iter().map(|(what, n, note)| DryLine::Count(what, n, note)));
                lines.push(DryLine::Text(Mark::Muted, "one u takes all of it back".into()));
            }
        }
        let sections = [
            (Section::Look, "PLEASE LOOK"),
            (Section::Skipped, "SKIPPED, AND WHY"),
            (Section::Updates, "UPDATES ASK FIRST"),
            (Section::Besides, "GOOD TO KNOW"),
        ];
        for (section, title) in sections {
            let all: Vec<&Notice> = reading.notices.iter().filter(|n| n.section == section).collect();
            if all.is_empty() {
                continue;
            }
            lines.extend([DryLine::Rule, DryLine::Title(title)]);
            let shown = if whole || all.len() <= SHORT + 1 { all.len() } else { SHORT };
            lines.extend(all.iter().take(shown).map(|n| DryLine::Text(n.mark, n.text.clone())));
            if shown < all.len() {
                lines.push(DryLine::Text(Mark::Muted, format!("+{} more (Tab)", all.len() - shown)));
            }
        }
        lines
    }

    /// The things to look at on one line, for small windows.
    pub fn looks(&self) -> String {
        let Ok(reading) = self.reading() else { return String::new() };
        let of = |section: Section| reading.notices.iter().filter(move |n| n.section == section).map(|n| &*n.text);
        let all: Vec<&str> = of(Section::Look).chain(of(Section::Besides)).collect();
        all.join(" · ")
    }

    /// Lines that are skipped, for small windows: `lines 17, 31`.
    pub fn skipped_lines(&self) -> String {
        let Ok(reading) = self.reading() else { return String::new() };
        let rejected = &reading.plan.report.rejected;
        let lines: Vec<String> = rejected.iter().take(3).map(|r| r.line.to_string()).collect();
        let more = if rejected.len() > 3 { "…" } else { "" };
        if lines.is_empty() { String::new() } else { format!("lines {}{more}", lines.join(", ")) }
    }

    /// Which row is shown as it will be: its place, of how many, its line in the file.
    pub fn sample_place(&self) -> Option<(usize, usize, u32)> {
        let reading = self.reading().ok()?;
        let record = reading.plan.records.get(self.sample)?;
        Some((self.sample + 1, reading.plan.report.imported, record.line))
    }

    /// That row in parts.
    pub fn sample_parts(&self, today: Day) -> Vec<(Mark, String)> {
        let record = self.reading().ok().and_then(|r| r.plan.records.get(self.sample));
        record.map_or_else(Vec::new, |r| parts(r, today))
    }

    /// A known creator that would change: who, a summary, whether it is left out.
    pub fn update_line(&self, at: usize) -> Option<(String, String, bool)> {
        let update = self.reading().ok()?.plan.updates.get(at)?;
        let all: Vec<String> = update.changes.iter().take(3).map(changed).collect();
        Some((update.who.clone(), all.join(" · "), self.skip.contains(&update.creator)))
    }

    /// What changes about the one under the cursor: the line of the file, and field by field.
    pub fn update_changes(&self) -> Option<(String, u32, &[FieldChange])> {
        let update = self.reading().ok()?.plan.updates.get(*self.updates.current()?)?;
        Some((update.who.clone(), update.line, &update.changes))
    }
}

impl Reading {
    /// Where a column goes, with how its cells are read where that was in question.
    fn goes(&self, column: &Column) -> String {
        let Some(field) = column.field else { return "do not import".into() };
        let label = field.label();
        let said = |topic: Topic| -> Option<String> {
            let question: &Question = self.questions(column.at).find(|q| q.topic == topic)?;
            Some(question.chosen.and_then(|n| question.choices.get(n)).map_or("?".into(), |c| c.label.clone()))
        };
        let how = match field.kind() {
            Kind::Stage => return format!("{label} ({})", some(self.mapping.stages.len(), "value")),
            Kind::Date => said(Topic::DateOrder),
            Kind::Money => {
                let parts: Vec<String> =
                    [said(Topic::Currency), said(Topic::DecimalMark)].into_iter().flatten().collect();
                (!parts.is_empty()).then(|| parts.join(", "))
            }
            Kind::Percent => said(Topic::Percent),
            _ if field == Field::Handle => {
                self.mapping.platform.map(|p| p.label().to_string()).or_else(|| said(Topic::Platform))
            }
            _ => None,
        };
        how.map_or_else(|| label.to_string(), |how| format!("{label}, {how}"))
    }
}

/// A row as it will be, in parts that stay together.
fn parts(record: &Record, today: Day) -> Vec<(Mark, String)> {
    let mut all: Vec<(Mark, String)> = Vec::new();
    let mut say = |mark: Mark, text: String| all.push((mark, text));
    let named = !record.name.is_empty();
    if named {
        say(Mark::Core, record.name.clone());
    }
    if !record.handle.is_empty() {
        let platform = record.platform.as_deref().and_then(Platform::from_word).map_or("", Platform::letters);
        let followers = record.followers.map_or(String::new(), |n| format!(" {}", count_text(n)));
        say(if named { Mark::Plain } else { Mark::Core }, format!("@{} {platform}{followers}", record.handle));
    }
    let texts =
        [("", &record.email), ("", &record.phone), ("", &record.country), ("", &record.language), ("", &record.niche)];
    texts.into_iter().filter(|(_, t)| !t.is_empty()).for_each(|(_, t)| say(Mark::Plain, t.clone()));
    match Standing::from_word(&record.stage) {
        Some(Standing::In(stage)) => {
            let n = usize::from(stage.number());
            say(Mark::Plain, format!("{}{} {n} {}", "■".repeat(n), "□".repeat(6 - n.min(6)), stage.label()));
        }
        Some(Standing::Closed(outcome)) => say(Mark::Muted, format!("closed: {}", outcome.label())),
        None => {}
    }
    if let (Some(rate), Some(currency)) = (record.rate, &record.currency) {
        say(Mark::Money, format!("rate {currency} {rate}"));
    }
    if let Some(rate) = record.engagement_rate {
        say(Mark::Plain, format!("engagement {rate} %"));
    }
    record.codes.iter().for_each(|code| say(Mark::Plain, format!("code {code}")));
    record.tags.iter().for_each(|tag| say(Mark::Plain, format!("#{tag}")));
    let date =
        |text: &Option<String>| text.as_deref().and_then(|t| t.parse::<Day>().ok()).map(|d| day::short(d, today));
    if let Some(at) = date(&record.last_contacted) {
        say(Mark::Plain, format!("last contact {at}"));
    }
    if let Some(at) = date(&record.follow_up) {
        say(Mark::Plain, format!("next step {at}"));
    }
    if record.do_not_contact {
        say(Mark::Late, "do not contact".into());
    }
    if !record.notes.is_empty() {
        say(Mark::Plain, format!("note \"{}\"", record.notes.split_whitespace().collect::<Vec<_>>().join(" ")));
    }
    record.extra.lines().for_each(|line| say(Mark::Muted, line.to_string()));
    match record.result {
        "new" => {}
        result => say(Mark::Wait, format!("({result})")),
    }
    all
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
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}
