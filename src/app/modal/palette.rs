//! The command palette: commands and people by a few letters. `@` searches people only. What cannot
//! run now is listed last, with the reason.

use super::{Reply, Stay, close, stay};
use crate::app::App;
use crate::app::command::{self, Command};
use crate::app::keys::{Code, Key};
use crate::app::line::TextField;
use crate::app::list::{List, Move};
use crate::app::lists::MOVES;
use crate::domain::ids::Id;
use crate::domain::query;
use crate::domain::rows::{Account, Creator};

/// How well a command fits whose sentence alone speaks of the text.
const IN_HELP: i32 = 40;
/// People shown at most.
const PEOPLE: usize = 12;

/// The palette.
#[derive(Debug, Clone, Default)]
pub struct Palette {
    /// What is typed.
    pub line: TextField,
    /// Cursor over what was found.
    pub list: List<usize>,
}

/// One line of the palette.
#[derive(Clone)]
pub enum Hit {
    /// A command that can run.
    Command(&'static Command),
    /// A creator.
    Person(Id<Creator>),
    /// A command that cannot run now, and why.
    NotNow(&'static Command, String),
}

impl Palette {
    /// What fits the text, best first.
    pub fn found(&self, app: &App) -> Vec<Hit> {
        let text = self.line.text().trim();
        if let Some(name) = text.strip_prefix('@') {
            return people(app, name).into_iter().map(Hit::Person).collect();
        }
        let place = app.place();
        let mut scored: Vec<(i32, usize, &'static Command)> = command::all()
            .filter(|c| c.scope.live(place) && !is_movement(c))
            .enumerate()
            .filter_map(|(n, c)| Some((score(app, c, text)?, n, c)))
            .collect();
        scored.sort_by_key(|(score, n, _)| (std::cmp::Reverse(*score), *n));
        // Names of commands, names of people, then whatever only speaks of it.
        let (mut hits, mut spoken, mut later): (Vec<Hit>, Vec<Hit>, Vec<Hit>) = Default::default();
        for (score, _, command) in scored {
            match (command.able)(app) {
                Ok(()) if score > IN_HELP => hits.push(Hit::Command(command)),
                Ok(()) => spoken.push(Hit::Command(command)),
                Err(why) => later.push(Hit::NotNow(command, why)),
            }
        }
        let people = if text.chars().count() > 1 {
            people(app, text)
        } else {
            Vec::new()
        };
        let (named, others): (Vec<_>, Vec<_>) =
            people.into_iter().partition(|id| is_named(app, *id, text));
        hits.extend(named.into_iter().map(Hit::Person));
        hits.append(&mut spoken);
        hits.extend(others.into_iter().map(Hit::Person));
        hits.append(&mut later);
        hits
    }

    /// A key.
    pub fn key(&mut self, app: &mut App, key: Key) -> Reply {
        let hits = self.found(app);
        if self.list.len() != hits.len() {
            self.list.set((0..hits.len()).collect());
        }
        match (key.code, key.ctrl) {
            (Code::Esc, _) => return close(),
            (Code::Down, _) | (Code::Char('n'), true) => drop(self.list.step(Move::By(1))),
            (Code::Up, _) | (Code::Char('p'), true) => drop(self.list.step(Move::By(-1))),
            (Code::PgDn, _) => drop(self.list.step(Move::By(10))),
            (Code::PgUp, _) => drop(self.list.step(Move::By(-10))),
            (Code::Tab, _) => {
                if let Some(Hit::Command(command)) = hits.get(self.list.at()) {
                    self.line.set(command.id);
                }
            }
            (Code::Enter, _) => match hits.get(self.list.at()) {
                Some(Hit::Command(command)) => return (Stay::Closed, app.run(command)),
                Some(Hit::Person(creator)) => {
                    app.open_profile(*creator);
                    return close();
                }
                Some(Hit::NotNow(command, why)) => {
                    app.refuse(format!("not now: {}: {why}", command.id));
                }
                None => {
                    app.refuse(format!("nothing is called \"{}\"", self.line.text().trim()));
                }
            },
            _ => {
                self.line.key(key);
                let hits = self.found(app);
                self.list.set((0..hits.len()).collect());
                self.list.step(Move::First);
            }
        }
        stay()
    }
}

/// Moving about makes no sense from a palette.
fn is_movement(command: &Command) -> bool {
    MOVES.contains(&command.id)
        || matches!(command.id, "palette" | "go" | "view" | "record" | "back")
}

/// How well a command fits: by its name, its title, its sentence; `None` if it does not.
fn score(app: &App, command: &Command, text: &str) -> Option<i32> {
    let text = text.strip_prefix(':').unwrap_or(text).trim().to_lowercase();
    if text.is_empty() {
        return Some(0);
    }
    let title = command.title(app).to_lowercase();
    let help = command.help.to_lowercase();
    let at_word = |hay: &str| {
        hay.split(|c: char| !c.is_alphanumeric())
            .any(|w| w.starts_with(&text))
    };
    if command.id == text {
        Some(100)
    } else if command.id.starts_with(&text) {
        // The more of the name is typed, the better it fits: `st` is `start` before `stage-up`.
        Some(80 + (10 * text.len() / command.id.len().max(1)) as i32)
    } else if title.starts_with(&text) {
        Some(70)
    } else if at_word(command.id) || at_word(&title) {
        Some(60)
    } else if text
        .split_whitespace()
        .all(|w| help.contains(w) || title.contains(w) || command.id.contains(w))
    {
        Some(IN_HELP)
    } else {
        None
    }
}

/// Whether a word of the name or of a handle begins so.
fn is_named(app: &App, id: Id<Creator>, text: &str) -> bool {
    let text = query::fold(text.trim_start_matches(':').trim());
    let begins = |name: &str| {
        let name = query::fold(name);
        name.starts_with(&text) || name.split_whitespace().any(|word| word.starts_with(&text))
    };
    begins(&app.model.called(id))
        || app
            .model
            .of::<Account>(id)
            .any(|account| begins(&account.handle))
}

fn people(app: &App, name: &str) -> Vec<Id<Creator>> {
    let query = app.query(name);
    let none = |_| query::FilterFacts::default();
    let mut hits = query.run(&app.model, &app.roster.keys, None, &none);
    hits.sort_by_key(|h| (std::cmp::Reverse(h.score), h.id));
    hits.into_iter().take(PEOPLE).map(|h| h.id).collect()
}
