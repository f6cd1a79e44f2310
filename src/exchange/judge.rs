//! Whether a file is a list of people at all. A sheet of figures, posts or messages has columns that
//! can be read too; taken for creators it would fill the roster with rows nobody meant. So the
//! values decide: a column has to look like handles, profile links, e-mails or names of people.

use super::fields::{Field, Kind};
use super::handles;
use super::mapping::{Column, Mapping};
use super::numbers;
use super::sheet::Sheet;
use super::values;
use super::{dates, fields};
use crate::domain::money::grouped;
use crate::domain::rows::Platform;

/// Columns that say who a row is about, beside handles and links.
pub(super) const WHO: &[Field] = &[Field::Name, Field::FirstName, Field::LastName, Field::Email];

/// How many values of a column are looked at.
const LOOK: usize = 300;

/// What speaks against a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// No column says who a row is about: nothing can be taken. With what the file seems to hold.
    Nobody(&'static str),
    /// More than half of the rows cannot be taken.
    Mostly {
        /// Rows that cannot be taken.
        rejected: usize,
        /// Of so many.
        rows: usize,
    },
}

impl Doubt {
    /// Nothing helps but another file or mapping.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Nobody(_))
    }

    /// In a few words, for a line of the screen.
    pub fn short(self) -> String {
        match self {
            Self::Nobody(what) => format!("{what}, no list of people"),
            Self::Mostly { rejected, rows } => {
                format!(
                    "{} of {} rows cannot be taken",
                    grouped(rejected as u64),
                    grouped(rows as u64)
                )
            }
        }
    }

    /// In a sentence, without its full stop.
    pub fn sentence(self) -> String {
        match self {
            Self::Nobody(what) => format!(
                "this seems to be {what}, not a list of people: no column looks like names, handles, links to profiles \
                 or e-mail addresses"
            ),
            Self::Mostly { rejected, rows } => format!(
                "{} of {} rows cannot be taken: this does not look like a list of creators",
                grouped(rejected as u64),
                grouped(rows as u64)
            ),
        }
    }
}

/// What speaks against taking a file; `rejected` rows of `rows` cannot be read.
pub(super) fn judge(
    sheet: &Sheet,
    mapping: &Mapping,
    (rejected, rows): (usize, usize),
) -> Option<Doubt> {
    let known = mapping.meant || !mapping.profile.needs.is_empty();
    let somebody = if known {
        mapping
            .columns
            .iter()
            .any(|c| c.field.is_some_and(says_who))
    } else {
        mapping.columns.iter().any(|c| names_people(sheet, c))
    };
    if !somebody {
        return Some(Doubt::Nobody(seems(sheet)));
    }
    (rejected * 2 > rows).then_some(Doubt::Mostly { rejected, rows })
}

fn says_who(field: Field) -> bool {
    WHO.contains(&field) || field.kind() == Kind::Handle
}

/// Whether the values of a column tell people apart.
fn names_people(sheet: &Sheet, column: &Column) -> bool {
    let Some(field) = column.field.filter(|f| says_who(*f)) else {
        return false;
    };
    let values: Vec<&str> = sheet
        .rows()
        .map(|r| r.get(column.at).trim())
        .filter(|v| !numbers::is_empty_text(v))
        .take(LOOK)
        .collect();
    let exact = column.sure > 2;
    let like = |v: &&&str| match field {
        Field::HandleOn(Platform::Blog) => false,
        Field::Name if exact => {
            v.contains(char::is_alphabetic)
                && v.chars().count() < 80
                && dates::read(v).is_err()
                && !v.ends_with(['.', '?', '!', ':'])
        }
        Field::Name => values::is_personal_name(v),
        Field::FirstName | Field::LastName => v.contains(char::is_alphabetic),
        Field::Email => handles::email(v).is_some(),
        _ => {
            let v = v.trim_start_matches('＠');
            handles::is_handle(v)
                || handles::is_link(v)
                    && handles::read(v, None).is_ok_and(|named| !named.profiles.is_empty())
                || exact
                    && handles::read(v, None).is_ok_and(|named| !named.profiles.is_empty())
                    && v.contains(char::is_alphabetic)
        }
    };
    let fitting = values.iter().filter(like).count();
    !values.is_empty() && fitting * 2 >= values.len()
}

