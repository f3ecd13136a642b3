//! Rules 4.3, 4.10 to 4.13: plan changes, set-up, and their order at one instant.

use super::story::{Story, berlin, changed, date, plan, plan_from, renewing_on, story};
use inquota::engine::calendar::start_of;
use inquota::engine::outcome::CostReason;
use inquota::engine::plan::{Limit, PlanChanges, PlanRecord, PlanStartKind};
use inquota::engine::record::Expiry;
use inquota::engine::set_up::{InitialPlanUse, initial_plan_use};
use inquota::engine::status::account_status;

/// `free` as set-up: it gives its monthly credits, so it is no change of limits.
fn free_as_set_up() -> PlanRecord {
    changed(plan("free"), |c| c.inmail_monthly = Some(5))
}

/// Whether the record at a place was taken for set-up or a change, and its start.
fn taken_for(s: &super::story::Story, place: usize) -> (PlanStartKind, chrono::NaiveDate) {
    let timeline = s.timeline();
    let start = timeline.plan_start(place).unwrap();
    (start.taken_for, start.date)
}

#[test]
fn a_new_ledger_is_on_free_since_the_1st_of_its_month() {
    let s = berlin();
    let now = account_status(&s.account("2026-11-25 09:00"));
    assert_eq!((now.plan.name.as_str(), now.plan.start_date.date, now.balance), ("free", date("2026-11-01"), 5));
    let grant = now.next_grant.unwrap();
    assert_eq!((grant.on.date, grant.credits), (date("2026-12-01"), 5));
    // Before that, the first grant is the next one.
    let before = account_status(&s.account("2026-10-10 09:00"));
    assert_eq!((before.balance, before.next_grant.unwrap().on.date), (0, date("2026-11-01")));
}

#[test]
fn set_up_starts_with_the_grant_period_in_progress() {
    for (record, since) in [
        (plan("premium"), "2026-11-01"),
        (plan("sales-navigator"), "2026-11-01"),
        (renewing_on(12, plan("premium-career")), "2026-11-12"),
        (renewing_on(25, plan("premium-career")), "2026-11-25"),
        (renewing_on(26, plan("premium-career")), "2026-10-26"),
        (renewing_on(31, plan("premium-career")), "2026-10-31"),
        (plan("premium-career"), "2026-11-25"),
    ] {
        let mut s = berlin();
        let monthly = u64::from(record.own.inmail_monthly);
        s.plan("2026-11-25 10:00", record);
        assert_eq!(taken_for(&s, 0), (PlanStartKind::SetUp, date(since)));
        // The initial plan is replaced: its 5 credits do not exist.
        assert_eq!(s.account("2026-11-25 10:00").budget().totals().granted, monthly);
    }
}

#[test]
fn set_up_is_possible_for_30_days_and_only_without_a_date() {
    let taken = |at: &str, record: PlanRecord| {
        let mut s = berlin();
        s.plan(at, record);
        taken_for(&s, 0)
    };
    // 25 November and 30 days is 25 December.
    assert_eq!(taken("2026-12-25 23:59", plan("premium")).0, PlanStartKind::SetUp);
    assert_eq!(taken("2026-12-26 00:00", plan("premium")), (PlanStartKind::Change, date("2026-12-26")));
    let dated = plan_from("premium", "2026-11-20");
    assert_eq!(taken("2026-11-25 10:00", dated), (PlanStartKind::Change, date("2026-11-20")));
}

#[test]
fn undo_of_the_first_plan_makes_the_second_the_first() {
    let mut s = berlin();
    let first = s.plan("2026-11-25 10:00", plan("premium"));
    s.plan("2026-11-25 11:00", plan("premium-business"));
    assert_eq!(taken_for(&s, 1), (PlanStartKind::Change, date("2026-11-25")));
    s.void(first);
    assert_eq!(taken_for(&s, 1), (PlanStartKind::SetUp, date("2026-11-25")));
}

