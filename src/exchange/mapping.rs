//! Which column goes where: a proposal made from the headers, the profile and a look at the values,
//! to be changed on the mapping screen or by `--map`, and remembered for the next file with the
//! same headers.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::dates::Order;
use super::fields::{self, Field, Fit, Kind};
use super::handles;
use super::judge::WHO;
use super::limits::Refused;
use super::numbers::{self, Mark};
use super::profiles::Profile;
use super::sheet::Sheet;
use super::stages::{self, StageChoice};
use super::values;
use crate::domain::change::Step;
use crate::domain::model::Model;
use crate::domain::money::Currency;
use crate::domain::rows::{self, Platform, Text};

/// How many values of a column are looked at to see what it holds.
const LOOK: usize = 300;
/// A status column has few words; more than this is prose.
const STAGE_WORDS: usize = 60;

/// A column and where it goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its place, from 0.
    pub at: usize,
    /// Its header, made different from equal ones by a number behind it.
    pub header: String,
    /// Percent of the rows that hold something here.
    pub filled: u8,
    /// How many cells that are.
    pub cells: usize,
    /// The first few different values.
    pub samples: Vec<String>,
    /// Where it goes; `None`: it is not imported.
    pub field: Option<Field>,
    /// How sure that is, 0 to 4.
    pub sure: u8,
    /// The column that already goes where this one seems to belong.
    pub clash: Option<usize>,
    /// Day or month first, when the user said so.
    pub order: Option<Order>,
    /// The sign before decimals, when the user said so.
    pub mark: Option<Mark>,
    /// Rates are written as parts of one (`0.059` for 5.9 %), when the user said whether.
    pub fraction: Option<bool>,
}

/// A status word of the file and what it becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageWord {
    /// The word as the file has it (the first spelling of it).
    pub word: String,
    /// How many rows have it.
    pub rows: usize,
    /// What it becomes; `None`: unknown, a new creator starts in stage 1.
    pub becomes: Option<StageChoice>,
}

/// The whole proposal.
#[derive(Debug, Clone)]
pub struct Mapping {
    /// The profile it was made with.
    pub profile: &'static Profile,
    /// The columns, in the order of the file.
    pub columns: Vec<Column>,
    /// The status words, the most frequent first.
    pub stages: Vec<StageWord>,
    /// Platform of handles that say none.
    pub platform: Option<Platform>,
    /// Currency of amounts that say none.
    pub currency: Option<Currency>,
    /// Whether it was remembered from an earlier file.
    pub remembered: bool,
    /// Whether somebody said that this is a list of people, or which column names them.
    pub meant: bool,
}

/// Proposes where the columns go.
pub fn propose(sheet: &Sheet, profile: &'static Profile, model: &Model) -> Mapping {
    let names = distinct(&sheet.headers);
    let mut columns: Vec<Column> = names
        .into_iter()
        .enumerate()
        .map(|(at, header)| look(sheet, at, header))
        .collect();
    for column in &mut columns {
        let header = sheet.headers.get(column.at).map_or("", String::as_str);
        (column.field, column.sure) = place(sheet, column, header, profile);
    }
    if sheet.header_line == 0 {
        name_by_look(sheet, &mut columns);
    }
    settle_work(sheet, &mut columns);
    settle_clashes(&mut columns);
    let mut mapping = Mapping {
        profile,
        columns,
        stages: Vec::new(),
        platform: profile.platform,
        currency: None,
        remembered: false,
        meant: false,
    };
    mapping.count_stage_words(sheet);
    let signature = signature(&sheet.headers);
    if let Some(row) = model
        .mappings
        .iter()
        .rev()
        .find(|m| *m.signature == *signature)
    {
        mapping.recall(sheet, &row.choices);
    }
    mapping
}

/// Headers with equal ones told apart by a number: `Email`, `Email (2)`.
fn distinct(headers: &[String]) -> Vec<String> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut number = |header: &String| {
        let n = seen.entry(header.to_lowercase()).or_insert(0);
        *n += 1;
        if *n == 1 {
            header.clone()
        } else {
            format!("{header} ({n})")
        }
    };
    headers.iter().map(&mut number).collect()
}

