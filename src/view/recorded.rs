//! What was recorded, what it cost, and what is left.

use serde::Serialize;

use crate::engine::calendar::{Instant, date_of};
use crate::engine::record::{Charge, RecordId};
use crate::engine::status::{AccountStatus, Use};
use crate::engine::verdict::SendKind;
use crate::view::counted::Caution;
use crate::view::format::global_clock::moment;
use crate::view::format::{credits, day, in_days, json, safe};
use crate::view::terminal::{Level, OutputStyle, Show, Tone};
use chrono_tz::Tz;

/// A record as it is told.
#[derive(Clone, Debug)]
pub(crate) struct RecordedItem {
    /// Its number.
    pub(crate) id: RecordId,
    /// Its kind's name.
    pub(crate) kind: &'static str,
    /// Whom it is about.
    pub(crate) person: Option<String>,
    /// What they are called to a person: with the profile, where somebody else has the same name.
    pub(crate) called: Option<String>,
    /// What it is, in words that are safe to show: "message to Jane Doe".
    pub(crate) subject: String,
    /// When it happened.
    pub(crate) at: Instant,
}

#[derive(Debug, Serialize)]
pub(crate) struct ItemJson<'a> {
    id: String,
    kind: &'a str,
    person: Option<&'a str>,
    at: String,
}

impl RecordedItem {
    pub(crate) fn json(&self, zone: Tz) -> ItemJson<'_> {
        ItemJson {
            id: self.id.to_string(),
            kind: self.kind,
            person: self.person.as_deref(),
            at: json::instant(self.at, zone),
        }
    }

    /// What the person is called, made safe.
    pub(crate) fn short_name(&self) -> String {
        self.called.as_deref().map(safe).unwrap_or_default()
    }
}

/// What is left of what such a send uses.
pub(crate) fn left(question: SendKind, standing: &AccountStatus, style: OutputStyle) -> String {
    let left_of = |window, of| left_of(window, of, style);
    match question {
        SendKind::Message => format!("{}, {}", left_of(standing.day, "today"), left_of(standing.month, "this month")),
        SendKind::InMail(_) => credits_left(standing),
        SendKind::Invitation { with_note: false } => left_of(standing.week, "of these 7 days"),
        SendKind::Invitation { with_note: true } => format!(
            "{}, {}",
            left_of(standing.week, "of these 7 days"),
            left_of(standing.notes, "of this month's notes")
        ),
    }
}

fn left_of(window: Use, of: &str, style: OutputStyle) -> String {
    match (window.limit, window.remaining()) {
        (Some(limit), Some(remaining)) => {
            let told = format!("{remaining} of {}", limit.count);
            let level = Level::of(window.used.into(), limit.count.into(), style);
            let told = if level == Level::Fine { told } else { style.paint(level.tone(), &told) };
            format!("{told} {of}")
        }
        _ => format!("no limit {of} ({} used)", window.used),
    }
}

/// "4 credits; 5 more on Tue 1 Dec 2026, in 6 days".
fn credits_left(standing: &AccountStatus) -> String {
    let balance = credits(standing.balance);
    let today = date_of(standing.as_of, standing.plan.inmail_zone(standing.zone));
    match standing.next_grant {
        Some(grant) => {
            format!("{balance}; {} more on {}, {}", grant.credits, day(grant.on), in_days(grant.on, today))
        }
        None => balance,
    }
}

/// A response was recorded.
#[derive(Debug)]
pub(crate) struct ReplyAnswer {
    pub(crate) item: RecordedItem,
    pub(crate) declined: bool,
    pub(crate) is_new: bool,
    /// Whether it opened the conversation.
    pub(crate) opened: bool,
    pub(crate) credits_returned: u32,
    pub(crate) balance: u64,
    pub(crate) cautions: Vec<Caution>,
    pub(crate) zone: Tz,
}

impl Show for ReplyAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let did = if self.declined { "declined" } else { "responded" };
        let new = if self.is_new { " (new)" } else { "" };
        let head = style.paint(Tone::Strong, &format!("{}{new} {did}", self.item.short_name()));
        let what = match (self.declined, self.opened) {
            (true, _) => "a decline opens no conversation and closes none",
            (false, true) => "the conversation is open: messages and InMails to them cost nothing from now on",
            (false, false) => "the conversation was open already",
        };
        let mut text = format!("recorded: {head}, {}\n{what}\n", moment(self.item.at, self.zone));
        if self.credits_returned > 0 {
            let back = credits(u64::from(self.credits_returned));
            text += &style.paint(Tone::Good, &format!("{back} came back: {} now", self.balance));
            text += "\n";
        }
        text
    }

    fn json(&self) -> String {
        #[derive(Serialize)]
        struct Document<'a> {
            schema: u32,
            recorded: [ItemJson<'a>; 1],
            credits_returned: u32,
            opened: bool,
            new_person: bool,
            cautions: &'a [Caution],
        }
        json::document(&Document {
            schema: json::SCHEMA,
            recorded: [self.item.json(self.zone)],
            credits_returned: self.credits_returned,
            opened: self.opened,
            new_person: self.is_new,
            cautions: &self.cautions,
        })
    }
}

/// An accepted invitation was recorded.
#[derive(Debug)]
pub(crate) struct AcceptedAnswer {
    pub(crate) item: RecordedItem,
    pub(crate) is_new: bool,
    pub(crate) cautions: Vec<Caution>,
    pub(crate) zone: Tz,
}

impl Show for AcceptedAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let new = if self.is_new { " (new)" } else { "" };
        let head = style.paint(Tone::Strong, &format!("{}{new} accepted", self.item.short_name()));
        let at = moment(self.item.at, self.zone);
        format!("recorded: {head}, {at}\na connection now; no response, so messages to them still count\n")
    }

    fn json(&self) -> String {
        #[derive(Serialize)]
        struct Document<'a> {
            schema: u32,
            recorded: [ItemJson<'a>; 1],
            new_person: bool,
            cautions: &'a [Caution],
        }
        json::document(&Document {
            schema: json::SCHEMA,
            recorded: [self.item.json(self.zone)],
            new_person: self.is_new,
            cautions: &self.cautions,
        })
    }
}

/// The kind of a question, as the interface names it.
pub(crate) fn kind(question: SendKind) -> &'static str {
    match question {
        SendKind::Message => "message",
        SendKind::InMail(_) => "inmail",
        SendKind::Invitation { .. } => "invitation",
    }
}

/// A count of sends in words: "3 messages".
pub(crate) fn sends(question: SendKind, count: u32) -> String {
    let count = u64::from(count);
    match question {
        SendKind::Message => crate::view::format::plural(count, "message", "messages"),
        SendKind::InMail(Charge::Ordinary) => crate::view::format::plural(count, "InMail", "InMails"),
        SendKind::InMail(Charge::Free) => crate::view::format::plural(count, "free InMail", "free InMails"),
        SendKind::Invitation { with_note: false } => crate::view::format::plural(count, "invitation", "invitations"),
        SendKind::Invitation { with_note: true } => {
            crate::view::format::plural(count, "invitation with a note", "invitations with a note each")
        }
    }
}
