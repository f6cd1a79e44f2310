//! Two creators made one, and an account given to somebody else. Everything of both is kept: rows
//! keep their ids and their days and change their owner; where the two say different things, the
//! side that is not taken stays as words. One step, so that one undo parts them exactly.

use super::change::Step;
use super::fields::Fielded;
use super::handles;
use super::identity::{folded_link, folded_name};
use super::ids::Id;
use super::model::{Model, TableOf};
use super::rows::*;
use crate::every_table;

/// A part of a creator that only one of two can keep.
struct Part {
    key: &'static str,
    copy: fn(&mut Creator, &Creator),
}

macro_rules! parts {
    ($($key:literal: $($field:ident)+;)+) => {
        &[$(Part { key: $key, copy: |to, from| { $(to.$field = from.$field.clone();)+ } },)+]
    };
}

/// The parts, by the keys of the fields; what belongs together goes together.
const PARTS: &[Part] = parts! {
    "name": name;
    "email": email;
    "phone": phone;
    "agent": agent;
    "country": country;
    "zone": zone zone_guessed;
    "language": language;
    "address": address;
    "niche": niche;
    "style": style;
    "voice": voice;
    "prefers": prefers;
    "type": relationship;
    "fit_values": fit_values;
    "fit_voice": fit_voice;
    "fit_audience": fit_audience;
    "fit_content": fit_content;
    "our_goals": our_goals;
    "their_goals": their_goals;
    "checkin": checkin checkin_they checkin_we;
    "cadence": cadence;
    "rate": rate rate_for;
    "source": source;
    "tax_form": tax_form;
};

/// Something the two say differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Key of the field.
    pub key: &'static str,
    /// Its name on screens.
    pub label: &'static str,
    /// What the one who stays has.
    pub stays: String,
    /// What the one who comes in has.
    pub comes: String,
}

fn shown(key: &str, row: &Creator) -> (&'static str, String) {
    Creator::field(key).map_or(("", String::new()), |field| (field.label, field.get(row)))
}

/// Where the two differ.
pub fn differences(stays: &Creator, comes: &Creator) -> Vec<Difference> {
    PARTS
        .iter()
        .filter_map(|part| {
            let (label, here) = shown(part.key, stays);
            let (_, there) = shown(part.key, comes);
            let differ = !here.is_empty() && !there.is_empty() && here.trim() != there.trim();
            differ.then_some(Difference {
                key: part.key,
                label,
                stays: here,
                comes: there,
            })
        })
        .collect()
}

/// Who of two stays unless somebody says otherwise: the one with deals that have gone somewhere,
/// else the older one.
pub fn who_stays(model: &Model, a: Id<Creator>, b: Id<Creator>) -> (Id<Creator>, Id<Creator>) {
    let weight = |id: Id<Creator>| {
        let deals = model.of::<Collaboration>(id);
        let work = deals
            .filter(|d| d.campaign.is_some() || d.stage > Stage::Discovery)
            .count();
        let added = model.get(id).map(|c| c.added);
        (std::cmp::Reverse(work), added, id)
    };
    if weight(a) <= weight(b) {
        (a, b)
    } else {
        (b, a)
    }
}

/// How many rows of each kind come along, zeros too: a zero is an answer here.
pub fn comes_along(model: &Model, comes: Id<Creator>) -> Vec<(&'static str, usize)> {
    let count = |direction: fn(Direction) -> bool| {
        let touches = model.of::<Touch>(comes);
        touches.filter(|t| direction(t.direction)).count()
    };
    vec![
        ("messages", count(|d| d != Direction::Note)),
        ("notes", count(|d| d == Direction::Note)),
        ("deals", model.count_of::<Collaboration>(comes)),
        ("orders", model.count_of::<Sale>(comes)),
        ("payments", model.count_of::<Payment>(comes)),
        ("parcels", model.count_of::<Shipment>(comes)),
        ("rights", model.count_of::<Right>(comes)),
        ("next steps", model.count_of::<FollowUp>(comes)),
        ("drafts", model.count_of::<Draft>(comes)),
    ]
}

