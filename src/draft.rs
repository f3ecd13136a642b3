//! What is wrong with the draft of a message, before it is sent: pure functions of texts.
//!
//! A [`Draft`] is the text, what it is to be, and what the ledger knows of the recipient. [`Draft::findings`] are in the
//! order of their places; [`is_fit`] says whether the draft can be sent.
//!
//! | file | contents |
//! |---|---|
//! | `finding` | what can be wrong, how much it matters, and where it is |
//! | `length` | the length against what LinkedIn takes |
//! | `placeholders`, `brackets`, `blanks`, `symbols`, `numbers`, `phrases`, `prepositions`, `terms` | gaps of a template that were not filled in |
//! | `names` | another name in the greeting than the recipient's; whether the recipient is named |
//! | `greeting`, `address`, `closing_name`, `honorific` | the greeting, and whom it addresses |
//! | `greeting_gap` | what is left open in a greeting where a name belongs |
//! | `written_name`, `name_words` | a name as it is written, and the words around names |
//! | `recipient`, `nicknames` | by which words a text may name a person |
//! | `other_names` | names of other contacts and of their companies |
//! | `link_findings`, `links` | shortened links, several links, and where links are |
//! | `tone` | capitals, exclamation marks, questions |
//! | `text`, `words` | the text by characters, lines and words |
//! | `data` | lists of words: greetings, names, titles, gaps |
//!
//! Every rule takes time in proportion to the length of the text. Of a text that is much too long, only the beginning is
//! looked at.

mod address;
mod blanks;
mod brackets;
mod closing_name;
mod finding;
mod greeting;
mod greeting_gap;
mod honorific;
mod length;
mod link_findings;
mod links;
mod name_words;
mod names;
mod nicknames;
mod numbers;
mod other_names;
mod phrases;
mod placeholders;
mod prepositions;
mod recipient;
mod symbols;
mod terms;
mod text;
mod tone;
mod words;
mod written_name;

pub use finding::{Finding, Level, Problem};
pub use length::Length;
pub use recipient::Recipient;
pub use text::Place;

use crate::engine::advice::alike::AlikeLevel;
use greeting::Greeting;
use text::{Span, Text};
use words::plain;

/// What a draft is to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftKind {
    /// A message to a connection.
    Message,
    /// An InMail.
    InMail,
    /// The note of an invitation.
    Note {
        /// The most UTF-16 units that the plan's notes may have.
        limit: usize,
    },
}

impl DraftKind {
    /// The most UTF-16 units of the text.
    fn limit(self) -> usize {
        match self {
            DraftKind::Message => length::MESSAGE,
            DraftKind::InMail => length::INMAIL,
            DraftKind::Note { limit } => limit,
        }
    }
}

/// How far the conversation with the recipient is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    /// Nothing was sent to them before, or there is no recipient.
    #[default]
    First,
    /// Something was sent, and they have not responded.
    Unanswered,
    /// They have responded.
    Open,
}

/// How a draft compares with the texts that other people than the recipient got of late.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Likeness {
    /// How many people got nearly the same text.
    pub people: u64,
    /// Whether these are too many.
    pub level: Option<AlikeLevel>,
    /// Whether something in it differs from each of the texts; `None` if there is nothing to compare.
    pub differs: Option<bool>,
}

/// The draft of a message, and what is known about it.
#[derive(Clone, Debug)]
pub struct Draft<'a> {
    /// The text.
    pub text: &'a str,
    /// The subject, if given.
    pub subject: Option<&'a str>,
    /// What it is to be.
    pub kind: DraftKind,
    /// Whom it is for. Without a recipient, nothing is found about names.
    pub recipient: Option<Recipient>,
    /// The names of other contacts that [`name_candidates`] found.
    pub contacts: Vec<String>,
    /// How far the conversation is.
    pub stage: Stage,
    /// How it compares with what others got.
    pub likeness: Likeness,
}

/// The words of a draft that may be names, in plain letters. The contacts with one of them may be named in it.
pub fn name_candidates(text: &str, subject: Option<&str>) -> Vec<String> {
    let texts = subject.map(Text::subject).into_iter().chain([Text::body(text)]);
    let mut words: Vec<String> = texts.flat_map(|text| other_names::candidates(&text)).collect();
    words.sort_unstable();
    words.dedup();
    words.truncate(other_names::MOST_WORDS);
    words
}

/// Whom the greeting of a draft names.
pub fn greeted_names(text: &str) -> Vec<String> {
    let addresses = Greeting::of(&Text::body(text)).map(|greeting| greeting.addresses).unwrap_or_default();
    let names = addresses.iter().filter(|address| address.is_name(&|_| false));
    names.map(|address| address.words.join(" ")).collect()
}

