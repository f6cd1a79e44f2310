//! A list as it really is kept: German headers, a title, the header once more in the middle, an
//! average at the end, odd cells in every column. Imported with keys only.

use super::bench::Bench;
use touchbase::domain::rows::*;

const HEADER: &str = "Name;Insta;Abonnenten;Status;Kampagne;Honorar;Inhalte;Veröffentlichung;Nächster Schritt;Fällig am;Letzter Kontakt;Nicht kontaktieren;Notizen";

/// Cells that no field can hold, by their column.
const ODD: &[(usize, &str, &str)] = &[
    (4, "Abonnenten", "1.2mil"),
    (7, "Honorar", "200 € + Produkt"),
    (9, "Honorar", "nach Absprache"),
    (12, "Letzter Kontakt", "letzte Woche"),
    (15, "Fällig am", "bald"),
    (20, "Status", "pausiert bis Mai"),
    (25, "Abonnenten", "#REF!"),
    (31, "Honorar", "£350 USD"),
    (40, "Veröffentlichung", "Frühling"),
];

fn sheet() -> String {
    let heads: Vec<&str> = HEADER.split(';').collect();
    let states = [
        "kontaktiert",
        "in Verhandlung",
        "zugesagt",
        "✅ live",
        "abgelehnt",
    ];
    let mut text = format!("Unsere Leute 2026;;;;\n\n{HEADER}\n");
    for n in 0..60 {
        let mut row: Vec<String> = vec![
            format!("Person {}", letters(n)),
            format!("@person_{n}"),
            format!("{},{}k", 3 + n, n % 10),
            states[n % states.len()].into(),
            if n % 3 == 0 {
                "Wintertee".into()
            } else {
                String::new()
            },
            if n % 2 == 0 {
                format!("{} €", 100 + n)
            } else {
                String::new()
            },
            if n % 4 == 0 {
                "1 Reel".into()
            } else {
                String::new()
            },
            if n % 4 == 0 {
                "09.12.2027".into()
            } else {
                String::new()
            },
            if n % 2 == 0 {
                format!("Probe {n} schicken")
            } else {
                String::new()
            },
            if n % 2 == 0 {
                "01.12.2027".into()
            } else {
                String::new()
            },
            "13.11.2025".into(),
            if n == 17 || n == 18 {
                "bitte nicht mehr".into()
            } else {
                String::new()
            },
            if n % 7 == 0 {
                "mag Oolong".into()
            } else {
                String::new()
            },
        ];
        for (_, column, odd) in ODD.iter().filter(|(at, ..)| *at == n) {
            let at = heads.iter().position(|h| h == column).unwrap();
            row[at] = (*odd).into();
        }
        text += &format!("{}\n", row.join(";"));
        if n == 29 {
            text += &format!("{HEADER}\n");
        }
    }
    text + "Durchschnitt;;33000;;;130\n"
}

fn letters(n: usize) -> String {
    let letter = |n: usize| char::from(b'A' + (n % 26) as u8);
    format!("{}{}a", letter(n / 26), letter(n).to_ascii_lowercase())
}

#[test]
fn a_messy_list_of_sixty_brings_sixty_creators_and_their_work() {
    let mut bench = Bench::new(120, 36);
    let text = sheet();
    bench.file("leute.csv", &text).keys("Enter");
    bench.shows("NOT TO BE CONTACTED").shows("KEPT AS WORDS");
    bench.keys("Ctrl+S Ctrl+S");
    let app = &bench.machine.app;
    assert_eq!(app.model.creators.len(), 60, "{}", bench.status());
    for (n, column, odd) in ODD {
        let one = bench.creator(&format!("Person {}", letters(*n)));
        assert!(
            one.extra.contains(&format!("{column}: {odd}")),
            "{odd}: {}",
            &*one.extra
        );
    }
    let never = app
        .model
        .creators
        .iter()
        .filter(|c| c.do_not_contact)
        .count();
    assert_eq!((never, app.model.campaigns.len()), (2, 1));
    let steps: Vec<&FollowUp> = app.model.followups.iter().collect();
    assert_eq!(steps.len(), 30);
    assert!(
        steps.iter().all(|s| s.what.starts_with("Probe ")),
        "{:?}",
        steps[0]
    );
    assert_eq!(app.model.deliverables.len(), 15);
    let in_campaign = app
        .model
        .collaborations
        .iter()
        .filter(|c| c.campaign.is_some())
        .count();
    assert_eq!((in_campaign, app.model.collaborations.len()), (20, 60));
    bench.agree();
    // The same file again has nothing new.
    bench
        .file("leute.csv", &text)
        .keys("Enter")
        .shows("nothing new in this file");
    bench.keys("Esc Esc");
    bench.keys("u");
    assert!(bench.names().is_empty() && bench.machine.app.model.campaigns.is_empty());
    bench.agree();
}
