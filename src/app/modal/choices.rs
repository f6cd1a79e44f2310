//! Small choices that belong to no pane: the theme, and which file to import.

use super::Modal;
use super::pick::{Choice, Pick};
use super::prompt::{Echo, Kind, Prompt};
use crate::app::status::Tone;
use crate::app::target::Target;
use crate::app::{App, Effect};
use crate::domain::settings::THEMES;

/// Opens the choice of the theme; it is seen while it is chosen.
pub fn theme(app: &mut App) -> Vec<Effect> {
    let choices = THEMES
        .iter()
        .map(|(name, note)| Choice::new(*name, *name, *note).on(*name == app.theme))
        .collect();
    app.open(Modal::Pick(Box::new(Pick::one(
        "Theme",
        choices,
        Target::default(),
        |app, _, values| match values.first() {
            Some(name) => set_theme(app, name),
            None => Vec::new(),
        },
    ))))
}

/// Uses a theme and remembers it. Colours stay away where NO_COLOR keeps them away.
pub fn set_theme(app: &mut App, name: &str) -> Vec<Effect> {
    app.theme = name.to_string();
    if app.around.no_color {
        app.status.say(
            Tone::Note,
            "NO_COLOR is set: colours come with --theme or look.theme in the settings",
            "",
        );
    }
    vec![Effect::Remember("theme", name.to_string())]
}

fn is_mail(prompt: &Prompt) -> bool {
    let path = prompt.line.text().trim().to_lowercase();
    [".eml", ".mbox", "/"].iter().any(|end| path.ends_with(end))
}

/// Asks for the file to import.
pub fn import(app: &mut App) -> Vec<Effect> {
    app.open(Modal::Prompt(Box::new(Prompt::new(
        &IMPORT,
        "Import",
        "",
        Target::default(),
    ))))
}

const IMPORT: Kind = Kind {
    hint: "path of a CSV, Excel or ODS file, of an .ics of holidays, of .eml or .mbox mail",
    long: false,
    read: |_, prompt| match prompt.line.is_blank() {
        false if is_mail(prompt) => vec![Echo::ok(
            "Mails with creators become contacts, once; u takes them back.",
        )],
        true => vec![Echo::ok(
            "Drop the file on the window, type its path, or paste cells from your sheet anywhere.",
        )],
        false => vec![Echo::ok(
            "Nothing is written yet: first you see what would become of each column.",
        )],
    },
    save: |_, prompt| {
        let text = prompt.line.text().trim();
        if text.is_empty() {
            return Err("type the path of a file, or drop it on the window".into());
        }
        let path = crate::app::dropped_path(text).unwrap_or_else(|| text.into());
        Ok(vec![Effect::ReadFile(path)])
    },
};
