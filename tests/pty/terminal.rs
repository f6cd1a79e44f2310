//! The terminal half by itself: it leaves the terminal whole on every way out, dies with it, is
//! idle when idle, and loses nothing that is typed.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Duration;

use rustix::process::Signal;

use super::harness::{self, Session, Setup};
use super::probe;

fn dir() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

/// Starts the probe and waits for its first frame.
fn start(setup: Setup) -> Session {
    let session = setup.start();
    session.wait_for("the first frame", |screen| {
        screen.contents().starts_with("ready")
    });
    session
}

/// The texts of the files in `dir` whose names start so, all of them private.
fn files(dir: &Path, kind: &str) -> Vec<String> {
    let entries = std::fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let ours = entries.filter(|path| {
        path.file_name()
            .unwrap()
            .to_str()
            .unwrap()
            .starts_with(kind)
    });
    ours.map(|path| {
        assert_eq!(
            path.metadata().unwrap().permissions().mode() & 0o777,
            0o600,
            "{}",
            path.display()
        );
        std::fs::read_to_string(path).unwrap()
    })
    .collect()
}

#[test]
fn leaving_gives_the_terminal_back() {
    let dir = dir();
    let mut session = start(probe::setup(&dir));
    let raw = session.modes();
    assert!(session.screen(|screen| screen.alternate_screen() && screen.bracketed_paste()));
    assert_eq!(session.screen(vt100::Screen::cursor_position), (1, 3));
    session.send("\x03");
    assert_eq!(session.wait().exit_code(), 0);
    session.assert_restored();
    assert_ne!(session.modes(), raw);
    session.wait_text("after");
    assert!(session.contents().contains("before"));
    assert!(!session.contents().contains("ready"));
}

#[test]
fn so_does_a_way_out_that_drops_nothing() {
    let dir = dir();
    let mut session = start(probe::setup(&dir));
    session.send("\x1b[20~");
    assert_eq!(session.wait().exit_code(), 3);
    session.assert_restored();
}

#[test]
fn a_terminal_that_knows_nothing_is_enough() {
    let dir = dir();
    let mut session = start(probe::setup(&dir).env("TERM", "dumb"));
    assert!(session.screen(|screen| !screen.alternate_screen() && !screen.bracketed_paste()));
    session.send("j");
    session.wait_text("keys 1.");
    session.send("\x03");
    assert_eq!(session.wait().exit_code(), 0);
    session.assert_restored();
}

#[test]
fn without_a_terminal_there_is_a_sentence() {
    for (redirect, words) in [
        ("</dev/null", "no terminal to read keys from"),
        (">out", "no terminal to draw on"),
    ] {
        let dir = dir();
        let exe = std::env::current_exe().unwrap();
        let line = format!(
            "cd '{}'; '{}' probe::run --exact --ignored --nocapture --test-threads=1 {redirect}; echo status $?; cat out",
            dir.path().display(),
            exe.display()
        );
        let mut session = Setup::program("/bin/sh")
            .args(&["-c", &line])
            .env("PROBE", dir.path())
            .start();
        session.wait_text("status 2");
        session.wait_text(words);
        session.wait();
        session.assert_restored();
    }
}

#[test]
fn a_panic_in_any_thread_gives_the_terminal_back_and_reports_without_data() {
    for (key, thread) in [("\x1bOP", "probe::run"), ("\x1bOQ", "worker")] {
        let dir = dir();
        let mut session = start(probe::setup(&dir).size(200, 24));
        session.send("\x1bOR");
        session.wait_text("last F3.");
        session.send(key);
        assert_eq!(session.wait().exit_code(), 101);
        session.assert_restored();
        session.wait_text("A report without any of your data is in");
        let reports = files(dir.path(), "report");
        assert_eq!(reports.len(), 1);
        assert!(reports[0].contains("tests/pty/probe.rs:"), "{}", reports[0]);
        assert!(
            reports[0].contains(&format!("thread: {thread}")),
            "{}",
            reports[0]
        );
        assert!(!reports[0].contains("Mia"), "{}", reports[0]);
        assert!(!String::from_utf8_lossy(&session.output()).contains("secret"));
        assert_eq!(files(dir.path(), "draft"), ["Note on Mia\n\nhalf a sent"]);
    }
}

