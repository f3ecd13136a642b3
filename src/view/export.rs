//! Everything out, for other programs.

use std::iter;
use std::path::PathBuf;

use serde::Serialize;

use crate::engine::record::{Fact, FollowUpAction};
use crate::view::format::{controls_terminal, json, plural, safe};
use crate::view::history::HistoryRow;
use crate::view::terminal::{OutputStyle, Show};

/// The columns of the table of records.
const HEADS: [&str; 20] = [
    "id",
    "at",
    "recorded_at",
    "kind",
    "person",
    "profile",
    "taken_back",
    "day_slot",
    "month_slot",
    "credit",
    "over_limit",
    "uncovered",
    "free",
    "with_note",
    "credits",
    "plan",
    "tags",
    "template",
    "note",
    "settled",
];

/// A record, with the profile of whomever it is about.
pub(crate) struct CsvRow {
    pub(crate) row: HistoryRow,
    pub(crate) handle: Option<String>,
}

/// The records as CSV that a spreadsheet opens safely, a line at a time.
pub(crate) fn csv_of_records(rows: impl Iterator<Item = CsvRow>) -> impl Iterator<Item = String> {
    let heads = iter::once(line(&HEADS.map(str::to_owned)));
    heads.chain(rows.map(|CsvRow { row, handle }| line(&cells(&row, handle.as_deref()))))
}

/// A line of the table.
fn line(cells: &[String; 20]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Memory takes every line, and what is made of texts is text.
    let _ = writer.write_record(cells.iter().map(|cell| harmless(cell)));
    writer.into_inner().ok().and_then(|line| String::from_utf8(line).ok()).unwrap_or_default()
}

fn cells(row: &HistoryRow, handle: Option<&str>) -> [String; 20] {
    let counted = row.counted();
    let flag = |flag: Option<bool>| flag.map(|flag| flag.to_string()).unwrap_or_default();
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let free = match row.fact {
        Fact::InMail { charge, .. } => Some(charge == crate::engine::record::Charge::Free),
        _ => None,
    };
    let with_note = match row.fact {
        Fact::Invitation { with_note, .. } => Some(with_note),
        _ => None,
    };
    let (credits, plan) = match &row.fact {
        Fact::Purchase { credits, .. } | Fact::Balance { credits } => (credits.to_string(), None),
        Fact::Plan(plan) => (String::new(), Some(plan.name.as_str())),
        _ => (String::new(), None),
    };
    [
        row.item.id.to_string(),
        row.item.at.to_string(),
        row.recorded.to_string(),
        row.item.kind.to_owned(),
        text(row.item.person.as_deref()),
        text(handle),
        row.taken_back.to_string(),
        flag(counted.map(|counted| counted.day_slot)),
        flag(counted.map(|counted| counted.month_slot)),
        flag(counted.map(|counted| counted.credit)),
        flag(counted.map(|counted| !counted.over.is_empty())),
        flag(counted.map(|counted| counted.uncovered)),
        flag(free),
        flag(with_note),
        credits,
        text(plan),
        row.details.tags.join(" "),
        text(row.details.template.as_deref()),
        text(row.details.note.as_deref()),
        settled(&row.fact),
    ]
}

/// How a follow-up was settled: "done", "closed", "snoozed until 2026-12-05".
fn settled(fact: &Fact) -> String {
    match fact {
        Fact::FollowUp { settled: FollowUpAction::Done, .. } => "done".to_owned(),
        Fact::FollowUp { settled: FollowUpAction::Closed, .. } => "closed".to_owned(),
        Fact::FollowUp { settled: FollowUpAction::Snoozed(until), .. } => format!("snoozed until {until}"),
        _ => String::new(),
    }
}

/// A cell that no spreadsheet takes for a formula, and that cannot steer a terminal.
fn harmless(cell: &str) -> String {
    let formula = cell.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r']);
    if formula { format!("'{}", safe(cell)) } else { safe(cell) }
}

/// A JSON document in which no character can steer a terminal.
pub(crate) fn safe_json(text: String) -> String {
    let is_safe = |c: char| c.is_ascii_whitespace() || !controls_terminal(c);
    if text.chars().all(is_safe) {
        return text;
    }
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        if is_safe(c) {
            safe.push(c);
        } else {
            safe.push_str(&format!("\\u{:04x}", u32::from(c)));
        }
    }
    safe
}

/// A file was written, and perhaps opened.
#[derive(Debug)]
pub(crate) struct WrittenAnswer {
    pub(crate) path: PathBuf,
    pub(crate) bytes: usize,
    /// The program that opened it.
    pub(crate) opened_with: Option<&'static str>,
}

impl Show for WrittenAnswer {
    fn text(&self, _look: OutputStyle) -> String {
        let (path, bytes) = (safe(&self.path.display().to_string()), plural(self.bytes as u64, "byte", "bytes"));
        let opened = self.opened_with.map(|program| format!("opened with {program}\n")).unwrap_or_default();
        format!("written: {path}, {bytes}\n{opened}")
    }

    fn json(&self) -> String {
        #[derive(Serialize)]
        struct Document {
            schema: u32,
            written: String,
            bytes: usize,
            #[serde(skip_serializing_if = "Option::is_none")]
            opened_with: Option<&'static str>,
        }
        let written = self.path.display().to_string();
        let opened_with = self.opened_with;
        json::document(&Document { schema: json::SCHEMA, written, bytes: self.bytes, opened_with })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_made_harmless() {
        assert_eq!(harmless("=HYPERLINK(1)"), "'=HYPERLINK(1)");
        assert_eq!(harmless("  +1"), "'  +1");
        assert_eq!(harmless("@x"), "'@x");
        assert_eq!(harmless("Jane Doe"), "Jane Doe");
        assert_eq!(harmless("a\u{1b}b"), "a\\u{1b}b");
    }

    #[test]
    fn a_document_stays_the_same_document() {
        let text = "{\"note\":\"a\u{9b}b\",\n\"x\":1}\n";
        let safe = safe_json(text.to_owned());
        assert!(!safe.contains('\u{9b}'));
        let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        assert_eq!(value(&safe), value(text));
    }
}
