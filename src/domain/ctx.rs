//! What every rule, sum and plan may look at, in one value to hand around.

use super::calendar::Calendar;
use super::day::{Clock, Day};
use super::derived::Derived;
use super::model::Model;
use super::settings::Settings;

/// The rows, what is derived from them, the time, the calendar and the settings.
#[derive(Clone, Copy)]
pub struct Ctx<'a> {
    /// The rows.
    pub model: &'a Model,
    /// What is derived from them.
    pub derived: &'a Derived,
    /// The time.
    pub clock: Clock,
    /// The user's day.
    pub today: Day,
    /// Working days.
    pub calendar: &'a Calendar,
    /// Settings.
    pub settings: &'a Settings,
}
