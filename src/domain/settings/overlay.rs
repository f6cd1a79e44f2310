//! Lays a person's config file over the defaults, one key at a time, so that one bad line costs
//! only itself and is named.

use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};

use super::{Complaint, DEFAULTS, InForce, Rules, Settings};
use crate::domain::review::Rule;

/// The defaults with a file over them, and what in it could not be used, by line.
pub(super) fn read(text: &str) -> (Settings, Vec<Complaint>) {
    let mut over = laid(text);
    let settings = super::whole(over.table).unwrap_or_default();
    over.complaints.sort_by_key(|complaint| complaint.line);
    (settings, over.complaints)
}

/// Every setting with the line that gave it.
pub(super) fn in_force(text: &str) -> Vec<InForce> {
    let over = laid(text);
    let mut all = Vec::new();
    list(&mut Vec::new(), &over.table, &over.taken, &mut all);
    all
}

fn list(
    path: &mut Vec<String>,
    table: &toml::Table,
    taken: &BTreeMap<String, usize>,
    all: &mut Vec<InForce>,
) {
    for (key, value) in table {
        path.push(key.clone());
        if let toml::Value::Table(inner) = value {
            list(path, inner, taken, all);
        } else {
            let key = path.join(".");
            let line = taken.get(&key).copied();
            all.push(InForce {
                key,
                value: value.clone(),
                line,
            });
        }
        path.pop();
    }
}

fn laid(text: &str) -> Overlay<'_> {
    let table = toml::from_str(DEFAULTS).unwrap_or_default();
    let mut over = Overlay {
        text,
        complaints: Vec::new(),
        table,
        taken: BTreeMap::new(),
    };
    match DeTable::parse(text) {
        Ok(theirs) => over.lay(&mut Vec::new(), theirs.get_ref()),
        Err(error) => {
            let line = error.span().map_or(1, |span| line_of(text, span.start));
            let what = error.message().lines().next().unwrap_or_default();
            over.complain(
                line,
                format!("This file cannot be read ({what}); all defaults are kept."),
            );
        }
    }
    over
}

/// The defaults while a person's file is laid over them.
struct Overlay<'t> {
    text: &'t str,
    complaints: Vec<Complaint>,
    table: toml::Table,
    /// What was taken from the file, and from which line.
    taken: BTreeMap<String, usize>,
}

impl Overlay<'_> {
    fn complain(&mut self, line: usize, sentence: String) {
        self.complaints.push(Complaint { line, sentence });
    }

    fn lay(&mut self, path: &mut Vec<String>, theirs: &DeTable<'_>) {
        for (key, value) in theirs {
            path.push(current_name(path, key.get_ref()).to_owned());
            let line = line_of(self.text, key.span().start);
            match (self.current(path), value.get_ref()) {
                (None, value) if is_open(path) => self.put_new(path, line, value),
                (None, _) => {
                    let near = self
                        .nearest(path)
                        .map_or_else(String::new, |near| format!(" Did you mean {near}?"));
                    self.complain(
                        line,
                        format!("There is no setting {}.{near}", path.join(".")),
                    );
                }
                (Some(toml::Value::Table(_)), DeValue::Table(inner)) => self.lay(path, inner),
                (Some(ours), value) => self.put(path, line, &ours, value),
            }
            path.pop();
        }
    }

    /// Takes an entry of a section whose names are the person's own. One text may stand for a list
    /// of one.
    fn put_new(&mut self, path: &[String], line: usize, value: &DeValue<'_>) {
        let whole = path.join(".");
        let value = match owned(value) {
            Some(toml::Value::String(text)) => toml::Value::Array(vec![text.into()]),
            Some(value @ toml::Value::Array(_)) => value,
            _ => return self.complain(line, format!("{whole}: a list in [ ] belongs here.")),
        };
        let mut tried = self.table.clone();
        let (Some(name), Some(section)) = (
            path.last(),
            path.first()
                .and_then(|section| tried.get_mut(section)?.as_table_mut()),
        ) else {
            return;
        };
        section.insert(name.clone(), value);
        match tried.clone().try_into::<Settings>() {
            Ok(_) => {
                self.table = tried;
                self.taken.insert(whole, line);
            }
            Err(error) => {
                let why = error.message().lines().next().unwrap_or_default();
                self.complain(line, format!("{whole}: {why}; it is left out."));
            }
        }
    }

    /// Takes one value if the settings can be read with it.
    fn put(&mut self, path: &[String], line: usize, ours: &toml::Value, value: &DeValue<'_>) {
        let mut tried = self.table.clone();
        let set = owned(value).and_then(|value| slot(&mut tried, path).map(|slot| *slot = value));
        let mut said = None;
        if let Some(wanted) = slot(&mut tried, path).and_then(|now| unlike(ours, now)) {
            said = Some(format!("{wanted} belongs here"));
        }
        let problem = match set.map(|()| tried.clone().try_into::<Settings>()) {
            Some(Ok(_)) => {
                self.table = tried;
                self.taken.insert(path.join("."), line);
                return;
            }
            Some(Err(error)) => said.unwrap_or_else(|| {
                error
                    .message()
                    .lines()
                    .next()
                    .unwrap_or_default()
                    .to_owned()
            }),
            None => "not a value that can be used here".to_owned(),
        };
        self.complain(
            line,
            format!("{}: {problem}; {} is kept.", path.join("."), shown(ours)),
        );
    }

    fn current(&self, path: &[String]) -> Option<toml::Value> {
        let mut table = &self.table;
        let (last, parents) = path.split_last()?;
        for key in parents {
            table = table.get(key)?.as_table()?;
        }
        table.get(last).cloned()
    }

    /// The sibling that shares the longest beginning with a key that is not there.
    fn nearest(&self, path: &[String]) -> Option<String> {
        let (last, parents) = path.split_last()?;
        let siblings = match parents {
            [] => self.table.clone(),
            _ => self.current(parents)?.as_table()?.clone(),
        };
        let shared = |key: &String| {
            key.chars()
                .zip(last.chars())
                .take_while(|(a, b)| a == b)
                .count()
        };
        siblings
            .keys()
            .filter(|key| shared(key) >= 3)
            .max_by_key(|key| shared(key))
            .cloned()
    }
}

