//! Rows to a plan: every record goes to a creator, new or known, or is rejected with a reason. The
//! plan is the dry run and the step that is later committed; they cannot differ. Planning changes
//! nothing.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use super::columns::{self, Decided, Reader};
use super::conflicts::Conflict;
use super::context::{Ids, ImportContext, KnownNotes};
use super::dates::Order;
use super::entry::{Entry, Rules};
use super::fields::Field;
use super::grid::Row;
use super::judge::{Doubt, judge};
use super::limits::Limits;
use super::mapping::{Column, Mapping, StageWord};
use super::numbers::Mark;
use super::people::{
    Answer, Answers, Doubt as Contradiction, Fact, Known, People, evidence, row_id, without_taken,
};
use super::person::Person;
use super::questions;
use super::report::{
    Asked, ColumnReport, KeptCell, Question, Record, Rejected, Report, Update, Warnings,
};
use super::sheet::Sheet;
use super::stages::{self, StageChoice};
use super::work::Campaigns;
use crate::domain::change::Step;
use crate::domain::day::Clock;
use crate::domain::ids::Id;
use crate::domain::model::Model;
use crate::domain::money::Currency;
use crate::domain::rows::*;

/// How many records are described when not all are asked for.
const SAMPLE: usize = 50;

/// So many letters of a kept cell are told.
const KEPT: usize = 120;

/// What the user decides beyond the mapping.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Name of the file, without its folder.
    pub file: String,
    /// Day or month first, for columns that say nothing of their own.
    pub order: Option<Order>,
    /// Sign before decimals, likewise.
    pub mark: Option<Mark>,
    /// Currency of amounts that say none.
    pub currency: Option<Currency>,
    /// Platform of handles that say none.
    pub platform: Option<Platform>,
    /// Creators whose updates were declined.
    pub skip: HashSet<Id<Creator>>,
    /// Answers that were given beforehand.
    pub answers: Answers,
    /// Describe every record, not only the first few.
    pub records: bool,
    /// The limits.
    pub limits: Limits,
}

/// What is there already.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// The rows.
    pub model: &'a Model,
    /// The time.
    pub clock: Clock,
    /// The notes creators have.
    pub notes: &'a KnownNotes,
}

/// What an import would do.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// The report, not committed yet.
    pub report: Report,
    /// The change; empty when the file says nothing new.
    pub step: Step,
    /// Records as they would be stored: all of them when asked for, else the first ones.
    pub records: Vec<Record>,
    /// Things to look at and to answer.
    pub questions: Vec<Question>,
    /// Known creators that would change.
    pub updates: Vec<Update>,
    /// What speaks against taking the file.
    pub doubt: Option<Doubt>,
    /// Who is marked as not to be contacted by it.
    pub never: Vec<String>,
}

