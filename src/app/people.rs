//! Verbs on a creator or an item that belongs to one: one verb, one key, in every place. What a verb does is planned by
//! the domain; here is only what it acts on and what it asks first.

use super::command::Scope::People;
use super::command::{Able, Command};
use super::everywhere::writable;
use super::keys::Key;
use super::modal::Modal;
use super::modal::pick::{Choice as Option_, Pick};
use super::modal::prompt::{Echo, Kind, Prompt};
use super::panes::profile::RowRef;
use super::target::Target;
use super::{App, Effect};
use crate::domain::change::Step;
use crate::domain::day;
use crate::domain::ids::Id;
use crate::domain::review::{self, Choice, GoOn, Item, Reply, Snooze};
use crate::domain::rows::*;
use crate::domain::when;

/// A creator is under the cursor, and may be changed.
fn creator(app: &App) -> Able {
    writable(app)?;
    app.current_creator().map(|_| ()).ok_or_else(|| "no creator under the cursor".into())
}

fn item(app: &App) -> Able {
    writable(app)?;
    if app.current_item().is_some() { Ok(()) } else { Err("nothing is due for this creator now".into()) }
}

fn label(app: &App, choice: &Choice) -> Option<String> {
    let item = app.current_item()?;
    review::offer(&app.ctx(), &item, choice).ok().map(|o| o.label.to_string())
}

/// Verbs, in the order of help.
pub const COMMANDS: &[Command] = &[
    Command::new("done", &["x"], "check off", "Check off: the expected answer, printed beside the key", |app| {
        answer(app, Choice::Expected)
    })
    .scope(People)
    .able(checkable)
    .label(|app| label(app, &Choice::Expected)),
    Command::new("other", &["X"], "alternative", "The main alternative, printed beside the key", |app| {
        answer(app, Choice::Alternative)
    })
    .scope(People)
    .able(item)
    .label(|app| label(app, &Choice::Alternative)),
    Command::new("snooze", &["s"], "snooze", "Snooze: hide it until a later day; the real date stays", |app| {
        app.open(Modal::menu(Key::char('s')))
    })
    .scope(People)
    .able(item),
    Command::new(
        "snooze-card",
        &["S"],
        "snooze card",
        "Snooze all items of this creator to the next working day",
        snooze_card,
    )
    .scope(People)
    .able(item),
    Command::new("their-move", &["w"], "their move", "It is their move: hide until the nudge date", |app| {
        answer(app, Choice::TheirMove(None))
    })
    .scope(People)
    .able(creator),
    Command::new("reply", &["r"], "they replied", "They replied: an answer is owed", reply).scope(People).able(creator),
    Command::new("next-step", &["f"], "next step", "Set the next step and its date", |app| {
        let target = app.target();
        let title = format!("f  Next step · {}", target.called(app));
        app.open(Modal::Prompt(Box::new(Prompt::new(&NEXT_STEP, title, "", target))))
    })
    .scope(People)
    .able(creator),
    Command::new(
        "one-message",
        &["A"],
        "one message",
        "One message settles all \"write to them\" items of this creator; never facts",
        |app| {
            let target = app.target();
            let title = format!("A  One message to {}", target.called(app));
            app.open(Modal::Prompt(Box::new(Prompt::new(&ONE_MESSAGE, title, "", target))))
        },
    )
    .scope(People)
    .able(item),
    Command::new("pin", &["!"], "pin", "Pin to the top for today", |app| answer(app, Choice::Pin))
        .scope(People)
        .able(item),
    Command::new("later", &["+"], "a day later", "Its agreed date one working day later", |app| shift(app, 1))
        .scope(People)
        .able(item),
    Command::new("sooner", &["-"], "a day sooner", "Its agreed date one working day sooner", |app| shift(app, -1))
        .scope(People)
        .able(item),
    Command::new(
        "record",
        &["n"],
        "record…",
        "Record: note, reply, call, gift, draft, live, payment, numbers…",
        |app| app.open(Modal::menu(Key::char('n'))),
    )
    .scope(People)
    .able(creator),
    Command::new("tags", &["t"], "tags", "Change tags: #tea adds, -#tea takes away", |app| {
        let target = app.target();
        let title = format!("t  Tags · {}", target.called(app));
        app.open(Modal::Prompt(Box::new(Prompt::new(&TAGS, title, "", target))))
    })
    .scope(People)
    .able(creator),
    Command::new("campaign", &["c"], "campaign…", "Put in, or take out of, a campaign", campaign_menu)
        .scope(People)
        .able(creator),
    Command::new("stage-up", &[">", "L"], "next stage", "Next lifecycle stage", |app| stage(app, true))
        .scope(People)
        .able(creator),
    Command::new("stage-down", &["<", "H"], "stage back", "Previous lifecycle stage", |app| stage(app, false))
        .scope(People)
        .able(creator),
    Command::new("core", &["*"], "core", "Core creator on or off", |app| bulk(app, review::toggle_core))
        .scope(People)
        .able(creator),
    Command::new("edit", &["e"], "edit", "Edit in a form; several selected: the bulk form", edit)
        .scope(People)
        .able(creator),
    Command::new("copy", &["y"], "copy…", "Copy handle, name, e-mail, link, code, the row as text", |app| {
        app.open(Modal::menu(Key::char('y')))
    })
    .scope(People),
    Command::new("outside", &["o"], "open outside…", "Open a profile or the mail program", |app| {
        app.open(Modal::menu(Key::char('o')))
    })
    .scope(People),
    Command::new("trash", &["D"], "to the trash", "Move to the trash; u brings it back", |app| {
        bulk(app, review::to_trash)
    })
    .scope(People)
    .able(creator),
    Command::new("archive", &[], "archive", "Put away: out of roster and review, nothing is lost", |app| {
        bulk(app, review::archive)
    })
    .scope(People)
    .able(creator),
    Command::new("restore", &[], "put back", "Put back into the roster, from archive or trash", |app| {
        bulk(app, review::put_back)
    })
    .scope(People)
    .able(creator),
    Command::new(
        "do-not-contact",
        &[],
        "do not contact",
        "Never contact again, with the reason; again takes it back",
        |app| prompt(app, &DO_NOT_CONTACT, "Do not contact", ""),
    )
    .scope(People)
    .able(creator),
    Command::new("drop", &[], "drop", "Drop the item for good, with a reason", |app| answer(app, Choice::Drop))
        .scope(People)
        .able(item),
    Command::new("park", &[], "park", "Leave the item alone for a month", |app| answer(app, Choice::Park))
        .scope(People)
        .able(item),
    Command::new("promise", &[], "promise a date", "A date was promised to them: told, and hidden until then", |app| {
        prompt(app, &PROMISE, "Promised to", "")
    })
    .scope(People)
    .able(item),
    Command::new("missed", &[], "missed", "The piece is rejected or not coming, with the reason", |app| {
        answer(app, Choice::Missed)
    })
    .scope(People)
    .able(item),
    Command::new(
        "explain",
        &[],
        "why this matters",
        "Why the item under the cursor is here, and why it matters",
        explain,
    )
    .scope(People)
    .able(item),
];

