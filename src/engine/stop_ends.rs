//! How stops ended before their own end: lifted, or replaced by another stop (rules 6).

use std::collections::HashMap;

use super::calendar::Instant;
use super::outcome::Outcome;
use super::record::Fact;
use super::timeline::Timeline;

/// What ended a stop before its own end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EarlyEnd {
    /// The member lifted it.
    Lifted,
    /// Another stop of the kind replaced it.
    Replaced,
}

/// The stops that ended before their own end, by the place of their records.
#[derive(Clone, Debug, Default)]
pub struct StopEnds {
    /// The latest stop of each kind: its place, and its own end.
    latest: [Option<(usize, Instant)>; 4],
    ended: HashMap<usize, (Instant, EarlyEnd)>,
}

impl StopEnds {
    /// The stops of a timeline up to an instant.
    pub fn until(timeline: &Timeline, until: Instant) -> StopEnds {
        let mut ends = StopEnds::default();
        timeline.fold().fold_through(until, |place, outcome| ends.note(place, &outcome, timeline));
        ends
    }

    /// Notes the outcome of the record at a place, in the order of the fold.
    pub fn note(&mut self, place: usize, outcome: &Outcome, timeline: &Timeline) {
        let (what, how, began) = match (&timeline.records()[place].fact, outcome) {
            (Fact::Stopped { what, .. }, Outcome::Stopped(stop)) => (*what, EarlyEnd::Replaced, Some(stop.until)),
            (Fact::Lifted { what }, Outcome::Lifted(Some(_))) => (*what, EarlyEnd::Lifted, None),
            _ => return,
        };
        let at = timeline.effective_at(place);
        let latest = &mut self.latest[what as usize];
        if let Some((ended, _)) = latest.take().filter(|(_, own_end)| at < *own_end) {
            self.ended.insert(ended, (at, how));
        }
        *latest = began.map(|own_end| (place, own_end));
    }

    /// When and how the stop recorded at a place ended before its own end; `None` if it did not.
    pub fn of(&self, place: usize) -> Option<(Instant, EarlyEnd)> {
        self.ended.get(&place).copied()
    }
}
