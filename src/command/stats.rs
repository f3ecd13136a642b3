//! `stats`: response rates, in all and by group.

use super::desk::Desk;
use crate::cli::Stats;
use crate::engine::calendar::{Instant, start_of};
use crate::engine::stats::stats;
use crate::error::{Ending, Failure};
use crate::view::StatsAnswer;

pub(super) fn run(args: &Stats, desk: &mut Desk<'_>) -> Result<Ending, Failure> {
    let timeline = desk.read()?;
    let as_of = desk.as_of(&timeline)?;
    let zone = timeline.zone();
    let since = args.since.as_deref().map(|text| desk.date("--since", text, zone)).transpose()?;
    let (from, by) = (since.map_or(Instant::MIN, |date| start_of(date, zone)), args.by);
    let stats = stats(&timeline, by, from, as_of, &desk.habits());
    desk.screen.show(&StatsAnswer { stats, by, since, as_of, zone })?;
    Ok(Ending::Yes)
}
