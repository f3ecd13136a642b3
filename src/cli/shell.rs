//! The shells that have completions.

use clap::ValueEnum;

/// A shell that has completions.
#[expect(clippy::enum_variant_names, reason = "PowerShell is its name")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Shell {
    /// Bash.
    Bash,
    /// Z shell.
    Zsh,
    /// Fish.
    Fish,
    /// PowerShell, on any system.
    #[value(name = "powershell", alias = "pwsh")]
    PowerShell,
    /// Elvish.
    Elvish,
}
