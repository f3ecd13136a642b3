//! What `check` says is what would happen.

use inquota::engine::calendar::Instant;
use inquota::engine::outcome::{Counted, Outcome, Window};
use inquota::engine::person::PersonId;
use inquota::engine::plan::{Force, PlanNumbers};
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

    /// The answer is no exactly when sending would be over an enforced limit or lack a credit, and the cost is
    /// what sending would use.
    #[test]
    fn no_is_said_when_sending_would_be_over(history in histories(), when in moment(), ask in ask()) {
        let (instant, ask) = (history.instant(&when), resolved(&history, ask));
        let account = history.timeline().account_at(instant);
        let told = verdict(&account, ask.person, ask.question, ask.count);
        let sent = sent(&history, ask, instant);
        let numbers = &account.budget().plan().numbers;
        let is_over = sent.iter().any(|counted| counted.uncovered || over_enforced(counted, numbers));
        prop_assert_eq!(told.allowed, !is_over, "{:?} against {:?}", told, sent);
        let of = |uses: fn(&Counted) -> bool| u32::try_from(sent.iter().filter(|counted| uses(counted)).count()).unwrap();
        let used = (of(|it| it.day_slot), of(|it| it.month_slot), of(|it| it.credit || it.uncovered));
        prop_assert_eq!((told.cost.day_slots, told.cost.month_slots, told.cost.credits), used);
    }

    /// A no turns to yes at the instant told and at none before.
    #[test]
    fn yes_is_said_first_at_the_instant_foretold(
        history in histories(),
        when in moment(),
        ask in ask(),
        picks in prop::collection::vec(any::<prop::sample::Index>(), 12),
    ) {
        let (instant, ask) = (history.instant(&when), resolved(&history, ask));
        let told = answer(&history.timeline(), instant, ask);
        if told.allowed {
            prop_assert_eq!(told.available_at, None);
            return Ok(());
        }
        let nothing_else = silent_after(&history, instant);
        let later = |at: Instant| answer(&nothing_else, at, ask).allowed;
        prop_assert!(!later(instant));
        let last = told.available_at.unwrap_or_else(|| instant.plus_ten_years().plus_seconds(1));
        if told.available_at.is_some() {
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

/// The ledger as it stands, without what happens after an instant; plan records that lie ahead stay (rules 1.7).
fn silent_after(history: &History, instant: Instant) -> Timeline {
    let timeline = history.timeline();
    let places = 0..timeline.records().len();
    let stays = |record: &Record| match record.fact {
        Fact::Plan(_) | Fact::Contact(_) => true,
        Fact::Void(_) | Fact::Edit { .. } => false,
        _ => record.at <= instant,
    };
    let standing = places.filter(|place| timeline.is_active(*place)).map(|place| timeline.records()[place].clone());
    history.with_records(standing.filter(stays).collect()).timeline()
}

/// Instants after one and before another at which the answer could turn: all of the first ones, some of the rest,
/// and the second just before the end.
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

/// What the sends asked about would count as, sent one after another at the instant.
fn sent(history: &History, ask: Ask, instant: Instant) -> Vec<Counted> {
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
    history.with_records(records).timeline().fold().read_through(instant, |place, outcome| {
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

fn over_enforced(counted: &Counted, numbers: &PlanNumbers) -> bool {
    counted.over.iter().any(|window| {
        let limit = match window {
            Window::Day => numbers.daily,
            Window::Month => numbers.monthly,
            Window::Week => numbers.invitations,
            Window::Notes => numbers.notes,
        };
        limit.is_some_and(|limit| limit.force == Force::Enforced)
    })
}
