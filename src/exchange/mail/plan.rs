//! What becomes of letters: a touch for each creator a letter went between, once, however often it
//! is taken in. Who wrote is told by the addresses; a letter with nobody known in it is listed,
//! never dropped in silence.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::letter::Letter;
use crate::domain::change::Step;
use crate::domain::ctx::Ctx;
use crate::domain::ids::Id;
use crate::domain::query::fold;
use crate::domain::rows::*;

/// What there is to write, and what is told about it.
#[derive(Debug, Default)]
pub struct Planned {
    /// The change; empty when nothing is new.
    pub step: Step,
    /// Letters that were read.
    pub letters: usize,
    /// Touches from creators.
    pub received: usize,
    /// Touches to creators.
    pub sent: usize,
    /// Taken in before.
    pub known: usize,
    /// Written down by hand before: linked, not doubled.
    pub linked: usize,
    /// Files or parts that are no mail.
    pub unreadable: usize,
    /// Letters without any date, with their subject: they cannot be placed.
    pub undated: Vec<String>,
    /// Letters dated after today by a wrong clock, with their subject: they stand at today.
    pub ahead: Vec<String>,
    /// Letters of a mailbox that several creators use and that name none of them, or several: the
    /// subject, the address, and who uses it. They are written to nobody.
    pub shared: Vec<(String, String, String)>,
    /// Addresses of letters with no creator in them, and in how many letters.
    pub strangers: BTreeMap<String, usize>,
}

impl Planned {
    /// What was found, a sentence a line.
    pub fn lines(&self) -> Vec<String> {
        let plural = |n: usize, one: &str| {
            if n == 1 {
                format!("1 {one}")
            } else {
                format!("{n} {one}s")
            }
        };
        let mut lines = vec![format!(
            "{}: {} from creators, {} to creators, {} known already.",
            plural(self.letters, "mail"),
            self.received,
            self.sent,
            self.known
        )];
        if self.linked > 0 {
            lines.push(format!(
                "{} written down by hand before: linked, not doubled.",
                plural(self.linked, "message")
            ));
        }
        let strangers = self.strangers.iter().map(|(address, n)| match n {
            1 => format!("From or to nobody in the roster: {address}."),
            n => format!("From or to nobody in the roster: {address}, {n} mails."),
        });
        lines.extend(strangers);
        lines.extend(self.shared.iter().map(|(subject, address, names)| {
            format!("\"{subject}\" is of {address}, which {names} use; it names none of them alone, so it was left out: log it by hand.")
        }));
        lines.extend(
            self.undated
                .iter()
                .map(|subject| format!("Without a date, so left out: \"{subject}\".")),
        );
        lines.extend(
            self.ahead.iter().map(|subject| {
                format!("Dated after today, so taken in as of today: \"{subject}\".")
            }),
        );
        if self.unreadable > 0 {
            lines.push(format!(
                "{} that is no mail: left out.",
                plural(self.unreadable, "file")
            ));
        }
        lines
    }
}

/// A message of ours that was written down already: when it was, and its words.
pub type Written<'a> = &'a dyn Fn(Id<Creator>) -> Vec<(Id<Touch>, Text)>;

/// Plans letters. `own` are the user's own addresses; `written` gives the words of a creator's
/// touches.
pub fn plan(
    ctx: &Ctx<'_>,
    letters: &[Option<Letter>],
    own: &[Text],
    written: Written<'_>,
) -> Planned {
    let mut planning = Planning::new(ctx, own, written);
    for letter in letters {
        match letter {
            Some(letter) => planning.take(letter),
            None => planning.out.unreadable += 1,
        }
    }
    let Planning { mut out, .. } = planning;
    let new = out.received + out.sent;
    out.step.label = match (new, out.linked) {
        (1, 0) => "Mail taken in: 1 message".into(),
        (n, 0) => format!("Mail taken in: {n} messages"),
        (n, linked) => format!("Mail taken in: {n} messages, {linked} known by hand"),
    };
    out
}

