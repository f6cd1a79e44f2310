//! Cards of an address book (vCard 2.1, 3.0 and 4.0) to rows: folded lines, quoted-printable in any
//! character set, grouped properties (`item1.EMAIL`). Photos and keys are left out. Every other
//! word of a card becomes a cell.

use encoding_rs::Encoding;

use super::grid::Grid;

/// Whether a text is a file of cards.
pub fn is_cards(text: &str) -> bool {
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    start
        .get(..11)
        .is_some_and(|head| head.eq_ignore_ascii_case("BEGIN:VCARD"))
}

/// A property of a card.
struct Property {
    /// In capitals, without its group.
    name: String,
    /// What stands between the name and the value, in small letters.
    how: Vec<(String, String)>,
    value: String,
}

/// A card: the line it begins on, and its cells by column.
#[derive(Default)]
struct Card {
    line: u32,
    /// The first and the last name.
    parts: [String; 2],
    shown: String,
    cells: Vec<(String, String)>,
}

/// The rows of a file of cards, the first of them names of columns; and how many pictures, sounds
/// and keys were left out.
pub fn rows(text: &str) -> (Grid, usize) {
    let mut cards: Vec<Card> = Vec::new();
    let mut open: Option<Card> = None;
    let mut left_out = 0;
    for (line, text) in unfolded(text) {
        let Some(property) = property(&text) else {
            continue;
        };
        match (&*property.name, property.value.to_ascii_uppercase().trim()) {
            ("BEGIN", "VCARD") => {
                cards.extend(open.take());
                open = Some(Card {
                    line,
                    ..Card::default()
                });
            }
            ("END", "VCARD") => cards.extend(open.take()),
            _ => {
                if let Some(card) = &mut open {
                    left_out += usize::from(!card.take(property));
                }
            }
        }
    }
    cards.extend(open);
    let cards: Vec<Card> = cards.into_iter().map(Card::finish).collect();
    let mut columns: Vec<String> = vec!["vCard name".into()];
    for (column, _) in cards.iter().flat_map(|c| &c.cells) {
        if !columns.contains(column) {
            columns.push(column.clone());
        }
    }
    let mut grid = Grid::default();
    columns.iter().for_each(|column| grid.cell(column));
    grid.end_row(1);
    for card in &cards {
        for column in &columns {
            let values = card.cells.iter().filter(|(name, _)| name == column);
            let cell: Vec<&str> = values.map(|(_, value)| value.as_str()).collect();
            grid.cell(&cell.join("; "));
        }
        grid.end_row(card.line);
    }
    (grid, left_out)
}

/// The logical lines: what begins with a blank goes on the line before, and so does what follows a
/// soft break of quoted-printable.
fn unfolded(text: &str) -> Vec<(u32, String)> {
    let mut all: Vec<(u32, String)> = Vec::new();
    let mut soft = false;
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    for (number, line) in (1..).zip(text.split('\n')) {
        match all.last_mut() {
            Some((_, last)) if soft => {
                last.push_str(line.trim_start());
            }
            Some((_, last)) if line.starts_with([' ', '\t']) => {
                last.push_str(line.get(1..).unwrap_or(""));
            }
            _ => all.push((number, line.to_string())),
        }
        soft = false;
        if let Some((_, last)) = all.last_mut()
            && last.ends_with('=')
            && last.to_ascii_uppercase().contains("QUOTED-PRINTABLE")
        {
            last.pop();
            soft = true;
        }
    }
    all
}

fn property(line: &str) -> Option<Property> {
    let mut quoted = false;
    let end = line.find(|c| {
        quoted ^= c == '"';
        c == ':' && !quoted
    })?;
    let (head, value) = (line.get(..end)?, line.get(end + 1..)?);
    let mut parts = head.split(';');
    let name = parts.next()?.trim();
    let name = name.rsplit('.').next()?.to_ascii_uppercase();
    let how: Vec<(String, String)> = parts
        .map(|part| match part.split_once('=') {
            Some((key, value)) => (key.to_lowercase(), value.trim_matches('"').to_lowercase()),
            // vCard 2.1 leaves the key out.
            None => ("type".into(), part.to_lowercase()),
        })
        .collect();
    let said = |key: &str| how.iter().find(|(k, _)| k == key).map(|(_, v)| v.as_str());
    let printable = how.iter().any(|(_, v)| v == "quoted-printable");
    let value = if printable {
        printable_text(value, said("charset").unwrap_or("utf-8"))
    } else {
        value.to_string()
    };
    Some(Property { name, how, value })
}

