//! Promo codes and tracked links. A link is built by one rule from whom it is for and which
//! campaign it belongs to, so that nobody types one and no two are alike; codes are looked at for
//! what makes orders go astray: one code with two creators, and codes that are a slip of the finger
//! apart.

use std::collections::{BTreeMap, BTreeSet};

use deunicode::deunicode;

use super::clean::clean_line;
use super::ctx::Ctx;
use super::day::Day;
use super::ids::Id;
use super::ledger::orders::{self, Order};
use super::model::Model;
use super::money::Purse;
use super::order_index::folded_code;
use super::rows::*;

/// A word for a link: lower case letters, digits and single dashes.
pub fn slug(text: &str) -> String {
    let plain = deunicode(text).to_lowercase();
    let words = plain
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|w| !w.is_empty());
    words.collect::<Vec<_>>().join("-")
}

/// The account with the most followers.
fn account(model: &Model, creator: Id<Creator>) -> Option<&Account> {
    model
        .of::<Account>(creator)
        .max_by_key(|a| (a.followers, std::cmp::Reverse(a.id)))
}

/// A creator's word in links, before it is made unlike others.
fn content(model: &Model, creator: Id<Creator>) -> String {
    let handle = account(model, creator)
        .map(|a| slug(&a.handle))
        .filter(|s| !s.is_empty());
    let name = || Some(slug(&model.called(creator))).filter(|s| !s.is_empty());
    handle.or_else(name).unwrap_or_else(|| creator.to_string())
}

/// The address links lead to, as it is in the settings: http or https, without anything that would
/// break a link.
fn site(ctx: &Ctx<'_>) -> Result<String, String> {
    let said = ctx.settings.general.site.trim();
    if said.is_empty() {
        return Err(
            "your shop's address is not known yet: set site under [general] in the config".into(),
        );
    }
    let whole = if said.contains("://") {
        said.to_owned()
    } else {
        format!("https://{said}")
    };
    let sound = ["https://", "http://"]
        .iter()
        .any(|s| whole.strip_prefix(s).is_some_and(|rest| rest.contains('.')));
    let clean = whole
        .chars()
        .all(|c| c.is_ascii_graphic() && !"\"'<>\\`{}|^".contains(c));
    match sound && clean {
        true => Ok(whole),
        false => Err(format!(
            "\"{said}\" is no address of a shop; set site under [general] in the config"
        )),
    }
}

/// Who has a word in the links of a campaign.
type Owners = BTreeMap<(Option<Id<Campaign>>, String), BTreeSet<Id<Creator>>>;

/// Links of many collaborations: what they have in common is read once.
pub struct Links<'a> {
    model: &'a Model,
    site: Result<String, String>,
    owners: Owners,
}

impl<'a> Links<'a> {
    /// For all collaborations of campaigns.
    pub fn build(ctx: &Ctx<'a>) -> Self {
        Self::over(
            ctx,
            ctx.model
                .collaborations
                .iter()
                .filter(|c| c.campaign.is_some()),
        )
    }

    fn over(ctx: &Ctx<'a>, deals: impl Iterator<Item = &'a Collaboration>) -> Self {
        let mut owners: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
        for deal in deals {
            owners
                .entry((deal.campaign, content(ctx.model, deal.creator)))
                .or_default()
                .insert(deal.creator);
        }
        Self {
            model: ctx.model,
            site: site(ctx),
            owners,
        }
    }

    /// A creator's word in links: their handle; with their number where another creator of the
    /// campaign has the same, or where there is no campaign to look through.
    fn word(&self, deal: &Collaboration) -> String {
        let word = content(self.model, deal.creator);
        match self.owners.get(&(deal.campaign, word.clone())) {
            Some(owners) if owners.len() == 1 => word,
            _ => format!("{word}-{}", deal.creator),
        }
    }

    /// The tracked link of a collaboration: the shop's address with utm_source (the platform),
    /// utm_medium, utm_campaign and utm_content (the creator). An error says what is missing for
    /// one.
    pub fn of(&self, deal: &Collaboration) -> Result<String, String> {
        let site = self.site.clone()?;
        let platform = account(self.model, deal.creator).map_or("creator", |a| a.platform.word());
        let campaign = deal
            .campaign
            .and_then(|c| self.model.get(c))
            .map(|c| slug(&c.name))
            .filter(|s| !s.is_empty());
        let campaign = campaign.unwrap_or_else(|| "always-on".into());
        let (path, end) = match site.split_once('#') {
            Some((path, end)) => (path, format!("#{end}")),
            None => (site.as_str(), String::new()),
        };
        let glue = if path.contains('?') { '&' } else { '?' };
        Ok(format!(
            "{path}{glue}utm_source={}&utm_medium=influencer&utm_campaign={campaign}&utm_content={}{end}",
            slug(platform),
            self.word(deal)
        ))
    }
}

