//! Follow-ups as events of a calendar.

use chrono::NaiveDate;

use super::list::FollowUpsAnswer;
use super::row::FollowUpRow;
use super::waiting::WaitingRow;
use crate::engine::calendar::Instant;
use crate::settings::ClockFormat;
use crate::view::format::{LocalInstant, day, moment};
use crate::view::icalendar::{Alarm, Event};

/// An event for each follow-up and each person whom no nudge can reach, today for overdue ones. `created` is when the
/// ledger was created, which tells accounts apart.
pub(crate) fn follow_up_events(answer: &FollowUpsAnswer, created: Instant, clock: ClockFormat) -> Vec<Event> {
    let calendar = Calendar { as_of: answer.as_of, created, clock };
    let nudges = answer.followups.iter().map(|row| calendar.nudge(row));
    nudges.chain(answer.waiting.iter().map(|row| calendar.no_nudge(row))).collect()
}

/// What the events have in common.
struct Calendar {
    as_of: LocalInstant,
    created: Instant,
    clock: ClockFormat,
}

impl Calendar {
    /// The event of a nudge.
    fn nudge(&self, row: &FollowUpRow) -> Event {
        let summary = format!("Follow up with {} ({} nudge)", row.name(), row.nudge_in_words());
        let channel = row.channel_in_words();
        let description = format!(
            "Send {channel}: it costs {}, as of {}.\nDue {}; last contact {}.{}",
            row.cost_in_words(),
            moment(self.as_of, self.clock),
            day(row.due),
            moment(row.last_touch, self.clock),
            row.remarks().map(|remark| format!("\nNote: {remark}.")).collect::<String>(),
        );
        self.event((row.first_contact, row.number), row.due, summary, description)
    }

    /// The event of a person whom no nudge can reach.
    fn no_nudge(&self, row: &WaitingRow) -> Event {
        let summary = format!("No answer from {} to your InMail", row.name());
        let description = format!(
            "LinkedIn's rule is one InMail until they answer.\nPossible: {}.\nLast contact {}.",
            row.possible_in_words(self.clock),
            moment(row.last_touch, self.clock),
        );
        self.event((row.first_contact, row.number), row.due, summary, description)
    }

    /// An event, which the first contact and the person's number identify.
    fn event(
        &self,
        (first_contact, number): (LocalInstant, u32),
        due: NaiveDate,
        summary: String,
        description: String,
    ) -> Event {
        Event {
            uid: format!("followup-{}-{number}-{}", first_contact.instant().unix(), self.created.unix()),
            date: due.max(self.as_of.date()),
            summary,
            description,
            alarms: Alarm::ON_THE_DAY,
        }
    }
}
