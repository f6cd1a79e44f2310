//! A brief as plain text, Markdown, a page of its own and JSON. The page is inert: no script,
//! nothing fetched, every character of a row escaped, and a policy in its head that forbids the
//! rest.

use std::fmt::Write;

use serde_json::{Map, Value, json};

use super::{Line, Sheet};
use crate::domain::html::safe;

/// Cells of the labels of the text.
const LABELS: usize = 12;

fn said(sheet: &Sheet) -> impl Iterator<Item = &Line> {
    sheet.lines.iter().filter(|l| !l.text.is_empty())
}

/// Plain text: what is copied and mailed.
pub fn text(sheet: &Sheet) -> String {
    let mut out = format!("{}\n\n", sheet.title());
    for line in said(sheet) {
        for (n, part) in line.text.lines().enumerate() {
            let label = if n == 0 {
                line.label.to_uppercase()
            } else {
                String::new()
            };
            let _ = writeln!(out, "{label:<LABELS$}{part}");
        }
    }
    out
}

/// Markdown: a heading and a paragraph each; marks in the words are taken literally.
pub fn markdown(sheet: &Sheet) -> String {
    let mut out = format!("# {}\n", marked(&sheet.title()));
    for line in said(sheet) {
        let _ = write!(out, "\n## {}\n\n", line.label);
        for part in line.text.lines() {
            let _ = writeln!(out, "{}  ", marked(part));
        }
    }
    out
}

fn marked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (n, c) in text.chars().enumerate() {
        if "\\`*_[]<>|".contains(c) || (n == 0 && "#+-=~".contains(c)) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// The look of the page.
const STYLE: &str = "body{font:16px/1.5 Georgia,serif;max-width:44em;margin:3em auto;padding:0 1em;color:#222}\
h1{font-size:1.4em;border-bottom:2px solid #222;padding-bottom:.4em}dl{display:grid;grid-template-columns:9em 1fr}\
dt{font:bold .8em/2 sans-serif;text-transform:uppercase;color:#666}dd{margin:0 0 .8em;white-space:pre-line}";

/// A page of its own.
pub fn html(sheet: &Sheet) -> String {
    let title = safe(&sheet.title());
    let policy = "default-src 'none'; style-src 'unsafe-inline'";
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n<style>{STYLE}</style>\n\
         </head>\n<body>\n<h1>{title}</h1>\n<dl>\n"
    );
    for line in said(sheet) {
        let _ = writeln!(
            out,
            "<dt>{}</dt><dd>{}</dd>",
            safe(line.label),
            safe(&line.text)
        );
    }
    out.push_str("</dl>\n</body>\n</html>\n");
    out
}

/// For scripts: every line by its key, the empty ones too, and what is missing.
pub fn json(sheet: &Sheet) -> Value {
    let lines: Map<String, Value> = sheet
        .lines
        .iter()
        .map(|l| (l.key.into(), json!(l.text)))
        .collect();
    json!({
        "schema": 1,
        "creator": sheet.creator,
        "called": sheet.name,
        "collaboration": sheet.deal,
        "campaign": sheet.campaign,
        "brief": lines,
        "missing": sheet.missing(),
    })
}
