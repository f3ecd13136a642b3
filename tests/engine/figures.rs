//! All figures that the engine gives for a ledger at an instant, so that two ledgers can be compared.

use inquota::engine::calendar::Instant;
use inquota::engine::statement::{Period, Statement, statement};
use inquota::engine::status::{AccountStatus, account_status};
use inquota::engine::timeline::Timeline;
use inquota::engine::totals::Totals;
use inquota::engine::verdict::{Verdict, verdict};
use inquota::engine::wallet::Lot;

use crate::model::Ask;

/// All figures of a ledger at an instant.
#[derive(Debug, PartialEq)]
pub(crate) struct Everything {
    lots: Vec<Lot>,
    totals: Totals,
    status: AccountStatus,
    statement: Statement,
    verdict: Verdict,
}

pub(crate) fn everything(timeline: &Timeline, as_of: Instant, period: Period, ask: Ask) -> Everything {
    let account = timeline.account_at(as_of);
    let person = ask.person.map(|person| timeline.book().resolve(person));
    Everything {
        lots: account.budget().wallet().lots().cloned().collect(),
        totals: account.budget().totals().clone(),
        status: account_status(&account),
        statement: statement(timeline, period, as_of),
        verdict: verdict(&account, person, ask.question, ask.count),
    }
}
