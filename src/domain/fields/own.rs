//! Fields whose text has a form of its own: a price with what it is for, a rhythm, a time zone,
//! quiet days, mood, handles, audience shares.

use chrono_tz::{TZ_VARIANTS, Tz};
use serde_json::{Map, Number, Value};

use super::number;
use super::text::clean_line;
use super::{Entry, Kind, Own};
use crate::domain::handles::profile_link;
use crate::domain::money::{Currency, Money};
use crate::domain::rows::{Account, Cadence, Creator, Ideal};
use crate::domain::when::is_weekday;

/// Nothing to add to what was typed.
pub(super) fn no_echo(_: &str, _: &Entry) -> Option<String> {
    None
}

/// `$420 reel`: a price and what it is for.
pub(super) const RATE: Own<Creator> = Own {
    kind: Kind::Line,
    get: |c| match (c.rate, &*c.rate_for) {
        (Some(rate), "") => rate.to_string(),
        // Two numbers beside each other could be one.
        (Some(rate), what) if what.starts_with(|c: char| c.is_ascii_digit()) => {
            format!("{rate} for {what}")
        }
        (Some(rate), what) => format!("{rate} {what}"),
        (None, _) => String::new(),
    },
    set: |c, typed, entry| {
        let (rate, what) = match rate(typed, entry.currency)? {
            Some((rate, what)) => (Some(rate), what),
            None => (None, String::new()),
        };
        (c.rate, c.rate_for) = (rate, what.into());
        Ok(())
    },
    echo: |typed, entry| {
        let (rate, what) = rate(typed, entry.currency).ok()??;
        let rate = number::money_text(rate);
        Some(if what.is_empty() {
            rate
        } else {
            format!("{rate} per {what}")
        })
    },
};

fn rate(typed: &str, default: Currency) -> Result<Option<(Money, String)>, String> {
    let typed = clean_line(typed);
    if typed.is_empty() || typed == "-" || typed == "none" {
        return Ok(None);
    }
    let Some((rate, rest)) = number::leading_money(&typed, default, true) else {
        return Err(format!(
            "\"{typed}\" does not begin with an amount. Try $420 reel."
        ));
    };
    let said = ["per ", "for a ", "for an ", "for ", "/", "a "]
        .iter()
        .find_map(|word| rest.strip_prefix(word));
    let what = said.unwrap_or(rest).trim();
    if said.is_none() && what.starts_with(|c: char| c.is_ascii_digit()) {
        return Err(format!(
            "\"{typed}\" has two numbers. Try {rate} for {what}."
        ));
    }
    Ok(Some((rate, what.to_owned())))
}

/// Days between contacts, `on event`, or nothing for the rhythm of the type.
pub(super) const CADENCE: Own<Creator> = Own {
    kind: Kind::Line,
    get: |c| c.cadence.word(),
    set: |c, typed, _| {
        c.cadence = cadence(typed)?;
        Ok(())
    },
    echo: |typed, _| match cadence(typed).ok()? {
        Cadence::ByType => None,
        Cadence::Days(1) => Some("every day".into()),
        Cadence::Days(n) => Some(format!("every {n} days")),
        Cadence::OnEvent => Some("never by the clock".into()),
    },
};

fn cadence(typed: &str) -> Result<Cadence, String> {
    let lower = typed.trim().to_lowercase();
    let digits: String = lower.chars().take_while(char::is_ascii_digit).collect();
    let unit = lower.get(digits.len()..).unwrap_or_default().trim();
    let times = match unit {
        "" | "d" | "day" | "days" => 1,
        "w" | "week" | "weeks" => 7,
        "m" | "month" | "months" => 30,
        _ => 0,
    };
    if digits.is_empty() {
        return match &*lower {
            "" | "-" | "none" => Ok(Cadence::ByType),
            "on event" | "event" | "never" => Ok(Cadence::OnEvent),
            _ => Err(format!(
                "\"{}\" is no rhythm. Try 30, 6 weeks or on event.",
                typed.trim()
            )),
        };
    }
    let days = digits
        .parse::<u16>()
        .ok()
        .and_then(|n| n.checked_mul(times))
        .filter(|n| (1..=3650).contains(n));
    days.map(Cadence::Days)
        .ok_or_else(|| format!("\"{}\" is not between 1 and 3,650 days.", typed.trim()))
}

