//! What happened, told by its verb alone: `@mia signed 5 nov`, `@mia posted yest`, `@mia parcel
//! arrived`. The day is a fact: the most recent one, never one to come.

use super::contact;
use super::deal::deal_of;
use super::draft::Draft;
use super::words::Tokens;
use super::{Completion, who};
use crate::domain::day::{self, Day};
use crate::domain::fields::Contact;
use crate::domain::ids::Id;
use crate::domain::recurrence;
use crate::domain::rows::{Collaboration, Creator, Deliverable, ParcelState, PieceState, Shipment};
use crate::domain::when::{self, Tail};

/// What a verb tells.
enum Verb {
    /// A day of the deal: the key of its field, and how it is set.
    Deal(&'static str, fn(&mut Collaboration, Day)),
    /// A piece went live.
    Live,
    /// A parcel left, or arrived.
    Parcel(ParcelState),
    /// They wrote.
    Replied,
}
use Verb::{Deal, Live, Parcel, Replied};

/// How each is said.
const VERBS: &[(&[&str], Verb)] = &[
    (
        &["signed", "agreement signed", "contract signed"],
        Deal("agreement_signed", |c, day| c.agreement_signed = Some(day)),
    ),
    (
        &["agreement sent", "contract sent"],
        Deal("agreement_sent", |c, day| c.agreement_sent = Some(day)),
    ),
    (
        &["agreed", "terms agreed"],
        Deal("agreed", |c, day| c.agreed = Some(day)),
    ),
    (
        &["terms sent", "offer sent"],
        Deal("terms_sent", |c, day| c.terms_sent = Some(day)),
    ),
    (
        &["brief sent"],
        Deal("brief_sent", |c, day| c.brief_sent = Some(day)),
    ),
    (
        &["debrief sent", "results sent"],
        Deal("debrief_sent", |c, day| c.debrief_sent = Some(day)),
    ),
    (&["went live", "live", "posted", "published"], Live),
    (
        &["shipped", "sent", "parcel sent", "parcel shipped"],
        Parcel(ParcelState::Sent),
    ),
    (
        &["delivered", "arrived", "parcel delivered", "parcel arrived"],
        Parcel(ParcelState::Delivered),
    ),
    (&["replied", "answered", "wrote back"], Replied),
];

/// The verb a line consists of, and the words of its day, empty where it names none.
fn verb_of<'l>(draft: &Draft, line: &'l str) -> Option<(&'static Verb, &'static str, &'l str)> {
    let all = VERBS
        .iter()
        .flat_map(|(phrases, verb)| phrases.iter().map(move |phrase| (*phrase, verb)));
    all.filter_map(|(phrase, verb)| {
        let rest = line.get(phrase.len()..)?;
        let said = line.get(..phrase.len())?.eq_ignore_ascii_case(phrase);
        let day = rest.trim();
        let day = day.strip_prefix("on ").unwrap_or(day).trim();
        let alone = match when::head(day, &draft.ctx.either()) {
            Tail::Date { rest, .. } => rest.is_empty(),
            Tail::Wrong(_) => true,
            Tail::None => day.is_empty(),
        };
        // "live 9 dec" is a plan, and which piece it is of stands before it.
        let coming = match when::read(day, &draft.ctx.either()) {
            Ok(day) => phrase == "live" && day > draft.today(),
            Err(_) => false,
        };
        let apart = rest.is_empty() || rest.starts_with(char::is_whitespace);
        (said && apart && alone && !coming).then_some((verb, phrase, day))
    })
    .next()
}

/// Writes down what a verb tells; says whether the line is one.
pub(super) fn tell(draft: &mut Draft, id: Id<Creator>, line: &str) -> bool {
    let mut words = Tokens::of(line);
    let without_place = words
        .all
        .iter()
        .filter(|w| w.quoted || !w.text.starts_with('/'))
        .map(|w| w.text)
        .collect::<Vec<_>>()
        .join(" ");
    let Some((verb, phrase, typed)) = verb_of(draft, &without_place) else {
        return false;
    };
    let reading = match verb {
        Deal(key, _) => draft.ctx.dates::<Collaboration>(key),
        Live => draft.ctx.dates::<Deliverable>("live"),
        Parcel(ParcelState::Sent) => draft.ctx.dates::<Shipment>("sent"),
        Parcel(_) => draft.ctx.dates::<Shipment>("delivered"),
        Replied => draft.ctx.dates::<Contact>("day"),
    };
    let day = match typed {
        "" => Ok(draft.today()),
        typed => when::read(typed, &reading),
    };
    let day = match day {
        Ok(day) => day,
        Err(why) => {
            draft.kind = "fact";
            draft.refuse(why);
            return true;
        }
    };
    match verb {
        Replied => contact::replied(draft, id, phrase, (typed, day)),
        Deal(_, set) => {
            draft.kind = "deal";
            draft.part("what", phrase);
            draft.date("when", typed, day);
            let name = draft.model().called(id);
            let Some(deal) = deal_of(draft, id, &mut words) else {
                draft.refuse(format!(
                    "{name} has no running collaboration; >3 opens one."
                ));
                return true;
            };
            let model = draft.model();
            draft.step.edit(model, deal, |row| set(row, day));
            let when = day::short(day, draft.today());
            draft.label(format!("{}: {name}, {when}", capital(phrase)));
        }
        Live => live(draft, id, &mut words, (typed, day)),
        Parcel(state) => parcel(draft, id, *state, (typed, day)),
    }
    true
}