#[test]
fn a_signal_ends_it_with_the_draft_kept_and_the_status_expected() {
    for signal in [Signal::TERM, Signal::HUP, Signal::INT, Signal::QUIT] {
        let dir = dir();
        let mut session = start(probe::setup(&dir));
        session.send("\x1bOR");
        session.wait_text("last F3.");
        session.signal(signal);
        let status = session.wait();
        let expected = portable_pty::ExitStatus::from(exit_by(signal));
        assert_eq!(status.signal(), expected.signal(), "{signal:?}");
        session.assert_restored();
        assert_eq!(
            files(dir.path(), "draft"),
            ["Note on Mia\n\nhalf a sent"],
            "{signal:?}"
        );
    }
}

/// How a process that died of the signal ended.
fn exit_by(signal: Signal) -> std::process::ExitStatus {
    std::os::unix::process::ExitStatusExt::from_raw(signal.as_raw())
}

/// Takes the terminal of a session with a draft away, and asserts that it ends by itself.
fn take_away(dir: &tempfile::TempDir, session: &mut Session) {
    session.close("x");
    assert!(session.wait_within(harness::PATIENCE).is_some());
    assert_eq!(files(dir.path(), "draft"), ["Note on Mia\n\nhalf a sent"]);
}

#[test]
fn it_ends_with_its_terminal() {
    // By the signal, or by looking.
    for setup in [Setup::start, |setup: Setup| setup.not_controlling().start()] {
        let dir = dir();
        let mut session = setup(probe::setup(&dir));
        session.wait_text("ready");
        session.send("\x1bOR");
        session.wait_text("last F3.");
        take_away(&dir, &mut session);
    }
}

#[test]
fn it_ends_with_its_terminal_while_an_editor_runs() {
    for controlling in [true, false] {
        let dir = dir();
        // Says something when typed at, as the test needs it, and does not end itself.
        let editor = "trap '' HUP; echo started; read a; echo $a; sleep 2; true";
        let setup = probe::setup(&dir).env("EDITOR", editor);
        let mut session = start(if controlling {
            setup
        } else {
            setup.not_controlling()
        });
        session.send("\x1bOR");
        session.wait_text("last F3.");
        session.send("\x1bOS");
        session.wait_text("started");
        take_away(&dir, &mut session);
    }
}

#[test]
#[cfg(target_os = "linux")]
fn idle_is_idle() {
    let dir = dir();
    let session = start(probe::setup(&dir));
    let (ticks, bytes) = (session.ticks(), session.output().len());
    // The only wait by the clock: idleness is about time.
    std::thread::sleep(Duration::from_secs(2));
    assert!(
        session.ticks() - ticks <= 2,
        "{} ticks",
        session.ticks() - ticks
    );
    assert_eq!(session.output().len(), bytes);
}

#[test]
fn a_frame_that_changes_nothing_is_no_bytes() {
    let dir = dir();
    let mut session = start(probe::setup(&dir));
    // A wheel report is no key: no frame at all. Then three frames alike, and the one after them.
    session.send("\x1b[<64;1;1M");
    session.send("\x1b[23~");
    session.wait_text("frames 2.");
    let count = |session: &Session, what: &str| {
        String::from_utf8(session.output())
            .unwrap()
            .matches(what)
            .count()
    };
    assert_eq!(
        (
            count(&session, "\x1b[?2026h"),
            count(&session, "\x1b[?2026l")
        ),
        (3, 3)
    );
    // A frame for its own sake starts from an empty screen.
    assert_eq!(count(&session, "\x1b[2J"), 1);
    session.send("\x1b[19~");
    session.wait_text("frames 3.");
    assert_eq!(count(&session, "\x1b[2J"), 2);
}

