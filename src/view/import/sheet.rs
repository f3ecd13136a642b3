//! A sheet of one's own: what was found in it, and what was added.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use super::answer::MatchedRow;
use crate::archive::Skipped;
use crate::view::caution::Caution;
use crate::view::format::{day, plural, safe};
use crate::view::terminal::{OutputStyle, Show, Tone};

/// The answer to `import` of sheets.
#[derive(Debug, Default, Serialize)]
pub(crate) struct SheetAnswer {
    pub(crate) dry_run: bool,
    /// Nobody in particular: a sheet is of whoever kept it.
    pub(crate) owner: Option<()>,
    pub(crate) files: Vec<SheetFile>,
    pub(crate) messages: SheetMessages,
    pub(crate) inmail: SheetSent,
    pub(crate) invitations: SheetInvitations,
    pub(crate) skipped: SheetSkipped,
    pub(crate) span: SheetSpan,
    pub(crate) added: usize,
    pub(crate) already_known: usize,
    pub(crate) matched: usize,
    #[serde(serialize_with = "super::answer::ids")]
    pub(crate) matches: Vec<MatchedRow>,
    pub(crate) new_people: usize,
    pub(crate) refused: Vec<RefusedLine>,
    pub(crate) cautions: Vec<Caution>,
}

/// A sheet.
#[derive(Debug, Serialize)]
pub(crate) struct SheetFile {
    pub(crate) name: String,
    pub(crate) kind: &'static str,
    pub(crate) used: bool,
    pub(crate) reason: Option<String>,
    pub(crate) rows: usize,
}

/// Counts of messages, InMails included.
#[derive(Debug, Default, Serialize)]
pub(crate) struct SheetMessages {
    pub(crate) sent: usize,
    pub(crate) people: usize,
    pub(crate) received: usize,
    pub(crate) responses: usize,
}

/// Counts of InMails: sent, and those that a later row answers.
#[derive(Debug, Default, Serialize)]
pub(crate) struct SheetSent {
    pub(crate) sent: usize,
    pub(crate) answered: usize,
    pub(crate) answered_in_90_days: usize,
}

/// Counts of invitations.
#[derive(Debug, Default, Serialize)]
pub(crate) struct SheetInvitations {
    pub(crate) sent: usize,
    /// A sheet holds none.
    pub(crate) received: usize,
    pub(crate) accepted: usize,
}

/// The rows that stay out, by reason.
#[derive(Debug, Default, Serialize)]
pub(crate) struct SheetSkipped {
    /// The reasons of an archive, which a sheet does not have.
    #[serde(flatten)]
    pub(crate) of_archives: Skipped,
    pub(crate) taken_back: u64,
    pub(crate) other_kinds: BTreeMap<String, u64>,
    pub(crate) refused: usize,
}

/// The first and the last date.
#[derive(Debug, Default, Serialize)]
pub(crate) struct SheetSpan {
    pub(crate) from: Option<NaiveDate>,
    pub(crate) to: Option<NaiveDate>,
}

/// A row that was left out.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RefusedLine {
    pub(crate) file: String,
    pub(crate) line: u64,
    pub(crate) reason: String,
}

/// The most refused rows to list.
const MOST_REFUSED: usize = 10;

/// The first refused rows in words, safe to show.
pub(crate) fn refused_in_words(rows: &[RefusedLine]) -> Vec<String> {
    let line = |row: &RefusedLine| safe(&format!("{}, line {}: {}", row.file, row.line, row.reason));
    let mut lines: Vec<String> = rows.iter().take(MOST_REFUSED).map(line).collect();
    if let Some(more) = rows.len().checked_sub(MOST_REFUSED).filter(|more| *more > 0) {
        lines.push(format!("and {more} more"));
    }
    lines
}

impl SheetAnswer {
    fn figures_in_words(&self) -> String {
        let files: String =
            self.files.iter().map(|file| format!("  {}, {}\n", safe(&file.name), rows(file.rows))).collect();
        let span = self.span.from.zip(self.span.to).map(|(from, to)| format!(", {} to {}", day(from), day(to)));
        let (m, v) = (&self.messages, &self.invitations);
        format!(
            "used:\n{files}\nfound{}:\n  {} sent to {}, {} of them {}\n  {} from {}\n  {} sent, {} accepted\n",
            span.unwrap_or_default(),
            plural(m.sent as u64, "message", "messages"),
            plural(m.people as u64, "person", "people"),
            self.inmail.sent,
            if self.inmail.sent == 1 { "an InMail" } else { "InMails" },
            plural(m.received as u64, "response", "responses"),
            plural(m.responses as u64, "person", "people"),
            plural(v.sent as u64, "invitation", "invitations"),
            v.accepted,
        )
    }

    fn skipped_in_words(&self) -> String {
        let mut text = String::new();
        if self.skipped.taken_back > 0 {
            text += &format!("  {} undone in the original ledger\n", self.skipped.taken_back);
        }
        for (kind, count) in &self.skipped.other_kinds {
            text += &format!("  {count} of the kind {}\n", safe(kind));
        }
        text.extend(refused_in_words(&self.refused).iter().map(|line| format!("  {line}\n")));
        if text.is_empty() { text } else { format!("skipped rows:\n{text}\n") }
    }
}

fn rows(count: usize) -> String {
    plural(count as u64, "row", "rows")
}

impl Show for SheetAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let cautions: String = self.cautions.iter().map(|caution| format!("  {}\n", safe(caution.message()))).collect();
        let cautions = if cautions.is_empty() { cautions } else { format!("warnings:\n{cautions}\n") };
        let added = plural(self.added as u64, "record", "records");
        let head = if self.dry_run { format!("would import: {added}") } else { format!("imported: {added}") };
        let people = plural(self.new_people as u64, "new person", "new people");
        let last = match (self.dry_run, self.added) {
            (true, _) => "nothing was written; to import, run it again without --dry-run\n",
            (false, 0) => "",
            (false, _) => "to undo the whole import: inquota undo\n",
        };
        format!(
            "{}\n{}{cautions}{}\nalready recorded: {}\nmatched with earlier records: {}\n{people}\n{last}",
            self.figures_in_words(),
            self.skipped_in_words(),
            style.paint(Tone::Strong, &head),
            self.already_known,
            self.matched,
        )
    }
}
