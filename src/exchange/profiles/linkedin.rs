//! LinkedIn's list of connections: three lines above the header, mostly without an address.

use super::{Profile, to};
use crate::domain::rows::Platform;
use crate::exchange::fields::Field;

/// The profile.
pub const PROFILE: Profile = Profile {
    key: "linkedin",
    name: "LinkedIn connections",
    needs: &["firstname", "lastname", "connectedon"],
    columns: &[
        to("firstname", Field::FirstName),
        to("lastname", Field::LastName),
        to("url", Field::HandleOn(Platform::LinkedIn)),
        to("emailaddress", Field::Email),
        to("company", Field::Extra),
        to("position", Field::Extra),
        to("connectedon", Field::Extra),
    ],
    platform: None,
};
