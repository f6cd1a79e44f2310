//! Verbs on collaborations: from stage to stage, how it goes on after the fifth, entry checklists,
//! campaigns; and rows of a profile that are added in a form or removed.

use crate::app::command::Able;
use crate::app::modal::Modal;
use crate::app::modal::form::{Form, NewRow};
use crate::app::modal::pick::{Choice as Option_, Pick};
use crate::app::modal::prompt::{Echo, Kind, Prompt};
use crate::app::panes::profile::{RowRef, Tab};
use crate::app::panes::view::Pane;
use crate::app::{App, Effect, ViewId};
use crate::domain::change::Step;
use crate::domain::ids::Id;
use crate::domain::lifecycle;
use crate::domain::review::{self, GoOn};
use crate::domain::rows::*;
use crate::domain::when;

impl App {
    /// The collaborations stage keys act on: the cards chosen on the board, the deal under the
    /// cursor of a profile, else the leading one of each creator.
    pub fn deals(&self) -> Vec<Id<Collaboration>> {
        if let Some(RowRef::Collaboration(id)) = self.profile.as_ref().map(|p| p.row()) {
            return vec![id];
        }
        let chosen = self
            .pane()
            .filter(|_| self.profile.is_none())
            .map(Pane::deals)
            .unwrap_or_default();
        if !chosen.is_empty() {
            return chosen;
        }
        self.target()
            .creators
            .iter()
            .filter_map(|c| self.derived.of(*c).lead)
            .collect()
    }
}

/// How many are meant, for titles.
fn called(app: &App, deals: &[Id<Collaboration>]) -> String {
    match deals {
        [one] => app
            .model
            .get(*one)
            .map_or_else(String::new, |c| app.model.called(c.creator)),
        many => format!("{} collaborations", many.len()),
    }
}

/// `>` and `<`: one step for all that are chosen. After the fifth stage it is asked how it goes on.
pub(super) fn stage(app: &mut App, up: bool) -> Vec<Effect> {
    let deals = app.deals();
    if deals.is_empty() {
        let plan = review::shift_stage(&app.ctx(), &app.target().creators, up);
        return app.commit_or_refuse(plan);
    }
    let late = |id: &Id<Collaboration>| {
        app.model
            .get(*id)
            .is_some_and(|c| c.is_open() && c.stage >= Stage::Measurement)
    };
    if up && deals.iter().all(late) {
        return go_on_menu(app, &deals);
    }
    let plan = review::shift_deals(&app.ctx(), &deals, up);
    app.commit_or_refuse(plan)
}

fn go_on_menu(app: &mut App, deals: &[Id<Collaboration>]) -> Vec<Effect> {
    let ctx = app.ctx();
    let options = vec![
        Option_::new("retain", "Retain", review::go_on_effect(&ctx, GoOn::Retain)).letter('r'),
        Option_::new(
            "later",
            "Reactivate later",
            "asks for a date; ".to_string() + &review::go_on_effect(&ctx, LATER),
        )
        .letter('l'),
        Option_::new(
            "graduate",
            "Graduate",
            review::go_on_effect(&ctx, GoOn::Graduate),
        )
        .letter('g'),
    ];
    let title = format!(">  Stage 6 for {}: how does it go on?", called(app, deals));
    let target = app.target();
    app.open(Modal::Pick(Box::new(Pick::one(
        title,
        options,
        target,
        |app, target, values| {
            let how = match values.first().map(String::as_str) {
                Some("retain") => GoOn::Retain,
                Some("later") => {
                    let title = format!(
                        "> l  When is the next deal talked about? · {}",
                        called(app, &app.deals())
                    );
                    return app.open(Modal::Prompt(Box::new(Prompt::new(
                        &BACK_ON,
                        title,
                        "",
                        target.clone(),
                    ))));
                }
                _ => GoOn::Graduate,
            };
            let plan = review::go_on_all(&app.ctx(), &app.deals(), how);
            app.commit_or_refuse(plan)
        },
    ))))
}

/// Later, on the usual day.
const LATER: GoOn = GoOn::Later(None);

/// The day of "later"; nothing typed takes the usual one.
const BACK_ON: Kind = Kind {
    hint: "a date: feb, +3m, 12 jan; Enter alone takes the usual day",
    long: false,
    read: |app, prompt| {
        vec![match later(app, prompt) {
            Ok(GoOn::Later(Some(day))) => Echo::ok(when::echo(day, &app.reading())),
            Ok(_) => Echo::ok(review::go_on_effect(&app.ctx(), LATER)),
            Err(why) => Echo::bad(why),
        }]
    },
    save: |app, prompt| {
        let how = later(app, prompt)?;
        let step = review::go_on_all(&app.ctx(), &app.deals(), how)?;
        Ok(app.commit(step))
    },
};

fn later(app: &App, prompt: &Prompt) -> Result<GoOn, String> {
    let text = prompt.line.text().trim();
    if text.is_empty() {
        return Ok(LATER);
    }
    let day = when::read(text, &app.reading())?;
    if day > app.today {
        Ok(GoOn::Later(Some(day)))
    } else {
        Err("a day after today is needed".into())
    }
}

