//! The outside world as a value. Only this file reads the clock, the time zone, the environment and the arguments, and
//! knows the platform's folders.

#![expect(clippy::disallowed_methods, reason = "only this file reads the clock and the environment")]

mod program;

use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use chrono::DateTime;
use chrono_tz::Tz;
use thiserror::Error;

use crate::engine::bounds::{YEARS, is_in_range};
use crate::engine::calendar::Instant;
pub(crate) use program::words as program_words;

/// Names the ledger, unless `--file` does.
pub(crate) const FILE: &str = "INQUOTA_FILE";
/// Names the account, unless `--account` does.
pub(crate) const ACCOUNT: &str = "INQUOTA_ACCOUNT";
/// Names the settings file.
pub(crate) const CONFIG: &str = "INQUOTA_CONFIG";
/// Asks for completions. Its value is the name of a shell.
pub(crate) const COMPLETE: &str = "INQUOTA_COMPLETE";
/// Replaces the clock with an instant in RFC 3339.
pub(crate) const NOW: &str = "INQUOTA_NOW";
/// Replaces the system's time zone with an IANA name.
pub(crate) const ZONE: &str = "INQUOTA_ZONE";

/// Names the pager.
pub(crate) const PAGER: &str = "INQUOTA_PAGER";
/// Names the pager of all programs.
pub(crate) const COMMON_PAGER: &str = "PAGER";

/// In a test build, the failure to inject, and the step of writing at which it occurs.
#[cfg(feature = "faults")]
pub(crate) const FAULT: &str = "INQUOTA_FAULT";

/// Names the cache folder, or is [`CACHE_OFF`].
pub(crate) const CACHE: &str = "INQUOTA_CACHE";

/// The value of [`CACHE`] for no cache.
const CACHE_OFF: &str = "off";

/// The width in columns if neither `COLUMNS` nor a terminal gives one.
const DEFAULT_COLUMNS: usize = 80;

/// The outside world, read once when the program starts.
#[derive(Clone, Debug)]
pub struct Context {
    /// The arguments; the first is the program's name.
    pub args: Vec<OsString>,
    /// Now; an error if the clock cannot be used.
    pub now: Result<Instant, ClockError>,
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
    /// The folder for data that can be derived again; `None` for no cache.
    pub cache_folder: Option<PathBuf>,
    /// Whether standard input, output and error are all a terminal.
    pub is_interactive: bool,
    /// The width in columns: from `COLUMNS`, or else from the terminal.
    pub columns: usize,
    /// Whether `COLUMNS` sets the width, even without a terminal.
    pub columns_set: bool,
    /// Standard output.
    pub out: Stream,
    /// Standard error.
    pub err: Stream,
    /// Whether standard input is a terminal.
    pub is_typed: bool,
    /// The member's editor: the variable that names it, and the command.
    pub editor: Option<(&'static str, String)>,
    /// `INQUOTA_PAGER`, as given; it may be empty.
    pub pager: Option<String>,
    /// `PAGER`, as given; it may be empty.
    pub common_pager: Option<String>,
    /// Whether `LESS` is set, with options for less.
    pub less_is_set: bool,
    /// The height of the terminal in rows, if there is one.
    pub rows: Option<usize>,
    /// Where the system keeps temporary files.
    pub temporary_folder: PathBuf,
    /// Whether to draw charts in plain ASCII, because the terminal is dumb or the locale is not UTF-8.
    pub ascii: bool,
    /// Whether the terminal cannot move its cursor, or may be unable to: `TERM=dumb`, or no `TERM`.
    pub is_dumb: bool,
}

/// Why the clock cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ClockError {
    /// `INQUOTA_NOW` is not an instant.
    #[error("{NOW} is not an instant: {0}")]
    NotAnInstant(String),
    /// `INQUOTA_NOW` is too early or too late.
    #[error("{NOW} is outside the years {YEARS}: {0}")]
    OutOfRange(String),
    /// The system clock is too early or too late.
    #[error("the system clock is outside the years {YEARS}")]
    SystemClock,
}