fn look(sheet: &Sheet, at: usize, header: String) -> Column {
    let mut samples: Vec<String> = Vec::new();
    let mut filled = 0usize;
    for row in sheet.rows() {
        let value = row.get(at).trim();
        if !value.is_empty() {
            filled += 1;
            if samples.len() < 3 && !samples.iter().any(|s| s == value) {
                samples.push(value.chars().take(80).collect());
            }
        }
    }
    let cells = filled;
    let filled = u8::try_from(filled * 100 / sheet.len().max(1)).unwrap_or(100);
    Column {
        at,
        header,
        filled,
        cells,
        samples,
        field: None,
        sure: 0,
        clash: None,
        order: None,
        mark: None,
        fraction: None,
    }
}

/// The values of a column that are looked at.
fn looked_at(sheet: &Sheet, at: usize) -> Vec<&str> {
    sheet
        .rows()
        .map(|r| r.get(at).trim())
        .filter(|v| !numbers::is_empty_text(v))
        .take(LOOK)
        .collect()
}

/// Where one column goes, and how sure that is.
fn place(sheet: &Sheet, column: &Column, header: &str, profile: &Profile) -> (Option<Field>, u8) {
    if column.samples.is_empty() {
        return (None, 0);
    }
    let values = looked_at(sheet, column.at);
    let named = profile.field(header).map(|f| (f, Fit::Exact)).or_else(|| {
        // A kind of file that names its columns is not searched for words that only sound alike.
        fields::by_header(header)
            .filter(|(_, fit)| *fit == Fit::Exact || profile.columns.is_empty())
    });
    let shown = values::pattern(&values);
    let Some((field, fit)) = named else {
        return match shown {
            Some(Field::Link) if fields::is_turned_away(header) => (Some(Field::Extra), 0),
            Some(shown) if profile.columns.is_empty() => (Some(shown), 2),
            _ => (Some(Field::Extra), 0),
        };
    };
    if values.is_empty() {
        return (Some(field), if fit == Fit::Exact { 4 } else { 2 });
    }
    let sure = if fit == Fit::Exact { 4 } else { 2 };
    if field == Field::Extra {
        return (Some(field), 0);
    }
    // A column of addresses is one whatever its name; a column of links may well be of the
    // platform it names.
    if let Some(shown) = shown.filter(|shown| !values::agrees(field, *shown)) {
        return match field.kind() {
            Kind::Lines | Kind::YesNo | Kind::Post => (Some(field), sure),
            _ if matches!(field, Field::Source | Field::Agent | Field::Piece) => {
                (Some(field), sure)
            }
            _ => (Some(shown), 3),
        };
    }
    if let Some(other) = rather(field, &values) {
        return (Some(other), sure.min(3));
    }
    let share = match fit {
        Fit::Exact => values::share_readable(field, &values),
        Fit::Loose => values::share_agreeing(field, &values),
    };
    match share {
        share if share < values::needed(fit, values.len(), field) => (Some(Field::Extra), 0),
        share if share < 0.9 => (Some(field), sure.min(2)),
        _ => (Some(field), sure),
    }
}

/// What a column holds rather than its name says, seen by its values.
fn rather(field: Field, values: &[&str]) -> Option<Field> {
    let most = |other: Field| values::share_readable(other, values) >= 0.8;
    match field {
        Field::Niche if values::are_lists(values) => Some(Field::Tags),
        Field::Handle if most(Field::Platform) => Some(Field::Platform),
        Field::NextStep if most(Field::FollowUp) => Some(Field::FollowUp),
        Field::FollowUp if values::share_readable(field, values) < 0.3 => Some(Field::NextStep),
        Field::Live if values::share_readable(field, values) < 0.3 => None,
        Field::Product | Field::Piece | Field::Campaign if most(Field::FollowUp) => {
            Some(Field::Extra)
        }
        Field::Product if values.iter().all(|v| values::yes_no(v).is_some()) => Some(Field::Extra),
        _ => None,
    }
}