/// One open collaboration whose next stage has a checklist.
pub(super) fn has_checklist(app: &App) -> Able {
    super::creator(app)?;
    match one_deal(app).and_then(|deal| guarded(app, deal)) {
        Some(_) => Ok(()),
        None => Err("no checklist stands before the next stage of one collaboration".into()),
    }
}

fn one_deal(app: &App) -> Option<&Collaboration> {
    match app.deals().as_slice() {
        [one] => app.model.get(*one).filter(|c| c.is_open()),
        _ => None,
    }
}

/// The stage whose list is gone through: the next; what is still open of the one it is in comes
/// first.
fn guarded(app: &App, deal: &Collaboration) -> Option<Vec<Stage>> {
    let ctx = app.ctx();
    let mut stages = Vec::new();
    if lifecycle::has_open(&ctx, deal, deal.stage) {
        stages.push(deal.stage);
    }
    stages.extend(
        deal.stage
            .next()
            .filter(|s| !lifecycle::points(&ctx, deal, *s).is_empty()),
    );
    Some(stages).filter(|s| !s.is_empty())
}

/// Ticks the points before the next stage, and those the card still lacks of the one it is in.
pub(super) fn checklist(app: &mut App) -> Vec<Effect> {
    let Some((stages, deal)) = one_deal(app).and_then(|deal| Some((guarded(app, deal)?, deal)))
    else {
        return app.refuse("no checklist stands before the next stage");
    };
    let mut choices = Vec::new();
    for stage in stages {
        for tick in lifecycle::points(&app.ctx(), deal, stage) {
            let note = if tick.known {
                "ticked by itself: it is on record"
            } else {
                ""
            };
            let note = format!("before stage {}  {note}", stage.number());
            let value = format!("{} {}", stage.number(), tick.point);
            choices.push(Option_::new(value, &*tick.point, note).on(tick.is_done()));
        }
    }
    let title = format!("n x  Checklist · {}", app.model.called(deal.creator));
    let pick = Pick::one(title, choices, app.target(), |app, _, values| {
        let Some(deal) = one_deal(app) else {
            return app.refuse("this collaboration is no longer open");
        };
        let Some(stages) = guarded(app, deal) else {
            return Vec::new();
        };
        let mut step = Step::default();
        for stage in stages {
            let mine = values
                .iter()
                .filter_map(|v| v.split_once(' '))
                .filter(|(n, _)| *n == stage.number().to_string());
            let points: Vec<&str> = mine.map(|(_, point)| point).collect();
            lifecycle::tick(&app.ctx(), deal, stage, &points, &mut step);
        }
        app.commit(step)
    });
    app.open(Modal::Pick(Box::new(pick.many())))
}

pub(super) fn campaign_menu(app: &mut App) -> Vec<Effect> {
    if app.model.campaigns.is_empty() {
        return app.refuse(
            "there is no campaign yet; a types one: /winter goal 90 orders 12 nov - 28 nov",
        );
    }
    let (target, chosen) = (app.target(), chosen_deals(app));
    let of = |c: &Collaboration, id: Id<Campaign>| c.campaign == Some(id);
    let inside = |id: Id<Campaign>| match chosen.as_slice() {
        [] => {
            let has = |c: &Id<Creator>| app.model.open_collaborations(*c).iter().any(|d| of(d, id));
            target.creators.iter().filter(|c| has(c)).count()
        }
        deals => deals
            .iter()
            .filter_map(|d| app.model.get(*d))
            .filter(|d| of(d, id))
            .count(),
    };
    let options = app.model.campaigns.iter().filter(|c| !c.closed).map(|c| {
        let n = inside(c.id);
        let note = if n > 0 { "in it; takes out" } else { "puts in" };
        Option_::new(c.id.to_string(), &*c.name, note).on(n > 0)
    });
    let who = if chosen.is_empty() {
        target.called(app)
    } else {
        called(app, &chosen)
    };
    let options = options.collect();
    app.open(Modal::Pick(Box::new(Pick::one(
        format!("c  Campaign · {who}"),
        options,
        target,
        |app, target, values| {
            let Some(id) = values.first().and_then(|v| v.parse().ok()).map(Id::new) else {
                return Vec::new();
            };
            let chosen = chosen_deals(app);
            let plan = match chosen.as_slice() {
                [] => review::toggle_campaign(&app.ctx(), &target.creators, id),
                deals => review::toggle_campaign_of(&app.ctx(), deals, id),
            };
            app.commit_or_refuse(plan)
        },
    ))))
}

/// The collaborations chosen themselves, where rows are collaborations.
fn chosen_deals(app: &App) -> Vec<Id<Collaboration>> {
    match app.profile.as_ref().map(|p| p.row()) {
        Some(RowRef::Collaboration(id)) => vec![id],
        Some(_) => Vec::new(),
        None => app.pane().map(Pane::deals).unwrap_or_default(),
    }
}

