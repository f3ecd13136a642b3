//! Credits that lapse as another plan starts.

use chrono_tz::Tz;
use serde::Serialize;

use crate::engine::advice::lapse::Lapse;
use crate::settings::ClockFormat;
use crate::view::format::{LocalInstant, LocalPlanDate, safe};

/// Credits that lapse as a plan starts.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct LapseOn {
    /// When the plan starts.
    #[serde(flatten)]
    pub(crate) on: LocalPlanDate,
    pub(crate) credits: u64,
    /// The plan that starts.
    pub(crate) plan: String,
}

impl LapseOn {
    /// A lapse, with its instant in the account's zone.
    pub(crate) fn new(lapse: Lapse, zone: Tz) -> LapseOn {
        let Lapse { on, credits, plan } = lapse;
        LapseOn { on: LocalPlanDate::new(on, zone), credits, plan }
    }

    /// "14 lapse on Sat 5 Dec 2026, in 10 days, as basic starts".
    pub(crate) fn in_words(&self, now: LocalInstant, clock: ClockFormat) -> String {
        let lapse = if self.credits == 1 { "lapses" } else { "lapse" };
        format!("{} {lapse} {}, as {} starts", self.credits, self.on.on_in_days(now, clock), safe(&self.plan))
    }
}
