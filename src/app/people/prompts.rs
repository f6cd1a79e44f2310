//! The one-line prompts of verbs: what each asks, how its line is read, what Enter saves.

use super::rows;
use crate::app::modal::Modal;
use crate::app::modal::prompt::{Echo, Kind, Prompt};
use crate::app::target::Target;
use crate::app::{App, Effect};
use crate::domain::change::Step;
use crate::domain::day;
use crate::domain::fields::Fielded;
use crate::domain::ids::Id;
use crate::domain::next_step::{self, Miss, NextStep, When};
use crate::domain::recurrence;
use crate::domain::review::{self, Choice, Item, Snooze};
use crate::domain::rows::*;
use crate::domain::when;

fn one(prompt: &Prompt) -> Result<Id<Creator>, String> {
    prompt
        .target
        .creators
        .first()
        .copied()
        .ok_or_else(|| "nobody is selected".into())
}

fn text(prompt: &Prompt) -> &str {
    prompt.line.text().trim()
}

pub(super) const ANSWER: Kind = Kind {
    hint: "one line",
    long: true,
    read: |app, prompt| {
        let Some(item) = prompt.target.items.first() else {
            return Vec::new();
        };
        let offer = review::offer(&app.ctx(), item, &prompt.choice);
        let Ok(offer) = offer else { return Vec::new() };
        let example = offer.ask.map_or("", |a| a.example);
        let optional = if offer.ask.is_some_and(|a| !a.required) {
            " · or Enter alone, without it"
        } else {
            ""
        };
        match review::answer(&app.ctx(), item, &prompt.choice, text(prompt)) {
            Ok(_) => vec![
                Echo::ok(effect_words(&offer)),
                Echo::ok(format!("e.g. {example}{optional}")),
            ],
            // Before anything is typed the question stands in the title; to repeat it is no answer.
            Err(_) if text(prompt).is_empty() => {
                vec![
                    Echo::ok("needed; Esc leaves it for later"),
                    Echo::ok(format!("e.g. {example}")),
                ]
            }
            Err(why) => vec![Echo::bad(why), Echo::ok(format!("e.g. {example}"))],
        }
    },
    save: |app, prompt| {
        let item = prompt
            .target
            .items
            .first()
            .ok_or("the item is no longer there")?;
        let step = review::answer(&app.ctx(), item, &prompt.choice, text(prompt))?;
        Ok(app.commit(step))
    },
};

/// `live Sat 21 Nov, numbers Mon 23 Nov`: what comes of it, begun with what it is called unless the
/// effect does so itself.
fn effect_words(offer: &review::Offer) -> String {
    match offer.effect.as_str() {
        "" => offer.label.to_string(),
        effect if effect.starts_with(&format!("{} ", offer.label)) => effect.to_owned(),
        effect => format!("{} → {effect}", offer.label),
    }
}

pub(super) const NEXT_STEP: Kind = Kind {
    hint: "words, then when: the draft fri; call monthly",
    long: false,
    read: |app, prompt| {
        let said = match next_step(app, prompt) {
            Ok(said) => said,
            Err(why) => return vec![Echo::ok(said_so_far(prompt)), Echo::bad(why)],
        };
        let what = match &*said.what {
            "" => "follow up",
            what => what,
        };
        let stays = match (said.waits || said.what.is_empty(), &said.when) {
            (_, When::Every(_)) => "comes round again",
            (true, _) => "gone when they write",
            (false, _) => "stays until done",
        };
        vec![
            Echo::ok(format!("{what} · {stays}")),
            Echo::from(when_words(app, &said)),
        ]
    },
    save: |app, prompt| {
        let said = next_step(app, prompt)?;
        let choice = Choice::next(&app.ctx().base(), &said)?;
        let step = match prompt.target.items.as_slice() {
            [item] => review::answer(&app.ctx(), item, &choice, ""),
            _ => review::next_step_for(&app.ctx(), &prompt.target.creators, &said),
        }?;
        Ok(app.commit(step))
    },
};

fn next_step(app: &App, prompt: &Prompt) -> Result<NextStep, String> {
    next_step::read(text(prompt), "", &app.reading()).map_err(|miss| match miss {
        Miss::NoDay => {
            "a next step needs a date at its end: fri, +3, 4 dec, next mon; or every 6 weeks".into()
        }
        Miss::Wrong(why) => why,
    })
}

fn said_so_far(prompt: &Prompt) -> String {
    match text(prompt) {
        "" => "follow up".into(),
        words => words.into(),
    }
}

