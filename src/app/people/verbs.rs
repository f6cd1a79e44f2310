//! What a verb acts on, and the step it plans: an answer, a choice first, one step for all who are
//! selected.

use super::prompts::{ANSWER, SEGMENT};
use super::rows;
use crate::app::modal::Modal;
use crate::app::modal::form::Form;
use crate::app::modal::pick::{Choice as Option_, Pick};
use crate::app::modal::prompt::{Kind, Prompt};
use crate::app::panes::library;
use crate::app::panes::profile::RowRef;
use crate::app::target::Target;
use crate::app::{App, Effect, ViewId};
use crate::domain::change::Step;
use crate::domain::day;
use crate::domain::ids::Id;
use crate::domain::lifecycle;
use crate::domain::review::{self, Choice, Item, Reply, Snooze};
use crate::domain::rows::*;
use crate::domain::schedule;
use crate::domain::vetting;

impl App {
    /// The item a verb means: the one under the cursor, that of the row under the cursor in a
    /// profile's tables, or the creator's hottest of today.
    pub fn current_item(&self) -> Option<Item> {
        if let Some(item) = self.target().items.first() {
            return Some(*item);
        }
        let on = review::Subject::Creator(self.current_creator()?);
        if let Some(what) = self.event() {
            return review::items_of(&self.ctx(), on)
                .into_iter()
                .find(|item| rows::asks(item, what));
        }
        let row = match &self.profile {
            Some(open) => Some(open.row()).filter(|_| open.is_of_due_rows()),
            None => self.row(),
        };
        // On a profile a deal, its targets and its numbers are read; what is checked off there is
        // what the head says.
        let read = |row: &RowRef| {
            let told = matches!(
                row,
                RowRef::Collaboration(_)
                    | RowRef::Target(_)
                    | RowRef::OwnCount(_)
                    | RowRef::PostResult(_)
            );
            self.profile.is_some() && told
        };
        match row.filter(|row| !read(row)) {
            Some(RowRef::Collaboration(id)) => {
                let deal = self.model.get(id)?;
                lifecycle::most_urgent(&self.ctx(), deal)
                    .filter(|item| item.creator() == Some(deal.creator))
            }
            None | Some(RowRef::Creator(_) | RowRef::Touch(_)) => {
                review::card_of(&self.ctx(), on)?.top().copied()
            }
            Some(row) => {
                let items = review::items_of(&self.ctx(), on);
                let first = items.iter().find(|item| rows::asks_first(self, item, row));
                let about = first
                    .or_else(|| items.iter().find(|item| is_about(item, row)))
                    .copied();
                // A campaign's row stands for its creator; any other for itself alone.
                let hottest = || review::card_of(&self.ctx(), on)?.top().copied();
                if matches!(row, RowRef::Campaign(_)) {
                    about.or_else(hottest)
                } else {
                    about
                }
            }
        }
    }
}

/// Whether an item is about a row of a profile's tables.
fn is_about(item: &Item, row: RowRef) -> bool {
    match row {
        RowRef::Right(id) => item.key.id_of() == Some(id),
        RowRef::Shipment(id) => item.key.id_of() == Some(id),
        RowRef::Deliverable(id) => item.key.id_of() == Some(id),
        RowRef::Payment(id) => item.key.id_of() == Some(id),
        RowRef::FollowUp(id) => item.key.id_of() == Some(id),
        RowRef::Creator(_)
        | RowRef::Collaboration(_)
        | RowRef::Account(_)
        | RowRef::PostResult(_)
        | RowRef::Campaign(_)
        | RowRef::Target(_)
        | RowRef::OwnCount(_)
        | RowRef::Touch(_) => false,
        // What is in the library belongs to no item.
        RowRef::Template(_)
        | RowRef::Brief(_)
        | RowRef::Ideal(_)
        | RowRef::Checklist(_)
        | RowRef::Segment(_)
        | RowRef::Page(_) => false,
    }
}

