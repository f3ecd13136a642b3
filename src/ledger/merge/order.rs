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
    /// For each event, the events that refer to it.
    referring: Vec<Vec<usize>>,
    /// For each event, the number of events that it refers to and that are not placed yet.
    refers_to: Vec<usize>,
}

impl Constraints {
    /// Each copy keeps its own order, and an event comes after the events that it refers to.
    fn of(events: &Events<'_>) -> Constraints {
        let count = events.list.len();
        let mut constraints = Constraints {
            followers: vec![Vec::new(); count],
            waits_for: vec![0; count],
            referring: vec![Vec::new(); count],
            refers_to: vec![0; count],
        };
        for side in &events.by_place {
            let own: Vec<usize> = side.iter().flatten().copied().collect();
            own.windows(2).for_each(|pair| constraints.add(pair[0], pair[1]));
        }
        for (event, about) in events.list.iter().enumerate() {
            for before in &about.after {
                constraints.add(*before, event);
                constraints.referring[*before].push(event);
                constraints.refers_to[event] += 1;
            }
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
/// shared events that the copies have in a different order: then only the references between events still count.
pub(super) fn order(events: &Events<'_>) -> Vec<usize> {
    let count = events.list.len();
    let Constraints { followers, mut waits_for, referring, mut refers_to } = Constraints::of(events);
    let rank = |event: usize| Reverse((events.list[event].recorded, &events.list[event].sort_key, event));
    let without = |waits: &[usize]| (0..count).filter(|event| waits[*event] == 0).map(rank).collect::<BinaryHeap<_>>();
    let (mut ready, mut free) = (without(&waits_for), without(&refers_to));
    let (mut order, mut placed) = (Vec::with_capacity(count), vec![false; count]);
    while let Some(Reverse((.., event))) = ready.pop().or_else(|| free.pop()) {
        if std::mem::replace(&mut placed[event], true) {
            continue;
        }
        order.push(event);
        for (waiting, numbers, heap) in
            [(&followers[event], &mut waits_for, &mut ready), (&referring[event], &mut refers_to, &mut free)]
        {
            for after in waiting {
                numbers[*after] -= 1;
                if numbers[*after] == 0 && !placed[*after] {
                    heap.push(rank(*after));
                }
            }
        }
    }
    order
}
