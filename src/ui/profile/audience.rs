//! The Audience tab of a profile: who watches, side by side in blocks with bars, how it fits the
//! ideal creator, whether it looks real, and where the numbers come from and how old they are.

use serde_json::Value as Json;

use crate::app::App;
use crate::app::regions::{Area, Class};
use crate::domain::day;
use crate::domain::ids::Id;
use crate::domain::rows::*;
use crate::domain::vetting::{Match, audience_match};
use crate::ui::pen::Pen;
use crate::ui::text::{count, width, wrap};
use crate::ui::theme::Role;

/// Groups of an audience, by their key.
const GROUPS: &[(&str, &str)] = &[
    ("age", "AGE"),
    ("gender", "GENDER"),
    ("place", "PLACE"),
    ("language", "LANGUAGE"),
];

/// Months after which the numbers of an audience are asked for again.
const OLD_MONTHS: u32 = 6;

/// A line: its look, a label, words.
type Line = (Role, String, String);

/// Draws it from a line on.
pub fn draw(pen: &mut Pen<'_>, app: &App, area: Area, id: Id<Creator>, top: usize) {
    let mut all: Vec<Drawn> = Vec::new();
    for account in app
        .model
        .of::<Account>(id)
        .filter(|a| !a.audience.is_empty())
    {
        let table: Json = serde_json::from_str(&account.audience).unwrap_or_default();
        all.push(Drawn::Blocks(account.platform.label(), shares(&table)));
        all.push(Drawn::Text(about(app, account)));
    }
    if all.is_empty() {
        let hint = "e edits the account: age, gender, place and language in percent".to_string();
        all.push(Drawn::Text(vec![
            (
                Role::Title,
                "Nothing is known of the audience yet.".into(),
                String::new(),
            ),
            (Role::Muted, String::new(), hint),
        ]));
    }
    all.push(Drawn::Text(real(app, id)));
    let top = u16::try_from(top).unwrap_or(u16::MAX);
    let mut y = 0u16;
    for one in &all {
        y += one.draw(pen, app, area, (y, top));
    }
    pen.point(area, 0, 0);
}

enum Drawn {
    Blocks(&'static str, Vec<(&'static str, Vec<(String, i64)>)>),
    Text(Vec<Line>),
}

impl Drawn {
    /// Draws it at a line, scrolled by `top`; gives back how many lines it takes.
    fn draw(&self, pen: &mut Pen<'_>, app: &App, area: Area, (y, top): (u16, u16)) -> u16 {
        let mut put = |x: u16, row: u16, w: u16, text: &str, role: Role| {
            if (top..top + area.h).contains(&row) {
                pen.put(area.x + x, area.y + row - top, w, text, role);
            }
        };
        match self {
            Self::Blocks(platform, groups) => {
                put(1, y, area.w, platform, Role::Title);
                let side = match app.regions.class {
                    Class::Normal => 4,
                    Class::Compact => 3,
                    Class::Narrow => 2,
                    _ => 1,
                };
                let w = area.w / side;
                let mut line = y + 1;
                for row in groups.chunks(usize::from(side)) {
                    let tall = row.iter().map(|(_, s)| s.len()).max().unwrap_or(0) as u16 + 1;
                    for (n, (title, shares)) in row.iter().enumerate() {
                        let x = 2 + n as u16 * w;
                        put(x, line, w, title, Role::Muted);
                        for (k, (name, percent)) in shares.iter().enumerate() {
                            let at = line + 1 + k as u16;
                            put(x, at, 7, name, Role::Text);
                            put(x + 8, at, 4, &format!("{percent:>3}%"), Role::Text);
                            let room = w.saturating_sub(15);
                            let cells = super::super::results::filled(room, *percent, 100);
                            put(
                                x + 13,
                                at,
                                cells,
                                &"█".repeat(usize::from(cells)),
                                Role::Text,
                            );
                        }
                    }
                    line += tall + 1;
                }
                line - y
            }
            Self::Text(lines) => {
                let label_w = 12;
                let mut row = y;
                for (role, label, text) in lines {
                    if text.is_empty() {
                        put(2, row, area.w, label, *role);
                        row += 1;
                        continue;
                    }
                    put(2, row, label_w, label, Role::Muted);
                    for part in wrap(text, usize::from(area.w.saturating_sub(label_w + 4))) {
                        put(
                            2 + label_w,
                            row,
                            area.w.saturating_sub(label_w + 3),
                            &part,
                            *role,
                        );
                        row += 1;
                    }
                }
                row + 1 - y
            }
        }
    }
}

