//! What names a profile: handles, links to profiles, and links that lead elsewhere. One reader for
//! files, forms, the quick add and the filter line, so that the same word is the same person
//! everywhere. The identity of an account is its platform and its handle, case-folded, without `@`;
//! a link says both. A link that many people share the site of says nobody and is only a link.

mod hosts;
#[cfg(test)]
mod tests;

use super::clean::clean_line;
use super::rows::Platform;

/// A social profile as a text names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Where, when the text says so.
    pub platform: Option<Platform>,
    /// As written, without `@`.
    pub handle: String,
    /// The link, when there was one.
    pub url: String,
}

/// What a cell of handles and links holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Named {
    /// Profiles.
    pub profiles: Vec<Profile>,
    /// Links that name nobody: shared sites, posts, short links.
    pub links: Vec<String>,
    /// There were words beside a handle that are no part of it and say nothing about where it is.
    pub remarks: bool,
}

/// What a link leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// A profile on a platform.
    Profile(Profile),
    /// A site of their own, which tells nobody from anybody else at the same address.
    Site(Profile),
    /// Anything else: kept, and no identity.
    Page(String),
}

/// Words for platforms, in small letters.
const WORDS: &[(&str, Platform)] = &[
    ("instagram", Platform::Instagram),
    ("insta", Platform::Instagram),
    ("ig", Platform::Instagram),
    ("tiktok", Platform::TikTok),
    ("tik tok", Platform::TikTok),
    ("tt", Platform::TikTok),
    ("youtube", Platform::YouTube),
    ("you tube", Platform::YouTube),
    ("yt", Platform::YouTube),
    ("twitch", Platform::Twitch),
    ("pinterest", Platform::Pinterest),
    ("twitter", Platform::X),
    ("x", Platform::X),
    ("threads", Platform::Threads),
    ("facebook", Platform::Facebook),
    ("fb", Platform::Facebook),
    ("meta", Platform::Facebook),
    ("linkedin", Platform::LinkedIn),
    ("linked in", Platform::LinkedIn),
    ("snapchat", Platform::Snapchat),
    ("snap", Platform::Snapchat),
    ("podcast", Platform::Podcast),
    ("blog", Platform::Blog),
    ("website", Platform::Blog),
    ("newsletter", Platform::Newsletter),
    ("substack", Platform::Newsletter),
    ("other", Platform::Other),
];

/// The longest handle there is.
const LONGEST: usize = 100;

fn platform_word(word: &str) -> Option<Platform> {
    let word = word.trim().to_lowercase();
    WORDS.iter().find(|(w, _)| *w == word).map(|(_, p)| *p)
}

/// The platform a word names. Of several (`Instagram, TikTok`) the first, and whether there were
/// more.
pub fn platform(text: &str) -> Option<(Platform, bool)> {
    if let Some(found) = platform_word(text) {
        return Some((found, false));
    }
    let mut parts = text
        .split([',', '/', '+', '&', ';', '|'])
        .filter_map(platform_word);
    parts.next().map(|first| (first, parts.next().is_some()))
}

/// Whether accounts on a platform are called by words: anything may be the name of a podcast.
pub fn is_named_freely(platform: Option<Platform>) -> bool {
    matches!(
        platform,
        Some(Platform::Podcast | Platform::Blog | Platform::Newsletter)
    )
}

/// Whether a handle on a platform tells one person from all others. A site does not: people share
/// them.
pub fn identifies(platform: Platform) -> bool {
    platform != Platform::Blog
}

/// Whether all of a text can be part of a handle.
pub fn is_plain(handle: &str) -> bool {
    !handle.is_empty() && handle.chars().all(plain) && handle.chars().any(char::is_alphanumeric)
}

/// Letters of any script with their marks, digits, and the signs platforms allow.
fn plain(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(c, '.' | '_' | '-' | '·')
        || (('\u{300}'..'\u{2000}').contains(&c) && !c.is_whitespace())
}

/// The handle as it is compared.
pub fn folded(handle: &str) -> String {
    handle.trim().trim_start_matches('@').to_lowercase()
}