struct Planning<'a> {
    ctx: &'a Ctx<'a>,
    own: HashSet<String>,
    by_address: HashMap<String, Vec<Id<Creator>>>,
    /// Creator and Message-ID of what was taken in.
    known: HashSet<(Id<Creator>, String)>,
    /// Touches that are a mail's already.
    taken: HashSet<Id<Touch>>,
    written: Written<'a>,
    out: Planned,
}

impl<'a> Planning<'a> {
    fn new(ctx: &'a Ctx<'a>, own: &[Text], written: Written<'a>) -> Self {
        let mut by_address = HashMap::new();
        for creator in ctx
            .model
            .creators
            .iter()
            .filter(|c| c.shelf != Shelf::Trashed)
        {
            let further = ctx
                .model
                .of::<ContactPoint>(creator.id)
                .filter(|c| c.kind == ContactKind::Email);
            let first = creator.email.split([',', ';', ' ']);
            for address in first
                .chain(further.map(|c| &*c.value))
                .map(str::trim)
                .filter(|a| a.contains('@'))
            {
                let users: &mut Vec<Id<Creator>> =
                    by_address.entry(address.to_lowercase()).or_default();
                if !users.contains(&creator.id) {
                    users.push(creator.id);
                }
            }
        }
        Self {
            ctx,
            own: own.iter().map(|a| a.trim().to_lowercase()).collect(),
            by_address,
            known: ctx
                .model
                .mails
                .iter()
                .map(|m| (m.creator, m.message.to_string()))
                .collect(),
            taken: ctx.model.mails.iter().filter_map(|m| m.touch).collect(),
            written,
            out: Planned::default(),
        }
    }

    fn take(&mut self, letter: &Letter) {
        self.out.letters += 1;
        let people = self.people(letter);
        if people.is_empty()
            && let Some((address, names)) = self.behind(letter)
        {
            let subject = letter.subject.clone();
            self.out.shared.push((subject, address, names));
            return;
        }
        if people.is_empty() {
            let ours = |address: &&String| !self.own.contains(*address);
            let stranger = letter
                .from
                .iter()
                .find(ours)
                .or_else(|| letter.to.iter().find(ours));
            if let Some(address) = stranger {
                *self.out.strangers.entry(address.clone()).or_default() += 1;
            }
            return;
        }
        let Some(at) = letter.at else {
            self.out.undated.push(letter.subject.clone());
            return;
        };
        if self.ctx.clock.day_of(at) > self.ctx.today {
            self.out.ahead.push(letter.subject.clone());
        }
        let at = at.min(self.ctx.clock.now);
        for (creator, direction) in people {
            if !self.known.insert((creator, letter.message.clone())) {
                self.out.known += 1;
                continue;
            }
            let by_hand = self.by_hand(creator, direction, at, letter);
            let touch = match by_hand {
                Some(touch) => {
                    self.out.linked += 1;
                    touch
                }
                None => self.insert(creator, direction, at, letter),
            };
            self.taken.insert(touch);
            let id = self.out.step.fresh(self.ctx.model);
            self.out.step.insert(Mail {
                id,
                creator,
                touch: Some(touch),
                message: letter.message.as_str().into(),
                thread: letter.thread.as_str().into(),
                subject: letter.subject.as_str().into(),
            });
        }
    }

    /// The creators of a letter: whoever wrote it, else everybody it went to. From a third person
    /// to a creator is no contact of ours, once our own addresses are known.
    fn people(&self, letter: &Letter) -> Vec<(Id<Creator>, Direction)> {
        let is_ours = |address: &String| self.own.contains(address);
        let writer = letter
            .from
            .iter()
            .filter(|a| !is_ours(a))
            .find_map(|a| self.of_address(a, letter));
        if let Some(writer) = writer {
            let known = writer.ok();
            return known.map(|c| (c, Direction::In)).into_iter().collect();
        }
        if !self.own.is_empty() && !letter.from.iter().any(is_ours) {
            return Vec::new();
        }
        let mut to: Vec<_> = letter
            .to
            .iter()
            .filter_map(|a| self.of_address(a, letter)?.ok())
            .collect();
        to.sort_unstable();
        to.dedup();
        to.into_iter()
            .map(|creator| (creator, Direction::Out))
            .collect()
    }

