//! Actions on creators and on what is said, promised and paid.

use serde::Deserialize;

use super::action::{Set, Who, set_fields};
use crate::cli::{find, who};
use crate::domain::change::Step;
use crate::domain::clean::clean_text;
use crate::domain::day::{Day, Stamp, short};
use crate::domain::fields::text::{Choice, choice};
use crate::domain::fields::{Contact, Fielded, stages};
use crate::domain::ids::Id;
use crate::domain::join;
use crate::domain::ledger::entry;
use crate::domain::money::{Currency, Money};
use crate::domain::next_step::{self, Miss, When};
use crate::domain::query::{Query, SearchKeys};
use crate::domain::recurrence;
use crate::domain::review::{Mark, mark, move_stage, paid};
use crate::domain::rows::{
    self, Channel, Collaboration, Creator, Direction, Payment, PaymentKind, PaymentState,
};
use crate::domain::when;
use crate::workspace::Workspace;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Tag {
    who: Who,
    #[serde(default)]
    add: Vec<String>,
    #[serde(default)]
    remove: Vec<String>,
}

impl Tag {
    pub(super) fn step(&self, workspace: &Workspace) -> Result<Step, String> {
        let tags = Mark::Tags {
            add: self.add.clone(),
            remove: self.remove.clone(),
        };
        mark(&workspace.ctx(), &self.who.ids(workspace)?, &tags)
    }
}

/// A stage by its number or a word of it.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum StageName {
    Number(u8),
    Word(String),
}

