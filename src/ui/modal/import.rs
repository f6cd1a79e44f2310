//! Draws the import.

use crate::app::App;
use crate::app::modal::import::Import;
use crate::ui::pen::Pen;

/// Keys for the footer.
pub fn hints(_import: &Import) -> &'static [(&'static str, &'static str)] {
    &[("Esc", "back")]
}

/// Draws it.
pub fn draw(_pen: &mut Pen<'_>, _app: &App, _import: &Import) {}
