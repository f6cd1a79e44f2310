//! How a table of a rule is played: Mia, her work, and what happens to her day by day.

use crate::domain::ids::Id;
use crate::domain::review::{Lane, Rule, Subject, items_of};
use crate::domain::rows::*;
use crate::domain::testing::World;

/// Mia, her collaboration in creation, and what happens to her. Thu 26 Nov, Christmas and New Year
/// are free.
pub(in crate::domain::review) struct Play {
    pub w: World,
    pub mia: Id<Creator>,
    pub deal: Id<Collaboration>,
}

/// What happens on a day, before the review is asked.
pub(in crate::domain::review) type Event = fn(&mut Play);

/// A day, what happens, what is said: `item | lane | why`, nothing when it is empty.
pub(in crate::domain::review) type Row = (&'static str, Event, &'static str);

/// Nothing happens.
pub(in crate::domain::review) fn still(_: &mut Play) {}

impl Play {
    fn on(start: &str) -> Self {
        let mut w = World::on(start);
        for (on, name) in [
            ("2026-11-26", "Thanksgiving"),
            ("2026-12-25", "Christmas"),
            ("2027-01-01", "New Year"),
        ] {
            w.holiday(on, name);
        }
        let mia = w.creator("Mia");
        let deal = w.deal(mia, Stage::Creation);
        Self { w, mia, deal }
    }

    pub fn deal(&mut self, with: impl FnOnce(&mut Collaboration)) {
        self.w.set(self.deal, with);
    }

    pub fn who(&mut self, with: impl FnOnce(&mut Creator)) {
        self.w.set(self.mia, with);
    }

    pub fn piece(&mut self, with: impl FnOnce(&mut Deliverable)) {
        let first = self.w.model.deliverables.iter().next().map(|d| d.id);
        match first {
            Some(id) => self.w.set(id, with),
            None => {
                self.w.piece(self.deal, "reel", with);
            }
        }
    }

    pub fn pay(&mut self, with: impl FnOnce(&mut Payment)) {
        let id = self.w.model.payments.iter().next().unwrap().id;
        self.w.set(id, with);
    }

    pub fn right(&mut self, with: impl FnOnce(&mut Right)) {
        let id = self.w.model.rights.iter().next().unwrap().id;
        self.w.set(id, with);
    }

    pub fn parcel(&mut self, with: impl FnOnce(&mut Shipment)) {
        let id = self.w.model.shipments.iter().next().unwrap().id;
        self.w.set(id, with);
    }

    pub fn follow(&mut self, with: impl FnOnce(&mut FollowUp)) {
        let id = self.w.model.followups.iter().next().unwrap().id;
        self.w.set(id, with);
    }

    pub fn campaign(&mut self, with: impl FnOnce(&mut Campaign)) {
        let first = self.w.model.campaigns.iter().next().map(|c| c.id);
        match first {
            Some(id) => self.w.set(id, with),
            None => {
                let id = self.w.campaign("Winter");
                self.w.set(id, with);
            }
        }
    }

    fn today(&self) -> String {
        self.w.clock.today().to_string()
    }

    /// They write, now.
    pub fn wrote(&mut self) {
        let today = self.today();
        self.w.wrote(self.mia, &today);
    }

    /// We write, now.
    pub fn sent(&mut self) {
        let today = self.today();
        self.w.sent(self.mia, &today);
    }

    /// Numbers of the piece are taken today.
    pub fn numbers(&mut self) {
        let key = self
            .w
            .live(self.mia)
            .into_iter()
            .find(|k| k.starts_with("R17"))
            .unwrap();
        self.w
            .answer(&key, &crate::domain::review::Choice::Expected, "views 12k")
            .unwrap();
    }

    /// Somebody looks at the label of the piece.
    pub fn label(&mut self, verdict: LabelVerdict) {
        let ctx = self.w.ctx();
        let piece = self.w.model.deliverables.iter().next().unwrap();
        let mut step = crate::domain::change::Step::default();
        crate::domain::review::Looked::by_hand(&ctx, piece, verdict, "")
            .keep(&ctx, &mut step, piece);
        self.w.apply(&step);
    }

    /// An item is answered.
    pub fn answers(&mut self, key: &str, choice: &crate::domain::review::Choice, line: &str) {
        self.w.answer(key, choice, line).unwrap();
    }

    /// What a rule says today.
    fn says(&self, rule: Rule) -> String {
        let ctx = self.w.ctx();
        let campaigns = self
            .w
            .model
            .campaigns
            .iter()
            .map(|c| Subject::Campaign(c.id));
        let all = campaigns
            .chain([Subject::Creator(self.mia), Subject::You])
            .flat_map(|on| items_of(&ctx, on));
        let live: Vec<_> = all
            .filter(|i| i.key.rule == rule && i.is_live(ctx.today))
            .collect();
        // What is ours falls due on a day that is worked, and what waits begins on one; only agreed
        // dates and the days since a contact know no weekend.
        for item in live
            .iter()
            .filter(|i| !matches!(i.key.rule, Rule::RightEnding | Rule::KeepWarm))
        {
            match item.lane {
                Lane::Owe => assert!(
                    ctx.calendar.is_working(item.due),
                    "{} due {}",
                    item.key,
                    item.due
                ),
                Lane::Wait | Lane::Warm => {
                    assert!(ctx.calendar.is_working(item.enters), "{}", item.key)
                }
                Lane::Dated => {}
            }
        }
        let live = live.iter();
        live.map(|i| format!("{} | {} | {}", i.long(&ctx), i.lane.word(), i.why()))
            .collect::<Vec<_>>()
            .join(" + ")
    }
}

/// Plays a table; every row that says something else is named.
#[track_caller]
pub(in crate::domain::review) fn check(rule: Rule, rows: &[Row]) {
    let mut play = Play::on(rows[0].0);
    let mut wrong = String::new();
    for (n, (on, event, expected)) in rows.iter().enumerate() {
        if play.today() != *on {
            play.w.go(on);
        }
        event(&mut play);
        let said = play.says(rule);
        if said != *expected {
            wrong.push_str(&format!(
                "{rule:?} row {n} {on}\n  want {expected:?}\n  said {said:?}\n"
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
