//! The roster and what opens over it: filter, sort, columns, selections, bulk verbs, shelves,
//! profile, forms, quick add.

use touchbase::domain::rows::*;

use super::harness::Desk;
use super::seed::{Seed, day};

/// Six people with enough about them to filter by.
fn six(s: &mut Seed) {
    let people = [
        (
            "Sofía Marín",
            27_100,
            "tea, slow mornings",
            "tea core",
            Some(Stage::Pitch),
            "2026-10-01",
        ),
        (
            "Mia Okafor",
            18_400,
            "coffee",
            "tea",
            Some(Stage::Pitch),
            "2026-11-23",
        ),
        (
            "Jonas Weber",
            8_900,
            "climbing",
            "outdoor",
            Some(Stage::Creation),
            "2026-11-20",
        ),
        (
            "Ruth Kelley",
            152_000,
            "home, tea",
            "core",
            Some(Stage::Retention),
            "2026-09-01",
        ),
        ("Ana Lis", 4_000, "bread", "", None, ""),
        (
            "Björn Ásgeirsson",
            12_000,
            "hot springs",
            "outdoor",
            Some(Stage::Discovery),
            "",
        ),
    ];
    for (name, followers, niche, tags, stage, wrote) in people {
        let id = s.creator(name);
        s.set(id, |c| {
            (c.niche, c.tags) = (niche.into(), Tags::from_words(tags.split_whitespace()))
        });
        s.set(id, |c| c.core = tags.contains("core"));
        let account = touchbase::domain::ids::Id::<Account>::new(id.raw());
        s.set(account, |a| a.followers = Some(followers));
        if let Some(stage) = stage {
            s.deal(id, stage);
        }
        if !wrote.is_empty() {
            s.wrote(id, wrote, "hello");
            s.sent(id, wrote);
        }
    }
}

fn desk() -> Desk {
    let mut desk = Desk::on("2026-11-24", six);
    desk.keys("2");
    desk
}

/// Names in the order of the list.
fn names(desk: &Desk) -> Vec<String> {
    let app = desk.app();
    app.roster
        .list
        .rows()
        .iter()
        .map(|c| app.model.called(*c))
        .collect()
}

/// First names that a filter line leaves, in order of the alphabet.
#[track_caller]
fn finds(desk: &mut Desk, line: &str, who: &str) {
    desk.keys("/ Ctrl+U").enter(line);
    let mut found: Vec<String> = names(desk)
        .iter()
        .map(|n| n.split(' ').next().unwrap().to_string())
        .collect();
    found.sort();
    assert_eq!(found.join(" "), who, "{line}");
}

#[test]
fn the_filter_line_reads_words_tags_stages_numbers_and_times() {
    let mut desk = desk();
    finds(&mut desk, "sofia", "Sofía");
    finds(&mut desk, "SOFÍA", "Sofía");
    finds(&mut desk, "asgeir", "Björn");
    finds(&mut desk, "okfor", "Mia");
    finds(&mut desk, "mok", "Mia");
    finds(&mut desk, "@jonasweber", "Jonas");
    finds(&mut desk, "#tea", "Mia Sofía");
    finds(&mut desk, "#core", "Ruth Sofía");
    finds(&mut desk, "stage:pitch", "Mia Sofía");
    finds(&mut desk, "stage:4", "Jonas");
    finds(&mut desk, ">10k", "Björn Mia Ruth Sofía");
    finds(&mut desk, "<10k", "Ana Jonas");
    finds(&mut desk, "touch>30d", "Ana Björn Ruth Sofía");
    finds(&mut desk, "stage:pitch #tea >10k touch>30d", "Sofía");
    finds(&mut desk, "tea", "Mia Sofía");
    finds(&mut desk, "", "Ana Björn Jonas Mia Ruth Sofía");
}

#[test]
fn a_filter_narrows_while_one_types_and_esc_takes_it_back() {
    let mut desk = desk();
    let all = names(&desk);
    desk.keys("/").type_text("s");
    let wide = names(&desk).len();
    desk.type_text("ofi");
    assert!(names(&desk).len() <= wide && names(&desk)[0] == "Sofía Marín");
    desk.shows("of 6").keys("Backspace Backspace Backspace");
    assert_eq!(names(&desk).len(), wide);
    desk.keys("Esc");
    assert_eq!(names(&desk), all);
    desk.keys("/").enter("mia").keys("Esc");
    assert_eq!(
        (names(&desk), desk.current()),
        (all, "Mia Okafor".into()),
        "the cursor stays on its creator"
    );
}

