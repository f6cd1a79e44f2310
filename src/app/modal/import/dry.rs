//! The dry run in words: the numbers, what has to be looked at, what is skipped and why, and a row
//! as it will be.

use super::Import;
use crate::app::mark::Mark;
use crate::domain::day::{self, Day};
use crate::domain::fields::number::count_text;
use crate::domain::rows::Platform;
use crate::exchange::plan::Plan;
use crate::exchange::report::{FieldChange, Record, Update, Warnings};
use crate::exchange::stages::StageChoice;

/// Lines of a section of the dry run where it is not the pane in use.
const SHORT: usize = 4;

/// A section of the notices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Section {
    Look,
    Skipped,
    Kept,
    Never,
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
    let asked: Vec<String> = plan
        .questions
        .iter()
        .map(|q| format!("{}: {}", q.header, q.text))
        .collect();
    for (question, text) in plan.questions.iter().zip(&asked) {
        let open = question.chosen.is_none();
        let mark = if open { Mark::Due } else { Mark::Plain };
        let two = question.choices.len() == 2 && open;
        let how = if two {
            ". Enter on the column answers"
        } else {
            ""
        };
        all.push(Notice {
            section: Section::Look,
            mark,
            text: format!("? {text}{how}"),
        });
    }
    let mut skipped = Warnings::default();
    for rejected in &plan.report.rejected {
        let column = rejected
            .column
            .as_ref()
            .map_or(String::new(), |c| format!("{c}: "));
        skipped.add(rejected.line, format!("{column}{}", rejected.reason));
    }
    all.extend(skipped.sentences().into_iter().map(|text| Notice {
        section: Section::Skipped,
        mark: Mark::Plain,
        text,
    }));
    all.extend(kept(plan).into_iter().map(|text| Notice {
        section: Section::Kept,
        mark: Mark::Plain,
        text,
    }));
    let never: Vec<&str> = plan.never.iter().map(String::as_str).collect();
    if let [first, rest @ ..] = never.as_slice() {
        let more = match rest.len() {
            0 => String::new(),
            n => format!(", +{n}"),
        };
        let people = if rest.is_empty() {
            "1 person"
        } else {
            "people"
        };
        let many = if rest.is_empty() {
            String::new()
        } else {
            format!("{} ", never.len())
        };
        all.push(Notice {
            section: Section::Never,
            mark: Mark::Late,
            text: format!("{many}{people}: {first}{more}"),
        });
    }
    all.extend(plan.updates.iter().take(200).map(|u| Notice {
        section: Section::Updates,
        mark: Mark::Plain,
        text: update(u),
    }));
    let besides = plan.report.warnings.iter().filter(|w| !asked.contains(w));
    all.extend(besides.map(|w| Notice {
        section: Section::Besides,
        mark: Mark::Muted,
        text: w.clone(),
    }));
    all
}

/// Cells kept as words: one line a column with how many and an example, then each with its line.
fn kept(plan: &Plan) -> Vec<String> {
    let kept = &plan.report.kept;
    let columns = plan.report.columns.iter().filter(|c| c.kept > 0);
    let mut lines: Vec<String> = columns
        .map(
            |column| match kept.iter().find(|k| k.column == column.column) {
                Some(cell) => format!("{} {}: \"{}\"", column.column, column.kept, cell.words),
                None => format!("{} {}: the whole column", column.column, column.kept),
            },
        )
        .collect();
    lines.extend(kept.iter().take(500).map(|k| {
        format!(
            "line {}, {}: \"{}\" {}",
            k.line, k.column, k.words, k.reason
        )
    }));
    lines
}

fn update(update: &Update) -> String {
    let first = update.changes.first().map(changed).unwrap_or_default();
    match update.changes.len() {
        0 | 1 => format!("{}: {first}", update.who),
        n => format!("{}: {first} +{}", update.who, n - 1),
    }
}

/// `Rate 400 ► 480`.
pub fn changed(change: &FieldChange) -> String {
    let one = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let FieldChange { field, from, to } = change;
    if from.is_empty() {
        format!("{field} + {}", one(to))
    } else {
        format!("{field} {} ► {}", one(from), one(to))
    }
}

