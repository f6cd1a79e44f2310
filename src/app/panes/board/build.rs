//! What stands on the board: which collaborations, in which order, counted how.

use std::collections::{BTreeMap, BTreeSet};

use super::{Board, Card};
use crate::app::App;
use crate::domain::change::Step;
use crate::domain::ids::Id;
use crate::domain::lifecycle;
use crate::domain::rows::*;

/// More creators than this at once: everything anew.
const MANY: usize = 200;

/// What cards are sorted by: today's hottest first, then what comes soonest, then nothing; then the
/// older.
type Key = (u8, i64, Id<Collaboration>);

fn key(app: &App, deal: &Collaboration) -> Key {
    match lifecycle::next(&app.ctx(), deal) {
        Some(next) if next.live => (0, -i64::from(next.score), deal.id),
        Some(next) => (
            1,
            i64::from(chrono::Datelike::num_days_from_ce(&next.shows)),
            deal.id,
        ),
        None => (2, 0, deal.id),
    }
}

fn place(deal: &Collaboration) -> usize {
    usize::from(deal.stage.number()) - 1
}

/// Open, of somebody in the roster.
fn stands(app: &App, deal: &Collaboration) -> bool {
    deal.is_open()
        && app
            .model
            .get(deal.creator)
            .is_some_and(|c| c.shelf == Shelf::Active)
}

/// Part of the funnel: of the campaign that is looked at, open on the board or ended, unless thrown
/// away.
fn counts(app: &App, deal: &Collaboration) -> bool {
    let shelf = app.model.get(deal.creator).map(|c| c.shelf);
    let there = if deal.is_open() {
        shelf == Some(Shelf::Active)
    } else {
        shelf != Some(Shelf::Trashed)
    };
    there && app.board.campaign.is_none_or(|c| deal.campaign == Some(c))
}

/// Inside what the board is filtered by.
fn fits(app: &App, deal: &Collaboration) -> bool {
    let board = &app.board;
    let kind = || {
        deal.relationship
            .or_else(|| app.model.get(deal.creator).and_then(|c| c.relationship))
    };
    if board.campaign.is_some_and(|c| deal.campaign != Some(c))
        || board.kind.is_some_and(|k| kind() != Some(k))
    {
        return false;
    }
    board.filter.admits(app, deal.creator)
}

impl Board {
    /// After a step: notes whose cards may have changed.
    pub(super) fn changed(app: &mut App, step: &Step, touched: &[Id<Creator>]) {
        let edits = &step.edits;
        app.board.moved = edits
            .collaborations
            .last()
            .map(crate::domain::change::Edit::id)
            .or(app.board.moved);
        app.board.touched.extend(touched);
        app.board.edited.extend(
            edits
                .collaborations
                .iter()
                .map(crate::domain::change::Edit::id),
        );
        app.board.outdated |= app.board.touched.len() > MANY;
    }

    /// Brings the board up to date before it is shown.
    pub(super) fn build(app: &mut App) {
        let touched = std::mem::take(&mut app.board.touched);
        let edited = std::mem::take(&mut app.board.edited);
        let here = app.board.card();
        if std::mem::take(&mut app.board.outdated) {
            Self::all(app);
        } else if !touched.is_empty() {
            Self::some(app, &touched, edited);
        } else {
            return;
        }
        Self::follow(app, here);
    }

    /// Everything anew.
    fn all(app: &mut App) {
        let mut columns: [Vec<(Key, Card)>; 6] = Default::default();
        for deal in app
            .model
            .collaborations
            .iter()
            .filter(|deal| stands(app, deal))
        {
            if fits(app, deal)
                && let Some(column) = columns.get_mut(place(deal))
            {
                column.push((
                    key(app, deal),
                    Card {
                        deal: deal.id,
                        creator: deal.creator,
                    },
                ));
            }
        }
        let sorted = columns.map(|mut cards| {
            cards.sort_unstable();
            cards.into_iter().map(|(_, card)| card).collect::<Vec<_>>()
        });
        Self::put(app, sorted);
        (app.board.standing, app.board.tally) = Default::default();
        let ids: Vec<_> = app
            .model
            .collaborations
            .iter()
            .map(|deal| deal.id)
            .collect();
        Self::count(app, ids.into_iter());
    }

