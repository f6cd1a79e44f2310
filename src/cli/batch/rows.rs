//! Actions on rows of any table: made, changed field by field as in a form, taken away.

use serde::Deserialize;

use super::action::{Set, set_fields};
use super::person::StageName;
use crate::cli::who;
use crate::domain::change::{Edits, EditsOf, Step};
use crate::domain::fields::{Contact, Fielded};
use crate::domain::ids::Id;
use crate::domain::ledger::closing::{self, Settling};
use crate::domain::ledger::orders::{self, correct};
use crate::domain::model::{Model, TableOf, removal};
use crate::domain::query::fold;
use crate::domain::review;
use crate::domain::rows::*;
use crate::workspace::Workspace;

/// Whose a row is, in which campaign and collaboration.
type Place = (
    Option<Id<Creator>>,
    Option<Id<Campaign>>,
    Option<Id<Collaboration>>,
);

/// A new row. Without a table it is a creator.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Create {
    table: Option<String>,
    who: Option<String>,
    campaign: Option<String>,
    #[serde(default)]
    set: Set,
    #[serde(default)]
    accounts: Vec<Set>,
    stage: Option<StageName>,
}

impl Create {
    pub(super) fn step(&self, workspace: &Workspace) -> Result<Step, String> {
        match self.table.as_deref().unwrap_or(Creator::TABLE) {
            "creator" => self.creator(workspace),
            "account" => {
                let mut step = Step::new(format!(
                    "Account of {}",
                    workspace.model.called(self.owner(workspace)?)
                ));
                account(workspace, &mut step, self.owner(workspace)?, &self.set)?;
                Ok(step)
            }
            "campaign" => self.add(workspace, |id| Campaign::new(id, "")),
            "collaboration" => {
                let (owner, campaign) = (self.owner(workspace)?, self.campaign(workspace)?);
                let stage = self.stage()?.unwrap_or(Stage::Discovery);
                let row = |id| Collaboration {
                    campaign,
                    ..Collaboration::new(id, owner, stage, workspace.today)
                };
                self.add(workspace, row)
            }
            "deliverable" => {
                let owner = self.owner(workspace)?;
                let deal = self.deal(workspace, owner)?;
                self.add(workspace, |id| Deliverable::new(id, owner, deal))
            }
            "target" => self.target(workspace),
            "own_count" | "count" => {
                let (creator, campaign, deal) = self.place(workspace)?;
                self.add(workspace, |id| OwnCount {
                    id,
                    creator,
                    campaign,
                    collaboration: deal,
                    deliverable: None,
                    day: workspace.today,
                    name: Text::default(),
                    value: 0,
                })
            }
            "template" => self.add(workspace, |id| Template {
                id,
                name: Text::default(),
                stage: None,
                language: Text::default(),
                subject: Text::default(),
                body: Text::default(),
                trashed: false,
            }),
            other => Err(format!(
                "\"{other}\" rows are not made so; creator, account, campaign, collaboration, deliverable, target, count and \
                 template are, and `add` takes a line of any other kind."
            )),
        }
    }

    /// Whose a row is and where: of a creator's collaboration, or of a campaign alone.
    fn place(&self, workspace: &Workspace) -> Result<Place, String> {
        let campaign = self.campaign(workspace)?;
        if self.who.is_none() {
            return match campaign {
                Some(campaign) => Ok((None, Some(campaign), None)),
                None => Err("Whose is it? Give who, a campaign, or both.".into()),
            };
        }
        let owner = self.owner(workspace)?;
        let deal = self.deal(workspace, owner)?;
        let campaign = workspace.model.get(deal).and_then(|deal| deal.campaign);
        Ok((Some(owner), campaign, Some(deal)))
    }

