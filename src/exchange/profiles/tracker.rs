//! The creator tab of the three-tab tracker that many guides hand out: one line a creator, a status
//! of four words.

use super::{Profile, to};
use crate::exchange::fields::Field;

/// The profile.
pub const PROFILE: Profile = Profile {
    key: "tracker",
    name: "Three-tab tracker, creator database",
    needs: &["handle", "platform", "followercount", "niche", "status"],
    columns: &[
        to("name", Field::Name),
        to("handle", Field::Handle),
        to("platform", Field::Platform),
        to("followercount", Field::Followers),
        to("engagementrate", Field::Engagement),
        to("location", Field::Country),
        to("niche", Field::Niche),
        to("email", Field::Email),
        to("status", Field::Stage),
    ],
    platform: None,
};
