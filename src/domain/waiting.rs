//! Which steps of one's own wait for an answer: those typed as a second asking. They are gone as
//! soon as the creator writes; any other step stays until it is done.

use super::query::fold;

/// How a second asking begins, without accents: in English, German, French and Spanish.
const ASKS_AGAIN: &[&str] = &[
    "nudge",
    "chase",
    "ask again",
    "follow up",
    "follow-up",
    "followup",
    "remind",
    "reminder",
    "ping",
    "nachhaken",
    "nachfassen",
    "erinnern",
    "noch mal fragen",
    "nochmal fragen",
    "relancer",
    "relance",
    "rappeler",
    "recordar",
    "recordarle",
    "insistir",
];

/// Whether a step that is typed so waits for their answer. Only for new steps: what is stored keeps
/// its own mark.
pub fn waits_for_reply(what: &str) -> bool {
    let what = fold(what.trim());
    ASKS_AGAIN.iter().any(|words| {
        what.strip_prefix(words)
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_second_asking_waits() {
        for what in [
            "nudge",
            "Nudge about the draft",
            "chase invoice",
            "ask again about rates",
            "follow up",
            "Follow-up: address",
            "remind her",
            "Relancer pour l'adresse",
            "nachhaken wegen Adresse",
        ] {
            assert!(waits_for_reply(what), "{what}");
        }
        for what in [
            "",
            "send sample",
            "ask for address",
            "birthday",
            "call about rates",
            "pingpong table",
            "reminders for the team",
            "buy a chaser",
        ] {
            assert!(!waits_for_reply(what), "{what}");
        }
    }
}
