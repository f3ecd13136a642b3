//! The long help of a command, and what the short one shares with it.

use clap::Command;

use super::short::short_help;
use crate::view::terminal::OutputStyle;

/// The help of a command, on which clap's `build` was called. The short one has a line for each option, the long one
/// also explanations and examples. Only the program's own long one lists the options of every command.
pub(crate) fn command_help(command: &Command, is_short: bool, style: OutputStyle) -> String {
    if is_short {
        return short_help(command, style);
    }
    let is_program = command.get_display_name().is_none_or(|name| name == command.get_name());
    let mut command = if is_program { command.clone() } else { with_way_to_options(command.clone()) };
    let text = command.render_help();
    if style.colour { text.ansi().to_string() } else { text.to_string() }
}

/// The command without the options of every command, but with the way to them.
fn with_way_to_options(command: Command) -> Command {
    let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let command = command.mut_args(|arg| if arg.is_global_set() { arg.hide(true) } else { arg });
    command.after_help(format!("Options of every command: inquota help options\n\n{after}"))
}
