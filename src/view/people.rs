//! The people of the ledger.

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::Serialize;

use crate::engine::calendar::Instant;
use crate::engine::contact_book::Person;
use crate::engine::person::Handle;
use crate::engine::person_state::PersonState;
use crate::view::caution::Caution;
use crate::view::format::{LocalInstant, day, json, plural, safe};
use crate::view::recorded::RecordedItem;
use crate::view::terminal::{OutputStyle, Show, Table, Tone};

/// The answer to `people`.
#[derive(Debug, Serialize)]
pub(crate) struct PeopleAnswer {
    pub(crate) as_of: LocalInstant,
    pub(crate) people: Vec<PersonRow>,
    #[serde(skip)]
    pub(crate) list: PeopleList,
}

/// Which people are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PeopleList {
    /// Everybody who was asked for.
    All,
    /// The connections not written to yet.
    NotWritten,
}

/// A person, and their state in the account.
#[derive(Debug, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key in JSON")]
pub(crate) struct PersonRow {
    name: Option<String>,
    /// Their current profile.
    handle: Option<Handle>,
    handles: Vec<Handle>,
    open: bool,
    inmail_waiting: bool,
    invited: bool,
    connected: bool,
    first_contact: Option<LocalInstant>,
    answered: Option<LocalInstant>,
    /// Whether they are marked as not to be contacted, and until when, if not for good.
    do_not_contact: bool,
    do_not_contact_until: Option<NaiveDate>,
    /// When they became a connection, if nothing was ever written to them.
    not_written_since: Option<LocalInstant>,
}

impl PersonRow {
    /// A person of the contact book, with their state in the account as of an instant.
    pub(crate) fn new(person: &Person, state: &PersonState, (as_of, zone): (Instant, Tz)) -> PersonRow {
        let local = |at| LocalInstant::new(at, zone);
        let mark = state.do_not_contact.holding(as_of, zone);
        let is_invited = state.connection.pending(as_of).is_some();
        PersonRow {
            name: person.name.clone(),
            handle: person.handles.last().cloned(),
            handles: person.handles.clone(),
            open: state.open,
            inmail_waiting: !state.unanswered_inmails.is_empty(),
            invited: is_invited,
            connected: state.connection.is_known,
            first_contact: state.first_contact.map(local),
            answered: state.answered.map(|response| local(response.at)),
            do_not_contact: mark.is_some(),
            do_not_contact_until: mark.and_then(|mark| mark.until),
            not_written_since: state.not_written_since().map(local),
        }
    }

    /// Whether they are marked as not to be contacted.
    pub(crate) fn is_blocked(&self) -> bool {
        self.do_not_contact
    }

    /// The key by which the list is sorted: by name, and people without a name last.
    pub(crate) fn sort_key(&self) -> (bool, String) {
        let short_name = self.name.clone().or_else(|| self.handle.as_ref().map(Handle::to_string));
        (self.name.is_none(), short_name.unwrap_or_default().to_lowercase())
    }

    /// "conversation open", "InMail waiting", "connected", "invited", "do not contact until Sat 5 Dec 2026".
    fn state_in_words(&self) -> String {
        let states = [
            (self.open, "conversation open"),
            (!self.open && self.inmail_waiting, "InMail waiting"),
            (self.connected, "connected"),
            (self.invited, "invited"),
        ];
        let mark = self.do_not_contact.then(|| {
            let until = self.do_not_contact_until.map(|date| format!(" until {}", day(date))).unwrap_or_default();
            format!("do not contact{until}")
        });
        let states = states.into_iter().filter(|(holds, _)| *holds).map(|(_, words)| words.to_owned());
        mark.into_iter().chain(states).collect::<Vec<String>>().join(", ")
    }
}

impl Show for PeopleAnswer {
    fn text(&self, style: OutputStyle) -> String {
        if self.people.is_empty() {
            return "nobody\n".to_owned();
        }
        let since = match self.list {
            PeopleList::All => "first contact",
            PeopleList::NotWritten => "connected",
        };
        let mut table = Table::new(&["name", "profile", since, "state"], &[], style);
        for row in &self.people {
            let handle = row.handle.as_ref().map(|handle| safe(&handle.to_string())).unwrap_or_default();
            let name = row.name.as_deref().map_or_else(|| handle.clone(), safe);
            let since = match self.list {
                PeopleList::All => row.first_contact,
                PeopleList::NotWritten => row.not_written_since,
            };
            let since = since.map(|at| day(at.date())).unwrap_or_default();
            table.row(vec![name, handle, since, row.state_in_words()]);
        }
        format!("{table}{}\n", plural(self.people.len() as u64, "person", "people"))
    }
}

/// The answer to `people link`, `people rename` and `people merge`.
#[derive(Debug, Serialize)]
pub(crate) struct ContactAnswer {
    #[serde(rename = "recorded", serialize_with = "json::list_of_one")]
    pub(crate) item: RecordedItem,
    pub(crate) cautions: Vec<Caution>,
    /// The name of the entry that was changed, or that was merged into another, before the change.
    #[serde(skip)]
    pub(crate) was: String,
    /// The name of the entry that remains.
    #[serde(skip)]
    pub(crate) now: String,
    #[serde(skip)]
    pub(crate) handle: Option<Handle>,
}

impl Show for ContactAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let (was, name) = (safe(&self.was), safe(&self.now));
        let change = match (self.item.kind, &self.handle) {
            ("link", Some(handle)) => format!("{was} is {}", safe(&handle.to_string())),
            ("rename", _) => format!("{was} is {name} from now on"),
            _ => format!("{was} is {name}: one person, and one slot a day"),
        };
        format!("recorded: {}\n", style.paint(Tone::Strong, &change))
    }
}
