//! The keys of the import: moving about, how the file is read, which columns are left out, and the
//! way back. What a key would do is told by `hints`, from the same state.

use super::places::{self, Look};
use super::{Import, Knob, Pane, Step};
use crate::app::App;
use crate::app::keys::{Code, Key, by_place};
use crate::app::list::Move;
use crate::app::modal::{Modal, Reply, Stay, close, stay};
use crate::app::status::Tone;
use crate::exchange::fields::Field;
use crate::exchange::text::OFFERED;
use crate::load::Source;

/// Separators in the order a key goes through them.
const SEPARATORS: &[u8] = b",;\t|";

/// What `?` tells.
const HELP: &[&str] = &[
    "Ctrl+S, F2   import; what needs a look is shown first, and one u takes all of it back",
    "Enter        go on; on a column: answer its question, or send it elsewhere; on a status word: what it becomes",
    "e            send the column elsewhere, or say the currency or platform of its cells",
    "Space        leave the column out, or take it in again; in the list of updates: leave a creator as they are",
    "Tab          next part: columns, status words, dry run, one row as it will be",
    ", .          the row before, the next row",
    "h f o l      \"is this the same person?\": as here, as in the file, another person, leave out",
    "p            the kind of file (profile)",
    "Left Right   change how the file is read: separator, encoding, header line, tab",
    "s n + - t    the same by letter: separator, encoding, header line down and up, tab",
    "Esc          one step back; from the first step out of the import, with nothing written",
];

impl Import {
    /// A key.
    pub fn key(&mut self, app: &mut App, key: Key) -> Reply {
        let key = by_place(key);
        let warned = std::mem::take(&mut self.warned);
        if self.saving {
            return stay();
        }
        let reply = match (key.code, key.ctrl) {
            (Code::Char('s'), true) | (Code::F(2), _) => self.save(app, warned),
            (Code::Esc, _) | (Code::Char('q'), false) => self.back(app),
            (Code::Char('?'), _) | (Code::F(1), _) => {
                let lines = HELP.iter().map(|l| (*l).to_string()).collect();
                (
                    Stay::Open,
                    app.open(Modal::listing("Keys of the import".into(), lines)),
                )
            }
            (Code::Char(':'), _) | (Code::Char('k'), true) => {
                (Stay::Open, app.open(Modal::palette()))
            }
            (Code::Char('l'), true) => (Stay::Open, vec![crate::app::Effect::Redraw]),
            (Code::Char('p'), false) => self.pick_profile(app),
            _ => match self.step {
                Step::File => self.file_key(app, key),
                Step::Columns => self.columns_key(app, key),
                Step::Questions => self.question_key(app, key),
                Step::Updates => self.updates_key(app, key),
            },
        };
        self.fit(app);
        reply
    }

    /// Pasted text: it belongs to no field here.
    pub fn paste(&mut self, app: &mut App, _text: &str) -> Reply {
        app.refuse(
            "one import at a time: import this one with Ctrl+S or leave it with Esc, then paste",
        );
        stay()
    }

    /// Scrolls the lists so that their cursors show.
    fn fit(&mut self, app: &App) {
        let places = places::places(&app.regions, self);
        self.columns.fit(usize::from(places.columns.h));
        self.words.fit(usize::from(places::word_lines(&places).h));
        self.updates
            .fit(usize::from(places::updates(&app.regions).0.h));
    }

    fn back(&mut self, app: &mut App) -> Reply {
        match self.step {
            Step::Updates | Step::Questions => self.step = Step::Columns,
            Step::Columns if self.pane != Pane::Columns => self.pane = Pane::Columns,
            Step::Columns => self.step = Step::File,
            Step::File => {
                app.status.say(
                    Tone::Note,
                    format!(
                        "left the import of {}; nothing was written",
                        self.loaded.file
                    ),
                    "",
                );
                return close();
            }
        }
        stay()
    }

    fn file_key(&mut self, app: &mut App, key: Key) -> Reply {
        let knob = self.knobs.current().copied();
        match (key.code, key.ctrl) {
            (Code::Enter, _) => match self.reading() {
                Ok(_) => self.step = Step::Columns,
                Err(why) => {
                    let why = format!("{why} Left and Right change how it is read");
                    app.refuse(why);
                }
            },
            (Code::Left | Code::Char('h'), false) => return self.turn(app, knob, false),
            (Code::Right | Code::Char('l' | ' '), false) => return self.turn(app, knob, true),
            (Code::Char('s'), false) => return self.turn(app, Some(Knob::Separator), true),
            (Code::Char('n'), false) => return self.turn(app, Some(Knob::Encoding), true),
            (Code::Char('t'), false) => return self.turn(app, Some(Knob::Tab), true),
            (Code::Char('+'), _) => return self.turn(app, Some(Knob::Header), true),
            (Code::Char('-'), _) => return self.turn(app, Some(Knob::Header), false),
            _ => match movement(key) {
                Some(how) => drop(self.knobs.step(how)),
                None => drop(app.refuse(format!(
                    "{key} does nothing here; Left and Right change a line, Enter goes on"
                ))),
            },
        }
        stay()
    }

