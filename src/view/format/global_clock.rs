//! Dates and times by the clock of the whole run, for the screens that do not get the output style yet.

use std::sync::OnceLock;

use chrono::NaiveTime;
use chrono_tz::Tz;

use super::local_instant::LocalInstant;
use super::{clock_format, dates};
use crate::engine::calendar::Instant;
use crate::settings::ClockFormat;

static CHOSEN: OnceLock<ClockFormat> = OnceLock::new();

pub(crate) fn choose(clock: ClockFormat) {
    let _ = CHOSEN.set(clock);
}

pub(crate) fn clock() -> ClockFormat {
    CHOSEN.get().copied().unwrap_or(ClockFormat::Hours24)
}

pub(crate) fn time(time: NaiveTime) -> String {
    clock_format::time(time, clock())
}

pub(crate) fn moment(at: Instant, zone: Tz) -> String {
    dates::moment(LocalInstant::new(at, zone), clock())
}

pub(crate) fn ahead(at: Instant, now: Instant, zone: Tz) -> String {
    dates::ahead(LocalInstant::new(at, zone), LocalInstant::new(now, zone), clock())
}

pub(crate) fn near_date(at: Instant, now: Instant, zone: Tz) -> String {
    dates::near_date(LocalInstant::new(at, zone), LocalInstant::new(now, zone), clock())
}
