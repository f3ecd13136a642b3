//! Finds and reads the settings file.

use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use toml_span::value::{Table, ValueInner};

use super::Settings;
use super::targets::{SECTION, misplaced};
use crate::context::{self, Context};
use crate::error::Failure;

/// The name of the file in the settings folder.
const FILE_NAME: &str = "config.toml";

/// The largest accepted file, in bytes.
const LARGEST_FILE: u64 = 64 << 10;

/// The path of the settings file: from the environment, or else in the platform's settings folder.
pub(crate) fn file_path(context: &Context) -> Option<PathBuf> {
    context.config.clone().or_else(|| context.config_folder.as_ref().map(|folder| folder.join(FILE_NAME)))
}

/// Reads the settings. The file may be missing, unless the environment names it.
///
/// # Errors
///
/// When the file cannot be read, is not TOML, or has a wrong key or value.
pub(crate) fn read(context: &Context) -> Result<Settings, Failure> {
    let path = file_path(context);
    let text = path.as_deref().map(|path| read_text(path, context.config.is_some())).transpose()?.flatten();
    match (path, text) {
        (Some(path), Some(text)) => check(&path, without_mark(&text)),
        (path, _) => Ok(Settings::defaults(path)),
    }
}

/// The settings of a file with this text.
///
/// # Errors
///
/// When the text is not TOML, or has a wrong key or value.
pub(super) fn check(path: &Path, text: &str) -> Result<Settings, Failure> {
    if text.len() as u64 > LARGEST_FILE {
        return Err(invalid(&path.display().to_string(), "it is larger than 64 KiB"));
    }
    let mut settings = Settings { exists: true, ..Settings::defaults(Some(path.to_owned())) };
    let located = |line: usize| format!("{}, line {line}", path.display());
    apply(text, &mut settings).map_err(|(line, message)| invalid(&located(line), &message))?;
    Ok(settings)
}

/// The failure of a system without a folder for settings.
pub(crate) fn no_folder() -> Failure {
    let hint = "name the file with INQUOTA_CONFIG";
    Failure::input("bad_settings", "there is no home folder to keep settings in", hint)
}

/// The byte order mark, with which some editors begin a file.
pub(super) const BOM: char = '\u{feff}';

/// A text without its byte order mark.
pub(super) fn without_mark(text: &str) -> &str {
    text.strip_prefix(BOM).unwrap_or(text)
}

/// The text of the file, with its byte order mark; `None` if it does not exist and the environment does not name it.
pub(super) fn read_text(path: &Path, is_named: bool) -> Result<Option<String>, Failure> {
    let invalid_file = |message: &str| invalid(&path.display().to_string(), message);
    let metadata = match fs::metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound && !is_named => return Ok(None),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let message = format!("there is no settings file {}", path.display());
            return Err(Failure::input("bad_settings", message, named_hint()));
        }
        metadata => metadata.map_err(|error| unreadable(path, &error))?,
    };
    // Reading a pipe would block, and a device may have no end.
    if !metadata.is_file() {
        return Err(invalid_file("it is not a file"));
    }
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(LARGEST_FILE + 1).read_to_end(&mut bytes));
    read.map_err(|error| unreadable(path, &error))?;
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(invalid_file("it is larger than 64 KiB"));
    }
    String::from_utf8(bytes).map(Some).map_err(|_| invalid_file("it is not text in UTF-8"))
}

fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    let message = format!("{}: it could not be read: {}", path.display(), error.kind());
    Failure::input("bad_settings", message, "check who can read it, or move the file away")
}

fn named_hint() -> String {
    format!("{} names it: write the file (inquota config example), or unset the variable", context::CONFIG)
}

