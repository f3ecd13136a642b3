//! The answer about a draft: whether it is fit to send, what was found, its length, and what `check` says.

use std::collections::BTreeMap;

use chrono_tz::Tz;
use serde::{Serialize, Serializer};

use crate::draft::{Draft, Finding, Length, Level, Problem, is_fit};
use crate::engine::advice::alike::Alike;
use crate::engine::verdict::SendKind;
use crate::view::caution::{Caution, alike_advice};
use crate::view::check::CheckAnswer;
use crate::view::format::json::Document;
use crate::view::format::{LocalInstant, controls_terminal, day, plural, safe};
use crate::view::send_kind;
use crate::view::terminal::{OutputStyle, Show, Tone, padded};

/// The answer to `draft`.
#[derive(Debug, Serialize)]
pub(crate) struct DraftAnswer {
    as_of: LocalInstant,
    fit: bool,
    kind: SendKind,
    person: Option<String>,
    #[serde(serialize_with = "length")]
    length: Length,
    #[serde(serialize_with = "optional_length")]
    subject_length: Option<Length>,
    findings: Vec<FindingRow>,
    alike: AlikeRow,
    #[serde(serialize_with = "check")]
    check: Option<DraftRecipient>,
    /// The text, if it was written in the editor, so that no file has it.
    text: Option<String>,
}

/// How many people other than the recipient got nearly the same text, and since when.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct AlikeRow {
    people: u64,
    since: LocalInstant,
}

impl AlikeRow {
    pub(crate) fn new(alike: &Alike, zone: Tz) -> AlikeRow {
        AlikeRow { people: alike.people, since: LocalInstant::new(alike.since, zone) }
    }

    /// "3 people got nearly this text since Mon 26 Oct 2026".
    fn in_words(self) -> String {
        let people = plural(self.people, "person", "people");
        format!("{people} got nearly this text since {}", day(self.since.date()))
    }
}

/// The person whom a draft is for, with the answer of `check`.
#[derive(Debug)]
pub(crate) struct DraftRecipient {
    pub(crate) check: CheckAnswer,
}

impl DraftAnswer {
    /// The answer for a draft of a kind. The text is a part of it if it was written just now.
    pub(crate) fn new(
        draft: &Draft<'_>,
        kind: SendKind,
        recipient: Option<DraftRecipient>,
        alike: AlikeRow,
        is_written_now: bool,
        as_of: LocalInstant,
    ) -> DraftAnswer {
        let findings = draft.findings();
        let row = |finding, person| FindingRow::new(finding, person, alike);
        let person = recipient.as_ref().and_then(|recipient| recipient.check.person.clone());
        DraftAnswer {
            as_of,
            fit: is_fit(&findings),
            kind,
            length: draft.length(),
            subject_length: draft.subject_length(),
            findings: findings.into_iter().map(|finding| row(finding, person.as_deref())).collect(),
            alike,
            person,
            check: recipient,
            text: is_written_now.then(|| draft.text.to_owned()),
        }
    }

    /// Whether the draft can be sent.
    pub(crate) fn is_fit(&self) -> bool {
        self.fit
    }

    /// The cautions of `check`.
    pub(crate) fn cautions(&self) -> &[Caution] {
        self.check.as_ref().map(|recipient| recipient.check.cautions.as_slice()).unwrap_or_default()
    }

    fn head(&self, style: OutputStyle) -> String {
        let (tone, word) = if self.fit { (Tone::Good, "fit to send") } else { (Tone::Bad, "not fit to send") };
        let name = self.check.as_ref().and_then(|recipient| recipient.check.display_name.as_deref());
        let kind = send_kind::sent_to(self.kind);
        let what = match name {
            Some(name) => format!("{kind} {}", safe(name)),
            None => kind.trim_end_matches(" to").to_owned(),
        };
        let Length { used, limit } = self.length;
        let remaining = self.length.remaining();
        let text = style.paint(tone, word);
        format!("{text} – {what}: {used} of {limit} characters, {remaining} left\n")
    }

    fn subject_line(&self) -> String {
        match self.subject_length {
            Some(length) => {
                let (used, limit, remaining) = (length.used, length.limit, length.remaining());
                format!("subject: {used} of {limit} characters, {remaining} left\n")
            }
            None if matches!(self.kind, SendKind::InMail(_)) => {
                "subject: none, but an InMail needs one (--subject)\n".to_owned()
            }
            None => String::new(),
        }
    }
}

impl Show for DraftAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let mut text = self.head(style) + &self.subject_line();
        let places: Vec<String> = self.findings.iter().map(FindingRow::place).collect();
        let width = places.iter().map(String::len).max().unwrap_or(0);
        for (row, place) in self.findings.iter().zip(places) {
            let (tone, word) = if row.level == NO { (Tone::Bad, "no") } else { (Tone::Near, "warn") };
            let label = style.paint(tone, &padded(word, 4));
            text += &format!("{}  {label}  {} [{}]\n", padded(&place, width), row.message, row.code);
        }
        if self.alike.people > 0 && !self.findings.iter().any(|row| row.code == ALIKE) {
            text += &format!("alike: {}\n", self.alike.in_words());
        }
        if let Some(recipient) = &self.check {
            text += &format!("check: {}", recipient.check.text(style));
        }
        text
    }
}

