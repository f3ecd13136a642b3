//! `man`: man pages, generated from the definitions of the command line.

use std::fs;
use std::path::Path;

use clap::{Command, CommandFactory};

use super::help;
use crate::cli::{Cli, Man};
use crate::error::{ExitStatus, Failure};
use crate::ledger::refuse_part_of_ledger;
use crate::view::{Screen, man_page, plural, safe};

pub(super) fn run(args: &Man, screen: &mut Screen) -> Result<ExitStatus, Failure> {
    let mut program = Cli::command();
    program.build();
    match &args.dir {
        None => {
            let is_program = args.command.is_empty();
            let command = help::find_command(&mut program, &args.command)?;
            let page = man_page(command, is_program);
            screen.print(&page)?;
        }
        Some(dir) => {
            let written = write_all(&program, true, dir).map_err(|message| {
                Failure::input("bad_output", safe(&message), "name a folder that you can write to")
            })?;
            let pages = plural(written as u64, "page", "pages");
            screen.note(&format!("{pages} written to {}", safe(&dir.display().to_string())));
        }
    }
    Ok(ExitStatus::Yes)
}

/// Writes the pages of a command and of all commands below it, and returns how many.
///
/// # Errors
///
/// With a message, when the folder or a page cannot be written.
fn write_all(command: &Command, is_program: bool, dir: &Path) -> Result<usize, String> {
    fs::create_dir_all(dir).map_err(|error| format!("{} could not be made: {}", dir.display(), error.kind()))?;
    let name = command.get_display_name().unwrap_or(command.get_name());
    let path = dir.join(format!("{name}.1"));
    refuse_part_of_ledger(&path).map_err(|error| error.to_string())?;
    fs::write(&path, man_page(command, is_program))
        .map_err(|error| format!("{} could not be written: {}", path.display(), error.kind()))?;
    let mut written = 1;
    for inner in command.get_subcommands() {
        written += write_all(inner, false, dir)?;
    }
    Ok(written)
}
