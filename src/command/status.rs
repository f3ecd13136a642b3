//! `status`: how things stand.

use super::desk::Desk;
use crate::engine::standing::standing;
use crate::error::{Ending, Failure};
use crate::view::StatusAnswer;

pub(super) fn run(desk: &mut Desk<'_>) -> Result<Ending, Failure> {
    let (present, as_of) = desk.present()?;
    let standing = standing(&present.account_at(as_of, None)?);
    // Only a person is told whose number a limit is.
    let definition = if desk.screen.is_json() { None } else { desk.plan(&standing.plan.name) };
    desk.screen.show(&StatusAnswer { standing, definition })?;
    Ok(Ending::Yes)
}