/// Applies the keys of a file in the order of its lines. An error has the line and a message.
fn apply(text: &str, settings: &mut Settings) -> Result<(), (usize, String)> {
    let mut root =
        toml_span::parse(text).map_err(|error| (line_of(text, error.span.start), syntax_error(&error.kind)))?;
    let ValueInner::Table(table) = root.take() else { return Ok(()) };
    let mut keys: Vec<_> = table.iter().collect();
    keys.sort_by_key(|(key, _)| key.span.start);
    for (key, value) in keys {
        let line = line_of(text, key.span.start);
        match value.as_ref() {
            ValueInner::Table(targets) if key.name == SECTION => apply_targets(text, targets, settings)?,
            _ => misplaced(&key.name, value)
                .map_or_else(|| settings.set(&key.name, value, line), Err)
                .map_err(|message| (line, message))?,
        }
    }
    settings.check_consistency()
}

/// Applies the keys of the section of targets in the order of its lines.
fn apply_targets(text: &str, targets: &Table<'_>, settings: &mut Settings) -> Result<(), (usize, String)> {
    let mut keys: Vec<_> = targets.iter().collect();
    keys.sort_by_key(|(key, _)| key.span.start);
    for (key, value) in keys {
        let line = line_of(text, key.span.start);
        settings.set_target(&key.name, value, line).map_err(|message| (line, message))?;
    }
    Ok(())
}

/// The number of the line at an offset, from 1.
fn line_of(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
}

/// The message for text that is not TOML.
fn syntax_error(kind: &toml_span::ErrorKind) -> String {
    use toml_span::ErrorKind::{DuplicateKey, DuplicateTable, UnquotedString, UnterminatedString};
    match kind {
        DuplicateKey { key: name, .. } | DuplicateTable { name, .. } => format!("`{name}` is set twice"),
        UnquotedString => "text must be in quotes".to_owned(),
        UnterminatedString => "a quote is not closed".to_owned(),
        _ => "this is not TOML: a line is `key = value`, with texts in quotes".to_owned(),
    }
}

