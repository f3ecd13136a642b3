//! Which answers a pager may show: those of commands that report, if they are longer than the terminal.

use crate::cli::{BackupCommand, Command, ConfigCommand, Global, PlanCommand};
use crate::context::{COMMON_PAGER, Context, PAGER};
use crate::settings::{self, DEFAULT_PAGER, NO_PAGER, Setting, SettingSource, Settings};
use crate::view::{Pager, Screen};

/// Lets the pager show a long answer of a command that only reports.
pub(super) fn page_reports(
    command: &Command,
    global: &Global,
    (context, settings): (&Context, &Settings),
    screen: &mut Screen,
) {
    if is_report(command) && may_page(global, context) {
        screen.use_pager(Pager::new(chosen_pager(context, Some(settings)), context));
    }
}

/// Lets the pager show a long help text. If the settings are wrong, help must still work.
pub(crate) fn page_help(global: &Global, context: &Context, screen: &mut Screen) {
    if may_page(global, context) {
        let settings = settings::read(context).ok();
        screen.use_pager(Pager::new(chosen_pager(context, settings.as_ref()), context));
    }
}

/// The command of the pager, or [`NO_PAGER`]. The settings may be missing, as for help, which must not fail.
pub(super) fn chosen_pager(context: &Context, settings: Option<&Settings>) -> Setting<String> {
    let environment = |name, value: &Option<String>| {
        let value = value.clone()?;
        Some(Setting { value, source: SettingSource::Environment(name) })
    };
    let file = || {
        let Setting { value, source } = &settings?.pager;
        Some(Setting { value: value.clone()?, source: *source })
    };
    let chosen = environment(PAGER, &context.pager).or_else(file);
    let chosen = chosen.or_else(|| environment(COMMON_PAGER, &context.common_pager));
    let mut pager =
        chosen.unwrap_or_else(|| Setting { value: DEFAULT_PAGER.to_owned(), source: SettingSource::Default });
    if ["", "cat", NO_PAGER].contains(&pager.value.trim()) {
        NO_PAGER.clone_into(&mut pager.value);
    }
    pager
}

fn may_page(global: &Global, context: &Context) -> bool {
    !global.json && !global.no_pager && Pager::is_possible(context)
}

/// Whether a command only reports: it records nothing, asks nothing and writes no file.
fn is_report(command: &Command) -> bool {
    match command {
        Command::Invitations(_)
        | Command::Check(_)
        | Command::Draft(_)
        | Command::Stats(_)
        | Command::History(_)
        | Command::Forecast(_) => true,
        Command::Accounts(args) => args.command.is_none(),
        Command::Config(args) => matches!(args.command, None | Some(ConfigCommand::Get { .. })),
        Command::Status(args) => args.line.is_none(),
        Command::Next(args) => args.ics.is_none(),
        Command::FollowUps(args) => args.command.is_none() && args.ics.is_none(),
        Command::Summary(args) => args.output.is_none() && !args.open,
        Command::Credits(args) => args.command.is_none(),
        Command::Plan(args) => !matches!(args.command, Some(PlanCommand::Set(_))),
        Command::Zone(args) => args.name.is_none(),
        Command::People(args) => args.command.is_none(),
        Command::Doctor(args) => !args.repair,
        Command::Backup(args) => matches!(args.command, None | Some(BackupCommand::List)),
        Command::Log(_)
        | Command::Reply(_)
        | Command::Accepted(_)
        | Command::Withdraw(_)
        | Command::Stopped(_)
        | Command::Undo(_)
        | Command::Redo
        | Command::Edit(_)
        | Command::Export(_)
        | Command::Import(_)
        | Command::Merge(_)
        // These have no session: `page_help` serves the help and the man pages.
        | Command::Completions(_)
        | Command::Man(_)
        | Command::Help(_) => false,
    }
}
