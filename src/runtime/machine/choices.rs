//! What is chosen and holds from then on: settings written to the user's config by the screen or by
//! an editor, the theme, and what the first start proposes before anything was chosen.

use std::path::Path;
use std::time::SystemTime;

use super::super::{config_file, files};
use super::Machine;
use crate::app::Msg;
use crate::app::start::Origin;
use crate::app::status::Tone;
use crate::domain::money::Currency;
use crate::domain::settings::{Complaint, DateOrder, Settings};
use crate::paths::shown;

/// What tells one state of a file from another without reading it.
pub(super) type Stamp = (Option<SystemTime>, u64);

/// The state of a file; none when it is not there.
pub(super) fn stamp(file: &Path) -> Option<Stamp> {
    let meta = std::fs::metadata(file).ok()?;
    Some((meta.modified().ok(), meta.len()))
}

impl Machine {
    /// Writes a setting to the config and uses the config as it is then.
    pub(super) fn configure(&mut self, section: &str, key: &str, value: &str) -> Msg {
        match config_file::set(&self.own.config, section, key, value) {
            Ok(text) => {
                self.settings_seen = stamp(&self.own.config);
                Msg::Configured(Box::new(Settings::from_toml(&text).0))
            }
            Err(why) => Msg::Say(Tone::Wrong, why),
        }
    }

    /// Uses the settings file as it is now, when somebody else wrote it. What cannot be used is
    /// named and costs only itself.
    pub(super) fn reread(&mut self) {
        let now = stamp(&self.own.config);
        if now == self.settings_seen {
            return;
        }
        self.settings_seen = now;
        let (settings, complaints) = match crate::workspace::settings(&self.own.config) {
            Ok(read) => read,
            Err(why) => return drop(self.app.update(Msg::Say(Tone::Wrong, why))),
        };
        let new_theme = settings.look.theme != self.app.settings.look.theme;
        if settings != self.app.settings {
            self.app.update(Msg::Configured(Box::new(settings)));
            let said = format!("settings read anew from {}", shown(&self.own.config));
            self.app.update(Msg::Say(Tone::Note, said));
        }
        if new_theme {
            let chosen = crate::runtime::theme_chosen(&self.paths().state);
            self.dress(chosen.as_deref());
        }
        self.complain(&complaints);
    }

    /// Names what in the settings file could not be used; the first line of it is what stays on the
    /// screen.
    pub(super) fn complain(&mut self, complaints: &[Complaint]) {
        for complaint in complaints.iter().rev() {
            let text = format!(
                "{}, line {}: {}",
                shown(&self.own.config),
                complaint.line,
                complaint.sentence
            );
            self.app.status.say(Tone::Wrong, text, ":log");
        }
    }

    /// The theme that wins of all that ask for one. Without colours because of NO_COLOR the glyphs
    /// stay.
    pub(super) fn dress(&mut self, chosen: Option<&str>) {
        let set = &self.app.settings.look.theme;
        let (name, origin) = self.wants.theme(set, chosen);
        self.app.around.no_color = origin == Origin::NoColor;
        let named = if origin == Origin::NoColor {
            chosen.unwrap_or(set)
        } else {
            name
        };
        self.app.theme = named.to_owned();
    }

    /// What the first screen proposes: dates and money as they are used where the system says we
    /// are.
    pub(super) fn guess(&mut self, region: &str) {
        if !self.app.around.first_start || self.own.config.exists() {
            return;
        }
        let general = &mut self.app.settings.general;
        if region == "US" {
            general.dates = DateOrder::MonthDay;
        }
        general.currency = files::currency_of(region)
            .and_then(Currency::parse)
            .or(general.currency);
        self.app.around.guessed = true;
    }
}
