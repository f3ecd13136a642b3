//! Pairs interactions of an import with records of a ledger: the same person and the same kind, close in time.

use std::collections::{HashMap, HashSet};

use crate::engine::calendar::{HOUR, Instant};
use crate::engine::interaction::Interaction;
use crate::engine::person::PersonId;
use crate::engine::record::{Record, RecordId};
use crate::engine::timeline::Timeline;

/// The largest difference in seconds between the time logged by hand and the time in the archive: a day, because the
/// member may have given only the date.
const TIME_TOLERANCE: i64 = 24 * HOUR;

/// The same for acceptances. The archive has only their date, in UTC.
pub(super) const DATE_TOLERANCE: i64 = 48 * HOUR;

/// The kind of an event or a record. Only those of the same kind match.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum MatchKind {
    Message,
    InMail,
    Invitation,
    Response,
    Acceptance,
    Withdrawal,
}

impl MatchKind {
    fn of(what: Interaction) -> MatchKind {
        match what {
            Interaction::Message => MatchKind::Message,
            Interaction::InMail(_) => MatchKind::InMail,
            Interaction::Invitation { .. } => MatchKind::Invitation,
            Interaction::Response(_) => MatchKind::Response,
            Interaction::Acceptance => MatchKind::Acceptance,
            Interaction::Withdrawal => MatchKind::Withdrawal,
        }
    }

    fn tolerance(self) -> i64 {
        if self == MatchKind::Acceptance { DATE_TOLERANCE } else { TIME_TOLERANCE }
    }
}

/// An interaction that a ledger may have already.
pub(crate) struct Candidate {
    /// Its index in the import.
    pub(crate) index: usize,
    pub(crate) person: PersonId,
    pub(crate) what: Interaction,
    pub(crate) at: Instant,
}

/// Pairs interactions with active records of the same person and kind, the closest pairs first. Each is used at most
/// once. `may_match` says which records may be used.
pub(crate) fn pair_with_records(
    candidates: impl Iterator<Item = Candidate>,
    may_match: impl Fn(&Record) -> bool,
    timeline: &Timeline,
) -> Vec<(usize, RecordId)> {
    let records = records_by_kind(timeline, may_match);
    let mut pairs: Vec<(i64, usize, usize)> = Vec::new();
    for Candidate { index, person, what, at } in candidates {
        let kind = MatchKind::of(what);
        for &place in records.get(&(person, kind)).into_iter().flatten() {
            let distance = timeline.records()[place].at.seconds_since(at).abs();
            if distance <= kind.tolerance() {
                pairs.push((distance, index, place));
            }
        }
    }
    pairs.sort_unstable();
    let (mut used_events, mut used_records) = (HashSet::new(), HashSet::new());
    let mut matched = Vec::new();
    for (_, index, place) in pairs {
        if !used_events.contains(&index) && used_records.insert(place) {
            used_events.insert(index);
            matched.push((index, timeline.records()[place].id));
        }
    }
    matched.sort_unstable_by_key(|(index, _)| *index);
    matched
}

/// The places of active records in the timeline, by person and kind.
fn records_by_kind(
    timeline: &Timeline,
    may_match: impl Fn(&Record) -> bool,
) -> HashMap<(PersonId, MatchKind), Vec<usize>> {
    let mut by_kind: HashMap<(PersonId, MatchKind), Vec<usize>> = HashMap::new();
    for (place, record) in timeline.records().iter().enumerate() {
        if !timeline.is_active(place) || !may_match(record) {
            continue;
        }
        if let (Some(what), Some(person)) = (Interaction::of(&record.fact), timeline.person_of(&record.fact)) {
            by_kind.entry((person, MatchKind::of(what))).or_default().push(place);
        }
    }
    by_kind
}
