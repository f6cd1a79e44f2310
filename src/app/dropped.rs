//! What a terminal types when a file is dropped on it: a path, quoted or escaped in one of several
//! ways. Told here from words that were pasted.

/// The path in a text that is one: what a terminal types when a file is dropped on it.
pub fn dropped_path(text: &str) -> Option<std::path::PathBuf> {
    let text = text.trim();
    if text.contains(['\n', '\r', '\t']) {
        return None;
    }
    let bare = text.trim_matches(['\'', '"']);
    let bare = bare.strip_prefix("file://").unwrap_or(bare);
    let known = [
        ".csv", ".tsv", ".txt", ".xlsx", ".xls", ".xlsm", ".ods", ".ics", ".eml", ".mbox",
    ];
    let lower = bare.to_lowercase();
    let is_path = known.iter().any(|e| lower.ends_with(e))
        && (bare.contains('/') || bare.contains('\\') || !bare.contains(' '));
    is_path.then(|| {
        let mut path = String::with_capacity(bare.len());
        let mut chars = bare.chars().peekable();
        while let Some(c) = chars.next() {
            match (c, chars.peek()) {
                ('\\', Some(' ' | '(' | ')' | '\'' | '"' | '&' | '[' | ']'))
                    if !text.starts_with(['\'', '"']) => {}
                _ => path.push(c),
            }
        }
        path.replace("%20", " ").into()
    })
}

#[cfg(test)]
mod tests {
    use super::dropped_path;

    #[test]
    fn a_dropped_file_is_told_from_words() {
        let check = |text: &str, path: Option<&str>| {
            assert_eq!(dropped_path(text), path.map(Into::into), "{text}")
        };
        check("/home/a/list.csv", Some("/home/a/list.csv"));
        check("'/home/a/my list.xlsx' ", Some("/home/a/my list.xlsx"));
        check(
            "/home/a/my\\ list\\ \\(2\\).csv",
            Some("/home/a/my list (2).csv"),
        );
        check("file:///home/a/my%20list.ods", Some("/home/a/my list.ods"));
        check("C:\\Users\\a\\list.csv", Some("C:\\Users\\a\\list.csv"));
        check("ask mia for the list.csv", None);
        check("@mia ask for address fri", None);
        check("a.csv\nb.csv", None);
    }
}