/// Menus of a prefix: what is recorded, copied, opened, and until when is snoozed.
pub const RECORD: &[Command] = &[
    Command::new("note", &["n n"], "note", "Note something down about them", |app| line(app, ": "))
        .scope(People)
        .able(creator),
    Command::new("record-reply", &["n r"], "reply received", "Log their reply with its words", |app| line(app, "< "))
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
    Command::new("record-call", &["n c"], "call / meeting", "Log a call or a meeting", |app| line(app, "call "))
        .scope(People)
        .able(creator),
    Command::new("record-gift", &["n g"], "gift, sample", "Log a gift or sample", |app| line(app, "gift "))
        .scope(People)
        .able(creator),
    Command::new("record-draft", &["n d"], "draft received", "A draft came in: our approval is owed", |app| {
        piece(app, &DRAFT, "Draft received")
    })
    .scope(People)
    .able(creator),
    Command::new("record-live", &["n l"], "went live", "A piece went live: link, disclosure, code", |app| {
        piece(app, &LIVE, "Went live")
    })
    .scope(People)
    .able(creator),
    Command::new("record-payment", &["n p"], "payment", "A payment: $350 paid, or $350 due 30 nov", |app| {
        line(app, "$")
    })
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
    Command::new("record-checkin", &["n k"], "check-in", "A check-in: their satisfaction / ours, and words", |app| {
        line(app, "checkin ")
    })
    .scope(People)
    .able(creator),
    Command::new(
        "record-vetting",
        &["n v"],
        "vetting",
        "Fit of values, voice, audience, content, 1 to 5 each",
        |app| prompt(app, &VETTING, "n v  Vetting", ""),
    )
    .scope(People)
    .able(creator),
    Command::new("record-boundary", &["n b"], "boundary or wish", "A preference or boundary to remember", |app| {
        prompt(app, &BOUNDARY, "n b  Remember", "")
    })
    .scope(People)
    .able(creator),
    Command::new("record-event", &["n e"], "event / invite", "Log an event or invitation", |app| line(app, "event "))
        .scope(People)
        .able(creator),
    Command::new(
        "record-right",
        &["n u"],
        "usage right, code",
        "A usage right, code or exclusivity with its end",
        |app| line(app, "right \""),
    )
    .scope(People)
    .able(creator),
    Command::new("record-week-note", &["n w"], "weekly note", "The note of this week of their campaign", |app| {
        prompt(app, &WEEK_NOTE, "n w  Note of the week", "")
    })
    .scope(People)
    .able(creator),
    Command::new("snooze-next", &["s Enter"], "next working day", "Snooze to the next working day", |app| {
        snooze(app, Snooze::NextDay)
    })
    .scope(People)
    .able(item)
    .label(|app| until(app, "next working day", Snooze::NextDay)),
    Command::new("snooze-2", &["s 2"], "2 working days", "Snooze two working days", |app| snooze(app, Snooze::Days(2)))
        .scope(People)
        .able(item)
        .label(|app| until(app, "2 working days", Snooze::Days(2))),
    Command::new("snooze-3", &["s 3"], "3 working days", "Snooze three working days", |app| {
        snooze(app, Snooze::Days(3))
    })
    .scope(People)
    .able(item)
    .label(|app| until(app, "3 working days", Snooze::Days(3))),
    Command::new("snooze-5", &["s 5"], "5 working days", "Snooze five working days", |app| {
        snooze(app, Snooze::Days(5))
    })
    .scope(People)
    .able(item)
    .label(|app| until(app, "5 working days", Snooze::Days(5))),
    Command::new("snooze-monday", &["s w"], "next Monday", "Snooze to next Monday", |app| snooze(app, Snooze::Monday))
        .scope(People)
        .able(item)
        .label(|app| until(app, "next week", Snooze::Monday)),
    Command::new("snooze-friday", &["s f"], "Friday", "Snooze to Friday", |app| snooze(app, Snooze::Friday))
        .scope(People)
        .able(item)
        .label(|app| until(app, "Friday", Snooze::Friday)),
    Command::new("snooze-month-end", &["s e"], "end of month", "Snooze to the last working day of the month", |app| {
        snooze(app, Snooze::MonthEnd)
    })
    .scope(People)
    .able(item)
    .label(|app| until(app, "end of month", Snooze::MonthEnd)),
    Command::new("snooze-month", &["s m"], "a month", "Snooze for a month", |app| snooze(app, Snooze::Month))
        .scope(People)
        .able(item)
        .label(|app| until(app, "a month", Snooze::Month)),
    Command::new("snooze-reply", &["s r"], "until they write", "Snooze until they write, 30 days at most", |app| {
        snooze(app, Snooze::UntilReply)
    })
    .scope(People)
    .able(item),
    Command::new("snooze-date", &["s /"], "a date…", "Snooze to a date you type", |app| {
        prompt(app, &SNOOZE_DATE, "Snooze to", "")
    })
    .scope(People)
    .able(item),
    Command::new("copy-handle", &["y y"], "handle", "Copy the handle", |app| {
        copy(app, "handle", |a, c| account(a, c).map(|x| format!("@{}", x.handle)))
    })
    .scope(People),
    Command::new("copy-name", &["y n"], "name", "Copy the name", |app| {
        copy(app, "name", |a, c| Some(a.model.called(c)))
    })
    .scope(People),
    Command::new("copy-email", &["y e"], "e-mail", "Copy the e-mail address", |app| {
        copy(app, "e-mail address", |a, c| field(a, c, |r| &r.email))
    })
    .scope(People),
    Command::new("copy-link", &["y u"], "profile link", "Copy the link to the profile", |app| copy(app, "link", link))
        .scope(People),
    Command::new("copy-code", &["y c"], "promo code", "Copy the promo code", |app| {
        copy(app, "promo code", |a, c| a.model.of::<Right>(c).map(|r| r.code.to_string()).find(|t| !t.is_empty()))
    })
    .scope(People),
    Command::new("copy-words", &["y m"], "last message", "Copy the last message", |app| {
        copy(app, "last message", last_words)
    })
    .scope(People),
    Command::new("copy-address", &["y a"], "postal address", "Copy the postal address", |app| {
        copy(app, "address", |a, c| field(a, c, |r| &r.address))
    })
    .scope(People),
    Command::new("copy-row", &["y ."], "row as text", "Copy the row as text", |app| copy(app, "row", row_text))
        .scope(People),
    Command::new("open-channel", &["o o"], "main channel", "Open the main profile in the browser", |app| {
        outside(app, link)
    })
    .scope(People),
    Command::new("open-email", &["o e"], "e-mail program", "Open the mail program with their address", |app| {
        outside(app, |a, c| field(a, c, |r| &r.email).map(|m| format!("mailto:{m}")))
    })
    .scope(People),
];

