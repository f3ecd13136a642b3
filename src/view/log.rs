//! What was sent and recorded, to one person or several: what it cost, and what is left.

use serde::Serialize;

use crate::engine::outcome::Counted;
use crate::engine::record::Charge;
use crate::engine::status::AccountStatus;
use crate::engine::verdict::SendKind;
use crate::view::check::CheckAnswer;
use crate::view::counted::{Caution, CountedJson, in_words, over_in_words};
use crate::view::format::global_clock::moment;
use crate::view::format::{json, safe};
use crate::view::recorded::{ItemJson, RecordedItem, left, sends};
use crate::view::terminal::{OutputStyle, Show, Tone};

/// Something sent to one person.
#[derive(Debug)]
pub(crate) struct Sent {
    pub(crate) item: RecordedItem,
    /// Whether no record was about them before.
    pub(crate) is_new: bool,
    pub(crate) counted: Counted,
    pub(crate) cautions: Vec<Caution>,
}

/// Something sent was recorded, to one person or several.
#[derive(Debug)]
pub(crate) struct LogAnswer {
    pub(crate) question: SendKind,
    pub(crate) sent: Vec<Sent>,
    /// How things stand now.
    pub(crate) standing: AccountStatus,
}

impl LogAnswer {
    /// What to mind; where it is about one of several, it says about whom.
    pub(crate) fn cautions(&self) -> Vec<Caution> {
        let several = self.sent.len() > 1;
        let of = |sent: &Sent| {
            let name = sent.item.short_name();
            let told = |caution: &Caution| if several { caution.about(&name) } else { caution.clone() };
            sent.cautions.iter().map(told).collect::<Vec<_>>()
        };
        self.sent.iter().flat_map(of).collect()
    }

    fn one(&self, one: &Sent, style: OutputStyle) -> String {
        let what = style.paint(Tone::Strong, &format!("{} {}", sent(self.question), one.name()));
        let at = moment(one.item.at, self.standing.zone);
        format!("recorded: {what}, {at}\ncost: {}\n", one.cost(style))
    }

    fn several(&self, style: OutputStyle) -> String {
        let count = u32::try_from(self.sent.len()).unwrap_or(u32::MAX);
        let what = style.paint(Tone::Strong, &sends(self.question, count));
        let at = self.sent.first().map(|sent| moment(sent.item.at, self.standing.zone)).unwrap_or_default();
        let lines = self.sent.iter().map(|sent| format!("  {}: {}\n", sent.name(), sent.cost(style)));
        format!("recorded: {what}, {at}\n{}", lines.collect::<String>())
    }
}

impl Sent {
    fn name(&self) -> String {
        format!("{}{}", self.item.short_name(), if self.is_new { " (new)" } else { "" })
    }

    fn cost(&self, style: OutputStyle) -> String {
        let mut cost = in_words(&self.counted).to_owned();
        if !self.counted.over.is_empty() {
            cost += &style.paint(Tone::Bad, &format!(", {}", over_in_words(self.counted.over)));
        }
        cost
    }
}

impl Show for LogAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let recorded = match self.sent.as_slice() {
            [one] => self.one(one, style),
            _ => self.several(style),
        };
        format!("{recorded}left: {}\n", left(self.question, &self.standing, style))
    }

    fn json(&self) -> String {
        #[derive(Serialize)]
        struct Entry<'a> {
            #[serde(flatten)]
            record: ItemJson<'a>,
            counted: CountedJson,
            new_person: bool,
        }
        #[derive(Serialize)]
        struct Document<'a> {
            schema: u32,
            recorded: Vec<Entry<'a>>,
            counted: CountedJson,
            cost: Cost,
            new_person: bool,
            cautions: Vec<Caution>,
        }
        let recorded = self.sent.iter().map(|sent| Entry {
            record: sent.item.json(self.standing.zone),
            counted: CountedJson::from(&sent.counted),
            new_person: sent.is_new,
        });
        let counted = self.sent.iter().map(|sent| CountedJson::from(&sent.counted));
        json::document(&Document {
            schema: json::SCHEMA,
            recorded: recorded.collect(),
            counted: counted.fold(CountedJson::default(), CountedJson::or),
            cost: self.cost(),
            new_person: self.sent.iter().any(|sent| sent.is_new),
            cautions: self.cautions(),
        })
    }
}

/// What everything sent used together.
#[derive(Serialize)]
struct Cost {
    day_slots: usize,
    month_slots: usize,
    credits: usize,
}

impl LogAnswer {
    fn cost(&self) -> Cost {
        let count = |used: fn(&Counted) -> bool| self.sent.iter().filter(|sent| used(&sent.counted)).count();
        Cost {
            day_slots: count(|counted| counted.day_slot),
            month_slots: count(|counted| counted.month_slot),
            credits: count(|counted| counted.credit),
        }
    }
}

/// "message to", "free InMail to", "invitation with a note to".
fn sent(question: SendKind) -> &'static str {
    match question {
        SendKind::Message => "message to",
        SendKind::InMail(Charge::Ordinary) => "InMail to",
        SendKind::InMail(Charge::Free) => "free InMail to",
        SendKind::Invitation { with_note: false } => "invitation to",
        SendKind::Invitation { with_note: true } => "invitation with a note to",
    }
}

/// Nothing was recorded, for `check` says no.
#[derive(Debug)]
pub(crate) struct RefusedAnswer {
    /// The first who does not fit.
    pub(crate) check: CheckAnswer,
    /// How many before them would have fitted.
    pub(crate) before: usize,
}

impl Show for RefusedAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let text = self.check.text(style);
        if self.before == 0 {
            return text + "nothing was recorded\n";
        }
        let name = self.check.called.as_deref().map(safe).unwrap_or_default();
        let text = text.replacen("\nleft now: ", "\nleft by then: ", 1);
        let before = super::plural(self.before as u64, "person", "people");
        format!("{text}{before} before {name} would have fitted; nothing was recorded for anybody\n")
    }

    fn json(&self) -> String {
        self.check.refusal_json()
    }
}