impl StageName {
    pub(super) fn stage(&self) -> Result<rows::Stage, String> {
        let found = match self {
            Self::Number(n) => rows::Stage::from_number(*n),
            Self::Word(word) => rows::Stage::from_word(choice(word, &stages())?),
        };
        found.ok_or_else(|| "Stages go from 1 to 6.".into())
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Stage {
    who: Option<String>,
    collaboration: Option<Id<rows::Collaboration>>,
    stage: StageName,
}

impl Stage {
    pub(super) fn step(&self, workspace: &Workspace) -> Result<Step, String> {
        let deal = match (&self.who, self.collaboration) {
            (_, Some(deal)) => deal,
            (Some(who), None) => {
                let creator = who::find(&workspace.model, who)?;
                let none = || {
                    format!(
                        "{} has no open collaboration.",
                        workspace.model.called(creator)
                    )
                };
                workspace.derived.of(creator).lead.ok_or_else(none)?
            }
            (None, None) => return Err("Whose stage? Give who, or the collaboration.".into()),
        };
        move_stage(&workspace.ctx(), deal, self.stage.stage()?)
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Touch {
    who: String,
    #[serde(default)]
    direction: Option<String>,
    channel: Option<String>,
    #[serde(default)]
    words: String,
    at: Option<String>,
}

impl Touch {
    pub(super) fn step(&self, workspace: &Workspace) -> Result<Step, String> {
        let creator = who::find(&workspace.model, &self.who)?;
        let words = |all: &[(&'static str, &'static str)]| -> Vec<Choice> {
            all.iter()
                .map(|(word, label)| Choice::new(word, label))
                .collect()
        };
        let directions: Vec<_> = Direction::ALL
            .iter()
            .map(|d| (d.word(), d.label()))
            .collect();
        let channels: Vec<_> = Channel::ALL.iter().map(|c| (c.word(), c.label())).collect();
        let direction = match &self.direction {
            Some(word) => Direction::from_word(choice(word, &words(&directions))?),
            None => Some(Direction::Note),
        };
        let liked = workspace.model.get(creator).and_then(|row| row.prefers);
        let channel = match &self.channel {
            Some(word) => Channel::from_word(choice(word, &words(&channels))?),
            None => liked.or(Some(Channel::Mail)),
        };
        let (Some(direction), Some(channel)) = (direction, channel) else {
            return Err("The direction is in, out or note.".into());
        };
        let at = self
            .at
            .as_deref()
            .map_or(Ok(workspace.clock.now), |text| moment(workspace, text))?;
        let mut step = Step::new(format!(
            "Contact {direction}: {}",
            workspace.model.called(creator)
        ))
        .on(creator);
        let mut row = rows::Touch::new(
            step.fresh(&workspace.model),
            creator,
            at,
            channel,
            direction,
        );
        row.collaboration = workspace.derived.of(creator).lead;
        row.words = clean_text(self.words.trim()).into();
        step.insert(row);
        Ok(step)
    }
}

/// An instant that has been: `2026-11-20T09:00`, with or without a zone, or a day.
fn moment(workspace: &Workspace, text: &str) -> Result<Stamp, String> {
    use chrono::{DateTime, NaiveDateTime};
    let stamp = match DateTime::parse_from_rfc3339(text) {
        Ok(at) => Some(Stamp(at.timestamp())),
        Err(_) => ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]
            .iter()
            .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok())
            .map(|local| workspace.clock.stamp(local)),
    };
    match stamp {
        Some(at) if at > workspace.clock.now => Err(format!(
            "\"{text}\" is still to come. A contact needs a time that has been."
        )),
        Some(at) => Ok(at),
        None => {
            let reading = Contact::dates("day", workspace.reading());
            when::read(text, &reading).map(|day| workspace.clock.at_day(day))
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FollowUp {
    who: Option<String>,
    /// A day or a rhythm; it may end the words instead.
    #[serde(default)]
    day: String,
    what: String,
    #[serde(default)]
    regardless: bool,
    #[serde(default)]
    promised: bool,
}

impl FollowUp {
    pub(super) fn step(&self, workspace: &Workspace) -> Result<Step, String> {
        let creator = self
            .who
            .as_deref()
            .map(|who| who::find(&workspace.model, who))
            .transpose()?;
        let said = next_step::read(&self.what, &self.day, &workspace.reading());
        let said = said.map_err(Miss::sentence)?;
        let ctx = workspace.ctx();
        let day = said.first(&ctx.base())?;
        let about = creator.map_or_else(
            || "To do".to_owned(),
            |id| format!("Next step for {}", workspace.model.called(id)),
        );
        let what = clean_text(said.what.trim());
        let mut step = Step::new(format!("{about}, {}: {what}", short(day, workspace.today)));
        step.focus.creator = creator;
        let collaboration = creator.and_then(|id| workspace.derived.of(id).lead);
        match said.when {
            When::Every(rhythm) => {
                if self.promised {
                    return Err("What comes round again is not promised for a day.".into());
                }
                let id = step.fresh(&workspace.model);
                let row = rows::Recurrence {
                    creator,
                    collaboration,
                    words: what.into(),
                    ..rhythm.row(id, rows::Makes::FollowUp, day)
                };
                recurrence::add(&workspace.model, workspace.clock.now, &mut step, row);
            }
            When::Day(day) => {
                let id = step.fresh(&workspace.model);
                step.insert(rows::FollowUp {
                    collaboration,
                    what: what.into(),
                    if_no_reply: creator.is_some() && !self.regardless && said.waits,
                    promised: self.promised,
                    ..rows::FollowUp::new(id, creator, day, workspace.clock.now)
                });
            }
        }
        Ok(step)
    }
}

/// A new payment (its other keys are the payment's fields), or one that was made.
#[derive(Debug, Deserialize)]
pub(super) struct Pay {
    who: Option<String>,
    id: Option<Id<Payment>>,
    /// The deal it is for, where more than one may be meant.
    deal: Option<Id<Collaboration>>,
    part: Option<String>,
    #[serde(flatten)]
    set: Set,
}

impl Pay {
    pub(super) fn step(&self, workspace: &Workspace) -> Result<Step, String> {
        match (self.id, &self.who) {
            (Some(id), _) => self.made(workspace, id),
            (None, Some(who)) => self.agreed(workspace, who::find(&workspace.model, who)?),
            (None, None) => Err("To whom? Give who, or the id of a payment.".into()),
        }
    }

    fn made(&self, workspace: &Workspace, id: Id<Payment>) -> Result<Step, String> {
        if let Some(other) = self.set.keys().find(|key| *key != "paid") {
            return Err(format!(
                "\"{other}\" is not changed by paying; use edit with table payment."
            ));
        }
        let paid_on = self
            .set
            .get("paid")
            .and_then(|day| day.as_str())
            .unwrap_or("today");
        let day: Day = when::read(paid_on, &Payment::dates("paid", workspace.reading()))?;
        let entry = workspace.entry();
        let part = self
            .part
            .as_deref()
            .map(|text| crate::domain::fields::number::money(text, entry.currency));
        paid(&workspace.ctx(), id, part.transpose()?, day)
    }

    /// An amount that was paid, put where it belongs; where that is not clear, refused with what to
    /// say.
    fn paid(&self, workspace: &Workspace, row: &Payment) -> Result<Step, String> {
        let ctx = workspace.ctx();
        let base = ctx.base();
        let paid = entry::Paid {
            creator: row.creator,
            amount: row.amount,
            deal: self.deal,
            kind: None,
        };
        let paying = entry::plan(&base, &paid).map_err(|unclear| {
            let hint = match unclear {
                entry::Unclear::Deals(_) => "give the id of the deal as deal",
                entry::Unclear::Nothing => "give kind: fee, bonus or reimbursement",
            };
            format!("{} In batch, {hint}.", unclear.words(&base, &paid))
        })?;
        let name = workspace.model.called(row.creator);
        let mut step = Step::new(format!("Paid: {name} {}", paying.amount_words()));
        step.focus.creator = Some(row.creator);
        let how = entry::How {
            method: row.method.clone(),
            reference: row.reference.clone(),
            note: row.note.clone(),
        };
        let day = row.paid.unwrap_or(workspace.today);
        entry::write(&base, &mut step, &paying, day, &how);
        Ok(step)
    }

    fn agreed(&self, workspace: &Workspace, creator: Id<Creator>) -> Result<Step, String> {
        let mut step = Step::default().on(creator);
        let mut row = Payment::new(
            step.fresh(&workspace.model),
            creator,
            self.deal.or(workspace.derived.of(creator).lead),
            Money::new(
                0,
                workspace.settings.general.currency.unwrap_or(Currency::USD),
            ),
            PaymentKind::Fee,
        );
        set_fields(&mut row, &self.set, &workspace.entry())?;
        if row.amount.minor <= 0 {
            return Err("How much? Give an amount such as \"$350\".".into());
        }
        if !self.set.contains_key("state") {
            row.state = match (row.paid, row.due) {
                (Some(_), _) => PaymentState::Paid,
                (None, Some(_)) => PaymentState::Due,
                (None, None) => PaymentState::Agreed,
            };
        }
        // What was paid goes into what is open, unless it is said what else it is for.
        if let (PaymentState::Paid, None) = (row.state, self.set.get("kind")) {
            return self.paid(workspace, &row);
        }
        step.label = format!(
            "Payment {} {}: {}",
            row.state,
            row.amount,
            workspace.model.called(creator)
        );
        step.insert(row);
        Ok(step)
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Bulk {
    filter: String,
    #[serde(default)]
    add: Vec<String>,
    #[serde(default)]
    remove: Vec<String>,
    #[serde(default)]
    set: Set,
}

impl Bulk {
    pub(super) fn step(&self, workspace: &Workspace) -> Result<Step, String> {
        let keys = SearchKeys::build(&workspace.model);
        let query = Query::parse(&self.filter, &find::query_ctx(workspace));
        if let Some(problem) = query.problems().first() {
            return Err(format!("The filter is not clear: {problem}"));
        }
        let ids = find::matching(&workspace.ctx(), &query, &keys);
        let mut step = Step::new(format!("Changed {} creators", ids.len()));
        let entry = workspace.entry();
        let add: Vec<&str> = self.add.iter().map(String::as_str).collect();
        let remove: Vec<&str> = self.remove.iter().map(String::as_str).collect();
        for id in ids {
            let Some(before) = workspace.model.get(id) else {
                continue;
            };
            let mut after = before.clone();
            set_fields(&mut after, &self.set, &entry)?;
            after.tags = after.tags.changed(&add, &remove);
            step.change(before.clone(), after);
        }
        Ok(step)
    }
}

/// Two creators made one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Join {
    who: String,
    with: String,
    into: Option<String>,
    #[serde(default)]
    take: Vec<String>,
}

impl Join {
    pub(super) fn step(&self, workspace: &Workspace) -> Result<Step, String> {
        let model = &workspace.model;
        let (stays, comes) = who::pair(model, &self.who, &self.with, self.into.as_deref())?;
        let take: Vec<&str> = self.take.iter().map(String::as_str).collect();
        join::join(model, stays, comes, &take)
    }
}

/// Two creators who are not the same.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Apart {
    who: String,
    with: String,
}

impl Apart {
    pub(super) fn step(&self, workspace: &Workspace) -> Result<Step, String> {
        let model = &workspace.model;
        let (one, other) = (who::find(model, &self.who)?, who::find(model, &self.with)?);
        join::part(model, one, other)
    }
}

/// An account given to another creator.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Give {
    account: Id<rows::Account>,
    to: String,
}

impl Give {
    pub(super) fn step(&self, workspace: &Workspace) -> Result<Step, String> {
        let model = &workspace.model;
        join::give_account(model, self.account, who::find(model, &self.to)?)
    }
}
