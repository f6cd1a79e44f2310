//! Payments, invoices, disputes and new days, written onto open lines. One function decides where
//! an amount that was paid belongs, for the typed line, the forms, the review, Money and `batch`.

use super::balance;
use super::lines::{self, Line};
use crate::domain::change::Step;
use crate::domain::ctx::Base;
use crate::domain::day::{Day, short};
use crate::domain::ids::Id;
use crate::domain::money::{Money, Purse};
use crate::domain::recurrence;
use crate::domain::rows::*;

/// An amount that was paid to a creator.
#[derive(Debug, Clone, Copy)]
pub struct Paid {
    /// To whom.
    pub creator: Id<Creator>,
    /// How much.
    pub amount: Money,
    /// For which deal, where that was said.
    pub deal: Option<Id<Collaboration>>,
    /// What for, where that was said.
    pub kind: Option<PaymentKind>,
}

/// Where an amount goes.
#[derive(Debug, Clone, PartialEq)]
pub struct Paying {
    /// The lines it fills, each with what of it is paid.
    pub fills: Vec<(Line, Money)>,
    /// What is paid beyond everything open, with the last line or as a payment of its own.
    pub beyond: Money,
    /// Everything that was open where it goes.
    pub open: Money,
}

/// Why it is not known where an amount goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unclear {
    /// It fits several deals.
    Deals(Vec<Option<Id<Collaboration>>>),
    /// Nothing is open in its currency.
    Nothing,
}

impl Unclear {
    /// The question, in words.
    pub fn words(&self, base: &Base<'_>, paid: &Paid) -> String {
        let who = base.model.called(paid.creator);
        match self {
            Self::Deals(deals) => {
                let names: Vec<String> = deals.iter().map(|d| deal_name(base, *d)).collect();
                format!(
                    "{} may be for {}: which deal?",
                    paid.amount,
                    names.join(" or for ")
                )
            }
            Self::Nothing => format!(
                "nothing of {who} is open in {}: is it a fee, a bonus or a reimbursement?",
                paid.amount.currency
            ),
        }
    }
}

/// What a deal is called: its campaign, else `no campaign`; `no deal` for payments outside of any.
pub fn deal_name(base: &Base<'_>, deal: Option<Id<Collaboration>>) -> String {
    let Some(deal) = deal.and_then(|id| base.model.get(id)) else {
        return "no deal".into();
    };
    let campaign = deal.campaign.and_then(|id| base.model.get(id));
    campaign.map_or_else(|| "no campaign".into(), |c| c.name.to_string())
}

/// Decides where an amount goes: into the line it equals, else into the line due first and from
/// there on. A kind that was named and has no open line makes a payment of its own.
pub fn plan(base: &Base<'_>, paid: &Paid) -> Result<Paying, Unclear> {
    let mut open = lines::of_creator(base, paid.creator);
    open.retain(|line| {
        !line.surplus
            && line.amount.currency == paid.amount.currency
            && paid.deal.is_none_or(|deal| line.deal == Some(deal))
            && paid.kind.is_none_or(|kind| line.kind == kind)
    });
    let equal: Vec<Line> = open
        .iter()
        .copied()
        .filter(|line| line.amount == paid.amount)
        .collect();
    let fits = if equal.is_empty() { &open } else { &equal };
    let mut deals: Vec<_> = fits.iter().map(|line| line.deal).collect();
    deals.sort_unstable();
    deals.dedup();
    match deals.as_slice() {
        [] if paid.kind.is_some() => Ok(Paying {
            fills: Vec::new(),
            beyond: paid.amount,
            open: Money::new(0, paid.amount.currency),
        }),
        [] => Err(Unclear::Nothing),
        [deal] => {
            let sum: Purse = open
                .iter()
                .filter(|line| line.deal == *deal)
                .map(|line| line.amount)
                .collect();
            let open_sum = Money::new(sum.minor(paid.amount.currency), paid.amount.currency);
            let fits = fits.iter().copied().filter(|line| line.deal == *deal);
            Ok(filled(fits.collect(), paid.amount, open_sum))
        }
        _ => Err(Unclear::Deals(deals)),
    }
}

