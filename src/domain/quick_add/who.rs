//! Finding the creator or campaign that a word means: a handle, the beginning of one, or of a name.

use crate::domain::ids::Id;
use crate::domain::model::Model;
use crate::domain::query::fold;
use crate::domain::rows::{Account, Campaign, Creator, Shelf, Wave};

/// Who a word can mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found<I> {
    One(I),
    Several(Vec<I>),
    None,
}

impl<I> Found<I> {
    fn of(mut all: Vec<I>) -> Self {
        match (all.len(), all.pop()) {
            (1, Some(only)) => Self::One(only),
            (_, Some(last)) => {
                all.push(last);
                Self::Several(all)
            }
            (_, None) => Self::None,
        }
    }
}

/// Parts the handle from what follows it: `mia: loves tea` is `mia` and `: loves tea`.
pub(super) fn split(after_at: &str) -> (&str, &str) {
    if let Some(quoted) = after_at.strip_prefix('"') {
        let (name, rest) = quoted.split_once('"').unwrap_or((quoted, ""));
        return (name.trim(), rest.trim());
    }
    let end = after_at
        .find(|c: char| !is_handle_char(c))
        .unwrap_or(after_at.len());
    let (token, rest) = after_at.split_at(end);
    (token, rest.trim())
}

/// Whether what stands behind an `@` can be a handle.
pub(super) fn begins_handle(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphanumeric() || c == '_')
}

fn is_handle_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '_' | '-')
}

/// The creators a word means. A whole handle or name goes before a beginning of one, the roster
/// before the archive; what is in the trash is not found.
pub(super) fn find(model: &Model, token: &str) -> Found<Id<Creator>> {
    let wanted = fold(token);
    if wanted.is_empty() {
        return Found::None;
    }
    let mut best: Vec<(u8, Id<Creator>)> = Vec::new();
    for row in model
        .creators
        .iter()
        .filter(|row| row.shelf != Shelf::Trashed)
    {
        let handles = |is: fn(&str, &str) -> bool| {
            model.of::<Account>(row.id).any(|a| is(&a.handle, &wanted))
        };
        let whole = handles(same) || whole_name(&row.name, &wanted);
        let begins = || handles(begins) || words_begin(&row.name, &wanted);
        let rank = match (whole, row.shelf) {
            (true, Shelf::Active) => 0,
            (true, _) => 1,
            (false, Shelf::Active) if begins() => 2,
            (false, Shelf::Archived) if begins() => 3,
            _ => continue,
        };
        best.push((rank, row.id));
    }
    let Some(rank) = best.iter().map(|(rank, _)| *rank).min() else {
        return Found::None;
    };
    Found::of(
        best.into_iter()
            .filter(|(r, _)| *r == rank)
            .map(|(_, id)| id)
            .collect(),
    )
}

fn same(text: &str, folded: &str) -> bool {
    if text.is_ascii() {
        text.eq_ignore_ascii_case(folded)
    } else {
        fold(text) == folded
    }
}

fn begins(text: &str, folded: &str) -> bool {
    if text.is_ascii() {
        text.get(..folded.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(folded))
    } else {
        fold(text).starts_with(folded)
    }
}

/// The name as it is, or with `-` between its words.
fn whole_name(name: &str, folded: &str) -> bool {
    same(name, folded) || (folded.contains('-') && slug(name) == folded)
}

/// Whether a word of a name begins so, or the whole name, also with `-` between its words.
fn words_begin(name: &str, folded: &str) -> bool {
    name.split_whitespace().any(|word| begins(word, folded))
        || begins(name, folded)
        || (folded.contains('-') && slug(name).starts_with(folded))
}

