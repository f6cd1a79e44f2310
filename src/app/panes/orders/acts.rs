//! What is done in the list of orders: other days, other work, one creator after the other, what
//! Enter opens.

use super::{Orders, Row};
use crate::app::modal::Modal;
use crate::app::modal::pick::{Choice, Pick};
use crate::app::modal::prompt::{Echo, Kind, Prompt};
use crate::app::panes::profile::RowRef;
use crate::app::target::Target;
use crate::app::{App, Effect, ViewId};
use crate::domain::change::Step;
use crate::domain::ids::Id;
use crate::domain::ledger::orders::Order;
use crate::domain::metrics::order_list::{Asked, LooseCode};
use crate::domain::metrics::scope::{Span, What};
use crate::domain::money::Money;
use crate::domain::rows::*;
use crate::domain::{quick_add, review};

/// The next work: everything, the campaigns, no campaign. Of a creator only their campaigns.
pub(super) fn turn(app: &mut App, by: isize) -> Vec<Effect> {
    let mut campaigns = crate::app::panes::results::campaigns(app);
    let asked = app.orders.asked;
    if let Some(creator) = asked.creator {
        let mine = |id: &Id<Campaign>| {
            let mut deals = app.model.of::<Collaboration>(creator);
            deals.any(|deal| deal.campaign == Some(*id))
        };
        campaigns.retain(|id| mine(id) || asked.what == What::Campaign(*id));
    }
    let what = asked.what.turned(&campaigns, by);
    Orders::ask(app, Asked { what, ..asked });
    Vec::new()
}

/// A list of days to choose from, the last entry to type others.
pub(super) fn days(app: &mut App) -> Vec<Effect> {
    let (today, now) = (app.today, app.orders.asked.span);
    let mut spans = Span::offered(today);
    if !spans.contains(&now) {
        spans.push(now);
    }
    let letters = "lmqyac".chars();
    let mut choices: Vec<Choice> = spans
        .iter()
        .zip(letters)
        .map(|(span, letter)| {
            Choice::new(span.word(), span.label_with_days(today), "")
                .letter(letter)
                .on(*span == now)
        })
        .collect();
    choices.push(Choice::new("", "typed…", "since 1 sep, 1 oct - 24 nov").letter('t'));
    let pick = Pick::one("Orders of which days", choices, Target::default(), chosen);
    app.open(Modal::Pick(Box::new(pick)))
}

fn chosen(app: &mut App, target: &Target, values: &[String]) -> Vec<Effect> {
    match values.first().map(String::as_str) {
        Some("") => {
            let prompt = Prompt::new(&DAYS, "Orders of which days", "", target.clone());
            app.open(Modal::Prompt(Box::new(prompt)))
        }
        Some(word) => match Span::parse(word, &app.reading()) {
            Ok(span) => show_days(app, span),
            Err(why) => app.refuse(why),
        },
        None => Vec::new(),
    }
}

fn show_days(app: &mut App, span: Span) -> Vec<Effect> {
    let asked = app.orders.asked;
    Orders::ask(app, Asked { span, ..asked });
    Vec::new()
}

/// Days that are typed.
const DAYS: Kind = Kind {
    hint: "q4 2026, nov, 2026, since 1 sep, 1 oct - 24 nov, all",
    long: false,
    read: |app, prompt| {
        let span = Span::parse(prompt.line.text(), &app.reading());
        vec![Echo::from(span.map(|s| s.label_with_days(app.today)))]
    },
    save: |app, prompt| {
        let span = Span::parse(prompt.line.text(), &app.reading())?;
        Ok(show_days(app, span))
    },
};

/// All, then only by code, by link, by hand.
pub(super) fn by(app: &mut App) -> Vec<Effect> {
    let asked = app.orders.asked;
    let by = match asked.by {
        None => Attribution::ALL.first(),
        Some(now) => {
            let at = Attribution::ALL.iter().position(|by| *by == now);
            at.and_then(|at| Attribution::ALL.get(at + 1))
        }
    };
    let by = by.copied();
    Orders::ask(app, Asked { by, ..asked });
    Vec::new()
}

/// The next creator who has orders here.
pub(super) fn walk(app: &mut App, by: i64) -> Vec<Effect> {
    let asked = app.orders.asked;
    let people = Orders::people(app);
    let here = asked
        .creator
        .or_else(|| app.orders.current()?.order.creator);
    let at = here.and_then(|id| people.iter().position(|other| *other == id));
    let to = match (at, here) {
        (Some(at), _) if asked.creator.is_some() => isize::try_from(by)
            .ok()
            .and_then(|by| at.checked_add_signed(by)),
        (Some(at), _) => Some(at),
        // One who has none here stands between the others by name.
        (None, Some(id)) => {
            let name = app.model.called(id).to_lowercase();
            let before = |other: &&Id<Creator>| app.model.called(**other).to_lowercase() < name;
            let many = people.iter().filter(before).count();
            if by > 0 {
                Some(many)
            } else {
                many.checked_sub(1)
            }
        }
        (None, None) if by > 0 => Some(0),
        (None, None) => people.len().checked_sub(1),
    };
    match to.and_then(|to| people.get(to)).copied() {
        Some(creator) => {
            if asked.creator.is_none() {
                app.orders.wider = Some(asked);
            }
            let creator = Some(creator);
            Orders::ask(app, Asked { creator, ..asked });
            Vec::new()
        }
        None if people.is_empty() => app.refuse("nobody has an order in these days"),
        None if by > 0 => app.refuse("this is the last creator with an order here"),
        None => app.refuse("this is the first creator with an order here"),
    }
}

