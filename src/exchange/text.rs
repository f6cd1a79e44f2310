//! Bytes to text. Spreadsheets come as UTF-8, as UTF-16 with and without a mark, and in the code
//! page of somebody's Windows; the guess is told and can be overruled. Nothing here fails on bad
//! bytes: their lines are remembered so that only the records on them are refused.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::limits::{Limits, Refused};

/// A file as text.
#[derive(Debug, Clone)]
pub struct Text {
    /// The text, without byte order mark and without NULs.
    pub text: String,
    /// The encoding's name, as shown.
    pub encoding: &'static str,
    /// Whether it was guessed from the bytes rather than said by a mark or by the user, or plain
    /// valid UTF-8.
    pub guessed: bool,
    /// Lines that hold bytes which are no text in this encoding, from 1, ascending.
    pub bad_lines: Vec<u32>,
    /// Lines from which NULs were taken out.
    pub nul_lines: Vec<u32>,
}

/// How many bytes a guess looks at.
const SAMPLE: usize = 64 << 10;

/// What a file is when it is not text: how it begins, "a" or "an", its name.
const MAGIC: &[(&[u8], &str, &str)] = &[
    (b"\x89PNG", "a", "png"),
    (b"\xff\xd8\xff", "a", "jpeg"),
    (b"GIF8", "a", "gif"),
    (b"%PDF", "a", "pdf"),
    (b"\xd0\xcf\x11\xe0", "an", "old Office (xls, doc)"),
    (b"\x1f\x8b", "a", "gzip"),
    (b"SQLite format 3\0", "an", "SQLite database"),
    (b"7z\xbc\xaf\x27\x1c", "a", "7z"),
    (b"Rar!", "a", "rar"),
    (b"{\\rtf", "an", "rtf"),
    (b"\x7fELF", "a", "program"),
    (b"MZ\x90", "a", "program"),
    (b"RIFF", "a", "media"),
    (b"OggS", "a", "media"),
    (b"ID3", "an", "mp3"),
];

/// Kinds of zip archive: a name that stands inside, "a" or "an", what it then is.
const ZIPS: &[(&[u8], &str, &str)] = &[
    (b"xl/", "an", "xlsx"),
    (b"opendocument.spreadsheet", "an", "ods"),
    (b"word/", "a", "docx"),
    (b"Index/", "a", "Numbers"),
];

/// What the bytes are when they are a workbook: "xlsx", "xls" or "ods". For callers that choose the
/// reader.
pub fn workbook_kind(bytes: &[u8]) -> Option<&'static str> {
    match binary(bytes)? {
        (_, "xlsx") => Some("xlsx"),
        (_, "ods") => Some("ods"),
        (_, name) if name.starts_with("old Office") => Some("xls"),
        _ => None,
    }
}

fn binary(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    if bytes.starts_with(b"PK\x03\x04") {
        let head = bytes.get(..SAMPLE).unwrap_or(bytes);
        let tail = bytes
            .get(bytes.len().saturating_sub(SAMPLE)..)
            .unwrap_or(bytes);
        let inside = |name: &[u8]| {
            [head, tail]
                .iter()
                .any(|part| memchr::memmem::find(part, name).is_some())
        };
        let found = ZIPS.iter().find(|(name, ..)| inside(name));
        return Some(
            found.map_or(("an", "xlsx (or another zip)"), |(_, article, kind)| {
                (*article, *kind)
            }),
        );
    }
    MAGIC
        .iter()
        .find(|(magic, ..)| bytes.starts_with(magic))
        .map(|(_, article, kind)| (*article, *kind))
}

/// Reads bytes as text. `said` is the encoding the user names, by any of its usual names.
pub fn read(bytes: &[u8], said: Option<&str>, limits: &Limits) -> Result<Text, Refused> {
    if bytes.is_empty() {
        return Err(Refused::Empty);
    }
    if bytes.len() > limits.file {
        return Err(Refused::TooBig {
            found: bytes.len(),
            limit: limits.file,
        });
    }
    if let Some((article, kind)) = binary(bytes) {
        let advice = match kind {
            "xlsx" | "ods" | "xlsx (or another zip)" => {
                ": name it .xlsx or .ods and import it again"
            }
            "Numbers" => ": export it as CSV in Numbers",
            "old Office (xls, doc)" => ": name it .xls and import it again, or save it as CSV",
            "pdf" => ": a table in a PDF cannot be read",
            _ => "",
        };
        return Err(Refused::Binary {
            article,
            kind,
            advice,
        });
    }
    let (encoding, skip, guessed) = match said {
        Some(name) => (named(name)?, mark(bytes).map_or(0, |(_, len)| len), false),
        None => guess(bytes),
    };
    let body = bytes.get(skip..).unwrap_or(&[]);
    let text = decode(body, encoding, guessed);
    let strange = text
        .text
        .bytes()
        .filter(|b| *b < b' ' && !matches!(b, b'\n' | b'\r' | b'\t' | 0x1b))
        .count();
    if strange > 32 && strange > text.text.len() / 10 {
        return Err(Refused::NotText);
    }
    if text.text.trim().is_empty() {
        return Err(Refused::Empty);
    }
    Ok(text)
}

