//! The import: how a file is read, where its columns go, what would become of every row, and only
//! then one step that writes it all. The plan on the screen is the plan that is committed; it is
//! made anew when a choice changed, never to draw.

pub mod dry;
mod keys;
mod picks;
pub mod places;
mod questions;
pub mod reading;
mod save;
pub mod words;

use std::collections::HashSet;

use crate::app::App;
use crate::app::list::List;
use crate::domain::ids::Id;
use crate::domain::rows::Creator;
use crate::exchange::kinds;
use crate::exchange::mapping::{self, Mapping};
use crate::exchange::people::Answers;
use crate::exchange::plan::{self, Ground, Options, Plan};
use crate::exchange::profiles::Profile;
use crate::exchange::report::Question;
use crate::exchange::sheet::{How, Sheet};
use crate::load::{Loaded, Source};
use dry::Notice;

/// Of files up to so many rows every row can be looked at before it is imported, of larger ones the
/// first few.
const ALL_RECORDS: usize = 5_000;
/// So many lines can be chosen as the header.
const HEADER_LINES: usize = 40;

/// Where in the import we are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// How the file is read.
    File,
    /// Where its columns go.
    Columns,
    /// Who the rows are that contradict somebody known.
    Questions,
    /// Which known creators change.
    Updates,
}

/// A part of the second step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pane {
    /// The columns.
    Columns,
    /// The status words.
    Words,
    /// The dry run.
    Dry,
    /// One row as it will be.
    Row,
}

/// A setting of the first step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Knob {
    /// Tab of a workbook.
    Tab,
    /// What parts the cells.
    Separator,
    /// The encoding.
    Encoding,
    /// The line of the header.
    Header,
    /// The kind of file.
    Profile,
}

/// A file that can be read, and what would become of it.
#[derive(Debug, Clone)]
pub struct Preview {
    sheet: Sheet,
    proposed: Mapping,
    mapping: Mapping,
    plan: Plan,
    /// What the plan left out; a later choice waits for the next planning.
    planned_without: HashSet<Id<Creator>>,
    notices: Vec<Notice>,
}

/// The state of the import.
#[derive(Debug, Clone)]
pub struct Import {
    /// Waits for the disk.
    pub saving: bool,
    /// Where we are.
    pub step: Step,
    /// The part that has the keys.
    pub pane: Pane,
    /// Cursor over the settings of the file.
    pub knobs: List<Knob>,
    /// Cursor over the columns.
    pub columns: List<usize>,
    /// Cursor over the status words.
    pub words: List<usize>,
    /// Cursor over the known creators that would change.
    pub updates: List<usize>,
    /// First line of the dry run that is shown.
    pub top: usize,
    /// Which row is shown as it will be.
    pub sample: usize,
    loaded: Loaded,
    tab: usize,
    how: How,
    profile: Option<&'static Profile>,
    header_lines: Vec<u32>,
    skip: HashSet<Id<Creator>>,
    answers: Answers,
    /// Which question about a row is shown.
    question: usize,
    reading: Result<Box<Preview>, String>,
    /// Ctrl+S was refused because of open questions; the next one goes on without the rows that
    /// hang on them.
    warned: bool,
    /// The file changed under the plan; what is shown now has not been seen yet.
    changed: bool,
}

impl Import {
    /// The import of a file.
    pub fn new(app: &App, loaded: Loaded) -> Self {
        let tab = loaded.first_tab();
        let mut import = Self {
            saving: false,
            step: if loaded.pasted {
                Step::Columns
            } else {
                Step::File
            },
            pane: Pane::Columns,
            knobs: List::default(),
            columns: List::default(),
            words: List::default(),
            updates: List::default(),
            top: 0,
            sample: 0,
            loaded,
            tab,
            how: How::default(),
            profile: None,
            header_lines: Vec::new(),
            skip: HashSet::new(),
            answers: Answers::default(),
            question: 0,
            reading: Err(String::new()),
            warned: false,
            changed: false,
        };
        import.knobs.set(import.all_knobs());
        import.read(app);
        if import.reading.is_err() {
            import.step = Step::File;
        }
        import
    }

    /// Letters go into a text.
    pub fn is_typing(&self) -> bool {
        false
    }

    /// What is known of the file when it can be read, else why it cannot.
    pub fn reading(&self) -> Result<&Preview, &str> {
        match &self.reading {
            Ok(reading) => Ok(reading),
            Err(why) => Err(why),
        }
    }

