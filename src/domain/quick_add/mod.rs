//! The one line that adds anything: `@mia ask for address fri`, `@mia $350 paid`, `+ Ana Lis
//! @analis ig 9k`. A line is read anew on every key; the reading shows what was understood part by
//! part and becomes a step only when nothing is left open. What is not understood stays text; what
//! could be two things is asked, never guessed.

mod again;
mod amount;
mod campaign;
mod contact;
mod creator;
mod deal;
mod draft;
mod happened;
mod marks;
mod payment;
mod piece;
mod sale;
mod then;
mod told;
mod who;
mod words;

use super::calendar::Calendar;
use super::change::Step;
use super::ctx::Base;
use super::day::{Clock, Day};
use super::fields::Fielded;
use super::fields::text::clean_line;
use super::ids::Id;
use super::model::Model;
use super::money::Currency;
use super::rows::{Campaign, Creator};
use super::settings::Settings;
use super::when;
use draft::Draft;
use who::Found;

pub use creator::is_link;
pub use who::{campaign_token, creator_token};

/// What a line is read against.
#[derive(Clone, Copy)]
pub struct QuickCtx<'a> {
    /// The rows.
    pub model: &'a Model,
    /// The time.
    pub clock: Clock,
    /// Working days.
    pub calendar: &'a Calendar,
    /// Whether `5/12` is 5 December.
    pub day_first: bool,
    /// The currency of an amount without one.
    pub currency: Currency,
    /// Settings: days until pay is due.
    pub settings: &'a Settings,
    /// Working days after a message of ours until it is time to nudge.
    pub nudge_after: i64,
    /// The creator under the cursor.
    pub selected: Option<Id<Creator>>,
    /// The campaign under the cursor.
    pub campaign: Option<Id<Campaign>>,
}

impl<'a> QuickCtx<'a> {
    /// What sums and rules are computed from.
    fn base(&self) -> Base<'a> {
        Base {
            model: self.model,
            clock: self.clock,
            today: self.today(),
            calendar: self.calendar,
            settings: self.settings,
        }
    }

    fn today(&self) -> Day {
        self.clock.today()
    }

    fn plan(&self) -> when::DateContext<'_> {
        when::DateContext {
            day_first: self.day_first,
            ..when::DateContext::new(self.today(), self.calendar)
        }
    }

    /// What a day is read against that may lie on either side of today.
    fn either(&self) -> when::DateContext<'_> {
        self.plan().of(when::Sense::Either)
    }

    /// What a day of a field is read against: a fact or a plan, as its table says.
    fn dates<T: Fielded>(&self, key: &str) -> when::DateContext<'_> {
        T::dates(key, self.plan())
    }
}

/// One thing understood: `who`, `Sofia Marín @sofiasipping`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its name: who, what, when, where.
    pub label: &'static str,
    /// What was understood.
    pub value: String,
}

/// Something open, or worth a second look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What it is about: who, when, where.
    pub about: &'static str,
    /// The question, in words.
    pub text: String,
    /// Nothing can be saved before it is answered.
    pub blocks: bool,
}

/// A line that Tab can put in place of the one typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// The whole new line.
    pub line: String,
    /// What it stands for: `@miabrews Mia Okafor`.
    pub shown: String,
}

/// A line as it was understood.
#[derive(Debug, Clone, PartialEq)]
pub struct ParsedLine {
    /// What it would add: `next step`, `payment`, `deliverable`; empty while the line is.
    pub kind: &'static str,
    /// What was understood, in the order it is shown.
    pub parts: Vec<Part>,
    /// Consequences that might surprise: `changes the date of an existing piece (5 Dec ► 9 Dec)`.
    pub notes: Vec<String>,
    /// What is open or worth a second look.
    pub questions: Vec<Question>,
    /// What Tab goes through.
    pub completions: Vec<Completion>,
    step: Result<Step, String>,
}

impl ParsedLine {
    /// The change to save, or the sentence that says what is missing.
    pub fn complete(&self) -> Result<Step, String> {
        self.step.clone()
    }

    /// The value of a part.
    pub fn part(&self, label: &str) -> Option<&str> {
        self.parts
            .iter()
            .find(|part| part.label == label)
            .map(|part| &*part.value)
    }
}

/// What the line begins with when something is under the cursor: `@miabrews `, `/winter-blend `.
pub fn prefill(ctx: &QuickCtx) -> String {
    if let Some(id) = ctx.selected {
        return format!("{} ", creator_token(ctx.model, id));
    }
    ctx.campaign.map_or_else(String::new, |id| {
        format!("{} ", campaign_token(ctx.model, id))
    })
}

/// Reads a line. Never fails: what is wrong with it is in the reading.
pub fn read(line: &str, ctx: &QuickCtx) -> ParsedLine {
    let line = clean_line(line);
    let mut draft = Draft::new(ctx, &line);
    match line.chars().next() {
        None => draft.refuse("Nothing is typed yet."),
        Some('+') => creator::add(&mut draft, line.get(1..).unwrap_or_default().trim()),
        Some('@') => about_creator(&mut draft, &line),
        Some('/') => campaign::read(&mut draft, &line),
        Some(_) if creator::is_link(&line) => creator::add(&mut draft, &line),
        Some(_) => contact::to_do(&mut draft, &line),
    }
    draft.finish()
}

