//! Fields of people: creators, accounts, measurements, contacts, next steps.

use super::own::{AUDIENCE, CADENCE, HANDLE, QUIET, RATE, ZONE, no_echo};
use super::text::{Choice, email};
use super::{Field, Fielded, Kind, MANY, Own, Slot};
use crate::domain::day::{Clock, Day};
use crate::domain::rows::{
    Account, Channel, Creator, Direction, EngagementBasis, FollowUp, Measurement, Platform,
    Relationship, Touch,
};
use crate::domain::when::Sense;

pub(super) fn channels() -> Vec<Choice> {
    Channel::ALL
        .iter()
        .map(|c| Choice::new(c.word(), c.label()))
        .collect()
}

fn directions() -> Vec<Choice> {
    Direction::ALL
        .iter()
        .map(|d| Choice::new(d.word(), d.label()))
        .collect()
}

pub(super) fn relationships() -> Vec<Choice> {
    Relationship::ALL
        .iter()
        .map(|r| Choice::new(r.word(), r.label()))
        .collect()
}

pub(super) fn platforms() -> Vec<Choice> {
    let short = |p: Platform| {
        if p == Platform::Other {
            ""
        } else {
            p.letters()
        }
    };
    Platform::ALL
        .iter()
        .map(|p| Choice {
            word: p.word(),
            label: p.label(),
            short: short(*p),
        })
        .collect()
}

fn bases() -> Vec<Choice> {
    EngagementBasis::ALL
        .iter()
        .map(|b| Choice::new(b.word(), b.label()))
        .collect()
}

impl Fielded for Creator {
    const FIELDS: &'static [Field<Self>] = &[
        Field::new(
            "name",
            "Name",
            "Full name, as they write it.",
            Slot::Line(|c| &c.name, |c, v| c.name = v),
        ),
        Field::new(
            "email",
            "E-mail",
            "Where mail reaches them.",
            Slot::Own(Own {
                kind: Kind::Line,
                get: |c| c.email.to_string(),
                set: |c, typed, _| {
                    c.email = email(typed)?.into();
                    Ok(())
                },
                echo: no_echo,
            }),
        ),
        Field::new(
            "prefers",
            "Contact by",
            "The channel they like best.",
            Slot::Choice(
                channels,
                |c| c.prefers.map(Channel::word),
                |c, w| c.prefers = w.and_then(Channel::from_word),
            ),
        ),
        Field::new(
            "type",
            "Type",
            "Kind of partnership; it decides what is judged first and how often to keep in touch.",
            Slot::Choice(
                relationships,
                |c| c.relationship.map(Relationship::word),
                |c, w| c.relationship = w.and_then(Relationship::from_word),
            ),
        ),
        Field::new(
            "core",
            "Core",
            "One of the few to keep close.",
            Slot::Check(|c| c.core, |c, v| c.core = v),
        ),
        Field::new(
            "tags",
            "Tags",
            "Your own words to find them by: #tea #q4.",
            Slot::Tags(|c| &c.tags, |c, v| c.tags = v),
        ),
        Field::new(
            "fit_values",
            "Fit: values",
            "Do they stand for what we stand for? 1 to 5.",
            Slot::Stars(|c| c.fit_values, |c, v| c.fit_values = v),
        ),
        Field::new(
            "fit_voice",
            "Fit: voice",
            "Do they speak in a tone that suits us? 1 to 5.",
            Slot::Stars(|c| c.fit_voice, |c, v| c.fit_voice = v),
        ),
        Field::new(
            "fit_audience",
            "Fit: audience",
            "Are their people our people? 1 to 5.",
            Slot::Stars(|c| c.fit_audience, |c, v| c.fit_audience = v),
        ),
        Field::new(
            "fit_content",
            "Fit: content",
            "Would our product look at home there? 1 to 5.",
            Slot::Stars(|c| c.fit_content, |c, v| c.fit_content = v),
        ),
        Field::new(
            "niche",
            "Niche",
            "What they talk about: tea, slow mornings.",
            Slot::Line(|c| &c.niche, |c, v| c.niche = v),
        ),
        Field::new(
            "style",
            "Style",
            "How their content looks: window light, voice-over.",
            Slot::Line(|c| &c.style, |c, v| c.style = v),
        ),
        Field::new(
            "voice",
            "Voice",
            "How they speak: dry, warm, no slang.",
            Slot::Line(|c| &c.voice, |c, v| c.voice = v),
        ),
        Field::new(
            "rate",
            "Rate",
            "Their usual price and what it is for: $420 reel.",
            Slot::Own(RATE),
        ),
        Field::new(
            "boundaries",
            "Remember",
            "Preferences and boundaries, a line each: e-mail only, no alcohol.",
            Slot::Long(|c| &c.boundaries, |c, v| c.boundaries = v),
        ),
        Field::new(
            "quiet_days",
            "Quiet days",
            "Weekdays on which they are left alone: fri sat.",
            Slot::Own(QUIET),
        ),
        Field::new(
            "agent",
            "Agent",
            "Manager or agency, if one speaks for them.",
            Slot::Line(|c| &c.agent, |c, v| c.agent = v),
        ),
        Field::new(
            "phone",
            "Phone",
            "Telephone number.",
            Slot::Line(|c| &c.phone, |c, v| c.phone = v),
        ),
        Field::new(
            "address",
            "Address",
            "Postal address for parcels.",
            Slot::Long(|c| &c.address, |c, v| c.address = v),
        ),
        Field::new(
            "country",
            "Region",
            "Country or region: Portugal, US, EU + US.",
            Slot::Line(|c| &c.country, |c, v| c.country = v),
        ),
        Field::new(
            "zone",
            "Time zone",
            "Where their clock stands: Europe/Lisbon, or the city alone.",
            Slot::Own(ZONE),
        ),
        Field::new(
            "language",
            "Language",
            "Languages they work in: EN PT.",
            Slot::Line(|c| &c.language, |c, v| c.language = v),
        ),
        Field::new(
            "source",
            "Source",
            "Where you know them from: customer, event, search.",
            Slot::Line(|c| &c.source, |c, v| c.source = v),
        ),
        Field::new(
            "our_goals",
            "Our goals",
            "What we want from it.",
            Slot::Long(|c| &c.our_goals, |c, v| c.our_goals = v),
        ),
        Field::new(
            "their_goals",
            "Their goals",
            "What they want from it.",
            Slot::Long(|c| &c.their_goals, |c, v| c.their_goals = v),
        ),
        Field::new(
            "checkin",
            "Check-in",
            "Day you last asked each other how it goes.",
            Slot::Day(Sense::Fact, |c| c.checkin, |c, v| c.checkin = v),
        ),
        Field::new(
            "checkin_they",
            "They say",
            "Their satisfaction then, 1 to 5.",
            Slot::Stars(|c| c.checkin_they, |c, v| c.checkin_they = v),
        ),
        Field::new(
            "checkin_we",
            "We say",
            "Our satisfaction then, 1 to 5.",
            Slot::Stars(|c| c.checkin_we, |c, v| c.checkin_we = v),
        ),
        Field::new(
            "cadence",
            "Keep warm",
            "Days between contacts, or on event; empty is the rhythm of the type.",
            Slot::Own(CADENCE),
        ),
        Field::new(
            "do_not_contact",
            "Do not contact",
            "Never write again; stays when the person is erased.",
            Slot::Check(|c| c.do_not_contact, |c, v| c.do_not_contact = v),
        ),
        Field::new(
            "do_not_contact_why",
            "Why not",
            "Why they are not to be contacted.",
            Slot::Line(|c| &c.do_not_contact_why, |c, v| c.do_not_contact_why = v),
        ),
        Field::new(
            "tax_form",
            "Tax form",
            "W-9 or W-8 on file: since when and where. Never the number itself.",
            Slot::Line(|c| &c.tax_form, |c, v| c.tax_form = v),
        ),
        Field::new(
            "extra",
            "More",
            "Whatever an imported file knew that has no field here, a line each.",
            Slot::Long(|c| &c.extra, |c, v| c.extra = v),
        ),
    ];
}

