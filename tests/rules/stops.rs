//! Rules 6: what LinkedIn has stopped, until when, and the count at which it did.

use super::story::{Story, berlin, changed, date, plan, plan_from, renewing_on, story};
use inquota::engine::advice::agenda::agenda;
use inquota::engine::advice::habits::Habits;
use inquota::engine::advice::loss::losses;
use inquota::engine::advice::pace::PaceSubject;
use inquota::engine::correction::Correction;
use inquota::engine::outcome::Outcome;
use inquota::engine::plan::{Limit, Window};
use inquota::engine::record::{Charge, Fact, RecordId};
use inquota::engine::stop::{Stop, StoppedKind};
use inquota::engine::stop_ends::{EarlyEnd, StopEnds};
use inquota::engine::verdict::{SendKind, VerdictReason};

const INMAIL: SendKind = SendKind::InMail(Charge::Ordinary);
const FREE_INMAIL: SendKind = SendKind::InMail(Charge::Free);
const PLAIN: SendKind = SendKind::Invitation { with_note: false };
const WITH_NOTE: SendKind = SendKind::Invitation { with_note: true };

fn stop(s: &mut Story, at: &str, what: StoppedKind, until: Option<&str>) -> RecordId {
    s.add(at, Fact::Stopped { what, until: until.map(date) })
}

fn lift(s: &mut Story, at: &str, what: StoppedKind) -> RecordId {
    s.add(at, Fact::Lifted { what })
}

/// When a no because of a stop turns to yes; `None` for a yes.
fn stopped_until(s: &Story, as_of: &str, question: SendKind) -> Option<String> {
    let verdict = s.ask(as_of, None, question, 1);
    assert_eq!(verdict.allowed, verdict.reason != VerdictReason::Stopped, "{verdict:?}");
    verdict.available_at.map(|at| at.to_string())
}

/// The count of the latest stop of a kind.
fn count(s: &Story, as_of: &str, kind: StoppedKind) -> u32 {
    s.account(as_of).budget().stops().latest(kind).unwrap().count
}

#[test]
fn a_stop_of_messages_holds_for_the_rest_of_the_day_whoever_they_are_to() {
    let mut s = berlin();
    s.message("2026-11-25 08:00", "counted");
    s.reply("2026-11-25 08:30", "open");
    stop(&mut s, "2026-11-25 10:00", StoppedKind::Message, None);
    for name in [None, Some("counted"), Some("open")] {
        let ask = |as_of| s.ask(as_of, name, SendKind::Message, 1);
        assert!(ask("2026-11-25 09:59").allowed);
        for as_of in ["2026-11-25 10:00", "2026-11-25 23:59"] {
            let no = ask(as_of);
            assert_eq!((no.allowed, no.reason, no.fits_now), (false, VerdictReason::Stopped, Some(0)), "{name:?}");
            assert_eq!(no.available_at, Some(s.at("2026-11-26 00:00")));
        }
        assert!(ask("2026-11-26 00:00").allowed);
    }
    // Nothing else is stopped.
    for question in [INMAIL, FREE_INMAIL, PLAIN, WITH_NOTE] {
        assert!(s.ask("2026-11-25 12:00", None, question, 1).allowed, "{question:?}");
    }
}

#[test]
fn a_stop_of_inmails_stops_free_ones_and_those_of_open_conversations_too() {
    let mut s = berlin();
    s.reply("2026-11-25 08:30", "open");
    stop(&mut s, "2026-11-25 10:00", StoppedKind::InMail, None);
    for (name, question) in [(None, INMAIL), (None, FREE_INMAIL), (Some("open"), INMAIL), (Some("open"), FREE_INMAIL)] {
        let no = s.ask("2026-11-25 12:00", name, question, 1);
        assert_eq!((no.reason, no.available_at), (VerdictReason::Stopped, Some(s.at("2026-11-26 00:00"))));
    }
    // Before the first plan, an InMail is free; a stop stops it all the same.
    let mut s = berlin();
    stop(&mut s, "2026-10-10 10:00", StoppedKind::InMail, None);
    assert_eq!(s.ask("2026-10-10 12:00", None, INMAIL, 1).reason, VerdictReason::Stopped);
    assert_eq!(s.ask("2026-10-11 12:00", None, INMAIL, 1).reason, VerdictReason::FreeInMail);
}

