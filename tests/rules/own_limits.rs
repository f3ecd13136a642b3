//! Rules 6: limits of the member's own, on InMails a day and on invitations a day.

use inquota::engine::advice::ended_limits::{EndedLimit, ended_limits};
use inquota::engine::advice::habits::Habits;
use inquota::engine::advice::pace::{PaceSubject, paces};
use inquota::engine::outcome::Window;
use inquota::engine::plan::{Limit, PlanRecord, PlanStartKind};
use inquota::engine::record::{Charge, RecordId};
use inquota::engine::status::account_status;
use inquota::engine::verdict::{SendKind, VerdictReason, Warning};

use super::story::{Story, berlin, changed, date, plan, plan_from, story};

const INMAIL: SendKind = SendKind::InMail(Charge::Ordinary);
const FREE: SendKind = SendKind::InMail(Charge::Free);
const INVITATION: SendKind = SendKind::Invitation { with_note: false };

fn inmails(record: PlanRecord, limit: Limit) -> PlanRecord {
    changed(record, |changes| changes.inmails_daily = Some(Some(limit)))
}

fn invitations(record: PlanRecord, limit: Limit) -> PlanRecord {
    changed(record, |changes| changes.invitations_daily = Some(Some(limit)))
}

/// An account in Berlin, created on 25 November 2026, with a limit on InMails or invitations from 09:00 on that day.
fn limited(record: PlanRecord) -> Story {
    let mut s = berlin();
    s.plan("2026-11-25 09:00", record);
    s
}

fn over(s: &Story, id: RecordId) -> Vec<Window> {
    s.counted(id).over
}

fn used(s: &Story, as_of: &str) -> (u32, u32) {
    let account = s.account(as_of);
    (account.budget().used(Window::InMailsDay), account.budget().used(Window::InvitationsDay))
}

#[test]
fn a_day_that_is_exactly_full_blocks_until_midnight() {
    let mut s = limited(inmails(plan("free"), Limit::enforced(2)));
    s.inmail("2026-11-25 10:00", "Jane");
    let yes = s.ask("2026-11-25 11:00", None, INMAIL, 1);
    assert_eq!((yes.allowed, yes.reason, yes.fits_now), (true, VerdictReason::CreditAvailable, Some(1)));
    let second = s.inmail("2026-11-25 11:00", "Ana");
    assert_eq!(over(&s, second), []);
    // 3 of the 5 credits are left: only the day is full.
    let no = s.ask("2026-11-25 12:00", None, INMAIL, 1);
    assert_eq!((no.allowed, no.reason), (false, VerdictReason::InMailsDailyLimit));
    assert_eq!((no.available_at, no.fits_now), (Some(s.at("2026-11-26 00:00")), Some(0)));
    assert_eq!(no.cost.credits, 1);
    // The last second of the day, and the first of the next.
    assert!(!s.ask("2026-11-25T23:59:59+01:00", None, INMAIL, 1).allowed);
    assert!(s.ask("2026-11-26 00:00", None, INMAIL, 1).allowed);
    assert_eq!(used(&s, "2026-11-26 00:00"), (0, 0));
}

#[test]
fn an_inmail_that_finds_its_day_full_is_recorded_as_over_the_limit() {
    let mut s = limited(inmails(plan("free"), Limit::enforced(1)));
    s.inmail("2026-11-25 10:00", "Jane");
    let second = s.inmail("2026-11-25 11:00", "Ana");
    let counted = s.counted(second);
    assert_eq!((counted.over.as_slice(), counted.credit), ([Window::InMailsDay].as_slice(), true));
    let status = account_status(&s.account("2026-11-25 12:00"));
    assert_eq!((status.inmails_day.used, status.inmails_day.remaining()), (2, Some(0)));
    let totals = s.account("2026-11-25 12:00").budget().totals().clone();
    assert_eq!((totals.over_limit, totals.inmails_over_limit, totals.sends_over_limit()), (0, 1, 1));
}

