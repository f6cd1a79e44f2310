//! Questions as people and scripts read them: who a row is about, and what a column means. Each has
//! a name that is the same at every run, its answers, and the one that is taken unasked because it
//! loses nothing; where there is none, nothing is written until it is answered.

use super::dates::Order;
use super::entry::Entry;
use super::fields::Field;
use super::mapping::Mapping;
use super::numbers::Mark;
use super::people::{Answer, Answers, Fact, Known, Stand, Why, evidence, question_id};
use super::plan::Options;
use super::report::{Asked, AskedChoice, Compared, Question, Topic};
use super::sheet::Sheet;
use crate::domain::handles;
use crate::domain::identity::sight;
use crate::domain::ids::Id;
use crate::domain::model::Model;
use crate::domain::money::Currency;
use crate::domain::rows::{Account, Collaboration, Creator, Platform};

/// So many rows are asked about one by one; a file with more has something wrong with it as a
/// whole, and `KIND=CHOICE` answers them all.
pub const MOST: usize = 1_000;

/// The kind of questions about who a row is.
pub const IDENTITY: &str = "identity";
/// The kind of questions about a known handle under another name.
pub const NAME: &str = "name";

/// The kind of a question about a row.
pub fn kind(why: Why) -> &'static str {
    if why == Why::Name { NAME } else { IDENTITY }
}

fn who(entry: &Entry<'_>) -> String {
    match (entry.text(Field::Name), entry.accounts.first()) {
        ("", Some(account)) => format!("@{}", account.handle),
        ("", None) => entry.text(Field::Email).to_owned(),
        (name, _) => name.to_owned(),
    }
}

/// The question in a sentence.
pub fn text(why: Why, called: &str, entry: &Entry<'_>) -> String {
    match why {
        Why::Handle => format!("the handle is {called}'s, but name and e-mail differ"),
        Why::Name => format!("the handle is {called}'s, but the name is {}", who(entry)),
        Why::Mailbox => format!(
            "the e-mail address is {called}'s too, but {} is somebody else",
            who(entry)
        ),
        Why::Namesake => format!("{called} is here already, with another address or handle"),
        Why::Torn => format!("the handle is {called}'s, the e-mail address somebody else's"),
        Why::Handles => format!("the handles belong to {called} and to somebody else"),
        Why::Unclear => format!(
            "several creators fit, {called} among them: a handle or an e-mail address is needed"
        ),
    }
}

/// What was done about it unasked.
pub fn told(why: Why, taken: Answer, called: &str, entry: &Entry<'_>) -> String {
    let what = text(why, called, entry);
    match taken {
        Answer::Here if why == Why::Name => {
            format!("{what}: {called} keeps the name, the other is kept beside it")
        }
        Answer::Here => format!("{what}: taken for {called}, name and address stay"),
        Answer::File => format!("{what}: taken for {called}, as in the file"),
        Answer::Other if why == Why::Handle => {
            format!("{what}, so this is kept as another person without the handle")
        }
        Answer::Other => format!("{what}, so this is another person"),
        Answer::Leave => what,
    }
}

/// A question about a row.
pub fn identity(
    id: String,
    entry: &Entry<'_>,
    why: Why,
    taken: Answer,
    text: String,
    called: &str,
    compared: Vec<Compared>,
) -> Asked {
    let here = who(entry);
    let line = entry.line;
    let effect = |answer: Answer| match answer {
        Answer::Here => format!(
            "the same person, as here: name and address of {called} stay; {here} is kept beside them"
        ),
        Answer::File => format!(
            "the same person, as in the file: name and address become those of line {line}; the old ones are kept"
        ),
        Answer::Other => {
            format!("another person: a new creator {here}; handles stay with {called}")
        }
        Answer::Leave => format!("nothing of line {line} goes in; it is named in the report"),
    };
    Asked {
        id,
        line,
        kind: kind(why).to_owned(),
        text,
        choices: Answer::ALL
            .iter()
            .map(|answer| AskedChoice {
                key: answer.key().to_string(),
                effect: effect(*answer),
            })
            .collect(),
        default: Some(taken.key().to_string()),
        blocking: false,
        called: called.to_owned(),
        compared,
    }
}

