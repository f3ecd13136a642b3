//! What every command works with: the present instant, the settings, the ledger, and the screen. `dates` parses the
//! dates and times of its options.

mod dates;

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use chrono_tz::Tz;

use super::location::{self, LedgerLocation};
use super::transaction::Transaction;
use crate::accounts;
use crate::checkpoint::{CheckpointStore, LedgerSource, LedgerView};
use crate::cli::when::Purpose;
use crate::cli::{Colour, Global};
use crate::context::{self, Context};
use crate::engine::advice::habits::Habits;
use crate::engine::calendar::Instant;
use crate::engine::timeline::Timeline;
use crate::error::Failure;
use crate::ledger::{Contents, Ledger, ReadDetail, ReadOutcome, is_private_folder, make_private_folder};
use crate::settings::{self, Bars, ClockFormat, Settings};
use crate::view::{Caution, Screen, plural, safe};

/// The environment of one command.
pub(super) struct Session<'a> {
    global: &'a Global,
    context: &'a Context,
    pub(super) screen: &'a mut Screen,
    pub(super) now: Instant,
    pub(super) settings: Settings,
    /// Which ledger to use, and what selected it.
    pub(super) location: LedgerLocation,
    /// Whether the command found no ledger when it began to record.
    begins_ledger: bool,
    /// What was read from standard input. A command that starts over cannot read it again.
    input: Option<Vec<u8>>,
}

impl<'a> Session<'a> {
    pub(super) fn new(global: &'a Global, context: &'a Context, screen: &'a mut Screen) -> Result<Self, Failure> {
        let now = context
            .now
            .clone()
            .map_err(|error| Failure::input("bad_environment", safe(&error.to_string()), error.hint()))?;
        let settings = settings::read(context)?;
        let bars = if global.ascii { Bars::Ascii } else { settings.bars.value };
        screen.apply_settings(settings.thresholds(), settings.clock.value, bars);
        let location = location::find(global, context, &settings)?;
        Ok(Session { global, context, screen, now, settings, location, begins_ledger: false, input: None })
    }

    /// The ledger file.
    pub(super) fn ledger(&self) -> &Ledger {
        &self.location.ledger
    }

    /// The name of the account, if the data folder has several; `None` if a file was named.
    pub(super) fn account_of_several(&self) -> Option<String> {
        let name = self.location.account_name()?;
        let folder = self.context.data_folder.as_deref()?;
        let is_alone = self.location.named_account().is_none() && accounts::named_accounts(folder).is_empty();
        (!is_alone).then(|| name.to_owned())
    }

    /// The outside world.
    pub(super) fn context(&self) -> &Context {
        self.context
    }

    /// What is on standard input, up to this many bytes.
    pub(super) fn standard_input(&mut self, most: u64) -> io::Result<&[u8]> {
        let mut input = Vec::new();
        if self.input.is_none() {
            io::stdin().lock().take(most).read_to_end(&mut input)?;
        }
        Ok(self.input.get_or_insert(input))
    }

    /// Whether an account that does not exist may be begun.
    pub(super) fn allows_new_account(&self) -> bool {
        self.global.new_account
    }

    /// The clock for times of day.
    pub(super) fn clock(&self) -> ClockFormat {
        self.settings.clock.value
    }

    /// The member's working habits, for advice.
    pub(super) fn habits(&self) -> Habits {
        self.settings.habits()
    }

    /// Where the cache folder is, if there is to be one.
    pub(super) fn cache_path(&self) -> Option<&Path> {
        self.context.cache_folder.as_deref()
    }

    /// The cache folder, created if it does not exist. Only the member may write to it.
    pub(super) fn cache_folder(&self) -> Result<PathBuf, Failure> {
        let failure = |message: String| Failure::input("bad_output", message, "name a file with --output");
        let Some(folder) = &self.context.cache_folder else {
            return Err(failure("there is no home folder".to_owned()));
        };
        let shown = safe(&folder.display().to_string());
        make_private_folder(folder).map_err(|_| failure(format!("the folder {shown} cannot be made")))?;
        if !is_private_folder(folder) {
            return Err(failure(format!("others can write to the folder {shown}")));
        }
        Ok(folder.clone())
    }

    /// The ledger, loaded for figures and people. If there is none, a new empty one that is not written (rules 1.8).
    pub(super) fn ledger_view(&mut self) -> Result<LedgerView<Ledger>, Failure> {
        self.own_view(ReadDetail::Figures)
    }

    /// The ledger with every record.
    pub(super) fn whole_ledger(&mut self) -> Result<LedgerView<Ledger>, Failure> {
        self.own_view(ReadDetail::Everything)
    }

    /// The timeline with every record of the ledger.
    pub(super) fn timeline(&mut self) -> Result<Timeline, Failure> {
        Ok(self.whole_ledger()?.into_timeline())
    }

