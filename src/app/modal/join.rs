//! Two creators made one: who stays, where they differ and which side is taken, what comes along.
//! Nothing is written before the one key that joins.

use super::{Modal, Reply, Stay, close, stay};
use crate::app::command::{Able, Command, Scope};
use crate::app::keys::{Code, Key, by_place};
use crate::app::list::{List, Move};
use crate::app::target::Target;
use crate::app::{App, Effect};
use crate::domain::doubles::double_of;
use crate::domain::ids::Id;
use crate::domain::join::{self, Difference};
use crate::domain::rows::{Account, Creator};

/// Commands about who is who.
pub const COMMANDS: &[Command] = &[
    Command::new(
        "join",
        &[],
        "join two…",
        "Make one creator of two: the two selected, or this one and the one it looks like; shown first, one undo",
        open,
    )
    .scope(Scope::People)
    .able(joinable),
    Command::new(
        "not-the-same",
        &[],
        "not the same",
        "Say that the creator this one looks like is somebody else: it is never proposed again",
        apart,
    )
    .scope(Scope::People)
    .able(joinable),
    Command::new(
        "give-account",
        &[],
        "give account…",
        "Give an account of this creator, with what was measured of it, to another creator",
        give,
    )
    .scope(Scope::People)
    .able(|app| match app.current_creator() {
        Some(id) if app.model.count_of::<Account>(id) > 0 => Ok(()),
        Some(_) => Err("this creator has no account".into()),
        None => Err("there is no creator here".into()),
    }),
];

/// The two who are selected, or one and their likely double.
fn two(app: &App) -> Option<(Id<Creator>, Id<Creator>)> {
    let marked = app.target().creators;
    match marked.as_slice() {
        [a, b] => Some((*a, *b)),
        [one] => Some((*one, double_of(&app.model, *one)?.id)),
        _ => None,
    }
}

fn joinable(app: &App) -> Able {
    let how = || {
        let key = app.keymap.first("select").unwrap_or_default();
        format!("select the two first: {key} marks one in the roster")
    };
    match app.target().creators.len() {
        0 => Err("there is no creator here".into()),
        1 | 2 => two(app).map(drop).ok_or_else(how),
        _ => Err("two creators can be joined at a time; select two".into()),
    }
}

fn open(app: &mut App) -> Vec<Effect> {
    match two(app) {
        Some((a, b)) => {
            let modal = Modal::Join(Box::new(Join::new(app, a, b)));
            app.open(modal)
        }
        None => Vec::new(),
    }
}

fn apart(app: &mut App) -> Vec<Effect> {
    match two(app) {
        Some((a, b)) => app.commit_or_refuse(join::part(&app.model, a, b)),
        None => Vec::new(),
    }
}

/// Which account, then to whom.
fn give(app: &mut App) -> Vec<Effect> {
    use super::pick::{Choice, Pick};
    let Some(from) = app.current_creator() else {
        return Vec::new();
    };
    let accounts = app.model.of::<Account>(from);
    let accounts = accounts
        .map(|a| Choice::new(a.id.to_string(), a.called(), a.platform.label()))
        .collect();
    app.open(Modal::Pick(Box::new(Pick::one(
        "Give which account",
        accounts,
        Target::default(),
        |app, _, values| {
            let Some(account) = values.first().cloned() else {
                return Vec::new();
            };
            let owner = account
                .parse()
                .ok()
                .and_then(|id| Some(app.model.get(Id::<Account>::new(id))?.creator));
            let others = app.model.creators.iter().filter(|c| Some(c.id) != owner);
            let others = others
                .map(|c| {
                    let value = format!("{account} {}", c.id);
                    Choice::new(value, app.model.called(c.id), "")
                })
                .collect();
            app.open(Modal::Pick(Box::new(Pick::one(
                "Give it to whom",
                others,
                Target::default(),
                |app, _, values| {
                    let said = values.first().and_then(|v| v.split_once(' '));
                    let ids = said.and_then(|(a, c)| Some((a.parse().ok()?, c.parse().ok()?)));
                    let Some((account, to)) = ids else {
                        return Vec::new();
                    };
                    let step = join::give_account(&app.model, Id::new(account), Id::new(to));
                    app.commit_or_refuse(step)
                },
            ))))
        },
    ))))
}

/// The two, and what is chosen so far.
#[derive(Debug, Clone)]
pub struct Join {
    /// Who stays.
    pub stays: Id<Creator>,
    /// Who comes in.
    pub comes: Id<Creator>,
    /// Why the two are one, where the program proposes it.
    pub why: String,
    /// Where they differ.
    pub differences: Vec<Difference>,
    /// Cursor over that.
    pub rows: List<&'static str>,
    /// Fields in which the one who comes in is right.
    pub taken: Vec<&'static str>,
    /// Waits for the disk.
    pub saving: bool,
}

impl Join {
    /// Of two creators.
    pub fn new(app: &App, a: Id<Creator>, b: Id<Creator>) -> Self {
        let (stays, comes) = join::who_stays(&app.model, a, b);
        let why = double_of(&app.model, stays).filter(|d| d.id == comes);
        let mut join = Self {
            stays,
            comes,
            why: why.map_or_else(String::new, |d| d.why),
            differences: Vec::new(),
            rows: List::default(),
            taken: Vec::new(),
            saving: false,
        };
        join.outdated(app);
        join
    }

    /// The rows changed.
    pub fn outdated(&mut self, app: &App) {
        if let (Some(stays), Some(comes)) = (app.model.get(self.stays), app.model.get(self.comes)) {
            self.differences = join::differences(stays, comes);
        }
        self.rows
            .set(self.differences.iter().map(|d| d.key).collect());
    }

    /// A key.
    pub fn key(&mut self, app: &mut App, key: Key) -> Reply {
        if self.saving {
            return stay();
        }
        let key = by_place(key);
        match key.code {
            Code::Esc | Code::Char('q') => return close(),
            Code::Char('x') => return self.join(app),
            Code::Char('X') => {
                let effects = app.commit_or_refuse(join::part(&app.model, self.stays, self.comes));
                return (Stay::Closed, effects);
            }
            Code::Left | Code::Right => {
                std::mem::swap(&mut self.stays, &mut self.comes);
                self.taken.clear();
                self.outdated(app);
            }
            Code::Tab => match self.rows.current().copied() {
                Some(key) if self.taken.contains(&key) => self.taken.retain(|k| *k != key),
                Some(key) => self.taken.push(key),
                None => drop(app.refuse("the two differ in nothing")),
            },
            Code::Down | Code::Char('j') => drop(self.rows.step(Move::By(1))),
            Code::Up | Code::Char('k') => drop(self.rows.step(Move::By(-1))),
            _ => drop(app.refuse(format!(
                "{key} does nothing here; x joins them, X says they are two, Esc leaves"
            ))),
        }
        stay()
    }

    fn join(&mut self, app: &mut App) -> Reply {
        let step = join::join(&app.model, self.stays, self.comes, &self.taken);
        let effects = app.commit_or_refuse(step);
        self.saving = effects.iter().any(|e| matches!(e, Effect::Commit(_)));
        if self.saving {
            // Nobody is marked any more whom the next verb could mean.
            app.roster.list.unmark();
        }
        (Stay::Open, effects)
    }

    /// Keys for the footer.
    pub const HINTS: &'static [(&'static str, &'static str)] = &[
        ("x", "join"),
        ("Left Right", "who stays"),
        ("Tab", "the other side"),
        ("Up Down", "difference"),
        ("X", "not the same"),
        ("Esc", "leave"),
    ];
}
