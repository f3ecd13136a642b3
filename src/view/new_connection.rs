//! A connection to whom the member never sent a message or an InMail.

use serde::Serialize;

use crate::engine::advice::new_connections::NewConnection;
use crate::engine::usage::Availability;
use crate::engine::verdict::{Cost, VerdictReason};
use crate::view::followups::{FollowUpContext, limited_cost_in_words, misfit};
use crate::view::format::{LocalInstant, day, safe};

/// A connection not written to yet, with what a message costs.
#[derive(Debug, Serialize)]
pub(crate) struct NewConnectionRow {
    person: String,
    connected_at: LocalInstant,
    cost: Cost,
    allowed: bool,
    available_at: Option<LocalInstant>,
    /// Whether it fits in what remains today after what comes before it.
    fits: bool,
    #[serde(skip)]
    reason: VerdictReason,
    #[serde(skip)]
    fit: Availability,
}

impl NewConnectionRow {
    /// A connection as a row.
    pub(crate) fn new(item: &NewConnection, context: FollowUpContext<'_>) -> NewConnectionRow {
        let (verdict, local) = (&item.verdict, |at| context.as_of.with_instant(at));
        NewConnectionRow {
            person: context.book.person(item.person).short_name(),
            connected_at: local(item.since),
            cost: verdict.cost,
            allowed: verdict.allowed,
            available_at: verdict.available_at.map(local),
            fits: item.fit == Availability::Available,
            reason: verdict.reason,
            fit: item.fit,
        }
    }

    /// "Ana Lima, connected Thu 26 Nov 2026: a message costs 1 daily and 1 monthly slot".
    pub(crate) fn line(&self) -> String {
        let misfit = misfit(self.fit, self.reason).map(|why| format!(", {why}")).unwrap_or_default();
        let (name, since) = (safe(&self.person), day(self.connected_at.date()));
        format!("{name}, connected {since}: a message costs {}{misfit}", limited_cost_in_words(self.cost, self.reason))
    }
}