    fn own_view(&mut self, detail: ReadDetail) -> Result<LedgerView<Ledger>, Failure> {
        self.location.note_if_new(self.screen);
        self.view_of(&self.location.ledger.clone(), detail)
    }

    /// Opens a ledger for reading, which need not be that of the session.
    pub(super) fn view_of(&mut self, ledger: &Ledger, detail: ReadDetail) -> Result<LedgerView<Ledger>, Failure> {
        let view = self.open(ledger.clone(), detail)?;
        if !view.exists() && ledger.has_backups() {
            self.note_backups();
        }
        self.note_unknown(view.timeline());
        Ok(view)
    }

    /// Notes that some records are of a kind that this version does not know.
    pub(super) fn note_unknown(&mut self, timeline: &Timeline) {
        let unknown = timeline.unknown_kind_count() as u64;
        if unknown > 0 {
            let records = plural(unknown, "record is", "records are");
            self.screen.note(&format!("note: {records} of a kind that this version does not know, and left out"));
        }
    }

    /// Locks the ledger, and begins a transaction at `--at`, or now.
    ///
    /// # Errors
    ///
    /// When `--at` is in the future (rules 1.5), or the ledger cannot be locked or read.
    pub(super) fn begin(&mut self, detail: ReadDetail) -> Result<Transaction, Failure> {
        let mut transaction = self.begin_at_any_time(detail)?;
        transaction.refuse_future()?;
        Ok(transaction)
    }

    /// As [`Session::begin`], but `--at` may be in the future. Only for a plan, which may start later, and for `edit`,
    /// which checks the instant only if it corrects one.
    pub(super) fn begin_at_any_time(&mut self, detail: ReadDetail) -> Result<Transaction, Failure> {
        self.location.note_if_new(self.screen);
        let locked = self.location.ledger.lock()?;
        let ledger = self.open(locked, detail)?;
        self.begins_ledger = !ledger.exists();
        let at = self.at(ledger.zone(), Purpose::Recording)?;
        Ok(Transaction::new(ledger, at, self.now, self.clock()))
    }

    /// Notes by which plan a ledger counts that the command has begun (rules 4.11).
    pub(super) fn note_initial_plan(&mut self) {
        if self.begins_ledger && !self.screen.is_json() && self.location.ledger.path().exists() {
            self.screen.note(
                "note: your plan is free, for which LinkedIn's own page lists no InMails; to change it: inquota plan set NAME",
            );
        }
    }

    fn open<S: LedgerSource>(&mut self, source: S, detail: ReadDetail) -> Result<LedgerView<S>, Failure> {
        let folder = self.context.cache_folder.as_deref();
        let store = folder.and_then(|folder| CheckpointStore::of(folder, source.path()));
        let view =
            LedgerView::open(source, store, detail, || Ok::<_, Failure>(Contents::new(self.now, self.system_zone()?)))?;
        if let Some(recovery) = view.recovery() {
            self.screen.note(&crate::view::recovery(recovery));
        }
        Ok(view)
    }

    /// Whether the ledger exists.
    pub(super) fn has_ledger(&mut self) -> Result<bool, Failure> {
        let is_there = self.location.ledger.is_there()?;
        if !is_there && self.location.ledger.has_backups() {
            self.note_backups();
        }
        Ok(is_there)
    }

    /// Notes that the ledger is missing but has backups.
    fn note_backups(&mut self) {
        self.screen.note("note: there is no ledger here, but there are backups of one: inquota backup list");
    }

    /// The account's zone; UTC if the ledger cannot be read.
    pub(super) fn zone_if_readable(&self) -> Tz {
        match self.location.ledger.read(ReadDetail::Figures) {
            Ok(ReadOutcome { contents: Some(contents), .. }) => contents.zone,
            Ok(_) => self.system_zone().unwrap_or(Tz::UTC),
            Err(_) => Tz::UTC,
        }
    }

    /// The zone of this computer.
    pub(super) fn system_zone(&self) -> Result<Tz, Failure> {
        self.context.system_zone().map_err(|name| {
            let message = format!("{} is not a time zone: {}", context::ZONE, safe(&name));
            Failure::input("bad_environment", message, "write an IANA name as in Europe/Berlin, or unset it")
        })
    }

    /// Prints cautions to stderr. With `--json`, they are in the answer instead.
    pub(super) fn show_cautions(&mut self, cautions: &[Caution]) {
        for caution in cautions {
            self.screen.caution(caution.message());
        }
    }

    /// The instant to report for: `--at` in this zone, or now.
    pub(super) fn as_of(&self, zone: Tz) -> Result<Instant, Failure> {
        self.at(zone, Purpose::Reporting)
    }

    /// Refuses `--at` for a command that does not use it.
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

    /// Whether `--color always` was given.
    pub(super) fn asks_for_colour(&self) -> bool {
        self.global.color == Colour::Always
    }

    /// Whether `--at` was given.
    pub(super) fn has_at(&self) -> bool {
        self.global.at.is_some()
    }
}
