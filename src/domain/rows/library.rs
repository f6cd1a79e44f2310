//! The library: templates, briefs, playbook pages, ideal creators, segments, checklists.

use serde::{Deserialize, Serialize};

use super::{Collaboration, Creator, Stage, Text, row};
use crate::domain::day::Day;
use crate::domain::ids::Id;

/// A message to start from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Template {
    /// Its id.
    pub id: Id<Template>,
    /// Name.
    pub name: Text,
    /// The stage it is for.
    pub stage: Option<Stage>,
    /// Language code.
    pub language: Text,
    /// Subject line.
    pub subject: Text,
    /// Words with merge fields.
    pub body: Text,
    /// Thrown away.
    pub trashed: bool,
}
row!(Template, "template");

/// What one creator is asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Brief {
    /// Its id.
    pub id: Id<Brief>,
    /// For whom.
    pub creator: Id<Creator>,
    /// In which collaboration.
    pub collaboration: Id<Collaboration>,
    /// The one goal.
    pub goal: Text,
    /// What to say.
    pub say: Text,
    /// What must be there: disclosure, tags, code.
    pub must: Text,
    /// What to leave out.
    pub please_not: Text,
    /// What is the creator's own to decide.
    pub yours: Text,
    /// Whom to ask.
    pub questions: Text,
}
row!(Brief, "brief", creator = creator);

/// A page of the playbook.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// Its id.
    pub id: Id<Page>,
    /// Title.
    pub title: Text,
    /// Market it is about.
    pub market: Text,
    /// Words.
    pub body: Text,
}
row!(Page, "page");

/// The kind of creator we look for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ideal {
    /// Its id.
    pub id: Id<Ideal>,
    /// Name.
    pub name: Text,
    /// Niche.
    pub niche: Text,
    /// Content style.
    pub style: Text,
    /// Audience wanted, in the JSON form of an account's audience.
    pub audience: Text,
    /// Free words.
    pub note: Text,
}
row!(Ideal, "ideal");

/// A saved filter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Segment {
    /// Its id.
    pub id: Id<Segment>,
    /// Name.
    pub name: Text,
    /// The filter line.
    pub filter: Text,
}
row!(Segment, "segment");

/// A list to go through.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Checklist {
    /// Its id.
    pub id: Id<Checklist>,
    /// Name.
    pub name: Text,
    /// The stage it guards; none for vetting.
    pub stage: Option<Stage>,
    /// Its points, a line each.
    pub points: Text,
    /// Months after which it is gone through again; 0 is never.
    pub repeat_months: u16,
}
row!(Checklist, "checklist");

/// One point of a checklist, ticked for one creator.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Check {
    /// Its id.
    pub id: Id<Check>,
    /// For whom.
    pub creator: Id<Creator>,
    /// For which collaboration.
    pub collaboration: Option<Id<Collaboration>>,
    /// Of which list.
    pub checklist: Id<Checklist>,
    /// The point's words.
    pub point: Text,
    /// When.
    pub day: Day,
}
row!(Check, "check", creator = creator);
