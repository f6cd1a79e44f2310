//! Writing into the user's config file: one setting changed, everything else in it left as it is,
//! comments too.

use std::path::Path;

/// Sets `key` of `[section]` to a TOML value in a text; adds what is not there.
pub fn with(text: &str, section: &str, key: &str, value: &str) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_string).collect();
    let heading = |line: &str| {
        line.split('#')
            .next()
            .unwrap_or_default()
            .trim()
            .to_string()
    };
    let wanted = format!("[{section}]");
    let Some(start) = lines.iter().position(|line| heading(line) == wanted) else {
        if lines.last().is_some_and(|last| !last.trim().is_empty()) {
            lines.push(String::new());
        }
        lines.extend([wanted, format!("{key} = {value}")]);
        return lines.join("\n") + "\n";
    };
    let end = lines
        .iter()
        .skip(start + 1)
        .position(|line| line.trim_start().starts_with('['))
        .map(|n| start + 1 + n);
    let is_key = |line: &&String| {
        line.split_once('=')
            .is_some_and(|(name, _)| name.trim() == key)
    };
    let here = lines
        .iter()
        .take(end.unwrap_or(lines.len()))
        .skip(start + 1)
        .position(|line| is_key(&line));
    let line = format!("{key} = {value}");
    match here.and_then(|n| lines.get_mut(start + 1 + n)) {
        Some(old) => *old = line,
        None => lines.insert(start + 1, line),
    }
    lines.join("\n") + "\n"
}

/// Changes one setting of the file, which may not be there yet; gives back its new text. The error
/// is a sentence.
pub fn set(file: &Path, section: &str, key: &str, value: &str) -> Result<String, String> {
    let failed = |e: std::io::Error| {
        format!(
            "The choice could not be written to {}: {e}.",
            crate::paths::shown(file)
        )
    };
    let old = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(e) => return Err(failed(e)),
    };
    let new = with(&old, section, key, value);
    // What it held before must still be held: a file written in an unusual way is not touched.
    let kept = |text: &str| text.parse::<toml::Table>().map(|table| table.len());
    if kept(&new).is_err() || kept(&old).is_err() {
        return Err(format!(
            "{} is not written to: it cannot be read as it is.",
            crate::paths::shown(file)
        ));
    }
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    let beside = file.with_extension("toml.new");
    std::fs::write(&beside, &new)
        .and_then(|()| std::fs::rename(&beside, file))
        .map_err(failed)?;
    Ok(new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_setting_changes_and_the_rest_stays() {
        let check = |before: &str, after: &str| {
            let now = with(before, "general", "currency", "\"EUR\"");
            assert_eq!(now, after);
            assert_eq!(with(&now, "general", "currency", "\"EUR\""), after);
            now.parse::<toml::Table>().unwrap();
        };
        check("", "[general]\ncurrency = \"EUR\"\n");
        check(
            "# mine\n[look]\nmouse = true\n",
            "# mine\n[look]\nmouse = true\n\n[general]\ncurrency = \"EUR\"\n",
        );
        check(
            "[general]\ndates = \"m/d\"\n",
            "[general]\ncurrency = \"EUR\"\ndates = \"m/d\"\n",
        );
        check(
            "[general] # money\ndates = \"m/d\"\ncurrency = \"USD\" # ours\n[work]\ncurrency = 1\n",
            "[general] # money\ndates = \"m/d\"\ncurrency = \"EUR\"\n[work]\ncurrency = 1\n",
        );
    }

    #[test]
    fn a_file_that_cannot_be_read_is_not_written_to() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("deep/config.toml");
        set(&file, "general", "dates", "\"m/d\"").unwrap();
        assert_eq!(
            std::fs::read_to_string(&file).unwrap(),
            "[general]\ndates = \"m/d\"\n"
        );
        std::fs::write(&file, "[general\n").unwrap();
        assert!(
            set(&file, "general", "dates", "\"d/m\"")
                .unwrap_err()
                .contains("cannot be read")
        );
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "[general\n");
    }
}
