//! Undos and redos of the same record in both copies: of all, the latest counts.
//!
//! ```text
//! one copy      undo ├───────────┤ redo               the record does not count in between
//! other copy            undo ├──────────────▶         overlaps: the two undos are one, and the redo takes back both
//! other copy                         undo ├──▶        does not overlap: another undo, which still counts
//! ```

use super::copy::{HERE, THERE};
use super::events::Events;
use super::key::ComparedParts;
use super::people::People;
use crate::engine::calendar::Instant;
use crate::engine::record::{Fact, Target};

impl Events<'_> {
    /// Matches undos, or redos, of the same record that overlap, the latest first. Adds those of the other copy that
    /// have no match.
    pub(super) fn match_undos(&mut self, ours: &[usize], theirs: &[usize], people: &People) {
        let mut undos = self.unmatched(HERE, ours, people, ComparedParts::Content);
        for (key, mut theirs) in self.unmatched(THERE, theirs, people, ComparedParts::Content) {
            let ours = undos.entry(key).or_default();
            while let (Some(one), Some(other)) = (ours.back().copied(), theirs.back().copied()) {
                let (made, made_there) = (self.record(HERE, one).recorded, self.record(THERE, other).recorded);
                let is_same = self.lasts_beyond(made, THERE, other) && self.lasts_beyond(made_there, HERE, one);
                if is_same {
                    self.pair(one, other);
                }
                if is_same || made_there <= made {
                    ours.pop_back();
                }
                if is_same || made <= made_there {
                    theirs.pop_back();
                }
            }
        }
        for place in theirs {
            if self.by_place[THERE][*place].is_none() {
                self.add(THERE, *place, people);
            }
        }
    }

    /// Adds redos of undos that only one copy has, if the other copy brought the record back after that. Such an undo
    /// has no match if the other copy took the record back before the copies diverged.
    pub(super) fn add_redos(&mut self, people: &People) {
        for (side, other) in [(HERE, THERE), (THERE, HERE)] {
            for undo in self.undos(side) {
                let Some(event) = self.by_place[side][undo] else { continue };
                let Some(redo) = self.redo_in(other, side, undo, people) else { continue };
                let (text, is_second) = &self.list[event].sort_key;
                let sort_key = (format!("void {text}"), *is_second);
                self.add_new(redo, &format!(r#""kind":"void","record":{event}"#), sort_key, vec![event]);
            }
        }
    }

    /// When the other copy last brought back what this undo took back, if that was later, only this copy has the undo,
    /// and it still holds there.
    fn redo_in(&self, other: usize, side: usize, undo: usize, people: &People) -> Option<Instant> {
        let is_shared = self.by_place[side][undo].is_some_and(|event| self.list[event].is_shared);
        if is_shared || self.end(side, undo).is_some() {
            return None;
        }
        let key = self.key(side, undo, people, ComparedParts::Content);
        let mut latest_first = self.undos(other).into_iter().rev();
        let latest = latest_first.find(|place| self.key(other, *place, people, ComparedParts::Content) == key)?;
        self.end(other, latest).filter(|redo| *redo > self.record(side, undo).recorded)
    }

    /// The places of a copy's undos, without the redos.
    fn undos(&self, side: usize) -> Vec<usize> {
        let records = self.copies[side].contents.records.iter().enumerate();
        let voids = records.filter(|(_, record)| matches!(record.fact, Fact::Void(_))).map(|(place, _)| place);
        voids.filter(|place| self.undo_of(side, *place).is_none()).collect()
    }

    /// The undo that this redo takes back; `None` for an undo.
    fn undo_of(&self, side: usize, redo: usize) -> Option<&'_ Fact> {
        let Fact::Void(Target::Record(id)) = self.record(side, redo).fact else { return None };
        let undo = &self.record(side, self.copies[side].place_of(id.0)?).fact;
        matches!(undo, Fact::Void(_)).then_some(undo)
    }

    /// When a copy took this undo back, or took the record back again after this redo; `None` if it did not.
    fn end(&self, side: usize, place: usize) -> Option<Instant> {
        let records = &self.copies[side].contents.records[place..];
        let redo = Fact::Void(Target::Record(records[0].id));
        let end = self.undo_of(side, place).unwrap_or(&redo);
        records[1..].iter().find(|record| record.fact == *end).map(|record| record.recorded)
    }

    /// Whether an undo or a redo still holds in its copy at an instant.
    fn lasts_beyond(&self, instant: Instant, side: usize, place: usize) -> bool {
        self.end(side, place).is_none_or(|end| instant < end)
    }
}
