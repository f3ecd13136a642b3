//! Targets count what the model counts, and what a working day needs is what sending so many would reach.

use chrono::{Datelike, NaiveDate, Weekday, WeekdaySet};
use inquota::engine::account::Account;
use inquota::engine::advice::habits::Habits;
use inquota::engine::advice::targets::{Target, TargetKind, TargetProgress, progress, week_of};
use inquota::engine::calendar::{Day, Instant};
use inquota::engine::person::PersonId;
use inquota::engine::record::{Charge, Fact};
use inquota::engine::statement::statement;
use inquota::engine::timeline::Timeline;
use inquota::engine::verdict::{SendKind, verdict};
use proptest::prelude::*;

use crate::cases;
use crate::history::{PEOPLE, histories, moment};
use crate::model::State;
use crate::model::journal::Entered;

const KINDS: [TargetKind; 3] = [TargetKind::Message, TargetKind::InMail, TargetKind::Invitation];

fn habits() -> impl Strategy<Value = Habits> {
    let days = prop::sample::subsequence(vec![Weekday::Mon, Weekday::Wed, Weekday::Thu, Weekday::Sat], 0..=4);
    let first = prop::sample::select(vec![Weekday::Mon, Weekday::Sun]);
    (days, first).prop_map(|(days, week_start)| Habits {
        working_days: days.into_iter().collect::<WeekdaySet>(),
        week_start,
        ..Habits::default()
    })
}

fn found(timeline: &Timeline, account: &Account, as_of: Instant, target: Target, habits: &Habits) -> TargetProgress {
    let week = week_of(account.budget().today(), habits.week_start);
    let days = statement(timeline, week, as_of).days;
    progress(&[target], &days, account, habits)[0]
}

proptest! {
    #![proptest_config(cases(1))]

    #[test]
    fn targets_count_what_the_model_counts(history in histories(), when in moment(), habits in habits()) {
        let (timeline, as_of, reading) = (history.timeline(), history.instant(&when), history.reading());
        let (account, state) = (timeline.account_at(as_of), State::as_of(&reading, as_of));
        let today = state.today();
        let is_this_week = |date: NaiveDate| {
            let first = today.iter_days().rev().find(|day| day.weekday() == habits.week_start).unwrap();
            (0..7).contains(&(date - first).num_days())
        };
        for kind in KINDS {
            let target = Target { kind, a_day: Some(3), a_week: Some(9) };
            let progress = found(&timeline, &account, as_of, target, &habits);
            let dates: Vec<NaiveDate> = state
                .journal
                .iter()
                .filter(|entry| match entry.what {
                    Entered::Message(..) => kind == TargetKind::Message,
                    Entered::InMail(..) => kind == TargetKind::InMail,
                    Entered::Invitation(..) => kind == TargetKind::Invitation,
                    _ => false,
                })
                .map(|entry| state.date_of(entry.at))
                .collect();
            let (day, week) = (progress.day.unwrap(), progress.week.unwrap());
            prop_assert_eq!((day.date, day.sent), (today, dates.iter().filter(|date| **date == today).count() as u64));
            prop_assert_eq!(week.sent, dates.iter().filter(|date| is_this_week(**date)).count() as u64);
            prop_assert_eq!((day.reached, week.reached), (day.sent >= 3, week.sent >= 9));
        }
    }

    /// So many on each working day left reach the target, what was sent today included, and fewer do not.
    #[test]
    fn what_a_working_day_needs_is_what_reaches_the_target(
        history in histories(),
        when in moment(),
        habits in habits(),
        kind in prop::sample::select(KINDS.to_vec()),
        target in 1..14_u32,
    ) {
        let (timeline, as_of) = (history.timeline(), history.instant(&when));
        let account = timeline.account_at(as_of);
        let target = Target { kind, a_day: Some(target), a_week: Some(target) };
        let progress = found(&timeline, &account, as_of, target, &habits);
        let (day, week) = (progress.day.unwrap(), progress.week.unwrap());
        let missing = u64::from(week.target).saturating_sub(week.sent);
        let works = |date: &NaiveDate| habits.working_days.is_empty() || habits.working_days.contains(date.weekday());
        let dates = day.date.iter_days().take_while(|date| *date <= week.to).filter(works);
        let days = dates.filter_map(|date| Day::on(date, timeline.zone())).filter(|day| day.last > as_of);
        let days: Vec<Day> = days.collect();
        prop_assert_eq!(week.working_days_left as usize, days.len());
        let sends = |days: &[Day], a_day: u64| {
            let share = |one: &Day| if one.date == day.date { a_day.saturating_sub(day.sent) } else { a_day };
            let shares: Vec<(Day, u64)> = days.iter().map(|day| (*day, share(day))).collect();
            sent(&account, &timeline, kind, &shares)
        };
        let is_open = |day: &&Day| sent(&account, &timeline, kind, &[(**day, 1)]) == 1;
        let open: Vec<Day> = days.iter().filter(is_open).copied().collect();
        prop_assert_eq!(week.working_days_open as usize, open.len());
        let today: Vec<Day> = open.iter().filter(|one| one.date == day.date).copied().collect();
        let more_today = week.a_working_day.filter(|_| !today.is_empty()).map(|needed| sends(&today, needed));
        prop_assert_eq!(week.more_today, more_today);
        match (week.a_working_day, week.at_most) {
            (None, None) => prop_assert!(missing == 0 || days.is_empty()),
            (Some(needed), None) => {
                prop_assert!(sends(&days, needed) >= missing, "{} of {}", needed, missing);
                prop_assert!(sends(&days, needed - 1) < missing, "{} of {}", needed - 1, missing);
            }
            (None, Some(most)) => prop_assert!(most < missing && sends(&days, 200) == most),
            both => prop_assert!(false, "{:?}", both),
        }
        let today = Day::on(day.date, timeline.zone()).filter(|today| day.working_day && today.last > as_of);
        let missing = u64::from(day.target).saturating_sub(day.sent);
        let most = today.map_or(u64::MAX, |today| sent(&account, &timeline, kind, &[(today, 20)]));
        prop_assert_eq!(day.at_most, Some(most).filter(|most| *most < missing));
    }
}

/// How many can be sent to strangers on these days, so many on each, asking before each: at the start of each day, or
/// now, and at its end.
fn sent(account: &Account, timeline: &Timeline, kind: TargetKind, days: &[(Day, u64)]) -> u64 {
    let (mut account, mut sent) = (account.clone(), 0);
    for (day, share) in days {
        let mut left = *share;
        for at in [day.first.max(account.budget().now()), day.last] {
            account.advance(at);
            while left > 0 && verdict(&account, None, question(kind), 1).allowed {
                let to = PersonId(PEOPLE + sent);
                account.apply(at, timeline.next_place(), &fact(kind, to), Some(to));
                (left, sent) = (left - 1, sent + 1);
            }
        }
    }
    sent.into()
}

fn question(kind: TargetKind) -> SendKind {
    match kind {
        TargetKind::Message => SendKind::Message,
        TargetKind::InMail => SendKind::InMail(Charge::Ordinary),
        TargetKind::Invitation => SendKind::Invitation { with_note: false },
    }
}

fn fact(kind: TargetKind, to: PersonId) -> Fact {
    match kind {
        TargetKind::Message => Fact::Message { to },
        TargetKind::InMail => Fact::InMail { to, charge: Charge::Ordinary },
        TargetKind::Invitation => Fact::Invitation { to, with_note: false },
    }
}
