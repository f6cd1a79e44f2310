//! What lies on top of a view: menus, the palette, prompts, forms, the import. Values on a stack;
//! the top one gets the key first. Each kind has its state and its keys in a file of its own.

pub mod backlog;
pub mod brief;
pub mod choices;
pub mod composer;
pub mod filter;
pub mod form;
pub mod help;
pub mod import;
pub mod join;
pub mod listing;
pub mod live;
pub mod menu;
pub mod palette;
pub mod pick;
pub mod prompt;
pub mod quick_add;
pub mod week;
pub mod welcome;

use super::keys::{Code, Key, by_place};
use super::{App, Effect, ViewId};

/// Whether a modal stays after a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stay {
    /// It stays on top.
    Open,
    /// It is gone.
    Closed,
}

/// What a modal answers to a key.
pub type Reply = (Stay, Vec<Effect>);

/// Stays, nothing to do.
pub fn stay() -> Reply {
    (Stay::Open, Vec::new())
}

/// Goes, nothing to do.
pub fn close() -> Reply {
    (Stay::Closed, Vec::new())
}

/// One of them.
#[derive(Debug, Clone)]
pub enum Modal {
    /// A which-key menu.
    Menu(menu::Menu),
    /// The command palette.
    Palette(Box<palette::Palette>),
    /// Keys, with search.
    Help(Box<help::Help>),
    /// One line to type.
    Prompt(Box<prompt::Prompt>),
    /// A choice from a list.
    Pick(Box<pick::Pick>),
    /// Lines to read.
    Listing(Box<listing::Listing>),
    /// The one-line quick add.
    QuickAdd(Box<quick_add::QuickAdd>),
    /// A message being written.
    Composer(Box<composer::Composer>),
    /// A form.
    Form(Box<form::Form>),
    /// The import.
    Import(Box<import::Import>),
    /// A file that is still being read for it.
    Reading(import::reading::Waiting),
    /// What piled up, split.
    Backlog(Box<backlog::Backlog>),
    /// The week ahead.
    Week(Box<week::Ahead>),
    /// The roster's filter line.
    Filter(Box<filter::FilterLine>),
    /// The first start.
    Welcome(welcome::Welcome),
    /// A brief.
    Brief(brief::Page),
    /// Two creators before they are joined.
    Join(Box<join::Join>),
    /// Three questions about a piece that went live.
    Live(Box<live::LiveCheck>),
}

impl Modal {
    /// The menu of a prefix key.
    pub fn menu(prefix: Key) -> Self {
        Self::Menu(menu::Menu { prefix })
    }

    /// The palette.
    pub fn palette() -> Self {
        Self::Palette(Box::default())
    }

    /// Help for where we are.
    pub fn help() -> Self {
        Self::Help(Box::default())
    }

    /// Lines to read.
    pub fn listing(title: String, lines: Vec<String>) -> Self {
        Self::Listing(Box::new(listing::Listing {
            title,
            lines,
            top: 0,
            draft: false,
            copies: None,
        }))
    }

    /// Quick add with some text in it.
    pub fn quick_add(text: &str) -> Self {
        Self::QuickAdd(Box::new(quick_add::QuickAdd::new(text)))
    }

    /// Quick add with a gap to be filled in, the caret in it.
    pub fn quick_add_gap(before: &str, after: &str) -> Self {
        Self::QuickAdd(Box::new(quick_add::QuickAdd::with_gap(before, after)))
    }

    /// Quick add that proposes whom it is about; another beginning takes the place of that.
    pub fn quick_add_about(text: &str) -> Self {
        Self::QuickAdd(Box::new(quick_add::QuickAdd::proposing(text)))
    }

    /// The import of a file that was read.
    pub fn import(app: &App, loaded: crate::load::Loaded) -> Self {
        Self::Import(Box::new(import::Import::new(app, loaded)))
    }

    /// A file that is being read.
    pub fn reading(file: String) -> Self {
        Self::Reading(import::reading::Waiting { file })
    }

    /// The filter line, going on from a text.
    pub fn filter(text: String) -> Self {
        Self::Filter(Box::new(filter::FilterLine::new(text)))
    }

    /// What piled up, split.
    pub fn backlog(backlog: crate::domain::review::Absence) -> Self {
        Self::Backlog(Box::new(backlog::Backlog::new(backlog)))
    }

    /// The week ahead.
    pub fn week(app: &App) -> Self {
        Self::Week(Box::new(week::Ahead::new(app)))
    }

    /// The first start.
    pub fn welcome() -> Self {
        Self::Welcome(welcome::Welcome::default())
    }

    /// A key.
    pub fn key(&mut self, app: &mut App, key: Key) -> Reply {
        let typing = self.is_typing();
        if typing
            && key
                == (Key {
                    ctrl: true,
                    ..Key::char('k')
                })
        {
            return (Stay::Open, app.open(Self::palette()));
        }
        if typing
            && key == Key::plain(Code::F(1))
            && !matches!(self, Self::Help(_) | Self::QuickAdd(_))
        {
            return (Stay::Open, app.open(Self::help()));
        }
        if !typing && let Some(over) = self.over(app, key) {
            // A menu has nothing to come back to.
            let stay = if matches!(self, Self::Menu(_)) {
                Stay::Closed
            } else {
                Stay::Open
            };
            return (stay, app.open(over));
        }
        match self {
            Self::Menu(m) => m.key(app, key),
            Self::Palette(m) => m.key(app, key),
            Self::Help(m) => m.key(app, key),
            Self::Prompt(m) => m.key(app, key),
            Self::Pick(m) => m.key(app, key),
            Self::Listing(m) => m.key(app, key),
            Self::QuickAdd(m) => m.key(app, key),
            Self::Composer(m) => m.key(app, key),
            Self::Form(m) => m.key(app, key),
            Self::Import(m) => m.key(app, key),
            Self::Reading(m) => m.key(app, key),
            Self::Backlog(m) => m.key(app, key),
            Self::Week(m) => m.key(app, key),
            Self::Filter(m) => m.key(app, key),
            Self::Welcome(m) => m.key(app, key),
            Self::Brief(m) => m.key(app, key),
            Self::Live(m) => m.key(app, key),
            Self::Join(m) => m.key(app, key),
        }
    }

