//! The tabs of work and money: pieces with their drafts, checks and links, payments with how
//! punctual they were; and below each table what belongs to the row under the cursor and to the
//! year.

use super::tables::{campaign, date, muted, text};
use crate::app::App;
use crate::app::panes::profile::{RowRef, Tab};
use crate::domain::day::{self, Day};
use crate::domain::ids::Id;
use crate::domain::ledger::{balance, bonus, budget, commission, limits, lines, terms};
use crate::domain::money::Purse;
use crate::domain::rows::*;
use crate::domain::words::count;
use crate::ui::table::Column;
use crate::ui::text::one_line;
use crate::ui::theme::Role;

/// Columns of pieces.
pub const PIECES: &[Column] = &[
    Column::new("Piece", 18, 0).grows(),
    Column::new("Campaign", 14, 6).grows(),
    Column::new("State", 13, 0),
    Column::new("Brief", 9, 8),
    Column::new("Draft", 11, 2),
    Column::new("Feedback", 9, 7),
    Column::new("Approved", 9, 5),
    Column::new("Live", 11, 1),
    Column::new("#ad", 4, 3),
    Column::new("Code", 4, 4),
    Column::new("Link", 4, 4),
];

/// Columns of payments.
pub const PAYMENTS: &[Column] = &[
    Column::new("For", 18, 0).grows(),
    Column::new("Amount", 12, 0).right(),
    Column::new("State", 9, 3),
    Column::new("Due", 12, 1),
    Column::new("Paid", 12, 2),
    Column::new("Late", 13, 4),
    Column::new("How", 10, 5),
    Column::new("Ref", 10, 6),
];

/// A line below a table: label, look, words.
pub type Line = (String, Role, String);

fn line(label: &str, role: Role, words: impl Into<String>) -> Line {
    (label.to_string(), role, words.into())
}

/// What stands below the table.
pub fn foot(app: &App, tab: Tab, creator: Id<Creator>, row: Option<RowRef>) -> Vec<Line> {
    match (tab, row) {
        (Tab::Deliverables, Some(RowRef::Deliverable(id))) => app
            .model
            .get(id)
            .map(|d| piece_foot(app, d))
            .unwrap_or_default(),
        (Tab::Payments, row) => payment_foot(app, creator, row),
        _ => Vec::new(),
    }
}

fn seen(s: Seen) -> (Role, String) {
    match s {
        Seen::Unknown => muted("-"),
        Seen::Yes => (Role::Good, "ok".to_string()),
        Seen::No => (Role::Late, "! no".to_string()),
    }
}

/// The cells of a piece.
pub fn piece(app: &App, d: &Deliverable) -> Vec<(Role, String)> {
    let deal = app.model.get(d.collaboration);
    let rounds = match (d.rounds, d.approved.or(d.live)) {
        (0, None) => muted("-"),
        (0, Some(_)) => text("none"),
        (1, _) => text("1 round"),
        (n, _) => text(format!("{n} rounds")),
    };
    let late = |due: Option<Day>, happened: Option<Day>| match happened.or(due) {
        Some(day) if happened.is_none() && day < app.today => {
            (Role::Late, format!("! {}", day::brief(day, app.today)))
        }
        Some(day) if happened.is_none() => text(day::brief(day, app.today)),
        Some(day) => muted(day::brief(day, app.today)),
        None => muted("-"),
    };
    let expected = matches!(d.state, PieceState::Planned | PieceState::ChangesAsked);
    let draft = if expected && d.draft_due.is_some() {
        late(d.draft_due, None)
    } else {
        late(d.draft_due, d.draft_in)
    };
    let gone = d.state == PieceState::Missed;
    let state = match d.state {
        PieceState::Missed => (Role::Bad, "▼ missed".into()),
        PieceState::Verified => (Role::Good, "▲ verified".into()),
        PieceState::DraftIn => (Role::Due, "• draft in".into()),
        state => text(state.label()),
    };
    vec![
        if gone {
            muted(d.called())
        } else {
            text(d.called())
        },
        text(campaign(app, deal.and_then(|c| c.campaign))),
        state,
        date(app, deal.and_then(|c| c.brief_sent)),
        draft,
        rounds,
        date(app, d.approved),
        if gone {
            muted("-")
        } else {
            late(d.live_due, d.live)
        },
        seen(d.disclosure),
        seen(d.code_seen),
        if d.link.is_empty() && d.link_seen == Seen::Unknown {
            muted("-")
        } else {
            link(d)
        },
    ]
}

fn link(d: &Deliverable) -> (Role, String) {
    if d.link_seen == Seen::Unknown {
        text("yes")
    } else {
        seen(d.link_seen)
    }
}

