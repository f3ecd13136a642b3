//! The random ledgers reach every part of the rules; a property says nothing about cases that never occur.

use std::collections::BTreeMap;

use inquota::engine::outcome::Acceptance;
use inquota::engine::record::Fact;
use inquota::engine::stop::StoppedKind;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use crate::agreement::{ask, asks_about_everybody, resolved};
use crate::history::{History, Moment, histories, moment};
use crate::model::journal::{Entered, Entry};
use crate::model::{Ask, State};
use crate::texts::{alike, wording};

const LEDGERS: usize = 900;

/// The cases that must occur, one line for each part of the rules.
const EXPECTED: &[&str] = &[
    "Granted Bought Refunded Adjusted Spent Expired LostToCap Lapsed Response Acceptance",
    "ConversationOpen CountedToday CountedThisMonth NewThisMonth MarkedFree BeforeFirstPlan CreditSpent NoCreditLeft",
    "InWeek InWeekWithNote over-Day over-Month over-Week over-Notes over-InMailsDay over-InvitationsDay opened settled-nothing returned refused-to-return",
    "yes-FreeInMail yes-ConversationOpen yes-CreditAvailable yes-CountedToday yes-AdvisoryLimit yes-NoLimit yes-SlotFree",
    "no-DailyLimit no-MonthlyLimit no-NoCredits no-WeeklyLimit no-NotesLimit never-NoCredits never-WeeklyLimit",
    "no-InMailsDailyLimit no-InvitationsDailyLimit never-InMailsDailyLimit",
    "initial-plan set-up-or-dated in-place plan-ahead kept same-name voided edited merged two-zones",
    "OfInvitation Received AlreadyConnected Withdrawal no-WithdrawnRecently replaced lapsed pending",
    "withdrew-nothing received-after-withdrawal invited-during-the-wait invited-after-the-wait",
    "Stopped Lifted lifted-nothing no-Stopped stop-over stop-lifted",
    "Mark no-DoNotContact never-DoNotContact Connection OpenProfile Declined NotYetConnected",
    "next-grant no-next-grant next-slot next-expiry uncovered recent-inmails some-answered none-recent",
    "alike repeated reworded",
];

#[test]
fn the_random_ledgers_reach_every_rule() {
    let mut runner = TestRunner::deterministic();
    let mut seen = BTreeMap::new();
    for _ in 0..LEDGERS {
        let drawn = (histories(), moment(), ask()).new_tree(&mut runner).unwrap().current();
        look(&drawn.0, &drawn.1, drawn.2, &mut |what| *seen.entry(what).or_insert(0) += 1);
    }
    let missed: Vec<&str> =
        EXPECTED.iter().flat_map(|line| line.split(' ')).filter(|what| !seen.contains_key(*what)).collect();
    assert!(missed.is_empty(), "missed {missed:?} of {seen:?}");
}

fn look(history: &History, when: &Moment, ask: Ask, see: &mut impl FnMut(String)) {
    let (reading, instant) = (history.reading(), history.instant(when));
    let state = State::as_of(&reading, instant);
    state.journal.iter().for_each(|entry| look_at_entry(&entry.what, see));
    look_at_invitations(&state, see);
    look_at_withdrawals(&state, see);
    look_at_stops(&state, see);
    look_at_plans(&state, see);
    look_at_records(history, see);
    let answer = state.answer(resolved(history, ask));
    let when = match (answer.allowed, answer.available_at) {
        (true, _) => "yes",
        (false, Some(_)) => "no",
        (false, None) => "never",
    };
    see(format!("{when}-{:?}", answer.reason));
    answer.warnings.iter().for_each(|warning| see(format!("{warning:?}")));
    for ask in asks_about_everybody() {
        let answer = state.answer(resolved(history, ask));
        see(format!("{}-{:?}", if answer.allowed { "yes" } else { "no" }, answer.reason));
        answer.warnings.iter().for_each(|warning| see(format!("{warning:?}")));
    }
    see(if state.next_grant().is_some() { "next-grant" } else { "no-next-grant" }.to_owned());
    let mut see_if = |is_so: bool, what: &str| {
        if is_so {
            see(what.to_owned());
        }
    };
    see_if(state.next_slot_at().is_some(), "next-slot");
    see_if(state.next_expiry().is_some(), "next-expiry");
    see_if(state.uncovered() > 0, "uncovered");
    let (sent, answered) = state.recent_inmail_rate();
    let is_any = state.journal.iter().any(|entry| matches!(entry.what, Entered::InMail(..)));
    see_if(sent > 0, "recent-inmails");
    see_if(answered > 0 && answered < sent, "some-answered");
    see_if(sent == 0 && is_any, "none-recent");
    let alike = |number| alike(&reading, wording(number).unwrap(), instant);
    see_if(alike(1).0 > 1, "alike");
    see_if(alike(3).1 == Some(false), "repeated");
}

