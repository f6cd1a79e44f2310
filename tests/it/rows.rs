//! The rows of a file as text, read around the program: what two files are compared by.

use std::path::Path;

/// A connection that changes nothing.
pub fn open_read_only(db: &Path) -> rusqlite::Connection {
    rusqlite::Connection::open_with_flags(db, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap()
}

/// All rows of all tables but the history, a line each.
pub fn dump(db: &Path) -> String {
    let conn = open_read_only(db);
    let mut names = conn
        .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('journal') ORDER BY name")
        .unwrap();
    let names: Vec<String> = names
        .query_map([], |r| r.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let mut out = String::new();
    for name in names.iter().filter(|n| !n.starts_with("sqlite_")) {
        let mut rows = conn
            .prepare(&format!("SELECT * FROM \"{name}\" ORDER BY 1"))
            .unwrap();
        let columns = rows.column_count();
        let mut rows = rows.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let cells: Vec<String> = (0..columns)
                .map(|n| format!("{:?}", row.get_ref(n).unwrap()))
                .collect();
            out.push_str(&format!("{name} {}\n", cells.join(" ")));
        }
    }
    out
}
