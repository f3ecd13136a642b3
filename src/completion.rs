//! Completions: what could stand next on a command line, asked for by the shell at each press of the tab key.
//!
//! A shell is set up with a short script that runs the program with `INQUOTA_COMPLETE` set and the words of the
//! line; the answer is one candidate a line, what it means behind a tab. Which words can follow comes from the
//! command line's own definition; people, tags and ids from the ledger that the words name. No other run of the
//! program does any of this.

mod candidates;
mod choice;
mod words;

use std::ffi::OsString;
use std::sync::Arc;

use clap::{Command, CommandFactory, ValueEnum};
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate, complete};

use crate::cli::{Cli, Shell};
use crate::context::Context;
use crate::engine::person::name_key;
use candidates::{Scene, Source};
use choice::shared_by;
use words::Asked;

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
    let Some(asked) = Asked::read(shell, &context.args[start + 1..]) else { return String::new() };
    let candidates = candidates_for(asked.line.clone(), context);
    lines(shell, &asked, candidates)
}

/// What could stand in the place of the last word.
fn candidates_for(line: Vec<OsString>, context: &Context) -> Vec<CompletionCandidate> {
    let scene = Arc::new(Scene::new(&line, context));
    let mut command = with_sources(Cli::command(), "", &scene);
    let place = line.len() - 1;
    let is_dashed = scene.takes_dashes() || line[place].to_string_lossy().starts_with('-');
    let folder = std::env::current_dir().ok();
    let found = complete(&mut command, line, place, folder.as_deref()).unwrap_or_default();
    // Options are told when they are asked for, by a dash; else what can stand here by itself.
    let is_told = |one: &CompletionCandidate| is_dashed || !one.get_value().to_string_lossy().starts_with('-');
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

/// A line for each candidate, as the shell reads it. Where a shell would put what they share in the place of what is
/// typed, though it does not go on from that, an empty line behind them tells it so.
fn lines(shell: Shell, asked: &Asked, candidates: Vec<CompletionCandidate>) -> String {
    let told = candidates.into_iter().filter_map(|candidate| {
        let value = candidate.get_value().to_string_lossy().into_owned();
        let help = candidate.get_help().map(ToString::to_string).unwrap_or_default();
        let help = help.lines().next().unwrap_or_default().to_owned();
        let shown = if shell == Shell::Bash { asked.for_bash(&value)? } else { value.clone() };
        (!value.contains(char::is_control)).then_some((value, shown, help))
    });
    let told: Vec<(String, String, String)> = told.collect();
    let line = |(_, shown, help): &(String, String, String)| match shell {
        Shell::Bash | Shell::Elvish => format!("{shown}\n"),
        _ if help.is_empty() => format!("{shown}\n"),
        _ => format!("{shown}\t{help}\n"),
    };
    let mut text: String = told.iter().map(line).collect();
    let values: Vec<&str> = told.iter().map(|(value, _, _)| value.as_str()).collect();
    let shown: Vec<&str> = told.iter().map(|(_, shown, _)| shown.as_str()).collect();
    if matches!(shell, Shell::Bash | Shell::Zsh) && told.len() > 1 && !goes_on(shell, asked, &values, &shown) {
        text.push('\n');
    }
    text
}

/// Whether what the candidates share, as they are and as they are shown, goes on from what is typed.
fn goes_on(shell: Shell, asked: &Asked, values: &[&str], shown: &[&str]) -> bool {
    let shared = shared_by(values);
    // Bash takes what is shared of the escaped texts, which may end within an escape.
    let is_whole = || shell != Shell::Bash || asked.for_bash(shared).as_deref() == Some(shared_by(shown));
    name_key(shared).starts_with(&name_key(&asked.typed())) && is_whole()
}
