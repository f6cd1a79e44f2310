//! Forms for rows that are not there yet: the same fields as the form of such a row, over a blank
//! one that is made when the form is saved.

use super::rows::{add, put};
use super::{Form, FormField};
use crate::app::App;
use crate::app::panes::profile::RowRef;
use crate::domain::change::Step;
use crate::domain::ids::Id;
use crate::domain::ledger::entry;
use crate::domain::ledger::orders::{self, correct};
use crate::domain::money::Money;
use crate::domain::recurrence::{self, Every, Rhythm};
use crate::domain::rows::*;
use crate::domain::when::Anchors;
use crate::word_enum;

word_enum! {
    /// What can be added in a form.
    NewRow {
        Deal = "deal", "deal";
        Piece = "piece", "piece of content";
        Right = "right", "right, code, exclusivity";
        Gift = "gift", "gift or sample";
        Payment = "payment", "payment";
        Target = "target", "target";
        Order = "order", "order";
        Refund = "refund", "refund";
        Expense = "expense", "expense";
        Count = "count", "count of your own";
        Rhythm = "rhythm", "next step that comes round again";
        Retainer = "retainer", "retainer";
    }
}

impl NewRow {
    /// Its letter in the menu.
    pub const fn letter(self) -> char {
        match self {
            Self::Deal => 'd',
            Self::Piece => 'p',
            Self::Right => 'r',
            Self::Gift => 'g',
            Self::Payment => 'm',
            Self::Target => 't',
            Self::Order => 'o',
            Self::Refund => 'b',
            Self::Expense => 'x',
            Self::Count => 'c',
            Self::Rhythm => 'y',
            Self::Retainer => 'e',
        }
    }

    /// What is typed for it, in a phrase.
    pub const fn note(self) -> &'static str {
        match self {
            Self::Deal => "fee, product, commission, terms, agreement",
            Self::Piece => "format, draft and live day",
            Self::Right => "what, where, until when",
            Self::Gift => "product, worth, tracking",
            Self::Payment => "amount, due day, how",
            Self::Target => "a number agreed before the first post",
            Self::Order => "day, number, code, sum, new or returning",
            Self::Refund => "given back for an order of theirs",
            Self::Expense => "boosting, travel, production: paid to somebody else",
            Self::Count => "sign-ups, leads, referrals, buyers who bought again",
            Self::Rhythm => "every 6 weeks, monthly, every 1 dec",
            Self::Retainer => "an amount and how often",
        }
    }
}

/// The row that saving adds.
#[derive(Debug, Clone, Copy)]
pub struct Adds {
    what: NewRow,
    creator: Id<Creator>,
    deal: Option<Id<Collaboration>>,
    /// The order, of a refund.
    sale: Option<Id<Sale>>,
}

/// Whether a field belongs to what comes round again of a kind.
pub(super) fn belongs(makes: Makes, key: &str) -> bool {
    match key {
        "amount" => makes == Makes::Payment,
        "many" | "format" | "platform" => makes == Makes::Piece,
        _ => true,
    }
}

