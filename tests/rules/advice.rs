//! Advice follows the member's habits: the days before a nudge, the working days, the start of the week. 1 November
//! 2026 is a Sunday.

use chrono::{Weekday, WeekdaySet};
use inquota::engine::advice::comparison::{ComparedPlan, compare};
use inquota::engine::advice::followup::{Due, FollowUpQuery, FollowUps, follow_ups};
use inquota::engine::advice::forecast::forecast;
use inquota::engine::advice::habits::Habits;
use inquota::engine::advice::loss::{losses, working_days};
use inquota::engine::advice::pace::{PaceSubject, paces};
use inquota::engine::advice::reconcile::{Cause, causes};
use inquota::engine::advice::stats::{Group, Grouping, stats};
use inquota::engine::advice::watch::watched;
use inquota::engine::person_state::PersonState;
use inquota::engine::plan::built_in_plan;
use inquota::engine::record::{Fact, FollowUpAction};
use inquota::engine::status::account_status;

use crate::story::{Story, berlin, date, plan_from, story};

/// Sunday to Thursday.
fn sunday_to_thursday() -> Habits {
    use Weekday::{Mon, Sun, Thu, Tue, Wed};
    let working_days = WeekdaySet::from_array([Sun, Mon, Tue, Wed, Thu]);
    Habits { working_days, week_start: Sun, ..Habits::default() }
}

fn nudges(s: &Story, first: u32, last: u32, as_of: &str) -> FollowUps {
    let habits = Habits { first_nudge_days: first, last_nudge_days: last, ..Habits::default() };
    follow_ups(&s.account(as_of), &FollowUpQuery { habits, soon: 5, cold: false })
}

#[test]
fn nudges_are_due_after_the_members_own_days() {
    // The first nudge is due after 3 days, on the 5th. It is sent on the 6th, and the last is due 10 - 3 = 7 days
    // later, on the 13th.
    let mut s = berlin();
    s.message("2026-11-02 10:00", "Jane");
    let due = |s: &Story, as_of| nudges(s, 3, 10, as_of).list.first().map(|item| (item.due, item.when));
    assert_eq!(due(&s, "2026-11-04 12:00"), Some((date("2026-11-05"), Due::Coming)));
    assert_eq!(due(&s, "2026-11-05 12:00"), Some((date("2026-11-05"), Due::Today)));
    s.message("2026-11-06 10:00", "Jane");
    assert_eq!(due(&s, "2026-11-14 12:00"), Some((date("2026-11-13"), Due::Overdue)));
    s.message("2026-11-14 10:00", "Jane");
    let after = nudges(&s, 3, 10, "2026-11-30 12:00");
    assert_eq!((after.list.len(), after.unanswered.len()), (0, 1));
}

#[test]
fn a_late_response_ends_a_follow_up_closed_as_unanswered() {
    let mut s = berlin();
    for day in ["02", "09", "16"] {
        s.message(&format!("2026-11-{day} 10:00"), "Jane");
    }
    assert_eq!(nudges(&s, 7, 14, "2026-11-20 12:00").unanswered.len(), 1);
    s.reply("2026-11-21 10:00", "Jane");
    assert_eq!(nudges(&s, 7, 14, "2026-11-25 09:00"), FollowUps::default());
}

#[test]
fn a_settled_follow_up_uses_no_quota() {
    let mut s = berlin();
    s.message("2026-11-02 10:00", "Jane");
    let figures = |s: &Story| {
        let account = s.account("2026-11-25 09:00");
        (
            account_status(&account),
            account.budget().totals().clone(),
            account.people().map(|(id, state)| (id, PersonState { thread: None, ..state.clone() })).collect::<Vec<_>>(),
        )
    };
    let before = figures(&s);
    let with = nudges(&s, 7, 14, "2026-11-25 09:00").list[0].thread.person;
    s.add("2026-11-20 10:00", Fact::FollowUp { with, settled: FollowUpAction::Done });
    assert_eq!(figures(&s), before);
    // The next nudge is due 7 days later, on the 27th.
    assert_eq!(nudges(&s, 7, 14, "2026-11-25 09:00").list[0].due, date("2026-11-27"));
}

