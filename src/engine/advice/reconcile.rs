//! Reconciling: why the ledger's balance and LinkedIn's may differ, and which records may be wrong.

use chrono::NaiveDate;

use super::watch::watched;
use crate::engine::account::Account;
use crate::engine::calendar::{HOUR, Instant, date_of, days_between};
use crate::engine::outcome::{CostReason, Outcome};
use crate::engine::person::PersonId;
use crate::engine::record::Fact;
use crate::engine::timeline::Timeline;
use crate::engine::totals::Totals;

/// How far back to look if the balance was never set, in seconds.
const LOOK_BACK: i64 = 90 * 24 * HOUR;

/// The days after which credits expire in most of LinkedIn's plans.
const USUAL_LIFE: i64 = 90;

/// The days by which LinkedIn may have let credits expire early.
const SOON: i64 = 3;

/// A cause of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// LinkedIn shows more: an answer to an InMail was not logged.
    AnswerNotLogged,
    /// LinkedIn shows more: a free InMail was logged as charged.
    FreeLoggedAsCharged,
    /// LinkedIn shows more: credits expired or were lost to the cap in the ledger, but not at LinkedIn.
    LostHereOnly,
    /// LinkedIn shows more: credits rolled over from before the ledger's first plan.
    RolledOver,
    /// LinkedIn shows more: bought or granted credits were not logged.
    PurchaseNotLogged,
    /// LinkedIn shows fewer: an InMail was not logged.
    InMailNotLogged,
    /// LinkedIn shows fewer: a charged InMail was logged as free.
    ChargedLoggedAsFree,
    /// LinkedIn shows fewer: an answer gave a credit back in the ledger, but not at LinkedIn.
    RefundHereOnly,
    /// LinkedIn shows fewer: credits logged as bought are not at LinkedIn.
    PurchaseHereOnly,
    /// LinkedIn shows fewer: credits expired at LinkedIn, but not in the ledger.
    ExpiredThereOnly,
}

/// A likely cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Likely {
    /// The cause.
    pub cause: Cause,
    /// How many credits it can explain; `None` if the ledger cannot tell.
    pub credits: Option<u64>,
    /// The places of the records that may be wrong, latest first.
    pub records: Vec<usize>,
}

impl Likely {
    /// Whether it can explain the whole gap.
    pub fn explains(&self, gap: i64) -> bool {
        self.credits.is_none_or(|credits| credits >= gap.unsigned_abs())
    }
}

/// What happened since the balance was last set.
#[derive(Default)]
struct Since {
    charged: Vec<usize>,
    marked_free: Vec<usize>,
    refunds: Vec<usize>,
    purchases: Vec<usize>,
    lost: u64,
    bought: u64,
}

/// The likely causes of a gap found at an instant, those that can explain all of it first. The gap is positive if
/// LinkedIn shows more. `timeline` must not have the balance record that found it.
pub fn causes(timeline: &Timeline, at: Instant, gap: i64) -> Vec<Likely> {
    let (since, account) = since_last_set(timeline, at);
    let mut found = match gap.signum() {
        0 => Vec::new(),
        1 => shows_more(timeline, at, &since, &account),
        _ => shows_fewer(&since, &account),
    };
    found.sort_by_key(|likely| !likely.explains(gap));
    found
}

fn shows_more(timeline: &Timeline, at: Instant, since: &Since, account: &Account) -> Vec<Likely> {
    let unanswered = refundable(timeline, at, account);
    let rolled_over = may_have_rolled_over(timeline, account);
    let mut found = vec![
        likely(Cause::AnswerNotLogged, unanswered),
        likely(Cause::FreeLoggedAsCharged, since.charged.clone()),
        Likely { cause: Cause::LostHereOnly, credits: Some(since.lost), records: Vec::new() },
    ];
    found.retain(|likely| likely.credits != Some(0));
    found.extend(rolled_over.then(|| Likely { cause: Cause::RolledOver, credits: None, records: Vec::new() }));
    found.push(Likely { cause: Cause::PurchaseNotLogged, credits: None, records: Vec::new() });
    found
}

