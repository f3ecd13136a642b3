//! One order for the records of two copies.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::events::Events;

/// The events in order: each copy's own order stays, between the copies the one recorded first comes first. Where
/// the copies disagree about the order of what both have, the one recorded first comes first as well.
pub(super) fn order(events: &Events<'_>) -> Vec<usize> {
    let count = events.list.len();
    let (mut follows, mut waits): (Vec<Vec<usize>>, Vec<usize>) = (vec![Vec::new(); count], vec![0; count]);
    let mut tie = |before: usize, after: usize| {
        if before != after {
            follows[before].push(after);
            waits[after] += 1;
        }
    };
    for side in &events.of {
        let own: Vec<usize> = side.iter().flatten().copied().collect();
        own.windows(2).for_each(|pair| tie(pair[0], pair[1]));
    }
    for (event, about) in events.list.iter().enumerate() {
        about.after.iter().for_each(|before| tie(*before, event));
    }
    let rank = |event: usize| Reverse((events.list[event].recorded, &events.list[event].says, event));
    let mut ready: BinaryHeap<_> = (0..count).filter(|event| waits[*event] == 0).map(rank).collect();
    let (mut order, mut placed) = (Vec::with_capacity(count), vec![false; count]);
    while order.len() < count {
        let next = ready.pop().map(|Reverse((.., event))| event).or_else(|| {
            let stuck = (0..count).filter(|event| !placed[*event]);
            let free = stuck.filter(|event| events.list[*event].after.iter().all(|before| placed[*before]));
            free.max_by_key(|event| rank(*event))
        });
        let Some(event) = next else { break };
        if std::mem::replace(&mut placed[event], true) {
            continue;
        }
        order.push(event);
        for after in &follows[event] {
            waits[*after] -= 1;
            if waits[*after] == 0 && !placed[*after] {
                ready.push(rank(*after));
            }
        }
    }
    order
}
