//! The version of the program.

use serde::Serialize;

use crate::view::terminal::{OutputStyle, Show};

/// The answer to `version` and `--version`.
#[derive(Debug, Serialize)]
pub(crate) struct VersionAnswer {
    name: &'static str,
    version: &'static str,
}

impl VersionAnswer {
    /// The version of this program.
    pub(crate) const fn of_this_program() -> VersionAnswer {
        VersionAnswer { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") }
    }
}

impl Show for VersionAnswer {
    fn text(&self, _style: OutputStyle) -> String {
        format!("{} {}\n", self.name, self.version)
    }
}
