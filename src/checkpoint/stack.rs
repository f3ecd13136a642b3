//! The layers of a checkpoint, one on top of the other: the base covers most of a ledger, the layer on top what came
//! since. What is not in the layer on top is looked up in the base.

use chrono::NaiveDate;

use super::layer::{Header, Layer};
use crate::engine::calendar::{Instant, date_of};
use crate::engine::contact_book::Person;
use crate::engine::directory::Doubt;
use crate::engine::person::PersonId;
use crate::engine::person_state::PersonState;
use crate::engine::rates::{ResponseRate, response_rate};
use crate::engine::record::Record;
use crate::engine::statement::DaySnapshot;

/// A base, and perhaps a layer on top.
#[derive(Debug)]
pub(super) struct Stack {
    base: Layer,
    top: Option<Layer>,
}

impl Stack {
    /// A base alone.
    pub(super) fn of(base: Layer) -> Stack {
        Stack { base, top: None }
    }

    /// A base with a layer on top that was made for it.
    pub(super) fn with_top(base: Layer, top: Layer) -> Stack {
        Stack { base, top: Some(top) }
    }

    /// What the uppermost layer says at its beginning: it holds for all that is covered.
    pub(super) fn header(&self) -> &Header {
        self.top.as_ref().map_or(&self.base.header, |top| &top.header)
    }

    /// Whether there is a layer on top.
    pub(super) fn has_top(&self) -> bool {
        self.top.is_some()
    }

    /// The base alone.
    pub(super) fn into_base(self) -> Layer {
        self.base
    }

    /// The records that the uppermost layer leaves to be folded later, and the place of each.
    pub(super) fn deferred(&self) -> Result<(Vec<usize>, Vec<Record>), Doubt> {
        if self.has_top() { Ok(Default::default()) } else { self.base.deferred() }
    }

    /// The layers, the uppermost last.
    pub(super) fn layers(&self) -> impl Iterator<Item = &Layer> {
        std::iter::once(&self.base).chain(&self.top)
    }

    /// A person, and how things stood with them.
    pub(super) fn person(&self, id: PersonId) -> Result<(Person, PersonState), Doubt> {
        match self.top.as_ref().map(|top| top.entry(id)).transpose()?.flatten() {
            Some(entry) => Ok(entry),
            None => self.base.entry(id)?.ok_or(Doubt),
        }
    }

    /// A person as the base has them, of those whom the layer on top is about.
    pub(super) fn person_in_base(&self, id: PersonId) -> Result<Option<(Person, PersonState)>, Doubt> {
        if id.index() < self.base.header.people { self.base.entry(id) } else { Ok(None) }
    }

    /// The mark at the end of a date before the last record's.
    pub(super) fn mark(&self, date: NaiveDate) -> Result<DaySnapshot, Doubt> {
        match &self.top {
            Some(top) if date >= date_of(self.base.header.last_at, self.base.header.zone) => top.mark(date),
            _ => self.base.mark(date),
        }
    }

    /// The response rate of the people first contacted in a span, as of an instant.
    pub(super) fn response_rate(&self, span: (Instant, Instant), as_of: Instant) -> Result<ResponseRate, Doubt> {
        let rate = |contacts: Vec<_>| response_rate(contacts.into_iter(), span, as_of);
        let base = rate(self.base.contacts(span)?);
        match &self.top {
            None => Ok(base),
            Some(top) => Ok(base.without(rate(top.contacts_before(span)?)).with(rate(top.contacts(span)?))),
        }
    }

    /// How many InMails that were answered within 30 days were sent in a span.
    pub(super) fn answered(&self, span: (Instant, Instant)) -> Result<u64, Doubt> {
        self.layers().map(|layer| layer.answered(span)).sum()
    }
}