    /// Turns a setting of how the file is read one further, and reads it anew.
    fn turn(&mut self, app: &mut App, knob: Option<Knob>, up: bool) -> Reply {
        let Some(knob) = knob.filter(|k| self.knobs.go(k)) else {
            app.refuse("this file has no such setting");
            return stay();
        };
        match knob {
            Knob::Profile => return self.pick_profile(app),
            Knob::Tab => {
                if let Source::Book(tabs) = &self.loaded.source {
                    self.tab = next(&(0..tabs.len()).collect::<Vec<_>>(), &self.tab, up)
                        .unwrap_or(self.tab);
                }
                (self.how.header_line, self.header_lines) = (None, Vec::new());
            }
            Knob::Separator => {
                let now = self
                    .how
                    .separator
                    .or_else(|| self.reading().ok()?.sheet.delimiter.bytes().next());
                self.how.separator = next(SEPARATORS, &now.unwrap_or(b'|'), up);
                (self.how.header_line, self.header_lines) = (None, Vec::new());
            }
            Knob::Encoding => {
                let now = self
                    .how
                    .encoding
                    .clone()
                    .or_else(|| Some(self.reading().ok()?.sheet.encoding.clone()));
                let now = OFFERED
                    .iter()
                    .find(|e| now.as_ref().is_some_and(|n| n.eq_ignore_ascii_case(e)));
                self.how.encoding = next(OFFERED, now.unwrap_or(&"GBK"), up).map(str::to_string);
            }
            Knob::Header => {
                self.find_header_lines();
                let lines: Vec<u32> = std::iter::once(0)
                    .chain(self.header_lines.iter().copied())
                    .collect();
                let now = self
                    .how
                    .header_line
                    .or_else(|| Some(self.reading().ok()?.sheet.header_line))
                    .unwrap_or(0);
                self.how.header_line = next(&lines, &now, up);
            }
        }
        self.read(app);
        stay()
    }

    fn columns_key(&mut self, app: &mut App, key: Key) -> Reply {
        match (key.code, key.ctrl) {
            (Code::Tab, _) => self.next_pane(key.shift),
            (Code::Char(','), false) => self.walk(app, Move::By(-1)),
            (Code::Char('.'), false) => self.walk(app, Move::By(1)),
            (Code::Enter, _) => return self.enter(app),
            (Code::Char('e'), false) if self.pane == Pane::Columns => return self.pick_target(app),
            (Code::Char(' '), false) if self.pane == Pane::Columns => self.toggle_column(app),
            _ => match (movement(key), self.pane) {
                (Some(how), Pane::Columns) => drop(self.columns.step(how)),
                (Some(how), Pane::Words) => drop(self.words.step(how)),
                (Some(how), Pane::Dry) => self.scroll(how),
                (Some(how), Pane::Row) => self.walk(app, how),
                (None, _) => drop(app.refuse(format!(
                    "{key} does nothing here; Enter changes, Tab goes on, Ctrl+S imports"
                ))),
            },
        }
        stay()
    }

    /// The next part that has anything to show.
    fn next_pane(&mut self, back: bool) {
        let panes: Vec<Pane> = [Pane::Columns, Pane::Words, Pane::Dry, Pane::Row]
            .into_iter()
            .filter(|p| *p != Pane::Words || !self.words.is_empty())
            .collect();
        self.pane = next(&panes, &self.pane, !back).unwrap_or(Pane::Columns);
        self.top = 0;
    }

    fn scroll(&mut self, how: Move) {
        let last = self.dry(true).len().saturating_sub(1);
        self.top = moved(self.top, how, last);
    }

    /// Another row as it will be.
    fn walk(&mut self, app: &mut App, how: Move) {
        let shown = self.reading().map_or(0, |r| r.plan.records.len());
        let to = moved(self.sample, how, shown.saturating_sub(1));
        if to == self.sample && how == Move::By(1) {
            let all = self.reading().map_or(0, |r| r.plan.report.imported);
            let why = if shown < all {
                format!("of a file this long the first {shown} rows are shown")
            } else {
                "that is the last row".into()
            };
            app.refuse(why);
        }
        self.sample = to;
    }

    /// Leaves a column out, or sends it where it seems to belong.
    fn toggle_column(&mut self, app: &App) {
        let Some(at) = self.columns.current().copied() else {
            return;
        };
        let Ok(reading) = &mut self.reading else {
            return;
        };
        let now = reading.mapping.columns.get(at).and_then(|c| c.field);
        let proposed = reading.proposed.columns.get(at);
        let field = match now {
            Some(_) => None,
            None => proposed.and_then(|c| c.field).or(Some(Field::Extra)),
        };
        reading.mapping.set(at, field, &reading.sheet);
        if let (Some(column), Some(proposed)) = (reading.mapping.columns.get_mut(at), proposed)
            && field == proposed.field
        {
            column.sure = proposed.sure;
        }
        self.columns.step(Move::By(1));
        self.replan(app);
    }