#[test]
fn an_inmail_of_an_open_conversation_is_neither_blocked_nor_counted() {
    let mut s = limited(inmails(plan("free"), Limit::enforced(1)));
    s.reply("2026-11-25 09:30", "open");
    s.inmail("2026-11-25 10:00", "open");
    s.free_inmail("2026-11-25 10:05", "open");
    assert_eq!(used(&s, "2026-11-25 10:10").0, 0);
    s.inmail("2026-11-25 10:15", "Jane");
    for kind in [INMAIL, FREE] {
        assert!(s.ask("2026-11-25 11:00", Some("open"), kind, 1).allowed);
        assert!(!s.ask("2026-11-25 11:00", Some("Jane"), kind, 1).allowed);
    }
    let open = s.inmail("2026-11-25 11:00", "open");
    assert_eq!(over(&s, open), []);
    // A decline opens nothing (rules 2.2): Jane's next InMail counts.
    s.declined("2026-11-25 11:30", "Jane");
    let declined = s.inmail("2026-11-25 11:40", "Jane");
    assert_eq!((over(&s, declined), used(&s, "2026-11-25 12:00").0), (vec![Window::InMailsDay], 2));
}

#[test]
fn an_inmail_counts_for_ever_although_the_conversation_opens_later_that_day() {
    let mut s = limited(inmails(plan("free"), Limit::enforced(1)));
    s.inmail("2026-11-25 10:00", "Jane");
    s.reply("2026-11-25 11:00", "Jane");
    assert_eq!(used(&s, "2026-11-25 12:00").0, 1);
}

#[test]
fn free_inmails_count_and_are_blocked() {
    let mut s = limited(inmails(plan("free"), Limit::enforced(1)));
    let yes = s.ask("2026-11-25 09:30", None, FREE, 1);
    assert_eq!((yes.allowed, yes.reason), (true, VerdictReason::FreeInMail));
    s.free_inmail("2026-11-25 10:00", "Jane");
    let no = s.ask("2026-11-25 11:00", None, FREE, 1);
    assert_eq!((no.allowed, no.reason), (false, VerdictReason::InMailsDailyLimit));
    assert_eq!((no.cost.credits, no.available_at), (0, Some(s.at("2026-11-26 00:00"))));
    assert_eq!(s.credits("2026-11-25 11:00"), 5);
}

#[test]
fn inmails_before_the_first_plan_count_by_its_limit() {
    // The first plan starts on 24 November; its numbers hold before it too (rules 3.5).
    let mut s = berlin();
    s.plan("2026-11-25 09:00", inmails(plan_from("free", "2026-11-24"), Limit::enforced(1)));
    let first = s.inmail("2026-11-20 10:00", "Jane");
    let second = s.inmail("2026-11-20 11:00", "Ana");
    assert_eq!((over(&s, first), over(&s, second)), (vec![], vec![Window::InMailsDay]));
    let no = s.ask("2026-11-20 12:00", None, INMAIL, 1);
    assert_eq!((no.reason, no.available_at), (VerdictReason::InMailsDailyLimit, Some(s.at("2026-11-21 00:00"))));
}

#[test]
fn several_new_people_fit_in_a_day_or_not_at_all() {
    let mut s = limited(inmails(plan("premium"), Limit::enforced(4)));
    s.inmail("2026-11-25 10:00", "Jane");
    let three = s.ask("2026-11-25 11:00", None, INMAIL, 3);
    assert_eq!((three.allowed, three.fits_now), (true, Some(3)));
    let four = s.ask("2026-11-25 11:00", None, INMAIL, 4);
    assert_eq!((four.reason, four.available_at), (VerdictReason::InMailsDailyLimit, Some(s.at("2026-11-26 00:00"))));
    assert_eq!((four.fits_now, four.cost.credits), (Some(3), 4));
    // More than a day ever allows.
    let five = s.ask("2026-11-25 11:00", None, INMAIL, 5);
    assert_eq!((five.reason, five.available_at, five.fits_ever), (VerdictReason::InMailsDailyLimit, None, Some(4)));
}

