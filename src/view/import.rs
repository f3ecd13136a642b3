//! What came in from LinkedIn's data export, and what did not.

mod document;

use chrono_tz::Tz;
use serde::Serialize;

use super::counted::Caution;
use super::json;
use super::screen::{Look, Show, Tone};
use super::text::{day, moment, plural, safe};
use crate::archive::{FileReport, Findings, ImportDiff};
use crate::engine::calendar::{Instant, date_of};
use crate::engine::record::RecordId;

/// A record logged by hand that is in the archive too.
#[derive(Debug)]
pub(crate) struct MatchedRow {
    pub(crate) id: RecordId,
    /// What it is, made safe.
    pub(crate) subject: String,
    /// When it happened, by the archive.
    pub(crate) at: Instant,
}

/// The answer to `import`.
#[derive(Debug)]
pub(crate) struct ImportAnswer<'a> {
    pub(crate) findings: &'a Findings,
    pub(crate) entry: &'a ImportDiff,
    pub(crate) matched: Vec<MatchedRow>,
    pub(crate) dry_run: bool,
    pub(crate) zone: Tz,
}

impl Show for ImportAnswer<'_> {
    fn text(&self, look: Look) -> String {
        let found = [self.files(), self.owner(), self.figures(), self.skipped(), self.unknown()];
        let parts = found.into_iter().chain([self.became(look) + &self.next()]).filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join("\n")
    }

    fn json(&self) -> String {
        document::document(self)
    }
}

