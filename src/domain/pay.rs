//! Sums of money: when a payment is due, what a campaign has planned, promised and spent, and which
//! commission was earned and is no payment yet. Two currencies are never added together.

use std::collections::BTreeMap;

use super::change::Step;
use super::ctx::Ctx;
use super::day::{Day, add_days, brief};
use super::ids::Id;
use super::money::{Currency, Money};
use super::rows::*;

/// Minor units by currency.
pub type Sums = BTreeMap<Currency, i64>;

/// Adds an amount to its currency's sum.
pub fn add(sums: &mut Sums, money: Money) {
    let sum = sums.entry(money.currency).or_default();
    *sum = sum.saturating_add(money.minor);
}

/// `$420 and €90`; `–` for nothing.
pub fn shown(sums: &Sums) -> String {
    let parts: Vec<String> = sums
        .iter()
        .filter(|(_, minor)| **minor != 0)
        .map(|(c, minor)| Money::new(*minor, *c).to_string())
        .collect();
    if parts.is_empty() {
        "–".into()
    } else {
        parts.join(" and ")
    }
}

/// The day a collaboration's last piece went live or is to go live; none while a piece has no day.
pub fn last_live(ctx: &Ctx<'_>, deal: &Collaboration) -> Option<Day> {
    let mut last = None;
    let pieces = ctx
        .model
        .of::<Deliverable>(deal.creator)
        .filter(|d| d.collaboration == deal.id);
    for piece in pieces.filter(|d| d.state != PieceState::Missed) {
        last = last.max(Some(piece.live.or(piece.live_due)?));
    }
    last
}

fn net_days(ctx: &Ctx<'_>, deal: Option<&Collaboration>) -> i64 {
    i64::from(
        deal.and_then(|c| c.net_days)
            .unwrap_or(ctx.settings.general.net_days),
    )
}

/// When an unpaid payment is due: as agreed, else the net days after the invoice, or after the last
/// piece goes live.
pub fn due(ctx: &Ctx<'_>, payment: &Payment) -> Option<Day> {
    let deal = payment.collaboration.and_then(|id| ctx.model.get(id));
    let from = || payment.invoiced.or_else(|| last_live(ctx, deal?));
    payment
        .due
        .or_else(|| from().map(|day| add_days(day, net_days(ctx, deal))))
}

/// When the agreed fee of a collaboration that has no payment of it yet will be due.
pub fn fee_due(ctx: &Ctx<'_>, deal: &Collaboration) -> Option<Day> {
    deal.agreed?;
    deal.fee.filter(|fee| fee.minor > 0)?;
    let made = |p: &Payment| p.collaboration == Some(deal.id) && p.kind == PaymentKind::Fee;
    if ctx.model.of::<Payment>(deal.creator).any(made) {
        return None;
    }
    last_live(ctx, deal).map(|day| add_days(day, net_days(ctx, Some(deal))))
}

/// Where a payment stands as of today: what is agreed or invoiced becomes due on its day.
pub fn state(ctx: &Ctx<'_>, payment: &Payment) -> PaymentState {
    match payment.state {
        PaymentState::Agreed | PaymentState::Invoiced
            if due(ctx, payment).is_some_and(|day| day <= ctx.today) =>
        {
            PaymentState::Due
        }
        state => state,
    }
}

/// Money of a campaign.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Budget {
    /// As planned.
    pub planned: Option<Money>,
    /// Promised and not paid: open payments, and fees agreed that are no payment yet.
    pub committed: Sums,
    /// Paid, and what parcels cost.
    pub spent: Sums,
}

impl Budget {
    /// What is left of the plan, in its currency.
    pub fn left(&self) -> Option<Money> {
        let planned = self.planned?;
        let of = |sums: &Sums| sums.get(&planned.currency).copied().unwrap_or(0);
        let gone = of(&self.committed).checked_add(of(&self.spent))?;
        Some(Money::new(
            planned.minor.checked_sub(gone)?,
            planned.currency,
        ))
    }
}

/// Planned, committed and spent money of a campaign.
pub fn budget(ctx: &Ctx<'_>, campaign: Id<Campaign>) -> Budget {
    let m = ctx.model;
    let mut all = Budget {
        planned: m.get(campaign).and_then(|c| c.budget),
        ..Budget::default()
    };
    for deal in m.of_campaign::<Collaboration>(campaign) {
        let mut fee_made = false;
        for payment in m
            .of::<Payment>(deal.creator)
            .filter(|p| p.collaboration == Some(deal.id))
        {
            fee_made |= payment.kind == PaymentKind::Fee;
            let into = if payment.state == PaymentState::Paid {
                &mut all.spent
            } else {
                &mut all.committed
            };
            add(into, payment.amount);
        }
        if let Some(fee) = deal
            .fee
            .filter(|_| !fee_made && deal.agreed.is_some() && deal.is_open())
        {
            add(&mut all.committed, fee);
        }
        for parcel in m
            .of::<Shipment>(deal.creator)
            .filter(|s| s.collaboration == Some(deal.id))
        {
            let left = !matches!(parcel.state, ParcelState::ToSend);
            parcel
                .cost
                .filter(|_| left)
                .into_iter()
                .for_each(|cost| add(&mut all.spent, cost));
        }
    }
    all
}

