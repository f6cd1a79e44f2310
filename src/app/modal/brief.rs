//! The brief of a collaboration on one page: read it, edit its words, copy it, log it as sent. What
//! comes from the deal is read anew each time it is drawn.

use super::prompt::{Echo, Kind, Prompt};
use super::{Modal, Reply, close, stay};
use crate::app::everywhere::writable;
use crate::app::keys::{Code, Key, by_place};
use crate::app::panes::{library, profile::RowRef};
use crate::app::target::Target;
use crate::app::{App, Effect};
use crate::domain::brief::{self, Sheet};
use crate::domain::change::Step;
use crate::domain::ids::Id;
use crate::domain::review;
use crate::domain::rows::{Brief, Collaboration};

/// Keys for the footer.
pub const HINTS: &[(&str, &str)] = &[
    ("e", "edit the words"),
    ("y", "copy"),
    ("Y", "copy as Markdown"),
    ("x", "log as sent"),
    ("w", "write a file"),
    ("[ ]", "other deal"),
    ("Esc", "close"),
];

/// The page.
#[derive(Debug, Clone)]
pub struct Page {
    /// Of which collaboration.
    pub deal: Id<Collaboration>,
    /// Lines scrolled.
    pub top: usize,
}

/// Opens the page of the collaboration at hand.
pub fn open(app: &mut App) -> Vec<Effect> {
    match app.current_deal() {
        Some(deal) => open_for(app, deal),
        None => app.refuse("they have no deal yet; > opens one, and a brief belongs to a deal"),
    }
}

/// Opens the page of a collaboration.
pub fn open_for(app: &mut App, deal: Id<Collaboration>) -> Vec<Effect> {
    match brief::sheet(&app.ctx(), deal) {
        Ok(_) => app.open(Modal::Brief(Page { deal, top: 0 })),
        Err(why) => app.refuse(why),
    }
}

/// Copies the page of the collaboration at hand.
pub fn copy(app: &mut App) -> Vec<Effect> {
    let Some(deal) = app.current_deal() else {
        return app.refuse("they have no deal yet, so there is no brief");
    };
    match brief::sheet(&app.ctx(), deal) {
        Ok(sheet) => vec![Effect::Copy(brief::text(&sheet), "brief".into())],
        Err(why) => app.refuse(why),
    }
}

/// Opens the form of the words; a brief that has none yet begins with those of the campaign.
pub fn begin(app: &mut App, deal: Id<Collaboration>) -> Vec<Effect> {
    if let Err(why) = writable(app) {
        return app.refuse(why);
    }
    let Some(deal) = app.model.get(deal) else {
        return app.refuse("this deal is no longer there");
    };
    if let Some(row) = brief::row(&app.ctx(), deal) {
        let row = RowRef::Brief(row.id);
        return match app
            .reopen_form(row)
            .or_else(|| super::form::Form::of(app, row))
        {
            Some(form) => app.open(Modal::Form(Box::new(form))),
            None => app.refuse("this row is no longer there"),
        };
    }
    let mut step =
        Step::new(format!("Brief begun: {}", app.model.called(deal.creator))).on(deal.creator);
    let id = step.fresh::<Brief>(&app.model);
    step.insert(brief::draft(&app.ctx(), deal, id));
    library::commit_then_edit(app, step, RowRef::Brief(id))
}

/// The page that is open, else the brief of the collaboration at hand.
fn at_hand(app: &App) -> Result<Sheet, String> {
    let open = app.modals.iter().rev().find_map(|modal| match modal {
        Modal::Brief(page) => Some(page.deal),
        _ => None,
    });
    let deal = open
        .or_else(|| app.current_deal())
        .ok_or("they have no deal yet, so there is no brief")?;
    brief::sheet(&app.ctx(), deal)
}

/// Asks for the file the brief at hand is written to.
pub fn export(app: &mut App) -> Vec<Effect> {
    let sheet = at_hand(app);
    ask_file(app, sheet)
}

fn ask_file(app: &mut App, sheet: Result<Sheet, String>) -> Vec<Effect> {
    match sheet {
        Ok(sheet) => {
            let parts = ["brief", &*sheet.name, &*sheet.campaign].map(crate::domain::links::slug);
            let name = parts
                .iter()
                .filter(|p| !p.is_empty())
                .map(String::as_str)
                .collect::<Vec<_>>()
                .join("-");
            let title = format!("Write the brief for {} to", sheet.name);
            let prompt = Prompt::new(&WRITE, title, &format!("{name}.html"), Target::default());
            app.open(Modal::Prompt(Box::new(prompt)))
        }
        Err(why) => app.refuse(why),
    }
}