/// An amount put into one line: all that is open of it, or a part.
pub fn into_line(line: Line, amount: Money) -> Paying {
    filled(vec![line], amount, line.amount)
}

fn filled(lines: Vec<Line>, amount: Money, open: Money) -> Paying {
    let mut left = amount.minor;
    let mut fills = Vec::new();
    for line in lines {
        let take = line.amount.minor.min(left);
        if take > 0 {
            fills.push((line, Money::new(take, amount.currency)));
            left = left.saturating_sub(take);
        }
    }
    Paying {
        fills,
        beyond: Money::new(left, amount.currency),
        open,
    }
}

impl Paying {
    /// What of it is worth a second look before it is saved: it is more than is open.
    pub fn warning(&self) -> Option<String> {
        (self.beyond.minor > 0 && !self.fills.is_empty()).then(|| {
            let open = self.open;
            format!("{} more than the {open} that is open", self.beyond)
        })
    }

    /// What it does to the open lines: `a part of the open fee of $350; $250 stays due Wed 18 Nov`.
    pub fn notes(&self, base: &Base<'_>) -> Vec<String> {
        let note = |(line, part): &(Line, Money)| {
            let day = line.due.day();
            let due = day.map_or_else(
                || "without a day".into(),
                |day| format!("due {}", short(day, base.today)),
            );
            if part.minor == line.amount.minor {
                format!("marks the open {} {due} as paid", line.kind)
            } else {
                let rest = line.amount.minor.saturating_sub(part.minor);
                let rest = Money::new(rest, part.currency);
                let (kind, amount) = (line.kind, line.amount);
                format!("a part of the open {kind} of {amount}; {rest} stays {due}")
            }
        };
        self.fills.iter().map(note).collect()
    }

    /// `$100 of $350`, or the whole amount alone.
    pub fn amount_words(&self) -> String {
        let sum = self.fills.iter().map(|(_, part)| part.minor);
        let sum = sum.fold(self.beyond.minor, i64::saturating_add);
        let amount = Money::new(sum, self.beyond.currency);
        match self.fills.first() {
            Some((line, part)) if part.minor < line.amount.minor => {
                format!("{amount} of {}", line.amount)
            }
            _ => amount.to_string(),
        }
    }
}

/// How something was paid.
#[derive(Debug, Clone, Default)]
pub struct How {
    /// By which way: bank, PayPal.
    pub method: Text,
    /// Reference or invoice number.
    pub reference: Text,
    /// Free words.
    pub note: Text,
}

impl How {
    fn fill(&self, row: &mut Payment) {
        let texts = [
            (&mut row.method, &self.method),
            (&mut row.reference, &self.reference),
            (&mut row.note, &self.note),
        ];
        for (text, value) in texts {
            if !value.is_empty() {
                *text = value.clone();
            }
        }
    }
}

/// Writes a payment into a step. A payment that is paid in part is split: the row keeps what is
/// still open, with its id and its day, and what was paid is a row of its own.
pub fn write(base: &Base<'_>, step: &mut Step, paying: &Paying, day: Day, how: &How) {
    for (at, (line, part)) in paying.fills.iter().enumerate() {
        let whole = part.minor == line.amount.minor;
        let mut part = *part;
        if at + 1 == paying.fills.len() {
            part.minor = part.minor.saturating_add(paying.beyond.minor);
        }
        let row = line.payment.and_then(|id| base.model.get(id));
        let done = |row: &mut Payment| {
            (row.state, row.paid, row.amount) = (PaymentState::Paid, Some(day), part);
            how.fill(row);
        };
        match row {
            Some(row) if whole && row.amount.minor <= part.minor => {
                step.edit(base.model, row.id, done);
                // A retainer that is paid comes round again.
                recurrence::finish_payment(base, step, row);
            }
            Some(row) => {
                let mut made = Payment {
                    id: step.fresh(base.model),
                    // A part is no occurrence of its own.
                    recurrence: None,
                    ..row.clone()
                };
                done(&mut made);
                step.insert(made);
                step.edit(base.model, row.id, |p| {
                    p.amount.minor = p.amount.minor.saturating_sub(part.minor);
                });
            }
            None => {
                let mut made = of_rest(base, step, line);
                done(&mut made);
                step.insert(made);
            }
        }
    }
}

