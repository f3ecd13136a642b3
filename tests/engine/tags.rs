//! Figures by tag and by group agree with the statement, for random ledgers.

use inquota::engine::advice::habits::Habits;
use inquota::engine::advice::stats::{Group, Grouping, Row, Subject, stats};
use inquota::engine::calendar::{Instant, date_of, end_of, start_of};
use inquota::engine::record::Record;
use inquota::engine::statement::{Period, Statement, statement};
use inquota::engine::tag_figures::{TagFigures, TaggedLedger};
use inquota::engine::totals::Totals;
use proptest::prelude::*;

use crate::agreement::period;
use crate::cases;
use crate::history::{History, histories, moment};
use crate::model::{State, invitations_by_note};

/// The history with the tags that a function gives each record.
fn tagged(history: &History, tags: impl Fn(&Record) -> Vec<&'static str>) -> History {
    let mut records = history.records.clone();
    for record in &mut records {
        let given = tags(record).into_iter().map(str::to_owned).collect();
        record.details.change(|annotations| annotations.tags = given);
    }
    history.with_records(records)
}

/// No tag, the tag a, or these: each for a third of the records.
fn third(record: &Record, tags: Vec<&'static str>) -> Vec<&'static str> {
    match record.id.0 % 3 {
        0 => vec![],
        1 => vec!["a"],
        _ => tags,
    }
}

/// The counts of what is sent, and of the answers to invitations.
fn of_sends(counts: &Totals) -> [u64; 12] {
    [
        counts.messages,
        counts.day_slots,
        counts.month_slots,
        counts.over_limit,
        counts.inmails,
        counts.charged,
        counts.free,
        counts.uncovered,
        counts.invitations,
        counts.notes,
        counts.accepted,
        counts.withdrawn,
    ]
}

fn sum(rows: &[TagFigures], part: impl Fn(&TagFigures) -> u64) -> u64 {
    rows.iter().map(part).sum()
}

/// The responses of a period by people who did not write first.
fn responses(state: &State, (first, last): (Instant, Instant)) -> u64 {
    let contacted =
        |person, before: usize| state.journal[..before].iter().any(|one| one.what.contacted() == Some(person));
    let is_answer = |place: usize| {
        let person = state.journal[place].what.responded()?;
        let first = state.journal.iter().position(|one| one.what.responded() == Some(person))?;
        contacted(person, first).then_some(())
    };
    let places = (0..state.journal.len()).filter(|place| (first..=last).contains(&state.journal[*place].at));
    places.filter(|place| is_answer(*place).is_some()).count() as u64
}

proptest! {
    #![proptest_config(cases(1))]

    /// If everything has one tag, its figures are those of the statement.
    #[test]
    fn a_tag_on_everything_has_the_figures_of_the_statement(history in histories(), when in moment(), ends in (moment(), moment())) {
        let history = tagged(&history, |_| vec!["all"]);
        let (timeline, as_of, period) = (history.timeline(), history.instant(&when), period(&history, &ends));
        let (whole, found) = (statement(&timeline, period, as_of), TaggedLedger::new(&timeline, as_of).statement("all", period));
        prop_assert_eq!(of_sends(&found.counts), of_sends(&whole.counts));
        prop_assert_eq!(found.response_rate, whole.response_rate);
        prop_assert_eq!(found.acceptance_rate, whole.acceptance_rate);
        prop_assert_eq!(found.inmail_rate, whole.inmail_rate);
        let days = |statement: &Statement| -> Vec<_> { statement.days.iter().map(|day| (day.date, of_sends(&day.counts))).collect() };
        prop_assert_eq!(days(&found), days(&whole));
        prop_assert_eq!(found.reached(period.from, period.to), whole.reached(period.from, period.to));
        for date in period.dates() {
            prop_assert_eq!(found.reached(date, date), whole.reached(date, date), "{}", date);
        }
        let span = (start_of(period.from, history.zone), end_of(period.to, history.zone));
        let (reading, expected) = (history.reading(), found.counts.responses);
        prop_assert_eq!(expected, responses(&State::as_of(&reading, as_of), span));
        let empty = TaggedLedger::new(&timeline, as_of).statement("other", period);
        prop_assert_eq!((empty.counts, empty.response_rate.contacted), (Totals::default(), 0));
    }

    /// With at most one tag on each record, the rows by tag add up to the statement, and each is the statement of its tag.
    #[test]
    fn rows_by_tag_add_up_to_the_statement(history in histories(), when in moment(), ends in (moment(), moment())) {
        let history = tagged(&history, |record| third(record, vec!["b"]));
        let (timeline, as_of, period) = (history.timeline(), history.instant(&when), period(&history, &ends));
        let ledger = TaggedLedger::new(&timeline, as_of);
        let (whole, found) = (statement(&timeline, period, as_of), ledger.by_tag(period));
        let rows = &found.rows;
        prop_assert_eq!(found.in_several, 0);
        let sums: Vec<u64> = (0..12).map(|place| sum(rows, |row| of_sends(&row.counts)[place])).collect();
        prop_assert_eq!(sums, of_sends(&whole.counts));
        let (answers, accepts) = (whole.response_rate, whole.acceptance_rate);
        prop_assert_eq!(sum(rows, |row| row.response_rate.contacted), answers.contacted);
        prop_assert_eq!(sum(rows, |row| row.response_rate.responded), answers.responded);
        prop_assert_eq!(sum(rows, |row| row.response_rate.declined), answers.declined);
        prop_assert_eq!(sum(rows, |row| row.response_rate.answered()), answers.answered());
        prop_assert_eq!(sum(rows, |row| row.acceptance_rate.invited), accepts.invited);
        prop_assert_eq!(sum(rows, |row| row.acceptance_rate.judged), accepts.judged);
        prop_assert_eq!(sum(rows, |row| row.acceptance_rate.accepted), accepts.accepted);
        for row in rows {
            let Some(tag) = &row.tag else { continue };
            let statement = ledger.statement(tag, period);
            prop_assert_eq!(&statement.counts, &row.counts);
            prop_assert_eq!((statement.response_rate, statement.acceptance_rate), (row.response_rate, row.acceptance_rate));
        }
    }

    /// The acceptance rate of `stats` is that of the statement and of the model, and the groups add up to it.
    #[test]
    fn acceptance_rates_by_group_add_up_to_those_of_the_statement(history in histories(), when in moment(), from in moment()) {
        let (timeline, as_of) = (history.timeline(), history.instant(&when));
        let zone = timeline.zone();
        let first = date_of(history.instant(&from), zone).min(date_of(as_of, zone));
        let period = Period { from: first, to: date_of(as_of, zone) };
        let whole = statement(&timeline, period, as_of).acceptance_rate;
        let reading = history.reading();
        let model = invitations_by_note(&State::as_of(&reading, as_of), start_of(first, zone), as_of);
        let since = start_of(first, zone);
        for by in [Grouping::Note, Grouping::Month, Grouping::Template, Grouping::Weekday, Grouping::Hour] {
            let found = stats(&timeline, (Subject::Invitations, Some(by)), since, as_of, &Habits::default());
            let all = found.all.rate;
            prop_assert_eq!((all.contacted, all.judged, all.responded, all.pending), (whole.invited, whole.judged, whole.accepted, whole.pending));
            prop_assert_eq!(all.declined, 0);
            let counts = |row: &Row| [row.rate.contacted, row.rate.judged, row.rate.responded, row.rate.late, row.rate.pending, row.rate.early];
            let sums: Vec<u64> = (0..6).map(|place| found.rows.iter().map(|row| counts(row)[place]).sum()).collect();
            prop_assert_eq!(sums, counts(&found.all));
            if by == Grouping::Note {
                let of = |group: &Group| found.rows.iter().find(|row| row.group == *group).map_or([0; 6], counts);
                prop_assert_eq!([of(&Group::WithNote), of(&Group::WithoutNote)], model);
            }
        }
    }

    /// `stats` by tag since the first date of a period that lasts until now has the rates and credits of the rows.
    #[test]
    fn stats_by_tag_are_the_rows_of_the_period(history in histories(), when in moment(), from in moment()) {
        let history = tagged(&history, |record| third(record, vec!["b", "a"]));
        let (timeline, as_of, zone) = (history.timeline(), history.instant(&when), history.zone);
        let first = date_of(history.instant(&from), zone).min(date_of(as_of, zone));
        let rows = TaggedLedger::new(&timeline, as_of).by_tag(Period { from: first, to: date_of(as_of, zone) }).rows;
        let found = stats(&timeline, (Subject::People, Some(Grouping::Tag)), start_of(first, zone), as_of, &Habits::default());
        for row in &found.rows {
            let tag = match &row.group {
                Group::Named(name) => Some(name.clone()),
                _ => None,
            };
            let same = rows.iter().find(|row| row.tag == tag).unwrap();
            prop_assert_eq!((row.rate, row.cost), (same.response_rate, Some(same.counts.cost())));
        }
        let contacted = rows.iter().filter(|row| row.response_rate.contacted > 0);
        prop_assert_eq!(contacted.count(), found.rows.len());
    }
}
