//! What is chosen from a list in the import: where a column goes, what a status word becomes, which
//! kind of file this is; and the questions with two answers, which Enter swaps.

use super::{Import, Pane, Step};
use crate::app::modal::pick::{Choice, Pick};
use crate::app::modal::{Modal, Reply, Stay, stay};
use crate::app::target::Target;
use crate::app::{App, Effect};
use crate::domain::money::Currency;
use crate::domain::rows::{Outcome, Platform, Stage};
use crate::exchange::dates::Order;
use crate::exchange::fields::{Field, Kind, TARGETS};
use crate::exchange::mapping::Column;
use crate::exchange::numbers::Mark;
use crate::exchange::profiles::{self, PROFILES};
use crate::exchange::report::{Question, Topic};
use crate::exchange::stages::StageChoice;

/// Currencies offered for amounts that say none, after the user's own.
const CURRENCIES: &[&str] = &[
    "USD", "EUR", "GBP", "CAD", "AUD", "CHF", "SEK", "NOK", "DKK", "PLN", "JPY", "INR", "BRL",
    "MXN",
];

/// What Enter does with a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Enter {
    /// Takes the other of two readings.
    Swap(Topic),
    /// Goes to the words of the status column.
    Words,
    /// Opens the list of targets.
    Target,
}

impl Import {
    /// Enter in the second step.
    pub(super) fn enter(&mut self, app: &mut App) -> Reply {
        match self.pane {
            Pane::Dry | Pane::Row => {
                self.pane = Pane::Columns;
                stay()
            }
            Pane::Words => self.pick_standing(app),
            Pane::Columns => match self.what_enter_does() {
                Enter::Swap(topic) => {
                    self.swap(topic);
                    self.replan(app);
                    stay()
                }
                Enter::Words => {
                    self.pane = Pane::Words;
                    stay()
                }
                Enter::Target => self.pick_target(app),
            },
        }
    }

