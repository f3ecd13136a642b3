//! Compares sheets with a ledger: whom a row means, and what the ledger has already.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::rows::{RefusedRow, Sheet, SheetRow};
use crate::archive::{Candidate, Fingerprint, imported_records, pair_with_records};
use crate::engine::person::{Handle, PersonId, name_key};
use crate::engine::record::{ImportFingerprint, RecordId};
use crate::engine::timeline::Timeline;

/// What sheets change in a ledger.
#[derive(Debug, Default)]
pub(crate) struct Comparison {
    /// Everyone whom the sheets name.
    pub(crate) people: Vec<PersonPlace>,
    /// New profiles of people in the ledger.
    pub(crate) links: Vec<(PersonId, Handle)>,
    /// The rows to add, each with its person as an index into `people`, and its fingerprint.
    pub(crate) added: Vec<(SheetRow, usize, ImportFingerprint)>,
    /// The number of rows that an earlier import added.
    pub(crate) already_known: usize,
    /// The rows that the ledger has from elsewhere, with their records.
    pub(crate) matched: Vec<(SheetRow, RecordId)>,
    /// The rows whose person cannot be known.
    pub(crate) refused: Vec<RefusedRow>,
}

/// The person in the ledger whom a row means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PersonPlace {
    Known(PersonId),
    New { name: Option<String>, handle: Option<Handle> },
}

/// Compares sheets with a ledger.
pub(crate) fn compare(sheets: &[Sheet], timeline: &Timeline) -> Comparison {
    let search = PersonSearch::new(sheets, timeline);
    let mut comparison = Comparison::default();
    let mut places: HashMap<PersonKey, usize> = HashMap::new();
    let mut unknown = Vec::new();
    let known = imported_records(timeline);
    let mut claimed: HashSet<usize> = HashSet::new();
    let mut occurrences: HashMap<u128, usize> = HashMap::new();
    for (sheet, row) in sheets.iter().flat_map(|sheet| sheet.rows.iter().map(move |row| (sheet, row))) {
        let key = match search.key(sheet, row) {
            Ok(key) => key,
            Err(reason) => {
                comparison.refused.push(RefusedRow { file: sheet.file.clone(), line: row.line, reason });
                continue;
            }
        };
        let origin = fingerprint(row, &key, &mut occurrences);
        let person = *places.entry(key.clone()).or_insert_with(|| {
            let (place, link) = search.place(&key, row);
            comparison.links.extend(link);
            comparison.people.push(place);
            comparison.people.len() - 1
        });
        match known.get(&origin) {
            Some(place) => {
                claimed.insert(*place);
                comparison.already_known += 1;
            }
            None => unknown.push((row.clone(), person, origin)),
        }
    }
    let free = |id: RecordId| timeline.place_of(id).is_some_and(|place| !claimed.contains(&place));
    comparison.split(unknown, free, timeline);
    comparison
}

impl Comparison {
    /// Splits rows that no earlier import added into those that the ledger has from elsewhere, and new ones.
    fn split(
        &mut self,
        unknown: Vec<(SheetRow, usize, ImportFingerprint)>,
        is_free: impl Fn(RecordId) -> bool,
        timeline: &Timeline,
    ) {
        let candidates = unknown.iter().enumerate().filter_map(|(index, (row, person, _))| {
            let PersonPlace::Known(person) = self.people[*person] else { return None };
            Some(Candidate { index, person, what: row.what, at: row.at })
        });
        let pairs: HashMap<usize, RecordId> =
            pair_with_records(candidates, |record| is_free(record.id), timeline).into_iter().collect();
        for (index, (row, person, origin)) in unknown.into_iter().enumerate() {
            match pairs.get(&index) {
                Some(record) => self.matched.push((row, *record)),
                None => self.added.push((row, person, origin)),
            }
        }
    }
}

/// A person as sheets name them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum PersonKey {
    Handle(Handle),
    /// By the key of the name.
    Name(String),
}

/// Identifies a row, so that the next import of the sheet recognises it.
fn fingerprint(row: &SheetRow, key: &PersonKey, occurrences: &mut HashMap<u128, usize>) -> ImportFingerprint {
    let who = match key {
        PersonKey::Handle(handle) => handle.to_string(),
        PersonKey::Name(name) => name.clone(),
    };
    let kind = row.what.with(PersonId(0)).kind_name();
    let first = Fingerprint::of("sheet row").number(row.at.unix()).text(kind).text(&who);
    let nth = occurrences.entry(first.value()).or_default();
    *nth += 1;
    ImportFingerprint::of_sheet(first.nth(*nth - 1).value())
}

