//! Links are alike for nobody; codes that lead orders astray are named.

use super::*;
use crate::domain::testing::World;

fn bench(handles: &[&str]) -> (World, Vec<Id<Collaboration>>) {
    let mut b = World::on("2026-11-20");
    let winter = b.campaign("Winter Blend, Wéll");
    let mut deals = Vec::new();
    for handle in handles {
        let creator = b.creator(handle);
        b.add::<Account>(|id| Account::new(id, creator, Platform::Instagram, handle));
        let deal = b.deal(creator, Stage::Onboarding);
        b.set(deal, |c: &mut Collaboration| c.campaign = Some(winter));
        deals.push(deal);
    }
    (b, deals)
}

fn of(b: &mut World, site: &str, deal: Id<Collaboration>) -> Result<String, String> {
    b.settings.general.site = site.into();
    let ctx = b.ctx();
    let one = link(&ctx, ctx.model.get(deal).unwrap());
    assert_eq!(
        one,
        Links::build(&ctx).of(ctx.model.get(deal).unwrap()),
        "one by one and all at once"
    );
    one
}

#[test]
fn a_link_is_built_by_one_rule() {
    let (mut b, deals) = bench(&["mia.brews", "zoe"]);
    let end = "utm_source=instagram&utm_medium=influencer&utm_campaign=winter-blend-well&utm_content=mia-brews";
    let check = |b: &mut World, site: &str, want: &str| {
        assert_eq!(of(b, site, deals[0]).as_deref(), Ok(want), "{site}")
    };
    check(
        &mut b,
        "example.com/tea",
        &format!("https://example.com/tea?{end}"),
    );
    check(
        &mut b,
        "https://example.com/?a=b",
        &format!("https://example.com/?a=b&{end}"),
    );
    check(
        &mut b,
        "https://example.com/#new",
        &format!("https://example.com/?{end}#new"),
    );
    for bad in [
        "",
        "nowhere",
        "javascript://x.y",
        "exa mple.com",
        "https://x.y/\"><b>",
    ] {
        assert!(of(&mut b, bad, deals[0]).is_err(), "{bad}");
    }
}

#[test]
fn two_creators_never_share_a_link() {
    let (mut b, deals) = bench(&["mia_brews", "mia.brews"]);
    let (a, z) = (
        of(&mut b, "example.com", deals[0]).unwrap(),
        of(&mut b, "example.com", deals[1]).unwrap(),
    );
    assert_ne!(a, z);
}

#[test]
fn codes_that_lead_orders_astray_are_named() {
    let mut b = World::on("2026-11-20");
    let mut give = |name: &str, code: &str| {
        let creator = b.creator(name);
        let right = b.right(creator, RightKind::Code, "", "2027-01-01");
        b.set(right, |r: &mut Right| r.code = code.into());
        right
    };
    let (mia, lia, zoe, ana, max) = (
        give("Mia", "TEA10"),
        give("Lia", "tea 10"),
        give("Zoe", "TEA18"),
        give("Ana", "ANA20"),
        give("Max", "MÄX!"),
    );
    let all = troubles(&b.model);
    assert!(all[&mia].starts_with("Lia has it too"), "{all:?}");
    assert!(all[&lia].starts_with("Mia has it too"), "{all:?}");
    assert!(all[&zoe].starts_with("one slip from"), "{all:?}");
    assert!(all[&max].starts_with("hard to type"), "{all:?}");
    assert_eq!(all.get(&ana), None);
}

#[test]
fn a_code_that_is_typed_for_an_order_is_looked_at() {
    let mut b = World::on("2026-11-20");
    let (mia, zoe) = (b.creator("Mia"), b.creator("Zoe"));
    let right = b.right(mia, RightKind::Code, "", "2027-01-01");
    b.set(right, |r: &mut Right| r.code = "MIA10".into());
    let check = |code: &str, of, said: Option<&str>| {
        assert_eq!(doubt(&b.model, code, of).as_deref(), said, "{code}")
    };
    check(" mia10", mia, None);
    check("#MIA10", mia, None);
    check("MIA10", zoe, Some("MIA10 is the code of Mia"));
    check(
        "MAI10",
        mia,
        Some("nobody has the code MAI10 yet; MIA10 of Mia looks like it"),
    );
    check("QWERTZ", mia, Some("nobody has the code QWERTZ yet"));
    check("M1", mia, Some("nobody has the code M1 yet"));
}
