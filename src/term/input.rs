//! From the bytes a terminal sends to keys and pastes. Pure: bytes in, in any split, inputs out; no
//! clock and no device, so that every encoding is a line in a table of tests. Framing is ours (a
//! sequence is taken whole or dropped whole, a paste ends by itself), the meaning of single
//! sequences is in `sequence`.

use std::time::Duration;

use super::sequence;
use crate::app::keys::{Code, Key};

/// What the terminal has to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A key was pressed, or repeats.
    Key(Key),
    /// Text came in as a whole; line ends are `\n`, other control characters but tabs are gone.
    Paste(String),
    /// The window has this many columns and rows now.
    Resize(u16, u16),
    /// The mouse was used.
    Mouse(Mouse),
    /// The program was stopped and goes on (`fg`): everything is drawn anew.
    Continued,
}

/// What was done with the mouse, and in which cell, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mouse {
    /// What was done.
    pub press: Press,
    /// Column.
    pub x: u16,
    /// Row.
    pub y: u16,
}

/// What can be done with a mouse. Other buttons are the terminal's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Press {
    /// The first button went down.
    Click,
    /// The wheel turned away from the user.
    WheelUp,
    /// And towards.
    WheelDown,
}

/// Bytes of one paste; what is longer is cut off here.
pub const MAX_PASTE: usize = 32 << 20;

/// How long Esc alone may still become an arrow key.
const ESC_WAIT: Duration = Duration::from_millis(30);
/// How long the rest of a begun sequence or character may take.
const REST_WAIT: Duration = Duration::from_millis(500);
/// How long a paste may fall silent before it counts as ended.
const PASTE_WAIT: Duration = Duration::from_secs(1);

const ESC: u8 = 0x1b;
const PASTE_END: &[u8] = b"\x1b[201~";
/// A control sequence longer than this is noise.
const LONGEST_CSI: usize = 256;
/// An answer (colour, version, …) longer than this is noise.
const LONGEST_STRING: usize = 16 << 10;

/// What stands at the start of the bytes.
enum Token {
    /// Nothing whole yet.
    More,
    /// So many bytes that mean nothing here.
    Skip(usize),
    /// So many bytes, one key.
    Key(usize, Key),
    /// So many bytes, the mouse.
    Mouse(usize, Mouse),
    /// So many bytes, then a paste.
    Paste(usize),
}

impl Token {
    fn of(len: usize, key: Option<Key>) -> Self {
        key.map_or(Self::Skip(len), |key| Self::Key(len, key))
    }
}

/// Turns bytes into inputs.
#[derive(Debug, Default)]
pub struct Decoder {
    /// The start of a sequence or character whose rest has not come yet.
    rest: Vec<u8>,
    /// The paste under way.
    paste: Option<Vec<u8>>,
}

impl Decoder {
    /// Takes bytes as they come and gives what they complete.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Input> {
        let mut out = Vec::new();
        let mut bytes = bytes.to_vec();
        if self.paste.is_none() && !self.rest.is_empty() {
            self.rest.append(&mut bytes);
            bytes = std::mem::take(&mut self.rest);
        }
        loop {
            if let Some(paste) = self.paste.as_mut() {
                let Some(after) = fill(paste, &bytes) else {
                    return out;
                };
                self.end_paste(&mut out);
                bytes = after;
            }
            let at = self.keys(&bytes, &mut out);
            bytes.drain(..at);
            if self.paste.is_none() {
                self.rest = bytes;
                return out;
            }
        }
    }

    /// Reads keys up to a paste or to the end of what is whole; returns how far it came.
    fn keys(&mut self, bytes: &[u8], out: &mut Vec<Input>) -> usize {
        let mut at = 0;
        while let Some(left) = bytes.get(at..) {
            match token(left) {
                Token::More => break,
                Token::Skip(n) => at += n,
                Token::Key(n, key) => {
                    at += n;
                    out.push(Input::Key(key));
                }
                Token::Mouse(n, mouse) => {
                    at += n;
                    out.push(Input::Mouse(mouse));
                }
                Token::Paste(n) => {
                    self.paste = Some(Vec::new());
                    return at + n;
                }
            }
        }
        at
    }

    /// How long to wait for more bytes before `flush`; `None` when nothing is open.
    pub fn patience(&self) -> Option<Duration> {
        match self.rest.as_slice() {
            _ if self.paste.is_some() => Some(PASTE_WAIT),
            [] => None,
            rest if cut_short(rest).is_some() => Some(ESC_WAIT),
            _ => Some(REST_WAIT),
        }
    }

    /// No byte has come for `silent`: what was left open for its patience ends now. Esc alone is
    /// the key, a paste is what came of it, half a sequence is dropped.
    pub fn flush(&mut self, silent: Duration) -> Vec<Input> {
        if self.patience().is_none_or(|patience| silent < patience) {
            return Vec::new();
        }
        let mut out = Vec::new();
        self.end_paste(&mut out);
        let keys = cut_short(&self.rest).into_iter().flatten();
        out.extend(keys.map(Input::Key));
        self.rest.clear();
        out
    }

    fn end_paste(&mut self, out: &mut Vec<Input>) {
        let Some(mut bytes) = self.paste.take() else {
            return;
        };
        bytes.truncate(MAX_PASTE);
        let text = text(&bytes);
        if !text.is_empty() {
            out.push(Input::Paste(text));
        }
    }
}

