//! `status`: how things stand, on a screen or in one line.

use super::session::Session;
use crate::cli::Status;
use crate::engine::account::Account;
use crate::engine::advice::loss::{cap_ahead, losses};
use crate::engine::status::account_status;
use crate::error::{ExitStatus, Failure};
use crate::view::{
    Format, LineAnswer, Look, Outlook, Screen, Show, StatusAnswer, Unread, UnreadAnswer, WARNING_DAYS, safe,
};

/// The longest form of a line, in characters.
const LONGEST_FORM: usize = 1000;

pub(super) fn run(args: &Status, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    if let Some(form) = &args.line {
        return line(form, session);
    }
    let mut answer = answer(&account(session)?, session);
    // Only a person is told whose number a limit is.
    if !session.screen.is_json() {
        answer.definition = session.plan(&answer.standing.plan.name);
    }
    session.screen.show(&answer)?;
    Ok(ExitStatus::Yes)
}

/// How an account stands.
pub(super) fn answer(account: &Account, session: &Session<'_>) -> StatusAnswer {
    let outlook = Outlook {
        cap: cap_ahead(account),
        losses: losses(account.budget(), &session.habits(), WARNING_DAYS),
        reconciled: account.reconciled(),
    };
    StatusAnswer { standing: account_status(account), definition: None, outlook }
}

/// One line. A prompt shows it again and again: whatever is the matter with the ledger, nothing is said beside it.
fn line(form: &str, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    let format = format(form)?;
    session.screen.hush();
    let account = match account(session) {
        Ok(account) => account,
        Err(failure) => return unread(failure, session.screen),
    };
    let standing = account_status(&account);
    let look = Look { colour: session.asks_for_colour(), ..session.screen.look() };
    print(&LineAnswer { standing, format, look }, session.screen)?;
    Ok(ExitStatus::Yes)
}

fn account(session: &mut Session<'_>) -> Result<Account, Failure> {
    let mut ledger = session.ledger_view()?;
    let as_of = session.as_of(ledger.zone())?;
    Ok(ledger.account_at(as_of, None)?)
}

/// The mark that stands for a ledger, or settings, which cannot be read. Whatever else went wrong is a failure.
pub(super) fn unread(failure: Failure, screen: &mut Screen) -> Result<ExitStatus, Failure> {
    let (what, ending) = match &failure {
        Failure::Ledger(_) => (Unread::Ledger, ExitStatus::LedgerUnreadable),
        Failure::Input(_) if failure.code() == "bad_settings" => (Unread::Settings, ExitStatus::SettingsInvalid),
        _ => return Err(failure),
    };
    print(&UnreadAnswer { what, why: failure.to_string() }, screen)?;
    Ok(ending)
}

/// A line is never folded: whoever asked for one has room for one.
fn print(answer: &impl Show, screen: &mut Screen) -> Result<(), Failure> {
    let text = if screen.is_json() { answer.json() + "\n" } else { answer.text(screen.look()) };
    screen.print(&text)
}

fn format(form: &str) -> Result<Format, Failure> {
    if form.chars().count() > LONGEST_FORM {
        let message = format!("the form of the line has more than {LONGEST_FORM} characters");
        return Err(Failure::input("too_long", message, "use fewer"));
    }
    Format::read(form).map_err(|what| {
        let message = format!("the form of the line cannot be read: {}", safe(&what));
        Failure::input("bad_format", message, format!("known are {}; {{{{ and }}}} are braces", Format::known()))
    })
}
