//! The work a sheet tells of: in which campaign somebody is, where that stands, what was agreed, the
//! pieces with their days and links, the next step, codes and rights. The same sheet again adds
//! nothing, and an earlier line is never overruled in silence.

use std::collections::HashMap;

use super::context::{ImportContext, NEXT_STEP, follow_up, next, promo_code};
use super::entry::Entry;
use super::fields::Field;
use super::people::folded_name;
use super::person::Person;
use super::stages::StageChoice;
use super::{dates, values};
use crate::domain::day::Day;
use crate::domain::ids::Id;
use crate::domain::model::Model;
use crate::domain::rows::*;

/// So many codes, pieces and steps are gathered for one person: a file of 200,000 lines about one
/// person must not take longer than one about as many people.
const MOST: usize = 200;

/// A deal before and after.
pub type Deal = (Option<Box<Collaboration>>, Collaboration);

/// What an import makes beside the first deal of a person.
#[derive(Debug, Default)]
pub struct Work {
    /// Deals in further campaigns.
    pub deals: Vec<Deal>,
    /// Pieces before and after.
    pub pieces: Vec<(Option<Deliverable>, Deliverable)>,
}

/// Campaigns by their names, and those an import makes.
#[derive(Debug, Default)]
pub struct Campaigns {
    known: HashMap<String, Id<Campaign>>,
    /// New ones.
    pub new: Vec<Campaign>,
}

impl Campaigns {
    /// Those of a model.
    pub fn of(model: &Model) -> Self {
        let known = model.campaigns.iter().map(|c| (folded_name(&c.name), c.id));
        Self {
            known: known.collect(),
            new: Vec::new(),
        }
    }

    fn named(&mut self, name: &str, counter: &mut u32) -> Id<Campaign> {
        let folded = folded_name(name);
        if let Some(id) = self.known.get(&folded) {
            return *id;
        }
        let id = next(counter);
        self.new.push(Campaign::new(id, name));
        self.known.insert(folded, id);
        id
    }
}

/// Which of a person's deals a row is about.
#[derive(Clone, Copy)]
enum Place {
    First,
    Further(usize),
}

impl Person {
    /// A new creator gets a deal; an open one of a known creator only ever moves on or ends.
    pub(super) fn take_work(&mut self, entry: &Entry<'_>, context: &mut ImportContext<'_>) {
        let campaign = Some(&*entry.work.campaign)
            .filter(|name| !name.is_empty())
            .map(|name| context.campaigns.named(name, &mut context.ids.campaign));
        if self.before.is_none() && self.collaboration.is_none() {
            let deal = self.new_deal(campaign, entry, context);
            self.collaboration = Some((None, deal));
        }
        if entry.stage.flatten().is_none() && !entry.work.has_deal() {
            return;
        }
        let standing = self.standing(campaign.is_some(), entry);
        let Some(place) = self.place(campaign, entry, context) else {
            return;
        };
        if let Some(standing) = standing {
            self.take_stage(place, standing, context.today);
        }
        self.take_terms(place, entry);
        if entry.work.has_pieces() {
            self.take_pieces(place, entry, context);
        }
    }

    fn new_deal(
        &self,
        campaign: Option<Id<Campaign>>,
        entry: &Entry<'_>,
        context: &mut ImportContext<'_>,
    ) -> Collaboration {
        let day = entry
            .last_contact
            .unwrap_or(self.after.added)
            .min(context.today);
        let id = next(&mut context.ids.collaboration);
        Collaboration {
            campaign,
            ..Collaboration::new(id, self.after.id, Stage::Discovery, day)
        }
    }

    fn deal(&mut self, place: Place) -> Option<&mut Deal> {
        match place {
            Place::First => self.collaboration.as_mut(),
            Place::Further(at) => self.work.deals.get_mut(at),
        }
    }

