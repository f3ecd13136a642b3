//! Puts the records of a damaged file in order, and numbers those again whose number another record has.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::record::Line;
use crate::ledger::finding::Finding;
use crate::ledger::json::Fields;

/// The new ids of records that got one, by the part of the file and the old id.
pub(super) type NewIds = HashMap<(usize, u64), u64>;

/// Notes to which part of the file each record belongs. A new part begins where an id does not rise. Records of a
/// backup belong to the part of the record before them.
pub(super) fn find_parts(records: &mut [Line]) {
    let (mut part, mut last) = (0, 0);
    for line in records.iter_mut().filter(|line| line.number.is_some()) {
        if !line.is_suspect {
            part += usize::from(line.id <= last);
            last = line.id;
        }
        line.part = part;
    }
    let mut parts = BTreeMap::new();
    for line in records.iter().filter(|line| line.number.is_some()) {
        parts.entry(line.id).or_insert(line.part);
    }
    for line in records.iter_mut().filter(|line| line.number.is_none()) {
        line.part = parts.range(..line.id).next_back().map_or(0, |(_, part)| *part);
    }
}

/// Sorts the records by id. Removes a record that repeats another. A different record with the same id gets a new id at
/// the end, and so do the records of its part that refer to it.
pub(super) fn sort(records: &mut Vec<Line>, findings: &mut Vec<Finding>) -> NewIds {
    let falls = |pair: &[Line]| pair[1].number.is_some() && pair[0].id > pair[1].id;
    if let Some(at) = records.windows(2).position(falls) {
        let mend = Some("the records were sorted".to_owned());
        let finding = Finding::new("its id is lower than the one before", mend);
        findings.push(finding.in_line(records[at + 1].number));
    }
    records.sort_by_key(Line::rank);
    let mut kept: Vec<Line> = Vec::with_capacity(records.len());
    let (mut moved, mut moved_ids) = (Vec::new(), HashSet::new());
    for line in std::mem::take(records) {
        let refers = references(&line.text).iter().any(|id| moved_ids.contains(&(line.part, *id)));
        let mut of_this_id = kept.iter().rev().take_while(|known| known.id == line.id).peekable();
        if of_this_id.peek().is_none() && !refers {
            kept.push(line);
        } else if of_this_id.any(|known| known.text == line.text) && !refers {
            let finding = Finding::new(format!("it repeats the record {}", line.id), Some("it was removed".to_owned()));
            findings.push(finding.in_line(line.number));
        } else {
            moved_ids.insert((line.part, line.id));
            moved.push(line);
        }
    }
    let next = kept.last().map_or(1, |line| line.id + 1);
    let new_ids = (next..).zip(&moved).map(|(new, line)| ((line.part, line.id), new)).collect();
    for (new, line) in (next..).zip(&mut moved) {
        let finding =
            Finding::new(format!("its id {} is already in use", line.id), Some(format!("it is now the record {new}")));
        findings.push(finding.in_line(line.number));
        line.id = new;
    }
    kept.append(&mut moved);
    *records = kept;
    new_ids
}

/// The ids of the records that a record refers to.
fn references(text: &str) -> Vec<u64> {
    if !["\"step\"", "\"record\"", "\"whole_step\"", "\"added\""].iter().any(|name| text.contains(name)) {
        return Vec::new();
    }
    let Ok(fields) = Fields::read(text) else { return Vec::new() };
    let single = ["step", "record", "whole_step"].iter().filter_map(|name| fields.value::<u64>(name));
    single.chain(fields.value::<Vec<u64>>("added").unwrap_or_default()).collect()
}
