//! A new creator in one line, or from a pasted link to a profile; whoever is here already is named
//! instead of doubled.

use super::Completion;
use super::draft::Draft;
use super::who;
use super::words::{Tokens, Word};
use crate::domain::fields::text::looks_like_email;
use crate::domain::fields::{https, number};
use crate::domain::handles::{self, Link, is_link as looks_like_link, profile_link};
use crate::domain::identity::{Evidence, People, Why, folded_name};
use crate::domain::ids::Id;
use crate::domain::money::Money;
use crate::domain::rows::{
    Account, Collaboration, ContactKind, ContactPoint, Creator, Platform, Stage, Tags, Text,
};
use crate::domain::when::{Tail, tail};

/// Whether a line is nothing but a link to a profile.
pub fn is_link(line: &str) -> bool {
    !line.contains(char::is_whitespace) && profile_link(line).is_some()
}

/// One social profile as typed.
#[derive(Debug, Default, Clone)]
struct Profile {
    handle: String,
    platform: Option<Platform>,
    url: String,
    followers: Option<i64>,
}

/// What a line says of somebody new.
#[derive(Debug, Default)]
struct Person {
    name: Vec<String>,
    niche: Vec<String>,
    email: String,
    tags: Vec<String>,
    core: bool,
    rate: Option<Money>,
    profiles: Vec<Profile>,
    /// Links that name nobody.
    links: Vec<String>,
    /// A platform typed before any handle belongs to the next one.
    platform: Option<Platform>,
    followers: Option<i64>,
}

/// `+ Ana Lis @analis ig 9k tea #nano ana@example.com`.
pub(super) fn add(draft: &mut Draft, words: &str) {
    draft.kind = "new creator";
    let person = read(draft, words);
    let name = person.name.join(" ");
    if name.is_empty() && person.profiles.is_empty() && !person.links.is_empty() {
        return draft.refuse("Who? That link names nobody: type a name or a handle too.");
    }
    if name.is_empty() && person.profiles.is_empty() {
        return draft.refuse("Who? Type a name, a handle or a link to a profile.");
    }
    show(draft, &person, &name);
    already_here(draft, &person, &name);
    if let Tail::Date { typed, .. } = tail(words, &draft.ctx.plan()) {
        draft.warn(
            "day",
            format!("\"{typed}\" is a word about them here; a next step is a line of its own"),
        );
    }
    let id = draft.step.fresh(draft.model());
    let today = draft.today();
    let niche = person.niche.join(" ");
    draft.step.insert(Creator {
        id,
        name: name.as_str().into(),
        email: person.email.as_str().into(),
        niche: niche.as_str().into(),
        tags: Tags::from_words(person.tags.iter().map(String::as_str)),
        core: person.core,
        rate: person.rate,
        added: today,
        ..Creator::default()
    });
    for profile in &person.profiles {
        let fresh = draft.step.fresh(draft.model());
        let platform = profile.platform.unwrap_or(Platform::Instagram);
        let mut account = Account::new(fresh, id, platform, &profile.handle);
        account.url = profile.url.as_str().into();
        account.followers = profile.followers;
        account.checked = profile.followers.map(|_| today);
        draft.step.insert(account);
    }
    for link in &person.links {
        let fresh = draft.step.fresh(draft.model());
        draft.step.insert(ContactPoint {
            id: fresh,
            creator: id,
            kind: ContactKind::Link,
            platform: None,
            value: link.as_str().into(),
            label: Text::default(),
        });
    }
    let deal = Collaboration::new(draft.step.fresh(draft.model()), id, Stage::Discovery, today);
    draft.step.insert(deal);
    draft.step.focus.creator = Some(id);
    let handle = person
        .profiles
        .first()
        .map(|p| format!("@{}", p.handle))
        .unwrap_or_default();
    draft.label(format!(
        "Added {}",
        if name.is_empty() { &handle } else { &name }
    ));
}