    /// The deal a row is about, loaded or made.
    fn place(
        &mut self,
        campaign: Option<Id<Campaign>>,
        entry: &Entry<'_>,
        context: &mut ImportContext<'_>,
    ) -> Option<Place> {
        let loaded = |c: &Collaboration| (Some(Box::new(c.clone())), c.clone());
        let id = self.after.id;
        let Some(campaign) = campaign else {
            if self.collaboration.is_none() {
                let open = context.model.open_collaborations(id).first().copied();
                let last = || context.model.of::<Collaboration>(id).last();
                let found = open.or_else(|| last().filter(|_| entry.work.has_deal()));
                self.collaboration = found.map(loaded);
            }
            return self.collaboration.is_some().then_some(Place::First);
        };
        if self
            .collaboration
            .as_ref()
            .is_some_and(|(_, deal)| deal.campaign == Some(campaign))
        {
            return Some(Place::First);
        }
        let further = self
            .work
            .deals
            .iter()
            .position(|(_, d)| d.campaign == Some(campaign));
        if let Some(at) = further {
            return Some(Place::Further(at));
        }
        let mut theirs: Vec<&Collaboration> = context.model.of::<Collaboration>(id).collect();
        theirs.sort_by_key(|c| c.outcome.is_some());
        let known = theirs.iter().find(|c| c.campaign == Some(campaign));
        if let Some(known) = known {
            return Some(self.add_deal(loaded(known)));
        }
        // A deal that is in no campaign yet becomes the one of this campaign.
        if let Some((_, deal)) = &mut self.collaboration
            && deal.campaign.is_none()
            && deal.outcome.is_none()
        {
            deal.campaign = Some(campaign);
            self.change("Campaign", "", &entry.work.campaign);
            return Some(Place::First);
        }
        let free = theirs
            .iter()
            .find(|c| c.campaign.is_none() && c.outcome.is_none());
        let (before, mut deal) = match free.filter(|_| self.collaboration.is_none()) {
            Some(free) => loaded(free),
            None => (None, self.new_deal(Some(campaign), entry, context)),
        };
        deal.campaign = Some(campaign);
        self.change("Campaign", "", &entry.work.campaign);
        Some(self.add_deal((before, deal)))
    }

    fn add_deal(&mut self, deal: Deal) -> Place {
        if self.collaboration.is_none() {
            self.collaboration = Some(deal);
            Place::First
        } else {
            self.work.deals.push(deal);
            Place::Further(self.work.deals.len() - 1)
        }
    }

    /// Where a row says that a deal stands. Of one without a campaign, the earlier line keeps its
    /// word.
    fn standing(&mut self, named: bool, entry: &Entry<'_>) -> Option<StageChoice> {
        let standing = entry.stage.flatten()?;
        if !named {
            if self.said(Field::Stage).is_some() {
                return None;
            }
            self.say(Field::Stage, entry.line);
            self.standing = Some(standing);
        }
        Some(standing)
    }

    fn take_stage(&mut self, place: Place, standing: StageChoice, today: Day) {
        let Some((before, after)) = self.deal(place) else {
            return;
        };
        if before.is_some() && after.outcome.is_some() {
            return;
        }
        let from = after.stage;
        let new = before.is_none();
        match standing {
            StageChoice::In(stage) if stage > after.stage => {
                after.stage = stage;
                if !new {
                    after.stage_since = today;
                }
            }
            StageChoice::In(_) => {}
            StageChoice::Closed(outcome) => {
                if new {
                    after.stage = Stage::Pitch;
                }
                after.outcome = Some(outcome);
                after.closed = Some(if new { after.stage_since } else { today });
            }
        }
        let moved = before.as_ref().is_none_or(|b| **b != *after);
        if moved && self.before.is_some() {
            self.change(Field::Stage.label(), from.label(), standing.label());
        }
    }

