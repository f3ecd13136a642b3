//! The backups, and one put back.

use std::path::PathBuf;

use chrono_tz::Tz;
use serde::Serialize;

use crate::ledger::{Backup, DAYS, MONTHS, NEWEST, Restored, State, WEEKS};
use crate::view::format::global_clock::moment;
use crate::view::format::{json, plural, safe};
use crate::view::terminal::{OutputStyle, Show, Table, Tone};

/// The answer to `backup list`.
#[derive(Debug)]
pub(crate) struct BackupsAnswer {
    pub(crate) backups: Vec<(Backup, State)>,
    pub(crate) folder: PathBuf,
    pub(crate) zone: Tz,
}

impl Show for BackupsAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let folder = safe(&self.folder.display().to_string());
        if self.backups.is_empty() {
            return format!("no backups yet in {folder}\n");
        }
        let mut table = Table::new(&["name", "taken", "holds"], &[], style);
        for (backup, state) in &self.backups {
            table.row(vec![safe(&backup.name), moment(backup.taken, self.zone), holds(state, backup.is_damaged)]);
        }
        let stay = format!(
            "the newest {NEWEST} stay, and the newest of each of the last {DAYS} days, {WEEKS} weeks and {MONTHS} months"
        );
        format!("{table}{} in {folder}; {stay}\n", plural(self.backups.len() as u64, "backup", "backups"))
    }

    fn json(&self) -> String {
        #[derive(Serialize)]
        struct Item<'a> {
            name: &'a str,
            taken_at: String,
            bytes: u64,
            records: Option<usize>,
            damaged: bool,
        }
        #[derive(Serialize)]
        struct Document<'a> {
            schema: u32,
            folder: String,
            backups: Vec<Item<'a>>,
        }
        let item = |(backup, state): &'_ (Backup, State)| {
            let records = match state {
                State::Sound(records) => Some(*records),
                State::Unreadable(_) => None,
            };
            let (bytes, taken_at) = (backup.bytes, json::instant(backup.taken, self.zone));
            (taken_at, bytes, records)
        };
        let backups = self.backups.iter().map(|pair| {
            let (taken_at, bytes, records) = item(pair);
            Item { name: &pair.0.name, taken_at, bytes, records, damaged: records.is_none() }
        });
        let folder = self.folder.display().to_string();
        json::document(&Document { schema: json::SCHEMA, folder, backups: backups.collect() })
    }
}

fn holds(state: &State, put_aside: bool) -> String {
    match state {
        State::Sound(records) => plural(*records as u64, "record", "records"),
        State::Unreadable(_) if put_aside => "damaged when it was put aside".to_owned(),
        State::Unreadable(_) => "damaged: cannot be put back".to_owned(),
    }
}

/// A backup was put back.
#[derive(Debug)]
pub(crate) struct PutBackAnswer {
    pub(crate) restored: Restored,
}

impl Show for PutBackAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let restored = &self.restored;
        let head = style.paint(Tone::Strong, &format!("put back: {}", safe(&restored.name)));
        let records = plural(restored.records as u64, "record", "records");
        let back = restored
            .before
            .as_deref()
            .map(|before| format!("what was there is kept; to undo this: inquota backup restore {}\n", safe(before)));
        format!("{head}, {records}\n{}", back.unwrap_or_default())
    }

    fn json(&self) -> String {
        #[derive(Serialize)]
        struct Document<'a> {
            schema: u32,
            restored: &'a str,
            records: usize,
            before: Option<&'a str>,
        }
        let Restored { name, records, before } = &self.restored;
        json::document(&Document { schema: json::SCHEMA, restored: name, records: *records, before: before.as_deref() })
    }
}
