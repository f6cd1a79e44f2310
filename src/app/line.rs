//! A line of text being typed: a thin coat over `tui-input` that speaks our keys, takes pasted
//! text, and can take typing back.

use ratatui_textarea::{CursorMove, TextArea, WrapMode};
use tui_input::{Input, InputRequest};
use unicode_segmentation::UnicodeSegmentation;

use super::keys::{Code, Key};

/// How many states of a line typing can be taken back to.
const UNDO_DEPTH: usize = 200;

/// A one-line text field.
#[derive(Debug, Clone, Default)]
pub struct TextField {
    input: Input,
    undo: Vec<String>,
}

impl TextField {
    /// A field with text, the caret at its end.
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            input: Input::new(text.into()),
            undo: Vec::new(),
        }
    }

    /// A field with text, the caret between its two parts.
    pub fn around(before: &str, after: &str) -> Self {
        let caret = before.chars().count();
        Self {
            input: Input::new(format!("{before}{after}")).with_cursor(caret),
            undo: Vec::new(),
        }
    }

    /// The text.
    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// Nothing but spaces.
    pub fn is_blank(&self) -> bool {
        self.text().trim().is_empty()
    }

    /// How many cells stand before the caret.
    pub fn caret(&self) -> usize {
        self.input.visual_cursor()
    }

    /// How many cells are scrolled away to the left in a field that wide.
    pub fn scroll(&self, width: usize) -> usize {
        self.input.visual_scroll(width)
    }

    /// Replaces the text, with the caret at its end.
    pub fn set(&mut self, text: impl Into<String>) {
        self.remember();
        self.input = Input::new(text.into());
    }

    /// Types text at the caret: line breaks become spaces, control characters go.
    pub fn paste(&mut self, text: &str) {
        self.remember();
        let clean: String = text
            .replace("\r\n", " ")
            .replace(['\n', '\r', '\t'], " ")
            .chars()
            .filter(|c| !c.is_control())
            .collect();
        let (before, after) = self.halves();
        let caret = self.input.cursor() + clean.chars().count();
        self.input = Input::new(before + &clean + &after).with_cursor(caret);
    }

    /// The text before and after the caret.
    fn halves(&self) -> (String, String) {
        let before = self.text().chars().take(self.input.cursor()).collect();
        (
            before,
            self.text().chars().skip(self.input.cursor()).collect(),
        )
    }

    fn remember(&mut self) {
        if self.undo.last().map(String::as_str) != Some(self.text()) {
            self.undo.push(self.text().to_string());
            if self.undo.len() > UNDO_DEPTH {
                self.undo.remove(0);
            }
        }
    }

    /// Handles an editing key; false when the key is none.
    pub fn key(&mut self, key: Key) -> bool {
        if key
            == (Key {
                ctrl: true,
                ..Key::char('z')
            })
        {
            if let Some(text) = self.undo.pop() {
                self.input = Input::new(text);
            }
            return true;
        }
        if key
            == (Key {
                ctrl: true,
                ..Key::char('u')
            })
        {
            self.remember();
            let (_, after) = self.halves();
            self.input = Input::new(after).with_cursor(0);
            return true;
        }
        let Some(request) = request(key) else {
            return false;
        };
        let moves = matches!(
            request,
            InputRequest::GoToPrevChar
                | InputRequest::GoToNextChar
                | InputRequest::GoToStart
                | InputRequest::GoToEnd
        );
        if !moves {
            self.remember();
        }
        self.input.handle(request);
        true
    }
}

fn request(key: Key) -> Option<InputRequest> {
    if let Some(c) = key.typed() {
        return Some(InputRequest::InsertChar(c));
    }
    Some(match (key.code, key.ctrl) {
        (Code::Backspace, false) => InputRequest::DeletePrevChar,
        (Code::Backspace, true) | (Code::Char('w'), true) => InputRequest::DeletePrevWord,
        (Code::Delete, _) => InputRequest::DeleteNextChar,
        (Code::Left, false) => InputRequest::GoToPrevChar,
        (Code::Right, false) => InputRequest::GoToNextChar,
        (Code::Left, true) => InputRequest::GoToPrevWord,
        (Code::Right, true) => InputRequest::GoToNextWord,
        (Code::Home, _) | (Code::Char('a'), true) => InputRequest::GoToStart,
        (Code::End, _) | (Code::Char('e'), true) => InputRequest::GoToEnd,
        _ => return None,
    })
}

/// A text of several lines: a coat over `ratatui-textarea`, with its cursor drawn by the terminal.
#[derive(Clone)]
pub struct TextEditor {
    /// The editor; drawing hands it to its widget.
    pub area: TextArea<'static>,
}

impl std::fmt::Debug for TextEditor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("TextEditor").field(&self.text()).finish()
    }
}

