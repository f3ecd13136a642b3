//! The outside world as a value. The only place that reads the clock, the zone, the environment and the
//! arguments, and that knows where a person's files are.

#![expect(clippy::disallowed_methods, reason = "this is the one place that may")]

use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::PathBuf;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::engine::calendar::Instant;

/// Names the ledger, where `--file` does not.
pub(crate) const FILE: &str = "INQUOTA_FILE";
/// Replaces the clock: an instant as in RFC 3339.
pub(crate) const NOW: &str = "INQUOTA_NOW";
/// Replaces the system's zone: an IANA name.
pub(crate) const ZONE: &str = "INQUOTA_ZONE";

/// In a test build, what is to go wrong at which step of writing.
#[cfg(feature = "faults")]
pub(crate) const FAULT: &str = "INQUOTA_FAULT";

/// The columns that are taken where the terminal does not say.
const COLUMNS: usize = 80;

/// What the program can know of the world around it.
#[derive(Clone, Debug)]
pub struct Context {
    /// The arguments, the program's name first.
    pub args: Vec<OsString>,
    /// The present instant; or what stands in its place and is none.
    pub now: Result<Instant, String>,
    /// `INQUOTA_ZONE`, as given.
    pub zone: Option<String>,
    /// `INQUOTA_FILE`, as given.
    pub file: Option<PathBuf>,
    /// Where the platform keeps a program's data.
    pub data_folder: Option<PathBuf>,
    /// Where the platform keeps a program's settings.
    pub config_folder: Option<PathBuf>,
    /// Columns of the terminal.
    pub columns: usize,
    /// Whether colours are shown when nobody asks for them or against them.
    pub colour: bool,
    /// Whether charts are drawn in plain ASCII: the terminal is dumb, or the locale is not of UTF-8.
    pub ascii: bool,
}

impl Context {
    /// Asks the system.
    pub fn from_system() -> Context {
        let folders = directories::ProjectDirs::from("", "", "inquota");
        let set = |name| std::env::var_os(name).filter(|value| !value.is_empty());
        let text = |name| set(name).map(|value| value.to_string_lossy().into_owned());
        let is_terminal = std::io::stdout().is_terminal();
        #[cfg(feature = "faults")]
        text(FAULT).into_iter().for_each(crate::ledger::crash::arm);
        let is_dumb = text("TERM").as_deref() == Some("dumb");
        let locale = text("LC_ALL").or_else(|| text("LC_CTYPE")).or_else(|| text("LANG"));
        let columns = text("COLUMNS").and_then(|columns| columns.parse().ok());
        Context {
            args: std::env::args_os().collect(),
            now: now(text(NOW)),
            zone: text(ZONE),
            file: set(FILE).map(PathBuf::from),
            data_folder: folders.as_ref().map(|folders| folders.data_dir().to_owned()),
            config_folder: folders.as_ref().map(|folders| folders.config_dir().to_owned()),
            columns: columns.or_else(terminal_columns).unwrap_or(COLUMNS).clamp(20, 300),
            colour: is_terminal && set("NO_COLOR").is_none() && !is_dumb,
            ascii: is_dumb || locale.is_some_and(|locale| !is_utf8(&locale)),
        }
    }

    /// The system's zone, `INQUOTA_ZONE` before it. Asked for only when a ledger does not say.
    ///
    /// # Errors
    ///
    /// With the name, when `INQUOTA_ZONE` is not a zone.
    pub fn system_zone(&self) -> Result<Tz, String> {
        if let Some(name) = &self.zone {
            return name.parse().map_err(|_| name.clone());
        }
        let from_tz = std::env::var("TZ").ok().and_then(|name| name.trim_start_matches(':').parse().ok());
        let named = || iana_time_zone::get_timezone().ok().and_then(|name| name.parse().ok());
        Ok(from_tz.or_else(named).unwrap_or(Tz::UTC))
    }
}

/// How long something takes, by the system's steady clock.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stopwatch(std::time::Instant);

impl Stopwatch {
    /// Starts.
    pub(crate) fn start() -> Stopwatch {
        Stopwatch(std::time::Instant::now())
    }

    /// Whole seconds since.
    pub(crate) fn seconds(self) -> u64 {
        self.0.elapsed().as_secs()
    }
}

/// The clock, or what replaces it.
fn now(replaced: Option<String>) -> Result<Instant, String> {
    match replaced {
        None => Ok(Utc::now().into()),
        Some(text) => DateTime::parse_from_rfc3339(&text).map(Instant::from).map_err(|_| text),
    }
}

/// Whether a locale, as in `de_DE.UTF-8`, is of UTF-8.
fn is_utf8(locale: &str) -> bool {
    let locale = locale.to_ascii_lowercase();
    locale.contains("utf-8") || locale.contains("utf8")
}

fn terminal_columns() -> Option<usize> {
    terminal_size::terminal_size().map(|(width, _)| usize::from(width.0))
}