/// Plans an import.
pub fn plan(sheet: &Sheet, mapping: &Mapping, options: &Options, ground: Ground<'_>) -> Plan {
    let warnings = sheet.warnings.clone();
    let currency = mapping.currency.or(options.currency);
    let decided = Decided {
        order: options.order,
        mark: options.mark,
        currency,
    };
    let (readers, questions) = columns::decide(sheet, mapping, decided);
    let stages: HashMap<String, Option<StageChoice>> = mapping
        .stages
        .iter()
        .map(|s| (stages::folded(&s.word), s.becomes))
        .collect();
    let rules = Rules {
        readers: &readers,
        stages: &stages,
        stage_cells: RefCell::default(),
        platform: mapping.platform.or(options.platform),
        currency,
        today: ground.clock.today(),
        field_limit: options.limits.field,
    };
    let mut planner = Planner {
        context: ImportContext {
            model: ground.model,
            clock: ground.clock,
            today: ground.clock.today(),
            file: &options.file,
            ids: Ids::after(ground.model),
            notes: ground.notes,
            campaigns: Campaigns::of(ground.model),
        },
        index: People::of(ground.model),
        answers: &options.answers,
        asked: Vec::new(),
        book: Book {
            model: ground.model,
            clock: ground.clock,
            people: Vec::new(),
            places: HashMap::new(),
        },
        readers: &readers,
        report: Report {
            rejected: sheet.rejected.clone(),
            ..Report::default()
        },
        warnings,
        records: Vec::new(),
        keep_records: if options.records { usize::MAX } else { SAMPLE },
    };
    // Rows with nothing but a name come last: only when everybody else is known can it be told whom
    // they mean, and the same is told when the file is imported again.
    let mut bare = Vec::new();
    for row in sheet.rows() {
        match Entry::read(row, &rules) {
            Ok(entry) if entry.is_bare() => bare.push((entry, row)),
            Ok(entry) => planner.take(entry, row),
            Err(rejected) => planner.report.rejected.push(rejected),
        }
    }
    bare.into_iter()
        .for_each(|(entry, row)| planner.take(entry, row));
    let unknown = |s: &&StageWord| s.becomes.is_none() && !stages::means_never(&s.word);
    for stage in mapping.stages.iter().filter(unknown) {
        planner.warnings.add(
            0,
            format!(
                "the status \"{}\" is not known: new creators with it start in stage 1, and the word is kept",
                stage.word
            ),
        );
    }
    for question in questions
        .iter()
        .filter(|q| q.chosen.is_none() || !q.choices.is_empty())
    {
        planner
            .warnings
            .add(0, format!("{}: {}", question.header, question.text));
    }
    planner.finish(sheet, mapping, options, questions)
}

/// The people of this import and of the model, for telling them apart.
struct Book<'a> {
    model: &'a Model,
    clock: Clock,
    people: Vec<Person>,
    places: HashMap<Id<Creator>, usize>,
}

impl Book<'_> {
    fn person(&self, id: Id<Creator>) -> Option<&Person> {
        self.people.get(*self.places.get(&id)?)
    }

    /// The place of a known person, taken out of the model when first spoken of.
    fn place(&mut self, id: Id<Creator>) -> Option<usize> {
        if let Some(place) = self.places.get(&id) {
            return Some(*place);
        }
        Person::known(self.model, self.clock, id).map(|person| self.add(person))
    }

    fn add(&mut self, person: Person) -> usize {
        self.places.insert(person.after.id, self.people.len());
        self.people.push(person);
        self.people.len() - 1
    }
}

impl Known for Book<'_> {
    fn facts(&self, id: Id<Creator>, take: &mut dyn FnMut(Fact<'_>)) {
        match self.person(id) {
            Some(person) => person.facts(take),
            None => self.model.facts(id, take),
        }
    }
}

impl Book<'_> {
    /// What to call somebody in a sentence.
    fn called(&self, id: Id<Creator>) -> String {
        match self.person(id) {
            Some(person) if !person.after.name.is_empty() => person.after.name.to_string(),
            Some(person) => person.accounts.first().map_or_else(
                || person.after.email.to_string(),
                |a| format!("@{}", a.after.handle),
            ),
            None => self.model.called(id),
        }
    }
}

struct Planner<'a> {
    context: ImportContext<'a>,
    index: People,
    book: Book<'a>,
    readers: &'a [Reader],
    answers: &'a Answers,
    asked: Vec<Asked>,
    report: Report,
    warnings: Warnings,
    records: Vec<Record>,
    keep_records: usize,
}

