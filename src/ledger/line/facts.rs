//! What a line says, as a fact.

use chrono::{Datelike, NaiveDate};

use super::complaint::UNKNOWN_PERSON;
use super::{CLOSED, DONE, Line, MOST_CREDITS, NEVER, SNOOZED, is_in_range};
use crate::engine::contact_book::{ContactBook, Person};
use crate::engine::correction::{Correction, What};
use crate::engine::person::{Handle, LONGEST_NAME, PersonId, tidy_name};
use crate::engine::record::{
    Answer, Charge, ContactChange, Expiry, Fact, FollowUpAction, Import, ImportFingerprint, RecordId, Target,
};

fn is_date_in_range(date: NaiveDate) -> bool {
    (1970..=2999).contains(&date.year())
}

/// What happened with a person, by its kind's name.
pub(super) fn what(kind: &[u8], free: bool, with_note: bool) -> Option<What> {
    Some(match kind {
        b"message" => What::Message,
        b"inmail" => What::InMail(if free { Charge::Free } else { Charge::Ordinary }),
        b"invitation" => What::Invitation { with_note },
        b"reply" => What::Response(Answer::Replied),
        b"declined" => What::Response(Answer::Declined),
        b"accepted" => What::Acceptance,
        _ => return None,
    })
}

impl Line<'_> {
    pub(super) fn fact(&self, book: &mut ContactBook) -> Result<Fact, String> {
        if let Some(what) = what(self.kind.as_bytes(), self.free, self.with_note) {
            let who = person(self.who, self.person.as_deref(), self.handle.as_deref(), book)?;
            return Ok(what.with(who));
        }
        match &*self.kind {
            "followup" => self.follow_up(book),
            "purchase" => Ok(Fact::Purchase { credits: self.credits()?, expiry: self.expiry()? }),
            "balance" => Ok(Fact::Balance { credits: self.credits()? }),
            "plan" => self.plan(),
            "link" | "rename" | "merge" => self.contact_change(book).map(|change| Fact::Contact(Box::new(change))),
            "void" => self.target().map(Fact::Void),
            "edit" => self.edit(book),
            "joined" => self.joined(),
            "import" => self.import().map(Fact::Import),
            "" => Err(missing("kind")),
            _ => Ok(Fact::Unknown),
        }
    }

    fn follow_up(&self, book: &mut ContactBook) -> Result<Fact, String> {
        let with = person(self.who, self.person.as_deref(), self.handle.as_deref(), book)?;
        let settled = match self.settled.as_deref() {
            Some(DONE) => FollowUpAction::Done,
            Some(CLOSED) => FollowUpAction::Closed,
            Some(SNOOZED) => {
                let until = self.until.as_deref().and_then(|date| date.parse().ok());
                FollowUpAction::Snoozed(until.filter(|date| is_date_in_range(*date)).ok_or_else(|| missing("until"))?)
            }
            _ => return Err(missing("settled")),
        };
        Ok(Fact::FollowUp { with, settled })
    }

    fn credits(&self) -> Result<u32, String> {
        match self.credits {
            Some(credits) if credits <= MOST_CREDITS => Ok(credits),
            Some(_) => Err(format!("it has more than {MOST_CREDITS} credits")),
            None => Err(missing("credits")),
        }
    }

    fn expiry(&self) -> Result<Expiry, String> {
        match self.expires.as_deref() {
            None => Ok(Expiry::PlanLife),
            Some(NEVER) => Ok(Expiry::Never),
            Some(date) => {
                let date = date.parse().ok().filter(|date| is_date_in_range(*date));
                date.map(Expiry::On).ok_or_else(|| "`expires` is not a date from 1970 to 2999".to_owned())
            }
        }
    }

    fn plan(&self) -> Result<Fact, String> {
        let plan = self.plan.clone().ok_or_else(|| missing("plan"))?;
        if !plan.from.is_none_or(is_date_in_range) {
            return Err("the plan starts outside the years 1970 to 2999".to_owned());
        }
        if plan.name.chars().count() > LONGEST_NAME {
            return Err(format!("the plan's name has more than {LONGEST_NAME} characters"));
        }
        if plan.largest_number() > MOST_CREDITS {
            return Err(format!("a number of the plan lies above {MOST_CREDITS}"));
        }
        Ok(Fact::Plan(Box::new(plan)))
    }

    fn contact_change(&self, book: &ContactBook) -> Result<ContactChange, String> {
        let who = known(self.who, book)?;
        match &*self.kind {
            "link" => {
                let handle = self.handle.as_deref().ok_or_else(|| missing("handle"))?;
                Ok(ContactChange::Link { who, handle: read_handle(handle)? })
            }
            "rename" => {
                let name = self.name.as_deref().ok_or_else(|| missing("name"))?;
                Ok(ContactChange::Rename { who, name: tidy_name(name).map_err(|error| error.to_string())? })
            }
            _ => Ok(ContactChange::Merge { from: known(self.merged, book)?, into: who }),
        }
    }

    fn import(&self) -> Result<Box<Import>, String> {
        let name = self.name.as_deref().map(tidy_name).transpose().map_err(|error| error.to_string())?;
        let handle = self.handle.as_deref().map(read_handle).transpose()?;
        let records = self.records.ok_or_else(|| missing("records"))?;
        let notes = self.notes.iter().map(|note| read_origin(note)).collect::<Result<_, _>>()?;
        Ok(Box::new(Import { name, handle, records, notes }))
    }

    fn target(&self) -> Result<Target, String> {
        let target = match (self.record, self.whole_step) {
            (Some(record), None) => Target::Record(RecordId(record)),
            (None, Some(step)) => Target::Step(RecordId(step)),
            _ => return Err(missing("record")),
        };
        let (Target::Record(id) | Target::Step(id)) = target;
        if id.0 < self.id { Ok(target) } else { Err("it takes back something that comes later".to_owned()) }
    }

    fn joined(&self) -> Result<Fact, String> {
        let added = self.added.as_ref().ok_or_else(|| missing("added"))?;
        if added.iter().any(|id| *id >= self.id) {
            return Err("it has added something that comes later".to_owned());
        }
        Ok(Fact::Joined(added.iter().copied().map(RecordId).collect()))
    }

    fn edit(&self, book: &mut ContactBook) -> Result<Fact, String> {
        let record = self.record.filter(|record| *record < self.id).ok_or_else(|| missing("record"))?;
        let set = self.set.as_ref().ok_or_else(|| missing("set"))?;
        if set.at.is_some_and(|at| !is_in_range(at)) || set.credits.is_some_and(|credits| credits > MOST_CREDITS) {
            return Err("it puts a number out of range".to_owned());
        }
        let what = match &set.kind {
            Some(kind) => Some(what(kind.as_bytes(), set.free, set.with_note).ok_or("it names a kind that cannot be")?),
            None => None,
        };
        let person = match set.who {
            Some(_) => Some(person(set.who, set.person.as_deref(), set.handle.as_deref(), book)?),
            None => None,
        };
        let correction = Correction {
            at: set.at,
            person,
            what,
            credits: set.credits,
            note: set.note.clone(),
            tags: set.tags.clone(),
            template: set.template.clone(),
        };
        Ok(Fact::Edit { record: RecordId(record), correction: Box::new(correction) })
    }
}

