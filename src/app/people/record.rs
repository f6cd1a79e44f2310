//! Menus of a prefix: what is recorded, copied, opened, and until when is snoozed.

use super::deals::*;
use super::prompts::*;
use super::rows;
use super::verbs::*;
use super::{creator, creator_or_campaign, item};
use crate::app::command::Command;
use crate::app::command::Scope::People;
use crate::app::panes::orders;
use crate::app::{App, Effect};
use crate::domain::ids::Id;
use crate::domain::mailto::mailto;
use crate::domain::review::Snooze;
use crate::domain::rows::*;

/// Entries, in the order of help.
pub const COMMANDS: &[Command] = &[
    Command::new(
        "note",
        &["n n"],
        "note",
        "Note something down about them",
        |app| line(app, ": "),
    )
    .scope(People)
    .able(creator),
    Command::new(
        "record-reply",
        &["n r"],
        "reply received",
        "Log their reply with its words",
        |app| line(app, "< "),
    )
    .scope(People)
    .able(creator),
    Command::new(
        "record-sent",
        &["n s"],
        "sent elsewhere",
        "Log a message sent elsewhere: their move, with a nudge date",
        |app| line(app, "> "),
    )
    .scope(People)
    .able(creator),
    Command::new(
        "record-mail",
        &["n E"],
        "mail sent",
        "Log a mail sent elsewhere: their move",
        |app| line(app, "> by mail: "),
    )
    .scope(People)
    .able(creator),
    Command::new(
        "record-dm",
        &["n M"],
        "direct message",
        "Log a direct message sent: their move",
        |app| line(app, "> by DM: "),
    )
    .scope(People)
    .able(creator),
    Command::new(
        "record-meeting",
        &["n t"],
        "meeting",
        "Log a meeting that took place",
        |app| line(app, "meeting "),
    )
    .scope(People)
    .able(creator),
    Command::new(
        "record-comment",
        &["n C"],
        "comment",
        "Log a comment under a post of theirs",
        |app| line(app, "comment "),
    )
    .scope(People)
    .able(creator),
    Command::new(
        "record-call",
        &["n c"],
        "call",
        "Log a call; \"; send rates fri\" at its end sets the next step",
        |app| line(app, "call "),
    )
    .scope(People)
    .able(creator),
    Command::new(
        "record-gift",
        &["n g"],
        "gift, sample",
        "Log a gift or sample",
        |app| line(app, "gift "),
    )
    .scope(People)
    .able(creator),
    Command::new(
        "record-draft",
        &["n d"],
        "draft received",
        "A draft came in: our approval is owed",
        |app| draft(app, &DRAFT, "Draft received"),
    )
    .scope(People)
    .able(creator),
    Command::new(
        "record-live",
        &["n l"],
        "went live",
        "A piece went live: #ad seen, code works, link works, a key each",
        rows::went_live,
    )
    .scope(People)
    .able(creator),
    Command::new(
        "record-payment",
        &["n p"],
        "payment",
        "A payment: $350 paid, or $350 due 30 nov",
        |app| line(app, "$"),
    )
    .scope(People)
    .able(creator),
    Command::new(
        "record-invoice",
        &["n i"],
        "invoice received",
        "Their invoice came in: its number and day",
        |app| prompt(app, &INVOICE, "n i  Invoice", ""),
    )
    .scope(People)
    .able(creator),
    Command::new(
        "record-reuse",
        &["n y"],
        "used again",
        "We used their content again: where",
        |app| prompt(app, &REUSE, "n y  Used again", ""),
    )
    .scope(People)
    .able(creator),
    Command::new(
        "record-metrics",
        &["n m"],
        "metrics",
        "Numbers of their newest piece: views 12k orders 14 sales 812",
        |app| line(app, "= "),
    )
    .scope(People)
    .able(creator),
    Command::new(
        "record-sale",
        &["n o"],
        "order, sale",
        "Orders they brought: $45 code MIA10, or 3 orders $120 by link; on an order a refund of it",
        |app| orders::refund(app).unwrap_or_else(|| line(app, "sale ")),
    )
    .scope(People)
    .able(creator)
    .label(|app| orders::order_under(app).map(|_| "refund".into())),
    Command::new(
        "record-checkin",
        &["n k"],
        "check-in",
        "A check-in: their satisfaction / ours, and words",
        |app| line(app, "checkin "),
    )
    .scope(People)
    .able(creator),
    Command::new(
        "record-vetting",
        &["n v"],
        "vetting",
        "Fit of values, voice, audience, content, 1 to 5 each",
        |app| prompt(app, &VETTING, "n v  Fit scores", ""),
    )
    .scope(People)
    .able(creator),
    Command::new(
        "vetting-points",
        &["n f"],
        "vetting points",
        "Go through the checklist of vetting",
        vetting_points,
    )
    .scope(People)
    .able(creator),
    Command::new(
        "record-boundary",
        &["n b"],
        "boundary or wish",
        "A preference or boundary to remember",
        |app| prompt(app, &BOUNDARY, "n b  Remember", ""),
    )
    .scope(People)
    .able(creator),
    Command::new(
        "record-event",
        &["n e"],
        "event / invite",
        "Log an event or invitation",
        |app| line(app, "event "),
    )
    .scope(People)
    .able(creator),
    Command::new(
        "record-right",
        &["n u"],
        "usage right, code",
        "A usage right, spark code, allowlisting, exclusivity, contract or code, with its end",
        |app| line(app, "right "),
    )
    .scope(People)
    .able(creator),
    Command::new(
        "record-week-note",
        &["n w"],
        "weekly note",
        "The note of a week of their campaign: the week the review asks for, else this one",
        week_note,
    )
    .scope(People)
    .able(creator_or_campaign),
    Command::new(
        "checklist",
        &["n x"],
        "tick checklist…",
        "Tick what is done before the next stage",
        checklist,
    )
    .scope(People)
    .able(has_checklist),
    Command::new(
        "new-deal",
        &["n D"],
        "new deal…",
        "A new deal in a form: agreement, fee, product, terms",
        new_deal,
    )
    .scope(People)
    .able(creator),
    Command::new(
        "new-row",
        &["n N"],
        "new, in a form…",
        "Anything new in a form: deal, piece, right or code, gift, payment, target",
        new_other,
    )
    .scope(People)
    .able(creator),
    Command::new(
        "snooze-next",
        &["s Enter"],
        "next working day",
        "Snooze to the next working day",
        |app| snooze(app, Snooze::NextDay),
    )
    .scope(People)
    .able(item)
    .label(|app| until(app, "next working day", Snooze::NextDay)),
    Command::new(
        "snooze-2",
        &["s 2"],
        "2 working days",
        "Snooze two working days",
        |app| snooze(app, Snooze::Days(2)),
    )
    .scope(People)
    .able(item)
    .label(|app| until(app, "2 working days", Snooze::Days(2))),
    Command::new(
        "snooze-3",
        &["s 3"],
        "3 working days",
        "Snooze three working days",
        |app| snooze(app, Snooze::Days(3)),
    )
    .scope(People)
    .able(item)
    .label(|app| until(app, "3 working days", Snooze::Days(3))),
    Command::new(
        "snooze-5",
        &["s 5"],
        "5 working days",
        "Snooze five working days",
        |app| snooze(app, Snooze::Days(5)),
    )
    .scope(People)
    .able(item)
    .label(|app| until(app, "5 working days", Snooze::Days(5))),
    Command::new(
        "snooze-monday",
        &["s w"],
        "next Monday",
        "Snooze to next Monday",
        |app| snooze(app, Snooze::Monday),
    )
    .scope(People)
    .able(item)
    .label(|app| until(app, "next week", Snooze::Monday)),
    Command::new(
        "snooze-friday",
        &["s f"],
        "Friday",
        "Snooze to Friday",
        |app| snooze(app, Snooze::Friday),
    )
    .scope(People)
    .able(item)
    .label(|app| until(app, "Friday", Snooze::Friday)),
    Command::new(
        "snooze-month-end",
        &["s e"],
        "end of month",
        "Snooze to the last working day of the month",
        |app| snooze(app, Snooze::MonthEnd),
    )
    .scope(People)
    .able(item)
    .label(|app| until(app, "end of month", Snooze::MonthEnd)),
    Command::new(
        "snooze-month",
        &["s m"],
        "a month",
        "Snooze for a month",
        |app| snooze(app, Snooze::Month),
    )
    .scope(People)
    .able(item)
    .label(|app| until(app, "a month", Snooze::Month)),
    Command::new(
        "snooze-reply",
        &["s r"],
        "until they write",
        "Snooze until they write, 30 days at most",
        |app| snooze(app, Snooze::UntilReply),
    )
    .scope(People)
    .able(item),
    Command::new(
        "snooze-date",
        &["s /"],
        "a date…",
        "Snooze to a date you type",
        |app| prompt(app, &SNOOZE_DATE, "Snooze to", ""),
    )
    .scope(People)
    .able(item),
    Command::new(
        "copy-handle",
        &["y y"],
        "handle",
        "Copy the handle",
        |app| {
            copy(app, "handle", |a, c| {
                account(a, c).map(|x| format!("@{}", x.handle))
            })
        },
    )
    .scope(People),
    Command::new("copy-name", &["y n"], "name", "Copy the name", |app| {
        copy(app, "name", |a, c| Some(a.model.called(c)))
    })
    .scope(People),
    Command::new(
        "copy-email",
        &["y e"],
        "e-mail",
        "Copy the e-mail address",
        |app| copy(app, "e-mail address", |a, c| field(a, c, |r| &r.email)),
    )
    .scope(People),
    Command::new(
        "copy-link",
        &["y u"],
        "profile link",
        "Copy the link to the profile",
        |app| copy(app, "link", link),
    )
    .scope(People),
    Command::new(
        "copy-code",
        &["y c"],
        "promo code",
        "Copy the promo code",
        |app| {
            copy(app, "promo code", |a, c| {
                a.model
                    .of::<Right>(c)
                    .map(|r| r.code.to_string())
                    .find(|t| !t.is_empty())
            })
        },
    )
    .scope(People),
    Command::new(
        "copy-link-tracked",
        &["y t"],
        "tracked link",
        "Copy their tracked link to your shop",
        copy_tracked,
    )
    .scope(People),
    Command::new(
        "copy-brief",
        &["y b"],
        "brief",
        "Copy the brief of their deal",
        crate::app::modal::brief::copy,
    )
    .scope(People)
    .able(crate::app::everywhere::has_creator),
    Command::new(
        "export-brief",
        &[],
        "export brief",
        "Write the brief of their deal to a file: a page for a browser, Markdown or text",
        crate::app::modal::brief::export,
    )
    .scope(People)
    .able(crate::app::everywhere::has_creator),
    Command::new(
        "copy-words",
        &["y m"],
        "last message",
        "Copy the last message",
        |app| copy(app, "last message", last_words),
    )
    .scope(People),
    Command::new(
        "copy-address",
        &["y a"],
        "postal address",
        "Copy the postal address",
        |app| copy(app, "address", |a, c| field(a, c, |r| &r.address)),
    )
    .scope(People),
    Command::new(
        "copy-row",
        &["y ."],
        "row as text",
        "Copy the row as text",
        |app| match orders::row_text(app) {
            Some(text) => vec![Effect::Copy(text, "order".into())],
            None => copy(app, "row", row_text),
        },
    )
    .scope(People),
    Command::new(
        "open-channel",
        &["o o"],
        "main channel",
        "Open the main profile in the browser",
        |app| outside(app, link),
    )
    .scope(People),
    Command::new(
        "open-email",
        &["o e"],
        "e-mail program",
        "Open the mail program with their address and, just after it was logged, the message",
        mail_program,
    )
    .scope(People),
];