impl Planner<'_> {
    fn take(&mut self, mut entry: Entry<'_>, row: Row<'_>) {
        for account in entry.accounts.iter_mut().filter(|a| a.platform.is_none()) {
            account.platform = Some(
                self.index
                    .only_platform(&account.handle)
                    .unwrap_or(Platform::Other),
            );
        }
        let mut say = std::mem::take(&mut entry.warnings);
        let found = self.index.find(&evidence(&entry), &self.book);
        let mut file_wins = false;
        let who = match found.doubt {
            None => found.who,
            Some(doubt) => match self.ask(&entry, row, doubt, &mut say) {
                Answer::Here => Some(doubt.with),
                Answer::File => {
                    file_wins = true;
                    Some(doubt.with)
                }
                Answer::Other => None,
                Answer::Leave => return,
            },
        };
        let (place, new) = match who {
            Some(id) => match self.book.place(id) {
                Some(place) => (place, false),
                None => return,
            },
            None => {
                let person = Person::new(&mut self.context);
                (self.book.add(person), true)
            }
        };
        if let Some(person) = self.book.people.get_mut(place) {
            person.file_wins = file_wins;
        }
        self.merge(place, new, &entry, &mut say);
        for sentence in say {
            self.warnings.add(entry.line, sentence);
        }
    }

    /// Asks whether a row is about somebody known, and takes the answer that was given or the one
    /// that loses nothing. A row that is left out is named.
    fn ask(
        &mut self,
        entry: &Entry<'_>,
        row: Row<'_>,
        doubt: Contradiction,
        say: &mut Vec<String>,
    ) -> Answer {
        let kind = questions::kind(doubt.why);
        let id = row_id(kind, row);
        let given = self.answers.to(&id, entry.line, kind);
        let answer = given.and_then(Answer::from_key).unwrap_or(doubt.default);
        let called = self.book.called(doubt.with);
        let text = questions::text(doubt.why, &called, entry);
        if answer == Answer::Leave {
            let answered = given.is_some();
            self.report.rejected.push(Rejected {
                line: entry.line,
                column: None,
                reason: if answered {
                    "left out, as you answered".into()
                } else {
                    text.clone()
                },
            });
        } else if given.is_none() {
            say.push(questions::told(doubt.why, answer, &called, entry));
        }
        if self.asked.len() < questions::MOST {
            let both = questions::compared(self.book.model, &self.book, doubt.with, entry);
            let asked = questions::identity(id, entry, doubt.why, answer, text, &called, both);
            self.asked.push(asked);
        }
        answer
    }

    fn merge(&mut self, place: usize, new: bool, entry: &Entry<'_>, say: &mut Vec<String>) {
        let Some(person) = self.book.people.get(place) else {
            return;
        };
        let id = person.after.id;
        let own = without_taken(&self.index, entry, id, |who| self.book.called(who));
        let Some(person) = self.book.people.get_mut(place) else {
            return;
        };
        let entry = own.as_ref().unwrap_or(entry);
        let conflicts = person.conflicts(entry);
        if let Some(conflict) = conflicts.first().filter(|_| !person.brings_profile(entry)) {
            let rejected = self.contradiction(place, entry.line, conflict);
            return self.report.rejected.push(rejected);
        }
        for Conflict {
            field,
            kept,
            here,
            line,
        } in conflicts
        {
            say.push(format!(
                "{} is {here} here and {kept} on line {line}: the first one stays",
                field.label()
            ));
        }
        let (spoken, named) = (person.line, !person.after.name.is_empty());
        let changed = person.take(entry, &mut self.context, say);
        for kept in &entry.kept {
            self.report.kept.push(KeptCell {
                line: entry.line,
                column: kept.header.to_string(),
                words: kept.words.chars().take(KEPT).collect(),
                reason: kept.why.clone(),
            });
        }
        let result = match (new, changed) {
            (true, _) => "new",
            (false, true) => "updated",
            (false, false) => "unchanged",
        };
        match result {
            "new" => self.report.new += 1,
            "updated" => {
                self.report.updated += 1;
                person.updates += 1;
            }
            _ => self.report.unchanged += 1,
        }
        if result == "unchanged" && spoken > 0 {
            say.push(format!("says the same as line {spoken}"));
        }
        if !named || person.file_wins {
            self.index.add_name(&person.after.name, person.after.id);
        }
        self.index.add_email(&person.after.email, person.after.id);
        for point in &person.contacts {
            if point.kind == ContactKind::Email {
                self.index.add_email(&point.value, person.after.id);
            }
        }
        for account in &entry.accounts {
            let platform = account.platform.unwrap_or(Platform::Other);
            self.index
                .add_handle(platform, &account.handle, person.after.id);
        }
        if self.records.len() < self.keep_records {
            self.records.push(record(person, entry, result));
        }
    }

    fn contradiction(&self, place: usize, line: u32, conflict: &Conflict) -> Rejected {
        let called = self
            .book
            .people
            .get(place)
            .map(|p| self.book.called(p.after.id))
            .unwrap_or_default();
        let Conflict {
            field,
            kept,
            here,
            line: earlier,
        } = conflict;
        Rejected {
            line,
            column: self
                .readers
                .iter()
                .find(|r| r.field == *field)
                .map(|r| r.header.clone()),
            reason: format!(
                "{called} already stands on line {earlier} with {} {kept}; here it is {here}",
                field.label()
            ),
        }
    }

    fn finish(
        mut self,
        sheet: &Sheet,
        mapping: &Mapping,
        options: &Options,
        questions: Vec<Question>,
    ) -> Plan {
        let mut report = std::mem::take(&mut self.report);
        let mut step = Step::default();
        let mut updates = Vec::new();
        let mut never = Vec::new();
        let people = self.book.people.len();
        step.edits.creators.reserve(people);
        step.edits.accounts.reserve(people);
        step.edits.collaborations.reserve(people);
        let campaigns = std::mem::take(&mut self.context.campaigns.new);
        let mut used: HashSet<Id<Campaign>> = HashSet::new();
        for mut person in std::mem::take(&mut self.book.people) {
            let id = person.after.id;
            if person.before.is_some() && !person.changes.is_empty() {
                let (line, changes) = (person.line, std::mem::take(&mut person.changes));
                updates.push(Update {
                    line,
                    creator: id,
                    who: self.book.model.called(id),
                    changes,
                });
            }
            if options.skip.contains(&id) && person.before.is_some() {
                report.updated -= person.updates;
                report.unchanged += person.updates;
                continue;
            }
            if step.focus.creator.is_none() {
                step.focus.creator = Some(id);
            }
            let marked = person.before.as_ref().is_none_or(|b| !b.do_not_contact);
            if marked && person.after.do_not_contact {
                never.push(called(&person));
            }
            person.measure(&mut self.context);
            let deals = person.collaboration.iter().chain(&person.work.deals);
            used.extend(deals.filter_map(|(_, deal)| deal.campaign));
            write(person, &mut step);
        }
        campaigns
            .into_iter()
            .filter(|c| used.contains(&c.id))
            .for_each(|row| step.insert(row));
        report.file = options.file.clone();
        report.profile = mapping.profile.key.into();
        report.encoding = sheet.encoding.clone();
        report.delimiter = sheet.delimiter.clone();
        report.rejected.sort_by_key(|r| r.line);
        self.records.sort_by_key(|r| r.line);
        report.imported = report.new + report.updated + report.unchanged;
        report.rows = report.imported + report.rejected.len();
        report.warnings = self.warnings.sentences();
        report.questions = questions::of_columns(&questions, sheet.header_line);
        self.asked.sort_by_key(|q| q.line);
        report.questions.append(&mut self.asked);
        step.label = format!(
            "Imported {}: {} new, {} updated",
            options.file, report.new, report.updated
        );
        report.kept.sort_by_key(|k| k.line);
        report.columns = column_reports(mapping, &report.kept);
        let doubt = judge(sheet, mapping, (report.rejected.len(), report.rows));
        Plan {
            report,
            step,
            records: self.records,
            questions,
            updates,
            doubt,
            never,
        }
    }
}

