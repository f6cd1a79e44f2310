//! Rows for a test's file, in few words: a creator, what was agreed, what was said. Dates are
//! written `2026-11-24`.

use touchbase::domain::change::{Edits, EditsOf, Step};
use touchbase::domain::day::{Clock, Day, add_days};
use touchbase::domain::ids::Id;
use touchbase::domain::model::{Model, TableOf};
use touchbase::domain::money::Money;
use touchbase::domain::rows::*;

/// A day.
pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// Rows in the making: one step over an empty file.
pub struct Seed {
    pub clock: Clock,
    model: Model,
    step: Step,
}

impl Seed {
    pub fn new(clock: Clock) -> Self {
        Self {
            clock,
            model: Model::default(),
            step: Step::new(super::harness::SEED),
        }
    }

    pub fn into_step(self) -> Step {
        self.step
    }

    pub fn add<T: Row>(&mut self, make: impl FnOnce(Id<T>) -> T) -> Id<T>
    where
        Model: TableOf<T>,
        Edits: EditsOf<T>,
    {
        let row = make(self.step.fresh::<T>(&self.model));
        let id = row.id();
        self.step.insert(row);
        id
    }

    pub fn set<T: Row>(&mut self, id: Id<T>, with: impl FnOnce(&mut T))
    where
        Edits: EditsOf<T>,
    {
        let edits: &mut Vec<_> = self.step.edits.edits_mut();
        with(
            edits
                .iter_mut()
                .find(|e| e.id() == id)
                .and_then(|e| e.after.as_mut())
                .unwrap(),
        );
    }

    fn row<T: Row>(&self, id: Id<T>) -> &T
    where
        Edits: EditsOf<T>,
    {
        let edits: &Vec<_> = self.step.edits.edits();
        edits
            .iter()
            .find(|e| e.id() == id)
            .and_then(|e| e.after.as_ref())
            .unwrap()
    }

    /// A creator in the roster for a year, with a handle made of the name.
    pub fn creator(&mut self, name: &str) -> Id<Creator> {
        let added = add_days(self.clock.today(), -365);
        let id = self.add(|id| Creator {
            id,
            name: name.into(),
            added,
            ..Creator::default()
        });
        let handle: String = name
            .to_lowercase()
            .chars()
            .filter(|c| c.is_ascii_alphanumeric())
            .collect();
        self.add(|account| Account::new(account, id, Platform::Instagram, &handle));
        id
    }

    pub fn deal(&mut self, creator: Id<Creator>, stage: Stage) -> Id<Collaboration> {
        let (opened, since) = (
            add_days(self.clock.today(), -60),
            add_days(self.clock.today(), -5),
        );
        self.add(|id| Collaboration {
            stage_since: since,
            ..Collaboration::new(id, creator, stage, opened)
        })
    }

    pub fn campaign(&mut self, name: &str) -> Id<Campaign> {
        self.add(|id| Campaign {
            id,
            name: name.into(),
            goal: Text::default(),
            kind: None,
            budget: None,
            start: None,
            end: None,
            targets_agreed: Some(Day::default()),
            region: Text::default(),
            note: Text::default(),
            closed: false,
        })
    }

    /// A piece; targets of its collaboration count as agreed.
    pub fn piece(
        &mut self,
        deal: Id<Collaboration>,
        format: &str,
        with: impl FnOnce(&mut Deliverable),
    ) -> Id<Deliverable> {
        let creator = self.row(deal).creator;
        self.set(deal, |c| c.targets_agreed = Some(Day::default()));
        self.add(|id| {
            let mut piece = Deliverable {
                format: format.into(),
                ..Deliverable::new(id, creator, deal)
            };
            with(&mut piece);
            piece
        })
    }

    /// A fee to be paid, such as `45000 EUR`.
    pub fn payment(&mut self, creator: Id<Creator>, amount: &str, due: &str) -> Id<Payment> {
        self.add(|id| Payment {
            state: PaymentState::Due,
            due: Some(day(due)),
            ..Payment::new(
                id,
                creator,
                None,
                Money::from_stored(amount).unwrap(),
                PaymentKind::Fee,
            )
        })
    }

    pub fn right(
        &mut self,
        creator: Id<Creator>,
        kind: RightKind,
        scope: &str,
        end: &str,
    ) -> Id<Right> {
        let none = Text::default;
        self.add(|id| Right {
            id,
            creator,
            collaboration: None,
            deliverable: None,
            kind,
            scope: scope.into(),
            channels: none(),
            territory: none(),
            code: none(),
            start: None,
            end: Some(day(end)),
            state: RightState::Active,
        })
    }