impl ClockError {
    /// What to do about it.
    pub(crate) fn hint(&self) -> &'static str {
        match self {
            ClockError::NotAnInstant(_) | ClockError::OutOfRange(_) => {
                "write it as in 2026-11-25T09:00:00+01:00, or unset it"
            }
            ClockError::SystemClock => "set the clock of this machine, or give the time in INQUOTA_NOW",
        }
    }
}

/// Where a stream goes.
#[derive(Clone, Copy, Debug)]
pub struct Stream {
    /// Whether it is a terminal.
    pub is_terminal: bool,
    /// Whether it shows colours, unless `--color` decides.
    pub colour: bool,
}

impl Context {
    /// Reads the context from the system.
    pub fn from_system() -> Context {
        // Folders in a relative HOME would be others in each working directory.
        let folders = directories::ProjectDirs::from("", "", "inquota").filter(|dirs| dirs.data_dir().is_absolute());
        let set = |name| std::env::var_os(name).filter(|value| !value.is_empty());
        let text = |name| set(name).map(|value| value.to_string_lossy().into_owned());
        #[cfg(feature = "faults")]
        text(FAULT).into_iter().for_each(crate::ledger::failpoints::arm);
        let is_dumb = text("TERM").as_deref() == Some("dumb");
        let locale = text("LC_ALL").or_else(|| text("LC_CTYPE")).or_else(|| text("LANG"));
        let columns_set: Option<usize> = text("COLUMNS").and_then(|columns| columns.parse().ok());
        let editor = ["VISUAL", "EDITOR"].into_iter().find_map(|name| {
            let command = text(name).filter(|command| !command.trim().is_empty())?;
            Some((name, command))
        });
        let as_given = |name| std::env::var_os(name).map(|value| value.to_string_lossy().into_owned());
        let size = terminal_size::terminal_size().map(|(width, height)| (usize::from(width.0), usize::from(height.0)));
        let stream = |is_terminal| Stream { is_terminal, colour: shows_colour(is_terminal, text) };
        let (out, err) = (stream(std::io::stdout().is_terminal()), stream(std::io::stderr().is_terminal()));
        Context {
            args: std::env::args_os().collect(),
            now: now(text(NOW), SystemTime::now()),
            zone: text(ZONE),
            file: set(FILE).map(PathBuf::from),
            account: text(ACCOUNT),
            complete: text(COMPLETE),
            config: set(CONFIG).map(PathBuf::from),
            data_folder: folders.as_ref().map(|folders| folders.data_dir().to_owned()),
            config_folder: folders.as_ref().map(|folders| folders.config_dir().to_owned()),
            cache_folder: cache_folder(set(CACHE), folders.as_ref().map(directories::ProjectDirs::cache_dir)),
            is_interactive: out.is_terminal && err.is_terminal && std::io::stdin().is_terminal(),
            is_typed: std::io::stdin().is_terminal(),
            editor,
            pager: as_given(PAGER),
            common_pager: as_given(COMMON_PAGER),
            less_is_set: std::env::var_os("LESS").is_some(),
            rows: size.map(|(_, rows)| rows),
            temporary_folder: std::env::temp_dir(),
            columns: columns_set.or(size.map(|(columns, _)| columns)).unwrap_or(DEFAULT_COLUMNS).clamp(20, 300),
            columns_set: columns_set.is_some(),
            out,
            err,
            // Windows has no such variable.
            is_dumb: is_dumb || (text("TERM").is_none() && std::env::consts::OS != "windows"),
            ascii: is_dumb || locale.is_some_and(|locale| !is_utf8(&locale)),
        }
    }

    /// The time zone of `INQUOTA_ZONE`, or else of the system. A ledger has its own zone, so this is for a new one.
    ///
    /// # Errors
    ///
    /// When `INQUOTA_ZONE` is not a time zone. The error is the name that it gives.
    pub fn system_zone(&self) -> Result<Tz, String> {
        if let Some(name) = &self.zone {
            return name.parse().map_err(|_| name.clone());
        }
        let from_tz = std::env::var("TZ").ok().and_then(|name| name.trim_start_matches(':').parse().ok());
        let named = || iana_time_zone::get_timezone().ok().and_then(|name| name.parse().ok());
        Ok(from_tz.or_else(named).unwrap_or(Tz::UTC))
    }
}

