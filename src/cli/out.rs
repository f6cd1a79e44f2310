//! The way out: everything the command line prints goes through here. Lines are cleaned, because
//! names and words come from strangers and a terminal obeys what it is shown; JSON is escaped
//! instead, so that it stays what it was. A reader that goes away (`| head`) ends the program
//! quietly.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, BufWriter, ErrorKind, Stdout, Write};
use std::process::ExitCode;

use serde::Serialize;

use super::Outcome;
use crate::domain::clean::{clean_line, clean_text};
use crate::store::StoreError;

/// Refused, or failed.
const FAILED: u8 = 1;
/// Wrong usage.
const MISUSED: u8 = 2;

/// Why a verb did not do what it was asked for.
#[derive(Debug)]
pub(super) enum Failure {
    /// It was refused or failed; the sentence says why.
    Said(String),
    /// The words of the command line do not fit.
    Misused(String),
    /// What it says cannot be written.
    Unwritten(io::Error),
}

impl From<String> for Failure {
    fn from(sentence: String) -> Self {
        Self::Said(sentence)
    }
}
impl From<&str> for Failure {
    fn from(sentence: &str) -> Self {
        Self::Said(sentence.into())
    }
}
impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Said(error.to_string())
    }
}
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Unwritten(error)
    }
}

/// Standard output.
pub(super) struct Out(BufWriter<Stdout>);

impl Out {
    /// One line of words.
    pub(super) fn line(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.0, "{}", clean_line(text))
    }

    /// Several lines of words, without a line break of their own at the end.
    pub(super) fn text(&mut self, text: &str) -> io::Result<()> {
        write!(self.0, "{}", clean_text(text))
    }

    /// A value as JSON for people and programs to read.
    pub(super) fn json(&mut self, value: &impl Serialize) -> io::Result<()> {
        let text = serde_json::to_string_pretty(value)?;
        writeln!(self.0, "{}", harmless(&text))
    }

    /// A value as JSON on one line.
    pub(super) fn json_line(&mut self, value: &impl Serialize) -> io::Result<()> {
        self.json_part(value)?;
        self.0.write_all(b"\n")
    }

    /// A value as JSON that goes on behind it.
    pub(super) fn json_part(&mut self, value: &impl Serialize) -> io::Result<()> {
        let text = serde_json::to_string(value)?;
        self.0.write_all(harmless(&text).as_bytes())
    }

    /// Text of the program's own, with nothing from data in it.
    pub(super) fn raw(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.write_all(bytes)
    }
}

/// For what passes bytes on to another process of ours.
impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// A sentence on stderr. That nobody reads it is no reason to stop.
pub(super) fn say(sentence: &str) {
    let _ = writeln!(io::stderr(), "{}", clean_line(sentence));
}

/// Runs a verb and turns what became of it into sentences and an exit code.
pub(super) fn finish(verb: impl FnOnce(&mut Out) -> Outcome) -> ExitCode {
    let mut out = Out(BufWriter::new(io::stdout()));
    let done = verb(&mut out);
    let written = out.flush().map_err(Failure::from);
    match done.and_then(|code| written.map(|()| code)) {
        Ok(code) => code,
        Err(failure) => fail(&failure),
    }
}

fn fail(failure: &Failure) -> ExitCode {
    match failure {
        Failure::Said(sentence) => {
            say(sentence);
            ExitCode::from(FAILED)
        }
        Failure::Misused(sentence) => {
            say(sentence);
            ExitCode::from(MISUSED)
        }
        Failure::Unwritten(err) if err.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Failure::Unwritten(err) => {
            say(&format!("The output could not be written: {err}."));
            ExitCode::from(FAILED)
        }
    }
}

/// What the reader of the arguments says: help and version, or what does not fit.
pub(super) fn usage(error: &clap::Error) -> ExitCode {
    let text = error.to_string();
    if !error.use_stderr() {
        return finish(|out| {
            out.text(&text)?;
            Ok(ExitCode::SUCCESS)
        });
    }
    let _ = write!(io::stderr(), "{}", clean_text(&text));
    ExitCode::from(MISUSED)
}

/// JSON in which nothing acts on a terminal: what would is written as an escape, which reads back
/// as the same text.
fn harmless(json: &str) -> Cow<'_, str> {
    if !json.chars().any(acts) {
        return Cow::Borrowed(json);
    }
    let mut out = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if acts(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// Controls beyond ASCII, marks that turn the direction or break lines, tags. Those of ASCII are
/// escaped already, and the line breaks of JSON itself stay.
fn acts(c: char) -> bool {
    matches!(c,
        '\u{7f}'..='\u{9f}'
        | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{61c}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_does_not_act_and_reads_back() {
        let name = "a\u{1b}[31m\u{9b}2J\u{202e}\u{e0041}\u{7}é👩‍🔬";
        let json = serde_json::to_string(name).unwrap();
        let shown = harmless(&json);
        assert!(!shown.chars().any(|c| c.is_control() || acts(c)), "{shown}");
        assert_eq!(serde_json::from_str::<String>(&shown).unwrap(), name);
        assert!(shown.contains("é👩‍🔬"));
    }
}
