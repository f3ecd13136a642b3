//! `status`: how things stand.

use super::desk::Desk;
use crate::engine::loss::{cap_ahead, losses};
use crate::engine::standing::standing;
use crate::error::{Ending, Failure};
use crate::view::{Outlook, StatusAnswer, WARNING_DAYS};

pub(super) fn run(desk: &mut Desk<'_>) -> Result<Ending, Failure> {
    let timeline = desk.read()?;
    let as_of = desk.as_of(&timeline)?;
    let account = timeline.account_at(as_of);
    let standing = standing(&account);
    // Only a person is told whose number a limit is.
    let definition = if desk.screen.is_json() { None } else { desk.plan(&standing.plan.name) };
    let outlook = Outlook {
        cap: cap_ahead(&account),
        losses: losses(account.budget(), &desk.habits(), WARNING_DAYS),
        reconciled: account.reconciled(),
    };
    desk.screen.show(&StatusAnswer { standing, definition, outlook })?;
    Ok(Ending::Yes)
}