/// Without headers, the first column of people's names is the name, and a column of single words
/// that look like handles is the handle.
fn name_by_look(sheet: &Sheet, columns: &mut [Column]) {
    let identified = columns.iter().any(|c| {
        c.field
            .is_some_and(|f| matches!(f.kind(), Kind::Handle | Kind::Email))
    });
    let share = |column: &Column, like: fn(&str) -> bool| {
        let values = looked_at(sheet, column.at);
        let fitting = values.iter().filter(|v| like(v)).count();
        !values.is_empty() && fitting * 10 >= values.len() * 6
    };
    let words = |v: &str| {
        v.chars().count() < 60 && v.chars().any(char::is_alphabetic) && numbers::read(v).is_err()
    };
    let like: fn(&str) -> bool = if identified {
        words
    } else {
        values::is_personal_name
    };
    let found = columns
        .iter()
        .position(|c| c.field == Some(Field::Extra) && share(c, like));
    if let Some(column) = found.and_then(|at| columns.get_mut(at)) {
        (column.field, column.sure) = (Some(Field::Name), 2);
    }
}

/// Headings of what was agreed rather than of what somebody asks for in general.
#[rustfmt::skip] // a list
const AGREED: &[&str] = &[
    "fee", "amount", "payment", "compensation", "budget", "honorar", "gage", "vergutung", "remuneration", "cachet", "honorarios", "pago", "cache",
    "compenso", "vergoeding", "wynagrodzenie", "arvode", "ersattning", "報酬", "ギャラ", "稿费", "稿費", "酬勞", "원고료", "гонорар", "cost",
];

/// In a sheet of work, an amount is the fee of the deal and a deadline that of the piece.
fn settle_work(sheet: &Sheet, columns: &mut [Column]) {
    let has = |columns: &[Column], fields: &[Field]| {
        columns
            .iter()
            .any(|c| c.field.is_some_and(|f| fields.contains(&f)))
    };
    const WORK: &[Field] = &[
        Field::Campaign,
        Field::Piece,
        Field::LiveDue,
        Field::DraftDue,
        Field::PostLink,
        Field::PieceState,
        Field::Live,
    ];
    let (work, rated) = (
        has(columns, WORK),
        columns
            .iter()
            .filter(|c| c.field == Some(Field::Rate))
            .count(),
    );
    let pieces = has(columns, &[Field::Piece, Field::PostLink, Field::PieceState]);
    let steps = has(columns, &[Field::NextStep, Field::LiveDue]);
    for column in columns {
        let header = sheet.headers.get(column.at).map_or("", String::as_str);
        let words = fields::words(header);
        let agreed = || words.iter().any(|w| AGREED.contains(&w.as_str()));
        match column.field {
            Some(Field::Rate) if (work || rated > 1) && agreed() => column.field = Some(Field::Fee),
            Some(Field::FollowUp)
                if pieces
                    && !steps
                    && words
                        .iter()
                        .any(|w| matches!(w.as_str(), "deadline" | "due" | "frist" | "fallig")) =>
            {
                column.field = Some(Field::LiveDue);
            }
            _ => {}
        }
    }
}

/// Of several columns for one field the surest keeps it, the first of equals; the others are kept
/// as they are.
fn settle_clashes(columns: &mut [Column]) {
    let mut best: HashMap<Field, (u8, usize)> = HashMap::new();
    for column in columns.iter() {
        let Some(field) = column.field.filter(|f| !f.target().many) else {
            continue;
        };
        let entry = best.entry(field).or_insert((column.sure, column.at));
        if column.sure > entry.0 {
            *entry = (column.sure, column.at);
        }
    }
    for column in columns {
        let Some(field) = column.field.filter(|f| !f.target().many) else {
            continue;
        };
        if let Some((sure, first)) = best.get(&field).copied()
            && first != column.at
        {
            // Asked only where both names mean the same; "E-mail 2" beside "E-mail" is no riddle.
            column.clash = (sure == column.sure && sure == 4).then_some(first);
            (column.field, column.sure) = (Some(Field::Extra), u8::from(column.clash.is_some()));
        }
    }
}

