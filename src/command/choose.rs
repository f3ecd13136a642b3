//! Asks at the terminal who the recipient was.

use super::person_arg;
use super::session::Session;
use crate::engine::advice::suggested_contacts::suggested_contacts;
use crate::engine::person::PersonQuery;
use crate::engine::verdict::SendKind;
use crate::error::Failure;
use crate::view::{Candidate, LocalInstant, ask_recipient};

/// The most people to offer.
const MOST_OFFERED: usize = 200;

/// Asks for the recipient of a send: the member chooses one of the people due for a nudge or contacted recently, or
/// types a name. `None` if they cancel.
///
/// # Errors
///
/// When there is no terminal to ask on, the ledger cannot be read, or the name is not valid.
pub(super) fn choose(kind: SendKind, session: &mut Session<'_>) -> Result<Option<PersonQuery>, Failure> {
    if !session.context().is_interactive || session.screen.is_json() {
        let hint = "give a name, as in inquota log \"Jane Doe\", or - to read names from standard input";
        return Err(Failure::input("usage", "log needs to know whom: a person is missing", hint));
    }
    let timeline = session.timeline()?;
    let people = suggested_contacts(&timeline, session.now, &session.habits());
    let book = timeline.book();
    let candidates = people.iter().take(MOST_OFFERED).map(|one| {
        let latest = LocalInstant::new(one.latest, timeline.zone());
        Candidate::new(book.person(one.person), one.silent_days, latest)
    });
    let answer = ask_recipient(kind, candidates.collect(), session.screen)?;
    let answer = answer.filter(|text| !text.trim().is_empty());
    if answer.is_none() {
        session.screen.note("nothing was recorded");
    }
    answer.map(|text| person_arg::parse(&text)).transpose()
}
