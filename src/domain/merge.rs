//! Merge fields: what stands in a template in braces, and what it becomes for one creator.
//!
//! The whole syntax, for whoever writes a template:
//!
//! | written | becomes |
//! |---|---|
//! | `{fee}` | the value; without one it stays as it is, a gap that has to be filled before the text can be logged as sent |
//! | `{fee?}` | the value; without one the whole line disappears |
//! | `{personal}`, `{changes}` … | a gap, always: these are written by hand |
//! | any other brace | itself |
//!
//! A name that is no field stays as it is and is named, so that a typing error cannot be sent.
//! There is no crate behind it: what is asked of a gap (where it stands, whether it can be filled,
//! why not) no template engine tells.

mod fields;

use super::clean::clean_text;
use super::ctx::Ctx;
use super::ids::Id;
use super::review::Item;
use super::rows::*;

pub use fields::FIELDS;

/// Whom and what a template is filled for.
#[derive(Clone, Copy)]
pub struct Merge<'a> {
    /// Rows, time, settings.
    pub ctx: Ctx<'a>,
    /// To whom.
    pub creator: Id<Creator>,
    /// In which collaboration; none when there is none.
    pub deal: Option<Id<Collaboration>>,
    /// About which piece: the one due next, else the one that went live last.
    pub piece: Option<Id<Deliverable>>,
    /// About which payment; none means the one made last.
    pub payment: Option<Id<Payment>>,
    /// Language code of the template; dates are written its way.
    pub language: &'a str,
}

impl<'a> Merge<'a> {
    /// For a creator, about their most advanced collaboration.
    pub fn of(ctx: Ctx<'a>, creator: Id<Creator>) -> Self {
        let deal = ctx.derived.of(creator).lead;
        let merge = Self {
            ctx,
            creator,
            deal,
            piece: None,
            payment: None,
            language: "en",
        };
        Self {
            piece: merge.next_piece(),
            ..merge
        }
    }

    /// The same, about what an item of the review is about.
    pub fn about(self, item: &Item) -> Self {
        let model = self.ctx.model;
        let piece = item.key.row::<Deliverable>(model);
        let deal = piece
            .map(|d| d.collaboration)
            .or(item.key.id_of::<Collaboration>())
            .or_else(|| item.key.row::<Payment>(model)?.collaboration)
            .or_else(|| item.key.row::<Right>(model)?.collaboration)
            .or_else(|| item.key.row::<FollowUp>(model)?.collaboration)
            .or(self.deal);
        let merge = Self {
            deal,
            payment: item.key.id_of::<Payment>(),
            ..self
        };
        Self {
            piece: piece.map(|d| d.id).or_else(|| merge.next_piece()),
            ..merge
        }
    }

    /// The same, in a template's language.
    pub fn in_language(self, language: &'a str) -> Self {
        Self { language, ..self }
    }

    fn next_piece(&self) -> Option<Id<Deliverable>> {
        let pieces = || {
            self.ctx
                .model
                .of::<Deliverable>(self.creator)
                .filter(|d| Some(d.collaboration) == self.deal)
        };
        let open = pieces().filter(|d| d.live.is_none() && d.state != PieceState::Missed);
        let due = |d: &&Deliverable| {
            (
                d.draft_due.or(d.live_due).unwrap_or(super::day::Day::MAX),
                d.id,
            )
        };
        let next = open.min_by_key(due);
        next.or_else(|| pieces().max_by_key(|d| (d.live, d.id)))
            .map(|d| d.id)
    }
}

/// Where a field's value comes from.
pub enum Source {
    /// From the rows; `None` when nothing is known.
    Rows(fn(&Merge<'_>) -> Option<String>),
    /// Written by hand, each time.
    ByHand,
}

/// One merge field.
pub struct MergeField {
    /// What stands in braces.
    pub key: &'static str,
    /// What it is, and for a gap what is missing.
    pub help: &'static str,
    /// Its value.
    pub source: Source,
}

impl MergeField {
    /// The field of a key.
    pub fn of(key: &str) -> Option<&'static Self> {
        FIELDS.iter().find(|f| f.key == key)
    }

    /// Its value for somebody; none when nothing is known, or when it is written by hand.
    pub fn value(&self, merge: &Merge<'_>) -> Option<String> {
        match self.source {
            // Rows may hold what a stranger's file brought.
            Source::Rows(value) => value(merge)
                .map(|v| clean_text(&v).into_owned())
                .filter(|v| !v.trim().is_empty()),
            Source::ByHand => None,
        }
    }
}

/// A field in a text: where it stands, in bytes, braces included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap<'t> {
    /// First byte.
    pub start: usize,
    /// Past the last byte.
    pub end: usize,
    /// The name between the braces, without the question mark.
    pub key: &'t str,
    /// It takes its line with it when it has no value.
    pub optional: bool,
}

