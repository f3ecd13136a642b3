//! `config`: shows each setting with its source, the value of one, the path of the settings file, or an example of one.

use super::paging::chosen_pager;
use super::session::Session;
use crate::accounts::{AccountName, DEFAULT};
use crate::context::Context;
use crate::error::{ExitStatus, Failure};
use crate::settings::{self, DEFAULT_PAGER, SettingSource, Settings, TARGET_NAMES, weekday_name, weekday_names};
use crate::view::{ConfigAnswer, ConfigPathAnswer, ConfigRow, ConfigValue, ConfigValueAnswer, Screen};

/// The section of targets.
const TARGETS: &str = "targets";

pub(super) fn show(session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    session.refuse_at("config")?;
    let ledger = ConfigValue::Text(session.ledger().path().display().to_string());
    let answer = ConfigAnswer {
        file: session.settings.path.clone(),
        file_exists: session.settings.exists,
        settings: rows(session),
        ledger: ConfigRow { name: "ledger", value: ledger, source: session.location.source },
    };
    session.screen.show(&answer)?;
    Ok(ExitStatus::Yes)
}

/// Prints the value of a setting that is in force.
pub(super) fn get(key: &str, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    session.refuse_at("config")?;
    let rows = rows(session);
    let answer = if key == TARGETS {
        let is_set = |row: &ConfigRow| row.name.starts_with(TARGETS) && row.value != ConfigValue::Nothing;
        ConfigValueAnswer::Targets(rows.into_iter().filter(is_set).collect())
    } else {
        let name = settings::named(key)?;
        let row = rows.into_iter().find(|row| row.name == name);
        ConfigValueAnswer::One(row.ok_or_else(|| anyhow::anyhow!("the setting {name} has no row"))?)
    };
    session.screen.show_unwrapped(&answer)?;
    Ok(if answer.has_value() { ExitStatus::Yes } else { ExitStatus::No })
}

/// The settings that are in force. An option or the environment may name another account or pager than the file does.
fn rows(session: &Session<'_>) -> Vec<ConfigRow> {
    let account = session.location.account_name().map(|name| ConfigValue::Text(name.to_owned()));
    let account = (account.unwrap_or(ConfigValue::Nothing), session.location.source);
    let pager = chosen_pager(session.context(), Some(&session.settings));
    let pager = (ConfigValue::Text(pager.value), pager.source);
    let in_force = |row: ConfigRow| {
        let (value, source) = match row.name {
            "account" => account.clone(),
            "pager" => pager.clone(),
            _ => (row.value, row.source),
        };
        ConfigRow { name: row.name, value, source }
    };
    rows_of(&session.settings).into_iter().map(in_force).collect()
}

/// The value of a setting by the file, or its default.
pub(super) fn value_of(name: &str, settings: &Settings) -> (ConfigValue, SettingSource) {
    let row = rows_of(settings).into_iter().find(|row| row.name == name);
    row.map_or((ConfigValue::Nothing, SettingSource::Default), |row| (row.value, row.source))
}

/// The settings by the file.
fn rows_of(settings: &Settings) -> Vec<ConfigRow> {
    let (habits, thresholds) = (settings.habits(), settings.thresholds());
    let number = ConfigValue::Number;
    let pager = settings.pager.value.as_deref().unwrap_or(DEFAULT_PAGER).to_owned();
    let account = settings.account.value.as_ref().map_or(DEFAULT, AccountName::as_str).to_owned();
    let rows = [
        ("account", ConfigValue::Text(account), settings.account.source),
        ("first_nudge_days", number(habits.first_nudge_days), settings.first_nudge_days.source),
        ("last_nudge_days", number(habits.last_nudge_days), settings.last_nudge_days.source),
        ("overdue_days", number(habits.overdue_days), settings.overdue_days.source),
        ("working_days", ConfigValue::List(weekday_names(habits.working_days)), settings.working_days.source),
        ("week_start", ConfigValue::Text(weekday_name(habits.week_start).to_owned()), settings.week_start.source),
        ("clock", number(settings.clock.value.hours()), settings.clock.source),
        ("pager", ConfigValue::Text(pager), settings.pager.source),
        ("bars", ConfigValue::Text(settings.bars.value.name().to_owned()), settings.bars.source),
        ("near", number(thresholds.near), settings.near.source),
        ("close", number(thresholds.close), settings.close.source),
        ("alike_few", number(settings.alike_few.value), settings.alike_few.source),
        ("alike_many", number(settings.alike_many.value), settings.alike_many.source),
        ("alike_most", number(settings.alike_most.value), settings.alike_most.source),
        ("burst_sends", number(settings.burst_sends.value), settings.burst_sends.source),
        ("burst_minutes", number(settings.burst_minutes.value), settings.burst_minutes.source),
    ];
    let targets = TARGET_NAMES.into_iter().zip(&settings.targets);
    let targets =
        targets.map(|(name, target)| (name, target.value.map_or(ConfigValue::Nothing, number), target.source));
    rows.into_iter().chain(targets).map(|(name, value, source)| ConfigRow { name, value, source }).collect()
}

pub(super) fn path(context: &Context, screen: &mut Screen) -> Result<ExitStatus, Failure> {
    let path = settings::file_path(context).ok_or_else(settings::no_folder)?;
    screen.show(&ConfigPathAnswer { exists: path.exists(), path })?;
    Ok(ExitStatus::Yes)
}

pub(super) fn example(screen: &mut Screen) -> Result<ExitStatus, Failure> {
    screen.print(settings::example())?;
    Ok(ExitStatus::Yes)
}
