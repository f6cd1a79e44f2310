//! Hosts by what a link to them says of a person: a platform with where the name stands in its
//! paths, or a site that many people share, which says nothing.

use crate::domain::rows::Platform;

/// A platform's host.
pub(super) struct Host {
    pub name: &'static str,
    pub platform: Platform,
    /// What may stand before the name: `in` of `linkedin.com/in/mia`.
    pub before: &'static [&'static str],
    /// A name needs one of those before it, or an `@`.
    pub marked: bool,
    /// First parts of paths that are pages of the platform.
    pub pages: &'static [&'static str],
}

const fn host(
    name: &'static str,
    platform: Platform,
    before: &'static [&'static str],
    pages: &'static [&'static str],
) -> Host {
    Host {
        name,
        platform,
        before,
        marked: false,
        pages,
    }
}

const FACEBOOK: &[&str] = &[
    "groups",
    "watch",
    "sharer",
    "story.php",
    "photo",
    "photo.php",
    "photos",
    "permalink.php",
    "marketplace",
    "gaming",
    "l.php",
    "dialog",
    "plugins",
    "home.php",
    "media",
    "notes",
    "ads",
    "business",
    "profile.php",
    "pg",
    "sharer.php",
    "video.php",
    "hashtag",
    "fundraisers",
];
const X_PAGES: &[&str] = &[
    "intent",
    "messages",
    "notifications",
    "compose",
    "jobs",
    "tos",
];
const THREADS: &[&str] = &["intent"];

/// The platforms' hosts.
#[rustfmt::skip] // a table
pub(super) const HOSTS: &[Host] = &[
    host("instagram.com", Platform::Instagram, &["_u"], &["direct", "tv", "accounts", "reel", "reels", "stories", "s", "ar", "audio", "popular", "web", "_n"]),
    host("instagr.am", Platform::Instagram, &[], &["reel", "tv"]),
    host("tiktok.com", Platform::TikTok, &[], &["v", "video", "music", "discover", "foryou", "following", "embed", "upload", "channel", "sticker", "friends", "messages", "feedback", "effect", "business"]),
    host("youtube.com", Platform::YouTube, &["channel", "c", "user"], &["watch", "shorts", "playlist", "embed", "feed", "results", "gaming", "post", "clip", "clips", "premium", "redirect", "v", "attribution_link", "community"]),
    host("twitch.tv", Platform::Twitch, &[], &["videos", "directory", "downloads", "team", "subscriptions", "clip", "store", "turbo", "jobs"]),
    host("pinterest.com", Platform::Pinterest, &[], &["pin", "ideas", "today", "topics", "board", "business"]),
    host("twitter.com", Platform::X, &[], X_PAGES),
    host("x.com", Platform::X, &[], X_PAGES),
    host("threads.net", Platform::Threads, &[], THREADS),
    host("threads.com", Platform::Threads, &[], THREADS),
    host("facebook.com", Platform::Facebook, &["pages", "people"], FACEBOOK),
    host("fb.com", Platform::Facebook, &["pages", "people"], FACEBOOK),
    Host { name: "linkedin.com", platform: Platform::LinkedIn, before: &["in", "company", "school", "showcase"], marked: true, pages: &[] },
    Host { name: "snapchat.com", platform: Platform::Snapchat, before: &["add"], marked: true, pages: &[] },
];

/// First parts of paths that name nobody on any platform.
pub(super) const PAGES: &[&str] = &[
    "p",
    "i",
    "t",
    "live",
    "share",
    "explore",
    "watch",
    "shorts",
    "video",
    "status",
    "hashtag",
    "tag",
    "tags",
    "playlist",
    "search",
    "home",
    "settings",
    "login",
    "signup",
    "about",
    "help",
    "privacy",
    "terms",
    "legal",
    "policies",
    "events",
    "reel",
    "reels",
    "stories",
    "story",
    "discover",
    "directory",
    "index.html",
    "index.php",
];

/// Hosts of platforms under another name that lead on to something: short links and redirects.
/// They stand before `HOSTS`, since some are parts of those.
const REDIRECTS: &[&str] = &[
    "vm.tiktok.com",
    "vt.tiktok.com",
    "l.instagram.com",
    "l.facebook.com",
    "lm.facebook.com",
    "clips.twitch.tv",
    "help.instagram.com",
    "business.facebook.com",
    "business.instagram.com",
    "ads.tiktok.com",
    "studio.youtube.com",
    "music.youtube.com",
    "t.snapchat.com",
    "story.snapchat.com",
    "map.snapchat.com",
    "t.co",
    "youtu.be",
    "pin.it",
    "fb.me",
    "fb.watch",
    "m.me",
    "ig.me",
    "lnkd.in",
];

