//! Google Contacts, the header of today and the older one: names in parts, numbered addresses,
//! labels joined by ` ::: `. The parts of an address stand in its formatted column already.

use super::{Profile, to};
use crate::exchange::fields::Field;

/// The header of today.
pub const PROFILE: Profile = Profile {
    key: "google-contacts",
    name: "Google Contacts",
    needs: &["firstname", "phoneticfirstname", "email1value"],
    columns: &[
        to("firstname", Field::FirstName),
        to("lastname", Field::LastName),
        to("organizationname", Field::Extra),
        to("notes", Field::Notes),
        to("labels", Field::Tags),
        to("email1value", Field::Email),
        to("phone1value", Field::Phone),
        to("address1formatted", Field::Address),
        to("address1country", Field::Country),
        to("website1value", Field::Link),
        to("email1label", Field::Extra),
        to("phone1label", Field::Extra),
        to("website1label", Field::Extra),
        to("address1label", Field::Extra),
        to("address1street", Field::Extra),
        to("address1city", Field::Extra),
        to("address1region", Field::Extra),
        to("address1postalcode", Field::Extra),
    ],
    platform: None,
};

/// The older header: `Name,Given Name,…`.
pub const OLDER: Profile = Profile {
    key: "google-contacts-old",
    name: "Google Contacts, older header",
    needs: &["givenname", "familyname", "email1value"],
    columns: &[
        to("name", Field::Name),
        to("givenname", Field::FirstName),
        to("familyname", Field::LastName),
        to("notes", Field::Notes),
        to("groupmembership", Field::Tags),
        to("email1value", Field::Email),
        to("phone1value", Field::Phone),
        to("address1formatted", Field::Address),
        to("address1country", Field::Country),
        to("website1value", Field::Link),
        to("email1label", Field::Extra),
        to("phone1label", Field::Extra),
        to("website1label", Field::Extra),
        to("address1label", Field::Extra),
        to("address1street", Field::Extra),
        to("address1city", Field::Extra),
        to("address1region", Field::Extra),
        to("address1postalcode", Field::Extra),
    ],
    platform: None,
};