/// Wide signs as they are meant (`＠ida`), without the invisible marks that come along when a name
/// is copied.
fn normal(text: &str) -> String {
    let wide = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '﹫' => '@',
        '\u{a0}' | '\u{3000}' | '\u{202f}' => ' ',
        c => c,
    };
    let unseen = |c: &char| {
        !matches!(
            c,
            '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{fe0f}' | '\u{ad}'
        )
    };
    clean_line(text).chars().filter(unseen).map(wide).collect()
}

/// Whether a text looks like a web address.
pub fn is_link(text: &str) -> bool {
    let text = text.trim();
    let lower = text.get(..8).unwrap_or(text).to_ascii_lowercase();
    lower.starts_with("http://")
        || lower.starts_with("https://")
        || lower.starts_with("www.")
        || is_address(text)
}

/// `linktr.ee/ida`: a host with a path behind it, without the scheme.
fn is_address(text: &str) -> bool {
    let Some((host, path)) = text.split_once('/') else {
        return false;
    };
    let ending = host.rsplit_once('.').map_or("", |(_, ending)| ending);
    !text.contains(char::is_whitespace)
        && (2..=24).contains(&ending.len())
        && ending.chars().all(|c| c.is_ascii_alphabetic())
        && host
            .chars()
            .all(|c| c.is_alphanumeric() || c == '.' || c == '-')
        && (!path.starts_with('@') || hosts::known(host).is_some() || hosts::is_shared(host))
}

/// Whether a text looks like a handle that says so itself.
pub fn is_handle(text: &str) -> bool {
    let text = normal(text);
    text.trim()
        .strip_prefix('@')
        .is_some_and(|h| !h.is_empty() && !h.contains([' ', '@']))
}

/// Reads a cell that names profiles: one, or several that each say what they are. `on` is the
/// platform the column says. The error completes "cannot read …: ".
pub fn read(text: &str, on: Option<Platform>) -> Result<Named, String> {
    let text = normal(text);
    let text = text.trim();
    let mut named = Named::default();
    match several(text, on) {
        Some(parts) => {
            for part in parts {
                one(part, on, &mut named)?;
            }
        }
        None => one(text, on, &mut named)?,
    }
    Ok(named)
}

/// The parts of a cell with several profiles: each must say itself that it is one, since a name may
/// have a comma.
fn several(text: &str, on: Option<Platform>) -> Option<Vec<&str>> {
    let says = |part: &&str| {
        is_handle(part)
            || is_link(part)
            || leading_platform(part).is_some()
            || part.split_once(' ').is_some_and(|(handle, rest)| {
                is_handle(handle) && rest.trim_start().starts_with('(') && rest.ends_with(')')
            })
    };
    let signs = |c: char| matches!(c, ',' | ';' | '\n' | '|' | '&' | '+');
    fn whole<'t>(parts: Vec<&'t str>, fits: &dyn Fn(&&str) -> bool) -> Option<Vec<&'t str>> {
        (parts.len() > 1 && parts.iter().all(fits)).then_some(parts)
    }
    fn cut(parts: Vec<&str>) -> Vec<&str> {
        parts
            .into_iter()
            .map(str::trim)
            .filter(|p| !p.is_empty() && *p != "/" && *p != "and")
            .collect()
    }
    let words = || cut(text.split(|c: char| signs(c) || c == ' ').collect());
    let listed = || {
        let parts = text.split(signs).flat_map(|p| p.split(" / "));
        cut(parts.flat_map(|p| p.split(" and ")).collect())
    };
    // A column of one platform may list bare names.
    let bare = on.is_some_and(|on| !is_named_freely(Some(on)));
    whole(words(), &|p: &&str| is_handle(p) || is_link(p))
        .or_else(|| whole(listed(), &says))
        .or_else(|| whole(listed(), &|p: &&str| bare && is_plain(p)))
}

/// `IG: @ida`, `instagram - ida`, `(TT) @ida`, `insta @ida`: the platform, and what follows.
fn leading_platform(text: &str) -> Option<(Platform, &str)> {
    let text = text.trim();
    if let Some((word, rest)) = text.strip_prefix('(').and_then(|t| t.split_once(')')) {
        return Some((platform_word(word)?, rest.trim())).filter(|(_, rest)| !rest.is_empty());
    }
    let end = text.find(|c: char| !c.is_alphabetic() && c != ' ')?;
    let (word, rest) = text.split_at_checked(end)?;
    let platform = platform_word(word)?;
    let after = rest
        .trim_start()
        .trim_start_matches([':', '-', '–', '—', '|', '=', '/'])
        .trim_start();
    let sign = after.len() < rest.trim_start().len();
    // "ig-ida" and "x.ida" are handles of their own.
    let spaced = word.ends_with(' ') || rest.chars().nth(1) == Some(' ');
    let glued = rest.starts_with(['-', '/', '=']) && !spaced && !after.starts_with('@');
    let marked = after.starts_with('@') || is_link(after);
    (!after.is_empty() && !glued && (sign || marked)).then_some((platform, after))
}