#[test]
fn a_change_of_plan_lapses_the_credits_left_and_makes_a_grant() {
    let mut s = berlin();
    s.plan("2026-11-25 09:00", free_as_set_up());
    s.inmail("2026-11-25 10:00", "Jane");
    s.plan("2026-11-26 10:00", plan("premium-business"));
    let account = s.account("2026-11-26 10:00");
    let totals = account.budget().totals();
    // 5 granted and 1 spent leave 4, which lapse; the new plan gives 15.
    assert_eq!((totals.lapsed, totals.granted, account.budget().wallet().balance()), (4, 20, 15));
    // The renewal day is the day of the change.
    assert_eq!(account.budget().plan().renewal_day.number(), 26);
    assert_eq!(s.credits("2026-12-26 00:00"), 30);
}

#[test]
fn kept_credits_do_not_lapse() {
    let mut s = berlin();
    s.plan("2026-11-25 09:00", free_as_set_up());
    s.plan("2026-11-26 10:00", PlanRecord { keep_credits: true, ..plan("premium-business") });
    assert_eq!(s.credits("2026-11-26 10:00"), 20);
}

#[test]
fn a_change_of_numbers_lapses_and_grants_nothing_and_keeps_the_other_numbers() {
    let mut s = berlin();
    let set_up = |c: &mut PlanChanges| {
        c.inmail_monthly = Some(5);
        c.daily = Some(Some(Limit::enforced(20)));
    };
    s.plan("2026-11-25 09:00", changed(plan("free"), set_up));
    s.plan("2026-11-26 10:00", changed(plan("free"), |c| c.inmail_monthly = Some(9)));
    let account = s.account("2026-11-26 10:00");
    assert_eq!(account.budget().wallet().balance(), 5);
    assert_eq!(account.budget().plan().numbers.daily, Some(Limit::enforced(20)));
    assert_eq!(account.budget().plan().start_date.date, date("2026-11-01"));
    assert_eq!(s.credits("2026-12-01 00:00"), 14);
}

#[test]
fn a_change_of_numbers_on_a_renewal_date_applies_to_its_grant() {
    let mut s = berlin();
    s.plan("2026-11-25 09:00", changed(plan_from("free", "2026-12-01"), |c| c.inmail_monthly = Some(9)));
    assert_eq!(s.credits("2026-11-30 23:59"), 5);
    assert_eq!(s.credits("2026-12-01 00:00"), 14);
}

#[test]
fn a_plan_makes_no_grant_at_the_instant_when_another_replaces_it() {
    let mut s = berlin();
    s.plan("2026-11-25 09:00", plan_from("premium", "2026-12-01"));
    let account = s.account("2026-12-01 00:00");
    let totals = account.budget().totals();
    // The 5 of November lapse, and only the new plan makes a grant on 1 December, of 25.
    assert_eq!((totals.granted, totals.lapsed, account.budget().wallet().balance()), (30, 5, 25));
}

#[test]
fn a_plan_recorded_at_the_start_of_a_renewal_date_makes_the_only_grant() {
    let mut s = berlin();
    s.plan("2026-11-25 09:00", free_as_set_up());
    s.plan("2026-12-01 00:00", plan("premium"));
    let account = s.account("2026-12-01 00:00");
    assert_eq!((account.budget().totals().granted, account.budget().wallet().balance()), (30, 25));
}

#[test]
fn a_plan_replaced_and_restored_on_one_date_has_not_changed() {
    let mut s = berlin();
    s.plan("2026-11-25 09:00", plan_from("premium", "2026-12-01"));
    s.plan("2026-11-25 09:01", plan_from("free", "2026-12-01"));
    let account = s.account("2026-12-01 00:00");
    assert_eq!((account.budget().wallet().balance(), account.budget().totals().lapsed), (10, 0));
    assert_eq!(account.budget().plan().start_date.date, date("2026-11-01"));
}

