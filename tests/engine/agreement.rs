//! The engine and the plain model give the same figures.

use inquota::engine::account::Account;
use inquota::engine::advice::new_connections::not_written_to;
use inquota::engine::calendar::{Instant, PlanDate};
use inquota::engine::outcome::{Outcome, Window};
use inquota::engine::person::PersonId;
use inquota::engine::plan::{PlanInForce, PlanStartKind, StartTiming};
use inquota::engine::rates::ResponseRate;
use inquota::engine::record::Charge;
use inquota::engine::statement::{Period, Statement, statement};
use inquota::engine::status::account_status;
use inquota::engine::stop::{Stop, StoppedKind};
use inquota::engine::verdict::{SendKind, VerdictReason, has_room, verdict};
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;

use crate::cases;
use crate::history::{History, Moment, PEOPLE, everybody, histories, moment};
use crate::model::journal::{Entered, SendEffect};
use crate::model::reading::{merges_of, resolve};
use crate::model::{Ask, PeopleRate, State, figures};

proptest! {
    #![proptest_config(cases(2))]

    #[test]
    fn the_account_is_the_same_as_in_the_model(history in histories(), when in moment()) {
        let (instant, reading) = (history.instant(&when), history.reading());
        let (account, state) = (history.timeline().account_at(instant), State::as_of(&reading, instant));
        same_credits(&account, &state)?;
        same_plan(account.budget().plan(), &state)?;
        same_slots(&account, &state)?;
        same_stops(&account, &state)?;
        prop_assert_eq!(account.budget().totals(), &state.totals());
        for person in everybody() {
            let person = history.timeline().book().resolve(person);
            prop_assert_eq!(account.person(Some(person)).open, state.is_open(person), "conversation of {:?}", person);
            prop_assert_eq!(account.do_not_contact(person), state.mark_on(person), "mark on {:?}", person);
            let unwritten = account.person(Some(person)).connection.unwritten_since;
            prop_assert_eq!(unwritten, state.unwritten_since(person), "not written to {:?}", person);
            let never = account.person(Some(person)).not_written_since();
            prop_assert_eq!(never, state.not_written_since(person), "never written to {:?}", person);
            let listed = not_written_to(&history.timeline(), &account).into_iter().find(|(id, _)| *id == person);
            prop_assert_eq!(listed.map(|(_, since)| since), never, "listed as never written to: {:?}", person);
        }
    }

    #[test]
    fn plans_start_when_they_do_in_the_model(history in histories()) {
        let (timeline, reading) = (history.timeline(), history.reading());
        let starts = timeline.schedule().starts().iter().map(|start| {
            let with_date = start.when == StartTiming::AtStartOfDate;
            (start.at, with_date, start.date, start.place, start.taken_for == PlanStartKind::SetUp)
        });
        let expected =
            reading.starts.iter().map(|start| (start.at, start.with_date, start.date, start.place, start.set_up));
        prop_assert_eq!(starts.collect::<Vec<_>>(), expected.collect::<Vec<_>>());
    }

    #[test]
    fn every_record_counts_as_it_does_in_the_model(history in histories(), when in moment()) {
        let (instant, reading) = (history.instant(&when), history.reading());
        let (timeline, state) = (history.timeline(), State::as_of(&reading, instant));
        let mut counted = Vec::new();
        timeline.fold().fold_through(instant, |place, outcome| counted.push((place, outcome)));
        let expected = state.journal.iter().filter_map(|entry| Some((entry.place?, outcome(entry.at, &entry.what)?)));
        prop_assert_eq!(counted, expected.collect::<Vec<_>>());
    }

    #[test]
    fn the_status_is_the_same_as_in_the_model(history in histories(), when in moment()) {
        let (instant, reading) = (history.instant(&when), history.reading());
        let status = account_status(&history.timeline().account_at(instant));
        let state = State::as_of(&reading, instant);
        prop_assert_eq!(status.balance, state.lots.balance());
        prop_assert_eq!(status.uncovered, state.uncovered());
        let next_grant = status.next_grant.map(|grant| (grant.on.date, grant.on.at, u64::from(grant.credits)));
        prop_assert_eq!(next_grant, state.next_grant(), "next grant");
        let next_expiry = status.next_expiry.map(|(date, left)| (date.date, date.at, left));
        prop_assert_eq!(next_expiry, state.next_expiry(), "next expiry");
        prop_assert_eq!(status.next_slot_at, state.next_slot_at(), "next slot");
        let recent = status.recent_inmails;
        prop_assert_eq!((recent.sent, recent.responded), state.recent_inmail_rate(), "recent InMails");
        same_plan(&status.plan, &state)?;
        let windows = [
            (Window::Day, status.day),
            (Window::Month, status.month),
            (Window::InMailsDay, status.inmails_day),
            (Window::InvitationsDay, status.invitations_day),
            (Window::Week, status.week),
            (Window::Notes, status.notes),
        ];
        for (window, usage) in windows {
            prop_assert_eq!((usage.used, usage.limit), (state.used(window), state.limit(window)), "{:?}", window);
            let left = state.limit(window).map(|limit| limit.count.saturating_sub(state.used(window)));
            prop_assert_eq!(usage.remaining(), left, "{:?}", window);
        }
        prop_assert_eq!((status.day_resets_at, status.month_resets_at), state.resets_at());
    }

    #[test]
    fn the_verdicts_are_the_same_as_in_the_model(
        history in histories(),
        when in moment(),
        asks in prop::collection::vec(ask(), 4),
    ) {
        let (instant, reading) = (history.instant(&when), history.reading());
        let (account, state) = (history.timeline().account_at(instant), State::as_of(&reading, instant));
        for ask in asks.into_iter().chain(asks_about_everybody()) {
            same_verdict(&account, &state, resolved(&history, ask))?;
        }
    }

    #[test]
    fn statements_are_the_same_as_in_the_model(history in histories(), when in moment(), ends in (moment(), moment())) {
        same_statement(&history, &when, &ends)?;
    }
}

