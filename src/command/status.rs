//! `status`: the account's figures, in full or in one line.

use super::session::Session;
use crate::checkpoint::LedgerView;
use crate::cli::Status;
use crate::engine::account::Account;
use crate::engine::advice::lapse::next_lapse;
use crate::engine::advice::loss::{cap_ahead, losses};
use crate::engine::advice::targets::{TargetProgress, progress, week_of};
use crate::engine::calendar::Month;
use crate::engine::interaction::Charge;
use crate::engine::plan::PlanDefinition;
use crate::engine::statement::Period;
use crate::engine::status::{account_status, plan_at};
use crate::engine::verdict::{SendKind, verdict};
use crate::error::{ExitStatus, Failure};
use crate::ledger::Ledger;
use crate::view::{
    Allowance, LatestStop, LineAnswer, LineFormat, OutputStyle, Screen, StatusAnswer, StatusText, Unreadable, safe,
};

/// How many days ahead `status` warns of losses.
const WARNING_DAYS: u32 = 14;

/// The longest accepted format of a line, in characters.
const LONGEST_FORMAT: usize = 1000;

pub(super) fn run(args: &Status, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    if let Some(format) = &args.line {
        return line(format, session);
    }
    let mut ledger = session.ledger_view()?;
    let as_of = session.as_of(ledger.zone())?;
    let (account, pending) = ledger.account_and_pending(as_of)?;
    let targets = targets(&mut ledger, &account, session)?;
    // Only the text shows the source of a limit.
    let is_text = !session.screen.is_json();
    let definition = is_text.then(|| session.plan(&account.budget().plan().name)).flatten();
    let mut answer = answer((&account, pending), targets, definition.as_ref(), session);
    answer.text = if is_text { Some(text(&mut ledger, &account, session)?) } else { None };
    session.screen.show(&answer)?;
    session.show_cautions(&answer.cautions);
    Ok(ExitStatus::Yes)
}

/// What only the text shows. Only the month of the account's present instant is looked up.
fn text(ledger: &mut LedgerView<Ledger>, account: &Account, session: &Session<'_>) -> Result<StatusText, Failure> {
    let (today, now) = (account.budget().today(), account.budget().now());
    let ask = |kind| verdict(account, None, kind, 1);
    Ok(StatusText {
        allowance: Allowance {
            message: ask(SendKind::Message),
            inmail: ask(SendKind::InMail(Charge::Ordinary)),
            invitation: ask(SendKind::Invitation { with_note: false }),
        },
        spent: ledger.counts(Period::month(Month::of(today)), now)?.charged,
        account: session.account_of_several(),
        is_as_of: session.has_at(),
    })
}

/// The progress of the member's targets. Only the week of the account's present instant is looked up.
pub(super) fn targets(
    ledger: &mut LedgerView<Ledger>,
    account: &Account,
    session: &Session<'_>,
) -> Result<Vec<TargetProgress>, Failure> {
    let (targets, habits) = (session.settings.targets(), session.habits());
    if targets.is_empty() {
        return Ok(Vec::new());
    }
    let (today, now) = (account.budget().today(), account.budget().now());
    let week = ledger.statement(week_of(today, habits.week_start), now)?;
    Ok(progress(&targets, &week.days, account, &habits))
}

/// The answer about an account with this many pending invitations and this progress of its targets. The definition of
/// its plan has the sources of the limits.
pub(super) fn answer(
    (account, pending): (&Account, u64),
    targets: Vec<TargetProgress>,
    definition: Option<&PlanDefinition>,
    session: &Session<'_>,
) -> StatusAnswer {
    let losses = losses(account.budget(), &session.habits(), WARNING_DAYS);
    let lost = (cap_ahead(account), next_lapse(account.budget()), losses.as_slice());
    let status = account_status(account);
    let stops = LatestStop::all(&status, &plan_at(account, session.now));
    let clock = session.clock();
    let mut answer = StatusAnswer::new((&status, pending, stops), lost, account.reconciled(), definition, clock);
    answer.cautions.extend(session.low_response_rate(&status));
    answer.targets = targets;
    answer
}

/// Prints the status in one line, and no notes: a prompt runs this again and again.
fn line(format: &str, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    let format = parse_format(format)?;
    session.screen.silence_notes();
    let account = match account(session) {
        Ok(account) => account,
        Err(failure) => return show_unreadable(failure, session.screen),
    };
    let style = session.screen.style();
    let style = OutputStyle { colour: session.asks_for_colour() && !style.plain, ..style };
    session.screen.show_unwrapped(&LineAnswer::new(&account_status(&account), &format, style))?;
    Ok(ExitStatus::Yes)
}

fn account(session: &mut Session<'_>) -> Result<Account, Failure> {
    let mut ledger = session.ledger_view()?;
    let as_of = session.as_of(ledger.zone())?;
    Ok(ledger.account_at(as_of, None)?)
}

/// Prints a mark instead of the line if the ledger or the settings cannot be read.
///
/// # Errors
///
/// With any other failure.
pub(super) fn show_unreadable(failure: Failure, screen: &mut Screen) -> Result<ExitStatus, Failure> {
    let (what, exit_status) = match &failure {
        Failure::Ledger(_) => (Unreadable::Ledger, ExitStatus::LedgerUnreadable),
        Failure::Input(_) if failure.code() == "bad_settings" => (Unreadable::Settings, ExitStatus::SettingsInvalid),
        _ => return Err(failure),
    };
    screen.show_unwrapped(&LineAnswer::unreadable(what, &failure.to_string()))?;
    Ok(exit_status)
}

fn parse_format(text: &str) -> Result<LineFormat, Failure> {
    if text.chars().count() > LONGEST_FORMAT {
        let message = format!("the line format has more than {LONGEST_FORMAT} characters");
        return Err(Failure::input("too_long", message, "use fewer"));
    }
    LineFormat::parse(text).map_err(|what| {
        let message = format!("the line format cannot be read: {}", safe(&what));
        Failure::input("bad_format", message, format!("use {}; for a brace, {{{{ or }}}}", LineFormat::names()))
    })
}
