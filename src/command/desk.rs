//! What every command works at: the present, the ledger, and the screen.

use chrono::NaiveDate;
use chrono_tz::Tz;

use crate::cli::Global;
use crate::cli::when::{Calendar, FORMS, Purpose, WhenError};
use crate::context::{self, Context};
use crate::engine::book::Book;
use crate::engine::calendar::Instant;
use crate::engine::habits::Habits;
use crate::engine::plan::PlanDefinition;
use crate::engine::record::{Details, Fact, Record, RecordId};
use crate::engine::timeline::Timeline;
use crate::error::Failure;
use crate::ledger::{Contents, Ledger, Locked};
use crate::settings;
use crate::view::{Caution, Screen, moment, plural, safe};

/// How far ahead of the clock something may have happened: a clock's drift (rules 1.5).
const DRIFT: i64 = 60;

/// The present, the ledger, and the screen.
pub(super) struct Desk<'a> {
    global: &'a Global,
    context: &'a Context,
    pub(super) screen: &'a mut Screen,
    pub(super) now: Instant,
    ledger: Ledger,
    habits: Habits,
}

impl<'a> Desk<'a> {
    pub(super) fn new(global: &'a Global, context: &'a Context, screen: &'a mut Screen) -> Result<Self, Failure> {
        let now = context.now.clone().map_err(|given| {
            let message = format!("{} is not an instant: {}", context::NOW, safe(&given));
            Failure::input("bad_environment", message, "write it as in 2026-11-25T09:00:00+01:00, or unset it")
        })?;
        let ledger = find_ledger(global, context)?;
        Ok(Desk { global, context, screen, now, ledger, habits: Habits::default() })
    }

    /// The file that the ledger is in.
    pub(super) fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// The plan of this name, if it is defined.
    pub(super) fn plan(&self, name: &str) -> Option<PlanDefinition> {
        settings::plan(self.context.config_folder.as_deref(), name)
    }

    /// How the member works, for advice.
    pub(super) fn habits(&self) -> Habits {
        self.habits
    }

    /// Every plan that can be named.
    pub(super) fn plans(&self) -> Result<Vec<PlanDefinition>, Failure> {
        settings::plans(self.context.config_folder.as_deref())
    }

    /// Reads the ledger; where there is none, one as it would be created now (rules 1.8).
    pub(super) fn read(&mut self) -> Result<Timeline, Failure> {
        let contents = self.read_if_there()?;
        match contents {
            Some(contents) => Ok(contents.into_timeline()),
            None => Ok(Contents::new(self.now, self.system_zone()?).into_timeline()),
        }
    }

    /// Reads the ledger, if there is one.
    pub(super) fn read_if_there(&mut self) -> Result<Option<Contents>, Failure> {
        let (contents, repair) = self.ledger.read()?;
        if let Some(repair) = repair {
            self.screen.note(&crate::view::repair(&repair));
        }
        if contents.is_none() && self.ledger.has_backups() {
            self.screen.note("note: there is no ledger here, but there are backups of one: inquota backup list");
        }
        let unknown = contents.as_ref().map_or(0, Contents::unknown);
        if unknown > 0 {
            let records = plural(unknown as u64, "record is", "records are");
            self.screen.note(&format!("note: {records} of a kind that this version does not know, and left out"));
        }
        Ok(contents)
    }

    /// The account's zone, or UTC where the ledger cannot tell.
    pub(super) fn zone_if_readable(&self) -> Tz {
        match self.ledger.read() {
            Ok((Some(contents), _)) => contents.zone,
            Ok((None, _)) => self.system_zone().unwrap_or(Tz::UTC),
            Err(_) => Tz::UTC,
        }
    }

    fn system_zone(&self) -> Result<Tz, Failure> {
        self.context.system_zone().map_err(|name| {
            let message = format!("{} is not a time zone: {}", context::ZONE, safe(&name));
            Failure::input("bad_environment", message, "write an IANA name as in Europe/Berlin, or unset it")
        })
    }

    /// Tells what to mind, where the answer is for a person.
    pub(super) fn tell(&mut self, cautions: &[Caution]) {
        for caution in cautions {
            self.screen.caution(&format!("mind: {}", caution.message()));
        }
    }

    /// The instant reported for: `--at`, else now.
    pub(super) fn as_of(&self, timeline: &Timeline) -> Result<Instant, Failure> {
        self.at(timeline.zone(), Purpose::Reporting)
    }

    /// Refuses `--at` where it says nothing.
    pub(super) fn refuse_at(&self, command: &str) -> Result<(), Failure> {
        match self.global.at {
            None => Ok(()),
            Some(_) => Err(Failure::input(
                "usage",
                format!("--at does not go with {command}"),
                format!("leave it out of {command}"),
            )),
        }
    }

    /// Whether `--at` was given.
    pub(super) fn has_at(&self) -> bool {
        self.global.at.is_some()
    }

    fn at(&self, zone: Tz, purpose: Purpose) -> Result<Instant, Failure> {
        let calendar = Calendar { now: self.now, zone };
        match &self.global.at {
            None => Ok(self.now),
            Some(text) => calendar.read(text, purpose).map_err(|error| when_failure("--at", text, error)),
        }
    }