#[test]
fn what_finds_nothing_is_answered_with_what_was_meant() {
    let mut desk = desk();
    desk.keys("/").type_text("tae").shows("Did you mean tea");
    desk.keys("Enter");
    assert_eq!(names(&desk).len(), 2, "{:?}", names(&desk));
    desk.keys("Esc Esc /")
        .type_text("stage:nonsense")
        .shows("stage");
    desk.keys("Esc /")
        .type_text("qqqqqq")
        .shows("Nothing matches")
        .shows("Esc clears");
}

#[test]
fn sorting_twice_turns_the_order_round() {
    let mut desk = desk();
    desk.keys("z s Home Enter");
    let by_name = names(&desk);
    assert_eq!(by_name[0], "Ana Lis");
    assert!(by_name.is_sorted(), "{by_name:?}");
    desk.keys("z s Home Enter")
        .shows("sorted by creator, last first");
    let mut turned = names(&desk);
    turned.reverse();
    assert_eq!(turned, by_name);
    for _ in 0..8 {
        desk.keys("z s").keys("Down").keys("Enter");
        assert_eq!(names(&desk).len(), 6);
    }
}

#[test]
fn a_changed_row_finds_its_place() {
    let mut desk = desk();
    desk.keys("z s Home Enter Home e Ctrl+U")
        .type_text("Zed")
        .keys("Ctrl+S")
        .says("Edited Ana Lis");
    assert_eq!(names(&desk).last().unwrap(), "Zed");
    assert_eq!(desk.current(), "Zed");
    desk.keys("u");
    assert_eq!(
        (names(&desk)[0].as_str(), desk.current().as_str()),
        ("Ana Lis", "Ana Lis")
    );
    desk.keys("/").enter("#tea").keys("t").enter("-#tea");
    assert_eq!(
        names(&desk).len(),
        1,
        "who no longer fits is gone from the filtered list"
    );
}

#[test]
fn columns_are_chosen_and_remembered() {
    let mut desk = desk();
    desk.shows("Eng%").hides("Niche");
    desk.keys("z c Down Down Down Down Space Down Down Down Down Down Space Enter");
    desk.hides("Eng%").shows("Niche");
    let mut desk = desk.reopened();
    desk.keys("2").hides("Eng%").shows("Niche");
}

#[test]
fn selections_are_marks_ranges_and_all() {
    let mut desk = desk();
    let marked = |desk: &Desk| desk.app().roster.list.marked().len();
    desk.keys("Space Space");
    assert_eq!((marked(&desk), desk.app().roster.list.at()), (2, 2));
    desk.keys("v j j v");
    assert_eq!(marked(&desk), 5);
    desk.shows("5 selected").keys("Esc");
    assert_eq!(marked(&desk), 0);
    desk.keys("G v k k k k v");
    assert_eq!(marked(&desk), 5);
    desk.keys("k");
    assert_eq!(marked(&desk), 5, "the range ended with the second v");
    desk.keys("Esc v j");
    assert_eq!(marked(&desk), 2, "a range shows while it is drawn");
    desk.keys("k");
    assert_eq!(marked(&desk), 1, "and shrinks with the cursor");
    desk.keys("Esc Ctrl+A");
    assert_eq!(marked(&desk), 6);
}

#[test]
fn a_verb_on_many_is_one_step() {
    let mut desk = desk();
    let start = desk.dump();
    for (verb, text) in [("t", "#q4"), ("f", "write to them +5")] {
        desk.keys("Ctrl+A").keys(verb).enter(text).says("6");
        let steps = desk.steps();
        desk.keys("Esc u");
        assert_eq!(
            (desk.steps(), desk.dump() == start),
            (steps - 1, true),
            "{verb}"
        );
    }
    for verb in [">", "*", "D"] {
        desk.keys("Ctrl+A").keys(verb).says("ok ");
        desk.keys("Esc u");
        assert_eq!(desk.dump(), start, "{verb}");
    }
}

#[test]
fn whoever_is_put_away_comes_back() {
    let mut desk = desk();
    desk.keys("/")
        .enter("mia")
        .keys("Esc D")
        .says("Moved to the trash: Mia Okafor");
    assert_eq!(names(&desk).len(), 5);
    desk.keys("z h").shows("1 thrown away").keys("t");
    assert_eq!(names(&desk), ["Mia Okafor"]);
    desk.keys("x").says("ok ");
    assert!(names(&desk).is_empty());
    desk.keys("z h r");
    assert_eq!(names(&desk).len(), 6);
    desk.keys("/")
        .enter("ruth")
        .keys("Esc :")
        .enter("archive")
        .says("ok ");
    desk.keys("z h a");
    assert_eq!(names(&desk), ["Ruth Kelley"]);
    desk.keys("Enter").shows("ARCHIVED").keys("Esc x");
    assert_eq!(desk.row("Ruth Kelley").shelf, Shelf::Active);
}