fn printable_text(text: &str, charset: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(b) = rest.next() {
        let mut ahead = rest.clone();
        let hex = |b: Option<u8>| b.and_then(|b| char::from(b).to_digit(16));
        match (b, hex(ahead.next()), hex(ahead.next())) {
            (b'=', Some(high), Some(low)) => {
                bytes.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
                rest = ahead;
            }
            _ => bytes.push(b),
        }
    }
    let encoding = Encoding::for_label(charset.as_bytes()).unwrap_or(encoding_rs::UTF_8);
    encoding.decode_without_bom_handling(&bytes).0.into_owned()
}

/// A value without its backslashes; `\n` is a line break.
fn plain(value: &str) -> String {
    let mut out = String::new();
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n' | 'N') => out.push('\n'),
                Some(other) => out.push(other),
                None => {}
            },
            c => out.push(c),
        }
    }
    out.trim().to_string()
}

/// The parts of a value between semicolons that no backslash stands before.
fn parts(value: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut escaped = false;
    for c in value.chars() {
        match (c, all.last_mut()) {
            (';', _) if !escaped => all.push(String::new()),
            (c, Some(last)) => last.push(c),
            _ => {}
        }
        escaped = c == '\\' && !escaped;
    }
    all.iter().map(|part| plain(part)).collect()
}

impl Card {
    fn put(&mut self, column: &str, value: String) {
        if !value.is_empty() && !self.cells.iter().any(|(c, v)| c == column && *v == value) {
            self.cells.push((column.into(), value));
        }
    }

    /// Under the first free name of `E-mail`, `E-mail 2`, …
    fn put_numbered(&mut self, column: &str, value: String) {
        let taken = |cells: &[(String, String)], name: &str| cells.iter().any(|(c, _)| c == name);
        let mut name = column.to_string();
        let mut n = 1;
        while taken(&self.cells, &name) {
            n += 1;
            name = format!("{column} {n}");
        }
        self.put(&name, value);
    }

    /// Takes a property in; `false` when it is a picture, a sound or a key.
    fn take(&mut self, property: Property) -> bool {
        let Property { name, how, value } = &property;
        match name.as_str() {
            "PHOTO" | "LOGO" | "SOUND" | "KEY" | "AGENT" => return false,
            "VERSION" | "PRODID" | "REV" | "UID" | "SORT-STRING" | "CLASS" | "MAILER"
            | "X-ABADR" | "X-ABLABEL" | "X-ABSHOWAS" | "X-ABUID" => {}
            "FN" => self.shown = plain(value),
            "N" => {
                let part = parts(value);
                let at = |n: usize| part.get(n).cloned().unwrap_or_default();
                self.parts = [at(1), at(0)].map(|part| part.trim().to_string());
            }
            "EMAIL" => self.put_numbered("E-mail", plain(value)),
            "TEL" => self.put_numbered("Phone", plain(value).trim_start_matches("tel:").into()),
            "ADR" => {
                let part = parts(value);
                let lines: Vec<&str> = part
                    .iter()
                    .take(6)
                    .map(String::as_str)
                    .filter(|p| !p.is_empty())
                    .collect();
                self.put_numbered("Address", lines.join(", "));
                if let Some(country) = part.get(6) {
                    self.put_numbered("Country", country.clone());
                }
            }
            "NOTE" => self.put_numbered("Note", plain(value)),
            "CATEGORIES" => self.put("Categories", plain(&value.replace(',', ";"))),
            "URL" => {
                let link = plain(value);
                let whole = link.contains("://");
                self.put_numbered(
                    "Profile",
                    if whole {
                        link
                    } else {
                        format!("https://{link}")
                    },
                );
            }
            "X-SOCIALPROFILE" | "SOCIALPROFILE" => self.social(how, value),
            "BDAY" => {
                // The year 1604 stands for none.
                self.put("Birthday", plain(value).trim_start_matches("1604-").into());
            }
            "ORG" => self.put("Organisation", parts(value).join(" ").trim().into()),
            other => {
                let label = other
                    .trim_start_matches("X-")
                    .to_lowercase()
                    .replace('-', " ");
                let mut letters = label.chars();
                let first = letters.next().map(|c| c.to_uppercase().to_string());
                let label = first.unwrap_or_default() + letters.as_str();
                self.put(&label, parts(value).join(" ").trim().into());
            }
        }
        true
    }

