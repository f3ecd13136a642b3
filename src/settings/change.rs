//! Changes the settings file. Whatever is written is first read as a settings file is.

use std::path::{Path, PathBuf};

use super::read::{BOM, check, file_path, no_folder, read_text, without_mark};
use super::targets::{SECTION, TARGET_NAMES};
use super::{SettingSource, Settings, edit, keys, typed};
use crate::context::Context;
use crate::error::{Failure, nearest};
use crate::ledger::{LedgerError, replace_text};

/// How often a change starts over because another program wrote the file. Each time, that program has made its change.
const MOST_TRIES: usize = 50;

/// The names of all settings, as `config` shows them.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    keys::KEYS.into_iter().filter(|key| *key != SECTION).chain(TARGET_NAMES)
}

/// The setting of this name.
///
/// # Errors
///
/// When there is none.
pub(crate) fn named(text: &str) -> Result<&'static str, Failure> {
    if text == SECTION {
        let hint = format!("name one of its settings, as in {}", TARGET_NAMES[0]);
        return Err(Failure::input("unknown_setting", format!("{SECTION} is a section, not a setting"), hint));
    }
    names().find(|name| *name == text).ok_or_else(|| {
        let short = |name: &&'static str| name.strip_prefix(SECTION).is_some_and(|name| &name[1..] == text);
        let meant = names().find(short).or_else(|| nearest(text, names()));
        let hint = match meant {
            Some(name) => format!("did you mean {name}?"),
            None if text.starts_with("plan") => {
                "your own plans are in plans.json in the settings folder; to see every plan: inquota plan list"
                    .to_owned()
            }
            None => "to list every setting: inquota config".to_owned(),
        };
        Failure::input("unknown_setting", format!("there is no setting \"{text}\""), hint)
    })
}

/// A settings file, which need not exist yet.
#[derive(Debug)]
pub(crate) struct SettingsFile {
    pub(crate) path: PathBuf,
    /// Its text without the byte order mark; `None` if it does not exist.
    pub(crate) text: Option<String>,
    /// Whether it begins with a byte order mark, which stays.
    has_mark: bool,
}

impl SettingsFile {
    /// The file of the context.
    ///
    /// # Errors
    ///
    /// When there is no home folder, or the file cannot be read.
    pub(crate) fn open(context: &Context) -> Result<SettingsFile, Failure> {
        let path = file_path(context).ok_or_else(no_folder)?;
        let text = read_text(&path, false)?;
        let has_mark = text.as_deref().is_some_and(|text| text.starts_with(BOM));
        let text = text.map(|text| without_mark(&text).to_owned());
        Ok(SettingsFile { path, text, has_mark })
    }

    /// The settings that the file has.
    ///
    /// # Errors
    ///
    /// When it is not a valid settings file.
    pub(crate) fn settings(&self) -> Result<Settings, Failure> {
        self.check(self.text())
    }

    /// The settings that the file would have with this text.
    ///
    /// # Errors
    ///
    /// When it is not the text of a valid settings file.
    pub(crate) fn check(&self, text: &str) -> Result<Settings, Failure> {
        check(&self.path, text)
    }

    /// Replaces the file as a whole, or creates it.
    ///
    /// # Errors
    ///
    /// When another program changed the file since it was opened, or it cannot be written.
    pub(crate) fn save(&self, text: &str) -> Result<(), LedgerError> {
        let mark = if self.has_mark { BOM.to_string() } else { String::new() };
        let before = self.text.as_ref().map(|before| mark.clone() + before);
        replace_text(&self.path, before.as_deref(), &(mark + text))
    }

    fn text(&self) -> &str {
        self.text.as_deref().unwrap_or_default()
    }

    /// The text with another value for a setting.
    fn with(&self, name: &'static str, typed: &str) -> Result<String, Failure> {
        let value = typed::toml_of(name, typed).map_err(|message| bad_setting(&message))?;
        let changed = edit::with_value(self.text(), name, &value).map_err(|_| self.unchangeable())?;
        let settings = self.check(&changed).map_err(|failure| self.fault(&failure))?;
        if is_set(&settings, name) { Ok(changed) } else { Err(self.unchangeable()) }
    }

    /// The text without a setting; `None` if it does not set it.
    fn without(&self, name: &'static str) -> Result<Option<String>, Failure> {
        let changed = edit::without(self.text(), name).map_err(|_| self.unchangeable())?;
        if let Some(changed) = &changed {
            self.check(changed).map_err(|failure| self.fault(&failure))?;
        }
        Ok(changed)
    }

    /// What is wrong with a change: the fault that the file had before, with its line; else that of the change, whose
    /// line the file does not have.
    fn fault(&self, failure: &Failure) -> Failure {
        self.settings().err().unwrap_or_else(|| bad_setting(&without_place(&failure.to_string(), &self.path)))
    }

    /// The failure of a text in which the setting cannot be found or placed.
    fn unchangeable(&self) -> Failure {
        self.settings().err().unwrap_or_else(|| {
            let message = format!("inquota cannot change {} as it is written", self.path.display());
            Failure::input("bad_settings", message, "use inquota config edit")
        })
    }
}

/// Sets a setting in the settings file, and returns the file with its text from before.
///
/// # Errors
///
/// When the value is wrong, or the file is faulty or cannot be written. It is unchanged then.
pub(crate) fn set(name: &'static str, typed: &str, context: &Context) -> Result<SettingsFile, Failure> {
    change(context, |file| file.with(name, typed).map(Some))
}

/// Removes a setting from the settings file, and returns the file with its text from before.
///
/// # Errors
///
/// When the file is faulty or cannot be written. It is unchanged then.
pub(crate) fn unset(name: &'static str, context: &Context) -> Result<SettingsFile, Failure> {
    change(context, |file| file.without(name))
}

/// Changes the file, again if another program wrote it meanwhile.
fn change(
    context: &Context,
    changed: impl Fn(&SettingsFile) -> Result<Option<String>, Failure>,
) -> Result<SettingsFile, Failure> {
    for _ in 0..MOST_TRIES {
        let file = SettingsFile::open(context)?;
        let text = changed(&file)?.filter(|text| file.text.as_ref() != Some(text));
        match text.map_or(Ok(()), |text| file.save(&text)) {
            Ok(()) => return Ok(file),
            Err(LedgerError::Changed(_)) => {}
            Err(error) => return Err(unwritable(&file.path, &error)),
        }
    }
    let path = file_path(context).unwrap_or_default();
    Err(unwritable(&path, &LedgerError::Changed(path.clone())))
}

/// The failure of a settings file that cannot be written.
pub(crate) fn unwritable(path: &Path, error: &LedgerError) -> Failure {
    let hint = format!("nothing was changed; check who can write to {}", path.display());
    Failure::input("bad_settings", error.to_string(), hint)
}

fn bad_setting(message: &str) -> Failure {
    Failure::input("bad_setting", message, "nothing was changed; to see every setting: inquota config example")
}

/// A message about a line of the file, without the file and the line: the file does not have that line.
fn without_place(message: &str, path: &Path) -> String {
    let rest = message.strip_prefix(&*path.display().to_string()).and_then(|rest| rest.split_once(": "));
    rest.map_or(message, |(_, rest)| rest).to_owned()
}

/// Whether the file sets the setting of this name.
fn is_set(settings: &Settings, name: &str) -> bool {
    let source = settings.source(name).unwrap_or_else(|| {
        let place = TARGET_NAMES.iter().position(|target| *target == name);
        place.map_or(SettingSource::Default, |place| settings.targets[place].source)
    });
    matches!(source, SettingSource::File(_))
}
