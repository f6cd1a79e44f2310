//! What stands on the screen while a large file is read: its name, and that Esc stops it.

use crate::app::keys::{Code, Key};
use crate::app::modal::{Reply, Stay, stay};
use crate::app::status::Tone;
use crate::app::{App, Effect};

/// A file that is being read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Name without the folder.
    pub file: String,
}

impl Waiting {
    /// A key.
    pub fn key(&mut self, app: &mut App, key: Key) -> Reply {
        if key.code == Code::Esc || key == Key::char('q') {
            app.status.say(
                Tone::Note,
                format!("stopped reading {}; nothing was imported", self.file),
                "",
            );
            return (Stay::Closed, vec![Effect::StopReading]);
        }
        app.refuse(format!("{} is still being read; Esc stops it", self.file));
        stay()
    }
}
