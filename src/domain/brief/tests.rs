//! A brief says what the deal says, begins with what the campaign told others, and is inert
//! wherever it is written.

use super::*;
use crate::domain::review::brief_sent;
use crate::domain::testing::{World, day, money};

/// Mia in the winter campaign: a reel, a fee, a right, a target, a code.
fn bench() -> (World, Id<Collaboration>) {
    let mut b = World::on("2026-11-20");
    let mia = b.creator("Mia Okafor");
    let winter = b.campaign("Winter Blend");
    let deal = b.deal(mia, Stage::Onboarding);
    b.set(deal, |c: &mut Collaboration| {
        c.campaign = Some(winter);
        c.fee = money("42000 USD");
        c.commission = Some(800);
        c.net_days = Some(14);
        c.agreed = Some(day("2026-11-10"));
    });
    b.set(winter, |c: &mut Campaign| c.goal = "90 first orders".into());
    (b, deal)
}

fn said(b: &World, deal: Id<Collaboration>, key: &str) -> String {
    let sheet = sheet(&b.ctx(), deal).unwrap();
    sheet
        .lines
        .iter()
        .find(|l| l.key == key)
        .map(|l| l.text.clone())
        .unwrap_or_default()
}

#[test]
fn facts_come_from_the_rows() {
    let (mut b, deal) = bench();
    let creator = b.model.get(deal).unwrap().creator;
    assert_eq!(said(&b, deal, "goal"), "90 first orders");
    assert!(
        said(&b, deal, "pay").contains("8% of sales · paid within 14 days"),
        "{}",
        said(&b, deal, "pay")
    );
    assert_eq!(said(&b, deal, "pieces"), "");
    assert!(sheet(&b.ctx(), deal).unwrap().missing().contains(&"Pieces"));
    let right = b.right(creator, RightKind::Usage, "organic reposts", "2027-03-04");
    b.set(right, |r: &mut Right| r.collaboration = Some(deal));
    let code = b.right(creator, RightKind::Code, "", "2027-03-04");
    b.set(code, |r: &mut Right| r.code = "MIA10".into());
    assert_eq!(
        said(&b, deal, "rights"),
        "organic reposts until Thu 4 Mar 2027"
    );
    assert!(
        said(&b, deal, "must").ends_with("code MIA10"),
        "{}",
        said(&b, deal, "must")
    );
}

#[test]
fn targets_of_the_campaign_are_nobody_elses_business() {
    let (mut b, deal) = bench();
    let winter = b.model.get(deal).unwrap().campaign;
    let target = |creator, campaign, collaboration| {
        move |id| Target {
            id,
            creator,
            campaign,
            collaboration,
            metric: "orders".into(),
            value: 90_000,
            currency: "".into(),
        }
    };
    b.add::<Target>(target(None, winter, None));
    assert_eq!(said(&b, deal, "targets"), "");
    let creator = b.model.get(deal).unwrap().creator;
    b.add::<Target>(target(Some(creator), None, Some(deal)));
    assert!(
        said(&b, deal, "targets").starts_with("90 "),
        "{}",
        said(&b, deal, "targets")
    );
}

#[test]
fn a_new_brief_begins_with_what_the_campaign_told_others_but_never_with_their_code() {
    let (mut b, deal) = bench();
    let (winter, zoe) = (b.model.get(deal).unwrap().campaign, b.creator("Zoe Lang"));
    let hers = b.deal(zoe, Stage::Onboarding);
    b.set(hers, |c: &mut Collaboration| c.campaign = winter);
    b.set(zoe, |c: &mut Creator| c.country = "DE".into());
    let mia = b.model.get(deal).unwrap().creator;
    b.add::<Brief>(|id| Brief {
        id,
        creator: mia,
        collaboration: deal,
        goal: "x".into(),
        say: "Made for slow evenings.".into(),
        must: "code MIA10".into(),
        please_not: "Health claims".into(),
        yours: "Everything else".into(),
        questions: "Ana".into(),
    });
    assert_eq!(said(&b, hers, "say"), "Made for slow evenings.");
    assert_eq!(said(&b, hers, "please_not"), "Health claims");
    let must = said(&b, hers, "must");
    assert!(
        must.contains("Werbung") && !must.contains("MIA10"),
        "{must}"
    );
}

#[test]
fn sending_it_settles_what_was_owed_and_keeps_what_was_said() {
    let (mut b, deal) = bench();
    let creator = b.model.get(deal).unwrap().creator;
    let owed = |b: &World| {
        b.live(creator)
            .iter()
            .any(|key| key.starts_with("R5") && key.ends_with("brief"))
    };
    assert!(owed(&b), "{:?}", b.live(creator));
    let step = brief_sent(&b.ctx(), deal, "the page").unwrap();
    b.apply(&step);
    assert!(!owed(&b));
    let ctx = b.ctx();
    assert_eq!(
        ctx.model.get(deal).unwrap().brief_sent,
        Some(day("2026-11-20"))
    );
    assert_eq!(ctx.model.of::<Brief>(creator).count(), 1);
    let told = ctx.model.of::<Touch>(creator).last().unwrap();
    assert_eq!(
        (told.direction, told.collaboration),
        (Direction::Out, Some(deal))
    );
}

#[test]
fn hostile_words_stay_words() {
    let (mut b, deal) = bench();
    let creator = b.model.get(deal).unwrap().creator;
    b.set(creator, |c: &mut Creator| {
        c.name = "<script>alert(1)</script>".into()
    });
    b.add::<Brief>(|id| Brief {
        id,
        creator,
        collaboration: deal,
        goal: "\"><img src=x onerror='y'> & [link](javascript:z) # head".into(),
        say: "# not a heading\n<b>".into(),
        must: "".into(),
        please_not: "".into(),
        yours: "".into(),
        questions: "".into(),
    });
    let sheet = sheet(&b.ctx(), deal).unwrap();
    let page = html(&sheet);
    assert!(
        !page.contains("<script") && !page.contains("<img") && !page.contains("<b>"),
        "{page}"
    );
    assert!(page.contains("default-src 'none'"));
    let md = markdown(&sheet);
    let bare = md.replace("\\<", "").replace("\\[", "").replace("\\]", "");
    assert!(
        !bare.contains(['<', '[', ']']) && md.contains("\\# not a heading"),
        "{md}"
    );
}
