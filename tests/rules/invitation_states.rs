//! Rules 5.3, 5.4, 5.7: the list of invitations with their states, and what late entries, undo and merges make of it.

use super::story::{Story, berlin, story};
use inquota::engine::outcome::{Acceptance, Outcome};
use inquota::engine::sent_invitations::{InvitationState, SentInvitation, sent_invitations};
use inquota::engine::verdict::{SendKind, VerdictReason, Warning};

use InvitationState::{Accepted, Lapsed, Pending, Withdrawn};

const INVITE: SendKind = SendKind::Invitation { with_note: false };

fn list(s: &Story, as_of: &str) -> Vec<SentInvitation> {
    sent_invitations(&s.timeline(), s.at(as_of))
}

/// The day and the hour, in the account's zone, at which each was sent, and its state.
fn states(s: &Story, as_of: &str) -> Vec<(String, InvitationState)> {
    list(s, as_of).iter().map(|it| (s.local_text(it.sent), it.state)).collect()
}

/// The people for whom an invitation is pending.
fn pending(s: &Story, as_of: &str) -> usize {
    let (account, now) = (s.account(as_of), s.at(as_of));
    account.people().filter(|(_, state)| state.connection.pending(now).is_some()).count()
}

fn sent(at: &str, state: InvitationState) -> (String, InvitationState) {
    (at.to_owned(), state)
}

#[test]
fn each_invitation_has_the_state_as_of_the_instant() {
    let mut s = berlin();
    s.invite("2026-11-01 10:00", "Jane", true);
    s.invite("2026-11-02 10:00", "Ravi", false);
    s.invite("2026-11-03 10:00", "Ana", false);
    s.accepted("2026-11-10 10:00", "Jane");
    s.withdrawn("2026-11-11 10:00", "Ravi");
    let three = |states: [InvitationState; 3]| -> Vec<_> {
        let at = ["2026-11-01 10:00", "2026-11-02 10:00", "2026-11-03 10:00"];
        at.iter().zip(states).map(|(at, state)| sent(at, state)).collect()
    };
    assert_eq!(states(&s, "2026-11-01 09:59"), []);
    assert_eq!(states(&s, "2026-11-10 09:59"), three([Pending, Pending, Pending]));
    assert_eq!(states(&s, "2026-11-10 10:00"), three([Accepted, Pending, Pending]));
    assert_eq!(states(&s, "2026-11-11 10:00"), three([Accepted, Withdrawn, Pending]));
    // Ana's is six months old on 3 May at 10:00.
    assert_eq!(states(&s, "2027-05-03 09:59"), three([Accepted, Withdrawn, Pending]));
    assert_eq!(states(&s, "2027-05-03 10:00"), three([Accepted, Withdrawn, Lapsed]));
    let all = list(&s, "2027-05-03 10:00");
    assert_eq!(
        all.iter().map(|it| it.changed_at).collect::<Vec<_>>(),
        ["2026-11-10 10:00", "2026-11-11 10:00", "2027-05-03 10:00"].map(|at| Some(s.at(at)))
    );
    assert_eq!(all.iter().map(|it| it.with_note).collect::<Vec<_>>(), [true, false, false]);
}

#[test]
fn an_invitation_that_was_replaced_is_not_listed_from_then_on() {
    let mut s = berlin();
    s.invite("2026-11-01 10:00", "Jane", false);
    s.invite("2026-11-09 10:00", "Jane", false);
    assert_eq!(states(&s, "2026-11-09 09:59"), [sent("2026-11-01 10:00", Pending)]);
    assert_eq!(states(&s, "2026-11-09 10:00"), [sent("2026-11-09 10:00", Pending)]);
    s.accepted("2026-11-10 10:00", "Jane");
    assert_eq!(states(&s, "2026-11-10 10:00"), [sent("2026-11-09 10:00", Accepted)]);
}

#[test]
fn an_invitation_that_lapsed_stays_listed_when_the_person_is_invited_again() {
    // The first lapses on 12 November at 10:00; at that instant another is sent, which replaces nothing.
    let mut s = berlin();
    s.invite("2026-05-12 10:00", "Jane", false);
    s.invite("2026-11-12 10:00", "Jane", false);
    assert_eq!(states(&s, "2026-11-12 10:00"), [sent("2026-05-12 10:00", Lapsed), sent("2026-11-12 10:00", Pending)]);
}

