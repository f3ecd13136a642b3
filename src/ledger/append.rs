//! Appending records, and rewriting the file where that is needed.
//!
//! New lines are written over the slack. A file that is not there yet is created. The file is rewritten, after a backup,
//! where no backup was made today; where the lines do not fit into the slack, or into one page of it; where the file has
//! a second hard link; where another program laid it out; and where it is of an older version.

use std::borrow::{Borrow, Cow};
use std::path::Path;

use chrono_tz::Tz;

use super::document::{self, Continued, Header, Slack};
use super::error::LedgerError;
use super::identity::FileIdentity;
use super::json::on_one_line;
use super::locked::{Known, LockedLedger, Text};
use super::overwrite::{self, Append, Patch};
use super::{backup, commit_offset, file, line};
use crate::engine::bounds::LARGEST_ID;
use crate::engine::calendar::Instant;
use crate::engine::contact_book::ContactBook;
use crate::engine::record::Record;

/// The lines of new records.
struct NewLines<'a> {
    lines: Vec<Cow<'a, str>>,
    now: Instant,
    /// The account's zone.
    zone: Tz,
}

impl LockedLedger {
    /// Appends records: creates the file at `now` and in `zone` if there is none. When this returns, the records are
    /// on the disk. `book` has everybody that they name.
    ///
    /// Returns the identity of the file now, where the file is laid out by this program and still begins with what it
    /// held before.
    ///
    /// # Errors
    ///
    /// When the file cannot be written; it is then as it was, or is recovered by the next command.
    pub fn append(
        mut self,
        records: impl IntoIterator<Item: Borrow<Record>>,
        book: &ContactBook,
        now: Instant,
        zone: Tz,
    ) -> Result<Option<FileIdentity>, LedgerError> {
        let mut lines = Vec::new();
        // Records that are given by value are dropped one by one: an import has hundreds of thousands of them.
        for record in records {
            let record = record.borrow();
            if record.id.0 > LARGEST_ID {
                return Err(LedgerError::Full(self.path().to_owned()));
            }
            lines.push(Cow::Owned(line::write(record, book)));
        }
        let new = NewLines { lines, now, zone };
        if let Known::File(identity, Some(slack)) = &self.known {
            let keeps_prefix =
                overwrite_slack(self.path(), identity, *slack, &new)? || self.continue_with(*slack, &new)?;
            return Ok(if keeps_prefix { file::bump_mtime(self.path(), new.salt()) } else { None });
        }
        self.keep_text()?;
        self.append_to_text(&new).map(|()| None)
    }

    /// Moves the account to another zone, in which every figure is then counted (rules 1.4).
    ///
    /// # Errors
    ///
    /// When the file cannot be read or written; it is then as it was.
    pub fn set_zone(mut self, zone: Tz, now: Instant) -> Result<(), LedgerError> {
        self.keep_text()?;
        let new = NewLines { lines: Vec::new(), now, zone };
        match &self.known {
            Known::Text(_, text) => self.rewrite(text, &text.header.in_zone(zone), &new),
            _ => self.create(&new),
        }
    }

    /// Rewrites the file with new lines after its records. It is known where these end, so they are not parsed again.
    /// Returns whether the file still begins with the same bytes.
    fn continue_with(&self, slack: Slack, new: &NewLines<'_>) -> Result<bool, LedgerError> {
        let changed = || LedgerError::Changed(self.path().to_owned());
        let (bytes, _) = file::read(self.path())?.ok_or_else(changed)?;
        let Continued { document, keeps_prefix } = document::continued(bytes, slack, &new.lines).ok_or_else(changed)?;
        self.replace(&document, new.now, new.zone, false)?;
        Ok(keeps_prefix)
    }

    fn append_to_text(&self, new: &NewLines<'_>) -> Result<(), LedgerError> {
        let Known::Text(identity, text) = &self.known else { return self.create(new) };
        // A document of an older version is another one than the file.
        let is_the_file = text.bytes.len() as u64 == identity.length();
        let slack = document::slack(&text.bytes).filter(|_| is_the_file);
        match slack {
            Some(slack) if overwrite_slack(self.path(), identity, slack, new)? => Ok(()),
            _ => self.rewrite(text, &text.header, new),
        }
    }

    fn create(&self, new: &NewLines<'_>) -> Result<(), LedgerError> {
        file::refuse_read_only(self.path())?;
        file::replace(self.path(), None, &document::render(&Header::new(new.now, new.zone), &new.lines))
    }

    /// Rewrites the file, with every record as it is and the new ones.
    fn rewrite(&self, text: &Text, header: &Header, new: &NewLines<'_>) -> Result<(), LedgerError> {
        let unreadable = |_| LedgerError::NotAFile(self.path().to_owned());
        let document = document::parse(&text.bytes).map_err(unreadable)?;
        let mut lines: Vec<Cow<'_, str>> = document.records.iter().map(|raw| on_one_line(raw.get())).collect();
        lines.extend(new.lines.iter().cloned());
        self.replace(&document::render(header, &lines), new.now, header.zone, false).map(drop)
    }
}

impl NewLines<'_> {
    /// The bytes to write over the slack.
    fn text(&self, is_first: bool) -> Vec<u8> {
        let mut text = Vec::new();
        for line in &self.lines {
            text.extend_from_slice(if is_first && text.is_empty() { b"\n" } else { b",\n" });
            text.extend_from_slice(line.as_bytes());
        }
        text.push(b'\n');
        text
    }

    /// A number that differs from one append to the next.
    fn salt(&self) -> u32 {
        self.lines.last().map_or(0, |line| crc32fast::hash(line.as_bytes()))
    }
}

/// Writes new lines over the slack. First the commit offset is set to where the records end now, so that an interrupted
/// append can be told from a file that was cut. Returns false, and writes nothing, when the file has to be rewritten.
fn overwrite_slack(path: &Path, read: &FileIdentity, slack: Slack, new: &NewLines<'_>) -> Result<bool, LedgerError> {
    let text = new.text(slack.is_first);
    let is_due = || backup::is_due(path, new.now, new.zone);
    let spaces = slack.spaces_before(text.len()).filter(|_| file::has_one_link(path) && !is_due());
    let Some(spaces) = spaces else { return Ok(false) };
    file::refuse_read_only(path)?;
    let offset = commit_offset::value(slack.end);
    let append = Append {
        commit_offset: Patch { offset: slack.commit_offset_at, bytes: offset.as_bytes() },
        spaces: Patch { offset: slack.end, bytes: &vec![b' '; spaces] },
        records: Patch { offset: slack.end + spaces, bytes: &text },
        is_step: new.lines.len() > 1,
    };
    overwrite::append(path, read, &append).map(|()| true)
}
