//! Words people use for where a creator stands, and what they mean here: one of the six stages, or
//! an end.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::domain::rows::{Outcome, Stage};

/// What a status word becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StageChoice {
    /// An open collaboration in a stage.
    In(Stage),
    /// A closed one.
    Closed(Outcome),
}

impl StageChoice {
    /// The word in JSON and in remembered choices: a stage's or an outcome's.
    pub const fn word(self) -> &'static str {
        match self {
            Self::In(stage) => stage.word(),
            Self::Closed(outcome) => outcome.word(),
        }
    }

    /// The standing of a stored word.
    pub fn from_word(word: &str) -> Option<Self> {
        Stage::from_word(word)
            .map(Self::In)
            .or_else(|| Outcome::from_word(word).map(Self::Closed))
    }

    /// What people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::In(stage) => stage.label(),
            Self::Closed(outcome) => outcome.label(),
        }
    }
}

impl Serialize for StageChoice {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.word())
    }
}
impl<'de> Deserialize<'de> for StageChoice {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let word = String::deserialize(d)?;
        Self::from_word(&word)
            .ok_or_else(|| serde::de::Error::custom(format!("\"{word}\" is not a stage")))
    }
}

const DISCOVERY: StageChoice = StageChoice::In(Stage::Discovery);
const PITCH: StageChoice = StageChoice::In(Stage::Pitch);
const ONBOARDING: StageChoice = StageChoice::In(Stage::Onboarding);
const CREATION: StageChoice = StageChoice::In(Stage::Creation);
const MEASUREMENT: StageChoice = StageChoice::In(Stage::Measurement);
const RETENTION: StageChoice = StageChoice::In(Stage::Retention);
const DECLINED: StageChoice = StageChoice::Closed(Outcome::Declined);
const NO_REPLY: StageChoice = StageChoice::Closed(Outcome::NoReply);
const NOT_A_FIT: StageChoice = StageChoice::Closed(Outcome::NotAFit);

/// The words, squashed to small letters and single spaces.
#[rustfmt::skip] // a table: one line, one meaning
const WORDS: &[(&str, StageChoice)] = &[
    ("to check", DISCOVERY), ("to contact", DISCOVERY), ("prospect", DISCOVERY), ("lead", DISCOVERY), ("new", DISCOVERY),
    ("idea", DISCOVERY), ("shortlist", DISCOVERY), ("shortlisted", DISCOVERY), ("potential", DISCOVERY), ("research", DISCOVERY),
    ("not contacted", DISCOVERY), ("todo", DISCOVERY), ("to do", DISCOVERY), ("open", DISCOVERY), ("backlog", DISCOVERY),
    ("candidate", DISCOVERY), ("qualified", DISCOVERY), ("offen", DISCOVERY), ("neu", DISCOVERY), ("nuevo", DISCOVERY),
    ("contacted", PITCH), ("reached out", PITCH), ("outreach", PITCH), ("pitched", PITCH), ("pitch", PITCH), ("emailed", PITCH),
    ("messaged", PITCH), ("dm sent", PITCH), ("email sent", PITCH), ("sent", PITCH), ("follow up", PITCH), ("followed up", PITCH),
    ("waiting", PITCH), ("pending", PITCH), ("invited", PITCH), ("awaiting reply", PITCH), ("kontaktiert", PITCH),
    ("angeschrieben", PITCH), ("contacte", PITCH), ("contactado", PITCH), ("replied", PITCH), ("responded", PITCH), ("interested", PITCH),
    ("negotiating", ONBOARDING), ("negotiation", ONBOARDING), ("in negotiation", ONBOARDING), ("in talks", ONBOARDING),
    ("discussing", ONBOARDING), ("talking", ONBOARDING), ("onboarding", ONBOARDING), ("contract sent", ONBOARDING),
    ("offer sent", ONBOARDING), ("agreed", ONBOARDING), ("accepted", ONBOARDING), ("approved", ONBOARDING),
    ("in verhandlung", ONBOARDING), ("verhandlung", ONBOARDING), ("en negociacion", ONBOARDING), ("en negociation", ONBOARDING),
    ("contracted", CREATION), ("signed", CREATION), ("active", CREATION), ("live", CREATION), ("in progress", CREATION), ("ongoing", CREATION),
    ("shipped", CREATION), ("product sent", CREATION), ("gifted", CREATION), ("drafting", CREATION), ("draft", CREATION),
    ("content creation", CREATION), ("in production", CREATION), ("producing", CREATION), ("scheduled", CREATION),
    ("collaborating", CREATION), ("submitted", CREATION), ("confirmed", CREATION), ("booked", CREATION), ("briefed", CREATION),
    ("aktiv", CREATION), ("laufend", CREATION), ("actif", CREATION), ("activo", CREATION), ("en cours", CREATION),
    ("done", MEASUREMENT), ("completed", MEASUREMENT), ("complete", MEASUREMENT), ("posted", MEASUREMENT), ("published", MEASUREMENT),
    ("finished", MEASUREMENT), ("delivered", MEASUREMENT), ("measuring", MEASUREMENT), ("reporting", MEASUREMENT), ("paid", MEASUREMENT),
    ("fertig", MEASUREMENT), ("abgeschlossen", MEASUREMENT), ("erledigt", MEASUREMENT), ("termine", MEASUREMENT), ("terminado", MEASUREMENT),
    ("past", RETENTION), ("former", RETENTION), ("inactive", RETENTION), ("dormant", RETENTION), ("alumni", RETENTION),
    ("keep warm", RETENTION), ("retention", RETENTION), ("reactivate", RETENTION), ("repeat", RETENTION), ("ambassador", RETENTION),
    ("on hold", RETENTION), ("paused", RETENTION), ("inaktiv", RETENTION), ("inactif", RETENTION), ("inactivo", RETENTION),
    ("declined", DECLINED), ("rejected us", DECLINED), ("refused", DECLINED), ("not interested", DECLINED), ("said no", DECLINED),
    ("no", DECLINED), ("passed", DECLINED), ("cancelled", DECLINED), ("canceled", DECLINED), ("lost", DECLINED), ("abgelehnt", DECLINED),
    ("abgesagt", DECLINED), ("refuse", DECLINED), ("rechazado", DECLINED),
    ("ghosted", NO_REPLY), ("no reply", NO_REPLY), ("no response", NO_REPLY), ("no answer", NO_REPLY), ("unresponsive", NO_REPLY),
    ("keine antwort", NO_REPLY), ("sans reponse", NO_REPLY), ("sin respuesta", NO_REPLY),
    ("not a fit", NOT_A_FIT), ("no fit", NOT_A_FIT), ("bad fit", NOT_A_FIT), ("rejected", NOT_A_FIT), ("disqualified", NOT_A_FIT),
    ("unqualified", NOT_A_FIT), ("archived", NOT_A_FIT),
    ("graduated", StageChoice::Closed(Outcome::Graduated)),
];

