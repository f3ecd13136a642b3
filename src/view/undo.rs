//! What was taken back, brought back, or put right.

use chrono_tz::Tz;
use serde::Serialize;

use crate::engine::outcome::Counted;
use crate::engine::record::{Answer, Charge, ContactChange, Fact, FollowUpAction, RecordId};
use crate::view::counted::{Caution, CountedJson};
use crate::view::format::global_clock::moment;
use crate::view::format::{credits, day, json, plural, safe};
use crate::view::recorded::{ItemJson, RecordedItem};
use crate::view::terminal::{OutputStyle, Show, Tone};

/// The answer to `undo` and `redo`.
#[derive(Debug)]
pub(crate) struct UndoAnswer {
    /// Whether records were brought back rather than taken back.
    pub(crate) back: bool,
    /// The record that does it; `None` when there was nothing to do.
    pub(crate) by: Option<RecordedItem>,
    /// What it concerns.
    pub(crate) items: Vec<RecordedItem>,
    /// Why there was nothing to do.
    pub(crate) nothing: &'static str,
    pub(crate) zone: Tz,
}

impl Show for UndoAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let label = style.paint(Tone::Strong, if self.back { "brought back" } else { "taken back" });
        match self.items.as_slice() {
            [] => format!("{}\n", self.nothing),
            items @ ([_] | [_, _] | [_, _, _]) => {
                items.iter().map(|item| format!("{label}: {}\n", described(item, self.zone))).collect()
            }
            // An import says itself how many it brought.
            [import, ..] if import.kind == "import" => format!("{label}: {}\n", described(import, self.zone)),
            [first, rest @ ..] => {
                let rest = plural(rest.len() as u64, "record", "records");
                format!("{label}: {}, and {rest} entered with it\n", described(first, self.zone))
            }
        }
    }

    fn json(&self) -> String {
        #[derive(Serialize)]
        struct Document<'a> {
            schema: u32,
            recorded: Vec<ItemJson<'a>>,
            #[serde(skip_serializing_if = "Option::is_none")]
            taken_back: Option<Vec<ItemJson<'a>>>,
            #[serde(skip_serializing_if = "Option::is_none")]
            brought_back: Option<Vec<ItemJson<'a>>>,
            cautions: [(); 0],
        }
        let items = || self.items.iter().map(|item| item.json(self.zone)).collect();
        json::document(&Document {
            schema: json::SCHEMA,
            recorded: self.by.iter().map(|item| item.json(self.zone)).collect(),
            taken_back: (!self.back).then(items),
            brought_back: self.back.then(items),
            cautions: [],
        })
    }
}

/// A record in words: "message to Jane Doe, Wed 25 Nov 2026, 09:00 (id 5)".
pub(super) fn described(item: &RecordedItem, zone: Tz) -> String {
    format!("{}, {} (id {})", item.subject, moment(item.at, zone), item.id)
}

/// What a record is, in words: "message to Jane Doe". `before` is what somebody renamed or merged was called.
pub(crate) fn subject(fact: &Fact, person: Option<&str>, before: Option<&str>) -> String {
    let who = person.map(safe).unwrap_or_default();
    let of = before.map(|before| format!(" of {}", safe(before))).unwrap_or_default();
    match fact {
        Fact::Message { .. } => format!("message to {who}"),
        Fact::InMail { charge: Charge::Ordinary, .. } => format!("InMail to {who}"),
        Fact::InMail { charge: Charge::Free, .. } => format!("free InMail to {who}"),
        Fact::Invitation { with_note: false, .. } => format!("invitation to {who}"),
        Fact::Invitation { with_note: true, .. } => format!("invitation with a note to {who}"),
        Fact::Response { answer: Answer::Replied, .. } => format!("response of {who}"),
        Fact::Response { answer: Answer::Declined, .. } => format!("decline by {who}"),
        Fact::Acceptance { .. } => format!("invitation accepted by {who}"),
        Fact::FollowUp { settled: FollowUpAction::Done, .. } => format!("follow-up of {who} done"),
        Fact::FollowUp { settled: FollowUpAction::Snoozed(until), .. } => {
            format!("follow-up of {who} snoozed until {}", day(*until))
        }
        Fact::FollowUp { settled: FollowUpAction::Closed, .. } => format!("follow-up of {who} closed"),
        Fact::Purchase { credits: bought, .. } => format!("purchase of {}", credits(u64::from(*bought))),
        Fact::Balance { credits: shown } => format!("{} shown by LinkedIn", credits(u64::from(*shown))),
        Fact::Plan(plan) => format!("plan {}", safe(&plan.name)),
        Fact::Contact(change) => match &**change {
            ContactChange::Link { handle, .. } => format!("{who} linked to {}", safe(&handle.to_string())),
            ContactChange::Rename { name, .. } => format!("renaming{of} to {}", safe(name)),
            ContactChange::Merge { .. } => format!("merging{of} into {who}"),
        },
        Fact::Void(_) => "undo".to_owned(),
        Fact::Edit { record, .. } => format!("edit of {record}"),
        Fact::Import(import) => {
            format!("import of {} from LinkedIn's archive", plural(u64::from(import.records), "record", "records"))
        }
        Fact::Joined(added) => {
            format!("joining of another copy with {}", plural(added.len() as u64, "record", "records"))
        }
        Fact::Unknown => "a record of a newer kind".to_owned(),
    }
}

/// A record was put right.
#[derive(Debug)]
pub(crate) struct EditAnswer {
    pub(crate) before: RecordedItem,
    pub(crate) item: RecordedItem,
    /// The number of the edit itself.
    pub(crate) edit: RecordId,
    pub(crate) counted: Option<Counted>,
    pub(crate) cautions: Vec<Caution>,
    pub(crate) zone: Tz,
}

impl Show for EditAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let label = style.paint(Tone::Strong, "corrected");
        let was = described(&self.before, self.zone);
        let now = described(&self.item, self.zone);
        let was = if was == now { String::new() } else { format!("was: {was}\n") };
        let cost = self.counted.as_ref().map(|counted| format!("cost: {}\n", super::counted::in_words(counted)));
        format!("{label}: {now}\n{was}{}", cost.unwrap_or_default())
    }

    fn json(&self) -> String {
        #[derive(Serialize)]
        struct Document<'a> {
            schema: u32,
            recorded: [ItemJson<'a>; 1],
            was: ItemJson<'a>,
            edit: String,
            #[serde(skip_serializing_if = "Option::is_none")]
            counted: Option<CountedJson>,
            cautions: &'a [Caution],
        }
        json::document(&Document {
            schema: json::SCHEMA,
            recorded: [self.item.json(self.zone)],
            was: self.before.json(self.zone),
            edit: self.edit.to_string(),
            counted: self.counted.as_ref().map(CountedJson::from),
            cautions: &self.cautions,
        })
    }
}