impl Adds {
    /// Whether both add the same.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.is_of(other.what, other.creator, other.deal) && self.sale == other.sale
    }

    /// Whether this form adds a row of that kind.
    pub fn is_of(
        &self,
        what: NewRow,
        creator: Id<Creator>,
        deal: Option<Id<Collaboration>>,
    ) -> bool {
        (self.what, self.creator, self.deal) == (what, creator, deal)
    }

    fn campaign(&self, app: &App) -> Option<Id<Campaign>> {
        app.model.get(self.deal?)?.campaign
    }

    /// An empty amount in the usual currency.
    fn nothing(app: &App) -> Money {
        Money::new(0, app.entry(Anchors::default()).currency)
    }

    fn refund(&self, app: &App, step: &mut Step) -> RowRef {
        let id = step.fresh(&app.model);
        let sale = self.sale.and_then(|id| app.model.get(id));
        let worth = sale.and_then(|sale| sale.amount);
        step.insert(Refund {
            id,
            creator: sale.map_or(Some(self.creator), |sale| sale.creator),
            campaign: sale.and_then(|sale| sale.campaign),
            sale: self.sale.unwrap_or_default(),
            day: app.today,
            amount: worth.unwrap_or_else(|| Self::nothing(app)),
            source: Text::default(),
            note: Text::default(),
        });
        RowRef::Refund(id)
    }

    fn expense(&self, app: &App, step: &mut Step) -> RowRef {
        let id = step.fresh(&app.model);
        step.insert(Expense {
            id,
            creator: Some(self.creator),
            campaign: self.campaign(app),
            collaboration: self.deal,
            deliverable: None,
            kind: ExpenseKind::Boosting,
            amount: Self::nothing(app),
            day: app.today,
            reference: Text::default(),
            note: Text::default(),
        });
        RowRef::Expense(id)
    }

    fn rhythm(&self, app: &App, step: &mut Step, makes: Makes) -> RowRef {
        let id = step.fresh(&app.model);
        let monthly = Rhythm {
            every: Every::Months(1),
            from: None,
            until: None,
            times: None,
        };
        let words = match makes {
            Makes::Payment => PaymentKind::Fee.word(),
            Makes::FollowUp | Makes::Piece => "",
        };
        step.insert(Recurrence {
            creator: Some(self.creator),
            collaboration: self.deal,
            words: words.into(),
            amount: (makes == Makes::Payment).then(|| Self::nothing(app)),
            ..monthly.row(id, makes, app.today)
        });
        RowRef::Recurrence(id)
    }

    /// The step that adds a blank one, and which row that is.
    pub(super) fn blank(&self, app: &App) -> (Step, RowRef) {
        let mut step = Step::default().on(self.creator);
        let (creator, deal, m) = (self.creator, self.deal, &app.model);
        let none = Text::default;
        let row = match self.what {
            NewRow::Deal => {
                let new = Collaboration::new(step.fresh(m), creator, Stage::Onboarding, app.today);
                let relationship = m.get(creator).and_then(|c| c.relationship);
                let net_days = Some(app.settings.general.net_days);
                step.insert(Collaboration {
                    relationship,
                    net_days,
                    ..new.clone()
                });
                RowRef::Collaboration(new.id)
            }
            NewRow::Piece => {
                let new = Deliverable::new(step.fresh(m), creator, deal.unwrap_or_default());
                step.insert(new.clone());
                RowRef::Deliverable(new.id)
            }
            NewRow::Right => {
                let id = step.fresh(m);
                step.insert(Right {
                    id,
                    creator,
                    collaboration: deal,
                    deliverable: None,
                    kind: RightKind::Usage,
                    scope: none(),
                    channels: none(),
                    territory: none(),
                    code: none(),
                    start: Some(app.today),
                    end: None,
                    state: RightState::Active,
                });
                RowRef::Right(id)
            }
            NewRow::Gift => self.gift(app, &mut step),
            NewRow::Payment => self.payment(app, &mut step),
            NewRow::Target => self.target(app, &mut step),
            NewRow::Order => {
                let id = step.fresh(m);
                step.insert(Sale {
                    creator: Some(creator),
                    ..Sale::new(id, app.today, None)
                });
                RowRef::Sale(id)
            }
            NewRow::Refund => self.refund(app, &mut step),
            NewRow::Expense => self.expense(app, &mut step),
            NewRow::Count => self.count(app, &mut step),
            NewRow::Rhythm => self.rhythm(app, &mut step, Makes::FollowUp),
            NewRow::Retainer => self.rhythm(app, &mut step, Makes::Payment),
        };
        (step, row)
    }

    fn gift(&self, app: &App, step: &mut Step) -> RowRef {
        let id = step.fresh(&app.model);
        let deal = self.deal.and_then(|d| app.model.get(d));
        step.insert(Shipment {
            id,
            creator: self.creator,
            collaboration: self.deal,
            product: Text::default(),
            value: None,
            cost: None,
            tracking: Text::default(),
            state: ParcelState::ToSend,
            sent: None,
            delivered: None,
            post_agreed: deal.is_some_and(|c| c.agreed.is_some()),
            posted: None,
        });
        RowRef::Shipment(id)
    }

    fn payment(&self, app: &App, step: &mut Step) -> RowRef {
        let id = step.fresh(&app.model);
        step.insert(Payment::new(
            id,
            self.creator,
            self.deal,
            Money::new(0, app.entry(Anchors::default()).currency),
            PaymentKind::Fee,
        ));
        RowRef::Payment(id)
    }

    fn count(&self, app: &App, step: &mut Step) -> RowRef {
        let id = step.fresh(&app.model);
        let deal = self.deal.and_then(|d| app.model.get(d));
        step.insert(OwnCount {
            id,
            creator: Some(self.creator),
            campaign: deal.and_then(|d| d.campaign),
            collaboration: self.deal,
            deliverable: None,
            day: app.today,
            name: Text::default(),
            value: 0,
        });
        RowRef::OwnCount(id)
    }

    /// A target is agreed on the day it is written down, unless one was before.
    fn target(&self, app: &App, step: &mut Step) -> RowRef {
        let id = step.fresh(&app.model);
        let campaign = self
            .deal
            .and_then(|d| app.model.get(d))
            .and_then(|d| d.campaign);
        step.insert(Target {
            id,
            creator: Some(self.creator),
            campaign,
            collaboration: self.deal,
            metric: "orders".into(),
            value: 0,
            currency: Text::default(),
        });
        if let Some(deal) = self.deal {
            step.edit(&app.model, deal, |c| {
                c.targets_agreed = c.targets_agreed.or(Some(app.today))
            });
        }
        RowRef::Target(id)
    }
}