fn read(draft: &Draft, words: &str) -> Person {
    let mut person = Person::default();
    let all = Tokens::of(words).all;
    // The name is what stands before the first word that is clearly something else.
    let mut named = false;
    let mut all = all.iter().peekable();
    while let Some(word) = all.next() {
        // "300 eur" is a rate and no number of followers.
        let pair = all
            .peek()
            .filter(|next| !word.quoted && !next.quoted)
            .map(|next| format!("{} {}", word.text, next.text));
        let rate =
            pair.and_then(
                |pair| match number::leading_money(&pair, draft.ctx.currency, false) {
                    Some((rate, "")) => Some(rate),
                    _ => None,
                },
            );
        if rate.is_some() {
            person.rate = rate;
            all.next();
            continue;
        }
        let known = take(draft, &mut person, word);
        if known {
            named |= !person.name.is_empty() || !person.profiles.is_empty();
        } else if named {
            person.niche.push(word.text.to_owned());
        } else {
            person.name.push(word.text.to_owned());
        }
    }
    person
}

/// Takes one word that is clearly something else than a name.
fn take(draft: &Draft, person: &mut Person, word: &Word) -> bool {
    let text = word.text;
    if word.quoted {
        return false;
    }
    if let Some((platform, handle)) = profile_link(text) {
        person.profiles.push(Profile {
            handle,
            platform: Some(platform),
            url: https(text),
            followers: None,
        });
        return true;
    }
    if looks_like_link(text)
        && let Some(link) = handles::link(text)
    {
        match link {
            Link::Page(url) => person.links.push(url),
            Link::Profile(profile) | Link::Site(profile) => person.profiles.push(Profile {
                handle: profile.handle,
                platform: profile.platform,
                url: profile.url,
                followers: None,
            }),
        }
        return true;
    }
    if let Some(handle) = text
        .strip_prefix(['@', '＠'])
        .map(|handle| handle.trim_end_matches(['.', ',']))
        .filter(|handle| !handle.is_empty() && !handle.contains(['@', '/']))
    {
        let (platform, followers) = (person.platform.take(), person.followers.take());
        person.profiles.push(Profile {
            handle: handle.to_owned(),
            platform,
            url: String::new(),
            followers,
        });
        return true;
    }
    if looks_like_email(text) {
        text.clone_into(&mut person.email);
        return true;
    }
    if let Some(tag) = text
        .strip_prefix('#')
        .filter(|tag| !tag.trim_matches('#').is_empty())
    {
        person.tags.push(tag.to_owned());
        return true;
    }
    if text == "*" {
        person.core = true;
        return true;
    }
    if let Some(platform) = platform(text) {
        match person.profiles.last_mut() {
            Some(last) if last.platform.is_none() => last.platform = Some(platform),
            _ => person.platform = Some(platform),
        }
        return true;
    }
    if text.starts_with(|c: char| c.is_ascii_digit())
        && let Ok(followers) = number::count(text, (0, 1_000_000_000_000))
    {
        match person.profiles.last_mut() {
            Some(last) if last.followers.is_none() => last.followers = Some(followers),
            _ => person.followers = Some(followers),
        }
        return true;
    }
    match number::leading_money(text, draft.ctx.currency, false) {
        Some((rate, "")) => {
            person.rate = Some(rate);
            true
        }
        _ => false,
    }
}

/// A platform by its letters or its whole name.
fn platform(text: &str) -> Option<Platform> {
    let letters = |p: &&Platform| p.letters().len() == 2 && p.letters().eq_ignore_ascii_case(text);
    Platform::ALL
        .iter()
        .find(letters)
        .copied()
        .or_else(|| Platform::from_word(text).filter(|p| *p != Platform::Other))
}

