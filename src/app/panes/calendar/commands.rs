//! Keys of the calendar alone, those that lead into its lists, and the lines they ask for.

use super::{Mode, Plan, cursor};
use crate::app::command::Command;
use crate::app::command::Scope::In;
use crate::app::modal::Modal;
use crate::app::modal::prompt::{Echo, Kind, Prompt};
use crate::app::target::Target;
use crate::app::{Effect, ViewId};

const HERE: crate::app::command::Scope = In(ViewId::Calendar);

/// Commands of this view alone, and those that lead into it.
pub const COMMANDS: &[Command] = &[
    Command::new(
        "next-week",
        &["l", "Right"],
        "next week",
        "The next event of the cell, then the next week or day",
        |app| cursor::sideways(app, 1),
    )
    .scope(HERE),
    Command::new(
        "previous-week",
        &["h", "Left"],
        "week back",
        "The event before in the cell, then the week or day before",
        |app| cursor::sideways(app, -1),
    )
    .scope(HERE),
    Command::new(
        "next-period",
        &["]", "Shift+Right"],
        "period",
        "The next quarter or month",
        |app| cursor::period(app, 1),
    )
    .scope(HERE)
    .label(|app| Some(app.plan.period_word().into())),
    Command::new(
        "previous-period",
        &["[", "Shift+Left"],
        "period back",
        "The quarter or month before",
        |app| cursor::period(app, -1),
    )
    .scope(HERE),
    Command::new(
        "plan-today",
        &["z ."],
        "today",
        "Back to this week",
        |app| {
            let today = app.today;
            Plan::show(app, None, today)
        },
    )
    .scope(HERE),
    Command::new(
        "plan-mode",
        &["z m"],
        "month / quarter",
        "Show a month day by day, or the quarter by creator",
        |app| {
            let to = if app.plan.mode() == Mode::Quarter {
                Mode::Month
            } else {
                Mode::Quarter
            };
            let day = app.plan.day;
            Plan::show(app, Some(to), day)
        },
    )
    .scope(HERE)
    .label(|app| {
        Some(
            if app.plan.mode() == Mode::Quarter {
                "month"
            } else {
                "quarter"
            }
            .into(),
        )
    }),
    Command::new(
        "plan-pane",
        &["Tab", "Shift+Tab"],
        "other pane",
        "To the next 14 days and back to the weeks",
        |app| {
            if app.plan.mode() != Mode::Quarter || app.regions.card.is_none() {
                return app.refuse("there is one pane here; j and k move in it");
            }
            app.plan.side = !app.plan.side;
            Vec::new()
        },
    )
    .scope(HERE),
    Command::new(
        "commission",
        &[],
        "commission lines",
        "Make a payment of every commission that is ready: its month is over and so are its days for returns",
        |app| {
            let step = crate::domain::ledger::commission::add_ready(&app.ctx().base());
            app.commit_or_refuse(step)
        },
    )
    .able(crate::app::everywhere::writable),
    Command::new(
        "export-calendar",
        &[],
        "export calendar",
        "Write the dates of the next year as an .ics file for other calendars",
        |app| {
            let prompt = Prompt::new(
                &EXPORT,
                "Export the calendar to",
                "touchbase.ics",
                Target::default(),
            );
            app.open(Modal::Prompt(Box::new(prompt)))
        },
    ),
];

/// How many days an export holds when nothing else is said: back, and ahead.
pub const EXPORTED: (i64, i64) = (30, 365);

const EXPORT: Kind = Kind {
    hint: "a file name ending in .ics; one that is there is not overwritten",
    long: false,
    read: |app, prompt| {
        let n = app.plan.exported(app).len();
        let path = prompt.line.text().trim();
        vec![if path.is_empty() {
            Echo::bad("a file name, such as touchbase.ics")
        } else {
            Echo::ok(format!("{n} dates"))
        }]
    },
    save: |app, prompt| {
        let path = prompt.line.text().trim();
        if path.is_empty() {
            return Err("a file needs a name".into());
        }
        let text = crate::exchange::ics::calendar(&app.ctx(), &app.plan.exported(app));
        Ok(vec![Effect::WriteFile(path.into(), text)])
    },
};
