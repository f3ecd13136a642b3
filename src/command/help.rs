//! `help`: explains a command or a topic.

use std::ffi::OsString;

use clap::{Args, Command, CommandFactory};

use crate::cli::{Cli, Global, Help, JSON, OPTIONS, OPTIONS_TOPIC, TOPICS, command_path, topic_names};
use crate::error::{ExitStatus, Failure, meant_command, nearest};
use crate::view::{OutputStyle, Screen, command_help, json_of, json_page, safe, topic};

pub(super) fn run(args: &Help, screen: &mut Screen) -> Result<ExitStatus, Failure> {
    let text = match args.words.as_slice() {
        [word] if word.eq_ignore_ascii_case(OPTIONS_TOPIC) => command_help(&global_options(), false, screen.style()),
        [word, words @ ..] if word.eq_ignore_ascii_case(JSON) => json_text(words, screen.style())?,
        words => match topic_text(words) {
            Some(text) => topic(text, screen.style()),
            None => command_help(find_command(&mut built(), words)?, false, screen.style()),
        },
    };
    screen.print(&text).map(|()| ExitStatus::Yes)
}

/// Prints the help of the command on the line: the short one for `-h`, the long one for `--help`.
///
/// # Errors
///
/// When the answer cannot be written.
pub(crate) fn print_help(args: &[OsString], screen: &mut Screen) -> Result<ExitStatus, Failure> {
    let mut program = built();
    let path = command_path(args, &program);
    let text = command_help(find_command(&mut program, &path)?, asks_for_short(args), screen.style());
    screen.print(&text).map(|()| ExitStatus::Yes)
}

/// Whether the first option that asks for help is `-h`, alone or with others as in `-qh`.
fn asks_for_short(args: &[OsString]) -> bool {
    let is_short = |arg: &OsString| {
        let arg = arg.to_string_lossy();
        match arg.as_ref() {
            "--help" => Some(false),
            short if short.starts_with('-') && !short.starts_with("--") && short.contains('h') => Some(true),
            _ => None,
        }
    };
    args.iter().skip(1).find_map(is_short).unwrap_or(false)
}

fn built() -> Command {
    let mut program = Cli::command();
    program.build();
    program
}

/// The options of every command, as a command of their own.
fn global_options() -> Command {
    let options = Global::augment_args(Command::new("inquota"));
    let options = options.disable_help_flag(true).max_term_width(100).after_help(OPTIONS);
    options.help_template("{all-args}{after-help}")
}

fn topic_text(words: &[String]) -> Option<&'static str> {
    let [word] = words else { return None };
    TOPICS.iter().find(|(topic, _)| topic.eq_ignore_ascii_case(word)).map(|(_, text)| *text)
}

/// The page about JSON, or the documents of one command.
fn json_text(words: &[String], style: OutputStyle) -> Result<String, Failure> {
    if words.is_empty() {
        return Ok(json_page(style));
    }
    let name = words.join(" ");
    if let Some(text) = json_of(&name, style) {
        return Ok(text);
    }
    // The name may be another one of the command.
    let mut program = built();
    let command = find_command(&mut program, words).map_err(hint_at_json)?;
    let display = command.get_display_name().unwrap_or_default().replace('-', " ");
    let known = display.strip_prefix("inquota ").unwrap_or(&name);
    json_of(known, style).ok_or_else(|| no_document(&name))
}

/// The same failure, with the hint that names the topic too.
fn hint_at_json(failure: Failure) -> Failure {
    match failure.hint() {
        Some(hint) => failure.with_hint(hint.replace("inquota help ", "inquota help json ")),
        None => failure,
    }
}

fn no_document(name: &str) -> Failure {
    let hint = "inquota help json lists the documents of all commands";
    Failure::input("usage", format!("inquota {} prints no JSON document", safe(name)), hint)
}

/// The command with this path, such as `plan set`.
///
/// # Errors
///
/// When there is none.
pub(crate) fn find_command<'a>(program: &'a mut Command, words: &[String]) -> Result<&'a mut Command, Failure> {
    let mut command = program;
    for (count, word) in words.iter().enumerate() {
        if command.find_subcommand(word).is_none() {
            return Err(unknown_command(command, &words[..=count]));
        }
        command = command.find_subcommand_mut(word).unwrap_or_else(|| unreachable!("it was found"));
    }
    Ok(command)
}

fn unknown_command(command: &Command, words: &[String]) -> Failure {
    let wanted = words.last().map(String::as_str).unwrap_or_default();
    let topics = || topic_names().into_iter().filter(|_| words.len() == 1);
    let known = command.get_subcommands().map(Command::get_name);
    let before: String = words[..words.len() - 1].iter().map(|word| format!("{word} ")).collect();
    let tried = || meant_command(wanted).filter(|_| words.len() == 1);
    let near = nearest(wanted, topics().chain(known));
    // A topic is what it says; a command that is only near may be another than the one that is meant.
    let meant = near.filter(|name| topics().any(|topic| topic == *name)).or_else(tried).or(near);
    let hint = match meant {
        Some(name) => format!("did you mean inquota help {before}{name}?"),
        None => format!("to list the commands: inquota help; the topics are {}", topic_names().join(", ")),
    };
    let what = safe(&words.join(" "));
    Failure::input("usage", format!("there is no command and no topic \"{what}\""), safe(&hint))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_option_that_asks_for_help_decides_its_length() {
        for (line, is_short) in [
            ("inquota log -h", true),
            ("inquota log --help", false),
            ("inquota -qh log", true),
            ("inquota --help log -h", false),
            ("inquota log -h --help", true),
        ] {
            let args: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            assert_eq!(asks_for_short(&args), is_short, "{line}");
        }
    }
}
