//! What every command works at: the present, the ledger, and the screen.

use std::path::PathBuf;

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::draft::Draft;
use super::entry::Entry;
use super::location::{self, LedgerLocation};
use crate::checkpoint::Shelf;
use crate::cli::when::{Calendar, FORMS, Purpose, WhenError};
use crate::cli::{Colour, Global};
use crate::context::{self, Context};
use crate::engine::advice::habits::Habits;
use crate::engine::calendar::Instant;
use crate::engine::plan::PlanDefinition;
use crate::engine::timeline::Timeline;
use crate::error::Failure;
use crate::ledger::{Contents, Extent, Guarded, Ledger, Scope, make_private_folder};
use crate::settings::{self, ClockFormat, Settings};
use crate::view::{Caution, LocalInstant, Screen, moment, plural, safe};

/// How far ahead of the clock something may have happened: a clock's drift (rules 1.5).
const DRIFT: i64 = 60;

/// The present, the ledger, and the screen.
pub(super) struct Session<'a> {
    global: &'a Global,
    context: &'a Context,
    pub(super) screen: &'a mut Screen,
    pub(super) now: Instant,
    /// What the member has set.
    pub(super) settings: Settings,
    /// Where the ledger is, and who said so.
    pub(super) place: LedgerLocation,
    /// Where the ledger's checkpoint is.
    pub(super) shelf: Option<Shelf>,
    /// Whether the checkpoint is not to be read.
    pub(super) is_in_doubt: bool,
}

impl<'a> Session<'a> {
    pub(super) fn new(global: &'a Global, context: &'a Context, screen: &'a mut Screen) -> Result<Self, Failure> {
        let now = context.now.clone().map_err(|given| {
            let message = format!("{} is not an instant: {}", context::NOW, safe(&given));
            Failure::input("bad_environment", message, "write it as in 2026-11-25T09:00:00+01:00, or unset it")
        })?;
        let settings = settings::read(context)?;
        screen.apply_settings(settings.thresholds(), settings.clock.value);
        let place = location::find(global, context, &settings)?;
        let shelf = context.cache_folder.as_deref().and_then(|folder| Shelf::of(folder, place.ledger.path()));
        Ok(Session { global, context, screen, now, settings, place, shelf, is_in_doubt: false })
    }

    /// The same session, where only what the ledger itself says counts.
    pub(super) fn without_checkpoint(&mut self) -> &mut Self {
        self.is_in_doubt = true;
        self
    }

    /// The file that the ledger is in.
    pub(super) fn ledger(&self) -> &Ledger {
        &self.place.ledger
    }

    /// The outside world.
    pub(super) fn context(&self) -> &Context {
        self.context
    }

    /// The plan of this name, if it is defined.
    pub(super) fn plan(&self, name: &str) -> Option<PlanDefinition> {
        settings::plan(self.context.config_folder.as_deref(), name)
    }

    /// The clock for times of day.
    pub(super) fn clock(&self) -> ClockFormat {
        self.settings.clock.value
    }

    /// How the member works, for advice.
    pub(super) fn habits(&self) -> Habits {
        self.settings.habits()
    }

    /// Every plan that can be named.
    pub(super) fn plans(&self) -> Result<Vec<PlanDefinition>, Failure> {
        settings::plans(self.context.config_folder.as_deref())
    }

    /// The folder for what can be made again, made if it is not there.
    pub(super) fn cache_folder(&self) -> Result<PathBuf, Failure> {
        let folder = self.context.cache_folder.clone();
        let made = folder.as_ref().map(|folder| make_private_folder(folder));
        match (folder, made) {
            (Some(folder), Some(Ok(()))) => Ok(folder),
            (Some(folder), _) => {
                let message = format!("the folder {} cannot be made", safe(&folder.display().to_string()));
                Err(Failure::input("bad_output", message, "name a file with --output"))
            }
            (None, _) => Err(Failure::input("bad_output", "there is no home folder", "name a file with --output")),
        }
    }

    /// Reads the ledger; where there is none, one as it would be created now (rules 1.8).
    pub(super) fn read(&mut self) -> Result<Timeline, Failure> {
        self.place.note_if_new(self.screen);
        let ledger = self.place.ledger.clone();
        self.read_from(&ledger)
    }

    /// Reads a ledger, this or another; where there is none, one as it would be created now.
    pub(super) fn read_from(&mut self, ledger: &Ledger) -> Result<Timeline, Failure> {
        let (contents, _) = self.read_measured(ledger, Scope::Everything)?;
        self.timeline(contents)
    }