#[test]
fn six_months_end_at_the_same_time_of_day_or_on_the_last_day_of_the_month() {
    // Berlin: 31 August has no counterpart in February; 10:00 is +02 in summer and +01 in winter; 02:30 on 28 March 2027
    // is skipped, and 03:00 is the first instant after the gap.
    let lapse = |at: &str| {
        let mut s = berlin();
        s.invite(at, "Jane", false);
        s.local_text(list(&s, at)[0].lapses_at)
    };
    assert_eq!(lapse("2026-08-31 10:00"), "2027-02-28 10:00");
    assert_eq!(lapse("2026-05-12 10:00"), "2026-11-12 10:00");
    assert_eq!(lapse("2026-09-28 02:30"), "2027-03-28 03:00");
    // 30 April + 6 months is 30 October, not the 31st.
    assert_eq!(lapse("2026-04-30 10:00"), "2026-10-30 10:00");
}

#[test]
fn six_months_are_in_the_zone_of_the_account() {
    // 31 August at 20:00 in Los Angeles is 1 September in UTC; it lapses on 28 February at 20:00 in Los Angeles.
    let mut s = story("America/Los_Angeles", "2026-08-01 09:00");
    s.invite("2026-08-31 20:00", "Jane", false);
    assert_eq!(states(&s, "2027-02-28 19:59")[0].1, Pending);
    assert_eq!(states(&s, "2027-02-28 20:00")[0].1, Lapsed);
}

#[test]
fn the_wait_after_a_withdrawal_is_elapsed_hours_and_then_null() {
    // Berlin sets its clocks back on 25 October: 504 hours after 10 October, 10:00 (+02), is 31 October, 09:00 (+01).
    let mut s = berlin();
    s.invite("2026-10-01 10:00", "Jane", false);
    s.withdrawn("2026-10-10 10:00", "Jane");
    let again = |as_of| list(&s, as_of)[0].may_invite_again_at.map(|at| s.local_text(at));
    assert_eq!(again("2026-10-10 10:00").as_deref(), Some("2026-10-31 09:00"));
    assert_eq!(again("2026-10-31 08:59").as_deref(), Some("2026-10-31 09:00"));
    assert_eq!(again("2026-10-31 09:00"), None);
    let reason = |as_of| s.ask(as_of, Some("Jane"), INVITE, 1).reason;
    assert_eq!(reason("2026-10-31 08:59"), VerdictReason::WithdrawnRecently);
    assert_ne!(reason("2026-10-31 09:00"), VerdictReason::WithdrawnRecently);
}

#[test]
fn a_person_withdrawn_twice_waits_for_the_later_one() {
    // 21 days after the 3rd is the 24th; after the 5th, the 26th. Until then nobody can be invited again.
    let mut s = berlin();
    s.invite("2026-11-01 10:00", "Jane", false);
    s.withdrawn("2026-11-03 10:00", "Jane");
    s.invite("2026-11-04 10:00", "Jane", false);
    s.withdrawn("2026-11-05 10:00", "Jane");
    let again: Vec<_> = list(&s, "2026-11-06 10:00").iter().map(|it| it.may_invite_again_at).collect();
    assert_eq!(again, [Some(s.at("2026-11-26 10:00")); 2]);
    assert_eq!(s.ask("2026-11-25 10:00", Some("Jane"), INVITE, 1).available_at, Some(s.at("2026-11-26 10:00")));
}

#[test]
fn an_acceptance_after_a_withdrawal_is_received_and_leaves_the_invitation_withdrawn() {
    let mut s = berlin();
    s.invite("2026-11-01 10:00", "Jane", false);
    let withdrawn = s.withdrawn("2026-11-03 10:00", "Jane");
    let accepted = s.accepted("2026-11-04 10:00", "Jane");
    assert_eq!(s.outcome(accepted), Outcome::Accepted(Acceptance::Received));
    assert_eq!(states(&s, "2026-11-05 10:00"), [sent("2026-11-01 10:00", Withdrawn)]);
    // Without the withdrawal, it was accepted.
    s.void(withdrawn);
    assert_eq!(s.outcome(accepted), Outcome::Accepted(Acceptance::OfInvitation));
    assert_eq!(states(&s, "2026-11-05 10:00"), [sent("2026-11-01 10:00", Accepted)]);
    assert!(s.ask("2026-11-05 10:00", Some("Jane"), INVITE, 1).allowed);
}