/// `n a`: a new deal in a form.
pub(super) fn new_deal(app: &mut App) -> Vec<Effect> {
    new_row(app, NewRow::Deal)
}

fn new_row(app: &mut App, what: NewRow) -> Vec<Effect> {
    let Some(creator) = app.current_creator() else {
        return app.refuse("no creator under the cursor");
    };
    let deal = app
        .deals()
        .first()
        .copied()
        .filter(|d| app.model.get(*d).is_some_and(|c| c.creator == creator));
    match Form::adding(app, what, creator, deal) {
        Ok(form) => app.open(Modal::Form(Box::new(form))),
        Err(why) => app.refuse(why),
    }
}

/// `n o`: any other row in a form.
pub(super) fn new_other(app: &mut App) -> Vec<Effect> {
    let target = app.target();
    let title = format!("n N  New for {}", target.called(app));
    let options = NewRow::ALL
        .iter()
        .map(|n| Option_::new(n.word(), n.label(), n.note()).letter(n.letter()))
        .collect();
    app.open(Modal::Pick(Box::new(Pick::one(
        title,
        options,
        target,
        |app, _, values| match values.first().and_then(|v| NewRow::from_word(v)) {
            Some(what) => new_row(app, what),
            None => Vec::new(),
        },
    ))))
}

/// `D`: what the cursor stands on in the library; the row under the cursor of a profile's tables;
/// elsewhere the creator goes to the trash.
pub(super) fn trash(app: &mut App) -> Vec<Effect> {
    if app.place() == ViewId::Library {
        return crate::app::panes::library::remove(app);
    }
    let row = app.profile.as_ref().map(|p| p.row());
    let plan = match row {
        Some(RowRef::Collaboration(id))
            if app.profile.as_ref().is_some_and(|p| p.tab == Tab::Results) =>
        {
            newest_numbers(app, id)
        }
        None | Some(RowRef::Creator(_)) => review::to_trash(&app.ctx(), &app.target().creators),
        Some(row) => removal(app, row),
    };
    app.commit_or_refuse(plan)
}

/// On the results of a deal what can be wrong are its numbers: the newest go.
fn newest_numbers(app: &App, deal: Id<Collaboration>) -> Result<Step, String> {
    let creator = app
        .model
        .get(deal)
        .ok_or("This collaboration is not there any more.")?
        .creator;
    let of_deal = |r: &&PostResult| {
        app.model
            .get(r.deliverable)
            .is_some_and(|d| d.collaboration == deal)
    };
    let newest = app
        .model
        .of::<PostResult>(creator)
        .filter(of_deal)
        .max_by_key(|r| (r.day, r.id));
    let newest = newest.ok_or("there are no numbers of this deal to remove")?;
    review::remove_row(&app.ctx(), newest.id, "numbers")
}

fn removal(app: &App, row: RowRef) -> Result<Step, String> {
    let ctx = app.ctx();
    match row {
        RowRef::Collaboration(id) => {
            let creator = ctx
                .model
                .get(id)
                .ok_or("This collaboration is not there any more.")?
                .creator;
            let said = ctx
                .model
                .of::<Touch>(creator)
                .filter(|t| t.collaboration == Some(id));
            // What was said keeps its words: they are needed to write it anew without the
            // collaboration.
            let said: Option<Vec<Touch>> = said.map(|t| app.full_touch(t.id)).collect();
            review::remove_deal(
                &ctx,
                id,
                &said.ok_or("what was said is still being read; press it again")?,
            )
        }
        RowRef::Deliverable(id) => review::remove_piece(&ctx, id),
        RowRef::Touch(id) => {
            let touch = app
                .full_touch(id)
                .ok_or("what was said is still being read; press it again")?;
            Ok(review::remove_touch(&ctx, touch))
        }
        RowRef::Right(id) => review::remove_row(
            &ctx,
            id,
            ctx.model.get(id).map_or("right", |r| r.kind.label()),
        ),
        RowRef::Shipment(id) => review::remove_row(&ctx, id, "gift"),
        RowRef::Payment(id) => review::remove_row(&ctx, id, "payment"),
        RowRef::PostResult(id) => review::remove_row(&ctx, id, "numbers"),
        RowRef::FollowUp(id) => review::remove_row(&ctx, id, "next step"),
        RowRef::Target(id) => review::remove_row(&ctx, id, "target"),
        RowRef::OwnCount(id) => review::remove_row(&ctx, id, "count"),
        RowRef::Account(id) => review::remove_account(&ctx, id),
        RowRef::Creator(id) => review::to_trash(&ctx, &[id]),
        RowRef::Template(_)
        | RowRef::Brief(_)
        | RowRef::Ideal(_)
        | RowRef::Checklist(_)
        | RowRef::Segment(_)
        | RowRef::Page(_) => Err("this is removed in the library".into()),
        RowRef::Campaign(_) => Err("a campaign stays with its results; e closes it".into()),
    }
}
