//! The conditions a filter line can ask for, and whether one creator meets them.

use std::cmp::Ordering;

use super::keys::{self, Needle, SearchKeys, fold};
use super::{FactsOf, Figures, FilterFacts, Tiers};
use crate::domain::day::Day;
use crate::domain::derived::Ball;
use crate::domain::doubles::double_of;
use crate::domain::fields::Field;
use crate::domain::ids::Id;
use crate::domain::model::Model;
use crate::domain::money::Money;
use crate::domain::rows::{
    Account, Collaboration, Creator, Platform, Relationship, Right, RightKind, RightState,
};
use crate::domain::settings::Fit;
use crate::domain::vetting;

/// How a number is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cmp {
    Less,
    AtMost,
    Equal,
    AtLeast,
    More,
}

impl Cmp {
    fn holds<N: PartialOrd>(self, a: N, b: N) -> bool {
        let Some(order) = a.partial_cmp(&b) else {
            return false;
        };
        match self {
            Self::Less => order == Ordering::Less,
            Self::AtMost => order != Ordering::Greater,
            Self::Equal => order == Ordering::Equal,
            Self::AtLeast => order != Ordering::Less,
            Self::More => order == Ordering::Greater,
        }
    }
}

/// What `has:` asks for beside the fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Has {
    Code,
    Rights,
    Account,
    Campaign,
}

/// What a field is asked for.
#[derive(Clone)]
pub(super) enum Hold {
    /// These folded words somewhere in it.
    Words(String),
    /// This choice.
    Word(&'static str),
    /// A number so large.
    Number(Cmp, i64),
    /// A day so many days ago.
    Ago(Cmp, i64),
    Nothing,
    Anything,
}

/// A sum of money a filter line can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Figure {
    Sales,
    Cost,
    Cpa,
    Paid,
    Open,
}

impl Figure {
    /// Whether an amount in any currency fits; where there is none, nothing was sold, paid or is
    /// open, while a cost per order that is not known fits no number.
    fn holds(self, figures: &Figures, cmp: Cmp, thousandths: i64) -> bool {
        let purse = match self {
            Self::Sales => figures.inputs.sales.clone(),
            Self::Cost => figures.inputs.costs.total(),
            Self::Paid => figures.paid.clone(),
            Self::Open => figures.open.clone(),
            Self::Cpa => {
                // Billionths of a unit, whatever the currency.
                let price = figures.cpa().rank();
                let wanted = i128::from(thousandths) * 1_000_000;
                return price.is_some_and(|(_, n)| cmp.holds(i128::from(n), wanted));
            }
        };
        let fits = |money: Money| {
            let unit = 10i128.pow(money.currency.exponent());
            cmp.holds(
                i128::from(money.minor) * 1000,
                i128::from(thousandths) * unit,
            )
        };
        if purse.iter().all(|money| money.minor == 0) {
            return cmp.holds(0, thousandths);
        }
        purse.iter().any(fits)
    }
}

