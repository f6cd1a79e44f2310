//! Vetting: how well somebody fits, which points were looked at and when again, how near their
//! audience is to the one we look for, and what to know before writing to them. Nothing here
//! forbids: it is said where one decides.

use std::collections::BTreeMap;

use serde_json::Value;

use super::checklists::{self, List};
use super::clean::clean_line;
use super::ctx::Ctx;
use super::day::{Day, brief};
use super::ids::Id;
use super::rows::*;
use super::settings::Fit;

/// A share below this part of what is wanted counts as missed.
const MISSED_BELOW: f64 = 2.0 / 3.0;

/// Scores that are given, each with its name and weight; those that weigh nothing are left out.
fn weighed(row: &Creator, weights: &Fit) -> impl Iterator<Item = (&'static str, u8, u8)> {
    let weights = [
        weights.values,
        weights.voice,
        weights.audience,
        weights.content,
    ];
    let all = row
        .fit_scores()
        .into_iter()
        .zip(weights)
        .map(|((name, score), weight)| (name, score, weight));
    all.filter(|(_, score, weight)| *score > 0 && *weight > 0)
}

/// The weighted mean of the fit scores given, 1.0 to 5.0; `None` while none that weighs something
/// is given.
pub fn fit(row: &Creator, weights: &Fit) -> Option<f32> {
    let sum = |of: fn((u16, u16)) -> u16| -> u16 {
        weighed(row, weights)
            .map(|(_, score, weight)| of((u16::from(score), u16::from(weight))))
            .sum()
    };
    let (total, weight) = (
        sum(|(score, weight)| score * weight),
        sum(|(_, weight)| weight),
    );
    (weight > 0).then(|| f32::from(total) / f32::from(weight))
}

/// `4.5 of 5 = (values 5 + voice 4 + audience 5 + content 4) / 4, all weigh the same`, or with the
/// weights `4.6 of 5 = (values 5×2 + voice 4×1) / 3`: the score with its formula, unknown ones left
/// out. None while none is given.
pub fn fit_words(row: &Creator, weights: &Fit) -> Option<String> {
    let given: Vec<(&str, u8, u8)> = weighed(row, weights).collect();
    let mean = fit(row, weights)?;
    let all = [
        weights.values,
        weights.voice,
        weights.audience,
        weights.content,
    ];
    let (same, sum) = match all.windows(2).all(|pair| pair.first() == pair.last()) {
        true => (true, given.len()),
        false => (
            false,
            given
                .iter()
                .map(|(_, _, weight)| usize::from(*weight))
                .sum(),
        ),
    };
    let one = |(name, score, weight): &(&str, u8, u8)| match same {
        true => format!("{name} {score}"),
        false => format!("{name} {score}×{weight}"),
    };
    let note = if same { ", all weigh the same" } else { "" };
    Some(format!(
        "{mean:.1} of 5 = ({}) / {sum}{note}",
        given.iter().map(one).collect::<Vec<_>>().join(" + ")
    ))
}

/// One point of a checklist as it stands for a creator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// Its words.
    pub words: String,
    /// When it was ticked, if that still counts.
    pub ticked: Option<Day>,
}

/// A checklist as it stands for a creator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VettingStatus {
    /// Which list; none while it only comes with the program.
    pub list: Option<Id<Checklist>>,
    /// Its name.
    pub name: String,
    /// Its points.
    pub points: Vec<Point>,
    /// The day its oldest tick ends, or ended; none when it is never gone through again.
    pub again: Option<Day>,
}

impl VettingStatus {
    /// Points that count as done.
    pub fn done(&self) -> usize {
        self.points.iter().filter(|p| p.ticked.is_some()).count()
    }

    /// `3 of 4`, and when again.
    pub fn words(&self, today: Day) -> String {
        let done = format!("{} of {}", self.done(), self.points.len());
        match self.again {
            Some(day) if day <= today => format!("{done} · due again since {}", brief(day, today)),
            Some(day) => format!("{done} · again {}", brief(day, today)),
            None => done,
        }
    }
}