/// Adds to a paste; when its end is there, cuts it off and gives the bytes behind it.
fn fill(paste: &mut Vec<u8>, bytes: &[u8]) -> Option<Vec<u8>> {
    let from = paste.len().saturating_sub(PASTE_END.len() - 1);
    paste.extend_from_slice(bytes);
    if let Some(at) = memchr::memmem::find(paste.get(from..)?, PASTE_END) {
        let after = paste.get(from + at + PASTE_END.len()..)?.to_vec();
        paste.truncate(from + at);
        return Some(after);
    }
    // Too long: what is past the limit only serves to find the end.
    let tail = paste.len().saturating_sub(PASTE_END.len() - 1);
    if tail > MAX_PASTE {
        paste.drain(MAX_PASTE..tail);
    }
    None
}

/// The text of a paste: what is no UTF-8 is dropped, line ends become `\n`, other control
/// characters but tabs go.
fn text(bytes: &[u8]) -> String {
    // A paste that stopped inside its end mark.
    let marks = (1..PASTE_END.len())
        .rev()
        .filter_map(|n| PASTE_END.get(..n));
    let bytes = marks
        .clone()
        .find_map(|mark| bytes.strip_suffix(mark))
        .unwrap_or(bytes);
    let mut text = String::with_capacity(bytes.len());
    let mut after_cr = false;
    for c in bytes.utf8_chunks().flat_map(|chunk| chunk.valid().chars()) {
        match c {
            '\n' if after_cr => {}
            '\r' | '\n' => text.push('\n'),
            '\t' => text.push('\t'),
            c if c.is_control() => {}
            c => text.push(c),
        }
        after_cr = c == '\r';
    }
    text
}

/// The keys that bytes mean when nothing follows them, if they can end here.
fn cut_short(rest: &[u8]) -> Option<Vec<Key>> {
    let esc = Key::plain(Code::Esc);
    let alt = |c: &u8| Key {
        alt: true,
        ..Key::char(char::from(*c))
    };
    match rest {
        [ESC] => Some(vec![esc]),
        [ESC, ESC] => Some(vec![esc, esc]),
        [ESC, c @ (b'[' | b'O' | b']' | b'P' | b'_')] => Some(vec![alt(c)]),
        [ESC, ESC, c @ (b'[' | b'O')] => Some(vec![esc, alt(c)]),
        _ => None,
    }
}

/// Reads one key, or one thing to skip.
fn token(bytes: &[u8]) -> Token {
    match bytes {
        [] | [ESC] => Token::More,
        [ESC, b'[', rest @ ..] => csi(rest),
        [ESC, b'O', rest @ ..] => ss3(rest),
        [ESC, kind @ (b']' | b'P' | b'_'), rest @ ..] => string(*kind, rest),
        [ESC, rest @ ..] if rest.first() == Some(&ESC) => twice(rest),
        [ESC, rest @ ..] => match token(rest) {
            Token::Key(n, key) => Token::Key(n + 1, Key { alt: true, ..key }),
            Token::Skip(n) | Token::Paste(n) | Token::Mouse(n, _) => Token::Skip(n + 1),
            Token::More => Token::More,
        },
        [c @ (0..=0x1f | 0x7f), ..] => Token::of(1, sequence::control(*c)),
        _ => character(bytes),
    }
}

/// Esc before an escape sequence: Alt with the key (rxvt, PuTTY, macOS Terminal), else Esc by
/// itself.
fn twice(rest: &[u8]) -> Token {
    let esc = Token::Key(1, Key::plain(Code::Esc));
    match rest {
        [ESC] => Token::More,
        [ESC, b'[' | b'O', ..] => match token(rest) {
            Token::Key(n, key) => Token::Key(n + 1, Key { alt: true, ..key }),
            Token::More => Token::More,
            Token::Skip(_) | Token::Paste(_) | Token::Mouse(..) => esc,
        },
        _ => esc,
    }
}