/// `Mia Okafor` as `mia-okafor`.
pub(super) fn slug(name: &str) -> String {
    let folded = fold(name);
    let words = folded
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

/// How a creator is shown: `Mia Okafor @miabrews`.
pub(super) fn shown(model: &Model, id: Id<Creator>) -> String {
    let name = model.called(id);
    let handle = model
        .of::<Account>(id)
        .next()
        .map(|a| format!("@{}", a.handle))
        .filter(|handle| *handle != name);
    let shelf = match model.get(id).map(|row| row.shelf) {
        Some(Shelf::Archived) => " (archived)",
        Some(Shelf::Trashed) => " (in the trash)",
        _ => "",
    };
    format!(
        "{name}{}{}{shelf}",
        if handle.is_some() { " " } else { "" },
        handle.unwrap_or_default()
    )
}

/// What to type for a creator so that nobody else is meant: the first handle of their own, else the
/// name.
pub fn creator_token(model: &Model, id: Id<Creator>) -> String {
    let alone = |handle: &str| {
        let handle = fold(handle);
        handle.chars().all(is_handle_char)
            && model
                .accounts
                .iter()
                .all(|a| a.creator == id || !same(&a.handle, &handle))
            && model
                .creators
                .iter()
                .all(|c| c.id == id || !same(&c.name, &handle))
    };
    if let Some(own) = model.of::<Account>(id).find(|a| alone(&a.handle)) {
        return format!("@{}", own.handle);
    }
    let name = model.get(id).map(|row| slug(&row.name)).unwrap_or_default();
    format!("@{name}")
}

/// A campaign, or one of its waves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CampaignRef {
    pub(super) campaign: Id<Campaign>,
    pub(super) wave: Option<Id<Wave>>,
}

/// The campaign or wave a word means: `winter` or `winter2` for "Winter Blend launch, wave 2".
pub(super) fn find_campaign(model: &Model, token: &str, exactly: bool) -> Found<CampaignRef> {
    let wanted = letters(token);
    if wanted.is_empty() {
        return Found::None;
    }
    let campaigns = model.campaigns.iter().map(|c| {
        (
            c.closed,
            c.name.to_string(),
            CampaignRef {
                campaign: c.id,
                wave: None,
            },
        )
    });
    let waves = model.waves.iter().filter_map(|w| {
        let campaign = model.get(w.campaign)?;
        let place = CampaignRef {
            campaign: campaign.id,
            wave: Some(w.id),
        };
        Some((
            campaign.closed,
            format!("{} {}", campaign.name, w.name),
            place,
        ))
    });
    let mut best: Vec<(u8, CampaignRef)> = Vec::new();
    for (closed, name, place) in campaigns.chain(waves) {
        let folded = fold(&name);
        let rank = match () {
            () if letters(&name) == wanted => 0,
            () if exactly => continue,
            () if letters(&name).starts_with(&wanted) && place.wave.is_none() => 1,
            () if jumps(&folded, &wanted) => 2 + u8::from(place.wave.is_some()),
            () => continue,
        };
        best.push((rank + if closed { 4 } else { 0 }, place));
    }
    let Some(rank) = best.iter().map(|(rank, _)| *rank).min() else {
        return Found::None;
    };
    Found::of(
        best.into_iter()
            .filter(|(r, _)| *r == rank)
            .map(|(_, place)| place)
            .collect(),
    )
}

/// The letters and digits of a folded text.
fn letters(text: &str) -> String {
    fold(text)
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect()
}

/// Whether the letters stand at the start of the text or go on at the start of a later word:
/// `winter2`.
fn jumps(text: &str, wanted: &str) -> bool {
    let words: Vec<&str> = text
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect();
    let mut left = wanted;
    for (at, word) in words.iter().enumerate() {
        let same = word
            .bytes()
            .zip(left.bytes())
            .take_while(|(a, b)| a == b)
            .count();
        if at == 0 && same == 0 {
            return false;
        }
        left = left.get(same..).unwrap_or_default();
    }
    left.is_empty()
}

/// How a place is shown: `Winter Blend launch, wave 2`.
pub(super) fn shown_place(model: &Model, place: CampaignRef) -> String {
    let name = model
        .get(place.campaign)
        .map_or_else(String::new, |c| c.name.to_string());
    match place.wave.and_then(|wave| model.get(wave)) {
        Some(wave) => format!("{name}, {}", wave.name),
        None => name,
    }
}

/// What to type for a campaign.
pub fn campaign_token(model: &Model, id: Id<Campaign>) -> String {
    format!(
        "/{}",
        model.get(id).map(|c| slug(&c.name)).unwrap_or_default()
    )
}
