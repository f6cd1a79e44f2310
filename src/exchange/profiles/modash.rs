//! Lists from Modash and tools like it: shortened counts, a rate in percent, averages. The exact
//! headers differ from export to export, so the measure they share decides.

use super::{Profile, to};
use crate::exchange::fields::Field;

/// The profile.
pub const PROFILE: Profile = Profile {
    key: "modash",
    name: "Modash and similar lists",
    needs: &["avglikes"],
    columns: &[
        to("handle", Field::Handle),
        to("username", Field::Handle),
        to("profileurl", Field::Link),
        to("name", Field::Name),
        to("displayname", Field::Name),
        to("followers", Field::Followers),
        to("followercount", Field::Followers),
        to("engagementrate", Field::Engagement),
        to("er", Field::Engagement),
        to("avglikes", Field::Extra),
        to("avgviews", Field::Views),
        to("location", Field::Country),
    ],
    platform: None,
};
