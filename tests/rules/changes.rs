//! Rules 1.2 and 1.3: undo, redo and edits.

use super::story::berlin;
use inquota::engine::correction::Correction;
use inquota::engine::interaction::Interaction;
use inquota::engine::outcome::CostReason;
use inquota::engine::record::Charge;

#[test]
fn a_record_taken_back_counts_as_if_never_recorded() {
    let mut s = berlin();
    let reply = s.reply("2026-11-25 08:00", "Jane");
    let message = s.message("2026-11-25 10:00", "Jane");
    assert_eq!(s.counted(message).why, CostReason::ConversationOpen);
    s.void(reply);
    assert_eq!(s.counted(message).why, CostReason::NewThisMonth);
}

#[test]
fn a_void_of_a_void_brings_the_record_back() {
    let mut s = berlin();
    let sent = s.inmail("2026-11-25 08:00", "Jane");
    let void = s.void(sent);
    assert_eq!(s.credits("2026-11-25 12:00"), 5);
    let again = s.void(void);
    assert_eq!(s.credits("2026-11-25 12:00"), 4);
    s.void(again);
    assert_eq!(s.credits("2026-11-25 12:00"), 5);
}

#[test]
fn a_record_brought_back_keeps_its_place() {
    let mut s = berlin();
    let reply = s.reply("2026-11-25 10:00", "Jane");
    let message = s.message("2026-11-25 10:00", "Jane");
    let void = s.void(reply);
    s.void(void);
    // The response still counts before the message of the same second.
    assert_eq!(s.counted(message).why, CostReason::ConversationOpen);
}

#[test]
fn an_edit_changes_the_instant_and_the_kind_and_keeps_the_place() {
    let mut s = berlin();
    let first = s.message("2026-11-25 10:00", "Jane");
    let second = s.message("2026-11-25 10:00", "Jane");
    let at = s.at("2026-11-25 10:00");
    s.edit(first, Correction { at: Some(at), what: Some(Interaction::InMail(Charge::Free)), ..Correction::default() });
    assert_eq!(s.counted(first).why, CostReason::MarkedFree);
    assert_eq!(s.counted(second).why, CostReason::NewThisMonth);
}

#[test]
fn an_edit_taken_back_changes_nothing() {
    let mut s = berlin();
    let sent = s.message("2026-11-25 10:00", "Jane");
    let edit = s.edit(sent, Correction { what: Some(Interaction::InMail(Charge::Ordinary)), ..Correction::default() });
    assert_eq!(s.credits("2026-11-25 12:00"), 4);
    s.void(edit);
    assert_eq!(s.credits("2026-11-25 12:00"), 5);
}
