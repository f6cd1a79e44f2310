//! A caption was checked for its label: the verdict goes to the piece, the proof (rule, wording,
//! date) to the timeline.

use super::label::Looked;
use super::plan::touch;
use super::record::step_on;
use crate::domain::change::Step;
use crate::domain::ctx::Ctx;
use crate::domain::disclosure::{Checked, Market};
use crate::domain::ids::Id;
use crate::domain::rows::*;

/// Keeps what a check of a caption said: with the piece, if there is one, as a look at its label;
/// and as a note.
pub fn caption_checked(
    ctx: &Ctx<'_>,
    creator: Id<Creator>,
    piece: Option<Id<Deliverable>>,
    (market, caption): (&Market, &str),
    checked: &Checked,
) -> Result<Step, String> {
    let mut step = step_on(
        ctx,
        creator,
        &format!("Caption checked, {} by {}", checked.verdict, checked.rule),
    );
    // What is not live yet is looked at once it is.
    let live = piece.and_then(|id| ctx.model.get(id));
    if let Some(piece) = live.filter(|d| d.live.is_some()) {
        Looked::of_check(market, caption, checked).keep(ctx, &mut step, piece);
    }
    let of = piece.and_then(|id| ctx.model.get(id));
    let name = of.map_or("caption".into(), |d| format!("caption of {}", d.called()));
    let words = format!(
        "{name} checked: {}, {} {} ({})",
        checked.verdict,
        checked.rule,
        checked.why,
        market.cited()
    );
    touch(
        ctx,
        &mut step,
        creator,
        (
            Channel::Comment,
            Direction::Note,
            of.map(|d| d.collaboration),
        ),
        &words,
    );
    Ok(step)
}
