//! The one line that answers: what was done, undone, refused or went wrong. Words first, never over
//! content.

/// What kind of answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Done and saved.
    Ok,
    /// Taken back or done again.
    Undo,
    /// Refused, with the reason; nothing changed.
    Refused,
    /// Went wrong; stays until it is solved or Esc.
    Wrong,
    /// News that nobody asked for.
    Note,
}

impl Tone {
    /// The word in front.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Undo => "undo",
            Self::Refused => "!",
            Self::Wrong => "x",
            Self::Note => "·",
        }
    }
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Its kind.
    pub tone: Tone,
    /// The sentence.
    pub text: String,
    /// What one can press now, on the right.
    pub hint: String,
}

/// How many answers `:log` remembers.
const KEPT: usize = 200;

/// The line and what it said before.
#[derive(Debug, Clone, Default)]
pub struct Status {
    now: Option<Answer>,
    log: std::collections::VecDeque<Answer>,
}

impl Status {
    /// What it says now.
    pub fn now(&self) -> Option<&Answer> {
        self.now.as_ref()
    }

    /// What it said, the newest last.
    pub fn log(&self) -> impl DoubleEndedIterator<Item = &Answer> {
        self.log.iter()
    }

    /// Says something.
    pub fn say(&mut self, tone: Tone, text: impl Into<String>, hint: impl Into<String>) {
        let answer = Answer {
            tone,
            text: text.into(),
            hint: hint.into(),
        };
        self.log.push_back(answer.clone());
        if self.log.len() > KEPT {
            self.log.pop_front();
        }
        self.now = Some(answer);
    }

    /// Adds to what was just said: what came of it outside.
    pub fn add(&mut self, words: &str) {
        if let Some(now) = self.now.as_mut().filter(|a| a.tone == Tone::Ok) {
            now.text.push_str(&format!(" · {words}"));
            if let Some(last) = self.log.back_mut() {
                last.clone_from(now);
            }
        }
    }

    /// A key was pressed: refusals and news go; what was done stays until the next change, what is
    /// wrong until Esc.
    pub fn key_pressed(&mut self) {
        if self
            .now
            .as_ref()
            .is_some_and(|a| matches!(a.tone, Tone::Refused | Tone::Note))
        {
            self.now = None;
        }
    }

    /// Falls silent; false if it was silent already.
    pub fn clear(&mut self) -> bool {
        self.now.take().is_some()
    }
}
