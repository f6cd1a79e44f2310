//! How single values of the settings are read: a theme by its name, a week by its days, holidays by
//! date.

use chrono::Weekday;
use serde::{Deserialize, Deserializer};

use crate::domain::day::Day;
use crate::domain::money::Currency;
use crate::domain::rows::Text;

pub(super) fn wrong<E: serde::de::Error>(text: &str, what: &str) -> E {
    E::custom(format!("\"{text}\" is not {what}"))
}

/// Themes by name and what each is for; drawing has the looks.
pub const THEMES: &[(&str, &str)] = &[
    ("auto", "any background, two hues"),
    ("dark", "dark background"),
    ("light", "light background"),
    ("dark16", "16 colours on dark"),
    ("light16", "16 colours on light"),
    ("plain", "no colour, ASCII only"),
];

/// Glyph sets by name.
const GLYPHS: &[&str] = &["auto", "unicode", "ascii"];

pub(super) fn one_of<'de, D: Deserializer<'de>>(d: D, names: &[&str]) -> Result<Text, D::Error> {
    let text = String::deserialize(d)?;
    let known = names.contains(&text.as_str());
    if known {
        Ok(text.into())
    } else {
        Err(wrong(&text, &format!("one of {}", names.join(", "))))
    }
}

pub(super) fn theme<'de, D: Deserializer<'de>>(d: D) -> Result<Text, D::Error> {
    one_of(d, &THEMES.iter().map(|(name, _)| *name).collect::<Vec<_>>())
}

pub(super) fn glyphs<'de, D: Deserializer<'de>>(d: D) -> Result<Text, D::Error> {
    one_of(d, GLYPHS)
}

pub(super) fn currency<'de, D: Deserializer<'de>>(d: D) -> Result<Option<Currency>, D::Error> {
    let text = String::deserialize(d)?;
    Currency::parse(&text)
        .map(Some)
        .ok_or_else(|| wrong(&text, "a currency such as EUR"))
}

pub(super) fn hour<'de, D: Deserializer<'de>>(d: D) -> Result<u8, D::Error> {
    let hour = u8::deserialize(d)?;
    if hour < 24 {
        Ok(hour)
    } else {
        Err(wrong(&hour.to_string(), "an hour from 0 to 23"))
    }
}

pub(super) fn weight<'de, D: Deserializer<'de>>(d: D) -> Result<u8, D::Error> {
    let weight = u8::deserialize(d)?;
    if weight < 10 {
        Ok(weight)
    } else {
        Err(wrong(&weight.to_string(), "a weight from 0 to 9"))
    }
}

pub(super) fn day_name(text: &str) -> Option<Weekday> {
    (text.len() >= 3).then(|| text.parse().ok()).flatten()
}

pub(super) fn weekday<'de, D: Deserializer<'de>>(d: D) -> Result<Option<Weekday>, D::Error> {
    let text = String::deserialize(d)?;
    day_name(&text)
        .map(Some)
        .ok_or_else(|| wrong(&text, "a day of the week such as \"fri\""))
}

pub(super) fn week<'de, D: Deserializer<'de>>(d: D) -> Result<[bool; 7], D::Error> {
    let mut week = [false; 7];
    for text in Vec::<String>::deserialize(d)? {
        let day =
            day_name(&text).ok_or_else(|| wrong(&text, "a day of the week such as \"mon\""))?;
        if let Some(on) = week.get_mut(day.num_days_from_monday() as usize) {
            *on = true;
        }
    }
    if week.contains(&true) {
        Ok(week)
    } else {
        Err(wrong("[]", "a working week"))
    }
}

pub(super) fn holidays<'de, D: Deserializer<'de>>(d: D) -> Result<Vec<(Day, Text)>, D::Error> {
    let read = |text: String| {
        let (day, label) = text.split_once(' ').unwrap_or((&text, ""));
        let day = day
            .parse()
            .map_err(|_| wrong(&text, "a holiday such as \"2026-12-25 Christmas Day\""))?;
        Ok((day, label.trim().into()))
    };
    Vec::<String>::deserialize(d)?
        .into_iter()
        .map(read)
        .collect()
}
