//! Reading a timeline: which entries are shown, and one of them in full.

use super::{Focus, Outreach};
use crate::app::list::Move;
use crate::app::modal::Modal;
use crate::app::{App, Effect};
use crate::domain::day;
use crate::domain::timeline::{self, TimelineFilter};

/// Cells a line of a long message gets where it is read.
const WIDE: usize = 96;

/// Shows the next kind of entries, or the one before.
pub(super) fn turn(app: &mut App, by: isize) -> Vec<Effect> {
    let at = TimelineFilter::ALL
        .iter()
        .position(|f| *f == app.outreach.timeline_filter)
        .unwrap_or(0) as isize
        + by;
    let at = at.rem_euclid(TimelineFilter::ALL.len() as isize) as usize;
    app.outreach.timeline_filter = TimelineFilter::ALL.get(at).copied().unwrap_or_default();
    app.outreach.of = None;
    Vec::new()
}

/// Enter: from a person into their timeline, from an entry to its words in full.
pub(super) fn open(app: &mut App) -> Vec<Effect> {
    if app.outreach.focus == Focus::People {
        if app.outreach.entries.is_empty() {
            return app.refuse("nothing happened with them yet; m writes the first message");
        }
        app.outreach.focus = Focus::Timeline;
        return Vec::new();
    }
    let outreach = &app.outreach;
    let Some(entry) = outreach
        .entry
        .current()
        .and_then(|at| outreach.entries.get(*at))
    else {
        return app.refuse("nothing here to read; ] shows other entries");
    };
    let creator = outreach.list.current().copied().unwrap_or_default();
    let words = entry
        .touch
        .and_then(|id| app.words_of(creator, id))
        .unwrap_or_default();
    let width = usize::from(app.regions.size.0)
        .saturating_sub(4)
        .clamp(20, WIDE);
    let mut lines = Vec::new();
    if !entry.text.is_empty() {
        lines.push(entry.text.clone());
    }
    for line in words.lines() {
        lines.extend(broken(line, width));
    }
    let title = format!(
        "{} {} · {} · {}",
        entry.kind.mark(),
        entry.head,
        app.model.called(creator),
        day::long(entry.day)
    );
    app.open(Modal::listing(title, lines))
}

/// A line broken at spaces, counted in characters: near enough for reading.
pub(in crate::app) fn broken(line: &str, width: usize) -> Vec<String> {
    let mut out = vec![String::new()];
    for word in line.split_whitespace() {
        let full = out
            .last()
            .is_some_and(|l| !l.is_empty() && l.chars().count() + 1 + word.chars().count() > width);
        if full {
            out.push(String::new());
        }
        if let Some(last) = out.last_mut() {
            if !last.is_empty() {
                last.push(' ');
            }
            last.push_str(word);
        }
    }
    out
}

impl Outreach {
    /// The timeline of the creator under the cursor, if another stands there now or something
    /// changed.
    pub fn read(app: &mut App) {
        let here = app.outreach.list.current().copied();
        if app.outreach.of == here && here.is_some() {
            return;
        }
        let mut entries = here
            .map(|creator| timeline::entries(&app.ctx(), creator))
            .unwrap_or_default();
        let filter = app.outreach.timeline_filter;
        entries.retain(|entry| filter.shows(entry.kind));
        app.outreach.entry.set((0..entries.len()).collect());
        app.outreach.entry.step(Move::Last);
        app.outreach.entries = entries;
        app.outreach.of = here;
        if app.outreach.entries.is_empty() && filter == TimelineFilter::All {
            app.outreach.focus = Focus::People;
        }
    }
}