    /// What was read, ready to be folded.
    pub(super) fn timeline(&mut self, contents: Option<Contents>) -> Result<Timeline, Failure> {
        let Some(contents) = contents else { return Ok(Contents::new(self.now, self.system_zone()?).into_timeline()) };
        let timeline = contents.into_timeline();
        if timeline.unknown() > 0 {
            let records = plural(timeline.unknown() as u64, "record is", "records are");
            self.screen.note(&format!("note: {records} of a kind that this version does not know, and left out"));
        }
        Ok(timeline)
    }

    /// Whether there is a ledger.
    pub(super) fn has_ledger(&mut self) -> Result<bool, Failure> {
        let is_there = self.place.ledger.is_there()?;
        if !is_there {
            self.note_backups(&self.place.ledger.clone());
        }
        Ok(is_there)
    }

    /// Where a ledger is missing, tells of its backups.
    fn note_backups(&mut self, ledger: &Ledger) {
        if ledger.has_backups() {
            self.screen.note("note: there is no ledger here, but there are backups of one: inquota backup list");
        }
    }

    /// What a ledger holds, and how far it reaches where it is laid out by this program.
    pub(super) fn read_measured(
        &mut self,
        ledger: &Ledger,
        scope: Scope,
    ) -> Result<(Option<Contents>, Option<Extent>), Failure> {
        let (contents, repair, extent) = ledger.read_measured(scope)?;
        if let Some(repair) = repair {
            self.screen.note(&crate::view::repair(&repair));
        }
        if contents.is_none() {
            self.note_backups(ledger);
        }
        Ok((contents, extent))
    }

    /// The account's zone, or UTC where the ledger cannot tell.
    pub(super) fn zone_if_readable(&self) -> Tz {
        match self.place.ledger.read() {
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
            self.screen.caution(caution.message());
        }
    }

    /// The instant reported for: `--at`, else now.
    pub(super) fn as_of(&self, timeline: &Timeline) -> Result<Instant, Failure> {
        self.as_of_in(timeline.zone())
    }

    /// The instant reported for, read in a zone.
    pub(super) fn as_of_in(&self, zone: Tz) -> Result<Instant, Failure> {
        self.at(zone, Purpose::Reporting)
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

    /// Whether colours were asked for by name.
    pub(super) fn asks_for_colour(&self) -> bool {
        self.global.color == Colour::Always
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
        self.place.note_if_new(self.screen);
        let guarded = self.place.ledger.guard()?;
        self.draft(guarded)
    }

    /// Takes the lock and gets ready to record what happened with people: on top of a checkpoint, where that
    /// reaches back to when it happened.
    pub(super) fn entry(&mut self) -> Result<Entry, Failure> {
        self.place.note_if_new(self.screen);
        let guarded = self.place.ledger.guard()?;
        if let Some(resumed) = self.resume_or_renew(&guarded) {
            let at = not_ahead(self.at(resumed.zone(), Purpose::Recording)?, self.now, resumed.zone(), self.clock())?;
            if let Some(resumed) = self.reaching(resumed, at) {
                return Entry::resumed(guarded, resumed, self.shelf.clone(), (at, self.now));
            }
        }
        let mut draft = self.draft(guarded)?;
        draft.refuse_future()?;
        Ok(Entry::whole(draft))
    }

    fn draft(&mut self, guarded: Guarded) -> Result<Draft, Failure> {
        let mut locked = guarded.read()?;
        if let Some(repair) = locked.repair() {
            self.screen.note(&crate::view::repair(repair));
        }
        let contents = match locked.take_contents() {
            Some(contents) => contents,
            None => Contents::new(self.now, self.system_zone()?),
        };
        let at = self.at(contents.zone, Purpose::Recording)?;
        Ok(Draft::new(locked, contents, at, self.now, self.clock()))
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

/// An instant that is not ahead of now, but for a clock's drift.
pub(super) fn not_ahead(at: Instant, now: Instant, zone: Tz, clock: ClockFormat) -> Result<Instant, Failure> {
    if at.seconds_since(now) > DRIFT {
        let message = format!("{} is in the future", moment(LocalInstant::new(at, zone), clock));
        return Err(Failure::input("in_future", message, "what has not happened yet cannot be recorded; check --at"));
    }
    Ok(at.min(now))
}
