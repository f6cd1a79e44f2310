//! The only clock. `TOUCHBASE_NOW` (`2026-03-29T01:59:58`, in the machine's zone) replaces it for
//! scripts and tests.

use chrono::{NaiveDate, NaiveDateTime, Utc};
use chrono_tz::Tz;

use crate::domain::day::{Clock, Stamp, stamp_in};
use crate::domain::settings::Settings;

/// Name of the variable that sets the time.
const VARIABLE: &str = "TOUCHBASE_NOW";

/// Where the time comes from: the system, or a clock that stands until it is set.
#[derive(Debug, Clone, Copy, Default)]
pub enum Watch {
    /// The system's.
    #[default]
    System,
    /// One that stands.
    Fixed(Clock),
}

impl Watch {
    /// What time it is.
    pub fn now(self, settings: &Settings) -> Result<Clock, String> {
        match self {
            Self::System => now(settings),
            Self::Fixed(clock) => Ok(clock),
        }
    }
}

/// What time it is. Errors name a value of the variable that is no time.
pub fn now(settings: &Settings) -> Result<Clock, String> {
    let zone = zone();
    let now = match std::env::var(VARIABLE) {
        Ok(text) if !text.trim().is_empty() => read(text.trim(), zone).ok_or_else(|| {
            format!("{VARIABLE} is \"{text}\"; it needs a time such as 2026-03-29T01:59:58.")
        })?,
        _ => Stamp(Utc::now().timestamp()),
    };
    Ok(Clock {
        now,
        zone,
        rollover: settings.general.rollover_hour,
    })
}

/// The machine's zone; UTC when it names none.
fn zone() -> Tz {
    let named = std::env::var("TZ")
        .ok()
        .filter(|z| !z.is_empty())
        .map(|z| z.trim_start_matches(':').to_string());
    named
        .and_then(|z| z.parse().ok())
        .or_else(|| {
            iana_time_zone::get_timezone()
                .ok()
                .and_then(|z| z.parse().ok())
        })
        .unwrap_or(Tz::UTC)
}

fn read(text: &str, zone: Tz) -> Option<Stamp> {
    if let Ok(at) = chrono::DateTime::parse_from_rfc3339(text) {
        return Some(Stamp(at.timestamp()));
    }
    let formats = [
        "%Y-%m-%dT%H:%M:%S",
        "%Y-%m-%d %H:%M:%S",
        "%Y-%m-%dT%H:%M",
        "%Y-%m-%d %H:%M",
    ];
    let local = formats
        .iter()
        .find_map(|f| NaiveDateTime::parse_from_str(text, f).ok());
    let local = local.or_else(|| {
        text.parse::<NaiveDate>()
            .ok()
            .and_then(|d| d.and_hms_opt(9, 0, 0))
    });
    local.map(|l| stamp_in(zone, l))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_in_the_zone() {
        let berlin = Tz::Europe__Berlin;
        assert_eq!(
            read("2026-11-24T09:00:00", berlin),
            read("2026-11-24T08:00:00Z", berlin)
        );
        assert_eq!(read("2026-11-24", berlin), read("2026-11-24T09:00", berlin));
        assert_eq!(read("next week", berlin), None);
    }
}
