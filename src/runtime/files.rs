//! Small dealings with the world around: opening links, writing exports, the language of the
//! system.

use std::io::Write;
use std::path::Path;

use crate::app::start::StartOptions;

/// What asks for a look: the flag, and the variable NO_COLOR when it is set to something.
pub fn wants(theme: Option<&str>) -> StartOptions {
    StartOptions {
        theme: theme.map(str::to_owned),
        no_color: std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty()),
    }
}

/// Languages whose fonts may show our glyphs two cells wide.
pub fn wide_glyphs() -> bool {
    let lang = ["LC_ALL", "LC_CTYPE", "LANG"]
        .iter()
        .find_map(|v| std::env::var(v).ok().filter(|t| !t.is_empty()));
    lang.is_some_and(|l| is_wide(&l))
}

fn is_wide(lang: &str) -> bool {
    let word = lang.split(['_', '-', '.', '@']).next().unwrap_or_default();
    ["ja", "ko", "zh"].contains(&word)
}

/// The country of the system's language: `US` of `en_US.UTF-8`; empty when it says none.
pub fn region() -> String {
    let lang = ["LC_ALL", "LC_MONETARY", "LANG"]
        .iter()
        .find_map(|v| std::env::var(v).ok().filter(|t| !t.is_empty()));
    let lang = lang.unwrap_or_default();
    lang.split(['.', '@'])
        .next()
        .and_then(|l| l.split_once(['_', '-']))
        .map_or(String::new(), |(_, c)| c.to_string())
}

/// The money of a country, of those the first screen offers.
pub fn currency_of(region: &str) -> Option<&'static str> {
    Some(match region {
        "US" => "USD",
        "GB" => "GBP",
        "CA" => "CAD",
        "AU" => "AUD",
        "CH" | "LI" => "CHF",
        "SE" => "SEK",
        "NO" => "NOK",
        "DK" => "DKK",
        "PL" => "PLN",
        "JP" => "JPY",
        "IN" => "INR",
        "BR" => "BRL",
        "MX" => "MXN",
        "AT" | "BE" | "BG" | "CY" | "DE" | "EE" | "ES" | "FI" | "FR" | "GR" | "HR" | "IE"
        | "IT" | "LT" | "LU" | "LV" | "MT" | "NL" | "PT" | "SI" | "SK" => "EUR",
        _ => return None,
    })
}

/// Opens a link or mail address with the system's program. Only http, https and mailto are opened,
/// as one argument.
pub fn open_link(link: &str) -> Result<String, String> {
    let link = link.trim();
    let full = if link.contains("://") || link.starts_with("mailto:") {
        link.to_string()
    } else {
        format!("https://{link}")
    };
    let known = ["http://", "https://", "mailto:"]
        .iter()
        .any(|s| full.to_lowercase().starts_with(s));
    if !known || full.contains(char::is_whitespace) || full.chars().any(char::is_control) {
        return Err(format!(
            "\"{link}\" is not a link that can be opened; only http, https and mail addresses are."
        ));
    }
    let is_mail = full.to_lowercase().starts_with("mailto:");
    match open::that_detached(&full) {
        // A mail address with a whole message behind it: the address says enough.
        Ok(()) => Ok(format!(
            "Asked the system to open {}",
            full.split('?').next().filter(|_| is_mail).unwrap_or(&full)
        )),
        Err(e) => Err(format!("{full} could not be opened: {e}.")),
    }
}

/// Writes a file whole or not at all: beside its place first, then put there. One that is there
/// already is only replaced when `replace` says so. Errors are sentences.
pub fn write_new(path: &Path, bytes: &[u8], replace: bool) -> Result<(), String> {
    let failed = |e: std::io::Error| format!("{} cannot be written: {e}.", path.display());
    let taken = || {
        format!(
            "{} is there already; it is not overwritten. Choose another name.",
            path.display()
        )
    };
    if !replace && path.symlink_metadata().is_ok() {
        return Err(taken());
    }
    let Some(name) = path.file_name() else {
        return Err(format!("{} is no file name.", path.display()));
    };
    let mut beside = name.to_os_string();
    beside.push(format!(".{}.tmp", std::process::id()));
    let beside = path.with_file_name(beside);
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options
        .open(&beside)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()));
    let placed = written.map_err(failed).and_then(|()| {
        if replace {
            return std::fs::rename(&beside, path).map_err(failed);
        }
        // A link, unlike a rename, refuses when another program put a file there meanwhile.
        match std::fs::hard_link(&beside, path) {
            Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => Err(taken()),
            Err(_) => std::fs::rename(&beside, path).map_err(failed),
            Ok(()) => Ok(()),
        }
    });
    // After a rename nothing is left to remove.
    let _ = std::fs::remove_file(&beside);
    placed
}

#[cfg(test)]
mod tests {
    use super::is_wide;

    #[test]
    fn three_languages_are_wide() {
        for (lang, wide) in [
            ("ja_JP.UTF-8", true),
            ("ko", true),
            ("zh-CN", true),
            ("zh_TW.Big5", true),
            ("de_DE.UTF-8", false),
            ("C", false),
            ("C.UTF-8", false),
            ("jam", false),
            ("", false),
        ] {
            assert_eq!(is_wide(lang), wide, "{lang}");
        }
    }
}
