//! Points count until they are due again; warnings name what they are about; a match is the wanted
//! that is there.

use super::*;
use crate::domain::testing::World;

fn list(b: &mut World, months: u16, stage: Option<Stage>) -> Id<Checklist> {
    b.add::<Checklist>(|id| Checklist {
        id,
        name: "Vetting".into(),
        stage,
        points: "comments look real\n\n past ads disclosed ".into(),
        repeat_months: months,
    })
}

#[test]
fn a_point_counts_until_it_is_due_again() {
    let mut b = World::on("2026-11-20");
    let mia = b.creator("Mia");
    let vetting = list(&mut b, 12, None);
    let on = [(Some(vetting), "comments look real".to_owned())];
    let step = tick(&b.ctx(), mia, &on).unwrap();
    b.apply(&step);
    assert_eq!(
        lists(&b.ctx(), mia)[0].words(b.ctx().today),
        "1 of 2 · again 20 Nov 2027"
    );
    assert!(
        tick(&b.ctx(), mia, &on).unwrap().is_empty(),
        "ticked already"
    );
    assert!(outreach_warnings(&b.ctx(), mia).is_empty());
    b.go("2027-11-20");
    assert!(
        lists(&b.ctx(), mia)[0]
            .words(b.ctx().today)
            .starts_with("0 of 2 · due again")
    );
    assert!(
        outreach_warnings(&b.ctx(), mia)[0]
            .text
            .contains("due again")
    );
    let step = tick(&b.ctx(), mia, &on).unwrap();
    b.apply(&step);
    assert!(outreach_warnings(&b.ctx(), mia).is_empty());
    let step = tick(&b.ctx(), mia, &[]).unwrap();
    b.apply(&step);
    assert_eq!(lists(&b.ctx(), mia)[0].done(), 0);
}

#[test]
fn what_to_know_before_writing() {
    let mut b = World::on("2026-11-20");
    let mia = b.creator("Mia");
    b.right(
        mia,
        RightKind::Exclusivity,
        "no other tea brand",
        "2027-03-03",
    );
    b.right(mia, RightKind::Exclusivity, "over", "2026-11-19");
    b.set(mia, |c: &mut Creator| {
        c.boundaries = "e-mail only\nno \u{1b}[31mcalls".into();
        (c.do_not_contact, c.do_not_contact_why) = (true, "asked in May".into());
    });
    let said: Vec<String> = outreach_warnings(&b.ctx(), mia)
        .into_iter()
        .map(|w| w.text)
        .collect();
    assert_eq!(said[0], "do not contact: asked in May");
    assert_eq!(said[1], "exclusive: no other tea brand until 3 Mar 2027");
    assert_eq!(said[2], "e-mail only");
    assert!(!said[3].contains('\u{1b}') && said.len() == 4, "{said:?}");
}

#[test]
fn a_match_is_the_wanted_that_is_there() {
    let ideal = |audience: &str| Ideal {
        id: Id::new(1),
        name: "".into(),
        niche: "".into(),
        style: "".into(),
        audience: audience.into(),
        note: "".into(),
    };
    let mut account = Account::new(Id::new(1), Id::new(1), Platform::Instagram, "mia");
    let mut check = |wanted: &str, there: &str, percent: Option<u8>, misses: &[&str]| {
        account.audience = there.into();
        let found = audience_match(&ideal(wanted), &account);
        assert_eq!(
            found.as_ref().map(|m| m.percent),
            percent,
            "{wanted} in {there}"
        );
        assert_eq!(
            found.map_or_else(Vec::new, |m| m.misses),
            misses,
            "{wanted} in {there}"
        );
    };
    check(
        r#"{"place":{"US":60,"GB":20}}"#,
        r#"{"place":{"us":58,"GB":5}}"#,
        Some(79),
        &["GB 5% of 20%"],
    );
    check(
        r#"{"place":{"US":60}}"#,
        r#"{"place":{"US":90}}"#,
        Some(100),
        &[],
    );
    check(
        r#"{"place":{"US":60}}"#,
        r#"{"age":{"25-34":60}}"#,
        None,
        &[],
    );
    check(
        r#"{"place":{"US":-5}}"#,
        r#"{"place":{"US":60}}"#,
        None,
        &[],
    );
    check("", "", None, &[]);
    check("[1]", "nonsense", None, &[]);
}

#[test]
fn the_fit_shows_its_formula() {
    let row = Creator {
        fit_values: 5,
        fit_audience: 4,
        ..Creator::default()
    };
    let same = Fit {
        values: 1,
        voice: 1,
        audience: 1,
        content: 1,
    };
    let words = |row: &Creator, weights| fit_words(row, &weights);
    assert_eq!(
        words(&row, same).as_deref(),
        Some("4.5 of 5 = (values 5 + audience 4) / 2, all weigh the same")
    );
    assert_eq!(words(&Creator::default(), same), None);
    let own = Fit { values: 3, ..same };
    assert_eq!(
        words(&row, own).as_deref(),
        Some("4.8 of 5 = (values 5×3 + audience 4×1) / 4")
    );
    assert_eq!(
        words(&row, Fit { values: 0, ..same }).as_deref(),
        Some("4.0 of 5 = (audience 4×1) / 1")
    );
    assert_eq!(
        words(
            &row,
            Fit {
                values: 0,
                audience: 0,
                ..same
            }
        ),
        None,
        "what weighs nothing says nothing"
    );
}
