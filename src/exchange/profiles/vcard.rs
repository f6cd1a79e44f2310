//! Cards of an address book (`.vcf`), as [`crate::exchange::vcard`] makes rows of them.

use super::{Profile, to};
use crate::exchange::fields::Field;

/// The profile.
pub const PROFILE: Profile = Profile {
    key: "vcard",
    name: "vCard address book",
    needs: &["vcardname"],
    columns: &[
        to("vcardname", Field::Name),
        to("email", Field::Email),
        to("phone", Field::Phone),
        to("address", Field::Address),
        to("country", Field::Country),
        to("profile", Field::Link),
        to("note", Field::Notes),
        to("categories", Field::Tags),
        to("nickname", Field::Extra),
        to("organisation", Field::Extra),
        to("birthday", Field::Extra),
        to("shownas", Field::Extra),
    ],
    platform: None,
};
