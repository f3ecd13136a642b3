//! Rules 3.3 and 6, and the answer of `check`: yes, no, and when a no turns into a yes.

use super::story::{berlin, changed, plan, plan_from};
use inquota::engine::outcome::Window;
use inquota::engine::plan::Limit;
use inquota::engine::record::{Charge, Expiry};
use inquota::engine::verdict::{Cost, SendKind, VerdictReason, Warning};

const INMAIL: SendKind = SendKind::InMail(Charge::Ordinary);
const INVITATION: SendKind = SendKind::Invitation { with_note: false };

#[test]
fn a_full_day_blocks_until_the_next_day() {
    let mut s = berlin();
    s.messages("2026-11-25 10:00", 15);
    let no = s.ask("2026-11-25 12:00", None, SendKind::Message, 1);
    assert_eq!(
        (no.allowed, no.reason, no.available_at),
        (false, VerdictReason::DailyLimit, Some(s.at("2026-11-26 00:00")))
    );
    assert_eq!(no.cost, Cost { day_slots: 1, month_slots: 1, credits: 0 });
}

#[test]
fn of_two_full_limits_the_one_lifted_last_is_the_reason() {
    let mut s = berlin();
    s.messages("2026-11-24 10:00", 15);
    s.messages("2026-11-25 10:00", 15);
    let no = s.ask("2026-11-25 12:00", None, SendKind::Message, 1);
    assert_eq!((no.reason, no.available_at), (VerdictReason::MonthlyLimit, Some(s.at("2026-12-01 00:00"))));
}

#[test]
fn the_monthly_limit_is_the_reason_when_both_limits_lift_together() {
    let mut s = berlin();
    s.messages("2026-11-29 10:00", 15);
    s.messages("2026-11-30 10:00", 15);
    let no = s.ask("2026-11-30 12:00", None, SendKind::Message, 1);
    assert_eq!((no.reason, no.available_at), (VerdictReason::MonthlyLimit, Some(s.at("2026-12-01 00:00"))));
}

#[test]
fn a_person_who_costs_nothing_is_never_blocked() {
    let mut s = berlin();
    s.message("2026-11-25 08:00", "counted");
    s.reply("2026-11-25 08:30", "open");
    s.messages("2026-11-25 10:00", 20);
    let counted = s.ask("2026-11-25 12:00", Some("counted"), SendKind::Message, 1);
    let open = s.ask("2026-11-25 12:00", Some("open"), SendKind::Message, 1);
    assert_eq!((counted.allowed, counted.reason), (true, VerdictReason::CountedToday));
    assert_eq!((open.allowed, open.reason, open.cost), (true, VerdictReason::ConversationOpen, Cost::default()));
}

#[test]
fn without_credits_the_answer_is_no_until_a_grant_brings_enough() {
    let mut s = berlin();
    s.balance("2026-11-25 10:00", 0);
    let no = s.ask("2026-11-25 12:00", None, INMAIL, 1);
    assert_eq!((no.reason, no.available_at), (VerdictReason::NoCredits, Some(s.at("2026-12-01 00:00"))));
    // Eleven InMails: 5 credits on 1 December, January and February are 15.
    let eleven = s.ask("2026-11-25 12:00", None, INMAIL, 11);
    assert_eq!((eleven.available_at, eleven.cost.credits), (Some(s.at("2027-02-01 00:00")), 11));
}

#[test]
fn a_no_that_never_turns_has_no_instant() {
    let mut s = berlin();
    s.plan("2026-11-25 09:00", plan("basic"));
    assert_eq!(s.ask("2026-11-25 12:00", None, INMAIL, 1).available_at, None);
    let mut s = berlin();
    s.plan("2026-11-25 09:00", changed(plan("free"), |c| c.daily = Some(Some(Limit::enforced(0)))));
    let no = s.ask("2026-11-25 12:00", None, SendKind::Message, 1);
    assert_eq!((no.reason, no.available_at), (VerdictReason::DailyLimit, None));
}

#[test]
fn a_limit_that_never_lifts_is_the_reason() {
    let mut s = berlin();
    s.plan("2026-11-25 09:00", changed(plan("free"), |c| c.daily = Some(Some(Limit::enforced(0)))));
    s.messages("2026-11-20 10:00", 30);
    let no = s.ask("2026-11-25 12:00", None, SendKind::Message, 1);
    assert_eq!((no.reason, no.available_at), (VerdictReason::DailyLimit, None));
}

#[test]
fn available_at_takes_a_future_plan_into_account() {
    let mut s = berlin();
    s.plan("2026-11-25 09:00", plan_from("premium", "2026-11-28"));
    s.messages("2026-11-24 10:00", 15);
    s.messages("2026-11-25 10:00", 15);
    let no = s.ask("2026-11-25 12:00", None, SendKind::Message, 1);
    // Premium, which starts on the 28th, has no monthly limit.
    assert_eq!((no.reason, no.available_at), (VerdictReason::MonthlyLimit, Some(s.at("2026-11-28 00:00"))));
}

