//! The check of a caption for its ad label: from the screen with its proof on the timeline, and
//! from the command line.

use touchbase::domain::rows::*;

use super::cli::Home;
use super::harness::Desk;
use super::seed::day;

fn desk() -> Desk {
    Desk::on("2026-11-24", |s| {
        let kai = s.creator("Kai");
        s.set(kai, |c| c.country = "GB".into());
        let deal = s.deal(kai, Stage::Measurement);
        s.piece(deal, "reel", |p| {
            (p.state, p.live, p.platform) = (
                PieceState::Live,
                Some(day("2026-11-23")),
                Some(Platform::Instagram),
            );
        });
        let old = s.deal(kai, Stage::Measurement);
        s.piece(old, "story", |p| {
            (p.state, p.live) = (PieceState::Verified, Some(day("2026-06-01")))
        });
    })
}

#[test]
fn a_caption_is_judged_by_the_rules_of_their_market_and_the_proof_is_kept() {
    let mut desk = desk();
    let start = desk.dump();
    desk.keys("2 n a")
        .paste("My new winter ritual\n#sponsored #tea")
        .shows("risky by UK-2")
        .shows("United Kingdom");
    desk.keys("Enter")
        .says("Caption checked, risky by UK-2: Kai");
    let piece = |desk: &Desk| {
        desk.app()
            .model
            .deliverables
            .iter()
            .find(|d| &*d.format == "reel")
            .unwrap()
            .clone()
    };
    assert_eq!(piece(&desk).disclosure, Seen::No);
    desk.keys("n a")
        .type_text("Ad: my new winter ritual")
        .shows("accepted by UK-1");
    desk.keys("Enter").says("accepted by UK-1");
    assert_eq!(piece(&desk).disclosure, Seen::Yes);
    let proof = desk.app().model.touches.iter().last().unwrap().clone();
    assert_eq!(proof.direction, Direction::Note);
    desk.keys("Enter ] ] ] ] ] ]")
        .shows("caption of reel checked: accepted, UK-1");
    desk.keys("q u u");
    assert!(desk.dump() == start);
}

#[test]
fn nothing_pasted_is_nothing_checked() {
    let mut desk = desk();
    desk.keys("2 n a Enter").says("paste the caption first");
}

#[test]
fn from_the_command_line_every_market_answers() {
    let home = Home::new();
    std::fs::write(
        home.path().join("caption.txt"),
        "Werbung: mein Tee am Morgen",
    )
    .unwrap();
    let ran = home.run(&["check", "caption", "caption.txt", "--json"]);
    assert_eq!(ran.code, Some(1));
    let rows: Vec<serde_json::Value> = serde_json::from_str(&ran.out).unwrap();
    let told: Vec<_> = rows
        .iter()
        .map(|r| {
            (
                r["market"].as_str().unwrap(),
                r["verdict"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("us", "missing"),
            ("uk", "missing"),
            ("fr", "missing"),
            ("de", "accepted")
        ]
    );
    assert!(
        home.ok(&["check", "caption", "caption.txt", "--market", "de"])
            .contains("accepted, by DE-1")
    );
    let piped = home.feed(
        &[
            "check", "caption", "-", "--market", "us", "--format", "video",
        ],
        "#ad \u{1b}[31mtea",
    );
    assert!(
        piped.code == Some(0)
            && piped.out.contains("in the video itself")
            && !piped.out.contains('\u{1b}')
    );
    home.refused(&["check", "caption", "none.txt"], "none.txt cannot be read");
    assert_eq!(
        home.run(&["check", "caption", "caption.txt", "--market", "mars"])
            .code,
        Some(2)
    );
    assert!(!home.db().exists(), "no database is opened for it");
}

#[test]
fn a_caption_pasted_into_the_live_check_answers_its_first_question() {
    let mut desk = Desk::on("2026-11-24", |s| {
        let kai = s.creator("Kai");
        s.set(kai, |c| c.country = "GB".into());
        let deal = s.deal(kai, Stage::Creation);
        s.piece(deal, "reel", |p| {
            (p.state, p.live_due) = (PieceState::Approved, Some(day("2026-11-24")))
        });
    });
    desk.keys("2 n l")
        .paste("New ritual\n#gifted #tea")
        .shows("caption, label risky")
        .shows("! risky");
    desk.paste("https://example.com/reel")
        .paste("Ad: new ritual")
        .shows("caption, label ok")
        .keys("y y");
    let piece = desk.app().model.deliverables.iter().next().unwrap().clone();
    assert_eq!(
        (piece.disclosure, &*piece.link),
        (Seen::Yes, "https://example.com/reel")
    );
    let check = desk.app().model.label_checks.iter().next().unwrap();
    assert_eq!(
        (check.verdict, &*check.caption),
        (LabelVerdict::Ok, "Ad: new ritual")
    );
    assert!(check.proof.contains("UK-1"), "{}", check.proof);
}
