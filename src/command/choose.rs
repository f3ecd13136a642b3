//! Asks whom something was sent to, where somebody sits before a terminal.

use super::desk::Desk;
use super::whom;
use crate::engine::at_hand::at_hand;
use crate::engine::person::Written;
use crate::engine::verdict::Question;
use crate::error::Failure;
use crate::view::{Candidate, ask_whom};

/// The most people that are offered.
const MOST_OFFERED: usize = 200;

/// Lets the member choose to whom something of a kind was sent, among the people due for a reminder and those of late,
/// or name somebody; `None` when they rather not.
///
/// # Errors
///
/// When nobody sits there to be asked.
pub(super) fn choose(question: Question, desk: &mut Desk<'_>) -> Result<Option<Written>, Failure> {
    if !desk.context().is_interactive || desk.screen.is_json() {
        let hint = "give a name, as in inquota log \"Jane Doe\", or - to read names from standard input";
        return Err(Failure::input("usage", "log needs to know whom: a person is missing", hint));
    }
    let timeline = desk.read()?;
    let people = at_hand(&timeline, desk.now, &desk.habits());
    let book = timeline.book();
    let candidates = people.iter().take(MOST_OFFERED).map(|one| {
        let person = book.person(one.person);
        let named = person.handles.last().map_or_else(|| person.called(), ToString::to_string);
        Candidate::new(&person.called(), named, one.silent_days, one.latest, timeline.zone())
    });
    let answer = ask_whom(question, candidates.collect(), desk.screen)?;
    let answer = answer.filter(|text| !text.trim().is_empty());
    if answer.is_none() {
        desk.screen.note("nothing was recorded");
    }
    answer.map(|text| whom::read(&text)).transpose()
}