/// Whether a path names an entry of a section whose names are the person's own.
fn is_open(path: &[String]) -> bool {
    matches!(path, [section, _] if section == "rates")
}

/// Returns the name a key has today: sections of rules were once called by the rule's stored word
/// (`[rule.R3]`), and files that still do are read.
fn current_name<'k>(parents: &[String], key: &'k str) -> &'k str {
    let of_rules = parents.len() == 1 && parents.iter().any(|section| section == "rule");
    match Rule::from_word(key) {
        Some(rule) if of_rules => Rules::section(rule),
        _ => key,
    }
}

fn slot<'a>(table: &'a mut toml::Table, path: &[String]) -> Option<&'a mut toml::Value> {
    let (first, rest) = path.split_first()?;
    let value = table.get_mut(first)?;
    if rest.is_empty() {
        Some(value)
    } else {
        slot(value.as_table_mut()?, rest)
    }
}

/// A parsed value without its place in the text. Dates are taken as their text; tables have no
/// place in a value.
fn owned(value: &DeValue<'_>) -> Option<toml::Value> {
    Some(match value {
        DeValue::String(text) => toml::Value::String(text.to_string()),
        DeValue::Integer(n) => {
            toml::Value::Integer(i64::from_str_radix(n.as_str(), n.radix()).ok()?)
        }
        DeValue::Float(n) => toml::Value::Float(n.as_str().parse().ok()?),
        DeValue::Boolean(on) => toml::Value::Boolean(*on),
        DeValue::Datetime(at) => toml::Value::String(at.to_string()),
        DeValue::Array(all) => toml::Value::Array(
            all.iter()
                .map(|v| owned(v.get_ref()))
                .collect::<Option<_>>()?,
        ),
        DeValue::Table(_) => return None,
    })
}

/// What belongs in the place of a value of another kind.
fn unlike(ours: &toml::Value, theirs: &toml::Value) -> Option<&'static str> {
    (!ours.same_type(theirs)).then_some(match ours {
        toml::Value::Integer(_) => "a whole number",
        toml::Value::Boolean(_) => "true or false",
        toml::Value::Array(_) => "a list in [ ]",
        _ => "a text in quotes",
    })
}

/// A value as it stands in the file.
fn shown(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => format!("\"{text}\""),
        toml::Value::Integer(n) => n.to_string(),
        toml::Value::Float(n) => n.to_string(),
        toml::Value::Boolean(on) => on.to_string(),
        toml::Value::Datetime(at) => at.to_string(),
        toml::Value::Array(all) => {
            format!("[{}]", all.iter().map(shown).collect::<Vec<_>>().join(", "))
        }
        toml::Value::Table(_) => "the section".to_owned(),
    }
}

fn line_of(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}
