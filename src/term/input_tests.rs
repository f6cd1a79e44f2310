//! Every encoding as a line of a table, and random bytes in random pieces.

use proptest::prelude::*;

use super::*;

const LATE: Duration = Duration::from_secs(2);

/// What bytes mean, in words: keys by name, pastes in quotes, what silence adds after a bar.
fn words(bytes: &[u8]) -> String {
    let mut decoder = Decoder::default();
    let mut text = say(&decoder.feed(bytes));
    let late = say(&decoder.flush(LATE));
    if !late.is_empty() {
        text = format!("{text} | {late}").trim_start().to_owned();
    }
    assert_eq!(decoder.patience(), None, "{bytes:?}");
    text
}

fn say(inputs: &[Input]) -> String {
    let say = |input: &Input| match input {
        Input::Key(key) => key.to_string(),
        other => format!("{other:?}"),
    };
    inputs.iter().map(say).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_mouse() {
    let at = |press, x, y| vec![Input::Mouse(Mouse { press, x, y })];
    for (bytes, expected) in [
        ("\x1b[<0;10;20M", at(Press::Click, 9, 19)),
        ("\x1b[<4;1;1M", at(Press::Click, 0, 0)),
        ("\x1b[<64;3;4M", at(Press::WheelUp, 2, 3)),
        ("\x1b[<65;3;4M", at(Press::WheelDown, 2, 3)),
        // Let go, other buttons, moved with a button held, no cell, more than there can be.
        ("\x1b[<0;10;20m", vec![]),
        ("\x1b[<2;10;20M", vec![]),
        ("\x1b[<32;10;20M", vec![]),
        ("\x1b[<0;0;1M", vec![]),
        ("\x1b[<0;99999;1M", vec![]),
        ("\x1b[<0;1M", vec![]),
        ("\x1b[<0;1;1;1M", vec![]),
    ] {
        assert_eq!(
            Decoder::default().feed(bytes.as_bytes()),
            expected,
            "{bytes:?}"
        );
    }
}

#[test]
fn keys_in_all_common_encodings() {
    for (bytes, expected) in [
        // Plain
        ("x", "x"),
        ("X!", "X !"),
        ("é日🦀", "é 日 🦀"),
        (" ", "Space"),
        ("\r", "Enter"),
        ("\n", "Enter"),
        ("\t", "Tab"),
        ("\x7f", "Backspace"),
        ("\x08", "Backspace"),
        ("\x1b", "| Esc"),
        ("\x1b\x1b", "| Esc Esc"),
        ("\x1b\x1b\x1b", "Esc | Esc Esc"),
        // Ctrl
        ("\x01\x0b\x1a", "Ctrl+A Ctrl+K Ctrl+Z"),
        ("\x00", "Ctrl+Space"),
        ("\x1c\x1d\x1e\x1f", "Ctrl+\\ Ctrl+] Ctrl+^ Ctrl+_"),
        // Alt
        ("\x1bx", "Alt+x"),
        ("\x1bX", "Alt+X"),
        ("\x1bé", "Alt+é"),
        ("\x1b\r", "Alt+Enter"),
        ("\x1b\x7f", "Alt+Backspace"),
        ("\x1b\x01", "Ctrl+Alt+A"),
        ("\x1b[", "| Alt+["),
        ("\x1bO", "| Alt+O"),
        ("\x1b]", "| Alt+]"),
        ("\x1bP", "| Alt+P"),
        ("\x1bP\x1bP", "Alt+P | Alt+P"),
        ("\x1b[\x1b[A", "Alt+[ Up"),
        ("\x1bO\r", "Alt+O Enter"),
        // Arrows and the block above them
        ("\x1b[A\x1b[B\x1b[C\x1b[D", "Up Down Right Left"),
        ("\x1bOA\x1bOB\x1bOC\x1bOD", "Up Down Right Left"),
        ("\x1b[H\x1b[F\x1bOH\x1bOF", "Home End Home End"),
        ("\x1b[1~\x1b[4~\x1b[7~\x1b[8~", "Home End Home End"),
        ("\x1b[3~\x1b[5~\x1b[6~", "Del PgUp PgDn"),
        ("\x1b[2~", ""),
        (
            "\x1b[1;2A\x1b[1;3A\x1b[1;5A\x1b[1;6D",
            "Shift+Up Alt+Up Ctrl+Up Ctrl+Shift+Left",
        ),
        ("\x1b[5A", "Ctrl+Up"),
        ("\x1bO5A\x1bO1;2B", "Ctrl+Up Shift+Down"),
        (
            "\x1b[3;5~\x1b[5;2~\x1b[6;3~",
            "Ctrl+Del Shift+PgUp Alt+PgDn",
        ),
        (
            "\x1b[a\x1b[d\x1bOa\x1bOc",
            "Shift+Up Shift+Left Ctrl+Up Ctrl+Right",
        ),
        (
            "\x1b[7$\x1b[7^\x1b[5@",
            "Shift+Home Ctrl+Home Ctrl+Shift+PgUp",
        ),
        ("\x1b\x1b[A\x1b\x1bOB", "Alt+Up Alt+Down"),
        ("\x1b[1;9A", ""),
        // Function keys
        ("\x1bOP\x1bOQ\x1bOR\x1bOS", "F1 F2 F3 F4"),
        ("\x1b[[A\x1b[[E", "F1 F5"),
        ("\x1b[11~\x1b[12~\x1b[13~\x1b[14~", "F1 F2 F3 F4"),
        ("\x1b[15~\x1b[17~\x1b[18~\x1b[19~", "F5 F6 F7 F8"),
        ("\x1b[20~\x1b[21~\x1b[23~\x1b[24~", "F9 F10 F11 F12"),
        ("\x1b[1;5P\x1b[1;2R\x1b[15;5~", "Ctrl+F1 Shift+F3 Ctrl+F5"),
        ("\x1b[Z\x1b[1;2Z\x1b[9;2u", "Shift+Tab Shift+Tab Shift+Tab"),
        // The number block in application mode
        (
            "\x1bOM\x1bOj\x1bOk\x1bOm\x1bOn\x1bOo\x1bOp\x1bOy",
            "Enter * + - . / 0 9",
        ),
        // kitty and fixterms
        (
            "\x1b[97u\x1b[97;2u\x1b[97;5u\x1b[97;6u\x1b[97;3u",
            "a A Ctrl+A Ctrl+A Alt+a",
        ),
        ("\x1b[97:65;2u\x1b[49:33;2u", "A !"),
        (
            "\x1b[27u\x1b[13u\x1b[13;5u\x1b[127u\x1b[9;5u",
            "Esc Enter Ctrl+Enter Backspace Ctrl+Tab",
        ),
        ("\x1b[97;1:1u\x1b[97;1:2u\x1b[97;1:3u", "a a"),
        ("\x1b[1;1:3A\x1b[1;5:2A", "Ctrl+Up"),
        ("\x1b[97;9u", ""),
        ("\x1b[57414u\x1b[57400u\x1b[57441;2u", "Enter 1"),
        ("\x1b[233u", "é"),
        // xterm's modifyOtherKeys
        (
            "\x1b[27;5;107~\x1b[27;2;13~\x1b[27;5;9~",
            "Ctrl+K Shift+Enter Ctrl+Tab",
        ),
    ] {
        assert_eq!(words(bytes.as_bytes()), expected, "{bytes:?}");
    }
}

#[test]
fn what_is_no_key_is_swallowed_whole() {
    for bytes in [
        "\x1b[I",
        "\x1b[O",
        "\x1b[M !!",
        "\x1b[<0;0;0m",
        "\x1b[32;0;0M",
        "\x1b[24;80R",
        "\x1b[?62;22c",
        "\x1b[>41;354;0c",
        "\x1b[?2026;2$y",
        "\x1b[4;1$y",
        "\x1b[?1u",
        "\x1b[8;24;80t",
        "\x1b[200;1;2;3z",
        "\x1b[201~",
        "\x1b[999999999999999999~",
        "\x1b]11;rgb:0000/0000/0000\x07",
        "\x1b]11;rgb:0000/0000/0000\x1b\\",
        "\x1bP>|xterm(370)\x1b\\",
        "\x1b_Gi=1;OK\x1b\\",
        "\u{9b}\u{85}",
    ] {
        assert_eq!(words(format!("{bytes}j").as_bytes()), "j", "{bytes:?}");
    }
    for bytes in [
        &b"\xff\xfe"[..],
        b"\xc3",
        b"\xe2\x82",
        b"\xf0\x9f\xa6",
        b"\xed\xa0\x80",
        b"\xc0\xaf",
        b"\x80",
        b"\x1b\xff",
    ] {
        assert_eq!(words(&[bytes, b"j"].concat()), "j", "{bytes:?}");
        assert_eq!(words(bytes), "", "{bytes:?}");
    }
    // Never finished.
    for bytes in ["\x1b[1;", "\x1b]0;title", "\x1bP1", "\x1b[M!", "\x1bO1"] {
        assert_eq!(words(bytes.as_bytes()), "", "{bytes:?}");
    }
    // Broken off by a key.
    assert_eq!(words(b"\x1b[1;\r"), "Enter");
    assert_eq!(words(b"\x1b]0;title\x03"), "Ctrl+C");
    assert_eq!(words(b"\x1b[12\x1b[A"), "Up");
    assert_eq!(
        words(&[b"\x1b[".to_vec(), vec![b'1'; 300], b"j".to_vec()].concat())
            .chars()
            .last(),
        Some('j')
    );
}

#[test]
fn pastes_are_text() {
    let paste = |text: &str| say(&[Input::Paste(text.to_owned())]);
    assert_eq!(
        words(b"a\x1b[200~one\rtwo\r\nthree\nfour\tq\x1b[201~b"),
        format!("a {} b", paste("one\ntwo\nthree\nfour\tq"))
    );
    assert_eq!(
        words(b"\x1b[200~\x1b[31mred\x07\x00\xff\xc2\x9bq\x1b[201~"),
        paste("[31mredq")
    );
    assert_eq!(words(b"\x1b[200~\x1b[201~x"), "x");
    assert_eq!(
        words(b"\x1b\x1b[200~x\x1b[201~"),
        format!("Esc {}", paste("x"))
    );
    // Ends by itself, its end mark cut off.
    assert_eq!(words(b"\x1b[200~text"), format!("| {}", paste("text")));
    assert_eq!(
        words(b"\x1b[200~text\x1b[20"),
        format!("| {}", paste("text"))
    );
    let mut decoder = Decoder::default();
    decoder.feed(b"\x1b[200~te");
    assert_eq!(decoder.patience(), Some(PASTE_WAIT));
    assert_eq!(decoder.flush(REST_WAIT), []);
    assert_eq!(say(&decoder.flush(PASTE_WAIT)), paste("te"));
    assert_eq!(say(&decoder.feed(b"j\x1b[201~k")), "j k");
}

#[test]
fn a_huge_paste_is_cut_and_its_end_is_found() {
    let mut decoder = Decoder::default();
    decoder.feed(b"\x1b[200~");
    let piece = vec![b'x'; 1 << 20];
    for _ in 0..40 {
        assert_eq!(decoder.feed(&piece), []);
    }
    assert!(decoder.paste.as_ref().unwrap().len() < MAX_PASTE + (2 << 20));
    decoder.feed(b"\x1b[20");
    let out = decoder.feed(b"1~j");
    assert!(
        matches!(&out[..], [Input::Paste(text), Input::Key(_)] if text.len() == MAX_PASTE),
        "{}",
        out.len()
    );
}

#[test]
fn waiting_depends_on_what_is_open() {
    for (bytes, wait) in [
        ("", None),
        ("x", None),
        ("\x1b", Some(ESC_WAIT)),
        ("\x1b[", Some(ESC_WAIT)),
        ("\x1b[1;5", Some(REST_WAIT)),
        ("\x1b]11;", Some(REST_WAIT)),
    ] {
        let mut decoder = Decoder::default();
        decoder.feed(bytes.as_bytes());
        assert_eq!(decoder.patience(), wait, "{bytes:?}");
    }
    let mut decoder = Decoder::default();
    decoder.feed(b"\x1b");
    assert_eq!(decoder.flush(Duration::from_millis(10)), []);
    assert_eq!(say(&decoder.flush(ESC_WAIT)), "Esc");
    assert_eq!(say(&decoder.feed(b"[A")), "[ A");
}

#[test]
fn many_different_characters_at_once_are_a_paste() {
    let burst = |text: &str| is_burst(&Decoder::default().feed(text.as_bytes()));
    assert!(burst("Mia Okafor"));
    assert!(burst("a,b\r\nc,d\r\n1,2,3"));
    assert!(!burst("12345678"));
    assert!(!burst(&"j".repeat(500)));
    assert!(!burst(&"\x1b[B".repeat(50)));
    assert!(!burst("\x1b[200~Mia Okafor, Sofia\x1b[201~"));
    let inputs = Decoder::default().feed(b"Mia Okafor\r\x03Sofia\tx\x1b[A");
    assert_eq!(
        burst_to_paste(inputs),
        [Input::Paste("Mia Okafor\nSofia\tx".to_owned())]
    );
}

/// Well-formed pieces of input.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    let fixed = [
        "\r",
        "\x7f",
        "\x03",
        "\x1b[A",
        "\x1bOB",
        "\x1b[1;5C",
        "\x1b[3~",
        "\x1b[Z",
        "\x1b[97;5u",
        "\x1b[24~",
        "\x1b[I",
        "\x1b[<0;3;4M",
        "\x1bx",
        "\x1b\x1b[A",
        "\x1b[7$",
        "\x1b[[A",
        "\x1b]11;rgb:0/0/0\x07",
        "\x1bP1$r0m\x1b\\",
        "\x1b[?1;2c",
        "\x1b[M !!",
        "\x1b[200~pasted\r\ntext\x1b[201~",
        "\x1b[27;5;9~",
        "é",
        "🦀",
    ];
    prop_oneof![
        proptest::sample::select(fixed.to_vec()).prop_map(|text| text.as_bytes().to_vec()),
        "[ -~]{1,5}".prop_map(String::into_bytes),
        any::<char>()
            .prop_filter("Esc waits for more", |c| *c != '\x1b')
            .prop_map(|c| c.to_string().into_bytes()),
    ]
}