fn account(app: &App, creator: Id<Creator>) -> Option<&Account> {
    app.model
        .of::<Account>(creator)
        .max_by_key(|a| (a.followers, std::cmp::Reverse(a.id)))
}

fn field(app: &App, creator: Id<Creator>, of: fn(&Creator) -> &Text) -> Option<String> {
    app.model
        .get(creator)
        .map(|r| of(r).to_string())
        .filter(|t| !t.is_empty())
}

fn link(app: &App, creator: Id<Creator>) -> Option<String> {
    account(app, creator).and_then(Account::link)
}

fn last_words(app: &App, creator: Id<Creator>) -> Option<String> {
    let last = app.derived.of(creator).last_personal()?;
    app.words_of(creator, last.id).map(str::to_string)
}

fn row_text(app: &App, creator: Id<Creator>) -> Option<String> {
    let cells: Vec<String> = app
        .roster
        .columns()
        .iter()
        .map(|c| (c.cell)(app, creator).1)
        .collect();
    Some(cells.join("\t"))
}

fn copy(app: &mut App, what: &str, of: fn(&App, Id<Creator>) -> Option<String>) -> Vec<Effect> {
    let texts: Vec<String> = app
        .target()
        .creators
        .iter()
        .filter_map(|c| of(app, *c))
        .collect();
    if texts.is_empty() {
        return app.refuse(format!("no {what} is known"));
    }
    vec![Effect::Copy(texts.join("\n"), what.to_string())]
}

