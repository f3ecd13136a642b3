//! May I? Yes or no in the first word, the cost, why, and when a no turns to yes.

use serde::Serialize;

use crate::engine::outcome::Window;
use crate::engine::status::AccountStatus;
use crate::engine::verdict::{Cost, Reason, SendKind, Verdict};
use crate::view::counted::{Caution, limit};
use crate::view::format::global_clock::ahead;
use crate::view::format::{credits, json, safe};
use crate::view::recorded::{kind, left, sends};
use crate::view::terminal::{OutputStyle, Show, Tone};

/// The answer to `check`.
#[derive(Debug)]
pub(crate) struct CheckAnswer {
    pub(crate) person: Option<String>,
    /// What they are called to a person: with the profile, where somebody else has the same name.
    pub(crate) called: Option<String>,
    pub(crate) question: SendKind,
    pub(crate) count: u32,
    pub(crate) verdict: Verdict,
    pub(crate) cautions: Vec<Caution>,
    pub(crate) standing: AccountStatus,
}

impl Show for CheckAnswer {
    fn text(&self, style: OutputStyle) -> String {
        if self.verdict.allowed { self.yes(style) } else { self.no(style) }
    }

    fn json(&self) -> String {
        json::document(&self.document(None))
    }
}

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    recorded: Option<[(); 0]>,
    allowed: bool,
    kind: &'a str,
    person: Option<&'a str>,
    cost: CostJson,
    reason: &'a str,
    available_at: Option<String>,
    cautions: &'a [Caution],
}

#[derive(Serialize)]
struct CostJson {
    day_slots: u32,
    month_slots: u32,
    credits: u32,
}

impl CheckAnswer {
    /// The document of a send that was not recorded.
    pub(super) fn refusal_json(&self) -> String {
        json::document(&self.document(Some([])))
    }

    fn document(&self, recorded: Option<[(); 0]>) -> Document<'_> {
        let Cost { day_slots, month_slots, credits } = self.verdict.cost;
        Document {
            schema: json::SCHEMA,
            recorded,
            allowed: self.verdict.allowed,
            kind: kind(self.question),
            person: self.person.as_deref(),
            cost: CostJson { day_slots, month_slots, credits },
            reason: code(self.verdict.reason),
            available_at: self.verdict.available_at.map(|at| json::instant(at, self.standing.zone)),
            cautions: &self.cautions,
        }
    }

    fn yes(&self, style: OutputStyle) -> String {
        let yes = style.paint(Tone::Good, "yes");
        let costs = if self.count == 1 { "costs" } else { "cost" };
        let cost = match self.cost() {
            Some(cost) => format!("{costs} {cost}"),
            None => format!("{costs} nothing"),
        };
        let why = why(self.verdict.reason).map(|why| format!(": {why}")).unwrap_or_default();
        format!("{yes} – {} {cost}{why}\nleft now: {}\n", self.what(), left(self.question, &self.standing, style))
    }

    fn no(&self, style: OutputStyle) -> String {
        let no = style.paint(Tone::Bad, "no");
        let standing = &self.standing;
        let when = match self.verdict.available_at {
            Some(at) => format!("turns to yes {}", ahead(at, standing.as_of, standing.zone)),
            None => "that does not change within ten years, as things stand".to_owned(),
        };
        let cost = self.cost().map(|cost| format!("; it would cost {cost}")).unwrap_or_default();
        format!("{no} – {}\n{when}{cost}\nleft now: {}\n", self.why_not(), left(self.question, standing, style))
    }

    /// "a message to Jane Doe", "3 InMails to new people".
    fn what(&self) -> String {
        let one = match self.question {
            SendKind::InMail(_) | SendKind::Invitation { .. } => "an",
            SendKind::Message => "a",
        };
        let sends = sends(self.question, self.count);
        match &self.called {
            Some(person) => format!("{} to {}", sends.replacen('1', one, 1).replace("an free", "a free"), safe(person)),
            None if self.count == 1 => {
                format!("{} to somebody new", sends.replacen('1', one, 1).replace("an free", "a free"))
            }
            None => format!("{sends} to new people"),
        }
    }

    /// "one of today's people and one of this month's"; `None` for nothing.
    fn cost(&self) -> Option<String> {
        let Cost { day_slots, month_slots, credits: spent } = self.verdict.cost;
        match (self.question, day_slots, month_slots, spent) {
            (SendKind::InMail(_), _, _, 0) | (SendKind::Message, 0, ..) => None,
            (SendKind::InMail(_), _, _, spent) => Some(credits(u64::from(spent))),
            (SendKind::Invitation { with_note }, ..) => {
                let notes =
                    if with_note { format!(" and {} of this month's notes", self.count) } else { String::new() };
                Some(format!("{} of these 7 days' invitations{notes}", self.count))
            }
            (SendKind::Message, day, 0, _) => Some(format!("{day} of today's people, and none of this month's")),
            (SendKind::Message, day, month, _) => Some(format!("{day} of today's people and {month} of this month's")),
        }
    }

    /// Why the answer is no.
    fn why_not(&self) -> String {
        let numbers = &self.standing.plan.numbers;
        let of = |window, used: u32| match (self.count, used) {
            (1, _) => format!("{} is reached", limit(window, numbers)),
            (count, 0) => format!("{count} are over {}", limit(window, numbers)),
            (count, used) => format!("{used} used and {count} more are over {}", limit(window, numbers)),
        };
        match self.verdict.reason {
            Reason::DailyLimit => of(Window::Day, self.standing.day.used),
            Reason::MonthlyLimit => of(Window::Month, self.standing.month.used),
            Reason::WeeklyLimit => of(Window::Week, self.standing.week.used),
            Reason::NotesLimit => of(Window::Notes, self.standing.notes.used),
            _ if self.standing.balance == 0 => "there is no InMail credit left".to_owned(),
            _ => format!("there are only {}", credits(self.standing.balance)),
        }
    }
}

/// A reason as the interface names it.
fn code(reason: Reason) -> &'static str {
    match reason {
        Reason::FreeInMail => "free_inmail",
        Reason::ConversationOpen => "conversation_open",
        Reason::CreditAvailable => "credit_available",
        Reason::CountedToday => "counted_today",
        Reason::AdvisoryLimit => "advisory_limit",
        Reason::NoLimit => "no_limit",
        Reason::SlotFree => "slot_free",
        Reason::DailyLimit => "daily_limit",
        Reason::MonthlyLimit => "monthly_limit",
        Reason::NoCredits => "no_credits",
        Reason::WeeklyLimit => "weekly_limit",
        Reason::NotesLimit => "notes_limit",
    }
}

/// Why the answer is yes, where the cost does not say it.
fn why(reason: Reason) -> Option<&'static str> {
    match reason {
        Reason::FreeInMail => Some("it is free, or before your first plan began"),
        Reason::ConversationOpen => Some("they have responded, the conversation is open"),
        Reason::CountedToday => Some("already counted today"),
        Reason::NoLimit => Some("your plan sets no limit"),
        Reason::AdvisoryLimit => Some("over a limit that only warns"),
        _ => None,
    }
}
