//! `edit`: corrects the time, the person, the kind, the end or the details of a record.

use chrono::NaiveDate;

use super::annotations::{tidy_tags, tidy_text};
use super::person_arg;
use super::recorded::{item, outcome};
use super::session::Session;
use super::text_arg::{self, GivenText};
use super::transaction::Transaction;
use super::undo::{parse_id, unknown_id};
use crate::cli::Edit;
use crate::engine::calendar::Instant;
use crate::engine::calendar::date_of;
use crate::engine::correction::Correction;
use crate::engine::interaction::Interaction;
use crate::engine::outcome::Outcome;
use crate::engine::person::PersonId;
use crate::engine::record::{Answer, Charge, Details, Expiry, Fact, Record, RecordId};
use crate::engine::stop::Stop;
use crate::engine::stop_ends::StopEnds;
use crate::engine::timeline::Timeline;
use crate::engine::wording::Wording;
use crate::error::{ExitStatus, Failure};
use crate::ledger::ReadDetail;
use crate::view::{Caution, EditAnswer, EndedBy, StopRow, safe};

pub(super) fn run(args: &Edit, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    let id = parse_id(&args.id)?;
    let query = args.person.as_deref().map(person_arg::parse).transpose()?;
    let text = args.text.as_deref().map(|path| text_arg::read(path, session)).transpose()?;
    if !session.has_ledger()? {
        return Err(unknown_id(&args.id));
    }
    let mut transaction = session.begin_at_any_time(ReadDetail::Everything)?;
    let record = editable_record(&transaction, id)?;
    let whom = match &query {
        Some(query) => Some(person_arg::find_or_create(query, args.new, &mut transaction)?),
        None => None,
    };
    let person = whom.as_ref().map(|whom| whom.id);
    let mut correction = correction(args, &record, person, session, &transaction)?;
    correction.wording = wording(args, text.as_ref(), &record, &correction, &transaction)?;
    let is_too_short = text.is_some() && correction.wording == Some(None);
    if correction == Correction::default() {
        return Err(Failure::input("usage", "no correction is given", "for what you can correct: inquota help edit"));
    }
    let before = item(transaction.before(), id);
    let now = transaction.now;
    let edit = transaction.add(now, Fact::Edit { record: id, correction: Box::new(correction) }, Details::default());
    let preview = transaction.preview();
    let (counted, stopped) = match outcome(&preview.after, id) {
        Outcome::Sent(counted) => (Some(counted), None),
        Outcome::Stopped(stop) => (None, Some(stop)),
        _ => (None, None),
    };
    let mut cautions = whom.map(|whom| whom.cautions).unwrap_or_default();
    cautions.extend(is_too_short.then(Caution::short_text));
    let after = preview.commit()?;
    let (stopped, ended_by) = stopped.and_then(|stop| stop_now(id, stop, &after, now)).unzip();
    let ended_by = ended_by.flatten();
    let answer = EditAnswer { before, item: item(&after, id), edit, counted, stopped, ended_by, cautions };
    session.screen.show(&answer)?;
    session.show_cautions(&answer.cautions);
    Ok(ExitStatus::Yes)
}

/// The record with this id.
///
/// # Errors
///
/// When there is none, it is taken back, or its kind cannot be edited.
fn editable_record(transaction: &Transaction, id: RecordId) -> Result<Record, Failure> {
    let place = transaction.before().place_of(id).ok_or_else(|| unknown_id(&id.to_string()))?;
    let record = &transaction.before().records()[place];
    let refuse = |what: &str, hint: &str| Err(Failure::input("cannot_edit", format!("the record {id} {what}"), hint));
    match record.fact {
        Fact::Void(_) => refuse("is an undo", "to reverse the last undo: inquota redo"),
        Fact::Edit { .. } => refuse(
            "is an edit itself",
            &format!("edit the record that it corrects, or undo the edit: inquota undo {id}"),
        ),
        Fact::Import(_) => refuse("is an import", &format!("to undo all of it: inquota undo {id}")),
        Fact::Unknown => {
            refuse("is of a kind that this version does not know", "use the version of inquota that wrote it")
        }
        _ if !transaction.before().is_active(place) => refuse("is undone", "it does not count; record it again"),
        _ => Ok(record.clone()),
    }
}

