//! A recorded purchase of credits.

use serde::Serialize;

use crate::view::caution::Caution;
use crate::view::format::{LocalPlanDate, credits, json, moment};
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
    pub(crate) expires: Option<LocalPlanDate>,
    /// The balance after the purchase.
    #[serde(skip)]
    pub(crate) balance: u64,
}

impl Show for PurchaseAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let bought = style.paint(Tone::Strong, &format!("{} bought", credits(u64::from(self.credits))));
        let expiring = |date: LocalPlanDate| format!("expiring {}", date.day(style.clock));
        let last = self.expires.map_or("no expiry".to_owned(), expiring);
        format!("recorded: {bought}, {}\n{last}\nleft: {}\n", moment(self.item.at, style.clock), credits(self.balance))
    }
}
