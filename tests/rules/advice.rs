//! Advice follows the member's habits: the days before a nudge, the working days, the start of the week. 1 November
//! 2026 is a Sunday.

use chrono::{Weekday, WeekdaySet};
use inquota::engine::advice::comparison::{ComparedPlan, Sourcing, compare};
use inquota::engine::advice::followup::{Due, FollowUpQuery, FollowUps, Selection, follow_ups};
use inquota::engine::advice::forecast::forecast;
use inquota::engine::advice::habits::Habits;
use inquota::engine::advice::lapse::{Lapse, lapse_at, next_lapse};
use inquota::engine::advice::loss::{losses, working_days};
use inquota::engine::advice::pace::{Pace, PaceSubject, paces};
use inquota::engine::advice::reconcile::{Cause, causes, first_inmail_before_plan};
use inquota::engine::advice::rolling_pace::Rolling;
use inquota::engine::advice::stats::{Group, Grouping, Subject, stats};
use inquota::engine::advice::watch::watched;
use inquota::engine::calendar::PlanDate;
use inquota::engine::person_state::PersonState;
use inquota::engine::plan::{Cadence, PlanNumbers, PlanRecord, Window, built_in_plan};
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
    follow_ups(&s.account(as_of), &FollowUpQuery { habits, soon: 5, selection: Selection::Recent })
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

#[test]
fn a_day_has_one_nudge_at_most() {
    // Contacted on Monday the 2nd, nudged elsewhere twice on Monday the 9th, once more on the 16th.
    let mut s = berlin();
    s.message("2026-11-02 10:00", "Jane");
    let with = nudges(&s, 7, 14, "2026-11-25 09:00").list[0].thread.person;
    let done = Fact::FollowUp { with, settled: FollowUpAction::Done };
    for at in ["2026-11-09 10:00", "2026-11-09 17:00"] {
        s.add(at, done.clone());
    }
    let found = nudges(&s, 7, 14, "2026-11-15 09:00");
    assert_eq!((found.list[0].thread.nudges, found.list[0].due), (1, date("2026-11-16")));
    // A message on the day of a nudge is the same nudge, and so is a nudge on the day of a later message.
    s.message("2026-11-09 18:00", "Jane");
    s.add("2026-11-09 19:00", done.clone());
    assert_eq!(nudges(&s, 7, 14, "2026-11-15 09:00").list[0].thread.nudges, 1);
    s.add("2026-11-16 10:00", done);
    assert_eq!(nudges(&s, 7, 14, "2026-11-25 09:00").unanswered.len(), 1);
}

#[test]
fn a_nudge_is_due_on_the_members_next_working_day() {
    // Saturday, 31 October + 7 is Saturday, 7 November: Monday the 9th, but Sunday the 8th for those who work on it.
    let mut s = berlin();
    s.message("2026-10-31 10:00", "Jane");
    let due = |habits| {
        let wanted = FollowUpQuery { habits, soon: 0, selection: Selection::Recent };
        follow_ups(&s.account("2026-11-25 09:00"), &wanted).list[0].due
    };
    assert_eq!((due(Habits::default()), due(sunday_to_thursday())), (date("2026-11-09"), date("2026-11-08")));
    assert_eq!(due(Habits { working_days: WeekdaySet::EMPTY, ..Habits::default() }), date("2026-11-07"));
}

/// The pace of invitations.
fn week(s: &Story, as_of: &str) -> Option<Pace> {
    paces(&s.account(as_of), &Habits::default())
        .into_iter()
        .find(|pace| pace.window == PaceSubject::Window(Window::Week))
}

