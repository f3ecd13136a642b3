//! The options of `plan set` for the numbers of a plan. They are built by hand, one for each [`PlanNumber`].

use clap::{Arg, ArgMatches, Args, Command, FromArgMatches};

use super::number::{NumberOrNone, plan_number};
use crate::engine::plan::PlanNumber;

/// The given numbers.
#[derive(Clone, Debug, Default)]
pub(crate) struct NumberArgs(pub(crate) Vec<(PlanNumber, Option<u32>)>);

/// The help of a number's option, and the name of its value.
fn help_and_value(number: PlanNumber) -> (&'static str, &'static str) {
    match number {
        PlanNumber::InMailMonthly => ("InMail credits a month", "N"),
        PlanNumber::InMailCap => ("The most credits you can have after a grant", "N|none"),
        PlanNumber::InMailLife => ("Days a credit lasts", "DAYS|none"),
        PlanNumber::RefundDays => ("Days in which a response gives a credit back; 0: only the same day", "DAYS|none"),
        PlanNumber::InMailsDaily => ("InMails a day, your own limit", "N|none"),
        PlanNumber::Daily => ("New people a day", "N|none"),
        PlanNumber::Monthly => ("New people a month", "N|none"),
        PlanNumber::InvitationsDaily => ("Invitations a day, your own limit", "N|none"),
        PlanNumber::Invitations => ("Invitations in 7 days", "N|none"),
        PlanNumber::Notes => ("Personal notes a month", "N|none"),
    }
}

fn option(number: PlanNumber) -> Arg {
    let (help, value) = help_and_value(number);
    Arg::new(number.option())
        .long(number.option())
        .help(help)
        .value_name(value)
        .value_parser(move |text: &str| plan_number(number, text))
        .allow_negative_numbers(true)
}

impl Args for NumberArgs {
    fn augment_args(command: Command) -> Command {
        command.args(PlanNumber::ALL.iter().map(|number| option(*number)))
    }

    fn augment_args_for_update(command: Command) -> Command {
        NumberArgs::augment_args(command)
    }
}

impl FromArgMatches for NumberArgs {
    fn from_arg_matches(matches: &ArgMatches) -> Result<NumberArgs, clap::Error> {
        let given = |number: &PlanNumber| Some((*number, matches.get_one::<NumberOrNone>(number.option())?.0));
        Ok(NumberArgs(PlanNumber::ALL.iter().filter_map(given).collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = NumberArgs::from_arg_matches(matches)?;
        Ok(())
    }
}
