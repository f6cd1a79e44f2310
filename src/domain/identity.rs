//! Who is who: whether a row of a file, a typed line or a mail is about somebody known. A handle on
//! a platform says it, else an e-mail address that one person uses, else an exact full name with
//! nothing against it. Where these contradict each other nobody is merged in silence: there is a
//! default that loses nothing, and a question. One rule for files, the quick add and mail.

use std::collections::HashMap;

use super::handles;
use super::ids::Id;
use super::model::Model;
use super::rows::*;

/// What a row says about who it is.
#[derive(Debug, Default, Clone)]
pub struct Evidence<'a> {
    /// The name; empty when none is said.
    pub name: &'a str,
    /// E-mail addresses.
    pub emails: Vec<&'a str>,
    /// Profiles; those on sites identify nobody.
    pub accounts: Vec<(Platform, &'a str)>,
    /// Links that name nobody.
    pub links: Vec<&'a str>,
}

/// One thing that is known of somebody.
#[derive(Debug, Clone, Copy)]
pub enum Fact<'a> {
    /// A name they have or had.
    Name(&'a str),
    /// An address.
    Email(&'a str),
    /// A profile.
    Account(Platform, &'a str),
    /// A link.
    Link(&'a str),
}

/// Tells what is known of people. An import knows more than the model: what earlier lines said.
pub trait Known {
    /// Everything that is known of somebody.
    fn facts(&self, id: Id<Creator>, take: &mut dyn FnMut(Fact<'_>));
}

impl Known for Model {
    fn facts(&self, id: Id<Creator>, take: &mut dyn FnMut(Fact<'_>)) {
        let Some(creator) = self.get(id) else {
            return;
        };
        take(Fact::Name(&creator.name));
        take(Fact::Email(&creator.email));
        for account in self.of::<Account>(id) {
            take(Fact::Account(account.platform, &account.handle));
        }
        for point in self.of::<ContactPoint>(id) {
            point_facts(point, take);
        }
    }
}

/// What a contact row says.
pub fn point_facts(point: &ContactPoint, take: &mut dyn FnMut(Fact<'_>)) {
    match point.kind {
        ContactKind::Email => take(Fact::Email(&point.value)),
        ContactKind::OtherName => take(Fact::Name(&point.value)),
        ContactKind::Link => take(Fact::Link(&point.value)),
        ContactKind::FormerHandle | ContactKind::Phone => {}
    }
}

/// A name as it is compared: small letters, single spaces.
pub fn folded_name(name: &str) -> String {
    name.to_lowercase()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// A first and a last name: one word alone is borne by too many.
pub fn is_full(name: &str) -> bool {
    name.split_whitespace().nth(1).is_some()
}

/// A link as it is compared: without the scheme, `www.` and a slash at its end.
pub fn folded_link(link: &str) -> String {
    let lower = link.trim().to_lowercase();
    let rest = lower.split_once("://").map_or(&*lower, |(_, rest)| rest);
    let rest = rest.strip_prefix("www.").unwrap_or(rest);
    rest.trim_end_matches('/').to_owned()
}

/// How two sides of one thing stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Stand {
    /// One side says nothing.
    #[default]
    Unknown,
    /// Both say the same.
    Same,
    /// Both say something that may be the same: "Ana L." and "Ana Lis".
    Near,
    /// They contradict each other.
    Differs,
}

/// How a row stands to somebody known.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sight {
    /// The names.
    pub name: Stand,
    /// The addresses.
    pub email: Stand,
    /// The profiles; `Differs` where a platform has another one.
    pub handle: Stand,
    /// They have a profile that identifies, whatever the row has.
    has_handle: bool,
    has_email: bool,
    has_name: bool,
    /// Links or sites: `Differs` where both have some and share none.
    link: Stand,
    /// The same handle on another platform.
    same_word: bool,
}

/// Compares a row with somebody.
pub fn sight(row: &Evidence<'_>, known: &dyn Known, id: Id<Creator>) -> Sight {
    let mut sight = Sight::default();
    let mut handles: Vec<String> = Vec::new();
    let mut emails: Vec<String> = Vec::new();
    let mut names: Vec<String> = Vec::new();
    let wanted = folded_name(row.name);
    let meet = |stand: &mut Stand, same: bool, here: bool| {
        if here && *stand != Stand::Same {
            *stand = if same { Stand::Same } else { Stand::Differs };
        }
    };
    let links: Vec<String> = row.links.iter().map(|l| folded_link(l)).collect();
    let sites = |(p, h): &(Platform, &str)| (!handles::identifies(*p)).then(|| h.to_lowercase());
    let sites: Vec<String> = row.accounts.iter().filter_map(sites).collect();
    let has_link = !links.is_empty() || !sites.is_empty();
    known.facts(id, &mut |fact| match fact {
        Fact::Name(name) => names.push(folded_name(name)),
        Fact::Email("") => {}
        Fact::Email(email) => {
            sight.has_email = true;
            let same = row.emails.iter().any(|e| e.eq_ignore_ascii_case(email));
            meet(&mut sight.email, same, !row.emails.is_empty());
            emails.push(email.to_lowercase());
        }
        Fact::Account(platform, handle) if !handles::identifies(platform) => {
            let same = sites.contains(&handle.to_lowercase());
            meet(&mut sight.link, same, has_link);
        }
        Fact::Account(platform, handle) => {
            sight.has_handle = true;
            let folded = handles::folded(handle);
            for (at, here) in &row.accounts {
                let same = handles::folded(here) == folded;
                sight.same_word |= same;
                meet(&mut sight.handle, same, *at == platform);
            }
            handles.push(folded);
        }
        Fact::Link(link) => {
            let same = links.contains(&folded_link(link));
            meet(&mut sight.link, same, has_link);
        }
    });
    // A name that is only the handle or the address is a placeholder.
    let placeholder = |name: &String| {
        name.is_empty()
            || emails.contains(name)
            || handles.contains(&name.trim_start_matches('@').to_owned())
    };
    let row_placeholder = wanted.is_empty()
        || row.emails.iter().any(|e| e.eq_ignore_ascii_case(&wanted))
        || row
            .accounts
            .iter()
            .any(|(_, h)| handles::folded(h) == wanted.trim_start_matches('@'));
    for name in names.iter().filter(|name| !placeholder(name)) {
        sight.has_name = true;
        if row_placeholder {
            continue;
        }
        let stand = match () {
            () if *name == wanted => Stand::Same,
            () if near(name, &wanted) => Stand::Near,
            () => Stand::Differs,
        };
        sight.name = match (sight.name, stand) {
            (Stand::Same, _) | (_, Stand::Same) => Stand::Same,
            (Stand::Near, _) | (_, Stand::Near) => Stand::Near,
            _ => Stand::Differs,
        };
    }
    sight
}

/// Whether one of two folded names may be the other, written shorter or in other letters: "ana l."
/// and "ana lis", "zoë" and "zoe", a first name alone.
pub fn near(a: &str, b: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        let plain = deunicode::deunicode(name).to_lowercase();
        let parts = plain.split(|c: char| !c.is_alphanumeric());
        parts.filter(|w| !w.is_empty()).map(str::to_owned).collect()
    };
    let (a, b) = (words(a), words(b));
    if a.is_empty() || b.is_empty() {
        return false;
    }
    if a.concat() == b.concat() {
        return true;
    }
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    // Every word of the shorter stands in the longer, in order; one letter stands for a word.
    let mut rest = long.iter();
    short.iter().all(|word| {
        rest.any(|other| {
            word == other
                || (word.chars().count() == 1 && other.starts_with(word.as_str()))
                || (other.chars().count() == 1 && word.starts_with(other.as_str()))
        })
    })
}

/// What contradicts what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// A known handle with another name and another address.
    Handle,
    /// A known handle with another name.
    Name,
    /// A known address with another name or another handle.
    Mailbox,
    /// A known name with another address or handle.
    Namesake,
    /// The handle is one person's, the address another's.
    Torn,
    /// The handles are several people's.
    Handles,
    /// Several people fit, and nothing tells them apart.
    Unclear,
}

/// An answer to "is this the same person?".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// The same, as here.
    Here,
    /// The same, as in the file.
    File,
    /// Another person.
    Other,
    /// The row is left out.
    Leave,
}

impl Answer {
    /// Every answer, in the order of the screen.
    pub const ALL: [Self; 4] = [Self::Here, Self::File, Self::Other, Self::Leave];

    /// The letter that gives it.
    pub const fn key(self) -> char {
        match self {
            Self::Here => 'h',
            Self::File => 'f',
            Self::Other => 'o',
            Self::Leave => 'l',
        }
    }

    /// By its letter or its word.
    pub fn from_key(text: &str) -> Option<Self> {
        match text.trim().to_lowercase().as_str() {
            "h" | "here" => Some(Self::Here),
            "f" | "file" => Some(Self::File),
            "o" | "other" => Some(Self::Other),
            "l" | "leave" => Some(Self::Leave),
            _ => None,
        }
    }
}

/// A contradiction, and what is done about it unless somebody says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Doubt {
    /// Which.
    pub why: Why,
    /// Whom it is with.
    pub with: Id<Creator>,
    /// What is done unasked.
    pub default: Answer,
}

/// Whom a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// Somebody known, or nobody yet.
    pub who: Option<Id<Creator>>,
    /// What speaks against it.
    pub doubt: Option<Doubt>,
}

impl Found {
    const NOBODY: Self = Self {
        who: None,
        doubt: None,
    };

    const fn sure(id: Id<Creator>) -> Self {
        Self {
            who: Some(id),
            doubt: None,
        }
    }

    fn doubted(why: Why, with: Id<Creator>, default: Answer) -> Self {
        let here = matches!(default, Answer::Here | Answer::File);
        Self {
            who: here.then_some(with),
            doubt: Some(Doubt { why, with, default }),
        }
    }
}

/// The index of people by what identifies them.
#[derive(Debug, Default, Clone)]
pub struct People {
    handles: HashMap<String, Vec<(Platform, Id<Creator>)>>,
    emails: HashMap<String, Vec<Id<Creator>>>,
    names: HashMap<String, Vec<Id<Creator>>>,
    sites: HashMap<String, Vec<Id<Creator>>>,
}

fn add(to: &mut HashMap<String, Vec<Id<Creator>>>, key: String, id: Id<Creator>) {
    let ids = to.entry(key).or_default();
    // Of so many who bear one name it no longer matters whether one stands among them twice.
    let there = match ids.len() {
        ..MANY => ids.contains(&id),
        _ => ids.last() == Some(&id),
    };
    if !there {
        ids.push(id);
    }
}

/// From so many on who share a name or an address, they are not all looked at for each row: a file
/// of 100,000 rows of one mailbox must not take longer than any other.
const MANY: usize = 32;

impl People {
    /// Everybody in the model; those in the trash too, so that nobody comes in twice.
    pub fn of(model: &Model) -> Self {
        let mut people = Self::default();
        for creator in model.creators.iter() {
            people.add_name(&creator.name, creator.id);
            people.add_email(&creator.email, creator.id);
        }
        for account in model.accounts.iter() {
            people.add_handle(account.platform, &account.handle, account.creator);
        }
        for point in model.contacts.iter() {
            if point.kind == ContactKind::Email {
                people.add_email(&point.value, point.creator);
            }
        }
        people
    }

    /// Some of them.
    pub fn among(model: &Model, ids: &[Id<Creator>]) -> Self {
        let mut people = Self::default();
        for creator in ids.iter().filter_map(|id| model.get(*id)) {
            model.facts(creator.id, &mut |fact| match fact {
                Fact::Email(email) => people.add_email(email, creator.id),
                Fact::Account(platform, handle) => people.add_handle(platform, handle, creator.id),
                Fact::Name(_) | Fact::Link(_) => {}
            });
            people.add_name(&creator.name, creator.id);
        }
        people
    }

    /// Whose a handle is, if it is known.
    pub fn owner(&self, platform: Platform, handle: &str) -> Option<Id<Creator>> {
        if !handles::identifies(platform) {
            return None;
        }
        let all = self.handles.get(&handles::folded(handle))?;
        all.iter().find(|(p, _)| *p == platform).map(|(_, id)| *id)
    }

    /// Where a handle without a platform is known, if it is known of one person only.
    pub fn only_platform(&self, handle: &str) -> Option<Platform> {
        let all = self.handles.get(&handles::folded(handle))?;
        let (platform, id) = all.first()?;
        all.iter()
            .all(|(_, other)| other == id)
            .then_some(*platform)
    }

    /// Who uses an address.
    pub fn users(&self, email: &str) -> &[Id<Creator>] {
        self.emails
            .get(&email.trim().to_lowercase())
            .map_or(&[], Vec::as_slice)
    }

    /// Notes a handle. The first who has it keeps it.
    pub fn add_handle(&mut self, platform: Platform, handle: &str, id: Id<Creator>) {
        let folded = handles::folded(handle);
        if !handles::identifies(platform) {
            add(&mut self.sites, folded, id);
        } else if self.owner(platform, handle).is_none() {
            self.handles.entry(folded).or_default().push((platform, id));
        }
    }

    /// Notes an e-mail address.
    pub fn add_email(&mut self, email: &str, id: Id<Creator>) {
        if !email.is_empty() {
            add(&mut self.emails, email.to_lowercase(), id);
        }
    }

    /// Notes a name.
    pub fn add_name(&mut self, name: &str, id: Id<Creator>) {
        if !name.is_empty() {
            add(&mut self.names, folded_name(name), id);
        }
    }

    /// Whom a row is about.
    pub fn find(&self, row: &Evidence<'_>, known: &dyn Known) -> Found {
        let mut owners: Vec<Id<Creator>> = Vec::new();
        for (platform, handle) in &row.accounts {
            if let Some(owner) = self.owner(*platform, handle)
                && !owners.contains(&owner)
            {
                owners.push(owner);
            }
        }
        let mut users: Vec<Id<Creator>> = Vec::new();
        for email in &row.emails {
            let more = self.users(email).iter().filter(|id| !users.contains(id));
            let more: Vec<_> = more.copied().collect();
            users.extend(more);
        }
        let agrees = |id: &Id<Creator>| {
            let sight = sight(row, known, *id);
            sight.name == Stand::Same
                || (sight.name != Stand::Differs && sight.email == Stand::Same)
        };
        if users.len() > MANY {
            // Those of the name, and one to ask about.
            let named = self.names.get(&folded_name(row.name));
            let named = named.map_or(&[][..], Vec::as_slice).iter().take(MANY);
            let mut few: Vec<_> = named.filter(|id| users.contains(id)).copied().collect();
            few.extend(users.first().filter(|id| !few.contains(id)).copied());
            users = few;
        }
        match owners.as_slice() {
            [] => self.by_email(row, known, &users),
            [one] => Self::by_handle(row, known, *one, &users),
            [first, ..] => {
                let mut all = owners.iter().filter(|id| agrees(id));
                match (all.next(), all.next()) {
                    (Some(one), None) => Found::sure(*one),
                    _ => Found::doubted(Why::Handles, *first, Answer::Leave),
                }
            }
        }
    }

    fn by_handle(
        row: &Evidence<'_>,
        known: &dyn Known,
        owner: Id<Creator>,
        users: &[Id<Creator>],
    ) -> Found {
        let here = sight(row, known, owner);
        let others = || users.iter().copied().filter(|id| *id != owner);
        let of_others = here.email != Stand::Same && others().next().is_some();
        if here.name == Stand::Differs {
            // The row has the handle of one and the name and the address of another.
            let named =
                |id: &Id<Creator>| matches!(sight(row, known, *id).name, Stand::Same | Stand::Near);
            if let Some(other) = others().find(named) {
                return Found::sure(other);
            }
            let contradicts = here.email == Stand::Differs || of_others;
            return if contradicts {
                Found::doubted(Why::Handle, owner, Answer::Other)
            } else {
                Found::doubted(Why::Name, owner, Answer::Here)
            };
        }
        if of_others && here.name == Stand::Unknown {
            return Found::doubted(Why::Torn, owner, Answer::Here);
        }
        Found::sure(owner)
    }

    fn by_email(&self, row: &Evidence<'_>, known: &dyn Known, users: &[Id<Creator>]) -> Found {
        let seen: Vec<(Id<Creator>, Sight)> = users
            .iter()
            .map(|id| (*id, sight(row, known, *id)))
            .collect();
        let only = |stand: Stand| {
            let mut all = seen.iter().filter(|(_, s)| s.name == stand);
            match (all.next(), all.next()) {
                (Some((id, _)), None) => Some(*id),
                _ => None,
            }
        };
        // Name and address agree: of two such, the one who has as much of a handle as the row.
        let named = || seen.iter().filter(|(_, s)| s.name == Stand::Same);
        let alike = named().find(|(_, s)| s.has_handle == is_identified(row));
        let same = alike.or_else(|| named().next()).map(|(id, _)| *id);
        if let Some(id) = same.or_else(|| only(Stand::Near)) {
            return Found::sure(id);
        }
        match seen.as_slice() {
            [] => self.by_name(row, known),
            [(id, sight)] if sight.name == Stand::Unknown && sight.handle != Stand::Differs => {
                Found::sure(*id)
            }
            [(first, _), ..] => {
                let told = !row.name.is_empty() || is_identified(row);
                let default = if told { Answer::Other } else { Answer::Leave };
                let why = if told { Why::Mailbox } else { Why::Unclear };
                Found::doubted(why, *first, default)
            }
        }
    }

    fn by_name(&self, row: &Evidence<'_>, known: &dyn Known) -> Found {
        let name = folded_name(row.name);
        let bare = row.emails.is_empty() && !is_identified(row);
        if name.is_empty() {
            return if bare {
                self.by_site(row, known)
            } else {
                Found::NOBODY
            };
        }
        let ids = self.names.get(&name).map_or(&[][..], Vec::as_slice);
        let seen = |id: &Id<Creator>| (*id, sight(row, known, *id));
        let blank = |s: &Sight| !s.has_handle && !s.has_email;
        // Nothing else is known of either: the row was here before.
        let same_blank = || {
            let fits = |(_, s): &(Id<Creator>, Sight)| blank(s) && s.link != Stand::Differs;
            let all = if bare { ids } else { &[] };
            all.iter().map(seen).find(fits)
        };
        if !is_full(&name) {
            return same_blank().map_or(Found::NOBODY, |(id, _)| Found::sure(id));
        }
        match ids {
            [] => Found::NOBODY,
            [one] => {
                let (_, s) = seen(one);
                let other_handle =
                    is_identified(row) && s.has_handle && s.handle != Stand::Same && !s.same_word;
                let against =
                    s.email == Stand::Differs || s.handle == Stand::Differs || other_handle;
                if against {
                    Found::doubted(Why::Namesake, *one, Answer::Other)
                } else {
                    Found::sure(*one)
                }
            }
            [first, ..] => match same_blank() {
                Some((id, _)) => Found::sure(id),
                None if bare => Found::doubted(Why::Unclear, *first, Answer::Leave),
                None => Found::doubted(Why::Namesake, *first, Answer::Other),
            },
        }
    }

    /// A row of nothing but a site is about the nameless one who has that site and nothing else.
    fn by_site(&self, row: &Evidence<'_>, known: &dyn Known) -> Found {
        let sites = row.accounts.iter();
        let ids = sites.filter_map(|(_, handle)| self.sites.get(&handles::folded(handle)));
        let nameless = |id: &&Id<Creator>| {
            let s = sight(row, known, **id);
            !s.has_handle && !s.has_email && !s.has_name
        };
        let found = ids.flatten().find(nameless);
        found.map_or(Found::NOBODY, |id| Found::sure(*id))
    }
}

/// Whether a row has a handle on a platform.
fn is_identified(row: &Evidence<'_>) -> bool {
    row.accounts.iter().any(|(p, _)| handles::identifies(*p))
}
