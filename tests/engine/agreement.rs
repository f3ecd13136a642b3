//! The engine and the plain model come to the same figures.

use inquota::engine::account::Account;
use inquota::engine::outcome::{Outcome, Window};
use inquota::engine::person::PersonId;
use inquota::engine::plan::{PlanInForce, TakenFor, When};
use inquota::engine::record::Charge;
use inquota::engine::statement::{Period, statement};
use inquota::engine::status::account_status;
use inquota::engine::verdict::{SendKind, is_allowed, verdict};
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;

use crate::cases;
use crate::history::{History, Moment, PEOPLE, everybody, histories, moment};
use crate::model::journal::{Counted, Entered};
use crate::model::reading::{merges_of, resolve};
use crate::model::{Ask, State, figures};

proptest! {
    #![proptest_config(cases(2))]

    #[test]
    fn the_account_is_that_of_the_model(history in histories(), when in moment()) {
        let (instant, reading) = (history.instant(&when), history.reading());
        let (account, state) = (history.timeline().account_at(instant), State::as_of(&reading, instant));
        same_credits(&account, &state)?;
        same_plan(account.budget().plan(), &state)?;
        same_slots(&account, &state)?;
        prop_assert_eq!(account.budget().totals(), &state.totals());
        for person in everybody() {
            let person = history.timeline().book().resolve(person);
            prop_assert_eq!(account.person(Some(person)).open, state.is_open(person), "conversation of {:?}", person);
        }
    }

    #[test]
    fn plans_start_where_the_model_says(history in histories()) {
        let (timeline, reading) = (history.timeline(), history.reading());
        let starts = timeline.schedule().starts().iter().map(|start| {
            let with_date = start.when == When::AtStartOfDate;
            (start.at, with_date, start.date, start.place, start.taken_for == TakenFor::SetUp)
        });
        let said = reading.starts.iter().map(|start| (start.at, start.with_date, start.date, start.place, start.set_up));
        prop_assert_eq!(starts.collect::<Vec<_>>(), said.collect::<Vec<_>>());
    }

    #[test]
    fn every_record_counts_as_in_the_model(history in histories(), when in moment()) {
        let (instant, reading) = (history.instant(&when), history.reading());
        let (timeline, state) = (history.timeline(), State::as_of(&reading, instant));
        let mut counted = Vec::new();
        timeline.fold().read_through(instant, |place, outcome| counted.push((place, outcome)));
        let told = state.journal.iter().filter_map(|entry| Some((entry.place?, outcome(&entry.what)?)));
        prop_assert_eq!(counted, told.collect::<Vec<_>>());
    }

    #[test]
    fn the_standing_is_that_of_the_model(history in histories(), when in moment()) {
        let (instant, reading) = (history.instant(&when), history.reading());
        let told = account_status(&history.timeline().account_at(instant));
        let state = State::as_of(&reading, instant);
        prop_assert_eq!(told.balance, state.lots.balance());
        prop_assert_eq!(told.uncovered, state.uncovered());
        let next_grant = told.next_grant.map(|grant| (grant.on, u64::from(grant.credits)));
        prop_assert_eq!(next_grant, state.next_grant(), "next grant");
        prop_assert_eq!(told.next_expiry, state.next_expiry(), "next expiry");
        prop_assert_eq!(told.next_slot_at, state.next_slot_at(), "next slot");
        same_plan(&told.plan, &state)?;
        let windows = [(Window::Day, told.day), (Window::Month, told.month), (Window::Week, told.week), (Window::Notes, told.notes)];
        for (window, told) in windows {
            prop_assert_eq!((told.used, told.limit), (state.used(window), state.limit(window)), "{:?}", window);
            let left = state.limit(window).map(|limit| limit.count.saturating_sub(state.used(window)));
            prop_assert_eq!(told.remaining(), left, "{:?}", window);
        }
        prop_assert_eq!((told.day_resets_at, told.month_resets_at), state.resets_at());
    }

    #[test]
    fn the_verdicts_are_those_of_the_model(
        history in histories(),
        when in moment(),
        asks in prop::collection::vec(ask(), 4),
    ) {
        let (instant, reading) = (history.instant(&when), history.reading());
        let (account, state) = (history.timeline().account_at(instant), State::as_of(&reading, instant));
        for ask in asks {
            same_verdict(&account, &state, resolved(&history, ask))?;
        }
    }

    #[test]
    fn statements_are_those_of_the_model(history in histories(), when in moment(), ends in (moment(), moment())) {
        same_statement(&history, &when, &ends)?;
    }
}

fn same_credits(account: &Account, state: &State) -> TestCaseResult {
    let budget = account.budget();
    prop_assert_eq!(budget.wallet().balance(), state.lots.balance(), "balance");
    prop_assert_eq!(budget.uncovered(), state.uncovered(), "uncovered");
    let told: Vec<_> = budget
        .wallet()
        .lots()
        .map(|lot| {
            (lot.source, lot.given_on, lot.expires_on, lot.expires_at, u64::from(lot.amount), u64::from(lot.left))
        })
        .collect();
    let held = state.lots.in_order().into_iter().map(|lot| {
        let (expires_on, expires_at) = lot.expires.unzip();
        (lot.source, lot.given_on, expires_on, expires_at, lot.amount, lot.left)
    });
    prop_assert_eq!(told, held.collect::<Vec<_>>(), "lots");
    Ok(())
}

