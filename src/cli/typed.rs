//! How typed dates, values and lines are read here: by the user's settings, as on the screen.

use crate::domain::fields::Entry;
use crate::domain::money::Currency;
use crate::domain::quick_add::QuickCtx;
use crate::domain::settings::DateOrder;
use crate::domain::when::{Anchors, DateContext};
use crate::workspace::Workspace;

impl Workspace {
    /// How typed values are read.
    pub(super) fn entry(&self) -> Entry<'_> {
        Entry {
            today: self.today,
            calendar: &self.calendar,
            day_first: self.settings.general.dates == DateOrder::DayMonth,
            currency: self.settings.general.currency.unwrap_or(Currency::USD),
            anchors: Anchors::default(),
        }
    }

    /// How typed dates are read.
    pub(super) fn reading(&self) -> DateContext<'_> {
        self.entry().reading()
    }

    /// How a quick-add line is read.
    pub(super) fn quick(&self) -> QuickCtx<'_> {
        let entry = self.entry();
        QuickCtx {
            model: &self.model,
            clock: self.clock,
            calendar: &self.calendar,
            day_first: entry.day_first,
            currency: entry.currency,
            settings: &self.settings,
            nudge_after: self.settings.review.nudge_bd,
            selected: None,
            campaign: None,
        }
    }
}