fn show(draft: &mut Draft, person: &Person, name: &str) {
    if !name.is_empty() {
        draft.part("name", name);
    }
    for profile in &person.profiles {
        let platform = profile.platform.unwrap_or(Platform::Instagram);
        let unsaid = if profile.platform.is_none() {
            " (not said)"
        } else {
            ""
        };
        let size = profile.followers.map_or_else(String::new, |n| {
            format!(", {} followers", number::count_text(n))
        });
        draft.part(
            "profile",
            format!("@{} {platform}{unsaid}{size}", profile.handle),
        );
    }
    for link in &person.links {
        draft.part("link", link);
    }
    let rate = person.rate.map(number::money_text).unwrap_or_default();
    let tags = person
        .tags
        .iter()
        .map(|tag| format!("#{tag}"))
        .collect::<Vec<_>>()
        .join(" ");
    let niche = person.niche.join(" ");
    let core = if person.core { "yes" } else { "" };
    for (label, value) in [
        ("e-mail", &*person.email),
        ("niche", &niche),
        ("tags", &tags),
        ("rate", &rate),
        ("core", core),
    ] {
        if !value.is_empty() {
            draft.part(label, value);
        }
    }
    draft.part("stage", format!("1 {}", Stage::Discovery.label()));
}

/// Refuses whoever is here by handle or e-mail, and mentions namesakes.
fn already_here(draft: &mut Draft, person: &Person, name: &str) {
    let model = draft.model();
    for profile in &person.profiles {
        let platform = profile.platform.unwrap_or(Platform::Instagram);
        let same = |a: &&Account| a.handle.to_lowercase() == profile.handle.to_lowercase();
        let Some(account) = model
            .accounts
            .iter()
            .filter(same)
            .max_by_key(|a| a.platform == platform)
        else {
            continue;
        };
        let shown = who::shown(model, account.creator);
        if account.platform == platform {
            taken(
                draft,
                account.creator,
                format!("@{} on {platform} is {shown} already.", profile.handle),
            );
        } else {
            draft.say(format!(
                "@{} on {} is {shown}",
                profile.handle, account.platform
            ));
        }
    }
    let email = person.email.to_lowercase();
    let folded = folded_name(name);
    let like = |c: &&Creator| {
        (!email.is_empty()
            && (c.email.to_lowercase() == email
                || model
                    .of::<ContactPoint>(c.id)
                    .any(|p| p.kind == ContactKind::Email && p.value.to_lowercase() == email)))
            || (!folded.is_empty() && folded_name(&c.name) == folded)
    };
    let ids: Vec<Id<Creator>> = model.creators.iter().filter(like).map(|c| c.id).collect();
    let evidence = Evidence {
        name,
        emails: Some(&*person.email)
            .filter(|e| !e.is_empty())
            .into_iter()
            .collect(),
        ..Evidence::default()
    };
    let people = People::among(model, &ids);
    let users = people.users(&email);
    let found = people.find(&evidence, model);
    if let Some(twin) = found.who.filter(|id| users.contains(id)) {
        let sentence = format!(
            "{} is the address of {} already.",
            person.email,
            who::shown(model, twin)
        );
        return taken(draft, twin, sentence);
    }
    if let Some(doubt) = found.doubt.filter(|d| d.why == Why::Mailbox) {
        let other = who::shown(model, doubt.with);
        draft.warn(
            "who",
            format!(
                "{} is the address of {other} too; {name} becomes another person",
                person.email
            ),
        );
    }
    let same_name = |c: &&Creator| !folded.is_empty() && folded_name(&c.name) == folded;
    if let Some(twin) = model.creators.iter().find(same_name) {
        draft.say(format!("there is a {} already", who::shown(model, twin.id)));
    }
}

fn taken(draft: &mut Draft, id: Id<Creator>, sentence: String) {
    let line = format!("{} ", who::creator_token(draft.model(), id));
    draft.completions.push(Completion {
        line,
        shown: who::shown(draft.model(), id),
    });
    draft.ask("who", sentence.clone());
    draft.refuse(sentence);
}