    /// Reads a DATE.
    pub(super) fn date(&self, option: &str, text: &str, zone: Tz) -> Result<NaiveDate, Failure> {
        let calendar = Calendar { now: self.now, zone };
        calendar.read_date(text).map_err(|error| when_failure(option, text, error))
    }

    /// Takes the lock and gets ready to record.
    pub(super) fn open(&mut self) -> Result<Draft, Failure> {
        let locked = self.ledger.lock()?;
        if let Some(repair) = locked.repair() {
            self.screen.note(&crate::view::repair(repair));
        }
        let contents = match locked.contents() {
            Some(contents) => contents.clone(),
            None => Contents::new(self.now, self.system_zone()?),
        };
        let at = self.at(contents.zone, Purpose::Recording)?;
        let before = contents.clone().into_timeline();
        let book = before.book().clone();
        Ok(Draft {
            locked,
            next_id: contents.next_id(),
            contents,
            before,
            book,
            at,
            now: self.now,
            step: None,
            new: Vec::new(),
        })
    }
}

/// The ledger: `--file`, else the environment, else in the platform's data folder.
fn find_ledger(global: &Global, context: &Context) -> Result<Ledger, Failure> {
    match (global.file.as_ref().or(context.file.as_ref()), &context.data_folder) {
        (Some(path), _) if !path.as_os_str().is_empty() => Ok(Ledger::at(path)?),
        (None, Some(folder)) => Ok(Ledger::in_own_folder(&folder.join("ledger.json"))?),
        _ => Err(Failure::input(
            "no_ledger_path",
            "there is no home folder to keep the ledger in",
            "name the file with --file or INQUOTA_FILE",
        )),
    }
}

fn when_failure(option: &str, text: &str, error: WhenError) -> Failure {
    let text = safe(text);
    let message = match error {
        WhenError::Unknown => format!("{option} \"{text}\" is not a date or time that can be read"),
        WhenError::Ambiguous => format!("{option} \"{text}\" could mean minutes or months"),
        WhenError::OutOfRange => format!("{option} \"{text}\" lies outside the years 1970 to 2999"),
    };
    Failure::input("bad_when", message, FORMS)
}

/// Records in the making, under the lock.
pub(super) struct Draft {
    locked: Locked,
    contents: Contents,
    next_id: RecordId,
    /// The ledger as it stands.
    pub(super) before: Timeline,
    /// The contact book, with whoever is new.
    pub(super) book: Book,
    /// When it happened: `--at`, else now.
    pub(super) at: Instant,
    now: Instant,
    step: Option<RecordId>,
    new: Vec<Record>,
}

impl Draft {
    /// Refuses what would happen in the future; a clock's drift is cut back to now (rules 1.5).
    pub(super) fn refuse_future(&mut self) -> Result<(), Failure> {
        self.at = not_ahead(self.at, self.now, self.before.zone())?;
        Ok(())
    }

    /// What the file holds.
    pub(super) fn contents(&self) -> &Contents {
        &self.contents
    }

    /// The present.
    pub(super) fn now(&self) -> Instant {
        self.now
    }

    /// The records that follow are one step, that `undo` takes back as one.
    pub(super) fn begin_step(&mut self) {
        self.step = Some(self.next_id);
    }

    /// Writes a record down, to happen at `at`.
    pub(super) fn add(&mut self, at: Instant, fact: Fact, details: Details) -> RecordId {
        let id = self.next_id;
        self.next_id = RecordId(id.0 + 1);
        self.new.push(Record { id, at, recorded: self.now, step: self.step, fact, details });
        id
    }

    /// The ledger as it will stand.
    pub(super) fn after(&self) -> Timeline {
        let mut records = self.contents.records.clone();
        records.extend(self.new.iter().cloned());
        Timeline::new(records, self.full_book(), self.contents.created, self.contents.zone)
    }

    /// The people as first named, with whoever is new.
    fn full_book(&self) -> Book {
        let mut book = self.contents.book.clone();
        for index in book.len()..self.book.len() {
            let person = self.book.entry(index);
            book.declare(person.name.clone(), person.handles.first().cloned());
        }
        book
    }

    /// Records for good. What is said afterwards lasts.
    pub(super) fn commit(self) -> Result<(), Failure> {
        self.locked.record(&self.new, &self.book, self.now, self.contents.zone)?;
        Ok(())
    }

    /// Moves the account to another zone.
    pub(super) fn move_to(self, zone: Tz) -> Result<(), Failure> {
        self.locked.set_zone(zone, self.now)?;
        Ok(())
    }
}

/// An instant that is not ahead of now, but for a clock's drift.
pub(super) fn not_ahead(at: Instant, now: Instant, zone: Tz) -> Result<Instant, Failure> {
    if at.seconds_since(now) > DRIFT {
        let message = format!("{} is in the future", moment(at, zone));
        return Err(Failure::input("in_future", message, "what has not happened yet cannot be recorded; check --at"));
    }
    Ok(at.min(now))
}
