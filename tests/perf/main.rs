//! Measures every row of the promises on speed, at three sizes, beside a floor of the same run, and
//! prints a table: `cargo bench --bench perf`, or `cargo bench --bench perf -- M import` for a size
//! or a row. Nothing is asserted: a machine that is busy with something else is not a failing test.
//! `PERF_PROGRAM` measures another binary, `PERF_KEEP` is a folder that keeps the files that were
//! made.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod data;
mod floor;
mod pty;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use pty::Session;

const SIZES: [(&str, u32); 3] = [("S", 200), ("M", 10_000), ("L", 100_000)];
/// What the first whole review shows.
const REVIEW: &str = "YOU OWE THEM";
const ROSTER: &str = "sorted by";

fn main() {
    let args: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| !a.starts_with('-'))
        .collect();
    let asked = |names: &[&str], name: &str| {
        let any = args.iter().any(|a| names.contains(&a.as_str()));
        !any || args.iter().any(|a| a == name)
    };
    let rows = [
        "start", "keys", "burst", "filter", "decision", "work", "today", "import", "memory",
        "idle", "size",
    ];
    let wanted = |row: &str| asked(&rows, row);
    let bench = Bench::new();
    println!(
        "{:<34} {:<4} {:<22} {:<34} floor",
        "what", "", "target", "measured"
    );
    for (size, creators) in SIZES
        .into_iter()
        .filter(|(size, _)| asked(&["S", "M", "L"], size))
    {
        let db = data::file(bench.folder.path(), size, creators);
        bench.screen(size, &db, &wanted);
        if size == "L" {
            if wanted("filter") {
                bench.filter(&db);
            }
            if wanted("decision") {
                bench.decision(&db);
            }
            if wanted("work") {
                data::work(&db);
                bench.work(&db);
            }
        }
        if size == "M" && wanted("today") {
            bench.today(&db);
        }
        if let Ok(folder) = std::env::var("PERF_KEEP") {
            std::fs::copy(&db, Path::new(&folder).join(format!("{size}.db"))).unwrap();
        }
        std::fs::remove_file(&db).unwrap();
    }
    if wanted("import") {
        bench.import();
    }
    if wanted("size") {
        let bytes = std::fs::metadata(&bench.program).unwrap().len();
        row(
            "release binary",
            "",
            "10 MB",
            &format!("{:.2} MB", bytes as f64 / 1e6),
            "",
        );
    }
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    println!("\nload of the machine at the end: {}", load.trim());
}

/// The middle one.
fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn percentile(times: &mut [Duration], percent: usize) -> Duration {
    times.sort_unstable();
    times[(times.len() * percent / 100).min(times.len() - 1)]
}

fn ms(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1e3)
}

fn row(what: &str, size: &str, target: &str, measured: &str, floor: &str) {
    println!("{what:<34} {size:<4} {target:<22} {measured:<34} {floor}");
}

struct Bench {
    program: String,
    folder: tempfile::TempDir,
}

impl Bench {
    fn new() -> Self {
        let program = std::env::var("PERF_PROGRAM")
            .unwrap_or_else(|_| env!("CARGO_BIN_EXE_touchbase").into());
        // In memory where the system has such a place, so that the disk's own time stays out of it.
        let memory = Path::new("/dev/shm");
        let base = if memory.is_dir() {
            memory.into()
        } else {
            std::env::temp_dir()
        };
        Self {
            program,
            folder: tempfile::tempdir_in(base).unwrap(),
        }
    }

    fn open(&self, db: &Path) -> (Session, Duration) {
        Session::open(&self.program, db, self.folder.path(), REVIEW)
    }

    fn run(&self, args: &[&str]) -> Duration {
        let begin = Instant::now();
        let mut command = Command::new(&self.program);
        command
            .args(args)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .envs(pty::environment(self.folder.path()));
        assert!(command.status().unwrap().success(), "{args:?}");
        begin.elapsed()
    }

