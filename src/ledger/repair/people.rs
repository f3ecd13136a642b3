//! The people in the records of a damaged ledger.
//!
//! In the file, a person is a number, and the first record with the number introduces the person. After damage, the
//! number alone does not tell who is meant: the record that introduced a person may be lost, both sides of a merge
//! conflict give one number to different people, and the number itself may be damaged. The names in the records tell.

use std::collections::{HashMap, HashSet};

use super::order::NewIds;
use super::record::{Line, Mention, Place, mentions};
use crate::engine::person::{name_key, tidy_name};
use crate::engine::record::RecordKind;
use crate::ledger::json::Fields;
use crate::ledger::line;
use crate::ledger::renumber::{Renumbering, id, renumber};
use crate::ledger::spelling::one_byte_apart;

/// A person.
#[derive(Debug)]
struct Entry {
    /// The number in the file.
    number: u32,
    /// The part of the file with the first record.
    part: usize,
    /// The id of the first record.
    first_id: u64,
    /// The names and handles in all records, in a form to be compared.
    keys: HashSet<String>,
    /// The first name and the first handle.
    name: Option<String>,
    handle: Option<String>,
}

/// The people, and who is meant in each record.
#[derive(Debug, Default)]
pub(super) struct People {
    entries: Vec<Entry>,
    by_number: HashMap<u32, Vec<usize>>,
    /// The entries with each name or handle.
    by_key: HashMap<String, Vec<usize>>,
}

impl People {
    /// Finds the people in the records, which are in the order of the file, and notes them there. `lost` has the names
    /// in lost records.
    pub(super) fn find(lines: &mut [Line], lost: &HashMap<u32, String>) -> People {
        let mut people = People::default();
        let mut first_ids: HashMap<usize, u64> = HashMap::new();
        for line in lines.iter().filter(|line| !line.is_suspect) {
            let first = first_ids.entry(line.part).or_insert(line.id);
            *first = line.id.min(*first);
        }
        for is_suspect in [false, true] {
            for line in lines.iter_mut().filter(|line| line.is_suspect == is_suspect) {
                for mention in mentions(&line.text) {
                    let first_id = first_ids.get(&line.part).copied().unwrap_or(0);
                    let found = if is_suspect {
                        people.most_likely(&mention)
                    } else {
                        people.in_part(&mention, line.part, first_id)
                    };
                    let entry = people.note(found, &mention, line, !is_suspect);
                    line.people.push(entry);
                }
            }
        }
        for entry in &mut people.entries {
            if entry.name.is_none() && entry.handle.is_none() {
                let name = lost.get(&entry.number).cloned();
                entry.name = name.or_else(|| Some(format!("Unknown person {}", entry.number)));
            }
        }
        people
    }

    /// Whom a sound record means: the person of this number, in this part of the file or introduced before it begins;
    /// or someone of this name.
    fn in_part(&self, mention: &Mention, part: usize, first_id: u64) -> Option<usize> {
        let entries = self.by_number.get(&mention.number)?;
        let has_name = |entry: &usize| mention.keys.iter().any(|key| self.entries[*entry].keys.contains(key));
        let is_of_part = |entry: &usize| self.entries[*entry].part == part;
        let is_known = |entry: &usize| is_of_part(entry) || self.entries[*entry].first_id < first_id;
        let last = |wanted: &dyn Fn(&usize) -> bool| entries.iter().rev().find(|entry| wanted(entry)).copied();
        last(&|entry| is_of_part(entry) && has_name(entry))
            .or_else(|| last(&has_name))
            .or_else(|| last(&is_of_part))
            .or_else(|| last(&is_known))
            .or_else(|| if mention.keys.is_empty() { entries.last().copied() } else { None })
    }

    /// Whom a damaged record means. Either its number or its name may be damaged.
    fn most_likely(&self, mention: &Mention) -> Option<usize> {
        let of_number = self.by_number.get(&mention.number).map_or(&[][..], Vec::as_slice);
        let has_name = |entry: &&usize| mention.keys.iter().any(|key| self.entries[**entry].keys.contains(key));
        if let Some(entry) = of_number.iter().find(has_name) {
            return Some(*entry);
        }
        let named = mention.keys.iter().filter_map(|key| self.by_key.get(key));
        if let Some([entry]) = named.map(Vec::as_slice).next() {
            return Some(*entry);
        }
        let is_alike = |entry: &&usize| {
            let keys = &self.entries[**entry].keys;
            mention.keys.is_empty() || mention.keys.iter().any(|key| keys.iter().any(|known| are_alike(key, known)))
        };
        of_number.iter().find(is_alike).copied()
    }

    /// Notes that a line mentions a person, who is new if `found` is `None`.
    fn note(&mut self, found: Option<usize>, mention: &Mention, line: &Line, is_sound: bool) -> usize {
        let entry = found.unwrap_or_else(|| {
            let entry = Entry {
                number: mention.number,
                part: line.part,
                first_id: line.id,
                keys: HashSet::new(),
                name: None,
                handle: None,
            };
            self.entries.push(entry);
            self.by_number.entry(mention.number).or_default().push(self.entries.len() - 1);
            self.entries.len() - 1
        });
        if found.is_some() && !is_sound {
            return entry;
        }
        let person = &mut self.entries[entry];
        if person.name.is_none() && person.handle.is_none() {
            person.name = mention.name.as_deref().and_then(|name| tidy_name(name).ok());
            person.handle.clone_from(&mention.handle);
        }
        for key in &mention.keys {
            if person.keys.insert(key.clone()) {
                self.by_key.entry(key.clone()).or_default().push(entry);
            }
        }
        entry
    }

