//! A recorded response, or a recorded acceptance of an invitation.

use serde::{Serialize, Serializer};

use crate::engine::outcome::{Acceptance, NotReturned};
use crate::view::caution::Caution;
use crate::view::format::{credits, json, moment};
use crate::view::recorded::RecordedItem;
use crate::view::terminal::{OutputStyle, Show, Tone};

/// The answer to `reply`.
#[derive(Debug, Serialize)]
pub(crate) struct ReplyAnswer {
    #[serde(rename = "recorded", serialize_with = "json::list_of_one")]
    pub(crate) item: RecordedItem,
    pub(crate) credits_returned: u32,
    /// Why none came back; `None` if one did, or if the plan gives none back.
    pub(crate) not_returned: Option<NotReturned>,
    /// Whether it opened the conversation.
    pub(crate) opened: bool,
    #[serde(rename = "new_person")]
    pub(crate) is_new: bool,
    pub(crate) cautions: Vec<Caution>,
    #[serde(skip)]
    pub(crate) declined: bool,
    /// The balance after the response.
    #[serde(skip)]
    pub(crate) balance: u64,
}

impl Show for ReplyAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let did = if self.declined { "declined" } else { "responded" };
        let head = style.paint(Tone::Strong, &format!("{} {did}", name(&self.item, self.is_new)));
        let effect = match (self.declined, self.opened) {
            (true, _) => "a decline does not change the conversation",
            (false, true) => "the conversation is open: messages and InMails to them cost nothing from now on",
            (false, false) => "the conversation was open already",
        };
        let mut text = format!("recorded: {head}, {}\n{effect}\n", moment(self.item.at, style.clock));
        if self.credits_returned > 0 {
            let back = credits(u64::from(self.credits_returned));
            text += &style.paint(Tone::Good, &format!("{back} came back: you have {} now", self.balance));
            text += "\n";
        }
        if let Some(why) = self.not_returned {
            text += &format!("no credit came back: {}\n", why_not_returned(why));
        }
        text
    }
}

/// Why a response gave no credit back.
pub(crate) fn why_not_returned(why: NotReturned) -> String {
    match why {
        NotReturned::TooLate { days } => format!("the InMail was {days} days old"),
        NotReturned::WasFree => "the InMail was free".to_owned(),
        NotReturned::BeforeThePlan => "the InMail was sent before your first plan started".to_owned(),
        NotReturned::NoInMail => "no InMail to them was waiting".to_owned(),
    }
}

impl Serialize for NotReturned {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Reason {
            reason: &'static str,
            #[serde(skip_serializing_if = "Option::is_none")]
            days: Option<i64>,
        }
        let (reason, days) = match *self {
            NotReturned::TooLate { days } => ("too_late", Some(days)),
            NotReturned::WasFree => ("was_free", None),
            NotReturned::BeforeThePlan => ("before_the_plan", None),
            NotReturned::NoInMail => ("no_inmail", None),
        };
        Reason { reason, days }.serialize(serializer)
    }
}

/// The answer to `accepted`.
#[derive(Debug, Serialize)]
pub(crate) struct AcceptedAnswer {
    #[serde(rename = "recorded", serialize_with = "json::list_of_one")]
    pub(crate) item: RecordedItem,
    #[serde(rename = "new_person")]
    pub(crate) is_new: bool,
    pub(crate) cautions: Vec<Caution>,
    /// Where it counts in a summary: `accepted`, `received`, or nowhere.
    #[serde(rename = "counted_as", serialize_with = "counted_as")]
    pub(crate) acceptance: Acceptance,
}

impl Show for AcceptedAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let who = name(&self.item, self.is_new);
        let (what, effect) = match self.acceptance {
            Acceptance::OfInvitation => (format!("{who} accepted"), A_CONNECTION_NOW),
            Acceptance::Received => (format!("{who} invited you"), A_CONNECTION_NOW),
            Acceptance::AlreadyConnected => (format!("{who} accepted"), ""),
        };
        let mut text =
            format!("recorded: {}, {}\n", style.paint(Tone::Strong, &what), moment(self.item.at, style.clock));
        if self.acceptance == Acceptance::Received {
            text += "you had no pending invitation to them, so it counts as received\n";
        }
        text + effect
    }
}

const A_CONNECTION_NOW: &str = "you are connected now; messages to them count until they respond\n";

/// The figure of a summary in which an acceptance counts.
pub(crate) fn counted_as_word(acceptance: Acceptance) -> Option<&'static str> {
    match acceptance {
        Acceptance::OfInvitation => Some("accepted"),
        Acceptance::Received => Some("received"),
        Acceptance::AlreadyConnected => None,
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde requires")]
fn counted_as<S: Serializer>(acceptance: &Acceptance, serializer: S) -> Result<S::Ok, S::Error> {
    counted_as_word(*acceptance).serialize(serializer)
}

fn name(item: &RecordedItem, is_new: bool) -> String {
    if is_new { format!("{} (new)", item.name()) } else { item.name() }
}
