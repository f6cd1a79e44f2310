//! Mailchimp's audience export. Who unsubscribed or was cleaned must never be written to again:
//! both carry the time of it in a column of their own, or stand in a status column.

use super::{Profile, to};
use crate::exchange::fields::Field;

/// The profile.
pub const PROFILE: Profile = Profile {
    key: "mailchimp",
    name: "Mailchimp audience",
    needs: &["emailaddress", "memberrating"],
    columns: &[
        to("emailaddress", Field::Email),
        to("firstname", Field::FirstName),
        to("lastname", Field::LastName),
        to("phonenumber", Field::Phone),
        to("address", Field::Address),
        to("tags", Field::Tags),
        to("notes", Field::Notes),
        to("status", Field::DoNotContact),
        to("unsubtime", Field::Unsubscribed),
        to("cleantime", Field::Unsubscribed),
    ],
    platform: None,
};
