//! Connections to whom the member has not written since they became one.

use std::cmp::Reverse;

use super::quota_left::QuotaLeft;
use crate::engine::account::Account;
use crate::engine::calendar::Instant;
use crate::engine::person::PersonId;
use crate::engine::usage::Availability;
use crate::engine::verdict::{SendKind, Verdict, Verdicts};

/// A connection who got neither a message nor an InMail since they became one.
#[derive(Clone, Debug, PartialEq)]
pub struct NewConnection {
    /// The person.
    pub person: PersonId,
    /// When they became a connection.
    pub since: Instant,
    /// The verdict on a message now.
    pub verdict: Verdict,
    /// Whether enough is left for it today after what comes before it.
    pub fit: Availability,
}

/// The newest of them, latest first, and how many more there are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NewConnections {
    /// The newest.
    pub newest: Vec<NewConnection>,
    /// The number of the others.
    pub more: usize,
}

/// The connections not written to yet, without those marked as not to be contacted (rules 2.5). Lists the newest, this
/// many at most, and lets each use up what is left.
pub fn new_connections(account: &Account, most: usize, left: &mut QuotaLeft) -> NewConnections {
    let unwritten = account.people().filter_map(|(id, state)| Some((Reverse(state.connection.unwritten_since?), id)));
    let mut all: Vec<_> = unwritten.filter(|(_, id)| account.do_not_contact(*id).is_none()).collect();
    all.sort_unstable();
    let (mut verdicts, numbers) = (Verdicts::new(account), &account.budget().plan().numbers);
    let mut row = |(Reverse(since), person): &(Reverse<Instant>, PersonId)| {
        let verdict = verdicts.of(*person, SendKind::Message);
        let fit = left.spend(verdict.cost, numbers);
        NewConnection { person: *person, since: *since, verdict, fit }
    };
    let newest: Vec<NewConnection> = all.iter().take(most).map(&mut row).collect();
    NewConnections { more: all.len() - newest.len(), newest }
}
