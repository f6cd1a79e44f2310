//! Handles and links to profiles. The identity of an account is its platform and its handle,
//! case-folded, without `@`; a link says both.

use crate::domain::rows::Platform;

/// A social profile as a cell names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Where, when the cell says so.
    pub platform: Option<Platform>,
    /// As written, without `@`.
    pub handle: String,
    /// The link, when there was one.
    pub url: String,
}

/// Hosts of the platforms, and what must stand before the name in a path there.
const HOSTS: &[(&str, Platform, &[&str])] = &[
    ("instagram.com", Platform::Instagram, &[]),
    ("instagr.am", Platform::Instagram, &[]),
    ("tiktok.com", Platform::TikTok, &[]),
    ("youtube.com", Platform::YouTube, &["channel", "c", "user"]),
    ("twitch.tv", Platform::Twitch, &[]),
    ("pinterest.com", Platform::Pinterest, &[]),
    ("twitter.com", Platform::X, &[]),
    ("x.com", Platform::X, &[]),
    ("threads.net", Platform::Threads, &[]),
    ("threads.com", Platform::Threads, &[]),
    ("facebook.com", Platform::Facebook, &["pages", "people"]),
    ("fb.com", Platform::Facebook, &[]),
    ("linkedin.com", Platform::LinkedIn, &["in", "company"]),
    ("snapchat.com", Platform::Snapchat, &["add"]),
];

/// First parts of paths that lead to a post or a page of the platform, not to a person.
const NOT_PEOPLE: &[&str] = &[
    "p", "reel", "reels", "stories", "explore", "watch", "shorts", "video", "status", "hashtag",
    "tag", "playlist", "share",
];

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

/// The platform a word names. Of several (`Instagram, TikTok`) the first, and whether there were
/// more.
pub fn platform(text: &str) -> Option<(Platform, bool)> {
    let lower = text.trim().to_lowercase();
    let exact = |word: &str| {
        WORDS
            .iter()
            .find(|(w, _)| *w == word.trim())
            .map(|(_, p)| *p)
    };
    if let Some(found) = exact(&lower) {
        return Some((found, false));
    }
    let mut parts = lower
        .split([',', '/', '+', '&', ';', '|'])
        .filter_map(exact);
    parts.next().map(|first| (first, parts.next().is_some()))
}

/// Whether a cell looks like a web address.
pub fn is_link(text: &str) -> bool {
    let text = text.trim();
    let lower = text.get(..8).unwrap_or(text).to_ascii_lowercase();
    lower.starts_with("http://")
        || lower.starts_with("https://")
        || lower.starts_with("www.")
        || text
            .split_once('/')
            .is_some_and(|(host, _)| known_host(host).is_some())
}

/// Whether a cell looks like a handle that says so itself.
pub fn is_handle(text: &str) -> bool {
    let text = text.trim();
    text.strip_prefix('@')
        .is_some_and(|h| !h.is_empty() && !h.contains([' ', '@']))
}

fn known_host(host: &str) -> Option<&'static (&'static str, Platform, &'static [&'static str])> {
    let host = host.trim_start_matches('.').to_ascii_lowercase();
    let same = |known: &str| {
        host == known
            || host
                .strip_suffix(known)
                .is_some_and(|rest| rest.ends_with('.'))
    };
    // Pinterest answers under many countries' names.
    let host_is_pinterest = host.split('.').any(|part| part == "pinterest");
    HOSTS.iter().find(|(known, platform, _)| {
        same(known) || (*platform == Platform::Pinterest && host_is_pinterest)
    })
}

/// Reads a cell that names profiles: one, or several parted by commas, semicolons or line breaks
/// when each says itself what it is. The error completes "cannot read …: ".
pub fn read(text: &str) -> Result<Vec<Profile>, String> {
    let text = text.trim();
    let parts: Vec<&str> = text
        .split([',', ';', '\n', ' '])
        .map(str::trim)
        .filter(|p| !p.is_empty() && *p != "/")
        .collect();
    if parts.len() > 1 && parts.iter().all(|p| is_handle(p) || is_link(p)) {
        return parts.into_iter().map(one).collect();
    }
    one(text).map(|p| vec![p])
}

fn one(text: &str) -> Result<Profile, String> {
    if is_link(text) {
        return link(text);
    }
    let handle = text.trim_start_matches('@').trim();
    if handle.contains('@') {
        return Err("it looks like an e-mail address, not a handle".into());
    }
    if handle.is_empty() {
        return Err("there is nothing after the @".into());
    }
    if handle.chars().count() > 100 {
        return Err("it is too long for a handle".into());
    }
    Ok(Profile {
        platform: None,
        handle: handle.into(),
        url: String::new(),
    })
}

fn link(text: &str) -> Result<Profile, String> {
    let lower = text.to_ascii_lowercase();
    let skip = ["https://", "http://"]
        .iter()
        .find(|s| lower.starts_with(**s))
        .map_or(0, |s| s.len());
    let rest = text.get(skip..).unwrap_or(text);
    let path_start = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(path_start);
    let url = if skip == 0 {
        format!("https://{text}")
    } else {
        text.to_string()
    };
    let Some((_, platform, before)) = known_host(host) else {
        return website(host, &url);
    };
    let mut parts = path
        .split(['?', '#'])
        .next()
        .unwrap_or("")
        .split('/')
        .filter(|p| !p.is_empty());
    let mut first = parts.next();
    if first.is_some_and(|f| before.contains(&f.to_ascii_lowercase().as_str())) {
        first = parts.next();
    }
    let name = first.unwrap_or("").trim_start_matches('@');
    if name.is_empty()
        || (!path.contains('@') && NOT_PEOPLE.contains(&name.to_ascii_lowercase().as_str()))
    {
        return Err(format!(
            "the link leads to {}, but not to a profile",
            platform.label()
        ));
    }
    Ok(Profile {
        platform: Some(*platform),
        handle: name.to_string(),
        url,
    })
}

