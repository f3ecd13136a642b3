//! Asks whom something was sent to, where somebody sits before a terminal.

use super::person_arg;
use super::session::Session;
use crate::engine::advice::suggested_contacts::suggested_contacts;
use crate::engine::person::PersonQuery;
use crate::engine::verdict::SendKind;
use crate::error::Failure;
use crate::view::{Candidate, LocalInstant, ask_recipient};

/// The most people that are offered.
const MOST_OFFERED: usize = 200;

/// Lets the member choose to whom something of a kind was sent, among the people due for a reminder and those of late,
/// or name somebody; `None` when they rather not.
///
/// # Errors
///
/// When nobody sits there to be asked.
pub(super) fn choose(question: SendKind, session: &mut Session<'_>) -> Result<Option<PersonQuery>, Failure> {
    if !session.context().is_interactive || session.screen.is_json() {
        let hint = "give a name, as in inquota log \"Jane Doe\", or - to read names from standard input";
        return Err(Failure::input("usage", "log needs to know whom: a person is missing", hint));
    }
    let timeline = session.timeline()?;
    let people = suggested_contacts(&timeline, session.now, &session.habits());
    let book = timeline.book();
    let candidates = people.iter().take(MOST_OFFERED).map(|one| {
        let person = book.person(one.person);
        let named = person.handles.last().map_or_else(|| person.short_name(), ToString::to_string);
        Candidate::new(&person.short_name(), named, one.silent_days, LocalInstant::new(one.latest, timeline.zone()))
    });
    let answer = ask_recipient(question, candidates.collect(), session.screen)?;
    let answer = answer.filter(|text| !text.trim().is_empty());
    if answer.is_none() {
        session.screen.note("nothing was recorded");
    }
    answer.map(|text| person_arg::read(&text)).transpose()
}
