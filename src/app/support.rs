//! What panes and modals ask the app for: how typed dates and values are read, whole rows, drafts
//! of forms, scrolling.

use super::panes::profile::{self, Tab};
use super::panes::roster::Roster;
use super::regions::Regions;
use super::{App, ViewId};
use crate::domain::fields::Entry;
use crate::domain::ids::Id;
use crate::domain::money::Currency;
use crate::domain::quick_add::QuickCtx;
use crate::domain::rows::{Creator, Touch};
use crate::domain::settings::DateOrder;
use crate::domain::when::{Anchors, DateContext};

impl App {
    /// Whether `5/12` is 5 December.
    fn day_first(&self) -> bool {
        self.settings.general.dates == DateOrder::DayMonth
    }

    /// The currency of an amount without one.
    fn currency(&self) -> Currency {
        self.settings.general.currency.unwrap_or(Currency::USD)
    }

    /// How typed dates are read.
    pub fn reading(&self) -> DateContext<'_> {
        self.entry(Anchors::default()).reading()
    }

    /// How typed values are read.
    pub fn entry(&self, anchors: Anchors) -> Entry<'_> {
        Entry {
            today: self.today,
            calendar: &self.calendar,
            day_first: self.day_first(),
            currency: self.currency(),
            anchors,
        }
    }

    /// How a quick-add line is read.
    pub fn quick(&self) -> QuickCtx<'_> {
        QuickCtx {
            model: &self.model,
            clock: self.clock,
            calendar: &self.calendar,
            day_first: self.day_first(),
            currency: self.currency(),
            settings: &self.settings,
            nudge_after: self.settings.review.nudge_bd,
            selected: self.current_creator(),
            campaign: super::panes::results::shown_campaign(self),
        }
    }

    /// A touch with its words; `None` when it is gone or its words have not been fetched.
    pub fn full_touch(&self, id: Id<Touch>) -> Option<Touch> {
        let row = self.model.get(id)?;
        let words = self.words_of(row.creator, id)?;
        Some(Touch {
            words: words.into(),
            ..row.clone()
        })
    }

    /// What comes of the step that is being written, for the answering line.
    pub(super) fn say_effect(&mut self, effect: String) {
        self.effect = Some(effect).filter(|e| !e.is_empty());
    }

    /// Scrolls what has to be scrolled for the window as it is.
    pub fn fit(&mut self, regions: Regions) {
        self.regions = regions;
        if self.view == ViewId::Outreach {
            super::panes::outreach::Outreach::read(self);
        }
        if self.view == ViewId::Library {
            super::panes::library::Library::fresh(self);
        }
        if self.profile.is_some() {
            self.fit_profile(usize::from(regions.body.h));
        } else if let Some(pane) = self.pane_mut() {
            pane.fit(&regions);
        }
    }

    fn fit_profile(&mut self, body: usize) {
        let results = self
            .profile
            .as_ref()
            .filter(|open| open.tab == Tab::Results)
            .map(|open| open.creator);
        if let Some(creator) = results {
            super::panes::results::Results::of_person(self, creator);
        }
        let Some(open) = self.profile.as_ref() else {
            return;
        };
        let rows = profile::rows(self, open.creator, open.tab);
        // Four lines of head, one of headings.
        let height = body.saturating_sub(5 + usize::from(open.tab.detail(self.regions.body.h)));
        if let Some(open) = self.profile.as_mut() {
            open.fit(rows, height);
            if matches!(open.tab, Tab::Profile | Tab::Audience) {
                open.top = open.top.min(200);
            }
        }
    }

    /// The name of a creator, for titles.
    pub fn target_name(&self, creator: Id<Creator>) -> String {
        self.model.called(creator)
    }

    /// Away from the first screen, to the review.
    pub fn leave_welcome(&mut self) {
        self.modals.retain(|m| !m.is_welcome());
        self.around.first_start = false;
        if self.view == ViewId::Welcome {
            self.view = ViewId::Review;
        }
    }

    /// The line on the shell after leaving.
    pub fn farewell(&self) -> String {
        let (done, left) = (self.review.decided, self.review.open_cards());
        let next = crate::domain::review::today::next_line(&self.ctx());
        match (done, left) {
            (0, 0) => format!("Nothing waits for you today. Next: {next}"),
            (n, 0) => format!("{n} decided, nothing left. Next: {next}"),
            (n, left) => format!("{n} decided, {left} cards wait. Run touchbase to go on."),
        }
    }
}

impl Roster {
    /// Uses the columns of these keys, separated by spaces; unknown ones are left out, none means
    /// the default set.
    pub fn choose_columns(&mut self, keys: &str) {
        self.chosen = keys
            .split_whitespace()
            .filter_map(super::panes::columns::by_key)
            .map(|c| c.key)
            .collect();
    }
}
