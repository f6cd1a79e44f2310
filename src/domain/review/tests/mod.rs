//! Tests of the review: the worked morning, every rule with its facts, dates, answers, invariants under random data.

mod morning;