    /// Writes the records with the new numbers of their people, in the order of the first record of each. `new_ids` are
    /// the new ids of records.
    pub(super) fn renumbered(&self, lines: &[Line], new_ids: &NewIds) -> Renumbered {
        let mut result =
            Renumbered { lines: Vec::with_capacity(lines.len()), named: Vec::new(), has_new_numbers: false };
        let (mut numbers, introductions) = self.numbers(lines);
        for (line, introduces) in lines.iter().zip(introductions) {
            let mut next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
            let mut people = line.people.iter();
            let mut person = |old: u32| {
                let Some(entry) = people.next() else { return old };
                let number = *numbers.entry(*entry).or_insert_with(|| {
                    next = next.saturating_add(1);
                    next
                });
                result.has_new_numbers |= number != old && !line.is_suspect;
                number
            };
            let own = Fields::read(&line.text).ok().and_then(|fields| id(&fields));
            let new_id = |old: u64| new_ids.get(&(line.part, old)).copied().unwrap_or(old);
            let record = |old: u64| if Some(old) == own { line.id } else { new_id(old) };
            let text = self.named(line, &introduces, &mut result.named);
            let renumbered = renumber(&text, &mut Renumbering { record: &record, person: &mut person });
            result.lines.push(renumbered.unwrap_or(text));
        }
        result
    }

    /// The new numbers of people, and for each line whom of its people it introduces.
    fn numbers(&self, lines: &[Line]) -> (HashMap<usize, u32>, Vec<Vec<bool>>) {
        let mut numbers = HashMap::with_capacity(self.entries.len());
        let mut introduces = |entry: usize| {
            let next = u32::try_from(numbers.len() + 1).unwrap_or(u32::MAX);
            let is_new = !numbers.contains_key(&entry);
            numbers.entry(entry).or_insert(next);
            is_new
        };
        let introductions = lines.iter().map(|line| {
            // A record of a kind that this version does not know introduces nobody.
            let is_known = is_of_known_kind(&line.text);
            line.people.iter().map(|entry| is_known && introduces(*entry)).collect()
        });
        let introductions = introductions.collect();
        (numbers, introductions)
    }

    /// The text of a line, with the names that it needs and does not have, or has in a damaged form.
    fn named(&self, line: &Line, introduces: &[bool], named: &mut Vec<(u64, String)>) -> String {
        if !introduces.contains(&true) && !line.is_suspect {
            return line.text.clone();
        }
        let mut text = line.text.clone();
        for ((mention, entry), introduces) in mentions(&line.text).into_iter().zip(&line.people).zip(introduces) {
            let entry = &self.entries[*entry];
            let is_nameless = *introduces && mention.name.is_none() && mention.handle.is_none();
            let name = mention.name.as_deref().map(name_key);
            let is_damaged = line.is_suspect && name.is_some_and(|name| !entry.keys.contains(&name));
            if is_nameless || is_damaged && entry.name.is_some() {
                text = with_name(&text, mention.place, entry.name.as_deref(), entry.handle.as_deref());
                let name = entry.name.as_ref().or(entry.handle.as_ref());
                named.push((line.id, name.cloned().unwrap_or_default()));
            }
        }
        text
    }
}

/// The records with new numbers.
pub(super) struct Renumbered {
    pub(super) lines: Vec<String>,
    /// The ids of the records into which a name was written, and the names.
    pub(super) named: Vec<(u64, String)>,
    /// Whether a person has a new number.
    pub(super) has_new_numbers: bool,
}

fn is_of_known_kind(text: &str) -> bool {
    let kind = Fields::read(text).ok().and_then(|fields| fields.value::<String>("kind"));
    kind.is_some_and(|kind| RecordKind::from_name(kind.as_bytes()).is_some())
}

/// The line with the name and the handle of a person at one place.
fn with_name(text: &str, place: Place, name: Option<&str>, handle: Option<&str>) -> String {
    let Ok(mut fields) = Fields::read(text) else { return text.to_owned() };
    let write = |fields: &mut Fields| {
        if let Some(name) = name {
            fields.set("person", &name);
        } else if let Some(handle) = handle {
            fields.set("handle", &handle);
        }
    };
    match place {
        Place::Who => write(&mut fields),
        Place::Merged => fields.set("merged_person", &name.or(handle).unwrap_or_default()),
        Place::Set => {
            let Some(mut set) = fields.value::<Fields>("set") else { return text.to_owned() };
            write(&mut set);
            fields.set("set", &set);
        }
    }
    line::with_new_checksum(&fields.text()).unwrap_or_else(|| text.to_owned())
}

/// Whether two names may be the same one, of which one is damaged: they differ in one byte, or share a word.
fn are_alike(one: &str, other: &str) -> bool {
    let share_a_word = || one.split(' ').any(|word| other.split(' ').any(|other| word == other));
    one_byte_apart(one, other) || share_a_word()
}