#[test]
fn of_no_credits_and_a_full_day_the_one_lifted_last_is_the_reason() {
    let mut s = limited(inmails(plan("free"), Limit::enforced(1)));
    s.balance("2026-11-25 09:30", 1);
    s.inmail("2026-11-25 10:00", "Jane");
    // The day is free on the 26th; credits come on 1 December.
    let no = s.ask("2026-11-25 11:00", None, INMAIL, 1);
    assert_eq!((no.reason, no.available_at), (VerdictReason::NoCredits, Some(s.at("2026-12-01 00:00"))));
    // On 30 November both are lifted at once, and the credits come first in the order of ties.
    s.inmail("2026-11-30 10:00", "Ana");
    let no = s.ask("2026-11-30 11:00", None, INMAIL, 1);
    assert_eq!((no.reason, no.available_at), (VerdictReason::NoCredits, Some(s.at("2026-12-01 00:00"))));
}

#[test]
fn a_limit_of_none_never_lifts_and_precedes_what_does() {
    let mut s = limited(inmails(plan("free"), Limit::enforced(0)));
    s.balance("2026-11-25 09:30", 0);
    let no = s.ask("2026-11-25 11:00", None, INMAIL, 1);
    assert_eq!((no.reason, no.available_at, no.fits_ever), (VerdictReason::InMailsDailyLimit, None, Some(0)));
    let first = s.inmail("2026-11-25 12:00", "Jane");
    assert_eq!(over(&s, first), [Window::InMailsDay]);
}

#[test]
fn an_advisory_limit_only_warns() {
    let mut s = limited(inmails(plan("free"), Limit::advisory(1)));
    s.inmail("2026-11-25 10:00", "Jane");
    let yes = s.ask("2026-11-25 11:00", None, INMAIL, 1);
    assert_eq!((yes.allowed, yes.reason), (true, VerdictReason::CreditAvailable));
    assert_eq!((yes.warnings, yes.fits_now), (vec![Warning::OverAdvisory(Window::InMailsDay)], Some(4)));
    // Recorded as over the limit all the same (rules 3.4).
    let second = s.inmail("2026-11-25 12:00", "Ana");
    assert_eq!(over(&s, second), [Window::InMailsDay]);
    let mut s = limited(invitations(plan("free"), Limit::advisory(1)));
    s.invite("2026-11-25 10:00", "Jane", false);
    let yes = s.ask("2026-11-25 11:00", None, INVITATION, 1);
    assert_eq!((yes.allowed, yes.reason), (true, VerdictReason::AdvisoryLimit));
    assert_eq!(yes.warnings, [Warning::OverAdvisory(Window::InvitationsDay)]);
}

#[test]
fn invitations_of_a_full_day_wait_for_midnight_withdrawn_ones_too() {
    let mut s = limited(invitations(plan("free"), Limit::enforced(2)));
    s.invite("2026-11-25 10:00", "Jane", false);
    s.withdrawn("2026-11-25 10:30", "Jane");
    assert_eq!(used(&s, "2026-11-25 10:31").1, 1);
    assert_eq!(s.ask("2026-11-25 10:31", None, INVITATION, 1).reason, VerdictReason::SlotFree);
    let second = s.invite("2026-11-25 11:00", "Ana", true);
    let third = s.invite("2026-11-25 12:00", "Ravi", false);
    assert_eq!((over(&s, second), over(&s, third)), (vec![], vec![Window::InvitationsDay]));
    let no = s.ask("2026-11-25 13:00", None, INVITATION, 1);
    assert_eq!((no.reason, no.available_at), (VerdictReason::InvitationsDailyLimit, Some(s.at("2026-11-26 00:00"))));
    assert_eq!((no.cost, no.fits_now), (inquota::engine::verdict::Cost::default(), Some(0)));
    let status = account_status(&s.account("2026-11-25 13:00"));
    assert_eq!((status.invitations_day.used, status.week.used, status.next_slot_at), (3, 3, None));
    assert_eq!(s.account("2026-11-25 13:00").budget().totals().invitations_over_limit, 1);
}

