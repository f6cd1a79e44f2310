//! The house kept in order: who may import whom, how long things get, and tables that agree with
//! themselves.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use touchbase::app::ViewId;
use touchbase::app::command::{self, Keymap};
use touchbase::app::keys::{Chord, Key};

/// What each layer may import of this crate.
const LAYERS: &[(&str, &[&str])] = &[
    ("domain", &["domain"]),
    ("exchange", &["domain", "exchange"]),
    ("store", &["domain", "store"]),
    ("app", &["app", "domain", "exchange"]),
    ("ui", &["app", "domain", "ui"]),
    (
        "workspace",
        &[
            "clock",
            "domain",
            "exchange",
            "location",
            "paths",
            "store",
            "workspace",
        ],
    ),
];

/// Imports that break the rule, each with the reason why it stands.
const ALLOWED: &[(&str, &str, &str)] = &[(
    "app",
    "load",
    "a sheet that was read, as the message that brings it; the edge reads, the app only holds it",
)];

/// A file with nothing but tests in it.
fn is_test(path: &Path) -> bool {
    path.to_string_lossy().split('/').any(|part| {
        part == "tests" || part.ends_with("tests.rs") || ["testing.rs", "bench.rs"].contains(&part)
    })
}

fn sources() -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, all: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => walk(&path, all),
                false => all.extend(path.extension().is_some_and(|e| e == "rs").then_some(path)),
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = Vec::new();
    walk(&root.join("src"), &mut all);
    walk(&root.join("tests"), &mut all);
    all.sort();
    all.into_iter()
        .map(|path| {
            (
                path.strip_prefix(root).unwrap().to_path_buf(),
                fs::read_to_string(&path).unwrap(),
            )
        })
        .collect()
}

/// The modules that the library is made of.
fn modules() -> BTreeSet<String> {
    let map = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs");
    let modules: BTreeSet<String> = fs::read_to_string(map)
        .unwrap()
        .lines()
        .filter_map(|line| line.split_once("mod ")?.1.strip_suffix(';'))
        .map(str::to_owned)
        .collect();
    assert!(LAYERS.iter().all(|(layer, _)| modules.contains(*layer)));
    modules
}

/// The part of a file before its tests.
fn without_tests(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod ").next().unwrap()
}

