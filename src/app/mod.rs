//! State and decisions: `update` takes a message and gives back effects; it performs nothing, fails
//! never and waits for nothing. Everything a screen shows is in `App`.

mod closing;
pub mod command;
pub mod drafts;
mod dropped;
pub mod everywhere;
pub mod filter;
pub mod keys;
pub mod line;
pub mod list;
pub mod lists;
pub mod mark;
mod message;
pub mod modal;
pub mod mouse;
pub mod panes;
pub mod people;
pub mod regions;
pub mod start;
pub mod status;
mod support;
pub mod target;
mod update;
mod words;

use crate::domain::calendar::Calendar;
use crate::domain::change::Step;
use crate::domain::ctx::Ctx;
use crate::domain::day::{Clock, Day, Stamp};
use crate::domain::derived::Derived;
use crate::domain::held::Held;
use crate::domain::ids::Id;
use crate::domain::model::Model;
use crate::domain::rows::{Creator, Touch};
use crate::domain::settings::Settings;
use command::{Command, KeyComplaint, Keymap};
use keys::Key;
use modal::Modal;
use panes::profile::Profile;
use panes::review::Review;
use panes::roster::Roster;
use regions::Regions;
use status::{Status, Tone};
use words::MessageCache;

pub use dropped::dropped_path;
pub use message::{Effect, Environment, How, Msg, OpenWhat};

/// The tables of commands, each beside what it belongs to, in the order of help.
const COMMAND_TABLES: &[&[Command]] = &[
    people::COMMANDS,
    people::RECORD,
    people::CAPTION,
    modal::composer::COMMANDS,
    modal::join::COMMANDS,
    lists::COMMANDS,
    filter::COMMANDS,
    panes::review::COMMANDS,
    panes::roster::COMMANDS,
    panes::board::COMMANDS,
    panes::outreach::COMMANDS,
    panes::results::COMMANDS,
    panes::calendar::COMMANDS,
    panes::library::COMMANDS,
    panes::money::COMMANDS,
    panes::orders::COMMANDS,
    panes::profile::COMMANDS,
    everywhere::COMMANDS,
    everywhere::GO,
    everywhere::VIEW,
    panes::review::ABSENCE,
    everywhere::PALETTE,
];

/// Where keys go: a view, or what stands over it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ViewId {
    /// The daily review.
    Review,
    /// The roster.
    Roster,
    /// Board.
    Board,
    /// Outreach.
    Outreach,
    /// Results.
    Results,
    /// Calendar.
    Calendar,
    /// Library.
    Library,
    /// Money.
    Money,
    /// Orders as a list.
    Orders,
    /// One creator's profile.
    Profile,
    /// The first start.
    Welcome,
}

impl ViewId {
    /// All places.
    pub const ALL: &'static [Self] = &[
        Self::Review,
        Self::Roster,
        Self::Board,
        Self::Outreach,
        Self::Results,
        Self::Calendar,
        Self::Library,
        Self::Money,
        Self::Orders,
        Self::Profile,
        Self::Welcome,
    ];

    /// Its name.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Review => "Review",
            Self::Roster => "Roster",
            Self::Board => "Board",
            Self::Outreach => "Outreach",
            Self::Results => "Results",
            Self::Calendar => "Calendar",
            Self::Library => "Library",
            Self::Money => "Money",
            Self::Orders => "Orders",
            Self::Profile => "Profile",
            Self::Welcome => "Welcome",
        }
    }

    /// Its name where seven of them share a narrow line.
    pub const fn short(self) -> &'static str {
        match self {
            Self::Outreach => "Outrch",
            Self::Results => "Result",
            Self::Calendar => "Cal",
            Self::Library => "Lib",
            place => place.title(),
        }
    }
}

/// The first of two keys that only act together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Armed {
    key: Key,
    at: Stamp,
}

