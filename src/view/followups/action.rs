//! A follow-up was settled.

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::Serialize;

use crate::engine::calendar::{Instant, date_of};
use crate::engine::record::FollowUpAction;
use crate::view::format::global_clock::moment;
use crate::view::format::{day, in_days, json, plural};
use crate::view::recorded::{ItemJson, RecordedItem};
use crate::view::terminal::{OutputStyle, Show, Tone};

/// A follow-up was settled.
#[derive(Debug)]
pub(crate) struct SettledAnswer {
    pub(crate) item: RecordedItem,
    pub(crate) settled: FollowUpAction,
    /// When the next nudge is due.
    pub(crate) next: Option<NaiveDate>,
    pub(crate) now: Instant,
    pub(crate) zone: Tz,
}

impl Show for SettledAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let head = style.paint(Tone::Strong, &self.item.subject);
        let at = moment(self.item.at, self.zone);
        let next = match (self.next, self.settled) {
            (Some(date), _) => {
                format!("the next nudge is due {}, {}", day(date), in_days(date, date_of(self.now, self.zone)))
            }
            (None, FollowUpAction::Closed) => "no more nudges, until you write to them anew".to_owned(),
            (None, _) => "that was the last nudge: closed as unanswered, unless they answer".to_owned(),
        };
        format!("recorded: {head}, on {at}\n{next}\n")
    }

    fn json(&self) -> String {
        #[derive(Serialize)]
        struct Document<'a> {
            schema: u32,
            recorded: [ItemJson<'a>; 1],
            next_due: Option<String>,
            cautions: [(); 0],
        }
        json::document(&Document {
            schema: json::SCHEMA,
            recorded: [self.item.json(self.zone)],
            next_due: self.next.map(json::date),
            cautions: [],
        })
    }
}

/// Several follow-ups were closed at once.
#[derive(Debug)]
pub(crate) struct ClosedAnswer {
    pub(crate) items: Vec<RecordedItem>,
    pub(crate) zone: Tz,
}

impl Show for ClosedAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let closed = plural(self.items.len() as u64, "follow-up closed", "follow-ups closed");
        format!("recorded: {}\none undo takes all of it back\n", style.paint(Tone::Strong, &closed))
    }

    fn json(&self) -> String {
        #[derive(Serialize)]
        struct Document<'a> {
            schema: u32,
            recorded: Vec<ItemJson<'a>>,
            cautions: [(); 0],
        }
        let recorded = self.items.iter().map(|item| item.json(self.zone)).collect();
        json::document(&Document { schema: json::SCHEMA, recorded, cautions: [] })
    }
}