/// The cells of a payment.
pub fn expense(app: &App, e: &Expense) -> Vec<(Role, String)> {
    let of = e.campaign.map(|id| format!("{} ", campaign(app, Some(id))));
    vec![
        text(format!("{}{}", of.unwrap_or_default(), e.kind)),
        (Role::Money, terms::spent(e).to_string()),
        muted("expense"),
        muted("-"),
        date(app, Some(e.day)),
        muted("-"),
        text(one_line(&e.note)),
        text(e.reference.to_string()),
    ]
}

/// A payment.
pub fn payment(app: &App, p: &Payment) -> Vec<(Role, String)> {
    let ctx = app.ctx();
    let of = p
        .collaboration
        .and_then(|c| app.model.get(c))
        .and_then(|c| c.campaign);
    let name = if of.is_some() {
        format!("{} {}", campaign(app, of), p.kind)
    } else {
        p.kind.label().to_string()
    };
    let open = lines::of_row(&ctx.base(), p);
    let due = open.map_or(p.due, |line| line.due.day());
    let state = open.map_or(p.state, |line| line.state);
    let late = match (p.paid, due, state) {
        (_, _, PaymentState::Disputed) => (Role::Bad, "▼ disputed".into()),
        (Some(paid), Some(due), _) => punctual((paid - due).num_days()),
        (None, Some(due), _) => match (due - app.today).num_days() {
            0 => (Role::Due, "• today".into()),
            n if n < 0 => (Role::Late, format!("! late {} d", -n)),
            n => text(format!("in {n} d")),
        },
        _ => muted("-"),
    };
    let guessed = p.due.is_none() && p.paid.is_none();
    let due = match due {
        Some(day) if guessed => muted(format!("~{}", day::brief(day, app.today))),
        day => date(app, day),
    };
    vec![
        text(name),
        (Role::Money, terms::amount(p).to_string()),
        text(state.label()),
        due,
        date(app, p.paid),
        late,
        text(p.method.to_string()),
        text(p.reference.to_string()),
    ]
}

fn punctual(days: i64) -> (Role, String) {
    match days {
        0 => muted("on time"),
        n if n < 0 => muted(format!("{} d early", -n)),
        n => (Role::Bad, format!("▼ {n} d late")),
    }
}

fn piece_foot(app: &App, d: &Deliverable) -> Vec<Line> {
    let short = |day: Day| day::short(day, app.today);
    let mut out = vec![line("drafts", Role::Text, drafts(app, d))];
    out.extend(waiting(app, d));
    let deal = app.model.get(d.collaboration);
    let open = deal.map(|deal| lines::of_deal(&app.ctx().base(), deal));
    let open = open
        .unwrap_or_default()
        .into_iter()
        .filter(|line| !line.surplus);
    let pays = open.filter_map(|line| {
        let on = line.due.day()?;
        Some(format!("{} {} due {}", line.amount, line.kind, short(on)))
    });
    let mine = |r: &&Right| {
        let of_it = r.collaboration == Some(d.collaboration)
            && r.deliverable.is_none_or(|piece| piece == d.id);
        of_it && !matches!(r.kind, RightKind::Code | RightKind::Contract)
    };
    let span = |from: Day, to: Day| {
        format!(
            "{} to {}",
            day::brief(from, app.today),
            day::brief(to, app.today)
        )
    };
    let rights = app.model.of::<Right>(d.creator).filter(mine);
    let rights = rights.filter_map(|r| Some(format!("{} {}", r.kind, span(r.start?, r.end?))));
    let hangs: Vec<String> = pays.chain(rights).collect();
    if !hangs.is_empty() {
        out.push(line("hangs on it", Role::Muted, hangs.join(" · ")));
    }
    if d.live.is_some() {
        let words = format!(
            "#ad {} · code {} · link {} · {}",
            d.disclosure, d.code_seen, d.link_seen, d.link
        );
        out.push(line(
            "live check",
            Role::Text,
            words.trim_end_matches([' ', '·']).to_string(),
        ));
    }
    if !d.reuse.is_empty() {
        let all: Vec<&str> = d.reuse.lines().filter(|l| !l.trim().is_empty()).collect();
        out.push(line(
            "used again",
            Role::Text,
            format!("{} · {}", times(all.len()), all.join(" · ")),
        ));
    }
    if d.state == PieceState::Missed && !d.missed_why.is_empty() {
        out.push(line("missed", Role::Bad, d.missed_why.to_string()));
    }
    out.extend(average(app, d.creator));
    out
}

fn times(n: usize) -> String {
    if n == 1 {
        "once".into()
    } else {
        format!("{n} times")
    }
}

