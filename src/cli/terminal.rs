//! Settings, completions and help: `config`, `completions`, `man`, `help`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueHint};

use super::shell::Shell;
use super::topics::targets_in_words;

#[derive(Debug, Args)]
#[command(after_help = concat!("Examples:
  inquota config                        each setting, and where it came from
  inquota config path                   where the settings file is, or would be
  inquota config example                a file to start from

The file is TOML, config.toml in the platform's settings folder, or the one that INQUOTA_CONFIG names. An option \
goes before the environment, the environment before the file.

", targets_in_words!()).trim_end())]
pub(crate) struct Config {
    /// What to show; without it, every setting.
    #[command(subcommand)]
    pub(crate) command: Option<ConfigCommand>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ConfigCommand {
    /// Print where the settings file is, or would be
    #[command(after_help = "Examples:
  inquota config path
  inquota config path --json")]
    Path,
    /// Print a settings file to start from
    #[command(after_help = "Examples:
  inquota config example
  inquota config example > config.toml")]
    Example,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  inquota completions bash              the line for ~/.bashrc
  inquota completions zsh >> ~/.zshrc
  inquota completions fish >> ~/.config/fish/config.fish

Completed are commands, options, plans, zones, accounts, tags, ids, and the people of the ledger, by any word of \
their name. They are asked of the program at each press of the tab key, so that they are never out of date.")]
pub(crate) struct Completions {
    /// The shell.
    #[arg(value_name = "SHELL", value_enum, ignore_case = true)]
    pub(crate) shell: Shell,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  inquota man | man -l -                the program's page, read
  inquota man plan set                  the page of a command
  inquota man --dir man1                every page, into a folder")]
pub(crate) struct Man {
    /// The command; the program itself when left out.
    #[arg(value_name = "COMMAND", conflicts_with = "dir")]
    pub(crate) command: Vec<String>,
    /// Write a page for the program and one for each command into this folder.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) dir: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  inquota help log
  inquota help plan set
  inquota help quotas

Topics: quotas, how it counts; dates, what WHEN may be; files, where things are kept; scripting, JSON and exit codes; assistants, \
what an assistant may do.")]
pub(crate) struct Help {
    /// A command, as in `plan set`, or a topic.
    #[arg(value_name = "COMMAND|TOPIC")]
    pub(crate) words: Vec<String>,
}