/// The stop of a record with the end that it really has, and what ended it before its own end.
fn stop_now(id: RecordId, stop: Stop, after: &Timeline, now: Instant) -> Option<(StopRow, Option<EndedBy>)> {
    let place = after.place_of(id)?;
    let Fact::Stopped { what, .. } = after.records()[place].fact else { return None };
    let early_end = StopEnds::until(after, now).of(place);
    let stop = Stop { until: early_end.map_or(stop.until, |(at, _)| at), ..stop };
    Some((StopRow::new(what, stop, after.zone()), early_end.map(|(_, how)| EndedBy::from(how))))
}

/// What the options correct in the record.
///
/// # Errors
///
/// When an option does not apply to a record of this kind.
fn correction(
    args: &Edit,
    record: &Record,
    person: Option<PersonId>,
    session: &Session<'_>,
    transaction: &Transaction,
) -> Result<Correction, Failure> {
    let mut correction = Correction { what: corrected_what(args, record)?, ..Correction::default() };
    correction.until = until(args, record, session, transaction)?;
    if session.has_at() {
        let mut record = record.clone();
        record.correct(&correction);
        correction.at = Some(new_time(&record, transaction)?);
    }
    if person.is_some() {
        let is_mark = matches!(record.fact, Fact::Blocked { .. } | Fact::Unblocked { .. });
        require(is_mark || Interaction::of(&record.fact).is_some(), "--person", record)?;
        correction.person = person;
    }
    if args.credits.is_some() {
        let is_credits = matches!(record.fact, Fact::Purchase { .. } | Fact::Balance { .. });
        require(is_credits, "--credits", record)?;
        let makes_sense = args.credits != Some(0) || matches!(record.fact, Fact::Balance { .. });
        require(makes_sense, "--credits 0", record)?;
        correction.credits = args.credits;
    }
    let tidy = |what, given: &Option<String>| given.as_deref().map(|given| tidy_text(what, given)).transpose();
    correction.note = tidy("note", &args.note)?;
    correction.template = tidy("template's name", &args.template)?;
    if !args.tags.is_empty() {
        correction.tags = Some(tidy_tags(&args.tags)?);
    }
    Ok(correction)
}

/// The fingerprint of the text that the options give, without the names of the person; `Some(None)` removes it.
///
/// # Errors
///
/// When the record is no send, or an invitation without a note.
fn wording(
    args: &Edit,
    text: Option<&GivenText>,
    record: &Record,
    correction: &Correction,
    transaction: &Transaction,
) -> Result<Option<Option<Wording>>, Failure> {
    let what = correction.what.or(Interaction::of(&record.fact));
    let is_sent = |what: Interaction| what.with(PersonId(0)).sent().is_some();
    require(text.is_none() || what.is_some_and(is_sent), "--text", record)?;
    let has_note = what != Some(Interaction::Invitation { with_note: false });
    require(text.is_none() || has_note, "--text without --with-note", record)?;
    let person = correction.person.or(record.fact.person());
    let person = person.map(|person| transaction.book().person(person));
    Ok(text.map(|text| text.wording(person.into_iter())).or(args.no_text.then_some(None)))
}