/// Both readings side by side: what is known, and what the row says. Rows empty on both sides are
/// away.
pub fn compared(
    model: &Model,
    known: &dyn Known,
    with: Id<Creator>,
    entry: &Entry<'_>,
) -> Vec<Compared> {
    let row = evidence(entry);
    let sight = sight(&row, known, with);
    let (mut names, mut emails, mut accounts) = (Vec::new(), Vec::new(), Vec::new());
    known.facts(with, &mut |fact| match fact {
        Fact::Name(name) => names.push(name.to_owned()),
        Fact::Email(email) => emails.push(email.to_owned()),
        Fact::Account(platform, handle) => accounts.push((platform, handle.to_owned())),
        Fact::Link(_) => {}
    });
    let first = |all: &[String]| {
        all.iter()
            .filter(|t| !t.is_empty())
            .cloned()
            .collect::<Vec<_>>()
            .join(", ")
    };
    let mut lines = Vec::new();
    let mut line = |label: &str, here: String, file: String, stand: Stand| {
        if !here.is_empty() || !file.is_empty() {
            let both = !here.is_empty() && !file.is_empty();
            lines.push(Compared {
                label: label.to_owned(),
                here,
                file,
                differs: both.then_some(matches!(stand, Stand::Differs | Stand::Near)),
            });
        }
    };
    line("name", first(&names), row.name.to_owned(), sight.name);
    let mut platforms: Vec<Platform> = accounts.iter().map(|(p, _)| *p).collect();
    platforms.extend(row.accounts.iter().map(|(p, _)| *p));
    platforms.sort_unstable();
    platforms.dedup();
    for platform in platforms {
        let here: Vec<String> = accounts
            .iter()
            .filter(|(p, _)| *p == platform)
            .map(|(_, h)| format!("@{h}"))
            .collect();
        let file: Vec<String> = row
            .accounts
            .iter()
            .filter(|(p, _)| *p == platform)
            .map(|(_, h)| format!("@{h}"))
            .collect();
        let same = |h: &String| {
            here.iter()
                .any(|k| handles::folded(k) == handles::folded(h))
        };
        let stand = if file.iter().any(same) {
            Stand::Same
        } else {
            Stand::Differs
        };
        line(platform.label(), here.join(", "), file.join(", "), stand);
    }
    line("e-mail", first(&emails), row.emails.join(", "), sight.email);
    let stand = |a: &str, b: &str| {
        if a.trim().eq_ignore_ascii_case(b.trim()) {
            Stand::Same
        } else {
            Stand::Differs
        }
    };
    if let Some(creator) = model.get(with) {
        for (label, here, field) in [
            ("country", &creator.country, Field::Country),
            ("phone", &creator.phone, Field::Phone),
        ] {
            let file = entry.text(field);
            line(label, here.to_string(), file.to_owned(), stand(here, file));
        }
    }
    let count = |n: Option<i64>| n.map_or_else(String::new, |n| n.to_string());
    let most = model.of::<Account>(with).filter_map(|a| a.followers).max();
    let said = entry.accounts.iter().filter_map(|a| a.followers).max();
    let followers = if most == said {
        Stand::Same
    } else {
        Stand::Differs
    };
    line("followers", count(most), count(said), followers);
    let deals = model.count_of::<Collaboration>(with);
    if deals > 0 {
        line("deals", deals.to_string(), String::new(), Stand::Unknown);
    }
    lines
}

/// The word of a topic, as it is answered.
const fn topic(topic: Topic) -> &'static str {
    match topic {
        Topic::DateOrder => "date_order",
        Topic::DecimalMark => "decimal",
        Topic::Percent => "percent",
        Topic::Currency => "currency",
        Topic::Clash => "clash",
        Topic::Platform => "platform",
        Topic::Emails => "emails",
    }
}

/// Whether rows must not go in before a question of this topic is answered.
pub const fn blocks(topic: Topic) -> bool {
    matches!(
        topic,
        Topic::DateOrder | Topic::DecimalMark | Topic::Percent | Topic::Currency
    )
}

fn column_id(of: Topic, header: &str) -> String {
    question_id(topic(of), [header])
}

/// The questions about columns, as scripts read them.
pub fn of_columns(questions: &[Question], line: u32) -> Vec<Asked> {
    let asked = |q: &Question| {
        let pick = |key: &str, effect: String| AskedChoice {
            key: key.to_owned(),
            effect,
        };
        let label = |n: usize| q.choices.get(n).map_or("", |c| &*c.label);
        let example = |n: usize| match q.choices.get(n) {
            Some(c) if c.example.is_empty() => c.label.clone(),
            Some(c) => format!("read as {}", c.example),
            None => String::new(),
        };
        let choices = match q.topic {
            Topic::DateOrder => vec![pick("d/m", example(0)), pick("m/d", example(1))],
            Topic::DecimalMark => vec![pick(".", example(0)), pick(",", example(1))],
            Topic::Percent => vec![pick("percent", example(0)), pick("part", example(1))],
            Topic::Currency => match q.choices.first() {
                Some(chosen) => vec![pick(&chosen.label, "amounts are in it".into())],
                None => ["EUR", "USD", "GBP"]
                    .map(|code| pick(code, format!("amounts are in {code}; any code may be said")))
                    .into(),
            },
            Topic::Platform => Platform::ALL
                .iter()
                .map(|p| pick(p.word(), format!("the handles are on {p}")))
                .collect(),
            Topic::Clash => vec![
                pick("first", format!("\"{}\" is taken", label(0))),
                pick("second", format!("\"{}\" is taken", label(1))),
            ],
            Topic::Emails => return None,
        };
        let default = q.chosen.and_then(|n| choices.get(n)).map(|c| c.key.clone());
        Some(Asked {
            id: column_id(q.topic, &q.header),
            line,
            kind: topic(q.topic).to_owned(),
            text: format!("{}: {}", q.header, q.text),
            blocking: default.is_none() && blocks(q.topic),
            choices,
            default,
            called: String::new(),
            compared: Vec::new(),
        })
    };
    questions.iter().filter_map(asked).collect()
}

