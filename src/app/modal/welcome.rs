//! The first start: the demo, an import, an empty roster or another file; and what is best asked
//! once: which line reads best, how dates are read, the working week, the money. Left and Right
//! change the question that Tab went to.

use super::choices::set_theme;
use super::prompt::{Kind, Prompt};
use super::{Modal, Reply, Stay, stay};
use crate::app::keys::{Code, Key, by_place};
use crate::app::target::Target;
use crate::app::{App, Effect, OpenWhat, ViewId};
use crate::domain::money::Currency;
use crate::domain::settings::DateOrder;

/// What one can choose, with what it means.
pub const OPTIONS: &[(&str, &str)] = &[
    (
        "Look around with demo data",
        "a tea brand with 48 creators, 4 campaigns",
    ),
    (
        "Import my spreadsheet",
        "CSV, Excel, or paste cells from Sheets",
    ),
    ("Start empty", "add the first creator in one line"),
    (
        "Open an existing file",
        "a touchbase file, or a copy of one",
    ),
];

/// The looks offered, by theme name.
pub const LOOKS: &[&str] = &["auto", "dark", "light", "plain"];

/// A question with few answers.
pub struct Question {
    /// What it is about.
    pub label: &'static str,
    /// The answer as it stands.
    pub answer: fn(&App) -> String,
    /// The next answer, or the one before.
    turn: fn(&mut App, bool) -> Vec<Effect>,
}

/// The questions, in the order Tab goes; the first is the look.
pub const QUESTIONS: &[Question] = &[
    Question {
        label: "Look",
        answer: |app| app.theme.clone(),
        turn: |app, on| {
            let name = turned(LOOKS, |look| **look == app.theme, on)
                .copied()
                .unwrap_or("auto");
            set_theme(app, name)
        },
    },
    Question {
        label: "Dates",
        answer: |app| match app.settings.general.dates {
            DateOrder::DayMonth => "5/12 is 5 Dec".into(),
            DateOrder::MonthDay => "5/12 is 12 May".into(),
        },
        turn: |app, on| {
            let now = app.settings.general.dates;
            let next = turned(
                &[DateOrder::DayMonth, DateOrder::MonthDay],
                |d| *d == now,
                on,
            )
            .copied();
            configure("general", "dates", quoted(next.unwrap_or_default().word()))
        },
    },
    Question {
        label: "Week",
        answer: |app| {
            let named = WEEKS
                .iter()
                .find(|(_, days)| *days == app.settings.work.week);
            named.map_or_else(|| "your own".into(), |(name, _)| (*name).to_string())
        },
        turn: |app, on| {
            let now = app.settings.work.week;
            let next = turned(WEEKS, |(_, days)| *days == now, on).map_or(now, |(_, days)| *days);
            let days = DAYS
                .iter()
                .zip(next)
                .filter(|(_, works)| *works)
                .map(|(day, _)| quoted(day));
            configure(
                "work",
                "week",
                format!("[{}]", days.collect::<Vec<_>>().join(", ")),
            )
        },
    },
    Question {
        label: "Money",
        answer: |app| {
            app.settings
                .general
                .currency
                .as_ref()
                .map_or("USD", Currency::code)
                .to_string()
        },
        turn: |app, on| {
            let now = app
                .settings
                .general
                .currency
                .as_ref()
                .map_or("USD", Currency::code);
            let next = turned(MONEY, |code| *code == now, on)
                .copied()
                .unwrap_or("USD");
            configure("general", "currency", quoted(next))
        },
    },
];

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const WEEKS: &[(&str, [bool; 7])] = &[
    ("Mon to Fri", [true, true, true, true, true, false, false]),
    ("Mon to Sat", [true, true, true, true, true, true, false]),
    ("Sun to Thu", [true, true, true, true, false, false, true]),
];

/// Currencies offered here; any other goes into the config file.
const MONEY: &[&str] = &[
    "USD", "EUR", "GBP", "CAD", "AUD", "CHF", "SEK", "NOK", "DKK", "PLN", "JPY", "INR", "BRL",
    "MXN",
];

/// The answer after or before the one in use.
fn turned<T>(all: &[T], is: impl Fn(&T) -> bool, on: bool) -> Option<&T> {
    let at = all.iter().position(is).unwrap_or(0);
    all.get((at + if on { 1 } else { all.len() - 1 }) % all.len())
}

fn quoted(word: &str) -> String {
    format!("\"{word}\"")
}

