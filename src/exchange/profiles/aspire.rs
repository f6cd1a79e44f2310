//! Aspire's member upload: handles without `@` in a column per platform, a channel link for
//! YouTube.

use super::{Profile, to};
use crate::domain::rows::Platform;
use crate::exchange::fields::Field;

/// The profile.
pub const PROFILE: Profile = Profile {
    key: "aspire",
    name: "Aspire members",
    needs: &["email", "instagram", "uid", "address1"],
    columns: &[
        to("email", Field::Email),
        to("uid", Field::Extra),
        to("id", Field::Extra),
        to("instagram", Field::HandleOn(Platform::Instagram)),
        to("tiktok", Field::HandleOn(Platform::TikTok)),
        to("youtube", Field::HandleOn(Platform::YouTube)),
        to("pinterest", Field::HandleOn(Platform::Pinterest)),
        to("address1", Field::Address),
        to("address2", Field::Address),
        to("city", Field::Address),
        to("state", Field::Address),
        to("postalcode", Field::Address),
        to("country", Field::Country),
    ],
    platform: None,
};
