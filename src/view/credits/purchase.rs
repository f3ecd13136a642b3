//! A recorded purchase of credits.

use chrono::NaiveDate;
use serde::Serialize;

use crate::view::caution::Caution;
use crate::view::format::{credits, day, json, moment};
use crate::view::recorded::RecordedItem;
use crate::view::terminal::{OutputStyle, Show, Tone};

/// The answer to `credits buy`.
#[derive(Debug, Serialize)]
pub(crate) struct PurchaseAnswer {
    #[serde(rename = "recorded", serialize_with = "json::list_of_one")]
    pub(crate) item: RecordedItem,
    pub(crate) cautions: Vec<Caution>,
    /// The bought credits.
    #[serde(skip)]
    pub(crate) credits: u32,
    /// The first day without them.
    #[serde(skip)]
    pub(crate) expires_on: Option<NaiveDate>,
    /// The balance after the purchase.
    #[serde(skip)]
    pub(crate) balance: u64,
}

impl Show for PurchaseAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let bought = style.paint(Tone::Strong, &format!("{} bought", credits(u64::from(self.credits))));
        let last = self.expires_on.map_or("they never expire".to_owned(), |date| format!("gone from {} on", day(date)));
        format!("recorded: {bought}, {}\n{last}\nleft: {}\n", moment(self.item.at, style.clock), credits(self.balance))
    }
}
