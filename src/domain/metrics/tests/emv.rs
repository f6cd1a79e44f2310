//! The media value: each way by hand, nothing while it is off, unknown while its price or its
//! numbers are.

use super::*;
use crate::domain::settings::{EmvMethod, Settings};

/// A post with 16,000 impressions, 8,000 views, 300 likes, 100 comments, 60 saves, 40 shares.
fn posted(method: EmvMethod) -> Launch {
    let mut l = launch();
    l.w.settings.emv.method = method;
    l.numbers("2026-11-12", |r| {
        (r.views, r.impressions) = (Some(8_000), Some(16_000));
        (r.likes, r.comments, r.saves, r.shares) = (Some(300), Some(100), Some(60), Some(40));
    });
    l
}

/// The keys and labels of the media values that are shown.
fn shown(settings: &Settings) -> Vec<(&'static str, &'static str)> {
    in_use(settings)
        .filter(|m| m.only.is_some())
        .map(|m| (m.key, m.label))
        .collect()
}

#[test]
fn each_way_by_hand() {
    let ways: [(EmvMethod, &str, &str, &str, &str); 4] = [
        // 16,000 × $15 / 1,000
        (
            EmvMethod::Impressions,
            "emv_impressions",
            "impressions",
            "$240",
            "16,000 impressions × $15 / 1,000",
        ),
        // 8,000 × $10.80 / 1,000
        (
            EmvMethod::Views,
            "emv_views",
            "views",
            "$86.40",
            "8,000 views × $10.80 / 1,000",
        ),
        // (300 + 100 + 60 + 40) × $250 / 1,000
        (
            EmvMethod::Engagements,
            "emv_engagements",
            "engagements",
            "$125",
            "500 engagements × $250 / 1,000",
        ),
        // 300 × $0.07 + 100 × $3.46 + 40 × $1.72
        (
            EmvMethod::Actions,
            "emv_actions",
            "action",
            "$435.80",
            "300 likes × $70 / 1,000 + 100 comments × $3,460 / 1,000 + 40 shares × $1,720 / 1,000 + 60 saves, no price set",
        ),
    ];
    for (method, key, way, value, from) in ways {
        let l = posted(method);
        assert_eq!(
            shown(&l.w.settings),
            [(key, format!("media value by {way} (EMV)").as_str())]
        );
        l.check(&[(key, value)]);
        assert_eq!((by_key(key).unwrap().inputs)(&l.line().inputs), from);
        for lens in lens::LENSES {
            let keys: Vec<&str> = lens.metrics(&l.w.settings).iter().map(|m| m.key).collect();
            assert_eq!(
                keys.last(),
                Some(&key),
                "behind everything else of {}",
                lens.key
            );
            assert_eq!(keys.len(), lens.shown.len() + 1);
        }
    }
}

#[test]
fn off_it_is_nowhere() {
    let settings = Settings::default();
    assert_eq!(shown(&settings), []);
    assert!(
        lens::LENSES
            .iter()
            .all(|lens| lens.metrics(&settings).len() == lens.shown.len())
    );
}

#[test]
fn what_is_not_known_has_no_value() {
    let all = [
        "emv_impressions",
        "emv_views",
        "emv_engagements",
        "emv_actions",
    ];
    let mut l = launch();
    l.check(&all.map(|key| (key, "–")));
    // A like and nothing else is known; what has no price is not counted.
    l.numbers("2026-11-12", |r| r.likes = Some(1_000));
    l.check(&[
        ("emv_impressions", "–"),
        ("emv_views", "–"),
        ("emv_engagements", "$250"),
        ("emv_actions", "$70"),
    ]);
    l.w.settings.emv.likes = 0;
    l.w.settings.emv.engagements = 0;
    l.check(&all.map(|key| (key, "–")));
    l.numbers("2026-11-13", |r| {
        (r.views, r.impressions, r.saves) = (Some(0), Some(1), Some(9))
    });
    // Less than half a cent is nothing, and 9 saves without a price are not known.
    l.w.settings.emv.impressions = 400;
    l.check(&[
        ("emv_views", "$0"),
        ("emv_impressions", "$0"),
        ("emv_actions", "–"),
    ]);
    l.w.settings.general.currency = None;
    l.check(&all.map(|key| (key, "–")));
}

#[test]
fn a_second_post_without_numbers_is_said() {
    let mut l = posted(EmvMethod::Views);
    l.w.piece(l.deal, "story", |p| {
        (p.state, p.live) = (PieceState::Live, Some(day("2026-11-11")))
    });
    let words = (by_key("emv_views").unwrap().inputs)(&l.line().inputs);
    assert_eq!(
        words,
        "8,000 views (known of 1 of 2 posts) × $10.80 / 1,000"
    );
    // A campaign's value is that of its lines.
    assert_eq!(
        (by_key("emv_views").unwrap().compute)(&l.report().total).shown(),
        "$86.40"
    );
}
