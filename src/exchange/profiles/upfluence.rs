//! Upfluence's import file: a link to the profile, the name of the profile, and an address in
//! parts.

use super::{Profile, to};
use crate::exchange::fields::Field;

/// The profile.
pub const PROFILE: Profile = Profile {
    key: "upfluence",
    name: "Upfluence influencers",
    needs: &["mediaurl", "profilename"],
    columns: &[
        to("influencerid", Field::Extra),
        to("mediaurl", Field::Link),
        to("profilename", Field::Handle),
        to("firstname", Field::FirstName),
        to("lastname", Field::LastName),
        to("phonenumber", Field::Phone),
        to("email", Field::Email),
        to("shippingaddressline1", Field::Address),
        to("shippingaddressline2", Field::Address),
        to("shippingaddresszipcode", Field::Address),
        to("shippingaddresscity", Field::Address),
        to("shippingaddressstate", Field::Address),
        to("shippingaddresscountrycode", Field::Country),
        to("mergefields", Field::Extra),
    ],
    platform: None,
};