    /// Only the cards of some creators.
    fn some(app: &mut App, touched: &BTreeSet<Id<Creator>>, edited: BTreeSet<Id<Collaboration>>) {
        let mut columns: [Vec<Card>; 6] = Default::default();
        for (new, old) in columns.iter_mut().zip(&app.board.columns) {
            new.extend(
                old.rows()
                    .iter()
                    .copied()
                    .filter(|card| !touched.contains(&card.creator)),
            );
        }
        for creator in touched {
            for deal in app
                .model
                .of::<Collaboration>(*creator)
                .filter(|deal| stands(app, deal) && fits(app, deal))
            {
                let mine = key(app, deal);
                let Some(column) = columns.get_mut(place(deal)) else {
                    continue;
                };
                let before = |card: &Card| {
                    app.model
                        .get(card.deal)
                        .is_some_and(|other| key(app, other) < mine)
                };
                column.insert(
                    column.partition_point(before),
                    Card {
                        deal: deal.id,
                        creator: deal.creator,
                    },
                );
            }
        }
        Self::put(app, columns);
        let mut ids = edited;
        ids.extend(
            touched
                .iter()
                .flat_map(|c| app.model.of::<Collaboration>(*c))
                .map(|deal| deal.id),
        );
        Self::count(app, ids.into_iter());
    }

    /// Puts the cards in; marks go along with a card that changed its stage.
    fn put(app: &mut App, columns: [Vec<Card>; 6]) {
        let marked: BTreeSet<Card> = app.board.columns.iter().flat_map(|c| c.marked()).collect();
        for (list, rows) in app.board.columns.iter_mut().zip(columns) {
            let carried: Vec<Card> = rows
                .iter()
                .filter(|card| marked.contains(card))
                .copied()
                .collect();
            list.set(rows);
            list.mark(carried);
        }
    }

    /// Counts some collaborations as they are now.
    fn count(app: &mut App, ids: impl Iterator<Item = Id<Collaboration>>) {
        let (mut standing, mut tally) = (
            std::mem::take(&mut app.board.standing),
            std::mem::take(&mut app.board.tally),
        );
        for id in ids {
            let deal = app.model.get(id);
            standing.put(
                &app.model,
                &app.clock,
                id,
                deal.filter(|deal| stands(app, deal)),
            );
            tally.put(
                &app.model,
                &app.clock,
                id,
                deal.filter(|deal| counts(app, deal)),
            );
        }
        (app.board.open, app.board.numbers) = (standing.numbers().open, tally.numbers());
        (app.board.standing, app.board.tally) = (standing, tally);
        let busy: Vec<_> = app
            .board
            .columns
            .get(3)
            .map_or_else(Vec::new, |c| c.rows().iter().map(|c| c.deal).collect());
        app.board.rooms = lifecycle::rooms(&app.ctx(), &app.board.open, &busy);
    }

    /// The cursor stays on its card, wherever that went; when the card is gone, on another of the
    /// same creator's that is new; else where it was. At the first look it stands on what is most
    /// urgent.
    fn follow(app: &mut App, here: Option<Card>) {
        if !std::mem::replace(&mut app.board.shown, true) {
            let first = app
                .board
                .columns
                .iter()
                .enumerate()
                .filter_map(|(at, list)| {
                    let deal = app.model.get(list.rows().first()?.deal)?;
                    Some((key(app, deal), at))
                });
            app.board.at = first.min().map_or(0, |(_, at)| at);
            return;
        }
        let Some(here) = here else { return };
        if !app.board.show(|card| *card == here) {
            let moved = app.board.moved;
            let _ = app
                .board
                .show(|card| card.creator == here.creator && Some(card.deal) == moved);
        }
    }

    /// Puts the cursor on the first card that fits; the stage under the cursor is looked through
    /// first.
    pub(super) fn show(&mut self, fits: impl Fn(&Card) -> bool) -> bool {
        let at = self.at;
        let order = std::iter::once(at).chain((0..6).rev().filter(|n| *n != at));
        for n in order {
            let Some(list) = self.columns.get_mut(n) else {
                continue;
            };
            if let Some(card) = list.rows().iter().find(|card| fits(card)).copied() {
                self.at = n;
                return list.go(&card);
            }
        }
        false
    }

    /// How many cards each campaign has on the board, for its menu.
    pub(super) fn by_campaign(app: &App) -> BTreeMap<Id<Campaign>, usize> {
        let mut all = BTreeMap::new();
        let deals = app
            .model
            .collaborations
            .iter()
            .filter(|deal| stands(app, deal));
        deals
            .filter_map(|deal| deal.campaign)
            .for_each(|id| *all.entry(id).or_default() += 1);
        all
    }
}