    /// What is measured on the screen at every size.
    fn screen(&self, size: &str, db: &Path, wanted: &dyn Fn(&str) -> bool) {
        let times = if size == "L" { 5 } else { 11 };
        if wanted("start") {
            let target = match size {
                "S" => "20 ms",
                "M" => "60 ms",
                _ => "500 ms",
            };
            let (mut took, mut cpu) = (Vec::new(), Vec::new());
            self.open(db); // into the system's cache
            for _ in 0..times {
                let (session, time) = self.open(db);
                took.push(time);
                cpu.extend(session.cpu());
            }
            let best = took.iter().min().copied().unwrap_or_default();
            let floor = median((0..5).map(|_| floor::load(db)).collect());
            let measured = format!(
                "{} (best {}, cpu {})",
                ms(median(took)),
                ms(best),
                ms(median(cpu))
            );
            row(
                "start to first Review",
                size,
                target,
                &measured,
                &format!("bare load {}", ms(floor)),
            );
        }
        if !["keys", "burst", "idle", "memory"]
            .iter()
            .any(|row| wanted(row))
        {
            return;
        }
        let (mut session, _) = self.open(db);
        session.settle(Duration::from_millis(500));
        if wanted("idle") {
            idle(size, &mut session);
        }
        if wanted("keys") {
            keys(size, &mut session, self.folder.path());
        }
        if wanted("burst") {
            burst(size, &mut session);
        }
        if wanted("memory") {
            let target = match size {
                "S" => "16 MiB",
                "M" => "40 MiB",
                _ => "200 MiB",
            };
            let (mut fresh, _) = self.open(db);
            fresh.settle(Duration::from_millis(500));
            fresh.press("2");
            let peak = fresh
                .peak()
                .map_or("–".into(), |mib| format!("{mib:.1} MiB"));
            row("memory, peak", size, target, &peak, "");
        }
    }

    fn filter(&self, db: &Path) {
        let (mut session, _) = self.open(db);
        session.settle(Duration::from_millis(500));
        session.press("2");
        let mut took = Vec::new();
        for word in [
            "okafor",
            "skincare",
            "lukasz",
            "with.77",
            "zofia mul",
            "touch>30d",
            "xqzj",
        ] {
            session.press("/");
            took.extend(word.chars().map(|c| session.press(&c.to_string())));
            session.press("\r");
            session.send("\x1b");
            session.settle(Duration::from_millis(200));
        }
        let (half, most) = (percentile(&mut took, 50), percentile(&mut took, 95));
        let measured = format!(
            "p50 {} p95 {} max {}",
            ms(half),
            ms(most),
            ms(percentile(&mut took, 100))
        );
        row(
            "filter, a typed character",
            "L",
            "p95 12 ms",
            &measured,
            &format!("bare scan {}", ms(floor::scan())),
        );
    }

    fn decision(&self, db: &Path) {
        let (mut session, _) = self.open(db);
        session.settle(Duration::from_millis(500));
        session.press("x"); // makes the copy of the day
        session.settle(Duration::from_millis(500));
        let mut took = Vec::new();
        let before = session.cpu();
        for _ in 0..15 {
            took.push(session.press("s")); // the menu of snoozing
            took.push(session.press("\r"));
            took.push(session.press("u"));
        }
        let cpu = session
            .cpu()
            .zip(before)
            .map(|(after, before)| (after - before) / 45);
        let measured = format!(
            "p50 {} p95 {} (cpu {})",
            ms(percentile(&mut took, 50)),
            ms(percentile(&mut took, 95)),
            cpu.map_or("–".into(), ms)
        );
        let floor = floor::commit(self.folder.path());
        row(
            "one decision, no disk sync",
            "L",
            "5 ms",
            &measured,
            &format!("bare commit {}", ms(floor)),
        );
    }

    /// Board and results of many creators with a few thousand running collaborations.
    fn work(&self, db: &Path) {
        let (mut session, _) = self.open(db);
        session.settle(Duration::from_millis(500));
        for (view, what) in [
            ("3", "board: move, 3,000 open"),
            ("5", "results: move, 3,000 lines"),
        ] {
            let first = session.press(view);
            session.settle(Duration::from_millis(300));
            let moves: Vec<&str> = ["j", "j", "j", "k", "j"]
                .into_iter()
                .cycle()
                .take(120)
                .collect();
            moved(
                &mut session,
                what,
                "L",
                &moves,
                &format!("opened in {}", ms(first)),
            );
        }
    }

    fn today(&self, db: &Path) {
        let db = db.display().to_string();
        for (what, args) in [
            ("touchbase today", vec!["today"]),
            ("touchbase today --short", vec!["today", "--short"]),
        ] {
            let args: Vec<&str> = ["--db", &db].into_iter().chain(args).collect();
            let took: Vec<Duration> = (0..15).map(|_| self.run(&args)).collect();
            let bare = median((0..5).map(|_| self.run(&["--version"])).collect());
            let best = took.iter().min().copied().unwrap_or_default();
            let measured = format!("{} (best {})", ms(median(took)), ms(best));
            row(
                what,
                "M",
                "30 ms",
                &measured,
                &format!("bare start {}", ms(bare)),
            );
        }
    }

