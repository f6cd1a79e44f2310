//! The lines of the review: the queue in its groups, each card where it was placed when the walk
//! began, as the filter leaves them.

use std::collections::{BTreeMap, BTreeSet};

use super::{Group, Line, Review};
use crate::app::App;
use crate::domain::review::Subject;

impl Review {
    /// Lists what the filter lets through. What is asked about a campaign belongs to no creator.
    pub(super) fn lay_out(app: &mut App) {
        let (filter, cards) = (&app.review.filter, app.review.queue.cards.iter());
        let fits = |on: Subject| {
            on.creator()
                .is_some_and(|creator| filter.admits(app, creator))
        };
        let hidden = if filter.is_on() {
            cards.map(|c| c.on).filter(|on| !fits(*on)).collect()
        } else {
            BTreeSet::new()
        };
        app.review.hidden = hidden;
        app.review.relist();
    }

    /// Cards that are shown, and all there are.
    pub fn shown(&self) -> (usize, usize) {
        let all = self.queue.cards.len();
        (all - self.hidden.len().min(all), all)
    }

    /// The group and the place in the walk of every card. A card keeps both until the queue is put
    /// in order again, also when what is left on it is less urgent; only a pin moves it.
    pub(super) fn places(&mut self) -> Vec<(Group, Vec<(usize, usize)>)> {
        let mut places: BTreeMap<Group, Vec<(usize, usize)>> = BTreeMap::new();
        let mut next = 0;
        for (n, card) in self.queue.cards.iter().enumerate() {
            let now = Group::of(card);
            // Cards mostly lie in the order of their positions: only for the others one has to look.
            let position = match self.positions.get(next) {
                Some((on, _)) if *on == card.on => next,
                _ => *self.placed.entry(card.on).or_insert(self.positions.len()),
            };
            if position == self.positions.len() {
                self.positions.push((card.on, now));
            }
            next = position + 1;
            let group = match (
                now,
                self.positions
                    .get(position)
                    .map_or(now, |(_, group)| *group),
            ) {
                (Group::Pinned, _) => now,
                // Pinned when it was placed, and no longer.
                (_, Group::Pinned) => now,
                (_, group) => group,
            };
            if !self.hidden.contains(&card.on) {
                places.entry(group).or_default().push((position, n));
            }
        }
        // Almost in order already, which a stable sort makes use of.
        places.values_mut().for_each(|places| places.sort());
        places.into_iter().collect()
    }

    /// Rows and lines from the queue: grouped, each group in the order of the walk.
    pub(super) fn relist(&mut self) {
        self.counts = self.queue.counts();
        let places = self.places();
        let mut rows = Vec::with_capacity(self.rows.len());
        self.lines.clear();
        self.row_lines.clear();
        for (group, cards) in &places {
            if !self.lines.is_empty() {
                self.lines.push(Line::Blank);
            }
            self.lines.push(Line::Heading(*group, cards.len()));
            for (_, at) in cards {
                let Some(card) = self.queue.cards.get(*at) else {
                    continue;
                };
                rows.extend(card.items.iter().map(|i| i.key));
                self.row_lines
                    .extend((0..card.items.len()).map(|n| self.lines.len() + n));
                self.lines
                    .extend((0..card.items.len()).map(|n| Line::Item(*at, n)));
                self.lines
                    .extend((0..card.held.len()).map(|n| Line::Held(*at, n)));
            }
        }
        self.rows.set(rows);
    }
}