/// What to call a person who may have no name.
fn called(person: &Person) -> String {
    if !person.after.name.is_empty() {
        return person.after.name.to_string();
    }
    let account = person.accounts.first();
    account.map_or_else(
        || person.after.email.to_string(),
        |a| format!("@{}", a.after.handle),
    )
}

/// Where every column went.
fn column_reports(mapping: &Mapping, kept: &[KeptCell]) -> Vec<ColumnReport> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for cell in kept {
        *counts.entry(&cell.column).or_insert(0) += 1;
    }
    let told = |column: &Column| {
        let (goes, label) = match column.field {
            _ if column.cells == 0 => ("empty", "empty"),
            None => ("left out", "left out"),
            Some(Field::Extra) => ("words", "kept as words"),
            Some(field) => (field.key(), field.label()),
        };
        ColumnReport {
            column: column.header.clone(),
            goes,
            label,
            cells: column.cells,
            kept: match column.field {
                Some(Field::Extra) => column.cells,
                _ => counts.get(column.header.as_str()).copied().unwrap_or(0),
            },
        }
    };
    mapping.columns.iter().map(told).collect()
}

/// Puts a person into the step, parents before children.
fn write(person: Person, step: &mut Step) {
    match person.before {
        Some(before) => step.change(*before, person.after),
        None => step.insert(person.after),
    }
    for draft in person.accounts {
        match draft.before {
            Some(before) => step.change(before, draft.after),
            None => step.insert(draft.after),
        }
    }
    person.contacts.into_iter().for_each(|row| step.insert(row));
    person
        .measurements
        .into_iter()
        .for_each(|row| step.insert(row));
    for deal in person.collaboration.into_iter().chain(person.work.deals) {
        match deal {
            (Some(before), after) => step.change(*before, after),
            (None, after) => step.insert(after),
        }
    }
    for piece in person.work.pieces {
        match piece {
            (Some(before), after) => step.change(before, after),
            (None, after) => step.insert(after),
        }
    }
    person.touches.into_iter().for_each(|row| step.insert(row));
    person
        .followups
        .into_iter()
        .for_each(|row| step.insert(row));
    person.rights.into_iter().for_each(|row| step.insert(row));
}