/// The choices as they are kept in a `Mapping` row.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Choices {
    columns: Vec<ColumnChoice>,
    stages: Vec<(String, Option<StageChoice>)>,
    platform: Option<Platform>,
    currency: Option<Currency>,
}

#[derive(Debug, Serialize, Deserialize)]
struct ColumnChoice {
    header: String,
    field: Option<Field>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    order: Option<Order>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    mark: Option<Mark>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    fraction: Option<bool>,
}

impl Mapping {
    /// Sends a column elsewhere. A field that only one column can have leaves the column that had
    /// it.
    pub fn set(&mut self, at: usize, field: Option<Field>, sheet: &Sheet) {
        for column in &mut self.columns {
            if column.at == at {
                (column.field, column.sure, column.clash) = (field, 4, None);
            } else if column.field == field && field.is_some_and(|f| !f.target().many) {
                (column.field, column.sure, column.clash) = (Some(Field::Extra), 0, None);
            }
        }
        self.count_stage_words(sheet);
    }

    /// Obeys a `--map "Column=field"`; behind the field may stand `:dmy`, `:mdy`, `:point`,
    /// `:comma`, `:fraction`, `:percent`, a currency or a platform. `Column=` leaves the column out.
    pub fn obey(&mut self, text: &str, sheet: &Sheet) -> Result<(), Refused> {
        let wrong = |why: String| Refused::Map(why);
        let (header, to) = text
            .rsplit_once('=')
            .ok_or_else(|| wrong(format!("\"{text}\" is not Column=field")))?;
        let wanted = fields::squashed(header);
        let same = |c: &&Column| c.header.eq_ignore_ascii_case(header.trim());
        let close = |c: &&Column| !wanted.is_empty() && fields::squashed(&c.header) == wanted;
        let column = self
            .columns
            .iter()
            .find(same)
            .or_else(|| self.columns.iter().find(close));
        let at = column
            .map(|c| c.at)
            .ok_or_else(|| wrong(format!("the file has no column \"{}\"", header.trim())))?;
        let (key, how) = to.split_once(':').unwrap_or((to, ""));
        let field = match key.trim() {
            "" | "none" => None,
            key => Some(Field::from_key(key).ok_or_else(|| {
                let known: Vec<&str> = fields::TARGETS.iter().map(|t| t.key).collect();
                wrong(format!(
                    "there is no field \"{key}\"; there are: {}",
                    known.join(", ")
                ))
            })?),
        };
        self.set(at, field, sheet);
        self.meant |= field.is_some_and(|f| WHO.contains(&f) || f.kind() == Kind::Handle);
        if let Some(column) = self.columns.get_mut(at) {
            match how.trim() {
                "" => {}
                "dmy" => column.order = Some(Order::DayFirst),
                "mdy" => column.order = Some(Order::MonthFirst),
                "point" => column.mark = Some(Mark::Point),
                "comma" => column.mark = Some(Mark::Comma),
                "fraction" => column.fraction = Some(true),
                "percent" => column.fraction = Some(false),
                other => match (Currency::parse(other), handles::platform(other)) {
                    (Some(currency), _) => self.currency = Some(currency),
                    (None, Some((platform, _))) => self.platform = Some(platform),
                    (None, None) => {
                        let known = ":dmy, :mdy, :point, :comma, :fraction, :percent, a currency, a platform";
                        return Err(wrong(format!("\":{other}\" is not one of {known}")));
                    }
                },
            }
        }
        Ok(())
    }

    /// The column that goes to a field.
    pub fn column_of(&self, field: Field) -> Option<&Column> {
        self.columns.iter().find(|c| c.field == Some(field))
    }

    /// Columns that go somewhere of their own, for "10 of 12 columns placed".
    pub fn placed(&self) -> usize {
        self.columns
            .iter()
            .filter(|c| c.field.is_some_and(|f| f != Field::Extra))
            .count()
    }