#[test]
fn an_acceptance_entered_late_makes_a_withdrawal_count_nowhere_until_it_is_undone() {
    let mut s = berlin();
    s.invite("2026-11-01 10:00", "Jane", false);
    let withdrawn = s.withdrawn("2026-11-05 10:00", "Jane");
    let late = s.accepted("2026-11-03 10:00", "Jane");
    let figures = |s: &Story| {
        let counts = s.statement("2026-11-01", "2026-11-30", "2026-11-06 10:00").counts;
        (counts.accepted, counts.received, counts.withdrawn)
    };
    assert_eq!(s.outcome(withdrawn), Outcome::Withdrawn { was_pending: false });
    assert_eq!((figures(&s), states(&s, "2026-11-06 10:00")[0].1), ((1, 0, 0), Accepted));
    assert!(s.ask("2026-11-06 10:00", Some("Jane"), INVITE, 1).allowed, "no wait");
    s.void(late);
    assert_eq!((figures(&s), states(&s, "2026-11-06 10:00")[0].1), ((0, 0, 1), Withdrawn));
    assert!(!s.ask("2026-11-06 10:00", Some("Jane"), INVITE, 1).allowed);
}

#[test]
fn a_withdrawal_entered_late_leaves_a_later_one_nothing() {
    // Withdrawn on the 5th, and, as is entered later, on the 3rd already: the wait begins on the 3rd.
    let mut s = berlin();
    s.invite("2026-11-01 10:00", "Jane", false);
    let first_entered = s.withdrawn("2026-11-05 10:00", "Jane");
    s.withdrawn("2026-11-03 10:00", "Jane");
    assert_eq!(s.outcome(first_entered), Outcome::Withdrawn { was_pending: false });
    assert_eq!(list(&s, "2026-11-06 10:00")[0].changed_at, Some(s.at("2026-11-03 10:00")));
    assert_eq!(s.ask("2026-11-06 10:00", Some("Jane"), INVITE, 1).available_at, Some(s.at("2026-11-24 10:00")));
}

#[test]
fn undoing_an_invitation_leaves_its_withdrawal_without_effect() {
    let mut s = berlin();
    let invitation = s.invite("2026-11-01 10:00", "Jane", false);
    let withdrawn = s.withdrawn("2026-11-05 10:00", "Jane");
    s.void(invitation);
    assert_eq!(s.outcome(withdrawn), Outcome::Withdrawn { was_pending: false });
    assert_eq!(states(&s, "2026-11-06 10:00"), []);
    assert!(s.ask("2026-11-06 10:00", Some("Jane"), INVITE, 1).allowed);
}

#[test]
fn an_invitation_withdrawn_a_second_before_it_lapses_was_withdrawn_and_at_the_lapse_was_not() {
    // Sent on 12 May at 10:00, it lapses on 12 November at 10:00.
    let outcome = |at: &str| {
        let mut s = berlin();
        s.invite("2026-05-12 10:00", "Jane", false);
        let withdrawn = s.withdrawn(at, "Jane");
        (s.outcome(withdrawn), states(&s, "2026-11-25 09:00")[0].1)
    };
    let counts = |was_pending| Outcome::Withdrawn { was_pending };
    assert_eq!(outcome("2026-11-12T09:59:59+01:00"), (counts(true), Withdrawn));
    assert_eq!(outcome("2026-11-12 10:00"), (counts(false), Lapsed));
}