/// A status word as it is compared: small letters without accents, single spaces for every sign.
pub fn folded(word: &str) -> String {
    let plain = deunicode::deunicode(word).to_lowercase();
    let words: Vec<&str> = plain
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect();
    words.join(" ")
}

/// What a status word means, if it is one we know: our own words and labels, a number 1 to 6, or
/// somebody else's.
pub fn standing(word: &str) -> Option<StageChoice> {
    let folded = folded(word);
    if let Some(known) = WORDS.iter().find(|(w, _)| *w == folded) {
        return Some(known.1);
    }
    let dashed = folded.replace(' ', "-");
    let number = folded
        .split(' ')
        .next()
        .and_then(|n| n.parse().ok())
        .and_then(Stage::from_number);
    let labelled = Stage::ALL
        .iter()
        .find(|s| self::folded(s.label()) == folded || s.short().to_lowercase() == folded);
    let own = labelled.copied().or_else(|| Stage::from_word(&dashed));
    // "1 - Contacted": the word knows better than the number in front of it.
    let behind = folded
        .split_once(' ')
        .filter(|(n, _)| n.parse::<u8>().is_ok())
        .and_then(|(_, rest)| standing(rest));
    own.map(StageChoice::In)
        .or_else(|| Outcome::from_word(&dashed).map(StageChoice::Closed))
        .or(behind)
        .or(number.filter(|_| folded.len() == 1).map(StageChoice::In))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn status_words_have_a_meaning() {
        let check =
            |word: &str, expect: Option<StageChoice>| assert_eq!(standing(word), expect, "{word}");
        check("To check", Some(DISCOVERY));
        check("Contacted", Some(PITCH));
        check("reached-out!", Some(PITCH));
        check("negotiating", Some(ONBOARDING));
        check("Live", Some(CREATION));
        check("done", Some(MEASUREMENT));
        check("past", Some(RETENTION));
        check("Ghosted", Some(NO_REPLY));
        check("3", Some(ONBOARDING));
        check("2 - Contacted", Some(PITCH));
        check("First contact & pitching", Some(PITCH));
        check("not-a-fit", Some(NOT_A_FIT));
        check("Terminé", Some(MEASUREMENT));
        check("blue", None);
    }

    #[test]
    fn no_word_stands_twice_and_words_find_their_way_back() {
        for (at, (word, standing)) in WORDS.iter().enumerate() {
            assert_eq!(folded(word), *word);
            assert!(
                WORDS.iter().skip(at + 1).all(|(other, _)| other != word),
                "{word}"
            );
            assert_eq!(StageChoice::from_word(standing.word()), Some(*standing));
        }
    }
}