/// Why two cannot be joined, if so.
fn pair(
    model: &Model,
    stays: Id<Creator>,
    comes: Id<Creator>,
) -> Result<(&Creator, &Creator), String> {
    if stays == comes {
        return Err("These are one creator already.".into());
    }
    let get = |id| {
        model
            .get(id)
            .ok_or_else(|| "One of the two is not there any more.".to_owned())
    };
    Ok((get(stays)?, get(comes)?))
}

/// The step that makes one creator of two. `take` are the keys of the fields in which the one who
/// comes in is right.
///
/// # Errors
/// Why the two cannot be joined.
pub fn join(
    model: &Model,
    stays: Id<Creator>,
    comes: Id<Creator>,
    take: &[&str],
) -> Result<Step, String> {
    let (here, there) = pair(model, stays, comes)?;
    if let Some(unknown) = take.iter().find(|key| PARTS.iter().all(|p| p.key != **key)) {
        let keys: Vec<&str> = PARTS.iter().map(|p| p.key).collect();
        return Err(format!(
            "There is no field \"{unknown}\" to take; there are: {}.",
            keys.join(", ")
        ));
    }
    let (called, other) = (model.called(stays), model.called(comes));
    let mut step = Step::new(format!(
        "Joined {other} into {called}; what was changed of {other} before can be undone only after this"
    ))
    .on(stays);
    let mut points = points_of(model, stays);
    let (after, lost) = merged(here, there, take);
    accounts(model, &mut step, stays, comes);
    contacts(model, &mut step, &after, comes, &mut points, &lost);
    aparts(model, &mut step, stays, comes);
    decisions(model, &mut step, stays, comes);
    give_all(model, &mut step, stays, comes);
    step.change(here.clone(), after);
    step.remove(there.clone());
    Ok(step)
}

/// A value that lost: of which field, its label, the value.
type Lost = (&'static str, &'static str, String);

/// The one row of two, and the values that were not taken.
fn merged(here: &Creator, there: &Creator, take: &[&str]) -> (Creator, Vec<Lost>) {
    let mut after = here.clone();
    let mut lost: Vec<Lost> = Vec::new();
    let differ = differences(here, there);
    for part in PARTS {
        let (_, mine) = shown(part.key, here);
        match differ.iter().find(|d| d.key == part.key) {
            Some(d) if take.contains(&part.key) => {
                (part.copy)(&mut after, there);
                lost.push((d.key, d.label, d.stays.clone()));
            }
            Some(d) => lost.push((d.key, d.label, d.comes.clone())),
            None if mine.is_empty() => (part.copy)(&mut after, there),
            None => {}
        }
    }
    let lines = |a: &str, b: &str| -> Text {
        let mut all: Vec<&str> = a.lines().collect();
        for line in b.lines().filter(|l| !l.is_empty()) {
            if !all.contains(&line) {
                all.push(line);
            }
        }
        all.join("\n").into()
    };
    let words = |a: &str, b: &str| -> Text {
        Tags::from_words(a.split_whitespace().chain(b.split_whitespace())).0
    };
    after.tags = Tags(words(&here.tags.0, &there.tags.0));
    after.quiet_days = words(&here.quiet_days, &there.quiet_days);
    after.boundaries = lines(&here.boundaries, &there.boundaries);
    after.extra = lines(&here.extra, &there.extra);
    after.core |= there.core;
    // Never contacted again, if either said so; both reasons stay.
    after.do_not_contact |= there.do_not_contact;
    after.do_not_contact_why = match (&*here.do_not_contact_why, &*there.do_not_contact_why) {
        (a, b) if b.is_empty() || a == b => a.into(),
        ("", b) => b.into(),
        (a, b) => format!("{a}; {b}").into(),
    };
    after.imported &= there.imported;
    after.shelf = here.shelf.min(there.shelf);
    after.added = here.added.min(there.added);
    let kept_apart = |key: &str| matches!(key, "name" | "email" | "phone");
    for (_, label, value) in lost.iter().filter(|(key, ..)| !kept_apart(key)) {
        let line = format!("{label}: {}", value.replace('\n', " / "));
        after.extra = lines(&after.extra, &line);
    }
    (after, lost)
}