    /// A target of a campaign, or of one collaboration; agreed on today, unless it has a day. One
    /// of the same metric is changed.
    fn target(&self, workspace: &Workspace) -> Result<Step, String> {
        let (creator, campaign, deal) = self.place(workspace)?;
        let mut step = self.add(workspace, |id| Target {
            id,
            creator,
            campaign,
            collaboration: deal,
            metric: Text::default(),
            value: 0,
            currency: Text::default(),
        })?;
        let m = &workspace.model;
        let new = step.edits.targets.iter().find_map(|e| e.after.clone());
        let same = |t: &&Target| {
            let place = (t.creator, t.campaign, t.collaboration) == (creator, campaign, deal);
            place && new.as_ref().is_some_and(|new| new.metric == t.metric)
        };
        if let (Some(old), Some(new)) = (m.targets.iter().find(same), &new) {
            step.edits.targets.clear();
            let id = old.id;
            step.change(old.clone(), Target { id, ..new.clone() });
        }
        let today = workspace.today;
        match (deal, campaign) {
            (Some(deal), _) => step.edit(m, deal, |row| {
                row.targets_agreed = row.targets_agreed.or(Some(today));
            }),
            (None, Some(campaign)) => step.edit(m, campaign, |row| {
                row.targets_agreed = row.targets_agreed.or(Some(today));
            }),
            (None, None) => {}
        }
        Ok(step)
    }

    fn owner(&self, workspace: &Workspace) -> Result<Id<Creator>, String> {
        who::find(&workspace.model, self.who.as_deref().unwrap_or_default())
    }

    fn stage(&self) -> Result<Option<Stage>, String> {
        self.stage.as_ref().map(StageName::stage).transpose()
    }

    /// The campaign named, by its whole name or its number.
    fn campaign(&self, workspace: &Workspace) -> Result<Option<Id<Campaign>>, String> {
        let Some(name) = &self.campaign else {
            return Ok(None);
        };
        let wanted = fold(name.trim());
        let by_name = workspace
            .model
            .campaigns
            .iter()
            .find(|row| fold(&row.name) == wanted)
            .map(|row| row.id);
        let by_number = || {
            name.trim()
                .parse()
                .ok()
                .map(Id::new)
                .filter(|id| workspace.model.campaigns.get(*id).is_some())
        };
        by_name
            .or_else(by_number)
            .map(Some)
            .ok_or_else(|| format!("There is no campaign \"{name}\"."))
    }

    /// The collaboration a piece is made in: the one in the campaign named, else the most advanced.
    fn deal(&self, workspace: &Workspace, owner: Id<Creator>) -> Result<Id<Collaboration>, String> {
        let campaign = self.campaign(workspace)?;
        let mut open = workspace.model.open_collaborations(owner).into_iter();
        let found = open.find(|deal| campaign.is_none() || deal.campaign == campaign);
        found.map(|deal| deal.id).ok_or_else(|| {
            format!(
                "{} has no such open collaboration.",
                workspace.model.called(owner)
            )
        })
    }

    /// One new row with its fields set; those that may not be empty have to be there.
    fn add<T: Row + Fielded>(
        &self,
        workspace: &Workspace,
        blank: impl FnOnce(Id<T>) -> T,
    ) -> Result<Step, String>
    where
        Model: TableOf<T>,
        Edits: EditsOf<T>,
    {
        let mut step = Step::new(format!("New {}", T::TABLE.replace('_', " ")));
        let mut row = blank(step.fresh(&workspace.model));
        set_fields(&mut row, &self.set, &workspace.entry())?;
        needed(&row)?;
        step.focus.creator = row.creator();
        step.insert(row);
        Ok(step)
    }

    /// A creator with accounts, and the collaboration everybody begins with.
    fn creator(&self, workspace: &Workspace) -> Result<Step, String> {
        let mut step = Step::default();
        let id = step.fresh(&workspace.model);
        let mut row = Creator {
            id,
            added: workspace.today,
            ..Creator::default()
        };
        set_fields(&mut row, &self.set, &workspace.entry())?;
        let name = row.name.clone();
        step.insert(row);
        for set in &self.accounts {
            account(workspace, &mut step, id, set)?;
        }
        let handle = step
            .edits
            .accounts
            .iter()
            .find_map(|edit| edit.after.as_ref())
            .map(|row| format!("@{}", row.handle));
        let called = if name.is_empty() {
            handle
        } else {
            Some(name.into())
        };
        let called = called.ok_or("Who? Give a name, or an account with a handle.")?;
        let deal = step.fresh(&workspace.model);
        let stage = self.stage()?.unwrap_or(Stage::Discovery);
        let campaign = self.campaign(workspace)?;
        step.insert(Collaboration {
            campaign,
            ..Collaboration::new(deal, id, stage, workspace.today)
        });
        step.label = format!("New creator: {called}");
        Ok(step.on(id))
    }
}

