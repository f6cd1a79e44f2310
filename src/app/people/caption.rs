//! The check of a caption: pasted or typed, its verdict by the rules of the creator's market while
//! one types, kept with the piece.

use super::creator;
use super::verbs::prompt;
use crate::app::App;
use crate::app::command::Command;
use crate::app::command::Scope::People;
use crate::app::modal::prompt::{Echo, Kind, Prompt};
use crate::domain::disclosure::{self, Checked, Market, Verdict};
use crate::domain::ids::Id;
use crate::domain::review;
use crate::domain::rows::*;

/// Its command.
pub const COMMANDS: &[Command] = &[Command::new(
    "check-caption",
    &["n a"],
    "ad label of a caption",
    "Check a caption: does it say that it is an ad, by the rules of their market",
    |app| prompt(app, &CAPTION, "n a  Caption", ""),
)
.scope(People)
.able(creator)];

const CAPTION: Kind = Kind {
    hint: "paste the caption; Enter keeps the verdict with the piece",
    long: true,
    read: |app, prompt| {
        let Some(about) = about(app, prompt) else {
            return Vec::new();
        };
        let checked = about.check(prompt.line.text());
        let told = format!("{} by {}: {}", checked.verdict, checked.rule, checked.why);
        let mut lines = vec![if checked.verdict == Verdict::Accepted {
            Echo::ok(told)
        } else {
            Echo::bad(told)
        }];
        let format = about.piece.map_or("", |p| &*p.format);
        lines.extend(about.market.reminders(format).into_iter().map(Echo::ok));
        lines.push(Echo::ok(format!(
            "{}. Not legal advice.",
            about.market.cited()
        )));
        lines
    },
    save: |app, prompt| {
        if prompt.line.is_blank() {
            return Err("paste the caption first".into());
        }
        let about = about(app, prompt).ok_or("nobody is selected")?;
        let caption = prompt.line.text();
        let checked = about.check(caption);
        let piece = about.piece.map(|p| p.id);
        let judged = (about.market, caption);
        let step = review::caption_checked(&app.ctx(), about.creator, piece, judged, &checked)?;
        Ok(app.commit(step))
    },
};

/// Whose caption, of which piece, by which rules.
struct About<'a> {
    creator: Id<Creator>,
    piece: Option<&'a Deliverable>,
    market: &'static Market,
}

impl About<'_> {
    fn check(&self, caption: &str) -> Checked {
        disclosure::check(self.market, caption, self.piece.and_then(|p| p.platform))
    }
}

/// The piece under the cursor, else the newest that is live or nearly so.
fn about<'a>(app: &'a App, prompt: &Prompt) -> Option<About<'a>> {
    let creator = *prompt.target.creators.first()?;
    let of_item = prompt
        .target
        .items
        .first()
        .and_then(|i| i.key.id_of::<Deliverable>());
    let newest = || {
        let live =
            |d: &&Deliverable| d.live.or(d.live_due).is_some() && d.state != PieceState::Missed;
        let far = |d: &&Deliverable| {
            d.live
                .or(d.live_due)
                .map(|day| (day - app.today).num_days().abs())
        };
        app.model
            .of::<Deliverable>(creator)
            .filter(live)
            .min_by_key(far)
    };
    let piece = of_item.and_then(|id| app.model.get(id)).or_else(newest);
    let market = disclosure::of_creator(&app.model, creator)?;
    Some(About {
        creator,
        piece,
        market,
    })
}