#[test]
fn a_steady_number_of_invitations_keeps_within_the_limit_at_any_time_of_day() {
    // The limit is 100. 90 on Tuesday, 24 November, 10:00; on Wednesday, 09:00, that is 45 a working day: over 100 on
    // Thursday. Until they are released, at 10:00 on Tuesday, 1 December, 10 are left for Wednesday, Thursday, Friday,
    // Monday and the early Tuesday: 2 a day.
    let mut s = berlin();
    for number in 0..90 {
        s.invite("2026-11-24 10:00", &format!("early {number}"), false);
    }
    assert_eq!(week(&s, "2026-11-24 18:00"), None, "8 of 168 hours are under 5 %");
    let found = week(&s, "2026-11-25 09:00").unwrap();
    let release = s.at("2026-12-01 10:00");
    assert_eq!(found.rolling, Some(Rolling { next_release_at: release, released: 90, per_working_day: 2 }));
    assert_eq!((found.runs_out_at, found.is_at_risk()), (Some(s.at("2026-11-26 00:00")), true));
}

#[test]
fn a_steady_sender_of_invitations_is_not_at_risk() {
    // 16 each working day at 09:00: 80 in any 168 hours from 09:00 on, and 16 x 6 = 96 in those from the evening of one
    // Monday to the morning of the next, so that 16 is the most that stays within 100.
    let mut s = berlin();
    for day in ["16", "17", "18", "19", "20", "23", "24"] {
        for number in 0..16 {
            s.invite(&format!("2026-11-{day} 09:00"), &format!("{day} {number}"), false);
        }
    }
    let found = week(&s, "2026-11-25 08:00").unwrap();
    // From Wednesday the 18th, 09:00, to Tuesday the 24th: 5 working days. The next 16 are released today at 09:00.
    assert_eq!((found.used, found.is_at_risk(), found.runs_out_at), (80, false, None));
    let rolling = found.rolling.unwrap();
    assert_eq!((rolling.next_release_at, rolling.released), (s.at("2026-11-25 09:00"), 16));
    // Wednesday: 20 are left; from Thursday, 00:00, on 64 of them count, then 48 on Friday, and 16 on Monday.
    assert_eq!(rolling.per_working_day, 16);
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
    let month = found.iter().find(|pace| pace.window == PaceSubject::Window(Window::Month)).unwrap();
    assert_eq!((month.gone, month.leads_to, month.limit), (0.2727, 22, 30));
    // Monday to Friday: 21 days, of which 5 are gone: 6 lead to 25.2.
    let found = paces(&account, &Habits::default());
    let month = found.iter().find(|pace| pace.window == PaceSubject::Window(Window::Month)).unwrap();
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
        let found = stats(
            &s.timeline(),
            (Subject::People, Some(Grouping::Weekday)),
            s.at("2026-01-01 00:00"),
            s.at("2026-11-25 09:00"),
            &habits,
        );
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
        ComparedPlan { name: name.to_owned(), numbers, is_own: false, sourcing: Sourcing::Dated }
    };
    let plans = ["free", "premium-business"].map(candidate).to_vec();
    let own = PlanNumbers::new(Cadence::Calendar, None);
    let found = compare(&s.timeline(), plans.clone(), &own, None, s.at("2026-11-25 09:00"));
    assert_eq!((found.months, found.period.from, found.sent), (2, date("2026-10-01"), [16, 12, 0]));
    let replay = |place: usize| (found.replays[place].days_stopped, found.replays[place].without_credit);
    assert_eq!((replay(0), replay(1), found.smallest), ((2, 7), (0, 0), Some(1)));
    // November alone has no records.
    let found = compare(&s.timeline(), plans, &own, Some(1), s.at("2026-11-25 09:00"));
    assert_eq!((found.sent, found.smallest), ([0, 0, 0], Some(0)));
}

#[test]
fn only_a_plan_with_dated_sources_is_recommended() {
    // One InMail: free and premium-business both serve, and free is smaller.
    let mut s = berlin();
    s.inmail("2026-11-06 10:00", "Jane");
    let candidate = |name: &str, sourcing| {
        let numbers = built_in_plan(name).unwrap().numbers.clone();
        ComparedPlan { name: name.to_owned(), numbers, is_own: false, sourcing }
    };
    let smallest = |sourcing| {
        let plans = vec![candidate("free", sourcing), candidate("premium-business", Sourcing::Dated)];
        compare(&s.timeline(), plans, &PlanNumbers::new(Cadence::Calendar, None), None, s.at("2026-11-25 09:00"))
            .smallest
    };
    assert_eq!(smallest(Sourcing::Dated), Some(0));
    assert_eq!(smallest(Sourcing::Guide), Some(1));
    assert_eq!(smallest(Sourcing::Undated), Some(1));
}

