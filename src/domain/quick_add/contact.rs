//! Notes, replies, messages, calls, check-ins, next steps and to-dos.

use super::Completion;
use super::again;
use super::draft::Draft;
use super::who::{self, CampaignRef, Found};
use crate::domain::day;
use crate::domain::fields::Contact;
use crate::domain::ids::Id;
use crate::domain::next_step::{self, Miss, NextStep, When};
use crate::domain::rows::{Campaign, Channel, Creator, Direction, FollowUp, Stage, Touch};
use crate::domain::when::{self, Tail};

/// What the follow-up of a message is called; a second message moves it instead of adding another.
const NUDGE: &str = "nudge";

/// `@mia: loves early mornings`.
pub(super) fn note(draft: &mut Draft, id: Id<Creator>, words: &str) {
    draft.kind = "note";
    log(draft, id, Direction::Note, None, words);
    let name = draft.model().called(id);
    draft.label(format!("Note about {name}"));
}

/// `@mia < yes, let's do it`.
pub(super) fn reply(draft: &mut Draft, id: Id<Creator>, words: &str) {
    draft.kind = "reply";
    let words = dated(draft, words);
    log(
        draft,
        id,
        Direction::In,
        Some(channel(draft, id, &words.0)),
        &words.0,
    );
    touch_day(draft, words.1);
    draft.say("your move");
    let name = draft.model().called(id);
    draft.label(format!("Reply from {name}"));
}

/// `@mia replied 5 nov`: that they wrote, without their words.
pub(super) fn replied(
    draft: &mut Draft,
    id: Id<Creator>,
    phrase: &str,
    (typed, day): (&str, day::Day),
) {
    draft.kind = "reply";
    let by = usual_channel(draft, id);
    log(draft, id, Direction::In, Some(by), phrase);
    draft.date("when", typed, day);
    touch_day(draft, Some(day).filter(|day| *day < draft.today()));
    draft.say("your move");
    let name = draft.model().called(id);
    draft.label(format!("Reply from {name}"));
}

/// `@mia > sent the brief by DM`: their move, with a day to nudge.
pub(super) fn message(draft: &mut Draft, id: Id<Creator>, words: &str) {
    draft.kind = "message";
    let words = dated(draft, words);
    let by = channel(draft, id, &words.0);
    // `by DM: ` says how and is no word of the message.
    let said = words
        .0
        .split_once(": ")
        .filter(|(how, _)| matches!(&*how.to_lowercase(), "by mail" | "by dm"));
    log(
        draft,
        id,
        Direction::Out,
        Some(by),
        said.map_or(&*words.0, |(_, rest)| rest.trim()),
    );
    touch_day(draft, words.1);
    let name = draft.model().called(id);
    draft.label(format!("Message to {name}"));
    if draft
        .deal(id)
        .is_some_and(|deal| deal.stage == Stage::Pitch)
    {
        // The steps of the pitch come by themselves; a nudge beside them would ask twice.
        draft.say("their move; the pitch's own steps follow");
        return;
    }
    let sent = words.1.unwrap_or(draft.today());
    let nudge = draft
        .ctx
        .calendar
        .add(sent, draft.ctx.nudge_after)
        .max(draft.today());
    draft.part(NUDGE, when::echo(nudge, &draft.ctx.plan()));
    draft.say("their move");
    let model = draft.model();
    let open = model
        .of::<FollowUp>(id)
        .find(|f| f.done.is_none() && f.if_no_reply && &*f.what == NUDGE);
    let now = draft.ctx.clock.now;
    match open.map(|f| f.id) {
        Some(open) => draft.step.edit(model, open, |f| {
            f.day = nudge;
            f.made = now;
        }),
        None => {
            let row = follow_up(draft, Some(id), None, nudge, NUDGE);
            draft.step.insert(row);
        }
    }
}

