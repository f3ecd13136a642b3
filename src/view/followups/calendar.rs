//! Follow-ups as a calendar file (iCalendar, RFC 5545).

use chrono::NaiveDate;

use super::list::FollowUpsAnswer;
use super::row::FollowUpRow;
use super::waiting::WaitingRow;
use crate::engine::calendar::next_day;
use crate::settings::ClockFormat;
use crate::view::format::{LocalInstant, moment};

/// The most bytes of a line without its end (RFC 5545, 3.1).
const LONGEST_LINE: usize = 75;

/// The calendar: a whole-day event for each follow-up and each person whom no nudge can reach, today for overdue ones.
/// An event keeps its identifier from file to file, so that a calendar that imports a later file moves the event.
pub(crate) fn calendar_file(answer: &FollowUpsAnswer, clock: ClockFormat) -> String {
    let followups = answer.followups.iter().flat_map(|row| nudge(row, answer.as_of, clock));
    let waiting = answer.waiting.iter().flat_map(|row| no_nudge(row, answer.as_of, clock));
    let head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//inquota//follow-ups//EN", "CALSCALE:GREGORIAN"];
    let head = head.into_iter().map(str::to_owned);
    head.chain(followups).chain(waiting).chain(["END:VCALENDAR".to_owned()]).map(|line| folded(&line)).collect()
}

/// The event of a nudge.
fn nudge(row: &FollowUpRow, as_of: LocalInstant, clock: ClockFormat) -> Vec<String> {
    let summary = format!("Follow up with {} ({} nudge)", row.name(), row.nudge_in_words());
    let description = format!(
        "By {}. It costs {}, as of {}. Due {}; last touch {}.{}",
        row.channel_in_words(),
        row.cost_in_words(),
        moment(as_of, clock),
        row.due,
        moment(row.last_touch, clock),
        row.remarks().map(|remark| format!(" Note: {remark}.")).collect::<String>(),
    );
    event((row.first_contact, row.number), row.due, as_of, &summary, &description)
}

/// The event of a person whom no nudge can reach.
fn no_nudge(row: &WaitingRow, as_of: LocalInstant, clock: ClockFormat) -> Vec<String> {
    let summary = format!("No second InMail to {}", row.name());
    let description = format!(
        "The InMail is not answered: no second one before an answer. Possible: {}. Last touch {}.",
        row.possible_in_words(clock),
        moment(row.last_touch, clock),
    );
    event((row.first_contact, row.number), row.due, as_of, &summary, &description)
}

/// A whole-day event, which the first contact and the person's number identify.
fn event(
    (first_contact, number): (LocalInstant, u32),
    due: NaiveDate,
    as_of: LocalInstant,
    summary: &str,
    description: &str,
) -> Vec<String> {
    let date = due.max(as_of.date());
    let stamp = as_of.instant().in_utc().format("%Y%m%dT%H%M%SZ");
    vec![
        "BEGIN:VEVENT".to_owned(),
        format!("UID:followup-{}-{number}@inquota", first_contact.instant().unix()),
        format!("DTSTAMP:{stamp}"),
        format!("DTSTART;VALUE=DATE:{}", date.format("%Y%m%d")),
        format!("DTEND;VALUE=DATE:{}", next_day(date).format("%Y%m%d")),
        format!("SUMMARY:{}", escaped(summary)),
        format!("DESCRIPTION:{}", escaped(description)),
        "TRANSP:TRANSPARENT".to_owned(),
        "END:VEVENT".to_owned(),
    ]
}

/// Escapes a text value (RFC 5545, 3.3.11). Line ends are escaped already, by `safe`.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,")
}

/// Folds a line between characters, and adds its end.
fn folded(line: &str) -> String {
    let (mut folded, mut used) = (String::with_capacity(line.len() + 2), 0);
    for c in line.chars() {
        if used + c.len_utf8() > LONGEST_LINE {
            folded += "\r\n ";
            used = 1;
        }
        folded.push(c);
        used += c.len_utf8();
    }
    folded + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_at_75_bytes_between_characters() {
        let line = format!("SUMMARY:{}", "é".repeat(60));
        let folded = folded(&line);
        // 8 and 33 times 2 bytes are 74: another é would be 76. The rest, 27 times 2 and a space, is 55.
        let lines: Vec<&str> = folded.split("\r\n").collect();
        assert_eq!(lines.iter().map(|line| line.len()).collect::<Vec<_>>(), [74, 55, 0]);
        assert_eq!(folded.replace("\r\n ", ""), line + "\r\n");
    }

    #[test]
    fn separators_of_values_are_escaped() {
        assert_eq!(escaped("Doe, Jane; \\x"), "Doe\\, Jane\\; \\\\x");
    }
}
