//! The first start: the demo, an import, an empty roster or another file; and the one question which line reads best.

use super::choices::{THEMES, set_theme};
use super::prompt::{Kind, Prompt};
use super::{Modal, Reply, Stay, stay};
use crate::app::keys::{Code, Key, by_place};
use crate::app::target::Target;
use crate::app::{App, Effect, OpenWhat, Place};

/// What one can choose, with what it means.
pub const OPTIONS: &[(&str, &str)] = &[
    ("Look around with demo data", "Juniper Tea: 48 invented creators, 4 campaigns, things due today"),
    ("Import my spreadsheet", "CSV, Excel, or paste cells straight from Sheets"),
    ("Start empty", "add the first creator in one line"),
    ("Open an existing file", "a touchbase file of yours, or a copy of one"),
];

/// The looks offered, by theme name.
pub const LOOKS: &[&str] = &["auto", "dark", "light", "plain"];

/// The state of the screen.
#[derive(Debug, Clone, Copy, Default)]
pub struct Welcome {
    /// Option under the cursor.
    pub at: usize,
}

impl Welcome {
    /// A key.
    pub fn key(&mut self, app: &mut App, key: Key) -> Reply {
        let last = OPTIONS.len() - 1;
        match by_place(key).code {
            Code::Down | Code::Char('j') => self.at = (self.at + 1).min(last),
            Code::Up | Code::Char('k') => self.at = self.at.saturating_sub(1),
            Code::Right | Code::Char('l') => return (Stay::Open, look(app, 1)),
            Code::Left | Code::Char('h') => return (Stay::Open, look(app, LOOKS.len() - 1)),
            Code::Enter => return self.choose(app),
            Code::Char('?') | Code::F(1) => return (Stay::Open, app.open(Modal::help())),
            Code::Char('q') => return (Stay::Open, app.second_press(Key::char('q'), "q again quits")),
            _ => {
                app.refuse(format!("{key} does nothing here; Up and Down choose, Enter goes on"));
            }
        }
        stay()
    }

    fn choose(self, app: &mut App) -> Reply {
        match self.at {
            0 => (Stay::Open, vec![Effect::OpenFile(OpenWhat::Demo)]),
            1 => (Stay::Open, own(app, OpenWhat::OwnImport)),
            2 => {
                let effects = own(app, OpenWhat::Own);
                (Stay::Closed, effects)
            }
            _ => (
                Stay::Open,
                app.open(Modal::Prompt(Box::new(Prompt::new(&OPEN, "Open a file", "", Target::default())))),
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
    app.view = Place::Review;
    if what == OpenWhat::OwnImport { super::choices::import(app) } else { Vec::new() }
}

fn look(app: &mut App, by: usize) -> Vec<Effect> {
    let at = LOOKS.iter().position(|t| *t == app.theme).unwrap_or(0);
    let name = LOOKS.get((at + by) % LOOKS.len()).copied().unwrap_or("auto");
    debug_assert!(THEMES.iter().any(|(t, _)| *t == name));
    set_theme(app, name)
}

const OPEN: Kind = Kind {
    hint: "path of a touchbase file",
    long: false,
    read: |_, _| Vec::new(),
    save: |_, prompt| match prompt.line.text().trim() {
        "" => Err("type the path of a file".into()),
        path => Ok(vec![Effect::OpenFile(OpenWhat::Path(path.trim_matches(['\'', '"']).into()))]),
    },
};
