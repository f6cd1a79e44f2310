//! The import: what a file's columns become, shown as a dry run before anything is written.

use super::{Reply, close};
use crate::app::App;
use crate::app::keys::Key;

/// A file that was read, ready to be mapped.
#[derive(Debug)]
pub struct Loaded {
    /// Its name, without the folder.
    pub file: String,
    /// Its sheets by name; a text file has one.
    pub sheets: Vec<(String, crate::exchange::sheet::Sheet)>,
}

/// The state of the import.
#[derive(Debug, Clone)]
pub struct Import {
    /// Waits for the disk.
    pub saving: bool,
}

impl Import {
    /// The import of a file.
    pub fn new(_app: &App, _loaded: Loaded) -> Self {
        Self { saving: false }
    }

    /// Letters go into a text.
    pub fn is_typing(&self) -> bool {
        false
    }

    /// A key.
    pub fn key(&mut self, _app: &mut App, _key: Key) -> Reply {
        close()
    }

    /// Pasted text.
    pub fn paste(&mut self, _app: &mut App, _text: &str) -> Reply {
        super::stay()
    }
}