/// `@mia call 20 min`: a call, meeting, event or comment that took place.
pub(super) fn happened(draft: &mut Draft, id: Id<Creator>, what: &str, words: &str) {
    let (kind, with, channel) = match what {
        "call" => ("call", "Call with", Channel::Call),
        "meeting" => ("meeting", "Meeting with", Channel::Meeting),
        "event" => ("event", "Event with", Channel::Event),
        _ => ("comment", "Comment to", Channel::Comment),
    };
    draft.kind = kind;
    let words = happened_on(draft, words);
    let said = if words.0.is_empty() { kind } else { &words.0 };
    log(draft, id, Direction::Out, Some(channel), said);
    touch_day(draft, words.1);
    let name = draft.model().called(id);
    draft.label(format!("{with} {name}"));
}

/// `@mia checkin 5/4 wants a tea of her own`: how they find it, then how we do.
pub(super) fn check_in(draft: &mut Draft, id: Id<Creator>, words: &str) {
    draft.kind = "check-in";
    let (first, rest) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
    let score = |text: &str| text.parse::<u8>().ok().filter(|n| (1..=5).contains(n));
    let (they, we) = match first.split_once('/') {
        Some((they, we)) => (score(they), score(we)),
        None => (score(first), Some(0)),
    };
    let (Some(they), Some(we)) = (they, we) else {
        return draft.refuse("How satisfied are they, and are we? Try checkin 5/4.");
    };
    let (model, today) = (draft.model(), draft.today());
    let ours = if we == 0 {
        String::new()
    } else {
        format!(", we {we}")
    };
    let said = format!(
        "check-in: they {they}{ours}{}{}",
        if rest.is_empty() { "" } else { "; " },
        rest.trim()
    );
    log(draft, id, Direction::Note, None, &said);
    draft.step.edit(model, id, |c| {
        c.checkin = Some(today);
        c.checkin_they = they;
        c.checkin_we = we;
    });
    let name = model.called(id);
    draft.label(format!("Check-in with {name}: they {they}{ours}"));
}

/// `@mia ask for address fri`.
pub(super) fn next_step(draft: &mut Draft, id: Id<Creator>, words: &str) {
    draft.kind = "next step";
    let (words, place) = without_campaign(draft, words);
    let Some(said) = heard(draft, &words) else {
        return;
    };
    let day = match said.when {
        When::Day(day) => day,
        When::Every(rhythm) => {
            let place = place.map(|place| place.campaign);
            return again::step(draft, Some(id), place, rhythm, &said.what);
        }
    };
    draft.say(if said.waits {
        "gone as soon as they write"
    } else {
        "stays until it is done"
    });
    let mut row = follow_up(draft, Some(id), None, day, &said.what);
    row.if_no_reply = said.waits;
    if let Some(place) = place {
        let mut deals = draft.model().open_collaborations(id).into_iter();
        row.collaboration = deals
            .find(|c| c.campaign == Some(place.campaign))
            .map(|c| c.id);
        row.campaign = row.collaboration.is_none().then_some(place.campaign);
    }
    let (name, when) = (draft.model().called(id), day::short(day, draft.today()));
    draft.label(format!("Next step for {name}, {when}: {}", said.what));
    draft.step.insert(row);
}

/// `buy ribbon fri`.
pub(super) fn to_do(draft: &mut Draft, words: &str) {
    let (words, place) = without_campaign(draft, words);
    to_do_of(draft, place.map(|place| place.campaign), &words);
}

/// A to-do of our own, or of a campaign.
pub(super) fn to_do_of(draft: &mut Draft, campaign: Option<Id<Campaign>>, words: &str) {
    draft.kind = "to-do";
    let Some(said) = heard(draft, words) else {
        return;
    };
    match said.when {
        When::Day(day) => to_do_on(draft, campaign, &said.what, day),
        When::Every(rhythm) => again::step(draft, None, campaign, rhythm, &said.what),
    }
}