fn shows_fewer(since: &Since, account: &Account) -> Vec<Likely> {
    let mut found = vec![
        Likely { cause: Cause::InMailNotLogged, credits: None, records: Vec::new() },
        likely(Cause::ChargedLoggedAsFree, since.marked_free.clone()),
        likely(Cause::RefundHereOnly, since.refunds.clone()),
        Likely { cause: Cause::PurchaseHereOnly, credits: Some(since.bought), records: since.purchases.clone() },
        Likely { cause: Cause::ExpiredThereOnly, credits: Some(may_have_expired(account)), records: Vec::new() },
    ];
    found.retain(|likely| likely.credits != Some(0));
    found
}

fn likely(cause: Cause, records: Vec<usize>) -> Likely {
    Likely { cause, credits: Some(records.len() as u64), records }
}

/// Whether LinkedIn may have credits from before the ledger's first plan: the plan in force is still the first one, it
/// grants credits, they last long enough, and no balance was set since it started.
fn may_have_rolled_over(timeline: &Timeline, account: &Account) -> bool {
    let (budget, begins) = (account.budget(), timeline.schedule().first_at());
    let numbers = &budget.plan().numbers;
    let zone = budget.inmail_zone();
    let days = days_between(date_of(begins, zone), date_of(budget.now(), zone));
    budget.has_plan()
        && budget.plan().name == timeline.schedule().first().name
        && numbers.inmail_monthly > 0
        && numbers.inmail_life.is_none_or(|life| days < i64::from(life))
        && account.reconciled().is_none_or(|set| set < begins)
}

/// The date of the first InMail before the ledger's first plan, with which that plan would start early enough.
pub fn first_inmail_before_plan(timeline: &Timeline) -> Option<NaiveDate> {
    let (begins, zone) = (timeline.schedule().first_at(), timeline.schedule().first().inmail_zone(timeline.zone()));
    let mut before = timeline.events(begins.just_before());
    let first = before.find(|(_, record, _)| matches!(record.fact, Fact::InMail { .. }));
    first.map(|(_, record, _)| date_of(record.at, zone))
}

/// What happened since the balance was last set (or in the last 90 days), and the account at the instant.
fn since_last_set(timeline: &Timeline, at: Instant) -> (Since, Account) {
    let last = timeline.account_at(at).reconciled();
    let from = last.unwrap_or_else(|| at.plus_seconds(-LOOK_BACK));
    let mut fold = timeline.fold();
    fold.fold_through(from, |_, _| {});
    let before: Totals = fold.account().budget().totals().clone();
    let mut since = Since::default();
    fold.fold_through(at, |place, outcome| match outcome {
        Outcome::Sent(counted) if counted.why == CostReason::CreditSpent => since.charged.push(place),
        Outcome::Sent(counted) if counted.why == CostReason::MarkedFree => since.marked_free.push(place),
        Outcome::Response { credits_returned: 1.., .. } => since.refunds.push(place),
        _ => {}
    });
    let counts = fold.account().budget().totals().since(&before);
    since.lost = counts.expired + counts.lost_to_cap;
    since.bought = counts.bought;
    let events = timeline.events(at).filter(|(_, record, _)| record.at > from);
    let bought = events.filter(|(_, record, _)| matches!(record.fact, Fact::Purchase { .. }));
    since.purchases = bought.map(|(place, ..)| place).collect();
    for list in [&mut since.charged, &mut since.marked_free, &mut since.refunds, &mut since.purchases] {
        list.reverse();
    }
    let account = fold.account().clone();
    (since, account)
}

/// The InMails to which an answer would have given a credit back, latest first.
fn refundable(timeline: &Timeline, at: Instant, account: &Account) -> Vec<usize> {
    let watched: Vec<(PersonId, Instant)> =
        watched(account).into_iter().map(|watched| (watched.person, watched.sent)).collect();
    let events = timeline.events(at).filter(|(_, record, _)| matches!(record.fact, Fact::InMail { .. }));
    let mut places: Vec<usize> = events
        .filter(|(_, record, person)| person.is_some_and(|person| watched.contains(&(person, record.at))))
        .map(|(place, ..)| place)
        .collect();
    places.reverse();
    places
}

/// Credits that may have expired at LinkedIn: those about to expire, or without an expiry and older than usual.
fn may_have_expired(account: &Account) -> u64 {
    let budget = account.budget();
    let today = date_of(budget.now(), budget.inmail_zone());
    let may = budget.wallet().lots().filter(|lot| match lot.expires {
        Some(expires) => days_between(today, expires.date) <= SOON,
        None => days_between(lot.given.date, today) >= USUAL_LIFE,
    });
    may.map(|lot| u64::from(lot.left)).sum()
}
