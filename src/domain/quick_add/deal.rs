//! Gifts, and rights and codes with their ends.

use super::contact;
use super::draft::Draft;
use super::words::Tokens;
use crate::domain::day;
use crate::domain::fields::number;
use crate::domain::ids::Id;
use crate::domain::links;
use crate::domain::rows::{
    Collaboration, Creator, ParcelState, Right, RightKind, RightState, Shipment,
};
use crate::domain::when::{self, Tail};

pub(super) fn shown_today(draft: &mut Draft, label: &'static str) -> day::Day {
    let today = draft.today();
    draft.date(label, "", today);
    today
}

/// The collaboration a `/campaign` among the words names; without one, the most advanced that is
/// open.
pub(super) fn deal_of(
    draft: &mut Draft,
    id: Id<Creator>,
    words: &mut Tokens,
) -> Option<Id<Collaboration>> {
    let Some(token) = take_campaign(words) else {
        return draft.deal(id).map(|deal| deal.id);
    };
    deal_in(draft, id, token)
}

/// Their open collaboration in the campaign a word names.
pub(super) fn deal_in(
    draft: &mut Draft,
    id: Id<Creator>,
    token: &str,
) -> Option<Id<Collaboration>> {
    let place = contact::place(draft, token)?;
    let deals = draft.model().open_collaborations(id);
    let deal = deals
        .into_iter()
        .find(|c| c.campaign == Some(place.campaign));
    if deal.is_none() {
        let name = draft.model().called(id);
        draft.refuse(format!(
            "{name} is not in that campaign; @… /{token} puts them in."
        ));
    }
    deal.map(|deal| deal.id)
}

/// Takes `/winter2` out of words.
pub(super) fn take_campaign<'t>(words: &mut Tokens<'t>) -> Option<&'t str> {
    let is_place = |text: &str| {
        text.strip_prefix('/')
            .is_some_and(|name| name.starts_with(char::is_alphanumeric))
    };
    words
        .take(|w| !w.quoted && is_place(w.text))
        .and_then(|w| w.text.strip_prefix('/'))
}

/// Whether words tell the day a parcel left or came, which is no plan.
pub(super) fn has_left(draft: &Draft, body: &str) -> bool {
    let words: Vec<&str> = body.split_whitespace().collect();
    let fact = ["sent", "shipped", "delivered", "arrived"];
    words.iter().enumerate().any(|(at, word)| {
        let after = words.get(at + 1..).unwrap_or_default().join(" ");
        let after = after.strip_prefix("on ").unwrap_or(&after);
        fact.iter().any(|fact| word.eq_ignore_ascii_case(fact))
            && matches!(
                when::head(after, &draft.ctx.either()),
                Tail::Date { .. } | Tail::Wrong(_)
            )
    })
}

/// `@mia gift glass pot $24 sent yest`.
pub(super) fn gift(draft: &mut Draft, id: Id<Creator>, words: &str) {
    draft.kind = "gift";
    let mut words = Tokens::of(words);
    let currency = draft.ctx.currency;
    let cost = words.take_named_money(&["cost", "costs"], currency);
    let value = words
        .take_named_money(&["worth", "value", "valued"], currency)
        .or_else(|| words.take_money(currency));
    let tracking = words.take_pair(&["tracking"]).unwrap_or_default();
    let delivered = words.take_date(
        &["delivered", "arrived"],
        "delivered",
        &draft.ctx.dates::<Shipment>("delivered"),
        draft,
    );
    let sent = words.take_date(
        &["sent", "shipped"],
        "sent",
        &draft.ctx.dates::<Shipment>("sent"),
        draft,
    );
    let ends = |words: &Tokens, name: &str| words.all.last().is_some_and(|w| w.is(name));
    let (mut sent, mut delivered) = (sent, delivered);
    if delivered.is_none() && (ends(&words, "delivered") || ends(&words, "arrived")) {
        words.all.pop();
        delivered = Some(shown_today(draft, "delivered"));
    }
    if sent.is_none() && (ends(&words, "sent") || ends(&words, "shipped")) {
        words.all.pop();
        sent = Some(shown_today(draft, "sent"));
    }
    let deal = deal_of(draft, id, &mut words);
    let product = words.text();
    if product.is_empty() {
        draft.refuse("What is sent? Try gift glass pot.");
    }
    draft.part("what", &*product);
    if let Some(value) = value {
        draft.part("worth", number::money_text(value));
    }
    if let Some(cost) = cost {
        draft.part("cost", number::money_text(cost));
    }
    let state = match (sent, delivered) {
        (_, Some(_)) => ParcelState::Delivered,
        (Some(_), _) => ParcelState::Sent,
        _ => ParcelState::ToSend,
    };
    draft.part("state", state.label());
    let row = Shipment {
        id: draft.step.fresh(draft.model()),
        creator: id,
        collaboration: deal,
        product: product.as_str().into(),
        value,
        cost,
        tracking: tracking.into(),
        state,
        sent,
        delivered,
        post_agreed: deal
            .and_then(|d| draft.model().get(d))
            .is_some_and(|c| c.agreed.is_some()),
        posted: None,
    };
    let name = draft.model().called(id);
    draft.label(format!("Gift for {name}: {product}"));
    draft.step.insert(row);
}