/// What a table without people seems to hold.
fn seems(sheet: &Sheet) -> &'static str {
    let width = sheet.headers.len();
    let rows: Vec<_> = sheet.rows().take(LOOK).collect();
    let share = |at: usize, like: fn(&str) -> bool| {
        let values: Vec<&str> = rows
            .iter()
            .map(|r| r.get(at).trim())
            .filter(|v| !v.is_empty())
            .collect();
        !values.is_empty() && values.iter().filter(|v| like(v)).count() * 10 >= values.len() * 6
    };
    let number: fn(&str) -> bool = |v| numbers::read(v).is_ok_and(|n| n.is_some());
    let day: fn(&str) -> bool = |v| dates::read(v).is_ok_and(|d| d.is_some());
    let columns = |like: fn(&str) -> bool| (0..width).filter(|at| share(*at, like)).count();
    let heads: Vec<Vec<String>> = sheet.headers.iter().map(|h| fields::words(h)).collect();
    let head = |at: usize, names: &[&str]| {
        heads
            .get(at)
            .is_some_and(|words| words.iter().any(|w| names.contains(&w.as_str())))
    };
    let figure = |at: &usize| share(*at, number) && !head(*at, &["id", "uid", "nr", "no"]);
    let (links, days) = (columns(handles::is_link), columns(day));
    let figures = (0..width).filter(figure).count();
    let prose = (0..width).any(|at| {
        head(
            at,
            &["subject", "body", "message", "messages", "betreff", "objet"],
        )
    });
    let known = sheet.headers.iter().any(|h| fields::is_known_header(h));
    match (links, days, figures) {
        _ if prose => "a list of messages",
        (1.., _, _) => "a list of posts or pages",
        (_, 1.., 1..) => "figures by day",
        (_, _, n) if n > 0 && n * 2 >= width.saturating_sub(1) => "a table of figures",
        _ if known => "a table about something else",
        _ => "something else",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::model::Model;
    use crate::exchange::{mapping, profiles, sheet};

    #[track_caller]
    fn check(text: &str, rejected: (usize, usize), expected: Option<Doubt>) {
        let sheet = sheet::read(
            text.as_bytes(),
            &sheet::How::default(),
            &crate::exchange::limits::Limits::default(),
        )
        .unwrap();
        let mapping = mapping::propose(&sheet, profiles::guess(&sheet.headers), &Model::default());
        assert_eq!(judge(&sheet, &mapping, rejected), expected, "{text}");
    }

    #[test]
    fn a_list_of_people_is_told_from_others() {
        check(
            "name,notes\nMia Okafor,tea\nJonas Weber,coffee\n",
            (0, 2),
            None,
        );
        check(
            "Instagram,Followers\n@teaanna,1200\n@mossfox,3400\n",
            (0, 2),
            None,
        );
        check(
            "Instagram,Followers\nteaanna,1200\nmossfox,3400\n",
            (0, 2),
            None,
        );
        check("TikTok\n@ana\n@bo\n", (0, 2), None);
        check("Mia Okafor\nRuth Kelley\n", (0, 2), None);
        check(
            "id,creator_id,at,kind,subject,body\n1,7,2026-03-17,call,,hello\n2,9,2026-03-18,call,,yes\n",
            (0, 2),
            Some(Doubt::Nobody("a list of messages")),
        );
        check(
            "Rainfall by district,,\nmillimetres a month,,\n,,\nYear,2000,2001\nNorth,\"2,666\",\"2,274\"\nSouth,\"2,053\",\"1,999\"\n",
            (0, 4),
            Some(Doubt::Nobody("a table of figures")),
        );
        check(
            "Region,Stores,Staff\nNorth,4,31\nSouth,2,9\n",
            (0, 2),
            Some(Doubt::Nobody("a table of figures")),
        );
        check(
            "name,handle,budget,goal\nMia,@mia,400,posts\n",
            (0, 1),
            None,
        );
        check(
            "name,handle\nMia,@mia\n",
            (3, 5),
            Some(Doubt::Mostly {
                rejected: 3,
                rows: 5,
            }),
        );
        check("name,handle\nMia,@mia\n", (2, 4), None);
    }
}