/// `Fri 27 Nov, 2 bd · 3 other things that day`; of a rhythm its first days.
fn when_words(app: &App, said: &NextStep) -> Result<String, String> {
    let ctx = app.ctx();
    let first = said.first(&ctx.base())?;
    Ok(match &said.when {
        When::Day(_) => format!(
            "{} · {} that day",
            when::echo(first, &app.reading()),
            load(app, first)
        ),
        When::Every(rhythm) => {
            let row = rhythm.row(Id::default(), Makes::FollowUp, first);
            let days = recurrence::first_days(&row, 3, ctx.calendar);
            let days: Vec<String> = days.iter().map(|d| day::short(*d, app.today)).collect();
            format!("{}: {}", recurrence::text(&row, app.today), days.join(", "))
        }
    })
}

/// `5 cards`: how much comes up on a day.
fn load(app: &App, day: day::Day) -> String {
    match app.derived.load(day) {
        0 => "nothing else".into(),
        1 => "1 other thing".into(),
        n => format!("{n} other things"),
    }
}

pub(super) const ONE_MESSAGE: Kind = Kind {
    hint: "what you wrote, in a few words",
    long: true,
    read: |app, prompt| {
        let items = card_items(app, &prompt.target);
        vec![Echo::from(
            review::one_message(&app.ctx(), &items, text(prompt)).map(|s| s.label),
        )]
    },
    save: |app, prompt| {
        let items = card_items(app, &prompt.target);
        let step = review::one_message(&app.ctx(), &items, text(prompt))?;
        Ok(app.commit(step))
    },
};

pub(super) fn card_items(app: &App, target: &Target) -> Vec<Item> {
    let on = target
        .creators
        .first()
        .map(|c| review::Subject::Creator(*c));
    on.and_then(|on| review::card_of(&app.ctx(), on))
        .map(|c| c.items)
        .unwrap_or_default()
}

pub(super) const TAGS: Kind = Kind {
    hint: "#tea adds, -#tea takes away",
    long: false,
    read: |app, prompt| {
        let said = match prompt.target.creators.as_slice() {
            [one] => app
                .model
                .get(*one)
                .map(|c| c.tags.shown())
                .unwrap_or_default(),
            several => in_common(app, several),
        };
        vec![Echo::ok(
            match (said.is_empty(), prompt.target.creators.len()) {
                (true, 0 | 1) => "no tags yet".into(),
                (false, 0 | 1) => format!("now {said}"),
                (true, n) => format!("none that all {n} have"),
                (false, n) => format!("all {n} have {said}"),
            },
        )]
    },
    save: |app, prompt| {
        let (add, remove) = tag_words(text(prompt));
        let step = review::retag(&app.ctx(), &prompt.target.creators, &add, &remove)?;
        Ok(app.commit(step))
    },
};

/// The tags that all of them have.
fn in_common(app: &App, creators: &[Id<Creator>]) -> String {
    let mut rows = creators.iter().filter_map(|c| app.model.get(*c));
    let Some(first) = rows.next() else {
        return String::new();
    };
    let mut common: Vec<&str> = first.tags.iter().collect();
    for row in rows {
        common.retain(|tag| row.tags.iter().any(|other| other == *tag));
        if common.is_empty() {
            break;
        }
    }
    Tags::from_words(common).shown()
}

/// Tags to add and to take away.
fn tag_words(text: &str) -> (Vec<&str>, Vec<&str>) {
    let words = text.split([' ', ',']).filter(|w| !w.is_empty());
    let (remove, add): (Vec<&str>, Vec<&str>) = words.partition(|w| w.starts_with('-'));
    (
        add,
        remove
            .into_iter()
            .map(|w| w.trim_start_matches('-'))
            .collect(),
    )
}

pub(super) const SNOOZE_DATE: Kind = Kind {
    hint: "a date: fri, +3, 4 dec, next mon",
    long: false,
    read: |app, prompt| {
        vec![Echo::from(
            when::read(text(prompt), &app.reading()).map(|d| when::echo(d, &app.reading())),
        )]
    },
    save: |app, prompt| {
        let choice = Choice::Snooze(Snooze::To(when::read(text(prompt), &app.reading())?));
        let (items, creators) = (&prompt.target.items, &prompt.target.creators);
        let step = match (items.as_slice(), creators.as_slice()) {
            ([item], _) => review::answer(&app.ctx(), item, &choice, ""),
            ([], creators) => review::answer_creators(&app.ctx(), creators, &choice),
            (items, _) => review::answer_all(&app.ctx(), items, &choice),
        }?;
        Ok(app.commit(step))
    },
};

