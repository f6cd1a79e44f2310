//! What a single, complete sequence means as a key. The common encodings are read by `terminput`;
//! what it does not know (rxvt, keypads, xterm's `modifyOtherKeys`) is put into words it knows, and
//! what is no key at all (mouse and focus reports, answers to queries) gives nothing.

use terminput::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::input::{Mouse, Press};
use crate::app::keys::{Code, Key};

/// The key of a control character.
pub(super) fn control(c: u8) -> Option<Key> {
    let ctrl = |c: u8| Key {
        ctrl: true,
        ..Key::char(char::from(c))
    };
    Some(match c {
        b'\r' | b'\n' => Key::plain(Code::Enter),
        b'\t' => Key::plain(Code::Tab),
        0x08 | 0x7f => Key::plain(Code::Backspace),
        0 => ctrl(b' '),
        1..=26 => ctrl(c - 1 + b'a'),
        // Ctrl with \ ] ^ _
        0x1c..=0x1f => ctrl(c - 0x1c + b'\\'),
        _ => return None,
    })
}

/// The key of a control sequence, given without its `ESC [`.
pub(super) fn csi(sequence: &[u8]) -> Option<Key> {
    let (last, params) = sequence.split_last()?;
    let digits = !params.is_empty() && params.iter().all(u8::is_ascii_digit);
    let number = std::str::from_utf8(params).ok()?;
    match last {
        b'u' if params.first()?.is_ascii_digit() => parse(&format!("{number}u")),
        b'~' => match number
            .strip_prefix("27;")
            .and_then(|rest| rest.split_once(';'))
        {
            // xterm: CSI 27 ; modifiers ; character ~
            Some((modifiers, c)) => parse(&format!("{c};{modifiers}u")),
            None => parse(&format!("{number}~")),
        },
        // rxvt: Shift, Ctrl, both
        b'$' if digits => parse(&format!("{number};2~")),
        b'^' if digits => parse(&format!("{number};5~")),
        b'@' if digits => parse(&format!("{number};6~")),
        b'a'..=b'd' if params.is_empty() => arrow(*last).map(|key| Key { shift: true, ..key }),
        b'Z' => Some(Key {
            shift: true,
            ..Key::plain(Code::Tab)
        }),
        // Other first numbers than 1 make these answers (where the cursor is), not keys.
        b'A'..=b'D' | b'F' | b'H' | b'P'..=b'S' if params.len() < 2 || number.starts_with("1;") => {
            parse(&format!("{number}{}", char::from(*last)))
        }
        _ => None,
    }
}

/// A mouse report with plain numbers (`<` button ; column ; row, both from 1, then `M` for down and
/// `m` for up).
pub(super) fn mouse(sequence: &[u8]) -> Option<Mouse> {
    let text = std::str::from_utf8(sequence).ok()?;
    let numbers = text.strip_prefix('<')?.strip_suffix('M')?;
    let mut numbers = numbers.split(';').map(|n| n.parse::<u16>().ok());
    let (Some(button), Some(x), Some(y), None) = (
        numbers.next()?,
        numbers.next()?,
        numbers.next()?,
        numbers.next(),
    ) else {
        return None;
    };
    // Shift, Alt and Ctrl held say nothing here.
    let press = match button & !0b1_1100 {
        0 => Press::Click,
        64 => Press::WheelUp,
        65 => Press::WheelDown,
        _ => return None,
    };
    Some(Mouse {
        press,
        x: x.checked_sub(1)?,
        y: y.checked_sub(1)?,
    })
}

/// The key of a sequence in application mode, given without its `ESC O`.
pub(super) fn ss3(sequence: &[u8]) -> Option<Key> {
    let (last, params) = sequence.split_last()?;
    match last {
        b'A'..=b'D' | b'F' | b'H' | b'P'..=b'S' if params.is_empty() => csi(&[*last]),
        b'A'..=b'D' | b'F' | b'H' | b'P'..=b'S' => {
            // Only the last number says which modifiers.
            let modifiers = std::str::from_utf8(params).ok()?.rsplit(';').next()?;
            parse(&format!("1;{modifiers}{}", char::from(*last)))
        }
        _ if !params.is_empty() => None,
        b'a'..=b'd' => arrow(*last).map(|key| Key { ctrl: true, ..key }),
        b'M' => Some(Key::plain(Code::Enter)),
        b'I' => Some(Key::plain(Code::Tab)),
        b'X' => Some(Key::char('=')),
        // The number block: * + , - . / 0 to 9.
        b'j'..=b'y' => Some(Key::char(char::from(last - b'j' + b'*'))),
        _ => None,
    }
}

/// rxvt's arrows with a modifier.
fn arrow(letter: u8) -> Option<Key> {
    csi(&[letter.to_ascii_uppercase()])
}

/// Asks the library about a sequence. Only keys get here: its mouse arithmetic can overflow.
fn parse(sequence: &str) -> Option<Key> {
    match Event::parse_from(format!("\x1b[{sequence}").as_bytes()) {
        Ok(Some(Event::Key(event))) => key(event),
        _ => None,
    }
}

/// Our key for the library's. Releases are none, nor is anything with a modifier we have no name
/// for.
fn key(event: KeyEvent) -> Option<Key> {
    let held = event.modifiers;
    if event.kind == KeyEventKind::Release
        || held.intersects(KeyModifiers::SUPER | KeyModifiers::HYPER | KeyModifiers::META)
    {
        return None;
    }
    let code = match event.code {
        KeyCode::Char(c) if c.is_control() => return control(u8::try_from(c).ok()?),
        KeyCode::Char(c) => Code::Char(c),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab => Code::Tab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PgUp,
        KeyCode::PageDown => Code::PgDn,
        KeyCode::F(n @ 1..=12) => Code::F(n),
        _ => return None,
    };
    let key = Key {
        code,
        ctrl: held.contains(KeyModifiers::CTRL),
        alt: held.contains(KeyModifiers::ALT),
        shift: held.contains(KeyModifiers::SHIFT),
    };
    Some(settle(key))
}

/// Characters say themselves whether Shift was held; with Ctrl their case says nothing.
fn settle(key: Key) -> Key {
    let Code::Char(c) = key.code else { return key };
    let c = if key.ctrl {
        c.to_ascii_lowercase()
    } else if key.shift {
        let mut upper = c.to_uppercase();
        match (upper.next(), upper.next()) {
            (Some(one), None) => one,
            _ => c,
        }
    } else {
        c
    };
    Key {
        code: Code::Char(c),
        shift: false,
        ..key
    }
}
