//! A desk to work at: the app and a file of its own in a throw-away folder, at a fixed time,
//! without a terminal. Keys go in by name; after each of them the app must agree with the file.

use std::path::{Path, PathBuf};
use std::rc::Rc;

use chrono_tz::Tz;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use tempfile::TempDir;

use touchbase::app::keys::{Code, Key};
use touchbase::app::modal::Modal;
use touchbase::app::start::StartOptions;
use touchbase::app::{App, Msg};
use touchbase::clock::Watch;
use touchbase::domain::change::Step;
use touchbase::domain::day::{Clock, stamp_in};
use touchbase::domain::derived::Derived;
use touchbase::domain::ids::Id;
use touchbase::domain::model::Model;
use touchbase::domain::review;
use touchbase::domain::rows::Creator;
use touchbase::domain::settings::Settings;
use touchbase::paths::Paths;
use touchbase::runtime::{Machine, TerminalRequest};
use touchbase::ui;
use touchbase::workspace::Workspace;

use super::rows::{dump, open_read_only};
pub use super::seed::Seed;

/// Label of the step that fills a test's file.
pub const SEED: &str = "The test's rows";

/// Which file to begin with.
pub enum File {
    /// None yet: the first start.
    Nothing,
    /// The demo's rows.
    Demo,
    /// These.
    Step(Box<Step>),
}

/// The app over its file.
pub struct Desk {
    pub m: Machine,
    /// What the terminal would have been asked for.
    pub outside: Vec<TerminalRequest>,
    /// Keys pressed so far.
    pub pressed: usize,
    /// Compare with the file after every key; off where a test looks now and then.
    pub strict: bool,
    home: Rc<TempDir>,
}

/// Nine in the morning in Berlin.
pub fn clock(day: &str) -> Clock {
    at(&format!("{day}T09:00:00"))
}

/// A time in Berlin.
pub fn at(time: &str) -> Clock {
    let zone = Tz::Europe__Berlin;
    Clock {
        now: stamp_in(zone, time.parse().unwrap()),
        zone,
        rollover: 4,
    }
}

fn paths(home: &Path) -> Paths {
    let db = home.join("data/touchbase.db");
    Paths {
        copies: home.join("data/touchbase-copies"),
        config: home.join("config/config.toml"),
        keys: home.join("config/keys.toml"),
        state: home.join("state"),
        demo: home.join("state/demo.db"),
        db,
    }
}

/// A throw-away folder, in memory where there is such a place: thousands of durable commits wait
/// for no disk there.
fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    let there = memory
        .is_dir()
        .then(|| tempfile::tempdir_in(memory).ok())
        .flatten();
    there.unwrap_or_else(|| tempfile::tempdir().unwrap())
}

impl Desk {
    /// A desk on a day with rows of its own.
    pub fn on(day: &str, fill: impl FnOnce(&mut Seed)) -> Self {
        let mut seed = Seed::new(clock(day));
        fill(&mut seed);
        Self::open(clock(day), File::Step(Box::new(seed.into_step())))
    }

    /// The demo on Friday 20 November 2026 at ten.
    pub fn demo() -> Self {
        Self::open(at("2026-11-20T10:00:00"), File::Demo)
    }

    /// The first start.
    pub fn empty() -> Self {
        Self::open(at("2026-11-20T10:00:00"), File::Nothing)
    }

    pub fn open(clock: Clock, file: File) -> Self {
        let home = Rc::new(if matches!(file, File::Demo) {
            folder()
        } else {
            tempfile::tempdir().unwrap()
        });
        let own = paths(home.path());
        let demo = matches!(file, File::Demo);
        let paths = if demo { own.with_db(&own.demo) } else { own };
        let calendar = || Settings::default().calendar(&Model::default());
        let step = match file {
            File::Nothing => None,
            File::Demo => Some(touchbase::domain::demo::load(&clock, &calendar()).unwrap()),
            File::Step(step) => Some(*step),
        };
        if let Some(step) = step {
            let watch = Watch::Fixed(clock);
            let mut workspace =
                Workspace::open_with(paths, true, Settings::default(), watch).unwrap();
            workspace.commit(|_| Ok(step.clone())).unwrap();
        }
        Self::start(home, clock, demo)
    }