/// Premium Career from 12 June: the lot of 12 September, 5 credits, expires with the start of 11 December.
fn career() -> Story {
    let mut s = berlin();
    s.plan("2026-11-25 09:00", plan_from("premium-career", "2026-06-12"));
    s
}

#[test]
fn losses_are_spread_over_the_members_working_days() {
    // From Friday, 4 December to Thursday, the 10th, there are 5 working days from Monday to Friday, 5 from Sunday to
    // Thursday, and 1 if only Thursdays count.
    let s = career();
    let account = s.account("2026-12-04 09:00");
    let rate = |habits: Habits| losses(account.budget(), &habits, 14)[0].per_working_day;
    assert_eq!((rate(Habits::default()), rate(sunday_to_thursday())), (Some(1), Some(1)));
    let thursdays = Habits { working_days: WeekdaySet::single(Weekday::Thu), ..Habits::default() };
    assert_eq!(rate(thursdays), Some(5));
    assert_eq!(rate(Habits { working_days: WeekdaySet::EMPTY, ..Habits::default() }), None);
    let (from, to) = (s.at("2026-11-06 09:00"), s.at("2026-11-09 00:00"));
    let zone = chrono_tz::Europe::Berlin;
    assert_eq!(working_days(from, to, &Habits::default(), zone), 1);
    assert_eq!(working_days(from, to, &sunday_to_thursday(), zone), 1);
}

#[test]
fn the_pace_is_measured_in_the_members_working_days() {
    // Sunday to Thursday in November: 1 to 5, 8 to 12, 15 to 19, 22 to 26, 29 and 30: 22 days. By the end of Sunday,
    // the 8th, 6 of them are gone; 6 people lead to 22.
    let mut s = berlin();
    s.messages("2026-11-03 10:00", 6);
    let account = s.account("2026-11-09 00:00");
    let found = paces(&account, &sunday_to_thursday());
    let month = found.iter().find(|pace| pace.window == PaceSubject::Month).unwrap();
    assert_eq!((month.gone, month.leads_to, month.limit), (0.2727, 22, 30));
    // Monday to Friday: 21 days, of which 5 are gone: 6 lead to 25.2.
    let found = paces(&account, &Habits::default());
    let month = found.iter().find(|pace| pace.window == PaceSubject::Month).unwrap();
    assert_eq!((month.gone, month.leads_to), (0.2381, 25));
}

#[test]
fn a_forecast_spends_credits_on_the_members_working_days() {
    // 5 spent on Tuesday the 24th, in the five working days since Thursday the 19th: 19, 22, 23, 24 and 25.
    let mut s = berlin();
    for name in ["a", "b", "c", "d", "e"] {
        s.inmail("2026-11-24 10:00", name);
    }
    let as_of = s.at("2026-11-25 09:00");
    let ahead = forecast(&s.timeline(), date("2026-11-30"), as_of, &sunday_to_thursday());
    assert_eq!((ahead.rate.spent, ahead.rate.working_days, ahead.rate.since), (5, 5, date("2026-11-19")));
    // At one a working day and with none left, a credit is missing on Thursday, Sunday and Monday.
    let short: Vec<u64> = ahead.days.iter().map(|day| day.short).collect();
    assert_eq!(short, [0, 1, 0, 0, 1, 1]);
}

#[test]
fn a_forecast_leaves_out_a_date_that_the_zone_skipped() {
    // Samoa went from Thursday, 29 December 2011, to Saturday the 31st. A plan from the 30th starts at the first
    // instant of the 31st (rules 1.6): the 5 credits of the plan before it lapse, and it gives its own 5. The Friday
    // that was skipped is not a working day.
    let mut s = story("Pacific/Apia", "2011-12-28 09:00");
    s.plan("2011-12-28 09:00", plan_from("premium-career", "2011-12-30"));
    let as_of = s.at("2011-12-28 09:00");
    let ahead = |until| forecast(&s.timeline(), date(until), as_of, &Habits::default()).days;
    let rows = |until| ahead(until).iter().map(|day| (day.date, day.lapsed, day.granted)).collect::<Vec<_>>();
    let before = [(date("2011-12-28"), 0, 0), (date("2011-12-29"), 0, 0)];
    assert_eq!(rows("2011-12-30"), before);
    assert_eq!(rows("2011-12-31"), [before.as_slice(), &[(date("2011-12-31"), 5, 5)]].concat());
    let (from, to) = (s.at("2011-12-28 09:00"), s.at("2012-01-03 00:00"));
    // Wednesday, Thursday and, in the new year, Monday.
    assert_eq!(working_days(from, to, &Habits::default(), "Pacific/Apia".parse().unwrap()), 3);
}