impl ImportAnswer<'_> {
    fn files(&self) -> String {
        let (used, ignored): (Vec<_>, Vec<_>) = self.findings.files.iter().partition(|file| file.used);
        let used = used.iter().map(|file| format!("  {}, {}\n", named(file), plural(file.rows, "row", "rows")));
        let used: String = used.collect();
        let (told, others): (Vec<_>, Vec<_>) =
            ignored.into_iter().partition(|file| file.kind != crate::archive::FileKind::Other);
        let told = told.iter().map(|file| format!("  {}: {}\n", named(file), reason(file)));
        let told: String = told.collect();
        let others = match others.len() {
            0 => String::new(),
            count => {
                format!("  {} not about messages, invitations or connections\n", plural(count as u64, "file", "files"))
            }
        };
        let ignored = format!("{told}{others}");
        let ignored = if ignored.is_empty() { ignored } else { format!("ignored:\n{ignored}") };
        format!("used:\n{used}{ignored}")
    }

    fn owner(&self) -> String {
        let owner = &self.findings.owner;
        let handle = owner.handle.as_ref().map(ToString::to_string);
        let called = owner.name.clone().or_else(|| handle.clone()).unwrap_or_default();
        let handle = handle.filter(|_| owner.name.is_some()).map(|handle| format!(" ({handle})")).unwrap_or_default();
        format!("yours: {}, known by {}\n", safe(&format!("{called}{handle}")), owner.known_by)
    }

    fn figures(&self) -> String {
        let (m, i, v) = (self.findings.messages, self.findings.inmail, self.findings.invitations);
        let span = self
            .findings
            .span
            .map(|(from, to)| format!(", {} to {}", day(date_of(from, self.zone)), day(date_of(to, self.zone))));
        format!(
            "found{}:\n  {} sent to {}, {} received, {} answered\n  {} sent, {} answered, {} within 90 days\n  {} sent, {} accepted, {} received\n",
            span.unwrap_or_default(),
            plural(m.sent, "message", "messages"),
            plural(m.people, "person", "people"),
            m.received,
            plural(m.responses, "conversation", "conversations"),
            plural(i.sent, "InMail", "InMails"),
            i.answered,
            i.answered_in_90_days,
            plural(v.sent, "invitation", "invitations"),
            v.accepted,
            v.received,
        )
    }

    fn skipped(&self) -> String {
        let lines = self.reasons().into_iter().filter(|(_, count, _)| *count > 0);
        let lines: String = lines.map(|(_, count, why)| format!("  {count} {why}\n")).collect();
        if lines.is_empty() { "no row was skipped\n".to_owned() } else { format!("rows skipped:\n{lines}") }
    }

    /// Reasons for skipping, with their counts, for programs and for people.
    fn reasons(&self) -> [(&'static str, u64, &'static str); 7] {
        let skipped = self.findings.skipped;
        [
            ("draft", skipped.draft, "never sent (drafts)"),
            ("sponsored", skipped.sponsored, "in threads of advertisers"),
            ("no_participants", skipped.no_participants, "from nobody to nobody (left, removed)"),
            ("invitation_note", skipped.invitation_note, "the note of an invitation, which counts as the invitation"),
            ("duplicate", skipped.duplicate, "the same row once more"),
            ("bad_date", skipped.bad_date, "with a date that cannot be read"),
            ("malformed", skipped.malformed, "with another number of fields than the header"),
        ]
    }

    fn unknown(&self) -> String {
        let lines: String = self.cautions().iter().map(|caution| format!("  {}\n", safe(caution.message()))).collect();
        if lines.is_empty() { String::new() } else { format!("to mind:\n{lines}") }
    }

    fn cautions(&self) -> Vec<Caution> {
        let mut cautions: Vec<Caution> =
            self.findings.cautions.iter().map(|caution| Caution::new(caution.code(), caution.to_string())).collect();
        if self.entry.future_events > 0 {
            let events = plural(self.entry.future_events as u64, "event lies", "events lie");
            cautions.push(Caution::new("in_future", format!("{events} in the future, and stay out")));
        }
        cautions
    }

    fn became(&self, look: Look) -> String {
        let entry = self.entry;
        let added = plural(entry.added.len() as u64, "record", "records");
        let head = if self.dry_run { format!("would come in: {added}") } else { format!("came in: {added}") };
        let mut text = look.paint(Tone::Strong, &head) + "\n";
        text += &format!("known already: {}\n", entry.already_known);
        if !entry.note_records.is_empty() {
            let records = plural(entry.note_records.len() as u64, "earlier record", "earlier records");
            text += &format!("taken back: {records}, the notes of invitations\n");
        }
        if !entry.misread_inmails.is_empty() {
            let records = plural(entry.misread_inmails.len() as u64, "earlier InMail", "earlier InMails");
            text += &format!("corrected: {records}, in truth messages to connections\n");
        }
        text += &format!("matched with what you logged: {}\n", self.matched.len());
        for row in self.matched.iter().take(SHOWN) {
            text += &format!("  {} (id {}) is the one of {}\n", row.subject, row.id, moment(row.at, self.zone));
        }
        if self.matched.len() > SHOWN {
            text += &format!("  and {} more\n", self.matched.len() - SHOWN);
        }
        text
    }

    /// What to do next.
    fn next(&self) -> String {
        let plan = self.findings.suggestion.as_ref().map(|suggestion| {
            format!(
                "next: inquota plan set {} --renews-on {}\n  (a receipt of {} says \"{}\"; only you know)\n",
                suggestion.plan,
                suggestion.renewal_day.number(),
                day(suggestion.paid_on),
                safe(&suggestion.description)
            )
        });
        let last = match (self.dry_run, self.entry.added.is_empty()) {
            (true, _) => "nothing was written; leave --dry-run out to take it in\n",
            (false, true) => "",
            (false, false) => "undo takes the whole import back\n",
        };
        format!(
            "{}next: inquota credits set N\n  (the number that LinkedIn shows; no export states it)\n{last}",
            plan.unwrap_or_default()
        )
    }
}

/// How many matches are told one by one.
const SHOWN: usize = 20;

fn named(file: &FileReport) -> String {
    let within = if file.within.is_empty() { String::new() } else { format!("{}: ", file.within) };
    safe(&format!("{within}{}", file.name))
}

fn reason(file: &FileReport) -> String {
    file.reason.as_deref().map(safe).unwrap_or_default()
}

/// A ledger was put back.
#[derive(Debug)]
pub(crate) struct RestoreAnswer {
    pub(crate) records: usize,
    pub(crate) dry_run: bool,
}

impl Show for RestoreAnswer {
    fn text(&self, _look: Look) -> String {
        let records = plural(self.records as u64, "record", "records");
        if self.dry_run {
            format!("would put back: {records}\nnothing was written\n")
        } else {
            format!("put back: {records}\n")
        }
    }

    fn json(&self) -> String {
        #[derive(Serialize)]
        struct Document {
            schema: u32,
            dry_run: bool,
            added: usize,
        }
        json::document(&Document { schema: json::SCHEMA, dry_run: self.dry_run, added: self.records })
    }
}
