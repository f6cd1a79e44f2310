//! Whether a caption says that it is an ad, by the rules of a market. The rules are dated files in
//! `assets/disclosure`, one a market, with their sources; here is only how words are looked for:
//! which count, where they must stand, what hides them. It is a check of words, not legal advice,
//! and every answer names the rule that made it so.

mod tokens;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::ids::Id;
use super::model::Model;
use super::rows::{Creator, Platform};
use super::settings::own_toml;
use crate::word_enum;
use tokens::{Phrase, Span, Token};

word_enum! {
    /// What a caption is worth.
    Verdict {
        Accepted = "accepted", "accepted";
        Risky = "risky", "risky";
        Missing = "missing", "missing";
    }
}

/// A group of wordings and what they mean.
#[derive(Debug, Deserialize)]
struct Wording {
    why: String,
    words: Vec<String>,
}

/// A rule about the place, or the lack, of wording.
#[derive(Debug, Deserialize)]
struct Reason {
    why: String,
}

type Wordings = BTreeMap<String, Wording>;
type Reasons = BTreeMap<String, Reason>;

/// The rules of a market.
#[derive(Debug, Deserialize)]
pub struct Market {
    /// Short name: `uk`.
    pub key: String,
    /// Name.
    pub name: String,
    /// Since when the rules hold.
    since: toml::value::Datetime,
    /// When they were last compared with their source.
    read: toml::value::Datetime,
    /// Where they are from.
    pub source: String,
    /// Characters shown before "more", by platform.
    fold: BTreeMap<String, usize>,
    /// Lines shown before "more".
    fold_lines: usize,
    /// So many hashtags side by side are a run.
    run: usize,
    accepted: Wordings,
    risky: Wordings,
    denies: Wordings,
    position: Reasons,
    hashtags: Reasons,
    missing: Reasons,
    remind: BTreeMap<String, String>,
}

/// The markets there are rules for. Their files are part of the program; a test reads every one.
static MARKETS: LazyLock<Vec<Market>> = LazyLock::new(|| {
    let files = [
        include_str!("../../../assets/disclosure/us.toml"),
        include_str!("../../../assets/disclosure/uk.toml"),
        include_str!("../../../assets/disclosure/fr.toml"),
        include_str!("../../../assets/disclosure/de.toml"),
    ];
    files
        .iter()
        .filter_map(|text| own_toml(text).ok())
        .collect()
});

/// All markets.
pub fn markets() -> &'static [Market] {
    &MARKETS
}

/// The market of a short name or of a country's code.
pub fn market(name: &str) -> Option<&'static Market> {
    let name = match name.trim().to_ascii_lowercase().as_str() {
        "gb" => "uk".to_string(),
        other => other.to_string(),
    };
    MARKETS
        .iter()
        .find(|m| m.key == name || m.name.eq_ignore_ascii_case(&name))
}

/// The market of a creator's country. Where there are no rules for it, those of the United States
/// hold: they reach whoever is read there.
pub fn of_creator(model: &Model, creator: Id<Creator>) -> Option<&'static Market> {
    market(&model.get(creator)?.country).or_else(|| market("us"))
}

impl Market {
    /// `United Kingdom, rules of 2025-04-06, read 2026-11-01: CAP Code …`.
    pub fn cited(&self) -> String {
        format!(
            "{}, rules since {}, read {}: {}",
            self.name, self.since, self.read, self.source
        )
    }

    /// What to see to beyond the words, for a format such as `video` or `story`.
    pub fn reminders(&self, format: &str) -> Vec<&str> {
        let format = format.to_ascii_lowercase();
        let fits = |key: &str| match key {
            "all" => true,
            "video" => ["video", "reel", "short", "tiktok", "vlog"]
                .iter()
                .any(|f| format.contains(f)),
            key => format.contains(key),
        };
        self.remind
            .iter()
            .filter(|(key, _)| fits(key))
            .map(|(_, text)| text.as_str())
            .collect()
    }

