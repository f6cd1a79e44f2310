//! Tests of the review: the worked morning, every rule with its facts, dates, answers, invariants
//! under random data.

mod absence;
mod ahead;
mod answers;
mod campaigns;
mod chance;
mod guards;
mod morning;
mod owners;
pub(super) mod play;
mod rules;
mod text;
mod zones;
