//! The end of the import: what is asked once more, and the one step that writes everything together
//! with the mapping.

use std::collections::HashSet;

use super::{Import, Pane, Preview, Step};
use crate::app::modal::{Reply, Stay, stay};
use crate::app::status::Tone;
use crate::app::{App, Effect};
use crate::domain::change;
use crate::domain::ids::Id;
use crate::domain::money::grouped;
use crate::domain::rows;
use crate::exchange::mapping;
use crate::exchange::report::{Question, Topic};

/// So many skipped lines are named by number.
const LINES: usize = 6;

impl Import {
    /// Ctrl+S. `warned`: the key before was one too, and the open questions were told.
    pub(super) fn save(&mut self, app: &mut App, warned: bool) -> Reply {
        if std::mem::take(&mut self.changed) {
            app.refuse("your file changed meanwhile: this is what would be imported now; Ctrl+S again imports it");
            return stay();
        }
        let refused = match self.reading() {
            Err(why) => Some(why.to_string()),
            Ok(reading) => reading.refusal(),
        };
        if let Some(why) = refused {
            app.refuse(why);
            return stay();
        }
        if self.step == Step::File {
            self.step = Step::Columns;
            app.status.say(
                Tone::Note,
                "look where the columns go, then Ctrl+S imports",
                "",
            );
            return stay();
        }
        let doubt = self.reading().ok().and_then(|r| r.plan.doubt);
        if let Some(doubt) = doubt.filter(|_| !warned) {
            self.warned = true;
            app.refuse(format!("{}; Ctrl+S again imports it", doubt.short()));
            return stay();
        }
        if !warned && let Some((column, why)) = self.reading().ok().and_then(Preview::open_question)
        {
            (self.warned, self.step, self.pane) = (true, Step::Columns, Pane::Columns);
            self.columns.go(&column);
            app.refuse(why);
            return stay();
        }
        if !warned && self.step != Step::Updates {
            let open = self.unanswered();
            if self.step == Step::Questions && open > 0 {
                self.warned = true;
                let what = if open == 1 {
                    "1 question has"
                } else {
                    "several questions have"
                };
                app.refuse(format!(
                    "{what} no answer; Ctrl+S again keeps such rows as another person or leaves them out"
                ));
                return stay();
            }
            if self.ask() {
                let say = match open {
                    1 => "1 row may be about somebody you know: h f o l answers".to_owned(),
                    n => format!("{n} rows may be about somebody you know: h f o l answers"),
                };
                app.status.say(Tone::Note, say, "");
                return stay();
            }
        }
        if matches!(self.step, Step::Columns | Step::Questions) && !self.updates.is_empty() {
            self.step = Step::Updates;
            let them = self.updates.len();
            let say = if them == 1 {
                "1 creator you know would change: look, then Ctrl+S".into()
            } else {
                format!("{them} creators you know would change: look, then Ctrl+S")
            };
            app.status.say(Tone::Note, say, "");
            return stay();
        }
        self.commit(app)
    }

    fn commit(&mut self, app: &mut App) -> Reply {
        if self.reading().is_ok_and(|r| r.planned_without != self.skip) {
            self.replan(app);
        }
        let Ok(reading) = &self.reading else {
            return stay();
        };
        if reading.plan.step.is_empty() {
            app.refuse("nothing is left to import: Space takes creators in again");
            return stay();
        }
        let mut step = reading.plan.step.clone();
        step.label = self.label(reading);
        remember(&mut step, app, reading);
        let effects = app.commit_large("import", step);
        self.saving = effects.iter().any(|e| matches!(e, Effect::Commit(_)));
        (Stay::Open, effects)
    }

    /// `41 imported from list.csv, 2 skipped (lines 17, 31)`.
    fn label(&self, reading: &Preview) -> String {
        let report = &reading.plan.report;
        let left_out = reading.left_out(&self.skip);
        let mut label = format!(
            "{} imported from {}",
            report.new + report.updated,
            self.loaded.file
        );
        if left_out > 0 {
            label += &format!(", {left_out} left as they were");
        }
        if !report.rejected.is_empty() {
            let named: Vec<String> = report
                .rejected
                .iter()
                .take(LINES)
                .map(|r| r.line.to_string())
                .collect();
            let more = report.rejected.len() - named.len();
            let more = if more > 0 {
                format!(" and {more} more")
            } else {
                String::new()
            };
            let line = if report.rejected.len() == 1 {
                "line"
            } else {
                "lines"
            };
            label += &format!(
                ", {} skipped ({line} {}{more})",
                report.rejected.len(),
                named.join(", ")
            );
        }
        label
    }

