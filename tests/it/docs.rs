//! The README says what is so: its key table and its picture are what the program prints.
//! `UPDATE_README=1` writes both anew.

use std::fs;
use std::path::Path;

use touchbase::app::command::{Keymap, markdown};

/// Puts a text between two markers, if it is another; gives back whether it was.
fn block(readme: &str, name: &str, text: &str) -> String {
    let (begin, end) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let from = readme.find(&begin).expect("the marker is there") + begin.len();
    let to = readme.find(&end).expect("and its end");
    format!("{}{text}{}", &readme[..from], &readme[to..])
}

#[test]
fn the_readme_shows_the_keys_and_the_screen_as_they_are() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let picture = fs::read_to_string(root.join("tests/screens/review-80x24.snap")).unwrap();
    let text = picture
        .lines()
        .skip_while(|l| *l != "---")
        .skip(1)
        .skip_while(|l| *l != "---")
        .skip(1);
    let picture: Vec<&str> = text.take_while(|l| *l != "--- roles").collect();
    let picture = format!("```text\n{}\n```\n", picture.join("\n").trim_end());
    let now = block(
        &block(&readme, "picture", &picture),
        "keys",
        &markdown(&Keymap::new()),
    );
    if std::env::var_os("UPDATE_README").is_some() {
        fs::write(root.join("README.md"), now).unwrap();
    } else {
        assert!(
            readme == now,
            "run the test once with UPDATE_README=1 and look at the diff"
        );
    }
}