/// One condition.
#[derive(Clone)]
pub(super) enum Test {
    Word(Box<Needle>),
    Tag(String),
    Core,
    DoNotContact,
    /// Somebody who looks like another creator.
    Double,
    Stage(Cmp, u8),
    NoStage,
    /// Days since the stage began.
    InStage(Cmp, i64),
    Fit(Cmp, f32),
    NoFit,
    Followers(Cmp, i64),
    Engagement(Cmp, i32),
    Type(Option<Relationship>),
    Platform(Platform),
    Tier(&'static str),
    /// Days since the last touch.
    Touch(Cmp, i64),
    NeverTouched,
    /// So many orders.
    Orders(Cmp, i64),
    /// So much money, in thousandths of any currency.
    Money(Figure, Cmp, i64),
    /// Days since the last order.
    LastOrder(Cmp, i64),
    NeverOrdered,
    Owed,
    Late,
    NoStep,
    /// Whose move it is.
    Move(Ball),
    Has(Has),
    Campaign(String),
    /// What a field of the creator holds.
    Holds(&'static Field<Creator>, Hold),
}

impl Test {
    /// How long it takes to find out: cheap ones go first.
    pub(super) fn cost(&self) -> u8 {
        match self {
            Self::Core
            | Self::DoNotContact
            | Self::Tag(_)
            | Self::Type(_)
            | Self::Fit(..)
            | Self::NoFit => 0,
            Self::Word(_) => 1,
            Self::Owed | Self::Late | Self::NoStep | Self::Touch(..) | Self::NeverTouched => 2,
            Self::Stage(..) | Self::NoStage | Self::InStage(..) | Self::Move(_) => 2,
            Self::Followers(..) | Self::Engagement(..) | Self::Platform(_) | Self::Tier(_) => 3,
            Self::Orders(..) | Self::Money(..) | Self::LastOrder(..) | Self::NeverOrdered => 5,
            Self::Holds(..) | Self::Has(_) | Self::Campaign(_) | Self::Double => 4,
        }
    }
}

/// One creator being looked at.
pub(super) struct Seen<'a> {
    pub(super) id: Id<Creator>,
    pub(super) model: &'a Model,
    pub(super) keys: &'a SearchKeys,
    pub(super) facts: FactsOf<'a>,
    pub(super) today: Day,
    pub(super) tiers: &'a Tiers,
    pub(super) fit: &'a Fit,
}

impl Seen<'_> {
    pub(super) fn holds(&self, test: &Test) -> bool {
        let row = |holds: &dyn Fn(&Creator) -> bool| self.model.get(self.id).is_some_and(holds);
        match test {
            Test::Word(needle) => self.keys.contains(self.id, needle),
            Test::Tag(tag) => row(&|r| {
                r.tags.iter().any(|t| {
                    if t.is_ascii() {
                        t == tag
                    } else {
                        fold(t) == *tag
                    }
                })
            }),
            Test::Core => row(&|r| r.core),
            Test::DoNotContact => row(&|r| r.do_not_contact),
            Test::Double => double_of(self.model, self.id).is_some(),
            Test::Fit(cmp, n) => row(&|r| {
                let round = |fit: f32| if *cmp == Cmp::Equal { fit.round() } else { fit };
                vetting::fit(r, self.fit).is_some_and(|fit| cmp.holds(round(fit), *n))
            }),
            Test::NoFit => row(&|r| vetting::fit(r, self.fit).is_none()),
            Test::Type(kind) => row(&|r| r.relationship == *kind),
            Test::Stage(cmp, n) => self
                .facts()
                .stage
                .is_some_and(|stage| cmp.holds(stage.number(), *n)),
            Test::NoStage => self.facts().stage.is_none(),
            Test::InStage(cmp, n) => self
                .facts()
                .in_stage
                .is_some_and(|days| cmp.holds(days, *n)),
            Test::Orders(cmp, n) => {
                let figures = self.facts.figures(self.id);
                cmp.holds(figures.inputs.orders.unwrap_or(0), *n)
            }
            Test::Money(figure, cmp, n) => figure.holds(&self.facts.figures(self.id), *cmp, *n),
            Test::LastOrder(cmp, days) => {
                let last = self.facts.figures(self.id).last_order;
                last.is_some_and(|day| cmp.holds((self.today - day).num_days(), *days))
            }
            Test::NeverOrdered => self.facts.figures(self.id).last_order.is_none(),
            Test::Owed => self.facts().owed,
            Test::Late => self.facts().late,
            Test::Move(ball) => self.facts().ball == *ball,
            Test::NoStep => !self.facts().next_step,
            Test::NeverTouched => self.facts().last_touch.is_none(),
            Test::Touch(cmp, days) => self.touched(*cmp, *days),
            Test::Followers(cmp, n) => self.followers().is_some_and(|f| cmp.holds(f, *n)),
            Test::Tier(name) => self
                .followers()
                .is_some_and(|f| self.tiers.name(f) == *name),
            Test::Engagement(cmp, n) => self
                .accounts()
                .filter_map(|a| a.engagement)
                .any(|e| cmp.holds(e, *n)),
            Test::Platform(platform) => self.accounts().any(|a| a.platform == *platform),
            Test::Has(what) => self.has(*what),
            Test::Campaign(name) => self.in_campaign(name),
            Test::Holds(field, hold) => self.field(field, hold),
        }
    }

    fn field(&self, field: &Field<Creator>, hold: &Hold) -> bool {
        let Some(value) = self.model.get(self.id).map(|row| field.get(row)) else {
            return false;
        };
        match hold {
            Hold::Words(words) => keys::holds(&value, words),
            Hold::Word(word) => value == *word,
            Hold::Number(cmp, n) => value.parse::<i64>().is_ok_and(|value| cmp.holds(value, *n)),
            Hold::Ago(cmp, n) => value
                .parse::<Day>()
                .is_ok_and(|day| cmp.holds((self.today - day).num_days(), *n)),
            Hold::Nothing => value.is_empty() || value == "no",
            Hold::Anything => !value.is_empty() && value != "no",
        }
    }

    fn facts(&self) -> FilterFacts {
        self.facts.facts(self.id)
    }

    fn accounts(&self) -> impl Iterator<Item = &Account> {
        self.model.of::<Account>(self.id)
    }

    /// Followers of the largest account.
    fn followers(&self) -> Option<i64> {
        self.accounts().filter_map(|a| a.followers).max()
    }

    /// Somebody never touched has been waiting longer than any number of days.
    fn touched(&self, cmp: Cmp, days: i64) -> bool {
        match self.facts().last_touch {
            Some(day) => cmp.holds((self.today - day).num_days(), days),
            None => matches!(cmp, Cmp::More | Cmp::AtLeast),
        }
    }

    fn has(&self, what: Has) -> bool {
        let mut active = self
            .model
            .of::<Right>(self.id)
            .filter(|r| r.state != RightState::Ended);
        match what {
            Has::Code => active.any(|r| r.kind == RightKind::Code && !r.code.is_empty()),
            Has::Rights => active.any(|r| r.kind != RightKind::Code),
            Has::Account => self.accounts().next().is_some(),
            Has::Campaign => self.open().any(|c| c.campaign.is_some()),
        }
    }

    fn open(&self) -> impl Iterator<Item = &Collaboration> {
        self.model
            .of::<Collaboration>(self.id)
            .filter(|c| c.is_open())
    }

    fn in_campaign(&self, name: &str) -> bool {
        self.open()
            .filter_map(|c| self.model.get(c.campaign?))
            .any(|campaign| fold(&campaign.name).contains(name))
    }
}
