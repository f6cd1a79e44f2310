//! Verbs on a creator or an item that belongs to one: one verb, one key, in every place. What a
//! verb does is planned by the domain; here is only what it acts on and what it asks first.
//!
//! | file | what it holds |
//! |---|---|
//! | `record` | the menus of what is recorded, copied, opened, and until when is snoozed |
//! | `rows` | what the row of a table can be asked when the review asks nothing of it: pieces, payments, rights, parcels |
//! | `verbs` | what a verb acts on, and the step it plans |
//! | `deals` | collaborations: stages, checklists, campaigns; rows added and removed |
//! | `asks` | the one-line prompts |
//! | `caption` | the check of a caption for its ad label |

mod caption;
mod deals;
mod prompts;
mod record;
mod rows;
mod verbs;

use super::command::Scope::People;
use super::command::{Able, Command};
use super::everywhere::{has_creator, writable};
use super::keys::Key;
use super::modal::prompt::Prompt;
use super::modal::{Modal, brief};
use super::panes::{library, orders};
use super::{App, ViewId};
use crate::domain::review::{self, Choice};
use crate::domain::rows::*;
pub use caption::COMMANDS as CAPTION;
use deals::*;
use prompts::*;
pub use record::COMMANDS as RECORD;
pub use verbs::save_segment;
use verbs::*;

/// A creator is under the cursor, and may be changed.
fn creator(app: &App) -> Able {
    writable(app)?;
    app.current_creator()
        .map(|_| ())
        .ok_or_else(|| "no creator under the cursor".into())
}

fn item(app: &App) -> Able {
    writable(app)?;
    if app.target().creators.len() > 1 || app.current_item().is_some() {
        Ok(())
    } else {
        Err("nothing is due for this creator".into())
    }
}

/// Something on the card is settled by a message, and nothing forbids one.
fn message(app: &App) -> Able {
    item(app)?;
    review::one_message(&app.ctx(), &card_items(app, &app.target()), "").map(drop)
}

/// Something is due, or the row under the cursor can be answered by itself.
fn answerable(app: &App) -> Able {
    if super::panes::money::answers(app) {
        return writable(app);
    }
    item(app).or_else(|why| {
        rows::plan(app, true)
            .map(|_| drop(writable(app)))
            .ok_or(why)
    })
}

/// Its date may be moved.
fn movable(app: &App) -> Able {
    writable(app)?;
    if app.dated().is_some() {
        Ok(())
    } else {
        item(app)
    }
}

fn label(app: &App, choice: &Choice) -> Option<String> {
    if *choice == Choice::Expected && super::panes::money::answers(app) {
        return Some(super::panes::money::answer_word(app).into());
    }
    let Some(item) = app.current_item() else {
        return rows::plan(app, *choice == Choice::Expected)?
            .ok()
            .map(|(label, _)| label.to_string());
    };
    review::offer(&app.ctx(), &item, choice)
        .ok()
        .map(|o| o.label.to_string())
}

/// On a shelf other than the roster, `x` puts a creator back.
fn checkable(app: &App) -> Able {
    writable(app)?;
    let shelved = app
        .current_creator()
        .and_then(|c| app.model.get(c))
        .is_some_and(|c| c.shelf != Shelf::Active);
    if shelved { Ok(()) } else { answerable(app) }
}

/// A row is under the cursor, a creator's or not.
fn row(app: &App) -> Able {
    writable(app)?;
    if app.row().is_some() {
        Ok(())
    } else {
        creator(app)
    }
}

/// A creator or a campaign is under the cursor.
fn creator_or_campaign(app: &App) -> Able {
    writable(app)?;
    let of_item = || app.current_item().and_then(|item| item.on.campaign());
    if super::panes::results::shown_campaign(app)
        .or_else(of_item)
        .is_some()
    {
        Ok(())
    } else {
        creator(app)
    }
}

/// A creator may be changed, or what the cursor stands on in the library.
fn row_or_creator(app: &App) -> Able {
    match app.place() {
        ViewId::Library => library::editable(app),
        ViewId::Orders => orders::order(app),
        _ => row(app),
    }
}