fn configure(section: &'static str, key: &'static str, value: String) -> Vec<Effect> {
    vec![Effect::Configure(section, key, value)]
}

/// The state of the screen.
#[derive(Debug, Clone, Copy, Default)]
pub struct Welcome {
    /// Option under the cursor.
    pub at: usize,
    /// The question that Left and Right change.
    pub asks: usize,
}

/// What was proposed and seen, to be written down once.
fn guesses(app: &mut App) -> Vec<Effect> {
    if !std::mem::take(&mut app.around.guessed) {
        return Vec::new();
    }
    let general = &app.settings.general;
    let mut kept = configure("general", "dates", quoted(general.dates.word()));
    kept.extend(
        general
            .currency
            .iter()
            .flat_map(|c| configure("general", "currency", quoted(c.code()))),
    );
    kept
}

impl Welcome {
    /// A key.
    pub fn key(&mut self, app: &mut App, key: Key) -> Reply {
        let last = OPTIONS.len() - 1;
        match by_place(key).code {
            Code::Down | Code::Char('j') => self.at = (self.at + 1).min(last),
            Code::Up | Code::Char('k') => self.at = self.at.saturating_sub(1),
            Code::Tab if key.shift => {
                self.asks = (self.asks + QUESTIONS.len() - 1) % QUESTIONS.len()
            }
            Code::Tab => self.asks = (self.asks + 1) % QUESTIONS.len(),
            Code::Right | Code::Char('l') => return (Stay::Open, self.turn(app, true)),
            Code::Left | Code::Char('h') => return (Stay::Open, self.turn(app, false)),
            Code::Enter => return self.choose(app),
            Code::Char('?') | Code::F(1) => return (Stay::Open, app.open(Modal::help())),
            Code::Char('q') => {
                return (
                    Stay::Open,
                    app.second_press(Key::char('q'), "q again quits"),
                );
            }
            _ => {
                app.refuse(format!(
                    "{key} does nothing here; Up and Down choose, Enter goes on"
                ));
            }
        }
        stay()
    }

    fn turn(self, app: &mut App, on: bool) -> Vec<Effect> {
        let Some(question) = QUESTIONS.get(self.asks) else {
            return Vec::new();
        };
        // The look is kept elsewhere; with any other answer what was proposed beside it holds too.
        let mut kept = if self.asks == 0 {
            Vec::new()
        } else {
            guesses(app)
        };
        kept.extend((question.turn)(app, on));
        kept
    }

    fn choose(self, app: &mut App) -> Reply {
        let mut kept = guesses(app);
        let (stay, effects) = self.go_on(app);
        kept.extend(effects);
        (stay, kept)
    }

    fn go_on(self, app: &mut App) -> Reply {
        match self.at {
            0 => (Stay::Open, vec![Effect::OpenFile(OpenWhat::Demo)]),
            1 => (Stay::Open, own(app, OpenWhat::OwnImport)),
            2 => {
                let effects = own(app, OpenWhat::Own);
                (Stay::Closed, effects)
            }
            _ => (
                Stay::Open,
                app.open(Modal::Prompt(Box::new(Prompt::new(
                    &OPEN,
                    "Open a file",
                    "",
                    Target::default(),
                )))),
            ),
        }
    }

    /// Pasted cells or a dropped file go straight to the import.
    pub fn paste(&mut self, app: &mut App, text: &str) -> Reply {
        if app.around.demo {
            app.refuse("that would go into the demo; choose \"Import my spreadsheet\" first");
            return stay();
        }
        let effect = match crate::app::dropped_path(text) {
            Some(path) => Effect::ReadFile(path),
            None => Effect::ReadCells(text.to_string()),
        };
        (Stay::Open, vec![effect])
    }
}

/// The user's own file: it is open already unless this is the demo.
fn own(app: &mut App, what: OpenWhat) -> Vec<Effect> {
    if app.around.demo {
        return vec![Effect::OpenFile(what)];
    }
    app.around.first_start = false;
    app.view = ViewId::Review;
    if what == OpenWhat::OwnImport {
        super::choices::import(app)
    } else {
        Vec::new()
    }
}

const OPEN: Kind = Kind {
    hint: "path of a touchbase file",
    long: false,
    read: |_, _| Vec::new(),
    save: |_, prompt| match prompt.line.text().trim() {
        "" => Err("type the path of a file".into()),
        path => Ok(vec![Effect::OpenFile(OpenWhat::Path(
            path.trim_matches(['\'', '"']).into(),
        ))]),
    },
};