    fn fold_of(&self, platform: Option<Platform>) -> usize {
        let named = platform.and_then(|p| self.fold.get(p.word()));
        named
            .or_else(|| self.fold.get("other"))
            .copied()
            .unwrap_or(usize::MAX)
    }
}

/// What a check says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The verdict.
    pub verdict: Verdict,
    /// The rule that made it so: `UK-5`.
    pub rule: String,
    /// The wording it is about, as it stands in the caption; empty when there is none.
    pub found: String,
    /// Why, in a sentence.
    pub why: String,
}

/// Checks a caption.
pub fn check(market: &'static Market, caption: &str, platform: Option<Platform>) -> Checked {
    let tokens = tokens::read(caption);
    let denied = hits(&market.denies, &tokens);
    // "not an ad" holds an accepted word and means the opposite.
    let inside = |span: &Span| {
        denied
            .iter()
            .any(|(_, _, d)| d.first <= span.first && span.last <= d.last)
    };
    let free = |mut found: Vec<Hit<'static>>| {
        found.retain(|(_, _, span)| !inside(span));
        found
    };
    let fold = Fold {
        chars: market.fold_of(platform),
        lines: market.fold_lines,
    };
    let say = |verdict, rule: &str, why: &str, span: Option<&Span>| {
        let found = span.map_or("", |s| s.text(&tokens, caption));
        let start = if found.is_empty() {
            String::new()
        } else {
            format!("\"{found}\" ")
        };
        let lead = if found.is_empty() {
            "Nothing says that it is an ad: "
        } else {
            ""
        };
        Checked {
            verdict,
            rule: rule.into(),
            found: found.into(),
            why: format!("{lead}{start}{why}."),
        }
    };
    let accepted = free(hits(&market.accepted, &tokens));
    let clear = |span: &Span| {
        !span.is_behind(&tokens, caption, fold) && !span.is_in_run(&tokens, market.run)
    };
    if let Some((rule, why, span)) = accepted.iter().find(|(_, _, span)| clear(span)) {
        return say(Verdict::Accepted, rule, why, Some(span));
    }
    if let Some((_, _, span)) = accepted.first() {
        let behind = span.is_behind(&tokens, caption, fold);
        let reasons = if behind {
            &market.position
        } else {
            &market.hashtags
        };
        let (rule, why) = first(reasons);
        return say(Verdict::Risky, rule, why, Some(span));
    }
    if let Some((rule, why, span)) = denied.first() {
        return say(Verdict::Missing, rule, why, Some(span));
    }
    if let Some((rule, why, span)) = free(hits(&market.risky, &tokens)).first() {
        return say(Verdict::Risky, rule, why, Some(span));
    }
    let (rule, why) = first(&market.missing);
    say(Verdict::Missing, rule, why, None)
}

/// How much of a caption is seen before "more".
#[derive(Debug, Clone, Copy)]
struct Fold {
    chars: usize,
    lines: usize,
}

fn first(reasons: &Reasons) -> (&str, &str) {
    reasons.iter().next().map_or(("", ""), |(rule, reason)| {
        (rule.as_str(), reason.why.as_str())
    })
}

/// Rule, why, and where.
type Hit<'a> = (&'a str, &'a str, Span);

/// Where wordings stand, the longest first where several begin at the same word.
fn hits<'a>(wordings: &'a Wordings, tokens: &[Token]) -> Vec<Hit<'a>> {
    let mut found = Vec::new();
    for (rule, wording) in wordings {
        for words in &wording.words {
            let phrase = Phrase::read(words);
            found.extend(
                phrase
                    .spans(tokens)
                    .into_iter()
                    .map(|span| (rule.as_str(), wording.why.as_str(), span)),
            );
        }
    }
    found.sort_by_key(|(_, _, span)| (span.first, usize::MAX - span.last));
    found
}
