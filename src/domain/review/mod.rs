//! The daily review: rules, items, order, answers.