#[test]
fn across_the_end_of_a_month_notes_end_with_it_and_invitations_after_168_hours() {
    // On 27 November at 10:00: the month ends on 1 December at 00:00 (23:00 UTC of the 30th), and 168 hours are over
    // on 4 December at 10:00 (09:00 UTC).
    let mut s = berlin();
    stop(&mut s, "2026-11-27 10:00", StoppedKind::Note, None);
    assert_eq!(stopped_until(&s, "2026-11-30 23:59", WITH_NOTE).unwrap(), "2026-11-30T23:00:00Z");
    assert_eq!(stopped_until(&s, "2026-12-01 00:00", WITH_NOTE), None);
    assert_eq!(stopped_until(&s, "2026-11-28 12:00", PLAIN), None);
    stop(&mut s, "2026-11-27 10:00", StoppedKind::Invitation, None);
    for question in [PLAIN, WITH_NOTE] {
        for as_of in ["2026-11-30 12:00", "2026-12-04 09:59"] {
            assert_eq!(stopped_until(&s, as_of, question).unwrap(), "2026-12-04T09:00:00Z");
        }
        assert_eq!(stopped_until(&s, "2026-12-04 10:00", question), None);
    }
}

#[test]
fn the_168_hours_are_elapsed_hours_across_a_clock_change() {
    // Berlin set its clocks back on 25 October 2026.
    let mut s = berlin();
    stop(&mut s, "2026-10-20 10:00", StoppedKind::Invitation, None);
    assert_eq!(stopped_until(&s, "2026-10-27 08:59", PLAIN).unwrap(), "2026-10-27T08:00:00Z");
    assert_eq!(stopped_until(&s, "2026-10-27 09:00", PLAIN), None);
}

#[test]
fn a_day_of_another_length_and_a_date_without_a_midnight_end_where_the_calendar_says() {
    // 25 October 2026 has 25 hours in Berlin and ends at 23:00 UTC.
    let mut s = berlin();
    stop(&mut s, "2026-10-25 01:00", StoppedKind::Message, None);
    assert_eq!(stopped_until(&s, "2026-10-25 23:59", SendKind::Message).unwrap(), "2026-10-25T23:00:00Z");
    // Beirut skipped the hour from midnight on 27 March 2022: that date began at 01:00, which was 22:00 UTC.
    let mut s = story("Asia/Beirut", "2022-03-01 09:00");
    stop(&mut s, "2022-03-20 10:00", StoppedKind::Message, Some("2022-03-27"));
    stop(&mut s, "2022-03-26 10:00", StoppedKind::InMail, None);
    for question in [SendKind::Message, INMAIL] {
        assert_eq!(stopped_until(&s, "2022-03-26T21:59:59Z", question).unwrap(), "2022-03-26T22:00:00Z");
        assert_eq!(stopped_until(&s, "2022-03-26T22:00:00Z", question), None);
    }
}

#[test]
fn until_is_the_first_day_on_which_it_no_longer_holds() {
    let mut s = berlin();
    stop(&mut s, "2026-11-25 10:00", StoppedKind::InMail, Some("2026-12-03"));
    assert_eq!(stopped_until(&s, "2026-12-02 23:59", INMAIL).unwrap(), "2026-12-02T23:00:00Z");
    assert_eq!(stopped_until(&s, "2026-12-03 00:00", INMAIL), None);
}

#[test]
fn another_stop_of_a_kind_replaces_the_first_even_by_a_shorter_one() {
    let mut s = berlin();
    stop(&mut s, "2026-11-20 10:00", StoppedKind::Invitation, None);
    let shorter = stop(&mut s, "2026-11-21 10:00", StoppedKind::Invitation, Some("2026-11-23"));
    // As of an instant before the second, the first holds until the 27th at 10:00 (09:00 UTC).
    assert_eq!(stopped_until(&s, "2026-11-21 09:59", PLAIN).unwrap(), "2026-11-27T09:00:00Z");
    assert_eq!(stopped_until(&s, "2026-11-21 10:00", PLAIN).unwrap(), "2026-11-22T23:00:00Z");
    assert_eq!(stopped_until(&s, "2026-11-23 00:00", PLAIN), None);
    // Undone, the first holds again.
    s.void(shorter);
    assert_eq!(stopped_until(&s, "2026-11-23 00:00", PLAIN).unwrap(), "2026-11-27T09:00:00Z");
}

