//! Completions: what could stand next on a command line, asked for by the shell at each press of the tab key.
//!
//! A shell is set up with a short script that runs the program with `INQUOTA_COMPLETE` set and the words of the
//! line; the answer is one candidate a line, what it means behind a tab. Which words can follow comes from the
//! command line's own definition; people, tags and ids from the ledger that the words name. No other run of the
//! program does any of this.

mod candidates;
mod words;

use std::ffi::OsString;
use std::sync::Arc;

use clap::{Command, CommandFactory, ValueEnum};
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate, complete};

use crate::cli::Cli;
use crate::context::Context;
use candidates::{Scene, Source};

/// The shells that can be set up.
#[expect(clippy::enum_variant_names, reason = "that is what it is called")]
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

impl Shell {
    /// The line that sets the shell up, with a remark on where to put it.
    pub(crate) fn set_up(self) -> &'static str {
        match self {
            Shell::Bash => "# put this line into ~/.bashrc\nsource <(INQUOTA_COMPLETE=bash inquota)\n",
            Shell::Zsh => "# put this line into ~/.zshrc, after compinit\nsource <(INQUOTA_COMPLETE=zsh inquota)\n",
            Shell::Fish => "# put this line into ~/.config/fish/config.fish\nINQUOTA_COMPLETE=fish inquota | source\n",
            Shell::PowerShell => {
                "# put this line into the file that $PROFILE names\n\
                 $env:INQUOTA_COMPLETE = 'powershell'; inquota | Out-String | Invoke-Expression; \
                 Remove-Item Env:\\INQUOTA_COMPLETE\n"
            }
            Shell::Elvish => {
                "# put this line into ~/.config/elvish/rc.elv\n\
                 eval (env INQUOTA_COMPLETE=elvish inquota | slurp)\n"
            }
        }
    }

    /// The script that asks the program for candidates.
    fn script(self) -> &'static str {
        match self {
            Shell::Bash => include_str!("completion/bash.sh"),
            Shell::Zsh => include_str!("completion/zsh.sh"),
            Shell::Fish => include_str!("completion/fish.fish"),
            Shell::PowerShell => include_str!("completion/powershell.ps1"),
            Shell::Elvish => include_str!("completion/elvish.elv"),
        }
    }
}

/// Answers a shell, known by its name: the script that sets it up, or, to the words of a line behind `--`, what
/// could stand in the place of the last one. Nothing, when there is nothing to say.
pub(crate) fn answer(shell: &str, context: &Context) -> String {
    let Ok(shell) = Shell::from_str(shell, true) else { return String::new() };
    let Some(start) = context.args.iter().position(|arg| arg == "--") else { return shell.script().to_owned() };
    let raw = &context.args[start + 1..];
    let Some((last, before)) = raw.split_last() else { return String::new() };
    let mut line: Vec<OsString> = before.iter().map(|word| words::plain(shell, word)).collect();
    let open = words::open_quote(last);
    line.push(words::plain_last(shell, last));
    lines(shell, open, candidates_for(line, context))
}

/// What could stand in the place of the last word.
fn candidates_for(line: Vec<OsString>, context: &Context) -> Vec<CompletionCandidate> {
    let scene = Arc::new(Scene::new(&line, context));
    let mut command = with_sources(Cli::command(), "", &scene);
    let place = line.len() - 1;
    let is_option = line[place].to_string_lossy().starts_with('-');
    let folder = std::env::current_dir().ok();
    let found = complete(&mut command, line, place, folder.as_deref()).unwrap_or_default();
    // Options are told when they are asked for, by a dash; else what can stand here by itself.
    let is_told = |one: &CompletionCandidate| is_option || !one.get_value().to_string_lossy().starts_with('-');
    found.into_iter().filter(is_told).collect()
}

/// The commands with the sources of what their arguments may be.
fn with_sources(command: Command, path: &str, scene: &Arc<Scene>) -> Command {
    let command = command.mut_args(|arg| match Source::of(path, arg.get_id().as_str()) {
        None => arg,
        Some(source) => {
            let scene = Arc::clone(scene);
            arg.add(ArgValueCompleter::new(move |typed: &std::ffi::OsStr| scene.candidates(source, typed)))
        }
    });
    command.mut_subcommands(|inner| {
        let path = format!("{path} {}", inner.get_name());
        with_sources(inner, path.trim_start(), scene)
    })
}

/// A line for each candidate, as the shell reads it.
fn lines(shell: Shell, open_quote: Option<char>, candidates: Vec<CompletionCandidate>) -> String {
    let line = |candidate: CompletionCandidate| {
        let value = candidate.get_value().to_string_lossy().into_owned();
        if value.contains(char::is_control) {
            return String::new();
        }
        let help = candidate.get_help().map(ToString::to_string).unwrap_or_default();
        let help = help.lines().next().unwrap_or_default();
        match shell {
            Shell::Bash => words::for_bash(&value, open_quote) + "\n",
            Shell::Elvish => value + "\n",
            _ if help.is_empty() => value + "\n",
            _ => format!("{value}\t{help}\n"),
        }
    };
    candidates.into_iter().map(line).collect()
}
