//! What the line under the cursor says in full: its words below the list, and behind Enter where
//! that is too little.

use super::shelves::FITS;
use super::{Key, Shelf};
use crate::app::App;
use crate::app::panes::outreach::broken;
use crate::app::panes::profile::RowRef;
use crate::domain::fields::Fielded;
use crate::domain::ids::Id;
use crate::domain::rows::*;
use crate::domain::vetting::{self, Match};
use crate::domain::{brief, checklists, links, playbook, templates};

/// Cells of labels in plain text.
const LABELS: usize = 14;

/// A text to read: its title and its lines.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// Title.
    pub title: String,
    /// Lines: a label, where the text is made of fields, and what is said.
    pub lines: Vec<(String, String)>,
    /// What to know of it, for the border.
    pub note: String,
}

impl Document {
    fn new(
        title: impl Into<String>,
        lines: impl IntoIterator<Item = String>,
        note: impl Into<String>,
    ) -> Self {
        let lines = lines
            .into_iter()
            .map(|line| (String::new(), line))
            .collect();
        Self {
            title: title.into(),
            lines,
            note: note.into(),
        }
    }

    /// As plain text, its lines broken at a width: labels in a column of their own.
    pub fn text(&self, width: usize) -> Vec<String> {
        let labels = if self.lines.iter().any(|(label, _)| !label.is_empty()) {
            LABELS
        } else {
            0
        };
        let line = |(label, text): &(String, String)| {
            let parts = broken(text, width.saturating_sub(labels).max(1))
                .into_iter()
                .enumerate();
            let label = label.clone();
            parts.map(move |(n, part)| {
                format!("{:<labels$}{part}", if n == 0 { &label } else { "" })
                    .trim_end()
                    .into()
            })
        };
        self.lines.iter().flat_map(line).collect()
    }
}

/// Creators with what they lack of an ideal one's audience, the nearest first.
pub(super) fn matches(app: &App, ideal: &Ideal) -> Vec<(Id<Creator>, Match)> {
    // Few accounts have an audience; the rest costs nothing.
    let with = app.model.accounts.iter().filter(|a| !a.audience.is_empty());
    let mut all: Vec<(Id<Creator>, Match)> = with
        .filter_map(|a| Some((a.creator, vetting::audience_match(ideal, a)?)))
        .collect();
    all.retain(|(c, _)| {
        app.model
            .get(*c)
            .is_some_and(|row| row.shelf == crate::domain::rows::Shelf::Active)
    });
    all.sort_by_key(|(c, m)| (std::cmp::Reverse(m.percent), *c));
    let mut seen = std::collections::BTreeSet::new();
    all.retain(|(c, _)| seen.insert(*c));
    all
}

/// What the cursor stands on; nothing on an empty shelf.
pub fn reading(app: &App) -> Option<Document> {
    let m = &app.model;
    let text = |title: &str, text: &str| Document::new(title, text.lines().map(str::to_owned), "");
    Some(match app.library.list.current()? {
        Key::Row(RowRef::Template(_)) | Key::Shipped(..) => {
            template(super::preview::template(app)?)
        }
        Key::Row(RowRef::Page(id)) => {
            let page = m.get(*id)?;
            text(&page.title, &page.body)
        }
        Key::ShippedPage(title) => {
            let page = playbook::pages(m)
                .into_iter()
                .find(|p| p.id.is_none() && p.title == *title)?;
            text(&page.title, &page.body)
        }
        Key::Row(RowRef::Ideal(id)) => ideal(app, m.get(*id)?),
        Key::Row(RowRef::Checklist(id)) => checklist(app, m.get(*id)?),
        Key::ShippedList(name) => checklist(
            app,
            checklists::lists(m)
                .find(|l| l.id.is_none() && *l.row.name == **name)?
                .row,
        ),
        Key::Row(RowRef::Segment(id)) => segment(app, m.get(*id)?),
        Key::Stray(code, _) => stray(app, code)?,
        Key::Brief(_, _, deal) | Key::Owed(deal, _) => {
            let sheet = brief::sheet(&app.ctx(), *deal).ok()?;
            let said = sheet.lines.iter().filter(|l| !l.text.is_empty());
            let lines = said
                .flat_map(|l| labelled(&l.label.to_uppercase(), &l.text))
                .collect();
            let owed = matches!(app.library.list.current(), Some(Key::Owed(..)));
            let note = if owed {
                "owed, not begun: Enter begins it"
            } else {
                ""
            };
            Document {
                title: sheet.title(),
                lines,
                note: note.into(),
            }
        }
        Key::Code(id, _) => code(app, m.get(*id)?),
        Key::Link(deal, creator) => {
            let key = app.keymap.first("copy-link-tracked").unwrap_or_default();
            let said = links::link(&app.ctx(), m.get(*deal)?).unwrap_or_else(|why| why);
            Document {
                note: format!("{key} copies it"),
                ..text(&format!("Link of {}", m.called(*creator)), &said)
            }
        }
        Key::Row(_) => return None,
    })
}

fn template(t: templates::Entry) -> Document {
    let mut lines = Vec::new();
    if !t.subject.is_empty() {
        lines.extend([format!("Subject: {}", t.subject), String::new()]);
    }
    lines.extend(t.body.lines().map(str::to_owned));
    let note = match t.is_personal() {
        true => "{personal} must be written by hand · Enter fills the rest for somebody",
        false => "Enter fills it for somebody",
    };
    Document::new(t.name, lines, note)
}