    /// The same in a word or two.
    pub(super) fn enter_title(&self) -> &'static str {
        match self.what_enter_does() {
            Enter::Swap(topic) => match self.other_reading(topic) {
                Some("d/m/y") => "read as d/m/y",
                Some("m/d/y") => "read as m/d/y",
                _ => "other reading",
            },
            Enter::Words => "status words",
            Enter::Target => "change",
        }
    }

    fn column(&self) -> Option<&Column> {
        self.reading()
            .ok()?
            .mapping
            .columns
            .get(*self.columns.current()?)
    }

    fn what_enter_does(&self) -> Enter {
        let Some(column) = self.column() else {
            return Enter::Target;
        };
        let Ok(reading) = self.reading() else {
            return Enter::Target;
        };
        let two = |q: &&Question| q.choices.len() == 2;
        let open = reading.questions(column.at).find(|q| q.chosen.is_none());
        match open
            .filter(|q| q.topic != Topic::Emails)
            .or_else(|| reading.questions(column.at).find(two))
        {
            Some(question) if question.choices.len() == 2 => Enter::Swap(question.topic),
            Some(question) if question.chosen.is_none() => Enter::Target,
            _ if column.field == Some(Field::Stage) && !self.words.is_empty() => Enter::Words,
            _ => Enter::Target,
        }
    }

    /// The label of the reading that is not taken, when there is one.
    fn other_reading(&self, topic: Topic) -> Option<&str> {
        let question = self
            .reading()
            .ok()?
            .questions(self.column()?.at)
            .find(|q| q.topic == topic)?;
        let other = question.chosen.map_or(0, |n| 1 - n.min(1));
        question.choices.get(other).map(|c| &*c.label)
    }

    /// Takes the other of two readings; of an open question the first.
    fn swap(&mut self, topic: Topic) {
        let Some(at) = self.columns.current().copied() else {
            return;
        };
        let Ok(reading) = &mut self.reading else {
            return;
        };
        let question = reading
            .plan
            .questions
            .iter()
            .find(|q| q.column == at && q.topic == topic);
        let second = question.and_then(|q| q.chosen) == Some(0);
        let clash = reading.mapping.columns.get(at).and_then(|c| c.clash);
        let Some(column) = reading.mapping.columns.get_mut(at) else {
            return;
        };
        match topic {
            Topic::DateOrder => {
                column.order = Some(if second {
                    Order::MonthFirst
                } else {
                    Order::DayFirst
                })
            }
            Topic::DecimalMark => {
                column.mark = Some(if second { Mark::Comma } else { Mark::Point })
            }
            Topic::Percent => column.fraction = Some(second),
            Topic::Clash => {
                let field = clash
                    .and_then(|first| reading.mapping.columns.get(first))
                    .and_then(|c| c.field);
                reading.mapping.set(at, field, &reading.sheet);
            }
            Topic::Currency | Topic::Platform | Topic::Emails => {}
        }
    }

    /// Where a column can go; for amounts also their currency, for handles their platform.
    pub(super) fn pick_target(&mut self, app: &mut App) -> Reply {
        let (Some(column), Ok(reading)) = (self.column(), self.reading()) else {
            return stay();
        };
        let mut choices = self.readings(app, column);
        for target in TARGETS {
            let taken = reading
                .mapping
                .columns
                .iter()
                .find(|c| c.field == Some(target.field) && c.at != column.at);
            let note = match (target.field, taken) {
                (Field::Extra, _) => "beside the fields, as \"header: value\"".to_string(),
                (_, Some(other)) if !target.many => format!("now from \"{}\"", other.header),
                _ => String::new(),
            };
            choices.push(
                Choice::new(target.key, target.label, note).on(column.field == Some(target.field)),
            );
        }
        choices.push(
            Choice::new("", "leave out", "nothing of this column is taken")
                .on(column.field.is_none()),
        );
        let title = format!("\"{}\" goes to", column.header);
        let open = reading
            .questions(column.at)
            .any(|q| q.chosen.is_none() && matches!(q.topic, Topic::Currency | Topic::Platform));
        let mut pick = Pick::one(title, choices, Target::default(), |app, _, values| {
            change(app, values, Import::take_target)
        });
        if open {
            pick.list.go_line(0);
        }
        (Stay::Open, app.open(Modal::Pick(Box::new(pick))))
    }

    /// How the cells of a column can be read, in front of where it can go.
    fn readings(&self, app: &App, column: &Column) -> Vec<Choice> {
        let Some(field) = column.field else {
            return Vec::new();
        };
        match field.kind() {
            Kind::Money => {
                let own = app.settings.general.currency.unwrap_or(Currency::USD);
                let others = CURRENCIES
                    .iter()
                    .filter_map(|c| Currency::parse(c))
                    .filter(|c| *c != own);
                let choice = |c: Currency| {
                    Choice::new(
                        format!("currency:{c}"),
                        format!("{}, in {c}", field.label()),
                        "where a cell says none",
                    )
                };
                std::iter::once(own).chain(others).map(choice).collect()
            }
            _ if field == Field::Handle => {
                let choice = |p: &Platform| {
                    Choice::new(
                        format!("platform:{}", p.word()),
                        format!("Handle, {}", p.label()),
                        "where a row says none",
                    )
                };
                Platform::ALL.iter().map(choice).collect()
            }
            _ => Vec::new(),
        }
    }

    fn take_target(&mut self, value: &str) {
        let Some(at) = self.columns.current().copied() else {
            return;
        };
        let Ok(reading) = &mut self.reading else {
            return;
        };
        if let Some(code) = value.strip_prefix("currency:") {
            reading.mapping.currency = Currency::parse(code);
        } else if let Some(word) = value.strip_prefix("platform:") {
            reading.mapping.platform = Platform::from_word(word);
        } else {
            reading
                .mapping
                .set(at, Field::from_key(value), &reading.sheet);
        }
    }

    /// What a status word becomes.
    fn pick_standing(&mut self, app: &mut App) -> Reply {
        let word = self
            .words
            .current()
            .and_then(|at| self.reading().ok()?.mapping.stages.get(*at));
        let Some(word) = word else { return stay() };
        let stage = |s: &Stage| {
            let letter = char::from_digit(s.number().into(), 10).unwrap_or(' ');
            let on = word.becomes == Some(StageChoice::In(*s));
            Choice::new(s.word(), s.label(), "").letter(letter).on(on)
        };
        let closed = |o: &Outcome| {
            let on = word.becomes == Some(StageChoice::Closed(*o));
            Choice::new(o.word(), format!("closed: {}", o.label()), "").on(on)
        };
        let mut choices: Vec<Choice> = Stage::ALL
            .iter()
            .map(stage)
            .chain(Outcome::ALL.iter().map(closed))
            .collect();
        choices.push(
            Choice::new(
                "",
                "says nothing",
                "new creators start in stage 1, known ones stay",
            )
            .on(word.becomes.is_none()),
        );
        let title = format!("\"{}\" ({} rows) becomes", word.word, word.rows);
        let pick = Pick::one(title, choices, Target::default(), |app, _, values| {
            change(app, values, Import::take_standing)
        });
        (Stay::Open, app.open(Modal::Pick(Box::new(pick))))
    }

    fn take_standing(&mut self, value: &str) {
        let at = self.words.current().copied();
        let Ok(reading) = &mut self.reading else {
            return;
        };
        if let Some(word) = at.and_then(|at| reading.mapping.stages.get_mut(at)) {
            word.becomes = StageChoice::from_word(value);
            self.words.step(crate::app::list::Move::By(1));
        }
    }

    /// The kind of file.
    pub(super) fn pick_profile(&mut self, app: &mut App) -> Reply {
        if self.step == Step::Updates {
            app.refuse("Esc goes back to the columns first");
            return stay();
        }
        let now = self.reading().map_or("", |r| r.mapping.profile.key);
        let choice = |p: &profiles::Profile| Choice::new(p.key, p.name, "").on(p.key == now);
        let choices = PROFILES.iter().map(choice).collect();
        let pick = Pick::one(
            "What kind of file is this?",
            choices,
            Target::default(),
            |app, _, values| {
                reread(app, values);
                Vec::new()
            },
        );
        (Stay::Open, app.open(Modal::Pick(Box::new(pick))))
    }
}

/// Does something to the import below the list that was chosen from.
fn with(app: &mut App, act: impl FnOnce(&mut Import, &App)) {
    let Some(at) = app.modals.iter().rposition(Modal::is_import) else {
        return;
    };
    let mut modal = app.modals.remove(at);
    if let Modal::Import(import) = &mut modal {
        act(import, app);
    }
    app.modals.insert(at.min(app.modals.len()), modal);
}

fn change(app: &mut App, values: &[String], take: fn(&mut Import, &str)) -> Vec<Effect> {
    if let Some(value) = values.first() {
        with(app, |import, app| {
            take(import, value);
            import.replan(app);
        });
    }
    Vec::new()
}

fn reread(app: &mut App, values: &[String]) {
    let profile = values
        .first()
        .and_then(|key| PROFILES.iter().find(|p| p.key == key));
    if let Some(profile) = profile {
        with(app, |import, app| {
            import.profile = Some(profile);
            import.read(app);
        });
    }
}
