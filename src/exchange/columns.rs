//! What a whole column decides for its cells: whether the day or the month comes first, which sign
//! stands before the decimals. Decided from what the cells themselves prove, in the column first,
//! then in the rest of the file; where nothing proves it, it is asked and nothing is guessed.

use super::dates::{self, Dated, Order};
use super::fields::{Field, Kind};
use super::handles;
use super::mapping::{Column, Mapping};
use super::numbers::{self, Mark};
use super::report::{Choice, Question, Topic};
use super::sheet::Sheet;
use crate::domain::day::Day;
use crate::domain::money::Currency;

/// A column with everything needed to read its cells.
#[derive(Debug, Clone)]
pub struct Reader {
    /// Its place.
    pub at: usize,
    /// Where it goes.
    pub field: Field,
    /// Its header.
    pub header: String,
    /// Day or month first, when decided.
    pub order: Option<Order>,
    /// Sign before decimals, when decided.
    pub mark: Option<Mark>,
    /// Currency named in the header: `Rate (EUR)`.
    pub currency: Option<Currency>,
    /// Rates are parts of one; `None`: that is an open question.
    pub fraction: Option<bool>,
}

/// What the user decides for the whole file.
#[derive(Debug, Clone, Copy, Default)]
pub struct Decided {
    /// Day or month first.
    pub order: Option<Order>,
    /// Sign before decimals.
    pub mark: Option<Mark>,
    /// Currency of amounts that say none.
    pub currency: Option<Currency>,
}

/// What the cells of a column prove.
#[derive(Debug, Default, Clone)]
struct Tally {
    first: usize,
    second: usize,
    either: usize,
    bare: usize,
    small: usize,
    read: usize,
    example: String,
    readings: (String, String),
}

impl Tally {
    /// Which of two the cells prove; `None` when they prove nothing or contradict each other.
    fn proves<T>(&self, first: T, second: T) -> Option<T> {
        match (self.first, self.second) {
            (0, 0) => None,
            (_, 0) => Some(first),
            (0, _) => Some(second),
            _ => None,
        }
    }

    fn silent(&self) -> bool {
        self.first == 0 && self.second == 0
    }
}

/// Readers of all columns that go somewhere, and the questions about them.
pub fn decide(sheet: &Sheet, mapping: &Mapping, decided: Decided) -> (Vec<Reader>, Vec<Question>) {
    let taken: Vec<(&Column, Field)> = mapping
        .columns
        .iter()
        .filter_map(|c| Some((c, c.field?)))
        .collect();
    let tallies: Vec<Tally> = taken
        .iter()
        .map(|(column, field)| tally(sheet, column.at, *field))
        .collect();
    let of = |kinds: &[Kind]| -> Tally {
        let fitting = taken
            .iter()
            .zip(&tallies)
            .filter(|((_, field), _)| kinds.contains(&field.kind()));
        fitting.fold(Tally::default(), |sum, (_, t)| Tally {
            first: sum.first + t.first,
            second: sum.second + t.second,
            ..sum
        })
    };
    let all_dates = of(&[Kind::Date]);
    let all_numbers = of(&[Kind::Count, Kind::Percent, Kind::Money]);
    let mut readers = Vec::new();
    let mut questions: Vec<Question> = mapping
        .columns
        .iter()
        .filter_map(|c| clash(c, mapping))
        .collect();
    for ((column, field), tally) in taken.into_iter().zip(tallies) {
        let mut reader = Reader {
            at: column.at,
            field,
            header: column.header.clone(),
            order: None,
            mark: None,
            fraction: Some(false),
            currency: header_currency(&column.header),
        };
        match field.kind() {
            Kind::Date => {
                let near = tally.proves(Order::DayFirst, Order::MonthFirst);
                let far = tally
                    .silent()
                    .then(|| all_dates.proves(Order::DayFirst, Order::MonthFirst))
                    .flatten();
                reader.order = column.order.or(decided.order).or(near).or(far);
                questions.extend(date_question(&reader, &tally));
            }
            Kind::Money => {
                let near = tally.proves(Mark::Point, Mark::Comma);
                let far = tally
                    .silent()
                    .then(|| all_numbers.proves(Mark::Point, Mark::Comma))
                    .flatten();
                reader.mark = column.mark.or(decided.mark).or(near).or(far);
                questions.extend(mark_question(&reader, &tally));
                questions.extend(currency_question(&reader, &tally, mapping, decided));
            }
            Kind::Percent if tally.small > 2 && tally.small == tally.read => {
                reader.fraction = column.fraction;
                questions.push(percent_question(&reader, &tally));
            }
            Kind::Email if tally.bare > 0 => questions.push(email_question(&reader, &tally)),
            _ => {}
        }
        readers.push(reader);
    }
    questions.extend(platform_question(sheet, mapping));
    (readers, questions)
}

