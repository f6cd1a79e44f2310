//! The data that is measured: invented creators with about ten touches each, the same in every run.
//! Written through the store, so that it stays right when a table gets a column; then the history
//! is taken out, as no user has one of a million rows.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use touchbase::domain::change::Step;
use touchbase::domain::day::{Day, Stamp, add_days};
use touchbase::domain::model::Model;
use touchbase::domain::money::Money;
use touchbase::domain::rows::*;
use touchbase::store::{Options, Store};

/// The day it is in all measurements, and the time.
pub const NOW: &str = "2026-06-30T09:00:00";
const TODAY: (i32, u32, u32) = (2026, 6, 30);
/// So many creators are written at once.
const BATCH: u32 = 5_000;

const FIRST: &[&str] = &[
    "Emma",
    "Olivia",
    "Mia",
    "Noah",
    "Liam",
    "Jürgen",
    "Lena",
    "Käthe",
    "Chloé",
    "Hugo",
    "Anaïs",
    "María",
    "Iñaki",
    "João",
    "Thaís",
    "Łukasz",
    "Zofia",
    "Ayşe",
    "Thảo",
    "さくら",
    "서연",
    "思雨",
    "Анна",
    "ليلى",
    "Priya",
    "Rohan",
];
const LAST: &[&str] = &[
    "Smith",
    "Johnson",
    "Okafor",
    "Garcia",
    "Baker-Hill",
    "Müller",
    "Schröder",
    "Lefèvre",
    "Muñoz",
    "Araújo",
    "Kowalczyk",
    "Yıldız",
    "Nguyễn",
    "佐藤",
    "김",
    "王",
    "Иванова",
    "Sharma",
    "Walker",
    "Hughes",
    "O'Connor",
];
const NICHES: &[&str] = &[
    "tea", "coffee", "skincare", "running", "vegan", "travel", "books", "home", "diy", "cycling",
];
const TAGS: &[&str] = &[
    "",
    "",
    "ugc",
    "paid gifted",
    "vip",
    "agency slow-reply",
    "local",
];
const SAID: &[&str] = &[
    "Loved the last reel, asked about rates. She prefers voice notes over mail.",
    "Sent the brief for next week. Rate card: 1 reel = 450, 3 stories = 200. Ships to a P.O. box, use DHL.",
    "Replied: interested, wants the product first.",
    "No answer yet, try a DM. Check the overlap with the last campaign, \"Spring Glow\".",
    "Agreed on the fee, waiting for the signature. Très réactive, répond en < 2 h. Do not call before 11:00.",
];

/// Numbers that look random and are the same every time.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn below(&mut self, n: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len() as u64) as usize]
    }
}

/// A file with so many creators.
pub fn file(folder: &Path, name: &str, creators: u32) -> PathBuf {
    let path = folder.join(name).join("touchbase.db");
    let options = Options {
        state_dir: folder.join("made"),
        copies_dir: folder.join("made"),
        create: true,
    };
    let mut store = Store::open(&path, &options).unwrap();
    let mut model = Model::default();
    let mut dice = Dice::new(7);
    for from in (0..creators).step_by(BATCH as usize) {
        let mut step = Step::new("made");
        (from..creators.min(from + BATCH)).for_each(|n| person(&mut dice, &model, &mut step, n));
        store.commit(&step, Stamp(1)).unwrap();
        model.apply(&step.edits);
    }
    drop(store);
    let conn = rusqlite::Connection::open(&path).unwrap();
    conn.execute_batch("DELETE FROM journal; VACUUM;").unwrap();
    path
}

