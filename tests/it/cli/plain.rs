//! Without a verb: what is shown where. The prompt of `--plain`, with a terminal on its output.

use std::fs::File;
use std::io::{Read, Write};
use std::process::{Command, Stdio};

use portable_pty::{PtySize, native_pty_system};

use super::Home;

/// Runs a command with a terminal for its output and these lines on its input; gives back what the
/// terminal was sent, what went to stderr and the exit code.
pub(super) fn on_a_terminal(command: &mut Command, input: &str) -> (String, String, Option<i32>) {
    let pty = native_pty_system()
        .openpty(PtySize {
            rows: 24,
            cols: 200,
            ..PtySize::default()
        })
        .unwrap();
    let mut screen = pty.master.try_clone_reader().unwrap();
    let path = pty.master.tty_name().unwrap();
    let output = File::options().write(true).open(path).unwrap();
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(output)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    command.stdout(Stdio::null());
    let reader = std::thread::spawn(move || {
        let mut text = Vec::new();
        let mut part = [0; 4096];
        while let Ok(n) = screen.read(&mut part)
            && n > 0
        {
            text.extend(&part[..n]);
        }
        String::from_utf8_lossy(&text).replace("\r\n", "\n")
    });
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let ended = child.wait_with_output().unwrap();
    drop(pty);
    (
        reader.join().unwrap(),
        String::from_utf8(ended.stderr).unwrap(),
        ended.status.code(),
    )
}

#[test]
fn a_screen_without_keys_is_refused() {
    let home = Home::new();
    let mut command = home.command(&["--demo"]);
    let (out, err, code) = on_a_terminal(&mut command, "");
    assert_eq!((out.as_str(), code), ("", Some(2)), "{err}");
    assert!(err.starts_with("There is no terminal for keys"), "{err}");
}

#[test]
fn the_prompt_takes_lines() {
    let home = Home::with_people();
    home.batch(&[
        r#"{"action":"pay","who":"@miabrews","amount":"$350","due":"today"}"#,
        r#"{"action":"touch","who":"@misha.tea","direction":"in","words":"hello","at":"2026-11-20T09:00"}"#,
    ]);
    let before = home.dump();
    let lines = [
        "help",
        "1",
        "done 1 thanks!",
        "undo",
        "snooze 2 monday",
        "undo",
        "note 1 loves early mornings",
        "undo",
        "add @mi call fri",
        "add buy ribbon fri",
        "undo",
        "done 9",
        "sing",
        "list",
        "quit",
        "never reached",
    ];
    let (out, err, code) =
        on_a_terminal(&mut home.command(&["--plain"]), &(lines.join("\n") + "\n"));
    assert_eq!(code, Some(0), "{out}{err}");
    for words in [
        "Review, Tuesday 24 November 2026. 2 things.",
        "1. You owe",
        "2. You owe",
        "done 1 WORDS",
        "Replied: Misha Levy.",
    ] {
        assert!(out.contains(words), "{words}: {out}");
    }
    assert!(
        out.contains("Snoozed to Mon 30 Nov") && out.contains("Note: Misha Levy"),
        "{out}"
    );
    for words in [
        "@miabrews",
        "There is no item \"9\"; there are 2.",
        "\"sing\" is not understood",
    ] {
        assert!(err.contains(words), "{words}: {err}");
    }
    assert_eq!(out.matches("Review, Tuesday").count(), 2, "{out}");
    assert_eq!(home.dump(), before);
    let (out, _, code) = on_a_terminal(&mut home.command(&["--plain"]), "");
    assert_eq!(code, Some(0), "the end of the input ends it: {out}");
}