fn look_at_entry(what: &Entered, see: &mut impl FnMut(String)) {
    let name = format!("{what:?}");
    see(name.split(|c: char| !c.is_alphanumeric()).next().unwrap().to_owned());
    if let Some(counted) = what.sent() {
        see(format!("{:?}", counted.why));
        counted.over.iter().for_each(|window| see(format!("over-{window:?}")));
    }
    match what {
        Entered::Response { opened: true, .. } => see("opened".to_owned()),
        Entered::Response { settled: false, .. } => see("settled-nothing".to_owned()),
        _ => {}
    }
    match what {
        Entered::Response { returned: 1, .. } => see("returned".to_owned()),
        Entered::Response { settled: true, .. } => see("refused-to-return".to_owned()),
        Entered::Acceptance { did, .. } => see(format!("{did:?}")),
        Entered::Lifted { ended: None, .. } => see("lifted-nothing".to_owned()),
        Entered::Lifted { ended: Some(_), .. } => see("stop-lifted".to_owned()),
        _ => {}
    }
}

fn look_at_invitations(state: &State, see: &mut impl FnMut(String)) {
    for (place, entry) in state.journal.iter().enumerate() {
        let Entered::Invitation(to, _) = entry.what else { continue };
        let before = state.pending_before(to, place, entry.at);
        see(if before.is_some() { "replaced" } else { "first" }.to_owned());
        let at_lapse = state.pending_before(to, place + 1, state.now) != Some(place);
        see(if at_lapse { "lapsed" } else { "pending" }.to_owned());
    }
}

/// What happens after a withdrawal, and what a withdrawal finds.
fn look_at_withdrawals(state: &State, see: &mut impl FnMut(String)) {
    for (place, entry) in state.journal.iter().enumerate() {
        let withdrawn = |person| {
            let is_of = |it: &&Entry| matches!(it.what, Entered::Withdrawal { of, was_pending: true } if of == person);
            state.journal[..place].iter().rev().find(is_of)
        };
        let what = match entry.what {
            Entered::Withdrawal { was_pending: false, .. } => Some("withdrew-nothing"),
            Entered::Acceptance { by, did: Acceptance::Received } => withdrawn(by).map(|_| "received-after-withdrawal"),
            Entered::Invitation(to, _) => withdrawn(to).map(|it| {
                let is_early = entry.at.seconds_since(it.at) < 21 * 24 * 3600;
                if is_early { "invited-during-the-wait" } else { "invited-after-the-wait" }
            }),
            _ => None,
        };
        if let Some(what) = what {
            see(what.to_owned());
        }
    }
}

fn look_at_stops(state: &State, see: &mut impl FnMut(String)) {
    for kind in StoppedKind::ALL {
        let Some((_, ends, _)) = state.latest_stop(kind) else { continue };
        see(if ends <= state.now { "stop-over" } else { "stop-in-force" }.to_owned());
    }
}

fn look_at_plans(state: &State, see: &mut impl FnMut(String)) {
    let starts = &state.reading.starts;
    for (place, start) in starts.iter().enumerate() {
        let kind = match (start.place, start.with_date) {
            (None, _) => "initial-plan",
            (_, true) => "set-up-or-dated",
            (_, false) => "in-place",
        };
        see(kind.to_owned());
        let mut see_if = |is_so: bool, what: &str| {
            if is_so {
                see(what.to_owned());
            }
        };
        see_if(start.at > state.now, "plan-ahead");
        see_if(start.record.keep_credits, "kept");
        see_if(place > 0 && starts[place - 1].record.name == start.record.name, "same-name");
        see_if(start.record.own.zone.is_some_and(|zone| zone != state.reading.zone), "two-zones");
    }
}

fn look_at_records(history: &History, see: &mut impl FnMut(String)) {
    for record in &history.records {
        match record.fact {
            Fact::Void(_) => see("voided".to_owned()),
            Fact::Edit { ref correction, .. } => {
                see(if correction.wording.is_some() { "reworded" } else { "edited" }.to_owned());
            }
            Fact::Contact(_) => see("merged".to_owned()),
            _ => {}
        }
    }
}