/// Whether all is there that has to be.
fn needed<T: Fielded>(row: &T) -> Result<(), String> {
    match T::FIELDS
        .iter()
        .find(|field| field.required && field.get(row).is_empty())
    {
        Some(field) => Err(format!("{} is needed.", field.label)),
        None => Ok(()),
    }
}

/// A new account; a handle that is somebody's already is refused.
fn account(
    workspace: &Workspace,
    step: &mut Step,
    creator: Id<Creator>,
    set: &Set,
) -> Result<(), String> {
    let mut row = Account::new(step.fresh(&workspace.model), creator, Platform::Other, "");
    set_fields(&mut row, set, &workspace.entry())?;
    needed(&row)?;
    let same = |other: &&Account| {
        other.platform == row.platform && fold(&other.handle) == fold(&row.handle)
    };
    let taken = workspace
        .model
        .accounts
        .iter()
        .find(same)
        .map(|other| other.creator);
    if let Some(other) = taken {
        return Err(format!(
            "@{} on {} is {} already.",
            row.handle,
            row.platform,
            who::introduced(&workspace.model, other)
        ));
    }
    if step
        .edits
        .accounts
        .iter()
        .filter_map(|edit| edit.after.as_ref())
        .any(|other| same(&other))
    {
        return Err(format!(
            "@{} on {} is given twice.",
            row.handle, row.platform
        ));
    }
    step.insert(row);
    Ok(())
}

/// Fields of a row set anew.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Edit {
    who: Option<String>,
    table: Option<String>,
    id: Option<u32>,
    set: Set,
    /// What becomes of open money when this closes a deal: owed, paid, waive, kill 100.
    money: Option<String>,
}

/// Tables whose rows are edited and named by their number.
macro_rules! by_table {
    ($table:expr, $then:ident($($args:expr),*)) => {
        match $table {
            "creator" => $then::<Creator>($($args),*),
            "account" => $then::<Account>($($args),*),
            "measurement" => $then::<Measurement>($($args),*),
            "campaign" => $then::<Campaign>($($args),*),
            "wave" => $then::<Wave>($($args),*),
            "collaboration" => $then::<Collaboration>($($args),*),
            "target" => $then::<Target>($($args),*),
            "own_count" | "count" => $then::<OwnCount>($($args),*),
            "deliverable" => $then::<Deliverable>($($args),*),
            "result" => $then::<PostResult>($($args),*),
            "sale" => $then::<Sale>($($args),*),
            "refund" => $then::<Refund>($($args),*),
            "expense" => $then::<Expense>($($args),*),
            "recurrence" => $then::<Recurrence>($($args),*),
            "template" => $then::<Template>($($args),*),
            "followup" | "follow-up" => $then::<FollowUp>($($args),*),
            "payment" => $then::<Payment>($($args),*),
            "right" => $then::<Right>($($args),*),
            "shipment" => $then::<Shipment>($($args),*),
            "brief" => $then::<Brief>($($args),*),
            "page" => $then::<Page>($($args),*),
            "ideal" => $then::<Ideal>($($args),*),
            "segment" => $then::<Segment>($($args),*),
            "checklist" => $then::<Checklist>($($args),*),
            "week_note" => $then::<WeekNote>($($args),*),
            "free_day" => $then::<FreeDay>($($args),*),
            other => Err(format!("There is no table \"{other}\" to change rows of.")),
        }
    };
}

impl Edit {
    pub(super) fn step(&self, workspace: &Workspace) -> Result<Step, String> {
        match (&self.who, self.table.as_deref(), self.id) {
            (Some(who), None, None) => edit::<Creator>(
                workspace,
                who::find(&workspace.model, who)?.raw(),
                &self.set,
            ),
            (None, Some("touch"), Some(id)) => edit_touch(workspace, Id::new(id), &self.set),
            (None, Some(table), Some(id)) => {
                let mut step = by_table!(table, edit(workspace, id, &self.set))?;
                refundable(workspace, &step)?;
                let currency = workspace.entry().currency;
                let how = self.money.as_deref();
                let how = how.map_or(Ok(Settling::Owed), |how| Settling::parse(how, currency))?;
                correct::follow(&workspace.model, &mut step);
                closing::of_step(&workspace.ctx().base(), &mut step, how);
                Ok(step)
            }
            _ => Err("What is edited? Give who, or a table and an id.".into()),
        }
    }
}

