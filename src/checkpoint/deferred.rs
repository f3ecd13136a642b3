//! What a base leaves to be folded later: the records that happened last. It keeps them as they stand, so that what is
//! entered late among them, or takes one of them back, leaves the base as it is.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::form::{Parts, date_number};
use crate::engine::calendar::Instant;
use crate::engine::directory::Doubt;
use crate::engine::person::PersonId;
use crate::engine::record::{Answer, Charge, Details, Expiry, Fact, FollowUpAction, Record, RecordId};
use crate::engine::timeline::Timeline;

/// The fewest records that are left, and how long ago they happened, in seconds: what is entered late is mostly no older.
const FEWEST: usize = 1_000;
const A_MONTH: i64 = 31 * 86_400;

/// The most records that are left: folding them takes a few milliseconds.
const MOST: usize = 8_000;

/// How many of the records entered last are looked at: where one is older, more as old are likely to follow.
const LATELY: usize = 32;

/// The fewest records of a ledger that leaves any: a smaller one is read as a whole as quickly.
const WORTH_IT: usize = 4 * FEWEST;

/// The records that a base leaves to be folded later.
pub(super) struct Deferred {
    /// How many come before them, in reading order.
    pub(super) told: usize,
    /// They, in the order recorded, each with its place.
    pub(super) records: Vec<(usize, Record)>,
}

impl Deferred {
    /// Those of a ledger.
    pub(super) fn of(timeline: &Timeline) -> Deferred {
        let told = timeline.told() - count(timeline);
        let last = timeline.events_from(told).map(|(place, record, person)| (place, as_it_stands(record, person)));
        let mut records: Vec<(usize, Record)> = last.collect();
        records.sort_unstable_by_key(|(place, _)| *place);
        let whole = whole_steps(timeline, &records);
        for (_, record) in &mut records {
            let step = record.details.step().filter(|step| whole.contains(step));
            record.details = Details::default().in_step(step);
        }
        Deferred { told, records }
    }

    /// Their rows; `None` where one of them has none.
    pub(super) fn rows(&self) -> Option<Vec<[u8; ROW]>> {
        self.records.iter().map(|(place, record)| row(*place, record)).collect()
    }
}

/// How many are left.
fn count(timeline: &Timeline) -> usize {
    let told = timeline.told();
    let since = |at: Instant| told - timeline.told_before(at);
    let Some((_, last, _)) = timeline.events_from(told.saturating_sub(1)).next().filter(|_| told >= WORTH_IT) else {
        return 0;
    };
    let entered_last = timeline.records().iter().rev().take(LATELY).filter(|record| !record.fact.is_about_others());
    let lately = entered_last.map(|record| since(record.at)).max().filter(|count| *count <= MOST).unwrap_or(0);
    FEWEST.max(since(last.at.plus_seconds(-A_MONTH))).max(lately).min(MOST).min(told / 2)
}

/// What a fold asks of a record.
fn as_it_stands(record: &Record, person: Option<PersonId>) -> Record {
    let fact = record.fact.clone();
    let fact = if let Some(person) = person { fact.with_person(person) } else { fact };
    let details = Details::default();
    Record { id: record.id, at: record.at, recorded: record.at, fact, details }
}

/// The steps all of whose records are among these: only such a step can be taken back without the base.
fn whole_steps(timeline: &Timeline, records: &[(usize, Record)]) -> HashSet<RecordId> {
    let mut missing: HashMap<RecordId, usize> = HashMap::new();
    let steps_here = records.iter().filter_map(|(_, record)| record.details.step());
    steps_here.for_each(|step| *missing.entry(step).or_default() += 1);
    if !missing.is_empty() {
        // The records of a step were recorded in a row, mostly.
        for row in timeline.records().chunk_by(|one, next| one.details.step() == next.details.step()) {
            if let Some(missing) = row[0].details.step().and_then(|step| missing.get_mut(&step)) {
                // A step with more records than are here wraps around, and so is not 0.
                *missing = missing.wrapping_sub(row.len());
            }
        }
    }
    missing.into_iter().filter(|(_, missing)| *missing == 0).map(|(step, _)| step).collect()
}

/// The bytes of a row: the number, the step, the instant, the place, whose it is or how many credits, a date, the kind.
pub(super) const ROW: usize = 40;

fn row(place: usize, record: &Record) -> Option<[u8; ROW]> {
    let (kind, number, date) = told(&record.fact)?;
    let mut row = [0; ROW];
    row[..8].copy_from_slice(&record.id.0.to_le_bytes());
    row[8..16].copy_from_slice(&record.details.step().map_or(0, |step| step.0).to_le_bytes());
    row[16..24].copy_from_slice(&record.at.unix().to_le_bytes());
    row[24..28].copy_from_slice(&u32::try_from(place).ok()?.to_le_bytes());
    row[28..32].copy_from_slice(&number.to_le_bytes());
    row[32..36].copy_from_slice(&date_number(date).to_le_bytes());
    row[36] = kind;
    Some(row)
}

