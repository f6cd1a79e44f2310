//! A question, for the few acts that `u` cannot take back. Only the printed keys answer; Enter alone never says yes.

use super::{Reply, Stay, close, stay};
use crate::app::keys::{Code, Key};
use crate::app::{App, Effect};

/// A question in the answering line.
#[derive(Debug, Clone)]
pub struct Ask {
    /// The question.
    pub text: String,
    /// What yes does.
    pub yes: fn(&mut App) -> Vec<Effect>,
}

impl Ask {
    /// A key.
    pub fn key(&mut self, app: &mut App, key: Key) -> Reply {
        match key.code {
            Code::Char('y') => (Stay::Closed, (self.yes)(app)),
            Code::Char('n') | Code::Esc => close(),
            _ => {
                app.refuse("y says yes, n or Esc says no");
                stay()
            }
        }
    }
}