/// What was given back is at most what the order brought.
fn refundable(workspace: &Workspace, step: &Step) -> Result<(), String> {
    let mut rows = step.edits.refunds.iter().filter_map(|e| e.after.as_ref());
    rows.try_for_each(|r| orders::may_refund(&workspace.model, r.sale, r.amount, Some(r.id)))
}

fn edit<T: Row + Fielded>(workspace: &Workspace, id: u32, set: &Set) -> Result<Step, String>
where
    Model: TableOf<T>,
    Edits: EditsOf<T>,
{
    let before: &T = workspace
        .model
        .get(Id::new(id))
        .ok_or_else(|| format!("There is no {} {id}.", T::TABLE))?;
    let mut after = before.clone();
    set_fields(&mut after, set, &workspace.entry())?;
    let mut step = Step::new(changed::<T>(workspace, before));
    step.focus.creator = before.creator();
    step.change(before.clone(), after);
    Ok(step)
}

fn changed<T: Row>(workspace: &Workspace, row: &T) -> String {
    let what = T::TABLE.replace('_', " ");
    match row.creator() {
        Some(creator) if T::TABLE == Creator::TABLE => {
            format!("Changed {}", workspace.model.called(creator))
        }
        Some(creator) => format!("Changed {what} of {}", workspace.model.called(creator)),
        None => format!("Changed {what}"),
    }
}

/// The words of a touch lie in the file, not in the model.
fn edit_touch(workspace: &Workspace, id: Id<Touch>, set: &Set) -> Result<Step, String> {
    let before = workspace.store().touch(id).map_err(|err| err.to_string())?;
    let before = before.ok_or_else(|| format!("There is no touch {id}."))?;
    let mut contact = Contact::of(before.clone(), &workspace.clock);
    set_fields(&mut contact, set, &workspace.entry())?;
    let mut step = Step::new(changed(workspace, &before)).on(before.creator);
    step.change(before, contact.into_touch(&workspace.clock));
    Ok(step)
}

/// A row taken away: a creator with all that belongs to it, or one row that nothing else needs.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Delete {
    who: Option<String>,
    table: Option<String>,
    id: Option<u32>,
}

impl Delete {
    pub(super) fn step(&self, workspace: &Workspace) -> Result<Step, String> {
        let creator = match (&self.who, self.table.as_deref(), self.id) {
            (Some(who), None, None) => who::find(&workspace.model, who)?,
            (None, Some("creator"), Some(id)) => Id::new(id),
            (None, Some("touch"), Some(id)) => return delete::<Touch>(workspace, id),
            (None, Some("recurrence"), Some(id)) => {
                return review::remove_rhythm(&workspace.ctx(), Id::new(id));
            }
            (None, Some("sale"), Some(id)) => {
                return review::remove_order(&workspace.ctx(), Id::new(id));
            }
            (
                None,
                Some(
                    table @ ("campaign" | "collaboration" | "deliverable" | "account" | "wave"
                    | "template"),
                ),
                _,
            ) => {
                return Err(format!(
                    "A {table} has rows that belong to it and is not deleted by itself."
                ));
            }
            (None, Some(table), Some(id)) => return by_table!(table, delete(workspace, id)),
            _ => return Err("What is deleted? Give who, or a table and an id.".into()),
        };
        let mut step = Step::new(format!("Deleted {}", workspace.model.called(creator)));
        removal(&workspace.model, creator, &mut step);
        if step.is_empty() {
            return Err(format!("There is no creator {creator}."));
        }
        Ok(step)
    }
}

fn delete<T: Row>(workspace: &Workspace, id: u32) -> Result<Step, String>
where
    Model: TableOf<T>,
    Edits: EditsOf<T>,
{
    let row: &T = workspace
        .model
        .get(Id::new(id))
        .ok_or_else(|| format!("There is no {} {id}.", T::TABLE))?;
    let mut step = Step::new(changed::<T>(workspace, row).replacen("Changed", "Deleted", 1));
    step.focus.creator = row.creator();
    step.remove(row.clone());
    Ok(step)
}