/// A shell with job control, as the one the user has, that runs the probe and then these words.
fn in_a_shell(dir: &tempfile::TempDir, then: &str) -> Session {
    let exe = std::env::current_exe().unwrap();
    let line = format!(
        "set -m; '{}' probe::run --exact --ignored --nocapture --test-threads=1; {then}",
        exe.display()
    );
    start(
        Setup::program("/bin/sh")
            .args(&["-c", &line])
            .env("PROBE", dir.path())
            .size(80, 50),
    )
}

fn signal_probe(dir: &tempfile::TempDir, signal: Signal) {
    let pid = std::fs::read_to_string(dir.path().join("pid"))
        .unwrap()
        .parse()
        .unwrap();
    rustix::process::kill_process(rustix::process::Pid::from_raw(pid).unwrap(), signal).unwrap();
}

#[test]
fn a_stop_gives_the_terminal_back_until_it_goes_on() {
    for key in [false, true] {
        let dir = dir();
        let mut session = in_a_shell(&dir, "echo STOPPED; read x; fg; echo STATUS $?");
        if key {
            session.send("\x1b[15~");
        } else {
            signal_probe(&dir, Signal::TSTP);
        }
        session.wait_text("STOPPED");
        session.assert_restored();
        session.send("\r");
        session.wait_for("the frame", |screen| {
            screen.alternate_screen() && screen.contents().contains("said continued.")
        });
        session.send("j");
        session.wait_text("last j.");
        session.send("\x03");
        session.wait_text("STATUS 0");
        session.wait();
        session.assert_restored();
    }
}

#[test]
fn in_the_background_it_leaves_the_terminal_alone() {
    let dir = dir();
    let mut session = in_a_shell(
        &dir,
        "echo STOPPED; bg; read x; kill %1; kill -CONT %1; read x",
    );
    session.send("\x1bOR");
    session.wait_text("last F3.");
    signal_probe(&dir, Signal::TSTP);
    session.wait_text("STOPPED");
    session.assert_restored();
    // It stops again by itself: in the background there is no terminal for it.
    let stat = format!(
        "/proc/{}/stat",
        std::fs::read_to_string(dir.path().join("pid")).unwrap()
    );
    if Path::new("/proc/self/stat").exists() {
        let stopped = || {
            std::fs::read_to_string(&stat)
                .unwrap()
                .contains(") T ")
                .then_some(())
        };
        harness::poll(harness::PATIENCE, stopped).expect("it does not stop in the background");
    }
    session.assert_restored();
    session.send("\r");
    let kept = || (files(dir.path(), "draft") == ["Note on Mia\n\nhalf a sent"]).then_some(());
    harness::poll(harness::PATIENCE, kept).expect("no draft was kept");
    session.assert_restored();
}

#[test]
fn a_stop_nobody_could_undo_is_refused() {
    let dir = dir();
    // The probe is its session's leader here, as in a window opened for it alone.
    let mut session = start(probe::setup(&dir));
    session.send("\x1b[15~");
    session.wait_text("There is no shell to go back to");
    session.signal(Signal::TSTP);
    session.send("j");
    session.wait_text("last j.");
}

#[test]
fn a_big_paste_arrives_once_as_text() {
    let dir = dir();
    let mut session = start(probe::setup(&dir));
    let line = "Sofia Marín,@sofiasiping,27100\r";
    let text = line.repeat((1 << 20) / line.len());
    let length = text.len();
    session.send(format!("\x1b[200~{text}\x1b[201~j"));
    session.wait_text(&format!(
        "paste {length} {} \"Sofia Marín,@sofiasi\".",
        length / line.len()
    ));
    session.wait_text("keys 1.");
}

#[test]
fn a_paste_that_never_ends_ends_by_itself() {
    let dir = dir();
    let mut session = start(probe::setup(&dir));
    session.send("\x1b[200~half a paste");
    session.wait_text("paste 12 1 \"half a paste\".");
    session.send("j");
    session.wait_text("last j.");
    session.send("\x1b");
    session.wait_text("last Esc.");
}

