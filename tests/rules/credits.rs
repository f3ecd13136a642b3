//! Rules 4.1 to 4.6, 4.8, 4.9 and 4.14: lots, grants, expiry, spending, the statement.

use super::story::{berlin, changed, date, plan, plan_from, renewing_on, story};
use inquota::engine::outcome::{CostReason, Outcome};
use inquota::engine::record::Expiry;

#[test]
fn the_credits_of_free_never_expire() {
    let s = berlin();
    assert_eq!(s.credits("2026-10-31 23:59"), 0);
    assert_eq!(s.credits("2026-11-01 00:00"), 5);
    assert_eq!(s.credits("2026-11-30 23:59"), 5);
    assert_eq!(s.credits("2026-12-01 00:00"), 10);
    // November 2026 to October 2027: twelve grants.
    assert_eq!(s.credits("2027-10-31 12:00"), 60);
}

#[test]
fn a_billing_plan_grants_on_its_renewal_day_or_the_last_day_of_a_shorter_month() {
    let mut s = berlin();
    s.plan("2026-11-25 09:00", renewing_on(31, plan_from("recruiter-lite", "2027-01-31")));
    let granted = |at: &str| s.account(at).budget().totals().granted;
    // The initial plan gave 5 on 1 November, December and January.
    assert_eq!(granted("2027-01-30 12:00"), 15);
    assert_eq!(granted("2027-01-31 00:00"), 45);
    assert_eq!(granted("2027-02-27 23:59"), 45);
    assert_eq!(granted("2027-02-28 00:00"), 75);
    // In March it is the 31st again.
    assert_eq!(granted("2027-03-30 23:59"), 75);
    assert_eq!(granted("2027-03-31 00:00"), 105);
    assert_eq!(granted("2027-04-30 00:00"), 135);
}

#[test]
fn in_a_leap_year_a_renewal_day_of_30_is_29_february() {
    let mut s = berlin();
    s.plan("2026-11-25 09:00", renewing_on(30, plan_from("recruiter-lite", "2028-01-30")));
    let granted = |at: &str| s.account(at).budget().totals().granted;
    let before = granted("2028-02-28 23:59");
    assert_eq!(granted("2028-02-29 00:00"), before + 30);
    assert_eq!(granted("2028-03-30 00:00"), before + 60);
}

#[test]
fn a_credit_of_90_days_expires_with_the_start_of_day_90() {
    let mut s = berlin();
    s.plan("2026-11-25 09:00", renewing_on(25, plan("premium-career")));
    // Given on 25 November with 90 days: 5 + 31 + 31 + 23 = 90 days to 23 February 2027.
    assert_eq!(s.credits("2027-02-22 23:59"), 15);
    let at_start = s.account("2027-02-23 00:00");
    assert_eq!(at_start.budget().totals().expired, 5);
    assert_eq!(at_start.budget().wallet().balance(), 10);
}

#[test]
fn lots_expire_before_the_grant_of_the_same_date() {
    // The grant of 1 December 2026 expires after 90 days, on 1 March 2027, the date of the fourth grant. Since it
    // expires first, the three other lots are 150, and the cap of 150 takes nothing.
    let mut s = story("UTC", "2026-12-01 09:00");
    s.plan("2026-12-01 09:00", plan("sales-navigator"));
    let account = s.account("2027-03-01 00:00");
    let totals = account.budget().totals();
    assert_eq!((totals.expired, totals.lost_to_cap, account.budget().wallet().balance()), (50, 0, 150));
}

#[test]
fn the_cap_acts_only_at_grants_and_takes_the_lots_that_expire_soonest() {
    let mut s = story("UTC", "2026-11-01 09:00");
    s.plan("2026-11-01 09:00", renewing_on(1, plan("premium-career")));
    // 5 granted and 12 bought on the 2nd are 17, above the cap of 15, but no grant is made until December.
    s.buy("2026-11-02 10:00", 12, Expiry::Never);
    assert_eq!(s.credits("2026-11-30 12:00"), 17);
    // 1 December: 22, so 7 are lost: the 5 of November, which expire soonest, and 2 of December.
    let account = s.account("2026-12-01 00:00");
    let left: Vec<_> = account.budget().wallet().lots().map(|lot| (lot.given.date, lot.left)).collect();
    assert_eq!(left, [(date("2026-12-01"), 3), (date("2026-11-02"), 12)]);
    assert_eq!(account.budget().totals().lost_to_cap, 7);
}

#[test]
fn the_cap_of_a_plan_without_credits_takes_nothing() {
    let mut s = berlin();
    let none = changed(plan_from("basic", "2026-12-01"), |c| c.inmail_cap = Some(Some(1)));
    s.plan("2026-11-25 09:00", inquota::engine::plan::PlanRecord { keep_credits: true, ..none });
    // 5 are kept. No grant of more than 0 is made, so the cap of 1 never acts (rules 4.3).
    assert_eq!(s.credits("2027-06-01 12:00"), 5);
}