/// Encodings to offer when the guess looks wrong, in the order a key goes through them.
pub const OFFERED: &[&str] = &[
    "UTF-8",
    "windows-1252",
    "windows-1250",
    "windows-1251",
    "UTF-16LE",
    "UTF-16BE",
    "macintosh",
    "Shift_JIS",
    "GBK",
];

fn named(name: &str) -> Result<&'static Encoding, Refused> {
    Encoding::for_label(name.trim().as_bytes()).ok_or_else(|| Refused::Encoding(name.into()))
}

fn mark(bytes: &[u8]) -> Option<(&'static Encoding, usize)> {
    Encoding::for_bom(bytes)
}

/// The encoding, the length of its mark, and whether it is only a guess.
fn guess(bytes: &[u8]) -> (&'static Encoding, usize, bool) {
    if let Some((encoding, len)) = mark(bytes) {
        return (encoding, len, false);
    }
    let head = bytes.get(..SAMPLE).unwrap_or(bytes);
    if let Some(wide) = wide(head) {
        return (wide, 0, true);
    }
    let (good, bad) = utf8_lines(bytes);
    // One line pasted from elsewhere does not make a UTF-8 file a Windows file; no UTF-8 letter
    // anywhere does.
    if bad == 0 || (good > 0 && good >= bad) {
        (UTF_8, 0, bad > 0)
    } else {
        (code_page(bytes), 0, true)
    }
}

/// UTF-16 without a mark: nearly every second byte is NUL, always the same one.
fn wide(head: &[u8]) -> Option<&'static Encoding> {
    let pairs = head.len() / 2;
    let zeros = |from: usize| {
        head.iter()
            .skip(from)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    if pairs < 2 {
        None
    } else if odd * 2 > pairs && even * 20 < pairs {
        Some(UTF_16LE)
    } else if even * 2 > pairs && odd * 20 < pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// How many lines hold letters beyond ASCII that are valid UTF-8, and how many hold bytes that are
/// not.
fn utf8_lines(bytes: &[u8]) -> (usize, usize) {
    if std::str::from_utf8(bytes).is_ok() {
        return (0, 0);
    }
    bytes
        .split(|b| *b == b'\n')
        .filter(|line| !line.is_ascii())
        .fold((0, 0), |(good, bad), line| {
            if std::str::from_utf8(line).is_ok() {
                (good + 1, bad)
            } else {
                (good, bad + 1)
            }
        })
}

/// Windows-1252, unless the bytes clearly are of another script: western code pages cannot be told
/// apart by so little text as a column of names, and a wrong guess among them is worse than the
/// usual one.
fn code_page(bytes: &[u8]) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes.get(..SAMPLE).unwrap_or(bytes), true);
    let found = detector.guess(None, chardetng::Utf8Detection::Deny);
    let other_script = [
        "Shift_JIS",
        "EUC-JP",
        "EUC-KR",
        "GBK",
        "Big5",
        "windows-1251",
        "KOI8-U",
    ];
    let high = bytes.iter().filter(|b| **b >= 0x80).count();
    if high > 40 && other_script.contains(&found.name()) {
        found
    } else {
        WINDOWS_1252
    }
}

fn decode(body: &[u8], encoding: &'static Encoding, guessed: bool) -> Text {
    let mut bad_lines = Vec::new();
    let mut text = if encoding == UTF_8 {
        utf8(body, &mut bad_lines)
    } else {
        let (text, had_errors) = encoding.decode_without_bom_handling(body);
        if had_errors {
            bad_lines = lines_with(&text, '\u{fffd}');
        }
        text.into_owned()
    };
    let mut nul_lines = Vec::new();
    if memchr::memchr(0, text.as_bytes()).is_some() {
        nul_lines = lines_with(&text, '\0');
        text.retain(|c| c != '\0');
    }
    Text {
        text,
        encoding: encoding.name(),
        guessed,
        bad_lines,
        nul_lines,
    }
}

