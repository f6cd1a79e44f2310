//! From a table of a file to a row: the keys are the row's own columns, only dates, money and
//! percentages are written for people.

use serde_json::{Map, Value, json};
use toml::Table;
use toml::Value as Said;

use super::dates::When;
use crate::domain::money::{Currency, Money};
use crate::domain::rows::{Cadence, Row, Stage, Tags};

/// Columns that hold a day. Some are something else in another table, so only text is read as one.
const DAYS: &[&str] = &[
    "added",
    "agreed",
    "agreement_sent",
    "agreement_signed",
    "approved",
    "audience_day",
    "brief_sent",
    "checked",
    "checkin",
    "closed",
    "day",
    "debrief_sent",
    "delivered",
    "done",
    "draft_due",
    "draft_in",
    "due",
    "end",
    "invoiced",
    "live",
    "live_due",
    "opened",
    "paid",
    "posted",
    "ready",
    "sent",
    "stage_since",
    "start",
    "targets_agreed",
    "terms_sent",
];

/// Columns that hold money, when they are text.
const AMOUNTS: &[&str] = &["amount", "budget", "cost", "fee", "rate", "sales", "value"];

/// The row of a table with this id: `base`, overlaid with what the file says. A key that is no
/// column is refused.
pub fn row<T: Row>(when: &When, id: u32, base: Value, said: Table) -> Result<T, String> {
    let mut object = match base {
        Value::Object(object) => object,
        _ => Map::new(),
    };
    object.insert("id".into(), json!(id));
    let mut keys = Vec::new();
    for (key, value) in said {
        let value = cell(when, &key, value).map_err(|why| format!("{key}: {why}"))?;
        object.insert(key.clone(), value);
        keys.push(key);
    }
    let row: T =
        serde_json::from_value(Value::Object(object)).map_err(|e| format!("{}: {e}", T::TABLE))?;
    let written = serde_json::to_value(&row).map_err(|e| e.to_string())?;
    match keys.iter().find(|key| written.get(key.as_str()).is_none()) {
        Some(key) => Err(format!("{} has no column \"{key}\"", T::TABLE)),
        None => Ok(row),
    }
}

fn cell(when: &When, key: &str, value: Said) -> Result<Value, String> {
    Ok(match value {
        Said::String(text) if DAYS.contains(&key) && text.is_empty() => Value::Null,
        Said::String(text) if DAYS.contains(&key) => json!(when.day(&text)?),
        Said::String(text) if AMOUNTS.contains(&key) => json!(money(&text)?),
        Said::String(text) if key == "cadence" => {
            json!(Cadence::from_word(&text).ok_or("no rhythm")?)
        }
        Said::String(text) if key == "tags" => json!(Tags::from_words(text.split(' '))),
        Said::String(text) => json!(when.words(&text)?),
        Said::Integer(n) if key == "stage" => {
            json!(u8::try_from(n).ok().and_then(Stage::from_number))
        }
        Said::Integer(n) => json!(n),
        Said::Float(percent) => json!((percent * 100.0).round() as i64),
        Said::Boolean(on) => json!(on),
        Said::Table(_) | Said::Array(_) => {
            json!(serde_json::to_string(&value).map_err(|e| e.to_string())?)
        }
        Said::Datetime(at) => return Err(format!("{at} is a fixed date")),
    })
}

/// `$350`, `€1200.50`.
pub fn money(text: &str) -> Result<Money, String> {
    let bad = || format!("\"{text}\" is not an amount like $350");
    let at = text.find(|c: char| c.is_ascii_digit()).ok_or_else(bad)?;
    let (sign, number) = text.split_at_checked(at).ok_or_else(bad)?;
    let currency = Currency::parse(sign).ok_or_else(bad)?;
    let (whole, part) = number.split_once('.').unwrap_or((number, "00"));
    let digits = currency.exponent() as usize;
    let part = if digits == 0 { "" } else { part };
    if part.len() != digits {
        return Err(bad());
    }
    let minor = format!("{whole}{part}").parse().map_err(|_| bad())?;
    Ok(Money::new(minor, currency))
}

/// Takes a list of tables out of a table.
pub fn tables(from: &mut Table, key: &str) -> Result<Vec<Table>, String> {
    let Some(value) = from.remove(key) else {
        return Ok(Vec::new());
    };
    let Said::Array(list) = value else {
        return Err(format!("{key} is not a list"));
    };
    let table = |item| match item {
        Said::Table(table) => Ok(table),
        _ => Err(format!("{key} is not a list of tables")),
    };
    list.into_iter().map(table).collect()
}

/// Takes a list of lines out of a table.
pub fn lines(from: &mut Table, key: &str) -> Result<Vec<String>, String> {
    let Some(value) = from.remove(key) else {
        return Ok(Vec::new());
    };
    let Said::Array(list) = value else {
        return Err(format!("{key} is not a list"));
    };
    let line = |item| match item {
        Said::String(line) => Ok(line),
        _ => Err(format!("{key} is not a list of lines")),
    };
    list.into_iter().map(line).collect()
}

/// Takes words out of a table.
pub fn word(from: &mut Table, key: &str) -> Result<Option<String>, String> {
    match from.remove(key) {
        None => Ok(None),
        Some(Said::String(word)) => Ok(Some(word)),
        Some(_) => Err(format!("{key} is not a word")),
    }
}

/// Takes a number out of a table.
pub fn number(from: &mut Table, key: &str) -> Result<Option<i64>, String> {
    match from.remove(key) {
        None => Ok(None),
        Some(Said::Integer(n)) => Ok(Some(n)),
        Some(_) => Err(format!("{key} is not a number")),
    }
}