#[test]
fn an_invitation_needs_room_in_the_day_in_the_week_and_in_the_notes() {
    let limits = |week, day| {
        changed(plan("basic"), |changes| {
            changes.invitations = Some(Some(Limit::enforced(week)));
            changes.invitations_daily = Some(Some(Limit::enforced(day)));
        })
    };
    // The day has room on 26 November. The week has it when both are 168 hours old: it is lifted last.
    let mut s = limited(limits(1, 1));
    let (first, second) = (s.invite("2026-11-25 10:00", "Jane", false), s.invite("2026-11-25 11:00", "Ana", false));
    assert_eq!((over(&s, first), over(&s, second)), (vec![], vec![Window::InvitationsDay, Window::Week]));
    let no = s.ask("2026-11-25 12:00", None, INVITATION, 1);
    assert_eq!((no.reason, no.available_at), (VerdictReason::WeeklyLimit, Some(s.at("2026-12-02 11:00"))));
    // 168 hours after midnight of the 25th is midnight of 2 December; the day of 1 December is full until then too.
    // Of the week and the day, the week comes first in the order of ties.
    let mut s = limited(limits(2, 1));
    s.invite("2026-11-25 00:00", "Jane", false);
    s.invite("2026-12-01 10:00", "Ana", false);
    let no = s.ask("2026-12-01 12:00", None, INVITATION, 1);
    assert_eq!((no.reason, no.available_at), (VerdictReason::WeeklyLimit, Some(s.at("2026-12-02 00:00"))));
    // The month's 5 notes are used, and so is 30 November: both are lifted at once, and the notes come first.
    let mut s = limited(limits(100, 5));
    for number in 0..5 {
        s.invite("2026-11-30 10:00", &format!("{number}"), true);
    }
    let no = s.ask("2026-11-30 12:00", None, SendKind::Invitation { with_note: true }, 1);
    assert_eq!((no.reason, no.available_at), (VerdictReason::NotesLimit, Some(s.at("2026-12-01 00:00"))));
    let no = s.ask("2026-11-30 12:00", None, INVITATION, 1);
    assert_eq!((no.reason, no.available_at), (VerdictReason::InvitationsDailyLimit, Some(s.at("2026-12-01 00:00"))));
}

#[test]
fn a_wait_of_21_days_outlasts_a_full_day() {
    let mut s = limited(invitations(plan("free"), Limit::enforced(1)));
    s.invite("2026-11-25 10:00", "Jane", false);
    s.withdrawn("2026-11-25 11:00", "Jane");
    // 21 × 24 hours after 25 November, 11:00.
    let no = s.ask("2026-11-25 12:00", Some("Jane"), INVITATION, 1);
    assert_eq!((no.reason, no.available_at), (VerdictReason::WithdrawnRecently, Some(s.at("2026-12-16 11:00"))));
}

#[test]
fn without_a_limit_on_the_week_there_is_no_limit_unless_the_day_has_one() {
    let unlimited = |day| {
        changed(plan("free"), |changes| {
            changes.invitations = Some(None);
            changes.invitations_daily = day;
        })
    };
    let reason = |day| limited(unlimited(day)).ask("2026-11-25 12:00", None, INVITATION, 1).reason;
    assert_eq!(reason(None), VerdictReason::NoLimit);
    assert_eq!(reason(Some(Some(Limit::enforced(5)))), VerdictReason::SlotFree);
}

#[test]
fn a_day_of_23_or_25_hours_is_a_calendar_day_of_the_account() {
    // Berlin sets its clocks back on 25 October 2026 at 03:00, and ahead on 28 March 2027 at 02:00.
    for (day, next) in [("2026-10-25", "2026-10-26"), ("2027-03-28", "2027-03-29")] {
        let mut s = berlin();
        s.plan("2026-11-25 09:00", inmails(plan_from("free", "2026-10-01"), Limit::enforced(1)));
        s.inmail(&format!("{day} 00:00"), "Jane");
        let no = s.ask(&format!("{day} 23:59"), None, INMAIL, 1);
        assert_eq!(
            (no.reason, no.available_at),
            (VerdictReason::InMailsDailyLimit, Some(s.at(&format!("{next} 00:00"))))
        );
        assert!(s.ask(&format!("{next} 00:00"), None, INMAIL, 1).allowed);
    }
    // 25 hours after midnight, and 23: 24 hours are not the measure.
    let s = berlin();
    assert_eq!(s.at("2026-10-26 00:00").seconds_since(s.at("2026-10-25 00:00")), 25 * 3600);
    assert_eq!(s.at("2027-03-29 00:00").seconds_since(s.at("2027-03-28 00:00")), 23 * 3600);
}