/// Text of bytes that are mostly UTF-8, and the lines where they are not.
fn utf8(body: &[u8], bad_lines: &mut Vec<u32>) -> String {
    let mut out = String::with_capacity(body.len());
    let mut lines = LineCounter::new(body);
    for chunk in body.utf8_chunks() {
        out.push_str(chunk.valid());
        lines.pass(chunk.valid());
        if !chunk.invalid().is_empty() {
            out.push('\u{fffd}');
            if bad_lines.last() != Some(&lines.line) {
                bad_lines.push(lines.line);
            }
        }
    }
    out
}

fn lines_with(text: &str, what: char) -> Vec<u32> {
    let mut lines = LineCounter::new(text.as_bytes());
    let mut found = Vec::new();
    for part in text.split_inclusive(what) {
        lines.pass(part);
        if part.ends_with(what) && found.last() != Some(&lines.line) {
            found.push(lines.line);
        }
    }
    found
}

/// Counts lines as an editor shows them: by LF, or by CR where there is no LF at all.
struct LineCounter {
    line: u32,
    mark: u8,
}

impl LineCounter {
    fn new(bytes: &[u8]) -> Self {
        Self {
            line: 1,
            mark: if memchr::memchr(b'\n', bytes).is_some() {
                b'\n'
            } else {
                b'\r'
            },
        }
    }

    fn pass(&mut self, text: &str) {
        let count = memchr::memchr_iter(self.mark, text.as_bytes()).count();
        self.line = self
            .line
            .saturating_add(u32::try_from(count).unwrap_or(u32::MAX));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Text {
        super::read(bytes, None, &Limits::default()).unwrap()
    }

    #[test]
    fn encodings_are_told_apart() {
        let wide = |text: &str| {
            text.encode_utf16()
                .flat_map(u16::to_le_bytes)
                .collect::<Vec<u8>>()
        };
        assert_eq!(read("name\nZoë".as_bytes()).encoding, "UTF-8");
        assert_eq!(read(b"\xef\xbb\xbfname").text, "name");
        assert_eq!(
            read(&wide("name,handle\nZoë,@z\n")).text,
            "name,handle\nZoë,@z\n"
        );
        let swapped: Vec<u8> = wide("name,handle\n")
            .chunks(2)
            .flat_map(|c| [c[1], c[0]])
            .collect();
        assert_eq!(read(&swapped).encoding, "UTF-16BE");
        let old = read(b"name\nZo\xeb \xc7elik \x80\x92");
        assert_eq!(
            (old.text.as_str(), old.encoding, old.guessed),
            ("name\nZoë Çelik €’", "windows-1252", true)
        );
    }

    #[test]
    fn one_bad_line_does_not_change_the_encoding() {
        let text = read(b"name\nJos\xe9\n\xc3\x9altimo\n");
        assert_eq!(
            (text.encoding, text.bad_lines.as_slice()),
            ("UTF-8", [2].as_slice())
        );
        assert!(text.text.contains("Último"));
    }

    #[test]
    fn an_encoding_can_be_named() {
        let text = super::read(b"\xe9", Some("iso-8859-2"), &Limits::default()).unwrap();
        assert_eq!(text.text, "é");
        assert!(super::read(b"x", Some("klingon"), &Limits::default()).is_err());
    }

    #[test]
    fn nuls_go_and_are_named() {
        let text = read(b"name\nNul\0Inside\nx\n");
        assert_eq!(
            (text.text.as_str(), text.nul_lines.as_slice()),
            ("name\nNulInside\nx\n", [2].as_slice())
        );
    }

    #[test]
    fn other_files_are_called_by_their_name() {
        let why = |bytes: &[u8]| {
            super::read(bytes, None, &Limits::default())
                .unwrap_err()
                .to_string()
        };
        assert_eq!(why(b"\x89PNG\r\n\x1a\n...."), "this is a png file, not CSV");
        assert!(why(b"PK\x03\x04....xl/workbook.xml").starts_with("this is an xlsx file, not CSV"));
        assert_eq!(why(b""), "the file is empty");
        assert_eq!(why(b"\n\n  \n"), "the file is empty");
    }
}