/// Verbs, in the order of help.
pub const COMMANDS: &[Command] = &[
    Command::new(
        "done",
        &["x"],
        "check off",
        "Check off: the expected answer, printed beside the key",
        |app| answer(app, Choice::Expected),
    )
    .scope(People)
    .able(checkable)
    .label(|app| label(app, &Choice::Expected)),
    Command::new(
        "other",
        &["X"],
        "alternative",
        "The main alternative, printed beside the key",
        |app| answer(app, Choice::Alternative),
    )
    .scope(People)
    .able(answerable)
    .label(|app| label(app, &Choice::Alternative)),
    Command::new(
        "snooze",
        &["s"],
        "snooze",
        "Snooze: hide it until a later day; the real date stays",
        |app| app.open(Modal::menu(Key::char('s'))),
    )
    .scope(People)
    .able(item),
    Command::new(
        "snooze-card",
        &["S"],
        "snooze card",
        "Snooze all items of this creator to the next working day",
        snooze_card,
    )
    .scope(People)
    .able(item),
    Command::new(
        "their-move",
        &["w"],
        "their move",
        "It is their move: hide until the nudge date",
        |app| answer(app, Choice::TheirMove(None)),
    )
    .scope(People)
    .able(creator),
    Command::new(
        "reply",
        &["r"],
        "they replied",
        "They replied: an answer is owed",
        reply,
    )
    .scope(People)
    .able(creator),
    Command::new(
        "next-step",
        &["f"],
        "next step",
        "Set the next step and its date",
        |app| {
            let target = app.target();
            let title = format!("f  Next step · {}", target.called(app));
            app.open(Modal::Prompt(Box::new(Prompt::new(
                &NEXT_STEP, title, "", target,
            ))))
        },
    )
    .scope(People)
    .able(creator),
    Command::new(
        "one-message",
        &["A"],
        "one message",
        "One message settles all \"write to them\" items of this creator; never facts",
        |app| {
            let target = app.target();
            let title = format!("A  One message to {}", target.called(app));
            app.open(Modal::Prompt(Box::new(Prompt::new(
                &ONE_MESSAGE,
                title,
                "",
                target,
            ))))
        },
    )
    .scope(People)
    .able(message),
    Command::new("pin", &["!"], "pin", "Pin to the top for today", |app| {
        answer(app, Choice::Pin)
    })
    .scope(People)
    .able(item),
    Command::new(
        "later",
        &["+"],
        "a day later",
        "Its agreed date one day later; what is only yours, one working day",
        |app| shift(app, 1),
    )
    .scope(People)
    .able(movable),
    Command::new(
        "sooner",
        &["-"],
        "a day sooner",
        "Its agreed date one day sooner; what is only yours, one working day",
        |app| shift(app, -1),
    )
    .scope(People)
    .able(movable),
    Command::new(
        "record",
        &["n"],
        "record…",
        "Record: note, reply, call, gift, draft, live, payment, numbers…",
        |app| app.open(Modal::menu(Key::char('n'))),
    )
    .scope(People)
    .able(creator_or_campaign),
    Command::new(
        "tags",
        &["t"],
        "tags",
        "Change tags: #tea adds, -#tea takes away",
        |app| {
            let target = app.target();
            let title = format!("t  Tags · {}", target.called(app));
            app.open(Modal::Prompt(Box::new(Prompt::new(
                &TAGS, title, "", target,
            ))))
        },
    )
    .scope(People)
    .able(creator),
    Command::new(
        "campaign",
        &["c"],
        "campaign…",
        "Put in, or take out of, a campaign",
        campaign_menu,
    )
    .scope(People)
    .able(creator),
    Command::new(
        "stage-up",
        &[">", "L"],
        "next stage",
        "Next lifecycle stage",
        |app| stage(app, true),
    )
    .scope(People)
    .able(creator),
    Command::new(
        "stage-down",
        &["<", "H"],
        "stage back",
        "Previous lifecycle stage",
        |app| stage(app, false),
    )
    .scope(People)
    .able(creator),
    Command::new("core", &["*"], "core", "Core creator on or off", |app| {
        bulk(app, review::toggle_core)
    })
    .scope(People)
    .able(creator),
    Command::new(
        "edit",
        &["e"],
        "edit",
        "Edit in a form; several selected: the bulk form",
        edit,
    )
    .scope(People)
    .able(row_or_creator),
    Command::new(
        "brief",
        &["b"],
        "brief",
        "The brief of their deal on one page: edit, copy, log as sent",
        brief::open,
    )
    .scope(People)
    .able(has_creator),
    Command::new(
        "copy",
        &["y"],
        "copy…",
        "Copy handle, name, e-mail, link, code, the row as text",
        |app| app.open(Modal::menu(Key::char('y'))),
    )
    .scope(People),
    Command::new(
        "outside",
        &["o"],
        "open outside…",
        "Open a profile or the mail program",
        |app| app.open(Modal::menu(Key::char('o'))),
    )
    .scope(People),
    Command::new(
        "trash",
        &["D"],
        "to the trash",
        "Move to the trash; in a profile's tables and in orders remove the row; u brings it back",
        trash,
    )
    .scope(People)
    .able(row_or_creator),
    Command::new(
        "archive",
        &[],
        "archive",
        "Put away: out of roster and review, nothing is lost",
        |app| bulk(app, review::archive),
    )
    .scope(People)
    .able(creator),
    Command::new(
        "restore",
        &[],
        "put back",
        "Put back into the roster, from archive or trash",
        |app| bulk(app, review::put_back),
    )
    .scope(People)
    .able(creator),
    Command::new(
        "do-not-contact",
        &[],
        "do not contact",
        "Never contact again, with the reason; again takes it back",
        |app| prompt(app, &DO_NOT_CONTACT, "Do not contact", ""),
    )
    .scope(People)
    .able(creator),
    Command::new(
        "drop",
        &[],
        "drop",
        "Drop the item for good, with a reason",
        |app| answer(app, Choice::Drop),
    )
    .scope(People)
    .able(item),
    Command::new(
        "park",
        &[],
        "park",
        "Leave the item alone for a month",
        |app| answer(app, Choice::Park),
    )
    .scope(People)
    .able(item),
    Command::new(
        "promise",
        &[],
        "promise a date",
        "A date was promised to them: told, and hidden until then",
        |app| prompt(app, &PROMISE, "Promised to", ""),
    )
    .scope(People)
    .able(item),
    Command::new(
        "missed",
        &[],
        "missed",
        "The piece is rejected or not coming, with the reason",
        |app| answer(app, Choice::Missed),
    )
    .scope(People)
    .able(item),
    Command::new(
        "explain",
        &[],
        "why this matters",
        "Why the item under the cursor is here, and why it matters",
        explain,
    )
    .scope(People)
    .able(item),
];
