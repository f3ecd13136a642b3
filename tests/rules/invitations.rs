//! Rules 5 and 3.4: the rolling week, and the month's notes.

use super::story::{Story, berlin, plan};
use inquota::engine::acceptance_rate::AcceptanceRate;
use inquota::engine::outcome::{Acceptance, Outcome, Window};
use inquota::engine::plan::Limit;
use inquota::engine::record::{ContactChange, Fact};
use inquota::engine::status::account_status;
use inquota::engine::verdict::{SendKind, VerdictReason, Warning};

#[test]
fn an_invitation_counts_until_it_is_168_hours_old() {
    let mut s = berlin();
    s.invite("2026-11-10 10:00", "Jane", false);
    assert_eq!(s.account("2026-11-17 09:59").budget().used(Window::Week), 1);
    assert_eq!(s.account("2026-11-17 10:00").budget().used(Window::Week), 0);
}

#[test]
fn the_168_hours_are_elapsed_hours_across_a_clock_change() {
    // Berlin set its clocks back on 25 October 2026: 168 hours after 20 October, 10:00, is 27 October, 09:00.
    let mut s = berlin();
    s.invite("2026-10-20 10:00", "Jane", false);
    assert_eq!(s.account("2026-10-27 08:59").budget().used(Window::Week), 1);
    assert_eq!(s.account("2026-10-27 09:00").budget().used(Window::Week), 0);
}

#[test]
fn the_101st_invitation_is_over_the_limit_and_the_next_slot_is_free_when_the_oldest_end() {
    let mut s = berlin();
    s.invite("2026-11-20 08:00", "first", false);
    for number in 0..99 {
        s.invite("2026-11-21 08:00", &format!("{number}"), false);
    }
    let full = account_status(&s.account("2026-11-22 08:00"));
    assert_eq!((full.week.used, full.week.remaining()), (100, Some(0)));
    assert_eq!(full.next_slot_at, Some(s.at("2026-11-27 08:00")));
    let over = s.invite("2026-11-22 09:00", "one more", false);
    assert_eq!(s.counted(over).over, [Window::Week]);
    // Now 101 count. The end of the one of the 20th leaves 100, and only the end of those of the 21st makes room.
    let over = account_status(&s.account("2026-11-22 10:00"));
    assert_eq!(over.next_slot_at, Some(s.at("2026-11-28 08:00")));
}

#[test]
fn notes_are_counted_per_calendar_month() {
    let mut s = berlin();
    s.plan("2026-11-25 09:00", plan("basic"));
    for number in 0..5 {
        s.invite("2026-11-30 23:00", &format!("{number}"), true);
    }
    let plain = s.invite("2026-11-30 23:30", "plain", false);
    let sixth = s.invite("2026-11-30 23:40", "sixth", true);
    let december = s.invite("2026-12-01 00:00", "december", true);
    assert_eq!(s.counted(plain).over, []);
    assert_eq!(s.counted(sixth).over, [Window::Notes]);
    assert_eq!(s.counted(december).over, []);
}

#[test]
fn an_accepted_invitation_opens_no_conversation() {
    let mut s = berlin();
    s.invite("2026-11-25 10:00", "Jane", false);
    let accepted = s.accepted("2026-11-25 11:00", "Jane");
    let message = s.message("2026-11-25 12:00", "Jane");
    assert_eq!(s.outcome(accepted), Outcome::Accepted(Acceptance::OfInvitation));
    assert!(s.counted(message).day_slot);
    assert_eq!(s.account("2026-11-25 12:00").budget().totals().responses, 0);
}

/// The acceptances and the received connections of a period.
fn acceptances(s: &Story, from: &str, to: &str, as_of: &str) -> (u64, u64) {
    let counts = s.statement(from, to, as_of).counts;
    (counts.accepted, counts.received)
}

/// The acceptance rate of November 2026.
fn november(s: &Story, as_of: &str) -> AcceptanceRate {
    s.statement("2026-11-01", "2026-11-30", as_of).acceptance_rate
}

fn rate(invited: u64, judged: u64, accepted: u64, pending: u64) -> AcceptanceRate {
    AcceptanceRate { invited, judged, accepted, pending }
}

#[test]
fn an_acceptance_without_a_pending_invitation_makes_a_received_connection_once() {
    // Rules 5.3. Jane was invited, Ravi invited the member: each accepts once and is entered twice.
    let mut s = berlin();
    s.invite("2026-11-10 10:00", "Jane", false);
    let outcomes = [("Jane", Acceptance::OfInvitation), ("Ravi", Acceptance::Received)];
    for (name, first) in outcomes {
        let once = s.accepted("2026-11-11 10:00", name);
        let again = s.accepted("2026-11-12 10:00", name);
        assert_eq!(s.outcome(once), Outcome::Accepted(first));
        assert_eq!(s.outcome(again), Outcome::Accepted(Acceptance::AlreadyConnected));
    }
    assert_eq!(acceptances(&s, "2026-11-01", "2026-11-30", "2026-11-25 09:00"), (1, 1));
}