fn points_of(model: &Model, id: Id<Creator>) -> Vec<(ContactKind, String)> {
    let points = model.of::<ContactPoint>(id);
    points
        .map(|p| (p.kind, point_key(p.kind, &p.value)))
        .collect()
}

fn point_key(kind: ContactKind, value: &str) -> String {
    match kind {
        ContactKind::Phone => value.chars().filter(char::is_ascii_digit).collect(),
        ContactKind::Link => folded_link(value),
        _ => folded_name(value),
    }
}

/// Further addresses, numbers, links and names come along once; a name, an address or a number that
/// is not taken becomes one.
fn contacts(
    model: &Model,
    step: &mut Step,
    after: &Creator,
    comes: Id<Creator>,
    points: &mut Vec<(ContactKind, String)>,
    lost: &[Lost],
) {
    for (kind, first) in [
        (ContactKind::OtherName, &after.name),
        (ContactKind::Email, &after.email),
        (ContactKind::Phone, &after.phone),
    ] {
        points.push((kind, point_key(kind, first)));
    }
    for point in model.of::<ContactPoint>(comes) {
        let key = (point.kind, point_key(point.kind, &point.value));
        if points.contains(&key) {
            step.remove(point.clone());
        } else {
            points.push(key);
            let moved = ContactPoint {
                creator: after.id,
                ..point.clone()
            };
            step.change(point.clone(), moved);
        }
    }
    for (key, _, value) in lost {
        let kind = match *key {
            "name" => ContactKind::OtherName,
            "email" => ContactKind::Email,
            "phone" => ContactKind::Phone,
            _ => continue,
        };
        let key = (kind, point_key(kind, value));
        if points.contains(&key) {
            continue;
        }
        points.push(key);
        let id = step.fresh(model);
        step.insert(ContactPoint {
            id,
            creator: after.id,
            kind,
            platform: None,
            value: value.as_str().into(),
            label: Text::default(),
        });
    }
}

/// The same profile of both becomes one, with the newer numbers; what was measured of it moves.
fn accounts(model: &Model, step: &mut Step, stays: Id<Creator>, comes: Id<Creator>) {
    for account in model.of::<Account>(comes) {
        let same = |a: &&Account| {
            a.platform == account.platform
                && handles::folded(&a.handle) == handles::folded(&account.handle)
        };
        let Some(twin) = model.of::<Account>(stays).find(same) else {
            let moved = Account {
                creator: stays,
                ..account.clone()
            };
            step.change(account.clone(), moved);
            continue;
        };
        let newer = account.checked > twin.checked;
        step.edit(model, twin.id, |kept| {
            let pick = |a: Option<i64>, b: Option<i64>| if newer { b.or(a) } else { a.or(b) };
            kept.followers = pick(kept.followers, account.followers);
            kept.avg_views = pick(kept.avg_views, account.avg_views);
            if kept.engagement.is_none() || (newer && account.engagement.is_some()) {
                kept.engagement = account.engagement;
                kept.engagement_basis = account.engagement_basis;
            }
            kept.checked = kept.checked.max(account.checked);
            if kept.url.is_empty() {
                kept.url = account.url.clone();
            }
            if kept.audience.is_empty()
                || (account.audience_day > kept.audience_day && !account.audience.is_empty())
            {
                kept.audience = account.audience.clone();
                kept.audience_source = account.audience_source.clone();
                kept.audience_day = account.audience_day;
            }
        });
        for row in model.of::<Measurement>(comes) {
            if row.account == account.id {
                let moved = Measurement {
                    creator: stays,
                    account: twin.id,
                    ..row.clone()
                };
                step.change(row.clone(), moved);
            }
        }
        step.remove(account.clone());
    }
}