/// A line that begins with a creator.
fn about_creator(draft: &mut Draft, line: &str) {
    let (token, rest) = who::split(line.get(1..).unwrap_or_default());
    match who::find(draft.ctx.model, token) {
        Found::One(id) => {
            draft.who(id);
            if rest.is_empty() {
                draft.complete_who(&[id], "");
            }
            if let Some(other) = second_handle(rest) {
                draft.refuse(format!(
                    "Two creators in one line, the second is {other}. One line is about one creator; in quotes, \
                     \"{other}\" is a word like any other."
                ));
                return;
            }
            let (rest, then) = then::split_then(draft, rest);
            verb(draft, id, rest);
            if let Some(said) = then {
                then::and_then(draft, id, said);
            }
        }
        Found::Several(ids) => {
            let names: Vec<String> = ids
                .iter()
                .take(3)
                .map(|id| who::shown(draft.ctx.model, *id))
                .collect();
            let more = if ids.len() > 3 {
                format!(" or {} more", ids.len() - 3)
            } else {
                String::new()
            };
            draft.ask("who", format!("{}{more}", names.join(" or ")));
            draft.complete_who(&ids, rest);
            draft.refuse("Who is meant? Tab chooses.");
            // The rest is read all the same, so that a date can be checked while the name is still
            // open.
            if let when::Tail::Date { typed, day, .. } = when::tail(rest, &draft.ctx.plan()) {
                draft.date("when", typed, day);
            }
        }
        Found::None if token.is_empty() => {
            let selected: Vec<_> = draft.ctx.selected.into_iter().collect();
            draft.complete_who(&selected, rest);
            draft.refuse("Whom is it about? Type a handle or a name.");
        }
        Found::None => {
            let sentence = format!("Nobody here is called \"@{token}\".");
            draft.ask("who", sentence.clone());
            draft.completions.push(Completion {
                line: format!("+ @{token}"),
                shown: format!("+ @{token} adds them"),
            });
            draft.refuse(sentence);
        }
    }
}

/// Another creator where a fact about one is told. What was said or noted may name whom it likes.
fn second_handle(rest: &str) -> Option<&str> {
    if rest.starts_with([':', '<', '>']) {
        return None;
    }
    let words = words::Tokens::of(rest).all.into_iter();
    let names = |word: &words::Word| {
        !word.quoted && word.text.strip_prefix('@').is_some_and(who::begins_handle)
    };
    words.into_iter().find(names).map(|word| word.text)
}

/// What is said about a creator, by how it begins.
fn verb(draft: &mut Draft, id: Id<Creator>, rest: &str) {
    let first = rest
        .split_whitespace()
        .next()
        .unwrap_or_default()
        .to_lowercase();
    let body = rest.get(first.len()..).unwrap_or_default().trim();
    match rest.chars().next() {
        None => return draft.refuse("What about them? Try: ask for address fri."),
        Some(':') => return contact::note(draft, id, rest.get(1..).unwrap_or_default().trim()),
        Some('<') => return contact::reply(draft, id, rest.get(1..).unwrap_or_default().trim()),
        Some('=') => return piece::numbers(draft, id, rest.get(1..).unwrap_or_default().trim()),
        Some(_) if marks::are_marks(rest) => return marks::set(draft, id, rest),
        Some('>') => return contact::message(draft, id, rest.get(1..).unwrap_or_default().trim()),
        Some(_) => {}
    }
    // A word such as "call" begins a plan when a coming day ends the line, and a record of what
    // happened otherwise. A day without a year is the nearest: in November "3 nov" was, and is not
    // next year's.
    let planned = matches!(when::tail(body, &draft.ctx.either()), when::Tail::Date { day, .. } if day > draft.ctx.today())
        || again::comes_again(draft, body);
    let takes_place = matches!(
        &*first,
        "call" | "meeting" | "event" | "comment" | "gift" | "sample"
    );
    if takes_place && !planned && when::hints_at_a_time(body) {
        draft.ask("when", "which day? Add it at the end: tom, fri, +3, 5 dec");
        return draft.refuse(format!(
            "A plan needs its day at the end of the line, such as fri; for a {first} that took place leave the time out."
        ));
    }
    match &*first {
        "checkin" | "check-in" => contact::check_in(draft, id, body),
        "call" | "meeting" | "event" | "comment" if !planned => {
            contact::happened(draft, id, &first, body)
        }
        "gift" | "sample" if !planned || deal::has_left(draft, body) => deal::gift(draft, id, body),
        "target" | "targets" => campaign::of_creator(draft, id, body),
        _ if happened::tell(draft, id, rest) => {}
        _ if sale::is_sale(draft, &first, body) => sale::record(draft, id, body),
        _ if told::is_refund(draft, &first, body) => told::refund(draft, id, body),
        _ if told::is_expense(draft, &first, body) => told::expense(draft, id, &first, body),
        _ if told::is_count(draft, rest) => told::count(draft, id, rest),
        _ if told::is_bonus(draft, &first, body) => told::bonus(draft, id, body),
        _ if told::is_commission(&first, body) => told::commission(draft, id, rest),
        _ if deal::is_right(draft, &first, body) => deal::right(draft, id, &first, body),
        _ if amount::is_payment(draft, rest) => match sale::of_amount(draft, rest) {
            Some(order) => sale::record(draft, id, &order),
            None if again::payment(draft, id, rest) => {}
            None => payment::payment(draft, id, rest),
        },
        _ if again::pieces(draft, id, rest) => {}
        _ if piece::is_piece(draft, rest) => piece::plan(draft, id, rest),
        _ => match amount::no_amount(draft, rest) {
            Some(why) => draft.refuse(why),
            None => contact::next_step(draft, id, rest),
        },
    }
}

#[cfg(test)]
mod tests;