/// An answer to the item under the cursor, or to all marked ones; asks its one line first, if it
/// needs one.
pub(super) fn answer(app: &mut App, choice: Choice) -> Vec<Effect> {
    if let Some(effects) = crate::app::panes::money::answer(app, &choice) {
        return effects;
    }
    let target = app.target();
    if target.items.len() > 1 {
        let plan = many(app, &target.items, &choice);
        app.review.rows.unmark();
        return app.commit_or_refuse(plan);
    }
    if target.creators.len() > 1 {
        let plan = review::answer_creators(&app.ctx(), &target.creators, &choice);
        return app.commit_or_refuse(plan);
    }
    let Some(item) = app.current_item() else {
        let expected = choice == Choice::Expected;
        let own = (expected || choice == Choice::Alternative)
            .then(|| rows::plan(app, expected))
            .flatten();
        return match own {
            Some(plan) => app.commit_or_refuse(plan.map(|(_, step)| step)),
            None => no_item(app, &target, &choice),
        };
    };
    match review::offer(&app.ctx(), &item, &choice) {
        Err(why) => app.refuse(why),
        Ok(offer) => match offer.ask {
            Some(_) if choice == Choice::Expected && rows::opens_check(&item) => {
                rows::check_live(app, &item)
            }
            Some(ask) => {
                let title = format!("{} · {}", ask.question, review::who(&app.ctx(), item.on));
                let target = Target {
                    items: vec![item],
                    ..app.target()
                };
                let prompt = Prompt::new(&ANSWER, title, "", target).choice(choice);
                app.open(Modal::Prompt(Box::new(prompt)))
            }
            None => {
                let plan = review::answer(&app.ctx(), &item, &choice, "");
                // What comes of the two keys that mean something else on every item is told with
                // what was done.
                let keys = matches!(choice, Choice::Expected | Choice::Alternative);
                app.effect = Some(offer.effect).filter(|effect| keys && !effect.is_empty());
                app.commit_or_refuse(plan)
            }
        },
    }
}

/// Verbs that make sense without an item; and `x` on a shelf.
pub(super) fn no_item(app: &mut App, target: &Target, choice: &Choice) -> Vec<Effect> {
    let Some(creator) = target.creators.first().copied() else {
        return app.refuse("nothing under the cursor");
    };
    if *choice == Choice::Expected {
        return bulk(app, review::put_back);
    }
    let plan = review::answer_creator(&app.ctx(), creator, choice, "");
    app.commit_or_refuse(plan)
}

/// The same answer to several items, one step.
pub(super) fn many(app: &App, items: &[Item], choice: &Choice) -> Result<Step, String> {
    review::answer_all(&app.ctx(), items, choice)
}

pub(super) fn snooze(app: &mut App, until: Snooze) -> Vec<Effect> {
    answer(app, Choice::Snooze(until))
}

pub(super) fn until(app: &App, text: &str, snooze: Snooze) -> Option<String> {
    let day = review::snooze_day(&app.ctx(), snooze).ok()?;
    Some(format!("{text}, {}", day::short(day, app.today)))
}

pub(super) fn snooze_card(app: &mut App) -> Vec<Effect> {
    let items = app
        .review
        .card()
        .map(|c| c.items.clone())
        .or_else(|| app.current_item().map(|i| vec![i]))
        .unwrap_or_default();
    let plan = review::snooze_card(&app.ctx(), &items, Snooze::NextDay);
    app.commit_or_refuse(plan)
}

/// They replied. To a pitch or an offer it matters what: a menu of three.
pub(super) fn reply(app: &mut App) -> Vec<Effect> {
    let ladder = app.current_item().is_some_and(|i| {
        // A gift asks for nothing that could be declined.
        i.key.rule.row().lane == review::Lane::Wait && i.key.id_of::<Collaboration>().is_some()
    });
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
    app.open(Modal::Pick(Box::new(Pick::one(
        title,
        options,
        target,
        |app, _, values| {
            let reply = match values.first().map(String::as_str) {
                Some("interested") => Reply::Interested,
                Some("later") => Reply::Later(None),
                Some("no") => Reply::No,
                _ => Reply::Plain,
            };
            answer(app, Choice::Replied(reply))
        },
    ))))
}

/// Moves the date of the row or item under the cursor by days.
pub(super) fn shift(app: &mut App, by: i64) -> Vec<Effect> {
    if let Some(what) = app.dated() {
        let plan = schedule::shift(&app.ctx(), what, by);
        return app.commit_or_refuse(plan);
    }
    let Some(item) = app.current_item() else {
        return app.refuse("nothing is due for this creator");
    };
    // What is late moves on from today.
    let from = if by > 0 {
        item.due.max(app.today)
    } else {
        item.due
    };
    let day = schedule::moved(&app.ctx(), from, by, item.lane.is_soft());
    answer(app, Choice::MoveTo(day))
}

