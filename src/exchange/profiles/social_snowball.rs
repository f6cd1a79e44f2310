//! Social Snowball's affiliates: a name in two parts, an address, a program and a discount code.

use super::{Profile, to};
use crate::exchange::fields::Field;

/// The profile.
pub const PROFILE: Profile = Profile {
    key: "social-snowball",
    name: "Social Snowball affiliates",
    needs: &["firstname", "lastname", "email", "program"],
    columns: &[
        to("firstname", Field::FirstName),
        to("lastname", Field::LastName),
        to("email", Field::Email),
        to("phone", Field::Phone),
        to("program", Field::Tags),
        to("discountcode", Field::Code),
    ],
    platform: None,
};