fn missing(field: &str) -> String {
    format!("`{field}` is missing or wrong")
}

/// An origin as it stands in the file: 32 hexadecimal digits.
pub(super) fn origin_text(ImportFingerprint(value): ImportFingerprint) -> String {
    format!("{value:032x}")
}

/// An origin: 32 hexadecimal digits.
pub(super) fn read_origin(text: &str) -> Result<ImportFingerprint, String> {
    u128::from_str_radix(text, 16).map(ImportFingerprint).map_err(|_| missing("origin"))
}

fn read_handle(text: &str) -> Result<Handle, String> {
    Handle::new(text).map_err(|error| error.to_string())
}

/// The person behind a number that must be known by now. Numbers count from 1 in the file.
fn known(who: Option<u32>, book: &ContactBook) -> Result<PersonId, String> {
    let id = who.and_then(|who| who.checked_sub(1)).map(PersonId);
    id.filter(|id| id.index() < book.len()).ok_or_else(|| UNKNOWN_PERSON.to_owned())
}

/// The person behind a number, entered in the book when the number is the next one.
pub(super) fn person(
    who: Option<u32>,
    name: Option<&str>,
    handle: Option<&str>,
    book: &mut ContactBook,
) -> Result<PersonId, String> {
    let id = who.and_then(|who| who.checked_sub(1)).map(PersonId).ok_or_else(|| missing("who"))?;
    if id.index() != book.len() {
        return known(who, book);
    }
    Ok(book.enter(introduced(name, handle)?))
}

/// The person of this name and this handle, whom no record was about before.
pub(super) fn introduced(name: Option<&str>, handle: Option<&str>) -> Result<Person, String> {
    let name = name.map(tidy_name).transpose().map_err(|error| error.to_string())?;
    let handle = handle.map(read_handle).transpose()?;
    if name.is_none() && handle.is_none() {
        return Err(missing("person"));
    }
    Ok(Person::new(name, handle.into_iter().collect()))
}
