//! Which records `history` lists, and in which order.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::NaiveDate;

use crate::cli::{History, HistorySort};
use crate::command::person_arg;
use crate::command::session::Session;
use crate::engine::calendar::{Instant, date_of};
use crate::engine::loose_name::LooseName;
use crate::engine::name_search::NameSearch;
use crate::engine::person::PersonId;
use crate::engine::record::{Fact, Record, RecordKind, bare_tag};
use crate::engine::timeline::Timeline;
use crate::error::{Failure, nearest};
use crate::view::safe;

/// Whether the history lists a record. An undo or an edit shows in the records that it changed instead.
pub(in crate::command) fn is_listed(record: &Record) -> bool {
    !matches!(record.fact, Fact::Void(_) | Fact::Edit { .. } | Fact::Unknown)
}

/// Which records to list.
pub(super) struct Filter<'a> {
    person: Option<PersonId>,
    kind: Option<RecordKind>,
    tag: Option<&'a str>,
    template: Option<&'a str>,
    grep: Option<Grep>,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    until: Instant,
}

impl<'a> Filter<'a> {
    /// The filter that the arguments ask for, up to an instant.
    pub(super) fn new(
        args: &'a History,
        until: Instant,
        timeline: &Timeline,
        session: &Session<'_>,
    ) -> Result<Filter<'a>, Failure> {
        let (from, to) = session.dates(args.from.as_deref(), args.to.as_deref(), timeline.zone())?;
        Ok(Filter {
            person: args.person.as_deref().map(|text| person_arg::find_known(text, timeline.book())).transpose()?,
            kind: args.kind,
            tag: args.tag.as_deref().map(bare_tag),
            template: args.template.as_deref().map(str::trim),
            grep: args.grep.as_deref().map(|text| Grep::new(text, timeline)).transpose()?,
            from,
            to,
            until,
        })
    }

    /// The places of the records to list, in the order recorded.
    pub(super) fn places(&self, timeline: &Timeline) -> Vec<usize> {
        (0..timeline.records().len()).filter(|place| self.matches(*place, timeline)).collect()
    }

    /// A note about a tag or a template that no record has, but for another like it.
    pub(super) fn mistyped(&self, timeline: &Timeline) -> Option<String> {
        let details = || timeline.records().iter().map(|record| &record.details);
        let tags = details().flat_map(|details| &details.tags).map(|tag| bare_tag(tag)).collect();
        let templates = details().filter_map(|details| details.template.as_deref()).collect();
        let tag = self.tag.and_then(|tag| mistyped("tag", tag, &tags));
        tag.or_else(|| self.template.and_then(|template| mistyped("template", template, &templates)))
    }

    fn matches(&self, place: usize, timeline: &Timeline) -> bool {
        let record = &timeline.records()[place];
        let at = timeline.effective_at(place);
        let date = date_of(at, timeline.zone());
        is_listed(record)
            && at <= self.until
            && self.person.is_none_or(|person| concerns(record, person, timeline))
            && self.kind.is_none_or(|kind| record.fact.kind() == Some(kind))
            && self.tag.is_none_or(|tag| record.details.tags.iter().any(|own| bare_tag(own) == tag))
            && self.template.is_none_or(|template| record.details.template.as_deref() == Some(template))
            && self.from.is_none_or(|from| date >= from)
            && self.to.is_none_or(|to| date <= to)
            && self.grep.as_ref().is_none_or(|grep| grep.finds(place, timeline))
    }
}

/// A note that no record has a label, if another is like it.
fn mistyped(what: &str, given: &str, known: &BTreeSet<&str>) -> Option<String> {
    if known.contains(given) {
        return None;
    }
    let is_same_but_for_case = |label: &&&str| label.to_lowercase() == given.to_lowercase();
    let near = known.iter().find(is_same_but_for_case).copied().or_else(|| nearest(given, known.iter().copied()))?;
    Some(format!("note: no record has the {what} {}; did you mean {}?", safe(given), safe(near)))
}

