//! `history`: lists the records, newest first, each with its outcome.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::person_arg;
use super::recorded::item_with_namesakes;
use super::session::Session;
use crate::cli::History;
use crate::engine::calendar::{Instant, date_of};
use crate::engine::outcome::Outcome;
use crate::engine::person::PersonId;
use crate::engine::plan::{PlanInForce, PlanStartKind};
use crate::engine::record::{Fact, Record, RecordKind, bare_tag};
use crate::engine::stop_ends::StopEnds;
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
    let listing = Listing::of(&timeline, &places, until);
    let rows = places.iter().map(|place| listing.row(*place));
    let as_of = LocalInstant::new(as_of, timeline.zone());
    session.screen.stream(HistoryAnswer { as_of, rows, total })?;
    Ok(ExitStatus::Yes)
}

/// A list of records, with what their rows show of the whole ledger.
pub(super) struct Listing<'a> {
    timeline: &'a Timeline,
    /// The outcomes of the records that count, sorted by place.
    outcomes: Vec<(usize, Outcome)>,
    /// The stops that ended before their own end.
    stop_ends: StopEnds,
    /// The plan after each plan start; empty if no plan record is listed.
    plans: Vec<PlanInForce>,
    /// The people who share their name with another.
    namesakes: HashSet<PersonId>,
}

impl Listing<'_> {
    /// Collects what the rows of the records at these places show, as of an instant.
    pub(super) fn of<'a>(timeline: &'a Timeline, places: &[usize], as_of: Instant) -> Listing<'a> {
        let (outcomes, stop_ends) = outcomes(timeline, places, as_of);
        let has_plans = places.iter().any(|place| timeline.plan_start_number(*place).is_some());
        Listing {
            timeline,
            outcomes,
            stop_ends,
            plans: if has_plans { timeline.schedule().plans() } else { Vec::new() },
            namesakes: timeline.book().namesakes(),
        }
    }

    /// The row of the record at a place, which is one of those listed.
    pub(super) fn row(&self, place: usize) -> HistoryRow {
        let Listing { timeline, outcomes, namesakes, .. } = self;
        let record = &timeline.records()[place];
        let outcome = outcomes.binary_search_by_key(&place, |(place, _)| *place).ok();
        HistoryRow::new(HistoryInput {
            item: item_with_namesakes(timeline, record.id, |person| namesakes.contains(&person)),
            recorded_at: LocalInstant::new(record.recorded, timeline.zone()),
            taken_back: !timeline.is_active(place),
            edited: timeline.is_edited(record.id),
            fact: &record.fact,
            details: &record.details,
            outcome: outcome.map(|found| &outcomes[found].1),
            early_end: self.stop_ends.of(place),
            is_set_up: timeline.plan_start(place).is_some_and(|start| start.taken_for == PlanStartKind::SetUp),
            plan_change: self.plan_change(place),
        })
    }

    /// The plan just before the plan record at a place, if there was one, and the plan after it.
    fn plan_change(&self, place: usize) -> Option<(Option<PlanInForce>, PlanInForce)> {
        let number = self.timeline.plan_start_number(place)?;
        let before = number.checked_sub(1).and_then(|before| self.plans.get(before));
        Some((before.cloned(), self.plans.get(number)?.clone()))
    }
}

/// Folds the timeline for the outcomes of the records at these places, sorted by place. Records that do not count have
/// none. With them, the stops that had ended early by an instant.
fn outcomes(timeline: &Timeline, places: &[usize], as_of: Instant) -> (Vec<(usize, Outcome)>, StopEnds) {
    let mut wanted = vec![false; timeline.records().len()];
    for place in places {
        wanted[*place] = true;
    }
    let (mut outcomes, mut stop_ends) = (Vec::with_capacity(places.len()), StopEnds::default());
    timeline.fold().fold_through(Instant::MAX_RECORD, |place, outcome| {
        if timeline.effective_at(place) <= as_of {
            stop_ends.note(place, &outcome, timeline);
        }
        if wanted[place] {
            outcomes.push((place, outcome));
        }
    });
    outcomes.sort_unstable_by_key(|(place, _)| *place);
    (outcomes, stop_ends)
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
    let (from, to) = session.dates(args.from.as_deref(), args.to.as_deref(), timeline.zone())?;
    Ok(Filter {
        person: args.person.as_deref().map(|text| person_arg::find_known(text, timeline.book())).transpose()?,
        kind: args.kind,
        tag: args.tag.as_deref().map(bare_tag),
        from,
        to,
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