#[test]
fn of_plans_that_start_on_one_date_only_the_last_makes_a_grant() {
    let mut s = berlin();
    s.plan("2026-11-25 09:00", plan_from("premium", "2026-12-01"));
    s.plan("2026-11-25 09:01", plan_from("premium-business", "2026-12-01"));
    let account = s.account("2026-12-01 00:00");
    assert_eq!((account.budget().plan().name.as_str(), account.budget().totals().granted), ("premium-business", 20));
}

#[test]
fn a_plan_from_the_day_of_the_creation_or_before_replaces_the_initial_plan() {
    // Created on 25 November. Up to that day, the initial plan never was: 25 of premium alone. From the 26th, the 5 of
    // free lapse.
    for (from, granted, lapsed) in [("2026-11-01", 25, 0), ("2026-11-25", 25, 0), ("2026-11-26", 30, 5)] {
        let mut s = berlin();
        s.plan("2026-11-27 09:00", plan_from("premium", from));
        let totals = s.account("2026-11-27 09:00").budget().totals().clone();
        assert_eq!((totals.granted, totals.lapsed), (granted, lapsed), "{from}");
    }
    // The day is that of the account's zone. 25 November, 20:00 in Los Angeles is the 26th in UTC.
    for (from, granted) in [("2026-11-25", 50), ("2026-11-26", 55)] {
        let mut s = story("America/Los_Angeles", "2026-11-25 20:00");
        s.plan("2026-11-27 09:00", plan_from("sales-navigator", from));
        assert_eq!(s.account("2026-11-27 09:00").budget().totals().granted, granted, "{from}");
    }
}

#[test]
fn a_change_of_the_limits_of_the_initial_plan_is_no_set_up() {
    let daily = |count| changed(plan("free"), |c| c.daily = Some(Some(Limit::enforced(count))));
    let limit = |s: &Story, at| s.account(at).budget().plan().numbers.daily;
    let mut s = berlin();
    s.plan("2026-11-25 10:00", daily(20));
    s.plan("2026-11-26 10:00", daily(22));
    assert_eq!(taken_for(&s, 0), (PlanStartKind::Change, date("2026-11-25")));
    assert_eq!(limit(&s, "2026-11-25 09:59"), Some(Limit::enforced(15)));
    assert_eq!(limit(&s, "2026-11-25 10:00"), Some(Limit::enforced(20)));
    assert_eq!(limit(&s, "2026-11-26 10:00"), Some(Limit::enforced(22)));
    // Neither lapses or grants anything, and set-up replaces both: 25 of premium alone.
    assert_eq!(s.credits("2026-11-26 10:00"), 5);
    s.plan("2026-11-27 10:00", plan("premium"));
    assert_eq!(taken_for(&s, 2), (PlanStartKind::SetUp, date("2026-11-01")));
    assert_eq!(s.account("2026-11-27 10:00").budget().totals().granted, 25);
    assert_eq!(limit(&s, "2026-11-26 10:00"), Some(Limit::enforced(40)));
    assert!(s.timeline().plan_start(0).is_none());
}

#[test]
fn a_change_of_limits_counts_nowhere_without_the_initial_plan() {
    let daily = changed(plan("free"), |c| c.daily = Some(Some(Limit::enforced(20))));
    // Premium ends the initial plan on 26 November: a change on the 25th counts, one on the 27th does not.
    for (at, counts) in [("2026-11-25 10:00", true), ("2026-11-27 10:00", false)] {
        let mut s = berlin();
        s.plan(at, daily.clone());
        s.plan("2026-11-28 10:00", plan_from("premium", "2026-11-26"));
        assert_eq!(s.timeline().plan_start(0).is_some(), counts, "{at}");
        assert_eq!(s.account("2026-11-28 10:00").budget().plan().name, "premium");
    }
    // From the day of the creation, the initial plan never was; and before 1 November, it had not begun.
    let mut s = berlin();
    s.plan("2026-11-27 10:00", daily.clone());
    s.plan("2026-11-28 10:00", plan_from("premium", "2026-11-25"));
    assert!(s.timeline().plan_start(0).is_none());
    let mut s = berlin();
    s.plan("2026-10-20 10:00", daily);
    assert!(s.timeline().plan_start(0).is_none());
}

