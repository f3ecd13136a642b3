//! Threads: what was written to a person and is not answered. No figure of a quota depends on them; advice does.
//!
//! A thread begins with the first message or InMail to a person, or the first one after their latest response or after the
//! member closed the thread before; a response of any kind ends it. Another message, InMail or follow-up done elsewhere,
//! on a later day, is a *nudge*. Invitations are no touches.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::calendar::Instant;
use super::interaction::SendKind;
use super::person::PersonId;
use super::record::FollowUpAction;

/// What was written to a person and is not answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thread {
    /// With whom.
    pub person: PersonId,
    /// The first touch of it.
    pub first_contact: Instant,
    /// The latest touch.
    pub last_touch: Instant,
    /// The date of the latest touch, in the account's zone.
    pub last_touch_on: NaiveDate,
    /// How it was last written to them.
    #[serde(with = "channel")]
    pub channel: SendKind,
    /// Nudges since the first touch.
    pub nudges: u32,
    /// The date until which the member let it wait.
    pub snoozed: Option<NaiveDate>,
    /// Whether the member closed it.
    pub is_closed: bool,
}

impl Thread {
    /// Something was sent to a person at an instant of a day: an open thread is touched, else one begins.
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

    /// The member says what became of a follow-up, at an instant of a day.
    pub(super) fn settle(&mut self, action: FollowUpAction, at: Instant, today: NaiveDate) {
        if self.is_closed {
            return;
        }
        match action {
            FollowUpAction::Done => {
                // Counts even on the day of the last touch: the member says that it was a nudge.
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

/// A channel as its number.
mod channel {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    use super::SendKind;

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "the form that serde asks for")]
    pub(super) fn serialize<S: Serializer>(channel: &SendKind, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(channel.code())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SendKind, D::Error> {
        SendKind::of_code(u8::deserialize(deserializer)?).ok_or_else(|| D::Error::custom("no channel has this number"))
    }
}
