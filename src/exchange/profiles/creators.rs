//! Any spreadsheet of creators: no columns of its own, the words of the field table decide.

use super::Profile;

/// The profile.
pub const PROFILE: Profile = Profile {
    key: "creators",
    name: "Creators (any spreadsheet)",
    needs: &[],
    columns: &[],
    platform: None,
};