/// The tracked link of one collaboration.
pub fn link(ctx: &Ctx<'_>, deal: &Collaboration) -> Result<String, String> {
    site(ctx)?;
    let campaign = deal
        .campaign
        .into_iter()
        .flat_map(|c| ctx.model.of_campaign(c));
    Links::over(ctx, campaign).of(deal)
}

/// The code of a creator that works now, else their newest.
pub fn code(ctx: &Ctx<'_>, creator: Id<Creator>) -> Option<String> {
    let codes = ctx
        .model
        .of::<Right>(creator)
        .filter(|r| r.kind == RightKind::Code && !r.code.trim().is_empty());
    let newest = codes.max_by_key(|r| (r.end.is_none_or(|end| end >= ctx.today), r.id));
    newest.map(|r| clean_line(&r.code).trim().to_owned())
}

fn folded(code: &str) -> String {
    code.chars()
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_uppercase)
        .collect()
}

/// What is wrong with codes, by the right they are in: typed by two creators' followers, a slip
/// apart, or not typeable.
pub fn troubles(model: &Model) -> BTreeMap<Id<Right>, String> {
    let codes: Vec<&Right> = codes(model).collect();
    let mut same: BTreeMap<String, Vec<&Right>> = BTreeMap::new();
    let mut near: BTreeMap<String, Vec<&Right>> = BTreeMap::new();
    for right in &codes {
        let code = folded(&right.code);
        for pattern in slips(&code) {
            near.entry(pattern).or_default().push(right);
        }
        same.entry(code).or_default().push(right);
    }
    let mut all = BTreeMap::new();
    for right in codes {
        let code = folded(&right.code);
        let other = |of: Option<&Vec<&Right>>| {
            of.and_then(|rows| rows.iter().find(|r| r.creator != right.creator))
                .map(|r| (r.creator, r.code.clone()))
        };
        let trouble = if let Some((creator, _)) = other(same.get(&code)) {
            Some(format!(
                "{} has it too: orders cannot be told apart",
                model.called(creator)
            ))
        } else if let Some((creator, code)) = slips(&code).iter().find_map(|p| other(near.get(p))) {
            Some(format!("one slip from {code} of {}", model.called(creator)))
        } else if !right
            .code
            .trim()
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
        {
            Some("hard to type: letters and digits only are safe".into())
        } else {
            None
        };
        all.extend(trouble.map(|t| (right.id, t)));
    }
    all
}

/// A code that orders came with and that nobody has: misspelled, or not noted down yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stray {
    /// As it was first written.
    pub code: String,
    /// Orders that came with it.
    pub orders: i64,
    /// What they brought, a sum for each currency, refunds taken off.
    pub sums: Purse,
    /// The first and the last day.
    pub days: (Day, Day),
    /// Whose orders they are, where all were noted for the same creator; else nobody's.
    pub creator: Option<Id<Creator>>,
    /// The code that is there and looks most like it, and whose it is.
    pub near: Option<(String, Id<Creator>)>,
}

impl Stray {
    /// Whose it probably is.
    pub fn whose(&self) -> Option<Id<Creator>> {
        self.creator
            .or(self.near.as_ref().map(|(_, creator)| *creator))
    }

    /// The same with the code of theirs it looks like; empty where it looks like none.
    pub fn nearest(&self) -> Option<(Id<Creator>, String)> {
        let who = self.whose()?;
        let code = self.near.as_ref().filter(|(_, near)| *near == who);
        Some((who, code.map_or_else(String::new, |(code, _)| code.clone())))
    }
}

/// Slips of the fingers within which a code is taken for another one.
const NEAR: usize = 2;

fn codes(model: &Model) -> impl Iterator<Item = &Right> {
    model
        .rights
        .iter()
        .filter(|r| r.kind == RightKind::Code && !r.code.trim().is_empty())
}

/// A code as it looks: letters that are taken for digits are those digits.
fn looks(code: &str) -> String {
    let as_seen = |c| match c {
        'o' => '0',
        'l' | 'i' => '1',
        other => other,
    };
    code.chars().map(as_seen).collect()
}