fn checklist(app: &App, list: &Checklist) -> Document {
    let points = list.points.lines().filter(|p| !p.trim().is_empty());
    let lines = points.map(|p| format!("[ ] {}", p.trim()));
    let id = if list.stage.is_none() {
        "vetting-points"
    } else {
        "checklist"
    };
    let key = app.keymap.first(id).unwrap_or_default();
    Document::new(
        &*list.name,
        lines,
        format!("{key} on a creator goes through it"),
    )
}

/// A value under its label, a line each; the label stands beside the first.
fn labelled(label: &str, value: &str) -> Vec<(String, String)> {
    let lines = value.lines().enumerate();
    lines
        .map(|(n, line)| {
            (
                if n == 0 {
                    label.to_owned()
                } else {
                    String::new()
                },
                line.to_owned(),
            )
        })
        .collect()
}

/// The fields of a row that say something.
fn fields<T: Fielded>(app: &App, row: &T, skip: &[&str]) -> Vec<(String, String)> {
    let all = T::FIELDS.iter().filter(|f| !skip.contains(&f.key));
    all.flat_map(|f| labelled(f.label, &f.shown(row, app.today)))
        .collect()
}

fn ideal(app: &App, ideal: &Ideal) -> Document {
    let mut lines = fields(app, ideal, &["name"]);
    let near = matches(app, ideal);
    lines.push(Default::default());
    if near.is_empty() {
        let hint = "Nobody's audience is known yet; e on an account in a profile fills it in.";
        lines.push((String::new(), hint.into()));
    }
    for (creator, m) in near.iter().take(20) {
        let misses = if m.misses.is_empty() {
            String::new()
        } else {
            format!(" · short of {}", m.misses.join(", "))
        };
        let mark = if m.percent >= FITS { "■" } else { "□" };
        lines.push((
            format!("{mark} {:>3}%", m.percent),
            format!("{}{misses}", app.model.called(*creator)),
        ));
    }
    Document {
        title: ideal.name.to_string(),
        lines,
        note: "match = wanted shares that are there / wanted".into(),
    }
}

fn segment(app: &App, s: &Segment) -> Document {
    let names = crate::app::panes::roster::Roster::names(app, &s.filter, 12);
    let lines = [format!("filter {}", s.filter), String::new()]
        .into_iter()
        .chain(names);
    Document::new(
        &*s.name,
        lines,
        "Enter uses it: in the roster, or in another view",
    )
}

fn code(app: &App, right: &Right) -> Document {
    let mut lines = fields(app, right, &[]);
    if let Some(why) = links::troubles(&app.model).get(&right.id) {
        lines.insert(0, ("Look".into(), why.clone()));
    }
    let title = format!(
        "{} · {}",
        right.code.trim(),
        app.model.called(right.creator)
    );
    Document {
        title,
        lines,
        note: String::new(),
    }
}

/// A code of orders that nobody has: what came with it, and what it may have meant.
fn stray(app: &App, code: &str) -> Option<Document> {
    let s = links::strays(&app.model)
        .into_iter()
        .find(|s| s.code == code)?;
    let day = |d| crate::domain::day::brief(d, app.today);
    let days = if s.days.0 == s.days.1 {
        day(s.days.0)
    } else {
        format!("{} - {}", day(s.days.0), day(s.days.1))
    };
    let sums: Vec<String> = s.sums.iter().map(|m| m.to_string()).collect();
    let noted = s
        .creator
        .map_or_else(|| "nobody".to_owned(), |c| app.model.called(c));
    let near = s.near.map_or_else(
        || "no code that looks like it".to_owned(),
        |(code, who)| format!("{code} of {}", app.model.called(who)),
    );
    let lines = [
        ("Orders", s.orders.to_string()),
        ("Brought", sums.join(" + ")),
        ("When", days),
        ("Noted for", noted),
    ];
    let mut lines: Vec<(String, String)> = lines
        .into_iter()
        .map(|(label, text)| (label.into(), text))
        .collect();
    lines.push(("Looks like".into(), near));
    let note = match s.creator {
        Some(_) => "Enter notes the code down for them",
        None => "Enter gives the code and its orders to somebody",
    };
    Some(Document {
        title: format!("{code} · nobody has this code"),
        lines,
        note: note.into(),
    })
}

/// What an empty shelf says belongs there, and the key that puts it there.
pub fn empty(app: &App) -> Vec<String> {
    let key = |id: &str| app.keymap.first(id).unwrap_or_default();
    if app.library.filter.is_on() {
        return app.nothing_fits();
    }
    let add = key("add");
    match app.library.shelf {
        Shelf::Templates => vec!["Messages to start from.".into(), format!("{add} begins one.")],
        Shelf::Briefs => vec![
            "What each creator is asked for: one goal, what must be there, what is theirs to decide.".into(),
            format!("{} on a creator in any view begins one from their deal.", key("brief")),
        ],
        Shelf::Ideals => vec![
            "The kind of creator you look for: niche, style, and the audience in percent.".into(),
            format!("{add} begins one; every known audience is measured against it."),
        ],
        Shelf::Checklists => vec![
            "What to look at before somebody is written to, and before each stage.".into(),
            format!("{add} begins one; {} on a creator goes through it.", key("checklist")),
        ],
        Shelf::Segments => vec![
            "Filters with a name, for every list of people and the command line.".into(),
            format!("{add} writes one, such as: UK tea = region:gb tea"),
        ],
        Shelf::Codes => vec![
            "Promo codes and tracked links, looked at for slips and doubles.".into(),
            format!("{} on a creator records a code; links come by themselves from stage 3 on.", key("record-right")),
        ],
        Shelf::Playbook => vec!["How you work, a page each.".into(), format!("{add} begins one.")],
    }
}
