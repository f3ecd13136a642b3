//! `status`: how things stand, on a screen or in one line.

use super::desk::Desk;
use crate::cli::Status;
use crate::engine::account::Account;
use crate::engine::loss::{cap_ahead, losses};
use crate::engine::standing::standing;
use crate::error::{Ending, Failure};
use crate::ledger::LedgerError;
use crate::view::{Format, LineAnswer, Look, Outlook, Screen, Show, StatusAnswer, UnreadAnswer, WARNING_DAYS, safe};

/// The longest form of a line, in characters.
const LONGEST_FORM: usize = 1000;

pub(super) fn run(args: &Status, desk: &mut Desk<'_>) -> Result<Ending, Failure> {
    if let Some(form) = &args.line {
        return line(form, desk);
    }
    let (present, as_of) = desk.present()?;
    let mut answer = answer(&present.account_at(as_of, None)?, desk);
    // Only a person is told whose number a limit is.
    if !desk.screen.is_json() {
        answer.definition = desk.plan(&answer.standing.plan.name);
    }
    desk.screen.show(&answer)?;
    Ok(Ending::Yes)
}

/// How an account stands.
pub(super) fn answer(account: &Account, desk: &Desk<'_>) -> StatusAnswer {
    let outlook = Outlook {
        cap: cap_ahead(account),
        losses: losses(account.budget(), &desk.habits(), WARNING_DAYS),
        reconciled: account.reconciled(),
    };
    StatusAnswer { standing: standing(account), definition: None, outlook }
}

/// One line. A prompt shows it again and again: whatever is the matter with the ledger, nothing is said beside it.
fn line(form: &str, desk: &mut Desk<'_>) -> Result<Ending, Failure> {
    let format = format(form)?;
    desk.screen.hush();
    let (present, as_of) = match desk.present() {
        Ok(present) => present,
        Err(Failure::Ledger(error)) => return unread(&error, desk.screen),
        Err(other) => return Err(other),
    };
    let standing = standing(&present.account_at(as_of, None)?);
    let look = Look { colour: desk.asks_for_colour(), ..desk.screen.look() };
    print(&LineAnswer { standing, format, look }, desk.screen)?;
    Ok(Ending::Yes)
}

/// The mark that stands for a ledger which cannot be read.
pub(super) fn unread(error: &LedgerError, screen: &mut Screen) -> Result<Ending, Failure> {
    print(&UnreadAnswer { why: error.to_string() }, screen)?;
    Ok(Ending::Unread)
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
