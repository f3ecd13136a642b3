//! A way without a credit, for an InMail that would cost one.

use crate::engine::verdict::{Cost, Verdict, Warning};
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
    /// The way that the warnings about an InMail show, with the verdict on a message. There is none to somebody who is
    /// not to be contacted.
    pub(crate) fn of(inmail: &Verdict, message: impl FnOnce() -> Verdict) -> Option<FreeWay> {
        if inmail.bars.mark.is_some() {
            return None;
        }
        if inmail.warnings.contains(&Warning::Connection) {
            return Some(FreeWay::Message(Box::new(message())));
        }
        inmail.warnings.contains(&Warning::OpenProfile).then_some(FreeWay::FreeInMail)
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
            return format!("perhaps free: an earlier InMail to {name} was; if they have an Open Profile, use --free");
        };
        let cost = match (verdict.allowed, verdict.available_at) {
            (true, _) if verdict.cost == Cost::default() => {
                format!("it costs {}", cost_in_words(verdict.cost, verdict.reason))
            }
            (true, _) => format!("it costs {}, and no credit", cost_in_words(verdict.cost, verdict.reason)),
            (false, Some(at)) => format!("you can from {}", near_date(now.with_instant(at), now, clock)),
            (false, None) => "you can't now".to_owned(),
        };
        format!("free: you are connected, so send {name} a message: {cost}; or an InMail with --free")
    }
}
