//! The vetting box of a profile: the fit with its formula, the checklists and when they are due
//! again, what to know before writing.

use super::fields;
use crate::app::App;
use crate::domain::rows::*;
use crate::domain::vetting;

/// Its lines.
pub(super) fn lines(app: &App, row: &Creator) -> Vec<(String, String)> {
    let ctx = app.ctx();
    let mut all = fields(app, row, &["type"]);
    all.extend(vetting::fit_words(row, &app.settings.fit).map(|words| ("Fit".into(), words)));
    for list in vetting::lists(&ctx, row.id)
        .iter()
        .filter(|l| l.done() > 0 || l.again.is_some())
    {
        all.push((list.name.clone(), list.words(app.today)));
    }
    let mut warnings = vetting::outreach_warnings(&ctx, row.id);
    // Boundaries and the mark stand under REMEMBER already.
    warnings.retain(|w| w.grave && !row.do_not_contact || w.text.contains("at once"));
    all.extend(
        warnings
            .into_iter()
            .map(|w| ("Before writing".into(), w.text)),
    );
    all
}