/// What a file holds, by the end of its name.
struct Format {
    end: &'static str,
    what: &'static str,
    write: fn(&Sheet) -> String,
}

const FORMATS: &[Format] = &[
    Format {
        end: ".html",
        what: "a page for a browser",
        write: brief::html,
    },
    Format {
        end: ".md",
        what: "Markdown",
        write: brief::markdown,
    },
    Format {
        end: ".txt",
        what: "plain text",
        write: brief::text,
    },
];

/// The format that a file's name asks for.
fn format(path: &str) -> Result<&'static Format, String> {
    let name = path.trim().to_lowercase();
    let asked = FORMATS
        .iter()
        .find(|f| name.len() > f.end.len() && name.ends_with(f.end));
    asked.ok_or_else(|| "a file name ending in .html, .md or .txt".into())
}

const WRITE: Kind = Kind {
    hint: ".html, .md or .txt; never overwrites",
    long: false,
    read: |_, prompt| {
        vec![Echo::from(
            format(prompt.line.text()).map(|f| f.what.to_owned()),
        )]
    },
    save: |app, prompt| {
        let format = format(prompt.line.text())?;
        let sheet = at_hand(app)?;
        Ok(vec![Effect::WriteFile(
            prompt.line.text().trim().into(),
            (format.write)(&sheet),
        )])
    },
};

impl Page {
    /// What the page says now.
    pub fn sheet(&self, app: &App) -> Result<Sheet, String> {
        brief::sheet(&app.ctx(), self.deal)
    }

    /// A key.
    pub fn key(&mut self, app: &mut App, key: Key) -> Reply {
        let key = by_place(key);
        match key.code {
            Code::Esc | Code::Char('q' | 'b') => return close(),
            Code::Down | Code::Char('j') => self.top += 1,
            Code::Up | Code::Char('k') => self.top = self.top.saturating_sub(1),
            Code::PgDn => self.top += usize::from(app.regions.modal_list).max(2) - 1,
            Code::PgUp => self.top = self.top.saturating_sub(usize::from(app.regions.modal_list)),
            Code::Home => self.top = 0,
            Code::Char(']') => self.other(app, 1),
            Code::Char('[') => self.other(app, -1),
            Code::Char('e') => return (super::Stay::Open, begin(app, self.deal)),
            Code::Char('w') => {
                let sheet = self.sheet(app);
                return (super::Stay::Open, ask_file(app, sheet));
            }
            Code::Char('x') => return (super::Stay::Open, self.sent(app)),
            Code::Char('y') => return (super::Stay::Open, self.copied(app, brief::text, "brief")),
            Code::Char('Y') => {
                return (
                    super::Stay::Open,
                    self.copied(app, brief::markdown, "brief as Markdown"),
                );
            }
            _ => {
                app.refuse(format!(
                    "{key} does nothing here; e edits, y copies, w writes a file, x logs it as sent, Esc closes"
                ));
            }
        }
        stay()
    }

    fn copied(&self, app: &mut App, write: fn(&Sheet) -> String, what: &str) -> Vec<Effect> {
        match self.sheet(app) {
            Ok(sheet) => vec![Effect::Copy(write(&sheet), what.into())],
            Err(why) => app.refuse(why),
        }
    }

    /// The next of the creator's collaborations, or the one before.
    fn other(&mut self, app: &mut App, by: isize) {
        let all = app
            .model
            .get(self.deal)
            .map(|d| brief::deals(&app.ctx(), d.creator))
            .unwrap_or_default();
        let at = all.iter().position(|d| *d == self.deal).unwrap_or(0) as isize;
        let to = all
            .get((at + by).rem_euclid(all.len().max(1) as isize) as usize)
            .copied();
        match to.filter(|to| *to != self.deal) {
            Some(deal) => *self = Self { deal, top: 0 },
            None => drop(app.refuse("this is their only deal")),
        }
    }

    /// Logs it as sent: a brief that was owed is settled, and what was sent is in the timeline.
    fn sent(&self, app: &mut App) -> Vec<Effect> {
        if let Err(why) = writable(app) {
            return app.refuse(why);
        }
        let plan = self
            .sheet(app)
            .and_then(|sheet| review::brief_sent(&app.ctx(), self.deal, &brief::text(&sheet)));
        app.commit_or_refuse(plan)
    }
}
