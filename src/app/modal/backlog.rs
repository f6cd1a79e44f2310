//! What piled up while nobody reviewed, split before it is shown: what needs the user, what settled
//! itself, pitches whose ladder ran out, soft items to spread. One key takes each proposal whole;
//! single items can be left out of it.

use std::collections::BTreeSet;

use super::{Reply, Stay, close, stay};
use crate::app::keys::{Key, by_place};
use crate::app::list::{List, Move};
use crate::app::{App, ViewId};
use crate::domain::review::{self, Absence, Item, ItemKey};

/// A proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Close what ran out.
    Close,
    /// Spread what is soft.
    Spread,
}

/// Where the cursor can stand: on a proposal, or on an item of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row {
    /// Whose proposal.
    pub part: Part,
    /// The item; none on the proposal itself.
    pub item: Option<ItemKey>,
}

/// A line of the screen.
#[derive(Debug, Clone, PartialEq)]
pub enum Line {
    /// A heading and what stands beside it.
    Title(String, String),
    /// A proposal: its heading, what its key does, where the cursor finds it.
    Proposal(Row, String, String),
    /// An item that needs the user.
    Need(Item),
    /// An item of a proposal, and whether it is left out.
    Item(Row, Item, bool),
    /// Something said.
    Note(String),
    /// Air.
    Blank,
}

/// Cells around a heading and what stands beside it.
const AIR: usize = 6;

/// The split backlog.
#[derive(Debug, Clone)]
pub struct Backlog {
    /// What piled up.
    pub backlog: Absence,
    /// Proposals and their items.
    pub rows: List<Row>,
    /// Left out of their proposal.
    left_out: BTreeSet<ItemKey>,
    /// Nothing is left to be taken.
    pub over: bool,
}

/// A sentence in one line, or in two where it is too long for a width and has a comma.
fn halves(words: String, width: usize) -> Vec<String> {
    match words
        .split_once(", ")
        .filter(|_| words.chars().count() + AIR > width)
    {
        Some((first, second)) => vec![format!("{first},"), second.to_owned()],
        None => vec![words],
    }
}

impl Backlog {
    /// A backlog as it is found.
    pub fn new(backlog: Absence) -> Self {
        let mut all = Self {
            backlog,
            rows: List::default(),
            left_out: BTreeSet::new(),
            over: false,
        };
        all.relist();
        all
    }

    fn items(&self, part: Part) -> &[Item] {
        match part {
            Part::Close => &self.backlog.ran_out,
            Part::Spread => &self.backlog.soft,
        }
    }

    /// The items of a proposal that are not left out of it.
    fn chosen(&self, part: Part) -> Vec<Item> {
        self.items(part)
            .iter()
            .filter(|item| !self.left_out.contains(&item.key))
            .copied()
            .collect()
    }

    fn relist(&mut self) {
        let mut rows = Vec::new();
        for part in [Part::Close, Part::Spread] {
            let items = self.items(part);
            if !items.is_empty() {
                rows.push(Row { part, item: None });
                rows.extend(items.iter().map(|item| Row {
                    part,
                    item: Some(item.key),
                }));
            }
        }
        let here = self.rows.current().copied();
        self.rows.set(rows);
        if here != self.rows.current().copied() {
            self.rows.go_line(0);
        }
    }

    /// The rows changed: what is left of the backlog.
    pub fn outdated(&mut self, app: &App) {
        match review::absence(&app.ctx()) {
            Some(backlog) => {
                self.backlog = backlog;
                self.over =
                    self.chosen(Part::Close).is_empty() && self.chosen(Part::Spread).is_empty();
                self.relist();
            }
            None => self.over = true,
        }
    }

    /// What a proposal would do, as told beside its key.
    fn words(&self, app: &App, part: Part) -> String {
        let chosen = self.chosen(part);
        match part {
            _ if chosen.is_empty() => "all are left out".into(),
            Part::Close => review::close_words(&chosen),
            Part::Spread => review::spread_words(&app.ctx(), &chosen),
        }
    }

