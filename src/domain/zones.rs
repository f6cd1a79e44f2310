//! Where a creator's clock stands: the zone they gave, else a guess from their country, which is
//! marked as one wherever it is shown. A date agreed with somebody is the end of that day at their
//! place; this says which day it is there.

use chrono::NaiveTime;
use chrono_tz::Tz;

use super::country;
use super::ctx::Base;
use super::day::{Clock, Day, Stamp, stamp_in};
use super::ids::Id;
use super::model::Model;
use super::rows::Creator;

/// A creator's zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CreatorZone {
    /// The zone.
    pub zone: Tz,
    /// Guessed from the country: nobody said so.
    pub guessed: bool,
}

impl CreatorZone {
    /// The city the zone is named after: `Los Angeles`, with a `?` when the zone is a guess.
    pub fn city(&self) -> String {
        let name = self.zone.name();
        let city = name.rsplit('/').next().unwrap_or(name).replace('_', " ");
        if self.guessed { city + "?" } else { city }
    }
}

/// A creator's zone: as it was given, else as the country lets guess; `None` when neither says
/// anything.
pub fn place(creator: &Creator) -> Option<CreatorZone> {
    match creator.zone.parse() {
        Ok(zone) => Some(CreatorZone {
            zone,
            guessed: creator.zone_guessed,
        }),
        Err(_) => Some(CreatorZone {
            zone: guess(&creator.country)?,
            guessed: true,
        }),
    }
}

/// The date at a creator's place as far as the user's own day has come: between midnight and the
/// hour at which the user's day begins it stays what it was at midnight, so that "today" means one
/// day. The user's day where no zone is known.
pub fn day_there(clock: &Clock, creator: &Creator) -> Day {
    let today = clock.today();
    let Some(place) = place(creator) else {
        return today;
    };
    let midnight = today.succ_opt().map_or(clock.now, |next| {
        stamp_in(clock.zone, next.and_time(NaiveTime::MIN))
    });
    let now = Stamp(clock.now.0.min(midnight.0 - 1));
    Clock {
        zone: place.zone,
        ..*clock
    }
    .local(now)
    .date()
}

/// The date at a creator's place, by id.
pub fn day_at(base: &Base<'_>, creator: Option<Id<Creator>>) -> Day {
    creator
        .and_then(|id| base.model.get(id))
        .map_or(base.today, |row| day_there(&base.clock, row))
}

/// Creators at whose place the date is another than it was: what is due there may be late now.
/// Zones change their date only on a quarter of an hour, so that nothing is looked at in between.
pub fn new_day_there(model: &Model, before: &Clock, now: &Clock) -> Vec<Id<Creator>> {
    const QUARTER: i64 = 900;
    if before.now.0.div_euclid(QUARTER) == now.now.0.div_euclid(QUARTER) {
        return Vec::new();
    }
    let crossed = |creator: &&Creator| day_there(before, creator) != day_there(now, creator);
    model
        .creators
        .iter()
        .filter(crossed)
        .map(|creator| creator.id)
        .collect()
}

