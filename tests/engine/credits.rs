//! The guarantees of the rules about credits, slots and statements, for random ledgers.

use std::collections::HashSet;

use inquota::engine::account::Account;
use inquota::engine::calendar::Instant;
use inquota::engine::outcome::Outcome;
use inquota::engine::record::Fact;
use inquota::engine::statement::{Period, Statement, statement};
use inquota::engine::totals::Totals;
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;

use crate::agreement::period;
use crate::cases;
use crate::history::{histories, moment};
use crate::model::dates::{Dates, day_after, plus_days};

proptest! {
    #![proptest_config(cases(2))]

    /// Rules 4.14, for a period and the one after it.
    #[test]
    fn statements_add_up_and_the_closing_balance_is_the_next_opening_balance(
        history in histories(),
        when in moment(),
        ends in (moment(), moment()),
        days in 0..60_u32,
    ) {
        let (timeline, as_of, dates) = (history.timeline(), history.instant(&when), Dates::of(history.zone));
        let period = period(&history, &ends);
        let next = Period { from: day_after(period.to), to: plus_days(period.to, days + 1) };
        let (this, following) = (statement(&timeline, period, as_of), statement(&timeline, next, as_of));
        adds_up(&this)?;
        adds_up(&following)?;
        prop_assert_eq!(this.closing, following.opening);
        let balance = |instant: Instant| timeline.account_at(instant).budget().wallet().balance();
        prop_assert_eq!(this.closing, balance(dates.end(period.to).min(as_of)), "the balance at the last instant");
        prop_assert_eq!(this.opening, balance(dates.start(period.from).plus_seconds(-1).min(as_of)));
    }

    /// Rules 4.6 and 4.14, after every single record.
    #[test]
    fn the_balance_is_the_sum_of_the_changes_after_every_record(history in histories(), when in moment()) {
        let (reading, timeline) = (history.reading(), history.timeline());
        let mut account = timeline.fold().account().clone();
        for event in reading.events {
            account.apply(event.at, event.place, &event.as_recorded(), event.fact.person());
            balances(&account)?;
        }
        let instant = history.instant(&when).max(account.budget().now());
        account.advance(instant);
        balances(&account)?;
        prop_assert_eq!(account, timeline.account_at(instant), "the same as when records are applied one by one");
    }

    /// Rules 2.3.
    #[test]
    fn a_send_to_an_open_conversation_costs_nothing(history in histories()) {
        let timeline = history.timeline();
        let mut open = HashSet::new();
        let mut costs = Vec::new();
        timeline.fold().fold_through(history.created.plus_ten_years(), |place, outcome| {
            let person = timeline.person_of(&timeline.records()[place].fact);
            match outcome {
                Outcome::Response { opened: true, .. } => assert!(open.insert(person), "{person:?} opened twice"),
                Outcome::Sent(counted) if open.contains(&person) => {
                    costs.push((counted.day_slot, counted.month_slot, counted.credit, counted.uncovered));
                }
                _ => {}
            }
        });
        prop_assert!(costs.iter().all(|cost| *cost == (false, false, false, false)), "{:?}", costs);
    }

    /// Rules 3.1: one slot for a person and day, one for a person and month.
    #[test]
    fn nobody_uses_two_slots_of_one_day_or_month(history in histories(), when in moment()) {
        let (timeline, dates) = (history.timeline(), Dates::of(history.zone));
        let (mut days, mut months) = (HashSet::new(), HashSet::new());
        timeline.fold().fold_through(history.instant(&when), |place, outcome| {
            let record = &timeline.records()[place];
            let (Outcome::Sent(counted), Fact::Message { .. }) = (outcome, &record.fact) else { return };
            let (person, date) = (timeline.person_of(&record.fact), dates.date(record.at));
            assert!(!counted.day_slot || days.insert((person, date)), "{person:?} twice on {date}");
            let month = date.format("%Y-%m").to_string();
            assert!(!counted.month_slot || months.insert((person, month.clone())), "{person:?} twice in {month}");
        });
    }
}

/// Rules 4.14; and the days add up to the period.
fn adds_up(statement: &Statement) -> TestCaseResult {
    let change = change(&statement.counts);
    prop_assert_eq!(signed(statement.closing), signed(statement.opening) + change, "{:?}", statement);
    let of_days: i64 = statement.days.iter().map(|day| self::change(&day.counts)).sum();
    prop_assert_eq!(of_days, change, "the sum of the days");
    let people: u64 = statement.days.iter().map(|day| day.counts.day_slots).sum();
    prop_assert_eq!(people, statement.counts.day_slots);
    prop_assert!(statement.counts.month_slots <= people);
    Ok(())
}

/// Rules 4.6 and 4.14; and no lot is empty or expired.
fn balances(account: &Account) -> TestCaseResult {
    let budget = account.budget();
    let lots: u64 = budget.wallet().lots().map(|lot| u64::from(lot.left)).sum();
    prop_assert_eq!(budget.wallet().balance(), lots, "the sum of the lots");
    prop_assert_eq!(signed(lots), change(budget.totals()), "the sum of the changes");
    let now = budget.now();
    prop_assert!(budget.wallet().lots().all(|lot| lot.left > 0 && lot.left <= lot.amount));
    prop_assert!(
        budget.wallet().lots().all(|lot| lot.expires.is_none_or(|date| date.at > now)),
        "an expired lot is held"
    );
    Ok(())
}

/// The change of the balance.
fn change(counts: &Totals) -> i64 {
    let gained = counts.granted + counts.bought + counts.refunded;

    let lost = counts.charged + counts.expired + counts.lost_to_cap + counts.lapsed;
    signed(gained) - signed(lost) + counts.adjusted
}

fn signed(credits: u64) -> i64 {
    i64::try_from(credits).unwrap()
}
