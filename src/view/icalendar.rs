//! Calendar files (iCalendar, RFC 5545): whole-day events with alarms.

use chrono::NaiveDate;

use super::format::safe;
use crate::engine::calendar::{Instant, next_day};

/// The most bytes of a line without its end (RFC 5545, 3.1).
const LONGEST_LINE: usize = 75;

/// A whole-day event. It takes no time of the day: it shows as free.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Event {
    /// What identifies it from file to file, so that a calendar that imports a later file moves it.
    pub(crate) uid: String,
    pub(crate) date: NaiveDate,
    /// The title.
    pub(crate) summary: String,
    pub(crate) description: String,
    pub(crate) alarms: &'static [Alarm],
}

/// When a calendar reminds of an event: at 9:00 by its own clock, on this many days before, 0 for the day itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Alarm {
    pub(crate) days_before: u8,
}

impl Alarm {
    /// On the day.
    pub(crate) const ON_THE_DAY: &[Alarm] = &[Alarm { days_before: 0 }];

    /// Three days before, and the day before.
    pub(crate) const AHEAD: &[Alarm] = &[Alarm { days_before: 3 }, Alarm { days_before: 1 }];

    /// The time from the start of the event's date, a midnight.
    fn trigger(self) -> String {
        match self.days_before {
            0 => "PT9H".to_owned(),
            1 => "-PT15H".to_owned(),
            days => format!("-P{}DT15H", days - 1),
        }
    }

    fn lines(self, summary: &str) -> [String; 5] {
        [
            "BEGIN:VALARM".to_owned(),
            "ACTION:DISPLAY".to_owned(),
            format!("DESCRIPTION:{summary}"),
            format!("TRIGGER:{}", self.trigger()),
            "END:VALARM".to_owned(),
        ]
    }
}

/// A file of these events, by date, made at an instant.
pub(crate) fn calendar_file(mut events: Vec<Event>, now: Instant) -> String {
    events.sort_by_key(|event| event.date);
    let head = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//inquota//inquota//EN",
        "CALSCALE:GREGORIAN",
        "X-WR-CALNAME:inquota",
    ];
    let head = head.into_iter().map(str::to_owned);
    let events = events.iter().flat_map(|event| lines(event, now));
    head.chain(events).chain(["END:VCALENDAR".to_owned()]).map(|line| folded(&line)).collect()
}

/// The lines of an event. Its number of revision grows from file to file, for calendars that ignore others.
fn lines(event: &Event, now: Instant) -> Vec<String> {
    let (date, summary) = (event.date, escaped(&event.summary));
    let mut lines = vec![
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}@inquota", event.uid),
        format!("DTSTAMP:{}", now.in_utc().format("%Y%m%dT%H%M%SZ")),
        format!("SEQUENCE:{}", now.unix().max(0) / 60),
        format!("DTSTART;VALUE=DATE:{}", date.format("%Y%m%d")),
        format!("DTEND;VALUE=DATE:{}", next_day(date).format("%Y%m%d")),
        format!("SUMMARY:{summary}"),
        format!("DESCRIPTION:{}", escaped(&event.description)),
        "TRANSP:TRANSPARENT".to_owned(),
    ];
    lines.extend(event.alarms.iter().flat_map(|alarm| alarm.lines(&summary)));
    lines.push("END:VEVENT".to_owned());
    lines
}

/// Escapes a text value (RFC 5545, 3.3.11).
fn escaped(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(safe).collect();
    lines.join("\n").replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
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
    fn separators_and_line_ends_of_values_are_escaped() {
        assert_eq!(escaped("Doe, Jane; \\x\nand\u{1b}[31m\r"), "Doe\\, Jane\\; \\\\x\\nand\\\\u{1b}[31m\\\\r");
    }

    #[test]
    fn alarms_are_at_nine_in_the_morning() {
        // Three days before a midnight is 72 hours; 9:00 of that day is 9 hours later: 63 hours, 2 days and 15 hours.
        let triggers = [0, 1, 3].map(|days_before| Alarm { days_before }.trigger());
        assert_eq!(triggers, ["PT9H", "-PT15H", "-P2DT15H"]);
    }

    #[test]
    fn an_event_on_the_leap_day_ends_on_the_first_of_march() {
        let date = NaiveDate::from_ymd_opt(2028, 2, 29).unwrap();
        let (uid, summary, description) = ("x".to_owned(), "x".to_owned(), "x".to_owned());
        let file = calendar_file(vec![Event { uid, date, summary, description, alarms: &[] }], Instant::from_unix(0));
        assert!(file.contains("DTSTART;VALUE=DATE:20280229\r\nDTEND;VALUE=DATE:20280301\r\n"), "{file}");
        assert!(file.contains("DTSTAMP:19700101T000000Z\r\nSEQUENCE:0\r\n"), "{file}");
    }
}
