//! A tiny program on the terminal half alone: it shows what it received and does on command what is
//! hard to bring about in the real one (panics, drafts). The tests start it as their own child:
//! this very binary, asked for this one "test".

use std::io::Write;
use std::path::PathBuf;
use std::time::Duration;

use ratatui::style::{Color, Modifier};
use ratatui::widgets::Paragraph;
use touchbase::app::keys::{Code, Key};
use touchbase::term::{self, Input, Term};

use super::harness::Setup;

/// Starts the probe; its files go to `dir`.
pub fn setup(dir: &tempfile::TempDir) -> Setup {
    Setup::program(std::env::current_exe().unwrap())
        .args(&[
            "probe::run",
            "--exact",
            "--ignored",
            "--nocapture",
            "--test-threads=1",
        ])
        .env("PROBE", dir.path())
}

/// What it shows.
#[derive(Default)]
struct State {
    /// Keys in all.
    keys: usize,
    /// Frames drawn.
    frames: usize,
    /// Keys in the largest batch.
    largest: usize,
    last: String,
    paste: String,
    size: String,
    said: String,
    field: bool,
}

#[test]
#[ignore = "the program the other tests start"]
fn run() {
    let Some(dir) = std::env::var_os("PROBE").map(PathBuf::from) else {
        return;
    };
    println!("before");
    std::fs::write(dir.join("pid"), std::process::id().to_string()).unwrap();
    term::prepare(&dir);
    let mut term = match Term::open() {
        Ok(term) => term,
        Err(words) => {
            println!("{words}");
            std::process::exit(2);
        }
    };
    term.colours(std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()));
    let mut state = State {
        frames: 1,
        ..State::default()
    };
    draw(&mut term, &state);
    loop {
        let inputs = term.recv(Duration::from_secs(60));
        if inputs.is_empty() {
            continue;
        }
        state.largest = state.largest.max(
            inputs
                .iter()
                .filter(|input| matches!(input, Input::Key(_)))
                .count(),
        );
        for input in inputs {
            if !act(&mut term, &mut state, input, &dir) {
                drop(term);
                println!("after");
                let _ = std::io::stdout().flush();
                std::process::exit(0);
            }
        }
        state.frames += 1;
        draw(&mut term, &state);
    }
}

fn act(term: &mut Term, state: &mut State, input: Input, dir: &std::path::Path) -> bool {
    let key = match input {
        Input::Key(key) => key,
        Input::Paste(text) => {
            let shown: String = text.chars().take(20).collect();
            state.paste = format!("{} {} {shown:?}", text.len(), text.lines().count());
            return true;
        }
        Input::Mouse(_) => return true,
        Input::Resize(columns, rows) => {
            state.size = format!("{columns}x{rows}");
            return true;
        }
        Input::Continued => {
            state.said = "continued".to_owned();
            return true;
        }
    };
    state.keys += 1;
    state.last = key.to_string();
    match key {
        Key {
            code: Code::Char('c'),
            ctrl: true,
            ..
        } => return false,
        Key {
            code: Code::F(1), ..
        } => panic!("secret of Mia"),
        Key {
            code: Code::F(2), ..
        } => {
            std::thread::Builder::new()
                .name("worker".to_owned())
                .spawn(|| panic!("secret of Mia"))
                .unwrap();
        }
        Key {
            code: Code::F(3), ..
        } => term::draft::hold("Note on Mia", "half a sent"),
        Key {
            code: Code::F(4), ..
        } => {
            let edited = term.outside(|| term::editor::edit("old\n", dir));
            state.said = format!("{edited:?}");
        }
        Key {
            code: Code::F(5), ..
        } => state.said = format!("{:?}", term.suspend()),
        Key {
            code: Code::F(6), ..
        } => {
            state.field = !state.field;
            term.burst_is_paste(!state.field);
        }
        Key {
            code: Code::F(7), ..
        } => state.said = term.copy("Mia"),
        Key {
            code: Code::F(8), ..
        } => term.redraw(),
        Key {
            code: Code::F(11), ..
        } => (0..3).for_each(|_| draw(term, state)),
        // More than a terminal takes that nobody reads.
        Key {
            code: Code::F(10), ..
        } => (0..10).for_each(|_| drop(term.copy(&"x".repeat(70_000)))),
        Key {
            code: Code::F(9), ..
        } => {
            term::restore();
            std::process::exit(3);
        }
        _ => {}
    }
    true
}

fn draw(term: &mut Term, state: &State) {
    let State {
        keys,
        frames,
        largest,
        last,
        paste,
        size,
        said,
        field,
    } = state;
    // One to a line, as the tests look for whole lines.
    let text = format!(
        "ready\nkeys {keys}.\nframes {frames}.\nlargest {largest}.\nlast {last}.\npaste {paste}.\nsize {size}.\nsaid {said}.\nfield {field}."
    );
    term.draw(|frame| {
        let area = frame.area();
        frame.render_widget(Paragraph::new(text), area);
        if area.width > 4 && area.height > 2 {
            frame.buffer_mut()[(0, 0)].set_style((Color::Red, Color::Blue, Modifier::BOLD));
            frame.set_cursor_position((3, 1));
        }
    });
}
