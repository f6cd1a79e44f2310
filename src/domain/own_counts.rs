//! Counts of one's own: sign-ups, leads, downloads, whatever somebody brings besides orders. What
//! they are called, how a target names them, and which collaboration a row belongs to.

use super::ids::Id;
use super::model::Model;
use super::rows::{Collaboration, OwnCount, Target};

/// What begins the key of a count in targets and JSON: `own:sign-ups`.
pub const COUNT: &str = "own:";

/// What begins the key of its cost: `own_cost:sign-ups`.
pub const COST: &str = "own_cost:";

/// The count of customers somebody told others to become.
pub const REFERRALS: &str = "referrals";

/// Buyers of whom it was told whether they came back, and those who did: two counts that are one
/// share.
pub const BUYERS: &str = "buyers";

/// See [`BUYERS`].
pub const CAME_BACK: &str = "bought again";

/// Names that are understood without having been counted before: the name, and what else is typed
/// for it.
const NAMES: &[(&str, &[&str])] = &[
    (
        "sign-ups",
        &[
            "signup",
            "newslettersignup",
            "newslettersignups",
            "registration",
            "registrations",
            "signedup",
        ],
    ),
    ("leads", &["lead", "prospect", "prospects"]),
    (REFERRALS, &["referral", "referred", "referredcustomers"]),
    ("downloads", &["download"]),
    ("installs", &["install", "appinstall", "appinstalls"]),
    (
        "subscribers",
        &["subscriber", "subscription", "subscriptions"],
    ),
    ("trials", &["trial", "freetrial", "freetrials"]),
    ("demos", &["demo", "demorequest", "demorequests"]),
    ("bookings", &["booking", "booked"]),
    ("enquiries", &["enquiry", "inquiry", "inquiries"]),
    ("vouchers", &["voucher"]),
];

/// Letters and digits in lower case: `Sign-ups` and `signups` are one name.
pub fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// The names that are understood without having been counted before.
pub fn usual() -> impl Iterator<Item = &'static str> {
    NAMES.iter().map(|(name, _)| *name)
}

/// The one name of what is typed, where it is a usual one.
pub fn usual_name(typed: &str) -> Option<&'static str> {
    let wanted = squeezed(typed);
    let is = |name: &&(&str, &[&str])| squeezed(name.0) == wanted || name.1.contains(&&*wanted);
    NAMES.iter().find(is).map(|(name, _)| *name)
}

/// The one name of a count: the usual one, else the words in lower case.
pub fn name(typed: &str) -> String {
    let plain = || {
        let words = typed.split_whitespace().collect::<Vec<_>>().join(" ");
        words.to_lowercase()
    };
    usual_name(typed).map_or_else(plain, str::to_owned)
}

/// The name of what is typed, where it is a usual one or was counted or aimed at before.
pub fn known_name(typed: &str, known: &[String]) -> Option<String> {
    let usual = usual_name(typed).map(str::to_owned);
    let wanted = squeezed(typed);
    let same = |name: &&String| {
        let name = squeezed(name);
        !wanted.is_empty() && (name == wanted || singular(&name) == wanted)
    };
    usual.or_else(|| known.iter().find(same).cloned())
}

/// The names counted or aimed at so far.
pub fn names(model: &Model) -> Vec<String> {
    let counted = model.own_counts.iter().map(|row| name(&row.name));
    let aimed = model.targets.iter().filter_map(|row: &Target| {
        let key = &*row.metric;
        let typed = key.strip_prefix(COUNT).or_else(|| key.strip_prefix(COST))?;
        Some(name(typed))
    });
    let mut all: Vec<String> = counted.chain(aimed).collect();
    all.retain(|name| name != BUYERS && name != CAME_BACK);
    all.sort_unstable();
    all.dedup();
    all
}

/// One of them: `sign-up`, `enquiry`.
pub fn singular(name: &str) -> String {
    match (name.strip_suffix("ies"), name.strip_suffix('s')) {
        (Some(stem), _) => format!("{stem}y"),
        (None, Some(stem)) => stem.to_owned(),
        (None, None) => name.to_owned(),
    }
}

/// So many of them, in words: `1 sign-up`, `40 sign-ups`.
pub fn words(n: i64, name: &str) -> String {
    let shown = super::fields::number::count_text(n);
    match n {
        1 => format!("{shown} {}", singular(name)),
        _ => format!("{shown} {name}"),
    }
}

/// The collaboration a count belongs to: the one it names, else its creator's newest in the
/// campaign it names.
pub fn deal_of(model: &Model, row: &OwnCount) -> Option<Id<Collaboration>> {
    let named = row.collaboration.filter(|id| model.get(*id).is_some());
    named.or_else(|| {
        let (creator, campaign) = (row.creator?, row.campaign?);
        let deals = model.of::<Collaboration>(creator);
        let mut in_it = deals.filter(|deal| deal.campaign == Some(campaign));
        in_it.next_back().map(|deal| deal.id)
    })
}

/// The counts of a collaboration.
pub fn of_deal<'m>(
    model: &'m Model,
    deal: &'m Collaboration,
) -> impl Iterator<Item = &'m OwnCount> + 'm {
    let mine = model.of::<OwnCount>(deal.creator);
    mine.filter(|row| deal_of(model, row) == Some(deal.id))
}

/// The counts that belong to no collaboration.
pub fn of_no_deal(model: &Model) -> impl Iterator<Item = &OwnCount> {
    model
        .own_counts
        .iter()
        .filter(|row| deal_of(model, row).is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_for_each_way_to_write_it() {
        for typed in ["signups", "Sign-ups", "sign ups", "SIGNUP", "registrations"] {
            assert_eq!(name(typed), "sign-ups", "{typed}");
        }
        assert_eq!(name("  Basket  Adds "), "basket adds");
        let known = ["basket adds".to_owned()];
        assert_eq!(known_name("basket add", &known), Some("basket adds".into()));
        assert_eq!(known_name("lead", &[]), Some("leads".into()));
        assert_eq!(known_name("orders", &known), None);
        assert_eq!(
            (words(1, "enquiries"), words(1200, "leads")),
            ("1 enquiry".into(), "1,200 leads".into())
        );
    }
}