#[test]
fn an_invitation_lapses_at_six_months_and_an_acceptance_then_is_received() {
    // Sent on 31 August: it lapses on 28 February, the last day of the sixth month, at the same time of day.
    let accepted_at = |at| {
        let mut s = berlin();
        s.invite("2026-08-31 10:00", "Jane", false);
        let accepted = s.accepted(at, "Jane");
        s.outcome(accepted)
    };
    assert_eq!(accepted_at("2027-02-28 09:59"), Outcome::Accepted(Acceptance::OfInvitation));
    assert_eq!(accepted_at("2027-02-28 10:00"), Outcome::Accepted(Acceptance::Received));
}

#[test]
fn an_acceptance_counts_in_the_month_in_which_it_was_accepted() {
    // Sent in October, accepted in November: November has an acceptance without an invitation.
    let mut s = berlin();
    s.invite("2026-10-30 10:00", "Jane", false);
    s.accepted("2026-11-02 10:00", "Jane");
    assert_eq!(acceptances(&s, "2026-10-01", "2026-10-31", "2026-11-25 09:00"), (0, 0));
    assert_eq!(acceptances(&s, "2026-11-01", "2026-11-30", "2026-11-25 09:00"), (1, 0));
    let october = s.statement("2026-10-01", "2026-10-31", "2026-11-25 09:00").acceptance_rate;
    assert_eq!((october, november(&s, "2026-11-25 09:00")), (rate(1, 1, 1, 0), rate(0, 0, 0, 0)));
}

#[test]
fn an_invitation_is_judged_14_times_24_hours_after_it_was_sent() {
    // Rules 5.6 and 8.1: accepted or not, it is pending until then.
    let mut s = berlin();
    s.invite("2026-11-02 10:00", "Jane", false);
    s.accepted("2026-11-03 10:00", "Jane");
    assert_eq!(november(&s, "2026-11-16 09:59"), rate(1, 0, 0, 1));
    assert_eq!(november(&s, "2026-11-16 09:59").rate(), None);
    assert_eq!(november(&s, "2026-11-16 10:00"), rate(1, 1, 1, 0));
}

#[test]
fn an_acceptance_after_more_than_14_times_24_hours_does_not_count_in_the_rate() {
    let with_acceptance = |at| {
        let mut s = berlin();
        s.invite("2026-11-02 10:00", "Jane", false);
        s.accepted(at, "Jane");
        november(&s, "2026-11-25 09:00")
    };
    assert_eq!(with_acceptance("2026-11-16 10:00"), rate(1, 1, 1, 0));
    assert_eq!(with_acceptance("2026-11-16T10:00:01+01:00"), rate(1, 1, 0, 0));
    // At the instant at which it was sent, and entered after it.
    assert_eq!(with_acceptance("2026-11-02 10:00"), rate(1, 1, 1, 0));
}

#[test]
fn an_invitation_that_replaces_a_pending_one_goes_on_with_it_from_the_first_instant() {
    // Invited on the 1st and again on the 9th: one invitation, of the 1st. Accepted on the 15th at 10:00, it is exactly
    // 14 days old; a minute later, it is too late.
    let accepted_at = |at| {
        let mut s = berlin();
        s.invite("2026-11-01 10:00", "Jane", false);
        s.invite("2026-11-09 10:00", "Jane", false);
        s.accepted(at, "Jane");
        (november(&s, "2026-11-25 09:00"), acceptances(&s, "2026-11-01", "2026-11-30", "2026-11-25 09:00"))
    };
    assert_eq!(accepted_at("2026-11-15 10:00"), (rate(1, 1, 1, 0), (1, 0)));
    assert_eq!(accepted_at("2026-11-15 10:01"), (rate(1, 1, 0, 0), (1, 0)));
}

#[test]
fn a_replacement_is_pending_for_six_months_of_its_own() {
    // The first lapses on 12 May; the second was sent on 11 May, while the first was pending.
    let mut s = berlin();
    s.invite("2026-11-12 10:00", "Jane", false);
    s.invite("2027-05-11 10:00", "Jane", false);
    let accepted = s.accepted("2027-11-11 09:59", "Jane");
    assert_eq!(s.outcome(accepted), Outcome::Accepted(Acceptance::OfInvitation));
}