/// Runs a plan for every creator chosen, as one step.
pub(super) fn bulk(
    app: &mut App,
    plan: fn(&crate::domain::ctx::Ctx<'_>, &[Id<Creator>]) -> Result<Step, String>,
) -> Vec<Effect> {
    let creators = app.target().creators;
    let step = plan(&app.ctx(), &creators);
    app.commit_or_refuse(step)
}

pub(super) fn edit(app: &mut App) -> Vec<Effect> {
    if app.place() == ViewId::Library {
        return library::edit(app);
    }
    let target = app.target();
    let form = if target.creators.len() > 1 {
        Some(Form::bulk(app, target.creators))
    } else {
        let row = app.row().unwrap_or(RowRef::Creator(
            target.creators.first().copied().unwrap_or_default(),
        ));
        app.reopen_form(row).or_else(|| Form::of(app, row))
    };
    match form {
        Some(form) => app.open(Modal::Form(Box::new(form))),
        None => app.refuse("this row is no longer there"),
    }
}

pub(super) fn explain(app: &mut App) -> Vec<Effect> {
    let Some(item) = app.current_item() else {
        return Vec::new();
    };
    let row = item.key.rule.row();
    let lines = vec![
        format!("{} · {}", item.key.rule.label(), item.long(&app.ctx())),
        row.why.to_string(),
        item.why(),
        format!("key {}", item.key),
    ];
    app.open(Modal::listing(
        format!("Why · {}", review::who(&app.ctx(), item.on)),
        lines,
    ))
}

/// Opens quick add with a creator and the beginning of what is recorded: one grammar, many doors.
pub(super) fn line(app: &mut App, begin: &str) -> Vec<Effect> {
    let Some(creator) = app.current_creator() else {
        return app.refuse("no creator under the cursor");
    };
    let token = crate::domain::quick_add::creator_token(&app.model, creator);
    let glue = if begin.starts_with(':') { "" } else { " " };
    app.open(Modal::quick_add(&format!("{token}{glue}{begin}")))
}

pub(super) fn prompt(app: &mut App, kind: &'static Kind, title: &str, text: &str) -> Vec<Effect> {
    let target = app.target();
    let title = format!("{title} · {}", target.called(app));
    app.open(Modal::Prompt(Box::new(Prompt::new(
        kind, title, text, target,
    ))))
}

/// The points of vetting, to be ticked; Enter writes what changed as one step.
pub(super) fn vetting_points(app: &mut App) -> Vec<Effect> {
    let target = app.target();
    let Some(creator) = target.one() else {
        return app.refuse("a checklist is for one creator");
    };
    let lists = vetting::lists(&app.ctx(), creator);
    if lists.iter().all(|l| l.points.is_empty()) {
        return app.refuse(
            "there is no checklist of vetting yet; the library, shelf Checklists, begins one",
        );
    }
    let today = app.today;
    let options = lists.iter().flat_map(|list| {
        list.points.iter().map(move |p| {
            let when = p
                .ticked
                .map_or_else(String::new, |d| format!(" · {}", day::brief(d, today)));
            let of = list.list.map_or_else(String::new, |id| id.to_string());
            let value = format!("{of} {}", p.words);
            Option_::new(value, &*p.words, format!("{}{when}", list.name)).on(p.ticked.is_some())
        })
    });
    let title = format!("n f  Vetting checklist · {}", target.called(app));
    let pick = Pick::one(title, options.collect(), target, |app, target, values| {
        let Some(creator) = target.one() else {
            return Vec::new();
        };
        let read = |v: &String| {
            let (list, words) = v.split_once(' ')?;
            Some((list.parse().ok().map(Id::new), words.to_owned()))
        };
        let on: Vec<(Option<Id<Checklist>>, String)> = values.iter().filter_map(read).collect();
        let step = vetting::tick(&app.ctx(), creator, &on);
        app.commit_or_refuse(step)
    });
    app.open(Modal::Pick(Box::new(pick.many())))
}

/// A prompt about the draft a creator works on next.
pub(super) fn draft(app: &mut App, kind: &'static Kind, title: &str) -> Vec<Effect> {
    let Some(creator) = app.current_creator() else {
        return app.refuse("no creator under the cursor");
    };
    match rows::open_piece(app, creator, false) {
        Some(_) => prompt(app, kind, title, ""),
        None => app.refuse(rows::NO_PIECE),
    }
}

/// Asks for the name of the filter in use, to keep it as a segment.
pub fn save_segment(app: &mut App) -> Vec<Effect> {
    app.open(Modal::Prompt(Box::new(Prompt::new(
        &SEGMENT,
        "Save this filter as",
        "",
        Target::default(),
    ))))
}
