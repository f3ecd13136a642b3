//! Finds and reads the settings file.

use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use toml_span::value::ValueInner;

use super::Settings;
use crate::context::{self, Context};
use crate::error::Failure;

/// The file's name, in the settings folder.
const NAME: &str = "config.toml";

/// The most bytes that it may have.
const LARGEST: u64 = 64 << 10;

/// Where the settings file is, or would be: the environment, else the platform's settings folder.
pub(crate) fn path(context: &Context) -> Option<PathBuf> {
    context.config.clone().or_else(|| context.config_folder.as_ref().map(|folder| folder.join(NAME)))
}

/// What the member has set. A file that is not there sets nothing, unless the environment names it.
///
/// # Errors
///
/// When it cannot be read, is no TOML, or says what cannot be.
pub(crate) fn read(context: &Context) -> Result<Settings, Failure> {
    let mut settings = Settings::defaults(path(context));
    let Some(path) = settings.path.clone() else { return Ok(settings) };
    let Some(text) = text(&path, context.config.is_some())? else { return Ok(settings) };
    settings.is_there = true;
    take_in(&text, &mut settings).map_err(|(line, what)| refuse(&format!("{}, line {line}", path.display()), &what))?;
    Ok(settings)
}

/// The text of the file; `None` when there is none and nobody said that there is.
fn text(path: &Path, is_named: bool) -> Result<Option<String>, Failure> {
    let refuse_file = |what: &str| refuse(&path.display().to_string(), what);
    let about = match fs::metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound && !is_named => return Ok(None),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let message = format!("there is no settings file {}", path.display());
            return Err(Failure::input("bad_settings", message, named_hint()));
        }
        about => about.map_err(|error| refuse_file(&format!("it could not be read: {}", error.kind())))?,
    };
    // What is no file could keep us waiting; the member may name one, as in /dev/null, but it is not come upon.
    if about.is_dir() || !(about.is_file() || is_named) {
        return Err(refuse_file("it is not a file"));
    }
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes));
    read.map_err(|error| refuse_file(&format!("it could not be read: {}", error.kind())))?;
    if bytes.len() as u64 > LARGEST {
        return Err(refuse_file("it is larger than 64 KiB"));
    }
    let text = String::from_utf8(bytes).map_err(|_| refuse_file("it is not text in UTF-8"))?;
    Ok(Some(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)))
}

fn named_hint() -> String {
    format!("{} names it: write the file (inquota config example), or unset the variable", context::CONFIG)
}

/// Takes in every key, in the order of the lines. On failure: the line, and what is wrong.
fn take_in(text: &str, settings: &mut Settings) -> Result<(), (usize, String)> {
    let mut root = toml_span::parse(text).map_err(|error| (line_of(text, error.span.start), no_toml(&error.kind)))?;
    let ValueInner::Table(table) = root.take() else { return Ok(()) };
    let mut keys: Vec<_> = table.iter().collect();
    keys.sort_by_key(|(key, _)| key.span.start);
    for (key, value) in keys {
        let line = line_of(text, key.span.start);
        settings.put(&key.name, value, line).map_err(|what| (line, what))?;
    }
    settings.agree()
}

/// The line, from 1, that a place in a text is in.
fn line_of(text: &str, place: usize) -> usize {
    text.bytes().take(place).filter(|byte| *byte == b'\n').count() + 1
}

/// Why a text is no TOML, in words.
fn no_toml(kind: &toml_span::ErrorKind) -> String {
    use toml_span::ErrorKind::{DuplicateKey, DuplicateTable, UnquotedString, UnterminatedString};
    match kind {
        DuplicateKey { key: name, .. } | DuplicateTable { name, .. } => format!("`{name}` is set twice"),
        UnquotedString => "text must stand in quotes".to_owned(),
        UnterminatedString => "a quote is not closed".to_owned(),
        _ => "this is not TOML: a line is `key = value`, with texts in quotes".to_owned(),
    }
}

fn refuse(place: &str, what: &str) -> Failure {
    let hint = "put it right, or move the file away; inquota config example shows every setting";
    Failure::input("bad_settings", format!("{place}: {what}"), hint)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::{ClockFormat, Source};
    use chrono::Weekday;

    fn read_text(text: &str) -> Result<Settings, (usize, String)> {
        let mut settings = Settings::defaults(None);
        take_in(text, &mut settings).map(|()| settings)
    }

    #[test]
    fn what_is_set_knows_its_line_and_the_rest_is_default() {
        let settings = read_text("# mine\nclock = 12\n\nworking_days = [\"Sunday\", \"mon\"]\nnear = 70\n").unwrap();
        assert_eq!((settings.clock.value, settings.clock.source), (ClockFormat::Hours12, Source::File(2)));
        assert_eq!(settings.working_days.source, Source::File(4));
        let days: Vec<Weekday> = settings.habits().working_days.iter(Weekday::Mon).collect();
        assert_eq!(days, [Weekday::Mon, Weekday::Sun]);
        assert_eq!((settings.thresholds().near, settings.thresholds().close), (70, 95));
        assert_eq!(settings.close.source, Source::Default);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        for (text, line, what) in [
            ("\nnaer = 80", 2, "did you mean `near`?"),
            ("colour = 1", 1, "there is no setting `colour`"),
            ("near = 80\n[close]\n", 2, "`close` must be a whole number of per cent from 1 to 100, and is a table"),
            ("near = 0", 1, "and is 0"),
            ("near = 80.5", 1, "and is 80.5"),
            ("close = 101", 1, "and is 101"),
            ("near = \"80\"", 1, "and is \"80\""),
            ("clock = 13", 1, "12 or 24"),
            ("week_start = \"someday\"", 1, "and is \"someday\""),
            ("week_start = monday", 1, "quotes"),
            ("working_days = []", 1, "at least one day"),
            ("working_days = [1]", 1, "and is 1"),
            ("first_nudge_days = 14", 1, "must be lower than `last_nudge_days` (14)"),
            ("near = 50\nclose = 40", 2, "must be lower than `close` (40)"),
            ("near = 50\nnear = 60", 2, "set twice"),
            ("account = \"../x\"", 1, "account"),
            ("\n\nnear 80", 3, "not TOML"),
            ("near = ", 1, "not TOML"),
            ("account = \"a", 1, "quote is not closed"),
        ] {
            let (found, told) = read_text(text).unwrap_err();
            assert_eq!(found, line, "{text}: {told}");
            assert!(told.contains(what), "{text}: {told}");
        }
    }

    #[test]
    fn nesting_without_end_is_refused() {
        for text in [format!("near = {}", "[".repeat(60_000)), format!("{} = 1", vec!["a"; 30_000].join("."))] {
            assert!(read_text(&text).is_err());
        }
    }

    #[test]
    fn the_example_sets_every_default() {
        // With its comment marks before settings taken away, it says what holds without a file.
        let text: String = crate::settings::example()
            .lines()
            .map(|line| line.strip_prefix("#").filter(|rest| !rest.starts_with(' ')).unwrap_or(line).to_owned() + "\n")
            .collect();
        let (read, defaults) = (read_text(&text).unwrap(), Settings::defaults(None));
        assert_eq!(read.habits(), defaults.habits());
        assert_eq!((read.thresholds(), read.clock.value), (defaults.thresholds(), defaults.clock.value));
        assert_eq!(read.account.value, None);
        let sources = [read.account.source, read.first_nudge_days.source, read.week_start.source, read.close.source];
        assert!(sources.iter().all(|source| matches!(source, Source::File(_))), "{sources:?}");
    }
}
