//! Answers of rows that no rule asks about now: the next state of a piece, a payment, a right or a
//! parcel, so that `x` and `X` work on every row of every table.

use super::record::{self, step_on};
use crate::domain::agenda::What;
use crate::domain::change::Step;
use crate::domain::ctx::Ctx;
use crate::domain::ids::Id;
use crate::domain::ledger::lines;
use crate::domain::rows::*;

/// A label for the key, and the step.
type Own = Result<(&'static str, Step), String>;

/// What `x` (expected) or `X` does to a row by itself; `None` where only rules have answers.
pub fn row_answer(ctx: &Ctx<'_>, what: What, expected: bool) -> Option<Own> {
    match what {
        What::Live(id) | What::Draft(id) => ctx.model.get(id).map(|row| piece(ctx, row, expected)),
        What::Pay(id) => ctx.model.get(id).map(|row| payment(ctx, row, expected)),
        What::Right(id) => ctx.model.get(id).map(|row| right(ctx, row, expected)),
        What::Gift(id) => ctx.model.get(id).map(|row| parcel(ctx, row, expected)),
        What::Fee(id) => {
            let line = lines::rest(&ctx.base(), ctx.model.get(id)?)?;
            Some(if expected {
                record::line_paid(ctx, &line, line.amount, ctx.today).map(|step| ("paid", step))
            } else {
                Ok(("disputed", record::line_disputed(ctx, &line, "")))
            })
        }
        What::Brief(_) | What::CheckIn(_) | What::Step(_) => None,
    }
}

fn piece(ctx: &Ctx<'_>, row: &Deliverable, expected: bool) -> Own {
    let set = |label: &'static str, did: &str, with: fn(&mut Deliverable)| {
        let mut step = step_on(ctx, row.creator, did);
        step.edit(ctx.model, row.id, with);
        Ok((label, step))
    };
    match (row.state, expected) {
        (PieceState::Planned | PieceState::ChangesAsked, true) => {
            record::draft_received(ctx, row.id, "").map(|step| ("draft received", step))
        }
        (PieceState::DraftIn | PieceState::Approved, true) => {
            Err("n l says that it went live: three questions, a key each".into())
        }
        (PieceState::Live, true) => set("verified", "Verified", |d| {
            (d.state, d.disclosure) = (PieceState::Verified, Seen::Yes);
            (d.code_seen, d.link_seen) = (Seen::Yes, Seen::Yes);
        }),
        (PieceState::Verified, true) => {
            Err("it is live and was looked at; n m takes its numbers".into())
        }
        (PieceState::Missed, true) => set("planned again", "Planned again", |d| {
            d.state = PieceState::Planned
        }),
        (PieceState::Live | PieceState::Verified, false) => {
            set("look again", "To be looked at again", |d| {
                (d.state, d.disclosure) = (PieceState::Live, Seen::Unknown);
                (d.code_seen, d.link_seen) = (Seen::Unknown, Seen::Unknown);
            })
        }
        (PieceState::Missed, false) => Err("it was missed; x plans it again".into()),
        (_, false) => set("missed", "Marked missed", |d| d.state = PieceState::Missed),
    }
}

fn payment(ctx: &Ctx<'_>, row: &Payment, expected: bool) -> Own {
    let set = |label: &'static str, did: &str, state: PaymentState| {
        let mut step = step_on(ctx, row.creator, did);
        step.label.push_str(&format!(" {}", row.amount));
        step.edit(ctx.model, row.id, |p| (p.state, p.paid) = (state, None));
        Ok((label, step))
    };
    match (row.state, expected) {
        (PaymentState::Paid, true) => Err("it is paid; X takes that back".into()),
        (PaymentState::Paid, false) => set("not paid", "Not paid after all", PaymentState::Due),
        (PaymentState::Disputed, false) => {
            set("settled, to pay", "Dispute settled", PaymentState::Due)
        }
        (_, true) => record::paid(ctx, row.id, None, ctx.today).map(|step| ("paid", step)),
        (_, false) => set("disputed", "Disputed", PaymentState::Disputed),
    }
}

fn right(ctx: &Ctx<'_>, row: &Right, expected: bool) -> Own {
    let set = |label: &'static str, did: &str, state: RightState| {
        let mut step = step_on(ctx, row.creator, did);
        step.edit(ctx.model, row.id, |r| r.state = state);
        Ok((label, step))
    };
    match (row.state, expected) {
        (RightState::Ended, true) => Err("it has ended; X makes it active again".into()),
        (RightState::Active | RightState::LetLapse, true) => {
            set("ended", "Right ended", RightState::Ended)
        }
        (RightState::Active, false) => set("let lapse", "Right let go", RightState::LetLapse),
        (_, false) => set("active again", "Right active again", RightState::Active),
    }
}

fn parcel(ctx: &Ctx<'_>, row: &Shipment, expected: bool) -> Own {
    let today = ctx.today;
    let set = |label: &'static str, did: &str, with: &dyn Fn(&mut Shipment)| {
        let mut step = step_on(ctx, row.creator, did);
        step.edit(ctx.model, row.id, |s| with(s));
        Ok((label, step))
    };
    match (row.state, expected) {
        (ParcelState::ToSend, true) => set("sent", "Parcel sent", &|s| {
            (s.state, s.sent) = (ParcelState::Sent, Some(today))
        }),
        (ParcelState::Sent, true) => {
            record::delivered(ctx, row.id, today).map(|step| ("delivered", step))
        }
        (ParcelState::Delivered, true) if !ctx.model.post_agreed(row) && row.posted.is_none() => {
            record::posted(ctx, row.id, today).map(|step| ("post seen", step))
        }
        (ParcelState::Delivered, true) => Err("it arrived; nothing is left to do".into()),
        (ParcelState::Lost, true) => set("send again", "To be sent again", &|s| {
            (s.state, s.sent) = (ParcelState::ToSend, None)
        }),
        (ParcelState::ToSend | ParcelState::Sent, false) => {
            set("lost", "Parcel lost", &|s| s.state = ParcelState::Lost)
        }
        (ParcelState::Delivered, false) => set("not delivered", "Still on its way", &|s| {
            (s.state, s.delivered) = (ParcelState::Sent, None)
        }),
        (ParcelState::Lost, false) => {
            set("found", "Parcel found", &|s| s.state = ParcelState::Sent)
        }
    }
}

/// We used a piece of theirs again: a line of its log.
pub fn reused(ctx: &Ctx<'_>, piece: Id<Deliverable>, place: &str) -> Result<Step, String> {
    let row = ctx
        .model
        .get(piece)
        .ok_or("This piece is not there any more.")?;
    let place = place.trim();
    if place.is_empty() {
        return Err("Where was it used? For example: shop page".into());
    }
    let line = format!("{} {place}", ctx.today.format("%-d %b %Y"));
    let mut step = step_on(ctx, row.creator, "Used again");
    step.label.push_str(&format!(", {place}"));
    step.edit(ctx.model, piece, |d| {
        d.reuse = if d.reuse.is_empty() {
            line.as_str().into()
        } else {
            format!("{}\n{line}", d.reuse).into()
        };
    });
    Ok(step)
}