/// The currency a header names: `Rate (EUR)`, `Fee in $`.
fn header_currency(header: &str) -> Option<Currency> {
    let words = header.split(|c: char| !c.is_alphanumeric() && !"$€£¥".contains(c));
    // "try" is a code too, but no header means lira by it.
    words
        .filter(|w| w.len() < 5 && *w != "try")
        .find_map(Currency::parse)
}

fn email_question(reader: &Reader, tally: &Tally) -> Question {
    Question {
        topic: Topic::Emails,
        column: reader.at,
        header: reader.header.clone(),
        text: match tally.bare {
            1 => format!("an e-mail address looks wrong: \"{}\"", tally.example),
            n => format!(
                "{n} e-mail addresses look wrong, such as \"{}\"",
                tally.example
            ),
        },
        rows: tally.bare,
        choices: Vec::new(),
        chosen: None,
    }
}

fn tally(sheet: &Sheet, at: usize, field: Field) -> Tally {
    let mut tally = Tally::default();
    let kind = field.kind();
    if !matches!(
        kind,
        Kind::Date | Kind::Count | Kind::Percent | Kind::Money | Kind::Email
    ) {
        return tally;
    }
    for row in sheet.rows() {
        let text = row.get(at).trim();
        match kind {
            _ if text.is_empty() => {}
            Kind::Date => tally.date(text),
            Kind::Email => {
                if !numbers::is_empty_text(text) && handles::email(text).is_none() {
                    tally.bare += 1;
                    tally.note(text, String::new(), String::new());
                }
            }
            _ => tally.number(text, kind),
        }
    }
    tally
}

impl Tally {
    fn note(&mut self, text: &str, first: String, second: String) {
        if self.example.is_empty() {
            self.example = text.chars().take(40).collect();
            self.readings = (first, second);
        }
    }

    fn date(&mut self, text: &str) {
        // Without a year the order of day and month is the same question; 2024 has every day.
        let yearless = dates::has_no_year(text);
        let read = match yearless {
            true => Ok(dates::in_year(text, 2024)),
            false => dates::read(text),
        };
        let shown = |day: Day| match yearless {
            true => day.format("%-d %b").to_string(),
            false => day.to_string(),
        };
        match read {
            Ok(Some(Dated::Sure(_, Some(Order::DayFirst)))) => self.first += 1,
            Ok(Some(Dated::Sure(_, Some(Order::MonthFirst)))) => self.second += 1,
            Ok(Some(Dated::Either {
                day_first,
                month_first,
            })) => {
                self.either += 1;
                self.note(text, shown(day_first), shown(month_first));
            }
            _ => {}
        }
    }

    fn number(&mut self, text: &str, kind: Kind) {
        let Ok(Some(amount)) = numbers::read(text) else {
            return;
        };
        self.read += 1;
        self.bare += usize::from(amount.currency.is_none());
        match (amount.proves(), amount.ambiguous()) {
            (Some(Mark::Point), _) => self.first += 1,
            (Some(Mark::Comma), _) => self.second += 1,
            (None, Some((point, comma))) => {
                self.either += 1;
                self.note(text, point.to_string(), comma.to_string());
            }
            (None, None) => {}
        }
        let below_one = |n: numbers::Number| n.hundredths().is_some_and(|h| h < 100);
        if kind == Kind::Percent && !amount.percent && amount.rated().is_some_and(below_one) {
            self.small += 1;
            self.note(text, String::new(), String::new());
        }
    }
}

fn date_question(reader: &Reader, tally: &Tally) -> Option<Question> {
    (tally.either > 0).then(|| {
        let (day_first, month_first) = (tally.either + tally.first, tally.either + tally.second);
        let text = match reader.order {
            Some(order) => format!("{} is read as {}.", tally.example, order.label()),
            None => format!(
                "{}: is that {} or {}?",
                tally.example, tally.readings.0, tally.readings.1
            ),
        };
        Question {
            topic: Topic::DateOrder,
            column: reader.at,
            header: reader.header.clone(),
            text: format!("{text} {day_first} dates fit d/m/y, {month_first} fit m/d/y"),
            rows: tally.either,
            choices: vec![
                Choice {
                    label: Order::DayFirst.label().into(),
                    fits: day_first,
                    example: tally.readings.0.clone(),
                },
                Choice {
                    label: Order::MonthFirst.label().into(),
                    fits: month_first,
                    example: tally.readings.1.clone(),
                },
            ],
            chosen: reader.order.map(|o| usize::from(o == Order::MonthFirst)),
        }
    })
}

