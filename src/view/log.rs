//! Recorded sends, to one person or several: what they cost, and what remains.

use serde::Serialize;

use crate::engine::outcome::SendEffect;
use crate::engine::status::AccountStatus;
use crate::engine::verdict::{Cost, SendKind};
use crate::engine::wording::Wording;
use crate::view::caution::Caution;
use crate::view::check::CheckAnswer;
use crate::view::counted::{CountedFlags, in_words, over_in_words};
use crate::view::format::{moment, plural, safe};
use crate::view::recorded::RecordedItem;
use crate::view::remaining::remaining;
use crate::view::send_kind;
use crate::view::terminal::{OutputStyle, Show, Tone};

/// A send to one person.
#[derive(Debug, Serialize)]
pub(crate) struct Sent {
    #[serde(flatten)]
    pub(crate) item: RecordedItem,
    pub(crate) counted: SendEffect,
    /// Whether this is the first record about them.
    #[serde(rename = "new_person")]
    pub(crate) is_new: bool,
    /// The fingerprint of the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) wording: Option<Wording>,
    #[serde(skip)]
    pub(crate) cautions: Vec<Caution>,
}

/// The answer to `log`.
#[derive(Debug, Serialize)]
pub(crate) struct LogAnswer {
    recorded: Vec<Sent>,
    /// The flags that at least one of the sends has.
    counted: CountedFlags,
    /// The cost of all sends together.
    cost: Cost,
    new_person: bool,
    pub(crate) cautions: Vec<Caution>,
    #[serde(skip)]
    kind: SendKind,
    /// The account after the sends.
    #[serde(skip)]
    status: AccountStatus,
}

impl LogAnswer {
    /// The answer for these sends, with the cautions about all of them and the account after them.
    pub(crate) fn new(kind: SendKind, recorded: Vec<Sent>, of_all: Vec<Caution>, status: AccountStatus) -> LogAnswer {
        LogAnswer {
            counted: CountedFlags::of_any(recorded.iter().map(|sent| &sent.counted)),
            cost: cost(&recorded),
            new_person: recorded.iter().any(|sent| sent.is_new),
            cautions: cautions(&recorded).into_iter().chain(of_all).collect(),
            recorded,
            kind,
            status,
        }
    }

    fn one(&self, sent: &Sent, style: OutputStyle) -> String {
        let what = style.paint(Tone::Strong, &format!("{} {}", send_kind::sent_to(self.kind), sent.name()));
        format!("recorded: {what}, {}\ncost: {}\n", moment(sent.item.at, style.clock), sent.cost(style))
    }

    fn several(&self, style: OutputStyle) -> String {
        let number = u32::try_from(self.recorded.len()).unwrap_or(u32::MAX);
        let what = style.paint(Tone::Strong, &send_kind::number_of(self.kind, number));
        let at = self.recorded.first().map(|sent| moment(sent.item.at, style.clock)).unwrap_or_default();
        let lines = self.recorded.iter().map(|sent| format!("  {}: {}\n", sent.name(), sent.cost(style)));
        format!("recorded: {what}, {at}\n{}", lines.collect::<String>())
    }
}

fn cost(recorded: &[Sent]) -> Cost {
    let count = |used: fn(&SendEffect) -> bool| recorded.iter().map(|sent| u32::from(used(&sent.counted))).sum();
    Cost {
        day_slots: count(|counted| counted.day_slot),
        month_slots: count(|counted| counted.month_slot),
        credits: count(|counted| counted.credit),
    }
}

/// The cautions of all sends. With several sends, each names its person.
fn cautions(recorded: &[Sent]) -> Vec<Caution> {
    let several = recorded.len() > 1;
    let of = |sent: &Sent| {
        let name = sent.item.name();
        let caution = |caution: &Caution| if several { caution.about(&name) } else { caution.clone() };
        sent.cautions.iter().map(caution).collect::<Vec<_>>()
    };
    recorded.iter().flat_map(of).collect()
}

impl Sent {
    fn name(&self) -> String {
        format!("{}{}", self.item.name(), if self.is_new { " (new)" } else { "" })
    }

    fn cost(&self, style: OutputStyle) -> String {
        let mut cost = in_words(&self.counted).to_owned();
        if !self.counted.over.is_empty() {
            cost += &style.paint(Tone::Bad, &format!(", {}", over_in_words(&self.counted.over)));
        }
        cost
    }
}

impl Show for LogAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let recorded = match self.recorded.as_slice() {
            [one] => self.one(one, style),
            _ => self.several(style),
        };
        let is_kept = self.recorded.iter().any(|sent| sent.wording.is_some());
        let kept = if is_kept { "text: kept as a fingerprint, not as text\n" } else { "" };
        format!("{recorded}{kept}{}\n", remaining(self.kind, &self.status, style))
    }
}

/// The answer to `log --guard` when `check` says no: nothing was recorded.
#[derive(Debug, Serialize)]
pub(crate) struct RefusedAnswer {
    recorded: [Sent; 0],
    /// The verdict for the first person who may not be sent to.
    #[serde(flatten)]
    check: CheckAnswer,
    /// The number of people before them, to all of whom sending was allowed.
    #[serde(skip)]
    before: usize,
}

impl RefusedAnswer {
    /// The answer for the first person who may not be sent to, and the number of people before them.
    pub(crate) fn new(check: CheckAnswer, before: usize) -> RefusedAnswer {
        RefusedAnswer { recorded: [], check, before }
    }
}

impl Show for RefusedAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let text = self.check.text(style);
        if self.before == 0 {
            return text + "nothing was recorded\n";
        }
        let name = self.check.display_name.as_deref().map(safe).unwrap_or_default();
        let before = plural(self.before as u64, "person", "people");
        format!("{text}check said yes to {before} before {name}; nothing was recorded for anyone\n")
    }
}
