//! Money and orders: what creators brought, what is owed and paid to them, what the work cost
//! besides. Only the ledger adds these up.

use serde::{Deserialize, Serialize};

use super::{Campaign, Collaboration, Creator, Deliverable, Recurrence, Text, row};
use crate::domain::day::Day;
use crate::domain::ids::Id;
use crate::domain::money::Money;
use crate::word_enum;

word_enum! {
    /// What tells whose an order is.
    Attribution {
        Code = "code", "promo code";
        Link = "link", "tracked link";
        Hand = "hand", "by hand";
    }
}

word_enum! {
    /// Whether an order counts.
    #[derive(Default)]
    OrderStatus {
        #[default]
        Placed = "placed", "placed";
        Cancelled = "cancelled", "cancelled";
        Staff = "staff", "by staff";
        Test = "test", "a test";
    }
}

/// An order brought by a creator.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sale {
    /// Its id.
    pub id: Id<Sale>,
    /// Whose.
    pub creator: Option<Id<Creator>>,
    /// In which campaign.
    pub campaign: Option<Id<Campaign>>,
    /// In which collaboration.
    pub collaboration: Option<Id<Collaboration>>,
    /// When.
    pub day: Day,
    /// The shop's number of the order.
    pub order_ref: Text,
    /// The code used.
    pub code: Text,
    /// What it brought; unknown where its file does not say.
    pub amount: Option<Money>,
    /// Minor units given back, as told with the order; what is told later is a row of `refund`.
    /// Only the ledger adds the two.
    pub refunded: i64,
    /// Orders in this row (a summary may stand for many).
    pub orders: i64,
    /// First order of this buyer; unknown without full history.
    pub new_customer: Option<bool>,
    /// A hash of the buyer, to count repurchases.
    pub buyer: Text,
    /// Attributed by.
    pub by: Attribution,
    /// The shop whose order it is; empty for the only one.
    #[serde(default)]
    pub shop: Text,
    /// Last day, for a sum over several days.
    #[serde(default)]
    pub until: Option<Day>,
    /// Place of the code among those of its order, from 0.
    #[serde(default)]
    pub place: i32,
    /// Whether it counts as an order.
    #[serde(default)]
    pub status: OrderStatus,
    /// An order of an affiliate network, which pays the creator itself.
    #[serde(default)]
    pub network: bool,
    /// What told of it: a file, or nothing for typed ones.
    #[serde(default)]
    pub source: Text,
}
row!(Sale, "sale", creator? = creator, campaign? = campaign);

impl Sale {
    /// One order by hand, of nobody yet.
    pub fn new(id: Id<Sale>, day: Day, amount: Option<Money>) -> Self {
        let none = Text::default;
        Self {
            id,
            creator: None,
            campaign: None,
            collaboration: None,
            day,
            order_ref: none(),
            code: none(),
            amount,
            refunded: 0,
            orders: 1,
            new_customer: None,
            buyer: none(),
            by: Attribution::Hand,
            shop: none(),
            until: None,
            place: 0,
            status: OrderStatus::Placed,
            network: false,
            source: none(),
        }
    }
}

/// Money given back for an order after it was told of, in part or whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Refund {
    /// Its id.
    pub id: Id<Refund>,
    /// Whose order it was, as the order's row says.
    pub creator: Option<Id<Creator>>,
    /// In which campaign.
    pub campaign: Option<Id<Campaign>>,
    /// Of which order.
    pub sale: Id<Sale>,
    /// When it was given back.
    pub day: Day,
    /// How much.
    pub amount: Money,
    /// What told of it: a file, or nothing for typed ones.
    pub source: Text,
    /// Free words.
    pub note: Text,
}
row!(Refund, "refund", creator? = creator, campaign? = campaign);

word_enum! {
    /// What a payment is for.
    PaymentKind {
        Fee = "fee", "fee";
        Bonus = "bonus", "bonus";
        Commission = "commission", "commission";
        Reimbursement = "reimbursement", "reimbursement";
        KillFee = "kill-fee", "kill fee";
    }
}