pub(super) const PROMISE: Kind = Kind {
    hint: "the date you told them",
    long: false,
    read: SNOOZE_DATE.read,
    save: |app, prompt| {
        let day = when::read(text(prompt), &app.reading())?;
        let item = prompt
            .target
            .items
            .first()
            .copied()
            .or_else(|| app.current_item())
            .ok_or("nothing is due for this creator")?;
        let step = review::answer(&app.ctx(), &item, &Choice::Promise(day), "")?;
        Ok(app.commit(step))
    },
};

pub(super) const DO_NOT_CONTACT: Kind = Kind {
    hint: "the reason",
    long: false,
    read: |app, prompt| {
        let on = prompt
            .target
            .creators
            .iter()
            .filter_map(|c| app.model.get(*c))
            .any(|c| c.do_not_contact);
        vec![Echo::ok(if on {
            "marked already; Enter with nothing typed takes the mark away"
        } else {
            "no nudges any more; what is owed stays"
        })]
    },
    save: |app, prompt| {
        let step = review::do_not_contact(&app.ctx(), &prompt.target.creators, text(prompt))?;
        Ok(app.commit(step))
    },
};

pub(super) const VETTING: Kind = Kind {
    hint: "four scores: values voice audience content, such as 5 4 5 4",
    long: false,
    read: |_, prompt| {
        vec![Echo::from(scores(text(prompt)).map(|s| {
            format!(
                "values {} · voice {} · audience {} · content {}",
                s[0], s[1], s[2], s[3]
            )
        }))]
    },
    save: |app, prompt| {
        let step = review::vetted(&app.ctx(), one(prompt)?, scores(text(prompt))?)?;
        Ok(app.commit(step))
    },
};

fn scores(text: &str) -> Result<[u8; 4], String> {
    let read: Option<Vec<u8>> = text
        .split_whitespace()
        .map(|w| w.parse().ok().filter(|n| (1..=5).contains(n)))
        .collect();
    read.and_then(|v| v.try_into().ok())
        .ok_or_else(|| "four numbers from 1 to 5".into())
}

pub(super) const BOUNDARY: Kind = Kind {
    hint: "e-mail only; no calls before 11; no dairy",
    long: true,
    read: |app, prompt| {
        let now = prompt
            .target
            .one()
            .and_then(|c| app.model.get(c))
            .map(|c| c.boundaries.replace('\n', "; "))
            .unwrap_or_default();
        vec![Echo::ok(if now.is_empty() {
            "nothing is remembered yet".into()
        } else {
            format!("now: {now}")
        })]
    },
    save: |app, prompt| {
        let step = review::boundary(&app.ctx(), one(prompt)?, text(prompt))?;
        Ok(app.commit(step))
    },
};

pub(super) const DRAFT: Kind = Kind {
    hint: "link to the draft, or nothing",
    long: false,
    read: |app, prompt| {
        let piece = prompt
            .target
            .creators
            .first()
            .and_then(|c| rows::open_piece(app, *c, false))
            .and_then(|p| app.model.get(p));
        vec![Echo::ok(piece.map_or("no piece is open".into(), |p| {
            format!(
                "draft of {}: our approval is owed in 2 working days",
                p.called()
            )
        }))]
    },
    save: |app, prompt| {
        let piece = rows::open_piece(app, one(prompt)?, false)
            .ok_or("no piece of theirs waits for a draft")?;
        let step = review::draft_received(&app.ctx(), piece, text(prompt))?;
        Ok(app.commit(step))
    },
};

pub(super) const INVOICE: Kind = Kind {
    hint: "invoice number, then its day if it was not today: IN-121 18 nov",
    long: false,
    read: |app, prompt| vec![Echo::from(invoice(app, prompt).map(|step| step.label))],
    save: |app, prompt| {
        let step = invoice(app, prompt)?;
        Ok(app.commit(step))
    },
};

/// The step of an invoice line; the payment is the one under the cursor, else the unpaid one due
/// first.
fn invoice(app: &App, prompt: &Prompt) -> Result<Step, String> {
    let line = rows::open_line(app, one(prompt)?).ok_or("nothing of theirs is unpaid")?;
    let reading = Payment::dates("invoiced", app.reading());
    let (reference, day) = match when::tail(text(prompt), &reading) {
        when::Tail::Date { rest, day, .. } => (rest, day),
        when::Tail::Wrong(why) => return Err(why),
        when::Tail::None => (text(prompt), app.today),
    };
    let base = app.ctx().base();
    Ok(crate::domain::ledger::entry::invoiced(
        &base, &line, reference, day,
    ))
}