/// One step back: the filter, code link or hand alone, then where one came from.
pub(super) fn back(app: &mut App) -> bool {
    if app.unsift() {
        return true;
    }
    let asked = app.orders.asked;
    if asked.by.is_some() {
        Orders::ask(app, Asked { by: None, ..asked });
        return true;
    }
    if let Some(wider) = app.orders.wider.take() {
        Orders::ask(app, wider);
        return true;
    }
    if app.status.clear() {
        return true;
    }
    crate::app::everywhere::jump_back(app);
    true
}

/// Enter: the collaboration an order counts for, or its creator; a code is given to somebody.
pub(super) fn open(app: &mut App) -> Vec<Effect> {
    if let Some(code) = app.orders.current_code().cloned() {
        return match crate::app::everywhere::writable(app) {
            Ok(()) => give(app, &code),
            Err(why) => app.refuse(why),
        };
    }
    let Some(one) = app.orders.current() else {
        return Vec::new();
    };
    match (one.order.creator, one.order.deal) {
        (Some(creator), Some(deal)) => app.open_row(creator, RowRef::Collaboration(deal)),
        (Some(creator), None) => app.open_profile(creator),
        (None, _) => return app.refuse("this order counts for nobody"),
    }
    Vec::new()
}

/// The order under the cursor of the list, where that is what is shown.
pub fn order_under(app: &App) -> Option<&Order> {
    let here = app.view == ViewId::Orders && app.profile.is_none();
    app.orders.current().filter(|_| here).map(|one| &one.order)
}

/// An order is under the cursor, and the file may be changed.
///
/// # Errors
///
/// The reason why not.
pub fn order(app: &App) -> Result<(), String> {
    crate::app::everywhere::writable(app)?;
    match (order_under(app), app.orders.list.current()) {
        (Some(_), _) => Ok(()),
        (None, Some(Row::Code(_))) => Err("a code nobody has is given to somebody first".into()),
        (None, _) => Err("no order is under the cursor".into()),
    }
}

/// The order goes, with what was given back of it.
pub fn remove(app: &mut App) -> Vec<Effect> {
    let plan: Result<Step, String> = match order_under(app) {
        Some(order) => review::remove_whole_order(&app.ctx(), order),
        None => Err("no order is under the cursor".into()),
    };
    app.commit_or_refuse(plan)
}

/// `n o` on an order: a refund of it, but for the amount. None where no order is under the cursor.
pub fn refund(app: &mut App) -> Option<Vec<Effect>> {
    let order = order_under(app)?.clone();
    let Some(creator) = order.creator else {
        return Some(app.refuse("this order counts for nobody, so nothing of it is given back"));
    };
    if order.reference.is_empty() {
        let key = app.keymap.first("edit").unwrap_or_default();
        return Some(app.refuse(format!(
            "this order has no number to name it by; {key} gives it one"
        )));
    }
    let token = crate::domain::quick_add::creator_token(&app.model, creator);
    let sign = order.gross.map(|gross| gross.currency);
    let sign = sign.map_or_else(String::new, |currency| currency.written(""));
    let before = format!("{token} refund {sign}");
    let after = format!(" of {}", order.reference);
    Some(app.open(Modal::quick_add_gap(&before, &after)))
}

/// The order under the cursor as text, its cells parted by tabs; of its buyer no more than whether
/// they ordered before.
pub fn row_text(app: &App) -> Option<String> {
    let order = order_under(app)?;
    let money = |minor: Option<Money>| minor.map_or_else(String::new, Money::exact);
    let back = order
        .gross
        .map(|gross| Money::new(order.refunded(), gross.currency));
    let codes: Vec<&str> = order.codes.iter().map(|code| &**code).collect();
    let cells = [
        order.day.to_string(),
        order.reference.to_string(),
        codes.join(" "),
        order
            .creator
            .map_or_else(String::new, |id| app.model.called(id)),
        super::buyer(order.new_customer).to_owned(),
        money(order.gross),
        money(back),
        money(order.net()),
    ];
    Some(cells.join("\t"))
}

/// Gives a code to somebody: the nearest is offered first, anybody else can be typed.
fn give(app: &mut App, code: &LooseCode) -> Vec<Effect> {
    let Some((nearest, like)) = code.nearest.clone() else {
        return app.open(gap(&code.code));
    };
    let name = app.model.called(nearest);
    let note = if like.is_empty() {
        "the orders were noted for them".to_owned()
    } else {
        format!("has {like}")
    };
    let choices = vec![
        Choice::new(giving(app, nearest, &code.code), name, note).on(true),
        Choice::new("", "somebody else…", "type who it is").letter('t'),
    ];
    let title = format!("{} is the code of", code.code);
    let target = Target {
        creators: vec![nearest],
        items: Vec::new(),
    };
    let pick = Pick::one(title, choices, target, |app, _, values| {
        match (
            values.first().map(String::as_str),
            app.orders.current_code(),
        ) {
            (Some(""), Some(code)) => {
                let modal = gap(&code.code);
                app.open(modal)
            }
            (Some(line), _) => {
                let step = quick_add::read(line, &app.quick()).complete();
                app.commit_or_refuse(step)
            }
            _ => Vec::new(),
        }
    });
    app.open(Modal::Pick(Box::new(pick)))
}

/// The line that gives a code to a creator, the same that can be typed.
fn giving(app: &App, creator: Id<Creator>, code: &str) -> String {
    let token = quick_add::creator_token(&app.model, creator);
    format!("{token} code {}", quoted(code))
}

fn gap(code: &str) -> Modal {
    Modal::quick_add_gap("@", &format!(" code {}", quoted(code)))
}

fn quoted(code: &str) -> String {
    if code.contains(char::is_whitespace) {
        format!("\"{code}\"")
    } else {
        code.to_owned()
    }
}