/// A row for the rest of a fee, as agreed and with the line's whole amount.
fn of_rest(base: &Base<'_>, step: &Step, line: &Line) -> Payment {
    let id = step.fresh(base.model);
    Payment::new(id, line.creator, line.deal, line.amount, line.kind)
}

/// Changes the payment of a line. The rest of a fee gets a row of its own first; the surplus of an
/// invoice is part of that invoice's row.
pub fn edit_line(
    base: &Base<'_>,
    step: &mut Step,
    line: &Line,
    with: impl FnOnce(&mut Payment),
) -> Id<Payment> {
    match line.payment {
        Some(id) => {
            step.edit(base.model, id, with);
            id
        }
        None => {
            let mut made = of_rest(base, step, line);
            with(&mut made);
            let id = made.id;
            step.insert(made);
            id
        }
    }
}

/// There is a dispute about a line.
pub fn dispute(base: &Base<'_>, step: &mut Step, line: &Line, why: &str) {
    edit_line(base, step, line, |p| {
        p.state = PaymentState::Disputed;
        if !why.trim().is_empty() {
            p.note = why.trim().into();
        }
    });
}

/// A line is due on another day, by agreement.
pub fn move_due(base: &Base<'_>, step: &mut Step, line: &Line, day: Day) {
    edit_line(base, step, line, |p| p.due = Some(day));
}

/// What an invoice asks beyond the fee is accepted: the fee is raised by it.
pub fn accept_surplus(base: &Base<'_>, step: &mut Step, line: &Line) -> Result<(), String> {
    let deal = line.deal.and_then(|id| base.model.get(id));
    let deal = deal.filter(|_| line.surplus);
    let (deal, fee) = deal
        .and_then(|deal| Some((deal, balance::promised_fee(deal)?)))
        .ok_or("Nothing is asked beyond what was agreed.")?;
    let raised = fee.plus(line.amount).ok_or("The sum is too large.")?;
    step.edit(base.model, deal.id, |c| c.fee = Some(raised));
    Ok(())
}

/// An invoice for a line came in.
pub fn invoiced(base: &Base<'_>, line: &Line, reference: &str, day: Day) -> Step {
    let who = base.model.called(line.creator);
    let mut step = Step::new(format!("Invoice: {who} {}", line.amount)).on(line.creator);
    let reference = reference.trim();
    let id = edit_line(base, &mut step, line, |p| {
        (p.state, p.invoiced) = (PaymentState::Invoiced, Some(day));
        if !reference.is_empty() {
            p.reference = reference.into();
        }
    });
    let row = step.edits.payments.iter().find(|e| e.id() == id);
    if let Some(row) = row.and_then(|e| e.after.as_ref())
        && let Some(due) = super::due::of_payment(base, row).day()
    {
        step.label
            .push_str(&format!(", due {}", short(due, base.today)));
    }
    step
}

/// The line of an open payment, or of the rest of a deal's fee, or why there is none.
pub fn open_line(base: &Base<'_>, payment: Id<Payment>) -> Result<Line, String> {
    let row = base
        .model
        .get(payment)
        .ok_or("This payment is not there any more.")?;
    match row.state {
        PaymentState::Paid => Err("This is paid already.".into()),
        PaymentState::Waived => Err("This was waived; e changes that.".into()),
        _ => lines::of_row(base, row)
            .or_else(|| lines::surplus_of(base, row))
            .ok_or_else(|| "Nothing of this is open.".into()),
    }
}