    /// Whose letter it is that came from an address or went there: of several people behind one
    /// mailbox the one whose name stands in the subject or the words. An error is that nobody can
    /// tell; `None` that nobody has the address.
    fn of_address(&self, address: &str, letter: &Letter) -> Option<Result<Id<Creator>, ()>> {
        match self.by_address.get(address)?.as_slice() {
            [] => None,
            [one] => Some(Ok(*one)),
            several => {
                let said = format!(" {} {} ", spaced(&letter.subject), spaced(&letter.words));
                let named = |id: &&Id<Creator>| {
                    let name = self.ctx.model.get(**id).map(|c| spaced(&c.name));
                    name.is_some_and(|n| n.contains(' ') && said.contains(&format!(" {n} ")))
                };
                let mut all = several.iter().filter(named);
                match (all.next(), all.next()) {
                    (Some(one), None) => Some(Ok(*one)),
                    _ => Some(Err(())),
                }
            }
        }
    }

    /// The people behind the mailbox of a letter that fits none of them alone.
    fn behind(&self, letter: &Letter) -> Option<(String, String)> {
        let all = letter.from.iter().chain(&letter.to);
        let mut shared = all
            .filter(|a| !self.own.contains(*a))
            .filter(|a| self.by_address.get(*a).is_some_and(|users| users.len() > 1));
        let address = shared.next()?;
        let users = self.by_address.get(address)?;
        let names: Vec<String> = users.iter().map(|id| self.ctx.model.called(*id)).collect();
        Some((address.clone(), names.join(", ")))
    }

    fn insert(
        &mut self,
        creator: Id<Creator>,
        direction: Direction,
        at: crate::domain::day::Stamp,
        letter: &Letter,
    ) -> Id<Touch> {
        match direction {
            Direction::In => self.out.received += 1,
            _ => self.out.sent += 1,
        }
        let id = self.out.step.fresh(self.ctx.model);
        let words = if letter.words.is_empty() {
            &letter.subject
        } else {
            &letter.words
        };
        let lead = self.ctx.derived.of(creator).lead;
        let deal = lead
            .and_then(|id| self.ctx.model.get(id))
            .filter(|c| c.opened <= self.ctx.clock.day_of(at));
        self.out.step.insert(Touch {
            collaboration: deal.map(|c| c.id),
            personal: !letter.mass,
            words: words.as_str().into(),
            ..Touch::new(id, creator, at, Channel::Mail, direction)
        });
        id
    }

    /// A touch that says the same and was written down on the same day, by the composer or by hand.
    fn by_hand(
        &self,
        creator: Id<Creator>,
        direction: Direction,
        at: crate::domain::day::Stamp,
        letter: &Letter,
    ) -> Option<Id<Touch>> {
        let day = self.ctx.clock.day_of(at);
        let near = |t: &&Touch| {
            t.channel == Channel::Mail
                && t.direction == direction
                && (self.ctx.clock.day_of(t.at) - day).num_days().abs() <= 1
                && !self.taken.contains(&t.id)
        };
        let mut touches = self.ctx.model.of::<Touch>(creator).filter(near).peekable();
        touches.peek()?;
        let words = (self.written)(creator);
        let said = |t: &&Touch| {
            words
                .iter()
                .find(|(id, _)| *id == t.id)
                .is_some_and(|(_, w)| alike(w, &letter.words))
        };
        touches.find(said).map(|t| t.id)
    }
}

/// Whether two texts begin alike: letters and digits, without case and accents.
fn alike(a: &str, b: &str) -> bool {
    const ENOUGH: usize = 60;
    let bare = |text: &str| {
        fold(text)
            .chars()
            .filter(|c| c.is_alphanumeric())
            .take(ENOUGH)
            .collect::<String>()
    };
    let (a, b) = (bare(a), bare(b));
    !a.is_empty()
        && (a == b || (a.len().min(b.len()) >= 20 && (a.starts_with(&b) || b.starts_with(&a))))
}

/// Words with single spaces, without case, accents and signs.
fn spaced(text: &str) -> String {
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