/// On a shelf other than the roster, `x` puts a creator back.
fn checkable(app: &App) -> Able {
    writable(app)?;
    let shelved = app.current_creator().and_then(|c| app.model.get(c)).is_some_and(|c| c.shelf != Shelf::Active);
    if shelved { Ok(()) } else { item(app) }
}

impl App {
    /// The item a verb means: the one under the cursor, or the creator's hottest of today.
    pub fn current_item(&self) -> Option<Item> {
        match self.target().items.first() {
            Some(item) => Some(*item),
            None => {
                let creator = self.current_creator()?;
                review::card_of(&self.ctx(), review::Subject::Creator(creator))?.top().copied()
            }
        }
    }

    /// Commits an answer and notes it for the day's rhythm.
    fn commit_answer(&mut self, plan: Result<Step, String>) -> Vec<Effect> {
        self.commit_or_refuse(plan)
    }
}

/// An answer to the item under the cursor, or to all marked ones; asks its one line first, if it needs one.
fn answer(app: &mut App, choice: Choice) -> Vec<Effect> {
    let target = app.target();
    if target.items.len() > 1 {
        let plan = many(app, &target.items, &choice);
        app.review.rows.unmark();
        return app.commit_answer(plan);
    }
    let Some(item) = app.current_item() else { return no_item(app, &target, &choice) };
    match review::offer(&app.ctx(), &item, &choice) {
        Err(why) => app.refuse(why),
        Ok(offer) => match offer.ask {
            Some(ask) => {
                let title = format!("{} · {}", ask.question, review::who(&app.ctx(), item.on));
                let target = Target { items: vec![item], ..app.target() };
                let prompt = Prompt::new(&ANSWER, title, "", target).choice(choice);
                app.open(Modal::Prompt(Box::new(prompt)))
            }
            None => {
                let plan = review::answer(&app.ctx(), &item, &choice, "");
                app.commit_answer(plan)
            }
        },
    }
}

