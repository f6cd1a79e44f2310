//! Commands that are live everywhere: views, palette, help, quick add, undo, the go and view menus,
//! leaving.

use super::command::{Able, Command};
use super::keys::Key;
use super::modal::Modal;
use super::panes::calendar::{Mode, Plan};
use super::panes::profile::Profile;
use super::{App, Effect, OpenWhat, ViewId};

/// Refused where the file may not be written.
pub fn writable(app: &App) -> Able {
    app.around.read_only.clone().map_or(Ok(()), Err)
}

/// A creator is under the cursor.
pub(super) fn has_creator(app: &App) -> Able {
    app.current_creator()
        .map(|_| ())
        .ok_or_else(|| "no creator under the cursor".into())
}

fn menu(app: &mut App, prefix: char) -> Vec<Effect> {
    app.open(Modal::menu(Key::char(prefix)))
}

/// Keys that work everywhere.
pub const COMMANDS: &[Command] = &[
    Command::new(
        "review",
        &["1", "g t"],
        "Review",
        "Go to the daily review",
        |app| go(app, ViewId::Review),
    ),
    Command::new(
        "roster",
        &["2", "g r"],
        "Roster",
        "Go to the roster of all creators",
        |app| go(app, ViewId::Roster),
    ),
    Command::new(
        "board",
        &["3", "g b"],
        "Board",
        "Go to the lifecycle board: open collaborations by stage",
        |app| go(app, ViewId::Board),
    ),
    Command::new(
        "outreach",
        &["4", "g o"],
        "Outreach",
        "Go to outreach: whose move it is, and the words exchanged",
        |app| go(app, ViewId::Outreach),
    ),
    Command::new(
        "results",
        &["5", "g s"],
        "Results",
        "Go to results: campaigns and what they brought",
        |app| go(app, ViewId::Results),
    ),
    Command::new(
        "calendar",
        &["6", "g c"],
        "Calendar",
        "Go to the calendar: what happens when",
        |app| go(app, ViewId::Calendar),
    ),
    Command::new(
        "library",
        &["7", "g l"],
        "Library",
        "Go to the library: templates, briefs, codes, checklists",
        |app| go(app, ViewId::Library),
    ),
    Command::new(
        "money",
        &["g $"],
        "Money",
        "Go to money: what is open and due, commission to come, budgets, limits",
        |app| {
            app.go(ViewId::Money);
            Vec::new()
        },
    ),
    Command::new(
        "palette",
        &[":", "Ctrl+K"],
        "commands",
        "Open the command palette: commands and people by name",
        |app| app.open(Modal::palette()),
    ),
    Command::new(
        "help",
        &["?", "F1"],
        "keys",
        "Show the keys that are live here, with search",
        |app| app.open(Modal::help()),
    ),
    Command::new(
        "add",
        &["a"],
        "add",
        "Add anything in one line: a creator, a note, a date, a payment",
        |app| {
            if app.place() == ViewId::Library
                && let Some(effects) = super::panes::library::add(app)
            {
                return effects;
            }
            let creator = || {
                app.current_creator()
                    .and_then(|c| handle(app, c))
                    .map(|h| format!("@{h} "))
            };
            let campaign = || {
                let id = super::panes::results::shown_campaign(app)?;
                Some(format!(
                    "{} ",
                    crate::domain::quick_add::campaign_token(&app.model, id)
                ))
            };
            let start = creator().or_else(campaign).unwrap_or_default();
            app.open(Modal::quick_add_about(&start))
        },
    )
    .able(writable),
    Command::new(
        "undo",
        &["u", "Ctrl+Z"],
        "undo",
        "Take back the last change, also after a restart",
        |_| vec![Effect::Undo],
    )
    .able(writable),
    Command::new(
        "redo",
        &["U", "Ctrl+Y"],
        "redo",
        "Do again what was taken back",
        |_| vec![Effect::Redo],
    )
    .able(writable),
    Command::new("go", &["g"], "go to…", "Open the go-to menu", |app| {
        menu(app, 'g')
    }),
    Command::new(
        "view",
        &["z"],
        "view…",
        "Open the menu of view options",
        |app| menu(app, 'z'),
    ),
    Command::new(
        "back",
        &["Esc"],
        "back",
        "One step back: selection, filter, profile. Never quits",
        back,
    ),
    Command::new(
        "where-i-was",
        &["Ctrl+O", "g h"],
        "where I was",
        "Go back to where I was before the last jump",
        jump_back,
    ),
    Command::new(
        "quit",
        &["q"],
        "quit",
        "Close the profile; on a view, pressed twice, quit",
        quit,
    ),
    Command::new(
        "redraw",
        &["Ctrl+L"],
        "redraw",
        "Draw the screen anew",
        |_| vec![Effect::Redraw],
    ),
];

/// Entries of the go-to menu.
pub const GO: &[Command] = &[
    Command::new(
        "top",
        &["g g", "Home"],
        "top",
        "Go to the first row",
        |app| app.step(super::list::Move::First),
    ),
    Command::new(
        "end",
        &["g e", "End", "G"],
        "end",
        "Go to the last row",
        |app| app.step(super::list::Move::Last),
    ),
    Command::new(
        "profile",
        &["g p"],
        "profile",
        "Open the profile of the creator under the cursor",
        |app| {
            if let Some(creator) = app.current_creator() {
                app.open_profile(creator);
            }
            Vec::new()
        },
    )
    .able(has_creator),
    Command::new(
        "rights",
        &["g i"],
        "rights radar",
        "Go to all rights, contracts and codes by the day they end",
        |app| Plan::go_list(app, Mode::Rights),
    ),
    Command::new(
        "parcels",
        &["g k"],
        "parcels",
        "Go to all parcels: to send, on their way, delivered without a post",
        |app| Plan::go_list(app, Mode::Parcels),
    ),
    Command::new(
        "last-change",
        &["g u"],
        "last change",
        "Show the history of changes, the newest first",
        |_| vec![Effect::History],
    ),
];