    fn start(home: Rc<TempDir>, clock: Clock, demo: bool) -> Self {
        Self::wanting(home, clock, demo, StartOptions::default())
    }

    fn wanting(home: Rc<TempDir>, clock: Clock, demo: bool, wants: StartOptions) -> Self {
        let own = paths(home.path());
        let file = if demo {
            own.with_db(&own.demo)
        } else {
            own.clone()
        };
        let m = Machine::open_at(file, demo.then_some(own), wants, Watch::Fixed(clock)).unwrap();
        let mut desk = Self {
            m,
            outside: Vec::new(),
            pressed: 0,
            strict: true,
            home,
        };
        desk.size(120, 36);
        desk
    }

    /// The command line over a copy of this file, at the same time.
    pub fn copied(&self) -> super::cli::Home {
        let clock = self.m.app.clock;
        let now = clock
            .local(clock.now)
            .format("%Y-%m-%dT%H:%M:%S")
            .to_string();
        let home = super::cli::Home::new().at(&now);
        let (from, to) = (paths(self.home.path()).db, home.db());
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        for end in ["", "-wal"] {
            let part = |path: &Path| PathBuf::from(format!("{}{end}", path.display()));
            if part(&from).exists() {
                std::fs::copy(part(&from), part(&to)).unwrap();
            }
        }
        home
    }

    /// A second window on the same file.
    pub fn beside(&self) -> Self {
        Self::start(self.home.clone(), self.m.app.clock, self.m.app.around.demo)
    }

    /// The program ended and was started again.
    pub fn reopened(self) -> Self {
        self.started_again(StartOptions::default())
    }

    pub fn started_again(self, wants: StartOptions) -> Self {
        let (home, clock, demo) = (self.home.clone(), self.m.app.clock, self.m.app.around.demo);
        drop(self.m);
        Self {
            strict: self.strict,
            ..Self::wanting(home, clock, demo, wants)
        }
    }

    pub fn app(&self) -> &App {
        &self.m.app
    }

    pub fn feed(&mut self, msg: Msg) {
        let asked = self.m.feed(msg);
        self.outside.extend(asked);
        self.fit();
        if self.strict {
            self.agree();
        }
    }

    fn fit(&mut self) {
        let regions = ui::layout::regions(self.m.app.regions.size, &self.m.app);
        self.m.app.fit(regions);
        self.m.fetch_words();
    }

    /// Presses keys by name: `x`, `s w`, `Ctrl+K`, `Space`.
    pub fn keys(&mut self, names: &str) -> &mut Self {
        for name in names.split_whitespace() {
            let key = Key::parse(name).unwrap_or_else(|| panic!("{name} is no key"));
            self.press(key);
        }
        self
    }

    pub fn press(&mut self, key: Key) {
        self.pressed += 1;
        self.feed(Msg::Key(key));
    }