impl Import {
    /// `10 of 12 columns placed · 2 things to look at`.
    pub fn quiet(&self) -> (String, String) {
        let Ok(reading) = self.reading() else {
            return (String::new(), "Esc leaves; nothing is written".into());
        };
        let looks = reading
            .notices
            .iter()
            .filter(|n| n.section == Section::Look)
            .count();
        let mut left = format!(
            "{} of {} columns placed",
            reading.mapping.placed(),
            reading.mapping.columns.len()
        );
        match looks {
            0 => {}
            1 => left += " · 1 thing to look at",
            n => left += &format!(" · {n} things to look at"),
        }
        (left, "nothing is written yet".into())
    }

    /// The numbers of the dry run: what, how many, more about it.
    pub fn counts(&self) -> Vec<(&'static str, usize, &'static str)> {
        let Ok(reading) = self.reading() else {
            return Vec::new();
        };
        let report = &reading.plan.report;
        let left_out = reading.left_out(&self.skip);
        let waiting = reading.waiting();
        let again = report.updated.saturating_sub(reading.plan.updates.len());
        let mut counts = vec![
            ("new", report.new, ""),
            ("update", reading.plan.updates.len(), "you see them first"),
        ];
        counts.extend((left_out > 0).then_some(("left out", left_out, "stay as they are")));
        counts.extend((again > 0).then_some(("add to", again, "rows about one above")));
        counts.extend((report.unchanged > 0).then_some((
            "unchanged",
            report.unchanged,
            "known already",
        )));
        counts.push(("skip", report.rejected.len(), ""));
        counts.extend((waiting > 0).then_some(("waiting", waiting, "cells hang on a ?")));
        counts
    }

    /// The dry run in lines; each section whole, or its first few lines.
    pub fn dry(&self, whole: bool) -> Vec<DryLine> {
        let Ok(reading) = self.reading() else {
            return Vec::new();
        };
        let mut lines = vec![DryLine::Title("IF YOU IMPORT NOW")];
        match reading.refusal() {
            Some(why) => lines.push(DryLine::Text(Mark::Due, why)),
            None => {
                lines.extend(
                    self.counts()
                        .into_iter()
                        .map(|(what, n, note)| DryLine::Count(what, n, note)),
                );
                if let Some(doubt) = reading.plan.doubt {
                    lines.push(DryLine::Text(Mark::Late, doubt.short()));
                }
                lines.push(DryLine::Text(
                    Mark::Muted,
                    "one u takes all of it back".into(),
                ));
            }
        }
        let sections = [
            (Section::Look, "PLEASE LOOK"),
            (Section::Skipped, "SKIPPED, AND WHY"),
            (Section::Kept, "KEPT AS WORDS, NO ROW LOST"),
            (Section::Never, "NOT TO BE CONTACTED"),
            (Section::Updates, "UPDATES ASK FIRST"),
            (Section::Besides, "GOOD TO KNOW"),
        ];
        for (section, title) in sections {
            let all: Vec<&Notice> = reading
                .notices
                .iter()
                .filter(|n| n.section == section)
                .collect();
            if all.is_empty() {
                continue;
            }
            lines.extend([DryLine::Rule, DryLine::Title(title)]);
            let shown = if whole || all.len() <= SHORT + 1 {
                all.len()
            } else {
                SHORT
            };
            lines.extend(
                all.iter()
                    .take(shown)
                    .map(|n| DryLine::Text(n.mark, n.text.clone())),
            );
            if shown < all.len() {
                lines.push(DryLine::Text(
                    Mark::Muted,
                    format!("+{} more (Tab)", all.len() - shown),
                ));
            }
        }
        lines
    }

    /// The things to look at on one line, for small windows.
    pub fn looks(&self) -> String {
        let Ok(reading) = self.reading() else {
            return String::new();
        };
        let of = |section: Section| {
            reading
                .notices
                .iter()
                .filter(move |n| n.section == section)
                .map(|n| &*n.text)
        };
        let doubt = reading.plan.doubt.map(|doubt| doubt.short());
        let kept = match reading.plan.report.kept.len() {
            0 => None,
            1 => Some("1 cell kept as words".to_string()),
            n => Some(format!("{n} cells kept as words")),
        };
        let never = match reading.plan.never.len() {
            0 => None,
            n => Some(format!("not to be contacted: {n}")),
        };
        let all: Vec<&str> = doubt
            .as_deref()
            .into_iter()
            .chain(of(Section::Look))
            .chain(never.as_deref())
            .chain(kept.as_deref())
            .chain(of(Section::Besides))
            .collect();
        all.join(" · ")
    }

