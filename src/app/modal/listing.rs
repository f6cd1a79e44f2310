//! Lines to read under a title: history, log, the grammar of quick add.

use unicode_width::UnicodeWidthStr;

use super::{Reply, Stay, close, stay};
use crate::app::keys::{Code, Key};
use crate::app::{App, Effect};

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
    /// What `y` copies, and what that is called.
    pub copies: Option<(String, &'static str)>,
}

/// Cells beside the text: borders and a blank at each side.
const BESIDE: usize = 4;

impl Listing {
    /// The lines in a width: one that is longer goes on below, a little further to the right.
    pub fn shown(&self, width: usize) -> Vec<String> {
        self.lines
            .iter()
            .flat_map(|line| folded(line, width))
            .collect()
    }

    /// A key.
    pub fn key(&mut self, app: &mut App, key: Key) -> Reply {
        let page = usize::from(app.regions.modal_list).max(2) - 1;
        let lines = self
            .shown(usize::from(app.regions.size.0).saturating_sub(BESIDE))
            .len();
        let last = lines.saturating_sub(usize::from(app.regions.modal_list));
        match key.code {
            Code::Char(c @ ('y' | 'a' | 'd')) if self.draft => {
                return crate::app::drafts::decide(app, c);
            }
            Code::Char('y') if let Some((text, what)) = &self.copies => {
                return (Stay::Open, vec![Effect::Copy(text.clone(), (*what).into())]);
            }
            Code::Esc | Code::Enter | Code::Char('q') => return close(),
            Code::Down | Code::Char('j') => self.top += 1,
            Code::Up | Code::Char('k') => self.top = self.top.saturating_sub(1),
            Code::PgDn | Code::Char(' ') => self.top += page,
            Code::PgUp => self.top = self.top.saturating_sub(page),
            Code::Home => self.top = 0,
            Code::End => self.top = last,
            _ => {
                app.refuse(format!(
                    "{key} does nothing here; Up and Down scroll, Esc closes"
                ));
            }
        }
        self.top = self.top.min(last);
        stay()
    }
}

/// Cells within which a label ends.
const LABEL: usize = 24;

/// A line in as many as it needs. What follows a label and two spaces goes on below itself, all
/// else a little further to the right than it began; one that fits stays as it is.
fn folded(line: &str, width: usize) -> Vec<String> {
    if line.width() <= width {
        return vec![line.to_string()];
    }
    let (label, rest) = labelled(line);
    let further = if label.trim().is_empty() {
        label.width() + 2
    } else {
        label.width()
    };
    let further = " ".repeat(further.min(width / 2));
    let mut lines = Vec::new();
    let mut now = label.to_string();
    for (n, word) in rest.split_whitespace().enumerate() {
        if n > 0 && now.width() + 1 + word.width() > width {
            lines.push(std::mem::replace(&mut now, further.clone()));
        } else if n > 0 {
            now.push(' ');
        }
        now.push_str(word);
    }
    lines.push(now);
    lines
}

/// What stands before the last two spaces near the beginning, they included, and the rest.
fn labelled(line: &str) -> (&str, &str) {
    let near = line
        .char_indices()
        .nth(LABEL)
        .map_or(line.len(), |(at, _)| at);
    let gap = line.get(..near).and_then(|start| start.rfind("  "));
    let indent = line.len() - line.trim_start().len();
    line.split_at_checked(gap.map_or(indent, |at| at + 2))
        .unwrap_or(("", line))
}