#[test]
fn the_profile_walks_through_the_list_it_came_from() {
    let mut desk = desk();
    desk.keys("z s Home Enter Home Enter")
        .shows("Ana Lis")
        .shows("[Profile]");
    desk.keys("] ]")
        .shows("[Deals]")
        .keys(".")
        .shows("Björn")
        .shows("[Deals]");
    desk.keys(", ,").says("this is the first of the list");
    desk.keys("[ [ [")
        .shows("[Notes]")
        .keys("]")
        .shows("[Profile]");
    desk.keys(". . Esc");
    assert_eq!(
        desk.current(),
        "Jonas Weber",
        "back on the row of whom one looked at last"
    );
    desk.keys("1 2");
    assert_eq!(desk.current(), "Jonas Weber");
}

#[test]
fn verbs_in_a_profile_mean_the_row_under_the_cursor() {
    let mut desk = Desk::on("2026-11-24", |s| {
        let mia = s.creator("Mia");
        s.wrote(mia, "2026-11-23", "hello");
        s.payment(mia, "10000 EUR", "2026-12-20");
        s.payment(mia, "20000 EUR", "2026-12-22");
    });
    desk.keys("Enter").shows("x replied");
    desk.keys("] ] ] ]").shows("[Payments]").shows("x paid");
    desk.keys("j x").says("Paid: Mia €200");
    let paid: Vec<bool> = desk
        .app()
        .model
        .payments
        .iter()
        .map(|p| p.paid.is_some())
        .collect();
    assert_eq!(paid, [false, true]);
    desk.keys("u G e").shows("payment of Mia").keys("Esc");
}

#[test]
fn forms_judge_in_words_and_lose_nothing() {
    let mut desk = desk();
    desk.keys("/")
        .enter("mia")
        .keys("e")
        .shows("Edit Mia Okafor");
    let labels: Vec<(String, String)> = wrong_texts(&desk);
    assert!(labels.len() >= 4, "{labels:?}");
    for (label, text) in &labels {
        go_to(&mut desk, label);
        desk.keys("Ctrl+U").type_text(text).keys("Tab");
        let field = desk
            .app()
            .modals
            .last()
            .and_then(form)
            .unwrap()
            .fields
            .iter()
            .find(|f| f.label == *label);
        let trouble = field
            .unwrap()
            .trouble
            .clone()
            .unwrap_or_else(|| panic!("{label} takes {text}"));
        assert!(
            trouble.ends_with('.') || trouble.contains(' '),
            "{label}: {trouble}"
        );
    }
    desk.keys("Ctrl+S").says("!");
    for (label, text) in &labels {
        let form = desk.app().modals.last().and_then(form).unwrap();
        assert_eq!(
            form.fields
                .iter()
                .find(|f| f.label == *label)
                .unwrap()
                .text(),
            *text,
            "kept"
        );
    }
    desk.keys("Esc").says("kept as a draft");
    desk.keys("e")
        .shows(&format!("{} fields changed", labels.len()));
    assert_eq!(desk.row("Mia Okafor").fit_values, 0);
}

fn form(modal: &touchbase::app::modal::Modal) -> Option<&touchbase::app::modal::form::Form> {
    match modal {
        touchbase::app::modal::Modal::Form(form) => Some(form),
        _ => None,
    }
}

/// Fields with a text they must refuse.
fn wrong_texts(desk: &Desk) -> Vec<(String, String)> {
    let form = desk.app().modals.last().and_then(form).unwrap();
    let bad = [
        ("Fit: values", "9"),
        ("Rate", "much"),
        ("E-mail", "no address"),
        ("Time zone", "Mars"),
        ("Type", "friend"),
    ];
    let there = |label: &str| form.fields.iter().any(|f| f.label == label);
    bad.iter()
        .filter(|(label, _)| there(label))
        .map(|(l, t)| ((*l).to_string(), (*t).to_string()))
        .collect()
}

fn go_to(desk: &mut Desk, label: &str) {
    for _ in 0..100 {
        let form = desk.app().modals.last().and_then(form).unwrap();
        if form.fields[form.at].label == label {
            return;
        }
        desk.keys("Tab");
    }
    panic!("no field {label}");
}