/// The day a tick ends.
fn ends(list: &Checklist, ticked: Day) -> Option<Day> {
    let months = chrono::Months::new(u32::from(list.repeat_months));
    (list.repeat_months > 0)
        .then(|| ticked.checked_add_months(months))
        .flatten()
}

/// One list of vetting for a creator. (Those of stages belong to a collaboration: `lifecycle`.)
fn standing(
    ctx: &Ctx<'_>,
    creator: Id<Creator>,
    List { id, row: list }: List<'_>,
) -> VettingStatus {
    let mine = |c: &&Check| Some(c.checklist) == id;
    let mut ticks: BTreeMap<&str, Day> = BTreeMap::new();
    for check in ctx.model.of::<Check>(creator).filter(mine) {
        let day = ticks.entry(check.point.trim()).or_insert(check.day);
        *day = (*day).max(check.day);
    }
    let words = || list.points.lines().map(str::trim).filter(|p| !p.is_empty());
    let again = words().filter_map(|p| ends(list, *ticks.get(p)?)).min();
    let counts = |p: &str| {
        ticks
            .get(p)
            .copied()
            .filter(|day| ends(list, *day).is_none_or(|end| end > ctx.today))
    };
    let points = words()
        .map(|p| Point {
            words: clean_line(p).into_owned(),
            ticked: counts(p),
        })
        .collect();
    VettingStatus {
        list: id,
        name: list.name.to_string(),
        points,
        again,
    }
}

/// The lists of vetting as they stand for a creator.
pub fn lists(ctx: &Ctx<'_>, creator: Id<Creator>) -> Vec<VettingStatus> {
    checklists::lists(ctx.model)
        .filter(|l| l.row.stage.is_none())
        .map(|l| standing(ctx, creator, l))
        .collect()
}

/// Ticks exactly these points (list and words) of the lists of vetting, and takes other ticks away.
pub fn tick(
    ctx: &Ctx<'_>,
    creator: Id<Creator>,
    on: &[(Option<Id<Checklist>>, String)],
) -> Result<super::change::Step, String> {
    let name = ctx.model.called(creator);
    let mut step = super::change::Step::new(format!("Checked points: {name}")).on(creator);
    for list in lists(ctx, creator) {
        for point in &list.points {
            let wanted = on
                .iter()
                .any(|(id, words)| *id == list.list && *words == point.words);
            if wanted && point.ticked.is_none() {
                let all = || checklists::lists(ctx.model).filter(|l| l.row.stage.is_none());
                let Some(row) = all().find(|l| l.id == list.list && *l.row.name == *list.name)
                else {
                    continue;
                };
                let checklist = checklists::adopt(ctx.model, &mut step, row);
                let id = step.fresh::<Check>(ctx.model);
                let point = point.words.as_str().into();
                step.insert(Check {
                    id,
                    creator,
                    collaboration: None,
                    checklist,
                    point,
                    day: ctx.today,
                });
            }
            if !wanted && point.ticked.is_some() {
                let same = |c: &&Check| {
                    Some(c.checklist) == list.list && clean_line(c.point.trim()) == point.words
                };
                let rows: Vec<Check> = ctx
                    .model
                    .of::<Check>(creator)
                    .filter(same)
                    .cloned()
                    .collect();
                rows.into_iter().for_each(|row| step.remove(row));
            }
        }
    }
    Ok(step)
}

/// How near an audience is to a wanted one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// In percent: the smaller of wanted and real of each share, over all wanted, in the groups
    /// both speak of.
    pub percent: u8,
    /// Shares far below what is wanted.
    pub misses: Vec<String>,
}

