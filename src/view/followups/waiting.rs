//! A person who would be due for a nudge, but a second InMail before an answer is against LinkedIn's rule.

use chrono::NaiveDate;
use serde::Serialize;

use super::row::{FollowUpContext, name, number};
use crate::engine::advice::followup::{Due, UnansweredInMail};
use crate::engine::calendar::days_between;
use crate::settings::ClockFormat;
use crate::view::format::{LocalInstant, near_date, plural, safe};
use crate::view::terminal::unbroken;

/// What remains possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Possible {
    /// An invitation.
    Invitation,
    /// A message, once they are a connection.
    MessageOnceConnected,
}

/// Whether an invitation is allowed now, and if not, when.
#[derive(Debug, Serialize)]
struct InvitationVerdict {
    allowed: bool,
    available_at: Option<LocalInstant>,
}

/// A person whom no nudge can reach.
#[derive(Debug, Serialize)]
pub(crate) struct WaitingRow {
    /// The person's number, which does not change from list to list.
    pub(super) number: u32,
    pub(super) person: String,
    pub(super) state: Due,
    /// The date on which a nudge would be due.
    pub(super) due: NaiveDate,
    nudges_sent: u32,
    pub(super) first_contact: LocalInstant,
    pub(super) last_touch: LocalInstant,
    days_silent: i64,
    possible: Vec<Possible>,
    /// The verdict on an invitation; `None` if one is pending.
    invitation: Option<InvitationVerdict>,
    #[serde(skip)]
    now: LocalInstant,
}

impl WaitingRow {
    /// A thread as a row.
    pub(crate) fn new(item: &UnansweredInMail, context: FollowUpContext<'_>) -> WaitingRow {
        let (thread, local) = (&item.thread, |at| context.as_of.with_instant(at));
        let invitation = item.invitation.as_ref().map(|verdict| InvitationVerdict {
            allowed: verdict.allowed,
            available_at: verdict.available_at.map(local),
        });
        let invite = invitation.is_some().then_some(Possible::Invitation);
        WaitingRow {
            number: number(thread),
            person: name(thread, context.book),
            state: item.when,
            due: item.due,
            nudges_sent: thread.nudges,
            first_contact: local(thread.first_contact),
            last_touch: local(thread.last_touch),
            days_silent: days_between(local(thread.last_touch).date(), context.as_of.date()),
            possible: invite.into_iter().chain([Possible::MessageOnceConnected]).collect(),
            invitation,
            now: context.as_of,
        }
    }

    /// The person's name, safe to show.
    pub(super) fn name(&self) -> String {
        safe(&self.person)
    }

    /// The cells of its row in `followups`.
    pub(super) fn cells(&self, clock: ClockFormat) -> Vec<String> {
        let silent = unbroken(&plural(self.days_silent.unsigned_abs(), "day", "days"));
        vec![self.number.to_string(), self.name(), silent, self.possible_briefly(clock)]
    }

    /// The row in `next`, on one line.
    pub(crate) fn line(&self, clock: ClockFormat) -> String {
        format!("#{} {}: {}", self.number, self.name(), self.possible_briefly(clock))
    }

    /// Whether an invitation is among what remains, now or later.
    pub(super) fn may_be_invited(&self) -> bool {
        self.invitation.as_ref().is_some_and(|verdict| verdict.allowed || verdict.available_at.is_some())
    }

    /// What is possible first: "an invitation", "a message once they accept".
    fn possible_briefly(&self, clock: ClockFormat) -> String {
        match &self.invitation {
            Some(InvitationVerdict { allowed: true, .. }) => "an invitation".to_owned(),
            Some(InvitationVerdict { available_at: Some(at), .. }) => {
                format!("an invitation from {}", near_date(*at, self.now, clock))
            }
            _ => self.possible_in_words(clock),
        }
    }

    /// "an invitation, or a message once connected".
    pub(super) fn possible_in_words(&self, clock: ClockFormat) -> String {
        let message = "a message once connected";
        match &self.invitation {
            None => "a message once they accept".to_owned(),
            Some(InvitationVerdict { allowed: true, .. }) => format!("an invitation, or {message}"),
            Some(InvitationVerdict { available_at: Some(at), .. }) => {
                format!("an invitation from {} on, or {message}", near_date(*at, self.now, clock))
            }
            Some(_) => format!("{message}; no invitation is allowed"),
        }
    }
}