/// An IANA time zone, also by its city alone.
pub(super) const ZONE: Own<Creator> = Own {
    kind: Kind::Line,
    get: |c| c.zone.to_string(),
    set: |c, typed, _| {
        c.zone = zone(typed)?.into();
        c.zone_guessed = false;
        Ok(())
    },
    echo: |typed, _| {
        zone(typed)
            .ok()
            .filter(|zone| *zone != typed)
            .map(str::to_owned)
    },
};

fn zone(typed: &str) -> Result<&'static str, String> {
    let typed = typed.trim();
    if typed.is_empty() || typed == "-" {
        return Ok("");
    }
    let wanted = typed.replace(' ', "_");
    let name = |zone: &Tz| zone.name();
    if let Some(exact) = TZ_VARIANTS
        .iter()
        .map(name)
        .find(|name| name.eq_ignore_ascii_case(&wanted))
    {
        return Ok(exact);
    }
    let by_city = |name: &&str| {
        name.rsplit('/')
            .next()
            .is_some_and(|city| city.eq_ignore_ascii_case(&wanted))
    };
    let found: Vec<&str> = TZ_VARIANTS.iter().map(name).filter(by_city).collect();
    match found.as_slice() {
        [only] => Ok(only),
        [] => Err(format!(
            "\"{typed}\" is not a time zone. Try Europe/Lisbon or Lisbon."
        )),
        several => Err(format!("\"{typed}\" can be {}.", several.join(", "))),
    }
}

/// Weekdays on which somebody is left alone.
pub(super) const QUIET: Own<Creator> = Own {
    kind: Kind::Line,
    get: |c| c.quiet_days.to_string(),
    set: |c, typed, _| {
        c.quiet_days = quiet(typed)?.into();
        Ok(())
    },
    echo: no_echo,
};

fn quiet(typed: &str) -> Result<String, String> {
    let lower = clean_line(typed).to_lowercase();
    let mut days: Vec<&str> = Vec::new();
    for word in lower
        .split([' ', ','])
        .filter(|w| !w.is_empty() && !matches!(*w, "and" | "-" | "none"))
    {
        let short = word.get(..3).filter(|_| is_weekday(word));
        let Some(short) = short else {
            return Err(format!("\"{word}\" is not a weekday. Try fri sat."));
        };
        if !days.contains(&short) {
            days.push(short);
        }
    }
    Ok(days.join(" "))
}

/// Reads mood: `++`, `+`, `0`, `-`, `--`, or -2 to 2.
pub(super) fn mood(typed: &str) -> Result<Option<i32>, String> {
    Ok(Some(match typed.trim() {
        "" | "none" => return Ok(None),
        "++" | "2" | "+2" => 2,
        "+" | "1" | "+1" => 1,
        "0" | "o" | "=" => 0,
        "-" | "-1" => -1,
        "--" | "-2" => -2,
        other => return Err(format!("\"{other}\" is no mood. Try ++, +, 0, - or --.")),
    }))
}

/// Shows mood.
pub(super) fn mood_text(mood: Option<i32>) -> &'static str {
    match mood {
        None => "",
        Some(2..) => "++",
        Some(1) => "+",
        Some(0) => "0",
        Some(-1) => "-",
        Some(_) => "--",
    }
}

/// A handle, also given as a link to the profile, which then says the platform too.
pub(super) const HANDLE: Own<Account> = Own {
    kind: Kind::Line,
    get: |a| a.handle.to_string(),
    set: |a, typed, _| {
        let clean = clean_line(typed);
        if let Some((platform, handle)) = profile_link(&clean) {
            (a.platform, a.handle, a.url) =
                (platform, handle.as_str().into(), https(&clean).into());
            return Ok(());
        }
        a.handle = handle(&clean)?.into();
        Ok(())
    },
    echo: |typed, _| profile_link(typed).map(|(platform, handle)| format!("{platform} @{handle}")),
};

