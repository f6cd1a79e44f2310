//! The calendar as an `.ics` file (RFC 5545): a whole-day entry for every date, with a name that
//! stays the same, so that reading a newer file changes entries instead of doubling them.

use icalendar::{Calendar, Component, Event as Entry, EventLike};

use crate::domain::agenda::{self, Event, What};
use crate::domain::ctx::Ctx;
use crate::domain::day::{Day, add_days};
use crate::domain::rows::Text;

/// The text of a calendar file: CRLF, folded at 75 octets between characters.
pub fn calendar(ctx: &Ctx<'_>, events: &[Event]) -> String {
    let stamp =
        chrono::DateTime::<chrono::Utc>::from_timestamp(ctx.clock.now.0, 0).unwrap_or_default();
    let mut calendar = Calendar::empty();
    calendar.append_property(("VERSION", "2.0"));
    calendar.append_property(("PRODID", "-//touchbase//EN"));
    calendar.append_property(("CALSCALE", "GREGORIAN"));
    for event in events.iter().filter(|e| e.day < Day::MAX) {
        let mut entry = Entry::new();
        entry.uid(&format!("{}@touchbase", uid(event)));
        entry.timestamp(stamp);
        entry.starts(event.day);
        // The end of a whole-day entry is the day after.
        entry.ends(add_days(event.day, 1));
        entry.summary(&one_line(&agenda::title(ctx, event)));
        // It does not block the day for meetings.
        entry.append_property(("TRANSP", "TRANSPARENT"));
        let link = link(ctx, event.what);
        if !link.is_empty() {
            entry.description(&one_line(&link));
        }
        calendar.push(entry.done());
    }
    fold(&calendar.done().to_string())
}

/// A draft that came and the next one that is due are two entries of one piece; so are two
/// check-ins.
fn uid(event: &Event) -> String {
    let twice = matches!(event.what, What::Draft(_) | What::CheckIn(_));
    if event.done && twice {
        format!("{}-done", event.what.name())
    } else {
        event.what.name()
    }
}

fn link(ctx: &Ctx<'_>, what: What) -> Text {
    match what {
        What::Live(id) => ctx.model.get(id).map(|d| d.link.clone()),
        What::Draft(id) => ctx.model.get(id).map(|d| d.draft_link.clone()),
        _ => None,
    }
    .unwrap_or_default()
}

fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_control())
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Octets of a line, its end not counted.
const OCTETS: usize = 75;

/// Folds lines anew: the crate counts octets well, but this is a promise of ours, whatever its next
/// version does.
fn fold(text: &str) -> String {
    let joined = text.replace("\r\n ", "").replace("\r\n\t", "");
    let mut out = String::with_capacity(text.len());
    for line in joined.split("\r\n").filter(|line| !line.is_empty()) {
        let mut used = 0;
        for c in line.chars() {
            if used + c.len_utf8() > OCTETS {
                out.push_str("\r\n ");
                used = 1;
            }
            out.push(c);
            used += c.len_utf8();
        }
        out.push_str("\r\n");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::rows::*;
    use crate::domain::testing::{World, day, money};

    fn events(w: &World) -> Vec<Event> {
        agenda::Agenda::build(&w.ctx()).events().to_vec()
    }

    /// What another program reads: name, first day, title.
    fn read(text: &str) -> Vec<(String, String, String)> {
        let mut calendars = ical::IcalParser::new(text.as_bytes());
        let calendar = calendars.next().unwrap().unwrap();
        assert!(calendars.next().is_none());
        let value = |e: &ical::parser::ical::component::IcalEvent, name: &str| {
            let found = e.properties.iter().find(|p| p.name == name);
            found
                .and_then(|p| p.value.clone())
                .unwrap_or_else(|| panic!("no {name}"))
        };
        let all = calendar.events.iter();
        all.map(|e| (value(e, "UID"), value(e, "DTSTART"), value(e, "SUMMARY")))
            .collect()
    }

    #[test]
    fn another_program_reads_the_same_events() {
        let mut w = World::on("2028-02-01");
        let mia = w.creator("Mia; Okafor, \\ tea");
        let deal = w.deal(mia, Stage::Creation);
        w.piece(deal, "reel", |d| {
            (d.draft_due, d.live_due) = (Some(day("2028-02-28")), Some(day("2028-02-29")))
        });
        w.payment(mia, money("45000 EUR").unwrap(), "2028-12-31");
        let text = calendar(&w.ctx(), &events(&w));
        let got = read(&text);
        let of = |name: &str| {
            got.iter()
                .find(|(uid, ..)| uid.starts_with(name))
                .unwrap()
                .clone()
        };
        assert_eq!(of("live-").1, "20280229");
        assert_eq!(of("draft-").1, "20280228");
        assert_eq!(of("pay-").1, "20281231");
        assert!(text.contains("DTEND;VALUE=DATE:20280301\r\n"), "{text}");
        assert!(text.contains("DTEND;VALUE=DATE:20290101\r\n"), "{text}");
        assert!(
            of("live-").2.contains("Mia\\; Okafor\\, \\\\ tea"),
            "{:?}",
            of("live-")
        );
        assert_eq!(got.len(), events(&w).len());
        // DTSTAMP is the clock's: nine in Berlin.
        assert_eq!(
            text.matches("DTSTAMP:20280201T080000Z\r\n").count(),
            got.len()
        );
        assert_eq!(
            text,
            calendar(&w.ctx(), &events(&w)),
            "the same rows give the same file"
        );
    }

    #[test]
    fn two_hundred_umlauts_fold_between_characters() {
        let mut w = World::on("2026-11-20");
        let name = "ü".repeat(200);
        let mia = w.creator(&name);
        w.payment(mia, money("45000 EUR").unwrap(), "2026-11-30");
        let text = calendar(&w.ctx(), &events(&w));
        assert!(
            text.split("\r\n")
                .all(|line| line.len() <= 75 && !line.contains('\n') && !line.contains('\r'))
        );
        assert!(
            read(&text)
                .iter()
                .any(|(_, _, title)| title.contains(&name)),
            "{text}"
        );
        assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"));
    }
}
