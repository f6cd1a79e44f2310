//! The only performer: takes what arrives, lets the app decide, does what it asks for, draws once
//! per burst. `Machine` is the part without a terminal, so that tests drive the very same code.

mod config_file;
mod files;
mod machine;
mod memory;
mod screen;

pub use files::wants;
pub use files::write_new;
pub use machine::{Machine, TerminalRequest};
pub use memory::theme_chosen;
pub use screen::run;
