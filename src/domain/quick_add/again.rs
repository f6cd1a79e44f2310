//! What comes round again: `@mia call every 6 weeks`, `@mia $300 monthly`, `@mia 2 reels a month`.

use super::amount::amount;
use super::contact;
use super::deal::deal_of;
use super::draft::Draft;
use super::piece;
use super::words::Tokens;
use crate::domain::day;
use crate::domain::fields::number;
use crate::domain::ids::Id;
use crate::domain::recurrence::{self, Found, Rhythm};
use crate::domain::rows::{Campaign, Collaboration, Creator, Makes, PaymentKind, Recurrence};

/// How many of the first days are shown.
const SHOWN: usize = 3;

/// Whether words behind a first word such as `call` hold a rhythm.
pub(super) fn comes_again(draft: &Draft, words: &str) -> bool {
    matches!(
        recurrence::find(words, &draft.ctx.plan()),
        Found::Rhythm(..) | Found::Wrong(_)
    )
}

/// A step that comes round again.
pub(super) fn step(
    draft: &mut Draft,
    creator: Option<Id<Creator>>,
    place: Option<Id<Campaign>>,
    rhythm: Rhythm,
    what: &str,
) {
    if what.is_empty() {
        draft.refuse("What is to be done? The words are missing.");
    }
    let deal = creator.and_then(|id| {
        let mut deals = draft.model().open_collaborations(id).into_iter();
        deals
            .find(|deal| place.is_none() || deal.campaign == place)
            .map(|deal| deal.id)
    });
    let row = Recurrence {
        creator,
        campaign: place.filter(|_| deal.is_none()),
        collaboration: deal,
        words: what.into(),
        ..blank(draft, Makes::FollowUp, rhythm)
    };
    draft.say("comes round again when it is done; stays until then, whoever writes");
    let about = match creator {
        Some(id) => format!("Next step for {}", draft.model().called(id)),
        None => "To-do".to_owned(),
    };
    save(draft, row, &about, what);
}

/// A retainer: a payment of the running collaboration in each period.
pub(super) fn payment(draft: &mut Draft, id: Id<Creator>, words: &str) -> bool {
    let (rhythm, rest) = match recurrence::find_share(words, &draft.ctx.plan()) {
        Found::Rhythm(rhythm, rest) => (rhythm, rest),
        Found::Wrong(why) => {
            draft.refuse(why);
            return true;
        }
        Found::None => return false,
    };
    let Some((amount, rest)) = amount(draft, &rest) else {
        return false;
    };
    draft.kind = "payment";
    let mut words = Tokens::of(&rest);
    let kind = words
        .take(|w| !w.quoted && PaymentKind::from_word(w.text).is_some())
        .and_then(|w| PaymentKind::from_word(w.text))
        .unwrap_or(PaymentKind::Fee);
    let deal = deal_of(draft, id, &mut words);
    draft.part("amount", number::money_text(amount));
    draft.part("for", kind.label());
    if !words.all.is_empty() {
        draft.refuse(format!(
            "Not understood: {}. A payment that comes round again is an amount and a rhythm, with its first day \
             behind from: $300 monthly from 1 dec.",
            words.text()
        ));
    }
    let name = draft.model().called(id);
    if deal.is_none() {
        draft.refuse(format!(
            "{name} has no running collaboration to pay for; >4 opens one."
        ));
    }
    let row = Recurrence {
        creator: Some(id),
        collaboration: deal,
        amount: Some(amount),
        words: kind.word().into(),
        ..blank(draft, Makes::Payment, rhythm)
    };
    draft.say("the next one is made when one is paid; ends with the collaboration");
    save(
        draft,
        row,
        &format!("Payment for {name}"),
        &amount.to_string(),
    );
    true
}

/// Pieces of the running collaboration in each period.
pub(super) fn pieces(draft: &mut Draft, id: Id<Creator>, words: &str) -> bool {
    let Found::Rhythm(rhythm, rest) = recurrence::find_share(words, &draft.ctx.plan()) else {
        return false;
    };
    if !piece::is_piece(draft, &rest) {
        return false;
    }
    draft.kind = "deliverable";
    let mut words = Tokens::of(&rest);
    let Some((many, format)) = piece::take_counted_format(&mut words) else {
        return false;
    };
    let title = words.take_quoted().unwrap_or_default().to_owned();
    let platform = piece::take_platform(&mut words);
    let place =
        super::deal::take_campaign(&mut words).and_then(|token| contact::place(draft, token));
    let named = match many {
        1 => format.clone(),
        many => format!("{many} × {format}"),
    };
    draft.part("what", named.as_str());
    if let Some(platform) = platform {
        draft.part("on", platform.label());
    }
    if !words.all.is_empty() {
        draft.refuse(format!(
            "Not understood: {}. A title goes in quotes, the first day behind from.",
            words.text()
        ));
    }
    if many == 0 || many > 50 {
        draft.refuse("How many each time? 1 to 50.");
    }
    let deal: Id<Collaboration> = piece::collaboration(draft, id, place);
    let name = draft.model().called(id);
    let row = Recurrence {
        creator: Some(id),
        collaboration: Some(deal),
        many: many.clamp(1, 50),
        format: format.as_str().into(),
        platform,
        words: title.as_str().into(),
        ..blank(draft, Makes::Piece, rhythm)
    };
    draft.say("live by these days; the next are made when the last of a period is live");
    save(draft, row, &format!("Pieces of {name}"), &named);
    true
}

/// A rhythm without anything to make yet.
fn blank(draft: &mut Draft, makes: Makes, rhythm: Rhythm) -> Recurrence {
    let start = rhythm.first(draft.today(), draft.ctx.calendar);
    let start = start.unwrap_or_else(|why| {
        draft.refuse(why);
        draft.today()
    });
    rhythm.row(draft.step.fresh(draft.model()), makes, start)
}

/// Shows the rhythm with its first days and adds it with its first occurrence.
fn save(draft: &mut Draft, row: Recurrence, about: &str, what: &str) {
    let today = draft.today();
    let every = recurrence::text(&row, today);
    let days = recurrence::first_days(&row, SHOWN, draft.ctx.calendar);
    let shown: Vec<String> = days.iter().map(|day| day::short(*day, today)).collect();
    draft.part("every", every.as_str());
    draft.part("when", shown.join(", "));
    draft.label(format!(
        "{about}, {every} from {}: {what}",
        day::short(row.start, today)
    ));
    let (model, now) = (draft.model(), draft.ctx.clock.now);
    recurrence::add(model, now, &mut draft.step, row);
}
