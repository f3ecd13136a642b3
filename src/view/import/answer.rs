//! LinkedIn's data export: what was found in it, and what was added.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::{Serialize, Serializer};

use crate::archive::{
    FileKind, FileReport, Findings, ImportDiff, InMailCounts, InvitationCounts, MessageCounts, Owner, PlanSuggestion,
    Skipped,
};
use crate::engine::calendar::date_of;
use crate::engine::record::RecordId;
use crate::settings::ClockFormat;
use crate::view::caution::Caution;
use crate::view::format::{LocalInstant, day, moment, plural, safe};
use crate::view::terminal::{OutputStyle, Show, Tone};

/// The answer to `import`.
#[derive(Debug, Serialize)]
pub(crate) struct ImportAnswer<'a> {
    dry_run: bool,
    owner: &'a Owner,
    files: &'a [FileReport],
    messages: MessageCounts,
    inmail: InMailCounts,
    invitations: InvitationCounts,
    #[serde(serialize_with = "skipped_by_reason")]
    skipped: Skipped,
    span: Span,
    invitations_known_from: Option<NaiveDate>,
    suggested_plan: Option<&'a PlanSuggestion>,
    /// The date from which a plan would count every InMail, if the ledger's first plan starts later.
    suggested_from: Option<NaiveDate>,
    added: usize,
    already_known: usize,
    matched: usize,
    #[serde(serialize_with = "ids")]
    matches: Vec<MatchedRow>,
    cautions: Vec<Caution>,
    /// The number of invitations that only the ledger has, and that turn out to be accepted.
    #[serde(skip)]
    settled: usize,
    /// The number of earlier records that are taken back, because they are notes of invitations.
    #[serde(skip)]
    notes: usize,
    /// The number of earlier InMails that become messages, because they went to connections.
    #[serde(skip)]
    corrected: usize,
}

/// The first and the last date of the rows used.
#[derive(Debug, Serialize)]
struct Span {
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
}

/// A record logged by hand that the archive has too.
#[derive(Debug)]
pub(crate) struct MatchedRow {
    pub(crate) id: RecordId,
    /// What was recorded, safe to show.
    pub(crate) subject: String,
    /// When it happened, according to the archive.
    pub(crate) at: LocalInstant,
}

/// The most matches to list.
const MOST_MATCHES: usize = 20;