fn same_credits(account: &Account, state: &State) -> TestCaseResult {
    let budget = account.budget();
    prop_assert_eq!(budget.wallet().balance(), state.lots.balance(), "balance");
    prop_assert_eq!(budget.uncovered(), state.uncovered(), "uncovered");
    let lots: Vec<_> = budget
        .wallet()
        .lots()
        .map(|lot| {
            let dates = (lot.given.date, lot.given.at, lot.expires.map(|date| (date.date, date.at)));
            (lot.source, dates, u64::from(lot.amount), u64::from(lot.left))
        })
        .collect();
    let expected = state
        .lots
        .in_order()
        .into_iter()
        .map(|lot| (lot.source, (lot.given_on, lot.given_at, lot.expires), lot.amount, lot.left));
    prop_assert_eq!(lots, expected.collect::<Vec<_>>(), "lots");
    Ok(())
}

fn same_plan(plan: &PlanInForce, state: &State) -> TestCaseResult {
    let expected = state.plan_or_first();
    prop_assert_eq!(&plan.name, &expected.name);
    prop_assert_eq!(&plan.numbers, &expected.numbers);
    prop_assert_eq!(
        (plan.start_date.date, plan.start_date.at, plan.renewal_day.number()),
        (expected.since, expected.since_at, expected.renewal_day),
        "since, renewal day"
    );
    Ok(())
}

fn same_slots(account: &Account, state: &State) -> TestCaseResult {
    let budget = account.budget();
    let windows = [Window::Day, Window::Month, Window::InMailsDay, Window::InvitationsDay, Window::Week, Window::Notes];
    let (used, expected) = (windows.map(|window| budget.used(window)), windows.map(|window| state.used(window)));
    prop_assert_eq!(used, expected, "used of each window");
    Ok(())
}

fn same_stops(account: &Account, state: &State) -> TestCaseResult {
    for kind in StoppedKind::ALL {
        let latest = account.budget().stops().latest(kind);
        prop_assert_eq!(latest, state.latest_stop(kind).map(stop), "{:?}", kind);
    }
    Ok(())
}