/// The right or term a word names.
pub(super) fn right_kind(word: &str) -> Option<RightKind> {
    Some(match word {
        "right" | "rights" | "usage" => RightKind::Usage,
        "allowlisting" | "allowlist" | "whitelisting" => RightKind::Allowlisting,
        "spark" => RightKind::Spark,
        "exclusivity" | "exclusive" | "excl" => RightKind::Exclusivity,
        "contract" => RightKind::Contract,
        "code" => RightKind::Code,
        _ => return None,
    })
}

/// Whether words after such a name speak of the right itself rather than of something to do about
/// it: they name its scope or its end, or plan nothing.
pub(super) fn is_right(draft: &Draft, first: &str, body: &str) -> bool {
    let words = Tokens::of(body);
    let named = words
        .all
        .iter()
        .any(|w| w.quoted || ENDS.iter().any(|end| w.is(end)));
    let planned = matches!(when::tail(body, &draft.ctx.plan()), Tail::Date { .. });
    right_kind(first).is_some() && (named || !planned)
}

/// Words before the last day.
const ENDS: &[&str] = &["end", "ends", "until", "till"];

/// `@mia right "organic reposts" end 5 mar`, `@mia code MIA10 end 31 dec`.
pub(super) fn right(draft: &mut Draft, id: Id<Creator>, first: &str, words: &str) {
    let mut kind = right_kind(first).unwrap_or(RightKind::Usage);
    let plan = draft.ctx.dates::<Right>("end");
    let mut words = Tokens::of(words);
    // `right spark SP-1`: the kind may be named after the word for all of them.
    let named = words
        .all
        .first()
        .filter(|w| kind == RightKind::Usage && !w.quoted)
        .and_then(|w| right_kind(w.text));
    if let Some(named) = named {
        kind = named;
        words.all.remove(0);
    }
    draft.kind = kind.label();
    let code = match kind {
        RightKind::Code | RightKind::Spark if !words.all.is_empty() => {
            words.all.remove(0).text.to_owned()
        }
        _ => String::new(),
    };
    let start = words.take_date(
        &["from", "start"],
        "from",
        &draft.ctx.dates::<Right>("start"),
        draft,
    );
    let end = words.take_date(ENDS, "ends", &plan, draft);
    let deal = deal_of(draft, id, &mut words);
    let scope = match words.take_quoted() {
        Some(quoted) => [quoted.to_owned(), words.text()]
            .join(" ")
            .trim()
            .to_owned(),
        None => words.text(),
    };
    for (label, value) in [("code", &code), ("what", &scope)] {
        if !value.is_empty() {
            draft.part(label, value.as_str());
        }
    }
    if code.is_empty() && kind == RightKind::Code {
        draft.refuse("Which code? Try code MIA10 end 31 dec.");
    }
    if end.is_none() && kind != RightKind::Code {
        draft.refuse("Until when? Add its end: end 5 mar.");
    }
    let name = draft.model().called(id);
    let until = end.map_or_else(String::new, |day| format!(", until {}", day::long(day)));
    let what = if code.is_empty() {
        kind.label().to_owned()
    } else {
        format!("{kind} {code}")
    };
    draft.label(format!("{what} of {name}{until}"));
    if change_right(draft, id, (kind, &code, &scope), end) {
        return;
    }
    warn_of_twin(draft, id, &code);
    let mut start = start;
    if let Some(stray) = links::stray(draft.model(), &code).filter(|_| kind == RightKind::Code) {
        let orders =
            crate::domain::words::count(usize::try_from(stray.orders).unwrap_or(0), "order");
        draft.say(format!(
            "{orders}, {}, came with it since {}: they count for {name} then",
            stray.sums,
            day::brief(stray.days.0, draft.today())
        ));
        // Theirs from its first order on.
        start = start.or(Some(stray.days.0));
    }
    let row = Right {
        id: draft.step.fresh(draft.model()),
        creator: id,
        collaboration: deal,
        deliverable: None,
        kind,
        scope: scope.into(),
        channels: "".into(),
        territory: "".into(),
        code: code.into(),
        start,
        end,
        state: RightState::Active,
    };
    draft.step.insert(row);
}

/// Moves the end of the same right or code, if they have it already.
fn change_right(
    draft: &mut Draft,
    id: Id<Creator>,
    (kind, code, scope): (RightKind, &str, &str),
    end: Option<day::Day>,
) -> bool {
    let model = draft.model();
    let same = |r: &&Right| {
        let text = if code.is_empty() {
            (&*r.scope, scope)
        } else {
            (&*r.code, code)
        };
        r.kind == kind
            && r.state != RightState::Ended
            && text.0.to_lowercase() == text.1.to_lowercase()
    };
    let Some(old) = model.of::<Right>(id).find(same) else {
        return false;
    };
    let today = draft.today();
    let shown =
        |day: Option<day::Day>| day.map_or_else(|| "no end".into(), |day| day::brief(day, today));
    draft.say(format!(
        "changes the end of the one they have ({} ► {})",
        shown(old.end),
        shown(end)
    ));
    draft.step.edit(model, old.id, |r| {
        r.end = end;
        r.state = RightState::Active;
    });
    true
}

/// A code that two creators have counts orders for the wrong one.
fn warn_of_twin(draft: &mut Draft, id: Id<Creator>, code: &str) {
    let same =
        |r: &&Right| !code.is_empty() && r.creator != id && r.code.eq_ignore_ascii_case(code);
    if let Some(twin) = draft.model().rights.iter().find(same) {
        draft.say(format!(
            "{} has the code {code} too",
            draft.model().called(twin.creator)
        ));
    }
}
