//! The people in Connections.csv, and when they became connections.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::interner::Interner;
use super::person_resolver::{PersonKey, PersonResolver};
use super::source::ExportSource;

/// The first and the last known date on which a person became a connection. They may have disconnected in between.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ConnectionDates {
    pub(super) first: Option<NaiveDate>,
    pub(super) last: Option<NaiveDate>,
}

/// The connections by person.
pub(super) type ConnectionIndex = HashMap<PersonKey, ConnectionDates>;

/// The connections of all sources. People who cannot be identified are left out.
pub(super) fn index_connections(
    sources: &[ExportSource],
    people: &PersonResolver,
    interner: &Interner,
) -> ConnectionIndex {
    let mut index = ConnectionIndex::new();
    for connection in sources.iter().flat_map(|source| &source.connections) {
        let Some(person) = people.resolve(interner.party(connection.party)) else { continue };
        let dates = index.entry(person).or_default();
        if let Some(on) = connection.on {
            dates.first = Some(dates.first.map_or(on, |first| first.min(on)));
            dates.last = dates.last.max(Some(on));
        }
    }
    index
}