/// Their tracked link; of several creators one each.
fn copy_tracked(app: &mut App) -> Vec<Effect> {
    let creators = app.target().creators;
    let ctx = app.ctx();
    let of = |creator: &Id<Creator>| {
        let own = app.current_deal().filter(|_| creators.len() == 1);
        let deal = own.or_else(|| crate::domain::brief::deals(&ctx, *creator).first().copied());
        let row = deal
            .and_then(|d| app.model.get(d))
            .ok_or("they have no deal yet, so there is no link")?;
        crate::domain::links::link(&ctx, row)
    };
    match creators
        .iter()
        .map(of)
        .collect::<Result<Vec<String>, String>>()
    {
        Ok(links) if links.is_empty() => app.refuse("no creator under the cursor"),
        Ok(links) => vec![Effect::Copy(links.join("\n"), "tracked link".into())],
        Err(why) => app.refuse(why),
    }
}

/// The mail program, with the message if one to them was just logged.
fn mail_program(app: &mut App) -> Vec<Effect> {
    let creator = app.current_creator();
    let Some(address) = creator.and_then(|c| field(app, c, |r| &r.email)) else {
        return app.refuse("no e-mail address is known; e adds it");
    };
    let sent = app
        .outbox
        .last
        .as_ref()
        .filter(|sent| Some(sent.creator) == creator);
    let (subject, body) = sent.map_or(("", ""), |sent| (sent.subject.as_str(), sent.body.as_str()));
    match mailto(&address, subject, body) {
        Ok(link) => vec![Effect::Open(link)],
        Err(why) => app.refuse(why),
    }
}

fn outside(app: &mut App, of: fn(&App, Id<Creator>) -> Option<String>) -> Vec<Effect> {
    match app.current_creator().and_then(|c| of(app, c)) {
        Some(link) => vec![Effect::Open(link)],
        None => app.refuse("no address is known for that"),
    }
}