#[test]
fn weekdays_are_sorted_by_the_members_start_of_the_week() {
    let mut s = berlin();
    s.message("2026-11-01 10:00", "Sunday");
    s.message("2026-11-02 10:00", "Monday");
    let groups = |habits: Habits| {
        let found =
            stats(&s.timeline(), Some(Grouping::Weekday), s.at("2026-01-01 00:00"), s.at("2026-11-25 09:00"), &habits);
        found.rows.into_iter().map(|row| row.group).collect::<Vec<_>>()
    };
    assert_eq!(groups(Habits::default()), [Group::Weekday(0, 0), Group::Weekday(6, 6)]);
    assert_eq!(groups(sunday_to_thursday()), [Group::Weekday(0, 6), Group::Weekday(1, 0)]);
}

#[test]
fn a_future_plan_without_refunds_ends_the_watch() {
    let mut s = career();
    s.inmail("2026-11-20 10:00", "Jane");
    let found = watched(&s.account("2026-11-25 09:00"));
    assert_eq!(found[0].last_day, date("2027-02-18"));
    s.plan("2026-11-25 09:00", plan_from("free", "2026-12-01"));
    let found = watched(&s.account("2026-11-25 09:00"));
    assert_eq!((found[0].last_day, found[0].lapses.at), (date("2026-11-30"), s.at("2026-12-01 00:00")));
}

#[test]
fn the_causes_of_a_gap_are_records_since_the_balance_was_last_set() {
    let mut s = career();
    s.inmail("2026-11-20 10:00", "Jane");
    s.balance("2026-11-21 10:00", 14);
    s.free_inmail("2026-11-22 10:00", "Ravi");
    let at = s.at("2026-11-25 09:00");
    let of = |gap| {
        causes(&s.timeline(), at, gap).into_iter().map(|likely| (likely.cause, likely.credits)).collect::<Vec<_>>()
    };
    assert_eq!(of(1), [(Cause::AnswerNotLogged, Some(1)), (Cause::PurchaseNotLogged, None)]);
    assert_eq!(of(-1), [(Cause::InMailNotLogged, None), (Cause::ChargedLoggedAsFree, Some(1))]);
    assert_eq!(of(0), []);
}

#[test]
fn plans_are_replayed_from_the_1st_of_the_first_month() {
    // For free, 16 people in one day are one too many, and 12 InMails are seven too many.
    let mut s = berlin();
    s.messages("2026-10-05 10:00", 16);
    for number in 0..12 {
        s.inmail("2026-10-06 10:00", &format!("InMail {number}"));
    }
    let candidate = |name: &str| {
        let numbers = built_in_plan(name).unwrap().numbers.clone();
        ComparedPlan { name: name.to_owned(), numbers, is_own: false }
    };
    let plans = ["free", "premium-business"].map(candidate).to_vec();
    let found = compare(&s.timeline(), plans.clone(), None, s.at("2026-11-25 09:00"));
    assert_eq!((found.months, found.period.from, found.sent), (2, date("2026-10-01"), [16, 12, 0]));
    let replay = |place: usize| (found.replays[place].days_stopped, found.replays[place].without_credit);
    assert_eq!((replay(0), replay(1), found.smallest), ((2, 7), (0, 0), Some(1)));
    // November alone has no records.
    let found = compare(&s.timeline(), plans, Some(1), s.at("2026-11-25 09:00"));
    assert_eq!((found.sent, found.smallest), ([0, 0, 0], Some(0)));
}