/// A stop of the model in the engine's type.
fn stop((since, until, count): (Instant, Instant, u32)) -> Stop {
    Stop { since, until, count }
}

/// The model's entry as an outcome of the engine.
fn outcome(at: Instant, what: &Entered) -> Option<Outcome> {
    match what {
        Entered::Message(_, counted) | Entered::InMail(_, counted) | Entered::Invitation(_, counted) => {
            Some(Outcome::Sent(counted_by_engine(counted)))
        }
        Entered::Response { opened, settled, returned, not_returned, charged_by, .. } => Some(Outcome::Response {
            opened: *opened,
            settled: *settled,
            credits_returned: *returned,
            not_returned: *not_returned,
            charged_by: charged_by.clone(),
        }),
        Entered::Acceptance { did, .. } => Some(Outcome::Accepted(*did)),
        Entered::Withdrawal { was_pending, .. } => Some(Outcome::Withdrawn { was_pending: *was_pending }),
        Entered::Stopped { ends, count, .. } => Some(Outcome::Stopped(stop((at, *ends, *count)))),
        Entered::Lifted { ended, .. } => Some(Outcome::Lifted(ended.map(stop))),
        Entered::Mark { .. } => Some(Outcome::Nothing),
        Entered::Adjusted(gap) => Some(Outcome::Balance { gap: *gap }),
        Entered::Bought { expires, zone, .. } => {
            let expires = expires.map(|(date, at)| PlanDate { date, zone: *zone, at });
            Some(Outcome::Bought { expires })
        }
        _ => None,
    }
}

/// What a send counted as in the model, in the engine's type.
fn counted_by_engine(counted: &SendEffect) -> inquota::engine::outcome::SendEffect {
    inquota::engine::outcome::SendEffect {
        day_slot: counted.day_slot,
        month_slot: counted.month_slot,
        credit: counted.credit,
        over: counted.over.clone(),
        uncovered: counted.uncovered,
        why: counted.why,
    }
}

/// A question; more than one send only to new people.
pub(crate) fn ask() -> impl Strategy<Value = Ask> {
    let question = prop_oneof![
        3 => Just(SendKind::Message),
        3 => Just(SendKind::InMail(Charge::Ordinary)),
        1 => Just(SendKind::InMail(Charge::Free)),
        1 => Just(SendKind::Invitation { with_note: false }),
        2 => Just(SendKind::Invitation { with_note: true }),
    ];
    let person = prop::option::of((0..PEOPLE).prop_map(PersonId));
    let count = prop_oneof![3 => Just(1_u32), 2 => 2..5_u32, 1 => 5..20_u32];
    (question, person, count).prop_map(|(question, person, count)| {
        let count = if person.is_some() { 1 } else { count };
        Ask { question, person, count }
    })
}

/// The questions of a message and of an invitation to each person.
pub(crate) fn asks_about_everybody() -> impl Iterator<Item = Ask> {
    let questions = [SendKind::Message, SendKind::Invitation { with_note: false }];
    let asks = move |person| questions.map(|question| Ask { question, person: Some(person), count: 1 });
    everybody().flat_map(asks)
}

/// The question with the id that the person has after all merges.
pub(crate) fn resolved(history: &History, ask: Ask) -> Ask {
    let merges = merges_of(&history.records);
    Ask { person: ask.person.map(|person| resolve(person, &merges)), ..ask }
}