fn same_plan(told: &PlanInForce, state: &State) -> TestCaseResult {
    let plan = state.plan_or_first();
    prop_assert_eq!(&told.name, &plan.name);
    prop_assert_eq!(&told.numbers, &plan.numbers);
    prop_assert_eq!((told.start_date, told.renewal_day.number()), (plan.since, plan.renewal_day), "since, renewal day");
    Ok(())
}

fn same_slots(account: &Account, state: &State) -> TestCaseResult {
    let budget = account.budget();
    let windows = [Window::Day, Window::Month, Window::Week, Window::Notes];
    let (told, used) = (windows.map(|window| budget.used(window)), windows.map(|window| state.used(window)));
    prop_assert_eq!(told, used, "used of day, month, week, notes");
    Ok(())
}

/// What the engine tells of a record, as the model has it.
fn outcome(what: &Entered) -> Option<Outcome> {
    match what {
        Entered::Message(_, counted) | Entered::InMail(_, counted) | Entered::Invitation(_, counted) => {
            Some(Outcome::Sent(as_told(counted)))
        }
        Entered::Response { opened, settled, returned, .. } => {
            Some(Outcome::Response { opened: *opened, settled: *settled, credits_returned: *returned })
        }
        Entered::Acceptance { waiting, .. } => Some(Outcome::Accepted { waiting: *waiting }),
        Entered::Adjusted(gap) => Some(Outcome::Balance { gap: *gap }),
        Entered::Bought(_) => Some(Outcome::Nothing),
        _ => None,
    }
}

fn as_told(counted: &Counted) -> inquota::engine::outcome::Counted {
    inquota::engine::outcome::Counted {
        day_slot: counted.day_slot,
        month_slot: counted.month_slot,
        credit: counted.credit,
        over: counted.over.clone(),
        uncovered: counted.uncovered,
        why: counted.why,
    }
}

/// Something to ask; several at once only for new people.
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

/// The question by the number that the person goes by.
pub(crate) fn resolved(history: &History, ask: Ask) -> Ask {
    let merges = merges_of(&history.records);
    Ask { person: ask.person.map(|person| resolve(person, &merges)), ..ask }
}

fn same_verdict(account: &Account, state: &State, ask: Ask) -> TestCaseResult {
    let told = verdict(account, ask.person, ask.question, ask.count);
    prop_assert_eq!(is_allowed(account, ask.person, ask.question, ask.count), told.allowed);
    let answer = state.answer(ask);
    prop_assert_eq!((told.allowed, told.reason), (answer.allowed, answer.reason), "{:?}", ask);
    let cost = (told.cost.day_slots, told.cost.month_slots, told.cost.credits);
    prop_assert_eq!(cost, (answer.day_slots, answer.month_slots, answer.credits), "cost");
    prop_assert_eq!(told.available_at, answer.available_at, "available at");
    prop_assert_eq!(told.warnings, answer.warnings, "warnings");
    Ok(())
}

fn same_statement(history: &History, when: &Moment, ends: &(Moment, Moment)) -> TestCaseResult {
    let as_of = history.instant(when);
    let period = period(history, ends);
    let told = statement(&history.timeline(), period, as_of);
    let figures = figures(&history.reading(), period, as_of);
    prop_assert_eq!(
        (told.opening, told.closing),
        (figures.opening, figures.closing),
        "opening, closing of {:?}",
        period
    );
    prop_assert_eq!(told.counts, figures.totals, "counts of {:?}", period);
    let days: Vec<_> = told.days.into_iter().map(|day| (day.date, day.counts)).collect();
    prop_assert_eq!(days, figures.days, "days of {:?}", period);
    let rate = told.response_rate;
    prop_assert_eq!((rate.contacted, rate.responded, rate.pending), figures.people, "response rate of {:?}", period);
    let (contacted, responded, pending) = figures.people;
    prop_assert_eq!(rate.rate(), four_places(responded, contacted - pending));
    prop_assert_eq!(
        (told.inmail_rate.sent, told.inmail_rate.responded),
        figures.inmails,
        "InMail rate of {:?}",
        period
    );
    prop_assert_eq!(told.inmail_rate.rate(), four_places(figures.inmails.1, figures.inmails.0));
    Ok(())
}

/// The period between the dates of two moments.
pub(crate) fn period(history: &History, ends: &(Moment, Moment)) -> Period {
    let date = |moment: &Moment| history.instant(moment).in_zone(history.zone).date_naive();
    let (one, other) = (date(&ends.0), date(&ends.1));
    Period { from: one.min(other), to: one.max(other) }
}

/// The nearest of all fractions of four places, the larger one of two; nothing of nothing.
fn four_places(part: u64, whole: u64) -> Option<f64> {
    let distance = |places: &u32| (u64::from(*places) * whole).abs_diff(10_000 * part);
    let nearest = (0..=10_000_u32).rev().min_by_key(distance)?;
    (whole > 0).then(|| f64::from(nearest) / 10_000.0)
}