    /// Numbers of a piece, so that none are asked for before a month is over.
    pub fn numbers(&mut self, deliverable: Id<Deliverable>, on: &str) {
        let creator = self.row(deliverable).creator;
        self.add(|id| PostResult {
            id,
            creator,
            deliverable,
            day: day(on),
            views: Some(12_000),
            reach: None,
            impressions: None,
            likes: None,
            comments: None,
            shares: None,
            saves: None,
            clicks: None,
            orders: None,
            new_customers: None,
            sales: None,
            mood: None,
            on_topic: None,
        });
    }

    pub fn holiday(&mut self, on: &str, label: &str) {
        let (start, end, label) = (day(on), day(on), label.into());
        self.add(|id| FreeDay {
            id,
            start,
            end,
            kind: FreeKind::Holiday,
            label,
        });
    }

    /// They wrote.
    pub fn wrote(&mut self, creator: Id<Creator>, on: &str, words: &str) -> Id<Touch> {
        self.mail(creator, Direction::In, on, words)
    }

    /// We wrote.
    pub fn sent(&mut self, creator: Id<Creator>, on: &str) -> Id<Touch> {
        self.mail(creator, Direction::Out, on, "")
    }

    fn mail(
        &mut self,
        creator: Id<Creator>,
        direction: Direction,
        on: &str,
        words: &str,
    ) -> Id<Touch> {
        let at = self.clock.at_day(day(on));
        let open: Vec<_> = self
            .step
            .edits
            .collaborations
            .iter()
            .filter_map(|e| e.after.as_ref())
            .collect();
        let collaboration = open
            .iter()
            .rev()
            .find(|c| c.creator == creator)
            .map(|c| c.id);
        self.add(|id| Touch {
            collaboration,
            words: words.into(),
            ..Touch::new(id, creator, at, Channel::Mail, direction)
        })
    }

    /// A next step, set a few days ago. One that stays even if they write, unless `if_no_reply` is
    /// set afterwards.
    pub fn follow(&mut self, creator: Id<Creator>, what: &str, on: &str) -> Id<FollowUp> {
        let made = self.clock.noon(add_days(self.clock.today(), -4));
        self.add(|id| FollowUp {
            what: what.into(),
            ..FollowUp::new(id, Some(creator), day(on), made)
        })
    }
}

/// The worked morning: Tue 24 Nov 2026, a holiday on Thursday, nine creators, eleven items.
pub fn morning(s: &mut Seed) {
    s.holiday("2026-11-26", "Thanksgiving");
    let maya = s.creator("Maya");
    let autumn = s.campaign("Autumn");
    let deal = s.deal(maya, Stage::Measurement);
    s.set(deal, |c| c.campaign = Some(autumn));
    s.set(deal, |c| {
        (c.agreed, c.brief_sent) = (Some(day("2026-10-01")), Some(day("2026-10-02")))
    });
    s.payment(maya, "45000 EUR", "2026-11-19");
    let reel = s.piece(deal, "reel", |d| {
        (d.state, d.live) = (PieceState::Verified, Some(day("2026-11-11")))
    });
    s.numbers(reel, "2026-11-18");
    s.right(maya, RightKind::Usage, "reel A", "2026-12-04");

    let noor = s.creator("Noor");
    s.wrote(noor, "2026-11-20", "Could we move the post to the 9th?");

    let jon = s.creator("Jon");
    let deal = s.deal(jon, Stage::Creation);
    s.piece(deal, "video", |d| {
        (d.state, d.draft_in) = (PieceState::DraftIn, Some(day("2026-11-20")))
    });

    let aiko = s.creator("Aiko");
    let deal = s.deal(aiko, Stage::Creation);
    s.piece(deal, "reel", |d| {
        (d.state, d.live_due) = (PieceState::Approved, Some(day("2026-11-25")))
    });

    let eli = s.creator("Eli");
    let deal = s.deal(eli, Stage::Creation);
    s.piece(deal, "reel", |d| d.draft_due = Some(day("2026-11-20")));

    let priya = s.creator("Priya");
    s.deal(priya, Stage::Pitch);
    s.sent(priya, "2026-11-17");

    let lena = s.creator("Lena");
    s.deal(lena, Stage::Pitch);
    for on in ["2026-10-20", "2026-10-23", "2026-10-29", "2026-11-10"] {
        s.sent(lena, on);
    }

    let tom = s.creator("Tom");
    s.deal(tom, Stage::Onboarding);
    let follow = s.follow(tom, "", "2026-11-24");
    s.set(follow, |f| f.if_no_reply = true);

    let sara = s.creator("Sara");
    s.set(sara, |c| {
        (c.relationship, c.checkin) = (Some(Relationship::Ambassador), Some(day("2026-11-02")))
    });
    s.deal(sara, Stage::Retention);
    s.wrote(sara, "2026-10-27", "See you at the fair!");
    s.sent(sara, "2026-10-28");
}
