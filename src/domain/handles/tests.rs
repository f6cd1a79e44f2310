//! A table of what people type into cells of handles and links.

use super::*;
use Platform::*;

#[track_caller]
fn profiles(text: &str, on: Option<Platform>) -> Vec<(Option<Platform>, String)> {
    let named = read(text, on).unwrap_or_else(|why| panic!("{text}: {why}"));
    assert_eq!(named.links, Vec::<String>::new(), "{text}");
    named
        .profiles
        .into_iter()
        .map(|p| (p.platform, p.handle))
        .collect()
}

#[test]
fn handles_and_links_name_a_profile() {
    let check = |text: &str, platform: Option<Platform>, handle: &str| {
        assert_eq!(
            profiles(text, None),
            [(platform, handle.to_owned())],
            "{text}"
        );
    };
    check("@MiaBrews", None, "MiaBrews");
    check("mia.brews", None, "mia.brews");
    check(
        "https://www.instagram.com/MiaBrews/",
        Some(Instagram),
        "MiaBrews",
    );
    check(
        "instagram.com/miabrews?igsh=abc",
        Some(Instagram),
        "miabrews",
    );
    check(
        "https://www.instagram.com/_u/miabrews/",
        Some(Instagram),
        "miabrews",
    );
    check("HTTPS://INSTAGRAM.COM/mia", Some(Instagram), "mia");
    check(
        "https://www.tiktok.com/@mia.b/video/123",
        Some(TikTok),
        "mia.b",
    );
    check("https://www.tiktok.com/@live", Some(TikTok), "live");
    check("https://m.youtube.com/@MiaTea", Some(YouTube), "MiaTea");
    check(
        "https://youtube.com/channel/UC123_x",
        Some(YouTube),
        "UC123_x",
    );
    check(
        "https://www.linkedin.com/in/mia-o/",
        Some(LinkedIn),
        "mia-o",
    );
    check("https://twitter.com/mia", Some(X), "mia");
    check("https://www.pinterest.de/mia/", Some(Pinterest), "mia");
    check(
        "https://www.facebook.com/profile.php?id=100011112222",
        Some(Facebook),
        "100011112222",
    );
    check(
        "https://m.facebook.com/profile.php?sk=about&id=1000",
        Some(Facebook),
        "1000",
    );
    check(
        "https://www.facebook.com/people/Ana-Lis/1000111/",
        Some(Facebook),
        "1000111",
    );
    check("facebook.com/ana.lis", Some(Facebook), "ana.lis");
    check("https://www.snapchat.com/add/mia", Some(Snapchat), "mia");
    check(
        "https://mia.substack.com/about",
        Some(Newsletter),
        "mia.substack.com",
    );
    check("https://www.miabrews.co.uk/", Some(Blog), "miabrews.co.uk");
    check("https://www.threads.net/@mia", Some(Threads), "mia");
}

#[test]
fn remarks_are_no_part_of_a_handle() {
    let check = |text: &str, platform: Option<Platform>, handle: &str, remarks: bool| {
        let named = read(text, None).unwrap_or_else(|why| panic!("{text}: {why}"));
        let found: Vec<_> = named
            .profiles
            .iter()
            .map(|p| (p.platform, &*p.handle))
            .collect();
        assert_eq!(
            (found, named.remarks),
            (vec![(platform, handle)], remarks),
            "{text}"
        );
    };
    check("@ida (IG)", Some(Instagram), "ida", false);
    check("@ida [TikTok]", Some(TikTok), "ida", false);
    check("@ida on TikTok", Some(TikTok), "ida", false);
    check("ida (12k)", None, "ida", true);
    check("ida_t - private", None, "ida_t", true);
    check("@ida – backup", None, "ida", true);
    check("@ida new account", None, "ida", true);
    check("ig: ida", Some(Instagram), "ida", false);
    check("IG @ida", Some(Instagram), "ida", false);
    check("(IG) @ida", Some(Instagram), "ida", false);
    check("instagram: a7_t", Some(Instagram), "a7_t", false);
    check("insta - ida", Some(Instagram), "ida", false);
    check("Tik Tok: @ida", Some(TikTok), "ida", false);
    check("x: ida", Some(X), "ida", false);
    check("ig-ida", None, "ig-ida", false);
    check("x.ida", None, "x.ida", false);
    check("tt_ida", None, "tt_ida", false);
    check("＠ida", None, "ida", false);
    check("＠ｉｄａ．ｔ", None, "ida.t", false);
    check("@ida.", None, "ida", false);
    check("@ida,", None, "ida", false);
    check("@@ida", None, "ida", false);
    check("@ ida", None, "ida", false);
    check("\u{200e}@ida\u{200b}", None, "ida", false);
    check("\"@ida\"", None, "ida", false);
    check("(@ida)", None, "ida", false);
    check("@ida ☕", None, "ida", false);
    check("@_ida_", None, "_ida_", false);
    check("Ida Lis (@ida.b)", None, "ida.b", true);
    check("@名前", None, "名前", false);
}

