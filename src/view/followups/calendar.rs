//! Follow-ups as a calendar file: iCalendar, RFC 5545.

use super::{FollowUpsAnswer, channel, cost, nudge, number};
use crate::engine::advice::followup::FollowUp;
use crate::engine::calendar::next_day;
use crate::view::format::global_clock::moment;

/// The most bytes of a line, its end not counted (RFC 5545, 3.1).
const LONGEST_LINE: usize = 75;

/// The calendar: a whole-day event a follow-up, what is overdue today. Each keeps its name from one file to the
/// next, so that a calendar that reads both moves the event.
pub(crate) fn calendar_file(answer: &FollowUpsAnswer) -> String {
    let events = answer.found.list.iter().flat_map(|item| event(answer, item));
    let head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//inquota//follow-ups//EN", "CALSCALE:GREGORIAN"];
    let head = head.into_iter().map(str::to_owned);
    head.chain(events).chain(["END:VCALENDAR".to_owned()]).map(|line| folded(&line)).collect()
}

fn event(answer: &FollowUpsAnswer, item: &FollowUp) -> Vec<String> {
    let date = item.due.max(answer.today());
    let stamp = answer.as_of.in_utc().format("%Y%m%dT%H%M%SZ");
    let thread = &item.thread;
    let name = answer.name(thread.person);
    let said = format!(
        "By the channel last used: {}. It costs {}, as of {}. Due {}; last touch {}.",
        channel(thread.channel),
        cost(&item.verdict),
        moment(answer.as_of, answer.zone),
        item.due,
        moment(thread.last_touch, answer.zone),
    );
    vec![
        "BEGIN:VEVENT".to_owned(),
        format!("UID:followup-{}-{}@inquota", thread.first_contact.unix(), number(thread.person)),
        format!("DTSTAMP:{stamp}"),
        format!("DTSTART;VALUE=DATE:{}", date.format("%Y%m%d")),
        format!("DTEND;VALUE=DATE:{}", next_day(date).format("%Y%m%d")),
        format!("SUMMARY:{}", escaped(&format!("Follow up with {name} ({} nudge)", nudge(item)))),
        format!("DESCRIPTION:{}", escaped(&said)),
        "TRANSP:TRANSPARENT".to_owned(),
        "END:VEVENT".to_owned(),
    ]
}

/// A text value (RFC 5545, 3.3.11). Line ends were written out before.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,")
}

/// A line with its end, folded between characters.
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
    fn what_parts_values_is_escaped() {
        assert_eq!(escaped("Doe, Jane; \\x"), "Doe\\, Jane\\; \\\\x");
    }
}