/// Feeds `bytes` cut at `cuts`.
fn split(bytes: &[u8], cuts: &[proptest::sample::Index]) -> Vec<Input> {
    let mut at: Vec<usize> = cuts.iter().map(|cut| cut.index(bytes.len() + 1)).collect();
    at.extend([0, bytes.len()]);
    at.sort_unstable();
    let mut decoder = Decoder::default();
    let mut out: Vec<Input> = at
        .windows(2)
        .flat_map(|pair| decoder.feed(&bytes[pair[0]..pair[1]]))
        .collect();
    out.extend(decoder.flush(LATE));
    out
}

proptest! {
    #[test]
    fn the_same_inputs_whatever_the_pieces(
        pieces in proptest::collection::vec(piece(), 0..30),
        cuts in proptest::collection::vec(any::<proptest::sample::Index>(), 0..20),
    ) {
        let bytes = pieces.concat();
        prop_assert_eq!(split(&bytes, &cuts), split(&bytes, &[]));
    }

    #[test]
    fn no_bytes_do_harm(
        bytes in proptest::collection::vec(prop_oneof![any::<u8>(), proptest::sample::select(b"\x1b[O]PM<;:~u0129$ABZ".to_vec())], 0..200),
        cuts in proptest::collection::vec(any::<proptest::sample::Index>(), 0..20),
    ) {
        prop_assert_eq!(split(&bytes, &cuts), split(&bytes, &[]));
        // After whatever came, silence makes the next key a key.
        let mut decoder = Decoder::default();
        decoder.feed(&bytes);
        decoder.flush(LATE);
        prop_assert_eq!(decoder.feed(b"j"), [Input::Key(Key::char('j'))]);
    }
}