fn drafts(app: &App, d: &Deliverable) -> String {
    let all: Vec<String> = app
        .model
        .of::<Version>(d.creator)
        .filter(|v| v.deliverable == d.id)
        .map(|v| {
            let words = if v.words.is_empty() {
                String::new()
            } else {
                format!(" \"{}\"", one_line(&v.words))
            };
            let link = if v.link.is_empty() {
                String::new()
            } else {
                format!(" {}", v.link)
            };
            let verdict = v.answered.map_or_else(
                || v.verdict.label().to_string(),
                |on| format!("{} {}", v.verdict, day::brief(on, app.today)),
            );
            format!(
                "v{} {}{link}, {verdict}{words}",
                v.number,
                day::brief(v.came, app.today)
            )
        })
        .collect();
    if !all.is_empty() {
        return all.join(" · ");
    }
    match (d.draft_in, d.draft_due) {
        (Some(came), _) => format!("came {} {}", day::brief(came, app.today), d.draft_link),
        (None, Some(_)) => {
            "none yet · n d when it comes: paste the link; our answer is due in 2 working days"
                .into()
        }
        (None, None) => "none agreed".into(),
    }
}

fn waiting(app: &App, d: &Deliverable) -> Option<Line> {
    let short = |day: Option<Day>| {
        day.map_or_else(|| "no day yet".into(), |day| day::short(day, app.today))
    };
    let words = match d.state {
        PieceState::Planned if d.draft_due.is_some() => {
            format!("their draft, {}", short(d.draft_due))
        }
        PieceState::Planned => format!("going live, {}", short(d.live_due)),
        PieceState::ChangesAsked => format!("their next draft, {}", short(d.draft_due)),
        PieceState::DraftIn => format!("our answer, since {}", short(d.draft_in)),
        PieceState::Approved => format!("going live, {}", short(d.live_due)),
        PieceState::Live => "the check: n l asks for #ad, code and link, a key each".into(),
        PieceState::Verified | PieceState::Missed => return None,
    };
    Some(line("waiting on", Role::Text, words))
}

/// How punctual drafts and answers were so far.
fn average(app: &App, creator: Id<Creator>) -> Option<Line> {
    let all: Vec<&Version> = app.model.of::<Version>(creator).collect();
    let early: Vec<i64> = all
        .iter()
        .filter_map(|v| v.due.map(|due| (due - v.came).num_days()))
        .collect();
    let took: Vec<i64> = all
        .iter()
        .filter_map(|v| v.answered.map(|on| app.calendar.between(v.came, on)))
        .collect();
    let mut parts = Vec::new();
    if let Some(mean) = tenths(&early) {
        let (n, word) = if mean < 0 {
            (-mean, "late")
        } else {
            (mean, "early")
        };
        parts.push(if n == 0 {
            "drafts on time".into()
        } else {
            format!("drafts {}.{} d {word}", n / 10, n % 10)
        });
    }
    if let Some(mean) = tenths(&took) {
        parts.push(format!(
            "our answer after {}.{} working days",
            mean / 10,
            mean % 10
        ));
    }
    let pieces: Vec<&Deliverable> = app
        .model
        .of::<Deliverable>(creator)
        .filter(|d| d.live.is_some())
        .collect();
    let rounds: u32 = pieces.iter().map(|d| u32::from(d.rounds)).sum();
    if !pieces.is_empty() {
        let rounds = count(
            usize::try_from(rounds).unwrap_or(usize::MAX),
            "change round",
        );
        parts.push(format!("{rounds} in {}", count(pieces.len(), "live piece")));
    }
    (!parts.is_empty()).then(|| line("so far", Role::Muted, parts.join(" · ")))
}

fn tenths(all: &[i64]) -> Option<i64> {
    let many = i64::try_from(all.len()).ok().filter(|n| *n > 0)?;
    Some(all.iter().sum::<i64>() * 10 / many)
}

fn payment_foot(app: &App, creator: Id<Creator>, row: Option<RowRef>) -> Vec<Line> {
    let ctx = app.ctx();
    let mut out = Vec::new();
    let payment = match row {
        Some(RowRef::Payment(id)) => app.model.get(id),
        _ => None,
    };
    if let Some(p) = payment {
        let mut parts: Vec<String> = Vec::new();
        parts.extend(
            p.invoiced
                .map(|on| format!("invoiced {}", day::short(on, app.today))),
        );
        let why = lines::of_row(&ctx.base(), p).map(|line| line.due.words(&ctx.base()));
        parts.extend(why.filter(|why| !why.is_empty()));
        parts.extend((!p.note.is_empty()).then(|| one_line(&p.note)));
        if parts.is_empty() {
            parts.push("x marks it paid today · e date, way, reference · n i invoice".into());
        }
        out.push(line(p.kind.label(), Role::Text, parts.join(" · ")));
    }
    out.extend(rest_lines(app, creator));
    out.push(year_line(app, creator));
    out.extend(limit_lines(app, creator));
    out.extend(commission_line(app, creator));
    for deal in app.model.of::<Collaboration>(creator) {
        let words = bonus::words(&ctx.base(), deal);
        out.extend(words.map(|words| line("bonus", Role::Money, words)));
    }
    let campaign = payment
        .and_then(|p| p.collaboration)
        .and_then(|c| app.model.get(c))
        .and_then(|c| c.campaign);
    out.extend(campaign.and_then(|id| budget_line(app, id)));
    out
}

