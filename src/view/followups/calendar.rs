//! Follow-ups as a calendar file (iCalendar, RFC 5545).

use super::list::FollowUpsAnswer;
use super::row::FollowUpRow;
use crate::engine::calendar::next_day;
use crate::settings::ClockFormat;
use crate::view::format::moment;

/// The most bytes of a line without its end (RFC 5545, 3.1).
const LONGEST_LINE: usize = 75;

/// The calendar: a whole-day event for each follow-up, today for overdue ones. An event keeps its identifier from file
/// to file, so that a calendar that imports a later file moves the event.
pub(crate) fn calendar_file(answer: &FollowUpsAnswer, clock: ClockFormat) -> String {
    let events = answer.followups.iter().flat_map(|row| event(answer, row, clock));
    let head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//inquota//follow-ups//EN", "CALSCALE:GREGORIAN"];
    let head = head.into_iter().map(str::to_owned);
    head.chain(events).chain(["END:VCALENDAR".to_owned()]).map(|line| folded(&line)).collect()
}

fn event(answer: &FollowUpsAnswer, row: &FollowUpRow, clock: ClockFormat) -> Vec<String> {
    let date = row.due.max(answer.as_of.date());
    let stamp = answer.as_of.instant().in_utc().format("%Y%m%dT%H%M%SZ");
    let summary = format!("Follow up with {} ({} nudge)", row.name(), row.nudge_in_words());
    let description = format!(
        "By the channel last used: {}. It costs {}, as of {}. Due {}; last touch {}.",
        row.channel_in_words(),
        row.cost_in_words(),
        moment(answer.as_of, clock),
        row.due,
        moment(row.last_touch, clock),
    );
    vec![
        "BEGIN:VEVENT".to_owned(),
        format!("UID:followup-{}-{}@inquota", row.first_contact.instant().unix(), row.number),
        format!("DTSTAMP:{stamp}"),
        format!("DTSTART;VALUE=DATE:{}", date.format("%Y%m%d")),
        format!("DTEND;VALUE=DATE:{}", next_day(date).format("%Y%m%d")),
        format!("SUMMARY:{}", escaped(&summary)),
        format!("DESCRIPTION:{}", escaped(&description)),
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