/// A draft without its greeting.
pub fn after_greeting(text: &str) -> String {
    let text = Text::body(text);
    text.from(Greeting::of(&text).map_or(0, |greeting| greeting.end))
}

/// Whether a draft with these findings can be sent.
pub fn is_fit(findings: &[Finding]) -> bool {
    findings.iter().all(|finding| finding.problem.level() == Level::Caution)
}

impl Draft<'_> {
    /// The length of the text.
    pub fn length(&self) -> Length {
        Length { used: Text::body(self.text).length(), limit: self.kind.limit() }
    }

    /// The length of the subject, if there is one.
    pub fn subject_length(&self) -> Option<Length> {
        self.subject.map(|subject| Length { used: Text::subject(subject).length(), limit: length::SUBJECT })
    }

    /// What is wrong with it, in the order of the places: the subject, then the text.
    pub fn findings(&self) -> Vec<Finding> {
        let subject = self.subject.map(Text::subject);
        let body = Text::body(self.text);
        let mut found = subject.as_ref().map(|subject| self.of_text(subject, length::SUBJECT)).unwrap_or_default();
        found.extend(self.of_text(&body, self.kind.limit()));
        if !body.is_empty() {
            found.extend(self.of_whole(&body, subject.as_ref()));
        }
        found.sort_by_key(|finding| (finding.place, finding.excerpt.is_some()));
        found
    }

    /// What is wrong with a text, the subject or the body, by itself.
    fn of_text(&self, text: &Text, limit: usize) -> Vec<Finding> {
        if text.is_empty() {
            return vec![Finding::whole(text, Problem::Empty)];
        }
        let greeting = Greeting::of(text);
        let gaps = placeholders::gaps(text, greeting.as_ref().and_then(|greeting| greeting.blank.as_ref()));
        let mut found: Vec<Finding> = length::finding(text, limit).into_iter().collect();
        found.extend(placeholders::findings(text, &gaps));
        found.extend(self.of_names(text, greeting.as_ref(), &gaps));
        found.extend(link_findings::findings(text, self.stage == Stage::First));
        found.extend(tone::findings(text));
        found
    }

    /// The names of others in a text.
    fn of_names(&self, text: &Text, greeting: Option<&Greeting>, gaps: &[Span]) -> Vec<Finding> {
        let Some(recipient) = &self.recipient else { return Vec::new() };
        let is_known = |word: &str| {
            self.contacts.iter().filter_map(|name| name.split_whitespace().next()).any(|first| plain(first) == word)
        };
        let wrong = greeting.and_then(|greeting| names::wrong_name(text, greeting, gaps, recipient, &is_known));
        let addresses = greeting.map(|greeting| greeting.addresses.as_slice()).unwrap_or_default();
        let greeted: Vec<_> = addresses.iter().map(|address| address.span.clone()).collect();
        let others = other_names::findings(text, &self.contacts, recipient, &greeted);
        wrong.into_iter().chain(others).collect()
    }

    /// What is wrong with the message as a whole.
    fn of_whole(&self, body: &Text, subject: Option<&Text>) -> Vec<Finding> {
        let mut found = Vec::new();
        if self.stage == Stage::First && !matches!(self.kind, DraftKind::Note { .. }) {
            found.extend(length::long_first_message(body));
        }
        if self.stage != Stage::Open {
            found.extend(self.nothing_personal(body, subject));
            found.extend(tone::no_question(body));
        }
        let Likeness { people, level, .. } = self.likeness;
        found.extend(level.map(|level| Finding::whole(body, Problem::Alike { people, level })));
        found
    }

    /// The finding that nothing in the message is for the recipient alone: neither their name nor anything that differs
    /// from what others got. If there is nothing to compare, the name alone decides.
    fn nothing_personal(&self, body: &Text, subject: Option<&Text>) -> Option<Finding> {
        let is_repeated = self.likeness.differs.map(|differs| !differs);
        let is_named = |recipient: &Recipient| {
            let names = |text: &Text| names::names_recipient(text, Greeting::of(text).as_ref(), recipient);
            names(body) || subject.is_some_and(names)
        };
        let is_nameless = self.recipient.as_ref().map(|recipient| !is_named(recipient));
        let is_found = is_repeated.or(is_nameless)? && is_nameless.unwrap_or(true);
        is_found.then(|| Finding::whole(body, Problem::NothingPersonal { is_repeated: is_repeated == Some(true) }))
    }
}

#[cfg(test)]
mod tests;