/// Reads the rows of records, each with its place.
pub(super) fn records(rows: &[u8]) -> Result<(Vec<usize>, Vec<Record>), Doubt> {
    let (mut places, mut records) = (Vec::new(), Vec::new());
    for row in rows.chunks_exact(ROW) {
        let mut parts = Parts(row);
        let (id, step) = (RecordId(parts.long()?), parts.long()?);
        let (at, place, number) = (parts.instant()?, parts.number()?, parts.number()?);
        let (date, kind) = (parts.date()?, parts.byte()?);
        let details = Details::default().in_step((step > 0).then_some(RecordId(step)));
        places.push(usize::try_from(place).map_err(|_| Doubt)?);
        records.push(Record { id, at, recorded: at, fact: fact(kind, number, date)?, details });
    }
    Ok((places, records))
}

/// A fact as a kind, whose it is or how many credits, and a date where one belongs to it; `None` for what is about
/// others.
fn told(fact: &Fact) -> Option<(u8, u32, NaiveDate)> {
    let mut date = NaiveDate::default();
    let kind = match fact {
        Fact::Message { .. } => 0,
        Fact::InMail { charge: Charge::Ordinary, .. } => 1,
        Fact::InMail { charge: Charge::Free, .. } => 2,
        Fact::Invitation { with_note, .. } => 3 + u8::from(*with_note),
        Fact::Response { answer: Answer::Replied, .. } => 5,
        Fact::Response { answer: Answer::Declined, .. } => 6,
        Fact::Acceptance { .. } => 7,
        Fact::FollowUp { settled: FollowUpAction::Done, .. } => 8,
        Fact::FollowUp { settled: FollowUpAction::Closed, .. } => 9,
        Fact::FollowUp { settled: FollowUpAction::Snoozed(until), .. } => {
            date = *until;
            10
        }
        Fact::Purchase { expiry: Expiry::PlanLife, .. } => 11,
        Fact::Purchase { expiry: Expiry::Never, .. } => 12,
        Fact::Purchase { expiry: Expiry::On(expires), .. } => {
            date = *expires;
            13
        }
        Fact::Balance { .. } => 14,
        _ => return None,
    };
    let credits = if let Fact::Purchase { credits, .. } | Fact::Balance { credits } = fact { *credits } else { 0 };
    Some((kind, fact.person().map_or(credits, |person| person.0), date))
}

fn fact(kind: u8, number: u32, date: NaiveDate) -> Result<Fact, Doubt> {
    let (person, credits) = (PersonId(number), number);
    Ok(match kind {
        0 => Fact::Message { to: person },
        1 => Fact::InMail { to: person, charge: Charge::Ordinary },
        2 => Fact::InMail { to: person, charge: Charge::Free },
        3 => Fact::Invitation { to: person, with_note: false },
        4 => Fact::Invitation { to: person, with_note: true },
        5 => Fact::Response { from: person, answer: Answer::Replied },
        6 => Fact::Response { from: person, answer: Answer::Declined },
        7 => Fact::Acceptance { by: person },
        8 => Fact::FollowUp { with: person, settled: FollowUpAction::Done },
        9 => Fact::FollowUp { with: person, settled: FollowUpAction::Closed },
        10 => Fact::FollowUp { with: person, settled: FollowUpAction::Snoozed(date) },
        11 => Fact::Purchase { credits, expiry: Expiry::PlanLife },
        12 => Fact::Purchase { credits, expiry: Expiry::Never },
        13 => Fact::Purchase { credits, expiry: Expiry::On(date) },
        14 => Fact::Balance { credits },
        _ => return Err(Doubt),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_comes_back_as_it_was() {
        let date = NaiveDate::from_ymd_opt(2026, 12, 31).unwrap();
        for kind in 0..=14 {
            let fact = fact(kind, 77, if [10, 13].contains(&kind) { date } else { NaiveDate::default() }).unwrap();
            assert!(!fact.is_about_others());
            let at = Instant::from_unix(1_764_000_000 + i64::from(kind));
            let details = Details::default().in_step((kind > 7).then_some(RecordId(5)));
            let record = Record { id: RecordId(u64::from(kind) + 1), at, recorded: at, fact, details };
            let row = row(1_000, &record).unwrap();
            assert_eq!(row[36], kind);
            assert_eq!(records(&row), Ok((vec![1_000], vec![record])));
        }
        assert_eq!(fact(15, 77, date), Err(Doubt));
    }
}
