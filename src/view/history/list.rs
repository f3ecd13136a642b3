//! The answer to `history`: the records, newest first.

use std::iter;

use serde::Serialize;

use super::row::HistoryRow;
use crate::view::format::{LocalInstant, clock_format, day, json, plural};
use crate::view::terminal::{OutputStyle, StreamedAnswer, Tone};

/// The columns before the subject of a record, without its time of day: the id, and two gaps.
const INDENT: usize = 6 + 2 + 2;

/// The answer to `history`.
pub(crate) struct HistoryAnswer<R> {
    /// The instant for which the records are listed.
    pub(crate) as_of: LocalInstant,
    /// The rows in order. Each is made only when it is printed.
    pub(crate) rows: R,
    /// The number of matching records, including those that are not shown.
    pub(crate) total: usize,
}

/// The keys before the records.
#[derive(Serialize)]
struct Head {
    as_of: LocalInstant,
}

impl HistoryRow {
    /// The record, and under it its outcome and annotations.
    fn lines(&self, style: OutputStyle) -> String {
        let faint = |line: &str| style.paint(Tone::Faint, line);
        let (time, width) =
            (clock_format::time(self.item.at.time(), style.clock), clock_format::column_width(style.clock));
        let line =
            format!("{:>6}  {time:>width$}  {}{}", self.item.id.to_string(), self.item.subject, self.item.plan_date());
        let mut text = if self.taken_back { faint(&line) } else { line };
        text.push('\n');
        for more in
            [self.result_in_words(style.clock), self.annotations_in_words()].iter().filter(|more| !more.is_empty())
        {
            text += &format!("{}{}\n", " ".repeat(INDENT + width), faint(more));
        }
        text
    }
}

impl<R: ExactSizeIterator<Item = HistoryRow>> StreamedAnswer for HistoryAnswer<R> {
    fn text(self, style: OutputStyle) -> impl Iterator<Item = String> {
        let HistoryAnswer { rows, total, .. } = self;
        let last = match (rows.len(), total) {
            (0, _) => "no records\n".to_owned(),
            (shown, total) if total > shown => {
                format!("and {}\n", plural((total - shown) as u64, "older record", "older records"))
            }
            _ => String::new(),
        };
        let mut shown = None;
        let rows = rows.map(move |row| {
            let date = row.item.at.date();
            let is_new = shown.replace(date) != Some(date);
            let head = if is_new { style.paint(Tone::Strong, &day(date)) + "\n" } else { String::new() };
            head + &row.lines(style)
        });
        rows.chain(iter::once(last))
    }

    fn json(self) -> impl Iterator<Item = String> {
        json::list(Head { as_of: self.as_of }, "records", self.rows)
    }
}
