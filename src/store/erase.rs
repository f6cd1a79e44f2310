//! Erasing a person for good: the one write that leaves no way back. The rows go, and with them the
//! whole history, since labels and edits of any step may name the person; then the file is rebuilt,
//! because a page from which rows moved may still hold their bytes. Copies are files of their own
//! and are not touched here.

use super::Store;
use super::error::{Fault, StoreError};
use super::journal;
use super::write::write_edits;
use crate::domain::change::Step;
use crate::domain::day::Stamp;

impl Store {
    /// Writes a step (usually a `removal`, made whole by `complete`) and forgets all history. The
    /// caller applies it to the model as after `commit`; other windows load everything anew.
    ///
    /// # Errors
    /// Those of `commit`, and nothing was written then. `Busy`: the rows and the history are gone,
    /// but the file could not be rebuilt; calling it again with an empty step does that.
    pub fn erase(&mut self, step: &Step, now: Stamp) -> Result<(), StoreError> {
        self.write(now, |turn| {
            write_edits(turn.conn, &step.edits)?;
            journal::forget(turn.conn, &turn.next).map_err(Fault::from)
        })?;
        self.conn
            .execute_batch("VACUUM")
            .map_err(|e| Fault::from(e).reading(&self.path))
    }
}
