//! `stats`: response rates, in all and by group.

use super::session::Session;
use crate::cli::Stats;
use crate::engine::advice::stats::stats;
use crate::engine::calendar::{Instant, start_of};
use crate::error::{ExitStatus, Failure};
use crate::view::{LocalInstant, StatsAnswer};

pub(super) fn run(args: &Stats, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    let timeline = session.timeline()?;
    let as_of = session.as_of(timeline.zone())?;
    let zone = timeline.zone();
    let since = args.since.as_deref().map(|text| session.past_date("--since", text, zone)).transpose()?;
    let (from, by) = (since.map_or(Instant::MIN, |date| start_of(date, zone)), args.by);
    let stats = stats(&timeline, by, from, as_of, &session.habits());
    session.screen.show(&StatsAnswer::new(&stats, by, since, LocalInstant::new(as_of, zone)))?;
    Ok(ExitStatus::Yes)
}