/// The levels in JSON.
const NO: &str = "no";
const CAUTION: &str = "caution";

/// The code of the finding about people who got nearly the same text.
const ALIKE: &str = "alike";

/// A finding.
#[derive(Debug, Serialize)]
struct FindingRow {
    code: &'static str,
    level: &'static str,
    line: usize,
    column: usize,
    excerpt: Option<String>,
    message: String,
}

impl FindingRow {
    fn new(finding: Finding, person: Option<&str>, alike: AlikeRow) -> FindingRow {
        FindingRow {
            code: finding.problem.code(),
            level: match finding.problem.level() {
                Level::No => NO,
                Level::Caution => CAUTION,
            },
            line: finding.place.line,
            column: finding.place.column,
            message: message(&finding, person, alike),
            excerpt: finding.excerpt,
        }
    }

    /// Where it is: "2:14" for a line and a column, "subject:3", "subject" or "text" for a whole.
    fn place(&self) -> String {
        match (&self.excerpt, self.line) {
            (None, 0) => "subject".to_owned(),
            (None, _) => "text".to_owned(),
            (Some(_), 0) => format!("subject:{}", self.column),
            (Some(_), line) => format!("{line}:{}", self.column),
        }
    }
}

/// What is wrong, in words.
fn message(finding: &Finding, person: Option<&str>, alike: AlikeRow) -> String {
    let excerpt = finding.excerpt.as_deref().map(safe).unwrap_or_default();
    let person = person.map_or("one person".to_owned(), safe);
    match &finding.problem {
        Problem::Empty => "the draft is empty".to_owned(),
        Problem::TooLong { used, limit } => {
            let over = plural((used - limit) as u64, "character", "characters");
            format!("{over} over LinkedIn's limit of {limit}")
        }
        Problem::NearLimit { used, limit } => {
            format!("{used} of {limit} characters is close to the limit, and LinkedIn may count some characters twice")
        }
        Problem::Placeholder => format!("a placeholder was not filled in: {excerpt}"),
        Problem::WrongName { greeted } => format!("the greeting names {}, but this goes to {person}", safe(greeted)),
        Problem::OtherName { contact } if contact == &excerpt => format!("{excerpt} is another contact of yours"),
        Problem::OtherName { contact } => format!("{excerpt} belongs to another contact of yours, {}", safe(contact)),
        Problem::NothingPersonal { is_repeated: true } => {
            format!("others got the same text: nothing in it is personal to {person}")
        }
        Problem::NothingPersonal { .. } => format!("nothing in it is personal to {person}, not even the name"),
        Problem::Alike { level, .. } => format!("{}: {}", alike.in_words(), alike_advice(*level)),
        Problem::LinkShortener => format!("{excerpt} hides where it leads: use the full address"),
        Problem::ManyLinks { count } => format!("{count} links in a first message: one is enough"),
        Problem::AllCaps => format!("words in capitals read as shouting: {excerpt}"),
        Problem::ExclamationMarks => format!("several exclamation marks in a row: {excerpt}"),
        Problem::LongFirstMessage { used } => {
            format!(
                "{used} characters is long for a first message: in LinkedIn's own study, those of up to 400 are answered most"
            )
        }
        Problem::NoQuestion => "it asks no question; a question is easy to answer".to_owned(),
    }
}

/// A text for the terminal, with its line breaks and tabs, and a line before it.
pub(crate) fn draft_text(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let shown =
        |c: char| if controls_terminal(c) && c != '\n' && c != '\t' { safe(&c.to_string()) } else { c.to_string() };
    let shown: String = text.trim_end_matches('\n').chars().map(shown).collect();
    format!("\n{shown}\n")
}

fn length<S: Serializer>(length: &Length, serializer: S) -> Result<S::Ok, S::Error> {
    let keys = [("used", length.used), ("limit", length.limit), ("remaining", length.remaining())];
    serializer.collect_map(keys)
}

#[expect(clippy::ref_option, reason = "serde passes a reference to the field")]
fn optional_length<S: Serializer>(length: &Option<Length>, serializer: S) -> Result<S::Ok, S::Error> {
    let keys = |length: &Length| {
        BTreeMap::from([("used", length.used), ("limit", length.limit), ("remaining", length.remaining())])
    };
    length.as_ref().map(keys).serialize(serializer)
}

/// The whole document of `check`.
#[expect(clippy::ref_option, reason = "serde passes a reference to the field")]
fn check<S: Serializer>(recipient: &Option<DraftRecipient>, serializer: S) -> Result<S::Ok, S::Error> {
    recipient.as_ref().map(|recipient| Document::of(&recipient.check)).serialize(serializer)
}
