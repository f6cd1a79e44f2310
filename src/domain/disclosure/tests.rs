//! Captions as people write them, the verdict each deserves, and the rule that says so.

use super::*;

/// Asserts verdict and rule of a caption in a market.
fn check_in(key: &str, caption: &str, verdict: Verdict, rule: &str) {
    let told = check(market(key).unwrap(), caption, Some(Platform::Instagram));
    assert_eq!(
        (told.verdict, told.rule.as_str()),
        (verdict, rule),
        "{key}: {caption:?}: {told:?}"
    );
    assert!(told.why.ends_with('.') && told.why.len() > 20, "{told:?}");
    assert!(caption.contains(&told.found));
}

use Verdict::{Accepted, Missing, Risky};

const LONG: &str = "This winter tea has been on my table every single morning since the first frost, and I still look forward to the first cup of the day.";

#[test]
fn united_states() {
    for (caption, verdict, rule) in [
        ("#ad My new winter ritual from @northleaf", Accepted, "US-1"),
        ("Ad: my new winter ritual", Accepted, "US-1"),
        (
            "AD | three teas for cold mornings #tea #winter #cosy",
            Accepted,
            "US-1",
        ),
        (
            "Sponsored by @northleaf: three teas for cold mornings",
            Accepted,
            "US-1",
        ),
        ("#sponsored Three teas for cold mornings", Accepted, "US-1"),
        (
            "Paid partnership with Northleaf. Three teas.",
            Accepted,
            "US-1",
        ),
        ("#paidpartnership three teas", Accepted, "US-1"),
        (
            "Thanks to Northleaf Tea for the free product! I love it",
            Accepted,
            "US-2",
        ),
        ("Gifted by @northleaf: three teas", Accepted, "US-2"),
        ("#ad #tea #winter #cosy what a morning", Accepted, "US-1"),
        ("Thanks to Northleaf for a lovely evening", Risky, "US-3"),
        ("My favourite tea #spon", Risky, "US-3"),
        ("My favourite tea #partner", Risky, "US-3"),
        ("So happy about this #collab", Risky, "US-3"),
        ("Proud #brandambassador of Northleaf", Risky, "US-3"),
        ("Use my affiliate link for 10 % off", Risky, "US-3"),
        ("My favourite tea #ee", Risky, "US-3"),
        ("I love this tea #tea #winter #ad #cosy", Risky, "US-6"),
        ("I love this tea #tea #winter #cosy #ad", Risky, "US-6"),
        (
            "I love this tea, not an ad, I just love it",
            Missing,
            "US-4",
        ),
        ("I love this tea. Not sponsored!", Missing, "US-4"),
        ("I love this tea", Missing, "US-7"),
        ("", Missing, "US-7"),
        (
            "Had a bad day, so glad about this tea #adventure",
            Missing,
            "US-7",
        ),
        ("Read more at northleaf.com/ad or ask @ad", Missing, "US-7"),
        ("Link https://northleaf.com/sponsored", Missing, "US-7"),
        ("I love this tea #tea #ad", Accepted, "US-1"),
    ] {
        check_in("us", caption, verdict, rule);
    }
}

#[test]
fn behind_more() {
    check_in("us", &format!("{LONG} #ad"), Risky, "US-5");
    check_in("uk", &format!("{LONG} Ad"), Risky, "UK-5");
    check_in("us", "Morning\n\n.\n.\n#ad", Risky, "US-5");
    check_in("us", &format!("#ad {LONG} #ad"), Accepted, "US-1");
    check_in("de", &format!("{LONG} Werbung"), Risky, "DE-5");
    // Seen behind the fold first, and once more in front: the one in front counts.
    check_in(
        "uk",
        &format!("Ad. {LONG} #tea #ad #cosy"),
        Accepted,
        "UK-1",
    );
    // A video's description is cut earlier than a caption.
    let short = "A cup for every morning of a long and very cold winter, and why I chose it over the other six. #ad";
    let us = market("us").unwrap();
    assert_eq!(
        check(us, short, Some(Platform::Instagram)).verdict,
        Accepted
    );
    assert_eq!(check(us, short, Some(Platform::TikTok)).verdict, Risky);
}

