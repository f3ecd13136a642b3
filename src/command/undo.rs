//! `undo` and `redo`: records that take back others, and those that take back these.

use super::recorded::item_among;
use super::session::Session;
use super::transaction::Transaction;
use crate::cli::Undo;
use crate::engine::record::{Details, Fact, Record, RecordId, Target};
use crate::engine::timeline::Timeline;
use crate::error::{ExitStatus, Failure};
use crate::ledger::Scope;
use crate::view::{LocalInstant, RecordedItem, UndoAnswer, VoidChange, safe};

const NOTHING_TO_UNDO: &str = "nothing to undo";
const ALREADY: &str = "nothing to undo: that record is taken back already";
const NOTHING_TO_REDO: &str = "nothing to redo";

pub(super) fn undo(args: &Undo, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    session.refuse_at("undo")?;
    let id = args.id.as_deref().map(read_id).transpose()?;
    let timeline = session.timeline()?;
    if timeline.records().is_empty() {
        return match args.id.as_deref() {
            Some(id) => Err(unknown(id)),
            None => nothing(false, NOTHING_TO_UNDO, session),
        };
    }
    let transaction = session.begin(Scope::Everything)?;
    let target = match id {
        None => latest(transaction.before()),
        Some(id) => named(transaction.before(), id)?,
    };
    match target {
        Some(target) => void(target, false, transaction, session),
        None => nothing(false, if id.is_some() { ALREADY } else { NOTHING_TO_UNDO }, session),
    }
}

pub(super) fn redo(session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    session.refuse_at("redo")?;
    let timeline = session.timeline()?;
    if undone_last(&timeline).is_none() {
        return nothing(true, NOTHING_TO_REDO, session);
    }
    let transaction = session.begin(Scope::Everything)?;
    match undone_last(transaction.before()) {
        Some(id) => void(Target::Record(id), true, transaction, session),
        None => nothing(true, NOTHING_TO_REDO, session),
    }
}

/// Reads an id as history shows it.
pub(super) fn read_id(text: &str) -> Result<RecordId, Failure> {
    text.trim().trim_start_matches('#').parse().map(RecordId).map_err(|_| unknown(text))
}

/// No record has this id.
pub(super) fn unknown(id: &str) -> Failure {
    let message = format!("no record has the id {}", safe(id));
    Failure::input("unknown_id", message, "inquota history shows each record with its id")
}

/// The record, or the step, that was entered last of those that stand.
fn latest(timeline: &Timeline) -> Option<Target> {
    let standing = timeline.records().iter().enumerate().rev().filter(|(place, _)| timeline.is_active(*place));
    standing.map(|(_, record)| record).find(|record| can_be_taken_back(record)).map(target)
}

/// The record with this id, if it stands.
fn named(timeline: &Timeline, id: RecordId) -> Result<Option<Target>, Failure> {
    let place = timeline.place_of(id).ok_or_else(|| unknown(&id.to_string()))?;
    let record = &timeline.records()[place];
    if matches!(record.fact, Fact::Void(_)) {
        let message = format!("the record {id} is an undo itself");
        return Err(Failure::input("unknown_id", message, "inquota redo brings back what was taken back last"));
    }
    // What an import brought in can be taken back one by one; it then stays away when it is imported again. So can
    // one of several people that something was sent to.
    let is_send = matches!(record.fact, Fact::Message { .. } | Fact::InMail { .. } | Fact::Invitation { .. });
    let alone = is_send || record.details.origin.is_some();
    Ok(timeline.is_active(place).then(|| if alone { Target::Record(id) } else { target(record) }))
}

fn can_be_taken_back(record: &Record) -> bool {
    !matches!(record.fact, Fact::Void(_) | Fact::Unknown)
}

/// A record, or the whole step that it was entered in.
fn target(record: &Record) -> Target {
    record.details.step().map_or(Target::Record(record.id), Target::Step)
}

/// The undo that came last, unless something else was recorded after it.
fn undone_last(timeline: &Timeline) -> Option<RecordId> {
    let is_undo = |target: Target| match target {
        Target::Step(_) => true,
        Target::Record(id) => {
            timeline.place_of(id).is_some_and(|place| !matches!(timeline.records()[place].fact, Fact::Void(_)))
        }
    };
    let records = timeline.records();
    for place in (0..records.len()).rev() {
        match records[place].fact {
            // A void within a step is part of what was recorded then, not an undo of its own.
            Fact::Void(_) if records[place].details.step().is_some() => {
                if timeline.is_active(place) {
                    return None;
                }
            }
            Fact::Void(target) if timeline.is_active(place) && is_undo(target) => return Some(records[place].id),
            Fact::Void(_) => {}
            _ => return None,
        }
    }
    None
}

/// Records a void, and shows what it took back or brought back.
fn void(
    target: Target,
    back: bool,
    mut transaction: Transaction,
    session: &mut Session<'_>,
) -> Result<ExitStatus, Failure> {
    let now = transaction.now;
    let id = transaction.add(now, Fact::Void(target), Details::default());
    let preview = transaction.preview();
    // Taken back or brought back: what is active on one side only. The earlier side names a voided edit's record.
    let (before, after) = (preview.before(), &preview.after);
    let shown = if back { after } else { before };
    let namesakes = shown.book().namesakes();
    let is_moved = |place: &usize| {
        let is_void = matches!(before.records()[*place].fact, Fact::Void(_));
        !is_void && before.is_active(*place) != after.is_active(*place)
    };
    let item = |place: usize| item_among(shown, shown.records()[place].id, |person| namesakes.contains(&person));
    let items = (0..before.records().len()).filter(is_moved).map(item).collect();
    let at = LocalInstant::new(now, after.zone());
    let by = RecordedItem { id, kind: "void", person: None, at, display_name: None, subject: "undo".to_owned() };
    let answer = UndoAnswer { by: Some(by), change: change(back, items), cautions: Vec::new(), nothing: "" };
    preview.commit()?;
    session.screen.show(&answer)?;
    Ok(ExitStatus::Yes)
}

fn change(back: bool, items: Vec<RecordedItem>) -> VoidChange {
    if back { VoidChange::BroughtBack(items) } else { VoidChange::TakenBack(items) }
}

fn nothing(back: bool, why: &'static str, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    let change = change(back, Vec::new());
    session.screen.show(&UndoAnswer { by: None, change, cautions: Vec::new(), nothing: why })?;
    Ok(ExitStatus::No)
}
