//! Reading a filter line into conditions.

use super::keys::{Needle, fold};
use super::seen::{Cmp, Figure, Has, Hold, Test};
use super::{Among, Term, Tiers};
use crate::domain::derived::Ball;
use crate::domain::fields::{Choice, Field, Fielded, Kind, number, text};
use crate::domain::handles::profile_link;
use crate::domain::rows::{Creator, Platform, Relationship, Stage};

pub(super) struct Parsed {
    pub(super) terms: Vec<Term>,
    pub(super) among: Among,
    pub(super) problems: Vec<String>,
}

/// What became of one typed word.
enum Read {
    Test(Test),
    /// A switch, or nothing yet because it is still being typed.
    Nothing,
    /// Look for it as a word, and say why.
    Problem(String),
}

/// Names of a field that are not its key.
const ALIASES: &[(&str, &str)] = &[
    ("region", "country"),
    ("mail", "email"),
    ("lang", "language"),
    ("by", "prefers"),
];

pub(super) fn parse(line: &str) -> Parsed {
    let mut parsed = Parsed {
        terms: Vec::new(),
        among: Among::Active,
        problems: Vec::new(),
    };
    for typed in words(line) {
        let (not, body) = match typed.strip_prefix(['-', '!']) {
            Some(body) => (true, body),
            None => (false, typed),
        };
        if body.is_empty() {
            continue;
        }
        if let Some(among) = switch(body).filter(|_| !not) {
            parsed.among = among;
            continue;
        }
        let test = match read(body) {
            Read::Test(test) => test,
            Read::Nothing => continue,
            Read::Problem(why) => {
                parsed.problems.push(why);
                word_test(body, false)
            }
        };
        if matches!(&test, Test::Word(needle) if needle.text().is_empty()) {
            continue;
        }
        parsed.terms.push(Term {
            typed: typed.to_owned(),
            not,
            test,
        });
    }
    parsed
}

/// Words of a line; what is in quotes stays together.
fn words(line: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let (mut start, mut quoted) = (None, false);
    for (at, c) in line.char_indices() {
        if c == '"' {
            quoted = !quoted;
        }
        match (start, c.is_whitespace() && !quoted) {
            (None, false) => start = Some(at),
            (Some(from), true) => {
                words.extend(line.get(from..at));
                start = None;
            }
            _ => {}
        }
    }
    words.extend(start.and_then(|from| line.get(from..)));
    words
}

fn word_test(typed: &str, literal: bool) -> Test {
    Test::Word(Box::new(Needle::new(typed, literal)))
}

fn switch(word: &str) -> Option<Among> {
    match word {
        "archived" | "is:archived" => Some(Among::Archived),
        "trash" | "trashed" | "is:trashed" => Some(Among::Trashed),
        "everybody" | "is:any" => Some(Among::Everybody),
        _ => None,
    }
}

fn read(body: &str) -> Read {
    match body {
        "owed" => return Read::Test(Test::Owed),
        "late" => return Read::Test(Test::Late),
        "nostep" => return Read::Test(Test::NoStep),
        "core" | "*" => return Read::Test(Test::Core),
        "dnc" => return Read::Test(Test::DoNotContact),
        "double" | "is:double" => return Read::Test(Test::Double),
        _ => {}
    }
    if body.starts_with('"') {
        return Read::Test(word_test(body.trim_matches('"'), true));
    }
    if let Some(tag) = body.strip_prefix('#') {
        let tag = fold(tag);
        return if tag.is_empty() {
            Read::Nothing
        } else {
            Read::Test(Test::Tag(tag))
        };
    }
    if let Some((_, handle)) = profile_link(body) {
        return Read::Test(word_test(&handle, true));
    }
    match split_operator(body) {
        None | Some(("", Cmp::Equal, _)) => {
            Read::Test(word_test(body.trim_start_matches('@'), false))
        }
        Some((_, _, "")) => Read::Nothing,
        Some((name, cmp, value)) => condition(&name.to_lowercase(), cmp, value.trim_matches('"'))
            .unwrap_or_else(Read::Problem),
    }
}