    fn take_terms(&mut self, place: Place, entry: &Entry<'_>) {
        let work = &entry.work;
        let Some((before, after)) = self.deal(place) else {
            return;
        };
        let told = before.as_ref().map(|b| b.fee);
        let mut changes: Vec<(&'static str, String, String)> = Vec::new();
        let mut kept = None;
        if let Some(fee) = work.fee.filter(|fee| after.fee != Some(*fee)) {
            // What an earlier line of this file said stays, and this is kept beside it.
            if after.fee.is_none() || told == Some(after.fee) {
                let from = after.fee.replace(fee);
                let from = from.map(|f| f.to_string()).unwrap_or_default();
                changes.push((Field::Fee.label(), from, fee.to_string()));
            } else {
                kept = Some(format!("{}: {}", work.fee_cell.0, work.fee_cell.1));
            }
        }
        let product = &*work.product;
        if !product.is_empty() && !after.product.contains(product) {
            let from = after.product.to_string();
            let first =
                from.is_empty() || before.as_ref().is_some_and(|b| b.product == after.product);
            after.product = if first {
                product.into()
            } else {
                format!("{from}; {product}").as_str().into()
            };
            changes.push((Field::Product.label(), from, product.to_string()));
        }
        for (field, from, to) in changes {
            self.change(field, from, to);
        }
        if let Some(line) = kept {
            self.keep_line(line);
        }
    }

    fn take_pieces(&mut self, place: Place, entry: &Entry<'_>, context: &mut ImportContext<'_>) {
        let Some(deal) = self.deal(place).map(|(_, deal)| deal.id) else {
            return;
        };
        let work = &entry.work;
        let mut parts: Vec<&str> = work.pieces.iter().flat_map(|text| in_parts(text)).collect();
        if parts.is_empty() && (work.links.is_empty() || !work.format.is_empty()) {
            parts.push(work.format);
        }
        // Links beyond the pieces are pieces of their own.
        while parts.len() < work.links.len() {
            parts.push("");
        }
        let mut taken: Vec<Id<Deliverable>> = Vec::new();
        for (at, part) in parts.into_iter().take(MOST).enumerate() {
            let link = work.links.get(at).copied().unwrap_or("");
            let told = self.told(deal, part, link, entry, context.today);
            let known: Vec<Deliverable> = {
                let mine = self.work.pieces.iter().map(|(_, p)| p.clone());
                let ids: Vec<_> = self.work.pieces.iter().map(|(_, p)| p.id).collect();
                let theirs = context.model.of::<Deliverable>(self.after.id);
                mine.chain(theirs.filter(|p| !ids.contains(&p.id)).cloned())
                    .collect()
            };
            let same = |p: &&Deliverable| {
                let linked = !link.is_empty() && *p.link == *link;
                let clash = |a: Option<Day>, b: Option<Day>| a.is_some() && b.is_some() && a != b;
                let alike = p.format == told.format
                    && p.title == told.title
                    && !clash(p.live_due, told.live_due)
                    && (link.is_empty() || p.link.is_empty());
                p.collaboration == deal && !taken.contains(&p.id) && (linked || alike)
            };
            match known.iter().find(same).cloned() {
                Some(before) => {
                    taken.push(before.id);
                    self.fill_piece(before, &told);
                }
                None if self.work.pieces.len() < MOST => {
                    let id = next(&mut context.ids.deliverable);
                    taken.push(id);
                    self.change("Piece", "", called(&told));
                    self.work.pieces.push((None, Deliverable { id, ..told }));
                }
                None => {}
            }
        }
    }

    /// A piece as a row tells of it, without an id.
    fn told(
        &self,
        deal: Id<Collaboration>,
        part: &str,
        link: &str,
        entry: &Entry<'_>,
        today: Day,
    ) -> Deliverable {
        let work = &entry.work;
        let mut piece = Deliverable::new(Id::new(0), self.after.id, deal);
        let by_link = values::format_in(link).unwrap_or("");
        match part {
            "" if by_link.is_empty() => piece.format = work.format.into(),
            "" => piece.format = by_link.into(),
            words if words.chars().count() <= 30 => piece.format = words.into(),
            words => {
                piece.format = values::format_in(words).unwrap_or(work.format).into();
                piece.title = words.into();
            }
        }
        (piece.draft_due, piece.live_due, piece.live) = (work.draft_due, work.live_due, work.live);
        piece.link = link.into();
        piece.platform = self.accounts.first().map(|a| a.after.platform);
        piece.state = work.state.unwrap_or(PieceState::Planned);
        let live = piece.live.is_some() || !link.is_empty();
        if live && !matches!(piece.state, PieceState::Verified) {
            piece.state = PieceState::Live;
        }
        if piece.state == PieceState::Live && piece.live.is_none() {
            piece.live = piece.live_due.filter(|day| *day <= today);
        }
        piece
    }

    /// Empty fields of a known piece are filled, and its state moves on.
    fn fill_piece(&mut self, before: Deliverable, told: &Deliverable) {
        let mut after = before.clone();
        after.draft_due = after.draft_due.or(told.draft_due);
        after.live_due = after.live_due.or(told.live_due);
        if after.link.is_empty() {
            after.link = told.link.clone();
        }
        let open = !matches!(
            after.state,
            PieceState::Live | PieceState::Verified | PieceState::Missed
        );
        let place = |state: PieceState| PieceState::ALL.iter().position(|s| *s == state);
        if open && place(told.state) > place(after.state) {
            after.state = told.state;
        }
        if after.state == PieceState::Live {
            after.live = after.live.or(told.live);
        }
        if after == before {
            return;
        }
        self.change("Piece", called(&before), called(&after));
        match self.work.pieces.iter_mut().find(|(_, p)| p.id == after.id) {
            Some((_, piece)) => *piece = after,
            None => self.work.pieces.push((Some(before), after)),
        }
    }

    /// The next step with its words and its day. Words without a day stand on today: what is to be
    /// done next is not forgotten because nobody wrote down when.
    pub(super) fn take_next_step(
        &mut self,
        entry: &Entry<'_>,
        context: &mut ImportContext<'_>,
        say: &mut Vec<String>,
    ) {
        let id = self.after.id;
        let words = entry.next_step.join("; ");
        let model = context.model;
        let Some(day) = entry
            .follow_up
            .or_else(|| (!words.is_empty()).then_some(context.today))
        else {
            return;
        };
        if words.is_empty() {
            let planned =
                |f: &FollowUp| f.done.is_none() || (f.day == day && *f.what == *NEXT_STEP);
            if self.followups.is_empty() && !model.of::<FollowUp>(id).any(planned) {
                let step = follow_up(next(&mut context.ids.followup), id, day, context.clock.now);
                self.followups.push(step);
                self.change(Field::FollowUp.label(), "", day);
            }
            return;
        }
        let dated = entry.follow_up.is_some();
        let same = |f: &FollowUp| *f.what == *words && (!dated || f.day == day);
        if self.followups.len() < MOST
            && !self.followups.iter().any(same)
            && !model.of::<FollowUp>(id).any(same)
        {
            let step = follow_up(next(&mut context.ids.followup), id, day, context.clock.now);
            self.followups.push(FollowUp {
                if_no_reply: goes_when_they_answer(&words),
                what: words.as_str().into(),
                ..step
            });
            if !dated {
                say.push("a next step without a day stands on today".into());
            }
            self.change(Field::NextStep.label(), "", words);
        }
    }

    pub(super) fn take_rights(&mut self, entry: &Entry<'_>, context: &mut ImportContext<'_>) {
        let id = self.after.id;
        let model = context.model;
        let mut keep = Vec::new();
        for code in &entry.codes {
            let same = |r: &Right| r.kind == RightKind::Code && r.code.eq_ignore_ascii_case(code);
            let end = entry.work.code_end;
            let known = self
                .rights
                .iter()
                .find(|r| same(r))
                .or_else(|| model.of::<Right>(id).find(|r| same(r)));
            match known {
                Some(known) => keep.extend(end.filter(|(day, ..)| known.end != Some(*day))),
                None if model.count_of::<Right>(id) + self.rights.len() < MOST => {
                    self.rights.push(Right {
                        end: end.map(|(day, ..)| day),
                        ..promo_code(next(&mut context.ids.right), id, code)
                    });
                    self.change(Field::Code.label(), "", *code);
                }
                None => {}
            }
        }
        if entry.codes.is_empty() {
            keep.extend(entry.work.code_end);
        }
        let words = entry.work.rights.trim();
        let end = entry.work.rights_end;
        if words.is_empty() || values::yes_no(words) == Some(false) {
            keep.extend(end);
            if !words.is_empty() {
                self.keep_line(format!("{}: {words}", Field::Rights.label()));
            }
        } else {
            let kind = kind_of_right(words);
            let scope: String = words.split_whitespace().collect::<Vec<_>>().join(" ");
            let same = |r: &Right| r.kind == kind && *r.scope == *scope;
            let day = end.map(|(day, ..)| day).or_else(|| until(words));
            let known = self
                .rights
                .iter()
                .find(|r| same(r))
                .or_else(|| model.of::<Right>(id).find(|r| same(r)));
            match known {
                Some(known) => keep.extend(end.filter(|(day, ..)| known.end != Some(*day))),
                None => {
                    let right = promo_code(next(&mut context.ids.right), id, "");
                    self.rights.push(Right {
                        kind,
                        scope: scope.as_str().into(),
                        end: day,
                        ..right
                    });
                    self.change(Field::Rights.label(), "", scope);
                }
            }
        }
        for (_, header, text) in keep {
            self.keep_line(format!("{header}: {text}"));
        }
    }

    /// A line beside the fields, once.
    fn keep_line(&mut self, line: String) {
        let line = crate::domain::clean::clean_line(&line).into_owned();
        if !self.after.extra.lines().any(|l| l == line) {
            self.after.extra = super::person::with_line(&self.after.extra, &line);
            self.change("Other columns", "", line);
        }
    }
}

/// What a piece is called in a list of changes.
fn called(piece: &Deliverable) -> String {
    let mut parts: Vec<String> = Vec::new();
    parts.extend(
        [&piece.title, &piece.format]
            .into_iter()
            .find(|t| !t.is_empty())
            .map(|t| t.to_string()),
    );
    parts.push(piece.state.label().to_string());
    parts.extend(piece.live.or(piece.live_due).map(|day| day.to_string()));
    parts.extend((!piece.link.is_empty()).then(|| piece.link.to_string()));
    parts.join(" ")
}

/// The pieces that a cell names: "1 reel + 2 stories".
fn in_parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(['+', ';', ',', '\n', '&'])
        .flat_map(|part| part.split(" and "))
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

fn kind_of_right(words: &str) -> RightKind {
    let words = super::fields::words(words);
    let any = |list: &[&str]| words.iter().any(|w| list.iter().any(|l| w.starts_with(l)));
    if any(&["exclusiv", "exklusiv"]) {
        RightKind::Exclusivity
    } else if any(&["spark"]) {
        RightKind::Spark
    } else if any(&["whitelist", "allowlist", "boost"]) {
        RightKind::Allowlisting
    } else {
        RightKind::Usage
    }
}

/// The day behind "until".
fn until(words: &str) -> Option<Day> {
    let lower = words.to_lowercase();
    let at = ["until ", "till ", "bis ", "through ", "expires ", "ends "]
        .into_iter()
        .find_map(|word| lower.find(word).map(|at| at + word.len()))?;
    let dated = dates::read(lower.get(at..)?.trim()).ok().flatten()?;
    dated.day(None)
}

/// A step that is only there to get an answer.
fn goes_when_they_answer(words: &str) -> bool {
    let words = super::fields::words(words);
    let first: Vec<&str> = words.iter().take(2).map(String::as_str).collect();
    matches!(
        first.as_slice(),
        ["nudge" | "chase" | "remind", ..] | ["follow", "up"] | ["ask", "again"]
    )
}