#[test]
fn the_next_lapse_is_what_a_change_ahead_takes_if_nothing_is_sent() {
    // 5 of November and 5 of December lapse as premium starts on 5 December; its own 25, and 25 more of 1 January, lapse
    // as basic starts on 10 January.
    let mut s = berlin();
    s.plan("2026-11-25 09:00", plan_from("premium", "2026-12-05"));
    s.plan("2026-11-25 09:01", plan_from("basic", "2027-01-10"));
    let next = |as_of: &str| next_lapse(s.account(as_of).budget());
    let lapse = |on: &str, credits, plan: &str| {
        Some(Lapse { on: PlanDate::start(date(on), chrono_tz::Europe::Berlin), credits, plan: plan.to_owned() })
    };
    assert_eq!(next("2026-11-25 10:00"), lapse("2026-12-05", 10, "premium"));
    assert_eq!(next("2026-12-05 00:00"), lapse("2027-01-10", 50, "basic"));
    assert_eq!(next("2027-01-10 00:00"), None);
    let (timeline, mut without) = (s.timeline(), berlin());
    without.plan("2026-11-25 09:01", plan_from("basic", "2027-01-10"));
    let before = without.timeline();
    assert_eq!(lapse_at(&before, &timeline, timeline.plan_start(0).unwrap()), lapse("2026-12-05", 10, "premium"));
    assert_eq!(timeline.schedule().end_of(timeline.plan_start(0).unwrap()).unwrap().record.name, "basic");
    assert_eq!(timeline.schedule().end_of(timeline.plan_start(1).unwrap()), None);
}

#[test]
fn kept_credits_are_no_lapse_ahead() {
    let mut s = berlin();
    s.plan("2026-11-25 09:00", PlanRecord { keep_credits: true, ..plan_from("basic", "2026-12-05") });
    assert_eq!(next_lapse(s.account("2026-11-25 10:00").budget()), None);
}

#[test]
fn credits_may_have_rolled_over_from_before_the_first_plan() {
    let found = |s: &Story, at: &str| {
        causes(&s.timeline(), s.at(at), 4).into_iter().map(|likely| likely.cause).collect::<Vec<_>>()
    };
    // Free: its credits last for ever.
    let mut s = berlin();
    s.inmail("2026-08-03 10:00", "Jane");
    assert_eq!(found(&s, "2026-11-25 10:00"), [Cause::RolledOver, Cause::PurchaseNotLogged]);
    assert_eq!(first_inmail_before_plan(&s.timeline()), Some(date("2026-08-03")));
    // Once the balance was set, what rolled over is in it.
    s.balance("2026-11-25 11:00", 9);
    assert_eq!(found(&s, "2026-11-25 12:00"), [Cause::PurchaseNotLogged]);
    // Premium Career: credits of before 1 September last until 30 November at the most (29 + 31 + 30 = 90 days).
    let mut s = story("UTC", "2026-09-01 09:00");
    s.plan("2026-09-01 09:00", plan_from("premium-career", "2026-09-01"));
    // On that day, the 5 of 1 September expire here.
    assert_eq!(found(&s, "2026-11-29 10:00"), [Cause::RolledOver, Cause::PurchaseNotLogged]);
    assert_eq!(found(&s, "2026-11-30 10:00"), [Cause::LostHereOnly, Cause::PurchaseNotLogged]);
    assert_eq!(first_inmail_before_plan(&s.timeline()), None);
    // Basic gives no credits.
    let mut s = story("UTC", "2026-09-01 09:00");
    s.plan("2026-09-01 09:00", plan_from("basic", "2026-09-01"));
    assert!(!found(&s, "2026-09-02 10:00").contains(&Cause::RolledOver));
}