/// The program's state.
pub struct App {
    /// The rows.
    pub model: Model,
    /// What is derived from them.
    pub derived: Derived,
    /// Settings.
    pub settings: Settings,
    /// Working days.
    pub calendar: Calendar,
    /// The time.
    pub clock: Clock,
    /// The user's day.
    pub today: Day,
    /// Keys.
    pub keymap: Keymap,
    /// The surroundings.
    pub around: Environment,
    /// The view below everything.
    pub view: ViewId,
    /// The review.
    pub review: Review,
    /// The roster.
    pub roster: Roster,
    /// Board.
    pub board: panes::board::Board,
    /// Outreach.
    pub outreach: panes::outreach::Outreach,
    /// Results.
    pub results: panes::results::Results,
    /// Calendar.
    pub plan: panes::calendar::Plan,
    /// Library.
    pub library: panes::library::Library,
    /// Money.
    pub money: panes::money::Money,
    /// Orders as a list.
    pub orders: panes::orders::Orders,
    /// The profile over the view.
    pub profile: Option<Profile>,
    /// What lies on top; the last gets the keys.
    pub modals: Vec<Modal>,
    /// Messages that were logged.
    pub outbox: modal::composer::Outbox,
    /// The answering line.
    pub status: Status,
    /// Where things stand on the screen.
    pub regions: Regions,
    /// The info card beside lists is shown.
    pub card: bool,
    /// Lines the card is scrolled down.
    pub card_scroll: usize,
    /// Name of the theme in use.
    pub theme: String,
    left: drafts::Drafts,
    words: MessageCache,
    armed: Option<Armed>,
    /// What comes of the answer that is being written, for the answering line.
    effect: Option<String>,
    /// The step that closes a deal while it is asked what becomes of its money.
    closing: Option<Box<Step>>,
    back: Vec<(ViewId, Option<Id<Creator>>)>,
    quit: bool,
}

impl App {
    /// The app over a loaded file.
    pub fn new(
        model: Model,
        settings: Settings,
        clock: Clock,
        keymap: Keymap,
        around: Environment,
    ) -> Self {
        let (theme, info_card) = (settings.look.theme.to_string(), settings.look.info_card);
        let mut app = Self {
            model,
            derived: Derived::default(),
            calendar: settings.calendar(&Model::default()),
            settings,
            clock,
            today: clock.today(),
            keymap,
            view: if around.first_start {
                ViewId::Welcome
            } else {
                ViewId::Review
            },
            around,
            review: Review::default(),
            roster: Roster::default(),
            board: panes::board::Board::default(),
            outreach: panes::outreach::Outreach::default(),
            results: panes::results::Results::default(),
            plan: panes::calendar::Plan::default(),
            library: panes::library::Library::default(),
            money: panes::money::Money::default(),
            orders: panes::orders::Orders::default(),
            profile: None,
            modals: Vec::new(),
            outbox: modal::composer::Outbox::default(),
            status: Status::default(),
            regions: Regions::default(),
            card: info_card,
            card_scroll: 0,
            theme,
            left: drafts::Drafts::default(),
            words: MessageCache::default(),
            armed: None,
            effect: None,
            closing: None,
            back: Vec::new(),
            quit: false,
        };
        app.review.one = app.settings.look.one_at_a_time;
        app.rebuild();
        if app.view == ViewId::Welcome {
            app.modals.push(Modal::welcome());
        }
        panes::review::greet(&mut app);
        app
    }