/// A link to a place of their own: the host is the handle.
fn website(host: &str, url: &str) -> Result<Profile, String> {
    let host = host.to_ascii_lowercase();
    let name = host.strip_prefix("www.").unwrap_or(&host);
    if !name.contains('.') || name.contains(|c: char| c.is_whitespace() || c == '@') {
        return Err("it is not a link".into());
    }
    let platform = if name.ends_with(".substack.com") {
        Platform::Newsletter
    } else {
        Platform::Blog
    };
    Ok(Profile {
        platform: Some(platform),
        handle: name.to_string(),
        url: url.to_string(),
    })
}

/// The handle as it is compared.
pub fn folded(handle: &str) -> String {
    handle.trim().trim_start_matches('@').to_lowercase()
}

/// Whether a cell looks like an e-mail address: light on purpose, since odd addresses exist and
/// nothing is sent to them.
pub fn is_email(text: &str) -> bool {
    let text = text.trim();
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    let fine = |c: char| {
        !c.is_whitespace()
            && !c.is_control()
            && !matches!(c, ',' | ';' | '<' | '>' | '(' | ')' | '"' | '/')
    };
    !local.is_empty()
        && !local.contains('@')
        && text.len() <= 254
        && text.chars().all(fine)
        && domain.contains('.')
        && !domain.starts_with('.')
        && !domain.ends_with('.')
        && !domain.contains("..")
}

/// The address in a cell: `Mia <mia@example.com>`, `mailto:mia@example.com`, the first of several.
/// `None` when there is none.
pub fn email(text: &str) -> Option<&str> {
    text.split([' ', ',', ';', '<', '>', '\n', '"'])
        .map(|part| part.trim().strip_prefix("mailto:").unwrap_or(part.trim()))
        .find(|part| is_email(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn handles_and_links_name_a_profile() {
        let check = |text: &str, platform: Option<Platform>, handle: &str| {
            let read = read(text).unwrap_or_else(|why| panic!("{text}: {why}"));
            assert_eq!(read.len(), 1, "{text}");
            assert_eq!(
                (read[0].platform, read[0].handle.as_str()),
                (platform, handle),
                "{text}"
            );
        };
        check("@MiaBrews", None, "MiaBrews");
        check("mia.brews", None, "mia.brews");
        check(
            "https://www.instagram.com/MiaBrews/",
            Some(Platform::Instagram),
            "MiaBrews",
        );
        check(
            "instagram.com/miabrews?igsh=abc",
            Some(Platform::Instagram),
            "miabrews",
        );
        check(
            "https://www.tiktok.com/@mia.b/video/123",
            Some(Platform::TikTok),
            "mia.b",
        );
        check(
            "https://m.youtube.com/@MiaTea",
            Some(Platform::YouTube),
            "MiaTea",
        );
        check(
            "https://youtube.com/channel/UC123_x",
            Some(Platform::YouTube),
            "UC123_x",
        );
        check(
            "https://www.linkedin.com/in/mia-o/",
            Some(Platform::LinkedIn),
            "mia-o",
        );
        check("https://twitter.com/mia", Some(Platform::X), "mia");
        check(
            "https://www.pinterest.de/mia/",
            Some(Platform::Pinterest),
            "mia",
        );
        check(
            "https://mia.substack.com/about",
            Some(Platform::Newsletter),
            "mia.substack.com",
        );
        check(
            "https://www.miabrews.co.uk/",
            Some(Platform::Blog),
            "miabrews.co.uk",
        );
        assert_eq!(read("@a, @b").unwrap().len(), 2);
    }

    #[test]
    fn what_is_no_profile_is_refused() {
        for text in [
            "mia@example.com",
            "@",
            "https://www.instagram.com/p/abc/",
            "https://instagram.com/",
            "http://",
        ] {
            assert!(read(text).is_err(), "{text}: {:?}", read(text));
        }
    }

    #[test]
    fn platforms_have_many_names() {
        assert_eq!(platform("IG"), Some((Platform::Instagram, false)));
        assert_eq!(platform("Tik Tok"), Some((Platform::TikTok, false)));
        assert_eq!(
            platform("Instagram / YouTube"),
            Some((Platform::Instagram, true))
        );
        assert_eq!(platform("carrier pigeon"), None);
    }

    #[test]
    fn addresses_are_looked_at_lightly() {
        for text in ["a@b.co", "mia+x@mail.example.com", "müller@exämple.de"] {
            assert!(is_email(text), "{text}");
        }
        for text in ["a@b", "@mia", "a b@c.de", "a@b..c", "a@@b.c", "a@.de", ""] {
            assert!(!is_email(text), "{text}");
        }
        assert_eq!(
            email("Mia Okafor <mia@example.com>"),
            Some("mia@example.com")
        );
        assert_eq!(email("a@x.de; b@x.de"), Some("a@x.de"));
        assert_eq!(email("call her"), None);
    }
}
