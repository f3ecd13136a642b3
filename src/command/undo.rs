//! `undo` takes back a record or a step; `redo` takes back the latest undo.

use super::recorded::item_with_namesakes;
use super::session::Session;
use super::transaction::Transaction;
use crate::cli::Undo;
use crate::engine::record::{Details, Fact, Record, RecordId, Target};
use crate::engine::timeline::Timeline;
use crate::error::{ExitStatus, Failure};
use crate::ledger::ReadDetail;
use crate::view::{LocalInstant, RecordedItem, UndoAnswer, VoidChange, safe};

const NOTHING_TO_UNDO: &str = "nothing to undo";
const ALREADY: &str = "nothing to undo: that record is already undone";
const NOTHING_TO_REDO: &str = "nothing to redo";

pub(super) fn undo(args: &Undo, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    session.refuse_at("undo")?;
    let id = args.id.as_deref().map(parse_id).transpose()?;
    let Some(transaction) = begin(session)? else {
        return match args.id.as_deref() {
            Some(id) => Err(unknown_id(id)),
            None => nothing(false, NOTHING_TO_UNDO, session),
        };
    };
    let target = match id {
        None => latest(transaction.before()),
        Some(id) => chosen(transaction.before(), id)?,
    };
    match target {
        Some(target) => void(target, false, transaction, session),
        None => nothing(false, if id.is_some() { ALREADY } else { NOTHING_TO_UNDO }, session),
    }
}

pub(super) fn redo(session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    session.refuse_at("redo")?;
    let Some(transaction) = begin(session)? else { return nothing(true, NOTHING_TO_REDO, session) };
    match latest_undo(transaction.before()) {
        Some(id) => void(Target::Record(id), true, transaction, session),
        None => nothing(true, NOTHING_TO_REDO, session),
    }
}

/// Begins a transaction on a ledger that exists; `None` if there is none, since a transaction would make its files.
fn begin(session: &mut Session<'_>) -> Result<Option<Transaction>, Failure> {
    if !session.has_ledger()? {
        session.location.note_if_new(session.screen);
        return Ok(None);
    }
    let transaction = session.begin(ReadDetail::Everything)?;
    session.note_unknown(transaction.before());
    Ok(Some(transaction))
}

/// Parses an id as `history` shows it.
pub(super) fn parse_id(text: &str) -> Result<RecordId, Failure> {
    text.trim().trim_start_matches('#').parse().map(RecordId).map_err(|_| unknown_id(text))
}

/// The failure for an id that no record has.
pub(super) fn unknown_id(id: &str) -> Failure {
    let message = format!("no record has the id {}", safe(id));
    Failure::input("unknown_id", message, "to see the ids: inquota history")
}

/// What `undo` without an id takes back: the active record that was entered last, or its whole step.
fn latest(timeline: &Timeline) -> Option<Target> {
    let active = timeline.records().iter().enumerate().rev().filter(|(place, _)| timeline.is_active(*place));
    active.map(|(_, record)| record).find(|record| can_be_taken_back(record)).map(record_or_step)
}

/// What `undo` with an id takes back; `None` if the record is taken back already.
///
/// # Errors
///
/// When no record has the id, or the record is an undo.
fn chosen(timeline: &Timeline, id: RecordId) -> Result<Option<Target>, Failure> {
    let place = timeline.place_of(id).ok_or_else(|| unknown_id(&id.to_string()))?;
    let record = &timeline.records()[place];
    if matches!(record.fact, Fact::Void(_)) {
        let message = format!("the record {id} is an undo itself");
        return Err(Failure::input("unknown_id", message, "to reverse the last undo: inquota redo"));
    }
    // Imported records, and sends to several people, can be taken back one by one. Importing again does not bring
    // such a record back.
    let is_send = matches!(record.fact, Fact::Message { .. } | Fact::InMail { .. } | Fact::Invitation { .. });
    let without_step = is_send || record.details.origin.is_some();
    Ok(timeline.is_active(place).then(|| if without_step { Target::Record(id) } else { record_or_step(record) }))
}

fn can_be_taken_back(record: &Record) -> bool {
    !matches!(record.fact, Fact::Void(_) | Fact::Unknown)
}

/// The step that a record is part of; if there is none, the record alone.
fn record_or_step(record: &Record) -> Target {
    record.details.step().map_or(Target::Record(record.id), Target::Step)
}

/// The undo that `redo` takes back: the latest one, unless something else was recorded after it.
fn latest_undo(timeline: &Timeline) -> Option<RecordId> {
    let is_undo = |target: Target| match target {
        Target::Step(_) => true,
        Target::Record(id) => {
            timeline.place_of(id).is_some_and(|place| !matches!(timeline.records()[place].fact, Fact::Void(_)))
        }
    };
    let records = timeline.records();
    for place in (0..records.len()).rev() {
        match records[place].fact {
            // A void within a step belongs to what that step recorded; it is not an undo.
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

/// Records a void, and shows what it took back, or brought back for `redo`.
fn void(
    target: Target,
    is_redo: bool,
    mut transaction: Transaction,
    session: &mut Session<'_>,
) -> Result<ExitStatus, Failure> {
    let now = transaction.now;
    let id = transaction.add(now, Fact::Void(target), Details::default());
    let preview = transaction.preview();
    // An undo shows the records as they were before it, a redo as they are after it.
    let (before, after) = (preview.before(), &preview.after);
    let shown = if is_redo { after } else { before };
    let namesakes = shown.book().namesakes();
    let is_changed = |place: &usize| {
        let is_void = matches!(before.records()[*place].fact, Fact::Void(_));
        !is_void && before.is_active(*place) != after.is_active(*place)
    };
    let item =
        |place: usize| item_with_namesakes(shown, shown.records()[place].id, |person| namesakes.contains(&person));
    let items = (0..before.records().len()).filter(is_changed).map(item).collect();
    let at = LocalInstant::new(now, after.zone());
    let by = RecordedItem {
        id,
        kind: "void",
        person: None,
        at,
        starts: None,
        display_name: None,
        subject: "undo".to_owned(),
    };
    let answer = UndoAnswer { by: Some(by), change: change(is_redo, items), cautions: Vec::new(), nothing: "" };
    preview.commit()?;
    session.screen.show(&answer)?;
    Ok(ExitStatus::Yes)
}

fn change(is_redo: bool, items: Vec<RecordedItem>) -> VoidChange {
    if is_redo { VoidChange::BroughtBack(items) } else { VoidChange::TakenBack(items) }
}

fn nothing(is_redo: bool, why: &'static str, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    let change = change(is_redo, Vec::new());
    session.screen.show(&UndoAnswer { by: None, change, cautions: Vec::new(), nothing: why })?;
    Ok(ExitStatus::No)
}
