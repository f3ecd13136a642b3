//! The advice agrees with what the fold would do, for random ledgers.

use std::collections::BTreeSet;

use chrono::{NaiveDate, Weekday};
use inquota::engine::advice::comparison::{ComparedPlan, Sourcing, compare};
use inquota::engine::advice::followup::{Due, FollowUpQuery, FollowUps, Selection, follow_ups};
use inquota::engine::advice::forecast::{CreditChange, forecast};
use inquota::engine::advice::habits::Habits;
use inquota::engine::advice::loss::losses;
use inquota::engine::advice::stats::{Grouping, Subject, stats};
use inquota::engine::advice::upcoming::upcoming;
use inquota::engine::advice::watch::watched;
use inquota::engine::calendar::{Instant, date_of, end_of, start_of};
use inquota::engine::outcome::Outcome;
use inquota::engine::plan::{Cadence, PlanNumbers, built_in_plan};
use inquota::engine::record::{Answer, Fact};
use inquota::engine::statement::{Period, statement};
use inquota::engine::usage::Availability;
use inquota::engine::verdict::{Warning, verdict};
use proptest::prelude::*;

use crate::cases;
use crate::history::{everybody, histories, moment};
use crate::model::dates::plus_days;

proptest! {
    #![proptest_config(cases(1))]

    /// The watch lists exactly the people whose answer would give a credit back, until the last second.
    #[test]
    fn an_answer_by_a_watched_person_gives_a_credit_back_until_it_lapses(history in histories(), when in moment()) {
        let (timeline, as_of) = (history.timeline(), history.instant(&when));
        let account = timeline.account_at(as_of);
        let watched = watched(&account);
        let answers_at = |person, at| {
            let mut account = account.clone();
            let fact = Fact::Response { from: person, answer: Answer::Declined };
            let place = timeline.records().len();
            matches!(account.apply(at, place, &fact, Some(person)), Outcome::Response { credits_returned: 1, .. })
        };
        for person in everybody().map(|person| timeline.book().resolve(person)) {
            let found = watched.iter().find(|watched| watched.person == person);
            prop_assert_eq!(found.is_some(), answers_at(person, as_of));
            if let Some(found) = found {
                prop_assert!(answers_at(person, found.lapses.at.just_before()), "just before {}", found.lapses.at);
                prop_assert!(!answers_at(person, found.lapses.at), "from {} on", found.lapses.at);
            }
        }
        prop_assert!(watched.is_sorted_by_key(|watched| watched.lapses.at));
    }

    /// The losses are the credits that the calendar takes.
    #[test]
    fn losses_are_the_credits_that_the_calendar_takes(history in histories(), when in moment(), days in 0..200_u32) {
        let (timeline, as_of) = (history.timeline(), history.instant(&when));
        let account = timeline.account_at(as_of);
        let budget = account.budget();
        let found = losses(budget, &Habits::default(), days);
        let mut later = budget.clone();
        let zone = budget.inmail_zone();
        let horizon = start_of(plus_days(date_of(as_of, zone), days), zone);
        later.advance_through(horizon.max(as_of));
        let lost = later.totals().since(budget.totals());
        let sum = |part: fn(&inquota::engine::advice::loss::Loss) -> u64| found.iter().map(part).sum::<u64>();
        if days > 0 {
            prop_assert_eq!(sum(|loss| loss.expiring), lost.expired);
            prop_assert_eq!(sum(|loss| loss.over_cap), lost.lost_to_cap);
            prop_assert_eq!(sum(|loss| loss.lapsing), lost.lapsed);
        }
        prop_assert!(found.iter().all(|loss| loss.credits() > 0 && loss.on.at > as_of));
    }

    /// A calendar has what the calendar gives and takes in its days, and after these only what is certain.
    #[test]
    fn a_calendar_has_the_changes_of_its_days_and_what_is_certain(history in histories(), when in moment(), days in 0..200_u32) {
        let (timeline, as_of) = (history.timeline(), history.instant(&when));
        let budget = timeline.account_at(as_of).budget().clone();
        let horizon = end_of(plus_days(budget.today(), days), budget.zone());
        let found = upcoming(&timeline, as_of, days);
        let mut later = budget.clone();
        later.advance_through(horizon);
        let counts = later.totals().since(budget.totals());
        let (near, far): (Vec<CreditChange>, Vec<CreditChange>) = found.credits.iter().partition(|change| change.on.at <= horizon);
        let sum = |changes: &[CreditChange], part: fn(&CreditChange) -> u64| changes.iter().map(part).sum::<u64>();
        prop_assert_eq!(sum(&near, |change| change.granted), counts.granted);
        prop_assert_eq!(sum(&near, |change| change.expired), counts.expired);
        prop_assert_eq!(sum(&near, |change| change.lost_to_cap), counts.lost_to_cap);
        prop_assert_eq!(sum(&near, |change| change.lapsed), counts.lapsed);
        prop_assert!(sum(&far, |change| change.granted + change.lost_to_cap) == 0);
        // Credits held now are lost once.
        prop_assert!(sum(&far, |change| change.expired) <= budget.wallet().balance());
        let ahead: BTreeSet<Instant> =
            timeline.schedule().starts().iter().map(|start| start.at).filter(|at| *at > as_of).collect();
        prop_assert_eq!(found.plans.iter().map(|plan| plan.on.at).collect::<Vec<_>>(), ahead.into_iter().collect::<Vec<_>>());
        for plan in &found.plans {
            let account = timeline.account_at(plan.on.at);
            prop_assert_eq!(&plan.after.numbers, &account.budget().plan().numbers);
        }
    }

    /// A forecast adds up day by day; if nothing is spent, it is the same as the report for that day.
    #[test]
    fn a_forecast_adds_up(history in histories(), when in moment(), days in 0..120_u32) {
        let (timeline, as_of) = (history.timeline(), history.instant(&when));
        let zone = timeline.zone();
        let until = plus_days(date_of(as_of, zone), days);
        let ahead = forecast(&timeline, until, as_of, &Habits::default());
        let (mut balance, mut idle) = (ahead.opening, timeline.account_at(as_of).budget().clone());
        for day in &ahead.days {
            balance = balance + day.granted - day.spent - day.lost();
            prop_assert_eq!(balance, day.balance, "{:?}", day);
            prop_assert!(day.short == 0 || day.balance == 0 || day.granted > 0, "{:?}", day);
            idle.advance_through(end_of(day.date, zone));
            prop_assert!(ahead.rate.spent > 0 || balance == idle.wallet().balance(), "{:?}", day);
        }
        // A date that the zone skipped is not a day.
        let dates = (0..=days).map(|later| plus_days(date_of(as_of, zone), later));
        let dates: Vec<_> = dates.filter(|date| start_of(*date, zone) < start_of(plus_days(*date, 1), zone)).collect();
        prop_assert!(ahead.days.iter().map(|day| day.date).eq(dates));
        // The changes are those of the days, each at its own instant on the account's clock.
        let sum = |day: NaiveDate, part: fn(&CreditChange) -> u64| {
            ahead.changes.iter().filter(|change| date_of(change.on.at, zone) == day).map(part).sum::<u64>()
        };
        for day in &ahead.days {
            prop_assert_eq!(sum(day.date, |change| change.granted), day.granted);
            prop_assert_eq!(sum(day.date, |change| change.expired + change.lost_to_cap + change.lapsed), day.lost());
        }
        prop_assert!(ahead.changes.is_sorted_by_key(|change| change.on.at));
        prop_assert!(ahead.changes.iter().all(|change| start_of(change.on.date, change.on.zone) <= change.on.at));
        idle.advance_through(end_of(until, zone));
        prop_assert!(ahead.rate.spent > 0 || balance == idle.wallet().balance(), "through {}", until);
    }

    /// The total rates are those of the statement for the same period, and the groups add up to them.
    #[test]
    fn rates_by_group_add_up_to_those_of_the_statement(history in histories(), when in moment(), from in moment()) {
        let (timeline, as_of) = (history.timeline(), history.instant(&when));
        let zone = timeline.zone();
        let first = date_of(history.instant(&from), zone).min(date_of(as_of, zone));
        let period = Period { from: first, to: date_of(as_of, zone) };
        let whole = statement(&timeline, period, as_of);
        let habits = Habits { week_start: Weekday::Sun, ..Habits::default() };
        for by in [Grouping::Channel, Grouping::Weekday, Grouping::Hour, Grouping::Month, Grouping::Template] {
            let found = stats(&timeline, (Subject::People, Some(by)), start_of(first, zone), as_of, &habits);
            prop_assert_eq!(found.all.rate, whole.response_rate);
            prop_assert_eq!(found.inmail_rate, whole.inmail_rate);
            let sum = |part: fn(&inquota::engine::advice::stats::Row) -> u64| found.rows.iter().map(part).sum::<u64>();
            prop_assert_eq!(sum(|row| row.rate.contacted), whole.response_rate.contacted);
            let parts = [
                (sum(|row| row.rate.judged), whole.response_rate.judged),
                (sum(|row| row.rate.responded), whole.response_rate.responded),
                (sum(|row| row.rate.late), whole.response_rate.late),
                (sum(|row| row.rate.declined), whole.response_rate.declined),
                (sum(|row| row.rate.pending), whole.response_rate.pending),
                (sum(|row| row.rate.early), whole.response_rate.early),
            ];
            prop_assert!(parts.iter().all(|(of_groups, of_all)| of_groups == of_all), "{:?}", parts);
        }
    }

    /// A nudge costs what `check` says, nobody who answered last gets one, and all that fit, fit together.
    #[test]
    fn a_nudge_costs_what_check_says(history in histories(), when in moment()) {
        let (timeline, as_of) = (history.timeline(), history.instant(&when));
        let account = timeline.account_at(as_of);
        let found = follow_ups(&account, &FollowUpQuery { habits: Habits::default(), soon: 30, selection: Selection::All });
        let mut spent = 0;
        for item in &found.list {
            let person = item.thread.person;
            prop_assert_eq!(&item.verdict, &verdict(&account, Some(person), item.channel, 1));
            // LinkedIn refuses a second InMail before the first is answered: no nudge is one.
            let second = item.verdict.warnings.iter().any(|warning| matches!(warning, Warning::UnansweredInMail(_)));
            prop_assert!(!second, "{item:?}");
            prop_assert!(Habits::default().works_on(item.due), "{}", item.due);
            prop_assert!(item.thread.first_contact <= item.thread.last_touch && item.thread.last_touch <= as_of);
            prop_assert!(item.thread.nudges < 2);
            prop_assert_eq!(item.fit.is_none(), item.when == Due::Coming);
            spent += if item.fit == Some(Availability::Available) { u64::from(item.verdict.cost.credits) } else { 0 };
            // No response since the last touch.
            let answered = timeline.events(as_of).any(|(_, record, of)| {
                of == Some(person) && matches!(record.fact, Fact::Response { .. }) && record.at > item.thread.last_touch
            });
            prop_assert!(!answered);
        }
        prop_assert!(spent <= account.budget().wallet().balance());
        // Nearest to today first: what is due, then what is to come.
        let today = account.budget().today();
        let place = |due: NaiveDate| (due > today, (due - today).num_days().abs());
        prop_assert!(found.list.is_sorted_by_key(|item| place(item.due)));
        prop_assert!(found.waiting.is_sorted_by_key(|item| place(item.due)));
        // Whom no nudge can reach got an InMail without an answer, and the two lists share nobody.
        for item in &found.waiting {
            let person = account.person(Some(item.thread.person));
            prop_assert!(!person.open && !person.connection.is_known && !person.unanswered_inmails.is_empty());
            prop_assert!(found.list.iter().all(|listed| listed.thread.person != item.thread.person));
        }
        // The recent and the long overdue ones are all of them.
        let of = |selection| follow_ups(&account, &FollowUpQuery { habits: Habits::default(), soon: 30, selection });
        let (recent, old) = (of(Selection::Recent), of(Selection::LongOverdue));
        let count = |found: &FollowUps| found.list.len() + found.waiting.len();
        prop_assert_eq!(count(&recent) + count(&old), count(&found));
        prop_assert_eq!((recent.left_out, old.left_out, found.left_out), (count(&old), 0, 0));
        prop_assert!(old.list.iter().all(|item| (today - item.due).num_days() > 60));
        prop_assert!(recent.list.iter().all(|item| (today - item.due).num_days() <= 60));
    }

    /// A plan without limits and with enough credits never stops the member; without credits, it stops only InMails.
    #[test]
    fn a_plan_without_limits_and_with_enough_credits_never_stops_the_member(history in histories(), when in moment(), months in 1..6_u32) {
        let (timeline, as_of) = (history.timeline(), history.instant(&when));
        let mut numbers = built_in_plan("basic").unwrap().numbers.clone();
        (numbers.notes, numbers.invitations) = (None, None);
        let none = ComparedPlan { name: "none".to_owned(), numbers: numbers.clone(), is_own: false, sourcing: Sourcing::Dated };
        numbers.inmail_monthly = 1_000_000;
        let many = ComparedPlan { name: "many".to_owned(), numbers, is_own: false, sourcing: Sourcing::Dated };
        let compared = compare(&timeline, vec![many, none], &PlanNumbers::new(Cadence::Calendar, None), Some(months), as_of);
        let [many, none] = compared.replays.as_slice() else { panic!("two plans") };
        prop_assert_eq!((many.days_stopped, many.without_credit), (0, 0));
        prop_assert!(none.without_credit <= compared.sent[1] && none.days_stopped <= none.without_credit);
        prop_assert!(compared.smallest.is_some());
    }
}