    fn import(&self) {
        let folder = self.folder.path().join("import");
        std::fs::create_dir(&folder).unwrap();
        let file = folder.join("sheet.csv");
        std::fs::write(&file, data::sheet(100_000)).unwrap();
        let (file, db) = (file.display().to_string(), folder.join("touchbase.db"));
        let path = db.display().to_string();
        let args = ["--db", &path, "import", &file];
        let first = self.run(&args);
        let (floor, rows) = floor::insert(&db, &folder);
        let told = format!("{rows} rows inserted {}", ms(floor));
        row(
            "import of 100,000 rows",
            "",
            &format!("2x floor = {}", ms(floor * 2)),
            &ms(first),
            &told,
        );
        let again = self.run(&args);
        row("the same file again", "", "", &ms(again), "");
        let bytes: PathBuf = db;
        let size = std::fs::metadata(bytes).unwrap().len() as f64 / 1e6;
        row("  file after it", "", "", &format!("{size:.1} MB"), "");
    }
}

fn idle(size: &str, session: &mut Session) {
    let seconds = 6;
    let (sleeps, cpu) = (session.sleeps(), session.cpu());
    let (_, bytes) = session.settle(Duration::from_secs(seconds));
    let woke = session
        .sleeps()
        .zip(sleeps)
        .map(|(after, before)| (after - before) as f64 / seconds as f64);
    let cpu = session.cpu().zip(cpu).map(|(after, before)| after - before);
    let measured = format!(
        "{} /s, {bytes} bytes (cpu {} in {seconds} s)",
        woke.map_or("–".into(), |n| format!("{n:.2}")),
        cpu.map_or("–".into(), ms)
    );
    row(
        "idle: wake-ups and bytes",
        size,
        "1.2 /s, 0 bytes",
        &measured,
        "",
    );
}

/// Move and page in both lists, then from pane to pane.
fn keys(size: &str, session: &mut Session, home: &Path) {
    let mut echo = Session::spawn("sh", &["-c", "stty raw -echo; echo ready; exec cat"], home);
    echo.settle(Duration::from_millis(200));
    let bare = median((0..200).map(|_| echo.echo("x")).collect());
    session.press("2");
    assert!(session.contents().contains(ROSTER));
    let down = ["j", "j", "j", "k", "j", "\x1b[6~", "j", "\x1b[5~"];
    let lists: Vec<&str> = down.into_iter().cycle().take(160).collect();
    let panes = ["1", "2"].into_iter().cycle().take(60).collect();
    for (what, keys) in [
        ("key to redraw: move, page", lists),
        ("key to redraw: switch pane", panes),
    ] {
        let floor = format!("echo {}, bare draw {}", ms(bare), ms(floor::draw()));
        moved(session, what, size, &keys, &floor);
    }
}

/// Presses keys one after the other.
fn moved(session: &mut Session, what: &str, size: &str, keys: &[&str], floor: &str) {
    let before = session.cpu();
    let mut took: Vec<Duration> = keys.iter().map(|key| session.press(key)).collect();
    let cpu = session
        .cpu()
        .zip(before)
        .map(|(after, before)| (after - before) / keys.len() as u32);
    let measured = format!(
        "p50 {} p99 {} cpu {}",
        ms(percentile(&mut took, 50)),
        ms(percentile(&mut took, 99)),
        cpu.map_or("–".into(), ms)
    );
    row(what, size, "1.0 / 2.0 / 0.9 ms", &measured, floor);
}

fn burst(size: &str, session: &mut Session) {
    session.send("2");
    session.settle(Duration::from_millis(150));
    let mut took = Vec::new();
    let mut most = 0;
    for key in ["j", "k", "j", "k", "j"] {
        let begin = Instant::now();
        session.send(&key.repeat(500));
        let (last, bytes) = session.settle(Duration::from_millis(150));
        took.extend(last.map(|at| at - begin));
        most = most.max(bytes);
    }
    let measured = format!("{}, {:.1} kB", ms(median(took)), most as f64 / 1e3);
    row("500 keys at once", size, "6 ms, 70 kB", &measured, "");
}
