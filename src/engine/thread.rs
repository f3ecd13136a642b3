//! Threads: unanswered messages and InMails to a person. Advice depends on them; no quota figure does.
//!
//! The first message or InMail to a person starts a thread, and so does the first one after a response or after the
//! member closed the previous thread. A response of any kind ends it. A *contact* is a message, an InMail, or a
//! follow-up done elsewhere; a *nudge* is another contact on a later day, or a follow-up done elsewhere. A day has one
//! nudge at most. An invitation is not a contact.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::calendar::Instant;
use super::interaction::SendKind;
use super::person::PersonId;
use super::record::FollowUpAction;

/// The unanswered messages and InMails to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thread {
    /// The person.
    pub person: PersonId,
    /// The first contact.
    pub first_contact: Instant,
    /// The latest contact.
    pub last_touch: Instant,
    /// The date of the latest contact, in the account's zone.
    pub last_touch_on: NaiveDate,
    /// The channel of the latest message or InMail.
    #[serde(with = "channel")]
    pub channel: SendKind,
    /// Nudges since the first contact.
    pub nudges: u32,
    /// The date until which the member snoozed it.
    pub snoozed: Option<NaiveDate>,
    /// Whether the member closed it.
    pub is_closed: bool,
}

impl Thread {
    /// Counts a send at an instant of `today`: it continues the open thread, or starts one.
    pub(super) fn send(
        thread: &mut Option<Thread>,
        person: PersonId,
        channel: SendKind,
        at: Instant,
        today: NaiveDate,
    ) {
        match thread {
            Some(thread) if !thread.is_closed => thread.touch(channel, at, today),
            _ => {
                *thread = Some(Thread {
                    person,
                    first_contact: at,
                    last_touch: at,
                    last_touch_on: today,
                    channel,
                    nudges: 0,
                    snoozed: None,
                    is_closed: false,
                });
            }
        }
    }

    /// Whether the latest contact is a nudge, on this date. A contact on a later date than the first one is a nudge.
    pub fn is_nudged_on(&self, date: NaiveDate) -> bool {
        self.nudges > 0 && self.last_touch_on == date
    }

    /// Applies what the member did about a follow-up, at an instant of `today`.
    pub(super) fn settle(&mut self, action: FollowUpAction, at: Instant, today: NaiveDate) {
        if self.is_closed {
            return;
        }
        match action {
            // A day has one nudge at most.
            FollowUpAction::Done if self.is_nudged_on(today) => {}
            FollowUpAction::Done => {
                // Counts even on the day of the first contact, since the member says that it was a nudge.
                self.nudges += u32::from(today == self.last_touch_on);
                self.touch(self.channel, at, today);
            }
            FollowUpAction::Snoozed(until) => self.snoozed = Some(until),
            FollowUpAction::Closed => self.is_closed = true,
        }
    }

    fn touch(&mut self, channel: SendKind, at: Instant, today: NaiveDate) {
        self.nudges += u32::from(today > self.last_touch_on);
        (self.last_touch, self.last_touch_on, self.channel, self.snoozed) = (at, today, channel, None);
    }
}

/// A channel is stored as its code.
mod channel {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    use super::SendKind;

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde requires")]
    pub(super) fn serialize<S: Serializer>(channel: &SendKind, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(channel.code())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SendKind, D::Error> {
        SendKind::of_code(u8::deserialize(deserializer)?).ok_or_else(|| D::Error::custom("no channel has this number"))
    }
}
