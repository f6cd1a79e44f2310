//! HubSpot's export of contacts. Its owners, companies and dates of its own are kept as words: they
//! are about the seller, not about the person.

use super::{Profile, to};
use crate::exchange::fields::Field;

/// The profile.
pub const PROFILE: Profile = Profile {
    key: "hubspot",
    name: "HubSpot contacts",
    needs: &["recordid*", "firstname", "lastname", "email"],
    columns: &[
        to("firstname", Field::FirstName),
        to("lastname", Field::LastName),
        to("email", Field::Email),
        to("phonenumber", Field::Phone),
        to("mobilephonenumber", Field::Phone),
        to("leadstatus", Field::Stage),
        to("createdate", Field::Added),
        to("countryregion", Field::Country),
        to("streetaddress", Field::Address),
        to("city", Field::Address),
        to("stateregion", Field::Address),
        to("postalcode", Field::Address),
        to("websiteurl", Field::Link),
        to("unsubscribedfromallemail", Field::DoNotContact),
        to("recordid", Field::Extra),
        to("recordidcontact", Field::Extra),
        to("contactowner", Field::Extra),
        to("lastactivitydate", Field::Extra),
        to("marketingcontactstatus", Field::Extra),
        to("associatedcompany", Field::Extra),
        to("companyname", Field::Extra),
        to("companyowner", Field::Extra),
    ],
    platform: None,
};
