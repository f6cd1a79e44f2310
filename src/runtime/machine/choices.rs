//! What is chosen on the screen and holds from then on: settings written to the user's config, and what the first start
//! proposes before anything was chosen.

use super::super::{config_file, files};
use super::Machine;
use crate::app::Msg;
use crate::app::status::Tone;
use crate::domain::money::Currency;
use crate::domain::settings::{DateOrder, Settings};

impl Machine {
    /// Writes a setting to the config and uses the config as it is then.
    pub(super) fn configure(&mut self, section: &str, key: &str, value: &str) -> Msg {
        match config_file::set(&self.own.config, section, key, value) {
            Ok(text) => {
                let theme = std::mem::take(&mut self.settings.look.theme);
                self.settings = Settings::from_toml(&text).0;
                self.settings.look.theme = theme;
                Msg::Configured(Box::new(self.settings.clone()))
            }
            Err(why) => Msg::Say(Tone::Wrong, why),
        }
    }

    /// What the first screen proposes: dates and money as they are used where the system says we are.
    pub(super) fn guess(&mut self, region: &str) {
        if !self.app.around.first_start || self.own.config.exists() {
            return;
        }
        let general = &mut self.settings.general;
        if region == "US" {
            general.dates = DateOrder::MonthDay;
        }
        general.currency = files::currency_of(region).and_then(Currency::parse).or(general.currency);
        self.app.settings.general = general.clone();
        self.app.around.guessed = true;
    }
}
