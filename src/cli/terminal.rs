//! What makes the program at home in the terminal: `config`.

use clap::{Args, Subcommand};

/// Settings: what to show of them.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  inquota config                        each setting, and where it came from
  inquota config path                   where the settings file is, or would be
  inquota config example                a file to start from

The file is TOML, config.toml in the platform's settings folder, or the one that INQUOTA_CONFIG names. An option \
goes before the environment, the environment before the file.")]
pub(crate) struct Config {
    /// What to show; without it, every setting.
    #[command(subcommand)]
    pub(crate) command: Option<ConfigCommand>,
}

/// What to show of the settings.
#[derive(Debug, Subcommand)]
pub(crate) enum ConfigCommand {
    /// Print where the settings file is, or would be
    Path,
    /// Print a settings file to start from
    Example,
}