/// The first day on which the record no longer holds; `Some(None)` if it is no longer given.
///
/// # Errors
///
/// When the record is no stop and no mark not to contact, or the date is not after the day of the record.
fn until(
    args: &Edit,
    record: &Record,
    session: &Session<'_>,
    transaction: &Transaction,
) -> Result<Option<Option<NaiveDate>>, Failure> {
    let Some(text) = &args.until else { return Ok(None) };
    require(matches!(record.fact, Fact::Stopped { .. } | Fact::Blocked { .. }), "--until", record)?;
    if text == "none" {
        return Ok(Some(None));
    }
    let zone = transaction.zone();
    let date = session.date_ahead("--until", text, zone)?;
    // Where --at is given too, it is checked against the new date.
    if !session.has_at() && date <= date_of(record.at, zone) {
        let message = format!("--until {} is not after the day of the record {}", safe(text), record.id);
        return Err(Failure::input(
            "usage",
            message,
            "give the first day on which it is no longer in force, or undo it",
        ));
    }
    Ok(Some(Some(date)))
}

/// The instant to which the record moves.
///
/// # Errors
///
/// When it is in the future, or the record cannot move there.
fn new_time(record: &Record, transaction: &Transaction) -> Result<crate::engine::calendar::Instant, Failure> {
    let is_dated_plan = matches!(&record.fact, Fact::Plan(plan) if plan.from.is_some());
    require(!is_dated_plan && !matches!(record.fact, Fact::Contact(_)), "--at", record)?;
    if matches!(record.fact, Fact::Plan(_)) {
        return Ok(transaction.at);
    }
    let at = transaction.past_instant()?;
    if let Fact::Blocked { until: Some(date), .. } = record.fact {
        require(date_of(at, transaction.zone()) < date, "--at on or after the day on which it ends", record)?;
    }
    if let Fact::Purchase { expiry: Expiry::On(date), .. } = record.fact {
        let zone = transaction.before().account_at(at).budget().inmail_zone();
        require(date_of(at, zone) < date, "--at on or after the day on which they expire", record)?;
    }
    if let Fact::Stopped { until: Some(date), .. } = record.fact {
        let ends = date <= date_of(at, transaction.zone());
        require(!ends, "--at on or after the day on which it ends", record)?;
    }
    Ok(at)
}

/// What happened according to the options; `None` if they do not say.
///
/// # Errors
///
/// When an option does not apply to the kind.
fn corrected_what(args: &Edit, record: &Record) -> Result<Option<Interaction>, Failure> {
    let was = Interaction::of(&record.fact);
    let becomes = [
        (args.message, Interaction::Message),
        (args.inmail, Interaction::InMail(Charge::Ordinary)),
        (args.invite, Interaction::Invitation { with_note: false }),
        (args.reply, Interaction::Response(Answer::Replied)),
        (args.declined, Interaction::Response(Answer::Declined)),
        (args.accepted, Interaction::Acceptance),
        (args.withdrawn, Interaction::Withdrawal),
    ];
    let given = becomes.into_iter().find(|(given, _)| *given).map(|(_, what)| what);
    // Naming the kind that the record already has keeps its charge or its note.
    let given = given.map(|given| match (was, given) {
        (Some(was @ Interaction::InMail(_)), Interaction::InMail(_))
        | (Some(was @ Interaction::Invitation { .. }), Interaction::Invitation { .. }) => was,
        _ => given,
    });
    require(given.is_none() || was.is_some(), "another kind", record)?;
    let mut what = given.or(was);
    if args.free || args.charged {
        require(matches!(what, Some(Interaction::InMail(_))), "--free or --charged", record)?;
        what = Some(Interaction::InMail(if args.free { Charge::Free } else { Charge::Ordinary }));
    }
    if args.with_note || args.without_note {
        require(matches!(what, Some(Interaction::Invitation { .. })), "--with-note or --without-note", record)?;
        what = Some(Interaction::Invitation { with_note: args.with_note });
    }
    Ok(what.filter(|_| given.is_some() || args.free || args.charged || args.with_note || args.without_note))
}

/// Fails unless the option applies to the record.
fn require(applies: bool, option: &str, record: &Record) -> Result<(), Failure> {
    if applies {
        return Ok(());
    }
    let message = format!("{option} does not go with the record {}: {}", record.id, record.fact.kind_name());
    Err(Failure::input("cannot_edit", message, format!("run inquota undo {}, then record it again", record.id)))
}