/// Entries of the view menu.
pub const VIEW: &[Command] = &[
    Command::new(
        "card",
        &["i", "z i"],
        "info card",
        "Show or hide the info card",
        |app| {
            app.card = !app.card;
            app.card_scroll = 0;
            Vec::new()
        },
    ),
    Command::new(
        "card-down",
        &["J"],
        "card down",
        "Scroll the info card down",
        |app| {
            app.card_scroll = app.card_scroll.saturating_add(1);
            Vec::new()
        },
    ),
    Command::new(
        "card-up",
        &["K"],
        "card up",
        "Scroll the info card up",
        |app| {
            app.card_scroll = app.card_scroll.saturating_sub(1);
            Vec::new()
        },
    ),
    Command::new(
        "theme",
        &["z t"],
        "theme…",
        "Choose the theme: dark, light, 16 colours, plain",
        super::modal::choices::theme,
    ),
];

/// Commands of the palette without keys of their own.
pub const PALETTE: &[Command] = &[
    Command::new(
        "import",
        &[],
        "import a file",
        "Import creators from CSV, Excel or pasted cells; holidays from an .ics; mail",
        super::modal::choices::import,
    )
    .able(writable),
    Command::new(
        "history",
        &[],
        "history",
        "Show the history of changes",
        |_| vec![Effect::History],
    ),
    Command::new(
        "log",
        &[],
        "log",
        "Show what the answering line said",
        |app| {
            let lines = app
                .status
                .log()
                .rev()
                .map(|a| format!("{:<5}{}", a.tone.word(), a.text))
                .collect();
            app.open(Modal::listing(
                "What was said, the newest first".into(),
                lines,
            ))
        },
    ),
    Command::new(
        "start",
        &[],
        "start screen",
        "Leave for the start screen: demo, import, empty",
        |app| {
            app.around.first_start = true;
            app.modals.push(Modal::welcome());
            app.view = ViewId::Welcome;
            app.profile = None;
            Vec::new()
        },
    ),
    Command::new(
        "empty-trash",
        &[],
        "empty the trash",
        "Remove what is in the trash, with all that belongs to it",
        |app| match crate::domain::review::empty_trash(&app.ctx()) {
            Ok(step) => app.commit_large("emptying", step),
            Err(why) => app.refuse(why),
        },
    )
    .able(writable),
    Command::new(
        "demo",
        &[],
        "demo",
        "Look around in the demo, in its own file",
        |_| vec![Effect::OpenFile(OpenWhat::Demo)],
    ),
    Command::new(
        "drafts",
        &[],
        "half-written words",
        "Words left unsaved when touchbase ended: copy, add or drop them",
        App::offer_draft,
    ),
    Command::new(
        "mouse",
        &[],
        "mouse on or off",
        "Click rows, views and keys with the mouse, or leave it to the terminal for marking text",
        |app| {
            let on = !app.settings.look.mouse;
            let told = match on {
                true => {
                    "the mouse is on: hold Shift (Option in iTerm2) to mark text; :mouse turns it off"
                }
                false => "the mouse is the terminal's again: mark text with it as elsewhere",
            };
            app.status.say(super::status::Tone::Note, told, "");
            vec![Effect::Configure("look", "mouse", on.to_string())]
        },
    ),
    Command::new(
        "suspend",
        &[],
        "suspend",
        "Stop until the shell continues touchbase (fg)",
        |_| vec![Effect::Suspend],
    ),
    Command::new(
        "exit",
        &[],
        "quit now",
        "Leave; everything is saved",
        |app| {
            app.quit = true;
            vec![Effect::Quit]
        },
    ),
];

pub(in crate::app) fn handle(
    app: &App,
    creator: crate::domain::ids::Id<crate::domain::rows::Creator>,
) -> Option<String> {
    app.model
        .of::<crate::domain::rows::Account>(creator)
        .next()
        .map(|a| a.handle.to_string())
}

fn go(app: &mut App, view: ViewId) -> Vec<Effect> {
    let creator = app.current_creator();
    app.go(view);
    if let Some(creator) = creator {
        app.go_to(creator);
    }
    Vec::new()
}

fn back(app: &mut App) -> Vec<Effect> {
    if app.profile.take().is_some() {
        return Vec::new();
    }
    let went = app.view.view().is_some_and(|view| (view.back)(app));
    if went || app.status.clear() {
        return Vec::new();
    }
    app.refuse("nothing to go back from; q pressed twice quits")
}

pub(super) fn jump_back(app: &mut App) -> Vec<Effect> {
    let here = (app.view, app.profile.as_ref().map(|p| p.creator));
    while let Some((view, creator)) = app.back.pop() {
        if (view, creator) == here {
            continue;
        }
        app.view = view;
        app.enter();
        app.profile = creator
            .filter(|c| app.model.get(*c).is_some())
            .map(Profile::new);
        return Vec::new();
    }
    app.refuse("no earlier place to go back to")
}

fn quit(app: &mut App) -> Vec<Effect> {
    if app.profile.take().is_some() {
        return Vec::new();
    }
    app.second_press(Key::char('q'), "q again quits; everything is saved")
}
