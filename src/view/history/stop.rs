//! Stops and their ends, in the history.

use chrono::NaiveDate;
use serde::Serialize;

use super::cell_form::CellForm;
use crate::engine::calendar::Instant;
use crate::engine::outcome::Outcome;
use crate::engine::stop::StoppedKind;
use crate::engine::stop_ends::EarlyEnd;
use crate::settings::ClockFormat;
use crate::view::format::{LocalInstant, brief_day, clock_format::time, moment};
use crate::view::stop::{EndedBy, count_in_words, plural_of};

/// A stop as it was recorded.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct StopState {
    kind: StoppedKind,
    /// The first day on which it no longer holds, if the member gave it.
    #[serde(skip)]
    given: Option<NaiveDate>,
    /// When it ends, or ended; `None` if it does not count.
    until: Option<LocalInstant>,
    count: Option<u32>,
    /// What ended it before its own end.
    ended_by: Option<EndedBy>,
}

impl StopState {
    /// A stop of a kind, until a date if that was given, with its outcome, if it counts, and its end before its own
    /// end, if there was one. `local` gives the zone.
    pub(super) fn new(
        (kind, given): (StoppedKind, Option<NaiveDate>),
        outcome: Option<&Outcome>,
        early_end: Option<(Instant, EarlyEnd)>,
        local: LocalInstant,
    ) -> StopState {
        let stop = match outcome {
            Some(Outcome::Stopped(stop)) => Some(stop),
            _ => None,
        };
        let until = stop.map(|stop| local.with_instant(early_end.map_or(stop.until, |(at, _)| at)));
        let ended_by = early_end.map(|(_, how)| EndedBy::from(how));
        StopState { kind, given, until, count: stop.map(|stop| stop.count), ended_by }
    }

    /// "at 87 invitations in 7 days, until Wed 2 Dec 2026, 09:00, when it was lifted".
    pub(super) fn in_words(&self, clock: ClockFormat) -> String {
        match (self.until, self.count) {
            (Some(until), Some(count)) => {
                let ended_by = self.ended_by.map(EndedBy::in_words).unwrap_or_default();
                format!("at {}, until {}{ended_by}", count_in_words(self.kind, count), moment(until, clock))
            }
            _ => String::new(),
        }
    }

    /// What is stopped: "invitations".
    pub(super) fn subject(&self) -> &'static str {
        plural_of(self.kind)
    }

    /// Until when: "until Wed 2 Dec 2026, 09:00", or "until 2 Dec 09:00".
    pub(super) fn end(&self, form: CellForm) -> String {
        let briefly =
            |until: LocalInstant| format!("{} {}", brief_day(until.date(), form.today), time(until.time(), form.clock));
        let end = |until| if form.is_brief { briefly(until) } else { moment(until, form.clock) };
        self.until.map(|until| format!("until {}", end(until))).unwrap_or_default()
    }

    /// "invitation".
    pub(super) fn cell(&self) -> String {
        self.kind.name().to_owned()
    }

    /// The first day on which it no longer holds, if the member gave it.
    pub(super) fn given(&self) -> Option<NaiveDate> {
        self.given
    }
}

/// The end of a stop.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct LiftState {
    kind: StoppedKind,
    /// Whether it ended one.
    #[serde(skip)]
    counts: bool,
}

impl LiftState {
    /// The end of a stop with its outcome, if it counts.
    pub(super) fn new(kind: StoppedKind, outcome: Option<&Outcome>) -> LiftState {
        LiftState { kind, counts: matches!(outcome, Some(Outcome::Lifted(Some(_)))) }
    }

    /// That it counts nowhere, if so.
    pub(super) fn in_words(self) -> String {
        if self.counts { String::new() } else { "not counted: no stop was in force".to_owned() }
    }

    /// What is sent again: "invitations".
    pub(super) fn subject(self) -> &'static str {
        plural_of(self.kind)
    }

    /// That it counts nowhere, if so, in few words.
    pub(super) fn briefly(self) -> &'static str {
        if self.counts { "" } else { "not counted" }
    }

    /// "invitation".
    pub(super) fn cell(self) -> String {
        self.kind.name().to_owned()
    }
}
