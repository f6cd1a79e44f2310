//! What the screen remembers between starts, apart from the user's own settings: the theme chosen,
//! the columns shown.

use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

/// File in the state folder.
const FILE: &str = "screen.toml";

/// What is remembered.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    /// The theme chosen on the screen.
    pub theme: Option<String>,
    /// Columns of the roster.
    pub columns: String,
}

/// Reads it; a file that cannot be read is as good as none.
pub fn read(state: &Path) -> Memory {
    let table = table(state);
    let text = |key: &str| {
        table
            .get(key)
            .and_then(toml::Value::as_str)
            .map(str::to_string)
    };
    Memory {
        theme: text("theme"),
        columns: text("columns").unwrap_or_default(),
    }
}

/// The theme chosen on the screen, if one was.
pub fn theme_chosen(state: &Path) -> Option<String> {
    read(state).theme
}

/// Remembers one thing.
pub fn write(state: &Path, key: &str, value: &str) -> Result<(), String> {
    let mut table = table(state);
    table.insert(key.to_string(), toml::Value::String(value.to_string()));
    let quoted =
        |v: &toml::Value| serde_json::Value::from(v.as_str().unwrap_or_default()).to_string();
    let lines: Vec<String> = table
        .iter()
        .map(|(k, v)| format!("{k} = {}", quoted(v)))
        .collect();
    let folder = std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(state);
    folder
        .and_then(|()| {
            let mut how = std::fs::OpenOptions::new();
            let mut file = how
                .write(true)
                .create(true)
                .truncate(true)
                .mode(0o600)
                .open(state.join(FILE))?;
            file.write_all((lines.join("\n") + "\n").as_bytes())
        })
        .map_err(|e| format!("The choice holds until you quit; it could not be remembered: {e}."))
}

fn table(state: &Path) -> toml::Table {
    std::fs::read_to_string(state.join(FILE))
        .ok()
        .and_then(|t| t.parse().ok())
        .unwrap_or_default()
}
