//! Settings, completions and help: `config`, `completions`, `man`, `help`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueHint};

use super::shell::Shell;
use super::topics::targets_in_words;

#[derive(Debug, Args)]
#[command(after_help = concat!("Examples:
  inquota config                        each setting, and where it came from
  inquota config get clock
  inquota config set working_days mon,tue,wed
  inquota config set targets.messages_a_day 5

The file is TOML, config.toml in the platform's settings folder, or the one that INQUOTA_CONFIG names. An option \
goes before the environment, the environment before the file.

", targets_in_words!()).trim_end())]
pub(crate) struct Config {
    /// What to do; without it, every setting is shown.
    #[command(subcommand)]
    pub(crate) command: Option<ConfigCommand>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ConfigCommand {
    /// Print the value of a setting that is in force
    #[command(after_help = "Examples:
  inquota config get clock
  inquota config get working_days       a list, with commas
  inquota config get targets.messages_a_day --json

It prints the value alone. Without a value, it prints nothing, and the exit code is 1. --json has the source too. \
`config get targets` prints every target that is set.")]
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

Comments, order and format of the file stay. It is made if it does not exist. A wrong key or value is refused, and \
nothing is changed.")]
    Set {
        /// The setting, as `config` shows it.
        #[arg(value_name = "KEY")]
        key: String,
        /// The value, as in the file; texts need no quotes.
        #[arg(value_name = "VALUE", required = true, allow_negative_numbers = true)]
        value: Vec<String>,
    },
    /// Remove a setting from the settings file, so that its default is in force
    #[command(after_help = "Examples:
  inquota config unset clock
  inquota config unset targets.messages_a_day

If the file does not set it, the exit code is 1.")]
    Unset {
        /// The setting, as `config` shows it.
        #[arg(value_name = "KEY")]
        key: String,
    },
    /// Edit the settings file in your editor; a faulty text is not saved
    #[command(after_help = "Examples:
  inquota config edit
  EDITOR=true inquota config edit

$VISUAL, else $EDITOR, opens a copy. If it has a mistake when you close it, inquota names the line and lets you go on \
editing; otherwise your text is kept in config.toml.rejected. A new file begins with `config example`.")]
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
Or add the line that --line prints to the start-up file of the shell. It works in bash 3.2 too, the one of macOS.

The tab key completes commands, options, plans, zones, accounts, tags, ids, settings, and the people of the ledger, by \
any word of their name. The script asks inquota at each press of the tab key, so it is never out of date.")]
pub(crate) struct Completions {
    /// The shell.
    #[arg(value_name = "SHELL", value_enum, ignore_case = true)]
    pub(crate) shell: Shell,
    /// Print the line for the start-up file of the shell instead of the script.
    #[arg(long)]
    pub(crate) line: bool,
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
  inquota help json status

Topics: quotas, how it counts; dates, what WHEN may be; files, where things are kept; environment, the variables; \
scripting, exit codes; json, the keys of every document, or of one command's; assistants, what an assistant may do; \
options, those of every command.")]
pub(crate) struct Help {
    /// A command, as in `plan set`, or a topic.
    #[arg(value_name = "COMMAND|TOPIC")]
    pub(crate) words: Vec<String>,
}
