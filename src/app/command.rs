//! Commands as data. A command stands once, beside the pane it belongs to; dispatch, footer, menus,
//! `?` help, palette, `keys.toml`, the README's key block and the clash test all read the same
//! rows.

use std::collections::BTreeMap;

use super::keys::{Chord, Key};
use super::{App, Effect, ViewId};

/// Where a command's keys are live.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Outside text entry, everywhere.
    Everywhere,
    /// In any list, table or profile.
    Lists,
    /// Where a creator, or an item that belongs to one, is under the cursor.
    People,
    /// In one place only.
    In(ViewId),
}

impl Scope {
    /// Whether the scope is live in a place.
    pub fn live(self, place: ViewId) -> bool {
        match self {
            Self::Everywhere => true,
            Self::Lists | Self::People => place != ViewId::Welcome,
            Self::In(p) => p == place,
        }
    }

    /// Heading in help and README.
    pub fn title(self) -> &'static str {
        match self {
            Self::Everywhere => "Everywhere",
            Self::Lists => "In any list",
            Self::People => "On a creator or an item",
            Self::In(place) => place.title(),
        }
    }
}

/// What a command's condition says: fine, or the reason why not, as a sentence without its first
/// capital.
pub type Able = Result<(), String>;

/// One command.
#[derive(Clone, Copy)]
pub struct Command {
    /// Its name in the palette, in `keys.toml` and in tests.
    pub id: &'static str,
    /// Default keys; `"g r"` is an entry of the menu of `g`. Palette-only commands have none.
    pub keys: &'static [&'static str],
    /// Where the keys are live.
    pub scope: Scope,
    /// Two or three words for the footer and menus.
    pub title: &'static str,
    /// A sentence for help and README.
    pub help: &'static str,
    /// A title that follows what is under the cursor, where that says more.
    pub label: fn(&App) -> Option<String>,
    /// Whether it can run now, or why not.
    pub able: fn(&App) -> Able,
    /// Runs it.
    pub run: fn(&mut App) -> Vec<Effect>,
}

impl Command {
    /// A command that is live everywhere and always possible.
    pub const fn new(
        id: &'static str,
        keys: &'static [&'static str],
        title: &'static str,
        help: &'static str,
        run: fn(&mut App) -> Vec<Effect>,
    ) -> Self {
        Self {
            id,
            keys,
            scope: Scope::Everywhere,
            title,
            help,
            label: |_| None,
            able: |_| Ok(()),
            run,
        }
    }

    /// The same, live in a scope.
    pub const fn scope(mut self, scope: Scope) -> Self {
        self.scope = scope;
        self
    }

    /// The same, possible only when.
    pub const fn able(mut self, able: fn(&App) -> Able) -> Self {
        self.able = able;
        self
    }

    /// The same, with a title that follows the cursor.
    pub const fn label(mut self, label: fn(&App) -> Option<String>) -> Self {
        self.label = label;
        self
    }

    /// The title as of now.
    pub fn title(&self, app: &App) -> String {
        (self.label)(app).unwrap_or_else(|| self.title.to_string())
    }
}

/// All commands, in the order of help.
pub fn all() -> impl Iterator<Item = &'static Command> {
    super::COMMAND_TABLES.iter().flat_map(|table| table.iter())
}

/// The command of a name.
pub fn by_id(id: &str) -> Option<&'static Command> {
    all().find(|c| c.id == id)
}

/// What is wrong with an entry of `keys.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyComplaint {
    /// Line of the file, from 1.
    pub line: usize,
    /// What and what now.
    pub sentence: String,
}

/// Which keys run which command: defaults, overridden by the user's file.
#[derive(Clone, Default)]
pub struct Keymap {
    keys: BTreeMap<&'static str, Vec<Chord>>,
    bound: BTreeMap<Chord, Vec<&'static Command>>,
}

impl Keymap {
    /// The default keys.
    pub fn new() -> Self {
        let mut map = Self::default();
        for command in all() {
            map.keys.insert(
                command.id,
                command
                    .keys
                    .iter()
                    .filter_map(|k| Chord::parse(k))
                    .collect(),
            );
        }
        map.index();
        map
    }

    /// The default keys with the user's own on top: lines `command = "key"` or `command = ["key",
    /// "g x"]`. What names no command, is no key or clashes is named with its line; those commands
    /// keep their default keys.
    pub fn with(text: &str) -> (Self, Vec<KeyComplaint>) {
        let mut map = Self::new();
        let mut complaints = Vec::new();
        let table: toml::Table = match text.parse() {
            Ok(table) => table,
            Err(err) => {
                let line = err.span().map_or(1, |s| line_of(text, s.start));
                complaints.push(KeyComplaint {
                    line,
                    sentence: format!("not TOML: {}", err.message()),
                });
                return (map, complaints);
            }
        };
        for (name, value) in &table {
            let line = text
                .lines()
                .position(|l| l.trim_start().trim_matches('"').starts_with(name.as_str()))
                .map_or(1, |n| n + 1);
            if let Err(sentence) = map.rebind(name, value) {
                complaints.push(KeyComplaint { line, sentence });
            }
        }
        (map, complaints)
    }

