//! Klar's influencer sheet: two lines of titles, headers in the third; a line per campaign, so the
//! same person comes back with other dates and codes.

use super::{Profile, to};
use crate::exchange::fields::Field;

/// The profile.
pub const PROFILE: Profile = Profile {
    key: "klar",
    name: "Klar influencer sheet",
    needs: &["campaignname", "influenceraffiliatename"],
    columns: &[
        to("campaignname", Field::Campaign),
        to("influenceraffiliatename", Field::Name),
        to("handle", Field::Handle),
        to("platform", Field::Platform),
        to("postingdate", Field::LiveDue),
        to("enddate", Field::CodeEnd),
        to("discountcode", Field::Code),
        to("addattributionlasttouch", Field::Extra),
        to("status", Field::Extra),
    ],
    platform: None,
};
