//! What can be wrong with a draft.

use super::text::{Place, Span, Text};
use crate::engine::advice::alike::AlikeLevel;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The draft is not fit to send.
    No,
    /// The member should look at it.
    Caution,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// There is nothing to see.
    Empty,
    /// The text is longer than LinkedIn takes.
    TooLong {
        /// Its length.
        used: usize,
        /// The most that LinkedIn takes.
        limit: usize,
    },
    /// The text is nearly as long as LinkedIn takes.
    NearLimit {
        /// Its length.
        used: usize,
        /// The most that LinkedIn takes.
        limit: usize,
    },
    /// A gap of a template was not filled in.
    Placeholder,
    /// The greeting names somebody else.
    WrongName {
        /// The name in the greeting.
        greeted: String,
    },
    /// Another contact, or the company of one, is named.
    OtherName {
        /// The contact, by the name in the contact book.
        contact: String,
    },
    /// Nothing in the text is for this person alone.
    NothingPersonal {
        /// Whether others got the same text, and not only the name is missing.
        is_repeated: bool,
    },
    /// Too many people got nearly the same text of late.
    Alike {
        /// How many.
        people: u64,
        /// How much too many these are.
        level: AlikeLevel,
    },
    /// A link hides where it leads.
    LinkShortener,
    /// A first message has several links.
    ManyLinks {
        /// How many different ones.
        count: usize,
    },
    /// Words are in capitals.
    AllCaps,
    /// Several exclamation marks in a row.
    ExclamationMarks,
    /// A first message is longer than those that are answered most.
    LongFirstMessage {
        /// Its length.
        used: usize,
    },
    /// Nothing is asked.
    NoQuestion,
}

impl Problem {
    /// The code in JSON.
    pub fn code(&self) -> &'static str {
        match self {
            Problem::Empty => "empty",
            Problem::TooLong { .. } => "too_long",
            Problem::NearLimit { .. } => "near_limit",
            Problem::Placeholder => "placeholder",
            Problem::WrongName { .. } => "wrong_name",
            Problem::OtherName { .. } => "other_name",
            Problem::NothingPersonal { .. } => "nothing_personal",
            Problem::Alike { .. } => "alike",
            Problem::LinkShortener => "link_shortener",
            Problem::ManyLinks { .. } => "many_links",
            Problem::AllCaps => "all_caps",
            Problem::ExclamationMarks => "exclamation_marks",
            Problem::LongFirstMessage { .. } => "long_first_message",
            Problem::NoQuestion => "no_question",
        }
    }

    /// How much it matters.
    pub fn level(&self) -> Level {
        match self {
            Problem::Empty
            | Problem::TooLong { .. }
            | Problem::Placeholder
            | Problem::WrongName { .. }
            | Problem::Alike { level: AlikeLevel::Most, .. } => Level::No,
            _ => Level::Caution,
        }
    }
}

/// Something that is wrong with a draft, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What is wrong.
    pub problem: Problem,
    /// Where it begins.
    pub place: Place,
    /// The text that it is about, shortened; `None` if it is about the whole.
    pub excerpt: Option<String>,
}

impl Finding {
    /// A finding about a part of a text.
    pub(super) fn at(text: &Text, span: Span, problem: Problem) -> Finding {
        Finding { problem, place: text.place(span.start), excerpt: Some(text.excerpt(&span)) }
    }

    /// A finding about a whole text.
    pub(super) fn whole(text: &Text, problem: Problem) -> Finding {
        Finding { problem, place: text.whole(), excerpt: None }
    }
}