/// Commission that was earned and is no payment yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earned {
    /// From which collaboration.
    pub deal: Id<Collaboration>,
    /// To whom.
    pub creator: Id<Creator>,
    /// How much.
    pub amount: Money,
    /// Sales counted up to this day.
    pub up_to: Day,
}

/// Commission of a creator for sales up to a day: the share of what was sold less what was given
/// back, less the commission payments there are. So a refund of an old order lowers the next line.
pub fn commission(ctx: &Ctx<'_>, creator: Id<Creator>, up_to: Day) -> Vec<Earned> {
    let m = ctx.model;
    let mut out = Vec::new();
    for deal in m.of::<Collaboration>(creator) {
        let Some(share) = deal.commission.filter(|share| *share > 0) else {
            continue;
        };
        let mut sales = Sums::new();
        for sale in m
            .of::<Sale>(creator)
            .filter(|s| s.collaboration == Some(deal.id) && s.day <= up_to)
        {
            let Some(amount) = sale.amount else { continue };
            let net = amount.minor.saturating_sub(sale.refunded);
            add(&mut sales, Money::new(net, amount.currency));
        }
        for (currency, sold) in sales {
            let mine = |p: &&Payment| {
                p.collaboration == Some(deal.id) && p.kind == PaymentKind::Commission
            };
            let made = m
                .of::<Payment>(creator)
                .filter(mine)
                .filter(|p| p.amount.currency == currency);
            let made: i64 = made.map(|p| p.amount.minor).sum();
            // Hundredths of a percent, rounded half up to a whole minor unit.
            let earned = (i128::from(sold) * i128::from(share) + 5_000).div_euclid(10_000);
            let open = i64::try_from(earned)
                .unwrap_or(i64::MAX)
                .saturating_sub(made);
            if open > 0 {
                let amount = Money::new(open, currency);
                out.push(Earned {
                    deal: deal.id,
                    creator,
                    amount,
                    up_to,
                });
            }
        }
    }
    out
}

/// The last day of the month before a day's.
pub fn last_month_end(day: Day) -> Day {
    use chrono::Datelike;
    day.with_day(1).map_or(day, |first| add_days(first, -1))
}

/// The last day of a day's month.
pub fn month_end(day: Day) -> Day {
    add_days(super::agenda::month_step(day, 1), -1)
}

/// Makes a payment of every commission earned up to the end of last month, due at the end of this
/// one.
pub fn commission_lines(ctx: &Ctx<'_>) -> Result<Step, String> {
    let up_to = last_month_end(ctx.today);
    let mut creators: Vec<Id<Creator>> = ctx
        .model
        .collaborations
        .iter()
        .filter(|c| c.commission.is_some())
        .map(|c| c.creator)
        .collect();
    creators.sort_unstable();
    creators.dedup();
    let mut step = Step::default();
    let mut sums = Sums::new();
    let mut lines = 0;
    for earned in creators
        .iter()
        .flat_map(|creator| commission(ctx, *creator, up_to))
    {
        let share = ctx
            .model
            .get(earned.deal)
            .and_then(|c| c.commission)
            .unwrap_or(0);
        let id = step.fresh(ctx.model);
        step.insert(Payment {
            due: Some(month_end(ctx.today)),
            note: format!(
                "{}% of sales to {}",
                percent(share),
                up_to.format("%-d %b %Y")
            )
            .into(),
            ..Payment::new(
                id,
                earned.creator,
                Some(earned.deal),
                earned.amount,
                PaymentKind::Commission,
            )
        });
        add(&mut sums, earned.amount);
        lines += 1;
        step.focus.creator = Some(earned.creator);
    }
    if lines == 0 {
        return Err(format!(
            "no commission is open for sales up to {}",
            brief(up_to, ctx.today)
        ));
    }
    let many = if lines == 1 {
        "1 commission line".to_owned()
    } else {
        format!("{lines} commission lines")
    };
    step.label = format!(
        "{many}: {}, due {}",
        shown(&sums),
        brief(month_end(ctx.today), ctx.today)
    );
    Ok(step)
}

/// Hundredths of a percent as people write them: `8`, `12.5`.
pub fn percent(hundredths: i32) -> String {
    let text = format!(
        "{}.{:02}",
        hundredths / 100,
        hundredths.unsigned_abs() % 100
    );
    text.trim_end_matches('0').trim_end_matches('.').to_string()
}

/// An invoice for a payment came in.
pub fn invoiced(
    ctx: &Ctx<'_>,
    payment: Id<Payment>,
    reference: &str,
    day: Day,
) -> Result<Step, String> {
    let row = ctx
        .model
        .get(payment)
        .ok_or("This payment is not there any more.")?;
    if row.state == PaymentState::Paid {
        return Err("This is paid already.".into());
    }
    let who = ctx.model.called(row.creator);
    let mut step = Step::new(format!("Invoice: {who} {}", row.amount)).on(row.creator);
    let reference = reference.trim();
    step.edit(ctx.model, payment, |p| {
        (p.state, p.invoiced) = (PaymentState::Invoiced, Some(day));
        if !reference.is_empty() {
            p.reference = reference.into();
        }
    });
    let after = Payment {
        invoiced: Some(day),
        ..row.clone()
    };
    if let Some(due) = due(ctx, &after) {
        step.label
            .push_str(&format!(", due {}", super::day::short(due, ctx.today)));
    }
    Ok(step)
}

#[cfg(test)]
mod tests;
