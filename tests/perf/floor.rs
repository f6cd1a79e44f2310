//! What the same work costs with nothing around it, measured in the same run: without it a number
//! says more about the machine than about the program.

use std::path::Path;
use std::time::{Duration, Instant};

use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::{Constraint, Rect};
use ratatui::style::Style;
use ratatui::widgets::{Block, Row, Table};
use ratatui::{TerminalOptions, Viewport};
use rusqlite::Connection;
use rusqlite::types::Value;

use super::median;

/// All creators as text fields and all touches without their words, by column index.
pub fn load(db: &Path) -> Duration {
    let begin = Instant::now();
    let conn = Connection::open(db).unwrap();
    let mut all: Vec<Vec<Option<Box<str>>>> = Vec::new();
    let mut creators = conn.prepare("SELECT * FROM creator").unwrap();
    let columns = creators.column_count();
    let mut rows = creators.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        let cell = |at| row.get_ref(at).unwrap().as_str().ok().map(Into::into);
        all.push((0..columns).map(cell).collect());
    }
    let mut touches: Vec<(u32, u32, i64, u8)> = Vec::new();
    let mut kept = conn
        .prepare("SELECT id, creator, at, direction FROM touch INDEXED BY touch_kept")
        .unwrap();
    let mut rows = kept.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        let direction = row
            .get_ref(3)
            .unwrap()
            .as_bytes()
            .unwrap()
            .first()
            .copied()
            .unwrap_or_default();
        touches.push((
            row.get(0).unwrap(),
            row.get(1).unwrap(),
            row.get(2).unwrap(),
            direction,
        ));
    }
    assert!(!all.is_empty() && !touches.is_empty());
    begin.elapsed()
}

/// A bare table of 34 rows whose cursor moves, drawn into memory.
pub fn draw() -> Duration {
    let area = Rect::new(0, 0, 120, 36);
    let options = TerminalOptions {
        viewport: Viewport::Fixed(area),
    };
    let mut terminal = Terminal::with_options(CrosstermBackend::new(Vec::new()), options).unwrap();
    let times = (0..400).map(|n| {
        let begin = Instant::now();
        terminal
            .draw(|frame| {
                let row = |y: usize| {
                    let style = if y == n % 34 {
                        Style::new().reversed()
                    } else {
                        Style::new()
                    };
                    Row::new([
                        format!("Mia Okafor {y}"),
                        format!("@miabrews{y}"),
                        "18.4k".into(),
                        "write".into(),
                    ])
                    .style(style)
                };
                let widths = [
                    Constraint::Fill(2),
                    Constraint::Fill(1),
                    Constraint::Length(8),
                    Constraint::Fill(1),
                ];
                frame.render_widget(
                    Table::new((0..34).map(row), widths).block(Block::bordered()),
                    area,
                );
            })
            .unwrap();
        begin.elapsed()
    });
    median(times.collect())
}

/// A word looked for in 100,000 lines of 50 bytes.
pub fn scan() -> Duration {
    let lines: Vec<String> = (0..100_000)
        .map(|n| format!("{n:06} mia okafor miabrews mia@brews.example tea gifted"))
        .collect();
    let finder = memchr::memmem::Finder::new("brewz");
    let times = (0..20).map(|_| {
        let begin = Instant::now();
        assert_eq!(
            lines
                .iter()
                .filter(|line| finder.find(line.as_bytes()).is_some())
                .count(),
            0
        );
        begin.elapsed()
    });
    median(times.collect())
}

/// One row written and committed in a file beside this one, with the settings of ours.
pub fn commit(folder: &Path) -> Duration {
    let path = folder.join("floor.db");
    let conn = Connection::open(&path).unwrap();
    conn.execute_batch(
        "PRAGMA synchronous=EXTRA; CREATE TABLE t (id INTEGER PRIMARY KEY, words TEXT)",
    )
    .unwrap();
    let times = (0..50).map(|_| {
        let begin = Instant::now();
        conn.execute("INSERT INTO t (words) VALUES ('one decision')", [])
            .unwrap();
        begin.elapsed()
    });
    let median = median(times.collect());
    std::fs::remove_file(path).unwrap();
    median
}

/// The rows of all tables of a file, written into an empty one with the same tables and indexes, in
/// one transaction; and how many there are.
pub fn insert(db: &Path, folder: &Path) -> (Duration, usize) {
    let from = Connection::open(db).unwrap();
    let list = |sql: &str| -> Vec<(String, String)> {
        let mut all = from.prepare(sql).unwrap();
        let rows = all
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap();
        rows.map(Result::unwrap).collect()
    };
    let made = "WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'";
    let schema = list(&format!(
        "SELECT name, sql FROM sqlite_schema {made} ORDER BY type DESC"
    ));
    let tables = list(&format!(
        "SELECT name, sql FROM sqlite_schema {made} AND type = 'table'"
    ));
    let content: Vec<(String, Vec<Vec<Value>>)> = tables
        .iter()
        .map(|(name, _)| (name.clone(), all_rows(&from, name)))
        .collect();
    let path = folder.join("floor.db");
    let to = Connection::open(&path).unwrap();
    to.execute_batch("PRAGMA synchronous=EXTRA; PRAGMA secure_delete=ON; PRAGMA foreign_keys=ON")
        .unwrap();
    schema
        .iter()
        .for_each(|(_, sql)| to.execute_batch(sql).unwrap());
    let begin = Instant::now();
    to.execute_batch("BEGIN").unwrap();
    for (name, rows) in content.iter().filter(|(_, rows)| !rows.is_empty()) {
        let marks = vec!["?"; rows[0].len()].join(",");
        let mut insert = to
            .prepare(&format!("INSERT INTO \"{name}\" VALUES ({marks})"))
            .unwrap();
        for row in rows {
            insert.execute(rusqlite::params_from_iter(row)).unwrap();
        }
    }
    to.execute_batch("COMMIT").unwrap();
    let took = begin.elapsed();
    std::fs::remove_file(path).unwrap();
    (took, content.iter().map(|(_, rows)| rows.len()).sum())
}

fn all_rows(conn: &Connection, table: &str) -> Vec<Vec<Value>> {
    let mut all = conn.prepare(&format!("SELECT * FROM \"{table}\"")).unwrap();
    let columns = all.column_count();
    let rows = all
        .query_map([], |row| (0..columns).map(|at| row.get(at)).collect())
        .unwrap();
    rows.map(Result::unwrap).collect()
}