#[test]
fn layers_import_only_what_lies_below_them() {
    let modules = modules();
    let mut broken = Vec::new();
    for (path, text) in sources().into_iter().filter(|(path, _)| !is_test(path)) {
        let name = path.to_string_lossy();
        let Some(rest) = name.strip_prefix("src/") else {
            continue;
        };
        let layer = rest.split(['/', '.']).next().unwrap();
        let Some((_, may)) = LAYERS.iter().find(|(l, _)| *l == layer) else {
            continue;
        };
        for line in without_tests(&text)
            .lines()
            .filter(|l| !l.trim_start().starts_with("//"))
        {
            for (at, _) in line.match_indices("crate::") {
                let of: String = line[at + 7..]
                    .chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '_')
                    .collect();
                if !modules.contains(&of) || may.contains(&of.as_str()) || line[..at].ends_with('$')
                {
                    continue;
                }
                if !ALLOWED.iter().any(|(l, o, _)| *l == layer && *o == of) {
                    broken.push(format!("{name}: {}", line.trim()));
                }
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn the_lower_layers_know_no_terminal_no_file_and_no_clock() {
    let mut broken = Vec::new();
    for (path, text) in sources().into_iter().filter(|(path, _)| !is_test(path)) {
        let name = path.to_string_lossy();
        let forbidden: &[&str] = match name.split('/').nth(1) {
            Some("domain" | "exchange") => &[
                "rusqlite",
                "ratatui",
                "crossterm",
                "std::fs",
                "std::env",
                "Utc::now",
                "Local::now",
                "SystemTime",
                "Instant::now",
            ],
            Some("app") => &[
                "rusqlite",
                "crossterm",
                "std::fs",
                "std::env",
                "Utc::now",
                "Local::now",
                "SystemTime",
                "Instant::now",
            ],
            Some("ui") => &["rusqlite", "crossterm", "std::fs", "std::env"],
            _ => continue,
        };
        let lines = without_tests(&text)
            .lines()
            .filter(|l| !l.trim_start().starts_with("//"));
        for line in lines {
            broken.extend(
                forbidden
                    .iter()
                    .filter(|w| line.contains(**w))
                    .map(|w| format!("{name}: {w}: {}", line.trim())),
            );
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn files_begin_by_saying_why_they_exist() {
    let silent = sources()
        .into_iter()
        .filter(|(_, text)| !text.starts_with("//!"));
    let silent: Vec<String> = silent.map(|(path, _)| path.display().to_string()).collect();
    assert!(silent.is_empty(), "{silent:#?}");
}

#[test]
fn the_readme_tells_the_live_keys() {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md"))
        .unwrap_or_default();
    let Some((_, rest)) = text.split_once("<!-- keys -->") else {
        return;
    };
    let block = rest.split("<!-- /keys -->").next().unwrap();
    let live = command::markdown(&Keymap::new());
    assert_eq!(
        block.trim(),
        live.trim(),
        "put the output of `touchbase keys --markdown` into the README"
    );
}

#[test]
fn keys_and_commands_agree_with_themselves() {
    let keymap = Keymap::new();
    assert_eq!(keymap.clash(), None);
    let ids: Vec<&str> = command::all().map(|c| c.id).collect();
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "two commands have the same name");
    for command in command::all() {
        assert!(
            !command.title.is_empty() && !command.help.is_empty(),
            "{}",
            command.id
        );
        assert!(
            command.help.chars().next().is_some_and(char::is_uppercase),
            "{}: {}",
            command.id,
            command.help
        );
        assert!(
            !command.help.ends_with('.'),
            "{}: {}",
            command.id,
            command.help
        );
        for key in command.keys {
            let chord =
                Chord::parse(key).unwrap_or_else(|| panic!("{}: {key} is no key", command.id));
            assert_eq!(
                chord.to_string(),
                *key,
                "{} prints its key otherwise",
                command.id
            );
        }
    }
}

#[test]
fn every_menu_has_an_opener_and_unique_letters() {
    let keymap = Keymap::new();
    let prefixes: BTreeSet<Key> = command::all()
        .flat_map(|c| c.keys)
        .filter_map(|k| Chord::parse(k))
        .filter(|c| c.0.len() == 2)
        .map(|c| c.0[0])
        .collect();
    assert!(prefixes.len() >= 5);
    for prefix in prefixes {
        for place in ViewId::ALL.iter().filter(|p| **p != ViewId::Welcome) {
            let entries = keymap.menu(*place, prefix);
            let letters: BTreeSet<Key> = entries.iter().map(|(key, _)| *key).collect();
            assert_eq!(
                letters.len(),
                entries.len(),
                "{prefix} in {}",
                place.title()
            );
            assert!(
                entries.is_empty() || keymap.find(*place, &[prefix]).is_some(),
                "{prefix} opens nothing in {}",
                place.title()
            );
        }
    }
}

/// Columns of money and orders. Only the ledger adds them up; who else may name them makes, reads in,
/// writes out or stores a row.
const LEDGER_COLUMNS: &[&str] = &[
    ".fee",
    ".commission",
    ".bonus",
    ".refunded",
    ".commission_terms",
];

/// The same of payments, orders and refunds, by the names their rows go by.
const LEDGER_AMOUNTS: &[&str] = &["payment.amount", "p.amount", "sale.amount", "refund.amount"];

/// Where they may be named, and why.
const LEDGER_READERS: &[(&str, &str)] = &[
    ("src/domain/ledger/", "the ledger"),
    ("src/domain/rows/", "the rows themselves"),
    ("src/domain/fields/", "fields: one column read and set"),
    ("src/domain/quick_add/", "makes rows of typed lines"),
    ("src/domain/review/answers/", "makes rows of answers"),
    (
        "src/domain/recurrence",
        "makes the next payment of a rhythm",
    ),
    ("src/domain/merge", "joins the terms of two deals"),
    ("src/domain/demo/", "makes the demo's rows"),
    ("src/domain/testing.rs", "makes the rows of tests"),
    ("src/domain/order_index.rs", "finds rows of one order"),
    ("src/exchange/", "importers and writers"),
    ("src/store/", "stores them"),
    ("src/cli/batch/", "makes rows of actions"),
    ("src/app/modal/form", "makes rows of forms"),
];

#[test]
fn only_the_ledger_adds_up_money_and_orders() {
    let mut broken = Vec::new();
    for (path, text) in sources().into_iter().filter(|(path, _)| !is_test(path)) {
        let name = path.to_string_lossy();
        if !name.starts_with("src/") || LEDGER_READERS.iter().any(|(at, _)| name.starts_with(at)) {
            continue;
        }
        let lines = without_tests(&text).lines().enumerate();
        for (n, line) in lines.filter(|(_, l)| !l.trim_start().starts_with("//")) {
            let ends = |at: usize| {
                let next = line[at..].chars().next();
                next.is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != '(')
            };
            let begins = |at: usize| {
                let before = line[..at].chars().next_back();
                before.is_none_or(|c| !c.is_alphanumeric() && c != '_')
            };
            let column = LEDGER_COLUMNS
                .iter()
                .any(|c| line.match_indices(c).any(|(at, _)| ends(at + c.len())));
            let amount = LEDGER_AMOUNTS.iter().any(|c| {
                line.match_indices(c)
                    .any(|(at, _)| begins(at) && ends(at + c.len()))
            });
            if column || amount {
                broken.push(format!("{name}:{}: {}", n + 1, line.trim()));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}