impl Form {
    /// The form of a new row of a creator, in a collaboration where it belongs to one.
    pub fn adding(
        app: &App,
        what: NewRow,
        creator: Id<Creator>,
        deal: Option<Id<Collaboration>>,
        sale: Option<Id<Sale>>,
    ) -> Result<Self, String> {
        let who = app.model.called(creator);
        let in_deal = [NewRow::Piece, NewRow::Target, NewRow::Retainer];
        if deal.is_none() && in_deal.contains(&what) {
            return Err(format!(
                "{who} has no open collaboration for it; n D opens one"
            ));
        }
        let adds = Adds {
            what,
            creator,
            deal,
            sale,
        };
        let (step, row) = adds.blank(app);
        let mut fields: Vec<FormField> = Vec::new();
        macro_rules! fields_of_new {
            ($($list:ident),+) => {$(
                if let Some(new) = step.edits.$list.iter().find(|e| e.before.is_none()).and_then(|e| e.after.as_ref()) {
                    add(app, &mut fields, row, new, "");
                }
            )+};
        }
        fields_of_new!(
            collaborations,
            deliverables,
            rights,
            shipments,
            payments,
            targets,
            sales,
            refunds,
            expenses,
            own_counts,
            recurrences
        );
        if let NewRow::Rhythm | NewRow::Retainer = what {
            let makes = match what {
                NewRow::Retainer => Makes::Payment,
                _ => Makes::FollowUp,
            };
            fields.retain(|f| f.key != "makes" && belongs(makes, f.key));
        }
        // What stands in a blank row only because something must is left for the user to say.
        let unsaid = |f: &&mut FormField| {
            matches!(
                (what, f.key),
                (
                    NewRow::Payment | NewRow::Expense | NewRow::Retainer,
                    "amount"
                ) | (NewRow::Target | NewRow::Count, "value")
            )
        };
        fields
            .iter_mut()
            .filter(unsaid)
            .for_each(|field| field.set(""));
        let title = match sale.and_then(|id| app.model.get(id)) {
            Some(sale) => format!("refund of order {} · {who}", orders::shown(sale, app.today)),
            None => format!("{} for {who}", what.label()),
        };
        Ok(Self {
            title,
            fields,
            at: 0,
            many: Vec::new(),
            saving: false,
            adds: Some(adds),
        })
    }

    /// The step that adds the row with what was typed; an error names the field.
    pub(super) fn added(&self, app: &App, new: &Adds) -> Result<Step, (usize, String)> {
        // Empty fields are put too: those that may not be empty say so.
        let said = |f: &&FormField| f.dirty() || f.text().is_empty();
        let said: Vec<&FormField> = self.fields.iter().filter(said).collect();
        for field in &said {
            let (mut trial, row) = new.blank(app);
            put(app, &mut trial, row, &[field]).map_err(|why| (self.place(field), why))?;
        }
        let (mut step, row) = new.blank(app);
        put(app, &mut step, row, &said).map_err(|why| (self.at, why))?;
        if let Some(row) = step.edits.recurrences.iter().find_map(|e| e.after.clone()) {
            let missing = match row.makes {
                Makes::Payment if row.amount.is_none_or(|amount| amount.minor <= 0) => {
                    Some(("amount", "How much each time? Amount is needed."))
                }
                Makes::FollowUp if row.words.is_empty() => {
                    Some(("words", "What is to be done? The words are missing."))
                }
                _ => None,
            };
            if let Some((key, why)) = missing {
                let at = self.fields.iter().position(|f| f.key == key);
                return Err((at.unwrap_or(self.at), why.into()));
            }
            recurrence::make(&app.model, app.clock.now, &mut step, &row, row.start);
        }
        step.label = format!("New {}", self.title);
        let by = said.iter().any(|field| field.key == "by");
        let sales = step.edits.sales.iter_mut();
        for sale in sales.filter_map(|edit| edit.after.as_mut()) {
            if !by {
                correct::known_by(sale);
            }
            let code = self.fields.iter().position(|field| field.key == "code");
            correct::theirs(&app.model, sale).map_err(|why| (code.unwrap_or(self.at), why))?;
        }
        if let Some(paid) = paid_into_open(app, &step) {
            return Ok(paid);
        }
        Ok(step)
    }
}

/// A fee that is written down as paid goes into what is open of the deal; none where nothing of
/// it is, or the row says something else.
fn paid_into_open(app: &App, step: &Step) -> Option<Step> {
    let [edit] = step.edits.payments.as_slice() else {
        return None;
    };
    let row = edit.after.as_ref()?;
    let day = row.paid.filter(|_| row.kind == PaymentKind::Fee)?;
    let ctx = app.ctx();
    let base = ctx.base();
    let paid = entry::Paid {
        creator: row.creator,
        amount: row.amount,
        deal: row.collaboration,
        kind: Some(row.kind),
    };
    let paying = entry::plan(&base, &paid).ok()?;
    if paying.fills.is_empty() {
        return None;
    }
    let who = app.model.called(row.creator);
    let mut step = Step::new(format!("Paid: {who} {}", paying.amount_words())).on(row.creator);
    let how = entry::How {
        method: row.method.clone(),
        reference: row.reference.clone(),
        note: row.note.clone(),
    };
    entry::write(&base, &mut step, &paying, day, &how);
    Some(step)
}
