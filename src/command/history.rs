//! `history`: lists the records, newest first, each with its outcome.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::annotations::bare_tag;
use super::person_arg;
use super::recorded::item_with_namesakes;
use super::session::Session;
use crate::cli::History;
use crate::engine::calendar::{Instant, date_of};
use crate::engine::outcome::Outcome;
use crate::engine::person::PersonId;
use crate::engine::plan::PlanStartKind;
use crate::engine::record::{Fact, Record, RecordKind};
use crate::engine::timeline::Timeline;
use crate::error::{ExitStatus, Failure};
use crate::view::{HistoryAnswer, HistoryInput, HistoryRow, LocalInstant};

pub(super) fn run(args: &History, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    let timeline = session.timeline()?;
    let as_of = session.as_of(timeline.zone())?;
    // Without `--at`, list plans that start in the future too.
    let until = if session.has_at() { as_of } else { Instant::MAX };
    let filter = filter(args, until, &timeline, session)?;
    let mut places: Vec<usize> =
        (0..timeline.records().len()).filter(|place| filter.matches(*place, &timeline)).collect();
    places.sort_by_key(|place| std::cmp::Reverse((timeline.effective_at(*place), *place)));
    let total = places.len();
    places.truncate(args.number.map_or(usize::MAX, |number| usize::try_from(number).unwrap_or(usize::MAX)));
    let outcomes = Outcomes::of(&timeline, &places);
    let namesakes = timeline.book().namesakes();
    let rows = places.iter().map(|place| row(*place, &timeline, outcomes.at(*place), &namesakes));
    session.screen.stream(HistoryAnswer { rows, total })?;
    Ok(ExitStatus::Yes)
}

/// The row of the record at a place. `namesakes` are the people who share their name with another.
pub(super) fn row(
    place: usize,
    timeline: &Timeline,
    outcome: Option<&Outcome>,
    namesakes: &HashSet<PersonId>,
) -> HistoryRow {
    let record = &timeline.records()[place];
    HistoryRow::new(HistoryInput {
        item: item_with_namesakes(timeline, record.id, |person| namesakes.contains(&person)),
        recorded_at: LocalInstant::new(record.recorded, timeline.zone()),
        taken_back: !timeline.is_active(place),
        edited: timeline.is_edited(record.id),
        fact: &record.fact,
        details: &record.details,
        outcome,
        is_set_up: timeline.plan_start(place).is_some_and(|start| start.taken_for == PlanStartKind::SetUp),
        plan_change: timeline.plan_start(place).and_then(|start| timeline.schedule().change_of(start)),
    })
}

/// The outcomes of some records, sorted by place. Records that do not count have none.
pub(super) struct Outcomes(Vec<(usize, Outcome)>);

impl Outcomes {
    /// Folds the timeline for the outcomes of the records at these places.
    pub(super) fn of(timeline: &Timeline, places: &[usize]) -> Outcomes {
        let mut wanted = vec![false; timeline.records().len()];
        for place in places {
            wanted[*place] = true;
        }
        let mut outcomes = Vec::with_capacity(places.len());
        timeline.fold().fold_through(Instant::MAX_RECORD, |place, outcome| {
            if wanted[place] {
                outcomes.push((place, outcome));
            }
        });
        outcomes.sort_unstable_by_key(|(place, _)| *place);
        Outcomes(outcomes)
    }

    /// The outcome of the record at a place.
    pub(super) fn at(&self, place: usize) -> Option<&Outcome> {
        let found = self.0.binary_search_by_key(&place, |(place, _)| *place).ok()?;
        Some(&self.0[found].1)
    }
}

/// Whether the history lists a record. An undo or an edit shows in the records that it changed instead.
pub(super) fn is_listed(record: &Record) -> bool {
    !matches!(record.fact, Fact::Void(_) | Fact::Edit { .. } | Fact::Unknown)
}

/// Which records to list.
struct Filter<'a> {
    person: Option<PersonId>,
    kind: Option<RecordKind>,
    tag: Option<&'a str>,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    until: Instant,
}

fn filter<'a>(
    args: &'a History,
    until: Instant,
    timeline: &Timeline,
    session: &Session<'_>,
) -> Result<Filter<'a>, Failure> {
    let date = |option, text: &Option<String>| {
        text.as_deref().map(|text| session.date(option, text, timeline.zone())).transpose()
    };
    Ok(Filter {
        person: args.person.as_deref().map(|text| person_arg::find_known(text, timeline.book())).transpose()?,
        kind: args.kind,
        tag: args.tag.as_deref().map(bare_tag),
        from: date("--from", &args.from)?,
        to: date("--to", &args.to)?,
        until,
    })
}

impl Filter<'_> {
    fn matches(&self, place: usize, timeline: &Timeline) -> bool {
        let record = &timeline.records()[place];
        let at = timeline.effective_at(place);
        let date = date_of(at, timeline.zone());
        is_listed(record)
            && at <= self.until
            && self.person.is_none_or(|person| concerns(record, person, timeline))
            && self.kind.is_none_or(|kind| record.fact.kind() == Some(kind))
            && self.tag.is_none_or(|tag| record.details.tags.iter().any(|own| bare_tag(own) == tag))
            && self.from.is_none_or(|from| date >= from)
            && self.to.is_none_or(|to| date <= to)
    }
}

/// Whether a record concerns a person. A merge concerns both people.
fn concerns(record: &Record, person: PersonId, timeline: &Timeline) -> bool {
    let other = match &record.fact {
        Fact::Contact(change) => change.gone().map(|gone| timeline.book().resolve(gone)),
        _ => None,
    };
    timeline.person_of(&record.fact) == Some(person) || other == Some(person)
}
