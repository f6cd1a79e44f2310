//! The vetting box of a profile: the fit with its formula, the checklists and when they are due again, what to know before
//! writing; and how near the audience is to the one we look for.

use super::{Section, fields};
use crate::app::App;
use crate::domain::rows::*;
use crate::domain::vetting;

/// Its lines.
pub(super) fn lines(app: &App, row: &Creator) -> Vec<(String, String)> {
    let ctx = app.ctx();
    let mut all = fields(app, row, &["type"]);
    all.extend(vetting::fit_words(row).map(|words| ("Fit".into(), words)));
    for list in vetting::lists(&ctx, row.id).iter().filter(|l| l.done() > 0 || l.again.is_some()) {
        all.push((list.name.clone(), list.words(app.today)));
    }
    let mut warnings = vetting::outreach_warnings(&ctx, row.id);
    // Boundaries and the mark stand under REMEMBER already.
    warnings.retain(|w| w.grave && !row.do_not_contact || w.text.contains("at once"));
    all.extend(warnings.into_iter().map(|w| ("Before writing".into(), w.text)));
    all
}

/// How near an account's audience is to each ideal creator's.
pub(super) fn nearness(app: &App, account: &Account) -> Option<Section> {
    let near = app.model.ideals.iter().filter_map(|i| Some((i, vetting::audience_match(i, account)?)));
    let lines: Vec<(String, String)> = near
        .map(|(ideal, m)| {
            let full = usize::from(m.percent).div_ceil(20).min(5);
            let bar = "■".repeat(full) + &"□".repeat(5 - full);
            let misses =
                if m.misses.is_empty() { String::new() } else { format!(" · short of {}", m.misses.join(", ")) };
            (ideal.name.to_string(), format!("{bar} {}%{misses}", m.percent))
        })
        .collect();
    (!lines.is_empty()).then_some(Section { title: "MATCH WITH IDEAL CREATORS", lines })
}
