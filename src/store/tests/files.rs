//! The file as a file: what is refused keeps its bytes, what is made is its owner's alone, copies
//! are good and few.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use super::*;
use crate::store::{Access, Copied, Keep, StoreError, restore};

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

/// A header with other bytes at some file.
fn patched(file: &TempFile, at: usize, with: &[u8]) -> Vec<u8> {
    let mut bytes = fs::read(file.db()).unwrap();
    bytes[at..at + with.len()].copy_from_slice(with);
    bytes
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

#[test]
fn what_is_not_ours_is_refused_and_keeps_its_bytes() {
    let file = TempFile::new();
    file.window().insert::<Creator>(1);
    let whole = fs::read(file.db()).unwrap();
    let check = |bytes: &[u8], named: &str| {
        let path = file.path("other.db");
        fs::write(&path, bytes).unwrap();
        let error = Store::open(&path, &file.options())
            .and_then(|mut store| store.load())
            .unwrap_err();
        assert!(error.to_string().contains(named), "{error}");
        assert!(error.to_string().contains("other.db"), "{error}");
        assert_eq!(fs::read(&path).unwrap(), bytes, "{named}");
        assert!(!file.path("other.db-journal").exists());
    };
    check(b"Dear diary", "is not a touchbase file");
    check(&[0; 4096], "is not a touchbase file");
    check(&whole[..50], "is not a touchbase file");
    check(&patched(&file, 68, b"gpkg"), "belongs to another program");
    check(&patched(&file, 68, &[0; 4]), "belongs to another program");
    check(
        &patched(&file, 60, &99u32.to_be_bytes()),
        &format!(
            "newer touchbase (format 99; this one knows {})",
            crate::store::schema::newest()
        ),
    );
    check(&whole[..whole.len() - 4096], "its end is missing");
    check(&whole[..8192], "its end is missing");
    check(&patched(&file, 100, &[0xff; 3000]), "is damaged");
}

#[test]
fn folders_pipes_and_missing_files_are_refused() {
    let file = TempFile::new();
    let error = Store::open(&file.path(""), &file.options()).unwrap_err();
    assert!(matches!(
        error,
        StoreError::NotAFile {
            what: "a folder",
            ..
        }
    ));
    rustix::fs::mknodat(
        rustix::fs::CWD,
        file.path("pipe"),
        rustix::fs::FileType::Fifo,
        0o600.into(),
        0,
    )
    .unwrap();
    assert!(matches!(
        Store::open(&file.path("pipe"), &file.options()),
        Err(StoreError::NotAFile { .. })
    ));
    let options = Options {
        create: false,
        ..file.options()
    };
    assert!(matches!(
        Store::open(&file.db(), &options),
        Err(StoreError::Missing { .. })
    ));
    assert!(!file.db().exists());
}

#[test]
fn a_file_without_a_byte_is_filled() {
    let file = TempFile::new();
    fs::write(file.db(), "").unwrap();
    file.window().insert::<Creator>(1);
    assert_eq!(file.window().model.creators.len(), 1);
}

#[test]
fn everything_made_is_for_the_owner_alone_whatever_the_umask() {
    let file = TempFile::new();
    let was = rustix::process::umask(rustix::fs::Mode::empty());
    let deep = file.path("data/deeper/book.db");
    let mut store = Store::open(&deep, &file.options()).unwrap();
    let mut model = store.load().unwrap();
    let mut step = Step::new("Added");
    step.insert(Creator {
        id: step.fresh(&model),
        ..Creator::default()
    });
    store.commit(&step, Stamp(1)).unwrap();
    model.apply(&step.edits);
    store.backup(&file.path("out/copy.db")).unwrap();
    store
        .daily_copy(&file.path("copies"), day("2026-11-24"), KEEP)
        .unwrap();
    rustix::process::umask(was);

    let sessions = file.path("state/sessions");
    let lock = fs::read_dir(&sessions)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    for folder in [
        &file.path("data"),
        &file.path("data/deeper"),
        &sessions,
        &file.path("out"),
        &file.path("copies"),
    ] {
        assert_eq!(mode(folder), 0o700, "{}", folder.display());
    }
    for file in [
        &deep,
        &lock,
        &file.path("out/copy.db"),
        &file.path("copies/book-2026-11-24.db"),
    ] {
        assert_eq!(mode(file), 0o600, "{}", file.display());
    }
}

#[test]
fn a_file_or_folder_that_may_not_be_written_is_read_only() {
    let file = TempFile::new();
    let folder = file.path("shelf");
    fs::create_dir(&folder).unwrap();
    let path = folder.join("book.db");
    file.window().insert::<Creator>(1);
    fs::copy(file.db(), &path).unwrap();
    let check = |of: &Path, mode: u32, named: &str| {
        let before = fs::metadata(of).unwrap().permissions().mode();
        set_mode(of, mode);
        let bytes = fs::read(&path).unwrap();
        let mut store = Store::open(&path, &file.options()).unwrap();
        assert!(
            matches!(store.access(), Access::ReadOnly { why } if why.contains(named)),
            "{:?}",
            store.access()
        );
        let model = store.load().unwrap();
        assert_eq!(model.creators.len(), 1);
        let mut step = Step::new("Added");
        step.insert(Creator {
            id: step.fresh(&model),
            ..Creator::default()
        });
        let refused = store.commit(&step, Stamp(1)).unwrap_err();
        assert!(refused.to_string().starts_with("Not saved: "), "{refused}");
        assert!(matches!(
            store.undo(Stamp(1)),
            Err(StoreError::ReadOnly { .. })
        ));
        assert_eq!(store.changed_elsewhere().unwrap(), Elsewhere::Same);
        set_mode(of, before);
        assert_eq!(fs::read(&path).unwrap(), bytes);
    };
    check(&path, 0o400, "the file may not be written to");
    check(&folder, 0o500, "its folder may not be written to");
}

#[test]
fn the_connection_is_as_careful_as_promised() {
    let file = TempFile::new();
    let window = file.window();
    let ask = |pragma| {
        window
            .store
            .conn
            .pragma_query_value(None, pragma, |row| row.get::<_, i64>(0))
            .unwrap()
    };
    assert_eq!(ask("synchronous"), 3);
    assert_eq!(ask("secure_delete"), 1);
    assert_eq!(ask("foreign_keys"), 1);
    assert_eq!(ask("trusted_schema"), 0);
    assert_eq!(ask("cell_size_check"), 1);
    assert_eq!(ask("fullfsync"), 1);
    let journal: String = window
        .store
        .conn
        .pragma_query_value(None, "journal_mode", |row| row.get(0))
        .unwrap();
    assert_eq!(journal, "delete");
}

#[test]
fn triggers_and_views_from_elsewhere_do_not_act() {
    let file = TempFile::new();
    file.window().insert::<Creator>(1);
    let other = rusqlite::Connection::open(file.db()).unwrap();
    other
        .execute_batch("CREATE TRIGGER t AFTER INSERT ON creator BEGIN DELETE FROM creator; END")
        .unwrap();
    let mut window = file.window();
    window.insert::<Creator>(2);
    assert_eq!(window.model.creators.len(), 2);
    assert!(window.store.check().unwrap().problems[0].contains("trigger t"));
    other
        .execute_batch(
            "ALTER TABLE segment RENAME TO gone; CREATE VIEW segment AS SELECT 1 AS id, '' AS name, '' AS filter",
        )
        .unwrap();
    assert!(window.store.load().is_err());
}

#[test]
fn a_file_in_wal_mode_is_brought_back() {
    let file = TempFile::new();
    file.window().insert::<Creator>(1);
    let other = rusqlite::Connection::open(file.db()).unwrap();
    other.pragma_update(None, "journal_mode", "WAL").unwrap();
    drop(other);
    let mut window = file.window();
    window.insert::<Creator>(2);
    assert!(!file.path("book.db-wal").exists());
}

#[test]
fn a_backup_is_whole_and_never_overwrites() {
    let file = TempFile::new();
    let mut window = file.window();
    window.insert::<Creator>(1);
    let to = file.path("deep/copy.db");
    window.store.backup(&to).unwrap();
    let mut copy = Store::open(&to, &file.options()).unwrap();
    assert_eq!(copy.load().unwrap(), window.model);
    window.insert::<Creator>(2);
    assert!(matches!(
        window.store.backup(&to),
        Err(StoreError::InTheWay { .. })
    ));
    assert_eq!(copy.load().unwrap().creators.len(), 1);
    assert_eq!(
        fs::read_dir(file.path("deep")).unwrap().count(),
        1,
        "no parts left"
    );
}

#[test]
fn daily_copies_are_made_when_something_changed_and_only_the_newest_stay() {
    let file = TempFile::new();
    let copies = file.path("copies");
    let mut window = file.window();
    let daily =
        |window: &Window, on: Day, keep| window.store.daily_copy(&copies, on, keep).unwrap();
    assert_eq!(
        daily(&window, day("2026-11-01"), DAYS),
        Copied::Unneeded,
        "nothing in it yet"
    );
    for n in 0..16 {
        window.insert::<Creator>(n);
        let on = add_days(day("2026-11-01"), n as i64);
        let path = copies.join(format!("book-{on}.db"));
        assert_eq!(
            daily(&window, on, DAYS),
            Copied::Made { path, left: vec![] }
        );
        assert_eq!(daily(&window, on, DAYS), Copied::Unneeded);
        assert_eq!(
            daily(&window, add_days(on, 1), DAYS),
            Copied::Unneeded,
            "nothing changed"
        );
    }
    let mut names: Vec<_> = fs::read_dir(&copies)
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(
        (names.len(), names[0].as_str(), names[13].as_str()),
        (14, "book-2026-11-03.db", "book-2026-11-16.db")
    );
}

/// As the settings have it.
const KEEP: Keep = Keep { days: 14, weeks: 8 };
const DAYS: Keep = Keep { weeks: 0, ..KEEP };
const ONE: Keep = Keep { days: 1, weeks: 0 };

#[test]
fn of_the_older_copies_the_newest_of_each_week_stays() {
    let file = TempFile::new();
    let copies = file.path("copies");
    let mut window = file.window();
    // A change on every day of 120, over the turn of a year.
    let days: Vec<Day> = (0..120).map(|n| add_days(day("2026-10-01"), n)).collect();
    for (n, on) in days.iter().enumerate() {
        window.insert::<Creator>(n as u64);
        window.store.daily_copy(&copies, *on, KEEP).unwrap();
    }
    let mut left: Vec<Day> = fs::read_dir(&copies)
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .map(|name| day(&name["book-".len().."book-".len() + 10]))
        .collect();
    left.sort();
    assert_eq!(left[8..], days[106..], "fourteen days");
    let sundays = (0..8).map(|n| add_days(day("2026-11-29"), n * 7));
    let weeks: Vec<Day> = sundays.map(|sunday| sunday.min(days[105])).collect();
    assert_eq!(
        left[..8],
        weeks,
        "and the newest of eight weeks before them"
    );
}

#[test]
fn a_failing_copy_is_reported_and_removes_nothing() {
    let file = TempFile::new();
    let copies = file.path("copies");
    let mut window = file.window();
    let mut step = Step::new("Added many");
    (1..=200).for_each(|id| step.insert(Creator::sample(&mut Seed::new(id.into(), id))));
    window.commit(&step);
    window
        .store
        .daily_copy(&copies, day("2026-11-01"), ONE)
        .unwrap();
    window.insert::<Creator>(1);
    // Damage in the middle, behind SQLite's back.
    let length = fs::metadata(file.db()).unwrap().len();
    let damaged = patched(&file, (length / 2) as usize, &[0x5a; 20_000]);
    let mut store = Store::open(&file.db(), &file.options()).unwrap();
    fs::write(file.db(), damaged).unwrap();
    assert!(matches!(
        store.daily_copy(&copies, day("2026-11-02"), ONE),
        Err(StoreError::Damaged { .. })
    ));
    let left: Vec<_> = fs::read_dir(&copies)
        .unwrap()
        .map(|e| e.unwrap().file_name())
        .collect();
    assert_eq!(left, ["book-2026-11-01.db"]);
    assert!(!store.check().unwrap().is_clean());
    // And the way out of it.
    drop(store);
    let aside = restore(&file.db(), &copies.join("book-2026-11-01.db"), Stamp(0))
        .unwrap()
        .unwrap();
    assert_eq!(aside, file.path("book.before-restore-19700101-000000.db"));
    store = Store::open(&file.db(), &file.options()).unwrap();
    assert_eq!(store.load().unwrap().creators.len(), 200);
    assert!(store.check().unwrap().is_clean());
}

#[test]
fn restore_keeps_the_replaced_file_and_open_windows_notice() {
    let file = TempFile::new();
    let mut window = file.window();
    let creator = window.insert::<Creator>(1);
    let copy = file.path("copy.db");
    window.store.backup(&copy).unwrap();
    let step = window.rename(creator, "Mia");
    window.commit(&step);
    let aside = restore(&file.db(), &copy, Stamp(1_764_000_000))
        .unwrap()
        .unwrap();
    assert_eq!(
        aside.file_name().unwrap(),
        "book.before-restore-20251124-160000.db"
    );
    assert_eq!(
        Store::open(&aside, &file.options())
            .unwrap()
            .load()
            .unwrap(),
        window.model
    );
    assert!(matches!(
        window.store.changed_elsewhere(),
        Err(StoreError::Moved { .. })
    ));
    let mut after = file.window();
    assert_ne!(after.name(creator), "Mia");
    assert_eq!(mode(&file.db()), 0o600);
    after.insert::<Creator>(2);
    // Once more in the same second: the first one stays.
    let second = restore(&file.db(), &copy, Stamp(1_764_000_000))
        .unwrap()
        .unwrap();
    assert_ne!(second, aside);
    assert!(aside.exists());
}

#[test]
fn a_bad_source_restores_nothing() {
    let file = TempFile::new();
    file.window().insert::<Creator>(1);
    let before = fs::read(file.db()).unwrap();
    let count = || fs::read_dir(file.path("")).unwrap().count();
    let bad = file.path("bad.db");
    let check = |bytes: &[u8]| {
        fs::write(&bad, bytes).unwrap();
        let files = count();
        assert!(restore(&file.db(), &bad, Stamp(0)).is_err());
        assert_eq!(
            (fs::read(file.db()).unwrap(), count()),
            (before.clone(), files)
        );
        assert_eq!(fs::read(&bad).unwrap(), bytes);
    };
    check(b"");
    check(b"Dear diary");
    check(&patched(&file, 60, &99u32.to_be_bytes()));
    check(&patched(&file, before.len() - 6000, &[0x5a; 3000]));
    assert!(restore(&file.db(), &file.path("none.db"), Stamp(0)).is_err());
    assert!(restore(&file.db(), &file.db(), Stamp(0)).is_err());
}

#[test]
fn restore_makes_a_file_where_there_was_none_and_replaces_a_ruin() {
    let file = TempFile::new();
    let mut window = file.window();
    window.insert::<Creator>(1);
    let (copy, path) = (file.path("copy.db"), file.path("new/book.db"));
    window.store.backup(&copy).unwrap();
    assert_eq!(restore(&path, &copy, Stamp(0)).unwrap(), None);
    fs::write(&path, "a ruin").unwrap();
    fs::write(file.path("new/book.db-journal"), "its journal").unwrap();
    let aside = restore(&path, &copy, Stamp(0)).unwrap().unwrap();
    assert_eq!(fs::read(&aside).unwrap(), b"a ruin");
    assert!(!file.path("new/book.db-journal").exists());
    assert_eq!(
        Store::open(&path, &file.options()).unwrap().load().unwrap(),
        window.model
    );
}

#[test]
fn the_copy_before_an_upgrade_lies_with_the_copies() {
    let file = TempFile::new();
    let window = file.window();
    let made =
        |dir: &Path| crate::store::copies::before_upgrade(&window.store.conn, &file.db(), dir, 1);
    made(&file.path("copies")).unwrap();
    made(&file.path("copies")).unwrap();
    assert!(file.path("copies/book-before-upgrade-from-1.db").exists());
    assert!(file.path("copies/book-before-upgrade-from-1-2.db").exists());
}
