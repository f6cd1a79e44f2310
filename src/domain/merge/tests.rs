//! What a template becomes, and what is said of what it cannot become.

use super::*;
use crate::domain::testing::{World, day, money};

fn world() -> (World, Id<Creator>) {
    let mut world = World::on("2026-11-20");
    let creator = world.add(|id| Creator {
        id,
        name: "Dr. Sofia Marín".into(),
        ..Creator::default()
    });
    let deal = world.add(|id| Collaboration::new(id, creator, Stage::Creation, day("2026-11-01")));
    world.set(deal, |d| {
        (d.fee, d.commission) = (money("42000 USD"), Some(750))
    });
    for (title, live) in [("Reel one", "2026-12-05"), ("3 stories", "2026-12-09")] {
        world.add(|id| {
            let mut piece = Deliverable::new(id, creator, deal);
            (piece.title, piece.live_due) = (title.into(), Some(day(live)));
            piece
        });
    }
    (world, creator)
}

#[test]
fn fields_become_values_lines_without_one_go_gaps_stay() {
    let (world, creator) = world();
    let merge = Merge::of(world.ctx(), creator);
    let check =
        |template: &str, text: &str| assert_eq!(render(template, &merge).text, text, "{template}");
    check("Hi {first_name},", "Hi Sofia,");
    check(
        "{fee} for {what}, live {live_day}",
        "$420 for Reel one + 3 stories, live Sat 5 Dec",
    );
    check("a {commission?}\nb {code?}\nc", "a 7.5%\nc");
    check("a\n\nYour code: {code?}\n\nb", "a\n\nb");
    check("{code} {personal}", "{code} {personal}");
    check("{ }, {Fee}, {fee, {}, } {", "{ }, {Fee}, {fee, {}, } {");
    check("ü{fee}ü", "ü$420ü");
    let german = render("live {live_day}", &merge.in_language("de"));
    assert_eq!(german.text, "live 5.12.");
}

#[test]
fn what_is_missing_is_told_from_what_is_no_field() {
    let (world, creator) = world();
    let out = render(
        "{code} {personal} {code} {lesson}\n{fees}",
        &Merge::of(world.ctx(), creator),
    );
    assert_eq!(out.missing, ["code", "personal", "lesson"]);
    assert_eq!(out.unknown, ["fees"]);
    assert_eq!(unknown("{fees} {fee} {fees?}"), ["fees"]);
    assert_eq!(
        complaint("fees"),
        "{fees} is no field; { lists those there are"
    );
    assert_eq!(complaint("code"), "{code} has no value: their promo code");
    assert!(complaint("personal").starts_with("{personal} is still to be written"));
}

#[test]
fn words_of_ones_own_are_those_not_in_the_template() {
    let check = |text: &str, n: usize| {
        assert_eq!(own_words(text, "Hi Mia,\n\n{personal}\n\nAre you well?"), n)
    };
    check("Hi Mia,\n\n{personal}\n\nAre you well?", 0);
    check("Hi Mia,\n\nI loved the slow pour.\n\nAre you well?", 5);
    check("Hi Mia,\n\n... -\n\nAre you well?", 0);
    check("Are you well?", 0);
}

#[test]
fn no_two_fields_have_one_key() {
    let mut keys: Vec<&str> = FIELDS.iter().map(|f| f.key).collect();
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), FIELDS.len());
    let name = |key: &str| gaps(&format!("{{{key}}}")).len() == 1;
    assert!(keys.iter().all(|key| name(key)));
}
