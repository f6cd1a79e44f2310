//! The one-line quick add: what is typed is read anew on every key and shown part by part before
//! Enter. Pasted links and lines go in; Tab goes through what the line could become.

use super::{Modal, Reply, Stay, close, stay};
use crate::app::App;
use crate::app::keys::{Code, Key};
use crate::app::line::TextField;
use crate::domain::quick_add::{self, ParsedLine};

/// The line being typed.
#[derive(Debug, Clone, Default)]
pub struct QuickAdd {
    /// The text.
    pub line: TextField,
    /// Which completion Tab takes next, and the line they are of.
    cycle: Option<(String, usize)>,
    /// Waits for the disk.
    pub saving: bool,
    /// What the line began with, as long as nothing was typed: the creator under the cursor.
    begun: Option<String>,
}

/// What begins a line of its own, and so takes the place of a beginning that was only proposed.
const BEGINNINGS: [char; 3] = ['@', '+', '/'];

/// The grammar on one page, by example.
pub const GRAMMAR: &[(&str, &str)] = &[
    ("@mia ask for address fri", "next step for Mia, Friday"),
    ("@mia: loves early mornings", "note"),
    ("@mia < yes, let's do it", "their reply: an answer is owed"),
    (
        "@mia > sent the brief by DM",
        "our message: their move, with a nudge date",
    ),
    (
        "@mia $350 paid · @mia $350 due 30 nov",
        "payment done · owed",
    ),
    (
        "@mia reel \"title\" draft 4 dec live 5 dec /winter",
        "a piece in a campaign, or a new date for one",
    ),
    (
        "@mia = views 12k orders 14 sales 812",
        "numbers of her newest piece",
    ),
    (
        "@mia $100 part paid · @mia $350 bonus due live+30d",
        "a part of what is open · due when something happens",
    ),
    (
        "@mia posted yest · @mia signed 5 nov · @mia replied",
        "what happened; also brief sent, agreed, arrived",
    ),
    (
        "@mia sale $45 code MIA10 · @mia sale 3 orders $120 by link",
        "orders they brought",
    ),
    (
        "@mia refund $20 of 1001",
        "money given back for an order, by its number",
    ),
    (
        "@mia boosting $50 ref INV-3 · @mia travel €80",
        "an expense: also production, network, fees",
    ),
    (
        "@mia 40 sign-ups · @mia 3 leads /winter",
        "a count of your own: also referrals",
    ),
    (
        "@mia 3 of 12 bought again",
        "repeat purchase, of buyers known",
    ),
    (
        "@mia call every 6 weeks · @mia send tea every 1 dec",
        "a next step that comes round again",
    ),
    (
        "@mia $300 monthly · @mia 2 reels a month",
        "a retainer · pieces of each period",
    ),
    (
        "@mia commission 8% then 10% over 50 orders hold 14d",
        "terms: commission in steps, days for returns",
    ),
    (
        "@mia bonus $60 above 20 orders",
        "terms: a bonus that is computed; also per 1k views",
    ),
    (
        "@mia gift glass pot · @mia call 20 min",
        "gift · call; also meeting, event, comment",
    ),
    (
        "@mia checkin 5/5 wants a tea of her own",
        "check-in: her satisfaction / ours",
    ),
    (
        "@mia right \"organic reposts\" end 5 mar",
        "a usage right with its end",
    ),
    ("@mia code MIA10 end 31 dec", "a promo code with its end"),
    (
        "@mia #core #q1 -#test · @mia >4 · @mia /winter",
        "tags on and off · stage · campaign",
    ),
    (
        "+ Ana Lis @analis ig 9k tea ana@example.com",
        "a new creator in stage 1",
    ),
    (
        "/winter goal 90 orders cpa<30 12 nov - 28 nov",
        "a campaign with targets",
    ),
    (
        "/winter first orders<$30, 300 leads, mood +",
        "targets; @mia target 20 orders for hers alone",
    ),
    (
        "/winter wave 2 5 dec - 19 dec",
        "a wave of a campaign, or new days for one",
    ),
    ("buy ribbon fri", "a to-do of your own"),
    (
        "dates",
        "today, tom, fri, next mon, +3 (working days), +2w, 5 dec, 2026-12-05, eom",
    ),
];

impl QuickAdd {
    /// A line with some text in it.
    pub fn new(text: &str) -> Self {
        Self {
            line: TextField::new(text),
            ..Self::default()
        }
    }

    /// A line with a gap to be filled in.
    pub fn with_gap(before: &str, after: &str) -> Self {
        Self {
            line: TextField::around(before, after),
            ..Self::default()
        }
    }

    /// A line that proposes whom it is about.
    pub fn proposing(text: &str) -> Self {
        Self {
            begun: Some(text.to_owned()),
            ..Self::new(text)
        }
    }

    /// Drops the proposed beginning when something else is begun in its place.
    fn give_way(&mut self, next: &str) {
        let begun = self
            .begun
            .take()
            .filter(|begun| !begun.is_empty() && begun == self.line.text());
        if begun.is_some() && (next.starts_with(BEGINNINGS) || quick_add::is_link(next)) {
            self.line.set("");
        }
    }

    /// What the line means.
    pub fn reading(&self, app: &App) -> ParsedLine {
        quick_add::read(self.line.text(), &app.quick())
    }

    /// Pasted text; several lines are cells for the import.
    pub fn paste(&mut self, app: &mut App, text: &str) -> Reply {
        if text.trim().contains(['\n', '\t']) && self.line.is_blank() {
            return (
                Stay::Closed,
                vec![crate::app::Effect::ReadCells(text.to_string())],
            );
        }
        self.give_way(text.trim_start());
        self.line.paste(text);
        let _ = app;
        stay()
    }

    /// A key.
    pub fn key(&mut self, app: &mut App, key: Key) -> Reply {
        match (key.code, key.ctrl) {
            (Code::Esc, _) => return close(),
            (Code::F(1), _) => return (Stay::Open, app.open(grammar())),
            (Code::Tab, _) => self.complete(app),
            (Code::Enter, _) | (Code::Char('s'), true) | (Code::F(2), _) => return self.save(app),
            _ => {
                self.give_way(&key.typed().map(String::from).unwrap_or_default());
                self.line.key(key);
                self.cycle = None;
            }
        }
        stay()
    }

    fn complete(&mut self, app: &mut App) {
        let (base, at) = self
            .cycle
            .take()
            .unwrap_or_else(|| (self.line.text().to_string(), 0));
        let all = quick_add::read(&base, &app.quick()).completions;
        match all.get(at % all.len().max(1)) {
            Some(next) => {
                self.line.set(next.line.clone());
                self.cycle = Some((base, at + 1));
            }
            None => drop(app.refuse("nothing to complete here")),
        }
    }

    fn save(&mut self, app: &mut App) -> Reply {
        match self.reading(app).complete() {
            Ok(mut step) => {
                crate::domain::schedule::follow(&app.ctx(), &mut step);
                let effects = app.commit(step);
                self.saving = !effects.is_empty();
                (Stay::Open, effects)
            }
            Err(why) => {
                app.refuse(why);
                stay()
            }
        }
    }
}

/// The grammar as lines to read.
pub fn grammar() -> Modal {
    let width = GRAMMAR
        .iter()
        .map(|(line, _)| line.chars().count())
        .max()
        .unwrap_or(0);
    let lines = GRAMMAR
        .iter()
        .map(|(line, what)| format!("{line:<width$}  {what}"))
        .collect();
    Modal::listing("You type, you get".into(), lines)
}