/// Takes the answers about columns over into the mapping and the options.
///
/// # Errors
/// A choice that there is not.
pub fn apply(mapping: &mut Mapping, options: &mut Options, sheet: &Sheet) -> Result<(), String> {
    let answers = options.answers.clone();
    let wrong = |what: &str, choice: &str, all: &str| {
        Err(format!("\"{choice}\" is no answer to {what}: {all}"))
    };
    for (what, choice) in answers.iter() {
        let kind = what.split(':').next().unwrap_or(what);
        let columns: Vec<usize> = (0..mapping.columns.len())
            .filter(|at| {
                let header = mapping.columns.get(*at).map_or("", |c| &*c.header);
                let topics = [
                    Topic::DateOrder,
                    Topic::DecimalMark,
                    Topic::Percent,
                    Topic::Clash,
                ];
                what == kind || topics.iter().any(|t| column_id(*t, header) == what)
            })
            .collect();
        match kind {
            "date_order" => {
                let order = match &*choice.to_lowercase() {
                    "d/m" | "dmy" | "d/m/y" => Order::DayFirst,
                    "m/d" | "mdy" | "m/d/y" => Order::MonthFirst,
                    _ => return wrong(what, choice, "d/m or m/d"),
                };
                if what == kind {
                    options.order = Some(order);
                } else {
                    each(mapping, &columns, |c| c.order = Some(order));
                }
            }
            "decimal" => {
                let mark = match choice {
                    "." => Mark::Point,
                    "," => Mark::Comma,
                    _ => return wrong(what, choice, ". or ,"),
                };
                if what == kind {
                    options.mark = Some(mark);
                } else {
                    each(mapping, &columns, |c| c.mark = Some(mark));
                }
            }
            "percent" => {
                let part = match &*choice.to_lowercase() {
                    "percent" => false,
                    "part" | "part of one" => true,
                    _ => return wrong(what, choice, "percent or part"),
                };
                let rate = |c: &mut super::mapping::Column| c.fraction = Some(part);
                each(mapping, &columns, rate);
            }
            "currency" => match Currency::parse(choice) {
                Some(currency) => mapping.currency = Some(currency),
                None => return wrong(what, choice, "a code such as EUR"),
            },
            "platform" => match handles::platform(choice) {
                Some((platform, _)) => mapping.platform = Some(platform),
                None => return wrong(what, choice, "a platform such as instagram"),
            },
            "clash" => match choice {
                "first" => {}
                "second" => {
                    for at in columns {
                        let first = mapping.columns.get(at).and_then(|c| c.clash);
                        let field = first.and_then(|f| mapping.columns.get(f)?.field);
                        if let (Some(first), Some(field)) = (first, field) {
                            mapping.set(first, Some(Field::Extra), sheet);
                            mapping.set(at, Some(field), sheet);
                        }
                    }
                }
                _ => return wrong(what, choice, "first or second"),
            },
            _ => {}
        }
    }
    Ok(())
}

fn each(mapping: &mut Mapping, columns: &[usize], with: impl Fn(&mut super::mapping::Column)) {
    for at in columns {
        mapping.columns.get_mut(*at).into_iter().for_each(&with);
    }
}

/// The answers to questions that were not asked, or that have no such choice.
///
/// # Errors
/// Names the first.
pub fn unasked(answers: &Answers, asked: &[Asked]) -> Result<(), String> {
    const KINDS: &[&str] = &[
        IDENTITY,
        NAME,
        "date_order",
        "decimal",
        "percent",
        "currency",
        "platform",
        "clash",
    ];
    for (what, choice) in answers.iter() {
        let is_row = matches!(what.split(':').next(), Some(IDENTITY | NAME))
            || what.chars().all(|c| c.is_ascii_digit());
        if is_row && Answer::from_key(choice).is_none() {
            return Err(format!(
                "\"{choice}\" is no answer to {what}: h (as here), f (as in the file), o (another person) or l (leave out)"
            ));
        }
        let there = KINDS.contains(&what)
            || asked
                .iter()
                .any(|q| q.id == what || q.line.to_string() == what);
        if !there {
            return Err(format!("no question is called {what}"));
        }
    }
    Ok(())
}

/// What must be answered first, and how, when something must.
pub fn blocking(asked: &[Asked]) -> Option<String> {
    let first = asked.iter().find(|q| q.blocking)?;
    let keys: Vec<&str> = first.choices.iter().map(|c| &*c.key).collect();
    Some(format!(
        "{}. Answer with --answer {}={}",
        first.text.trim_end_matches('.'),
        first.kind,
        keys.join("|")
    ))
}
