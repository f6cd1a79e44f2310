//! The first five minutes with the program, key by key, with the number of keys each act may take:
//! a step that grows is a step somebody notices. The rows are those of the design's table; words
//! written by hand are not counted.

use std::path::{Path, PathBuf};

use super::harness::Desk;

/// A sheet with what real ones have: dates that read two ways, words for stages, a row of nothing,
/// one without a handle.
const SHEET: &str = "\
Name,IG handle,Followers,Email,Status,Last contact,Rate,Notes
Mia Okafor,@miabrews,\"18,400\",mia@example.com,Contacted,03/11/2026,$350,likes early mornings
Zoë Çelik,@zoe.c,2.1K,zoe@example.com,to check,05/10/2026,,
,,,,,,,nobody
Jonas Weber,@jonasklettert,8900,jonas@example.com,Live,01/09/2026,350 EUR,no posts on a wall
Ruth Kelley,@ruthreads,152k,ruth@example.com,done,02/08/2026,$400,
Dana Whitfield,@danabakes,9100,dana@example.com,done,04/07/2026,,
Omar Farouk,@omarfilms,12.4k,omar@example.com,to check,,,
Priya Nair,@priyapours,31k,priya@example.com,Contacted,06/11/2026,,
Noor Haddad,@noor.h,7700,noor@example.com,Contacted,07/11/2026,,
";

/// Acts, and counts their keys.
struct Walk {
    desk: Desk,
    sheet: PathBuf,
    total: usize,
}

impl Walk {
    /// One row of the table: what is done, by at most so many keys.
    #[track_caller]
    fn act(&mut self, what: &str, most: usize, act: impl FnOnce(&mut Desk, &Path)) -> &mut Self {
        let before = self.desk.pressed;
        act(&mut self.desk, &self.sheet);
        let took = self.desk.pressed - before;
        assert!(took <= most, "{what}: {took} keys instead of {most}");
        self.total += took;
        self
    }
}

fn drop_file(desk: &mut Desk, sheet: &Path) {
    desk.paste(&format!("'{}'", sheet.display()));
}

#[test]
fn the_first_five_minutes() {
    let folder = tempfile::tempdir().unwrap();
    let sheet = folder.path().join("my creators.csv");
    std::fs::write(&sheet, SHEET).unwrap();
    let mut walk = Walk {
        desk: Desk::empty(),
        sheet,
        total: 0,
    };
    walk.desk
        .shows("Which line reads best?")
        .shows("► Look around with demo data");
    in_the_demo(&mut walk);
    to_the_own_sheet(&mut walk);
    the_own_review(&mut walk);
    walk.act("leaving", 2, |desk, _| {
        desk.keys("q q");
    });
    assert!(walk.desk.app().has_quit());
    assert!(
        walk.desk.app().farewell().contains("decided"),
        "{}",
        walk.desk.app().farewell()
    );
    assert!(walk.total <= 62, "{} keys in all", walk.total);
}

fn in_the_demo(walk: &mut Walk) {
    walk.act("into the demo", 1, |desk, _| {
        desk.keys("Enter").shows("DEMO").shows("YOU OWE THEM");
    });
    walk.act("to a message and an answer to it", 9, |desk, _| {
        desk.keys("j j j j j j j j m")
            .shows("Sofia Marín <sofia@example.com>")
            .shows("Date change")
            .shows("{personal}");
    });
    // Both gaps are where the caret is: what only this person could get, and the date.
    walk.desk
        .type_text("Get well, all of you!")
        .keys("Tab")
        .type_text("9th");
    walk.act("copied and logged", 1, |desk, _| {
        desk.keys("Ctrl+S")
            .says("ok Wrote to Sofia Marín")
            .says("their move, nudge Wed 25 Nov");
    });
    walk.act("up to a payment and paid", 7, |desk, _| {
        desk.keys("k k k k k k x").says("ok Paid: Mia Okafor");
    });
    walk.act("taken back, done again", 2, |desk, _| {
        desk.keys("u")
            .says("Taken back: Paid: Mia Okafor")
            .keys("U")
            .says("Done again");
    });
    walk.act("snoozed", 2, |desk, _| {
        let before = desk.app().review.queue.items().count();
        desk.keys("s Enter").says("ok Snoozed");
        assert!(desk.app().review.queue.items().count() < before);
    });
    walk.act("a card moved on the board and back", 3, |desk, _| {
        desk.keys("3").shows("1 Discover").shows("6 Keep");
        desk.keys(">").says("stage").keys("u").says("Taken back");
    });
    walk.act("out of the demo", 4, |desk, _| {
        desk.keys(":")
            .type_text("st")
            .keys("Enter")
            .shows("Which line reads best?");
    });
}

fn to_the_own_sheet(walk: &mut Walk) {
    walk.act("the sheet is dropped", 3, |desk, sheet| {
        desk.keys("j Enter").hides("DEMO");
        drop_file(desk, sheet);
        desk.keys("Enter").shows("my creators.csv");
    });
    walk.act("to the columns", 1, |desk, _| {
        desk.keys("Enter")
            .shows("Dry run: nothing is written yet")
            .shows("Last contact, ?");
        assert!(desk.app().model.creators.is_empty());
    });
    walk.act("how dates are read", 6, |desk, _| {
        desk.keys("j j j j j Enter").shows("Last contact, d/m/y");
    });
    walk.act("what a status word means", 7, |desk, _| {
        desk.keys("k Enter j Enter")
            .shows("\"done\" (2 rows) becomes")
            .keys("6")
            .shows("6 Retention");
    });
    walk.act("imported", 1, |desk, _| {
        desk.keys("Ctrl+S")
            .says("8 imported")
            .says("skipped")
            .shows("SORT THESE");
    });
    walk.act("an import is one undo", 2, |desk, _| {
        desk.keys("u");
        assert!(desk.app().model.creators.is_empty());
        desk.keys("U");
        assert_eq!(desk.app().model.creators.len(), 8);
    });
}

fn the_own_review(walk: &mut Walk) {
    walk.act("people get a next step", 12, |desk, _| {
        let before = desk.app().review.queue.items().count();
        desk.keys("x x s Enter x s Enter");
        assert!(
            desk.app().review.queue.items().count() < before,
            "{}",
            desk.screen()
        );
    });
}

#[test]
fn the_first_screen_is_drawn_at_every_size() {
    let mut desk = Desk::empty();
    desk.strict = false;
    for width in 0..=140 {
        for height in (0..=40).chain([60]) {
            desk.size(width, height).screen();
        }
    }
    // From the menu as well, where the program is running already.
    desk.keys("Enter : s t a r t Enter");
    for width in 0..=140 {
        desk.size(width, 30).screen();
    }
    desk.size(120, 36).shows("Which line reads best?");
}
