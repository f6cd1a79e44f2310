//! Days that are not worked, in the review: it opens quietly on them, splits the backlog after an
//! absence, and takes in when one is away.

use super::Review;
use crate::app::command::Command;
use crate::app::command::Scope::In;
use crate::app::everywhere::writable;
use crate::app::modal::Modal;
use crate::app::modal::prompt::{Echo, Kind, Prompt};
use crate::app::target::Target;
use crate::app::{App, Effect, ViewId};
use crate::domain::change::Step;
use crate::domain::review::{self, Queue};
use crate::domain::rows::FreeKind;

/// What takes an absence back, in the line that enters one.
const BACK: &str = "back";
/// So many things to see to before stand under the line; all of them come after Enter.
const SHOWN: usize = 4;

/// Commands around absences and free days.
pub const COMMANDS: &[Command] = &[
    Command::new(
        "week",
        &["z n"],
        "week ahead",
        "The next five working days; + and - move what may be moved",
        |app| {
            let modal = Modal::week(app);
            app.open(modal)
        },
    ),
    Command::new(
        "away",
        &["z a"],
        "away…",
        "Enter the days you are away, or take them back",
        |app| {
            let title = "Away: which days?";
            app.open(Modal::Prompt(Box::new(Prompt::new(
                &AWAY,
                title,
                "",
                Target::default(),
            ))))
        },
    )
    .able(writable),
    Command::new(
        "catch-up",
        &["z u"],
        "catch up",
        "After an absence: split what piled up and settle it",
        |app| match review::absence(&app.ctx()) {
            Some(backlog) => app.open(Modal::backlog(backlog)),
            None => app.refuse("nothing piled up, or today's review has begun already"),
        },
    )
    .scope(In(ViewId::Review)),
    Command::new(
        "open-anyway",
        &["z o"],
        "open anyway",
        "On a free day: open what waits for the next working day",
        |app| {
            app.review.anyway = true;
            Review::rebuild(app);
            Vec::new()
        },
    )
    .scope(In(ViewId::Review))
    .able(|app| match app.review.quiet {
        Some(quiet) if quiet.away.is_some() => Err("you are away; `back` in z a ends it".into()),
        Some(_) => Ok(()),
        None => Err("all of today is here".into()),
    }),
];

/// On a day that is not worked only cards that speak up are put on the screen.
pub(super) fn calm(app: &mut App, queue: &mut Queue) {
    if app.review.day != Some(app.today) {
        app.review.day = Some(app.today);
        // The demo is looked at on any day.
        app.review.anyway = app.around.demo;
    }
    let quiet = review::quiet_day(&app.ctx(), queue);
    app.review.quiet = quiet.filter(|quiet| quiet.away.is_some() || !app.review.anyway);
    if app.review.quiet.is_some() {
        queue.cards.retain(|card| card.speaks_up(app.today));
    }
}

/// At the start and on a new day: the backlog of an absence is split before anything else is shown.
pub(in crate::app) fn greet(app: &mut App) {
    let at_home = app.view == ViewId::Review && app.profile.is_none() && app.modals.is_empty();
    if !at_home || app.review.quiet.is_some() {
        return;
    }
    if let Some(backlog) = review::absence(&app.ctx()) {
        app.modals.push(Modal::backlog(backlog));
    }
}

/// After an absence was entered: what to see to before.
pub(in crate::app) fn entered(app: &mut App, step: &Step) -> Vec<Effect> {
    let mut new = step
        .edits
        .free_days
        .iter()
        .filter_map(|edit| edit.after.as_ref());
    let Some(away) = new.rfind(|f| f.kind == FreeKind::Away && f.end >= app.today) else {
        return Vec::new();
    };
    let (start, end) = (away.start.max(app.today), away.end);
    let was = step
        .edits
        .free_days
        .iter()
        .filter_map(|edit| edit.before.as_ref());
    if was.into_iter().any(|f| f.end >= end && f.start <= start) {
        return Vec::new();
    }
    let lines = review::before_lines(&app.ctx(), start, end);
    if lines.is_empty() {
        return Vec::new();
    }
    app.open(Modal::listing(
        "Before you go · owed or dated while you are away, or just after".into(),
        lines,
    ))
}

const AWAY: Kind = Kind {
    hint: "21 dec to 4 jan · 24-28 dec · fri",
    long: false,
    read: |app, prompt| {
        let text = prompt.line.text().trim();
        if text.is_empty() {
            return entered_so_far(app);
        }
        if text.eq_ignore_ascii_case(BACK) {
            return vec![Echo::from(take_back(app).map(|step| step.label))];
        }
        let ctx = app.ctx();
        let (start, end) = match review::read_range(text, &app.reading()) {
            Ok(range) => range,
            Err(why) => return vec![Echo::bad(why)],
        };
        let mut echoes = vec![Echo::from(
            review::go_away(&ctx, start, end, "").map(|step| step.label),
        )];
        let before = review::before_lines(&ctx, start.max(app.today), end);
        echoes.push(Echo::ok(match before.len() {
            0 => "nothing owed or dated falls into it or just after".to_owned(),
            n => format!("before you go: {n} owed or dated then or just after"),
        }));
        echoes.extend(
            before
                .iter()
                .take(SHOWN)
                .map(|line| Echo::ok(format!("  {}", spaced(line)))),
        );
        echoes
    },
    save: |app, prompt| {
        let text = prompt.line.text().trim();
        let step = if text.eq_ignore_ascii_case(BACK) {
            take_back(app)?
        } else {
            let (start, end) = review::read_range(text, &app.reading())?;
            review::go_away(&app.ctx(), start, end, "")?
        };
        Ok(app.commit(step))
    },
};

/// Wrapped text keeps single spaces only.
fn spaced(line: &str) -> String {
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn entered_so_far(app: &App) -> Vec<Echo> {
    let ctx = app.ctx();
    let all = review::absences(&ctx);
    if all.is_empty() {
        return vec![Echo::ok(
            "Days away are no business days: what waits for others does not age.",
        )];
    }
    let words = |f: &&crate::domain::rows::FreeDay| {
        let range = review::range_words(f.start, f.end, app.today);
        Echo::ok(format!(
            "away {range}, {}",
            review::range_length(&ctx, f.start, f.end)
        ))
    };
    let mut echoes: Vec<Echo> = all.iter().map(words).collect();
    echoes.push(Echo::ok(format!("\"{BACK}\" takes the first of them back")));
    echoes
}

/// Ends the absence one is in, or takes the next one back.
fn take_back(app: &App) -> Result<Step, String> {
    let ctx = app.ctx();
    let first = review::absences(&ctx)
        .first()
        .map(|f| f.start.max(app.today));
    review::come_back(&ctx, first.unwrap_or(app.today))
}