pub(super) const REUSE: Kind = Kind {
    hint: "where: shop page, newsletter, ad 3",
    long: false,
    read: |app, prompt| {
        let piece = prompt
            .target
            .one()
            .and_then(|c| rows::live_piece(app, c))
            .and_then(|p| app.model.get(p));
        vec![match piece {
            Some(piece) => {
                let so_far = piece.reuse.lines().filter(|l| !l.trim().is_empty()).count();
                Echo::ok(format!(
                    "{} used again, {so_far} times so far",
                    piece.called()
                ))
            }
            None => Echo::bad("nothing of theirs is live yet"),
        }]
    },
    save: |app, prompt| {
        let piece = rows::live_piece(app, one(prompt)?).ok_or("nothing of theirs is live yet")?;
        let step = review::reused(&app.ctx(), piece, text(prompt))?;
        Ok(app.commit(step))
    },
};

pub(super) const WEEK_NOTE: Kind = Kind {
    hint: "what worked and what did not",
    long: true,
    read: |app, prompt| {
        let Some((campaign, week)) = week_of(app, &prompt.target) else {
            return vec![Echo::bad(NO_CAMPAIGN)];
        };
        let there = app
            .model
            .of_campaign::<WeekNote>(campaign)
            .find(|note| note.week == week);
        let there = there.and_then(|note| {
            note.words
                .lines()
                .last()
                .map(|line| format!("added to: {line}"))
        });
        let begins = format!("the week from {}", day::short(week, app.today));
        vec![Echo::ok(there.map_or(begins.clone(), |there| {
            format!("{begins} · {there}")
        }))]
    },
    save: |app, prompt| {
        let (campaign, week) = week_of(app, &prompt.target).ok_or(NO_CAMPAIGN)?;
        let step = review::week_note(&app.ctx(), campaign, week, text(prompt))?;
        Ok(app.commit(step))
    },
};

const NO_CAMPAIGN: &str = "this creator is in no open campaign; c puts them in one";

/// Asks for the note of a week, and says in the title of which week and campaign.
pub(super) fn week_note(app: &mut App) -> Vec<Effect> {
    let target = app.target();
    let Some((campaign, week)) = week_of(app, &target) else {
        return app.refuse(NO_CAMPAIGN);
    };
    let name = app
        .model
        .get(campaign)
        .map_or_else(String::new, |c| format!(" · {}", c.name));
    let title = format!(
        "n w  Note of {}{name}",
        review::week_words(&app.ctx(), week)
    );
    app.open(Modal::Prompt(Box::new(Prompt::new(
        &WEEK_NOTE, title, "", target,
    ))))
}

/// Of which campaign and week a note is: those the item under the cursor asks for; else the
/// campaign that is looked at or the creator is in, and its week that comes next.
fn week_of(app: &App, target: &Target) -> Option<(Id<Campaign>, day::Day)> {
    let asked = target
        .items
        .iter()
        .find(|item| item.key.rule == review::Rule::WeekNoteDue);
    if let Some((item, campaign)) = asked.and_then(|item| Some((item, item.on.campaign()?))) {
        return Some((campaign, review::monday(item.due)));
    }
    let of_item = || target.items.iter().find_map(|item| item.on.campaign());
    let of = |creator: &Id<Creator>| {
        app.model
            .open_collaborations(*creator)
            .iter()
            .find_map(|c| c.campaign)
    };
    let shown = crate::app::panes::results::shown_campaign(app).or_else(of_item);
    let campaign = shown.or_else(|| target.creators.first().and_then(of))?;
    Some((campaign, review::week_to_note(&app.ctx(), campaign)))
}

/// The filter of the list in use.
fn in_use(app: &App) -> &str {
    app.filter().map_or("", |filter| filter.text().trim())
}

pub(super) const SEGMENT: Kind = Kind {
    hint: "a name",
    long: false,
    read: |app, _| vec![Echo::ok(format!("keeps the filter \"{}\"", in_use(app)))],
    save: |app, prompt| {
        let name = text(prompt);
        if name.is_empty() {
            return Err("a segment needs a name".into());
        }
        let mut step = Step::new(format!("Saved the segment {name}"));
        let id = step.fresh::<Segment>(&app.model);
        step.insert(Segment {
            id,
            name: name.into(),
            filter: in_use(app).into(),
        });
        Ok(app.commit(step))
    },
};
