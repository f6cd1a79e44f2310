//! Made-up and damaged files: never a panic, every record accounted for, the same sheet twice
//! changes nothing.

use proptest::prelude::*;

use super::*;

fn cells() -> impl Strategy<Value = String> {
    let words = [
        "Mia",
        "Ruth Kelley",
        "@mia",
        "@ruth",
        "m@x.de",
        "r@x.de",
        "",
        "",
        "12.5k",
        "1,234",
        "€5",
        "03/04/2026",
        "25.12.2025",
        "live",
        "declined",
        "tea; books",
        "instagram",
        "tiktok.com/@x",
        "n/a",
        "\"",
        "a\nb",
        "ok",
    ];
    prop_oneof![4 => proptest::sample::select(words.to_vec()).prop_map(String::from), 1 => "[ -~é\u{202e}\u{0}]{0,12}"]
}

fn sheets() -> impl Strategy<Value = String> {
    let headers = [
        "Name",
        "Handle",
        "Platform",
        "Email",
        "Followers",
        "Rate",
        "Status",
        "Last contact",
        "Notes",
        "Tags",
        "Code",
        "TikTok",
        "Link",
        "Follow up",
        "Other",
        "DNC",
    ];
    proptest::sample::subsequence(headers.to_vec(), 1..headers.len()).prop_flat_map(|headers| {
        let width = headers.len();
        let quoted = |c: String| format!("\"{}\"", c.replace('"', "\"\""));
        let row = proptest::collection::vec(cells(), width)
            .prop_map(move |row| row.into_iter().map(quoted).collect::<Vec<_>>().join(","));
        proptest::collection::vec(row, 0..12)
            .prop_map(move |rows| format!("{}\n{}\n", headers.join(","), rows.join("\n")))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(sheet) = read(&bytes) {
            planned(&sheet, &Model::default(), &KnownNotes::default(), &options());
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[a-zA-Z0-9@,;|\t\r\n\"'#=é .€%/-]{0,300}") {
        if let Ok(sheet) = read(text.as_bytes()) {
            planned(&sheet, &Model::default(), &KnownNotes::default(), &options());
        }
    }

    #[test]
    fn the_same_sheet_twice_changes_nothing(text in sheets()) {
        if let Ok(sheet) = read(text.as_bytes()) {
            let (mut model, mut notes) = (Model::default(), KnownNotes::default());
            let plan = planned(&sheet, &model, &notes, &options());
            commit(&plan, &mut model, &mut notes);
            let again = planned(&sheet, &model, &notes, &options());
            prop_assert!(again.step.is_empty(), "{:?}\n{:?}", again.step.edits, again.updates);
        }
    }

    #[test]
    fn mutated_samples_never_panic(file in 0usize..28, at in any::<proptest::sample::Index>(), byte in any::<u8>()) {
        let mut names: Vec<_> = std::fs::read_dir(samples()).unwrap().map(|e| e.unwrap().path()).collect();
        names.sort();
        let mut bytes = std::fs::read(&names[file]).unwrap();
        if !bytes.is_empty() {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok(sheet) = read(&bytes) {
            planned(&sheet, &Model::default(), &KnownNotes::default(), &options());
        }
    }
}