#[test]
fn an_inmail_spends_a_credit_unless_it_is_free_or_the_conversation_open() {
    let mut s = berlin();
    let charged = s.inmail("2026-11-25 10:00", "Jane");
    let free = s.free_inmail("2026-11-25 10:00", "Ana");
    s.reply("2026-11-25 11:00", "Jane");
    let open = s.inmail("2026-11-25 12:00", "Jane");
    assert_eq!(s.counted(charged).why, CostReason::CreditSpent);
    assert_eq!(s.counted(free).why, CostReason::MarkedFree);
    assert_eq!(s.counted(open).why, CostReason::ConversationOpen);
    assert_eq!(s.credits("2026-11-25 13:00"), 4);
}

#[test]
fn an_inmail_without_a_credit_is_uncovered_and_the_balance_stays_at_0() {
    let mut s = berlin();
    s.balance("2026-11-25 09:30", 1);
    s.inmail("2026-11-25 10:00", "Jane");
    let second = s.inmail("2026-11-25 10:01", "Ana");
    assert!(s.counted(second).uncovered);
    let account = s.account("2026-11-25 12:00");
    assert_eq!((account.budget().wallet().balance(), account.budget().uncovered()), (0, 1));
    // The count starts again on a renewal date.
    assert_eq!(s.account("2026-12-01 00:00").budget().uncovered(), 0);
}

#[test]
fn a_purchase_has_the_plans_life_unless_another_is_given() {
    let mut s = story("UTC", "2026-11-25 09:00");
    s.plan("2026-11-25 09:00", plan("premium-career"));
    s.buy("2026-11-26 10:00", 1, Expiry::PlanLife);
    s.buy("2026-11-26 10:00", 2, Expiry::On(date("2026-12-01")));
    s.buy("2026-11-26 10:00", 3, Expiry::Never);
    let account = s.account("2026-11-26 12:00");
    let lots: Vec<_> =
        account.budget().wallet().lots().map(|lot| (lot.left, lot.expires.map(|date| date.date))).collect();
    // 26 November and 90 days: 4 + 31 + 31 + 24 = 24 February.
    let expected =
        [(2, Some(date("2026-12-01"))), (5, Some(date("2027-02-23"))), (1, Some(date("2027-02-24"))), (3, None)];
    assert_eq!(lots, expected);
    assert_eq!(s.credits("2026-12-01 00:00"), 9);
}

#[test]
fn a_balance_adds_or_takes_credits_and_its_gap_is_an_adjustment() {
    let mut s = berlin();
    let up = s.balance("2026-11-25 10:00", 12);
    let down = s.balance("2026-11-25 11:00", 3);
    assert_eq!(s.outcome(up), Outcome::Balance { gap: 7 });
    assert_eq!(s.outcome(down), Outcome::Balance { gap: -9 });
    let november = s.statement("2026-11-01", "2026-11-30", "2026-11-25 12:00");
    assert_eq!((november.opening, november.closing, november.counts.adjusted), (0, 3, -2));
}

#[test]
fn the_statement_of_each_month_adds_up() {
    let mut s = story("UTC", "2026-11-25 09:00");
    s.plan("2026-11-25 09:00", renewing_on(1, plan("premium-career")));
    s.inmail("2026-11-25 10:00", "Jane");
    s.reply("2026-12-02 10:00", "Jane");
    s.buy("2026-12-03 10:00", 20, Expiry::On(date("2027-01-20")));
    let november = s.statement("2026-11-01", "2026-11-30", "2027-02-28 12:00");
    let december = s.statement("2026-12-01", "2026-12-31", "2027-02-28 12:00");
    let january = s.statement("2027-01-01", "2027-01-31", "2027-02-28 12:00");
    // November: 5 granted on the 1st (set-up), 1 spent.
    assert_eq!((november.opening, november.counts.granted, november.counts.charged, november.closing), (0, 5, 1, 4));
    // December: 5 granted, 1 refunded, 20 bought: 30.
    assert_eq!((december.opening, december.counts.refunded, december.counts.bought, december.closing), (4, 1, 20, 30));
    // January: 5 granted make 35; the cap of 15 takes 20, all of the bought lot, which expires soonest. The 4 left of
    // 1 November expire after 90 days (29 + 31 + 30), on 30 January.
    assert_eq!((january.opening, january.counts.lost_to_cap, january.counts.expired, january.closing), (30, 20, 4, 11));
}

#[test]
fn a_grant_belongs_to_the_period_of_its_instant_in_the_accounts_zone() {
    // Rules 4.14: the grant of 1 December UTC is at 16:00 on 30 November in Los Angeles.
    let mut s = story("America/Los_Angeles", "2026-11-10 09:00");
    s.plan("2026-11-10 09:00", plan("sales-navigator"));
    let november = s.statement("2026-11-01", "2026-11-30", "2026-12-15 12:00");
    // The grant of 1 November UTC is at 17:00 on 31 October, in summer time: it belongs to October.
    assert_eq!((november.opening, november.counts.granted, november.closing), (50, 50, 100));
    assert_eq!(s.credits("2026-11-30 15:59"), 50);
    assert_eq!(s.credits("2026-11-30 16:00"), 100);
}

#[test]
fn a_future_period_has_the_balance_of_today_and_no_grants() {
    let mut s = berlin();
    s.inmail("2026-11-25 09:30", "Jane");
    let ahead = s.statement("2026-12-01", "2026-12-31", "2026-11-25 12:00");
    assert_eq!((ahead.opening, ahead.closing, ahead.counts.granted, ahead.days.len()), (4, 4, 0, 31));
}