/// `fit>=3` is `fit`, at least, `3`. A colon asks for equality.
fn split_operator(body: &str) -> Option<(&str, Cmp, &str)> {
    let at = body.find([':', '<', '>', '='])?;
    let (name, rest) = body.split_at(at);
    let (cmp, len) = match rest.as_bytes() {
        [b'>', b'=', ..] => (Cmp::AtLeast, 2),
        [b'<', b'=', ..] => (Cmp::AtMost, 2),
        [b'>', ..] => (Cmp::More, 1),
        [b'<', ..] => (Cmp::Less, 1),
        [b':', b'>', b'=', ..] => (Cmp::AtLeast, 3),
        [b':', b'<', b'=', ..] => (Cmp::AtMost, 3),
        [b':', b'>', ..] => (Cmp::More, 2),
        [b':', b'<', ..] => (Cmp::Less, 2),
        _ => (Cmp::Equal, 1),
    };
    Some((name, cmp, rest.get(len..).unwrap_or_default()))
}

fn condition(name: &str, cmp: Cmp, value: &str) -> Result<Read, String> {
    let unknown = matches!(value, "?" | "none" | "-");
    let as_text = |why: String| format!("{why} Looked for as a word.");
    let test = match name {
        "stage" if unknown => Test::NoStage,
        "stage" => Test::Stage(cmp, stage(value).map_err(as_text)?),
        "instage" | "in_stage" if unknown => Test::NoStage,
        "instage" | "in_stage" => Test::InStage(cmp, days(value).map_err(as_text)?),
        "fit" if unknown => Test::NoFit,
        "fit" => Test::Fit(cmp, fit(value).map_err(as_text)?),
        "" | "followers" => {
            Test::Followers(cmp, number::count(value, (0, i64::MAX)).map_err(as_text)?)
        }
        "eng" | "engagement" => Test::Engagement(cmp, number::percent(value).map_err(as_text)?),
        "type" if unknown => Test::Type(None),
        "type" => Test::Type(
            word(
                value,
                Relationship::ALL,
                Relationship::word,
                Relationship::label,
            )
            .map_err(as_text)?,
        ),
        "plat" | "platform" | "on" => Test::Platform(platform(value).map_err(as_text)?),
        "tier" => Test::Tier(tier(value).map_err(as_text)?),
        "touch" if unknown || value == "never" => Test::NeverTouched,
        "touch" => Test::Touch(cmp, days(value).map_err(as_text)?),
        "orders" => Test::Orders(cmp, number::count(value, (0, i64::MAX)).map_err(as_text)?),
        "sales" | "cost" | "cpa" | "paid" | "open" => {
            let figure = match name {
                "sales" => Figure::Sales,
                "cost" => Figure::Cost,
                "cpa" => Figure::Cpa,
                "paid" => Figure::Paid,
                _ => Figure::Open,
            };
            Test::Money(figure, cmp, number::thousandths(value).map_err(as_text)?)
        }
        "lastorder" | "last_order" if unknown || value == "never" => Test::NeverOrdered,
        "lastorder" | "last_order" => Test::LastOrder(cmp, days(value).map_err(as_text)?),
        "move" => Test::Move(whose_move(value).map_err(as_text)?),
        "campaign" => Test::Campaign(fold(value)),
        "tag" => Test::Tag(fold(value.trim_start_matches('#'))),
        "has" => return has(value).map(Read::Test).map_err(as_text),
        _ => {
            let field =
                field(name).ok_or_else(|| as_text(format!("There is no field \"{name}\".")))?;
            let hold = if unknown {
                Hold::Nothing
            } else {
                hold(field, cmp, value).map_err(as_text)?
            };
            Test::Holds(field, hold)
        }
    };
    Ok(Read::Test(test))
}

/// What a value asks of a field, after the kind of the field.
fn hold(field: &Field<Creator>, cmp: Cmp, value: &str) -> Result<Hold, String> {
    Ok(match field.kind() {
        Kind::Choice(all) => Hold::Word(text::choice(value, &all())?),
        Kind::Check if text::check(value)? => Hold::Anything,
        Kind::Check => Hold::Nothing,
        Kind::Stars | Kind::Number => Hold::Number(cmp, number::count(value, (0, i64::MAX))?),
        Kind::Day => Hold::Ago(cmp, days(value)?),
        _ if cmp == Cmp::Equal => Hold::Words(fold(value)),
        _ => return Err(format!("{} cannot be larger or smaller.", field.label)),
    })
}

