//! One mail as it is read: who wrote to whom, when, about what, and the words that are new in it.

use std::io::BufRead;

use mail_parser::mailbox::mbox::MessageIterator;
use mail_parser::{Address, HeaderValue, Message, MessageParser};

use super::body::fresh;
use crate::domain::clean::{clean_line, clean_text};
use crate::domain::day::Stamp;

/// A mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Its Message-ID. One that has none gets what tells it from others: sender, time, subject.
    pub message: String,
    /// The Message-ID its thread began with.
    pub thread: String,
    /// Addresses it is from, in lower case.
    pub from: Vec<String>,
    /// Addresses it is to, copies included.
    pub to: Vec<String>,
    /// When: its date, else when the last server received it, else what the mailbox says.
    pub at: Option<Stamp>,
    /// Its subject, without `Re:`.
    pub subject: String,
    /// What was written in it, without what it quotes and the signature.
    pub words: String,
    /// Sent to many at once.
    pub mass: bool,
}

/// The letters of a file: of an mbox, or the one it is. `None` for what is no mail.
pub fn letters(mut file: impl BufRead) -> std::io::Result<Vec<Option<Letter>>> {
    let is_mbox = file.fill_buf()?.starts_with(b"From ");
    if is_mbox {
        let mut all = Vec::new();
        for message in MessageIterator::new(file) {
            let message = message?;
            let received = i64::try_from(message.internal_date())
                .ok()
                .filter(|at| *at > 0)
                .map(Stamp);
            all.push(Letter::read(message.contents(), received));
        }
        return Ok(all);
    }
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(vec![Letter::read(&bytes, None)])
}

impl Letter {
    /// Reads a mail; `received` is when the mailbox took it in. `None` when it has neither sender
    /// nor receiver.
    pub fn read(bytes: &[u8], received: Option<Stamp>) -> Option<Self> {
        let mail = MessageParser::default().parse(bytes)?;
        let (from, mut to) = (addresses(mail.from()), addresses(mail.to()));
        to.extend(addresses(mail.cc()));
        if from.is_empty() && to.is_empty() {
            return None;
        }
        let dated = mail
            .date()
            .filter(|d| d.is_valid() && d.year > 1000)
            .map(|d| Stamp(d.to_timestamp()));
        // Years of two digits and times without seconds are old, but allowed (RFC 5322, 4.3).
        let old = || chrono::DateTime::parse_from_rfc2822(mail.header_raw("Date")?.trim()).ok();
        let dated = dated.or_else(|| old().map(|d| Stamp(d.timestamp())));
        let hops = || {
            mail.received()
                .and_then(|r| r.date())
                .map(|d| Stamp(d.to_timestamp()))
        };
        let at = dated.or_else(hops).or(received).filter(|at| at.0 > 0);
        let subject = mail
            .thread_name()
            .or(mail.subject())
            .map(clean_line)
            .unwrap_or_default()
            .trim()
            .to_string();
        let message = match mail.message_id() {
            Some(id) => clean_line(id).into_owned(),
            None => format!("{} {} {subject}", from.join(","), at.map_or(0, |at| at.0)),
        };
        let thread = first_id(mail.references()).or_else(|| first_id(mail.in_reply_to()));
        let text = mail.body_text(0).unwrap_or_default();
        Some(Self {
            thread: thread.map_or_else(|| message.clone(), |id| clean_line(&id).into_owned()),
            message,
            from,
            to,
            at,
            subject,
            words: fresh(&clean_text(&text)),
            mass: is_mass(&mail),
        })
    }
}

fn addresses(header: Option<&Address<'_>>) -> Vec<String> {
    let all = header.into_iter().flat_map(Address::iter);
    all.filter_map(|a| a.address.as_deref())
        .map(|a| a.trim().to_lowercase())
        .filter(|a| a.contains('@'))
        .collect()
}

fn first_id(header: &HeaderValue<'_>) -> Option<String> {
    match header {
        HeaderValue::Text(id) => Some(id.to_string()),
        HeaderValue::TextList(ids) => ids.first().map(ToString::to_string),
        _ => None,
    }
}

/// Lists, newsletters and automatic answers say so.
fn is_mass(mail: &Message<'_>) -> bool {
    let says = |header: &str, words: &[&str]| {
        let value = mail.header_raw(header).map(str::to_lowercase);
        value.is_some_and(|v| words.is_empty() || words.iter().any(|w| v.contains(w)))
    };
    says("List-Unsubscribe", &[])
        || says("Precedence", &["bulk", "list", "junk"])
        || says("Auto-Submitted", &["auto-generated", "auto-replied"])
}