/// Letters of a name at the beginning of a code by which it is told from others.
const STEM: usize = 4;

/// The name in a code: its letters before the first digit.
fn stem(code: &str) -> &str {
    let end = code.find(|c: char| c.is_ascii_digit());
    code.get(..end.unwrap_or(code.len())).unwrap_or_default()
}

/// The code that looks most like one that nobody has, and whose it is: the one that differs by
/// letters that look like digits, else by the fewest slips, else the only one with the same name
/// before its number.
fn near(model: &Model, stray: &str) -> Option<(String, Id<Creator>)> {
    let seen = looks(stray);
    let far = |r: &Right| {
        let code = folded_code(&r.code);
        if looks(&code) == seen {
            return 0;
        }
        super::query::slips(stray.as_bytes(), code.as_bytes()).max(1)
    };
    // A short code is a slip or two from everything.
    let reach = NEAR.min(stray.len() / 3);
    let best = codes(model)
        .map(|r| (far(r), r))
        .filter(|(far, _)| *far <= reach)
        .min_by_key(|(far, r)| (*far, r.id));
    let best = best.map(|(_, r)| r).or_else(|| {
        let named = |r: &&Right| {
            let code = folded_code(&r.code);
            let name = stem(&code);
            name.chars().count() >= STEM && stray.starts_with(name)
        };
        let first = codes(model).filter(named).min_by_key(|r| r.id)?;
        let others = codes(model).filter(named);
        others
            .into_iter()
            .all(|r| r.creator == first.creator)
            .then_some(first)
    });
    best.map(|r| (clean_line(&r.code).trim().to_owned(), r.creator))
}

/// What to say of a code that is typed for an order of a creator: that nobody has it and what it
/// may be, or that it is somebody else's. Nothing where it is theirs.
pub fn doubt(model: &Model, code: &str, of: Id<Creator>) -> Option<String> {
    let wanted = folded_code(code);
    let mut owners = codes(model)
        .filter(|r| folded_code(&r.code) == wanted)
        .map(|r| r.creator)
        .peekable();
    match owners.peek().copied() {
        Some(_) if owners.any(|owner| owner == of) => None,
        Some(other) => Some(format!(
            "{} is the code of {}",
            code.trim(),
            model.called(other)
        )),
        None => {
            let like = near(model, &wanted);
            let like = like.map_or_else(String::new, |(c, who)| {
                format!("; {c} of {} looks like it", model.called(who))
            });
            Some(format!("nobody has the code {} yet{like}", code.trim()))
        }
    }
}

/// Codes of orders that no creator has, those with the most orders first. As soon as somebody has
/// one, its orders are theirs (`ledger::orders`) and it is none any more.
pub fn strays(model: &Model) -> Vec<Stray> {
    let codes = model.order_index().codes();
    let mut found: Vec<Stray> = codes.filter_map(|(code, _)| stray(model, code)).collect();
    found.sort_by_key(|s| (std::cmp::Reverse(s.orders), s.code.clone()));
    found
}

/// What is known of a code that orders came with; nothing where a creator has it, and where no
/// order came with it.
pub fn stray(model: &Model, code: &str) -> Option<Stray> {
    let index = model.order_index();
    if !index.rights(code).is_empty() {
        return None;
    }
    let rows = index.with_code(code);
    let first = model.get(*rows.first()?)?;
    let orders = orders::with_code(model, code);
    let days = (
        orders.iter().map(|o| o.day).min()?,
        orders.iter().map(|o| o.day).max()?,
    );
    let one = first.creator.filter(|who| {
        let rows = rows.iter().filter_map(|id| model.get(*id));
        rows.into_iter().all(|s| s.creator == Some(*who))
    });
    Some(Stray {
        code: clean_line(&first.code).trim().to_owned(),
        orders: orders.iter().map(Order::count).fold(0, i64::saturating_add),
        sums: orders.iter().filter_map(Order::net).collect(),
        days,
        creator: one,
        near: near(model, &folded_code(code)),
    })
}

/// Patterns that two codes share when one letter of them differs: the code with each letter left
/// open in turn.
fn slips(code: &str) -> Vec<String> {
    let letters: Vec<char> = code.chars().take(40).collect();
    let open = |at: usize| {
        letters
            .iter()
            .enumerate()
            .map(|(n, c)| if n == at { '*' } else { *c })
            .collect()
    };
    (0..letters.len()).map(open).collect()
}

#[cfg(test)]
mod tests;
