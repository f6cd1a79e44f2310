//! Where a creator's clock stands: the zone they gave, else a guess from their country, which is
//! marked as one wherever it is shown. A date agreed with somebody is the end of that day at their
//! place; this says which day it is there.

use chrono::NaiveTime;
use chrono_tz::Tz;

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
pub fn guess(country: &str) -> Option<Tz> {
    country
        .split([',', '+', '/', ';', '&', '(', ')'])
        .map(str::trim)
        .find_map(|part| {
            let is = |name: &str| name.eq_ignore_ascii_case(part);
            let row = COUNTRIES
                .iter()
                .find(|(code, names, _)| is(code) || names.split('|').any(is));
            row.filter(|_| !part.is_empty()).map(|(.., zone)| *zone)
        })
}

/// ISO code, names in use, and the zone of most of its people.
#[rustfmt::skip]
const COUNTRIES: &[(&str, &str, Tz)] = &[
    ("AE", "United Arab Emirates|UAE|Dubai", Tz::Asia__Dubai), ("AL", "Albania", Tz::Europe__Tirane),
    ("AR", "Argentina", Tz::America__Argentina__Buenos_Aires), ("AT", "Austria|Österreich", Tz::Europe__Vienna),
    ("AU", "Australia", Tz::Australia__Sydney), ("BA", "Bosnia and Herzegovina|Bosnia", Tz::Europe__Sarajevo),
    ("BD", "Bangladesh", Tz::Asia__Dhaka), ("BE", "Belgium|België|Belgique", Tz::Europe__Brussels),
    ("BG", "Bulgaria", Tz::Europe__Sofia), ("BO", "Bolivia", Tz::America__La_Paz),
    ("BR", "Brazil|Brasil", Tz::America__Sao_Paulo), ("BY", "Belarus", Tz::Europe__Minsk),
    ("CA", "Canada", Tz::America__Toronto), ("CH", "Switzerland|Schweiz|Suisse", Tz::Europe__Zurich),
    ("CL", "Chile", Tz::America__Santiago), ("CN", "China", Tz::Asia__Shanghai),
    ("CO", "Colombia", Tz::America__Bogota), ("CR", "Costa Rica", Tz::America__Costa_Rica),
    ("CU", "Cuba", Tz::America__Havana), ("CY", "Cyprus", Tz::Asia__Nicosia),
    ("CZ", "Czechia|Czech Republic", Tz::Europe__Prague), ("DE", "Germany|Deutschland|DACH", Tz::Europe__Berlin),
    ("DK", "Denmark|Danmark", Tz::Europe__Copenhagen), ("DO", "Dominican Republic", Tz::America__Santo_Domingo),
    ("DZ", "Algeria", Tz::Africa__Algiers), ("EC", "Ecuador", Tz::America__Guayaquil),
    ("EE", "Estonia", Tz::Europe__Tallinn), ("EG", "Egypt", Tz::Africa__Cairo),
    ("ES", "Spain|España", Tz::Europe__Madrid), ("ET", "Ethiopia", Tz::Africa__Addis_Ababa),
    ("FI", "Finland|Suomi", Tz::Europe__Helsinki), ("FR", "France", Tz::Europe__Paris),
    ("GB", "United Kingdom|UK|England|Scotland|Wales|Northern Ireland|Great Britain", Tz::Europe__London),
    ("GE", "Georgia", Tz::Asia__Tbilisi), ("GH", "Ghana", Tz::Africa__Accra),
    ("GR", "Greece", Tz::Europe__Athens), ("GT", "Guatemala", Tz::America__Guatemala),
    ("HK", "Hong Kong", Tz::Asia__Hong_Kong), ("HR", "Croatia|Hrvatska", Tz::Europe__Zagreb),
    ("HU", "Hungary", Tz::Europe__Budapest), ("ID", "Indonesia", Tz::Asia__Jakarta),
    ("IE", "Ireland", Tz::Europe__Dublin), ("IL", "Israel", Tz::Asia__Jerusalem),
    ("IN", "India", Tz::Asia__Kolkata), ("IQ", "Iraq", Tz::Asia__Baghdad),
    ("IR", "Iran", Tz::Asia__Tehran), ("IS", "Iceland", Tz::Atlantic__Reykjavik),
    ("IT", "Italy|Italia", Tz::Europe__Rome), ("JM", "Jamaica", Tz::America__Jamaica),
    ("JO", "Jordan", Tz::Asia__Amman), ("JP", "Japan", Tz::Asia__Tokyo),
    ("KE", "Kenya", Tz::Africa__Nairobi), ("KR", "South Korea|Korea", Tz::Asia__Seoul),
    ("KW", "Kuwait", Tz::Asia__Kuwait), ("KZ", "Kazakhstan", Tz::Asia__Almaty),
    ("LB", "Lebanon", Tz::Asia__Beirut), ("LK", "Sri Lanka", Tz::Asia__Colombo),
    ("LT", "Lithuania", Tz::Europe__Vilnius), ("LU", "Luxembourg", Tz::Europe__Luxembourg),
    ("LV", "Latvia", Tz::Europe__Riga), ("MA", "Morocco", Tz::Africa__Casablanca),
    ("MD", "Moldova", Tz::Europe__Chisinau), ("ME", "Montenegro", Tz::Europe__Podgorica),
    ("MK", "North Macedonia", Tz::Europe__Skopje), ("MT", "Malta", Tz::Europe__Malta),
    ("MX", "Mexico|México", Tz::America__Mexico_City), ("MY", "Malaysia", Tz::Asia__Kuala_Lumpur),
    ("NG", "Nigeria", Tz::Africa__Lagos), ("NL", "Netherlands|The Netherlands|Holland", Tz::Europe__Amsterdam),
    ("NO", "Norway|Norge", Tz::Europe__Oslo), ("NP", "Nepal", Tz::Asia__Kathmandu),
    ("NZ", "New Zealand", Tz::Pacific__Auckland), ("PA", "Panama", Tz::America__Panama),
    ("PE", "Peru|Perú", Tz::America__Lima), ("PH", "Philippines", Tz::Asia__Manila),
    ("PK", "Pakistan", Tz::Asia__Karachi), ("PL", "Poland|Polska", Tz::Europe__Warsaw),
    ("PR", "Puerto Rico", Tz::America__Puerto_Rico), ("PT", "Portugal", Tz::Europe__Lisbon),
    ("PY", "Paraguay", Tz::America__Asuncion), ("QA", "Qatar", Tz::Asia__Qatar),
    ("RO", "Romania", Tz::Europe__Bucharest), ("RS", "Serbia", Tz::Europe__Belgrade),
    ("RU", "Russia", Tz::Europe__Moscow), ("SA", "Saudi Arabia|KSA", Tz::Asia__Riyadh),
    ("SE", "Sweden|Sverige", Tz::Europe__Stockholm), ("SG", "Singapore", Tz::Asia__Singapore),
    ("SI", "Slovenia", Tz::Europe__Ljubljana), ("SK", "Slovakia", Tz::Europe__Bratislava),
    ("SN", "Senegal", Tz::Africa__Dakar), ("SV", "El Salvador", Tz::America__El_Salvador),
    ("TH", "Thailand", Tz::Asia__Bangkok), ("TN", "Tunisia", Tz::Africa__Tunis),
    ("TR", "Turkey|Türkiye", Tz::Europe__Istanbul), ("TW", "Taiwan", Tz::Asia__Taipei),
    ("TZ", "Tanzania", Tz::Africa__Dar_es_Salaam), ("UA", "Ukraine", Tz::Europe__Kyiv),
    ("UG", "Uganda", Tz::Africa__Kampala),
    ("US", "United States|United States of America|USA|U.S.|U.S.A.|America", Tz::America__New_York),
    ("UY", "Uruguay", Tz::America__Montevideo), ("VE", "Venezuela", Tz::America__Caracas),
    ("VN", "Vietnam", Tz::Asia__Ho_Chi_Minh), ("ZA", "South Africa", Tz::Africa__Johannesburg),
];

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