/// Verbs that make sense without an item; and `x` on a shelf.
fn no_item(app: &mut App, target: &Target, choice: &Choice) -> Vec<Effect> {
    let Some(creator) = target.creators.first().copied() else { return app.refuse("nothing under the cursor") };
    if *choice == Choice::Expected {
        return bulk(app, review::put_back);
    }
    let plan = review::answer_creator(&app.ctx(), creator, choice, "");
    app.commit_answer(plan)
}

/// The same answer to several items, one step.
fn many(app: &App, items: &[Item], choice: &Choice) -> Result<Step, String> {
    review::answer_all(&app.ctx(), items, choice)
}

fn snooze(app: &mut App, until: Snooze) -> Vec<Effect> {
    answer(app, Choice::Snooze(until))
}

fn until(app: &App, text: &str, snooze: Snooze) -> Option<String> {
    let day = review::snooze_day(&app.ctx(), snooze).ok()?;
    Some(format!("{text}, {}", day::short(day, app.today)))
}

fn snooze_card(app: &mut App) -> Vec<Effect> {
    let items =
        app.review.card().map(|c| c.items.clone()).or_else(|| app.current_item().map(|i| vec![i])).unwrap_or_default();
    let plan = review::snooze_card(&app.ctx(), &items, Snooze::NextDay);
    app.commit_answer(plan)
}

/// They replied. To a pitch or an offer it matters what: a menu of three.
fn reply(app: &mut App) -> Vec<Effect> {
    let ladder = app.current_item().is_some_and(|i| matches!(i.key.rule, review::Rule::R11 | review::Rule::R12));
    if !ladder {
        return answer(app, Choice::Replied(Reply::Plain));
    }
    let target = app.target();
    let options = vec![
        Option_::new("plain", "They wrote", "an answer is owed").letter('r'),
        Option_::new("interested", "Interested", "stage 3, an answer is owed").letter('i'),
        Option_::new("later", "Later", "asked again then").letter('l'),
        Option_::new("no", "No", "closed as declined").letter('n'),
    ];
    let title = format!("r  What did {} say?", target.called(app));
    app.open(Modal::Pick(Box::new(Pick::one(title, options, target, |app, _, values| {
        let reply = match values.first().map(String::as_str) {
            Some("interested") => Reply::Interested,
            Some("later") => Reply::Later(None),
            Some("no") => Reply::No,
            _ => Reply::Plain,
        };
        answer(app, Choice::Replied(reply))
    }))))
}

/// Moves the agreed date of the item by working days.
fn shift(app: &mut App, by: i64) -> Vec<Effect> {
    let Some(item) = app.current_item() else { return app.refuse("nothing is due for this creator now") };
    let day = app.calendar.add(item.due, by);
    answer(app, Choice::MoveTo(day))
}

