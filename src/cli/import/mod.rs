//! `import`: what people have, planned and then committed as one step. The dry run is that very
//! plan.

mod holidays;
mod report;

use std::cell::RefCell;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::ValueEnum;
use serde_json::Value;

use super::Outcome;
use super::file_args::{FileArgs, told};
use super::out::{Out, say};
use crate::clock;
use crate::domain::day::Clock;
use crate::domain::model::Model;
use crate::domain::settings::Settings;
use crate::exchange::dates::Order;
use crate::exchange::judge::Doubt;
use crate::exchange::limits::Refused;
use crate::exchange::mapping;
use crate::exchange::numbers::Mark;
use crate::exchange::people::Answers;
use crate::exchange::plan::{Ground, Options, Plan, plan};
use crate::exchange::{KnownNotes, kinds, questions};
use crate::load::{self, Loaded};
use crate::workspace::{self, Workspace};

const EXAMPLES: &str = "\
CSV, TSV, Excel and OpenDocument sheets; - reads cells pasted from a spreadsheet. Creators are recognised by handle, then
e-mail, then name; empty cells never erase; the same file twice changes nothing; one undo takes an import back. Rows that
cannot be taken are listed with their line and the reason; a file that does not look like a list of creators is refused.

  touchbase import creators.csv --dry-run
  touchbase import creators.csv --map 'Col 3=handle' --map 'Last seen=last_contact:dmy'
  touchbase import list.xlsx --sheet Creators --json
  touchbase import holidays.ics            days off; `--as holidays` where the name does not end in .ics";

/// Brings a sheet of creators in
#[derive(Debug, Clone, Default, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The files
    #[arg(required = true, value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) how: How,
    /// Only say what would come of it
    #[arg(long)]
    dry_run: bool,
    /// With every record as it would be stored (with --json)
    #[arg(long, requires = "json")]
    records: bool,
    /// The report as JSON
    #[arg(long)]
    json: bool,
    /// Take what can be taken of a file that does not look like a list of creators
    #[arg(long)]
    yes: bool,
}

/// Reads a workbook from standard input for the process that started this one
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct ReadWorkbook {
    /// Bytes of the file, rows, columns, cells, bytes unpacked, seconds
    #[arg(value_delimiter = ',', required = true)]
    limits: Vec<u64>,
}

/// The child process that reads a workbook.
pub(in crate::cli) fn read_workbook(args: &ReadWorkbook, out: &mut Out) -> Outcome {
    load::workbook::serve(&args.limits, out)?;
    Ok(ExitCode::SUCCESS)
}

/// What is said about how to read a file.
#[derive(Debug, Clone, Default, clap::Args)]
pub(super) struct How {
    /// The kind of file, when it is not recognised: creators, tracker, modash and others; holidays
    /// for a calendar
    #[arg(long = "as", value_name = "PROFILE")]
    pub(super) profile: Option<String>,
    /// Where a column goes: "Column=field"; "Column=" leaves it out
    #[arg(long, value_name = "COLUMN=FIELD")]
    pub(super) map: Vec<String>,
    /// How 5/12 is read
    #[arg(long, value_name = "d/m|m/d")]
    pub(super) date_order: Option<DateOrder>,
    /// The sign before decimals
    #[arg(long, value_name = ". or ,")]
    pub(super) decimal: Option<Decimal>,
    /// Answers a question of the import: "identity:4f2a=o", or all of a kind: "date_order=d/m"
    #[arg(long, value_name = "ID=CHOICE")]
    pub(super) answer: Vec<String>,
    /// The sheet of a workbook; the first with anything in it
    #[arg(long, value_name = "NAME")]
    pub(super) sheet: Option<String>,
}

/// Day or month first.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum DateOrder {
    #[value(name = "d/m", alias = "dmy")]
    DayMonth,
    #[value(name = "m/d", alias = "mdy")]
    MonthDay,
}

