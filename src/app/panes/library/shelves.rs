//! What stands on each shelf, as lines of cells. A shelf is read when it is shown and after a
//! change while it is shown; the others only say how much they hold.

use super::{Key, Line, Shelf};
use crate::app::App;
use crate::app::panes::profile::RowRef;
use crate::app::panes::roster::Roster;
use crate::domain::brief;
use crate::domain::day;
use crate::domain::rows::Shelf as CreatorShelf;
use crate::domain::rows::*;
use crate::domain::{checklists, links, playbook, templates, words};

/// From this match on somebody is counted for an ideal creator, in percent.
pub(super) const FITS: u8 = 70;

/// How much stands on each shelf.
pub(super) fn counts(app: &App) -> Vec<usize> {
    let m = &app.model;
    let count = |shelf: &Shelf| match shelf {
        Shelf::Templates => templates::templates(m).len(),
        Shelf::Briefs => m.briefs.len() + owed(app).count(),
        Shelf::Ideals => m.ideals.len(),
        Shelf::Checklists => checklists::lists(m).count(),
        Shelf::Segments => m.segments.len(),
        Shelf::Codes => codes(app).count() + linked(app).count() + links::strays(m).len(),
        Shelf::Playbook => playbook::pages(m).len(),
    };
    Shelf::ALL.iter().map(count).collect()
}

/// Promo codes.
fn codes(app: &App) -> impl Iterator<Item = &Right> {
    app.model
        .rights
        .iter()
        .filter(|r| r.kind == RightKind::Code && !r.code.trim().is_empty())
}

/// Collaborations whose creator gets a link: those that are agreed on and run.
fn linked(app: &App) -> impl Iterator<Item = &Collaboration> {
    app.model
        .collaborations
        .iter()
        .filter(|c| c.is_open() && c.stage >= Stage::Onboarding && c.stage < Stage::Retention)
}

/// Collaborations whose brief is owed and not begun.
fn owed(app: &App) -> impl Iterator<Item = &Collaboration> {
    let model = &app.model;
    let begun = |deal: &Collaboration| {
        model
            .of::<Brief>(deal.creator)
            .any(|b| b.collaboration == deal.id)
    };
    let here = |deal: &Collaboration| {
        model
            .get(deal.creator)
            .is_some_and(|c| c.shelf == CreatorShelf::Active)
    };
    let open = model.collaborations.iter().filter(|deal| deal.is_open());
    open.filter(move |deal| brief::is_owed(model, deal) && !begun(deal) && here(deal))
}

/// The lines of a shelf.
pub(super) fn lines(app: &App, shelf: Shelf) -> Vec<Line> {
    match shelf {
        Shelf::Templates => all_templates(app),
        Shelf::Briefs => briefs(app),
        Shelf::Ideals => ideals(app),
        Shelf::Checklists => all_lists(app),
        Shelf::Segments => segments(app),
        Shelf::Codes => codes_and_links(app),
        Shelf::Playbook => pages(app),
    }
}

fn line(key: Key, cells: Vec<String>) -> Line {
    Line {
        key,
        cells,
        trouble: false,
    }
}

fn stage_words(stage: Option<Stage>) -> String {
    stage.map_or_else(String::new, |s| format!("stage {}", s.number()))
}

fn all_templates(app: &App) -> Vec<Line> {
    let usage = templates::usage(&app.model, &app.derived);
    let mut all = templates::templates(&app.model);
    all.sort_by_key(|t| (t.stage, t.name.to_lowercase(), t.language.clone()));
    let one = |t: templates::Entry| {
        let used =
            t.id.and_then(|id| usage.get(&id))
                .copied()
                .unwrap_or_default();
        let count = if used.used > 0 {
            format!("{}×", used.used)
        } else {
            "–".into()
        };
        let rate = used.rate().map_or_else(|| "–".into(), |r| format!("{r}%"));
        let words = words::count(t.words(), "word");
        let cells = vec![
            t.name.clone(),
            stage_words(t.stage),
            count,
            rate,
            words,
            t.language.clone(),
        ];
        let key = match t.id {
            Some(id) => Key::Row(RowRef::Template(id)),
            None => Key::Shipped(t.name, t.language),
        };
        line(key, cells)
    };
    all.into_iter().map(one).collect()
}

fn briefs(app: &App) -> Vec<Line> {
    let ctx = app.ctx();
    let sheet = |deal: &Collaboration| {
        let sheet = brief::sheet(&ctx, deal.id).ok()?;
        let campaign = if sheet.campaign.is_empty() {
            "no campaign".to_owned()
        } else {
            sheet.campaign.clone()
        };
        Some((sheet, campaign))
    };
    let one = |b: &Brief| {
        let deal = app.model.get(b.collaboration)?;
        let (sheet, campaign) = sheet(deal)?;
        let sent = match deal.brief_sent {
            Some(day) => format!("sent {}", day::brief(day, app.today)),
            None => "not sent".into(),
        };
        let missing = match sheet.missing().len() {
            0 => String::new(),
            n => format!("{n} missing"),
        };
        let cells = vec![sheet.name, campaign, b.goal.to_string(), sent, missing];
        Some(line(Key::Brief(b.id, b.creator, b.collaboration), cells))
    };
    let waiting = |deal: &Collaboration| {
        let (sheet, campaign) = sheet(deal)?;
        let goal = sheet
            .lines
            .iter()
            .find(|l| l.key == "goal")
            .map(|l| l.text.clone())
            .unwrap_or_default();
        let cells = vec![
            sheet.name,
            campaign,
            goal,
            "owed".into(),
            "not begun".into(),
        ];
        Some(Line {
            trouble: true,
            ..line(Key::Owed(deal.id, deal.creator), cells)
        })
    };
    let mut all: Vec<Line> = owed(app).filter_map(waiting).collect();
    all.extend(app.model.briefs.iter().rev().filter_map(one));
    // What has to be done first, as it came; then what was sent.
    all.sort_by_key(|l| l.cells.get(3).is_some_and(|sent| sent.starts_with("sent")));
    all
}