fn same_verdict(account: &Account, state: &State, ask: Ask) -> TestCaseResult {
    let verdict = verdict(account, ask.person, ask.question, ask.count);
    let has_room = has_room(account, ask.person, ask.question, ask.count);
    prop_assert!(has_room || !verdict.allowed);
    let is_apart = [VerdictReason::WithdrawnRecently, VerdictReason::DoNotContact, VerdictReason::Stopped]
        .contains(&verdict.reason);
    prop_assert!(has_room == verdict.allowed || is_apart);
    let expected = state.answer(ask);
    prop_assert_eq!((verdict.allowed, verdict.reason), (expected.allowed, expected.reason), "{:?}", ask);
    let cost = (verdict.cost.day_slots, verdict.cost.month_slots, verdict.cost.credits);
    prop_assert_eq!(cost, (expected.day_slots, expected.month_slots, expected.credits), "cost");
    prop_assert_eq!(verdict.available_at, expected.available_at, "available at");
    prop_assert_eq!(verdict.warnings, expected.warnings, "warnings");
    Ok(())
}

fn same_statement(history: &History, when: &Moment, ends: &(Moment, Moment)) -> TestCaseResult {
    let as_of = history.instant(when);
    let period = period(history, ends);
    let statement = statement(&history.timeline(), period, as_of);
    let figures = figures(&history.reading(), period, as_of);
    prop_assert_eq!(
        (statement.opening, statement.closing),
        (figures.opening, figures.closing),
        "opening, closing of {:?}",
        period
    );
    same_reached(&statement, &figures.reached)?;
    prop_assert_eq!(statement.counts, figures.totals, "counts of {:?}", period);
    let days: Vec<_> = statement.days.into_iter().map(|day| (day.date, day.counts)).collect();
    prop_assert_eq!(days, figures.days, "days of {:?}", period);
    let rate = statement.response_rate;
    same_people_rate(&rate, &figures.people)?;
    prop_assert_eq!(
        (statement.inmail_rate.sent, statement.inmail_rate.responded),
        figures.inmails,
        "InMail rate of {:?}",
        period
    );
    prop_assert_eq!(statement.inmail_rate.rate(), four_places(figures.inmails.1, figures.inmails.0));
    let rate = statement.acceptance_rate;
    let counts = (rate.invited, rate.judged, rate.accepted, rate.pending);
    prop_assert_eq!(counts, figures.invitations, "acceptance rate of {:?}", period);
    prop_assert_eq!(rate.rate(), four_places(rate.accepted, rate.judged));
    Ok(())
}

fn same_reached(statement: &Statement, expected: &(u64, Vec<u64>)) -> TestCaseResult {
    let period = statement.period;
    prop_assert_eq!(statement.reached(period.from, period.to), expected.0, "people reached in {:?}", period);
    let on_each_day: Vec<u64> = period.dates().map(|date| statement.reached(date, date)).collect();
    prop_assert_eq!(&on_each_day, &expected.1, "people reached on the days of {:?}", period);
    Ok(())
}

fn same_people_rate(rate: &ResponseRate, expected: &PeopleRate) -> TestCaseResult {
    prop_assert_eq!(
        (rate.contacted, rate.judged, rate.pending),
        (expected.contacted, expected.judged, expected.pending)
    );
    prop_assert_eq!((rate.responded, rate.late), (expected.responded, expected.late), "responded, late");
    prop_assert_eq!((rate.declined, rate.early), (expected.declined, expected.early), "declined, early");
    let judging = expected.judged_at.first().copied().zip(expected.judged_at.last().copied());
    prop_assert_eq!(rate.judging, judging);
    prop_assert_eq!(rate.rate(), four_places(expected.responded, expected.judged));
    Ok(())
}

/// The period between the dates of two moments.
pub(crate) fn period(history: &History, ends: &(Moment, Moment)) -> Period {
    let date = |moment: &Moment| history.instant(moment).in_zone(history.zone).date_naive();
    let (one, other) = (date(&ends.0), date(&ends.1));
    Period { from: one.min(other), to: one.max(other) }
}

/// A part of a whole, rounded to four places, halves up; `None` if the whole is 0.
fn four_places(part: u64, whole: u64) -> Option<f64> {
    let distance = |places: &u32| (u64::from(*places) * whole).abs_diff(10_000 * part);
    let nearest = (0..=10_000_u32).rev().min_by_key(distance)?;
    (whole > 0).then(|| f64::from(nearest) / 10_000.0)
}