#[test]
fn an_invitation_after_a_lapse_counts_again() {
    let mut s = berlin();
    s.invite("2026-05-05 10:00", "Jane", false);
    s.invite("2026-11-05 10:00", "Jane", false);
    s.accepted("2026-11-06 10:00", "Jane");
    let may = s.statement("2026-05-01", "2026-05-31", "2026-11-25 09:00").acceptance_rate;
    assert_eq!((may, november(&s, "2026-11-25 09:00")), (rate(1, 1, 0, 0), rate(1, 1, 1, 0)));
}

#[test]
fn an_invitation_to_a_known_connection_is_not_counted_in_the_rate() {
    // It counts as sent, and its acceptance settles it.
    let mut s = berlin();
    s.accepted("2026-11-01 10:00", "Jane");
    s.invite("2026-11-02 10:00", "Jane", false);
    let accepted = s.accepted("2026-11-03 10:00", "Jane");
    assert_eq!(s.outcome(accepted), Outcome::Accepted(Acceptance::OfInvitation));
    assert_eq!(november(&s, "2026-11-25 09:00"), rate(0, 0, 0, 0));
    assert_eq!(s.statement("2026-11-01", "2026-11-30", "2026-11-25 09:00").counts.invitations, 1);
}

#[test]
fn inviting_again_and_inviting_a_connection_give_a_warning() {
    let mut s = berlin();
    s.invite("2026-05-12 10:00", "Jane", false);
    s.accepted("2026-11-01 10:00", "Ravi");
    let invite = SendKind::Invitation { with_note: false };
    let warnings = |at, name| s.ask(at, Some(name), invite, 1).warnings;
    assert_eq!(warnings("2026-11-12 09:59", "Jane"), [Warning::AlreadyInvited]);
    assert_eq!(warnings("2026-11-12 10:00", "Jane"), []);
    assert_eq!(warnings("2026-11-12 10:00", "Ravi"), [Warning::AlreadyConnected]);
}

#[test]
fn merged_people_have_one_invitation() {
    // Rules 5.7: the later of the two is pending, the earlier one counts in the rate.
    let mut s = berlin();
    let two = [s.invite("2026-11-01 10:00", "Jane", false), s.invite("2026-11-09 10:00", "Jane Doe", false)];
    s.accepted("2026-11-10 10:00", "Jane");
    assert_eq!(november(&s, "2026-11-25 09:00"), rate(2, 2, 1, 0));
    let [jane, doe] = two.map(|id| s.timeline().records()[s.timeline().place_of(id).unwrap()].fact.person().unwrap());
    let merge = s.add("2026-11-20 10:00", Fact::Contact(Box::new(ContactChange::Merge { from: doe, into: jane })));
    assert_eq!(november(&s, "2026-11-25 09:00"), rate(1, 1, 1, 0));
    s.void(merge);
    assert_eq!(november(&s, "2026-11-25 09:00"), rate(2, 2, 1, 0));
}

#[test]
fn an_invitation_entered_late_makes_a_received_connection_an_accepted_one() {
    let mut s = berlin();
    s.accepted("2026-11-10 10:00", "Jane");
    assert_eq!(acceptances(&s, "2026-11-01", "2026-11-30", "2026-11-25 09:00"), (0, 1));
    let invitation = s.invite("2026-11-09 10:00", "Jane", false);
    assert_eq!(acceptances(&s, "2026-11-01", "2026-11-30", "2026-11-25 09:00"), (1, 0));
    s.void(invitation);
    assert_eq!(acceptances(&s, "2026-11-01", "2026-11-30", "2026-11-25 09:00"), (0, 1));
}

#[test]
fn after_a_withdrawal_the_person_cannot_be_invited_for_21_times_24_hours() {
    // Rules 5.4: from 4 November at 10:00 until, not including, 25 November at 10:00.
    let mut s = berlin();
    s.invite("2026-11-01 10:00", "Jane", false);
    s.withdrawn("2026-11-04 10:00", "Jane");
    let invite = |at| s.ask(at, Some("Jane"), SendKind::Invitation { with_note: false }, 1);
    let no = invite("2026-11-25 09:59");
    assert_eq!((no.allowed, no.reason), (false, VerdictReason::WithdrawnRecently));
    assert_eq!(no.available_at, Some(s.at("2026-11-25 10:00")));
    assert!(invite("2026-11-25 10:00").allowed);
    // Only invitations, and only to her.
    assert!(s.ask("2026-11-05 10:00", Some("Jane"), SendKind::Message, 1).allowed);
    assert!(s.ask("2026-11-05 10:00", None, SendKind::Invitation { with_note: false }, 1).allowed);
}