/// The zone most people of a country live in; for `Lisbon, Portugal` or `EU + US` that of the first
/// part which is known.
pub fn guess(text: &str) -> Option<Tz> {
    country::find(text).map(|country| country.zone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing::day;

    fn clock(zone: Tz, time: &str) -> Clock {
        Clock {
            now: stamp_in(zone, time.parse().unwrap()),
            zone,
            rollover: 4,
        }
    }

    fn living_in(zone: &str) -> Creator {
        Creator {
            zone: zone.into(),
            ..Creator::default()
        }
    }

    #[test]
    fn a_zone_is_guessed_from_the_country_and_marked() {
        let check = |country: &str, city: Option<&str>| {
            let creator = Creator {
                country: country.into(),
                ..Creator::default()
            };
            assert_eq!(
                place(&creator).map(|p| p.city()),
                city.map(str::to_owned),
                "{country}"
            );
        };
        check("PT", Some("Lisbon?"));
        check("portugal", Some("Lisbon?"));
        check("Lisbon, Portugal", Some("Lisbon?"));
        check("EU + US", Some("New York?"));
        check("Atlantis", None);
        check("", None);
        let mut known = living_in("America/Los_Angeles");
        known.country = "PT".into();
        assert_eq!(place(&known).map(|p| p.city()), Some("Los Angeles".into()));
        known.zone_guessed = true;
        assert_eq!(place(&known).map(|p| p.city()), Some("Los Angeles?".into()));
    }

    #[test]
    fn the_day_there_is_that_of_their_wall_clock() {
        let check = |zone: Tz, time: &str, there: &str, date: &str| {
            assert_eq!(
                day_there(&clock(zone, time), &living_in(there)),
                day(date),
                "{time} in {zone}, {there}"
            );
        };
        let (berlin, west) = (Tz::Europe__Berlin, Tz::America__Los_Angeles);
        check(
            berlin,
            "2026-11-21T08:59:59",
            "America/Los_Angeles",
            "2026-11-20",
        );
        check(
            berlin,
            "2026-11-21T09:00:00",
            "America/Los_Angeles",
            "2026-11-21",
        );
        check(berlin, "2026-11-20T15:59:59", "Asia/Tokyo", "2026-11-20");
        check(berlin, "2026-11-20T16:00:00", "Asia/Tokyo", "2026-11-21");
        // The date line lies between the two: they are 21 hours apart, and never on the same date
        // for long.
        check(
            west,
            "2026-11-20T09:00:00",
            "Pacific/Kiritimati",
            "2026-11-21",
        );
        check(
            Tz::Pacific__Kiritimati,
            "2026-11-20T09:00:00",
            "Pacific/Midway",
            "2026-11-19",
        );
        // Both sides of a DST change there and here (US 1 November, Europe 25 October and 29
        // March).
        check(
            berlin,
            "2026-10-30T07:59:59",
            "America/Los_Angeles",
            "2026-10-29",
        );
        check(
            berlin,
            "2026-10-30T08:00:00",
            "America/Los_Angeles",
            "2026-10-30",
        );
        check(
            berlin,
            "2026-11-02T08:59:59",
            "America/Los_Angeles",
            "2026-11-01",
        );
        check(berlin, "2026-03-28T16:00:00", "Asia/Tokyo", "2026-03-29");
        check(berlin, "2026-03-29T16:59:59", "Asia/Tokyo", "2026-03-29");
        // Before four it still is yesterday for the user, and for whoever lives where the user
        // does.
        check(berlin, "2026-11-21T02:00:00", "Europe/Berlin", "2026-11-20");
        check(berlin, "2026-11-21T02:00:00", "Asia/Tokyo", "2026-11-21");
        check(berlin, "2026-11-21T02:00:00", "nowhere", "2026-11-20");
    }

    #[test]
    fn whoever_came_to_a_new_day_is_named_once() {
        let mut model = Model::default();
        let mut step = crate::domain::change::Step::default();
        for zone in ["America/Los_Angeles", "Europe/Berlin", ""] {
            let id = step.fresh::<Creator>(&model);
            step.insert(Creator {
                id,
                ..living_in(zone)
            });
        }
        model.apply(&step.edits);
        let crossed = |before: &str, now: &str| {
            let at = |time| clock(Tz::Europe__Berlin, time);
            new_day_there(&model, &at(before), &at(now)).len()
        };
        assert_eq!(crossed("2026-11-20T08:59:59", "2026-11-20T09:00:00"), 1);
        assert_eq!(crossed("2026-11-20T09:00:00", "2026-11-20T09:14:59"), 0);
        assert_eq!(crossed("2026-11-20T09:14:59", "2026-11-20T23:59:59"), 0);
        assert_eq!(crossed("2026-11-20T08:59:59", "2026-11-21T08:59:59"), 3);
    }
}