/// A control sequence, after `ESC [`.
fn csi(rest: &[u8]) -> Token {
    match rest {
        [] | [b'['] => return Token::More,
        // The Linux console's F1 to F5.
        [b'[', c @ b'A'..=b'E', ..] => return Token::Key(4, Key::plain(Code::F(c - b'A' + 1))),
        [b'[', ..] => return Token::Skip(3),
        // A mouse report of the oldest kind carries three bytes behind its final one.
        [b'M', coordinates @ ..] => {
            return match coordinates.iter().take(3).position(|c| *c < 0x20) {
                Some(broken) => Token::Skip(3 + broken),
                None if coordinates.len() < 3 => Token::More,
                None => Token::Skip(6),
            };
        }
        _ => {}
    }
    for (i, c) in rest.iter().enumerate().take(LONGEST_CSI) {
        let len = i + 3;
        let whole = || rest.get(..=i).unwrap_or_default();
        match c {
            // rxvt ends keys with Shift in `$`, which elsewhere stands before the final byte.
            b'$' if i > 0 && whole().iter().take(i).all(u8::is_ascii_digit) => {
                return Token::of(len, sequence::csi(whole()));
            }
            0x20..=0x3f => {}
            b'~' if whole() == b"200~" => return Token::Paste(len),
            b'M' | b'm' if rest.first() == Some(&b'<') => {
                return sequence::mouse(whole())
                    .map_or(Token::Skip(len), |mouse| Token::Mouse(len, mouse));
            }
            0x40..=0x7e => return Token::of(len, sequence::csi(whole())),
            _ if i == 0 => {
                return Token::Key(
                    2,
                    Key {
                        alt: true,
                        ..Key::char('[')
                    },
                );
            }
            // Broken off: what broke it is read anew.
            _ => return Token::Skip(len - 1),
        }
    }
    if rest.len() < LONGEST_CSI {
        Token::More
    } else {
        Token::Skip(LONGEST_CSI + 2)
    }
}

/// A key in application mode, after `ESC O`.
fn ss3(rest: &[u8]) -> Token {
    let params = rest
        .iter()
        .take(8)
        .take_while(|c| c.is_ascii_digit() || **c == b';')
        .count();
    match rest.get(params) {
        None => Token::More,
        Some(0x40..=0x7e) => Token::of(params + 3, rest.get(..=params).and_then(sequence::ss3)),
        Some(_) if params == 0 => Token::Key(
            2,
            Key {
                alt: true,
                ..Key::char('O')
            },
        ),
        Some(_) => Token::Skip(params + 2),
    }
}

/// An answer of the terminal that carries text, after `ESC ]`, `ESC P` or `ESC _`: skipped to its
/// end.
fn string(kind: u8, rest: &[u8]) -> Token {
    for (i, c) in rest.iter().enumerate().take(LONGEST_STRING) {
        match (c, rest.get(i + 1)) {
            (0x07, _) => return Token::Skip(i + 3),
            (&ESC, None) => return Token::More,
            (&ESC, Some(b'\\')) => return Token::Skip(i + 4),
            (0..=0x1f, _) if i == 0 => {
                return Token::Key(
                    2,
                    Key {
                        alt: true,
                        ..Key::char(char::from(kind))
                    },
                );
            }
            (0..=0x1f, _) => return Token::Skip(i + 2),
            _ => {}
        }
    }
    if rest.len() < LONGEST_STRING {
        Token::More
    } else {
        Token::Skip(LONGEST_STRING + 2)
    }
}

/// One character of UTF-8; what is none is dropped byte by byte.
fn character(bytes: &[u8]) -> Token {
    let len = match bytes.first() {
        Some(0x20..=0x7e) => 1,
        Some(0xc2..=0xdf) => 2,
        Some(0xe0..=0xef) => 3,
        Some(0xf0..=0xf4) => 4,
        _ => return Token::Skip(1),
    };
    let taken = bytes.get(..len).unwrap_or(bytes);
    match std::str::from_utf8(taken) {
        Ok(text) => Token::of(
            len,
            text.chars()
                .next()
                .filter(|c| !c.is_control())
                .map(Key::char),
        ),
        Err(e) if e.error_len().is_none() => Token::More,
        Err(e) => Token::Skip(e.error_len().unwrap_or(1)),
    }
}

/// Whether inputs found waiting in one read look like a paste in a terminal that does not frame
/// pastes: more than 8 printable characters, not all the same (a held key is).
pub fn is_burst(inputs: &[Input]) -> bool {
    let mut typed = inputs.iter().filter_map(|input| match input {
        Input::Key(key) => key.typed(),
        _ => None,
    });
    let Some(first) = typed.next() else {
        return false;
    };
    let (count, same) = typed.fold((1, true), |(n, same), c| (n + 1, same && c == first));
    count > 8 && !same
}

/// Reads a burst as the paste it is: its characters, line ends and tabs are text, keys that are
/// none are dropped (they were control characters in somebody's text, not commands).
pub fn burst_to_paste(inputs: Vec<Input>) -> Vec<Input> {
    let mut text = String::new();
    let mut rest = Vec::new();
    for input in inputs {
        match input {
            Input::Key(Key {
                code: Code::Enter, ..
            }) => text.push('\n'),
            Input::Key(Key {
                code: Code::Tab, ..
            }) => text.push('\t'),
            Input::Key(key) => text.extend(key.typed()),
            Input::Paste(more) => text.push_str(&more),
            other => rest.push(other),
        }
    }
    rest.push(Input::Paste(text));
    rest
}

#[cfg(test)]
#[path = "input_tests.rs"]
mod tests;