/// A handle without `@`, as it was typed into a field of its own.
pub fn handle(typed: &str) -> Result<String, String> {
    let name = typed.trim().trim_start_matches(['@', '＠']).trim();
    if name.is_empty() {
        return Err("A handle is missing: try @ana.lis or a link to the profile.".into());
    }
    if name.contains(['/', '@']) || name.contains("://") {
        return Err(format!(
            "\"{name}\" is neither a handle nor a profile link known here."
        ));
    }
    Ok(name.trim_end_matches('.').to_owned())
}

/// A link with its scheme.
pub fn https(link: &str) -> String {
    if link.is_empty() || link.contains("://") {
        link.to_owned()
    } else {
        format!("https://{link}")
    }
}

/// Audience shares as text, `age: 25-34 46, 18-24 22; place: US 58`, over the stored JSON.
pub(super) const AUDIENCE: Own<Account> = Own {
    kind: Kind::Long,
    get: |a| audience_text(&a.audience).unwrap_or_else(|| a.audience.to_string()),
    set: |a, typed, _| {
        a.audience = audience(typed)?.into();
        Ok(())
    },
    echo: no_echo,
};

/// The same for an ideal creator.
pub(super) const IDEAL_AUDIENCE: Own<Ideal> = Own {
    kind: Kind::Long,
    get: |i| audience_text(&i.audience).unwrap_or_else(|| i.audience.to_string()),
    set: |i, typed, _| {
        i.audience = audience(typed)?.into();
        Ok(())
    },
    echo: no_echo,
};

/// What shares are given of.
const GROUPS: [&str; 4] = ["age", "gender", "place", "language"];

fn audience_text(json: &str) -> Option<String> {
    let all: Map<String, Value> = serde_json::from_str(json).ok()?;
    let mut groups = Vec::new();
    for (group, shares) in &all {
        let shares = shares
            .as_object()?
            .iter()
            .map(|(name, share)| Some(format!("{name} {}", share.as_number()?)));
        groups.push(format!(
            "{group}: {}",
            shares.collect::<Option<Vec<_>>>()?.join(", ")
        ));
    }
    Some(groups.join("; "))
}

fn audience(typed: &str) -> Result<String, String> {
    let clean = super::text::clean_text(typed);
    let mut all = Map::new();
    for part in clean
        .split([';', '\n'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
    {
        let (group, shares) = part.split_once(':').ok_or_else(|| {
            format!("\"{part}\" does not say of what. Try age: 25-34 46, 18-24 22; place: US 58.")
        })?;
        let group = group.trim().to_lowercase();
        if !GROUPS.contains(&&*group) {
            return Err(format!("\"{group}\" is none of {}.", GROUPS.join(", ")));
        }
        let mut named = Map::new();
        for share in shares
            .split(',')
            .map(str::trim)
            .filter(|share| !share.is_empty())
        {
            let (name, percent) = share
                .rsplit_once(' ')
                .and_then(|(name, n)| {
                    Some((name.trim(), n.trim_end_matches('%').parse::<f64>().ok()?))
                })
                .filter(|(name, n)| !name.is_empty() && (0.0..=100.0).contains(n))
                .ok_or_else(|| format!("\"{share}\" is not a name and a percentage."))?;
            let whole = percent.fract() == 0.0;
            let value = if whole {
                Some(Number::from(percent as i64))
            } else {
                Number::from_f64(percent)
            };
            named.insert(name.to_owned(), value.map_or(Value::Null, Value::Number));
        }
        all.insert(group, Value::Object(named));
    }
    Ok(if all.is_empty() {
        String::new()
    } else {
        Value::Object(all).to_string()
    })
}
