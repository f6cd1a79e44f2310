//! Settings that rules and screens read. Their defaults stand in `assets/config.toml`, which is also their documentation.

/// All settings.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Settings {}
