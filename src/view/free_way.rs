//! A way without a credit, for an InMail that would cost one.

use crate::engine::verdict::{Verdict, Warning};
use crate::settings::ClockFormat;
use crate::view::followups::cost_in_words;
use crate::view::format::{LocalInstant, near_date};

/// A way to reach the person without a credit.
#[derive(Debug)]
pub(crate) enum FreeWay {
    /// They are a connection: a message, with the verdict on it.
    Message(Box<Verdict>),
    /// An earlier InMail to them was free.
    FreeInMail,
}

impl FreeWay {
    /// The way that a warning about the InMail shows, with the verdict on a message.
    pub(crate) fn of(warnings: &[Warning], message: impl FnOnce() -> Verdict) -> Option<FreeWay> {
        if warnings.contains(&Warning::Connection) {
            return Some(FreeWay::Message(Box::new(message())));
        }
        warnings.contains(&Warning::OpenProfile).then_some(FreeWay::FreeInMail)
    }

    /// The caution that says the same.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            FreeWay::Message(_) => "connection",
            FreeWay::FreeInMail => "open_profile",
        }
    }

    /// What it is and what it costs, to somebody whose name is safe to show.
    pub(crate) fn line(&self, name: &str, now: LocalInstant, clock: ClockFormat) -> String {
        let Self::Message(verdict) = self else {
            return format!(
                "maybe free: an earlier InMail to {name} was; with an Open Profile this one is too, with --free"
            );
        };
        let cost = match (verdict.allowed, verdict.available_at) {
            (true, _) => format!("it costs {}", cost_in_words(verdict.cost, verdict.reason)),
            (false, Some(at)) => format!("it is possible from {} on", near_date(now.with_instant(at), now, clock)),
            (false, None) => "it is not possible now".to_owned(),
        };
        format!("free: a message to {name}, since you are connected: {cost}, and no credit; or the InMail with --free")
    }
}
