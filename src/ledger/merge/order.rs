//! Puts the events of both copies in one order.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::events::Events;

/// The constraints on the order.
struct Constraints {
    /// For each event, the events that must come after it.
    followers: Vec<Vec<usize>>,
    /// For each event, the number of events that must come before it and are not placed yet.
    waits_for: Vec<usize>,
}

impl Constraints {
    /// Each copy keeps its own order, and an event comes after the events that it refers to.
    fn of(events: &Events<'_>) -> Constraints {
        let count = events.list.len();
        let mut constraints = Constraints { followers: vec![Vec::new(); count], waits_for: vec![0; count] };
        for side in &events.by_place {
            let own: Vec<usize> = side.iter().flatten().copied().collect();
            own.windows(2).for_each(|pair| constraints.add(pair[0], pair[1]));
        }
        for (event, about) in events.list.iter().enumerate() {
            about.after.iter().for_each(|before| constraints.add(*before, event));
        }
        constraints
    }

    fn add(&mut self, before: usize, after: usize) {
        if before != after {
            self.followers[before].push(after);
            self.waits_for[after] += 1;
        }
    }
}

/// Returns the events in order. Between the copies, the event that was recorded first comes first. The same holds for
/// shared events that the copies have in a different order.
pub(super) fn order(events: &Events<'_>) -> Vec<usize> {
    let count = events.list.len();
    let Constraints { followers, mut waits_for } = Constraints::of(events);
    let rank = |event: usize| Reverse((events.list[event].recorded, &events.list[event].sort_key, event));
    let mut ready: BinaryHeap<_> = (0..count).filter(|event| waits_for[*event] == 0).map(rank).collect();
    let (mut order, mut placed) = (Vec::with_capacity(count), vec![false; count]);
    while order.len() < count {
        let next = ready.pop().map(|Reverse((.., event))| event).or_else(|| {
            // The copies have a different order: only the references between events still count.
            let stuck = (0..count).filter(|event| !placed[*event]);
            let free = stuck.filter(|event| events.list[*event].after.iter().all(|before| placed[*before]));
            free.max_by_key(|event| rank(*event))
        });
        let Some(event) = next else { break };
        if std::mem::replace(&mut placed[event], true) {
            continue;
        }
        order.push(event);
        for after in &followers[event] {
            waits_for[*after] -= 1;
            if waits_for[*after] == 0 && !placed[*after] {
                ready.push(rank(*after));
            }
        }
    }
    order
}
