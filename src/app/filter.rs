//! What a list is narrowed to. Every view has a filter line and the menu of saved filters; what
//! differs between views is a `FilterSpec`, a row in the table of views. The keys, the words, the sign
//! in the header and the way back are here, once.

use super::command::Scope::{In, Lists};
use super::command::{Able, Command};
use super::modal::Modal;
use super::modal::pick::{Choice, Pick};
use super::panes::view::VIEWS;
use super::target::Target;
use super::{App, Effect, ViewId};
use crate::domain::ids::Id;
use crate::domain::query::{Query, Suggestion};
use crate::domain::rows::{Creator, Segment};

/// A filter line, as typed and as read.
#[derive(Clone, Default)]
pub struct Filter {
    text: String,
    query: Query,
}

impl Filter {
    /// Reads a line.
    pub fn new(app: &App, text: &str) -> Self {
        Self {
            text: text.to_owned(),
            query: app.query(text),
        }
    }

    /// As typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// As read.
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// Something is asked for.
    pub fn is_on(&self) -> bool {
        !self.text.trim().is_empty()
    }

    /// `filter "#tea"`; nothing while nothing is asked for.
    pub fn words(&self) -> String {
        if self.is_on() {
            format!("filter \"{}\"", self.text.trim())
        } else {
            String::new()
        }
    }

    /// Whether it lets a creator through.
    pub fn admits(&self, app: &App, creator: Id<Creator>) -> bool {
        let facts = app.ctx();
        let fits = |row: &Creator| {
            self.query
                .matches(row, &app.model, &app.roster.keys, &facts)
                .is_some()
        };
        self.query.is_empty() || app.model.get(creator).is_some_and(fits)
    }

    /// The line with the word that looks like the one that found nothing, and that word.
    fn suggested(&self, app: &App) -> Option<(String, Suggestion)> {
        let facts = app.ctx();
        let near = self
            .query
            .suggestion(&app.model, &app.roster.keys, &facts)?;
        Some((self.text.replace(&near.typed, &near.word), near))
    }
}

/// How the list of a view is narrowed.
pub struct FilterSpec {
    /// The filter in use.
    pub filter: fn(&App) -> &Filter,
    /// Shows what another one lets through.
    pub set_filter: fn(&mut App, Filter),
    /// Rows that are shown, and all there are.
    pub count: fn(&App) -> (usize, usize),
    /// All that rows are hidden by, in words; nothing when all are shown.
    pub words: fn(&App) -> String,
    /// What the line understands.
    pub hint: &'static str,
    /// Rows are creators or belong to one: the line asks for facts about them, and a segment fits.
    pub people: bool,
}

/// What the filter line understands where rows are people.
pub const PEOPLE: &str = "#tag stage:pitch >10k fit>3 touch>30d owed late nostep";

/// Commands of every list, and the roster's walk through the segments.
pub const COMMANDS: &[Command] = &[
    Command::new(
        "filter",
        &["/", "Ctrl+F"],
        "filter",
        "Filter the list as you type: words, #tag, stage:pitch, >10k, touch>30d, instage>6w, owed, orders>5, cpa<30, open>0",
        |app| {
            let text = app.filter().map_or("", Filter::text).to_owned();
            app.open(Modal::filter(text))
        },
    )
    .scope(Lists)
    .able(|app| {
        app.filter_spec()
            .map(|_| ())
            .ok_or_else(|| "a profile is one creator; the lists are filtered".into())
    }),
    Command::new(
        "segments",
        &["z f"],
        "segments…",
        "Filter the list by a saved filter, or save the filter in use",
        segment_menu,
    )
    .scope(Lists)
    .able(|app| match app.filter_spec() {
        Some(filter_spec) if filter_spec.people => Ok(()),
        Some(_) => Err(
            "segments are lists of people; their own shelf is here: Enter on one uses it".into(),
        ),
        None => Err("a profile is one creator; segments filter the lists".into()),
    }),
    Command::new(
        "next-segment",
        &["]", "Shift+Right"],
        "segment",
        "Filter by the next segment",
        |app| turn(app, 1),
    )
    .scope(In(ViewId::Roster))
    .able(some_segment),
    Command::new(
        "previous-segment",
        &["[", "Shift+Left"],
        "segment back",
        "Filter by the segment before, then by nothing",
        |app| turn(app, -1),
    )
    .scope(In(ViewId::Roster))
    .able(some_segment),
];

fn some_segment(app: &App) -> Able {
    let some = !app.model.segments.is_empty();
    if some {
        Ok(())
    } else {
        Err("no segments yet: / filters, then z f keeps the filter under a name".into())
    }
}

