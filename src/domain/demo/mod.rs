//! The demo: Juniper Tea, a small brand with 48 invented creators and four campaigns. Everything is
//! written in `assets/demo/*.toml`, dates as distances from today, so that the review is alive on
//! whatever day it is opened. Only the reading stands here; what a creator is there to show is said
//! beside the creator.
//!
//! How to read the files: a key is a column of the row. `"-3b"` is three working days ago, `"+12d"`
//! in twelve calendar days, `[+12d]` inside words that day as `5 Dec`. A touch is `"-1b 16:40 <
//! mail | words"` (`<` from them, `>` from us, `*` a note; `mail/Follow-up-1` names the template,
//! `mass` is a mail to many). A step is `"+3b = words"` (`=` regardless, `?` if no reply, `!`
//! promised, `x` done; `@-2b` at its end says when it was made).

mod dates;
mod library;
mod orders;
mod people;
mod table;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde_json::Value;
use toml::Table;

use self::dates::When;
use super::calendar::Calendar;
use super::change::{Edits, EditsOf, Step};
use super::day::Clock;
use super::ids::Id;
use super::model::{Model, TableOf};
use super::rows::{Campaign, Checklist, Creator, Row, Template, Wave};

/// The library and the campaigns, read first: people refer to them by name.
const LIBRARY: [(&str, &str); 2] = [
    (
        "library.toml",
        include_str!("../../../assets/demo/library.toml"),
    ),
    (
        "campaigns.toml",
        include_str!("../../../assets/demo/campaigns.toml"),
    ),
];

/// The people, by how far their collaboration has come.
const PEOPLE: [(&str, &str); 6] = [
    (
        "1-discovery.toml",
        include_str!("../../../assets/demo/1-discovery.toml"),
    ),
    (
        "2-pitch.toml",
        include_str!("../../../assets/demo/2-pitch.toml"),
    ),
    (
        "3-onboarding.toml",
        include_str!("../../../assets/demo/3-onboarding.toml"),
    ),
    (
        "4-creation.toml",
        include_str!("../../../assets/demo/4-creation.toml"),
    ),
    (
        "5-measurement.toml",
        include_str!("../../../assets/demo/5-measurement.toml"),
    ),
    (
        "6-retention.toml",
        include_str!("../../../assets/demo/6-retention.toml"),
    ),
];

/// All of the demo as one step for an empty file. Should an asset be broken (a test holds that none
/// is), the step is empty and its label says what is wrong.
pub fn demo(clock: &Clock, calendar: &Calendar) -> Step {
    load(clock, calendar)
        .unwrap_or_else(|why| Step::new(format!("The demo could not be read: {why}")))
}

/// The same, with the reason when an asset is broken.
pub fn load(clock: &Clock, calendar: &Calendar) -> Result<Step, String> {
    let mut loader = Loader {
        when: When::new(clock, calendar),
        step: Step::new("Demo: Juniper Tea"),
        none: Model::default(),
        campaigns: BTreeMap::new(),
        waves: BTreeMap::new(),
        templates: BTreeMap::new(),
        points: BTreeMap::new(),
        orders: 10_200,
    };
    for (file, text) in LIBRARY {
        let parsed = toml::from_str::<Table>(text).map_err(|e| e.to_string());
        parsed
            .and_then(|t| loader.library(t))
            .map_err(|why| format!("{file}: {why}"))?;
    }
    for (file, text) in PEOPLE {
        let parsed = toml::from_str::<Table>(text).map_err(|e| e.to_string());
        parsed
            .and_then(|t| loader.people(t))
            .map_err(|why| format!("{file}: {why}"))?;
    }
    toml::from_str::<Table>(include_str!("../../../assets/demo/orders.toml"))
        .map_err(|e| e.to_string())
        .and_then(|t| loader.strays(t))
        .map_err(|why| format!("orders.toml: {why}"))?;
    loader.rhythm();
    Ok(loader.step)
}

/// What has been read so far.
struct Loader<'a> {
    when: When<'a>,
    step: Step,
    /// Ids are counted from the ones used in an empty file: none.
    none: Model,
    campaigns: BTreeMap<String, Id<Campaign>>,
    waves: BTreeMap<String, Id<Wave>>,
    templates: BTreeMap<String, Id<Template>>,
    /// The checklist of each point, by the point's words.
    points: BTreeMap<String, Id<Checklist>>,
    /// The shop's number of the newest order.
    orders: u32,
}

impl Loader<'_> {
    /// The id of the next row of a table.
    fn next<T: Row>(&self) -> Id<T>
    where
        Model: TableOf<T>,
        Edits: EditsOf<T>,
    {
        self.step.fresh(&self.none)
    }

    /// Adds the row made of `base` and what the file says on top of it.
    fn add<T: Row>(&mut self, base: Value, said: Table) -> Result<T, String>
    where
        Model: TableOf<T>,
        Edits: EditsOf<T>,
    {
        let row: T = table::row(&self.when, self.next::<T>().raw(), base, said)?;
        self.step.insert(row.clone());
        Ok(row)
    }
}

/// The id of a name used in a file.
fn named<T>(names: &BTreeMap<String, Id<T>>, name: &str) -> Result<Id<T>, String> {
    names
        .get(name)
        .copied()
        .ok_or_else(|| format!("nothing is called \"{name}\""))
}

/// Whose row it is.
#[derive(Clone, Copy)]
struct Owner {
    creator: Id<Creator>,
    collaboration: Option<Id<super::rows::Collaboration>>,
    campaign: Option<Id<Campaign>>,
}
