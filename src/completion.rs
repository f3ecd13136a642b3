//! Completions: candidates for the next word of a command line, which the shell requests when you press tab.
//!
//! `completions` prints a short script for each shell. The script runs this program with `INQUOTA_COMPLETE` set and the
//! words of the line as arguments. The answer has one candidate per line, with its description after a tab. Commands and
//! options come from the definition of the command line; people, tags and ids come from the ledger that the line selects.
//! Without `INQUOTA_COMPLETE`, none of this runs.
//!
//! | file | contents |
//! |---|---|
//! | `words` | the words of the line, as each shell passes them |
//! | `source` | where the values of each argument come from |
//! | `candidates` | the candidates from each source |
//! | `accounts_and_settings` | those that are accounts or settings |
//! | `shortlist` | a selection of the candidates if there are too many |

mod accounts_and_settings;
mod candidates;
mod shortlist;
mod source;
mod words;

use std::ffi::OsString;
use std::sync::Arc;

use clap::{Command, CommandFactory, ValueEnum};
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate, complete};

use crate::cli::{Cli, Shell, own_spelling};
use crate::context::Context;
use crate::engine::loose_name::LooseName;
use crate::engine::person::name_key;
use candidates::CompletionContext;
use shortlist::common_prefix;
use source::ValueSource;
use words::CompletionRequest;

impl Shell {
    /// The line that sets up the shell each time it starts, after a comment on where to put it. Bash 3.2 cannot `source`
    /// a process substitution, so the line for bash is an `eval`.
    pub(crate) fn line(self) -> &'static str {
        match self {
            Shell::Bash => "# add this line to ~/.bashrc\neval \"$(inquota completions bash)\"\n",
            Shell::Zsh => "# add this line to ~/.zshrc, after compinit\neval \"$(inquota completions zsh)\"\n",
            Shell::Fish => "# add this line to ~/.config/fish/config.fish\ninquota completions fish | source\n",
            Shell::PowerShell => {
                "# add this line to the file that $PROFILE names\n\
                 inquota completions powershell | Out-String | Invoke-Expression\n"
            }
            Shell::Elvish => {
                "# add this line to ~/.config/elvish/rc.elv\n\
                 eval (inquota completions elvish | slurp)\n"
            }
        }
    }

    /// The script that runs the program for candidates: a completion file, which may also be evaluated.
    pub(crate) fn script(self) -> &'static str {
        match self {
            Shell::Bash => include_str!("completion/bash.sh"),
            Shell::Zsh => include_str!("completion/zsh.sh"),
            Shell::Fish => include_str!("completion/fish.fish"),
            Shell::PowerShell => include_str!("completion/powershell.ps1"),
            Shell::Elvish => include_str!("completion/elvish.elv"),
        }
    }
}

/// The answer to a shell of this name: its script or, given the words of a line after `--`, the candidates for the last
/// word. Empty if the shell is unknown or there is nothing to complete.
pub(crate) fn answer(shell: &str, context: &Context) -> String {
    let Ok(shell) = Shell::from_str(shell, true) else { return String::new() };
    let Some(start) = context.args.iter().position(|arg| arg == "--") else { return shell.script().to_owned() };
    let Some(request) = CompletionRequest::read(shell, &context.args[start + 1..]) else { return String::new() };
    let candidates = candidates_for(request.line.clone(), context);
    lines(shell, &request, candidates)
}

/// The candidates for the last word of a line.
fn candidates_for(mut line: Vec<OsString>, context: &Context) -> Vec<CompletionCandidate> {
    // `people list` goes on as `people` does. Some word follows, but not yet the one that is typed.
    let Some(last) = line.last_mut().map(|last| std::mem::replace(last, "x".into())) else { return Vec::new() };
    let mut line = own_spelling(&line).into_owned();
    line.pop();
    line.push(last);
    let completion = Arc::new(CompletionContext::new(&line, context));
    let mut command = Cli::command();
    command.build();
    let mut command = with_sources(command, "", &completion);
    let place = line.len() - 1;
    let is_dashed = completion.takes_dashes() || line[place].to_string_lossy().starts_with('-');
    let folder = std::env::current_dir().ok();
    let found = complete(&mut command, line, place, folder.as_deref()).unwrap_or_default();
    // Options are offered only after a dash.
    let is_offered = |one: &CompletionCandidate| is_dashed || !one.get_value().to_string_lossy().starts_with('-');
    found.into_iter().filter(is_offered).collect()
}

/// The command, with completers for its arguments and for those of its subcommands.
fn with_sources(command: Command, path: &str, completion: &Arc<CompletionContext>) -> Command {
    let command = command.mut_args(|arg| match ValueSource::of(path, arg.get_id().as_str()) {
        None => arg,
        Some(source) => {
            let completion = Arc::clone(completion);
            arg.add(ArgValueCompleter::new(move |typed: &std::ffi::OsStr| completion.candidates(source, typed)))
        }
    });
    command.mut_subcommands(|inner| {
        let path = format!("{path} {}", inner.get_name());
        with_sources(inner, path.trim_start(), completion)
    })
}

/// A line for each candidate, as the shell reads it. Bash and zsh replace the typed word by the common prefix of the
/// candidates. If that prefix does not extend the typed word, an empty line after the candidates prevents it.
fn lines(shell: Shell, request: &CompletionRequest, candidates: Vec<CompletionCandidate>) -> String {
    let offered = candidates.into_iter().filter_map(|candidate| {
        let value = candidate.get_value().to_string_lossy().into_owned();
        let help = candidate.get_help().map(ToString::to_string).unwrap_or_default();
        let help = help.lines().next().unwrap_or_default().to_owned();
        let shown = if shell == Shell::Bash { request.for_bash(&value)? } else { value.clone() };
        (!value.contains(char::is_control)).then_some((value, shown, help))
    });
    let offered: Vec<(String, String, String)> = offered.collect();
    let line = |(_, shown, help): &(String, String, String)| match shell {
        Shell::Bash | Shell::Elvish => format!("{shown}\n"),
        _ if help.is_empty() => format!("{shown}\n"),
        _ => format!("{shown}\t{help}\n"),
    };
    let mut text: String = offered.iter().map(line).collect();
    let values: Vec<&str> = offered.iter().map(|(value, _, _)| value.as_str()).collect();
    let shown: Vec<&str> = offered.iter().map(|(_, shown, _)| shown.as_str()).collect();
    if matches!(shell, Shell::Bash | Shell::Zsh) && offered.len() > 1 && !extends_typed(shell, request, &values, &shown)
    {
        text.push('\n');
    }
    text
}

/// Whether the common prefix of the candidates, plain and as shown, extends the typed word.
fn extends_typed(shell: Shell, request: &CompletionRequest, values: &[&str], shown: &[&str]) -> bool {
    let prefix = common_prefix(values);
    // Bash takes the common prefix of the escaped texts, which may end within an escape.
    let is_whole = || shell != Shell::Bash || request.for_bash(prefix).as_deref() == Some(common_prefix(shown));
    extends(prefix, &request.typed()) && is_whole()
}

/// Whether a text starts as typed. Accents and punctuation do not matter if it is no shorter: "Zoë" extends "zoe".
fn extends(text: &str, typed: &str) -> bool {
    let begins = |text: &str, typed: &str| text.starts_with(typed);
    begins(&name_key(text), &name_key(typed))
        || (text.chars().count() >= typed.chars().count()
            && LooseName::of(text).any_pair(&LooseName::of(typed), begins))
}
