//! Mails as mail programs write them: fifty of several clients, languages and encodings, each with
//! the words that are new in it.

use super::*;
use crate::domain::day::Stamp;

#[derive(serde::Deserialize)]
struct Expected {
    file: String,
    direction: String,
    words: String,
}

fn sample(file: &str) -> Vec<u8> {
    std::fs::read(format!(
        "{}/tests/samples/mail/{file}",
        env!("CARGO_MANIFEST_DIR")
    ))
    .unwrap()
}

fn expected() -> Vec<Expected> {
    serde_json::from_slice(&sample("expected.json")).unwrap()
}

#[test]
fn only_what_is_new_is_kept() {
    let all = expected();
    assert_eq!(all.len(), 50);
    for Expected { file, words, .. } in all {
        let letter = Letter::read(&sample(&file), None).unwrap();
        // The hostile one loses its control sequences; what is left of them is harmless.
        let holds = if words == "evil" {
            letter.words.starts_with("evil ")
        } else {
            letter.words == words
        };
        assert!(holds, "{file}: {:?} instead of {words:?}", letter.words);
        assert!(
            !letter.words.chars().any(|c| c.is_control() && c != '\n'),
            "{file}"
        );
    }
}

#[test]
fn people_dates_and_threads() {
    let letter = |file: &str| Letter::read(&sample(file), None).unwrap();
    let first = letter("01.eml");
    assert_eq!(first.from, ["mia@okafor.example"]);
    assert_eq!(first.to, ["ines@northleaf.example"]);
    assert_eq!(
        (first.thread.as_str(), first.message.as_str()),
        ("root1@northleaf.example", "m1@client.example")
    );
    assert_eq!(letter("02.eml").thread, first.thread, "one thread");
    assert_eq!(first.subject, "Winter");
    for Expected {
        file, direction, ..
    } in expected()
    {
        let letter = letter(&file);
        assert!(
            letter.at.is_some_and(|at| at > Stamp(1_700_000_000)),
            "{file}: {:?}",
            letter.at
        );
        let from_us = letter.from.iter().any(|a| a.starts_with("ines"));
        assert_eq!(from_us, direction == "out", "{file}");
    }
    let mass: Vec<String> = expected()
        .into_iter()
        .map(|e| e.file)
        .filter(|f| letter(f).mass)
        .collect();
    assert_eq!(mass.len(), 2, "{mass:?}");
    assert!(letter("undated.eml").at.is_none());
    assert_eq!(Letter::read(b"\x89PNG not a mail", None), None);
    assert_eq!(Letter::read(b"", None), None);
}

#[test]
fn an_mbox_is_its_letters() {
    let mut mbox = Vec::new();
    for file in ["01.eml", "05.eml", "undated.eml"] {
        mbox.extend_from_slice(b"From mia@okafor.example Tue Nov  3 10:00:00 2026\n");
        mbox.extend(sample(file));
        mbox.push(b'\n');
    }
    mbox.extend_from_slice(b"From x Tue Nov  3 10:00:00 2026\nFrom: Mia <mia@okafor.example>\nDate: Tue, 3 Nov 2026 10:00:00 +0000\n\n>From here on, tea.\n");
    let all = letters(mbox.as_slice()).unwrap();
    let words: Vec<&str> = all.iter().flatten().map(|l| l.words.as_str()).collect();
    assert_eq!(
        words,
        [
            "Yes, the 5th is fine!",
            "Short answer: yes",
            "when?",
            "From here on, tea."
        ]
    );
    assert!(
        all.iter().flatten().all(|l| l.at.is_some()),
        "the mailbox dates what has no date"
    );
    assert_eq!(letters(&b""[..]).unwrap(), [None]);
}

#[test]
fn half_a_mail_never_panics() {
    for file in expected().iter().map(|e| e.file.clone()) {
        let bytes = sample(&file);
        for cut in (0..bytes.len()).step_by(7) {
            let _ = Letter::read(&bytes[..cut], None);
            let mut torn = bytes.clone();
            torn[cut] = torn[cut].wrapping_add(1);
            let _ = Letter::read(&torn, None);
        }
    }
}
