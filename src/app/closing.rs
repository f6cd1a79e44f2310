//! A deal is being closed while money of it is open: what becomes of it is asked before the step is
//! written, whichever key, form or line closes it.

use super::modal::Modal;
use super::modal::pick::{Choice, Pick};
use super::modal::prompt::{Echo, Kind, Prompt};
use super::target::Target;
use super::{App, Effect};
use crate::domain::change::Step;
use crate::domain::ledger::closing::{self, Settling};
use crate::domain::rows::Outcome;

impl App {
    /// Asks what becomes of the open money of deals that a step closes, or commits the step where
    /// none is open. By a key a completed deal keeps it owed, which is said; a form always asks.
    pub(super) fn ask_or_commit(&mut self, step: Step, form: bool) -> Vec<Effect> {
        let closed = closing::closed_with_money(&self.ctx().base(), &step);
        let asked = closed
            .iter()
            .filter(|c| form || c.outcome != Outcome::Completed);
        let asked: Vec<_> = asked.collect();
        let Some(first) = asked.first() else {
            return self.commit_settled(step);
        };
        let who = match asked.len() {
            1 => self.model.called(first.creator),
            many => format!("{many} deals"),
        };
        let open = &first.open;
        let title = format!("Closed with {open} open · {who}: what becomes of it?");
        let paid = format!("{open} is paid today");
        let options = vec![
            Choice::new("owed", "Keep it owed", "stays in Money and in the review").letter('o'),
            Choice::new("paid", "Pay it", paid).letter('p'),
            Choice::new("waive", "Waive it", "let go of, nothing is owed any more").letter('w'),
            Choice::new("kill", "Kill fee", "asks how much; takes its place").letter('k'),
        ];
        let target = Target {
            creators: vec![first.creator],
            items: Vec::new(),
        };
        self.closing = Some(Box::new(step));
        self.open(Modal::Pick(Box::new(Pick::one(
            title,
            options,
            target,
            |app, target, values| match values.first().map(String::as_str) {
                Some("kill") => {
                    let who = target.called(app);
                    let title = format!("Kill fee · {who}");
                    let prompt = Prompt::new(&KILL_FEE, title, "", target.clone());
                    app.open(Modal::Prompt(Box::new(prompt)))
                }
                Some(word) => {
                    let how = Settling::parse(word, app.quick().currency);
                    match how {
                        Ok(how) => settled(app, how),
                        Err(why) => app.refuse(why),
                    }
                }
                None => Vec::new(),
            },
        ))))
    }
}

/// How much the kill fee is.
const KILL_FEE: Kind = Kind {
    hint: "an amount: 100",
    long: false,
    read: |app, prompt| {
        vec![Echo::from(kill_fee(app, prompt).map(|how| match how {
            Settling::Kill(fee) => format!("kill fee {fee}, the rest is let go of"),
            _ => String::new(),
        }))]
    },
    save: |app, prompt| {
        let how = kill_fee(app, prompt)?;
        Ok(settled(app, how))
    },
};

fn kill_fee(app: &App, prompt: &Prompt) -> Result<Settling, String> {
    let typed = format!("kill {}", prompt.line.text().trim());
    let deal = app.closing.as_ref().and_then(|step| {
        closing::closed_with_money(&app.ctx().base(), step)
            .into_iter()
            .next()
    });
    let currency = deal.and_then(|deal| deal.open.iter().next().map(|money| money.currency));
    Settling::parse(&typed, currency.unwrap_or(app.quick().currency))
}

/// Writes the step that waited, with what becomes of the money.
fn settled(app: &mut App, how: Settling) -> Vec<Effect> {
    let Some(mut step) = app.closing.take() else {
        return app.refuse("the deal is closed already");
    };
    let base = app.ctx();
    closing::of_step(&base.base(), &mut step, how);
    let effects = app.commit_settled(*step);
    if let Some(Modal::Form(form)) = app.modals.last_mut() {
        form.saving = !effects.is_empty();
    }
    effects
}
