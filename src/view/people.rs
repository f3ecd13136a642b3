//! The people of the ledger.

use chrono_tz::Tz;
use serde::Serialize;

use crate::engine::calendar::{Instant, date_of};
use crate::engine::person::Handle;
use crate::engine::person_state::PersonState;
use crate::view::format::{day, json, plural, safe};
use crate::view::recorded::{ItemJson, RecordedItem};
use crate::view::terminal::{OutputStyle, Show, Table, Tone};

/// A person, and how things stand with them.
#[derive(Debug)]
pub(crate) struct PersonRow {
    pub(crate) name: Option<String>,
    pub(crate) handles: Vec<Handle>,
    pub(crate) standing: PersonState,
}

impl PersonRow {
    /// By name; those without one behind.
    pub(crate) fn order(&self) -> (bool, String) {
        (self.name.is_none(), self.short_name().to_lowercase())
    }

    fn short_name(&self) -> String {
        self.name.clone().or_else(|| self.handles.last().map(Handle::to_string)).unwrap_or_default()
    }

    /// "conversation open", "InMail waiting", "connected", "invited".
    fn stands(&self) -> String {
        let standing = &self.standing;
        let parts = [
            (standing.open, "conversation open"),
            (!standing.open && !standing.waiting.is_empty(), "InMail waiting"),
            (standing.connected, "accepted your invitation"),
            (standing.invited, "invited"),
        ];
        let said: Vec<&str> = parts.iter().filter(|(holds, _)| *holds).map(|(_, what)| *what).collect();
        said.join(", ")
    }
}

/// The answer to `people`.
#[derive(Debug)]
pub(crate) struct PeopleAnswer {
    pub(crate) people: Vec<PersonRow>,
    pub(crate) zone: Tz,
}

impl Show for PeopleAnswer {
    fn text(&self, style: OutputStyle) -> String {
        if self.people.is_empty() {
            return "nobody\n".to_owned();
        }
        let mut table = Table::new(&["name", "profile", "first contact", "stands"], &[], style);
        for row in &self.people {
            let name = row.name.as_deref().map(safe).unwrap_or_default();
            let handle = row.handles.last().map(|handle| safe(&handle.to_string())).unwrap_or_default();
            let contact = row.standing.first_contact.map(|at| day(date_of(at, self.zone))).unwrap_or_default();
            table.row(vec![name, handle, contact, row.stands()]);
        }
        format!("{table}{}\n", plural(self.people.len() as u64, "person", "people"))
    }

    fn json(&self) -> String {
        #[derive(Serialize)]
        #[expect(clippy::struct_excessive_bools, reason = "a plain document")]
        struct Person<'a> {
            name: Option<&'a str>,
            handle: Option<&'a str>,
            handles: Vec<&'a str>,
            open: bool,
            inmail_waiting: bool,
            invited: bool,
            connected: bool,
            first_contact: Option<String>,
            answered: Option<String>,
        }
        #[derive(Serialize)]
        struct Document<'a> {
            schema: u32,
            people: Vec<Person<'a>>,
        }
        let instant = |at: Option<Instant>| at.map(|at| json::instant(at, self.zone));
        let person = |row| {
            let row: &PersonRow = row;
            Person {
                name: row.name.as_deref(),
                handle: row.handles.last().map(Handle::as_str),
                handles: row.handles.iter().map(Handle::as_str).collect(),
                open: row.standing.open,
                inmail_waiting: !row.standing.waiting.is_empty(),
                invited: row.standing.invited,
                connected: row.standing.connected,
                first_contact: instant(row.standing.first_contact),
                answered: instant(row.standing.answered),
            }
        };
        json::document(&Document { schema: json::SCHEMA, people: self.people.iter().map(person).collect() })
    }
}

/// The contact book was changed.
#[derive(Debug)]
pub(crate) struct ContactAnswer {
    pub(crate) item: RecordedItem,
    /// What the one who changed, or went, was called.
    pub(crate) was: String,
    /// What they are called now.
    pub(crate) now: String,
    pub(crate) handle: Option<Handle>,
    pub(crate) zone: Tz,
}

impl Show for ContactAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let (was, name) = (safe(&self.was), safe(&self.now));
        let what = match (self.item.kind, &self.handle) {
            ("link", Some(handle)) => format!("{was} is {}", safe(&handle.to_string())),
            ("rename", _) => format!("{was} is {name} from now on"),
            _ => format!("{was} is {name}: one person, and one slot a day"),
        };
        format!("recorded: {}\n", style.paint(Tone::Strong, &what))
    }

    fn json(&self) -> String {
        #[derive(Serialize)]
        struct Document<'a> {
            schema: u32,
            recorded: [ItemJson<'a>; 1],
            cautions: [(); 0],
        }
        json::document(&Document { schema: json::SCHEMA, recorded: [self.item.json(self.zone)], cautions: [] })
    }
}
