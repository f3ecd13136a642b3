//! `forecast`: the balance on each day ahead.

use super::session::Session;
use crate::cli::Forecast;
use crate::engine::advice::forecast::forecast;
use crate::engine::calendar::{date_of, days_between, plus_days};
use crate::error::{ExitStatus, Failure};
use crate::view::{ForecastAnswer, LocalInstant, day, safe};

/// How many days to look ahead without `--until`.
const DAYS: u32 = 60;

/// The most days to look ahead.
const MOST_DAYS: i64 = 3660;

pub(super) fn run(args: &Forecast, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    let timeline = session.timeline()?;
    let as_of = session.as_of(timeline.zone())?;
    let zone = timeline.zone();
    let today = date_of(as_of, zone);
    let until = match &args.until {
        None => plus_days(today, DAYS),
        Some(text) => {
            let until = session.date_ahead("--until", text, zone)?;
            if !(0..=MOST_DAYS).contains(&days_between(today, until)) {
                let message = format!("--until {} is not within ten years from {}", safe(text), day(today));
                return Err(Failure::input("usage", message, "give a date ahead"));
            }
            until
        }
    };
    let forecast = forecast(&timeline, until, as_of, &session.habits());
    session.screen.show(&ForecastAnswer::new(forecast, LocalInstant::new(as_of, zone)))?;
    Ok(ExitStatus::Yes)
}
