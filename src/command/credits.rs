//! `credits`: shows the lots, or what may come back; `credits buy` and `credits set` record.

use super::recorded::{item, outcome};
use super::session::Session;
use super::transaction::Transaction;
use crate::engine::advice::lapse::next_lapse;
use crate::engine::advice::loss::cap_ahead;
use crate::engine::advice::reconcile::{Cause, Likely, causes, first_inmail_before_plan};
use crate::engine::advice::watch::watched;
use crate::engine::calendar::Instant;
use crate::engine::outcome::Outcome;
use crate::engine::plan::Cadence;
use crate::engine::record::{Details, Expiry, Fact, RecordId};
use crate::engine::status::{account_status, lost_at_next_grant};
use crate::engine::timeline::Timeline;
use crate::error::{ExitStatus, Failure};
use crate::ledger::ReadDetail;
use crate::settings::ClockFormat;
use crate::view::{
    BalanceAnswer, Caution, EarlierStart, LikelyCause, LocalInstant, LocalPlanDate, LotsAnswer, PurchaseAnswer,
    WatchAnswer, safe,
};

pub(super) fn show(session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    let timeline = session.timeline()?;
    let as_of = session.as_of(timeline.zone())?;
    let account = timeline.account_at(as_of);
    let lots = account.budget().wallet().lots();
    let lost = (cap_ahead(&account), next_lapse(account.budget()));
    session.screen.show(&LotsAnswer::new(&account_status(&account), lots, lost))?;
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
        Some(text) if text.trim().eq_ignore_ascii_case("never") => Expiry::Never,
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
        cautions: not_for_sale(&after, at, session)
            .into_iter()
            .chain(cap_caution(&after, now, session.clock()))
            .collect(),
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
    let date = session.date_ahead("--expires", text, account)?;
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

/// A caution if LinkedIn sells no credits on the plan in force.
fn not_for_sale(after: &Timeline, at: Instant, session: &Session<'_>) -> Option<Caution> {
    let account = after.account_at(at);
    let plan = session.plan(&account.budget().plan().name).filter(|plan| !plan.sells_credits)?;
    let message = format!(
        "LinkedIn sells no InMail credits on {}; if they came from elsewhere, record the number that it shows: inquota credits set N",
        safe(&plan.name)
    );
    Some(Caution::new("not_for_sale", message))
}

/// A caution if the next grant will lose credits to the cap, assuming that nothing is sent before.
fn cap_caution(after: &Timeline, now: Instant, clock: ClockFormat) -> Option<Caution> {
    let account = after.account_at(now);
    let lost = lost_at_next_grant(&account).filter(|lost| *lost > 0)?;
    let status = account_status(&account);
    let (grant, cap) = (status.next_grant?, status.plan.numbers.inmail_cap?);
    let when = LocalPlanDate::new(grant.on, status.zone).on(LocalInstant::new(now, status.zone), clock);
    let message = format!("if you send nothing, {lost} of them will be lost to the cap of {cap} {when}");
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
    let likely = causes(before, at, gap);
    let rolled_over = likely.iter().any(|likely| likely.cause == Cause::RolledOver);
    let earlier_start = rolled_over.then(|| EarlierStart::of(before, at)).flatten();
    let causes = likely.iter().map(|likely| likely_cause(likely, gap, before)).collect();
    let after = preview.commit()?;
    let item = item(&after, id);
    let cautions = Vec::new();
    session.screen.show(&BalanceAnswer { item, shown: credits, gap, causes, earlier_start, cautions })?;
    Ok(ExitStatus::Yes)
}

impl EarlierStart {
    /// The start of the first plan that would count the InMails before it; `None` if there are none.
    fn of(timeline: &Timeline, at: Instant) -> Option<EarlierStart> {
        let account = timeline.account_at(at);
        let plan = account.budget().plan();
        let renews_on = (plan.numbers.cadence == Cadence::Billing).then(|| plan.renewal_day.number());
        let from = first_inmail_before_plan(timeline)?;
        Some(EarlierStart { plan: plan.name.clone(), from, renews_on })
    }
}

/// A likely cause of the gap, with its records as the answer shows them.
fn likely_cause(likely: &Likely, gap: i64, timeline: &Timeline) -> LikelyCause {
    let records = likely.records.iter().map(|place| item(timeline, timeline.records()[*place].id)).collect();
    LikelyCause { explains: likely.explains(gap), cause: likely.cause, credits: likely.credits, records }
}
