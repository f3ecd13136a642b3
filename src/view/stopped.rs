//! A recorded stop, or the end of one.

use serde::Serialize;

use crate::view::caution::Caution;
use crate::view::format::{LocalInstant, ahead, json, moment};
use crate::view::recorded::RecordedItem;
use crate::view::stop::{EndedBy, LatestStop, StopRow, count_in_words, options, plural_of};
use crate::view::terminal::{OutputStyle, Show, Tone};

/// The answer to `stopped`.
#[derive(Debug, Serialize)]
pub(crate) struct StoppedAnswer {
    #[serde(rename = "recorded", serialize_with = "json::list_of_one")]
    pub(crate) item: RecordedItem,
    /// The stop, with the end that it really has.
    pub(crate) stopped: StopRow,
    /// What ended it before its own end.
    pub(crate) ended_by: Option<EndedBy>,
    /// The stop of the kind that is in force now, perhaps a later one.
    #[serde(skip)]
    pub(crate) in_force: Option<StopRow>,
    /// The stop, shown with its limit, unless a later one has replaced it.
    #[serde(skip)]
    pub(crate) latest: Option<LatestStop>,
    pub(crate) cautions: Vec<Caution>,
    #[serde(skip)]
    pub(crate) now: LocalInstant,
}

impl Show for StoppedAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let StopRow { kind, until, count, .. } = self.stopped;
        let head = style.paint(Tone::Strong, &self.stopped.head());
        let mut text = format!("recorded: {head}, {}\n", moment(self.item.at, style.clock));
        let is_over = self.ended_by.is_some() || until.instant() <= self.now.instant();
        if is_over {
            let ended_by = self.ended_by.map(EndedBy::in_words).unwrap_or_default();
            text += &format!("it ended {}{ended_by}\n", moment(until, style.clock));
        }
        if let Some(holding) = self.in_force {
            let until = ahead(holding.until, "", self.now, style.clock);
            let head = if is_over { "a later stop is in force; until" } else { "until" };
            text += &format!(
                "{head} {until}, inquota check says no to {}; inquota log still records them\n",
                plural_of(kind)
            );
            text += &format!("if LinkedIn lets you send them sooner: inquota stopped{} --lifted\n", options(kind));
        }
        match &self.latest {
            Some(latest) => text + &latest.lines(),
            None => text + &format!("it stopped you at {}\n", count_in_words(kind, count)),
        }
    }
}

/// The answer to `stopped --lifted`.
#[derive(Debug, Serialize)]
pub(crate) struct LiftedAnswer {
    #[serde(rename = "recorded", serialize_with = "json::list_of_one")]
    pub(crate) item: RecordedItem,
    /// The stop as it was, with the end that it would have had.
    pub(crate) lifted: StopRow,
    /// What still stops the same sends.
    #[serde(skip)]
    pub(crate) still: Option<StopRow>,
    pub(crate) cautions: Vec<Caution>,
    #[serde(skip)]
    pub(crate) now: LocalInstant,
}

impl Show for LiftedAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let StopRow { kind, since, until, count } = self.lifted;
        let head = style.paint(Tone::Strong, &format!("LinkedIn lets you send {} again", plural_of(kind)));
        let (at, since, until) =
            (moment(self.item.at, style.clock), moment(since, style.clock), moment(until, style.clock));
        let at_count = count_in_words(kind, count);
        let still = self.still.map(|still| still.line(self.now, style.clock) + "\n").unwrap_or_default();
        format!(
            "recorded: {head}, {at}\nstopped since {since}, at {at_count}; it would have lasted until {until}\n{still}"
        )
    }
}