/// Whether a record concerns a person. A merge concerns both people.
fn concerns(record: &Record, person: PersonId, timeline: &Timeline) -> bool {
    let other = match &record.fact {
        Fact::Contact(change) => change.gone().map(|gone| timeline.book().resolve(gone)),
        _ => None,
    };
    timeline.person_of(&record.fact) == Some(person) || other == Some(person)
}

/// A text that is searched in names and notes.
struct Grep {
    search: NameSearch,
    /// The people whose name or profile contains it.
    people: HashSet<PersonId>,
}

impl Grep {
    fn new(text: &str, timeline: &Timeline) -> Result<Grep, Failure> {
        if text.trim().is_empty() {
            let hint = "name a part of a name or a note, as in --grep bonn";
            return Err(Failure::input("usage", "the text of --grep is blank", hint));
        }
        let search = NameSearch::new(text);
        let people = timeline.book().all().filter(|(_, person)| search.is_within(person));
        let people = people.map(|(id, _)| id).collect();
        Ok(Grep { search, people })
    }

    /// Whether the text is in the name of the person whom a record concerns, in their name before the record, or in the
    /// note.
    fn finds(&self, place: usize, timeline: &Timeline) -> bool {
        let record = &timeline.records()[place];
        timeline.person_of(&record.fact).is_some_and(|person| self.people.contains(&person))
            || record.details.note.as_deref().is_some_and(|note| self.search.is_in_text(note))
            || timeline.former_name(place).is_some_and(|name| self.search.is_in_text(name))
    }
}

/// Sorts the places of records.
pub(super) fn sort(places: &mut [usize], by: HistorySort, timeline: &Timeline) {
    let at = |place: &usize| (timeline.effective_at(*place), *place);
    if by == HistorySort::Oldest {
        return places.sort_by_key(at);
    }
    places.sort_by_key(|place| std::cmp::Reverse(at(place)));
    let fact = |place: &usize| &timeline.records()[*place].fact;
    match by {
        HistorySort::Newest | HistorySort::Oldest => {}
        HistorySort::Kind => places.sort_by_key(|place| fact(place).kind().map(|kind| kind as usize)),
        HistorySort::Person => {
            let ranks = ranks(places.iter().filter_map(|place| timeline.person_of(fact(place))).collect(), timeline);
            // Records of nobody come last.
            let rank = |place: &usize| timeline.person_of(fact(place)).and_then(|person| ranks.get(&person));
            places.sort_by_key(|place| rank(place).copied().unwrap_or(usize::MAX));
        }
    }
}

/// The place of each person in the order of their names, without accents; the name as it is shown, and the order in
/// which they were entered, decide between equal ones.
fn ranks(people: HashSet<PersonId>, timeline: &Timeline) -> HashMap<PersonId, usize> {
    let mut people: Vec<PersonId> = people.into_iter().collect();
    people.sort_by_cached_key(|id| {
        let name = timeline.book().person(*id).short_name();
        (LooseName::of(&name).readings().next().unwrap_or_default().to_owned(), name, *id)
    });
    people.into_iter().enumerate().map(|(rank, id)| (id, rank)).collect()
}

/// The places at which the time of day needs its seconds: another record of the list is about the same person in the
/// same minute.
pub(super) fn within_a_minute(places: &[usize], timeline: &Timeline) -> HashSet<usize> {
    let minute = |place: usize| timeline.effective_at(place).unix().div_euclid(60);
    let person = |place: usize| timeline.person_of(&timeline.records()[place].fact);
    let mut minutes: Vec<(PersonId, i64, usize)> =
        places.iter().filter_map(|place| Some((person(*place)?, minute(*place), *place))).collect();
    minutes.sort_unstable();
    let same = minutes.chunk_by(|one, other| (one.0, one.1) == (other.0, other.1)).filter(|same| same.len() > 1);
    same.flatten().map(|(_, _, place)| *place).collect()
}