#[test]
fn many_keys_at_once_are_one_batch_and_one_frame() {
    let dir = dir();
    let mut session = start(probe::setup(&dir));
    session.send("j".repeat(500));
    session.wait_text("keys 500.");
    session.wait_text("largest 500.");
    session.wait_text("frames 2.");
}

#[test]
fn unframed_text_is_a_paste_unless_a_field_is_open() {
    let dir = dir();
    let mut session = start(probe::setup(&dir));
    session.send("Mia Okafor\rSofia");
    session.wait_text("paste 16 2 \"Mia Okafor\\nSofia\".");
    session.wait_text("keys 0.");
    session.send("\x1b[17~");
    session.wait_text("field true.");
    session.send("Mia Okafor\rSofia");
    session.wait_text("keys 17.");
}

#[test]
fn a_storm_of_sizes_ends_at_the_last_one() {
    let dir = dir();
    let mut session = start(probe::setup(&dir));
    for n in 0..200 {
        session.resize(n * 7 % 150, n * 3 % 50);
    }
    session.resize(0, 0);
    session.resize(1, 1);
    session.resize(91, 33);
    session.wait_text("size 91x33.");
    session.send("j");
    session.wait_text("last j.");
    session.send("\x03");
    assert_eq!(session.wait().exit_code(), 0);
    session.assert_restored();
}

#[test]
fn the_editor_gets_all_keys_and_a_whole_terminal() {
    let dir = dir();
    let script = dir.path().join("an editor");
    let body = "stty > \"$2.modes\"; echo started; read a; read b; echo \"$a $b\" >> \"$2\"; stty raw -echo; printf '\\033[?1049h\\033[?25l'";
    std::fs::write(&script, format!("#!/bin/sh\n{body}\n")).unwrap();
    std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o755)).unwrap();
    let setup = probe::setup(&dir).env("EDITOR", format!("'{}' --wait", script.display()));
    let mut session = start(setup);
    session.send("\x1bOS");
    session.wait_text("started");
    session.assert_restored();
    // Ctrl+C is the editor's affair.
    session.signal(Signal::INT);
    session.send("all of\r");
    session.send("these\r");
    session.wait_text("said Ok(\"old\\nall of these\\n\").");
    assert!(session.screen(vt100::Screen::alternate_screen));
    session.send("j");
    session.wait_text("keys 2.");
    session.send("\x03");
    assert_eq!(session.wait().exit_code(), 0);
    session.assert_restored();
    assert_eq!(files(dir.path(), "edit").len(), 0);
}

#[test]
fn copying_asks_the_terminal() {
    let dir = dir();
    let mut session = start(probe::setup(&dir));
    session.send("\x1b[18~");
    session.wait_text("said Asked the terminal to copy; most do..");
    assert!(String::from_utf8_lossy(&session.output()).contains("\x1b]52;c;TWlh\x1b\\"));
}

#[test]
fn a_terminal_that_takes_no_output_does_not_keep_it_alive() {
    let dir = dir();
    let mut session = start(probe::setup(&dir));
    session.send("\x1bOR");
    session.wait_text("last F3.");
    let status = session.frozen(|session| {
        session.send("\x1b[21~");
        // Full: it writes as long as it can.
        session.wait_until_blocked();
        session.signal(Signal::TERM);
        session.wait_within(harness::PATIENCE)
    });
    assert!(status.is_some_and(|status| status.signal().is_some()));
    assert_eq!(files(dir.path(), "draft"), ["Note on Mia\n\nhalf a sent"]);
}

#[test]
fn without_colour_the_rest_of_the_style_stays() {
    for (no_color, colour) in [("", vt100::Color::Idx(1)), ("1", vt100::Color::Default)] {
        let dir = dir();
        let session = start(probe::setup(&dir).env("NO_COLOR", no_color));
        session.screen(|screen| {
            let cell = screen.cell(0, 0).unwrap();
            assert_eq!((cell.fgcolor(), cell.bold()), (colour, true));
        });
    }
}