fn one(text: &str, on: Option<Platform>, named: &mut Named) -> Result<(), String> {
    let text = text.trim();
    // "www.ida" is a handle where the column is one of handles.
    let handles_only = on.is_some_and(|on| on != Platform::Blog && on != Platform::Newsletter);
    let bare = handles_only && !text.contains(['/', ' ']) && !text.contains("://");
    if !bare && is_link(text) {
        let (address, rest) = text.split_once(' ').unwrap_or((text, ""));
        named.remarks |= !rest.trim().is_empty();
        match link(address).ok_or("it is not a link")? {
            Link::Profile(profile) | Link::Site(profile) => named.profiles.push(profile),
            Link::Page(url) => named.links.push(url),
        }
        return Ok(());
    }
    if let Some((platform, rest)) = leading_platform(text) {
        return one(rest, Some(platform), named).map(|()| {
            if let Some(last) = named.profiles.last_mut() {
                last.platform = last.platform.or(Some(platform));
            }
        });
    }
    let (handle, platform, remark) = handle_in(text, on)?;
    named.remarks |= remark;
    named.profiles.push(Profile {
        platform,
        handle,
        url: String::new(),
    });
    Ok(())
}

/// The handle of a text without links, the platform a remark beside it names, and whether a remark
/// is left that says something else.
fn handle_in(text: &str, on: Option<Platform>) -> Result<(String, Option<Platform>, bool), String> {
    let quotes = ['"', '\'', '`', '“', '”', '‘', '’', '«', '»', '<', '>'];
    let text = text.trim_matches(|c: char| quotes.contains(&c) || c.is_whitespace());
    let text = text
        .strip_prefix('(')
        .and_then(|t| t.strip_suffix(')'))
        .unwrap_or(text);
    if text
        .split_whitespace()
        .any(super::fields::text::looks_like_email)
    {
        return Err("it looks like an e-mail address, not a handle".into());
    }
    let ats = text.matches('@').count();
    let (before, rest) = match text.find('@') {
        Some(at) => text.split_at_checked(at).unwrap_or(("", text)),
        None => ("", text),
    };
    let rest = rest.trim_start_matches('@').trim_start();
    let end = rest.find(|c: char| !plain(c)).unwrap_or(rest.len());
    let (run, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
    let after = after.trim();
    let handle = run
        .trim_end_matches(['.', '-', '·'])
        .trim_start_matches(['-', '·']);
    if ats > 1 && after.contains('@') {
        return Err("there are several handles in it; one of them says not where it ends".into());
    }
    if ats == 0 && is_named_freely(on) {
        return if text.is_empty() {
            Err("there is nothing in it".into())
        } else {
            Ok((text.to_owned(), None, false))
        };
    }
    if !handle.chars().any(char::is_alphanumeric) {
        return Err(if ats > 0 && text.trim_matches(['@', ' ']).is_empty() {
            "there is nothing after the @".into()
        } else {
            "there is no handle in it".into()
        });
    }
    if handle.chars().count() > LONGEST {
        return Err("it is too long for a handle".into());
    }
    // Words behind a handle without an @ are as likely its second half.
    if ats == 0 && after.starts_with(char::is_alphanumeric) {
        return Err("a handle has no spaces".into());
    }
    if ats == 0 && after.starts_with(['&', '+', '\\', '%', '=', '#', '/', '?', '*', '~', '^']) {
        return Err("it is not only a handle".into());
    }
    let beside = format!("{before} {after}");
    let beside = beside.trim_matches(|c: char| !c.is_alphanumeric());
    let said = platform(beside.strip_prefix("on ").unwrap_or(beside)).map(|(p, _)| p);
    Ok((
        handle.to_owned(),
        said,
        said.is_none() && !beside.is_empty(),
    ))
}

/// What a link leads to; `None` when it is no link.
pub fn link(text: &str) -> Option<Link> {
    let text = text.trim();
    let lower = text.to_ascii_lowercase();
    let skip = ["https://", "http://"]
        .iter()
        .find(|s| lower.starts_with(**s))
        .map_or(0, |s| s.len());
    let rest = text.get(skip..)?;
    let path_start = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at_checked(path_start)?;
    // A name and a password, or a port, may stand around a host.
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let host = host.split(':').next().unwrap_or(host).trim_matches('.');
    let url = if skip == 0 {
        format!("https://{text}")
    } else {
        text.to_owned()
    };
    if !host.contains('.') || host.contains(char::is_whitespace) {
        return None;
    }
    if let Some(known) = hosts::known(host) {
        return Some(match named_in(known, path) {
            Some(handle) => Link::Profile(Profile {
                platform: Some(known.platform),
                handle,
                url,
            }),
            None => Link::Page(url),
        });
    }
    let host = host.to_lowercase();
    let name = host.strip_prefix("www.").unwrap_or(&host);
    let own = |platform| Profile {
        platform: Some(platform),
        handle: name.to_owned(),
        url: url.clone(),
    };
    if let Some(part) = name.strip_suffix(".substack.com")
        && !matches!(part, "open" | "www" | "on")
    {
        return Some(Link::Profile(own(Platform::Newsletter)));
    }
    let bare = path
        .split(['?', '#'])
        .next()
        .unwrap_or("")
        .trim_matches('/');
    Some(if hosts::is_shared(name) || !bare.is_empty() {
        Link::Page(url)
    } else {
        Link::Site(own(Platform::Blog))
    })
}

/// The handle in the path of a platform's link.
fn named_in(host: &hosts::Host, path: &str) -> Option<String> {
    let (way, query) = path.split_once('?').unwrap_or((path, ""));
    let way = way.split('#').next().unwrap_or("");
    let mut parts = way.split('/').filter(|p| !p.is_empty());
    let mut first = parts.next().unwrap_or("");
    let is = |word: &str, part: &str| part.eq_ignore_ascii_case(word);
    if host.platform == Platform::Facebook && is("profile.php", first) {
        let ids = query.split('&').filter_map(|pair| pair.strip_prefix("id="));
        let id = ids.map(|id| id.split('#').next().unwrap_or(id)).next()?;
        let number = !id.is_empty() && id.chars().all(|c| c.is_ascii_digit());
        return number.then(|| id.to_owned());
    }
    let marked = host.before.iter().any(|word| is(word, first));
    if marked {
        first = parts.next()?;
        // Pages of that form end in a number, which is the identity; their names are not.
        if host.platform == Platform::Facebook {
            let numbers =
                |part: &&str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
            first = parts.find(numbers).unwrap_or(first);
        }
    }
    let at = first.starts_with('@') || first.to_ascii_lowercase().starts_with("%40");
    let name = first.trim_start_matches('@');
    let name =
        if at && name.len() > 3 && name.get(..3).is_some_and(|p| p.eq_ignore_ascii_case("%40")) {
            name.get(3..).unwrap_or(name)
        } else {
            name
        };
    let reserved = hosts::PAGES.iter().chain(host.pages).any(|w| is(w, name));
    let sure = marked || at;
    let name = name.trim_end_matches('.');
    let names = sure || !(host.marked || reserved);
    (names && is_linked(name)).then(|| name.to_owned())
}

/// Letters that links spell with percent signs may be part of a name in one.
fn is_linked(name: &str) -> bool {
    let fine = |c: char| plain(c) || c == '%';
    !name.is_empty()
        && name.chars().count() <= LONGEST
        && name.chars().all(fine)
        && name.chars().any(char::is_alphanumeric)
}

/// The platform and handle a link to a profile names: `instagram.com/ana.lis`,
/// `https://www.tiktok.com/@ana?x=y`.
pub fn profile_link(text: &str) -> Option<(Platform, String)> {
    let text = text.trim();
    if !is_link(text) {
        return None;
    }
    match link(text)? {
        Link::Profile(profile) => Some((profile.platform?, profile.handle)),
        Link::Site(_) | Link::Page(_) => None,
    }
}
