//! `help`: explains a command or a topic.

use clap::{Command, CommandFactory};

use crate::cli::{Cli, Help, TOPICS};
use crate::error::{ExitStatus, Failure, nearest};
use crate::view::{Screen, safe, topic};

pub(super) fn run(args: &Help, screen: &mut Screen) -> Result<ExitStatus, Failure> {
    if let [word] = args.words.as_slice()
        && let Some((_, text)) = TOPICS.iter().find(|(topic, _)| topic.eq_ignore_ascii_case(word))
    {
        let text = topic(text, screen.style());
        return screen.print(&text).map(|()| ExitStatus::Yes);
    }
    let mut program = Cli::command();
    program.build();
    let command = find_command(&mut program, &args.words)?;
    let text = command.render_help();
    let text = if screen.style().colour { text.ansi().to_string() } else { text.to_string() };
    screen.print(&text).map(|()| ExitStatus::Yes)
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
    let topics = TOPICS.iter().map(|(topic, _)| *topic).filter(|_| words.len() == 1);
    let known = command.get_subcommands().map(Command::get_name).chain(topics);
    let before: String = words[..words.len() - 1].iter().map(|word| format!("{word} ")).collect();
    let hint = match nearest(wanted, known) {
        Some(name) => format!("did you mean inquota help {before}{name}?"),
        None => {
            "inquota help lists the commands; the topics are quotas, dates, files, environment, scripting and assistants".to_owned()
        }
    };
    let what = safe(&words.join(" "));
    Failure::input("usage", format!("there is no command and no topic \"{what}\""), safe(&hint))
}