/// Who was said to be somebody else stays so; that the two are apart themselves is taken back.
fn aparts(model: &Model, step: &mut Step, stays: Id<Creator>, comes: Id<Creator>) {
    let to = |id: Id<Creator>| if id == comes { stays } else { id };
    let of_it = |row: &&Apart| row.creator == comes || row.other == comes;
    for row in model.aparts.iter().filter(of_it) {
        let moved = Apart {
            creator: to(row.creator),
            other: to(row.other),
            ..row.clone()
        };
        let known = is_apart(model, moved.creator, moved.other)
            && (row.creator, row.other) != (moved.creator, moved.other);
        if moved.creator == moved.other || known {
            step.remove(row.clone());
        } else {
            step.change(row.clone(), moved);
        }
    }
}

/// Answers of the review are found by a key that names whom they are about.
fn decisions(model: &Model, step: &mut Step, stays: Id<Creator>, comes: Id<Creator>) {
    for row in model.of::<Decision>(comes) {
        let mut parts: Vec<String> = row.key.split(':').map(str::to_owned).collect();
        let about = parts.get(1).is_some_and(|p| p == "creator");
        if let Some(id) = parts
            .get_mut(2)
            .filter(|id| about && **id == comes.to_string())
        {
            *id = stays.to_string();
        }
        let moved = Decision {
            creator: Some(stays),
            key: parts.join(":").into(),
            ..row.clone()
        };
        step.change(row.clone(), moved);
    }
}

/// All other rows change their owner and nothing else.
fn give_all(model: &Model, step: &mut Step, stays: Id<Creator>, comes: Id<Creator>) {
    macro_rules! give {
        ($($plural:ident: $type:ident,)+) => {$(
            if <Model as TableOf<$type>>::TAG != <Model as TableOf<Creator>>::TAG {
                let touched: std::collections::HashSet<Id<$type>> =
                    step.edits.$plural.iter().map(super::change::Edit::id).collect();
                for row in model.of::<$type>(comes).filter(|row| !touched.contains(&row.id())) {
                    let mut after = row.clone();
                    after.give(stays);
                    step.change(row.clone(), after);
                }
            }
        )+};
    }
    every_table!(give);
}

/// Whether two were said to be different people.
pub fn is_apart(model: &Model, a: Id<Creator>, b: Id<Creator>) -> bool {
    let of =
        |one: Id<Creator>, other: Id<Creator>| model.of::<Apart>(one).any(|row| row.other == other);
    of(a, b) || of(b, a)
}

/// The step that remembers that two are not the same.
///
/// # Errors
/// Why that cannot be said.
pub fn part(model: &Model, a: Id<Creator>, b: Id<Creator>) -> Result<Step, String> {
    pair(model, a, b)?;
    let (one, other) = (model.called(a), model.called(b));
    if is_apart(model, a, b) {
        return Err(format!(
            "{one} and {other} are known to be different people."
        ));
    }
    let mut step = Step::new(format!("Not the same: {one} and {other}")).on(a);
    let id = step.fresh(model);
    step.insert(Apart {
        id,
        creator: a,
        other: b,
    });
    Ok(step)
}

/// The step that gives an account, with what was measured of it, to another creator.
///
/// # Errors
/// Why it cannot be given.
pub fn give_account(model: &Model, id: Id<Account>, to: Id<Creator>) -> Result<Step, String> {
    let account = model.get(id).ok_or("This account is not there any more.")?;
    model.get(to).ok_or("This creator is not there any more.")?;
    let (called, name) = (account.called(), model.called(to));
    if account.creator == to {
        return Err(format!("{called} is {name}'s already."));
    }
    let from = model.called(account.creator);
    let mut step = Step::new(format!("Given to {name}: {called} of {from}")).on(to);
    for row in model.of::<Measurement>(account.creator) {
        if row.account == id {
            let moved = Measurement {
                creator: to,
                ..row.clone()
            };
            step.change(row.clone(), moved);
        }
    }
    let moved = Account {
        creator: to,
        ..account.clone()
    };
    step.change(account.clone(), moved);
    Ok(step)
}
