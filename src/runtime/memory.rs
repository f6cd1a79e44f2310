//! What the screen remembers between starts, apart from the user's own settings: the theme chosen, the columns shown.

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
    let text = |key: &str| table.get(key).and_then(toml::Value::as_str).map(str::to_string);
    Memory { theme: text("theme"), columns: text("columns").unwrap_or_default() }
}

/// Remembers one thing.
pub fn write(state: &Path, key: &str, value: &str) -> Result<(), String> {
    let mut table = table(state);
    table.insert(key.to_string(), toml::Value::String(value.to_string()));
    let lines: Vec<String> = table.iter().map(|(k, v)| format!("{k} = {v}")).collect();
    std::fs::create_dir_all(state)
        .and_then(|()| std::fs::write(state.join(FILE), lines.join("\n") + "\n"))
        .map_err(|e| format!("The choice holds until you quit; it could not be remembered: {e}."))
}

fn table(state: &Path) -> toml::Table {
    std::fs::read_to_string(state.join(FILE)).ok().and_then(|t| t.parse().ok()).unwrap_or_default()
}