    /// Called by the first and the last name; the name as it is shown is kept where it says more.
    fn finish(mut self) -> Self {
        let [first, last] = &self.parts;
        let called = format!("{first} {last}").trim().to_string();
        let shown = std::mem::take(&mut self.shown);
        let both = !first.is_empty() && !last.is_empty();
        let name = if both || shown.is_empty() {
            called
        } else {
            shown.clone()
        };
        if name != shown {
            self.put("Shown as", shown);
        }
        self.cells.insert(0, ("vCard name".into(), name));
        self
    }

    fn social(&mut self, how: &[(String, String)], value: &str) {
        let link = plain(value);
        let said = |key: &str| how.iter().find(|(k, _)| k == key).map(|(_, v)| v.clone());
        let on = said("type").unwrap_or_default();
        let user = said("x-user").filter(|u| !u.is_empty());
        if link.starts_with("http") {
            self.put_numbered("Profile", link);
        } else {
            let user = user.unwrap_or_else(|| link.trim_start_matches("x-apple:").to_string());
            self.put_numbered(if on.is_empty() { "Handle" } else { &on }, user);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &[&[&str]]) {
        let (grid, _) = rows(text);
        let found: Vec<Vec<&str>> = grid.rows().map(|r| r.cells().collect()).collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn cards_of_every_version_become_rows() {
        check(
            "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Brook;Ida;Marie;Ms;\r\nFN:Ida Marie Brook\r\nitem1.EMAIL;TYPE=home:ida@home.example\r\n\
             EMAIL;TYPE=work:ida@shop.example\r\nNOTE:likes\\, truly\\n oo\r\n long\r\nPHOTO;ENCODING=b:AAAA\r\n BBBB\r\nEND:VCARD\r\n",
            &[
                &["vCard name", "E-mail", "E-mail 2", "Note", "Shown as"],
                &[
                    "Ida Brook",
                    "ida@home.example",
                    "ida@shop.example",
                    "likes, truly\n oolong",
                    "Ida Marie Brook",
                ],
            ],
        );
        check(
            "BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=windows-1252;ENCODING=QUOTED-PRINTABLE:Zo=EB =\n =C7elik\nADR;WORK:;;3 Mill Rd;Leeds;;LS1;UK\nEND:VCARD\n\
             BEGIN:VCARD\nVERSION:4.0\nN:Vale;Peter;;;\nX-SOCIALPROFILE;type=instagram;x-user=pvale:x-apple:pvale\nEND:VCARD\n",
            &[
                &["vCard name", "Address", "Country", "instagram"],
                &["Zoë Çelik", "3 Mill Rd, Leeds, LS1", "UK", ""],
                &["Peter Vale", "", "", "pvale"],
            ],
        );
    }

    #[test]
    fn cut_and_odd_cards_do_no_harm() {
        check("BEGIN:VCARD\nFN:A B", &[&["vCard name"], &["A B"]]);
        for text in [
            "BEGIN:VCARD",
            "BEGIN:VCARD\n:\n;;;:x\nN:\nEND:VCARD",
            "BEGIN:VCARD\nFN;QUOTED-PRINTABLE:=\n=",
        ] {
            rows(text);
        }
        assert!(is_cards("\u{feff}begin:vcard\n"));
        assert!(!is_cards("BEGIN:VCALENDAR\n"));
    }
}