#[test]
fn united_kingdom() {
    for (caption, verdict, rule) in [
        ("Ad - my new winter ritual", Accepted, "UK-1"),
        ("[ADVERT] my new winter ritual", Accepted, "UK-1"),
        ("#advertisement my new winter ritual", Accepted, "UK-1"),
        (
            "Advertisement feature: my new winter ritual",
            Accepted,
            "UK-1",
        ),
        ("Sponsored by Northleaf", Risky, "UK-2"),
        ("#sp my new winter ritual", Risky, "UK-2"),
        ("In association with Northleaf", Risky, "UK-2"),
        ("Paid partnership with Northleaf", Risky, "UK-2"),
        ("Thanks to @northleaf for the free tea", Risky, "UK-2"),
        ("#gifted my new winter ritual", Risky, "UK-3"),
        ("My new winter ritual @northleaf", Missing, "UK-7"),
        ("Not an ad, just tea", Missing, "UK-4"),
        ("New ritual #tea #ad #cosy", Risky, "UK-6"),
        ("#gifted, and also an ad", Accepted, "UK-1"),
    ] {
        check_in("uk", caption, verdict, rule);
    }
}

#[test]
fn france_and_germany() {
    for (key, caption, verdict, rule) in [
        ("fr", "Publicité : mon thé du matin", Accepted, "FR-1"),
        ("fr", "PUBLICITE mon thé du matin", Accepted, "FR-1"),
        ("fr", "#publicité mon thé", Accepted, "FR-1"),
        (
            "fr",
            "Collaboration commerciale avec Northleaf",
            Accepted,
            "FR-1",
        ),
        ("fr", "#collaborationcommerciale mon thé", Accepted, "FR-1"),
        ("fr", "En partenariat avec Northleaf", Risky, "FR-2"),
        ("fr", "#collab mon thé du matin", Risky, "FR-2"),
        ("fr", "Thé offert par @northleaf", Risky, "FR-2"),
        ("fr", "#ad mon thé du matin", Risky, "FR-3"),
        ("fr", "Ceci n'est pas une publicité", Missing, "FR-4"),
        ("fr", "Mon thé du matin", Missing, "FR-7"),
        ("de", "Werbung | Mein Tee am Morgen", Accepted, "DE-1"),
        ("de", "Anzeige: Mein Tee am Morgen", Accepted, "DE-1"),
        ("de", "#werbung Mein Tee", Accepted, "DE-1"),
        (
            "de",
            "unbezahlte Werbung, weil Marke erkennbar",
            Accepted,
            "DE-1",
        ),
        ("de", "Mein Tee am Morgen #ad", Risky, "DE-3"),
        ("de", "Sponsored by Northleaf", Risky, "DE-2"),
        ("de", "In Kooperation mit Northleaf", Risky, "DE-2"),
        ("de", "Keine Werbung, selbst gekauft", Missing, "DE-4"),
        (
            "de",
            "Mein Tee #tee #winter #werbung #gemütlich",
            Risky,
            "DE-6",
        ),
        ("de", "Mein Tee am Morgen", Missing, "DE-7"),
    ] {
        check_in(key, caption, verdict, rule);
    }
}

#[test]
fn every_market_is_read_and_says_where_its_rules_are_from() {
    assert_eq!(
        markets().iter().map(|m| m.key.as_str()).collect::<Vec<_>>(),
        ["us", "uk", "fr", "de"]
    );
    for m in markets() {
        assert!(m.cited().contains("20") && !m.source.is_empty());
        assert!(
            m.position.len() == 1
                && m.hashtags.len() == 1
                && m.missing.len() == 1
                && m.fold.contains_key("other")
        );
        assert!(
            m.fold
                .keys()
                .all(|k| k == "other" || Platform::from_word(k).is_some()),
            "{:?}",
            m.fold
        );
        assert!(!m.reminders("reel").is_empty());
    }
    assert_eq!(market("GB").map(|m| m.key.as_str()), Some("uk"));
    assert!(market("atlantis").is_none());
}

#[test]
fn any_text_is_answered() {
    for text in [
        "＃ad ａｄ",
        "\u{202e}da#",
        "#",
        "##ad",
        "@",
        "#ad#tea",
        "ad\u{0}",
        "🎉#ad🎉",
        "a.d",
        "....",
        "#ad\u{fe0f}",
    ] {
        for m in markets() {
            let _ = check(m, text, None);
        }
    }
    check_in("us", "##ad tea", Accepted, "US-1");
    check_in("us", "🎉#ad🎉", Accepted, "US-1");
    check_in("us", "＃ad", Accepted, "US-1");
}
