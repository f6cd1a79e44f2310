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

/// Cells as people write them into the columns of a tracker: good ones, odd ones, none.
fn odd_cells(header: &'static str) -> impl Strategy<Value = String> {
    let words: &'static [&'static str] = match header {
        "Followers" | "Avg views" | "TikTok followers" => &[
            "12.5k", "1200", "1.2mil", "lots", "12.5", "10k-15k", "", "#REF!", "3%",
        ],
        "Engagement rate" => &["3.2%", "0,5", "1896.38%", "high", "", "#DIV/0!"],
        "Rate" | "Fee" => &[
            "$350",
            "350",
            "gifted",
            "£80/reel",
            "£350 USD",
            "100-200",
            "",
            "€ 12,50",
        ],
        "Last contact" | "Go live" | "By when" | "Code until" | "Draft due" | "Posted on" => &[
            "2026-11-03",
            "1 Oct",
            "last week",
            "03/04/2026",
            "25.12.2026",
            "2031-01-01",
            "",
            "soon",
        ],
        "Status" => &[
            "live",
            "Contacted",
            "Warehouse 7",
            "Declined (too expensive)",
            "✅ Live",
            "blacklist",
            "",
        ],
        "Do not contact" => &["", "no", "yes", "☑", "never again", "?", "2026-03-01"],
        "Email" => &["", "call her", "a@x.example; b@x.example"],
        "Phone" => &["+49 30 1234567", "4.91511E+11", ""],
        "TikTok" => &["", "two words", "instagram.com/p/Cx"],
        "Platform" => &["", "Instagram", "Instagram, TikTok", "Radio"],
        "Post link" => &[
            "",
            "https://www.instagram.com/reel/Cx/",
            "soon",
            "yes",
            "https://x.example/a https://x.example/b and more",
        ],
        "Deliverables" => &[
            "",
            "1 reel + 2 stories",
            "reel",
            "a long sentence about what she will film in the garden",
        ],
        "Currency" => &["", "EUR", "shells"],
        _ => &[
            "",
            "words of her own",
            "tea; books",
            "12",
            "a\nb",
            "no idea",
        ],
    };
    // Two rows with one handle are one person.
    let letters = if header == "TikTok" {
        "[a-z]{9,12}"
    } else {
        "[a-zA-Z0-9 é?!/.:-]{1,12}"
    };
    let noise = proptest::string::string_regex(letters).unwrap();
    prop_oneof![6 => proptest::sample::select(words).prop_map(String::from), 1 => noise]
}

/// A tracker with a name and a handle in each row, so that no row is lost.
fn trackers() -> impl Strategy<Value = (Vec<&'static str>, Vec<Vec<String>>)> {
    let headers = vec![
        "Followers",
        "Avg views",
        "TikTok followers",
        "Engagement rate",
        "Rate",
        "Fee",
        "Last contact",
        "Go live",
        "By when",
        "Code until",
        "Draft due",
        "Posted on",
        "Status",
        "Do not contact",
        "Email",
        "Phone",
        "TikTok",
        "Platform",
        "Post link",
        "Deliverables",
        "Currency",
        "Campaign",
        "To do next",
        "Code",
        "Usage rights",
        "Product",
        "Notes",
        "Tags",
        "Address",
        "Country",
        "ROI?",
        "Core",
        "Relationship",
        "Moodboard",
    ];
    proptest::sample::subsequence(headers, 1..16).prop_flat_map(|headers| {
        let cells: Vec<_> = headers.iter().map(|h| odd_cells(h).boxed()).collect();
        (Just(headers), proptest::collection::vec(cells, 1..6))
    })
}

/// Everything an import stores and says, as one text to look in.
fn told(plan: &Plan) -> String {
    let edits = serde_json::to_string(&plan.step.edits).unwrap();
    let report = serde_json::to_string(&plan.report).unwrap();
    let records = serde_json::to_string(&plan.records).unwrap();
    format!("{edits}\n{report}\n{records}").to_lowercase()
}