/// The same, on a day.
fn to_do_on(draft: &mut Draft, campaign: Option<Id<Campaign>>, what: &str, day: day::Day) {
    let mut row = follow_up(draft, None, campaign, day, what);
    row.if_no_reply = false;
    let when = day::short(day, draft.today());
    let of = campaign
        .and_then(|id| draft.model().get(id))
        .map_or_else(String::new, |c| format!(" for {}", c.name));
    draft.label(format!("To-do{of}, {when}: {what}"));
    draft.step.insert(row);
}

/// What is planned and when; asks for what is missing.
fn heard(draft: &mut Draft, words: &str) -> Option<NextStep> {
    match next_step::read(words, "", &draft.ctx.plan()) {
        Ok(said) => {
            draft.part("what", said.what.as_str());
            if let When::Day(day) = said.when {
                draft.date("when", &said.typed, day);
            }
            if said.what.is_empty() {
                draft.refuse("What is to be done? The words are missing.");
                return None;
            }
            Some(said)
        }
        Err(Miss::Wrong(why)) => {
            draft.part("what", words);
            draft.refuse(why);
            None
        }
        Err(miss @ Miss::NoDay) => {
            draft.part("what", words);
            draft.ask("when", "add a day at the end: tom, fri, +3, 5 dec");
            for day in ["tom", "fri", "+3"] {
                let line = format!("{} {day}", draft.line.trim_end());
                draft.completions.push(Completion {
                    line,
                    shown: day.into(),
                });
            }
            draft.refuse(miss.sentence());
            None
        }
    }
}

/// Takes `/winter2` out of words; a campaign that is not there, or not alone, is asked about.
pub(super) fn without_campaign(draft: &mut Draft, words: &str) -> (String, Option<CampaignRef>) {
    let names_one = |word: &&str| {
        word.strip_prefix('/')
            .is_some_and(|name| name.starts_with(char::is_alphabetic))
    };
    let Some(word) = words.split_whitespace().find(names_one) else {
        return (words.to_owned(), None);
    };
    let rest: Vec<&str> = words
        .split_whitespace()
        .filter(|other| *other != word)
        .collect();
    (rest.join(" "), place(draft, word.trim_start_matches('/')))
}

/// The campaign a word means, shown as a part.
pub(super) fn place(draft: &mut Draft, token: &str) -> Option<CampaignRef> {
    let model = draft.model();
    match who::find_campaign(model, token, false) {
        Found::One(place) => {
            draft.part("where", who::shown_place(model, place));
            Some(place)
        }
        Found::Several(places) => {
            let names: Vec<String> = places
                .iter()
                .take(3)
                .map(|p| who::shown_place(model, *p))
                .collect();
            draft.ask("where", names.join(" or "));
            for name in &names {
                let line =
                    draft
                        .line
                        .replacen(&format!("/{token}"), &format!("/{}", who::slug(name)), 1);
                draft.completions.push(Completion {
                    line,
                    shown: name.clone(),
                });
            }
            draft.refuse("Which campaign is meant? Tab chooses.");
            None
        }
        Found::None => {
            draft.refuse(format!(
                "There is no campaign \"/{token}\"; /{token} on a line of its own starts one."
            ));
            None
        }
    }
}

fn follow_up(
    draft: &Draft,
    creator: Option<Id<Creator>>,
    campaign: Option<Id<Campaign>>,
    day: day::Day,
    what: &str,
) -> FollowUp {
    FollowUp {
        campaign,
        collaboration: creator.and_then(|id| draft.deal(id)).map(|deal| deal.id),
        what: what.into(),
        if_no_reply: creator.is_some(),
        ..FollowUp::new(
            draft.step.fresh(draft.model()),
            creator,
            day,
            draft.ctx.clock.now,
        )
    }
}