/// Measures how long something takes, with the monotonic clock.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stopwatch(std::time::Instant);

impl Stopwatch {
    /// Starts measuring.
    pub(crate) fn start() -> Stopwatch {
        Stopwatch(std::time::Instant::now())
    }

    /// The whole seconds since the start.
    pub(crate) fn seconds(self) -> u64 {
        self.0.elapsed().as_secs()
    }
}

/// The cache folder: the named one, or else the platform's; `None` if it is switched off.
fn cache_folder(named: Option<OsString>, platform: Option<&Path>) -> Option<PathBuf> {
    match named {
        Some(off) if off == CACHE_OFF => None,
        Some(folder) => Some(PathBuf::from(folder)),
        None => platform.map(Path::to_owned),
    }
}

/// The present instant, from the replacement if there is one, else from the system clock.
fn now(replacement: Option<String>, system: SystemTime) -> Result<Instant, ClockError> {
    let Some(text) = replacement else {
        let seconds = match system.duration_since(UNIX_EPOCH) {
            Ok(since_1970) => i64::try_from(since_1970.as_secs()).ok(),
            Err(_) => None,
        };
        return seconds.map(Instant::from_unix).filter(|now| is_in_range(*now)).ok_or(ClockError::SystemClock);
    };
    match DateTime::parse_from_rfc3339(&text).map(Instant::from) {
        Ok(now) if is_in_range(now) => Ok(now),
        Ok(_) => Err(ClockError::OutOfRange(text)),
        Err(_) => Err(ClockError::NotAnInstant(text)),
    }
}

/// Whether a stream shows colours. `NO_COLOR`, `FORCE_COLOR` or `CLICOLOR_FORCE`, and `CLICOLOR` decide, in this order;
/// without them, a terminal that is not dumb does.
fn shows_colour(is_terminal: bool, text: impl Fn(&'static str) -> Option<String>) -> bool {
    let is_off = |name| text(name).is_some_and(|value| value == "0");
    if text("NO_COLOR").is_some() {
        return false;
    }
    if ["FORCE_COLOR", "CLICOLOR_FORCE"].into_iter().any(|name| text(name).is_some() && !is_off(name)) {
        return true;
    }
    is_terminal && !is_off("CLICOLOR") && text("TERM").as_deref() != Some("dumb")
}

/// Whether the encoding of a locale such as `de_DE.UTF-8` is UTF-8.
fn is_utf8(locale: &str) -> bool {
    let locale = locale.to_ascii_lowercase();
    locale.contains("utf-8") || locale.contains("utf8")
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_clock_outside_the_years_of_a_ledger_is_refused() {
        let after = |seconds| UNIX_EPOCH + Duration::from_secs(seconds);
        // The last second of 2999, in UTC.
        let last = 32_503_679_999;
        for seconds in [0, 1_795_597_200, last] {
            let found = now(None, after(seconds)).map(Instant::unix);
            assert_eq!(found, Ok(i64::try_from(seconds).unwrap_or_default()));
        }
        for system in [UNIX_EPOCH - Duration::from_secs(1), after(last + 1), after(1 << 40)] {
            assert_eq!(now(None, system), Err(ClockError::SystemClock));
        }
        let given = |text: &str| now(Some(text.to_owned()), UNIX_EPOCH);
        assert_eq!(given("2999-12-31T23:59:59Z").map(Instant::unix), Ok(32_503_679_999));
        for text in ["3000-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "2999-12-31T23:59:59-01:00"] {
            assert_eq!(given(text), Err(ClockError::OutOfRange(text.to_owned())));
        }
        assert_eq!(given("noon"), Err(ClockError::NotAnInstant("noon".to_owned())));
    }
}