/// Runs a plan for every creator chosen, as one step.
fn bulk(app: &mut App, plan: fn(&crate::domain::ctx::Ctx<'_>, &[Id<Creator>]) -> Result<Step, String>) -> Vec<Effect> {
    let creators = app.target().creators;
    let step = plan(&app.ctx(), &creators);
    app.commit_or_refuse(step)
}

fn stage(app: &mut App, up: bool) -> Vec<Effect> {
    let target = app.target();
    let lead = target.one().and_then(|c| app.derived.of(c).lead).and_then(|d| app.model.get(d));
    if up && lead.is_some_and(|deal| deal.stage >= Stage::Measurement) {
        return go_on_menu(app, target);
    }
    let plan = review::shift_stage(&app.ctx(), &target.creators, up);
    app.commit_or_refuse(plan)
}

/// How it goes on after the fifth stage.
fn go_on_menu(app: &mut App, target: Target) -> Vec<Effect> {
    let ctx = app.ctx();
    let options = vec![
        Option_::new("retain", "Retain", review::go_on_effect(&ctx, GoOn::Retain)).letter('r'),
        Option_::new("later", "Reactivate later", review::go_on_effect(&ctx, GoOn::Later(None))).letter('l'),
        Option_::new("graduate", "Graduate", review::go_on_effect(&ctx, GoOn::Graduate)).letter('g'),
    ];
    let title = format!(">  Stage 6 for {}: how does it go on?", target.called(app));
    app.open(Modal::Pick(Box::new(Pick::one(title, options, target, |app, target, values| {
        let how = match values.first().map(String::as_str) {
            Some("retain") => GoOn::Retain,
            Some("later") => GoOn::Later(None),
            _ => GoOn::Graduate,
        };
        let Some(deal) = target.one().and_then(|c| app.derived.of(c).lead) else {
            return app.refuse("this collaboration is no longer open");
        };
        let plan = review::go_on(&app.ctx(), deal, how);
        app.commit_or_refuse(plan)
    }))))
}

fn campaign_menu(app: &mut App) -> Vec<Effect> {
    if app.model.campaigns.is_empty() {
        return app.refuse("there is no campaign yet; a types one: /winter goal 90 orders 12 nov - 28 nov");
    }
    let target = app.target();
    let inside = |id: Id<Campaign>| {
        target
            .creators
            .iter()
            .filter(|c| app.model.open_collaborations(**c).iter().any(|d| d.campaign == Some(id)))
            .count()
    };
    let options = app.model.campaigns.iter().filter(|c| !c.closed).map(|c| {
        let n = inside(c.id);
        let note = if n > 0 { "in it; takes out" } else { "puts in" };
        Option_::new(c.id.to_string(), &*c.name, note).on(n > 0)
    });
    let title = format!("c  Campaign · {}", target.called(app));
    let options = options.collect();
    app.open(Modal::Pick(Box::new(Pick::one(title, options, target, |app, target, values| {
        let Some(id) = values.first().and_then(|v| v.parse().ok()).map(Id::new) else { return Vec::new() };
        let plan = review::toggle_campaign(&app.ctx(), &target.creators, id);
        app.commit_or_refuse(plan)
    }))))
}

fn edit(app: &mut App) -> Vec<Effect> {
    let target = app.target();
    let form = if target.creators.len() > 1 {
        Some(super::modal::form::Form::bulk(app, target.creators))
    } else {
        let row = match app.profile.as_ref() {
            Some(profile) => profile.row(),
            None => RowRef::Creator(target.creators.first().copied().unwrap_or_default()),
        };
        app.reopen_form(row).or_else(|| super::modal::form::Form::of(app, row))
    };
    match form {
        Some(form) => app.open(Modal::Form(Box::new(form))),
        None => app.refuse("this row is no longer there"),
    }
}

fn explain(app: &mut App) -> Vec<Effect> {
    let Some(item) = app.current_item() else { return Vec::new() };
    let row = item.key.rule.row();
    let lines = vec![
        format!("{} · {}", item.key.rule.label(), item.long(&app.ctx())),
        row.why.to_string(),
        item.why(),
        format!("key {}", item.key),
    ];
    app.open(Modal::listing(format!("Why · {}", review::who(&app.ctx(), item.on)), lines))
}

/// Opens quick add with a creator and the beginning of what is recorded: one grammar, many doors.
fn line(app: &mut App, begin: &str) -> Vec<Effect> {
    let Some(creator) = app.current_creator() else { return app.refuse("no creator under the cursor") };
    let token = crate::domain::quick_add::creator_token(&app.model, creator);
    let glue = if begin.starts_with(':') { "" } else { " " };
    app.open(Modal::quick_add(&format!("{token}{glue}{begin}")))
}

fn prompt(app: &mut App, kind: &'static Kind, title: &str, text: &str) -> Vec<Effect> {
    let target = app.target();
    let title = format!("{title} · {}", target.called(app));
    app.open(Modal::Prompt(Box::new(Prompt::new(kind, title, text, target))))
}

/// A prompt about the piece a creator works on next.
fn piece(app: &mut App, kind: &'static Kind, title: &str) -> Vec<Effect> {
    let Some(creator) = app.current_creator() else { return app.refuse("no creator under the cursor") };
    match open_piece(app, creator, std::ptr::eq(kind, &LIVE)) {
        Some(_) => prompt(app, kind, title, ""),
        None => app.refuse("no piece of theirs is open; a adds one: @handle reel \"title\" draft 4 dec live 9 dec"),
    }
}

/// The piece meant: the one of the item under the cursor, else the one due first.
fn open_piece(app: &App, creator: Id<Creator>, live: bool) -> Option<Id<Deliverable>> {
    let of_item = app.current_item().and_then(|i| i.key.id_of::<Deliverable>());
    if let Some(id) = of_item {
        return Some(id);
    }
    let open = app.model.of::<Deliverable>(creator).filter(|d| match live {
        true => d.live.is_none() && d.state != PieceState::Missed,
        false => matches!(d.state, PieceState::Planned | PieceState::ChangesAsked),
    });
    open.min_by_key(|d| (if live { d.live_due } else { d.draft_due }.unwrap_or(day::Day::MAX), d.id)).map(|d| d.id)
}

fn account(app: &App, creator: Id<Creator>) -> Option<&Account> {
    app.model.of::<Account>(creator).max_by_key(|a| (a.followers, std::cmp::Reverse(a.id)))
}

fn field(app: &App, creator: Id<Creator>, of: fn(&Creator) -> &Text) -> Option<String> {
    app.model.get(creator).map(|r| of(r).to_string()).filter(|t| !t.is_empty())
}

fn link(app: &App, creator: Id<Creator>) -> Option<String> {
    account(app, creator).and_then(Account::link)
}

fn last_words(app: &App, creator: Id<Creator>) -> Option<String> {
    let last = app.derived.of(creator).last_personal()?;
    app.words_of(creator, last.id).map(str::to_string)
}

fn row_text(app: &App, creator: Id<Creator>) -> Option<String> {
    let cells: Vec<String> = app.roster.columns().iter().map(|c| (c.cell)(app, creator).1).collect();
    Some(cells.join("\t"))
}

fn copy(app: &mut App, what: &str, of: fn(&App, Id<Creator>) -> Option<String>) -> Vec<Effect> {
    let texts: Vec<String> = app.target().creators.iter().filter_map(|c| of(app, *c)).collect();
    if texts.is_empty() {
        return app.refuse(format!("no {what} is known"));
    }
    vec![Effect::Copy(texts.join("\n"), what.to_string())]
}

fn outside(app: &mut App, of: fn(&App, Id<Creator>) -> Option<String>) -> Vec<Effect> {
    match app.current_creator().and_then(|c| of(app, c)) {
        Some(link) => vec![Effect::Open(link)],
        None => app.refuse("no address is known for that"),
    }
}

/// Asks for the name of the filter in use, to keep it as a segment.
pub fn save_segment(app: &mut App) -> Vec<Effect> {
    app.open(Modal::Prompt(Box::new(Prompt::new(&SEGMENT, "Save this filter as", "", Target::default()))))
}

fn one(prompt: &Prompt) -> Result<Id<Creator>, String> {
    prompt.target.creators.first().copied().ok_or_else(|| "nobody is selected".into())
}

fn text(prompt: &Prompt) -> &str {
    prompt.line.text().trim()
}

const ANSWER: Kind = Kind {
    hint: "one line",
    long: true,
    read: |app, prompt| {
        let Some(item) = prompt.target.items.first() else { return Vec::new() };
        let offer = review::offer(&app.ctx(), item, &prompt.choice);
        let Ok(offer) = offer else { return Vec::new() };
        let example = offer.ask.map_or("", |a| a.example);
        match review::answer(&app.ctx(), item, &prompt.choice, text(prompt)) {
            Ok(_) => vec![Echo::ok(format!("{} → {}   e.g. {example}", offer.label, offer.effect))],
            Err(why) => vec![Echo::bad(why), Echo::ok(format!("e.g. {example}"))],
        }
    },
    save: |app, prompt| {
        let item = prompt.target.items.first().ok_or("the item is no longer there")?;
        let step = review::answer(&app.ctx(), item, &prompt.choice, text(prompt))?;
        Ok(app.commit(step))
    },
};

const NEXT_STEP: Kind = Kind {
    hint: "words, then a date: check the draft fri",
    long: false,
    read: |app, prompt| {
        let reading = app.reading();
        let (what, day) = when::split_tail(text(prompt), &reading);
        let day = day.map_or_else(
            || Echo::bad("when? end with a date: fri, +3, 4 dec, next mon"),
            |d| Echo::ok(format!("{} · {} that day", when::echo(d, &reading), load(app, d))),
        );
        let what = if what.trim().is_empty() { "follow up" } else { what.trim() };
        vec![Echo::ok(what), day]
    },
    save: |app, prompt| {
        let reading = app.reading();
        let (what, day) = when::split_tail(text(prompt), &reading);
        let day = day.ok_or("a next step needs a date at its end: fri, +3, 4 dec, next mon")?;
        let choice = Choice::Next { day, what: what.trim().into(), regardless: false };
        let step = match prompt.target.items.as_slice() {
            [item] => review::answer(&app.ctx(), item, &choice, ""),
            _ => review::next_step_for(&app.ctx(), &prompt.target.creators, day, what.trim()),
        }?;
        Ok(app.commit(step))
    },
};

/// `5 cards`: how much comes up on a day.
fn load(app: &App, day: day::Day) -> String {
    match app.derived.load(day) {
        0 => "nothing else".into(),
        1 => "1 other thing".into(),
        n => format!("{n} other things"),
    }
}

const ONE_MESSAGE: Kind = Kind {
    hint: "what you wrote, in a few words",
    long: true,
    read: |app, prompt| {
        let items = card_items(app, prompt);
        vec![Echo::from(review::one_message(&app.ctx(), &items, text(prompt)).map(|s| s.label))]
    },
    save: |app, prompt| {
        let items = card_items(app, prompt);
        let step = review::one_message(&app.ctx(), &items, text(prompt))?;
        Ok(app.commit(step))
    },
};

fn card_items(app: &App, prompt: &Prompt) -> Vec<Item> {
    let on = prompt.target.creators.first().map(|c| review::Subject::Creator(*c));
    on.and_then(|on| review::card_of(&app.ctx(), on)).map(|c| c.items).unwrap_or_default()
}

const TAGS: Kind = Kind {
    hint: "#tea adds, -#tea takes away",
    long: false,
    read: |app, prompt| {
        let now = prompt.target.one().and_then(|c| app.model.get(c)).map(|c| c.tags.shown()).unwrap_or_default();
        vec![Echo::ok(if now.is_empty() { "no tags yet".into() } else { format!("now {now}") })]
    },
    save: |app, prompt| {
        let (add, remove) = tag_words(text(prompt));
        let step = review::retag(&app.ctx(), &prompt.target.creators, &add, &remove)?;
        Ok(app.commit(step))
    },
};

/// Tags to add and to take away.
fn tag_words(text: &str) -> (Vec<&str>, Vec<&str>) {
    let words = text.split([' ', ',']).filter(|w| !w.is_empty());
    let (remove, add): (Vec<&str>, Vec<&str>) = words.partition(|w| w.starts_with('-'));
    (add, remove.into_iter().map(|w| w.trim_start_matches('-')).collect())
}

const SNOOZE_DATE: Kind = Kind {
    hint: "a date: fri, +3, 4 dec, next mon",
    long: false,
    read: |app, prompt| {
        vec![Echo::from(when::read(text(prompt), &app.reading()).map(|d| when::echo(d, &app.reading())))]
    },
    save: |app, prompt| {
        let day = when::read(text(prompt), &app.reading())?;
        let item = prompt
            .target
            .items
            .first()
            .copied()
            .or_else(|| app.current_item())
            .ok_or("nothing is due for this creator")?;
        let step = review::answer(&app.ctx(), &item, &Choice::Snooze(Snooze::To(day)), "")?;
        Ok(app.commit(step))
    },
};

const PROMISE: Kind = Kind {
    hint: "the date you told them",
    long: false,
    read: SNOOZE_DATE.read,
    save: |app, prompt| {
        let day = when::read(text(prompt), &app.reading())?;
        let item = prompt
            .target
            .items
            .first()
            .copied()
            .or_else(|| app.current_item())
            .ok_or("nothing is due for this creator")?;
        let step = review::answer(&app.ctx(), &item, &Choice::Promise(day), "")?;
        Ok(app.commit(step))
    },
};

const DO_NOT_CONTACT: Kind = Kind {
    hint: "the reason",
    long: false,
    read: |app, prompt| {
        let on = prompt.target.creators.iter().filter_map(|c| app.model.get(*c)).any(|c| c.do_not_contact);
        vec![Echo::ok(if on {
            "marked already; Enter with nothing typed takes the mark away"
        } else {
            "no nudges any more; what is owed stays"
        })]
    },
    save: |app, prompt| {
        let step = review::do_not_contact(&app.ctx(), &prompt.target.creators, text(prompt))?;
        Ok(app.commit(step))
    },
};

const VETTING: Kind = Kind {
    hint: "four scores: values voice audience content, such as 5 4 5 4",
    long: false,
    read: |_, prompt| {
        vec![Echo::from(
            scores(text(prompt))
                .map(|s| format!("values {} · voice {} · audience {} · content {}", s[0], s[1], s[2], s[3])),
        )]
    },
    save: |app, prompt| {
        let step = review::vetted(&app.ctx(), one(prompt)?, scores(text(prompt))?)?;
        Ok(app.commit(step))
    },
};

fn scores(text: &str) -> Result<[u8; 4], String> {
    let read: Option<Vec<u8>> =
        text.split_whitespace().map(|w| w.parse().ok().filter(|n| (1..=5).contains(n))).collect();
    read.and_then(|v| v.try_into().ok()).ok_or_else(|| "four numbers from 1 to 5".into())
}

const BOUNDARY: Kind = Kind {
    hint: "e-mail only; no calls before 11; no dairy",
    long: true,
    read: |app, prompt| {
        let now = prompt
            .target
            .one()
            .and_then(|c| app.model.get(c))
            .map(|c| c.boundaries.replace('\n', "; "))
            .unwrap_or_default();
        vec![Echo::ok(if now.is_empty() { "nothing is remembered yet".into() } else { format!("now: {now}") })]
    },
    save: |app, prompt| {
        let step = review::boundary(&app.ctx(), one(prompt)?, text(prompt))?;
        Ok(app.commit(step))
    },
};

const DRAFT: Kind = Kind {
    hint: "link to the draft, or nothing",
    long: false,
    read: |app, prompt| {
        let piece =
            prompt.target.creators.first().and_then(|c| open_piece(app, *c, false)).and_then(|p| app.model.get(p));
        vec![Echo::ok(piece.map_or("no piece is open".into(), |p| {
            format!("draft of {}: our approval is owed in 2 working days", p.called())
        }))]
    },
    save: |app, prompt| {
        let piece = open_piece(app, one(prompt)?, false).ok_or("no piece of theirs waits for a draft")?;
        let step = review::draft_received(&app.ctx(), piece, text(prompt))?;
        Ok(app.commit(step))
    },
};

const LIVE: Kind = Kind {
    hint: "link, then what you saw: yy = #ad seen, code works; yn, ny",
    long: false,
    read: |app, prompt| {
        let piece =
            prompt.target.creators.first().and_then(|c| open_piece(app, *c, true)).and_then(|p| app.model.get(p));
        let seen = live_words(app, text(prompt));
        let what = piece.map_or("no piece is open".into(), |p| format!("{} live today", p.called()));
        vec![Echo::ok(format!(
            "{what} · link {} · #ad {} · code {}",
            if seen.link.is_empty() { "none" } else { &seen.link },
            seen.disclosure,
            seen.code
        ))]
    },
    save: |app, prompt| {
        let piece = open_piece(app, one(prompt)?, true).ok_or("no piece of theirs is waiting to go live")?;
        let seen = live_words(app, text(prompt));
        let step = review::went_live(&app.ctx(), piece, &seen)?;
        Ok(app.commit(step))
    },
};

/// `https://… yy`: the link, whether the disclosure was seen, whether the code works.
fn live_words(app: &App, text: &str) -> review::WentLive {
    let mut seen =
        review::WentLive { day: app.today, link: Text::default(), disclosure: Seen::Unknown, code: Seen::Unknown };
    for word in text.split_whitespace() {
        let marks: Vec<char> = word.chars().collect();
        match marks.as_slice() {
            [a @ ('y' | 'n'), b @ ('y' | 'n')] => {
                let yes = |c: &char| if *c == 'y' { Seen::Yes } else { Seen::No };
                (seen.disclosure, seen.code) = (yes(a), yes(b));
            }
            _ => seen.link = word.into(),
        }
    }
    seen
}

const WEEK_NOTE: Kind = Kind {
    hint: "what worked and what did not",
    long: true,
    read: |app, prompt| {
        let name = campaign_of(app, prompt).and_then(|c| app.model.get(c)).map(|c| c.name.to_string());
        vec![match name {
            Some(name) => Echo::ok(format!("note of this week for {name}")),
            None => Echo::bad("this creator is in no open campaign"),
        }]
    },
    save: |app, prompt| {
        let campaign = campaign_of(app, prompt).ok_or("this creator is in no open campaign; c puts them in one")?;
        let step = review::week_note(&app.ctx(), campaign, text(prompt))?;
        Ok(app.commit(step))
    },
};

fn campaign_of(app: &App, prompt: &Prompt) -> Option<Id<Campaign>> {
    app.model.open_collaborations(*prompt.target.creators.first()?).iter().find_map(|c| c.campaign)
}

const SEGMENT: Kind = Kind {
    hint: "a name",
    long: false,
    read: |app, _| vec![Echo::ok(format!("keeps the filter \"{}\"", app.roster.text.trim()))],
    save: |app, prompt| {
        let name = text(prompt);
        if name.is_empty() {
            return Err("a segment needs a name".into());
        }
        let mut step = Step::new(format!("Saved the segment {name}"));
        let id = step.fresh::<Segment>(&app.model);
        step.insert(Segment { id, name: name.into(), filter: app.roster.text.trim().into() });
        Ok(app.commit(step))
    },
};