/// Sites with pages of many people: link pages, shops, invitations, short links, shared documents.
const SHARED: &[&str] = &[
    // Link pages.
    "linktr.ee",
    "linktree.com",
    "beacons.ai",
    "beacons.page",
    "lnk.bio",
    "linkin.bio",
    "bio.link",
    "bio.site",
    "bio.fm",
    "msha.ke",
    "milkshake.app",
    "campsite.bio",
    "linkpop.com",
    "solo.to",
    "taplink.cc",
    "taplink.at",
    "hoo.be",
    "carrd.co",
    "allmylinks.com",
    "snipfeed.co",
    "koji.to",
    "withkoji.com",
    "flow.page",
    "later.com",
    "komi.io",
    "direct.me",
    "about.me",
    "tap.bio",
    "contactin.bio",
    "shor.by",
    "many.link",
    "bento.me",
    "pillar.io",
    "liinks.co",
    "heylink.me",
    "znap.link",
    "instabio.cc",
    "linkfly.to",
    "mssg.me",
    "linkbio.co",
    "lnk.to",
    "ffm.to",
    "lit.link",
    "litlink.com",
    "potofu.me",
    "linksome.me",
    "wlo.link",
    "lynk.id",
    "linkr.bio",
    "compile.bio",
    // Shops and support.
    "stan.store",
    "shopmy.us",
    "liketk.it",
    "liketoknow.it",
    "shopltk.com",
    "amazon.com",
    "amzn.to",
    "amzn.eu",
    "etsy.com",
    "depop.com",
    "ebay.com",
    "vinted.com",
    "patreon.com",
    "ko-fi.com",
    "buymeacoffee.com",
    "gumroad.com",
    "cameo.com",
    "onlyfans.com",
    "fansly.com",
    "whatnot.com",
    "poshmark.com",
    "redbubble.com",
    "spreadshop.com",
    "teespring.com",
    "shopee.com",
    "lazada.com",
    "throne.com",
    "wishtender.com",
    "paypal.me",
    "paypal.com",
    "cash.app",
    "venmo.com",
    "revolut.me",
    // Invitations and messengers.
    "discord.gg",
    "discord.com",
    "discordapp.com",
    "t.me",
    "telegram.me",
    "wa.me",
    "whatsapp.com",
    "line.me",
    "lin.ee",
    "signal.me",
    "signal.group",
    "calendly.com",
    "cal.com",
    "zcal.co",
    "zoom.us",
    "meet.google.com",
    "skype.com",
    "viber.com",
    "weixin.qq.com",
    "kakao.com",
    // Short links.
    "bit.ly",
    "tinyurl.com",
    "goo.gl",
    "ow.ly",
    "buff.ly",
    "rebrand.ly",
    "is.gd",
    "cutt.ly",
    "shorturl.at",
    "rb.gy",
    "t.ly",
    "s.id",
    "dub.sh",
    "spoti.fi",
    "geni.us",
    "lnk.ink",
    "kutt.it",
    "bl.ink",
    "snip.ly",
    "tiny.cc",
    "v.gd",
    "app.link",
    "page.link",
    "onelink.me",
    "urlgeni.us",
    // Documents, music, other networks without a place of their own here.
    "google.com",
    "forms.gle",
    "notion.so",
    "notion.site",
    "dropbox.com",
    "canva.com",
    "wetransfer.com",
    "wetransfer.net",
    "docdroid.net",
    "issuu.com",
    "airtable.com",
    "typeform.com",
    "spotify.com",
    "apple.com",
    "soundcloud.com",
    "deezer.com",
    "bandcamp.com",
    "medium.com",
    "reddit.com",
    "vimeo.com",
    "dailymotion.com",
    "vsco.co",
    "bsky.app",
    "mastodon.social",
    "quora.com",
    "flickr.com",
    "behance.net",
    "dribbble.com",
    "goodreads.com",
    "strava.com",
    "imdb.com",
    "wikipedia.org",
    "kick.com",
    "rumble.com",
    "substack.com",
    "tumblr.com",
    "wordpress.com",
    "blogspot.com",
    "wixsite.com",
    "weebly.com",
    "squarespace.com",
    "webflow.io",
    "bilibili.com",
    "weibo.com",
    "xiaohongshu.com",
    "xhslink.com",
    "douyin.com",
    "vk.com",
    "ok.ru",
    "lemon8-app.com",
    "bereal.com",
    "clubhouse.com",
    "yelp.com",
    "tripadvisor.com",
];

/// Whether a host is another one, or a part of it.
fn is_of(host: &str, known: &str) -> bool {
    host.strip_suffix(known)
        .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// The platform of a host, unless it is one of its redirects.
pub(super) fn known(host: &str) -> Option<&'static Host> {
    let host = host.trim_matches('.').to_ascii_lowercase();
    if is_redirect(&host) {
        return None;
    }
    // Pinterest answers under many countries' names.
    let parts = host.split('.').count();
    let pinterest = parts <= 4 && host.split('.').any(|part| part == "pinterest");
    HOSTS.iter().find(|known| {
        is_of(&host, known.name) || (known.platform == Platform::Pinterest && pinterest)
    })
}

fn is_redirect(host: &str) -> bool {
    REDIRECTS
        .iter()
        .any(|r| host == *r || host.strip_prefix("www.") == Some(r))
}

/// Whether a host is a site with pages of many people.
pub(super) fn is_shared(host: &str) -> bool {
    let host = host.trim_matches('.').to_ascii_lowercase();
    let amazon = host
        .split('.')
        .any(|part| part == "amazon" || part == "ebay" || part == "shopee");
    is_redirect(&host) || amazon || SHARED.iter().any(|known| is_of(&host, known))
}