impl App {
    /// How the list in use is narrowed; nothing where there is none.
    pub fn filter_spec(&self) -> Option<&'static FilterSpec> {
        if self.profile.is_some() {
            None
        } else {
            self.view.view().map(|view| &view.filter_spec)
        }
    }

    /// The filter in use.
    pub fn filter(&self) -> Option<&Filter> {
        self.filter_spec()
            .map(|filter_spec| (filter_spec.filter)(self))
    }

    /// Filters the list in use.
    pub fn set_filter(&mut self, text: &str) {
        if let Some(filter_spec) = self.filter_spec() {
            let filter = Filter::new(self, text);
            (filter_spec.set_filter)(self, filter);
        }
    }

    /// Takes the filter line away, as one step back. False when there is none.
    pub fn unsift(&mut self) -> bool {
        let on = self.filter().is_some_and(Filter::is_on);
        if on {
            self.set_filter("");
        }
        on
    }

    /// The filter that Enter takes in place of one that finds nothing.
    pub fn suggested(&self) -> Option<String> {
        let filter_spec = self
            .filter_spec()
            .filter(|s| s.people && (s.count)(self).0 == 0)?;
        (filter_spec.filter)(self)
            .suggested(self)
            .map(|(text, _)| text)
    }

    /// What a list says that its filter left empty.
    pub fn nothing_fits(&self) -> Vec<String> {
        let (Some(filter_spec), Some(filter)) = (self.filter_spec(), self.filter()) else {
            return Vec::new();
        };
        let key = |id: &str| self.keymap.first(id).unwrap_or_default();
        let mut lines = vec![format!("Nothing matches \"{}\".", filter.text.trim())];
        if filter_spec.people {
            if let Some((_, near)) = filter.suggested(self) {
                let typing = matches!(self.modals.last(), Some(Modal::Filter(_)));
                let first = if typing {
                    String::new()
                } else {
                    format!("{} ", key("filter"))
                };
                lines.push(format!(
                    "Did you mean {} ({})?  {first}Enter takes it.",
                    near.word, near.count
                ));
            }
            lines.extend(filter.query.problems().iter().cloned());
        }
        lines.push(format!("{} clears the filter", key("back")));
        lines.extend(
            filter_spec
                .people
                .then(|| format!("{} has saved filters", key("segments"))),
        );
        lines
    }

    /// Sentences about the filter line in use that was not understood.
    pub fn misread(&self) -> &[String] {
        match (self.filter_spec(), self.filter()) {
            (Some(filter_spec), Some(filter)) if filter_spec.people => filter.query.problems(),
            _ => &[],
        }
    }
}

/// The segment before or after the filter in use; past the last and before the first is nobody's
/// filter.
fn turn(app: &mut App, by: isize) -> Vec<Effect> {
    let text = app.filter().map_or("", Filter::text).trim();
    let all: Vec<&Segment> = app.model.segments.iter().collect();
    let ring = all.len() as isize + 1;
    let at = all
        .iter()
        .position(|s| *s.filter == *text)
        .map_or(0, |at| at as isize + 1);
    let to = usize::try_from((at + by).rem_euclid(ring)).unwrap_or(0);
    let (filter, name) = match to.checked_sub(1).and_then(|to| all.get(to)) {
        Some(segment) => (segment.filter.to_string(), segment.name.to_string()),
        None => (String::new(), "everybody".to_owned()),
    };
    app.set_filter(&filter);
    app.status.say(super::status::Tone::Note, name, "");
    Vec::new()
}

/// The value of the entry that saves the filter in use.
const SAVE: &str = "+";

fn segment_menu(app: &mut App) -> Vec<Effect> {
    let text = app.filter().map_or("", Filter::text).trim();
    let mut choices = vec![Choice::new("", "everybody", "no filter").on(text.is_empty())];
    let segments = app.model.segments.iter();
    choices.extend(
        segments.map(|s| Choice::new(&*s.filter, &*s.name, &*s.filter).on(*s.filter == *text)),
    );
    if !text.is_empty() {
        choices.push(Choice::new(SAVE, "save this filter…", text));
    }
    let title = "Segments: saved filters";
    app.open(Modal::Pick(Box::new(Pick::one(
        title,
        choices,
        Target::default(),
        |app, _, values| {
            match values.first().map(String::as_str) {
                Some(SAVE) => return super::people::save_segment(app),
                Some(filter) => app.set_filter(filter),
                None => {}
            }
            Vec::new()
        },
    ))))
}

/// Asks where a segment is to be used, and goes there with it.
pub fn use_segment(app: &mut App, segment: &Segment) -> Vec<Effect> {
    let places = VIEWS.iter().filter(|view| view.filter_spec.people);
    let choice = |view: &super::panes::view::View| {
        let key = app.keymap.first(view.command).unwrap_or_default();
        let here = *(view.filter_spec.filter)(app).text == *segment.filter;
        let note = if here { "in use there" } else { "" };
        let choice = Choice::new(
            format!("{}\n{}", view.command, segment.filter),
            view.place.title(),
            note,
        );
        let letter = key.chars().next().filter(|_| key.chars().count() == 1);
        letter
            .map_or(choice.clone(), |letter| choice.letter(letter))
            .on(view.place == ViewId::Roster)
    };
    let title = format!("Use {} in", segment.name);
    let pick = Pick::one(
        title,
        places.map(choice).collect(),
        Target::default(),
        |app, _, values| {
            let Some((command, filter)) = values.first().and_then(|v| v.split_once('\n')) else {
                return Vec::new();
            };
            if let Some(view) = VIEWS.iter().find(|view| view.command == command) {
                app.go(view.place);
                app.set_filter(filter);
            }
            Vec::new()
        },
    );
    app.open(Modal::Pick(Box::new(pick)))
}
