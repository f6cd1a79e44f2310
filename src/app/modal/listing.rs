//! Lines to read under a title: history, log, the grammar of quick add.

use super::{Reply, close, stay};
use crate::app::App;
use crate::app::keys::{Code, Key};

/// A titled text that scrolls.
#[derive(Debug, Clone)]
pub struct Listing {
    /// Title.
    pub title: String,
    /// Lines.
    pub lines: Vec<String>,
    /// First line shown.
    pub top: usize,
    /// The lines are words that an earlier session left unsaved.
    pub draft: bool,
}

impl Listing {
    /// A key.
    pub fn key(&mut self, app: &mut App, key: Key) -> Reply {
        let page = usize::from(app.regions.modal_list).max(2) - 1;
        let last = self.lines.len().saturating_sub(usize::from(app.regions.modal_list));
        match key.code {
            Code::Char(c @ ('y' | 'a' | 'd')) if self.draft => return crate::app::drafts::decide(app, c),
            Code::Esc | Code::Enter | Code::Char('q') => return close(),
            Code::Down | Code::Char('j') => self.top += 1,
            Code::Up | Code::Char('k') => self.top = self.top.saturating_sub(1),
            Code::PgDn | Code::Char(' ') => self.top += page,
            Code::PgUp => self.top = self.top.saturating_sub(page),
            Code::Home => self.top = 0,
            Code::End => self.top = last,
            _ => {
                app.refuse(format!("{key} does nothing here; Up and Down scroll, Esc closes"));
            }
        }
        self.top = self.top.min(last);
        stay()
    }
}