#[test]
fn of_several_reasons_the_one_lifted_last_is_given() {
    // The week of one invitation is full until 8 November at 10:00; the wait ends on 25 November at 11:00.
    let mut s = berlin();
    let one = crate::story::changed(plan("free"), |changes| changes.invitations = Some(Some(Limit::enforced(1))));
    s.plan("2026-11-01 09:00", one);
    s.invite("2026-11-01 10:00", "Jane", false);
    s.withdrawn("2026-11-04 11:00", "Jane");
    let no = s.ask("2026-11-05 10:00", Some("Jane"), SendKind::Invitation { with_note: false }, 1);
    assert_eq!((no.reason, no.available_at), (VerdictReason::WithdrawnRecently, Some(s.at("2026-11-25 11:00"))));
}

#[test]
fn a_withdrawn_invitation_still_counts_and_was_not_accepted() {
    let mut s = berlin();
    s.invite("2026-11-02 10:00", "Jane", true);
    let withdrawn = s.withdrawn("2026-11-03 10:00", "Jane");
    assert_eq!(s.outcome(withdrawn), Outcome::Withdrawn { was_pending: true });
    assert_eq!(s.account("2026-11-09 09:59").budget().used(Window::Week), 1);
    assert_eq!(s.account("2026-11-09 09:59").budget().used(Window::Notes), 1);
    // What is accepted after it was withdrawn is another's invitation.
    let accepted = s.accepted("2026-11-05 10:00", "Jane");
    assert_eq!(s.outcome(accepted), Outcome::Accepted(Acceptance::Received));
    assert_eq!(november(&s, "2026-11-25 09:00"), rate(1, 1, 0, 0));
    let counts = s.statement("2026-11-01", "2026-11-30", "2026-11-25 09:00").counts;
    assert_eq!((counts.accepted, counts.received, counts.withdrawn), (0, 1, 1));
}

#[test]
fn a_withdrawal_that_finds_nothing_pending_counts_nowhere() {
    let mut s = berlin();
    s.invite("2026-11-02 10:00", "Jane", false);
    s.accepted("2026-11-03 10:00", "Jane");
    let withdrawn = s.withdrawn("2026-11-04 10:00", "Jane");
    assert_eq!(s.outcome(withdrawn), Outcome::Withdrawn { was_pending: false });
    assert_eq!(s.statement("2026-11-01", "2026-11-30", "2026-11-25 09:00").counts.withdrawn, 0);
    assert!(s.ask("2026-11-05 10:00", Some("Jane"), SendKind::Invitation { with_note: false }, 1).allowed);
}

#[test]
fn an_invitation_after_a_withdrawal_counts_again() {
    let mut s = berlin();
    s.invite("2026-11-01 10:00", "Jane", false);
    s.withdrawn("2026-11-02 10:00", "Jane");
    s.invite("2026-11-03 10:00", "Jane", false);
    s.accepted("2026-11-04 10:00", "Jane");
    assert_eq!(november(&s, "2026-11-25 09:00"), rate(2, 2, 1, 0));
}

#[test]
fn a_withdrawal_of_merged_people_withdraws_the_invitation_that_is_pending() {
    // Rules 5.7: two invitations, one person: the later is pending, and the withdrawal leaves none.
    let mut s = berlin();
    let two = [s.invite("2026-11-01 10:00", "Jane", false), s.invite("2026-11-09 10:00", "Jane Doe", false)];
    let [jane, doe] = two.map(|id| s.timeline().records()[s.timeline().place_of(id).unwrap()].fact.person().unwrap());
    s.withdrawn("2026-11-10 10:00", "Jane Doe");
    let pending =
        |s: &Story| s.account("2026-11-11 10:00").people().filter(|(_, it)| it.connection.invitation.is_some()).count();
    assert_eq!(pending(&s), 1);
    s.add("2026-11-20 10:00", Fact::Contact(Box::new(ContactChange::Merge { from: doe, into: jane })));
    assert_eq!(pending(&s), 0);
}

#[test]
fn a_message_to_a_person_whose_invitation_is_pending_gives_a_warning() {
    // Rules 5.5.
    let mut s = berlin();
    s.invite("2026-11-01 10:00", "Jane", false);
    let message = |s: &Story, at| s.ask(at, Some("Jane"), SendKind::Message, 1).warnings;
    assert_eq!(message(&s, "2026-11-02 10:00"), [Warning::NotYetConnected]);
    // Lapsed on 1 May.
    assert_eq!(message(&s, "2027-05-01 10:00"), []);
    s.accepted("2026-11-03 10:00", "Jane");
    assert_eq!(message(&s, "2026-11-04 10:00"), []);
}