/// Point or comma.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Decimal {
    #[value(name = ".")]
    Point,
    #[value(name = ",")]
    Comma,
}

impl How {
    fn options(
        &self,
        loaded: &Loaded,
        settings: &Settings,
        records: bool,
    ) -> Result<Options, String> {
        Ok(Options {
            file: loaded.file.clone(),
            order: self.date_order.map(|order| match order {
                DateOrder::DayMonth => Order::DayFirst,
                DateOrder::MonthDay => Order::MonthFirst,
            }),
            mark: self.decimal.map(|mark| match mark {
                Decimal::Point => Mark::Point,
                Decimal::Comma => Mark::Comma,
            }),
            currency: settings.general.currency,
            platform: None,
            skip: HashSet::new(),
            answers: Answers::read(self.answer.iter().map(String::as_str))?,
            records,
            limits: load::limits(settings),
        })
    }
}

pub(super) fn run(file_args: &FileArgs, args: &Args, out: &mut Out) -> Outcome {
    let mut ground = match file_args.empty(args.dry_run)? {
        Some(paths) => {
            let (settings, _) = workspace::settings(&paths.config)?;
            let clock = clock::now(&settings)?;
            Where::Nowhere(Box::new(settings), clock)
        }
        None if args.dry_run => Where::Workspace(Box::new(file_args.read()?)),
        None => Where::Workspace(Box::new(file_args.write()?)),
    };
    let mut reports = Vec::new();
    let mut failed = false;
    for file in &args.files {
        if holidays::is_meant(file, &args.how) {
            match holidays::one(&mut ground, file, args, out) {
                Ok(report) => reports.extend(report),
                Err(why) => {
                    failed = true;
                    say(&why);
                }
            }
            continue;
        }
        match one(&mut ground, file, args) {
            Ok(done) => {
                let doubt = done.doubt.filter(|doubt| doubt.is_final() || !args.yes);
                failed |= doubt.is_some() || (done.report.imported == 0 && done.report.rows > 0);
                if args.json {
                    reports.push(report::to_json(&done, args.records));
                } else {
                    report::print(&done, args.dry_run, doubt, out)?;
                }
                let open = questions::blocking(&done.report.questions)
                    .filter(|_| !args.yes && doubt.is_none());
                if let Some(question) = open {
                    failed = true;
                    let so_far = if args.dry_run {
                        "it would not be imported"
                    } else {
                        "nothing was written"
                    };
                    say(&format!(
                        "{}: {so_far}. {question}; --yes keeps those cells as words.",
                        done.report.file
                    ));
                }
                if let Some(doubt) = doubt {
                    say(&refusal(&done.report.file, doubt, args.dry_run));
                }
            }
            Err(why) => {
                failed = true;
                say(&why);
            }
        }
    }
    if let Where::Workspace(workspace) = &mut ground {
        told(workspace);
    }
    match reports.as_slice() {
        [] => {}
        [one] => out.json(one)?,
        many => out.json(&Value::Array(many.to_vec()))?,
    }
    Ok(if failed {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// What speaks against a file, and what helps.
fn refusal(file: &str, doubt: Doubt, dry_run: bool) -> String {
    let how = match (doubt.is_final(), dry_run) {
        (true, _) => "--map \"Column=name\" says which column that is.",
        (false, true) => "Without --yes it would be refused.",
        (false, false) => {
            "Nothing was written; --dry-run shows every row, --yes takes what can be taken."
        }
    };
    format!("{file}: {}. {how}", doubt.sentence())
}

/// What an import is planned against: the file, or nothing when only looking and there is no file
/// yet.
enum Where {
    Workspace(Box<Workspace>),
    Nowhere(Box<Settings>, Clock),
}

fn one(ground: &mut Where, file: &Path, args: &Args) -> Result<Plan, String> {
    match ground {
        Where::Workspace(workspace) if args.dry_run => {
            let loaded = load::file(file, &workspace.settings)?;
            planned(workspace, &loaded, &args.how, args.records)
        }
        Where::Workspace(workspace) => {
            let leeway = Leeway {
                doubtful: args.yes,
                unanswered: args.yes,
            };
            import(workspace, file, &args.how, args.records, leeway)
        }
        Where::Nowhere(settings, clock) => {
            let loaded = load::file(file, settings)?;
            let (model, notes) = (Model::default(), KnownNotes::default());
            let ground = Ground {
                model: &model,
                clock: *clock,
                notes: &notes,
            };
            plan_on(ground, settings, &loaded, &args.how, args.records)
        }
    }
}

/// Which objections `--yes` and the like overrule, so that the file is written all the same.
#[derive(Debug, Clone, Copy)]
pub(super) struct Leeway {
    /// A file that does not look like a list of creators.
    pub(super) doubtful: bool,
    /// A file with questions that should be answered first.
    pub(super) unanswered: bool,
}

/// Reads a file, plans it and commits the plan. When somebody else wrote in between, it is planned
/// anew. A file that does not look like a list of creators is only planned, unless it is meant.
pub(super) fn import(
    workspace: &mut Workspace,
    file: &Path,
    how: &How,
    records: bool,
    leeway: Leeway,
) -> Result<Plan, String> {
    let loaded = load::file(file, &workspace.settings)?;
    let first = planned(workspace, &loaded, how, records)?;
    let open = questions::blocking(&first.report.questions).is_some();
    if first
        .doubt
        .is_some_and(|doubt| doubt.is_final() || !leeway.doubtful)
        || (open && !leeway.unanswered)
    {
        return Ok(first);
    }
    if !first.step.is_empty() {
        workspace.copy_before("import");
    }
    let last = RefCell::new(Some(first));
    let kept = RefCell::new(Plan::default());
    let step = workspace.commit(|workspace| {
        let mut now = match last.borrow_mut().take() {
            Some(first) => first,
            None => planned(workspace, &loaded, how, records)?,
        };
        let step = std::mem::take(&mut now.step);
        *kept.borrow_mut() = now;
        Ok(step)
    })?;
    let mut done = kept.into_inner();
    (done.step, done.report.committed) = (step, true);
    Ok(done)
}

fn planned(
    workspace: &Workspace,
    loaded: &Loaded,
    how: &How,
    records: bool,
) -> Result<Plan, String> {
    let notes = load::notes(workspace.store()).map_err(|e| e.to_string())?;
    let ground = Ground {
        model: &workspace.model,
        clock: workspace.clock,
        notes: &notes,
    };
    plan_on(ground, &workspace.settings, loaded, how, records)
}

fn plan_on(
    ground: Ground<'_>,
    settings: &Settings,
    loaded: &Loaded,
    how: &How,
    records: bool,
) -> Result<Plan, String> {
    let (sheet, other_sheets) = loaded.choose(how.sheet.as_deref())?;
    let sheet = &sheet;
    let refused = |why| format!("{}: {why}.", loaded.file);
    let profile = kinds::recognised(how.profile.as_deref(), &sheet.headers).map_err(|why| {
        let all_the_same = match why {
            Refused::Kind { .. } => " `--as people` takes it as one all the same.",
            _ => "",
        };
        refused(why) + all_the_same
    })?;
    let mut mapping = mapping::propose(sheet, profile, ground.model);
    mapping.meant = how.profile.is_some();
    for said in &how.map {
        mapping.obey(said, sheet).map_err(refused)?;
    }
    let mut options = how.options(loaded, settings, records)?;
    let said = |why: String| format!("{}: {why}.", loaded.file);
    questions::apply(&mut mapping, &mut options, sheet).map_err(said)?;
    let mut plan = plan(sheet, &mapping, &options, ground);
    questions::unasked(&options.answers, &plan.report.questions).map_err(said)?;
    plan.report.warnings.extend(other_sheets);
    Ok(plan)
}