/// Whether the words of a cell are found again. A number or date may be written another way; then
/// its column must hold a field and the cell must not be one that cannot be read.
fn found(cell: &str, goes: &str, all: &str) -> bool {
    use crate::exchange::{dates, numbers, values};
    let plain = cell
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase();
    let escaped = serde_json::to_string(&plain).unwrap();
    let has = |text: &str| all.contains(text.trim_matches('"'));
    let whole = cell.to_lowercase();
    let each = |by: &[char]| {
        let parts = whole
            .split(by)
            .flat_map(|part| part.split(" + "))
            .map(str::trim);
        parts
            .filter(|p| !p.is_empty())
            .all(|part| has(part) || has(&part.split_whitespace().collect::<Vec<_>>().join("-")))
    };
    let raw = serde_json::to_string(&cell.to_lowercase()).unwrap();
    if has(&escaped) || has(&raw) || numbers::is_empty_text(cell) || numbers::is_empty(cell) {
        return true;
    }
    match goes {
        "followers" | "avg_views" | "tiktok_followers" => numbers::read(cell)
            .ok()
            .flatten()
            .and_then(|n| n.counted()?.whole())
            .is_some_and(|n| has(&n.to_string())),
        "engagement_rate" => numbers::read(cell)
            .ok()
            .flatten()
            .and_then(|n| n.rated()?.hundredths())
            .is_some_and(|n| has(&n.to_string())),
        "rate" | "fee" => numbers::read(cell)
            .ok()
            .flatten()
            .and_then(|n| n.number(None)?.minor(2))
            .is_some_and(|n| has(&n.to_string())),
        "last_contacted" | "live_due" | "follow_up" | "code_until" | "draft_due" | "live" => {
            dates::read(cell).is_ok_and(|d| d.is_some()) || dates::has_no_year(cell)
        }
        "do_not_contact" | "core" => values::yes_no(cell).is_some(),
        "stage" => crate::exchange::stages::standing(cell).is_some(),
        "piece_state" | "platform" | "currency" => true,
        "post_link" => values::yes_no(cell).is_some() || each(&[' ']),
        "relationship" => values::relationship(cell).is_some(),
        "tiktok" => has(plain
            .trim_start_matches('@')
            .split(' ')
            .next()
            .unwrap_or("")),
        "address" | "next_step" | "campaign" | "product" | "notes" => has(&plain) || each(&['\n']),
        _ => each(&[';', ',', '+', '\n', '|', '&']),
    }
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
    fn nothing_is_dropped((headers, rows) in trackers()) {
        let mut text = format!("Name,Instagram,{}\n", headers.join(","));
        for (at, row) in rows.iter().enumerate() {
            let cells: Vec<String> = row.iter().map(|c| format!("\"{}\"", c.replace('"', "\"\""))).collect();
            let letter = char::from(b'A' + at as u8);
            text += &format!("{letter}na Person,@handle_{at},{}\n", cells.join(","));
        }
        let sheet = read(text.as_bytes()).unwrap();
        let plan = planned(&sheet, &Model::default(), &KnownNotes::default(), &options());
        prop_assert_eq!(plan.report.new, rows.len(), "{}", text);
        let all = told(&plan);
        for (column, header) in headers.iter().enumerate() {
            let report = plan.report.columns.iter().find(|c| c.column == *header).unwrap();
            for row in &rows {
                let cell = row[column].trim();
                prop_assert!(cell.is_empty() || found(cell, report.goes, &all), "{header}: {cell:?} as {}\n{all}", report.goes);
            }
        }
        let (mut model, mut notes) = (Model::default(), KnownNotes::default());
        commit(&plan, &mut model, &mut notes);
        let again = planned(&sheet, &model, &notes, &options());
        prop_assert!(again.step.is_empty(), "{:?}\n{:?}", again.step.edits, again.updates);
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
