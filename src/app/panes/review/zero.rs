//! What the review says when nothing is left: a label and a text each.

use crate::app::App;
use crate::domain::{day, review};

/// The label of whoever has waited longest for a word from us.
pub const LONGEST_WAIT: &str = "Longest wait";

/// What was done, what comes, who is close and without a plan, the rhythm.
pub(super) fn lines(app: &App) -> Vec<(&'static str, String)> {
    if app.model.creators.is_empty() {
        return Vec::new();
    }
    let ctx = app.ctx();
    let zero = review::zero::zero(&ctx);
    let mut lines = Vec::new();
    if zero.done.decided > 0 {
        lines.push(("Done today", zero.done.sentence()));
    }
    if let Some(item) = &zero.next {
        let day = day::short(item.meets(&ctx), app.today);
        lines.push((
            "Next promise",
            format!(
                "{day}   {}, {}",
                item.long(&ctx),
                review::who(&ctx, item.on)
            ),
        ));
    }
    if !zero.ahead.is_empty() {
        lines.push(("Days ahead", zero.ahead));
    }
    if let Some((creator, since)) = zero.waited_longest {
        lines.push((
            LONGEST_WAIT,
            format!(
                "{}, since {}",
                app.model.called(creator),
                day::short(since, app.today)
            ),
        ));
    }
    if !zero.core_without_plan.is_empty() {
        let names: Vec<String> = zero
            .core_without_plan
            .iter()
            .take(3)
            .map(|c| app.model.called(*c))
            .collect();
        lines.push((
            "Ten minutes?",
            format!("nothing is planned with {} (core)", names.join(", ")),
        ));
    }
    if zero.rhythm.reviewed > 0 {
        lines.push(("Rhythm", zero.rhythm.strip_words()));
        lines.push(("", zero.rhythm.sentence()));
    }
    lines
}