#[test]
fn what_counts_under_the_initial_plan_is_counted_before_set_up() {
    let mut s = berlin();
    // Before the initial plan: history anyway. Free, or of an open conversation: needs no credit.
    s.inmail("2026-10-20 10:00", "Jane");
    s.buy("2026-10-21 10:00", 3, Expiry::PlanLife);
    s.free_inmail("2026-11-20 10:00", "Ravi");
    s.inmail("2026-11-21 10:00", "Mia");
    s.buy("2026-11-22 10:00", 3, Expiry::PlanLife);
    s.balance("2026-11-23 10:00", 0);
    // Uncovered, it needed a credit too.
    s.inmail("2026-11-24 10:00", "Ola");
    let used = initial_plan_use(&s.timeline(), start_of(date("2026-11-25"), s.timeline().zone()));
    assert_eq!(used, InitialPlanUse { inmails: 2, purchases: 1, balances: 1 });
    let used = initial_plan_use(&s.timeline(), start_of(date("2026-11-21"), s.timeline().zone()));
    assert!(used.is_empty());
}

#[test]
fn an_inmail_before_the_first_plan_is_free() {
    let mut s = berlin();
    let sent = s.inmail("2026-10-10 10:00", "Jane");
    assert_eq!(s.counted(sent).why, CostReason::BeforeFirstPlan);
    let october = s.statement("2026-10-01", "2026-10-31", "2026-11-25 09:00");
    assert_eq!((october.counts.free, october.counts.uncovered, october.counts.charged), (1, 0, 0));
}

#[test]
fn lots_from_before_the_first_plan_have_its_life_and_do_not_lapse() {
    let mut s = story("UTC", "2026-11-25 09:00");
    s.buy("2026-11-20 10:00", 3, Expiry::PlanLife);
    s.plan("2026-11-25 09:00", plan("premium-career"));
    let account = s.account("2026-11-25 10:00");
    let lots: Vec<_> =
        account.budget().wallet().lots().map(|lot| (lot.left, lot.expires.map(|date| date.date))).collect();
    // 20 November and 90 days: 10 + 31 + 31 = 72 to 31 January, 18 more to 18 February.
    assert_eq!(lots, [(3, Some(date("2027-02-18"))), (5, Some(date("2027-02-23")))]);
}

#[test]
fn a_new_renewal_day_applies_from_the_next_date_on() {
    let mut s = story("UTC", "2026-11-25 09:00");
    s.plan("2026-11-25 09:00", renewing_on(10, plan_from("recruiter-lite", "2026-11-10")));
    // On 5 December at noon, the renewal day becomes the 5th. That date started with the renewal day 10, so the next is
    // in January.
    s.plan("2026-12-05 12:00", renewing_on(5, plan("recruiter-lite")));
    let granted = |at: &str| s.account(at).budget().totals().granted;
    // 30 on 10 November, before the ledger was created: the initial plan never was.
    assert_eq!(granted("2026-12-31 23:59"), 30);
    assert_eq!(granted("2027-01-05 00:00"), 60);
    assert_eq!(granted("2027-01-31 23:59"), 60);
}

#[test]
fn a_plan_with_its_own_zone_starts_with_the_date_there() {
    // 1 December in UTC begins at 16:00 on 30 November in Los Angeles.
    let mut s = story("America/Los_Angeles", "2026-11-10 09:00");
    s.plan("2026-11-10 09:00", plan_from("sales-navigator", "2026-12-01"));
    assert_eq!(s.account("2026-11-30 15:59").budget().plan().name, "free");
    let account = s.account("2026-11-30 16:00");
    assert_eq!((account.budget().plan().name.as_str(), account.budget().wallet().balance()), ("sales-navigator", 50));
}