fn capital(words: &str) -> String {
    let mut chars = words.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars).collect()
}

/// The one piece that is still to come went live.
fn live(draft: &mut Draft, id: Id<Creator>, words: &mut Tokens<'_>, (typed, day): (&str, Day)) {
    draft.kind = "deliverable";
    let model = draft.model();
    let named = super::deal::take_campaign(words).and_then(|token| contact::place(draft, token));
    let of_place = |d: &&Deliverable| {
        let campaign = model.get(d.collaboration).and_then(|deal| deal.campaign);
        named.is_none_or(|place| campaign == Some(place.campaign))
    };
    let pieces: Vec<&Deliverable> = model
        .of::<Deliverable>(id)
        .filter(|d| is_to_come(d))
        .filter(of_place)
        .collect();
    match pieces.as_slice() {
        [piece] => {
            draft.part("what", piece.called());
            draft.date("live", typed, day);
            went_live(draft, piece, day, "");
        }
        [] => draft.refuse(format!(
            "{} has no piece to come. Say which it is: reel \"title\" live {}.",
            model.called(id),
            if typed.is_empty() { "today" } else { typed }
        )),
        several => {
            let token = who::creator_token(model, id);
            for piece in several {
                let format = if piece.format.is_empty() {
                    "post"
                } else {
                    &*piece.format
                };
                let day = if typed.is_empty() { "today" } else { typed };
                draft.completions.push(Completion {
                    line: format!("{token} {format} \"{}\" posted {day}", piece.title),
                    shown: piece.called().to_string(),
                });
            }
            draft.ask("what", "which piece? Tab chooses");
        }
    }
}

/// Whether a piece has not gone live yet.
pub(super) fn is_to_come(piece: &Deliverable) -> bool {
    piece.live.is_none()
        && !matches!(
            piece.state,
            PieceState::Live | PieceState::Verified | PieceState::Missed
        )
}

/// A piece that was planned went live.
pub(super) fn went_live(draft: &mut Draft, piece: &Deliverable, day: Day, title: &str) {
    let (model, base) = (draft.model(), draft.ctx.base());
    draft.step.edit(model, piece.id, |d| {
        (d.state, d.live) = (PieceState::Live, Some(day));
        if !title.is_empty() {
            d.title = title.into();
        }
    });
    recurrence::finish_piece(&base, &mut draft.step, piece);
    said_live(draft, piece.creator, piece.called(), day);
}

/// What follows from going live, and the label of the step.
pub(super) fn said_live(draft: &mut Draft, id: Id<Creator>, called: &str, day: Day) {
    draft.say("it went live; label, code and link are checked next");
    let name = draft.model().called(id);
    let when = day::short(day, draft.today());
    draft.label(format!("{} of {name}, went live {when}", capital(called)));
}

/// The one parcel that is under way, or still to send.
fn parcel(draft: &mut Draft, id: Id<Creator>, state: ParcelState, (typed, day): (&str, Day)) {
    draft.kind = "gift";
    let model = draft.model();
    let may = |s: &&Shipment| match s.state {
        ParcelState::ToSend => true,
        ParcelState::Sent => state == ParcelState::Delivered,
        ParcelState::Delivered | ParcelState::Lost => false,
    };
    let parcels: Vec<&Shipment> = model.of::<Shipment>(id).filter(may).collect();
    let name = model.called(id);
    let [parcel] = parcels.as_slice() else {
        draft.refuse(match parcels.as_slice() {
            [] => format!("No parcel for {name} waits for that. Try gift glass pot sent yest."),
            several => {
                let all: Vec<&str> = several.iter().map(|s| &*s.product).collect();
                format!(
                    "Which parcel: {}? It is marked on its row in the profile.",
                    all.join(" or ")
                )
            }
        });
        return;
    };
    draft.part("what", &*parcel.product);
    draft.part("state", state.label());
    draft.date("when", typed, day);
    draft.step.edit(model, parcel.id, |s| {
        s.state = state;
        match state {
            ParcelState::Delivered => s.delivered = Some(day),
            _ => s.sent = Some(day),
        }
    });
    draft.label(format!(
        "Gift for {name}: {} {state}, {}",
        parcel.product,
        day::short(day, draft.today())
    ));
}
