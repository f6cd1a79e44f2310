//! The brief of one collaboration: one goal, what to say and what must be there, on one page that
//! can be sent. The words are a row and are written by hand; pieces, dates, pay, rights and targets
//! are read from the rows each time, so that the page never says another date than the deal does.

mod facts;
mod write;

use super::ctx::Ctx;
use super::fields::Fielded;
use super::ids::Id;
use super::model::Model;
use super::rows::*;
pub use write::{html, json, markdown, text};

/// One line of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its name in JSON.
    pub key: &'static str,
    /// Its name on the page.
    pub label: &'static str,
    /// What it says; empty while nothing is known.
    pub text: String,
    /// Whether it is written by hand; else it is read from the rows.
    pub by_hand: bool,
}

/// The page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Of which collaboration.
    pub deal: Id<Collaboration>,
    /// Whose.
    pub creator: Id<Creator>,
    /// Their name.
    pub name: String,
    /// The campaign, if it is in one.
    pub campaign: String,
    /// Lines, in the order of the page.
    pub lines: Vec<Line>,
}

impl Sheet {
    /// `Brief · Winter Blend · for Sofia Marín`.
    pub fn title(&self) -> String {
        let parts = ["Brief", &self.campaign]
            .into_iter()
            .filter(|p| !p.is_empty());
        format!(
            "{} · for {}",
            parts.collect::<Vec<_>>().join(" · "),
            self.name
        )
    }

    /// Labels of what is still empty and should not be.
    pub fn missing(&self) -> Vec<&'static str> {
        let optional = ["link", "targets", "please_not"];
        self.lines
            .iter()
            .filter(|l| l.text.is_empty() && !optional.contains(&l.key))
            .map(|l| l.label)
            .collect()
    }
}

/// The order of the page: words by the key of their field, facts with their label and where they
/// come from.
enum Part {
    Words(&'static str),
    Fact(
        &'static str,
        &'static str,
        fn(&Ctx<'_>, &Collaboration) -> String,
    ),
}

const PARTS: &[Part] = &[
    Part::Words("goal"),
    Part::Words("say"),
    Part::Fact("pieces", "Pieces", facts::pieces),
    Part::Words("must"),
    Part::Fact("link", "Link", facts::link),
    Part::Words("please_not"),
    Part::Words("yours"),
    Part::Fact("targets", "Targets", facts::targets),
    Part::Fact("pay", "Pay", facts::pay),
    Part::Fact("rights", "Rights", facts::rights),
    Part::Words("questions"),
];

/// The newest brief of a collaboration.
pub fn row<'a>(ctx: &Ctx<'a>, deal: &Collaboration) -> Option<&'a Brief> {
    ctx.model
        .of::<Brief>(deal.creator)
        .rev()
        .find(|b| b.collaboration == deal.id)
}

/// Whether a collaboration waits for its brief: agreed on, nothing sent, nothing live yet.
pub fn is_owed(model: &Model, deal: &Collaboration) -> bool {
    let live = || {
        model
            .of::<Deliverable>(deal.creator)
            .any(|d| d.collaboration == deal.id && d.live.is_some())
    };
    let agreed = deal.is_open() && deal.stage <= Stage::Creation && deal.agreed.is_some();
    agreed && deal.brief_sent.is_none() && !live()
}

/// The page of a collaboration; an error says why there is none.
pub fn sheet(ctx: &Ctx<'_>, deal: Id<Collaboration>) -> Result<Sheet, String> {
    let deal = ctx
        .model
        .get(deal)
        .ok_or("This collaboration is not there any more.")?;
    let words = row(ctx, deal)
        .cloned()
        .unwrap_or_else(|| draft(ctx, deal, Id::default()));
    let line = |part: &Part| match part {
        Part::Words(key) => {
            let field = Brief::field(key)?;
            let mut text = field.get(&words).trim().to_owned();
            if *key == "must" {
                text = facts::with_code(ctx, deal, text);
            }
            Some(Line {
                key: field.key,
                label: field.label,
                text,
                by_hand: true,
            })
        }
        Part::Fact(key, label, fact) => Some(Line {
            key,
            label,
            text: fact(ctx, deal),
            by_hand: false,
        }),
    };
    Ok(Sheet {
        deal: deal.id,
        creator: deal.creator,
        name: ctx.model.called(deal.creator),
        campaign: deal
            .campaign
            .and_then(|c| ctx.model.get(c))
            .map_or_else(String::new, |c| c.name.to_string()),
        lines: PARTS.iter().filter_map(line).collect(),
    })
}

/// The words a new brief begins with: the campaign's goal, what others in the same campaign were
/// told, and the disclosure of the creator's country.
pub fn draft(ctx: &Ctx<'_>, deal: &Collaboration, id: Id<Brief>) -> Brief {
    let campaign = deal.campaign.and_then(|c| ctx.model.get(c));
    let of_campaign = deal
        .campaign
        .map(|c| ctx.model.of_campaign::<Collaboration>(c));
    let sibling = of_campaign
        .into_iter()
        .flatten()
        .filter(|other| other.id != deal.id)
        .filter_map(|other| row(ctx, other))
        .max_by_key(|b| b.id);
    let shared = |of: fn(&Brief) -> &Text| sibling.map(of).cloned().unwrap_or_default();
    let yours = shared(|b| &b.yours);
    let questions = shared(|b| &b.questions);
    let me = &ctx.settings.general.me;
    Brief {
        id,
        creator: deal.creator,
        collaboration: deal.id,
        goal: campaign.map(|c| c.goal.clone()).unwrap_or_default(),
        say: shared(|b| &b.say),
        must: facts::disclosure(ctx, deal.creator).into(),
        please_not: shared(|b| &b.please_not),
        yours: if yours.is_empty() {
            "Hook, edit, music, pace. We change facts, never style.".into()
        } else {
            yours
        },
        questions: if questions.is_empty() && !me.is_empty() {
            format!("{me}, by e-mail").into()
        } else {
            questions
        },
    }
}

/// The collaborations of a creator a brief can be about: open ones first, the most advanced first.
pub fn deals(ctx: &Ctx<'_>, creator: Id<Creator>) -> Vec<Id<Collaboration>> {
    let lead = ctx.derived.of(creator).lead;
    let mut all: Vec<&Collaboration> = ctx.model.of::<Collaboration>(creator).collect();
    all.sort_by_key(|c| (Some(c.id) != lead, !c.is_open(), std::cmp::Reverse(c.id)));
    all.iter().map(|c| c.id).collect()
}

#[cfg(test)]
mod tests;
