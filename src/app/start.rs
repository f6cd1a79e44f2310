//! Which theme is used: the one place that weighs what asks for one, for the screen and for
//! `touchbase config`.

/// What the name of a theme in the settings is when it decides nothing.
const UNDECIDED: &str = "auto";
/// What is shown where NO_COLOR decides.
const COLOURLESS: &str = "plain";

/// What asked for the theme in use. Each wins over those after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// `--theme`.
    Flag,
    /// The user's settings.
    Settings,
    /// The variable NO_COLOR.
    NoColor,
    /// The choice on the screen, first asked for at the first start.
    Screen,
    /// Nothing.
    Default,
}

/// What the program was started with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StartOptions {
    /// The theme of `--theme`.
    pub theme: Option<String>,
    /// NO_COLOR is set to something.
    pub no_color: bool,
}

impl StartOptions {
    /// Weighs all that asks for a theme: its name, and what decided. `settings` is the theme of the
    /// settings, where `auto` decides nothing; `chosen` the one chosen on the screen.
    pub fn theme<'a>(&'a self, settings: &'a str, chosen: Option<&'a str>) -> (&'a str, Origin) {
        let flag = self.theme.as_deref().map(|name| (name, Origin::Flag));
        let decided = || Some((settings, Origin::Settings)).filter(|(name, _)| *name != UNDECIDED);
        let colourless = || self.no_color.then_some((COLOURLESS, Origin::NoColor));
        let chosen = || chosen.map(|name| (name, Origin::Screen));
        flag.or_else(decided)
            .or_else(colourless)
            .or_else(chosen)
            .unwrap_or((UNDECIDED, Origin::Default))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_asks_first_decides() {
        for bits in 0..16u8 {
            let asks = |n: u8| bits & (1 << n) != 0;
            let wants = StartOptions {
                theme: asks(0).then(|| "auto".to_owned()),
                no_color: asks(2),
            };
            let settings = if asks(1) { "dark" } else { "auto" };
            let decided = wants.theme(settings, asks(3).then_some("light"));
            let table = [
                ("auto", Origin::Flag),
                ("dark", Origin::Settings),
                ("plain", Origin::NoColor),
                ("light", Origin::Screen),
            ];
            let first = (0..4)
                .find(|n| asks(*n))
                .and_then(|n| table.get(usize::from(n)).copied());
            assert_eq!(
                decided,
                first.unwrap_or(("auto", Origin::Default)),
                "{bits:04b}"
            );
        }
    }
}
