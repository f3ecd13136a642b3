//! Records as answers show them, and their outcomes.

use crate::engine::outcome::Outcome;
use crate::engine::person::PersonId;
use crate::engine::record::RecordId;
use crate::engine::timeline::Timeline;
use crate::view::{LocalInstant, LocalPlanDate, RecordedItem, subject};

/// The outcome of a record; [`Outcome::Nothing`] if the record does not count.
pub(super) fn outcome(timeline: &Timeline, id: RecordId) -> Outcome {
    let wanted = timeline.place_of(id);
    let mut found = Outcome::Nothing;
    let at = wanted.map_or_else(|| timeline.created(), |place| timeline.records()[place].at);
    timeline.fold().fold_through(at, |place, outcome| {
        if Some(place) == wanted {
            found = outcome;
        }
    });
    found
}

/// A record as an answer shows it.
pub(super) fn item(timeline: &Timeline, id: RecordId) -> RecordedItem {
    item_with_namesakes(timeline, id, |person| timeline.book().has_namesake(person))
}

/// As [`item`], for long lists: the caller knows who has a namesake, since a search for each record would be slow.
pub(super) fn item_with_namesakes(
    timeline: &Timeline,
    id: RecordId,
    has_namesake: impl Fn(PersonId) -> bool,
) -> RecordedItem {
    let place = timeline.place_of(id).unwrap_or_default();
    let (record, book) = (&timeline.records()[place], timeline.book());
    let who = timeline.person_of(&record.fact);
    let person = who.map(|who| book.person(who).short_name());
    let display_name = who.map(|who| book.person(who).display_name_if(has_namesake(who)));
    let subject = subject(&record.fact, display_name.as_deref(), timeline.former_name(place));
    let at = LocalInstant::new(timeline.effective_at(place), timeline.zone());
    let starts = timeline.plan_start(place).map(|start| LocalPlanDate::new(start.on(), timeline.zone()));
    RecordedItem { id, kind: record.fact.kind_name(), person, at, starts, display_name, subject }
}
