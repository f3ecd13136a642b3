//! Credits that lapse as another plan starts.

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::Serialize;

use crate::engine::advice::lapse::Lapse;
use crate::view::format::{LocalInstant, day, in_days, safe};

/// Credits that lapse as a plan starts.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct LapseOn {
    /// The date on which the plan starts, in its InMail zone.
    pub(crate) on: NaiveDate,
    /// When it starts.
    pub(crate) at: LocalInstant,
    pub(crate) credits: u64,
    /// The plan that starts.
    pub(crate) plan: String,
}

impl LapseOn {
    /// A lapse, with its instant in the account's zone.
    pub(crate) fn new(lapse: Lapse, zone: Tz) -> LapseOn {
        let Lapse { on, at, credits, plan } = lapse;
        LapseOn { on, at: LocalInstant::new(at, zone), credits, plan }
    }

    /// "14 lapse on Sat 5 Dec 2026, in 10 days, as basic starts".
    pub(crate) fn in_words(&self, today: NaiveDate) -> String {
        let lapse = if self.credits == 1 { "lapses" } else { "lapse" };
        let (on, wait, plan) = (day(self.on), in_days(self.on, today), safe(&self.plan));
        format!("{} {lapse} on {on}, {wait}, as {plan} starts", self.credits)
    }
}