#[test]
fn a_stop_is_lifted_early_and_only_while_it_holds() {
    let mut s = berlin();
    let stopped = stop(&mut s, "2026-11-25 10:00", StoppedKind::Invitation, None);
    let other = lift(&mut s, "2026-11-25 11:00", StoppedKind::Note);
    let lifted = lift(&mut s, "2026-11-26 10:00", StoppedKind::Invitation);
    let again = lift(&mut s, "2026-11-26 10:00", StoppedKind::Invitation);
    let first = Stop { since: s.at("2026-11-25 10:00"), until: s.at("2026-12-02 10:00"), count: 0 };
    assert_eq!(s.outcome(stopped), Outcome::Stopped(first));
    assert_eq!(s.outcome(lifted), Outcome::Lifted(Some(first)));
    assert_eq!((s.outcome(other), s.outcome(again)), (Outcome::Lifted(None), Outcome::Lifted(None)));
    assert_eq!(stopped_until(&s, "2026-11-26 09:59", PLAIN).unwrap(), "2026-12-02T09:00:00Z");
    assert_eq!(stopped_until(&s, "2026-11-26 10:00", PLAIN), None);
    s.void(lifted);
    // The second now ends it.
    assert_eq!(s.outcome(again), Outcome::Lifted(Some(first)));
    s.void(again);
    assert_eq!(stopped_until(&s, "2026-11-26 10:00", PLAIN).unwrap(), "2026-12-02T09:00:00Z");
}

#[test]
fn undoing_a_stop_ends_it_at_every_instant() {
    let mut s = berlin();
    let stopped = stop(&mut s, "2026-11-25 10:00", StoppedKind::Message, None);
    s.void(stopped);
    assert_eq!(stopped_until(&s, "2026-11-25 12:00", SendKind::Message), None);
    assert_eq!(s.account("2026-11-25 12:00").budget().stops().latest(StoppedKind::Message), None);
}

#[test]
fn an_edited_stop_ends_where_its_new_instant_says() {
    let mut s = berlin();
    let stopped = stop(&mut s, "2026-11-25 10:00", StoppedKind::Message, None);
    s.edit(stopped, Correction { at: Some(s.at("2026-11-24 23:00")), ..Correction::default() });
    assert_eq!(stopped_until(&s, "2026-11-24 23:30", SendKind::Message).unwrap(), "2026-11-24T23:00:00Z");
    assert_eq!(stopped_until(&s, "2026-11-25 10:00", SendKind::Message), None);
}

#[test]
fn an_edit_gives_a_stop_another_end_or_its_usual_one() {
    let mut s = berlin();
    let stopped = stop(&mut s, "2026-11-25 10:00", StoppedKind::Message, Some("2027-12-05"));
    let until = |until: Option<&str>| Correction {
        until: Some(until.map(|date| date.parse().unwrap())),
        ..Correction::default()
    };
    s.edit(stopped, until(Some("2026-12-05")));
    assert_eq!(stopped_until(&s, "2026-11-25 12:00", SendKind::Message).unwrap(), "2026-12-04T23:00:00Z");
    s.edit(stopped, until(None));
    assert_eq!(stopped_until(&s, "2026-11-25 12:00", SendKind::Message).unwrap(), "2026-11-25T23:00:00Z");
    // It is nothing of a send.
    let sent = s.message("2026-11-25 13:00", "Jane");
    s.edit(sent, until(Some("2026-12-05")));
    assert!(s.counted(sent).day_slot);
}

#[test]
fn a_stop_ends_early_where_it_is_lifted_or_replaced() {
    // The first is replaced at 10:00 on the 24th, and the second lifted on the 25th. That of notes keeps its end. That of
    // the 26th is over with its day before the last one comes, which is lifted only after the instant asked about.
    let mut s = berlin();
    let replaced = stop(&mut s, "2026-11-23 10:00", StoppedKind::Invitation, None);
    let lifted = stop(&mut s, "2026-11-24 10:00", StoppedKind::Invitation, None);
    let notes = stop(&mut s, "2026-11-24 11:00", StoppedKind::Note, None);
    lift(&mut s, "2026-11-25 10:00", StoppedKind::Invitation);
    let over = stop(&mut s, "2026-11-26 10:00", StoppedKind::Message, None);
    let open = stop(&mut s, "2026-11-27 10:00", StoppedKind::Message, None);
    lift(&mut s, "2026-11-27 12:00", StoppedKind::Message);
    let timeline = s.timeline();
    let ends = StopEnds::until(&timeline, s.at("2026-11-27 11:00"));
    let of = |id| ends.of(timeline.place_of(id).unwrap());
    assert_eq!(of(replaced), Some((s.at("2026-11-24 10:00"), EarlyEnd::Replaced)));
    assert_eq!(of(lifted), Some((s.at("2026-11-25 10:00"), EarlyEnd::Lifted)));
    assert_eq!([notes, over, open].map(of), [None, None, None]);
}