impl Fielded for Account {
    const FIELDS: &'static [Field<Self>] = &[
        Field::must(
            "platform",
            "Platform",
            "Where the profile is.",
            Slot::Choice(
                platforms,
                |a| Some(a.platform.word()),
                |a, w| a.platform = w.and_then(Platform::from_word).unwrap_or(a.platform),
            ),
        ),
        Field::must(
            "handle",
            "Handle",
            "The name there, or a link to the profile.",
            Slot::Own(HANDLE),
        ),
        Field::new(
            "url",
            "Link",
            "Link to the profile.",
            Slot::Line(|a| &a.url, |a, v| a.url = v),
        ),
        Field::new(
            "followers",
            "Followers",
            "Followers at the last look: 27100 or 27.1k.",
            Slot::Number((0, MANY), |a| a.followers, |a, v| a.followers = v),
        ),
        Field::new(
            "engagement",
            "Engagement",
            "Engagement rate in percent.",
            Slot::Percent(|a| a.engagement, |a, v| a.engagement = v),
        ),
        Field::new(
            "engagement_basis",
            "Counted",
            "What that rate was divided by; different ones are never compared.",
            Slot::Choice(
                bases,
                |a| Some(a.engagement_basis.word()),
                |a, w| {
                    a.engagement_basis = w
                        .and_then(EngagementBasis::from_word)
                        .unwrap_or(EngagementBasis::Unknown);
                },
            ),
        ),
        Field::new(
            "avg_views",
            "Average views",
            "Average views of a post.",
            Slot::Number((0, MANY), |a| a.avg_views, |a, v| a.avg_views = v),
        ),
        Field::new(
            "checked",
            "Checked",
            "Day of the last look.",
            Slot::Day(Sense::Fact, |a| a.checked, |a, v| a.checked = v),
        ),
        Field::new(
            "audience",
            "Audience",
            "Who watches, in percent: age: 25-34 46; gender: women 71, men 26; place: US 58.",
            Slot::Own(AUDIENCE),
        ),
        Field::new(
            "audience_source",
            "Audience from",
            "Where that came from: a screenshot of theirs, a tool.",
            Slot::Line(|a| &a.audience_source, |a, v| a.audience_source = v),
        ),
        Field::new(
            "audience_day",
            "Audience of",
            "Day it was true.",
            Slot::Day(Sense::Fact, |a| a.audience_day, |a, v| a.audience_day = v),
        ),
    ];
}