/// Leaves 3,000 collaborations of a file of 100,000 creators open: all in one campaign, each with a
/// live piece, its numbers and an order.
pub fn work(db: &Path) {
    let conn = rusqlite::Connection::open(db).unwrap();
    let sql = "
        INSERT INTO campaign (id, name, goal, start, \"end\", region, note, closed)
            VALUES (1, 'Summer', '900 orders', '2026-06-01', '2026-07-30', '', '', 0);
        UPDATE collaboration SET outcome = 'declined', closed = '2026-05-01' WHERE closed IS NULL AND id % 29 <> 0;
        UPDATE collaboration SET campaign = 1 WHERE closed IS NULL;
        INSERT INTO deliverable (creator, collaboration, title, format, platform, state, rounds, live, draft_link, link,
            disclosure, code_seen, missed_why, reuse, link_seen)
            SELECT creator, id, 'reel ' || id, 'Reel', 'instagram', 'live', 0, '2026-06-' || (10 + id % 19), '', '', 'yes', 'yes',
            '', '', 'yes' FROM collaboration WHERE closed IS NULL;
        INSERT INTO result (creator, deliverable, day, views, likes, comments, clicks, orders)
            SELECT creator, id, '2026-06-29', 400 + id * 37 % 50000, id * 7 % 900, id % 80, id * 3 % 500, id % 30
            FROM deliverable;
        INSERT INTO sale (creator, campaign, collaboration, day, order_ref, code, amount, refunded, orders, buyer, by)
            SELECT creator, 1, collaboration, live, '', '', '4500 EUR', 0, 1, '', 'hand' FROM deliverable;
        DELETE FROM journal;";
    conn.execute_batch(sql).unwrap();
}

fn today() -> Day {
    Day::from_ymd_opt(TODAY.0, TODAY.1, TODAY.2).unwrap()
}

fn person(dice: &mut Dice, model: &Model, step: &mut Step, n: u32) {
    let id = step.fresh::<Creator>(model);
    let (first, last, niche) = (dice.of(FIRST), dice.of(LAST), dice.of(NICHES));
    step.insert(Creator {
        id,
        name: format!("{first} {last}").into(),
        email: format!("hello@{niche}{n}.example").into(),
        country: dice.of(&["US", "DE", "FR", "GB", "PL"]).into(),
        niche: niche.into(),
        tags: Tags::from_words(dice.of(TAGS).split(' ')),
        core: dice.below(50) == 0,
        fit_values: dice.below(6) as u8,
        added: add_days(today(), -(10 + dice.below(890) as i64)),
        ..Creator::default()
    });
    let platform = dice.of(&[
        Platform::Instagram,
        Platform::Instagram,
        Platform::TikTok,
        Platform::YouTube,
    ]);
    let account = Account::new(
        step.fresh(model),
        id,
        platform,
        &format!("{niche}.with.{n}"),
    );
    step.insert(Account {
        followers: Some(800 + dice.below(200_000) as i64),
        ..account
    });
    let (stages, since) = (
        [30, 52, 61, 67, 75, 88, 100],
        add_days(today(), -(dice.below(200) as i64)),
    );
    let roll = dice.below(100);
    let stage = Stage::from_number(stages.iter().position(|end| roll < *end).unwrap() as u8 + 1);
    let deal = Collaboration::new(
        step.fresh(model),
        id,
        stage.unwrap_or(Stage::Retention),
        since,
    );
    let (deal_id, closed) = (deal.id, stage.is_none());
    step.insert(Collaboration {
        outcome: closed.then_some(Outcome::Completed),
        closed: closed.then_some(since),
        fee: Money::from_stored("45000 EUR"),
        ..deal
    });
    touches(dice, model, step, (id, deal_id), roll);
    if !closed && dice.below(5) < 2 {
        step.insert(FollowUp {
            collaboration: Some(deal_id),
            what: "ask about the draft".into(),
            if_no_reply: dice.below(2) == 0,
            ..FollowUp::new(
                step.fresh(model),
                Some(id),
                add_days(today(), dice.below(40) as i64 - 4),
                Stamp(1_780_000_000),
            )
        });
    }
}

fn touches(dice: &mut Dice, model: &Model, step: &mut Step, (id, deal): IdsOf, roll: u64) {
    let many = if roll < 30 {
        dice.below(3)
    } else {
        5 + dice.below(18)
    };
    let noon = today().and_hms_opt(12, 0, 0).unwrap().and_utc().timestamp();
    let mut at = noon - 86_400 * (1 + dice.below(200) as i64) - 86_400 * 4 * many as i64;
    for _ in 0..many {
        at += 86_400 * dice.below(7) as i64 + dice.below(9_000) as i64;
        let direction = dice.of(&[
            Direction::Out,
            Direction::Out,
            Direction::In,
            Direction::In,
            Direction::Note,
        ]);
        let channel = dice.of(&[Channel::Mail, Channel::Mail, Channel::Dm, Channel::Call]);
        let touch = Touch::new(
            step.fresh(model),
            id,
            Stamp(at.min(noon - 90_000)),
            channel,
            direction,
        );
        let words = format!("{} {}", dice.of(SAID), dice.of(SAID));
        step.insert(Touch {
            collaboration: Some(deal),
            words: words.into(),
            ..touch
        });
    }
}

type IdsOf = (
    touchbase::domain::ids::Id<Creator>,
    touchbase::domain::ids::Id<Collaboration>,
);

/// A sheet of so many rows, one in fifty of them about somebody of an earlier row.
pub fn sheet(rows: u32) -> String {
    let mut dice = Dice::new(11);
    let mut text = String::from("Name,Handle,Platform,Followers,Email,Country,Stage,Tags,Notes\n");
    for n in 0..rows {
        let who = if n > 50 && dice.below(50) == 0 {
            n - 1 - dice.below(49) as u32
        } else {
            n
        };
        let mut own = Dice::new(u64::from(who));
        own.below(2);
        let (first, last, niche) = (own.of(FIRST), own.of(LAST), own.of(NICHES));
        let (stage, followers) = (
            own.of(&["Contacted", "Negotiating", "Prospect", "Live"]),
            800 + own.below(90_000),
        );
        let (said, tags) = (
            own.of(SAID).replace('"', "\"\""),
            own.of(TAGS).replace(' ', ";"),
        );
        let _ = writeln!(
            text,
            "{first} {last},@{niche}.and.{who},Instagram,{followers},hi@{niche}{who}.example,DE,{stage},{tags},\"{said}\""
        );
    }
    text
}
