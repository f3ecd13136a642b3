//! `doctor`: checks the ledger, and repairs it on request.

use chrono_tz::Tz;

use super::progress::Progress;
use super::session::Session;
use crate::checkpoint::CheckpointStore;
use crate::cli::Doctor;
use crate::engine::calendar::{Instant, Month, date_of, end_of};
use crate::engine::plan::Cadence;
use crate::engine::record::{Fact, Record, RecordId, Target};
use crate::engine::timeline::Timeline;
use crate::error::{ExitStatus, Failure};
use crate::ledger::{Contents, Finding};
use crate::view::{DoctorAnswer, FindingRow, LocalInstant};

/// The most findings of one kind to list.
const MOST_FINDINGS: usize = 100;

pub(super) fn run(args: &Doctor, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    session.refuse_at("doctor")?;
    let system_zone = session.system_zone().unwrap_or(Tz::UTC);
    let (progress, ledger) = (Progress::start(), session.ledger().clone());
    let mut step = |what: &str| progress.step(what, session.screen);
    let examination = ledger.examine(args.repair, session.now, system_zone, &mut step)?;
    if let Some(recovery) = &examination.recovery {
        session.screen.note(&crate::view::recovery(recovery));
    }
    let mut findings = examination.findings;
    let records = examination.contents.as_ref().map(|contents| contents.records.len());
    progress.step(&format!("checking {} records", records.unwrap_or(0)), session.screen);
    let months = examination.contents.map(|contents| check_records(contents, session.now, &mut findings));
    if examination.exists {
        findings.extend(cache_finding(args.repair, session));
    }
    let row = |Finding { line, what, mend, is_loss }| FindingRow {
        line,
        what,
        mended: args.repair && mend.is_some() && !is_loss,
        is_loss,
        is_lost: args.repair && is_loss,
        mend,
    };
    let findings: Vec<FindingRow> = findings.into_iter().map(row).collect();
    let answer = DoctorAnswer {
        as_of: LocalInstant::new(session.now, session.zone_if_readable()),
        fine: findings.iter().all(|finding| finding.mended),
        exists: examination.exists,
        records,
        months: months.unwrap_or(0),
        findings,
        backup: examination.backup,
        notes: examination.notes,
        path: session.ledger().path().to_owned(),
    };
    session.screen.show(&answer)?;
    Ok(if answer.fine { ExitStatus::Yes } else { ExitStatus::No })
}

/// A finding if others may write to the cache folder.
fn cache_finding(repairs: bool, session: &Session<'_>) -> Option<Finding> {
    CheckpointStore::examine(session.cache_path()?, repairs)
}

/// Checks the records, their people and the credit statements, and adds what it finds to the findings. Returns the
/// number of checked months.
fn check_records(contents: Contents, now: Instant, findings: &mut Vec<Finding>) -> usize {
    let records = &contents.records;
    let found = records.iter().filter_map(|record| problem(record, records).map(|what| (record, what)));
    findings.extend(found.take(MOST_FINDINGS).map(|(record, what)| record_finding(record, &what)));
    let timeline = contents.into_timeline();
    findings.extend(shared_profiles(&timeline));
    let (months, wrong_statements) = check_statements(&timeline, now);
    findings.extend(wrong_statements.into_iter().take(MOST_FINDINGS));
    months
}

fn record_finding(record: &Record, what: &str) -> Finding {
    let what = format!("the record {} ({}) {what}", record.id, record.fact.kind_name());
    Finding::new(what, None)
}

/// What is wrong with a record: it refers to one that does not come before it, its plan cannot renew on the day given,
/// or it happened after it was recorded.
fn problem(record: &Record, records: &[Record]) -> Option<String> {
    let exists = |id: RecordId| records.binary_search_by_key(&id, |known| known.id).is_ok();
    let referred = match &record.fact {
        Fact::Void(Target::Record(id) | Target::Step(id)) | Fact::Edit { record: id, .. } => Some(*id),
        _ => record.details.step().filter(|step| *step > record.id),
    };
    if let Some(id) = referred.filter(|id| !exists(*id) || *id > record.id) {
        return Some(format!("refers to the record {id}, which does not come before it"));
    }
    match &record.fact {
        Fact::Plan(plan) if plan.own.cadence == Cadence::Calendar && plan.renews_on.is_some() => {
            Some("gives a renewal day to a plan that renews on the 1st".to_owned())
        }
        Fact::Plan(_) | Fact::Unknown => None,
        _ if record.at.is_ahead_of(record.recorded) => {
            Some(format!("happened on {}, after it was recorded on {}", record.at, record.recorded))
        }
        _ => None,
    }
}

/// A finding for each profile that two people have.
fn shared_profiles(timeline: &Timeline) -> Vec<Finding> {
    let mut holders = std::collections::HashMap::new();
    let mut findings = Vec::new();
    for (id, person) in timeline.book().known() {
        for handle in &person.handles {
            if let Some(other) = holders.insert(handle, id).filter(|other| *other != id) {
                let other = timeline.book().person(other).short_name();
                let what = format!(
                    "{} and {other} share the profile {handle}; to merge them: inquota people merge",
                    person.short_name()
                );
                findings.push(Finding::new(what, None));
            }
        }
    }
    findings
}

/// Checks that the credit statement of every month adds up (rules 4.14). Returns the number of months, and a finding
/// for each that does not.
fn check_statements(timeline: &Timeline, now: Instant) -> (usize, Vec<Finding>) {
    let zone = timeline.zone();
    let earliest = timeline.records().iter().map(|record| record.at).min();
    let first = earliest.map_or(timeline.created(), |at| at.min(timeline.created()));
    let mut month = Month::of(date_of(first, zone));
    let (mut fold, mut findings, mut months) = (timeline.fold(), Vec::new(), 0);
    let balance = |fold: &crate::engine::timeline::Fold<'_>| {
        let budget = fold.account().budget();
        (budget.wallet().balance(), budget.totals().clone())
    };
    let (mut opening, mut before) = balance(&fold);
    while month <= Month::of(date_of(now, zone)) {
        fold.fold_through(end_of(month.last_day(), zone), |_, _| {});
        let (closing, totals) = balance(&fold);
        let counts = totals.since(&before);
        if i128::from(opening) + counts.net_credits() != i128::from(closing) {
            let (came, went) = (counts.credits_added(), counts.credits_taken());
            let what =
                format!("the statement of {month} does not add up: {opening} + {came} - {went} is not {closing}");
            findings.push(Finding::new(what, None));
        }
        (opening, before, months) = (closing, totals, months + 1);
        month = month.next();
    }
    (months, findings)
}
