//! What makes the program at home in the terminal: `config`, `completions`.

use clap::{Args, Subcommand};

use crate::completion::Shell;

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

/// Which shell.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  inquota completions bash              the line for ~/.bashrc
  inquota completions zsh >> ~/.zshrc
  inquota completions fish >> ~/.config/fish/config.fish

Completed are commands, options, plans, zones, accounts, tags, ids, and the people of the ledger, by any word of \
their name. They are asked of the program at each press of the tab key, so that they are never out of date.")]
pub(crate) struct Completions {
    /// The shell.
    #[arg(value_name = "SHELL", value_enum)]
    pub(crate) shell: Shell,
}
