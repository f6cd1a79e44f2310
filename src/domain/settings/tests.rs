//! Settings as their file gives them.

use super::*;

fn complaints(text: &str) -> Vec<String> {
    Settings::from_toml(text)
        .1
        .into_iter()
        .map(|c| format!("{}: {}", c.line, c.sentence))
        .collect()
}

#[test]
fn the_defaults_are_those_of_the_asset() {
    let settings = Settings::default();
    assert_eq!(settings.rule.payment_due.grace_bd, 3);
    assert_eq!(settings.ladder.standard, [3, 7, 14, 21]);
    assert_eq!(settings.general.currency, Currency::parse("USD"));
    assert_eq!(settings, Settings::from_toml("").0);
    assert_eq!(settings, Settings::from_toml(DEFAULTS).0);
    assert_eq!(complaints(DEFAULTS), [""; 0]);
}

#[test]
fn a_file_is_laid_over_the_defaults_key_by_key() {
    let text = "[general]\ncurrency = \"EUR\"\n[rule]\nR3 = { grace_bd = 4 }\n[work]\nholidays = [\"2026-11-26 Thanksgiving\"]\n";
    let (settings, complaints) = Settings::from_toml(text);
    assert_eq!(complaints, []);
    assert_eq!(settings.general.currency, Currency::parse("EUR"));
    assert_eq!(
        (
            settings.rule.payment_due.grace_bd,
            settings.rule.payment_due.enters_bd
        ),
        (4, 5)
    );
    let calendar = settings.calendar(&Model::default());
    assert_eq!(
        calendar.holiday("2026-11-26".parse().unwrap()),
        Some("Thanksgiving")
    );
}

#[test]
fn what_cannot_be_used_is_named_with_its_line() {
    let said = complaints(
        "[general]\ncurrency = \"XYZ\"\nrollover = 3\n\n[rule.R3]\ngrace_bd = \"three\"\n[nothing]\nx = 1\n",
    );
    assert_eq!(said.len(), 4, "{said:#?}");
    assert!(
        said[0].starts_with("2: general.currency: \"XYZ\" is not a currency"),
        "{said:#?}"
    );
    assert!(said[0].ends_with("\"USD\" is kept."), "{said:#?}");
    assert_eq!(
        said[1],
        "3: There is no setting general.rollover. Did you mean rollover_hour?"
    );
    assert_eq!(
        said[2],
        "6: rule.payment_due.grace_bd: a whole number belongs here; 3 is kept."
    );
    assert_eq!(said[3], "7: There is no setting nothing.");
    assert_eq!(complaints("[general\ncurrency = 3").len(), 1);
    assert!(complaints("[work]\nweek = []")[0].contains("working week"));
}

/// Another value of the same kind, for every key.
fn other(key: &str, value: &toml::Value) -> String {
    match (key, value) {
        ("general.currency", _) => "\"EUR\"".into(),
        ("general.dates", _) => "\"m/d\"".into(),
        ("look.theme", _) => "\"light\"".into(),
        ("look.glyphs", _) => "\"ascii\"".into(),
        ("general.own", _) => "[\"mia@juniper.example\"]".into(),
        ("emv.method", _) => "\"views\"".into(),
        ("work.week", _) => "[\"sat\"]".into(),
        ("work.holidays", _) => "[\"2026-12-25 Christmas Day\"]".into(),
        ("rule.week_note_due.weekday", _) => "\"mon\"".into(),
        (_, toml::Value::String(_)) => "\"another\"".into(),
        (_, toml::Value::Boolean(on)) => (!on).to_string(),
        (_, toml::Value::Integer(n)) => (n + 1).to_string(),
        (_, toml::Value::Array(all)) => {
            let more: Vec<String> = all
                .iter()
                .map(|n| (n.as_integer().unwrap() + 1).to_string())
                .collect();
            format!("[{}]", more.join(", "))
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_key_of_the_asset_is_read_and_changes_what_rules_and_screens_see() {
    let all = Settings::in_force("");
    assert!(all.len() > 100 && all.iter().all(|s| s.line.is_none()));
    for setting in all {
        let text = format!(
            "# mine\n{} = {}\n",
            setting.key,
            other(&setting.key, &setting.value)
        );
        let (settings, said) = Settings::from_toml(&text);
        assert_eq!(said, [], "{text}");
        assert_ne!(settings, Settings::default(), "{text}");
        let now = Settings::in_force(&text);
        let changed: Vec<&InForce> = now.iter().filter(|s| s.line.is_some()).collect();
        assert_eq!(changed.len(), 1, "{text}");
        assert_eq!(
            (&changed[0].key, changed[0].line),
            (&setting.key, Some(2)),
            "{text}"
        );
        assert_ne!(changed[0].value, setting.value, "{text}");
    }
}

#[test]
fn a_line_that_cannot_be_used_is_not_in_force() {
    let now = Settings::in_force(
        "[general]\ncurrency = \"EUR\"\nrollover_hour = 77\n[rule.R3]\ngrace_bd = 4\n",
    );
    let find = |key: &str| {
        now.iter()
            .find(|s| s.key == key)
            .map(|s| (s.value.clone(), s.line))
            .unwrap()
    };
    assert_eq!(find("general.currency"), ("EUR".into(), Some(2)));
    assert_eq!(find("general.rollover_hour"), (4.into(), None));
    assert_eq!(find("rule.payment_due.grace_bd"), (4.into(), Some(5)));
    assert_eq!(find("rule.payment_due.enters_bd"), (5.into(), None));
}

#[test]
fn sections_of_rules_are_read_by_their_former_names_too() {
    let (settings, complaints) =
        Settings::from_toml("[rule.R3]\ngrace_bd = 4\n[rule]\nR16 = { cards = 7 }\n");
    assert_eq!(complaints, []);
    assert_eq!(settings.rule.payment_due.grace_bd, 4);
    assert_eq!(settings.rule.no_next_step.cards, 7);
    assert_eq!(
        Settings::in_force("[rule.R3]\ngrace_bd = 4\n")
            .iter()
            .filter_map(|s| s.line.map(|line| (s.key.as_str(), line)))
            .collect::<Vec<_>>(),
        [("rule.payment_due.grace_bd", 2)]
    );
}

#[test]
fn own_addresses_are_known_however_they_are_written() {
    let (settings, _) =
        Settings::from_toml("[general]\nown = [\"Mia@Juniper.example\", \"@junipertea\"]");
    assert!(settings.is_own("mia@juniper.EXAMPLE ") && settings.is_own("JuniperTea"));
    assert!(!settings.is_own("mia@elsewhere.example") && !settings.is_own(""));
}
