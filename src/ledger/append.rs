//! Appends records, and rewrites the file where that is needed.
//!
//! New lines are normally written over the slack. The file is created if it does not exist. It is rewritten, after a
//! backup, if any of the following holds:
//!
//! * No backup was made today.
//! * The lines do not fit into the slack, or not into one page.
//! * The file has a second hard link.
//! * Another program wrote the file.
//! * The file has an older version of the format.

use std::borrow::{Borrow, Cow};
use std::path::Path;

use chrono_tz::Tz;

use super::document::{self, Continued, Header, Slack};
use super::error::LedgerError;
use super::identity::FileIdentity;
use super::json::on_one_line;
use super::line::LONGEST_LINE;
use super::locked::{FileState, LockedLedger, Text};
use super::overwrite::{self, Append, Patch};
use super::{backup, commit_offset, file, line};
use crate::engine::bounds::LARGEST_ID;
use crate::engine::calendar::Instant;
use crate::engine::contact_book::ContactBook;
use crate::engine::record::Record;

/// Records as lines of the file.
#[derive(Debug)]
pub(crate) struct WrittenRecords {
    lines: Vec<String>,
    has_too_large_id: bool,
}

impl WrittenRecords {
    /// Writes records whose people are all in `book`. Records that are given by value are dropped one by one: an import
    /// has hundreds of thousands of them.
    pub(crate) fn of(records: impl IntoIterator<Item: Borrow<Record>>, book: &ContactBook) -> WrittenRecords {
        let mut written = WrittenRecords { lines: Vec::new(), has_too_large_id: false };
        for record in records {
            let record = record.borrow();
            written.has_too_large_id |= record.id.0 > LARGEST_ID;
            written.lines.push(line::write(record, book));
        }
        written
    }

    /// Fails if the file could not be read again with these records.
    fn refuse_unreadable(&self, path: &Path) -> Result<(), LedgerError> {
        if self.has_too_large_id {
            return Err(LedgerError::Full(path.to_owned()));
        }
        if self.lines.iter().any(|line| line.len() > LONGEST_LINE) {
            let (what, remedy) = ("a record would be longer than 1 MiB", "import fewer archives at a time");
            return Err(LedgerError::NoRoom { path: path.to_owned(), what, remedy });
        }
        Ok(())
    }
}

/// The lines of new records.
struct NewLines<'a> {
    lines: Vec<Cow<'a, str>>,
    now: Instant,
    /// The account's zone.
    zone: Tz,
}

impl LockedLedger {
    /// Appends records. If there is no file, creates one, with `now` and `zone` as those of the account. When this
    /// returns, the records are on the disk. `book` contains all people in the records.
    ///
    /// Returns the new identity of the file if this program wrote it and it still begins with its previous records.
    ///
    /// # Errors
    ///
    /// When the file cannot be written. [`LedgerError::effect`] says whether it has changed.
    pub fn append(
        self,
        records: impl IntoIterator<Item: Borrow<Record>>,
        book: &ContactBook,
        now: Instant,
        zone: Tz,
    ) -> Result<Option<FileIdentity>, LedgerError> {
        let records = WrittenRecords::of(records, book);
        self.append_written(records, now, zone)
    }

    /// As [`append`](LockedLedger::append), for a caller who needs the contact book no longer: when the file has to be
    /// rewritten, the text of a large ledger is then the only thing in memory.
    pub(crate) fn append_written(
        mut self,
        records: WrittenRecords,
        now: Instant,
        zone: Tz,
    ) -> Result<Option<FileIdentity>, LedgerError> {
        records.refuse_unreadable(self.path())?;
        let new = NewLines { lines: records.lines.into_iter().map(Cow::Owned).collect(), now, zone };
        self.append_lines(&new).map_err(|error| self.explain(error))
    }

    fn append_lines(&mut self, new: &NewLines<'_>) -> Result<Option<FileIdentity>, LedgerError> {
        if let FileState::Read(identity, Some(slack)) = &self.state {
            let keeps_prefix = self.overwrite_slack(identity, *slack, new)? || self.rewrite_unparsed(*slack, new)?;
            return Ok(if keeps_prefix { file::bump_mtime(self.path(), new.distinct_number()) } else { None });
        }
        self.load_text()?;
        self.append_to_text(new).map(|()| None)
    }

    /// Sets the zone of the account. From then on, every figure is counted in this zone (rules 1.4).
    ///
    /// # Errors
    ///
    /// When the file cannot be read or written. [`LedgerError::effect`] says whether it has changed.
    pub fn set_zone(mut self, zone: Tz, now: Instant) -> Result<(), LedgerError> {
        let new = NewLines { lines: Vec::new(), now, zone };
        self.rewrite_in_zone(zone, &new).map_err(|error| self.explain(error))
    }

    fn rewrite_in_zone(&mut self, zone: Tz, new: &NewLines<'_>) -> Result<(), LedgerError> {
        self.load_text()?;
        match &self.state {
            FileState::ReadWithText(_, text) => self.rewrite(text, &text.header.in_zone(zone), new),
            _ => self.create(new),
        }
    }

    /// Rewrites the file with new lines after its records. Does not parse the records again, because `slack` says where
    /// they end. Returns whether the file still begins with the same bytes.
    fn rewrite_unparsed(&self, slack: Slack, new: &NewLines<'_>) -> Result<bool, LedgerError> {
        let changed = || LedgerError::Changed(self.path().to_owned());
        let (bytes, _) = file::read(self.path())?.ok_or_else(changed)?;
        let Continued { document, keeps_prefix } = document::continued(bytes, slack, &new.lines).ok_or_else(changed)?;
        self.replace(&document, new.now, new.zone, false)?;
        Ok(keeps_prefix)
    }

    fn append_to_text(&self, new: &NewLines<'_>) -> Result<(), LedgerError> {
        let FileState::ReadWithText(identity, text) = &self.state else { return self.create(new) };
        // If the file has an older version, `text` is the migrated document and not the bytes of the file.
        let is_the_file = text.bytes.len() as u64 == identity.length();
        let slack = document::slack(&text.bytes).filter(|_| is_the_file);
        match slack {
            Some(slack) if self.overwrite_slack(identity, slack, new)? => Ok(()),
            _ => self.rewrite(text, &text.header, new),
        }
    }

    /// Writes new lines over the slack. Before that, sets the commit offset to the present end of the records, to
    /// distinguish an interrupted append from a truncated file. Returns false and writes nothing if the file has to be
    /// rewritten.
    fn overwrite_slack(&self, read: &FileIdentity, slack: Slack, new: &NewLines<'_>) -> Result<bool, LedgerError> {
        let path = self.path();
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
        overwrite::append(path, read, &append, || self.begin_write()).map(|()| true)
    }

    fn create(&self, new: &NewLines<'_>) -> Result<(), LedgerError> {
        file::refuse_read_only(self.path())?;
        let document = document::render(&Header::new(new.now, new.zone), &new.lines);
        self.replace_file(None, &document)
    }

    /// Rewrites the file with its records, which stay as they are, and the new ones.
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
    fn distinct_number(&self) -> u32 {
        self.lines.last().map_or(0, |line| crc32fast::hash(line.as_bytes()))
    }
}
