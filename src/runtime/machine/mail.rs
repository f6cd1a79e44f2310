//! Mail taken in from a window: read, matched with what was written down by hand, handed to the app
//! as a step to commit.

use std::cell::RefCell;
use std::path::Path;

use super::Machine;
use crate::app::Msg;
use crate::exchange::mail;
use crate::load::mail::{AT_ONCE, read};

impl Machine {
    /// What a mail file or folder would change.
    pub(super) fn mail(&self, path: &Path) -> Msg {
        Msg::Mail(read(path, AT_ONCE).and_then(|letters| {
            let failed = RefCell::new(None);
            let written = |creator| {
                self.session.store().words(creator).unwrap_or_else(|err| {
                    failed.replace(Some(err.to_string()));
                    Vec::new()
                })
            };
            let planned = mail::plan(
                &self.app.ctx(),
                &letters,
                &self.app.settings.general.own,
                &written,
            );
            failed.take().map_or(Ok(Box::new(planned)), Err)
        }))
    }
}