    /// Types a text, key by key.
    pub fn type_text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            self.press(if c == '\n' {
                Key::plain(Code::Enter)
            } else {
                Key::char(c)
            });
        }
        self
    }

    /// Types a text and presses Enter.
    pub fn enter(&mut self, text: &str) -> &mut Self {
        self.type_text(text).keys("Enter")
    }

    /// On a profile, the first tab whose row under the cursor has a form with a field, and the
    /// caret in it.
    pub fn form_with(&mut self, key: &str) -> &mut Self {
        for _ in 0..10 {
            self.keys("e");
            if self.field(key) {
                return self;
            }
            self.keys("Esc ]");
        }
        panic!("no form has {key}");
    }

    /// Puts the caret of the open form into a field; says whether it has one.
    pub fn field(&mut self, key: &str) -> bool {
        let form = |desk: &Self| match desk.app().modals.last() {
            Some(Modal::Form(form)) => {
                Some((form.fields.iter().position(|f| f.key == key)?, form.at))
            }
            _ => None,
        };
        while let Some((wanted, at)) = form(self) {
            if wanted == at {
                return true;
            }
            self.keys(if at < wanted { "Tab" } else { "Shift+Tab" });
        }
        false
    }

    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.feed(Msg::Paste(text.into()));
        self
    }

    pub fn size(&mut self, w: u16, h: u16) -> &mut Self {
        self.feed(Msg::Resize(w, h));
        self
    }

    /// The time, and what others wrote meanwhile.
    pub fn tick(&mut self) -> &mut Self {
        let asked = self.m.tick();
        self.outside.extend(asked);
        self.fit();
        if self.strict {
            self.agree();
        }
        self
    }

    /// Another time.
    pub fn go(&mut self, clock: Clock) -> &mut Self {
        self.m.set_clock(clock);
        self.tick()
    }

    /// The answering line: `ok Paid: Maya €450`.
    pub fn status(&self) -> String {
        self.m
            .app
            .status
            .now()
            .map_or_else(String::new, |a| format!("{} {}", a.tone.word(), a.text))
    }

    /// With an answering line that has nothing to say.
    pub fn quiet(&mut self) -> &mut Self {
        if !self.status().is_empty() {
            self.keys("Esc");
        }
        self
    }

    /// Asserts what the answering line says.
    #[track_caller]
    pub fn says(&mut self, words: &str) -> &mut Self {
        let said = self.status();
        assert!(
            said.contains(words),
            "\"{said}\" does not say \"{words}\"\n{}",
            self.screen()
        );
        self
    }

    /// Asserts that the screen shows something.
    #[track_caller]
    pub fn shows(&mut self, words: &str) -> &mut Self {
        let screen = self.screen();
        assert!(
            screen.contains(words),
            "not to be seen: \"{words}\"\n{screen}"
        );
        self
    }

    /// Asserts that the screen does not show something.
    #[track_caller]
    pub fn hides(&mut self, words: &str) -> &mut Self {
        let screen = self.screen();
        assert!(
            !screen.contains(words),
            "still to be seen: \"{words}\"\n{screen}"
        );
        self
    }

    /// A frame and where its cursor stands.
    pub fn frame(&mut self) -> (Buffer, Option<(u16, u16)>) {
        self.fit();
        let (w, h) = self.m.app.regions.size;
        let mut terminal = Terminal::new(TestBackend::new(w, h)).unwrap();
        let app = &self.m.app;
        let mut cursor = None;
        terminal
            .draw(|frame| cursor = ui::draw(frame, app))
            .unwrap();
        (terminal.backend().buffer().clone(), cursor)
    }

    /// The screen as text.
    pub fn screen(&mut self) -> String {
        let (buffer, _) = self.frame();
        let rows = (0..buffer.area.height).map(|y| row(&buffer, y).trim_end().to_string() + "\n");
        rows.collect()
    }

    /// The name of the creator under the cursor.
    pub fn current(&self) -> String {
        self.m
            .app
            .current_creator()
            .map_or_else(String::new, |c| self.m.app.model.called(c))
    }

    /// The creator of a name.
    pub fn creator(&self, name: &str) -> Id<Creator> {
        let model = &self.m.app.model;
        model
            .creators
            .iter()
            .find(|c| &*c.name == name)
            .unwrap_or_else(|| panic!("no {name}"))
            .id
    }

    /// The row of a creator of a name.
    pub fn row(&self, name: &str) -> &Creator {
        self.m.app.model.get(self.creator(name)).unwrap()
    }

    /// `Maya | payment €450, due Thu 19 Nov`: the items of the review, in the order of the list.
    pub fn items(&self) -> Vec<String> {
        let app = &self.m.app;
        let ctx = app.ctx();
        let item = |key| app.review.queue.items().find(|i| i.key == key).unwrap();
        let rows = app.review.rows.rows().iter().map(|key| item(*key));
        rows.map(|i| format!("{} | {}", review::who(&ctx, i.on), i.long(&ctx)))
            .collect()
    }

    /// Everything in the file but its history, for comparing before and after.
    pub fn dump(&self) -> String {
        dump(&self.m.paths().db)
    }

    /// Steps in the history that are done and not taken back.
    pub fn steps(&self) -> usize {
        let conn = open_read_only(&self.m.paths().db);
        let count = "SELECT count(*) FROM journal WHERE state = 'done'";
        usize::try_from(
            conn.query_row(count, [], |row| row.get::<_, i64>(0))
                .unwrap(),
        )
        .unwrap()
    }

    /// Undoes or redoes until nothing is left to; how often it could.
    pub fn until_refused(&mut self, key: &str) -> usize {
        for n in 0..10_000 {
            self.keys(key);
            if !self.status().starts_with("undo") {
                return n;
            }
            if self.m.app.model.creators.is_empty() {
                // The rows of the test itself were taken back: put them there again.
                self.keys("U");
                return n;
            }
        }
        panic!("{key} never ends");
    }

    /// What is in memory is what is on disk, and what is derived is derived from it.
    pub fn agree(&mut self) {
        let fresh = self.m.fresh().unwrap();
        let app = &self.m.app;
        assert_eq!(
            app.model.first_difference(&fresh),
            None,
            "the model differs from the file; {}",
            self.status()
        );
        assert!(
            app.derived == Derived::rebuild(&app.ctx().base()),
            "what is derived is out of date; {}",
            self.status()
        );
        self.lists_agree();
        self.spells_agree();
    }

    /// Every open collaboration has one spell that lasts, in its stage; others have none.
    fn spells_agree(&self) {
        use touchbase::domain::rows::{Collaboration, Stage, StageSpell};
        let model = &self.m.app.model;
        let lasting = |deal: &Collaboration| -> Vec<Stage> {
            let spells = model.of::<StageSpell>(deal.creator);
            spells
                .filter(|spell| spell.collaboration == deal.id && spell.until.is_none())
                .map(|spell| spell.stage)
                .collect()
        };
        for deal in model.collaborations.iter() {
            let expected = deal.is_open().then_some(deal.stage);
            assert_eq!(
                lasting(deal),
                Vec::from_iter(expected),
                "spells of collaboration {}; {}",
                deal.id,
                self.status()
            );
        }
    }

    /// The lists show what fresh ones would.
    fn lists_agree(&self) {
        let app = &self.m.app;
        let ctx = app.ctx();
        for card in &app.review.queue.cards {
            assert_eq!(
                Some(card),
                review::card_of(&ctx, card.on).as_ref(),
                "a card is out of date; {}",
                self.status()
            );
        }
        let listed = app
            .review
            .rows
            .rows()
            .iter()
            .collect::<std::collections::BTreeSet<_>>();
        let filter = &app.review.filter;
        let shown = |on: review::Subject| {
            on.creator()
                .is_some_and(|creator| filter.admits(app, creator))
        };
        let cards = app
            .review
            .queue
            .cards
            .iter()
            .filter(|card| !filter.is_on() || shown(card.on));
        let items: usize = cards.map(|card| card.items.len()).sum();
        assert_eq!(listed.len(), items, "an item is listed twice or never");
        assert!(
            app.review.rows.is_empty() || app.review.item().is_some(),
            "the cursor stands on nothing"
        );
        let total = app
            .model
            .creators
            .iter()
            .filter(|c| c.shelf == touchbase::domain::rows::Shelf::Active)
            .count();
        assert_eq!(app.roster.total(), total);
    }
}

/// A row of a buffer; the second cell of a wide character is left out.
pub fn row(buffer: &Buffer, y: u16) -> String {
    use unicode_width::UnicodeWidthStr;
    let mut text = String::new();
    let mut skip = 0;
    for x in 0..buffer.area.width {
        if skip > 0 {
            skip -= 1;
            continue;
        }
        let symbol = buffer[(x, y)].symbol();
        text.push_str(symbol);
        skip = symbol.width().saturating_sub(1);
    }
    text
}
