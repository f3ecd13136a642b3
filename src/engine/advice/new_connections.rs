//! Connections to whom the member never sent a message or an InMail. None of them is due for a nudge, which needs one.

use std::collections::HashSet;

use super::quota_left::QuotaLeft;
use crate::engine::account::Account;
use crate::engine::calendar::Instant;
use crate::engine::person::PersonId;
use crate::engine::record::Fact;
use crate::engine::timeline::Timeline;
use crate::engine::usage::Availability;
use crate::engine::verdict::{SendKind, Verdict, Verdicts};

/// A connection who never got a message or an InMail.
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

/// The connections not written to yet and when each became one, the latest first: of one instant, the one recorded last
/// (rules 1.2). The account is that of the timeline as of its present instant.
pub fn not_written_to(timeline: &Timeline, account: &Account) -> Vec<(PersonId, Instant)> {
    let acceptances = timeline.events(account.budget().now());
    let acceptances = acceptances.filter(|(_, record, _)| matches!(record.fact, Fact::Acceptance { .. }));
    let mut seen = HashSet::new();
    let mut people: Vec<(PersonId, Instant)> = acceptances
        .filter_map(|(_, record, person)| Some((person?, record.at)))
        .filter(|(person, at)| account.person(Some(*person)).not_written_since() == Some(*at) && seen.insert(*person))
        .collect();
    people.reverse();
    people
}

/// Those of them without a do-not-contact mark (rules 2.5). Lists the newest, this many at most, and lets each use up
/// what is left.
pub fn new_connections(timeline: &Timeline, account: &Account, most: usize, left: &mut QuotaLeft) -> NewConnections {
    let mut all = not_written_to(timeline, account);
    all.retain(|(person, _)| account.do_not_contact(*person).is_none());
    let (mut verdicts, numbers) = (Verdicts::new(account), &account.budget().plan().numbers);
    let mut row = |(person, since): &(PersonId, Instant)| {
        let verdict = verdicts.of(*person, SendKind::Message);
        let fit = left.spend(&verdict, numbers);
        NewConnection { person: *person, since: *since, verdict, fit }
    };
    let newest: Vec<NewConnection> = all.iter().take(most).map(&mut row).collect();
    NewConnections { more: all.len() - newest.len(), newest }
}