impl TextEditor {
    /// An editor over a text, the caret at its end.
    pub fn new(text: &str) -> Self {
        let mut area = TextArea::new(text.split('\n').map(str::to_string).collect());
        area.set_wrap_mode(WrapMode::WordOrGlyph);
        area.set_cursor_style(Default::default());
        area.set_cursor_line_style(Default::default());
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        Self { area }
    }

    /// The text.
    pub fn text(&self) -> String {
        self.area.lines().join("\n")
    }

    /// Types text at the caret; its lines stay.
    pub fn paste(&mut self, text: &str) {
        let clean: String = text
            .replace("\r\n", "\n")
            .replace('\r', "\n")
            .chars()
            .filter(|c| *c == '\n' || *c == '\t' || !c.is_control())
            .collect();
        self.area.insert_str(clean);
    }

    /// TextField and column of the caret, in characters.
    pub fn caret(&self) -> (usize, usize) {
        let ratatui_textarea::DataCursor(row, column) = self.area.cursor();
        (row, column)
    }

    /// Puts the caret on a line and column, in characters.
    pub fn jump(&mut self, row: usize, column: usize) {
        let cell = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        self.area
            .move_cursor(CursorMove::Jump(cell(row), cell(column)));
    }

    /// Removes characters after the caret.
    pub fn take(&mut self, characters: usize) {
        self.area.delete_str(characters);
    }

    /// Another text in place of this one; typing can still be taken back.
    pub fn replace(&mut self, text: &str) {
        self.area.select_all();
        self.area.cut();
        self.area.insert_str(text);
    }

    /// On the first or last line, where Up and Down leave the field.
    pub fn at_edge(&self, up: bool) -> bool {
        let row = self.area.cursor().0;
        if up {
            row == 0
        } else {
            row + 1 >= self.area.lines().len()
        }
    }

    /// Handles an editing key; false when the key is none.
    pub fn key(&mut self, key: Key) -> bool {
        match (key.code, key.ctrl) {
            (Code::Char(c), false) if !key.alt => self.area.insert_char(c),
            (Code::Enter, _) => self.area.insert_newline(),
            (Code::Backspace, false) => self.backspace(),
            (Code::Backspace, true) | (Code::Char('w'), true) => drop(self.area.delete_word()),
            (Code::Delete, _) => drop(self.area.delete_next_char()),
            (Code::Left, false) => self.area.move_cursor(CursorMove::Back),
            (Code::Right, false) => self.area.move_cursor(CursorMove::Forward),
            (Code::Left, true) => self.area.move_cursor(CursorMove::WordBack),
            (Code::Right, true) => self.area.move_cursor(CursorMove::WordForward),
            (Code::Up, _) => self.area.move_cursor(CursorMove::Up),
            (Code::Down, _) => self.area.move_cursor(CursorMove::Down),
            (Code::Home, _) | (Code::Char('a'), true) => self.area.move_cursor(CursorMove::Head),
            (Code::End, _) | (Code::Char('e'), true) => self.area.move_cursor(CursorMove::End),
            (Code::Char('u'), true) => drop(self.area.delete_line_by_head()),
            (Code::Char('z'), true) => drop(self.area.undo()),
            _ => return false,
        }
        true
    }

    /// Removes a whole character as people see it; the widget alone would take one code point of
    /// it.
    fn backspace(&mut self) {
        let ratatui_textarea::DataCursor(row, col) = self.area.cursor();
        let before: String = self
            .area
            .lines()
            .get(row)
            .map_or_else(String::new, |l| l.chars().take(col).collect());
        match before
            .graphemes(true)
            .next_back()
            .map(|g| g.chars().count())
        {
            Some(chars) if chars > 1 => {
                for _ in 0..chars {
                    self.area.move_cursor(CursorMove::Back);
                }
                self.area.delete_str(chars);
            }
            _ => drop(self.area.delete_char()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(keys: &[&str]) -> TextField {
        let mut line = TextField::default();
        for key in keys {
            assert!(line.key(Key::parse(key).unwrap()), "{key}");
        }
        line
    }

    #[test]
    fn a_backspace_removes_a_whole_character_as_people_see_it() {
        let mut line = TextField::new("tea 👩‍🔬");
        line.key(Key::plain(Code::Backspace));
        assert_eq!(line.text(), "tea ");
        let mut accent = TextField::new("e\u{301}");
        accent.key(Key::plain(Code::Backspace));
        assert_eq!(accent.text(), "");
    }

    #[test]
    fn typing_can_be_taken_back() {
        let mut line = typed(&["a", "b", "Ctrl+U"]);
        assert_eq!(line.text(), "");
        line.key(Key::parse("Ctrl+Z").unwrap());
        assert_eq!(line.text(), "ab");
    }

    #[test]
    fn pasted_lines_become_one() {
        let mut line = TextField::default();
        line.paste("one\r\ntwo\x1b[31m");
        assert_eq!(line.text(), "one two[31m");
    }
}