    /// What rules and sums look at.
    pub fn ctx(&self) -> Ctx<'_> {
        Ctx {
            model: &self.model,
            derived: &self.derived,
            clock: self.clock,
            today: self.today,
            calendar: &self.calendar,
            settings: &self.settings,
        }
    }

    /// The rows and all that is worked out from them, to be changed together.
    fn held(&mut self) -> Held<'_> {
        Held {
            model: &mut self.model,
            derived: &mut self.derived,
            calendar: &mut self.calendar,
            clock: &mut self.clock,
            today: &mut self.today,
            settings: &self.settings,
        }
    }

    /// How well a creator fits, by the weights in force.
    pub fn fit_of(&self, row: &Creator) -> Option<f32> {
        crate::domain::vetting::fit(row, &self.settings.fit)
    }

    /// Where keys go when no modal takes them.
    pub fn place(&self) -> ViewId {
        if self.profile.is_some() {
            ViewId::Profile
        } else {
            self.view
        }
    }

    /// The app is done.
    pub fn has_quit(&self) -> bool {
        self.quit
    }

    /// Complaints about the user's key file, told once at the start.
    pub fn complain(&mut self, file: &str, complaints: &[KeyComplaint]) {
        if let Some(first) = complaints.first() {
            let more = if complaints.len() > 1 {
                format!(" (+{} more in :log)", complaints.len() - 1)
            } else {
                String::new()
            };
            for complaint in complaints.iter().skip(1).rev() {
                self.status.say(
                    Tone::Wrong,
                    format!("{file}, line {}: {}", complaint.line, complaint.sentence),
                    "",
                );
            }
            self.status.say(
                Tone::Wrong,
                format!("{file}, line {}: {}{more}", first.line, first.sentence),
                ":log",
            );
        }
    }

    /// Refuses a key with its reason.
    pub fn refuse(&mut self, why: impl Into<String>) -> Vec<Effect> {
        self.status.say(Tone::Refused, why, "? keys");
        Vec::new()
    }

    /// Commits a step, unless it changes nothing.
    pub fn commit(&mut self, step: Step) -> Vec<Effect> {
        self.ask_or_commit(step, false)
    }

    /// Commits a step about which no question is open.
    fn commit_settled(&mut self, step: Step) -> Vec<Effect> {
        if let Some(why) = self.around.read_only.clone() {
            return self.refuse(why);
        }
        if step.is_empty() {
            return self.refuse("nothing would change");
        }
        vec![Effect::Commit(Box::new(step))]
    }

    /// Commits a step that touches much at once: an import, the emptying of the trash. A copy of the
    /// file, called after it, is made before.
    pub fn commit_large(&mut self, what: &'static str, step: Step) -> Vec<Effect> {
        let mut effects = self.commit(step);
        if !effects.is_empty() {
            effects.insert(0, Effect::CopyBefore(what));
        }
        effects
    }

    /// Commits a plan, or refuses with its reason.
    pub fn commit_or_refuse(&mut self, plan: Result<Step, String>) -> Vec<Effect> {
        match plan {
            Ok(step) => self.commit(step),
            Err(why) => self.refuse(why),
        }
    }

    /// Puts a modal on top.
    pub fn open(&mut self, modal: Modal) -> Vec<Effect> {
        self.modals.push(modal);
        Vec::new()
    }

    /// Goes to a view, remembering where we were.
    pub fn go(&mut self, view: ViewId) {
        self.remember_place();
        self.profile = None;
        self.view = view;
        self.card_scroll = 0;
        self.enter();
    }

    fn remember_place(&mut self) {
        let here = (self.view, self.profile.as_ref().map(|p| p.creator));
        if self.back.last() != Some(&here) {
            self.back.push(here);
        }
        let many = self.back.len().saturating_sub(50);
        self.back.drain(..many);
    }

    /// What was said in a touch, if it has been fetched.
    pub fn words_of(&self, creator: Id<Creator>, touch: Id<Touch>) -> Option<&str> {
        self.words.of(creator, touch)
    }

    /// Creators whose words the screen is about to show and which are not here yet. Asked after
    /// each update; fetching is a matter of microseconds.
    pub fn wants(&self) -> Vec<Id<Creator>> {
        let mut wanted = match &self.profile {
            Some(profile) => vec![profile.creator],
            None => self
                .view
                .view()
                .map_or_else(Vec::new, |view| (view.wants)(self)),
        };
        wanted.retain(|c| !self.words.has(*c));
        wanted
    }
}
