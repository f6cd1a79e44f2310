//! How a creator is told in a few words: handles, stage gauge, size. Used by lists, cards, palette
//! and profile alike.

use super::text::count;
use crate::app::App;
use crate::domain::ids::Id;
use crate::domain::query::Tiers;
use crate::domain::rows::*;

/// `@sofiasipping · @sofiasips`, each once.
pub fn handles(app: &App, creator: Id<Creator>) -> String {
    let mut all: Vec<String> = Vec::new();
    for account in app.model.of::<Account>(creator) {
        let name = handle(account);
        if !all.contains(&name) {
            all.push(name);
        }
    }
    all.join(" · ")
}

/// `@sofiasipping IG 27.1k · @sofiasips`: the size stands beside the account it is measured at, the
/// largest first.
pub fn accounts(app: &App, creator: Id<Creator>) -> String {
    let Some(main) = main_account(app, creator).map(handle) else {
        return String::new();
    };
    let all = handles(app, creator);
    let others = all
        .split(" · ")
        .filter(|other| *other != main)
        .map(str::to_owned);
    let first = format!("{main} {}", size(app, creator)).trim().to_owned();
    std::iter::once(first)
        .chain(others)
        .collect::<Vec<_>>()
        .join(" · ")
}

/// `@sofiasips`; what is a name or an address, as it is.
pub fn handle(account: &Account) -> String {
    account.called()
}

/// The account with the most followers, else the first.
pub fn main_account(app: &App, creator: Id<Creator>) -> Option<&Account> {
    app.model
        .of::<Account>(creator)
        .max_by_key(|a| (a.followers, std::cmp::Reverse(a.id)))
}

/// `IG 27.1k`; with the tier where the settings ask for it.
pub fn size(app: &App, creator: Id<Creator>) -> String {
    match main_account(app, creator) {
        Some(a) => match a.followers {
            Some(n) if app.settings.look.tiers => {
                let tier = Tiers::from(&app.settings.tiers).name(n);
                format!("{} {} {tier}", a.platform.letters(), count(n))
            }
            Some(n) => format!("{} {}", a.platform.letters(), count(n)),
            None => a.platform.letters().to_string(),
        },
        None => String::new(),
    }
}

/// `■■■■□□`.
pub fn gauge(stage: Stage) -> String {
    let n = usize::from(stage.number());
    "■".repeat(n) + &"□".repeat(6 - n)
}

/// `5.9`: hundredths of a percent as percent.
pub fn percent(hundredths: i32) -> String {
    let text = format!("{:.1}", f64::from(hundredths) / 100.0);
    text.strip_suffix(".0").map_or(text.clone(), str::to_string)
}