    fn rebind(&mut self, name: &str, value: &toml::Value) -> Result<(), String> {
        let command = by_id(name).ok_or_else(|| {
            format!("there is no command \"{name}\"; `touchbase keys` lists them")
        })?;
        let texts: Vec<&str> = match value {
            toml::Value::String(one) => vec![one],
            toml::Value::Array(many) => many.iter().filter_map(toml::Value::as_str).collect(),
            _ => {
                return Err(format!(
                    "\"{name}\" needs a key in quotes, such as \"x\" or \"Ctrl+K\""
                ));
            }
        };
        let mut chords = Vec::new();
        for text in texts {
            chords.push(Chord::parse(text).ok_or_else(|| {
                format!("\"{text}\" is not a key; write \"x\", \"Ctrl+K\" or \"g x\"")
            })?);
        }
        let before = self.keys.insert(command.id, chords);
        self.index();
        if let Some((chord, a, b)) = self.clash() {
            self.keys.insert(command.id, before.unwrap_or_default());
            self.index();
            return Err(format!(
                "{chord} would run both {a} and {b}; {} keeps its default keys",
                command.id
            ));
        }
        Ok(())
    }

    /// Two commands that one key would run in the same place, or a key that is also a menu's
    /// prefix.
    pub fn clash(&self) -> Option<(Chord, &'static str, &'static str)> {
        for (chord, commands) in &self.bound {
            for (i, a) in commands.iter().enumerate() {
                let twin = commands.iter().skip(i + 1).find(|b| {
                    ViewId::ALL
                        .iter()
                        .any(|p| a.scope.live(*p) && b.scope.live(*p))
                });
                if let Some(b) = twin {
                    return Some((chord.clone(), a.id, b.id));
                }
            }
        }
        None
    }

    fn index(&mut self) {
        self.bound.clear();
        for command in all() {
            for chord in self.of(command.id) {
                self.bound.entry(chord.clone()).or_default().push(command);
            }
        }
    }

    fn of(&self, id: &str) -> Vec<Chord> {
        self.keys.get(id).cloned().unwrap_or_default()
    }

    /// The keys of a command, as printed.
    pub fn shown(&self, id: &str) -> Vec<String> {
        self.of(id).iter().map(Chord::to_string).collect()
    }

    /// The first key of a command, as printed.
    pub fn first(&self, id: &str) -> Option<String> {
        self.keys.get(id)?.first().map(Chord::to_string)
    }

    /// The command of a key in a place.
    pub fn find(&self, place: ViewId, keys: &[Key]) -> Option<&'static Command> {
        self.bound
            .get(&Chord(keys.to_vec()))?
            .iter()
            .copied()
            .find(|c| c.scope.live(place))
    }

    /// Entries of the menu of a prefix in a place: the letter and the command, in the order of the
    /// tables.
    pub fn menu(&self, place: ViewId, prefix: Key) -> Vec<(Key, &'static Command)> {
        let mut entries = Vec::new();
        for command in all().filter(|c| c.scope.live(place)) {
            for chord in self.keys.get(command.id).into_iter().flatten() {
                if let [first, second] = chord.0.as_slice()
                    && *first == prefix
                {
                    entries.push((*second, command));
                }
            }
        }
        entries
    }
}

fn line_of(text: &str, at: usize) -> usize {
    text.get(..at)
        .map_or(1, |before| before.matches('\n').count() + 1)
}

/// The table of all keys as Markdown: the README's key block and `touchbase keys --markdown`.
pub fn markdown(keymap: &Keymap) -> String {
    let mut out = String::new();
    let mut scopes: Vec<Scope> = all().map(|c| c.scope).collect();
    scopes.sort();
    scopes.dedup();
    for scope in scopes {
        let rows: Vec<&Command> = all()
            .filter(|c| c.scope == scope && keymap.first(c.id).is_some())
            .collect();
        if rows.is_empty() {
            continue;
        }
        out.push_str(&format!(
            "**{}**\n\n| Key | Does |\n|---|---|\n",
            scope.title()
        ));
        for command in rows {
            let keys: Vec<String> = keymap
                .shown(command.id)
                .iter()
                .map(|k| format!("`{}`", k.replace('|', "\\|")))
                .collect();
            out.push_str(&format!("| {} | {} |\n", keys.join(" "), command.help));
        }
        out.push('\n');
    }
    out.trim_end().to_string() + "\n"
}
