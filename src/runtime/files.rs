//! Small dealings with the world around: opening links, the language of the system.

/// Languages whose fonts may show our glyphs two cells wide.
pub fn wide_glyphs() -> bool {
    let lang = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|v| std::env::var(v).ok().filter(|t| !t.is_empty()));
    lang.is_some_and(|l| ["ja", "ko", "zh"].iter().any(|w| l.starts_with(w)))
}

/// Opens a link or mail address with the system's program. Only http, https and mailto are opened, as one argument.
pub fn open_link(link: &str) -> Result<String, String> {
    let link = link.trim();
    let full =
        if link.contains("://") || link.starts_with("mailto:") { link.to_string() } else { format!("https://{link}") };
    let known = ["http://", "https://", "mailto:"].iter().any(|s| full.to_lowercase().starts_with(s));
    if !known || full.contains(char::is_whitespace) || full.chars().any(char::is_control) {
        return Err(format!("\"{link}\" is not a link that can be opened; only http, https and mail addresses are."));
    }
    let is_mail = full.to_lowercase().starts_with("mailto:");
    match open::that_detached(&full) {
        // A mail address with a whole message behind it: the address says enough.
        Ok(()) => {
            Ok(format!("Asked the system to open {}", full.split('?').next().filter(|_| is_mail).unwrap_or(&full)))
        }
        Err(e) => Err(format!("{full} could not be opened: {e}.")),
    }
}