#[test]
fn the_day_is_the_accounts_even_where_the_plan_counts_in_another_zone() {
    // Los Angeles, on a plan that dates its credits in UTC: 16:00 on the 25th is 26 November there, and the same day
    // for the member.
    let mut s = story("America/Los_Angeles", "2026-11-25 09:00");
    s.plan("2026-11-25 09:00", inmails(plan("sales-navigator"), Limit::enforced(1)));
    s.inmail("2026-11-25 10:00", "Jane");
    let no = s.ask("2026-11-25 17:00", None, INMAIL, 1);
    assert_eq!((no.reason, no.available_at), (VerdictReason::InMailsDailyLimit, Some(s.at("2026-11-26 00:00"))));
}

#[test]
fn a_late_entry_and_an_undo_move_the_day() {
    let mut s = limited(inmails(plan("free"), Limit::enforced(1)));
    let noon = s.inmail("2026-11-25 12:00", "Jane");
    assert_eq!(over(&s, noon), []);
    // Entered after it, sent before it: the one at noon now finds its day full.
    let late = s.inmail("2026-11-25 10:00", "Ana");
    assert_eq!((over(&s, late), over(&s, noon)), (vec![], vec![Window::InMailsDay]));
    s.void(late);
    assert_eq!((over(&s, noon), used(&s, "2026-11-25 13:00").0), (vec![], 1));
    s.void(noon);
    assert!(s.ask("2026-11-25 13:00", None, INMAIL, 1).allowed);
}

#[test]
fn the_limit_in_force_when_it_was_sent_decides() {
    let mut s = berlin();
    let before = s.inmail("2026-11-25 09:10", "Jane");
    s.plan("2026-11-25 10:00", inmails(plan("free"), Limit::enforced(1)));
    let after = s.inmail("2026-11-25 11:00", "Ana");
    // The one sent before the limit counts in its day.
    assert_eq!((over(&s, before), over(&s, after)), (vec![], vec![Window::InMailsDay]));
    s.plan("2026-11-25 12:00", changed(plan("free"), |changes| changes.inmails_daily = Some(None)));
    assert!(s.ask("2026-11-25 13:00", None, INMAIL, 1).allowed);
    assert_eq!(s.account("2026-11-25 13:00").budget().usage(Window::InMailsDay).remaining(), None);
}

#[test]
fn a_plan_ahead_that_drops_the_limit_lifts_it() {
    let mut s = limited(inmails(plan("free"), Limit::enforced(0)));
    s.plan("2026-11-25 09:30", plan_from("premium", "2026-11-28"));
    let no = s.ask("2026-11-25 12:00", None, INMAIL, 1);
    assert_eq!((no.reason, no.available_at), (VerdictReason::InMailsDailyLimit, Some(s.at("2026-11-28 00:00"))));
}

#[test]
fn a_first_record_that_gives_only_these_is_a_change_of_limits() {
    let mut s = berlin();
    s.inmail("2026-11-25 09:30", "Jane");
    s.plan("2026-11-25 10:00", inmails(plan("free"), Limit::enforced(3)));
    let timeline = s.timeline();
    let start = timeline.plan_start(1).unwrap();
    assert_eq!((start.taken_for, start.at), (PlanStartKind::Change, s.at("2026-11-25 10:00")));
    // The initial plan goes on: since 1 November, with 4 of its 5 credits.
    let now = account_status(&s.account("2026-11-25 11:00"));
    assert_eq!((now.plan.start_date.date, now.balance), (date("2026-11-01"), 4));
    assert_eq!(now.plan.numbers.inmails_daily, Some(Limit::enforced(3)));
    assert_eq!(s.account("2026-11-25 09:59").budget().plan().numbers.inmails_daily, None);
}