#[test]
fn several_handles_in_a_cell_are_several() {
    let check = |text: &str, on: Option<Platform>, all: &[(Option<Platform>, &str)]| {
        let all: Vec<_> = all.iter().map(|(p, h)| (*p, (*h).to_owned())).collect();
        assert_eq!(profiles(text, on), all, "{text}");
    };
    check("@a, @b", None, &[(None, "a"), (None, "b")]);
    check("@a @b", None, &[(None, "a"), (None, "b")]);
    check("@a / @b", None, &[(None, "a"), (None, "b")]);
    check("@a and @b", None, &[(None, "a"), (None, "b")]);
    check(
        "IG: ida; TT: ida.t",
        None,
        &[(Some(Instagram), "ida"), (Some(TikTok), "ida.t")],
    );
    check(
        "@ida (IG), @idat (TT)",
        None,
        &[(Some(Instagram), "ida"), (Some(TikTok), "idat")],
    );
    check(
        "ida, ida_backup",
        Some(Instagram),
        &[(None, "ida"), (None, "ida_backup")],
    );
    check(
        "@a + instagram.com/b",
        None,
        &[(None, "a"), (Some(Instagram), "b")],
    );
}

#[test]
fn links_that_name_nobody_stay_links() {
    for text in [
        "https://linktr.ee/ida",
        "linktr.ee/ida",
        "https://beacons.ai/ida",
        "lnk.bio/ida",
        "https://linkin.bio/ida",
        "https://ida.carrd.co",
        "https://discord.com/invite/ida",
        "https://discord.gg/ida",
        "https://t.me/ida",
        "https://wa.me/4917000",
        "https://bit.ly/3xy",
        "https://vm.tiktok.com/ZM123/",
        "https://www.tiktok.com/t/ZT8abc/",
        "https://youtu.be/abc",
        "https://www.instagram.com/p/Cabc123/",
        "https://www.instagram.com/reel/Cabc123/",
        "https://www.instagram.com/stories/ida/123/",
        "https://www.instagram.com/share/abc",
        "https://www.instagram.com/",
        "https://www.youtube.com/watch?v=abc",
        "https://www.youtube.com/live/abc",
        "https://youtube.com/shorts/abc",
        "https://www.facebook.com/profile.php",
        "https://www.facebook.com/share/abc/",
        "https://www.facebook.com/groups/tea",
        "https://www.facebook.com/p/Ida-100/",
        "https://x.com/i/lists/1",
        "https://twitter.com/intent/user?user_id=1",
        "https://www.threads.net/t/abc",
        "https://www.linkedin.com/feed/",
        "https://pin.it/abc",
        "https://www.pinterest.com/pin/123/",
        "https://www.snapchat.com/t/abc",
        "https://www.amazon.de/shop/ida",
        "https://shopmy.us/ida",
        "https://www.patreon.com/ida",
        "https://open.spotify.com/show/1",
        "https://docs.google.com/document/d/1",
        "https://agency.example/talents/ida",
        "https://m.me/ida",
        "https://substack.com/@ida",
    ] {
        let named = read(text, None).unwrap_or_else(|why| panic!("{text}: {why}"));
        assert_eq!(
            (named.profiles.len(), named.links.len()),
            (0, 1),
            "{text}: {named:?}"
        );
        assert_eq!(profile_link(text), None, "{text}");
    }
}

#[test]
fn a_column_of_handles_takes_what_looks_like_a_host_for_a_handle() {
    for text in ["www.idabrews", "www.m0ss.com", "ida.co"] {
        assert_eq!(profiles(text, Some(TikTok)), [(None, text.to_owned())]);
    }
    assert_eq!(
        profiles("www.m0ss.com", Some(Blog)),
        [(Some(Blog), "m0ss.com".to_owned())]
    );
    assert_eq!(
        profiles("The Tea Hour", Some(Podcast)),
        [(None, "The Tea Hour".to_owned())]
    );
}

#[test]
fn what_is_no_handle_is_refused() {
    for text in [
        "mia@example.com",
        "@",
        "http://",
        "Mia Brews",
        "---",
        "a/b",
        "@a says @b too",
        "mia#1234",
    ] {
        assert!(read(text, None).is_err(), "{text}: {:?}", read(text, None));
    }
}

#[test]
fn platforms_have_many_names() {
    assert_eq!(platform("IG"), Some((Instagram, false)));
    assert_eq!(platform("Tik Tok"), Some((TikTok, false)));
    assert_eq!(platform("Instagram / YouTube"), Some((Instagram, true)));
    assert_eq!(platform("carrier pigeon"), None);
}
