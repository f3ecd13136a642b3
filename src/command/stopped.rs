//! `stopped`: records that LinkedIn refused to send something, or that it sends again.

use super::annotations::details;
use super::session::Session;
use super::transaction::Transaction;
use crate::cli::Stopped;
use crate::engine::calendar::Instant;
use crate::engine::interaction::SendKind;
use crate::engine::outcome::Outcome;
use crate::engine::record::{Details, Fact, RecordId};
use crate::engine::status::account_status;
use crate::engine::stop::{Stop, StoppedKind};
use crate::engine::stop_ends::{EarlyEnd, StopEnds};
use crate::error::{ExitStatus, Failure};
use crate::ledger::ReadDetail;
use crate::view::{
    EndedBy, LatestStop, LiftedAnswer, LocalInstant, StopRow, StoppedAnswer, stop_options, stopped_in_words,
};

pub(super) fn run(args: &Stopped, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    let (what, details) = (kind(args), details(args.note.as_deref(), &[], None)?);
    if args.lifted { lift(what, details, session) } else { stop(what, args.until.as_deref(), details, session) }
}

fn kind(args: &Stopped) -> StoppedKind {
    match (args.inmail, args.invite, args.with_note) {
        (true, ..) => StoppedKind::InMail,
        (_, true, true) => StoppedKind::Note,
        (_, true, false) => StoppedKind::Invitation,
        _ => StoppedKind::Message,
    }
}

fn stop(
    what: StoppedKind,
    until: Option<&str>,
    details: Details,
    session: &mut Session<'_>,
) -> Result<ExitStatus, Failure> {
    // Later records may have ended a stop that is entered late.
    let is_late = session.has_at();
    let detail = if is_late { ReadDetail::Everything } else { ReadDetail::Figures };
    let mut transaction = session.begin(detail)?;
    let hint = "give the first day on which LinkedIn sends again; if it does already: inquota stopped --lifted";
    let until = until.map(|text| session.end(text, &transaction, hint)).transpose()?;
    let (item, outcome) = transaction.apply_to_nobody(&Fact::Stopped { what, until }, details)?;
    let Outcome::Stopped(stop) = outcome else { unreachable!("a stop counts as a stop") };
    let status = account_status(&transaction.account_now());
    let is_latest = status.stops.latest(what).is_some_and(|latest| latest.since == stop.since);
    let now = transaction.now;
    let early_end = if is_late { commit_late(transaction, item.id)? } else { transaction.commit().map(|()| None)? };
    let stop = Stop { until: early_end.map_or(stop.until, |(at, _)| at), ..stop };
    let answer = StoppedAnswer {
        item,
        stopped: StopRow::new(what, stop, status.zone),
        ended_by: early_end.map(|(_, how)| EndedBy::from(how)),
        in_force: status.stops.in_force(what, now).map(|stop| StopRow::new(what, stop, status.zone)),
        latest: LatestStop::of(what, &status, &status.plan).filter(|_| is_latest),
        cautions: Vec::new(),
        now: LocalInstant::new(now, status.zone),
    };
    session.screen.show(&answer)?;
    Ok(ExitStatus::Yes)
}

/// Writes a stop that is entered late. Returns when and how a later record ended it before its own end, if one did.
fn commit_late(transaction: Transaction, id: RecordId) -> Result<Option<(Instant, EarlyEnd)>, Failure> {
    let now = transaction.now;
    let after = transaction.preview().commit()?;
    Ok(after.place_of(id).and_then(|place| StopEnds::until(&after, now).of(place)))
}

fn lift(what: StoppedKind, details: Details, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    if !session.has_ledger()? {
        return Err(not_stopped(what, None));
    }
    let mut transaction = session.begin(ReadDetail::Figures)?;
    let send = send(what);
    let budget = transaction.account_of_nobody()?.budget();
    if budget.stops().in_force(what, budget.now()).is_none() {
        return Err(not_stopped(what, budget.stops().of_send(send, budget.now()).map(|(kind, _)| kind)));
    }
    let (item, outcome) = transaction.apply_to_nobody(&Fact::Lifted { what }, details)?;
    let Outcome::Lifted(Some(lifted)) = outcome else { unreachable!("a stop in force is lifted") };
    let (account, zone) = (transaction.account_now(), transaction.zone());
    let answer = LiftedAnswer {
        item,
        lifted: StopRow::new(what, lifted, zone),
        still: StopRow::of_send(send, account.budget()),
        cautions: Vec::new(),
        now: LocalInstant::new(transaction.now, zone),
    };
    transaction.commit()?;
    session.screen.show(&answer)?;
    Ok(ExitStatus::Yes)
}

/// A send that every stop of this kind stops.
fn send(what: StoppedKind) -> SendKind {
    match what {
        StoppedKind::Message => SendKind::Message,
        StoppedKind::InMail => SendKind::InMail(crate::engine::record::Charge::Ordinary),
        StoppedKind::Invitation => SendKind::Invitation { with_note: false },
        StoppedKind::Note => SendKind::Invitation { with_note: true },
    }
}

/// The failure for a stop that is not in force; another kind may stop the same sends.
fn not_stopped(what: StoppedKind, other: Option<StoppedKind>) -> Failure {
    let message = format!("no stop of {} is in force", stopped_in_words(what));
    let hint = match other {
        Some(other) => {
            format!("{} are stopped: inquota stopped{} --lifted", stopped_in_words(other), stop_options(other))
        }
        None => "to see what LinkedIn stopped: inquota status; --at gives the time when it was lifted".to_owned(),
    };
    Failure::input("not_stopped", message, hint)
}