/// The fields of a text, in order. What is sent must have none left.
pub fn gaps(text: &str) -> Vec<Gap<'_>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = text
        .get(from..)
        .and_then(|rest| rest.find('{'))
        .map(|at| from + at)
    {
        from = start + 1;
        let Some(rest) = text.get(from..) else { break };
        let name = rest
            .find(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'))
            .unwrap_or(0);
        let (Some(key), Some(after)) = (rest.get(..name), rest.get(name..)) else {
            break;
        };
        let optional = after.starts_with('?');
        let closed = after
            .get(usize::from(optional)..)
            .is_some_and(|a| a.starts_with('}'));
        if !key.is_empty() && closed {
            let end = from + name + usize::from(optional) + 1;
            found.push(Gap {
                start,
                end,
                key,
                optional,
            });
            from = end;
        }
    }
    found
}

/// A template, filled as far as it can be.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rendered {
    /// The text; what could not be filled stays in braces.
    pub text: String,
    /// Fields without a value, each once.
    pub missing: Vec<String>,
    /// Names that are no fields, each once.
    pub unknown: Vec<String>,
}

/// Fills a template for somebody.
pub fn render(template: &str, merge: &Merge<'_>) -> Rendered {
    let mut out = Rendered::default();
    let mut lines = Vec::new();
    for line in template.lines() {
        let known = |gap: &Gap<'_>| MergeField::of(gap.key).and_then(|f| f.value(merge));
        let found = gaps(line);
        if found.iter().any(|gap| gap.optional && known(gap).is_none()) {
            continue;
        }
        let (mut filled, mut from) = (String::new(), 0);
        for gap in &found {
            filled.push_str(line.get(from..gap.start).unwrap_or_default());
            match known(gap) {
                Some(value) => filled.push_str(&value),
                None => {
                    filled.push_str(&format!("{{{}}}", gap.key));
                    let list = if MergeField::of(gap.key).is_some() {
                        &mut out.missing
                    } else {
                        &mut out.unknown
                    };
                    if !list.iter().any(|key| key == gap.key) {
                        list.push(gap.key.to_owned());
                    }
                }
            }
            from = gap.end;
        }
        filled.push_str(line.get(from..).unwrap_or_default());
        // Where a line disappeared, two empty ones must not meet.
        if !(filled.trim().is_empty() && lines.last().is_none_or(|l: &String| l.trim().is_empty()))
        {
            lines.push(filled);
        }
    }
    out.text = lines.join("\n").trim_end().to_owned();
    out
}

/// Names in a template that are no fields, each once: to be told while it is edited.
pub fn unknown(template: &str) -> Vec<&str> {
    let mut all: Vec<&str> = gaps(template)
        .iter()
        .map(|g| g.key)
        .filter(|k| MergeField::of(k).is_none())
        .collect();
    all.dedup();
    all
}

/// Why a text with this gap cannot be logged as sent.
pub fn complaint(key: &str) -> String {
    match MergeField::of(key) {
        None => format!("{{{key}}} is no field; {{ lists those there are"),
        Some(MergeField {
            source: Source::ByHand,
            help,
            ..
        }) => format!("{{{key}}} is still to be written: {help}"),
        Some(field) => format!("{{{key}}} has no value: {}", field.help),
    }
}

/// How many words of a text are not in the template it came from: what was written by hand.
pub fn own_words(text: &str, template: &str) -> usize {
    let mut given: Vec<&str> = template
        .split_whitespace()
        .filter(|word| gaps(word).is_empty())
        .collect();
    let own = text
        .split_whitespace()
        .filter(|word| gaps(word).is_empty())
        .filter(|word| match given.iter().position(|g| g == word) {
            Some(at) => {
                given.swap_remove(at);
                false
            }
            None => word.chars().any(char::is_alphanumeric),
        });
    own.count()
}

#[cfg(test)]
mod tests;
