//! Settings, completions and help: `config`, `completions`, `man`, `help`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueHint};

use super::shell::Shell;
use super::topics::targets_in_words;

#[derive(Debug, Args)]
#[command(after_help = concat!("Examples:
  inquota config                        each setting and its source
  inquota config get clock
  inquota config set working_days mon,tue,wed
  inquota config set targets.messages_a_day 5

The settings file is config.toml in the platform's settings folder, or the file that INQUOTA_CONFIG names. Options \
override the environment, and the environment overrides the file.

", targets_in_words!()).trim_end())]
pub(crate) struct Config {
    /// What to do; without it, every setting is shown.
    #[command(subcommand)]
    pub(crate) command: Option<ConfigCommand>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ConfigCommand {
    /// Print the value of a setting
    #[command(after_help = "Examples:
  inquota config get clock
  inquota config get working_days       a list, with commas
  inquota config get targets.messages_a_day --json

Prints only the value. If there is none, prints nothing, with exit code 1. --json adds the source. `config get \
targets` prints every target that you set.")]
    Get {
        /// The setting, as `config` shows it.
        #[arg(value_name = "KEY")]
        key: String,
    },
    /// Change a setting in the settings file
    #[command(after_help = "Examples:
  inquota config set clock 12
  inquota config set working_days mon,tue,wed,thu
  inquota config set targets.messages_a_day 5

Comments, order and format of the file stay. If the file does not exist, inquota creates it. It refuses a wrong key or \
value, and then changes nothing.")]
    Set {
        /// The setting, as `config` shows it.
        #[arg(value_name = "KEY")]
        key: String,
        /// The value, as in the file; texts need no quotes.
        #[arg(value_name = "VALUE", required = true, allow_negative_numbers = true)]
        value: Vec<String>,
    },
    /// Remove a setting from the settings file, so that its default applies
    #[command(after_help = "Examples:
  inquota config unset clock
  inquota config unset targets.messages_a_day

If the file does not set it, the exit code is 1.")]
    Unset {
        /// The setting, as `config` shows it.
        #[arg(value_name = "KEY")]
        key: String,
    },
    /// Edit the settings file in your editor; mistakes are not saved
    #[command(after_help = "Examples:
  inquota config edit
  EDITOR=true inquota config edit

$VISUAL, else $EDITOR, opens a copy. If it has a mistake when you close it, inquota names the line and lets you go on \
editing. If you stop there, your text is kept in config.toml.rejected. A new file starts as `config example`.")]
    Edit,
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
  inquota completions zsh > ~/.zfunc/_inquota
  inquota completions fish > ~/.config/fish/completions/inquota.fish
  inquota completions bash --line >> ~/.bashrc

Write the script to the folder where your shell looks for completions, and start a new shell:
  bash        ~/.local/share/bash-completion/completions/inquota (needs the package bash-completion)
  zsh         _inquota in a folder of $fpath, such as ~/.zfunc
  fish        ~/.config/fish/completions/inquota.fish
  powershell  a file that $PROFILE runs: . path/to/inquota.ps1
  elvish      ~/.config/elvish/lib/inquota.elv, and the line `use inquota` in rc.elv
Or add the line that --line prints to your shell's start-up file. It also works in bash 3.2, which macOS has.

The tab key completes commands, options, plans, zones, accounts, tags, ids, settings, and the people in the ledger, by \
any word of their name. The script asks inquota each time, so it is never out of date.")]
pub(crate) struct Completions {
    /// The shell.
    #[arg(value_name = "SHELL", value_enum, ignore_case = true)]
    pub(crate) shell: Shell,
    /// Print the line for the shell's start-up file instead.
    #[arg(long)]
    pub(crate) line: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  inquota man | man -l -                reads the program's page
  inquota man plan set                  the page of a command
  inquota man --dir man1                writes every page to a folder")]
pub(crate) struct Man {
    /// The command. Default: inquota itself.
    #[arg(value_name = "COMMAND", conflicts_with = "dir")]
    pub(crate) command: Vec<String>,
    /// Write all pages to this folder; one for inquota and one for each command.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) dir: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  inquota help log
  inquota help plan set
  inquota help quotas
  inquota help json status

Topics: quotas (how inquota counts), dates (what WHEN can be), files (where they are), environment (variables), \
scripting (exit codes), json (the keys of every document, or of one command), assistants (what an assistant may do), \
options (those of every command).")]
pub(crate) struct Help {
    /// A command, as in `plan set`, or a topic.
    #[arg(value_name = "COMMAND|TOPIC")]
    pub(crate) words: Vec<String>,
}
