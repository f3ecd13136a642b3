//! What a command works with: the present, the settings, the ledger, and the screen.

use std::path::PathBuf;

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::location::{self, LedgerLocation};
use super::transaction::Transaction;
use crate::checkpoint::{CheckpointStore, LedgerSource, LedgerView};
use crate::cli::when::{Calendar, FORMS, Purpose, WhenError};
use crate::cli::{Colour, Global};
use crate::context::{self, Context};
use crate::engine::advice::habits::Habits;
use crate::engine::bounds::YEARS;
use crate::engine::calendar::Instant;
use crate::engine::plan::PlanDefinition;
use crate::engine::timeline::Timeline;
use crate::error::Failure;
use crate::ledger::{Contents, Ledger, ReadOutcome, Scope, make_private_folder};
use crate::settings::{self, ClockFormat, Settings};
use crate::view::{Caution, Screen, plural, safe};

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
        Ok(Session { global, context, screen, now, settings, place })
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

    /// The ledger, for figures and people; where there is none, one as it would be created now (rules 1.8).
    pub(super) fn ledger_view(&mut self) -> Result<LedgerView<Ledger>, Failure> {
        self.place.note_if_new(self.screen);
        self.view_of(self.place.ledger.clone(), Scope::Figures)
    }

    /// Every record of the ledger.
    pub(super) fn timeline(&mut self) -> Result<Timeline, Failure> {
        self.place.note_if_new(self.screen);
        Ok(self.view_of(self.place.ledger.clone(), Scope::Everything)?.into_timeline())
    }

    /// A ledger, this or that of another account.
    pub(super) fn view_of(&mut self, ledger: Ledger, scope: Scope) -> Result<LedgerView<Ledger>, Failure> {
        let has_backups = ledger.has_backups();
        let view = self.open(ledger, scope)?;
        if !view.exists() && has_backups {
            self.note_backups();
        }
        let unknown = view.timeline().unknown() as u64;
        if unknown > 0 {
            let records = plural(unknown, "record is", "records are");
            self.screen.note(&format!("note: {records} of a kind that this version does not know, and left out"));
        }
        Ok(view)
    }

    /// Takes the lock, and gets ready to record.
    pub(super) fn begin(&mut self, scope: Scope) -> Result<Transaction, Failure> {
        self.place.note_if_new(self.screen);
        let locked = self.place.ledger.lock()?;
        let ledger = self.open(locked, scope)?;
        let at = self.at(ledger.zone(), Purpose::Recording)?;
        Ok(Transaction::new(ledger, at, self.now, self.clock()))
    }

    fn open<S: LedgerSource>(&mut self, source: S, scope: Scope) -> Result<LedgerView<S>, Failure> {
        let folder = self.context.cache_folder.as_deref();
        let store = folder.and_then(|folder| CheckpointStore::of(folder, source.path()));
        let view =
            LedgerView::open(source, store, scope, || Ok::<_, Failure>(Contents::new(self.now, self.system_zone()?)))?;
        if let Some(recovery) = view.recovery() {
            self.screen.note(&crate::view::recovery(recovery));
        }
        Ok(view)
    }

    /// Whether there is a ledger.
    pub(super) fn has_ledger(&mut self) -> Result<bool, Failure> {
        let is_there = self.place.ledger.is_there()?;
        if !is_there && self.place.ledger.has_backups() {
            self.note_backups();
        }
        Ok(is_there)
    }

    /// Where a ledger is missing, points to its backups.
    fn note_backups(&mut self) {
        self.screen.note("note: there is no ledger here, but there are backups of one: inquota backup list");
    }

    /// The account's zone, or UTC where the ledger cannot tell.
    pub(super) fn zone_if_readable(&self) -> Tz {
        match self.place.ledger.read(Scope::Figures) {
            Ok(ReadOutcome { contents: Some(contents), .. }) => contents.zone,
            Ok(_) => self.system_zone().unwrap_or(Tz::UTC),
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

    /// The instant reported for: `--at`, read in a zone, else now.
    pub(super) fn as_of(&self, zone: Tz) -> Result<Instant, Failure> {
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
}

fn when_failure(option: &str, text: &str, error: WhenError) -> Failure {
    let text = safe(text);
    let message = match error {
        WhenError::Unknown => format!("{option} \"{text}\" is not a date or time that can be read"),
        WhenError::Ambiguous => format!("{option} \"{text}\" could mean minutes or months"),
        WhenError::OutOfRange => format!("{option} \"{text}\" is outside the years {YEARS}"),
    };
    Failure::input("bad_when", message, FORMS)
}
