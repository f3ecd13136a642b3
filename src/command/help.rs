//! `help`: explains a command or a topic.

use clap::{Command, CommandFactory};

use crate::cli::{Cli, Help, JSON, TOPICS, topic_names};
use crate::error::{ExitStatus, Failure, nearest};
use crate::view::{Screen, json_of, json_page, safe, topic};

pub(super) fn run(args: &Help, screen: &mut Screen) -> Result<ExitStatus, Failure> {
    if let [word] = args.words.as_slice()
        && let Some((_, text)) = TOPICS.iter().find(|(topic, _)| topic.eq_ignore_ascii_case(word))
    {
        let text = topic(text, screen.style());
        return screen.print(&text).map(|()| ExitStatus::Yes);
    }
    let mut program = Cli::command();
    program.build();
    if let Some((word, words)) = args.words.split_first()
        && word.eq_ignore_ascii_case(JSON)
    {
        return explain_json(words, &mut program, screen);
    }
    let command = find_command(&mut program, &args.words)?;
    let text = command.render_help();
    let text = if screen.style().colour { text.ansi().to_string() } else { text.to_string() };
    screen.print(&text).map(|()| ExitStatus::Yes)
}

/// Shows the page about JSON, or the documents of one command.
fn explain_json(words: &[String], program: &mut Command, screen: &mut Screen) -> Result<ExitStatus, Failure> {
    let style = screen.style();
    if words.is_empty() {
        return screen.print(&json_page(style)).map(|()| ExitStatus::Yes);
    }
    let name = words.join(" ");
    let by_alias = || {
        let command = find_command(program, words).map_err(hint_at_json)?;
        let display = command.get_display_name().unwrap_or_default().replace('-', " ");
        let known = display.strip_prefix("inquota ").unwrap_or(&name);
        json_of(known, style).ok_or_else(|| no_document(&name))
    };
    let text = json_of(&name, style).map_or_else(by_alias, Ok)?;
    screen.print(&text).map(|()| ExitStatus::Yes)
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
    let topics = topic_names().map(|name: &str| name).filter(|_| words.len() == 1);
    let known = command.get_subcommands().map(Command::get_name).chain(topics);
    let before: String = words[..words.len() - 1].iter().map(|word| format!("{word} ")).collect();
    let hint = match nearest(wanted, known) {
        Some(name) => format!("did you mean inquota help {before}{name}?"),
        None => "inquota help lists the commands; the topics are quotas, dates, files, environment, scripting and json"
            .to_owned(),
    };
    let what = safe(&words.join(" "));
    Failure::input("usage", format!("there is no command and no topic \"{what}\""), safe(&hint))
}