/// Finds people in the ledger and in the sheets.
struct PersonSearch<'a> {
    timeline: &'a Timeline,
    by_handle: HashMap<&'a Handle, PersonId>,
    by_name: HashMap<String, Vec<PersonId>>,
    /// The profiles under each name in the sheets.
    handles_of_name: HashMap<String, BTreeSet<&'a Handle>>,
}

impl<'a> PersonSearch<'a> {
    fn new(sheets: &'a [Sheet], timeline: &'a Timeline) -> PersonSearch<'a> {
        let mut by_name: HashMap<String, Vec<PersonId>> = HashMap::new();
        for (id, person) in timeline.book().known() {
            by_name.entry(person.name.as_deref().map(name_key).unwrap_or_default()).or_default().push(id);
        }
        let mut handles_of_name: HashMap<String, BTreeSet<&Handle>> = HashMap::new();
        for row in sheets.iter().flat_map(|sheet| &sheet.rows) {
            if let (Some(name), Some(handle)) = (&row.name, &row.handle) {
                handles_of_name.entry(name_key(name)).or_default().insert(handle);
            }
        }
        PersonSearch { timeline, by_handle: timeline.book().by_handle(), by_name, handles_of_name }
    }

    /// The person of a row. In a sheet of one's own, a name alone means the one person with that name and a profile. An
    /// export has the profile in every row of a person who has one.
    ///
    /// # Errors
    ///
    /// When the name may mean several people.
    fn key(&self, sheet: &Sheet, row: &SheetRow) -> Result<PersonKey, String> {
        if let Some(handle) = &row.handle {
            return Ok(PersonKey::Handle(handle.clone()));
        }
        let name = row.name.as_deref().map(name_key).unwrap_or_default();
        let handles = self.handles_of_name.get(&name).filter(|_| !sheet.is_own);
        let mut handles = handles.into_iter().flatten();
        match (handles.next(), handles.next()) {
            (Some(one), None) => return Ok(PersonKey::Handle((*one).clone())),
            (Some(one), Some(other)) => {
                return Err(format!(
                    "{} may be {one} or {other}: give the profile",
                    row.name.as_deref().unwrap_or_default()
                ));
            }
            _ => {}
        }
        if self.by_name.get(&name).is_some_and(|ids| ids.len() > 1 && self.without_handle(ids).is_none()) {
            let name = row.name.as_deref().unwrap_or_default();
            return Err(format!("several people in the ledger are {name}: give the profile"));
        }
        Ok(PersonKey::Name(name))
    }

    /// The only one of these people who has no profile.
    fn without_handle(&self, ids: &[PersonId]) -> Option<PersonId> {
        let mut without = ids.iter().filter(|id| self.timeline.book().person(**id).handles.is_empty());
        without.next().filter(|_| without.next().is_none()).copied()
    }

    /// The person in the ledger, and the profile that the ledger does not have yet.
    fn place(&self, key: &PersonKey, row: &SheetRow) -> (PersonPlace, Option<(PersonId, Handle)>) {
        let name = row.name.as_deref().map(name_key).unwrap_or_default();
        let named = self.by_name.get(&name).map(Vec::as_slice).filter(|_| !name.is_empty()).unwrap_or_default();
        let new = |handle: Option<Handle>| PersonPlace::New { name: row.name.clone(), handle };
        match key {
            PersonKey::Handle(handle) => {
                if let Some(id) = self.by_handle.get(handle) {
                    return (PersonPlace::Known(*id), None);
                }
                let has_one_handle = self.handles_of_name.get(&name).is_some_and(|handles| handles.len() == 1);
                match self.without_handle(named).filter(|_| has_one_handle) {
                    Some(id) => (PersonPlace::Known(id), Some((id, handle.clone()))),
                    None => (new(Some(handle.clone())), None),
                }
            }
            PersonKey::Name(_) => match named {
                [one] => (PersonPlace::Known(*one), None),
                several => (self.without_handle(several).map_or_else(|| new(None), PersonPlace::Known), None),
            },
        }
    }
}
