//! `config set`, `config unset` and `config edit`: change the settings file. They need neither a ledger nor a settings
//! file without mistakes.

use std::path::PathBuf;

use super::config::value_of;
use super::{editor, reading};
use crate::accounts;
use crate::context::{self, Context};
use crate::error::{ExitStatus, Failure};
use crate::ledger::replace_text;
use crate::settings::{self, SettingSource, Settings, SettingsFile};
use crate::view::{ConfigEditedAnswer, ConfigSetAnswer, Screen, ask_yes, safe};

/// The setting that names the account.
const ACCOUNT: &str = "account";

/// What follows the name of the settings file in that of a text that was not saved.
const REJECTED: &str = ".rejected";

pub(super) fn set(key: &str, value: &str, context: &Context, screen: &mut Screen) -> Result<ExitStatus, Failure> {
    let key = settings::named(key)?;
    let before = settings::set(key, value, context)?;
    note_unknown_account(key, context, screen)?;
    note_override(key, context, screen);
    screen.show(&answer(key, &before, context, false)?)?;
    Ok(ExitStatus::Yes)
}

pub(super) fn unset(key: &str, context: &Context, screen: &mut Screen) -> Result<ExitStatus, Failure> {
    let key = settings::named(key)?;
    let before = settings::unset(key, context)?;
    let answer = answer(key, &before, context, true)?;
    let was_set = answer.before.is_none() || matches!(answer.before_source, SettingSource::File(_));
    if !was_set && !screen.is_json() {
        screen.note(&format!("{key} is not set in {}", safe(&before.path.display().to_string())));
        return Ok(ExitStatus::No);
    }
    screen.show(&answer)?;
    Ok(if was_set { ExitStatus::Yes } else { ExitStatus::No })
}

/// The answer to a change, with the value that the file has now.
fn answer(
    key: &'static str,
    before: &SettingsFile,
    context: &Context,
    is_unset: bool,
) -> Result<ConfigSetAnswer, Failure> {
    let now = SettingsFile::open(context)?.settings()?;
    let before_settings = before.settings().ok();
    let value = |settings: &Settings| value_of(key, settings);
    let found = before_settings.as_ref().map(value);
    Ok(ConfigSetAnswer {
        key,
        value: value(&now).0,
        before_source: found.as_ref().map_or(SettingSource::Default, |(_, source)| *source),
        before: found.map(|(value, _)| value),
        is_unset,
        file: before.path.clone(),
    })
}

/// Notes that the account that the settings name now does not exist.
fn note_unknown_account(key: &str, context: &Context, screen: &mut Screen) -> Result<(), Failure> {
    let settings = SettingsFile::open(context)?.settings()?;
    if let (ACCOUNT, Some(name), Some(data)) = (key, &settings.account.value, &context.data_folder)
        && !accounts::exists(data, Some(name))
    {
        screen.note(&format!("note: there is no account {} yet; --new-account creates it", name.as_str()));
    }
    Ok(())
}

/// Notes that the environment overrides the setting.
fn note_override(key: &str, context: &Context, screen: &mut Screen) {
    let variable = match (key, &context.file, &context.account) {
        (ACCOUNT, Some(_), _) => context::FILE,
        (ACCOUNT, None, Some(_)) => context::ACCOUNT,
        _ => return,
    };
    screen.note(&format!("note: {variable} is set, and overrides this"));
}

pub(super) fn edit(context: &Context, screen: &mut Screen) -> Result<ExitStatus, Failure> {
    let file = SettingsFile::open(context)?;
    let original = file.text.clone().unwrap_or_else(|| settings::example().to_owned());
    let mut text = original.clone();
    loop {
        text = edited(&text, &file, context)?;
        match file.check(&text) {
            Ok(_) => return save(&file, &text, &original, screen),
            Err(failure) if text == original => return Err(failure),
            Err(failure) => {
                let failure = failure.with_hint("nothing is saved until this is fixed".to_owned());
                if !asks_again(&failure, context, screen)? {
                    return Err(kept(&text, &file, failure));
                }
            }
        }
    }
}

/// The text when the editor has ended.
fn edited(text: &str, file: &SettingsFile, context: &Context) -> Result<String, Failure> {
    let instead = format!("edit {} yourself, or use inquota config set", file.path.display());
    let task =
        editor::Task { file_name: "config.toml", text, missing: "there is no editor to open", instead: &instead };
    editor::edit(&task, context, reading::read_file)
}

fn save(file: &SettingsFile, text: &str, original: &str, screen: &mut Screen) -> Result<ExitStatus, Failure> {
    let changed = text != original;
    if changed {
        file.save(text).map_err(|error| kept(text, file, settings::unwritable(&file.path, &error)))?;
    }
    screen.show(&ConfigEditedAnswer { file: file.path.clone(), changed })?;
    Ok(ExitStatus::Yes)
}

/// Shows what is wrong, and asks whether to go on editing. Where nobody can be asked, no.
fn asks_again(failure: &Failure, context: &Context, screen: &mut Screen) -> Result<bool, Failure> {
    if !context.is_interactive || screen.is_json() {
        return Ok(false);
    }
    screen.fail(failure);
    ask_yes("Continue editing?", screen)
}

/// Keeps a text that cannot be saved, and returns the failure with where it is.
fn kept(text: &str, file: &SettingsFile, failure: Failure) -> Failure {
    let mut name = file.path.file_name().unwrap_or_default().to_owned();
    name.push(REJECTED);
    let path: PathBuf = file.path.with_file_name(name);
    let before = std::fs::read_to_string(&path).ok();
    match replace_text(&path, before.as_deref(), text) {
        Ok(()) => {
            let hint = format!("the settings are as they were; your text is kept in {}", path.display());
            failure.with_hint(hint)
        }
        Err(error) => failure.with_hint(format!("the settings are as they were, and your text is lost: {error}")),
    }
}