    /// Counts the words of the stage column; what was said about a word stays.
    fn count_stage_words(&mut self, sheet: &Sheet) {
        let said: HashMap<String, Option<StageChoice>> = self
            .stages
            .drain(..)
            .map(|s| (stages::folded(&s.word), s.becomes))
            .collect();
        let Some(at) = self.column_of(Field::Stage).map(|c| c.at) else {
            return;
        };
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for row in sheet.rows() {
            let word = row.get(at).trim();
            if !numbers::is_empty_text(word) {
                *counts.entry(word).or_insert(0) += 1;
            }
        }
        let mut words: Vec<StageWord> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut spellings: Vec<(&str, usize)> = counts.into_iter().collect();
        spellings.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        for (word, rows) in spellings {
            let folded = stages::folded(word);
            if let Some(known) = places.get(&folded).and_then(|at| words.get_mut(*at)) {
                known.rows += rows;
                continue;
            }
            let becomes = said
                .get(&folded)
                .copied()
                .unwrap_or_else(|| stages::standing(word));
            places.insert(folded, words.len());
            words.push(StageWord {
                word: word.chars().take(80).collect(),
                rows,
                becomes,
            });
        }
        let known = words
            .iter()
            .any(|w| w.becomes.is_some() || stages::means_never(&w.word));
        if words.len() > STAGE_WORDS && !known {
            if let Some(column) = self.columns.get_mut(at) {
                (column.field, column.sure) = (Some(Field::Extra), 0);
            }
            return;
        }
        words.sort_by_key(|w| std::cmp::Reverse(w.rows));
        self.stages = words;
    }

    /// The choices as text for a `Mapping` row.
    pub fn choices(&self) -> String {
        let column = |c: &Column| ColumnChoice {
            header: c.header.clone(),
            field: c.field,
            order: c.order,
            mark: c.mark,
            fraction: c.fraction,
        };
        let choices = Choices {
            columns: self.columns.iter().map(column).collect(),
            stages: self
                .stages
                .iter()
                .map(|s| (stages::folded(&s.word), s.becomes))
                .collect(),
            platform: self.platform,
            currency: self.currency,
        };
        serde_json::to_string(&choices).unwrap_or_default()
    }

    /// Remembers the choices for the next file with these headers, if they are new.
    pub fn remember(&self, sheet: &Sheet, model: &Model, step: &mut Step) {
        let signature = signature(&sheet.headers);
        let choices: Text = self.choices().into();
        match model
            .mappings
            .iter()
            .rev()
            .find(|m| *m.signature == *signature)
        {
            Some(before) => step.change(
                before.clone(),
                rows::Mapping {
                    choices,
                    ..before.clone()
                },
            ),
            None => {
                let id = step.fresh(model);
                step.insert(rows::Mapping {
                    id,
                    signature: signature.into(),
                    choices,
                });
            }
        }
    }

    /// Takes over remembered choices. Those that make no sense any more are left out.
    fn recall(&mut self, sheet: &Sheet, text: &str) {
        let Ok(choices) = serde_json::from_str::<Choices>(text) else {
            return;
        };
        for choice in choices.columns {
            if let Some(column) = self.columns.iter_mut().find(|c| c.header == choice.header) {
                (column.field, column.order, column.mark) =
                    (choice.field, choice.order, choice.mark);
                column.fraction = choice.fraction;
                (column.sure, column.clash) = (if choice.field.is_some() { 4 } else { 0 }, None);
            }
        }
        // Said before counting, so that it wins over the table of words.
        self.stages = choices
            .stages
            .into_iter()
            .map(|(word, becomes)| StageWord {
                word,
                rows: 0,
                becomes,
            })
            .collect();
        self.count_stage_words(sheet);
        self.platform = choices.platform.or(self.platform);
        self.currency = choices.currency.or(self.currency);
        self.remembered = true;
    }
}

/// What a file's headers are remembered by: squashed and sorted, so that moved columns still are
/// the same file.
pub fn signature(headers: &[String]) -> String {
    let mut names: Vec<String> = headers.iter().map(|h| fields::squashed(h)).collect();
    names.sort_unstable();
    names.join("|")
}