/// What is open of fees and in no payment yet.
fn rest_lines(app: &App, creator: Id<Creator>) -> Vec<Line> {
    let base = app.ctx().base();
    let open = lines::of_creator(&base, creator);
    let rest = open.iter().filter(|open| open.payment.is_none());
    rest.map(|open| {
        let day = open.due.day().map_or_else(
            || "when is it due?".into(),
            |day| format!("due {}", day::short(day, app.today)),
        );
        let why = Some(open.due.words(&base)).filter(|why| !why.is_empty());
        let why = why.map_or_else(String::new, |why| format!(" · {why}"));
        let words = format!("{} of the fee, in no payment yet · {day}{why}", open.amount);
        line("still open", Role::Money, words)
    })
    .collect()
}

/// What was earned by commission and is in no payment yet.
fn commission_line(app: &App, creator: Id<Creator>) -> Option<Line> {
    let earned = commission::of_creator(&app.ctx().base(), creator);
    let open: Purse = earned.iter().map(|month| month.open_money()).collect();
    let words = format!("{open} earned and in no payment yet · g $ adds what is ready");
    (!open.is_zero()).then(|| line("commission", Role::Money, words))
}

fn year_line(app: &App, creator: Id<Creator>) -> Line {
    use chrono::Datelike;
    let (base, year) = (app.ctx().base(), app.today.year());
    let paid = limits::paid_in(&base, creator, year);
    let sent = limits::sent(&base, creator, year).worth;
    let open = balance::open(&base, creator);
    let (mut on_time, mut all) = (0, 0);
    for p in app.model.of::<Payment>(creator) {
        if let Some((paid, due)) = p.paid.zip(p.due) {
            all += 1;
            on_time += usize::from(paid <= due);
        }
    }
    let product = if sent.is_empty() {
        String::new()
    } else {
        format!(" + product {sent}")
    };
    let punctual = if all > 0 {
        format!(" · on time {on_time} of {all}")
    } else {
        String::new()
    };
    let words = format!("paid {paid}{product} · open {open}{punctual}");
    line(&app.today.year().to_string(), Role::Text, words)
}

/// Sums of the year against the rules of the creator's country, and whether a tax form is there.
fn limit_lines(app: &App, creator: Id<Creator>) -> Vec<Line> {
    use chrono::Datelike;
    let year = app.today.year();
    let row = app.model.get(creator);
    let form = row.map(|c| &*c.tax_form).filter(|t| !t.is_empty());
    let mut out: Vec<Line> = limits::of(&app.ctx().base(), creator, year)
        .iter()
        .map(|r| {
            let (role, mark) = match (r.is_reached(), r.is_near()) {
                (true, _) => (Role::Late, "! reached"),
                (_, true) => (Role::Due, "• near"),
                _ => (Role::Muted, ""),
            };
            let words = format!(
                "{} of {} {mark} · {} · {}",
                r.sum_words(),
                r.rule.limit,
                r.rule.then,
                r.rule.source
            );
            line(&r.rule.title, role, words.replace("  ", " "))
        })
        .collect();
    match form {
        Some(form) => out.push(line("tax form", Role::Muted, form)),
        None if !out.is_empty() => out.push(line(
            "tax form",
            Role::Due,
            "? none on file; e on the Profile tab notes it",
        )),
        None => {}
    }
    out
}

fn budget_line(app: &App, id: Id<Campaign>) -> Option<Line> {
    let campaign = app.model.get(id)?;
    let budget = budget::of(&app.ctx().base(), id);
    let planned = budget
        .planned
        .map_or_else(|| "no budget".into(), |m| format!("budget {m}"));
    let left = budget.left();
    let role = if left.is_some_and(|m| m.minor < 0) {
        Role::Bad
    } else {
        Role::Muted
    };
    let left = left.map_or_else(String::new, |m| {
        if m.minor < 0 {
            format!(
                " · ▼ over by {}",
                crate::domain::money::Money::new(-m.minor, m.currency)
            )
        } else {
            format!(" · left {m}")
        }
    });
    let words = format!(
        "{planned} · agreed {} · spent {}{left}",
        budget.agreed, budget.spent
    );
    Some(line(&campaign.name, role, words))
}
