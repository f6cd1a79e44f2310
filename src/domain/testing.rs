//! A small world to test rules in: a few calls set up creators and facts, and everything derived
//! keeps up. For the tests of this crate only.

use chrono::NaiveTime;
use chrono_tz::Tz;

use super::calendar::Calendar;
use super::change::{EditsOf, Step};
use super::ctx::{Base, Ctx};
use super::day::{Clock, Day, Stamp, stamp_in};
use super::derived::Derived;
use super::ids::Id;
use super::model::{Model, TableOf};
use super::money::Money;
use super::review::{self, Choice, Item, ItemKey, Queue, Subject};
use super::rows::*;
use super::settings::Settings;

/// A day of a text such as `2026-11-24`.
pub fn day(text: &str) -> Day {
    text.parse().unwrap_or_default()
}

/// An amount such as `45000 EUR`.
pub fn money(stored: &str) -> Option<Money> {
    Money::from_stored(stored)
}

/// Rows and all that is needed to read them.
pub struct World {
    /// The rows.
    pub model: Model,
    /// The settings.
    pub settings: Settings,
    /// Working days, of the settings and rows.
    pub calendar: Calendar,
    /// Nine in the morning in Berlin.
    pub clock: Clock,
    /// What is derived.
    pub derived: Derived,
}

impl World {
    /// Nine in the morning of a day.
    pub fn on(today: &str) -> Self {
        let settings = Settings::default();
        let model = Model::default();
        let calendar = settings.calendar(&model);
        let clock = Clock {
            now: Stamp(0),
            zone: Tz::Europe__Berlin,
            rollover: settings.general.rollover_hour,
        };
        let mut world = Self {
            model,
            settings,
            calendar,
            clock,
            derived: Derived::default(),
        };
        world.go(today);
        world
    }

    /// The same hour of another day.
    pub fn go(&mut self, today: &str) {
        let nine = NaiveTime::from_hms_opt(9, 0, 0).unwrap_or_default();
        self.clock.now = stamp_in(self.clock.zone, day(today).and_time(nine));
        self.rebuild();
    }

    /// After settings or the clock changed.
    pub fn rebuild(&mut self) {
        self.calendar = self.settings.calendar(&self.model);
        self.derived = Derived::rebuild(&self.base());
    }