    /// The rows of the file changed while this is open: what is shown must be what would be
    /// written.
    pub fn outdated(&mut self, app: &App) {
        if !self.saving {
            self.changed = true;
            self.replan(app);
        }
    }

    /// The settings that this file has.
    fn all_knobs(&self) -> Vec<Knob> {
        match &self.loaded.source {
            Source::Text(_) => vec![Knob::Separator, Knob::Encoding, Knob::Header, Knob::Profile],
            Source::Book(tabs) if tabs.len() > 1 => vec![Knob::Tab, Knob::Header, Knob::Profile],
            Source::Book(_) => vec![Knob::Header, Knob::Profile],
        }
    }

    /// Reads the file as it is chosen to be read, and proposes where everything goes.
    fn read(&mut self, app: &App) {
        self.reading = match self.loaded.sheet(self.tab, &self.how) {
            Err(why) => Err(why),
            Ok(sheet) if sheet.records() == 0 => Err(format!(
                "{}: there are no rows below the header.",
                self.loaded.file
            )),
            Ok(sheet) => match self.kind_of(&sheet) {
                Err(why) => Err(why),
                Ok(profile) => {
                    // A profile that was chosen stands above what is remembered of such a file.
                    let none = crate::domain::model::Model::default();
                    let model = if self.profile.is_some() {
                        &none
                    } else {
                        &app.model
                    };
                    let mut mapping = mapping::propose(&sheet, profile, model);
                    mapping.meant = self.profile.is_some();
                    Ok(Box::new(Preview {
                        proposed: mapping.clone(),
                        mapping,
                        plan: Plan::default(),
                        planned_without: HashSet::new(),
                        notices: Vec::new(),
                        sheet,
                    }))
                }
            },
        };
        let width = self.reading.as_ref().map_or(0, |r| r.mapping.columns.len());
        self.columns.set((0..width).collect());
        self.skip.clear();
        (self.top, self.sample) = (0, 0);
        self.replan(app);
    }

    /// The kind of file, said or recognised; what is no list of people is refused by name.
    fn kind_of(&self, sheet: &Sheet) -> Result<&'static Profile, String> {
        if let Some(profile) = self.profile {
            return Ok(profile);
        }
        kinds::recognised(None, &sheet.headers).map_err(|why| {
            format!(
                "{}: {why}. \"Kind of file\" takes it as one all the same.",
                self.loaded.file
            )
        })
    }

    /// Plans anew, after a choice.
    fn replan(&mut self, app: &App) {
        let options = self.options(app);
        let Ok(reading) = &mut self.reading else {
            return;
        };
        let ground = Ground {
            model: &app.model,
            clock: app.clock,
            notes: &self.loaded.notes,
        };
        reading.plan = plan::plan(&reading.sheet, &reading.mapping, &options, ground);
        reading.planned_without = options.skip;
        reading.notices = dry::notices(&reading.plan);
        self.words.set((0..reading.mapping.stages.len()).collect());
        self.updates.set((0..reading.plan.updates.len()).collect());
        self.sample = self
            .sample
            .min(reading.plan.records.len().saturating_sub(1));
        if self.words.is_empty() && self.pane == Pane::Words {
            self.pane = Pane::Columns;
        }
        if self.identities().is_empty() && self.step == Step::Questions {
            self.step = Step::Columns;
        }
        if self.updates.is_empty() && self.step == Step::Updates {
            self.step = Step::Columns;
        }
    }

    fn options(&self, app: &App) -> Options {
        let rows = self.reading.as_ref().map_or(0, |r| r.sheet.len());
        Options {
            file: self.loaded.file.clone(),
            currency: app.settings.general.currency,
            skip: self.skip.clone(),
            answers: self.answers.clone(),
            records: rows <= ALL_RECORDS,
            limits: self.loaded.limits,
            ..Options::default()
        }
    }

    /// The lines that may be the header: those on which the first records begin. Read once, without
    /// any header.
    fn find_header_lines(&mut self) {
        if self.header_lines.is_empty() {
            let how = How {
                header_line: Some(0),
                ..self.how.clone()
            };
            let sheet = self.loaded.sheet(self.tab, &how);
            self.header_lines = sheet
                .map(|s| s.rows().take(HEADER_LINES).map(|r| r.line).collect())
                .unwrap_or_default();
        }
    }
}

impl Preview {
    /// Questions about a column.
    fn questions(&self, column: usize) -> impl Iterator<Item = &Question> {
        self.plan
            .questions
            .iter()
            .filter(move |q| q.column == column)
    }
}
