//! inquota
mod cli;
mod command;
mod context;
pub mod engine;
mod error;
pub mod ledger;
mod view;

pub use context::Context;

use clap::Parser;
use clap::error::ErrorKind;

use cli::{Cli, Colour};
use error::{Failure, exit_code};
use view::{Look, Screen};

/// Does what the arguments ask, and says with which code to end.
pub fn run(context: &Context) -> u8 {
    match Cli::try_parse_from(&context.args) {
        Ok(cli) => {
            let mut screen = screen(context, cli.global.color, cli.global.json, cli.global.quiet);
            let outcome = command::dispatch(&cli, context, &mut screen);
            if let Err(failure) = &outcome {
                screen.fail(failure);
            }
            exit_code(&outcome)
        }
        Err(error) => refuse(error, context),
    }
}

/// Help and the version go to stdout; what cannot be understood is a failure.
fn refuse(error: clap::Error, context: &Context) -> u8 {
    let json = context.args.iter().skip(1).take_while(|arg| *arg != "--").any(|arg| arg == "--json");
    let mut screen = screen(context, Colour::Auto, json, false);
    let outcome = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let text =
                if screen.look().colour { error.render().ansi().to_string() } else { error.render().to_string() };
            screen.print(&text).map(|()| error::Ending::Yes)
        }
        _ => Err(Failure::Usage(Box::new(error))),
    };
    if let Err(failure) = &outcome {
        screen.fail(failure);
    }
    exit_code(&outcome)
}

fn screen(context: &Context, colour: Colour, json: bool, quiet: bool) -> Screen {
    let colour = match colour {
        Colour::Auto => context.colour,
        Colour::Always => true,
        Colour::Never => false,
    };
    Screen::on_process(json, quiet, Look { columns: context.columns, colour: colour && !json })
}
