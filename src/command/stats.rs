//! `stats`: response rates, in all and by group.

use super::desk::Desk;
use crate::cli::{Stats, StatsBy};
use crate::engine::calendar::{Instant, start_of};
use crate::engine::stats::{Grouping, stats};
use crate::error::{Ending, Failure};
use crate::view::StatsAnswer;

pub(super) fn run(args: &Stats, desk: &mut Desk<'_>) -> Result<Ending, Failure> {
    let timeline = desk.read()?;
    let as_of = desk.as_of(&timeline)?;
    let zone = timeline.zone();
    let since = args.since.as_deref().map(|text| desk.date("--since", text, zone)).transpose()?;
    let from = since.map_or(Instant::MIN, |date| start_of(date, zone));
    let by = args.by.map(grouping);
    let stats = stats(&timeline, by, from, as_of, &desk.habits());
    desk.screen.show(&StatsAnswer { stats, by, since, as_of, zone })?;
    Ok(Ending::Yes)
}

fn grouping(by: StatsBy) -> Grouping {
    match by {
        StatsBy::Template => Grouping::Template,
        StatsBy::Tag => Grouping::Tag,
        StatsBy::Channel => Grouping::Channel,
        StatsBy::Weekday => Grouping::Weekday,
        StatsBy::Hour => Grouping::Hour,
        StatsBy::Month => Grouping::Month,
    }
}