#[test]
fn the_same_name_keeps_the_limit_and_another_name_ends_it() {
    let mut s = limited(inmails(plan("free"), Limit::enforced(3)));
    s.plan("2026-11-25 10:00", invitations(plan("free"), Limit::advisory(10)));
    let numbers = s.account("2026-11-25 11:00").budget().plan().numbers.clone();
    assert_eq!(numbers.inmails_daily, Some(Limit::enforced(3)));
    assert_eq!(numbers.invitations_daily, Some(Limit::advisory(10)));
    let before = s.timeline();
    s.plan("2026-11-25 12:00", plan_from("premium", "2026-12-01"));
    let (after, now) = (s.timeline(), s.at("2026-11-25 12:00"));
    let december = s.account("2026-12-01 00:00").budget().plan().numbers.clone();
    assert_eq!((december.inmails_daily, december.invitations_daily), (None, None));
    assert_eq!(s.account("2026-11-30 23:59").budget().plan().numbers.inmails_daily, Some(Limit::enforced(3)));
    let ended = ended_limits(&before, &after, after.plan_start(2).unwrap(), now);
    let expected = [
        EndedLimit { window: Window::InMailsDay, limit: Limit::enforced(3) },
        EndedLimit { window: Window::InvitationsDay, limit: Limit::advisory(10) },
    ];
    assert_eq!(ended, expected);
}

#[test]
fn a_record_that_removes_or_gives_the_limit_ends_nothing_unsaid() {
    let ended = |record| {
        let mut s = limited(inmails(plan("free"), Limit::enforced(3)));
        let before = s.timeline();
        s.plan("2026-11-25 12:00", record);
        let after = s.timeline();
        ended_limits(&before, &after, after.plan_start(1).unwrap(), s.at("2026-11-25 12:00")).len()
    };
    assert_eq!(ended(plan("premium")), 1);
    assert_eq!(ended(inmails(plan("premium"), Limit::enforced(9))), 0);
    assert_eq!(ended(changed(plan("premium"), |changes| changes.inmails_daily = Some(None))), 0);
    assert_eq!(ended(changed(plan("free"), |changes| changes.daily = Some(None))), 0);
}

#[test]
fn the_pace_of_a_day_and_of_the_week_knows_the_limit() {
    let mut s = limited(changed(plan("free"), |changes| {
        changes.inmails_daily = Some(Some(Limit::enforced(4)));
        changes.invitations_daily = Some(Some(Limit::enforced(5)));
    }));
    s.inmail("2026-11-25 10:00", "Jane");
    s.inmail("2026-11-25 10:00", "Ana");
    s.invite("2026-11-24 10:00", "Ravi", false);
    let paces = paces(&s.account("2026-11-25 12:00"), &Habits::default());
    let of = |which| paces.iter().find(|pace| pace.window == which).unwrap();
    // Half of the day is gone, and half of the limit: 4 by midnight.
    let inmails = of(PaceSubject::Window(Window::InMailsDay));
    assert_eq!((inmails.used, inmails.limit, inmails.gone, inmails.leads_to), (2, 4, 0.5, 4));
    assert_eq!(inmails.resets_at, s.at("2026-11-26 00:00"));
    // 100 in 168 hours are 16 a working day; a day allows 5.
    assert_eq!(of(PaceSubject::Window(Window::Week)).rolling.unwrap().per_working_day, 5);
    let unlimited = paces_without_limits();
    assert!(
        !unlimited.contains(&PaceSubject::Window(Window::InMailsDay))
            && !unlimited.contains(&PaceSubject::Window(Window::InvitationsDay))
    );
}

fn paces_without_limits() -> Vec<PaceSubject> {
    let mut s = berlin();
    s.inmail("2026-11-25 10:00", "Jane");
    paces(&s.account("2026-11-25 12:00"), &Habits::default()).into_iter().map(|pace| pace.window).collect()
}