    /// Lines that are skipped, for small windows: `lines 17, 31`.
    pub fn skipped_lines(&self) -> String {
        let Ok(reading) = self.reading() else {
            return String::new();
        };
        let rejected = &reading.plan.report.rejected;
        let lines: Vec<String> = rejected
            .iter()
            .take(3)
            .map(|r| r.line.to_string())
            .collect();
        let more = if rejected.len() > 3 { "…" } else { "" };
        match lines.as_slice() {
            [] => String::new(),
            [one] => format!("line {one}"),
            _ => format!("lines {}{more}", lines.join(", ")),
        }
    }

    /// Which row is shown as it will be: its place, of how many, its line in the file.
    pub fn sample_place(&self) -> Option<(usize, usize, u32)> {
        let reading = self.reading().ok()?;
        let record = reading.plan.records.get(self.sample)?;
        Some((self.sample + 1, reading.plan.report.imported, record.line))
    }

    /// That row in parts.
    pub fn sample_parts(&self, today: Day) -> Vec<(Mark, String)> {
        let record = self
            .reading()
            .ok()
            .and_then(|r| r.plan.records.get(self.sample));
        record.map_or_else(Vec::new, |r| parts(r, today))
    }
}

/// The work a row tells of: its next step, campaign, fee, rights and pieces.
fn work(record: &Record, next: Option<String>) -> Vec<String> {
    let words = &record.next_step;
    let step = match (words.is_empty(), next) {
        (true, Some(at)) => Some(format!("next step {at}")),
        (false, Some(at)) => Some(format!("next step {words}, {at}")),
        (false, None) => Some(format!("next step {words}, today")),
        (true, None) => None,
    };
    let pieces = record.pieces.join(", ");
    let texts = [
        ("campaign", &record.campaign),
        ("fee", &record.agreed_fee),
        ("rights", &record.rights),
        ("piece", &pieces),
    ];
    let said = texts.into_iter().filter(|(_, text)| !text.is_empty());
    step.into_iter()
        .chain(said.map(|(what, text)| format!("{what} {text}")))
        .collect()
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
        let platform = record
            .platform
            .as_deref()
            .and_then(Platform::from_word)
            .map_or("", Platform::letters);
        let followers = record
            .followers
            .map_or(String::new(), |n| format!(" {}", count_text(n)));
        say(
            if named { Mark::Plain } else { Mark::Core },
            format!("@{} {platform}{followers}", record.handle),
        );
    }
    let texts = [
        ("", &record.email),
        ("", &record.phone),
        ("", &record.country),
        ("", &record.language),
        ("", &record.niche),
    ];
    texts
        .into_iter()
        .filter(|(_, t)| !t.is_empty())
        .for_each(|(_, t)| say(Mark::Plain, t.clone()));
    match StageChoice::from_word(&record.stage) {
        Some(StageChoice::In(stage)) => {
            let n = usize::from(stage.number());
            say(
                Mark::Plain,
                format!(
                    "{}{} {n} {}",
                    "■".repeat(n),
                    "□".repeat(6 - n.min(6)),
                    stage.label()
                ),
            );
        }
        Some(StageChoice::Closed(outcome)) => {
            say(Mark::Muted, format!("closed: {}", outcome.label()))
        }
        None => {}
    }
    if let (Some(rate), Some(currency)) = (record.rate, &record.currency) {
        say(Mark::Money, format!("rate {currency} {rate}"));
    }
    if let Some(rate) = record.engagement_rate {
        say(Mark::Plain, format!("engagement {rate} %"));
    }
    record
        .codes
        .iter()
        .for_each(|code| say(Mark::Plain, format!("code {code}")));
    record
        .tags
        .iter()
        .for_each(|tag| say(Mark::Plain, format!("#{tag}")));
    let date = |text: &Option<String>| {
        text.as_deref()
            .and_then(|t| t.parse::<Day>().ok())
            .map(|d| day::short(d, today))
    };
    if let Some(at) = date(&record.last_contacted) {
        say(Mark::Plain, format!("last contact {at}"));
    }
    work(record, date(&record.follow_up))
        .into_iter()
        .for_each(|text| say(Mark::Plain, text));
    if record.do_not_contact {
        say(Mark::Late, "do not contact".into());
    }
    if !record.notes.is_empty() {
        say(
            Mark::Plain,
            format!(
                "note \"{}\"",
                record
                    .notes
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" ")
            ),
        );
    }
    record
        .extra
        .lines()
        .for_each(|line| say(Mark::Muted, line.to_string()));
    match record.result {
        "new" => {}
        result => say(Mark::Wait, format!("({result})")),
    }
    all
}
