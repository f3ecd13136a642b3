//! Cautions about how fast the member sends, and how many people get the same text.

use super::session::Session;
use super::transaction::Transaction;
use crate::engine::advice::alike::{Alike, SentText};
use crate::engine::person::PersonId;
use crate::engine::wording::Wording;
use crate::error::Failure;
use crate::view::Caution;

/// The cautions about records that a transaction is about to write: what was sent to these people.
pub(super) fn cautions(
    to: &[PersonId],
    wording: Option<Wording>,
    transaction: &mut Transaction,
    session: &Session<'_>,
) -> Result<Vec<Caution>, Failure> {
    let burst = burst(to.len(), transaction, session)?;
    let same_wording = match wording {
        Some(wording) => same_wording(to, wording, transaction, session)?,
        None => None,
    };
    Ok(burst.into_iter().chain(same_wording).collect())
}

/// The caution about many sends in a few minutes. With `--at`, the member says from memory when it was.
fn burst(new: usize, transaction: &mut Transaction, session: &Session<'_>) -> Result<Option<Caution>, Failure> {
    if session.has_at() {
        return Ok(None);
    }
    let before = transaction.ledger.latest_sends(transaction.at)?;
    let threshold = session.settings.burst();
    let count = threshold.burst(&before, new, transaction.at);
    Ok(count.map(|count| Caution::burst(count, threshold.minutes)))
}

/// The caution about many people who got nearly this text, these included.
fn same_wording(
    to: &[PersonId],
    wording: Wording,
    transaction: &mut Transaction,
    session: &Session<'_>,
) -> Result<Option<Caution>, Failure> {
    let now = transaction.now;
    let mut texts = transaction.ledger.sent_texts(now)?;
    texts.extend(to.iter().map(|to| SentText { at: transaction.at, to: *to, wording }));
    let people = Alike::of(&texts, Some(wording), now).people;
    Ok(session.settings.alike().level(people).map(|level| Caution::same_wording(people, level)))
}