    fn updates_key(&mut self, app: &mut App, key: Key) -> Reply {
        match (key.code, movement(key)) {
            (Code::Char(' '), _) => {
                let creator = self
                    .updates
                    .current()
                    .and_then(|at| Some(self.reading().ok()?.plan.updates.get(*at)?.creator));
                if let Some(creator) = creator
                    && !self.skip.remove(&creator)
                {
                    self.skip.insert(creator);
                }
                self.updates.step(Move::By(1));
            }
            (Code::Enter, _) => {
                drop(app.refuse("Space leaves a creator as they are, Ctrl+S imports the rest"))
            }
            (_, Some(how)) => drop(self.updates.step(how)),
            _ => drop(app.refuse(format!(
                "{key} does nothing here; Space leaves a creator as they are, Ctrl+S imports"
            ))),
        }
        stay()
    }

    /// Keys for the footer, the most useful first.
    pub fn hints(&self, app: &App) -> Vec<(String, String)> {
        let import = self.import_title();
        let rows: Vec<(&str, &str)> = match (self.step, self.pane) {
            (Step::File, _) if self.reading.is_err() => {
                vec![("Left Right", "change"), ("Esc", "leave")]
            }
            (Step::File, _) => {
                vec![
                    ("Enter", "go on"),
                    ("Left Right", "change"),
                    ("Up Down", "move"),
                    ("Esc", "leave"),
                ]
            }
            (Step::Columns, Pane::Columns) => {
                let enter = self.enter_title();
                let mut rows = vec![
                    ("Enter", enter),
                    ("Space", "skip"),
                    ("Ctrl+S", &*import),
                    ("Tab", "pane"),
                ];
                if places::look(&app.regions) == Look::Wide {
                    rows.push((", .", "row"));
                }
                rows.extend([("e", "elsewhere"), ("p", "profile"), ("Esc", "file")]);
                return owned(&rows);
            }
            (Step::Columns, Pane::Words) => {
                vec![
                    ("Enter", "change"),
                    ("Ctrl+S", &*import),
                    ("Tab", "pane"),
                    ("Esc", "columns"),
                ]
            }
            (Step::Columns, Pane::Dry) => {
                vec![
                    ("Up Down", "scroll"),
                    ("Ctrl+S", &*import),
                    ("Tab", "pane"),
                    ("Esc", "columns"),
                ]
            }
            (Step::Columns, Pane::Row) => {
                vec![
                    ("Up Down", "row"),
                    ("Ctrl+S", &*import),
                    ("Tab", "pane"),
                    ("Esc", "columns"),
                ]
            }
            (Step::Questions, _) => {
                vec![
                    ("h", "as here"),
                    ("f", "as in file"),
                    ("o", "another person"),
                    ("l", "leave out"),
                    (", .", "question"),
                    ("Esc", "columns"),
                ]
            }
            (Step::Updates, _) => {
                vec![
                    ("Space", "leave as is"),
                    ("Ctrl+S", &*import),
                    ("Up Down", "move"),
                    ("Esc", "columns"),
                ]
            }
        };
        owned(&rows)
    }
}

fn owned(rows: &[(&str, &str)]) -> Vec<(String, String)> {
    rows.iter()
        .map(|(k, t)| ((*k).to_string(), (*t).to_string()))
        .collect()
}

/// The one after the present one, or before it, round and round.
fn next<T: Clone + PartialEq>(all: &[T], now: &T, up: bool) -> Option<T> {
    let at = all.iter().position(|a| a == now).unwrap_or(0);
    let to = if up {
        at + 1
    } else {
        at + all.len().saturating_sub(1)
    };
    all.get(to % all.len().max(1)).cloned()
}

fn moved(at: usize, how: Move, last: usize) -> usize {
    match how {
        Move::First => 0,
        Move::Last => last,
        Move::By(n) => at
            .saturating_add_signed(isize::try_from(n).unwrap_or(0))
            .min(last),
    }
}

/// How a key moves a cursor.
fn movement(key: Key) -> Option<Move> {
    Some(match (key.code, key.ctrl) {
        (Code::Down, _) | (Code::Char('j'), false) => Move::By(1),
        (Code::Up, _) | (Code::Char('k'), false) => Move::By(-1),
        (Code::PgDn, _) | (Code::Char('d'), true) => Move::By(10),
        (Code::PgUp, _) | (Code::Char('u'), true) => Move::By(-10),
        (Code::Home, _) => Move::First,
        (Code::End, _) | (Code::Char('G'), false) => Move::Last,
        _ => return None,
    })
}