/// Shares in whole percent, the largest first but ages as they grow; what is left over last.
fn shares(table: &Json) -> Vec<(&'static str, Vec<(String, i64)>)> {
    let mut all = Vec::new();
    for (group, title) in GROUPS {
        let Some(shares) = table.get(*group).and_then(Json::as_object) else {
            continue;
        };
        let mut shares: Vec<(String, i64)> = shares
            .iter()
            .filter_map(|(k, v)| Some((k.clone(), v.as_f64()?.round() as i64)))
            .collect();
        if *group == "age" {
            shares.sort_by(|a, b| a.0.cmp(&b.0));
        } else {
            shares.sort_by(|a, b| (a.0 == "other").cmp(&(b.0 == "other")).then(b.1.cmp(&a.1)));
        }
        all.push((*title, shares));
    }
    all
}

/// Fit with the ideal creators, and where the numbers come from.
fn about(app: &App, account: &Account) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for ideal in app.model.ideals.iter() {
        if let Some(Match { percent, misses }) = audience_match(ideal, account) {
            let full = usize::from((percent + 10) / 20).min(5);
            let gauge = "■".repeat(full) + &"□".repeat(5 - full);
            let misses = if misses.is_empty() {
                String::new()
            } else {
                format!(" · misses: {}", misses.join(", "))
            };
            lines.push((
                Role::Text,
                "IDEAL".into(),
                format!("\"{}\" {gauge} {percent}% match{misses}", ideal.name),
            ));
        }
    }
    let old = account
        .audience_day
        .and_then(|d| d.checked_add_months(chrono::Months::new(OLD_MONTHS)))
        .is_none_or(|again| again <= app.today);
    let when = account
        .audience_day
        .map_or_else(|| "no date".into(), day::long);
    let source = if account.audience_source.is_empty() {
        "source unknown"
    } else {
        &account.audience_source
    };
    let again = if old {
        " · older than 6 months: ask again"
    } else {
        ""
    };
    lines.push((
        if old { Role::Due } else { Role::Text },
        "SOURCE".into(),
        format!("{source}, {when}{again}"),
    ));
    lines
}

/// Whether it looks real: comments against likes, on-topic comments, jumps in followers.
fn real(app: &App, id: Id<Creator>) -> Vec<Line> {
    let (mut likes, mut comments, mut topic, mut asked) = (0i64, 0i64, 0i64, 0i64);
    for r in app.model.of::<PostResult>(id) {
        if let (Some(l), Some(c)) = (r.likes, r.comments) {
            likes += l;
            comments += c;
        }
        if let (Some(t), Some(c)) = (r.on_topic, r.comments) {
            topic += t;
            asked += c;
        }
    }
    let mut parts = Vec::new();
    let rate = |a: i64, b: i64| {
        crate::domain::metrics::value::divide(a, 10_000, b)
            .map(crate::domain::metrics::Value::Percent)
    };
    parts.extend(rate(comments, likes).map(|v| format!("comments per like {}", v.shown())));
    parts.extend(rate(topic, asked).map(|v| format!("{} of comments on topic", v.shown())));
    parts.extend(jump(app, id));
    if parts.is_empty() {
        parts.push("nothing measured yet; n m logs the numbers of a piece, n v the vetting".into());
    }
    let mut lines = vec![(Role::Text, "REAL OR NOT".to_string(), parts.join(" · "))];
    for account in app.model.of::<Account>(id) {
        let mut history: Vec<&Measurement> = app
            .model
            .of::<Measurement>(id)
            .filter(|m| m.account == account.id && m.followers.is_some())
            .collect();
        history.sort_by_key(|m| m.day);
        let mut steps: Vec<String> = history
            .iter()
            .filter_map(|m| {
                Some(format!(
                    "{} {}",
                    count(m.followers?),
                    day::brief(m.day, app.today)
                ))
            })
            .collect();
        steps.extend(account.followers.map(|n| format!("{} now", count(n))));
        if steps.len() > 1 {
            lines.push((
                Role::Text,
                format!("GROWTH {}", account.platform.letters()),
                steps.join(" → "),
            ));
        }
    }
    lines.retain(|(_, label, text)| width(label) + width(text) > 0);
    lines
}

/// Followers that jumped by half or more between two looks within three months.
fn jump(app: &App, id: Id<Creator>) -> Option<String> {
    let mut told = None;
    for account in app.model.of::<Account>(id) {
        let mut all: Vec<(day::Day, i64)> = app
            .model
            .of::<Measurement>(id)
            .filter(|m| m.account == account.id)
            .filter_map(|m| Some((m.day, m.followers?)))
            .collect();
        all.extend(account.checked.zip(account.followers));
        all.sort_unstable();
        for pair in all.windows(2) {
            if let [(from, a), (to, b)] = pair {
                told = told.or(Some("no follower jumps seen".to_string()));
                if (*to - *from).num_days() <= 92 && *a > 0 && *b > a.saturating_mul(3) / 2 {
                    return Some(format!(
                        "followers jumped from {} to {} by {}",
                        count(*a),
                        count(*b),
                        day::brief(*to, app.today)
                    ));
                }
            }
        }
    }
    told
}
