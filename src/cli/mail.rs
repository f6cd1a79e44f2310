//! `log --mail`: mail that is there already becomes touches. Files, mailboxes, Maildirs or one message from a pipe; nothing is sent
//! and nothing is fetched.

use std::cell::RefCell;
use std::io::{BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::json;

use super::Outcome;
use super::out::{Failure, Out, say};
use super::place::{Place, told};
use crate::exchange::mail::{self, Letter, Planned};

/// No mailbox is read beyond this: 4 GB.
const LONGEST: u64 = 4 << 30;

/// Takes the mail of these places in, as one step.
pub(super) fn run(place: &Place, paths: &[PathBuf], (dry, json): (bool, bool), out: &mut Out) -> Outcome {
    let mut letters = Vec::new();
    for path in paths {
        read(path, &mut letters)?;
    }
    let report = RefCell::new(Planned::default());
    let mut desk = if dry { place.read()? } else { place.write()? };
    let plan = |desk: &crate::desk::Desk| {
        let failed = RefCell::new(None);
        let written = |creator| match desk.words(creator) {
            Ok(words) => words,
            Err(why) => {
                failed.replace(Some(why));
                Vec::new()
            }
        };
        let mut planned = mail::plan(&desk.ctx(), &letters, &desk.settings.general.own, &written);
        if let Some(why) = failed.take() {
            return Err(why);
        }
        let step = std::mem::take(&mut planned.step);
        report.replace(planned);
        Ok(step)
    };
    if dry {
        plan(&desk)?;
    } else {
        let done = desk.commit(plan);
        told(&mut desk);
        done?;
    }
    tell(&report.into_inner(), dry, json, out)
}

fn tell(report: &Planned, dry: bool, json: bool, out: &mut Out) -> Outcome {
    if json {
        out.json(&json!({
            "letters": report.letters,
            "received": report.received,
            "sent": report.sent,
            "known": report.known,
            "linked": report.linked,
            "unreadable": report.unreadable,
            "undated": report.undated,
            "strangers": report.strangers,
            "written": !dry && report.received + report.sent + report.linked > 0,
        }))?;
        return Ok(ExitCode::SUCCESS);
    }
    for line in report.lines() {
        out.line(&line)?;
    }
    if dry {
        out.line("Nothing was written.")?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The letters of a file, of a Maildir or any folder of mail files, or of standard input.
fn read(path: &Path, letters: &mut Vec<Option<Letter>>) -> Result<(), Failure> {
    let failed = |e: std::io::Error| Failure::Said(format!("{} cannot be read: {e}.", path.display()));
    if path.as_os_str() == "-" {
        letters.extend(mail::letters(BufReader::new(std::io::stdin().take(LONGEST))).map_err(failed)?);
        return Ok(());
    }
    if path.is_dir() {
        let mut files: Vec<PathBuf> = Vec::new();
        for folder in [path.to_path_buf(), path.join("cur"), path.join("new")] {
            let Ok(entries) = std::fs::read_dir(&folder) else { continue };
            files.extend(entries.filter_map(Result::ok).map(|e| e.path()).filter(|p| is_mail(p, &folder != path)));
        }
        if files.is_empty() {
            say(&format!("{} holds no mail: neither a Maildir nor .eml or .mbox files.", path.display()));
        }
        files.sort();
        return files.iter().try_for_each(|file| read(file, letters));
    }
    let file = std::fs::File::open(path).map_err(failed)?;
    letters.extend(mail::letters(BufReader::new(file.take(LONGEST))).map_err(failed)?);
    Ok(())
}

/// In `cur` and `new` every file is a mail; in another folder its name has to say so.
fn is_mail(path: &Path, maildir: bool) -> bool {
    let named = path.extension().is_some_and(|e| ["eml", "mbox"].iter().any(|known| e.eq_ignore_ascii_case(known)));
    path.is_file() && (maildir || named)
}