fn mark_question(reader: &Reader, tally: &Tally) -> Option<Question> {
    (tally.either > 0).then(|| {
        let (point, comma) = (tally.either + tally.first, tally.either + tally.second);
        let text = match reader.mark {
            Some(Mark::Point) => format!("{} is read as {}.", tally.example, tally.readings.0),
            Some(Mark::Comma) => format!("{} is read as {}.", tally.example, tally.readings.1),
            None => format!(
                "{}: is that {} or {}?",
                tally.example, tally.readings.0, tally.readings.1
            ),
        };
        Question {
            topic: Topic::DecimalMark,
            column: reader.at,
            header: reader.header.clone(),
            text: format!("{text} {point} amounts fit 1,234.56, {comma} fit 1.234,56"),
            rows: tally.either,
            choices: vec![
                Choice {
                    label: "1,234.56".into(),
                    fits: point,
                    example: tally.readings.0.clone(),
                },
                Choice {
                    label: "1.234,56".into(),
                    fits: comma,
                    example: tally.readings.1.clone(),
                },
            ],
            chosen: reader.mark.map(|m| usize::from(m == Mark::Comma)),
        }
    })
}

fn currency_question(
    reader: &Reader,
    tally: &Tally,
    mapping: &Mapping,
    decided: Decided,
) -> Option<Question> {
    let known = reader.currency.is_some() || mapping.column_of(Field::Currency).is_some();
    let chosen = mapping.currency.or(decided.currency);
    (tally.bare > 0 && !known).then(|| Question {
        topic: Topic::Currency,
        column: reader.at,
        header: reader.header.clone(),
        text: match chosen {
            Some(currency) if tally.bare == 1 => {
                format!("the amount without a currency is read as {currency}")
            }
            Some(currency) => format!(
                "{} amounts without a currency are read as {currency}",
                tally.bare
            ),
            None if tally.bare == 1 => "1 amount has no currency: which one is it?".into(),
            None => format!("{} amounts have no currency: which one is it?", tally.bare),
        },
        rows: tally.bare,
        choices: chosen
            .map(|c| Choice {
                label: c.to_string(),
                fits: tally.bare,
                example: String::new(),
            })
            .into_iter()
            .collect(),
        chosen: chosen.map(|_| 0),
    })
}

fn percent_question(reader: &Reader, tally: &Tally) -> Question {
    let example = numbers::read(&tally.example)
        .ok()
        .flatten()
        .and_then(|a| a.rated());
    let shown = example.map(|n| n.to_string()).unwrap_or_default();
    let times = example
        .and_then(|n| n.minor(6))
        .map(|n| format!("{}.{:02}", n / 10_000, n / 100 % 100))
        .unwrap_or_default();
    let text = match reader.fraction {
        Some(false) => format!("{shown} is read as {shown} %"),
        Some(true) => format!("{shown} is read as {times} %"),
        None => format!(
            "all rates are below 1: is {shown} the part of one ({times} %) or {shown} %? They are kept as words until that is said"
        ),
    };
    Question {
        topic: Topic::Percent,
        column: reader.at,
        header: reader.header.clone(),
        text,
        rows: tally.small,
        choices: vec![
            Choice {
                label: "percent".into(),
                fits: tally.small,
                example: format!("{shown} %"),
            },
            Choice {
                label: "part of one".into(),
                fits: tally.small,
                example: format!("{times} %"),
            },
        ],
        chosen: reader.fraction.map(usize::from),
    }
}

fn clash(column: &Column, mapping: &Mapping) -> Option<Question> {
    let first = mapping.columns.get(column.clash?)?;
    let choice = |c: &Column| Choice {
        label: c.header.clone(),
        fits: usize::from(c.filled),
        example: c.samples.first().cloned().unwrap_or_default(),
    };
    Some(Question {
        topic: Topic::Clash,
        column: column.at,
        header: column.header.clone(),
        text: format!(
            "\"{}\" and \"{}\" seem to hold the same thing: the first is taken, the second is kept beside the fields",
            first.header, column.header
        ),
        rows: 0,
        choices: vec![choice(first), choice(column)],
        chosen: Some(0),
    })
}

fn platform_question(sheet: &Sheet, mapping: &Mapping) -> Option<Question> {
    let column = mapping.column_of(Field::Handle)?;
    let known = mapping.platform.is_some()
        || mapping
            .columns
            .iter()
            .any(|c| matches!(c.field, Some(Field::Platform | Field::Link)));
    let bare = |text: &str| !text.is_empty() && !handles::is_link(text);
    // Beside a handle or link that says where, a bare word is kept as words.
    let places = mapping
        .columns
        .iter()
        .filter(|c| matches!(c.field, Some(Field::HandleOn(_))));
    let places: Vec<usize> = places.map(|c| c.at).collect();
    let rows = if known {
        0
    } else {
        sheet
            .rows()
            .filter(|r| bare(r.get(column.at).trim()))
            .filter(|r| places.iter().all(|at| r.get(*at).trim().is_empty()))
            .count()
    };
    (rows > 0).then(|| Question {
        topic: Topic::Platform,
        column: column.at,
        header: column.header.clone(),
        text: match rows {
            1 => "1 handle says no platform: which one is it?".into(),
            _ => format!("{rows} handles say no platform: which one is it?"),
        },
        rows,
        choices: Vec::new(),
        chosen: None,
    })
}
