//! `config`: shows each setting with its source, the path of the settings file, or an example of one.

use super::session::Session;
use crate::context::Context;
use crate::error::{ExitStatus, Failure};
use crate::settings::{self, TARGET_NAMES, weekday_name, weekday_names};
use crate::view::{ConfigAnswer, ConfigPathAnswer, ConfigRow, ConfigValue, Screen};

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

fn rows(session: &Session<'_>) -> Vec<ConfigRow> {
    let (settings, habits, thresholds) = (&session.settings, session.habits(), session.settings.thresholds());
    let number = ConfigValue::Number;
    let account = session.location.account_name().map(|name| ConfigValue::Text(name.to_owned()));
    let rows = [
        ("account", account.unwrap_or(ConfigValue::Nothing), session.location.source),
        ("first_nudge_days", number(habits.first_nudge_days), settings.first_nudge_days.source),
        ("last_nudge_days", number(habits.last_nudge_days), settings.last_nudge_days.source),
        ("overdue_days", number(habits.overdue_days), settings.overdue_days.source),
        ("working_days", ConfigValue::List(weekday_names(habits.working_days)), settings.working_days.source),
        ("week_start", ConfigValue::Text(weekday_name(habits.week_start).to_owned()), settings.week_start.source),
        ("clock", number(settings.clock.value.hours()), settings.clock.source),
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
    let path = settings::file_path(context).ok_or_else(|| {
        let hint = "name the file with INQUOTA_CONFIG";
        Failure::input("bad_settings", "there is no home folder to keep settings in", hint)
    })?;
    screen.show(&ConfigPathAnswer { exists: path.exists(), path })?;
    Ok(ExitStatus::Yes)
}

pub(super) fn example(screen: &mut Screen) -> Result<ExitStatus, Failure> {
    screen.print(settings::example())?;
    Ok(ExitStatus::Yes)
}
