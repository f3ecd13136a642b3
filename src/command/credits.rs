//! `credits`: shows the lots, or what may come back; `credits buy` and `credits set` record.

use super::recorded::{item, outcome};
use super::session::Session;
use super::transaction::Transaction;
use crate::engine::advice::loss::cap_ahead;
use crate::engine::advice::reconcile::{Likely, causes};
use crate::engine::advice::watch::watched;
use crate::engine::calendar::Instant;
use crate::engine::outcome::Outcome;
use crate::engine::record::{Details, Expiry, Fact, RecordId};
use crate::engine::status::{account_status, lost_at_next_grant};
use crate::engine::timeline::Timeline;
use crate::error::{ExitStatus, Failure};
use crate::ledger::ReadDetail;
use crate::settings::ClockFormat;
use crate::view::{
    BalanceAnswer, Caution, LikelyCause, LocalInstant, LocalPlanDate, LotsAnswer, PurchaseAnswer, WatchAnswer, safe,
};

pub(super) fn show(session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    let timeline = session.timeline()?;
    let as_of = session.as_of(timeline.zone())?;
    let account = timeline.account_at(as_of);
    let lots = account.budget().wallet().lots();
    session.screen.show(&LotsAnswer::new(&account_status(&account), lots, cap_ahead(&account)))?;
    Ok(ExitStatus::Yes)
}

pub(super) fn watch(session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    let timeline = session.timeline()?;
    let account = timeline.account_at(session.as_of(timeline.zone())?);
    let found = watched(&account);
    session.screen.show(&WatchAnswer::new(&found, &account_status(&account), timeline.book()))?;
    Ok(ExitStatus::Yes)
}

/// The failure for `--watch`, which only lists, on a command that records.
pub(super) fn refuse_watch() -> Failure {
    Failure::input("usage", "--watch does not go with credits buy and credits set", "leave it out")
}

pub(super) fn buy(
    credits: u32,
    expires: Option<&str>,
    no_expiry: bool,
    session: &mut Session<'_>,
) -> Result<ExitStatus, Failure> {
    let mut transaction = session.begin(ReadDetail::Everything)?;
    let expiry = match expires {
        Some(text) => Expiry::On(expiry_date(text, &transaction, session)?),
        None if no_expiry => Expiry::Never,
        None => Expiry::PlanLife,
    };
    let (at, now) = (transaction.at, transaction.now);
    let id = transaction.add(at, Fact::Purchase { credits, expiry }, Details::default());
    let after = transaction.preview().commit()?;
    let answer = PurchaseAnswer {
        item: item(&after, id),
        credits,
        expires: expiry_date_of(&after, id),
        cautions: cap_caution(&after, now, session.clock()).into_iter().collect(),
        balance: after.account_at(now).budget().wallet().balance(),
    };
    session.screen.show(&answer)?;
    session.show_cautions(&answer.cautions);
    Ok(ExitStatus::Yes)
}

/// Parses `--expires`, the first day without the credits.
///
/// # Errors
///
/// When it is not a date after the day of the purchase.
fn expiry_date(text: &str, transaction: &Transaction, session: &Session<'_>) -> Result<chrono::NaiveDate, Failure> {
    let account = transaction.zone();
    let bought = transaction.before().account_at(transaction.at).budget().inmail_now();
    let date = session.date("--expires", text, account)?;
    if date <= bought.date {
        let bought = LocalPlanDate::new(bought, account);
        let day = if bought.differs() { format!(", {}", bought.moment(transaction.clock)) } else { String::new() };
        let message = format!("--expires {} is not after the day of the purchase{day}", safe(text));
        return Err(Failure::input("bad_expiry", message, "give the first day without the credits"));
    }
    Ok(date)
}

/// The date on which the credits of a purchase expire; `None` for never.
fn expiry_date_of(after: &Timeline, id: RecordId) -> Option<LocalPlanDate> {
    match outcome(after, id) {
        Outcome::Bought { expires } => expires.map(|date| LocalPlanDate::new(date, after.zone())),
        _ => None,
    }
}

/// A caution if the next grant will lose credits to the cap, assuming that nothing is sent before.
fn cap_caution(after: &Timeline, now: Instant, clock: ClockFormat) -> Option<Caution> {
    let account = after.account_at(now);
    let lost = lost_at_next_grant(&account).filter(|lost| *lost > 0)?;
    let status = account_status(&account);
    let (grant, cap) = (status.next_grant?, status.plan.numbers.inmail_cap?);
    let when = LocalPlanDate::new(grant.on, status.zone).on(LocalInstant::new(now, status.zone), clock);
    let message = format!("if nothing is sent, {lost} of them go over the cap of {cap} and are lost {when}");
    Some(Caution::new("cap_ahead", message))
}

pub(super) fn set(credits: u32, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    let mut transaction = session.begin(ReadDetail::Everything)?;
    let at = transaction.at;
    let id = transaction.add(at, Fact::Balance { credits }, Details::default());
    let preview = transaction.preview();
    let gap = match outcome(&preview.after, id) {
        Outcome::Balance { gap } => gap,
        _ => 0,
    };
    let before = preview.before();
    let causes = causes(before, at, gap).into_iter().map(|likely| likely_cause(&likely, gap, before)).collect();
    let after = preview.commit()?;
    let item = item(&after, id);
    let cautions = Vec::new();
    session.screen.show(&BalanceAnswer { item, shown: credits, gap, causes, cautions })?;
    Ok(ExitStatus::Yes)
}

/// A likely cause of the gap, with its records as the answer shows them.
fn likely_cause(likely: &Likely, gap: i64, timeline: &Timeline) -> LikelyCause {
    let records = likely.records.iter().map(|place| item(timeline, timeline.records()[*place].id)).collect();
    LikelyCause { explains: likely.explains(gap), cause: likely.cause, credits: likely.credits, records }
}