/// A record as it would be stored.
fn record(person: &Person, entry: &Entry<'_>, result: &'static str) -> Record {
    let creator = &person.after;
    let account = entry.accounts.first().and_then(|a| {
        let platform = a.platform.unwrap_or(Platform::Other);
        person
            .accounts
            .iter()
            .map(|d| &d.after)
            .find(|d| super::people::same_profile(d, platform, &a.handle))
    });
    let collaboration = person.collaboration.as_ref().map(|(_, c)| c);
    let stage = |c: &Collaboration| c.outcome.map_or(c.stage.word(), Outcome::word).to_string();
    let units = |m: crate::domain::money::Money| {
        m.minor as f64 / 10f64.powi(i32::try_from(m.currency.exponent()).unwrap_or(2))
    };
    Record {
        line: entry.line,
        name: creator.name.to_string(),
        handle: account.map(|a| a.handle.to_string()).unwrap_or_default(),
        platform: account.map(|a| a.platform.word().to_string()),
        email: creator.email.to_string(),
        phone: creator.phone.to_string(),
        country: creator.country.to_string(),
        language: creator.language.to_string(),
        niche: creator.niche.to_string(),
        followers: account.and_then(|a| a.followers),
        engagement_rate: account
            .and_then(|a| a.engagement)
            .map(|e| f64::from(e) / 100.0),
        rate: creator.rate.map(units),
        currency: creator.rate.map(|r| r.currency.to_string()),
        stage: collaboration.map(stage).unwrap_or_default(),
        tags: creator.tags.iter().map(String::from).collect(),
        last_contacted: entry.last_contact.map(|d| d.to_string()),
        follow_up: entry.follow_up.map(|d| d.to_string()),
        codes: entry.codes.iter().map(|c| (*c).to_string()).collect(),
        notes: entry
            .notes
            .iter()
            .map(|n| n.trim_end())
            .collect::<Vec<_>>()
            .join("\n"),
        campaign: entry.work.campaign.to_string(),
        agreed_fee: entry.work.fee.map(|f| f.to_string()).unwrap_or_default(),
        next_step: entry.next_step.join("; "),
        pieces: entry
            .work
            .pieces
            .iter()
            .chain(&entry.work.links)
            .map(|p| (*p).to_string())
            .chain(
                entry
                    .work
                    .live
                    .or(entry.work.live_due)
                    .map(|d| d.to_string()),
            )
            .collect(),
        rights: entry.work.rights.to_string(),
        do_not_contact: creator.do_not_contact,
        extra: creator.extra.to_string(),
        result,
    }
}
