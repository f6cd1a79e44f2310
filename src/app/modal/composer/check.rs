//! The line of checks below a message: it ticks by itself. What must be there before a text can be
//! logged as sent is an error with a sentence; the rest is advice.

use super::Composer;
use crate::app::App;
use crate::domain::day::brief;
use crate::domain::merge::{self, Merge, MergeField};
use crate::domain::rows::{Deliverable, Stage};
use crate::domain::templates::Need;
use crate::domain::vetting;
use crate::domain::words::count;

/// Words of one's own that make a message personal.
const OWN_WORDS: usize = 3;
/// Longer first messages are not read to the end.
const LONG_PITCH: usize = 120;
/// Longer than this, any message is better a call.
const LONG: usize = 250;
/// Words that disclose, in the languages of the markets we know.
const DISCLOSED: &[&str] = &[
    "#ad",
    "#advert",
    "#werbung",
    "#anzeige",
    "#publicité",
    "paid partnership",
    "gifted",
    "collaboration commerciale",
];

/// One check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// It is as it should be.
    pub ok: bool,
    /// In a few words.
    pub text: String,
}

/// The checks of a message, in the order they are shown.
pub fn checks(app: &App, composer: &Composer) -> Vec<Check> {
    let check = |ok: bool, text: String| Check { ok, text };
    let text = composer.body.text();
    // What to know before writing to them at all comes first.
    let grave = vetting::outreach_warnings(&app.ctx(), composer.creator)
        .into_iter()
        .filter(|w| w.grave);
    let mut all: Vec<Check> = grave.map(|w| check(false, w.text)).collect();
    if composer.template.as_ref().is_some_and(|t| t.is_personal()) {
        all.push(check(
            is_personal(composer, &text),
            "names a recent post".into(),
        ));
    }
    let asks = text
        .split_whitespace()
        .filter(|word| word.trim_end_matches(['"', ')', '»', '”']).ends_with('?'))
        .count();
    all.push(match asks {
        0 => check(true, "no ask".into()),
        1 => check(true, "one ask".into()),
        n => check(false, format!("{n} asks, better one")),
    });
    all.extend(needs(app, composer, &text));
    let words = text.split_whitespace().count();
    let first = composer
        .template
        .as_ref()
        .is_none_or(|t| t.stage == Some(Stage::Pitch));
    let long = words > if first { LONG_PITCH } else { LONG };
    all.push(check(
        !long,
        if long {
            format!("{words} words, long")
        } else {
            count(words, "word")
        },
    ));
    let gaps = merge::gaps(&text).len() + merge::gaps(composer.subject.text()).len();
    all.push(match gaps {
        0 => check(true, "no {gaps}".into()),
        1 => check(false, "1 {gap}".into()),
        n => check(false, format!("{n} {{gaps}}")),
    });
    all
}

fn is_personal(composer: &Composer, text: &str) -> bool {
    let open = merge::gaps(text).iter().any(|gap| gap.key == "personal");
    !open && composer.own_words() >= OWN_WORDS
}

/// What the template says must be in the text.
fn needs(app: &App, composer: &Composer, text: &str) -> Vec<Check> {
    let Some(template) = &composer.template else {
        return Vec::new();
    };
    let lower = text.to_lowercase();
    let merge = Merge::of(app.ctx(), composer.creator);
    let merge = composer
        .item
        .as_ref()
        .map_or(merge, |item| merge.about(item));
    let found = |need: &Need| match need {
        Need::Date => {
            let live = merge
                .piece
                .and_then(|id| app.model.get::<Deliverable>(id))
                .and_then(|d| d.live.or(d.live_due));
            live.is_none_or(|day| text.contains(&brief(day, app.today)))
        }
        Need::Disclosure => DISCLOSED.iter().any(|word| lower.contains(word)),
        Need::Code => {
            let code = MergeField::of("code").and_then(|field| field.value(&merge));
            code.is_none_or(|code| lower.contains(&code.to_lowercase()))
        }
    };
    template
        .needs
        .iter()
        .map(|need| Check {
            ok: found(need),
            text: need.label().to_owned(),
        })
        .collect()
}

/// Words that begin a message.
const GREETINGS: &[&str] = &[
    "hi", "hey", "hello", "dear", "hallo", "liebe", "lieber", "salut", "bonjour", "hola", "ciao",
    "olá",
];

/// Whether nothing stands there but `Hi Kai,`.
fn is_greeting_alone(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let greets = words.first().is_some_and(|w| {
        GREETINGS.contains(&w.trim_end_matches([',', '!']).to_lowercase().as_str())
    });
    let ends = words.last().is_some_and(|w| w.ends_with([',', '!'])) || words.len() <= 2;
    greets && ends && words.len() <= 4
}

/// Why a message cannot be logged as sent.
pub(super) fn hindrance(composer: &Composer) -> Result<(), String> {
    let (subject, text) = (
        if composer.has_subject() {
            composer.subject.text()
        } else {
            ""
        },
        composer.body.text(),
    );
    if text.trim().is_empty() {
        return Err("there are no words yet".into());
    }
    if is_greeting_alone(&text) {
        return Err("there is nothing behind the greeting yet".into());
    }
    let open: Vec<merge::Gap<'_>> = merge::gaps(&text)
        .into_iter()
        .chain(merge::gaps(subject))
        .collect();
    if let Some(first) = open.first() {
        let more = match open.len() {
            1 => String::new(),
            n => format!(" (+{} more)", n - 1),
        };
        return Err(format!("not sent: {}{more}", merge::complaint(first.key)));
    }
    if composer.template.as_ref().is_some_and(|t| t.is_personal()) && !is_personal(composer, &text)
    {
        let line = merge::complaint("personal");
        return Err(format!("not sent: {line}"));
    }
    Ok(())
}
