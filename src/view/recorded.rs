//! A record as answers show it.

use serde::Serialize;

use crate::engine::record::{Answer, Charge, ContactChange, Fact, FollowUpAction, RecordId};
use crate::settings::ClockFormat;
use crate::view::format::{LocalInstant, LocalPlanDate, credits, day, json, moment, plural, safe};
use crate::view::stop::plural_of;

/// A record as answers show it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RecordedItem {
    #[serde(serialize_with = "json::as_string")]
    pub(crate) id: RecordId,
    /// The name of its kind.
    pub(crate) kind: &'static str,
    /// The name of the person whom it concerns.
    pub(crate) person: Option<String>,
    /// When it happened.
    pub(crate) at: LocalInstant,
    /// For a plan that starts on a date, that date.
    #[serde(skip)]
    pub(crate) starts: Option<LocalPlanDate>,
    /// The person's name for the text, with the profile if someone else has the same name.
    #[serde(skip)]
    pub(crate) display_name: Option<String>,
    /// What was recorded, safe to show: "message to Jane Doe".
    #[serde(skip)]
    pub(crate) subject: String,
}

impl RecordedItem {
    /// The person's name, safe to show.
    pub(crate) fn name(&self) -> String {
        self.display_name.as_deref().map(safe).unwrap_or_default()
    }

    /// The record in words: "message to Jane Doe, Wed 25 Nov 2026, 09:00 (id 5)".
    pub(crate) fn in_words(&self, clock: ClockFormat) -> String {
        format!("{}, {}{} (id {})", self.subject, moment(self.at, clock), self.plan_date(), self.id)
    }

    /// The date of a plan's start, to follow the instant; empty if the account's is the same.
    pub(crate) fn plan_date(&self) -> String {
        self.starts.map(LocalPlanDate::pinned).unwrap_or_default()
    }
}

/// What was recorded, in words that are safe to show: "message to Jane Doe". `before` is the earlier name of a person
/// who was renamed or merged.
pub(crate) fn subject(fact: &Fact, person: Option<&str>, before: Option<&str>) -> String {
    let who = person.map(safe).unwrap_or_default();
    match fact {
        Fact::Message { .. } => format!("message to {who}"),
        Fact::InMail { charge: Charge::Ordinary, .. } => format!("InMail to {who}"),
        Fact::InMail { charge: Charge::Free, .. } => format!("free InMail to {who}"),
        Fact::Invitation { with_note: false, .. } => format!("invitation to {who}"),
        Fact::Invitation { with_note: true, .. } => format!("invitation with a note to {who}"),
        Fact::Response { answer: Answer::Replied, .. } => format!("response of {who}"),
        Fact::Response { answer: Answer::Declined, .. } => format!("decline by {who}"),
        Fact::Acceptance { .. } => format!("connection with {who}"),
        Fact::Withdrawal { .. } => format!("withdrawal of the invitation to {who}"),
        Fact::FollowUp { settled: FollowUpAction::Done, .. } => format!("follow-up with {who} done"),
        Fact::FollowUp { settled: FollowUpAction::Snoozed(until), .. } => {
            format!("follow-up with {who} snoozed until {}", day(*until))
        }
        Fact::FollowUp { settled: FollowUpAction::Closed, .. } => format!("follow-up with {who} closed"),
        Fact::Blocked { until: None, .. } => format!("mark not to contact {who}"),
        Fact::Blocked { until: Some(until), .. } => format!("mark not to contact {who} until {}", day(*until)),
        Fact::Unblocked { .. } => format!("end of the mark not to contact {who}"),
        Fact::Purchase { credits: bought, .. } => format!("purchase of {}", credits(u64::from(*bought))),
        Fact::Balance { credits: shown } => format!("{} shown by LinkedIn", credits(u64::from(*shown))),
        Fact::Stopped { what, .. } => format!("stop of {} by LinkedIn", plural_of(*what)),
        Fact::Lifted { what } => format!("end of the stop of {}", plural_of(*what)),
        Fact::Plan(plan) => format!("plan {}", safe(&plan.name)),
        Fact::Contact(change) => contact_change(change, &who, before),
        Fact::Void(_) => "undo".to_owned(),
        Fact::Edit { record, .. } => format!("edit of {record}"),
        Fact::Import(import) => {
            format!("import of {} from LinkedIn's archive", plural(u64::from(import.records), "record", "records"))
        }
        Fact::Joined(added) => {
            format!("joining of another copy with {}", plural(added.len() as u64, "record", "records"))
        }
        Fact::Unknown => "a record of a newer kind".to_owned(),
    }
}

fn contact_change(change: &ContactChange, who: &str, before: Option<&str>) -> String {
    let of = before.map(|before| format!(" of {}", safe(before))).unwrap_or_default();
    match change {
        ContactChange::Link { handle, .. } => format!("{who} linked to {}", safe(&handle.to_string())),
        ContactChange::Rename { name, .. } => format!("renaming{of} to {}", safe(name)),
        ContactChange::Merge { .. } => format!("merging{of} into {who}"),
    }
}