#[test]
fn every_kind_of_field_is_edited_and_saved_as_one_step() {
    let mut desk = desk();
    let start = desk.dump();
    desk.keys("/").enter("mia").keys("e");
    for (label, keys) in [
        ("Core", "Space"),
        ("Contact by", "Right"),
        ("Type", "Space Down Down Enter"),
    ] {
        go_to(&mut desk, label);
        desk.keys(keys);
    }
    for (label, text) in [
        ("Fit: values", "5"),
        ("Rate", "$420 reel"),
        ("Tags", " #q1"),
        ("Remember", "no calls\nno dairy"),
    ] {
        go_to(&mut desk, label);
        desk.type_text(text);
    }
    go_to(&mut desk, "Add account");
    desk.type_text("tiktok.com/@miatok");
    desk.keys("Ctrl+S").says("ok Edited Mia Okafor");
    let mia = desk.row("Mia Okafor");
    assert_eq!(
        (mia.core, mia.fit_values, &*mia.boundaries),
        (true, 5, "no calls\nno dairy")
    );
    assert_eq!(
        (mia.prefers, mia.relationship),
        (Some(Channel::Mail), Some(Relationship::Recurring))
    );
    assert!(mia.tags.has("q1") && mia.tags.has("tea") && mia.rate.is_some());
    let accounts = desk.app().model.of::<Account>(desk.creator("Mia Okafor"));
    assert!(
        accounts
            .map(|a| &*a.handle)
            .collect::<Vec<_>>()
            .contains(&"miatok")
    );
    desk.keys("u");
    assert_eq!(desk.dump(), start);
}

#[test]
fn the_bulk_form_sets_only_what_is_typed() {
    let mut desk = desk();
    let start = desk.dump();
    desk.keys("/")
        .enter("#tea")
        .keys("Ctrl+A e")
        .shows("Edit 2 creators")
        .shows("(2 values)");
    go_to(&mut desk, "Niche");
    desk.type_text("tea only")
        .keys("Ctrl+S")
        .says("Edited 2 creators");
    assert_eq!(
        (
            &*desk.row("Mia Okafor").niche,
            &*desk.row("Sofía Marín").niche
        ),
        ("tea only", "tea only")
    );
    assert!(desk.row("Mia Okafor").tags.has("tea"));
    desk.keys("u");
    assert_eq!(desk.dump(), start);
}

#[test]
fn one_line_adds_anything() {
    let mut desk = desk();
    let mut add = |line: &str| {
        desk.keys("a Ctrl+U").enter(line).says("ok ");
        assert!(desk.app().modals.is_empty());
    };
    add("+ Zoe Ray @zoeray ig 9k tea zoe@example.com #new");
    add("@zoeray ask for address fri");
    add("@zoeray: loves early mornings");
    add("@zoeray < yes, gladly");
    add("@zoeray $350 due 30 nov");
    add("/winter goal 90 orders cpa<30 25 nov - 20 dec");
    add("@zoeray reel \"first pour\" draft 4 dec live 9 dec /winter");
    add("@zoeray gift glass pot");
    add("@zoeray code ZOE10 end 31 dec");
    add("@zoeray #q4 -#new");
    add("@zoeray >3");
    add("buy ribbon fri");
    let zoe = desk.creator("Zoe Ray");
    let m = &desk.app().model;
    assert_eq!(
        m.of::<Payment>(zoe).next().unwrap().due,
        Some(day("2026-11-30"))
    );
    assert_eq!(
        m.of::<Deliverable>(zoe).next().unwrap().live_due,
        Some(day("2026-12-09"))
    );
    assert_eq!(m.of::<Right>(zoe).next().unwrap().code, "ZOE10".into());
    assert!(m.get(zoe).unwrap().tags.has("q4") && !m.get(zoe).unwrap().tags.has("new"));
    assert_eq!(m.of::<FollowUp>(zoe).next().unwrap().day, day("2026-11-27"));
    desk.keys("a Ctrl+U")
        .type_text("@nobody hello fri")
        .keys("Enter")
        .says("!")
        .shows("@nobody hello fri");
}

#[test]
fn a_paste_is_text_and_never_keys() {
    let mut desk = desk();
    let start = desk.dump();
    desk.paste("D x D x")
        .shows("Add anything")
        .shows("D x D x")
        .keys("Esc");
    desk.keys("/").paste("mi\na").shows("/ mi a").keys("Esc");
    desk.keys("n")
        .paste("n n n")
        .says("a paste does nothing here")
        .keys("Esc");
    assert_eq!(desk.dump(), start);
}

#[test]
fn filters_are_kept_as_segments() {
    let mut desk = desk();
    desk.keys("/")
        .enter("#tea >10k")
        .keys("z f")
        .shows("save this filter")
        .keys("End Enter");
    desk.enter("Tea people").says("ok ").keys("Esc Esc");
    assert_eq!(names(&desk).len(), 6);
    desk.keys("z f").shows("Tea people").keys("Down Enter");
    assert_eq!(names(&desk).len(), 2);
}

#[test]
fn help_and_palette_run_what_they_list() {
    let mut desk = desk();
    desk.keys("?")
        .type_text("core creator")
        .keys("Enter")
        .says("ok Not core");
    desk.keys("u :").enter("core").says("ok Not core");
    desk.keys(":")
        .type_text("@asg")
        .keys("Enter")
        .shows("[Profile]")
        .shows("Björn");
    desk.keys("Esc :")
        .type_text("zzzz")
        .keys("Enter")
        .says("nothing is called");
}
