//! `history`: lists the records, each with its outcome.
//!
//! | file | contents |
//! |---|---|
//! | `selection` | which records, and in which order |

mod selection;

use std::collections::HashSet;

use super::recorded::item_with_namesakes;
use super::session::Session;
use crate::cli::{History, HistorySort};
use crate::engine::calendar::{Instant, date_of};
use crate::engine::outcome::Outcome;
use crate::engine::person::PersonId;
use crate::engine::plan::{PlanInForce, PlanStartKind};
use crate::engine::stop_ends::StopEnds;
use crate::engine::timeline::Timeline;
use crate::error::{ExitStatus, Failure};
use crate::view::{HistoryAnswer, HistoryForm, HistoryInput, HistoryOrder, HistoryRow, LocalInstant};

pub(super) use selection::is_listed;
use selection::{Filter, sort, within_a_minute};

pub(super) fn run(args: &History, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    let timeline = session.timeline()?;
    let as_of = session.as_of(timeline.zone())?;
    // Without `--at`, list plans that start in the future too.
    let until = if session.has_at() { as_of } else { Instant::MAX };
    let filter = Filter::new(args, until, &timeline, session)?;
    let mut places = filter.places(&timeline);
    if places.is_empty()
        && !session.screen.is_json()
        && let Some(note) = filter.mistyped(&timeline)
    {
        session.screen.note(&note);
    }
    // For programs, the records taken back are always listed.
    let hidden = if args.all || session.screen.is_json() { 0 } else { leave_out_taken_back(&mut places, &timeline) };
    sort(&mut places, args.sort, &timeline);
    let total = places.len();
    places.truncate(args.number.map_or(usize::MAX, |number| usize::try_from(number).unwrap_or(usize::MAX)));
    let listing =
        Listing { with_seconds: within_a_minute(&places, &timeline), ..Listing::of(&timeline, &places, until) };
    let rows = places.iter().map(|place| listing.row(*place));
    let form = HistoryForm {
        hidden,
        order: order(args.sort),
        is_verbose: args.verbose,
        today: date_of(session.now, timeline.zone()),
    };
    let as_of = LocalInstant::new(as_of, timeline.zone());
    session.screen.stream(HistoryAnswer { as_of, rows, total, form })?;
    Ok(ExitStatus::Yes)
}

/// Leaves out the records that were taken back. Returns their number.
fn leave_out_taken_back(places: &mut Vec<usize>, timeline: &Timeline) -> usize {
    let all = places.len();
    places.retain(|place| timeline.is_active(*place));
    all - places.len()
}

fn order(sort: HistorySort) -> HistoryOrder {
    match sort {
        HistorySort::Newest => HistoryOrder::Newest,
        HistorySort::Oldest => HistoryOrder::Oldest,
        HistorySort::Person | HistorySort::Kind => HistoryOrder::Other,
    }
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
    /// The places of the records whose time needs its seconds.
    with_seconds: HashSet<usize>,
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
            with_seconds: HashSet::new(),
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
            former_name: timeline.former_name(place),
            has_seconds: self.with_seconds.contains(&place),
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