    /// What Ctrl+S does now.
    pub(super) fn import_title(&self) -> String {
        let Ok(reading) = self.reading() else {
            return "import".into();
        };
        let report = &reading.plan.report;
        if reading.refusal().is_some() {
            "nothing new".into()
        } else if matches!(self.step, Step::Columns | Step::Questions) && self.unanswered() > 0 {
            match self.unanswered() {
                1 => "answer 1 question".into(),
                n => format!("answer {n} questions"),
            }
        } else if self.step == Step::Columns && !self.updates.is_empty() {
            match self.updates.len() {
                1 => "look at 1 update".into(),
                n => format!("look at {n} updates"),
            }
        } else {
            let left_out = reading.left_out(&self.skip);
            match (report.new + report.updated).saturating_sub(left_out) {
                1 => "import 1 row".into(),
                n => format!("import {} rows", grouped(n as u64)),
            }
        }
    }
}

impl Preview {
    /// How many known creators stay as they are because the user said so.
    pub(super) fn left_out(&self, skip: &HashSet<Id<rows::Creator>>) -> usize {
        self.plan
            .updates
            .iter()
            .filter(|u| skip.contains(&u.creator))
            .count()
    }

    /// Why nothing can be imported, when so.
    pub(super) fn refusal(&self) -> Option<String> {
        let report = &self.plan.report;
        let waiting = self.waiting();
        if let Some(doubt) = self.plan.doubt.filter(|doubt| doubt.is_final()) {
            return Some(format!("{}; Enter on a column sets it", doubt.short()));
        }
        if report.imported == 0 && waiting == 0 {
            return Some(format!(
                "nothing can be imported: all {} rows are skipped; Tab shows why",
                report.rows
            ));
        }
        let known = report.unchanged;
        let nothing = self.plan.step.is_empty() && self.plan.updates.is_empty() && waiting == 0;
        nothing.then(|| format!("nothing new in this file: {known} known, 0 would change"))
    }

    /// Open questions on which cells hang.
    pub(super) fn open(&self) -> impl Iterator<Item = &Question> {
        let hangs = |q: &&Question| {
            matches!(
                q.topic,
                Topic::DateOrder | Topic::DecimalMark | Topic::Currency | Topic::Percent
            )
        };
        self.plan
            .questions
            .iter()
            .filter(|q| q.chosen.is_none())
            .filter(hangs)
    }

    /// How many cells are kept as words only because of open questions.
    pub(super) fn waiting(&self) -> usize {
        let asked: Vec<&str> = self.open().map(|q| &*q.header).collect();
        if asked.is_empty() {
            0
        } else {
            let kept = self.plan.report.kept.iter();
            kept.filter(|k| asked.contains(&k.column.as_str())).count()
        }
    }

    /// The first open question's column, and what to say about all of them.
    fn open_question(&self) -> Option<(usize, String)> {
        let first = self.open().next()?;
        let rows = self.waiting();
        if rows == 0 {
            return None;
        }
        let hang = if rows == 1 {
            "1 cell hangs".into()
        } else {
            format!("{rows} cells hang")
        };
        Some((
            first.column,
            format!(
                "{hang} on the ? of \"{}\" and would be kept as words: Enter answers it, Ctrl+S again goes on",
                first.header
            ),
        ))
    }
}

/// The choices are kept for the next file with these headers.
fn remember(step: &mut change::Step, app: &App, reading: &Preview) {
    let signature = mapping::signature(&reading.sheet.headers);
    let choices = reading.mapping.choices();
    match app
        .model
        .mappings
        .iter()
        .rev()
        .find(|m| *m.signature == *signature)
    {
        Some(before) => {
            let after = rows::Mapping {
                choices: choices.into(),
                ..before.clone()
            };
            step.change(before.clone(), after);
        }
        None => {
            let id = step.fresh::<rows::Mapping>(&app.model);
            step.insert(rows::Mapping {
                id,
                signature: signature.into(),
                choices: choices.into(),
            });
        }
    }
}