    /// The lines, with so many of the first group at most; what a proposal says stands below its
    /// heading where both do not fit into the width.
    pub fn lines(&self, app: &App, most: usize, width: usize) -> Vec<Line> {
        let backlog = &self.backlog;
        let needs = backlog.needs_you.len();
        let mut lines = vec![Line::Title(
            format!("1 NEEDS YOU · {needs}"),
            "the review begins with these".into(),
        )];
        lines.extend(
            backlog
                .needs_you
                .iter()
                .take(most)
                .map(|item| Line::Need(*item)),
        );
        if needs > most {
            lines.push(Line::Note(format!("+{} more", needs - most)));
        }
        lines.extend([
            Line::Blank,
            Line::Title("2 SETTLED MEANWHILE".into(), backlog.settled_words()),
        ]);
        for part in [Part::Close, Part::Spread] {
            let items = self.items(part);
            let name = match part {
                Part::Close => "3 LADDERS THAT RAN OUT",
                Part::Spread => "4 SOFT",
            };
            lines.push(Line::Blank);
            if items.is_empty() {
                lines.push(Line::Title(name.into(), "nothing left to settle".into()));
                continue;
            }
            let heading = format!("{name} · {}", items.len());
            // The key stands where it acts.
            let here = self.rows.current().is_some_and(|row| row.part == part);
            let key = app
                .keymap
                .first("done")
                .filter(|_| here)
                .map(|key| format!("{key}  "))
                .unwrap_or_default();
            let words = format!("{key}{}", self.words(app, part));
            let fits = heading.chars().count() + words.chars().count() + AIR <= width;
            let (beside, below) = if !fits {
                (String::new(), Some(words))
            } else {
                (words, None)
            };
            lines.push(Line::Proposal(Row { part, item: None }, heading, beside));
            lines.extend(
                below
                    .into_iter()
                    .flat_map(|words| halves(words, width))
                    .map(Line::Note),
            );
            lines.extend(items.iter().map(|item| {
                let row = Row {
                    part,
                    item: Some(item.key),
                };
                Line::Item(row, *item, self.left_out.contains(&item.key))
            }));
        }
        lines
    }

    /// What the answering line says while it has nothing to answer.
    pub fn quiet(&self) -> (String, String) {
        let open = self.chosen(Part::Close).len() + self.chosen(Part::Spread).len();
        (
            format!(
                "{} need you · {open} can be settled here",
                self.backlog.needs_you.len()
            ),
            String::new(),
        )
    }

    /// Keys for the footer.
    pub fn hints(&self, app: &App) -> Vec<(String, String)> {
        let accept = match self.rows.current().map(|row| row.part) {
            Some(Part::Close) => "close them all",
            Some(Part::Spread) => "spread them all",
            None => "",
        };
        let rows = [
            ("done", accept),
            ("select", "leave out"),
            ("open", "to the review"),
            ("undo", "undo"),
        ];
        let rows = rows.iter().filter(|(_, title)| !title.is_empty());
        rows.filter_map(|(id, title)| Some((app.keymap.first(id)?, (*title).to_owned())))
            .collect()
    }

    /// A key: the commands of the review that mean something here.
    pub fn key(&mut self, app: &mut App, key: Key) -> Reply {
        let key = by_place(key);
        let command = app.keymap.find(ViewId::Review, &[key]);
        match command.map(|c| c.id) {
            Some("down") => drop(self.rows.step(Move::By(1))),
            Some("up") => drop(self.rows.step(Move::By(-1))),
            Some("page-down") => drop(self.rows.step(Move::By(10))),
            Some("page-up") => drop(self.rows.step(Move::By(-10))),
            Some("top") => drop(self.rows.step(Move::First)),
            Some("end") => drop(self.rows.step(Move::Last)),
            Some("done") => return self.accept(app),
            Some("select") => self.leave_out(app),
            Some("open" | "back" | "review" | "quit") => return close(),
            Some("undo" | "redo" | "redraw") => {
                return (Stay::Open, command.map(|c| app.run(c)).unwrap_or_default());
            }
            _ => drop(app.refuse(format!(
                "{key} does nothing here; what is proposed stands below, Esc goes to the review"
            ))),
        }
        stay()
    }

    fn leave_out(&mut self, app: &mut App) {
        match self.rows.current().and_then(|row| row.item) {
            Some(key) => {
                if !self.left_out.remove(&key) {
                    self.left_out.insert(key);
                }
                self.rows.step(Move::By(1));
            }
            None => {
                drop(app.refuse("this is the whole proposal; single ones below it can be left out"))
            }
        }
    }

    fn accept(&mut self, app: &mut App) -> Reply {
        let Some(row) = self.rows.current().copied() else {
            return close();
        };
        let chosen = self.chosen(row.part);
        let step = match row.part {
            Part::Close => review::close_ladders(&app.ctx(), &chosen),
            Part::Spread => review::spread(&app.ctx(), &chosen),
        };
        (Stay::Open, app.commit_or_refuse(step))
    }
}
