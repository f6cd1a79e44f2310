//! Whether a file is a list of people at all. A sheet of campaigns, posts or messages has columns
//! that can be read too; taken for creators it would fill the roster with rows nobody meant, so it
//! is told before anything is written.

use super::fields::{Field, squashed};
use super::mapping::Mapping;
use super::sheet::Sheet;
use crate::domain::money::grouped;

/// Columns that say who a row is about.
const WHO: &[Field] = &[
    Field::Name,
    Field::FirstName,
    Field::LastName,
    Field::Handle,
    Field::Link,
    Field::Email,
];
/// Headers of a list of campaigns; two of them beside a bare name are no person.
const CAMPAIGN: &[&str] = &[
    "budget",
    "goal",
    "kpi",
    "starts",
    "ends",
    "startdate",
    "enddate",
    "campaignname",
];

/// What speaks against a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// No column says who a row is about: nothing can be taken.
    Nobody,
    /// The names are those of campaigns.
    Campaigns,
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
        matches!(self, Self::Nobody)
    }

    /// In a few words, for a line of the screen.
    pub fn short(self) -> String {
        match self {
            Self::Nobody => "no column with a name, handle, link or e-mail".into(),
            Self::Campaigns => "campaigns, not people?".into(),
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
            Self::Nobody => "no column says who a row is about: a name, a handle, a link to a profile or an e-mail \
                             address is needed"
                .into(),
            Self::Campaigns => {
                "this looks like a list of campaigns, not of people: there is a name, but no handle, link or e-mail"
                    .into()
            }
            Self::Mostly { rejected, rows } => format!(
                "{} of {} rows cannot be taken: this does not look like a list of creators",
                grouped(rejected as u64),
                grouped(rows as u64)
            ),
        }
    }
}

/// What speaks against taking a file; `rejected` rows of `rows` cannot be read, other than for an
/// open question.
pub(super) fn judge(
    sheet: &Sheet,
    mapping: &Mapping,
    (rejected, rows): (usize, usize),
) -> Option<Doubt> {
    let mut who = mapping
        .columns
        .iter()
        .filter_map(|c| c.field)
        .filter(|f| WHO.contains(f))
        .peekable();
    if who.peek().is_none() {
        return Some(Doubt::Nobody);
    }
    let campaign = |header: &&String| CAMPAIGN.contains(&squashed(header).as_str());
    if who.all(|field| field == Field::Name) && sheet.headers.iter().filter(campaign).count() > 1 {
        return Some(Doubt::Campaigns);
    }
    (rejected * 2 > rows).then_some(Doubt::Mostly { rejected, rows })
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
            "id,creator_id,at,kind,subject,body\n1,7,2026-03-17,call,,hello\n2,9,2026-03-18,call,,yes\n",
            (0, 2),
            Some(Doubt::Nobody),
        );
        check(
            "id,name,niche,starts,ends,budget\n1,Spring Glow,tea,2026-03-04,2026-04-25,39000\n",
            (0, 1),
            Some(Doubt::Campaigns),
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