word_enum! {
    /// Where a payment stands.
    PaymentState {
        Agreed = "agreed", "agreed";
        Invoiced = "invoiced", "invoiced";
        Due = "due", "due";
        Paid = "paid", "paid";
        Disputed = "disputed", "disputed";
        Waived = "waived", "waived";
    }
}

/// Money owed or paid to a creator.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Payment {
    /// Its id.
    pub id: Id<Payment>,
    /// To whom.
    pub creator: Id<Creator>,
    /// For which collaboration.
    pub collaboration: Option<Id<Collaboration>>,
    /// How much.
    pub amount: Money,
    /// What for.
    pub kind: PaymentKind,
    /// State.
    pub state: PaymentState,
    /// When it is due, as agreed.
    pub due: Option<Day>,
    /// Day of the invoice.
    pub invoiced: Option<Day>,
    /// Day it was paid.
    pub paid: Option<Day>,
    /// How.
    pub method: Text,
    /// Reference or invoice number.
    pub reference: Text,
    /// Free words, such as why it is disputed.
    pub note: Text,
    /// What its day hangs on where no day was agreed: `signed`, `live+30d`, `delivered`.
    #[serde(default)]
    pub due_when: Text,
    /// What it comes round again by, if it does.
    #[serde(default)]
    pub recurrence: Option<Id<Recurrence>>,
}
row!(Payment, "payment", creator = creator);

impl Payment {
    /// An agreed payment with nothing else known of it.
    pub fn new(
        id: Id<Payment>,
        creator: Id<Creator>,
        collaboration: Option<Id<Collaboration>>,
        amount: Money,
        kind: PaymentKind,
    ) -> Self {
        let none = Text::default;
        Self {
            id,
            creator,
            collaboration,
            amount,
            kind,
            state: PaymentState::Agreed,
            due: None,
            invoiced: None,
            paid: None,
            method: none(),
            reference: none(),
            note: none(),
            due_when: none(),
            recurrence: None,
        }
    }
}

word_enum! {
    /// What an expense was for.
    ExpenseKind {
        Boosting = "boosting", "boosting";
        Travel = "travel", "travel";
        Production = "production", "production";
        Network = "network", "affiliate network";
        Fees = "fees", "payment fees";
        Other = "other", "other";
    }
}

/// Money that the work cost and that goes to somebody else than the creator.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Expense {
    /// Its id.
    pub id: Id<Expense>,
    /// For whose work.
    pub creator: Option<Id<Creator>>,
    /// For which campaign.
    pub campaign: Option<Id<Campaign>>,
    /// For which collaboration.
    pub collaboration: Option<Id<Collaboration>>,
    /// For which piece.
    pub deliverable: Option<Id<Deliverable>>,
    /// What for.
    pub kind: ExpenseKind,
    /// How much.
    pub amount: Money,
    /// When it was paid.
    pub day: Day,
    /// Number of the invoice or order.
    pub reference: Text,
    /// Free words.
    pub note: Text,
}
row!(Expense, "expense", creator? = creator, campaign? = campaign);

/// A count of one's own with a name: sign-ups, leads, referrals.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OwnCount {
    /// Its id.
    pub id: Id<OwnCount>,
    /// Brought by whom.
    pub creator: Option<Id<Creator>>,
    /// In which campaign.
    pub campaign: Option<Id<Campaign>>,
    /// In which collaboration.
    pub collaboration: Option<Id<Collaboration>>,
    /// By which piece.
    pub deliverable: Option<Id<Deliverable>>,
    /// When it was counted.
    pub day: Day,
    /// What is counted.
    pub name: Text,
    /// How many.
    pub value: i64,
}
row!(
    OwnCount,
    "own_count",
    creator? = creator,
    campaign? = campaign
);
