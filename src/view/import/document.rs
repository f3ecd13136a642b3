//! `import --json`, as the interface has it.

use serde::Serialize;

use super::ImportAnswer;
use crate::archive::FileReport;
use crate::engine::calendar::date_of;
use crate::engine::person::Handle;
use crate::view::counted::Caution;
use crate::view::format::json;

/// The document of an import.
pub(super) fn document(answer: &ImportAnswer<'_>) -> String {
    let (findings, entry) = (answer.findings, answer.entry);
    let (m, i, v) = (findings.messages, findings.inmail, findings.invitations);
    json::document(&Document {
        schema: json::SCHEMA,
        dry_run: answer.dry_run,
        owner: OwnerJson {
            name: findings.owner.name.as_deref(),
            handle: findings.owner.handle.as_ref().map(Handle::as_str),
            known_by: findings.owner.known_by.name(),
        },
        files: findings.files.iter().map(FileJson::from).collect(),
        messages: MessagesJson { sent: m.sent, people: m.people, received: m.received, responses: m.responses },
        inmail: InMailJson { sent: i.sent, answered: i.answered, answered_in_90_days: i.answered_in_90_days },
        invitations: InvitationsJson { sent: v.sent, received: v.received, accepted: v.accepted },
        skipped: answer.reasons().into_iter().map(|(key, count, _)| (key.to_owned(), count.into())).collect(),
        span: SpanJson {
            from: findings.span.map(|(from, _)| json::date(date_of(from, answer.zone))),
            to: findings.span.map(|(_, to)| json::date(date_of(to, answer.zone))),
        },
        invitations_known_from: findings.invitations_known_from.map(json::date),
        suggested_plan: findings.suggestion.as_ref().map(|suggestion| SuggestionJson {
            name: suggestion.plan,
            renews_on: suggestion.renewal_day.number(),
            receipt: &suggestion.description,
            paid_on: json::date(suggestion.paid_on),
        }),
        added: entry.added.len(),
        already_known: entry.already_known,
        matched: entry.matched.len(),
        matches: answer.matched.iter().map(|row| row.id.to_string()).collect(),
        cautions: answer.cautions(),
    })
}

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    dry_run: bool,
    owner: OwnerJson<'a>,
    files: Vec<FileJson<'a>>,
    messages: MessagesJson,
    inmail: InMailJson,
    invitations: InvitationsJson,
    skipped: serde_json::Map<String, serde_json::Value>,
    span: SpanJson,
    invitations_known_from: Option<String>,
    suggested_plan: Option<SuggestionJson<'a>>,
    added: usize,
    already_known: usize,
    matched: usize,
    matches: Vec<String>,
    cautions: Vec<Caution>,
}

#[derive(Serialize)]
struct OwnerJson<'a> {
    name: Option<&'a str>,
    handle: Option<&'a str>,
    known_by: &'a str,
}

#[derive(Serialize)]
struct FileJson<'a> {
    name: &'a str,
    kind: &'a str,
    used: bool,
    reason: Option<&'a str>,
    within: &'a str,
    rows: u64,
}

impl<'a> From<&'a FileReport> for FileJson<'a> {
    fn from(file: &'a FileReport) -> FileJson<'a> {
        FileJson {
            name: &file.name,
            kind: file.kind.name(),
            used: file.used,
            reason: file.reason.as_deref(),
            within: &file.within,
            rows: file.rows,
        }
    }
}

#[derive(Serialize)]
struct MessagesJson {
    sent: u64,
    people: u64,
    received: u64,
    responses: u64,
}

#[derive(Serialize)]
struct InMailJson {
    sent: u64,
    answered: u64,
    answered_in_90_days: u64,
}

#[derive(Serialize)]
struct InvitationsJson {
    sent: u64,
    received: u64,
    accepted: u64,
}

#[derive(Serialize)]
struct SpanJson {
    from: Option<String>,
    to: Option<String>,
}

#[derive(Serialize)]
struct SuggestionJson<'a> {
    name: &'a str,
    renews_on: u32,
    receipt: &'a str,
    paid_on: String,
}
