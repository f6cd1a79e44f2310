//! What the row of a table can be asked when the review asks nothing of it: a parcel that is on its
//! way arrived, a payment without a day was paid, a piece that is live was looked at. And which row
//! a record is about: the one under the cursor first.

use crate::app::modal::Modal;
use crate::app::modal::live::LiveCheck;
use crate::app::panes::profile::RowRef;
use crate::app::{App, Effect, ViewId};
use crate::domain::agenda::What;
use crate::domain::change::Step;
use crate::domain::day::Day;
use crate::domain::ids::Id;
use crate::domain::ledger::lines::{self, Line};
use crate::domain::review::{self, Item, Occurrence, Opens, Side};
use crate::domain::rows::*;

/// Said where there is nothing to make.
pub(super) const NO_PIECE: &str =
    "no piece of theirs is open; a adds one: @handle reel \"title\" draft 4 dec live 9 dec";

impl App {
    /// The dated event under the cursor of the calendar or of Money.
    pub fn event(&self) -> Option<What> {
        match self.view {
            _ if self.profile.is_some() => None,
            ViewId::Calendar => self.plan.event().map(|event| event.what),
            ViewId::Money => self.money.event(),
            _ => None,
        }
    }

    /// What under the cursor has a date of its own: an event of the calendar, or a row of a
    /// profile's tables.
    pub fn dated(&self) -> Option<What> {
        let Some(open) = &self.profile else {
            return self.event();
        };
        match Some(open.row()).filter(|_| open.is_of_due_rows())? {
            RowRef::Deliverable(id) => {
                let piece = self.model.get(id)?;
                let live = piece.live.or(piece.live_due).is_some();
                Some(if live {
                    What::Live(id)
                } else {
                    What::Draft(id)
                })
            }
            RowRef::Payment(id) => Some(What::Pay(id)),
            RowRef::Right(id) => Some(What::Right(id)),
            RowRef::Shipment(id) => Some(What::Gift(id)),
            _ => None,
        }
    }
}

/// Whether an item of the review asks about an event.
pub(super) fn asks(item: &Item, what: What) -> bool {
    let side = item.key.rule.row().side;
    match what {
        What::Live(id) => item.key.id_of() == Some(id) && side == Side::Live,
        What::Draft(id) => item.key.id_of() == Some(id) && side == Side::Draft,
        What::Pay(id) => item.key.id_of() == Some(id),
        What::Fee(id) => item.key.id_of() == Some(id) && side == Side::Money,
        What::Brief(id) => item.key.id_of() == Some(id) && side == Side::Supply,
        What::Right(id) => item.key.id_of() == Some(id),
        What::Gift(id) => item.key.id_of() == Some(id),
        What::CheckIn(_) => side == Side::CheckIn,
        What::Step(id) => item.key.id_of() == Some(id),
    }
}

/// Of a piece whose draft is in, the draft is asked about first, also when its live day has passed.
pub(super) fn asks_first(app: &App, item: &Item, row: RowRef) -> bool {
    let RowRef::Deliverable(id) = row else {
        return false;
    };
    app.model
        .get(id)
        .is_some_and(|d| d.state == PieceState::DraftIn)
        && asks(item, What::Draft(id))
}

/// The row's own answer to `x` or `X`: its label and its step; `None` where the row has none.
pub(super) fn plan(app: &App, expected: bool) -> Option<Result<(&'static str, Step), String>> {
    app.dated()
        .and_then(|what| review::row_answer(&app.ctx(), what, expected))
}

/// Whether the expected answer of an item is given in the check of its live piece. "Ready?" is not:
/// nothing is live yet.
pub(super) fn opens_check(item: &Item) -> bool {
    item.key.rule.row().opens == Opens::LiveCheck && item.key.time != Occurrence::Ready
}

/// `x` on what is live: the label is looked at with it.
pub(super) fn check_live(app: &mut App, item: &Item) -> Vec<Effect> {
    let Some(piece) = item.key.row::<Deliverable>(&app.model) else {
        return app.refuse(NO_PIECE);
    };
    let check = LiveCheck::new(app, piece);
    app.open(Modal::Live(Box::new(check)))
}

/// `n l`: three questions, a key each.
pub(super) fn went_live(app: &mut App) -> Vec<Effect> {
    let Some(creator) = app.current_creator() else {
        return app.refuse("no creator under the cursor");
    };
    let Some(piece) = open_piece(app, creator, true).and_then(|id| app.model.get(id)) else {
        return app.refuse(NO_PIECE);
    };
    let check = LiveCheck::new(app, piece);
    app.open(Modal::Live(Box::new(check)))
}

/// The piece under the cursor, or that of the item under it.
fn here(app: &App) -> Option<Id<Deliverable>> {
    let of_item = || {
        app.current_item()
            .and_then(|i| i.key.id_of::<Deliverable>())
    };
    match app.dated() {
        Some(What::Live(id) | What::Draft(id)) => Some(id),
        Some(_) => None,
        None => of_item(),
    }
}

/// The piece meant: the one under the cursor, else the one due first.
pub(super) fn open_piece(app: &App, creator: Id<Creator>, live: bool) -> Option<Id<Deliverable>> {
    if let Some(id) = here(app) {
        return Some(id);
    }
    let open = app.model.of::<Deliverable>(creator).filter(|d| match live {
        true => d.live.is_none() && d.state != PieceState::Missed,
        false => matches!(d.state, PieceState::Planned | PieceState::ChangesAsked),
    });
    open.min_by_key(|d| {
        (
            if live { d.live_due } else { d.draft_due }.unwrap_or(Day::MAX),
            d.id,
        )
    })
    .map(|d| d.id)
}

/// The live piece meant: the one under the cursor, else the newest.
pub(super) fn live_piece(app: &App, creator: Id<Creator>) -> Option<Id<Deliverable>> {
    let is_live = |id: &Id<Deliverable>| app.model.get(*id).is_some_and(|d| d.live.is_some());
    let newest = || {
        app.model
            .of::<Deliverable>(creator)
            .filter(|d| d.live.is_some())
            .max_by_key(|d| (d.live, d.id))
    };
    here(app).filter(is_live).or_else(|| newest().map(|d| d.id))
}

/// The open line meant: the one under the cursor, else the one due first that has no invoice yet.
pub(super) fn open_line(app: &App, creator: Id<Creator>) -> Option<Line> {
    let base = app.ctx().base();
    match app.dated() {
        Some(What::Pay(id)) => return lines::of_row(&base, app.model.get(id)?),
        Some(What::Fee(id)) => return lines::rest(&base, app.model.get(id)?),
        _ => {}
    }
    let open = lines::of_creator(&base, creator);
    let invoiced = |line: &Line| {
        let row = line.payment.and_then(|id| app.model.get(id));
        row.is_some_and(|p| p.invoiced.is_some())
    };
    let open = open.into_iter().filter(|line| !line.surplus);
    open.min_by_key(|line| (invoiced(line), line.due.day().unwrap_or(Day::MAX)))
}