#[test]
fn merged_people_with_a_pending_invitation_each_have_the_later_one_at_every_instant() {
    // Rules 5.7. The merge is recorded on the 25th and holds at every instant.
    let mut s = berlin();
    s.invite("2026-11-01 10:00", "Jane", false);
    s.invite("2026-11-09 10:00", "Jane Doe", false);
    assert_eq!(pending(&s, "2026-11-10 10:00"), 2);
    let merge = s.merge("Jane Doe", "Jane");
    assert_eq!(states(&s, "2026-11-09 09:59"), [sent("2026-11-01 10:00", Pending)]);
    assert_eq!(states(&s, "2026-11-10 10:00"), [sent("2026-11-09 10:00", Pending)]);
    assert_eq!(pending(&s, "2026-11-10 10:00"), 1);
    assert_eq!(s.ask("2026-11-08 10:00", Some("Jane Doe"), INVITE, 1).warnings, [Warning::AlreadyInvited]);
    // It lapses six months after the later one.
    assert_eq!(states(&s, "2027-05-09 09:59"), [sent("2026-11-09 10:00", Pending)]);
    assert_eq!(states(&s, "2027-05-09 10:00"), [sent("2026-11-09 10:00", Lapsed)]);
    s.void(merge);
    let both = [sent("2026-11-01 10:00", Pending), sent("2026-11-09 10:00", Pending)];
    assert_eq!((states(&s, "2026-11-10 10:00"), pending(&s, "2026-11-10 10:00")), (both.to_vec(), 2));
    assert_eq!(s.ask("2026-11-08 10:00", Some("Jane Doe"), INVITE, 1).warnings, []);
}

#[test]
fn it_makes_no_difference_which_of_two_merged_people_stays() {
    let merged = |from: &str, into: &str| {
        let mut s = berlin();
        s.invite("2026-11-01 10:00", "Jane", false);
        s.withdrawn("2026-11-03 10:00", "Jane");
        s.invite("2026-11-02 10:00", "Jane Doe", true);
        s.accepted("2026-11-06 10:00", "Jane Doe");
        s.merge(from, into);
        (states(&s, "2026-11-25 09:00"), s.statement("2026-11-01", "2026-11-30", "2026-11-25 09:00"))
    };
    let (one, other) = (merged("Jane Doe", "Jane"), merged("Jane", "Jane Doe"));
    assert_eq!(one, other);
    // One person: invited on the 1st and again on the 2nd, withdrawn on the 3rd, received on the 6th.
    assert_eq!(one.0, [sent("2026-11-02 10:00", Withdrawn)]);
    let counts = &one.1.counts;
    assert_eq!((counts.invitations, counts.accepted, counts.received, counts.withdrawn), (2, 0, 1, 1));
    let rate = one.1.acceptance_rate;
    assert_eq!((rate.invited, rate.judged, rate.accepted, rate.pending), (1, 1, 0, 0));
}

#[test]
fn merged_people_share_the_wait_and_the_connection() {
    // Ravi R is a connection since the 2nd; the invitation to Ravi of the 4th is to a connection, and not in the rate.
    let mut s = berlin();
    s.accepted("2026-11-02 10:00", "Ravi R");
    s.invite("2026-11-04 10:00", "Ravi", false);
    s.invite("2026-11-01 10:00", "Jane", false);
    s.withdrawn("2026-11-05 10:00", "Jane");
    s.message("2026-11-03 10:00", "Jane Doe");
    let rate = |s: &Story| s.statement("2026-11-01", "2026-11-30", "2026-11-25 09:00").acceptance_rate.invited;
    assert_eq!(rate(&s), 2);
    assert!(s.ask("2026-11-06 10:00", Some("Jane Doe"), INVITE, 1).allowed);
    let ravi = s.merge("Ravi", "Ravi R");
    let jane = s.merge("Jane Doe", "Jane");
    assert_eq!(rate(&s), 1);
    assert_eq!(s.ask("2026-11-03 10:00", Some("Ravi"), INVITE, 1).warnings, [Warning::AlreadyConnected]);
    let no = s.ask("2026-11-06 10:00", Some("Jane Doe"), INVITE, 1);
    assert_eq!((no.reason, no.available_at), (VerdictReason::WithdrawnRecently, Some(s.at("2026-11-26 10:00"))));
    s.void(ravi);
    s.void(jane);
    assert_eq!(rate(&s), 2);
    assert!(s.ask("2026-11-06 10:00", Some("Jane Doe"), INVITE, 1).allowed);
}
