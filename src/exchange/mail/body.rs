//! What was written for this one letter: without the letters it quotes, above or below, and without
//! the signature. Mail programs mark quotes in a few ways and in every language; what no mark is
//! known for stays, for losing words is worse.

/// The new words of a mail's text.
pub fn fresh(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let lines: Vec<&str> = text.lines().collect();
    let end = lines
        .iter()
        .position(|line| is_signature(line))
        .unwrap_or(lines.len());
    let mut kept: Vec<&str> = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at).filter(|_| at < end) {
        if is_break(&lines, at) {
            break;
        }
        match attribution(&lines, at) {
            Some(told) if told.bare => break,
            Some(told) => at += told.lines,
            None if is_quoted(line) => at += 1,
            None => {
                kept.push(line.trim_end());
                at += 1;
            }
        }
    }
    squeezed(&kept)
}

/// Blank lines at both ends go, several in a row become one.
fn squeezed(lines: &[&str]) -> String {
    let mut out = String::new();
    let mut blank = false;
    for line in lines {
        if line.trim().is_empty() {
            blank = !out.is_empty();
            continue;
        }
        if !out.is_empty() {
            out.push_str(if blank { "\n\n" } else { "\n" });
        }
        blank = false;
        out.push_str(line);
    }
    out
}

fn is_quoted(line: &str) -> bool {
    line.trim_start().starts_with('>')
}

/// `-- ` on a line of its own; many programs drop the space. Phones have a line of their own.
fn is_signature(line: &str) -> bool {
    const PHONES: &[&str] = &[
        "sent from my ",
        "sent from outlook",
        "get outlook for",
        "von meinem ",
        "gesendet mit der ",
        "envoyé de mon ",
        "enviado desde mi ",
        "enviado do meu ",
        "inviato da ",
        "verstuurd vanaf mijn ",
        "skickat från min ",
    ];
    let bare = line.trim().to_lowercase();
    matches!(line.trim_end(), "--" | "—")
        || line == "-- "
        || PHONES.iter().any(|p| bare.starts_with(p))
}

/// From here on everything is quoted: `-----Original Message-----`, a rule of underscores before a
/// header block, or the block itself (`From: … Sent: … To: … Subject: …`).
fn is_break(lines: &[&str], at: usize) -> bool {
    let Some(line) = lines.get(at).map(|l| l.trim()) else {
        return false;
    };
    let dashed =
        line.starts_with("---") && line.ends_with("---") && line.chars().any(char::is_alphabetic);
    let rule = line.len() >= 20 && line.chars().all(|c| c == '_');
    dashed || (rule && is_block(lines, at + 1)) || is_block(lines, at)
}

/// Three or more of the four usual header lines, in the languages Outlook speaks.
fn is_block(lines: &[&str], at: usize) -> bool {
    const FROM: &[&str] = &[
        "from:", "von:", "de :", "de:", "da:", "van:", "från:", "fra:", "od:",
    ];
    const REST: &[&str] = &[
        "sent:",
        "date:",
        "to:",
        "cc:",
        "subject:",
        "gesendet:",
        "datum:",
        "an:",
        "betreff:",
        "envoyé :",
        "envoyé:",
        "à :",
        "à:",
        "objet :",
        "objet:",
        "enviado:",
        "para:",
        "asunto:",
        "assunto:",
        "inviato:",
        "a:",
        "oggetto:",
        "verzonden:",
        "aan:",
        "onderwerp:",
        "skickat:",
        "till:",
        "ämne:",
        "sendt:",
        "til:",
        "emne:",
    ];
    let bare = |n: usize| {
        lines
            .get(n)
            .map(|l| {
                l.trim()
                    .trim_start_matches('*')
                    .replace('*', "")
                    .to_lowercase()
            })
            .unwrap_or_default()
    };
    let starts = |line: &str, words: &[&str]| words.iter().any(|w| line.starts_with(w));
    let skip = usize::from(bare(at).is_empty());
    starts(&bare(at + skip), FROM)
        && (1..5)
            .filter(|n| starts(&bare(at + skip + n), REST))
            .count()
            >= 2
}

/// What follows a line such as `On Tue, 3 Nov 2026 at 10:01, Mia <mia@…> wrote:`.
struct Attribution {
    /// Lines it takes.
    lines: usize,
    /// The quote below it bears no marks of its own (mail that was written as HTML): it goes on to
    /// the end.
    bare: bool,
}

/// Such a line, as long as three lines, in some languages.
fn attribution(lines: &[&str], at: usize) -> Option<Attribution> {
    const ENDS: &[&str] = &[
        "wrote:",
        "wrote :",
        "schrieb:",
        "geschrieben:",
        "a écrit :",
        "a écrit:",
        "escribió:",
        "escreveu:",
        "ha scritto:",
        "schreef:",
        "skrev:",
        "napisał:",
        "napisał(a):",
        "написал:",
        "написала:",
        "写道：",
    ];
    // One that goes on in the next line begins so; otherwise any last line before a quote would be
    // taken in.
    const STARTS: &[&str] = &[
        "on ", "am ", "le ", "el ", "em ", "il ", "op ", "den ", "w dniu ", "dne ", "в ", "在",
    ];
    let mut joined = String::new();
    for n in 0..3 {
        let line = lines.get(at + n)?.trim();
        if line.is_empty() || is_quoted(line) {
            return None;
        }
        if n == 1
            && !STARTS
                .iter()
                .any(|start| joined.to_lowercase().starts_with(start))
        {
            return None;
        }
        joined.push_str(line);
        joined.push(' ');
        let whole = joined.trim().to_lowercase();
        let named = whole.chars().any(|c| c.is_ascii_digit()) || whole.contains('@');
        if named && (ENDS.iter().any(|e| whole.ends_with(e)) || ends_with_name(&whole)) {
            let below = lines.iter().skip(at + n + 1).find(|l| !l.trim().is_empty());
            return Some(Attribution {
                lines: n + 1,
                bare: below.is_some_and(|l| !is_quoted(l)),
            });
        }
    }
    None
}

/// `Am 3.11.2026 um 10:01 schrieb Mia <mia@…>:` and its Nordic and Dutch kin end with the name.
fn ends_with_name(line: &str) -> bool {
    const FORMS: &[(&str, &str)] = &[
        ("am ", "schrieb "),
        ("den ", "skrev "),
        ("op ", "schreef "),
        ("dne ", "napsal "),
    ];
    line.ends_with(':')
        && FORMS
            .iter()
            .any(|(start, verb)| line.starts_with(start) && line.contains(verb))
}
