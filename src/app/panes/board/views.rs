//! The board's own keys: from stage to stage, what it is filtered by, the numbers behind it.

use super::Board;
use crate::app::command::Command;
use crate::app::command::Scope::In;
use crate::app::modal::Modal;
use crate::app::modal::pick::{Choice, Pick};
use crate::app::target::Target;
use crate::app::{App, Effect, ViewId};
use crate::domain::fields::number::percent_of;
use crate::domain::ids::Id;
use crate::domain::rows::*;

/// Commands of the board alone.
pub const COMMANDS: &[Command] = &[
    Command::new(
        "column-left",
        &["h", "Left"],
        "stage left",
        "The stage to the left",
        |app| Board::turn(app, -1),
    )
    .scope(In(ViewId::Board)),
    Command::new(
        "column-right",
        &["l", "Right"],
        "stage right",
        "The stage to the right",
        |app| Board::turn(app, 1),
    )
    .scope(In(ViewId::Board)),
    Command::new(
        "board-campaign",
        &["z c"],
        "campaign…",
        "Show the cards of one campaign, or of all",
        campaigns,
    )
    .scope(In(ViewId::Board)),
    Command::new(
        "board-type",
        &["z y"],
        "type…",
        "Show one type of partnership: one-off, recurring, ambassador, affiliate",
        types,
    )
    .scope(In(ViewId::Board)),
    Command::new(
        "funnel",
        &["z u"],
        "funnel",
        "The funnel in numbers: how many got how far, and how long each stage usually takes",
        funnel,
    )
    .scope(In(ViewId::Board)),
];

fn campaigns(app: &mut App) -> Vec<Effect> {
    let counts = Board::by_campaign(app);
    let now = app.board.campaign;
    let mut choices = vec![
        Choice::new("", "all campaigns", format!("{} open", app.board.total())).on(now.is_none()),
    ];
    choices.extend(app.model.campaigns.iter().filter_map(|c| {
        let n = counts.get(&c.id).copied().unwrap_or(0);
        let shown = n > 0 || now == Some(c.id);
        shown.then(|| {
            Choice::new(c.id.to_string(), &*c.name, format!("{n} open")).on(now == Some(c.id))
        })
    }));
    app.open(Modal::Pick(Box::new(Pick::one(
        "Cards of a campaign",
        choices,
        Target::default(),
        |app, _, values| {
            app.board.campaign = values.first().and_then(|v| v.parse().ok()).map(Id::new);
            Board::refilter(app);
            Vec::new()
        },
    ))))
}

fn types(app: &mut App) -> Vec<Effect> {
    let now = app.board.kind;
    let mut choices = vec![
        Choice::new("", "all types", "")
            .letter('a')
            .on(now.is_none()),
    ];
    choices.extend(Relationship::ALL.iter().map(|k| {
        let note = format!("judged on {}", crate::domain::lifecycle::judged_on(*k));
        Choice::new(k.word(), k.label(), note).on(now == Some(*k))
    }));
    app.open(Modal::Pick(Box::new(Pick::one(
        "Type of partnership",
        choices,
        Target::default(),
        |app, _, values| {
            app.board.kind = values.first().and_then(|v| Relationship::from_word(v));
            Board::refilter(app);
            Vec::new()
        },
    ))))
}

/// The numbers of the stages, a line each.
fn funnel(app: &mut App) -> Vec<Effect> {
    let numbers = &app.board.numbers;
    let limits = [app.settings.board.pitches, app.settings.board.productions];
    let mut lines = vec![
        "stage          open   reached   of the one before   usual time   ended here".to_string(),
    ];
    let mut before = None;
    for (n, stage) in Stage::ALL.iter().enumerate() {
        let at = |all: &[usize; 6]| all.get(n).copied().unwrap_or(0);
        let share = before.and_then(|before| percent_of(at(&numbers.reached), before));
        let share = share.map_or_else(|| "–".into(), |n| format!("{n} %"));
        let usual = match numbers.usual_of(*stage) {
            Some(days) => format!("{days} d (of {})", at(&numbers.passed)),
            None => "unknown".into(),
        };
        let limit = match stage {
            Stage::Pitch => limits[0],
            Stage::Creation => limits[1],
            _ => 0,
        };
        let open = if limit > 0 {
            format!("{}/{limit}", at(&numbers.open))
        } else {
            at(&numbers.open).to_string()
        };
        let name = format!("{} {}", stage.number(), stage.short());
        let (reached, closed) = (at(&numbers.reached), at(&numbers.closed));
        lines.push(format!(
            "{name:<12}{open:>7}{reached:>10}{share:>20}{usual:>13}{closed:>13}"
        ));
        before = Some(reached);
    }
    lines.extend([
        String::new(),
        "reached: in the stage now, or went beyond it, or ended in it or later".into(),
        "usual time: the median of those that passed; unknown below three".into(),
        "counted from what happened: opened, first message, terms, agreement, last piece live, debrief, end".into(),
    ]);
    let of = app
        .board
        .campaign
        .and_then(|c| app.model.get(c))
        .map_or_else(String::new, |c| format!(" · {}", c.name));
    app.open(Modal::listing(format!("Funnel{of}"), lines))
}
