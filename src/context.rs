//! The outside world as a value. The only place that reads the clock, the zone, the environment and the
//! arguments, and that knows where a person's files are.

#![expect(clippy::disallowed_methods, reason = "this is the one place that may")]

use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::engine::calendar::Instant;

/// Names the ledger, where `--file` does not.
pub(crate) const FILE: &str = "INQUOTA_FILE";
/// Names the account, where `--account` does not.
pub(crate) const ACCOUNT: &str = "INQUOTA_ACCOUNT";
/// Names the settings file.
pub(crate) const CONFIG: &str = "INQUOTA_CONFIG";
/// Asks for completions, in the name of a shell.
pub(crate) const COMPLETE: &str = "INQUOTA_COMPLETE";
/// Replaces the clock: an instant as in RFC 3339.
pub(crate) const NOW: &str = "INQUOTA_NOW";
/// Replaces the system's zone: an IANA name.
pub(crate) const ZONE: &str = "INQUOTA_ZONE";

/// In a test build, what is to go wrong at which step of writing.
#[cfg(feature = "faults")]
pub(crate) const FAULT: &str = "INQUOTA_FAULT";

/// Names the folder for what can be made again, or says [`OFF`].
pub(crate) const CACHE: &str = "INQUOTA_CACHE";

/// Nothing is to be kept in a cache.
const OFF: &str = "off";

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
    /// `INQUOTA_ACCOUNT`, as given.
    pub account: Option<String>,
    /// `INQUOTA_CONFIG`, as given.
    pub config: Option<PathBuf>,
    /// `INQUOTA_COMPLETE`, as given.
    pub complete: Option<String>,
    /// Where the platform keeps a program's data.
    pub data_folder: Option<PathBuf>,
    /// Where the platform keeps a program's settings.
    pub config_folder: Option<PathBuf>,
    /// Where what can be made again is kept; `None` to keep nothing.
    pub cache_folder: Option<PathBuf>,
    /// Whether somebody sits before it: standard input, output and error are a terminal.
    pub is_interactive: bool,
    /// Columns of the terminal, or as `COLUMNS` says.
    pub columns: usize,
    /// Whether `COLUMNS` says how wide to write, terminal or not.
    pub columns_asked: bool,
    /// Where answers go.
    pub out: Stream,
    /// Where everything else goes.
    pub err: Stream,
    /// Whether charts are drawn in plain ASCII: the terminal is dumb, or the locale is not of UTF-8.
    pub ascii: bool,
}

/// What a stream leads to.
#[derive(Clone, Copy, Debug)]
pub struct Stream {
    /// Whether a terminal reads it.
    pub is_terminal: bool,
    /// Whether colours are shown on it when `--color` does not say.
    pub colour: bool,
}

impl Context {
    /// Asks the system.
    pub fn from_system() -> Context {
        let folders = directories::ProjectDirs::from("", "", "inquota");
        let set = |name| std::env::var_os(name).filter(|value| !value.is_empty());
        let text = |name| set(name).map(|value| value.to_string_lossy().into_owned());
        #[cfg(feature = "faults")]
        text(FAULT).into_iter().for_each(crate::ledger::failpoints::arm);
        let is_dumb = text("TERM").as_deref() == Some("dumb");
        let locale = text("LC_ALL").or_else(|| text("LC_CTYPE")).or_else(|| text("LANG"));
        let asked: Option<usize> = text("COLUMNS").and_then(|columns| columns.parse().ok());
        let stream = |is_terminal| Stream { is_terminal, colour: colour(is_terminal, text) };
        let (out, err) = (stream(std::io::stdout().is_terminal()), stream(std::io::stderr().is_terminal()));
        Context {
            args: std::env::args_os().collect(),
            now: now(text(NOW)),
            zone: text(ZONE),
            file: set(FILE).map(PathBuf::from),
            account: text(ACCOUNT),
            complete: text(COMPLETE),
            config: set(CONFIG).map(PathBuf::from),
            data_folder: folders.as_ref().map(|folders| folders.data_dir().to_owned()),
            config_folder: folders.as_ref().map(|folders| folders.config_dir().to_owned()),
            cache_folder: cache_folder(set(CACHE), folders.as_ref().map(directories::ProjectDirs::cache_dir)),
            is_interactive: out.is_terminal && err.is_terminal && std::io::stdin().is_terminal(),
            columns: asked.or_else(terminal_columns).unwrap_or(COLUMNS).clamp(20, 300),
            columns_asked: asked.is_some(),
            out,
            err,
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

/// The folder for what can be made again: the one that was named, unless there is to be none, else the platform's.
fn cache_folder(named: Option<OsString>, platform: Option<&Path>) -> Option<PathBuf> {
    match named {
        Some(off) if off == OFF => None,
        Some(folder) => Some(PathBuf::from(folder)),
        None => platform.map(Path::to_owned),
    }
}

/// The clock, or what replaces it.
fn now(replaced: Option<String>) -> Result<Instant, String> {
    match replaced {
        None => Ok(Utc::now().into()),
        Some(text) => DateTime::parse_from_rfc3339(&text).map(Instant::from).map_err(|_| text),
    }
}

/// Whether colours are shown on a stream: as `NO_COLOR`, `CLICOLOR_FORCE` and `CLICOLOR` say, in this order, else on
/// a terminal that has them.
fn colour(is_terminal: bool, text: impl Fn(&'static str) -> Option<String>) -> bool {
    let is_off = |name| text(name).is_some_and(|value| value == "0");
    if text("NO_COLOR").is_some() {
        return false;
    }
    if text("CLICOLOR_FORCE").is_some() && !is_off("CLICOLOR_FORCE") {
        return true;
    }
    is_terminal && !is_off("CLICOLOR") && text("TERM").as_deref() != Some("dumb")
}

/// Whether a locale, as in `de_DE.UTF-8`, is of UTF-8.
fn is_utf8(locale: &str) -> bool {
    let locale = locale.to_ascii_lowercase();
    locale.contains("utf-8") || locale.contains("utf8")
}

fn terminal_columns() -> Option<usize> {
    terminal_size::terminal_size().map(|(width, _)| usize::from(width.0))
}