impl<'a> ImportAnswer<'a> {
    /// The answer for the findings and their difference from the ledger, with the records logged by hand that match.
    pub(crate) fn new(
        findings: &'a Findings,
        diff: &ImportDiff,
        (matches, first_inmail): (Vec<MatchedRow>, Option<NaiveDate>),
        dry_run: bool,
        zone: Tz,
    ) -> ImportAnswer<'a> {
        let span = findings.span.map(|(from, to)| (date_of(from, zone), date_of(to, zone)));
        ImportAnswer {
            dry_run,
            owner: &findings.owner,
            files: &findings.files,
            messages: findings.messages,
            inmail: findings.inmail,
            invitations: findings.invitations,
            skipped: findings.skipped,
            span: Span { from: span.map(|(from, _)| from), to: span.map(|(_, to)| to) },
            invitations_known_from: findings.invitations_known_from,
            suggested_plan: findings.suggestion.as_ref(),
            suggested_from: first_inmail,
            added: diff.record_count(),
            already_known: diff.already_known,
            matched: diff.matched.len(),
            matches,
            cautions: cautions(findings, diff),
            settled: diff.settled.len(),
            notes: diff.note_records.len(),
            corrected: diff.misread_inmails.len(),
        }
    }

    fn files_in_words(&self) -> String {
        let (used, ignored): (Vec<_>, Vec<_>) = self.files.iter().partition(|file| file.used);
        let used = used.iter().map(|file| format!("  {}, {}\n", path(file), plural(file.rows, "row", "rows")));
        let used: String = used.collect();
        let (others, listed): (Vec<_>, Vec<_>) = ignored.into_iter().partition(|file| file.kind == FileKind::Other);
        let reason = |file: &FileReport| file.reason.as_deref().map(safe).unwrap_or_default();
        let listed: String = listed.iter().map(|file| format!("  {}: {}\n", path(file), reason(file))).collect();
        let others = match others.len() as u64 {
            0 => String::new(),
            count => format!("  {} not about messages, invitations or connections\n", plural(count, "file", "files")),
        };
        let ignored = format!("{listed}{others}");
        let ignored = if ignored.is_empty() { ignored } else { format!("ignored:\n{ignored}") };
        format!("used:\n{used}{ignored}")
    }

    fn owner_in_words(&self) -> String {
        let handle = self.owner.handle.as_ref().map(ToString::to_string);
        let who = match (&self.owner.name, handle) {
            (Some(name), Some(handle)) => format!("{name} ({handle})"),
            (Some(name), None) => name.clone(),
            (None, Some(handle)) => handle,
            (None, None) => return String::new(),
        };
        format!("your profile: {}, {}\n", safe(&who), self.owner.known_by)
    }

    fn figures_in_words(&self) -> String {
        let (m, i, v) = (self.messages, self.inmail, self.invitations);
        let span = self.span.from.zip(self.span.to).map(|(from, to)| format!(", {} to {}", day(from), day(to)));
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

    fn skipped_in_words(&self) -> String {
        let lines = reasons(&self.skipped).into_iter().filter(|(_, count, _)| *count > 0);
        let lines: String = lines.map(|(_, count, why)| format!("  {count} {why}\n")).collect();
        if lines.is_empty() { "no rows were skipped\n".to_owned() } else { format!("skipped rows:\n{lines}") }
    }

    fn cautions_in_words(&self) -> String {
        let lines: String = self.cautions.iter().map(|caution| format!("  {}\n", safe(caution.message()))).collect();
        if lines.is_empty() { lines } else { format!("warnings:\n{lines}") }
    }

    /// What was added, taken back, corrected and matched.
    fn changes_in_words(&self, style: OutputStyle) -> String {
        let added = plural(self.added as u64, "record", "records");
        let head = if self.dry_run { format!("would import: {added}") } else { format!("imported: {added}") };
        let mut text = style.paint(Tone::Strong, &head) + "\n";
        text += &format!("already recorded: {}\n", self.already_known);
        if self.settled > 0 {
            let invitations = plural(self.settled as u64, "pending invitation", "pending invitations");
            text += &format!("accepted, according to Connections.csv: {invitations}\n");
        }
        if self.notes > 0 {
            let records = plural(self.notes as u64, "earlier record", "earlier records");
            text += &format!("undone: {records} that are invitation notes\n");
        }
        if self.corrected > 0 {
            let records = plural(self.corrected as u64, "earlier InMail", "earlier InMails");
            text += &format!("corrected: {records}, which are messages to connections\n");
        }
        text + &self.matches_in_words(style.clock)
    }

    fn matches_in_words(&self, clock: ClockFormat) -> String {
        let line = |row: &MatchedRow| {
            format!("  {} (id {}) is the same as the one of {}\n", row.subject, row.id, moment(row.at, clock))
        };
        let lines: String = self.matches.iter().take(MOST_MATCHES).map(line).collect();
        let more = match self.matches.len().saturating_sub(MOST_MATCHES) {
            0 => String::new(),
            more => format!("  and {more} more\n"),
        };
        format!("matched with what you logged: {}\n{lines}{more}", self.matches.len())
    }

    /// The plan to set: that of a receipt, from the date of the earliest InMail if the ledger's first plan starts later.
    fn plan_step(&self) -> String {
        let from = self.suggested_from.map(|from| format!(" --from {from}")).unwrap_or_default();
        let why = self.suggested_from.map(|from| {
            format!("  (your earliest InMail is from {}; earlier credits roll over into the balance)\n", day(from))
        });
        let why = why.unwrap_or_default();
        match self.suggested_plan {
            Some(suggestion) => format!(
                "next: inquota plan set {} --renews-on {}{from}\n  (a receipt of {} says \"{}\"; check that it is right)\n{why}",
                suggestion.plan,
                suggestion.renewal_day.number(),
                day(suggestion.paid_on),
                safe(&suggestion.description)
            ),
            None if self.suggested_from.is_some() => format!("next: inquota plan set NAME{from}\n{why}"),
            None => String::new(),
        }
    }

    /// What to do next.
    fn next_steps(&self) -> String {
        let plan = self.plan_step();
        let last = match (self.dry_run, self.added) {
            (true, _) => "nothing was written; to import, run it again without --dry-run\n",
            (false, 0) => "",
            (false, _) => "to undo the whole import: inquota undo\n",
        };
        format!(
            "{plan}next: inquota credits set N\n  (the number that LinkedIn shows; the export does not contain it)\n{last}"
        )
    }
}

impl Show for ImportAnswer<'_> {
    fn text(&self, style: OutputStyle) -> String {
        let parts = [
            self.files_in_words(),
            self.owner_in_words(),
            self.figures_in_words(),
            self.skipped_in_words(),
            self.cautions_in_words(),
            self.changes_in_words(style) + &self.next_steps(),
        ];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
    }
}

fn cautions(findings: &Findings, diff: &ImportDiff) -> Vec<Caution> {
    let found = findings.cautions.iter().map(|caution| Caution::new(caution.code(), caution.to_string()));
    let ahead = (diff.future_events > 0).then(|| {
        let events = plural(diff.future_events as u64, "event", "events");
        Caution::new("in_future", format!("left out: {events} in the future"))
    });
    found.chain(ahead).collect()
}

/// Why rows were skipped: the key in JSON, the number of rows, and the reason in words.
fn reasons(skipped: &Skipped) -> [(&'static str, u64, &'static str); 7] {
    [
        ("draft", skipped.draft, "never sent (drafts)"),
        ("sponsored", skipped.sponsored, "from advertisers"),
        ("no_participants", skipped.no_participants, "without sender or recipient (closed accounts)"),
        ("invitation_note", skipped.invitation_note, "as the note of an invitation, which counts as the invitation"),
        ("duplicate", skipped.duplicate, "as a duplicate"),
        ("bad_date", skipped.bad_date, "with an unreadable date"),
        ("malformed", skipped.malformed, "with more or fewer fields than the header"),
    ]
}

fn skipped_by_reason<S: Serializer>(skipped: &Skipped, serializer: S) -> Result<S::Ok, S::Error> {
    let counts: BTreeMap<_, _> = reasons(skipped).into_iter().map(|(key, count, _)| (key, count)).collect();
    counts.serialize(serializer)
}

pub(super) fn ids<S: Serializer>(matches: &[MatchedRow], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(matches.iter().map(|row| row.id.to_string()))
}

/// The name of a file, after the archive that contains it.
fn path(file: &FileReport) -> String {
    let within = if file.within.is_empty() { String::new() } else { format!("{}: ", file.within) };
    safe(&format!("{within}{}", file.name))
}
