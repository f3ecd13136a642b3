//! `check` agrees with what would happen.

use inquota::engine::calendar::Instant;
use inquota::engine::outcome::{Outcome, SendEffect, Window};
use inquota::engine::person::PersonId;
use inquota::engine::plan::{Enforcement, PlanNumbers};
use inquota::engine::record::{Details, Fact, Record, RecordId};
use inquota::engine::timeline::Timeline;
use inquota::engine::verdict::{SendKind, Verdict, verdict};
use proptest::prelude::*;

use crate::agreement::{ask, resolved};
use crate::cases;
use crate::history::{History, PEOPLE, STRANGERS, histories, moment};
use crate::model::{Ask, State};

proptest! {
    #![proptest_config(cases(2))]

    /// The answer is no exactly if a send would be over an enforced limit or lack a credit, the person is marked as not
    /// to be contacted, an invitation to the person was withdrawn recently, or LinkedIn has stopped the kind, and the
    /// cost is what the send would use.
    #[test]
    fn the_answer_is_no_exactly_if_a_send_would_be_over_a_limit_or_uncovered(history in histories(), when in moment(), ask in ask()) {
        let (instant, ask) = (history.instant(&when), resolved(&history, ask));
        let account = history.timeline().account_at(instant);
        let verdict = verdict(&account, ask.person, ask.question, ask.count);
        let sent = sent(&history, ask, instant);
        let numbers = &account.budget().plan().numbers;
        let is_over = sent.iter().any(|counted| counted.uncovered || over_enforced(counted, numbers));
        let reading = history.reading();
        let state = State::as_of(&reading, instant);
        let is_invitation = matches!(ask.question, SendKind::Invitation { .. });
        let waits = is_invitation && ask.person.is_some_and(|person| state.was_withdrawn_recently(person));
        let is_stopped = state.is_stopped(ask.question);
        let is_marked = ask.person.is_some_and(|person| state.mark_on(person).is_some());
        let is_allowed = !is_over && !waits && !is_stopped && !is_marked;
        prop_assert_eq!(verdict.allowed, is_allowed, "{:?} against {:?}", verdict, sent);
        let count = |uses: fn(&SendEffect) -> bool| {
            u32::try_from(sent.iter().filter(|counted| uses(counted)).count()).unwrap()
        };
        let used = (count(|it| it.day_slot), count(|it| it.month_slot), count(|it| it.credit || it.uncovered));
        prop_assert_eq!((verdict.cost.day_slots, verdict.cost.month_slots, verdict.cost.credits), used);
    }

    /// As many fit now as the verdict says, and no more. A no that lasts because there are too many asks for more than
    /// are ever allowed at once.
    #[test]
    fn as_many_fit_now_as_the_verdict_says(history in histories(), when in moment(), ask in ask()) {
        let (instant, ask) = (history.instant(&when), resolved(&history, ask));
        let timeline = history.timeline();
        let found = answer(&timeline, instant, ask);
        let allows = |count| answer(&timeline, instant, Ask { count, ..ask }).allowed;
        match found.fits_now.and_then(|fits| u32::try_from(fits).ok()) {
            Some(fits) => prop_assert!((fits == 0 || allows(fits)) && !allows(fits + 1), "{:?}", found),
            None => prop_assert!(allows(1_000_000), "{:?}", found),
        }
        if let Some(most) = found.fits_ever {
            prop_assert!(most < u64::from(ask.count) && found.available_at.is_none(), "{:?}", found);
        }
    }

    /// A no turns into a yes at `available_at`, and not before.
    #[test]
    fn the_answer_turns_into_a_yes_at_available_at_and_not_before(
        history in histories(),
        when in moment(),
        ask in ask(),
        picks in prop::collection::vec(any::<prop::sample::Index>(), 12),
    ) {
        let (instant, ask) = (history.instant(&when), resolved(&history, ask));
        let verdict = answer(&history.timeline(), instant, ask);
        if verdict.allowed {
            prop_assert_eq!(verdict.available_at, None);
            return Ok(());
        }
        let nothing_else = silent_after(&history, instant);
        let later = |at: Instant| answer(&nothing_else, at, ask).allowed;
        prop_assert!(!later(instant));
        let last = verdict.available_at.unwrap_or_else(|| instant.plus_ten_years().plus_seconds(1));
        if verdict.available_at.is_some() {
            prop_assert!(later(last), "yes at {}", last);
        }
        for at in earlier_moments(&history, instant, last, &picks) {
            prop_assert!(!later(at), "no at {}, before {}", at, last);
        }
    }
}

fn answer(timeline: &Timeline, instant: Instant, ask: Ask) -> Verdict {
    verdict(&timeline.account_at(instant), ask.person, ask.question, ask.count)
}

/// The active records without those after an instant, except for future plan records (rules 1.7).
fn silent_after(history: &History, instant: Instant) -> Timeline {
    let timeline = history.timeline();
    let places = 0..timeline.records().len();
    let stays = |record: &Record| match record.fact {
        Fact::Plan(_) | Fact::Contact(_) => true,
        Fact::Void(_) | Fact::Edit { .. } => false,
        _ => record.at <= instant,
    };
    let active = places.filter(|place| timeline.is_active(*place)).map(|place| timeline.records()[place].clone());
    history.with_records(active.filter(stays).collect()).timeline()
}

/// Instants between two others at which the answer could change: the first twelve, some of the rest, and the last
/// second.
fn earlier_moments(history: &History, instant: Instant, last: Instant, picks: &[prop::sample::Index]) -> Vec<Instant> {
    let before = last.plus_seconds(-1);
    let reading = history.reading();
    let all: Vec<Instant> = State::as_of(&reading, instant).moments_through(before).collect();
    let mut some: Vec<Instant> = all.iter().copied().take(12).collect();
    if !all.is_empty() {
        some.extend(picks.iter().map(|pick| *pick.get(&all)));
    }
    some.push(before.max(instant));
    some
}

/// What the sends in question would count as, one after another at the instant.
fn sent(history: &History, ask: Ask, instant: Instant) -> Vec<SendEffect> {
    let mut records = history.records.clone();
    let known = records.len();
    for stranger in 0..ask.count {
        let to = ask.person.unwrap_or(PersonId(PEOPLE + stranger));
        let id = RecordId(records.len() as u64 + 1);
        let fact = fact(ask.question, to);
        records.push(Record { id, at: instant, recorded: instant, fact, details: Details::default() });
    }
    assert!(ask.count <= STRANGERS);
    let mut sent = Vec::new();
    history.with_records(records).timeline().fold().fold_through(instant, |place, outcome| {
        if let (true, Outcome::Sent(counted)) = (place >= known, outcome) {
            sent.push(counted);
        }
    });
    sent
}

fn fact(question: SendKind, to: PersonId) -> Fact {
    match question {
        SendKind::Message => Fact::Message { to },
        SendKind::InMail(charge) => Fact::InMail { to, charge },
        SendKind::Invitation { with_note } => Fact::Invitation { to, with_note },
    }
}

fn over_enforced(counted: &SendEffect, numbers: &PlanNumbers) -> bool {
    counted.over.iter().any(|window| {
        let limit = match window {
            Window::Day => numbers.daily,
            Window::Month => numbers.monthly,
            Window::InMailsDay => numbers.inmails_daily,
            Window::InvitationsDay => numbers.invitations_daily,
            Window::Week => numbers.invitations,
            Window::Notes => numbers.notes,
        };
        limit.is_some_and(|limit| limit.force == Enforcement::Enforced)
    })
}