#[test]
fn available_at_leaves_out_credits_that_expire_before_it() {
    let mut s = berlin();
    s.balance("2026-11-25 09:30", 0);
    s.buy("2026-11-25 10:00", 4, Expiry::On(super::story::date("2026-12-10")));
    let six = s.ask("2026-11-25 12:00", None, INMAIL, 6);
    // 4 and 5 on 1 December are 9.
    assert_eq!(six.available_at, Some(s.at("2026-12-01 00:00")));
    let ten = s.ask("2026-11-25 12:00", None, INMAIL, 10);
    // On 1 January the 4 have expired: 5 and 5.
    assert_eq!(ten.available_at, Some(s.at("2027-01-01 00:00")));
}

#[test]
fn every_yes_has_its_reason() {
    let mut s = berlin();
    let reason = |s: &super::story::Story, question| s.ask("2026-11-25 12:00", None, question, 1).reason;
    assert_eq!(reason(&s, SendKind::Message), VerdictReason::SlotFree);
    assert_eq!(reason(&s, INMAIL), VerdictReason::CreditAvailable);
    assert_eq!(reason(&s, SendKind::InMail(Charge::Free)), VerdictReason::FreeInMail);
    assert_eq!(reason(&s, INVITATION), VerdictReason::SlotFree);
    // Before the first plan, an InMail is free.
    assert_eq!(s.ask("2026-10-10 12:00", None, INMAIL, 1).reason, VerdictReason::FreeInMail);
    s.plan("2026-11-25 09:00", changed(plan("basic"), |c| c.invitations = Some(None)));
    assert_eq!(reason(&s, SendKind::Message), VerdictReason::NoLimit);
    assert_eq!(reason(&s, INVITATION), VerdictReason::NoLimit);
}

#[test]
fn over_an_advisory_limit_the_answer_is_yes_with_a_caution() {
    let mut s = berlin();
    s.plan("2026-11-25 09:00", changed(plan("free"), |c| c.daily = Some(Some(Limit::advisory(1)))));
    s.message("2026-11-25 10:00", "Jane");
    let yes = s.ask("2026-11-25 12:00", None, SendKind::Message, 1);
    assert_eq!((yes.allowed, yes.reason), (true, VerdictReason::AdvisoryLimit));
    assert_eq!(yes.warnings, [Warning::OverAdvisory(Window::Day)]);
}

#[test]
fn several_new_people_fit_together_or_not_at_all() {
    let mut s = berlin();
    s.message("2026-11-25 10:00", "Jane");
    assert!(s.ask("2026-11-25 12:00", None, SendKind::Message, 14).allowed);
    let fifteen = s.ask("2026-11-25 12:00", None, SendKind::Message, 15);
    assert_eq!((fifteen.allowed, fifteen.available_at), (false, Some(s.at("2026-11-26 00:00"))));
    assert_eq!(fifteen.cost, Cost { day_slots: 15, month_slots: 15, credits: 0 });
    // Sixteen never fit in one day.
    assert_eq!(s.ask("2026-11-25 12:00", None, SendKind::Message, 16).available_at, None);
}

#[test]
fn of_full_notes_and_a_full_week_the_one_lifted_last_is_the_reason() {
    let mut s = berlin();
    let strict = changed(plan("basic"), |c| c.invitations = Some(Some(Limit::enforced(1))));
    s.plan("2026-11-25 09:00", strict);
    for number in 0..5 {
        s.invite("2026-11-20 10:00", &format!("{number}"), true);
    }
    let question = SendKind::Invitation { with_note: true };
    // The week has room on 27 November, the notes on 1 December.
    let no = s.ask("2026-11-25 12:00", None, question, 1);
    assert_eq!((no.reason, no.available_at), (VerdictReason::NotesLimit, Some(s.at("2026-12-01 00:00"))));
    let no = s.ask("2026-11-25 12:00", None, INVITATION, 1);
    assert_eq!((no.reason, no.available_at), (VerdictReason::WeeklyLimit, Some(s.at("2026-11-27 10:00"))));
}

#[test]
fn a_second_inmail_and_an_inmail_to_a_connection_get_a_caution() {
    let mut s = berlin();
    let sent = s.at("2026-11-25 10:00");
    s.inmail("2026-11-25 10:00", "Jane");
    s.invite("2026-11-25 10:00", "Ana", false);
    s.accepted("2026-11-25 11:00", "Ana");
    let jane = s.ask("2026-11-25 12:00", Some("Jane"), INMAIL, 1);
    let ana = s.ask("2026-11-25 12:00", Some("Ana"), INMAIL, 1);
    assert_eq!(jane.warnings, [Warning::UnansweredInMail(sent)]);
    assert_eq!(ana.warnings, [Warning::Connection]);
}
