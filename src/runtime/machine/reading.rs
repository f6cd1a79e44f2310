//! Reading a file for the import without keeping anybody waiting: a thread reads, keys go on being
//! answered, and what was read is taken in with the next tick.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use super::Machine;
use crate::app::Msg;
use crate::load;
use crate::paths::shown;

/// Makes the loop look at what arrived.
pub(super) type Wake = Arc<dyn Fn() + Send + Sync>;

/// A file that a thread reads.
pub(super) struct FileReader {
    inbox: Receiver<Result<load::Loaded, String>>,
    stop: Arc<AtomicBool>,
}

impl Drop for FileReader {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

/// A file that is read within this time is shown at once, without a word about reading it.
const AT_ONCE: Duration = Duration::from_millis(150);

impl Machine {
    /// From now on files are read by a thread, which calls this when it is done. Without it
    /// everybody waits for them.
    pub fn wake_with(&mut self, wake: impl Fn() + Send + Sync + 'static) {
        self.wake = Some(Arc::new(wake));
    }

    /// Reads a file for the import. One that takes long goes on being read while keys are answered.
    pub(super) fn read(&mut self, path: PathBuf) -> Msg {
        if load::is_calendar(&path) {
            return Msg::Holidays(load::calendar(&path, &self.app.settings));
        }
        if load::mail::is_mail(&path) {
            return self.mail(&path);
        }
        let Some(wake) = self.wake.clone() else {
            return self.sheet(load::file(&path, &self.app.settings));
        };
        let (sender, inbox) = channel();
        let stop = Arc::new(AtomicBool::new(false));
        let name = path
            .file_name()
            .map_or_else(|| shown(&path), |n| n.to_string_lossy().into_owned());
        let (settings, until) = (self.app.settings.clone(), stop.clone());
        std::thread::spawn(move || {
            // Nobody listens after Esc.
            let _ = sender.send(load::stoppable(&path, &settings, &until));
            wake();
        });
        match inbox.recv_timeout(AT_ONCE) {
            Ok(loaded) => self.sheet(loaded),
            Err(_) => {
                self.reading = Some(FileReader { inbox, stop });
                Msg::Reading(name)
            }
        }
    }

    /// Takes in a file that has been read meanwhile.
    pub(super) fn arrived(&mut self) {
        let loaded = self.reading.as_ref().and_then(|r| r.inbox.try_recv().ok());
        if let Some(loaded) = loaded {
            self.reading = None;
            let msg = self.sheet(loaded);
            self.app.update(msg);
        }
    }

    pub(super) fn sheet(&self, loaded: Result<load::Loaded, String>) -> Msg {
        Msg::Sheet(
            loaded
                .and_then(|l| l.knowing(self.session.store()).map_err(|e| e.to_string()))
                .map(Box::new),
        )
    }
}