fn invalid(location: &str, message: &str) -> Failure {
    let hint = "fix it (inquota config edit), or move the file away; to see every setting: inquota config example";
    Failure::input("bad_settings", format!("{location}: {message}"), hint)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::{ClockFormat, SettingSource};
    use chrono::Weekday;

    fn settings_of(text: &str) -> Result<Settings, (usize, String)> {
        let mut settings = Settings::defaults(None);
        apply(text, &mut settings).map(|()| settings)
    }

    #[test]
    fn a_value_has_the_line_that_sets_it_and_the_rest_are_defaults() {
        let settings = settings_of("# mine\nclock = 12\n\nworking_days = [\"Sunday\", \"mon\"]\nnear = 70\n").unwrap();
        assert_eq!((settings.clock.value, settings.clock.source), (ClockFormat::Hours12, SettingSource::File(2)));
        assert_eq!(settings.working_days.source, SettingSource::File(4));
        let days: Vec<Weekday> = settings.habits().working_days.iter(Weekday::Mon).collect();
        assert_eq!(days, [Weekday::Mon, Weekday::Sun]);
        assert_eq!((settings.thresholds().near, settings.thresholds().close), (70, 95));
        assert_eq!(settings.close.source, SettingSource::Default);
    }

    #[test]
    fn a_mistake_is_reported_with_its_line() {
        for (text, line, what) in [
            ("\nnaer = 80", 2, "did you mean `near`?"),
            ("colour = 1", 1, "there is no setting `colour`"),
            ("near = 80\n[close]\n", 2, "`close` must be a whole number of per cent from 1 to 100, but is a table"),
            ("near = 0", 1, "but is 0"),
            ("near = 80.5", 1, "but is 80.5"),
            ("close = 101", 1, "but is 101"),
            ("near = \"80\"", 1, "but is \"80\""),
            ("clock = 13", 1, "12 or 24"),
            ("bars = \"some\"", 1, "\"auto\", \"unicode\", \"ascii\" or \"none\", but is \"some\""),
            ("bars = true", 1, "but is true"),
            ("week_start = \"someday\"", 1, "but is \"someday\""),
            ("week_start = monday", 1, "quotes"),
            ("pager = 1", 1, "`pager` must be a command in quotes, as in \"less -FRX\", or \"never\", but is 1"),
            ("pager = \"'less\"", 1, "`pager` has a quote that is not closed"),
            ("working_days = []", 1, "at least one day"),
            ("working_days = [1]", 1, "but is 1"),
            ("first_nudge_days = 14", 1, "must be lower than `last_nudge_days` (14)"),
            ("near = 50\nclose = 40", 2, "must be lower than `close` (40)"),
            ("near = 50\nnear = 60", 2, "set twice"),
            ("account = \"../x\"", 1, "account"),
            (
                "near = 80\n[targets]\ninmails_a_day = 0",
                3,
                "`inmails_a_day` must be a whole number from 1 to 10000, but is 0",
            ),
            ("[targets]\nmessages_a_week = 2.5", 2, "but is 2.5"),
            ("[targets]\nmessages_a_week = \"5\"", 2, "but is \"5\""),
            ("[targets]\ninvitations_a_week = 10001", 2, "but is 10001"),
            ("[targets]\ninmails_a_day = -1", 2, "but is -1"),
            ("[targets]\ninmail_a_day = 5", 2, "there is no target `inmail_a_day`; did you mean `inmails_a_day`?"),
            ("[targets]\nnear = 5", 2, "`near` is not a target: it belongs above the line [targets]"),
            ("[targets]\nnonsense_zz = 5", 2, "there is no target `nonsense_zz`; there are messages_a_day, "),
            ("[targets]\ninmails_a_day = 5\ninmails_a_day = 6", 3, "set twice"),
            ("targets = 5", 1, "`targets` must be a section of targets, below a line [targets], but is 5"),
            ("inmails_a_day = 5", 1, "`inmails_a_day` belongs below a line [targets]"),
            ("\n\nnear 80", 3, "not TOML"),
            ("near = ", 1, "not TOML"),
            ("account = \"a", 1, "quote is not closed"),
        ] {
            let (found, message) = settings_of(text).unwrap_err();
            assert_eq!(found, line, "{text}: {message}");
            assert!(message.contains(what), "{text}: {message}");
        }
    }

    #[test]
    fn a_target_has_the_line_that_sets_it_and_the_others_are_not_set() {
        for text in ["\n[targets]\n\ninmails_a_week = 25\n", "\n\n\ntargets.inmails_a_week = 25\n"] {
            let settings = settings_of(text).unwrap();
            let [rest @ .., inmails, _, _] = &settings.targets;
            assert_eq!((inmails.value, inmails.source), (Some(25), SettingSource::File(4)));
            assert!(rest.iter().all(|target| target.value.is_none() && target.source == SettingSource::Default));
            let targets = settings.targets();
            assert_eq!(targets.len(), 1);
            assert_eq!((targets[0].a_day, targets[0].a_week), (None, Some(25)));
        }
        assert!(settings_of("[targets]\n").unwrap().targets().is_empty());
    }

    #[test]
    fn deep_nesting_is_refused() {
        for text in [format!("near = {}", "[".repeat(60_000)), format!("{} = 1", vec!["a"; 30_000].join("."))] {
            assert!(settings_of(&text).is_err());
        }
    }

    #[test]
    fn the_example_sets_every_default() {
        // Uncommented, the example sets every key to its default.
        let text: String = crate::settings::example()
            .lines()
            .map(|line| line.strip_prefix("#").filter(|rest| !rest.starts_with(' ')).unwrap_or(line).to_owned() + "\n")
            .collect();
        let (read, defaults) = (settings_of(&text).unwrap(), Settings::defaults(None));
        assert_eq!(read.habits(), defaults.habits());
        assert_eq!((read.thresholds(), read.clock.value), (defaults.thresholds(), defaults.clock.value));
        assert_eq!((read.bars.value, read.bars.source != defaults.bars.source), (defaults.bars.value, true));
        assert_eq!(read.account.value, None);
        // Targets have no default: the example shows one for each.
        assert!(read.targets.iter().all(|target| matches!(target.source, SettingSource::File(_))));
        let sources = [read.account.source, read.first_nudge_days.source, read.week_start.source, read.close.source];
        assert!(sources.iter().all(|source| matches!(source, SettingSource::File(_))), "{sources:?}");
    }
}