/// Writes a touch down.
fn log(
    draft: &mut Draft,
    id: Id<Creator>,
    direction: Direction,
    how: Option<Channel>,
    words: &str,
) {
    if words.is_empty() {
        draft.refuse("The words are missing.");
    }
    draft.part("words", words);
    let usual = usual_channel(draft, id);
    if let Some(how) = how {
        draft.part("how", how.label());
    }
    let fresh = draft.step.fresh(draft.model());
    let mut touch = Touch::new(
        fresh,
        id,
        draft.ctx.clock.now,
        how.unwrap_or(usual),
        direction,
    );
    touch.words = words.into();
    touch.collaboration = draft.deal(id).map(|deal| deal.id);
    draft.step.insert(touch);
}

/// Puts the touch of this step on an earlier day.
fn touch_day(draft: &mut Draft, day: Option<day::Day>) {
    let Some(day) = day else { return };
    let at = draft.ctx.clock.at_day(day);
    for touch in draft
        .step
        .edits
        .touches
        .iter_mut()
        .filter_map(|edit| edit.after.as_mut())
    {
        touch.at = at;
    }
}

/// Takes an unmistakable past day off the end of what is logged: `yest`, `-2d`. Other days may be
/// what was said.
fn dated(draft: &mut Draft, words: &str) -> (String, Option<day::Day>) {
    let Some((rest, last)) = words.rsplit_once(char::is_whitespace).or(Some(("", words))) else {
        return (words.to_owned(), None);
    };
    let marked = matches!(last.to_lowercase().as_str(), "yest" | "yesterday")
        || last
            .strip_prefix('-')
            .is_some_and(|n| n.starts_with(|c: char| c.is_ascii_digit()));
    match when::read(last, &draft.ctx.dates::<Contact>("day")) {
        Ok(day) if marked => {
            draft.date("when", last, day);
            (rest.trim_end().to_owned(), Some(day))
        }
        _ => (words.to_owned(), None),
    }
}

/// Takes the day off the end of what took place, `call 20 min 3 nov`; a day that is not there is
/// refused.
fn happened_on(draft: &mut Draft, words: &str) -> (String, Option<day::Day>) {
    match when::tail(words, &draft.ctx.dates::<Contact>("day")) {
        Tail::Date { rest, typed, day } => {
            draft.date("when", typed, day);
            (rest.to_owned(), Some(day))
        }
        Tail::Wrong(why) => {
            draft.refuse(why);
            (words.to_owned(), None)
        }
        Tail::None => dated(draft, words),
    }
}

/// The channel words speak of, else the one they like best, else the last one used.
fn channel(draft: &Draft, id: Id<Creator>, words: &str) -> Channel {
    let lower = words.to_lowercase();
    let mut before = "";
    for word in lower
        .split(|c: char| !c.is_alphanumeric() && c != '-')
        .filter(|word| !word.is_empty())
    {
        let by = matches!(before, "by" | "per" | "via" | "in" | "a");
        match word {
            "dm" | "dms" => return Channel::Dm,
            "mail" | "e-mail" | "email" if by => return Channel::Mail,
            "phone" | "call" if by => return Channel::Call,
            "comment" if by => return Channel::Comment,
            _ => before = word,
        }
    }
    usual_channel(draft, id)
}

fn usual_channel(draft: &Draft, id: Id<Creator>) -> Channel {
    let spoken = |touch: &&Touch| {
        matches!(touch.channel, Channel::Mail | Channel::Dm) && touch.direction != Direction::Note
    };
    // Whoever likes calls best was not called by writing to them.
    let carries = |channel: &Channel| matches!(channel, Channel::Mail | Channel::Dm);
    let liked = draft
        .model()
        .get(id)
        .and_then(|row| row.prefers)
        .filter(carries);
    let last = || {
        draft
            .model()
            .of::<Touch>(id)
            .rev()
            .find(spoken)
            .map(|touch| touch.channel)
    };
    liked.or_else(last).unwrap_or(Channel::Mail)
}