#[test]
fn the_count_is_that_of_the_day_the_168_hours_or_the_month() {
    let mut s = berlin();
    // Messages: 2 different people on the 25th, one of them twice, and one on the day before.
    s.message("2026-11-24 12:00", "yesterday");
    for name in ["a", "b", "a"] {
        s.message("2026-11-25 08:00", name);
    }
    // InMails of the day: a credit, a free one and an uncovered one; none of an open conversation.
    s.reply("2026-11-25 07:00", "open");
    s.inmail("2026-11-24 23:59", "yesterday");
    s.inmail("2026-11-25 08:00", "c");
    s.free_inmail("2026-11-25 08:01", "d");
    s.balance("2026-11-25 08:02", 0);
    s.inmail("2026-11-25 08:03", "e");
    s.inmail("2026-11-25 08:04", "open");
    s.free_inmail("2026-11-25 08:05", "open");
    // Invitations: one is exactly 168 hours old at 09:00 and no longer counts, one was withdrawn and does. Three notes
    // are of November, one is of October.
    s.invite("2026-10-31 12:00", "f", true);
    s.invite("2026-11-02 12:00", "g", true);
    s.invite("2026-11-18 09:00", "h", true);
    s.invite("2026-11-18 10:00", "i", true);
    s.invite("2026-11-20 10:00", "j", false);
    s.withdrawn("2026-11-21 10:00", "j");
    for kind in StoppedKind::ALL {
        stop(&mut s, "2026-11-25 09:00", kind, None);
    }
    let counts = StoppedKind::ALL.map(|kind| count(&s, "2026-11-25 09:00", kind));
    assert_eq!(counts, [2, 3, 2, 3]);
    // What is sent afterwards does not change it, not even at the same instant; it stays when the stop is over.
    s.message("2026-11-25 09:00", "z");
    s.invite("2026-11-25 09:30", "z", true);
    assert_eq!(StoppedKind::ALL.map(|kind| count(&s, "2027-05-25 09:00", kind)), counts);
}

#[test]
fn inmails_before_the_first_plan_count_in_their_day() {
    let mut s = berlin();
    s.inmail("2026-10-10 08:00", "a");
    stop(&mut s, "2026-10-10 09:00", StoppedKind::InMail, None);
    assert_eq!(count(&s, "2026-10-10 09:00", StoppedKind::InMail), 1);
}

#[test]
fn late_records_and_undo_move_the_count() {
    let mut s = berlin();
    let first = s.invite("2026-11-24 10:00", "a", false);
    stop(&mut s, "2026-11-25 09:00", StoppedKind::Invitation, None);
    assert_eq!(count(&s, "2026-11-25 09:00", StoppedKind::Invitation), 1);
    s.invite("2026-11-25 08:59", "late", false);
    assert_eq!(count(&s, "2026-11-25 09:00", StoppedKind::Invitation), 2);
    s.void(first);
    assert_eq!(count(&s, "2026-11-25 09:00", StoppedKind::Invitation), 1);
}

#[test]
fn of_a_stop_and_a_full_limit_the_one_lifted_last_is_the_reason_and_the_stop_at_a_tie() {
    let full = || {
        let mut s = berlin();
        s.messages("2026-11-24 10:00", 15);
        s.messages("2026-11-25 10:00", 15);
        s
    };
    let ask = |s: &Story| {
        let no = s.ask("2026-11-25 12:00", None, SendKind::Message, 1);
        (no.reason, no.available_at.unwrap().to_string())
    };
    let december = |reason| (reason, "2026-11-30T23:00:00Z".to_owned());
    // The stop ends with the day, as the full day does; the full month ends on 1 December.
    let mut s = full();
    stop(&mut s, "2026-11-25 11:00", StoppedKind::Message, None);
    assert_eq!(ask(&s), december(VerdictReason::MonthlyLimit));
    // The stop ends with the month.
    let mut s = full();
    stop(&mut s, "2026-11-25 11:00", StoppedKind::Message, Some("2026-12-01"));
    assert_eq!(ask(&s), december(VerdictReason::Stopped));
    // The stop ends after it.
    let mut s = full();
    stop(&mut s, "2026-11-25 11:00", StoppedKind::Message, Some("2026-12-02"));
    assert_eq!(ask(&s), (VerdictReason::Stopped, "2026-12-01T23:00:00Z".to_owned()));
}

