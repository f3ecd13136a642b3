//! The people of the ledger.

use std::iter;

use chrono_tz::Tz;
use serde::Serialize;

use super::json;
use super::recorded::{ItemJson, RecordedItem};
use super::screen::{Look, Pour, Show, Tone};
use super::table;
use super::text::{day, plural, safe};
use crate::engine::calendar::{Instant, date_of};
use crate::engine::correspondent::Correspondent;
use crate::engine::person::Handle;

/// A person, and how things stand with them.
#[derive(Debug)]
pub(crate) struct PersonRow {
    pub(crate) name: Option<String>,
    pub(crate) handles: Vec<Handle>,
    pub(crate) standing: Correspondent,
}

impl PersonRow {
    /// By name; those without one behind.
    pub(crate) fn order(&self) -> (bool, String) {
        (self.name.is_none(), self.called().to_lowercase())
    }

    fn called(&self) -> String {
        self.name.clone().or_else(|| self.handles.last().map(Handle::to_string)).unwrap_or_default()
    }

    /// Name, profile, first contact, and how things stand.
    fn cells(&self, zone: Tz) -> [String; 4] {
        let name = self.name.as_deref().map(safe).unwrap_or_default();
        let handle = self.handles.last().map(|handle| safe(&handle.to_string())).unwrap_or_default();
        let contact = self.standing.first_contact.map(|at| day(date_of(at, zone))).unwrap_or_default();
        [name, handle, contact, self.stands()]
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
pub(crate) struct PeopleAnswer<P> {
    /// Each made when it is shown.
    pub(crate) people: P,
    pub(crate) zone: Tz,
}

impl<P: ExactSizeIterator<Item = PersonRow> + Clone> Pour for PeopleAnswer<P> {
    fn text(self, look: Look) -> impl Iterator<Item = String> {
        let PeopleAnswer { people, zone } = self;
        let last = match people.len() {
            0 => "nobody\n".to_owned(),
            count => plural(count as u64, "person", "people") + "\n",
        };
        let heads = ["name", "profile", "first contact", "stands"];
        let rows = people.map(move |row| row.cells(zone));
        table::in_parts(heads, rows, look).chain(iter::once(last))
    }

    fn json(self) -> impl Iterator<Item = String> {
        json::list("people", self.people.map(move |row| json::document(&PersonJson::of(&row, self.zone))))
    }
}

#[derive(Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "a plain document")]
struct PersonJson<'a> {
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

impl<'a> PersonJson<'a> {
    fn of(row: &'a PersonRow, zone: Tz) -> PersonJson<'a> {
        let instant = |at: Option<Instant>| at.map(|at| json::instant(at, zone));
        PersonJson {
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
    }
}

/// The contact book was changed.
#[derive(Debug)]
pub(crate) struct ContactAnswer {
    pub(crate) item: RecordedItem,
    /// What the one who changed, or went, was called.
    pub(crate) was: String,
    pub(crate) handle: Option<Handle>,
    pub(crate) zone: Tz,
}

impl Show for ContactAnswer {
    fn text(&self, look: Look) -> String {
        let name = self.item.person.as_deref().map(safe).unwrap_or_default();
        let was = safe(&self.was);
        let what = match (self.item.kind, &self.handle) {
            ("link", Some(handle)) => format!("{was} is {}", safe(&handle.to_string())),
            ("rename", _) => format!("{was} is {name} from now on"),
            _ => format!("{was} is {name}: one person, and one slot a day"),
        };
        format!("recorded: {}\n", look.paint(Tone::Strong, &what))
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