fn ideals(app: &App) -> Vec<Line> {
    let one = |ideal: &Ideal| {
        let fits = super::read::matches(app, ideal)
            .iter()
            .filter(|(_, m)| m.percent >= FITS)
            .count();
        let cells = vec![
            ideal.name.to_string(),
            ideal.niche.to_string(),
            format!("{fits} fit"),
        ];
        line(Key::Row(RowRef::Ideal(ideal.id)), cells)
    };
    app.model.ideals.iter().map(one).collect()
}

fn all_lists(app: &App) -> Vec<Line> {
    let mut all: Vec<checklists::List<'_>> = checklists::lists(&app.model).collect();
    all.sort_by_key(|l| (l.row.stage, l.id));
    let one = |checklists::List { id, row: list }: checklists::List<'_>| {
        let stage = list
            .stage
            .map_or_else(|| "vetting".into(), |s| format!("stage {}", s.number()));
        let points = list.points.lines().filter(|p| !p.trim().is_empty()).count();
        let again = match list.repeat_months {
            0 => "once".into(),
            1 => "every month".into(),
            n => format!("every {n} months"),
        };
        let cells = vec![
            list.name.to_string(),
            stage,
            format!("{points} points"),
            again,
        ];
        let shipped = || Key::ShippedList(list.name.to_string());
        line(
            id.map_or_else(shipped, |id| Key::Row(RowRef::Checklist(id))),
            cells,
        )
    };
    all.into_iter().map(one).collect()
}

fn segments(app: &App) -> Vec<Line> {
    let one = |s: &Segment| {
        let (who, problem) = Roster::fitting(app, &s.filter);
        let cells = vec![
            s.name.to_string(),
            s.filter.to_string(),
            problem.clone().unwrap_or_else(|| format!("{who} fit")),
        ];
        Line {
            trouble: problem.is_some(),
            ..line(Key::Row(RowRef::Segment(s.id)), cells)
        }
    };
    app.model.segments.iter().map(one).collect()
}

fn codes_and_links(app: &App) -> Vec<Line> {
    let troubles = links::troubles(&app.model);
    let code = |r: &Right| {
        let until = match r.end {
            Some(end) if end < app.today => format!("ended {}", day::brief(end, app.today)),
            Some(end) => format!("until {}", day::brief(end, app.today)),
            None => String::new(),
        };
        let trouble = troubles.get(&r.id).cloned();
        let what = trouble.clone().unwrap_or(until);
        let cells = vec![
            r.code.trim().to_owned(),
            app.model.called(r.creator),
            "code".into(),
            what,
        ];
        Line {
            trouble: trouble.is_some(),
            ..line(Key::Code(r.id, r.creator), cells)
        }
    };
    let stray = |s: links::Stray| {
        let n = words::orders(s.orders);
        let like = s
            .near
            .as_ref()
            .map_or_else(String::new, |(code, _)| format!(", like {code}"));
        // A guess is marked as one.
        let whose = s.whose().map_or_else(
            || "nobody's".to_owned(),
            |who| format!("{}?", app.model.called(who)),
        );
        let (key, what) = (Key::Stray(s.code.clone(), s.whose()), format!("{n}{like}"));
        Line {
            trouble: true,
            ..line(key, vec![s.code, whose, "code".into(), what])
        }
    };
    let mut all: Vec<Line> = links::strays(&app.model).into_iter().map(stray).collect();
    all.extend(codes(app).map(code));
    all.sort_by(|a, b| (!a.trouble, &a.cells).cmp(&(!b.trouble, &b.cells)));
    let links = links::Links::build(&app.ctx());
    let link = |deal: &Collaboration| {
        let campaign = deal
            .campaign
            .and_then(|c| app.model.get(c))
            .map_or_else(String::new, |c| c.name.to_string());
        let url = links
            .of(deal)
            .unwrap_or_else(|_| "no shop address in the config".into());
        line(
            Key::Link(deal.id, deal.creator),
            vec![url, app.model.called(deal.creator), "link".into(), campaign],
        )
    };
    all.extend(linked(app).map(link));
    all
}

fn pages(app: &App) -> Vec<Line> {
    let one = |p: playbook::Entry| {
        let words = words::count(p.body.split_whitespace().count(), "word");
        let whose = if p.id.is_some() {
            "yours"
        } else {
            "comes with touchbase"
        };
        let cells = vec![p.title.clone(), p.market, words, whose.into()];
        line(
            p.id.map_or(Key::ShippedPage(p.title), |id| Key::Row(RowRef::Page(id))),
            cells,
        )
    };
    playbook::pages(&app.model).into_iter().map(one).collect()
}