/// How near an account's audience is to an ideal creator's. None where either says nothing of the
/// other's groups.
pub fn audience_match(ideal: &Ideal, account: &Account) -> Option<Match> {
    let wanted: Value = serde_json::from_str(&ideal.audience).ok()?;
    let there: Value = serde_json::from_str(&account.audience).ok()?;
    let (mut part, mut whole, mut misses) = (0.0, 0.0, Vec::new());
    for (group, shares) in wanted.as_object()? {
        let Some(has) = there.get(group).and_then(Value::as_object) else {
            continue;
        };
        let share = |name: &str| {
            let found = has
                .iter()
                .find(|(key, _)| key.to_lowercase() == name.to_lowercase());
            found
                .and_then(|(_, v)| v.as_f64())
                .unwrap_or(0.0)
                .clamp(0.0, 100.0)
        };
        let wants = shares
            .as_object()?
            .iter()
            .filter_map(|(k, v)| Some((k, v.as_f64()?.clamp(0.0, 100.0))));
        let wants: Vec<(&String, f64)> = wants.filter(|(_, n)| *n > 0.0).collect();
        whole += wants.iter().map(|(_, n)| n).sum::<f64>();
        part += wants.iter().map(|(k, n)| share(k).min(*n)).sum::<f64>();
        let short = wants.iter().filter(|(k, n)| share(k) < n * MISSED_BELOW);
        misses.extend(short.map(|(k, n)| format!("{} {:.0}% of {n:.0}%", clean_line(k), share(k))));
    }
    (whole > 0.0).then(|| Match {
        percent: (part / whole * 100.0).round().clamp(0.0, 100.0) as u8,
        misses,
    })
}

/// Something to know before writing to somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// Better not to write at all.
    pub grave: bool,
    /// In a few words.
    pub text: String,
}

/// What to know before writing to a creator, the gravest first: do-not-contact, exclusivities,
/// boundaries, other deals of ours that run, vetting that is due again.
pub fn outreach_warnings(ctx: &Ctx<'_>, creator: Id<Creator>) -> Vec<Warning> {
    let Some(row) = ctx.model.get(creator) else {
        return Vec::new();
    };
    let warn = |grave: bool, text: String| Warning { grave, text };
    let mut all = Vec::new();
    if row.do_not_contact {
        let why = clean_line(&row.do_not_contact_why).into_owned();
        let why = if why.is_empty() {
            String::new()
        } else {
            format!(": {why}")
        };
        all.push(warn(true, format!("do not contact{why}")));
    }
    let live =
        |r: &&Right| r.state == RightState::Active && r.end.is_none_or(|end| end >= ctx.today);
    for right in ctx
        .model
        .of::<Right>(creator)
        .filter(|r| r.kind == RightKind::Exclusivity)
        .filter(live)
    {
        let what = clean_line(&right.scope);
        let what = if what.trim().is_empty() {
            "exclusive".to_owned()
        } else {
            format!("exclusive: {}", what.trim())
        };
        let until = right.end.map_or_else(String::new, |end| {
            format!(" until {}", brief(end, ctx.today))
        });
        all.push(warn(true, format!("{what}{until}")));
    }
    all.extend(
        row.boundaries
            .lines()
            .map(str::trim)
            .filter(|l| !l.is_empty())
            .map(|l| warn(false, clean_line(l).into())),
    );
    let pitched = ctx.model.open_collaborations(creator);
    if pitched.len() > 1 {
        let names = pitched
            .iter()
            .filter_map(|d| ctx.model.get(d.campaign?))
            .map(|c| clean_line(&c.name).into_owned());
        let names: Vec<String> = names.collect();
        let of = if names.is_empty() {
            String::new()
        } else {
            format!(": {}", names.join(", "))
        };
        all.push(warn(
            false,
            format!("{} deals of ours at once{of}", pitched.len()),
        ));
    }
    for list in lists(ctx, creator) {
        if let Some(day) = list.again.filter(|day| *day <= ctx.today) {
            all.push(warn(
                false,
                format!(
                    "{} is due again since {}",
                    clean_line(&list.name),
                    brief(day, ctx.today)
                ),
            ));
        }
    }
    all.sort_by_key(|w| !w.grave);
    all
}

#[cfg(test)]
mod tests;