    /// All but what is derived.
    pub fn base(&self) -> Base<'_> {
        Base {
            model: &self.model,
            clock: self.clock,
            today: self.clock.today(),
            calendar: &self.calendar,
            settings: &self.settings,
        }
    }

    /// All.
    pub fn ctx(&self) -> Ctx<'_> {
        self.base().with(&self.derived)
    }

    /// A step, applied as after a commit.
    pub fn apply(&mut self, step: &Step) {
        self.model.apply(&step.edits);
        let mut derived = std::mem::take(&mut self.derived);
        derived.apply(&self.base(), &step.edits);
        self.derived = derived;
        if !step.edits.free_days.is_empty() {
            self.rebuild();
        }
    }

    /// A new row.
    pub fn add<T: Row>(&mut self, make: impl FnOnce(Id<T>) -> T) -> Id<T>
    where
        Model: TableOf<T>,
        super::change::Edits: EditsOf<T>,
    {
        let mut step = Step::default();
        let id = step.fresh(&self.model);
        step.insert(make(id));
        self.apply(&step);
        id
    }

    /// A row taken out.
    pub fn remove<T: Row>(&mut self, id: Id<T>)
    where
        Model: TableOf<T>,
        super::change::Edits: EditsOf<T>,
    {
        let mut step = Step::default();
        if let Some(row) = self.model.get(id) {
            step.remove(row.clone());
        }
        self.apply(&step);
    }

    /// A changed row.
    pub fn set<T: Row>(&mut self, id: Id<T>, with: impl FnOnce(&mut T))
    where
        Model: TableOf<T>,
        super::change::Edits: EditsOf<T>,
    {
        let mut step = Step::default();
        step.edit(&self.model, id, with);
        self.apply(&step);
    }

    /// A day off.
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

    /// An absence.
    pub fn away(&mut self, from: &str, to: &str) {
        let (start, end, label) = (day(from), day(to), Text::default());
        self.add(|id| FreeDay {
            id,
            start,
            end,
            kind: FreeKind::Away,
            label,
        });
    }

    /// A creator in the roster, added a year ago.
    pub fn creator(&mut self, name: &str) -> Id<Creator> {
        let added = super::day::add_days(self.clock.today(), -365);
        self.add(|id| Creator {
            id,
            name: name.into(),
            added,
            ..Creator::default()
        })
    }

    /// An open collaboration of two months ago, five days in its stage.
    pub fn deal(&mut self, creator: Id<Creator>, stage: Stage) -> Id<Collaboration> {
        let back = |days: i64| super::day::add_days(self.clock.today(), -days);
        let (opened, since) = (back(60), back(5));
        self.add(|id| Collaboration {
            stage_since: since,
            ..Collaboration::new(id, creator, stage, opened)
        })
    }

    /// A campaign.
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
        let creator = self.model.get(deal).map_or_else(Id::default, |c| c.creator);
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

    /// A fee to be paid.
    pub fn payment(&mut self, creator: Id<Creator>, amount: Money, due: &str) -> Id<Payment> {
        let due = Some(day(due));
        self.add(|id| Payment {
            state: PaymentState::Due,
            due,
            ..Payment::new(id, creator, None, amount, PaymentKind::Fee)
        })
    }

    /// Something that ends.
    pub fn right(
        &mut self,
        creator: Id<Creator>,
        kind: RightKind,
        scope: &str,
        end: &str,
    ) -> Id<Right> {
        let (none, end) = (Text::default, Some(day(end)));
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
            end,
            state: RightState::Active,
        })
    }

    /// A parcel that arrived, sent without an agreement to post.
    pub fn gift(&mut self, creator: Id<Creator>, product: &str, delivered: &str) -> Id<Shipment> {
        let delivered = Some(day(delivered));
        self.add(|id| Shipment {
            id,
            creator,
            collaboration: None,
            product: product.into(),
            value: None,
            cost: None,
            tracking: Text::default(),
            state: ParcelState::Delivered,
            sent: None,
            delivered,
            post_agreed: false,
            posted: None,
        })
    }

    /// A mail at noon of a day (or now, when that is today), about the creator's only open
    /// collaboration if there is one.
    pub fn mail(&mut self, creator: Id<Creator>, direction: Direction, on: &str) -> Id<Touch> {
        let at = self.clock.at_day(day(on));
        let open = self.model.open_collaborations(creator);
        let collaboration = if let [only] = open.as_slice() {
            Some(only.id)
        } else {
            None
        };
        self.add(|id| Touch {
            collaboration,
            ..Touch::new(id, creator, at, Channel::Mail, direction)
        })
    }

    /// They wrote.
    pub fn wrote(&mut self, creator: Id<Creator>, on: &str) -> Id<Touch> {
        self.mail(creator, Direction::In, on)
    }

    /// We wrote.
    pub fn sent(&mut self, creator: Id<Creator>, on: &str) -> Id<Touch> {
        self.mail(creator, Direction::Out, on)
    }

    /// A next step, set now.
    pub fn follow(&mut self, creator: Option<Id<Creator>>, what: &str, on: &str) -> Id<FollowUp> {
        let made = self.clock.now;
        self.add(|id| FollowUp {
            what: what.into(),
            if_no_reply: creator.is_some(),
            ..FollowUp::new(id, creator, day(on), made)
        })
    }

    /// Today's queue.
    pub fn queue(&self) -> Queue {
        review::build(&self.ctx())
    }

    /// All items of a creator: of today, held and coming.
    pub fn items(&self, creator: Id<Creator>) -> Vec<Item> {
        review::items_of(&self.ctx(), Subject::Creator(creator))
    }

    /// Keys of a creator's items of today.
    pub fn live(&self, creator: Id<Creator>) -> Vec<String> {
        let today = self.clock.today();
        self.items(creator)
            .iter()
            .filter(|item| item.is_live(today))
            .map(|item| item.key.to_string())
            .collect()
    }

    /// The item of a key, wherever it stands.
    pub fn item(&self, key: &str) -> Option<Item> {
        let key: ItemKey = key.parse().ok()?;
        let own = [Subject::You].into_iter();
        let creators = self.model.creators.iter().map(|c| Subject::Creator(c.id));
        let campaigns = self.model.campaigns.iter().map(|c| Subject::Campaign(c.id));
        let mut all = own
            .chain(creators)
            .chain(campaigns)
            .flat_map(|on| review::items_of(&self.ctx(), on));
        all.find(|item| item.key == key)
    }

    /// Answers an item and applies the step.
    pub fn answer(&mut self, key: &str, choice: &Choice, input: &str) -> Result<Step, String> {
        let item = self.item(key).ok_or_else(|| format!("there is no {key}"))?;
        let step = review::answer(&self.ctx(), &item, choice, input)?;
        self.apply(&step);
        Ok(step)
    }
}