#[test]
fn a_stop_comes_before_the_wait_after_a_withdrawal_at_a_tie() {
    // Withdrawn on 5 November at 00:00: 21 days later is 26 November at 00:00.
    let mut s = berlin();
    s.invite("2026-11-04 12:00", "Jane", false);
    s.withdrawn("2026-11-05 00:00", "Jane");
    let ask = |s: &Story| s.ask("2026-11-25 12:00", Some("Jane"), PLAIN, 1).reason;
    assert_eq!(ask(&s), VerdictReason::WithdrawnRecently);
    let tie = stop(&mut s, "2026-11-25 11:00", StoppedKind::Invitation, Some("2026-11-26"));
    assert_eq!(ask(&s), VerdictReason::Stopped);
    s.void(tie);
    stop(&mut s, "2026-11-24 11:00", StoppedKind::Invitation, Some("2026-11-25"));
    assert_eq!(ask(&s), VerdictReason::WithdrawnRecently);
}

#[test]
fn a_stop_of_more_than_ten_years_has_no_instant_and_yields_to_no_other_reason() {
    let mut s = berlin();
    stop(&mut s, "2026-11-25 10:00", StoppedKind::Message, Some("2037-01-01"));
    let no = s.ask("2026-11-25 12:00", None, SendKind::Message, 3);
    assert_eq!((no.reason, no.available_at, no.fits_ever), (VerdictReason::Stopped, None, None));
    // With a limit of 0 as well, both never lift: the stop comes first.
    s.plan("2026-11-25 11:00", changed(plan("free"), |c| c.daily = Some(Some(Limit::enforced(0)))));
    let no = s.ask("2026-11-25 12:00", None, SendKind::Message, 1);
    assert_eq!((no.reason, no.available_at), (VerdictReason::Stopped, None));
}

#[test]
fn an_advisory_limit_warns_while_a_stop_blocks() {
    let mut s = berlin();
    for number in 0..100 {
        s.invite("2026-11-24 10:00", &format!("{number}"), false);
    }
    assert_eq!(s.ask("2026-11-25 12:00", None, PLAIN, 1).reason, VerdictReason::AdvisoryLimit);
    stop(&mut s, "2026-11-25 11:00", StoppedKind::Invitation, Some("2026-11-27"));
    assert_eq!(stopped_until(&s, "2026-11-25 12:00", PLAIN).unwrap(), "2026-11-26T23:00:00Z");
}

#[test]
fn a_send_while_it_is_stopped_counts_like_any_other() {
    let mut s = berlin();
    stop(&mut s, "2026-11-25 10:00", StoppedKind::Message, None);
    let sent = s.message("2026-11-25 11:00", "Jane");
    let counted = s.counted(sent);
    assert!(counted.day_slot && counted.month_slot && counted.over.is_empty());
}

#[test]
fn the_days_of_a_stop_are_no_days_to_spend_credits() {
    // Credits of 12 September last 90 days, through 10 December. From Wednesday, 25 November, that is 12 working days
    // for 5 credits. Stopped until the 9th, the 9th and the 10th are left: 3 a day. Until the 11th, none is.
    let mut s = berlin();
    s.plan("2026-11-25 09:00", renewing_on(12, plan_from("premium-career", "2026-09-12")));
    let a_day = |s: &Story| losses(s.account("2026-11-25 09:30").budget(), &Habits::default(), 16)[0].per_working_day;
    assert_eq!(a_day(&s), Some(1));
    stop(&mut s, "2026-11-25 09:10", StoppedKind::InMail, Some("2026-12-09"));
    assert_eq!(a_day(&s), Some(3));
    stop(&mut s, "2026-11-25 09:20", StoppedKind::InMail, Some("2026-12-11"));
    assert_eq!(a_day(&s), None);
}

#[test]
fn the_agenda_leaves_out_what_is_stopped() {
    // A message of Monday, 16 November: the first nudge is due a week later, on the 23rd. By the 25th, 10 of 30 people
    // of the month and 1 InMail credit of 5 are used.
    let mut s = berlin();
    s.messages("2026-11-16 10:00", 10);
    s.inmail("2026-11-16 10:00", "Ravi");
    let now = "2026-11-25 12:00";
    let subjects = |s: &Story| {
        let agenda = agenda(&s.timeline(), &s.account(now), &Habits::default());
        let month = agenda.pace.iter().any(|pace| pace.window == PaceSubject::Window(Window::Month));
        let credits = agenda.pace.iter().any(|pace| pace.window == PaceSubject::Credits);
        (agenda.due.len(), agenda.stopped, month, credits)
    };
    assert_eq!(subjects(&s), (10, 0, true, true));
    let messages = stop(&mut s, "2026-11-25 10:00", StoppedKind::Message, None);
    assert_eq!(subjects(&s), (0, 10, false, true));
    s.void(messages);
    stop(&mut s, "2026-11-25 10:00", StoppedKind::InMail, None);
    assert_eq!(subjects(&s), (10, 0, true, false));
}
