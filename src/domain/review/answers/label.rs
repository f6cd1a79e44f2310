//! Looks at the ad label of a live piece, kept with caption and verdict as proof.

use crate::domain::change::Step;
use crate::domain::ctx::Ctx;
use crate::domain::disclosure::{self, Checked, Market, Verdict};
use crate::domain::ids::Id;
use crate::domain::model::Model;
use crate::domain::rows::{Deliverable, LabelCheck, LabelVerdict, PieceState, Seen, Text};

/// The newest look at a piece's label.
pub fn newest<'m>(model: &'m Model, piece: &Deliverable) -> Option<&'m LabelCheck> {
    let looks = model
        .of::<LabelCheck>(piece.creator)
        .filter(|check| check.deliverable == piece.id);
    looks.max_by_key(|check| (check.day, check.id))
}

/// Nobody has looked, or it is to be looked at again. What was verified was looked at.
pub fn is_unchecked(newest: Option<&LabelCheck>, piece: &Deliverable) -> bool {
    let unseen = newest.is_some_and(|check| check.verdict == LabelVerdict::Unseen);
    piece.disclosure == Seen::Unknown && piece.state != PieceState::Verified && !unseen
}

/// The newest look found it missing or easily overlooked; of pieces without one, what is written
/// with the piece says so.
pub fn is_wrong(newest: Option<&LabelCheck>, piece: &Deliverable) -> bool {
    match newest.map(|check| check.verdict) {
        Some(LabelVerdict::Risky | LabelVerdict::Missing) => piece.disclosure != Seen::Unknown,
        Some(LabelVerdict::Ok | LabelVerdict::Unseen) => false,
        None => piece.disclosure == Seen::No,
    }
}

/// What somebody saw of a label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looked {
    /// What was found.
    pub verdict: LabelVerdict,
    /// The caption, if it was pasted.
    pub caption: Text,
    /// What is wrong with it, or why it is let go.
    pub why: Text,
    /// The rule it was judged by, and when that was read.
    pub proof: Text,
    /// Whose rules.
    pub market: Text,
}

/// Words for a verdict on the command line and in a typed line.
const WORDS: [(&[&str], LabelVerdict); 3] = [
    (&["ok", "yes", "y", "a"], LabelVerdict::Ok),
    (&["risky", "r"], LabelVerdict::Risky),
    (&["missing", "no", "n", "m"], LabelVerdict::Missing),
];

impl Looked {
    /// Judged by eye, in words.
    pub fn by_hand(ctx: &Ctx<'_>, piece: &Deliverable, verdict: LabelVerdict, why: &str) -> Self {
        let market = disclosure::of_creator(ctx.model, piece.creator);
        Self {
            verdict,
            caption: Text::default(),
            why: why.into(),
            proof: Text::default(),
            market: market.map_or("", |market| &*market.key).into(),
        }
    }

    /// Judged by the rules of the creator's market.
    pub fn by_caption(ctx: &Ctx<'_>, piece: &Deliverable, caption: &str) -> Result<Self, String> {
        let market = disclosure::of_creator(ctx.model, piece.creator)
            .ok_or("There are no rules to check a caption by; say ok, risky or missing.")?;
        let checked = disclosure::check(market, caption, piece.platform);
        Ok(Self::of_check(market, caption, &checked))
    }

    /// What a check of a caption said.
    pub fn of_check(market: &Market, caption: &str, checked: &Checked) -> Self {
        Self {
            verdict: match checked.verdict {
                Verdict::Accepted => LabelVerdict::Ok,
                Verdict::Risky => LabelVerdict::Risky,
                Verdict::Missing => LabelVerdict::Missing,
            },
            caption: caption.trim().into(),
            why: checked.why.as_str().into(),
            proof: format!("{} · {}", checked.rule, market.cited()).into(),
            market: market.key.as_str().into(),
        }
    }

    /// Reads a typed line: `ok`, `risky: it stands after more`, `missing`, or the caption itself.
    pub fn read(ctx: &Ctx<'_>, piece: &Deliverable, line: &str) -> Result<Self, String> {
        let line = line.trim();
        let (word, why) = line.split_once(':').unwrap_or((line, ""));
        let word = word.trim().to_lowercase();
        let said = WORDS.iter().find(|(words, _)| words.contains(&&*word));
        match said {
            Some((_, verdict)) => Ok(Self::by_hand(ctx, piece, *verdict, why.trim())),
            None if line.contains(char::is_whitespace) || line.contains('#') => {
                Self::by_caption(ctx, piece, line)
            }
            None => Err(format!(
                "\"{line}\" is no verdict; write ok, risky: why, missing, or the caption itself."
            )),
        }
    }

    /// Keeps the look, and what was seen with the piece.
    pub fn keep(self, ctx: &Ctx<'_>, step: &mut Step, piece: &Deliverable) -> Id<LabelCheck> {
        let seen = match self.verdict {
            LabelVerdict::Ok => Seen::Yes,
            LabelVerdict::Risky | LabelVerdict::Missing => Seen::No,
            LabelVerdict::Unseen => Seen::Unknown,
        };
        let id = step.fresh(ctx.model);
        step.insert(LabelCheck {
            market: self.market,
            caption: self.caption,
            why: self.why,
            proof: self.proof,
            ..LabelCheck::new(id, piece, ctx.today, self.verdict)
        });
        let wrong = seen == Seen::No;
        step.edit(ctx.model, piece.id, |d| {
            d.disclosure = seen;
            if wrong && d.state == PieceState::Verified {
                d.state = PieceState::Live;
            }
        });
        id
    }
}
