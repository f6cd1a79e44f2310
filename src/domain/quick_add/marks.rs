//! Short marks on a creator: tags on and off, core, stage, campaign. `@mia #core -#test >4
//! /winter`.

use super::contact;
use super::draft::Draft;
use super::piece;
use crate::domain::ids::Id;
use crate::domain::rows::{Collaboration, Creator, Stage};

/// One mark.
enum Mark<'t> {
    On(&'t str),
    Off(&'t str),
    Core(bool),
    Stage(Stage),
    NoStage(&'t str),
    Campaign(&'t str),
}

fn mark(word: &str) -> Option<Mark<'_>> {
    let some = |tag: &'static str| move |rest: &&str| !rest.trim_start_matches(tag).is_empty();
    if let Some(tag) = word
        .strip_prefix("-#")
        .or_else(|| word.strip_prefix("!#"))
        .filter(some("#"))
    {
        return Some(Mark::Off(tag));
    }
    if let Some(tag) = word
        .strip_prefix("+#")
        .or_else(|| word.strip_prefix('#'))
        .filter(some("#"))
    {
        return Some(Mark::On(tag));
    }
    if let Some(name) = word
        .strip_prefix('/')
        .filter(|name| name.starts_with(char::is_alphanumeric))
    {
        return Some(Mark::Campaign(name));
    }
    match word {
        "*" | "+*" => Some(Mark::Core(true)),
        "-*" | "!*" => Some(Mark::Core(false)),
        _ => {
            let number = word
                .strip_prefix('>')
                .filter(|n| n.bytes().all(|b| b.is_ascii_digit()) && !n.is_empty())?;
            let stage = number.parse().ok().and_then(Stage::from_number);
            Some(stage.map_or(Mark::NoStage(number), Mark::Stage))
        }
    }
}

/// Whether every word is a mark.
pub(super) fn are_marks(words: &str) -> bool {
    !words.is_empty() && words.split_whitespace().all(|word| mark(word).is_some())
}

pub(super) fn set(draft: &mut Draft, id: Id<Creator>, words: &str) {
    draft.kind = "marks";
    let (mut add, mut remove, mut core, mut stage, mut campaign) =
        (Vec::new(), Vec::new(), None, None, None);
    for mark in words.split_whitespace().filter_map(mark) {
        match mark {
            Mark::On(tag) => add.push(tag),
            Mark::Off(tag) => remove.push(tag),
            Mark::Core(on) => core = Some(on),
            Mark::Stage(to) => stage = Some(to),
            Mark::NoStage(n) => draft.refuse(format!(
                "There is no stage {n}: they go from 1 to {}. A message takes a space: > {n}",
                Stage::ALL.len()
            )),
            Mark::Campaign(name) => campaign = Some(name),
        }
    }
    let model = draft.model();
    let Some(row) = model.get(id) else { return };
    let name = model.called(id);
    let mut done = Vec::new();
    if !add.is_empty() || !remove.is_empty() {
        let signs = add
            .iter()
            .map(|t| format!("#{t}"))
            .chain(remove.iter().map(|t| format!("-#{t}")));
        let signs = signs.collect::<Vec<_>>().join(" ");
        draft.part("tags", signs.as_str());
        done.push(signs);
    }
    if let Some(on) = core {
        let word = if on { "core" } else { "not core" };
        draft.part("core", if on { "yes" } else { "no" });
        done.push(word.to_owned());
    }
    let tags = row.tags.changed(&add, &remove);
    draft.step.edit(model, id, |c| {
        c.tags = tags;
        c.core = core.unwrap_or(c.core);
    });
    let place = campaign.and_then(|token| contact::place(draft, token));
    let deal = place.map(|place| piece::collaboration(draft, id, Some(place)));
    if let Some(place) = place {
        done.push(format!("in {}", super::who::shown_place(model, place)));
    }
    if let Some(to) = stage {
        draft.part("stage", format!("{} {}", to.number(), to.label()));
        move_to(draft, id, deal, to);
        done.push(format!("stage {}", to.number()));
    }
    draft.label(format!("{name}: {}", done.join(", ")));
}

/// Moves the collaboration named, or the most advanced open one; somebody without any gets one.
fn move_to(draft: &mut Draft, id: Id<Creator>, deal: Option<Id<Collaboration>>, to: Stage) {
    let (model, today) = (draft.model(), draft.today());
    let Some(deal) = deal.or_else(|| draft.deal(id).map(|deal| deal.id)) else {
        draft.say("opens a collaboration");
        let fresh = Collaboration::new(draft.step.fresh(model), id, to, today);
        return draft.step.insert(fresh);
    };
    if let Some(row) = model.get(deal) {
        let from = row.stage;
        draft.say(match from == to {
            true => format!("is in stage {} already", to.number()),
            false => format!("from stage {} {}", from.number(), from.label()),
        });
        draft.step.edit(model, deal, |c| {
            if c.stage != to {
                (c.stage, c.stage_since) = (to, today);
            }
        });
        return;
    }
    // The collaboration is one this step opens.
    for row in draft
        .step
        .edits
        .collaborations
        .iter_mut()
        .filter_map(|edit| edit.after.as_mut())
    {
        if row.id == deal {
            row.stage = to;
        }
    }
}