impl Fielded for Measurement {
    const FIELDS: &'static [Field<Self>] = &[
        Field::must(
            "day",
            "Day",
            "When it was measured.",
            Slot::Day(
                Sense::Fact,
                |m| Some(m.day),
                |m, v| m.day = v.unwrap_or(m.day),
            ),
        ),
        Field::new(
            "followers",
            "Followers",
            "Followers that day.",
            Slot::Number((0, MANY), |m| m.followers, |m, v| m.followers = v),
        ),
        Field::new(
            "engagement",
            "Engagement",
            "Engagement rate in percent.",
            Slot::Percent(|m| m.engagement, |m, v| m.engagement = v),
        ),
        Field::new(
            "avg_views",
            "Average views",
            "Average views of a post.",
            Slot::Number((0, MANY), |m| m.avg_views, |m, v| m.avg_views = v),
        ),
    ];
}

/// A touch with its day as the user's calendar has it: instants are not typed, days are.
#[derive(Debug, Clone, PartialEq)]
pub struct Contact {
    /// The touch, with its words.
    pub touch: Touch,
    /// The user's day it belongs to.
    pub day: Day,
}

impl Contact {
    /// For editing.
    pub fn of(touch: Touch, clock: &Clock) -> Self {
        let day = clock.day_of(touch.at);
        Self { touch, day }
    }

    /// The touch as edited; its time stays when its day did.
    pub fn into_touch(self, clock: &Clock) -> Touch {
        let mut touch = self.touch;
        if clock.day_of(touch.at) != self.day {
            touch.at = clock.at_day(self.day);
        }
        touch
    }
}

impl Fielded for Contact {
    const FIELDS: &'static [Field<Self>] = &[
        Field::new(
            "words",
            "Words",
            "What was said, or what to remember.",
            Slot::Long(|c| &c.touch.words, |c, v| c.touch.words = v),
        ),
        Field::must(
            "direction",
            "Who",
            "Who spoke to whom; a note is for ourselves.",
            Slot::Choice(
                directions,
                |c| Some(c.touch.direction.word()),
                |c, w| {
                    c.touch.direction = w
                        .and_then(Direction::from_word)
                        .unwrap_or(c.touch.direction)
                },
            ),
        ),
        Field::must(
            "channel",
            "How",
            "How contact was made.",
            Slot::Choice(
                channels,
                |c| Some(c.touch.channel.word()),
                |c, w| c.touch.channel = w.and_then(Channel::from_word).unwrap_or(c.touch.channel),
            ),
        ),
        Field::must(
            "day",
            "When",
            "The day it happened.",
            Slot::Day(
                Sense::Fact,
                |c| Some(c.day),
                |c, v| c.day = v.unwrap_or(c.day),
            ),
        ),
        Field::new(
            "personal",
            "Personal",
            "Written to this one person; mass mail keeps nobody warm.",
            Slot::Check(|c| c.touch.personal, |c, v| c.touch.personal = v),
        ),
    ];
}

impl Fielded for FollowUp {
    const FIELDS: &'static [Field<Self>] = &[
        Field::must(
            "what",
            "Next step",
            "What to do.",
            Slot::Line(|f| &f.what, |f, v| f.what = v),
        ),
        Field::must(
            "day",
            "When",
            "The day to do it.",
            Slot::Day(
                Sense::Plan,
                |f| Some(f.day),
                |f, v| f.day = v.unwrap_or(f.day),
            ),
        ),
        Field::new(
            "if_no_reply",
            "If no reply",
            "Gone as soon as they write; otherwise it stays until it is answered.",
            Slot::Check(|f| f.if_no_reply, |f, v| f.if_no_reply = v),
        ),
        Field::new(
            "promised",
            "Promised",
            "A date promised to them: it is never moved by itself.",
            Slot::Check(|f| f.promised, |f, v| f.promised = v),
        ),
        Field::new(
            "done",
            "Done",
            "Day it was done.",
            Slot::Day(Sense::Fact, |f| f.done, |f, v| f.done = v),
        ),
    ];
}
