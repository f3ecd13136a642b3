//! `stats`: response rates and acceptance rates, in all and by group.

use super::session::Session;
use crate::cli::Stats;
use crate::engine::advice::stats::{Grouping, Subject, stats};
use crate::engine::calendar::{Instant, start_of};
use crate::error::{ExitStatus, Failure};
use crate::view::{LocalInstant, StatsAnswer};

pub(super) fn run(args: &Stats, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    let query = (subject(args)?, args.by);
    let timeline = session.timeline()?;
    let as_of = session.as_of(timeline.zone())?;
    let zone = timeline.zone();
    let since = args.since.as_deref().map(|text| session.past_date("--since", text, zone)).transpose()?;
    let from = since.map_or(Instant::MIN, |date| start_of(date, zone));
    let stats = stats(&timeline, query, from, as_of, &session.habits());
    session.screen.show(&StatsAnswer::new(&stats, query, since, LocalInstant::new(as_of, zone)))?;
    Ok(ExitStatus::Yes)
}

/// What is counted. Only invitations have a note, and only messages and InMails are channels.
fn subject(args: &Stats) -> Result<Subject, Failure> {
    match (args.invitations, args.by) {
        (true, Some(Grouping::Channel)) => {
            let hint = "group them by note, template, tag, weekday, hour or month";
            Err(Failure::input("usage", "--by channel does not go with --invitations, which are one channel", hint))
        }
        (true, _) | (false, Some(Grouping::Note)) => Ok(Subject::Invitations),
        (false, _) => Ok(Subject::People),
    }
}