    /// What the keys that every footer names open over a window that takes no text; some have ways
    /// of their own.
    fn over(&self, app: &App, key: Key) -> Option<Self> {
        if matches!(self, Self::Import(_) | Self::Welcome(_)) {
            return None;
        }
        let command = app
            .keymap
            .find(ViewId::Review, &[by_place(key)])
            .map(|command| command.id);
        match command {
            Some("help") => Some(Self::help()),
            Some("palette") => Some(Self::palette()),
            _ => None,
        }
    }

    /// Pasted text: into a field if there is one, else nothing happens.
    pub fn paste(&mut self, app: &mut App, text: &str) -> Reply {
        match self {
            Self::Palette(m) => m.line.paste(text),
            Self::Help(m) => m.line.paste(text),
            Self::Prompt(m) => m.paste(text),
            Self::QuickAdd(m) => return m.paste(app, text),
            Self::Composer(m) => m.paste(text),
            Self::Form(m) => m.paste(text),
            Self::Filter(m) => m.paste(app, text),
            Self::Import(m) => return m.paste(app, text),
            Self::Welcome(m) => return m.paste(app, text),
            Self::Live(m) => m.paste(app, text),
            Self::Menu(_)
            | Self::Pick(_)
            | Self::Listing(_)
            | Self::Reading(_)
            | Self::Backlog(_)
            | Self::Week(_)
            | Self::Join(_)
            | Self::Brief(_) => {
                app.refuse("a paste does nothing here; Esc closes this first");
            }
        }
        stay()
    }

    /// Letters go into a text.
    pub fn is_typing(&self) -> bool {
        match self {
            Self::Palette(_)
            | Self::Help(_)
            | Self::Prompt(_)
            | Self::QuickAdd(_)
            | Self::Composer(_)
            | Self::Form(_)
            | Self::Filter(_) => true,
            Self::Import(m) => m.is_typing(),
            Self::Menu(_)
            | Self::Pick(_)
            | Self::Listing(_)
            | Self::Welcome(_)
            | Self::Reading(_) => false,
            Self::Backlog(_) | Self::Week(_) | Self::Live(_) | Self::Brief(_) | Self::Join(_) => {
                false
            }
        }
    }

    /// Waits for its step to be on disk, and goes when it is.
    pub fn is_saving(&self) -> bool {
        match self {
            Self::Prompt(m) => m.saving,
            Self::QuickAdd(m) => m.saving,
            Self::Composer(m) => m.saving,
            Self::Form(m) => m.saving,
            Self::Import(m) => m.saving,
            Self::Live(m) => m.saving,
            Self::Join(m) => m.saving,
            _ => false,
        }
    }

    /// Its step is not on disk: it keeps what was typed and can be saved again.
    pub fn not_saved(&mut self) {
        match self {
            Self::Prompt(m) => m.saving = false,
            Self::QuickAdd(m) => m.saving = false,
            Self::Composer(m) => m.saving = false,
            Self::Form(m) => m.saving = false,
            Self::Import(m) => m.saving = false,
            Self::Live(m) => m.not_saved(),
            Self::Join(m) => m.saving = false,
            _ => {}
        }
    }

    /// The rows changed while it is open.
    pub fn outdated(&mut self, app: &App) {
        match self {
            Self::Import(m) => m.outdated(app),
            Self::Backlog(m) => m.outdated(app),
            Self::Week(m) => m.outdated(app),
            Self::Join(m) => m.outdated(app),
            _ => {}
        }
    }

    /// A text came back from the user's editor.
    pub fn edited(&mut self, text: &str) {
        match self {
            Self::Prompt(m) => m.line.set(text.trim_end()),
            Self::Composer(m) => m.edited(text),
            Self::Form(m) => m.edited(text),
            _ => {}
        }
    }

    /// Shows rows that a step may change under it.
    pub fn watches_rows(&self) -> bool {
        matches!(
            self,
            Self::Import(_) | Self::Backlog(_) | Self::Week(_) | Self::Join(_)
        )
    }

    /// Has done all it was opened for.
    pub fn is_over(&self) -> bool {
        matches!(self, Self::Backlog(m) if m.over)
    }

    /// The import.
    pub fn is_import(&self) -> bool {
        matches!(self, Self::Import(_))
    }

    /// A file that is being read.
    pub fn is_reading(&self) -> bool {
        matches!(self, Self::Reading(_))
    }

    /// The first start.
    pub fn is_welcome(&self) -> bool {
        matches!(self, Self::Welcome(_))
    }

    /// The half-written text that must survive whatever happens to the program: what it is for, and
    /// the words.
    pub fn unsaved(&self) -> Option<(String, String)> {
        match self {
            Self::Prompt(m) => Some((m.title.clone(), m.line.text().to_string())),
            Self::QuickAdd(m) => Some(("Quick add".into(), m.line.text().to_string())),
            Self::Composer(m) => m.unsaved(m.slot_title()),
            Self::Form(m) => m.unsaved(),
            _ => None,
        }
        .filter(|(_, text)| !text.trim().is_empty())
    }
}