fn field(name: &str) -> Option<&'static Field<Creator>> {
    let key = ALIASES
        .iter()
        .find(|(alias, _)| *alias == name)
        .map_or(name, |(_, key)| key);
    Creator::field(key)
}

/// Whose move it is: `ours`, `theirs`, `nobody`.
fn whose_move(value: &str) -> Result<Ball, String> {
    match value.to_lowercase().as_str() {
        "ours" | "our" | "us" | "me" => Ok(Ball::Us),
        "theirs" | "their" | "them" => Ok(Ball::Them),
        "nobody" | "nobodys" | "none" | "-" => Ok(Ball::Nobody),
        _ => Err(format!("\"{value}\" is not one of ours, theirs, nobody.")),
    }
}

/// A stage by number, word or short name.
fn stage(value: &str) -> Result<u8, String> {
    if let Some(stage) = value.parse().ok().and_then(Stage::from_number) {
        return Ok(stage.number());
    }
    if let Some(stage) = Stage::ALL
        .iter()
        .find(|s| value.len() >= 3 && s.short().to_lowercase().starts_with(value))
    {
        return Ok(stage.number());
    }
    let word = word(value, Stage::ALL, Stage::word, Stage::label)?;
    word.map(Stage::number)
        .ok_or_else(|| format!("There is no stage \"{value}\"; they go from 1 to 6."))
}

fn fit(value: &str) -> Result<f32, String> {
    value
        .parse::<f32>()
        .ok()
        .filter(|n| (0.0..=5.0).contains(n))
        .ok_or_else(|| format!("Fit goes from 1 to 5, not \"{value}\"."))
}

fn word<T: Copy>(
    value: &str,
    all: &[T],
    word: fn(T) -> &'static str,
    label: fn(T) -> &'static str,
) -> Result<Option<T>, String> {
    let choices: Vec<Choice> = all
        .iter()
        .map(|v| Choice::new(word(*v), label(*v)))
        .collect();
    let found = text::choice(value, &choices)?;
    Ok(all.iter().copied().find(|v| word(*v) == found))
}

fn platform(value: &str) -> Result<Platform, String> {
    if let Some(found) = Platform::ALL
        .iter()
        .find(|p| p.letters().eq_ignore_ascii_case(value))
    {
        return Ok(*found);
    }
    word(value, Platform::ALL, Platform::word, Platform::label)?
        .ok_or_else(|| format!("There is no platform \"{value}\"."))
}

fn tier(value: &str) -> Result<&'static str, String> {
    Tiers::NAMES
        .into_iter()
        .find(|name| name.eq_ignore_ascii_case(value))
        .ok_or_else(|| {
            format!(
                "There is no tier \"{value}\"; they are {}.",
                Tiers::NAMES.join(", ")
            )
        })
}

/// `30d`, `30`, `6w`, `3m` as days.
fn days(value: &str) -> Result<i64, String> {
    let digits = value.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match value.get(digits.len()..).unwrap_or_default() {
        "" | "d" | "day" | "days" => Some(1),
        "w" | "week" | "weeks" => Some(7),
        "m" | "month" | "months" => Some(30),
        "y" | "year" | "years" => Some(365),
        _ => None,
    };
    let n = digits.parse::<u16>().ok().map(i64::from);
    n.zip(unit)
        .map(|(n, unit)| n * unit)
        .ok_or_else(|| format!("\"{value}\" is no number of days; try 30d or 6w."))
}

fn has(value: &str) -> Result<Test, String> {
    Ok(match value {
        "code" => Test::Has(Has::Code),
        "rights" | "right" => Test::Has(Has::Rights),
        "account" | "handle" => Test::Has(Has::Account),
        "campaign" | "deal" => Test::Has(Has::Campaign),
        other => Test::Holds(
            field(other).ok_or_else(|| format!("Nobody has a \"{other}\" here."))?,
            Hold::Anything,
        ),
    })
}
