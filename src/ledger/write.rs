//! Writing under the lock: creation, append, and the rewrites, each after a backup.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use chrono_tz::Tz;

use super::document::{self, Header, Slack};
use super::error::LedgerError;
use super::file::Stamp;
use super::glance::{Extent, Glance};
use super::guarded::{Guarded, keep_text};
use super::lock::Guard;
use super::mend::Repair;
use super::overwrite::{self, Append, Patch};
use super::{Contents, backup, crash, file, line, whole};
use crate::engine::calendar::Instant;
use crate::engine::contact_book::ContactBook;
use crate::engine::record::Record;

/// The lock of a ledger, and the file as it stood when the lock was taken.
#[derive(Debug)]
pub(super) struct Held {
    pub(super) path: PathBuf,
    /// What was read, and of which file; `None` when there is none.
    pub(super) file: Option<(Vec<u8>, Stamp)>,
    pub(super) _guard: Guard,
}

impl Held {
    /// The bytes of the file.
    pub(super) fn bytes(&self) -> &[u8] {
        self.file.as_ref().map_or(&[], |(bytes, _)| bytes)
    }

    /// Lays the file out anew with these lines behind the records that reach so far, after a backup of it.
    fn continue_with(
        mut self,
        extent: &Extent,
        lines: &[Cow<'_, str>],
        now: Instant,
        zone: Tz,
    ) -> Result<(), LedgerError> {
        let bytes = self.file.as_mut().map(|(bytes, _)| std::mem::take(bytes)).unwrap_or_default();
        let place = |at: u64| usize::try_from(at).unwrap_or(usize::MAX);
        let number_at = extent.number_at.map(place);
        let document = number_at.and_then(|at| document::continued(bytes, place(extent.covered), at, lines));
        let document = document.ok_or_else(|| LedgerError::Changed(self.path.clone()))?;
        self.rewrite(&document, now, zone, false).map(drop)
    }

    /// Puts another document in the place of the file, after a backup of it, and says its name.
    pub(super) fn rewrite(
        &self,
        document: &[u8],
        now: Instant,
        zone: Tz,
        is_damaged: bool,
    ) -> Result<Option<String>, LedgerError> {
        file::refuse_read_only(&self.path)?;
        let stamp = self.file.as_ref().map(|(_, stamp)| stamp);
        file::is_still(&self.path, stamp)?;
        let kept = match stamp {
            Some(_) => Some(backup::keep(&self.path, now, is_damaged)?),
            None => None,
        };
        let replaced = file::replace(&self.path, stamp, document);
        if let (Err(_), Some(name)) = (&replaced, &kept) {
            // The file is as it was, and needs no second name.
            let _ = std::fs::remove_file(backup::folder(&self.path).join(name));
        }
        replaced?;
        backup::thin(&self.path, zone);
        crash::step("rewrite.thinned");
        Ok(kept)
    }
}

/// A ledger under its lock, read.
#[derive(Debug)]
pub struct Locked {
    found: Found,
    contents: Option<Contents>,
    repair: Option<Repair>,
}

/// What there is to write to.
#[derive(Debug)]
enum Found {
    /// A file laid out by this program, and how far its records reach: its text was not kept.
    Measured(Guarded, Box<Glance>, Box<Extent>),
    /// Any other document, or none.
    Whole(Whole),
}

/// A document that is in memory.
#[derive(Debug)]
struct Whole {
    held: Held,
    /// The document, in the present version.
    bytes: Vec<u8>,
    /// Its opening line; `None` when there is no file yet.
    header: Option<Header>,
}

impl Locked {
    pub(super) fn new(held: Held, bytes: Vec<u8>, found: Option<(Header, Contents)>, repair: Option<Repair>) -> Locked {
        let (header, contents) = found.unzip();
        Locked { found: Found::Whole(Whole { held, bytes, header }), contents, repair }
    }

    pub(super) fn measured(guarded: Guarded, glance: Glance, extent: Extent, contents: Contents) -> Locked {
        let found = Found::Measured(guarded, Box::new(glance), Box::new(extent));
        Locked { found, contents: Some(contents), repair: None }
    }

    fn path(&self) -> &Path {
        match &self.found {
            Found::Measured(guarded, ..) => guarded.path(),
            Found::Whole(whole) => &whole.held.path,
        }
    }

    /// What the file holds; `None` when there is no file yet.
    pub fn contents(&self) -> Option<&Contents> {
        self.contents.as_ref()
    }

    /// The same, given away.
    pub fn take_contents(&mut self) -> Option<Contents> {
        self.contents.take()
    }

    /// What was mended before it could be read.
    pub fn repair(&self) -> Option<&Repair> {
        self.repair.as_ref()
    }

    /// Gives the lock up.
    pub(super) fn into_contents(self) -> (Option<Contents>, Option<Repair>) {
        (self.contents, self.repair)
    }

    /// Records: creates the file at `now` and in `zone` if there is none, else appends. When this returns,
    /// the records last. `book` has everybody that they name.
    ///
    /// # Errors
    ///
    /// When the file cannot be written; it is then as it was, or is mended by the next command.
    pub fn record(self, records: &[Record], book: &ContactBook, now: Instant, zone: Tz) -> Result<(), LedgerError> {
        let lines: Vec<Cow<'_, str>> = records.iter().map(|record| Cow::Owned(line::write(record, book))).collect();
        refuse_full(records, self.path())?;
        match self.found {
            Found::Measured(guarded, glance, extent) => {
                if guarded.append_lines((&glance, &extent), &lines, (now, zone))? {
                    return Ok(());
                }
                guarded.read_again(&glance)?.continue_with(&extent, &lines, now, zone)
            }
            Found::Whole(whole) => whole.record(&lines, now, zone),
        }
    }

    /// Puts another document in place of what there is.
    pub(super) fn put_in_place(self, document: &[u8], zone: Tz, now: Instant) -> Result<(), LedgerError> {
        self.into_whole()?.held.rewrite(document, now, zone, false).map(drop)
    }

    /// Moves the account to another zone. Every figure is read anew in it (rules 1.4).
    ///
    /// # Errors
    ///
    /// When the file cannot be written; it is then as it was.
    pub fn set_zone(self, zone: Tz, now: Instant) -> Result<(), LedgerError> {
        let whole = self.into_whole()?;
        match &whole.header {
            None => whole.create(now, zone, &[]),
            Some(header) => whole.rewrite(&header.in_zone(zone), &[], now),
        }
    }

    /// The document, read now if it was not kept.
    fn into_whole(self) -> Result<Whole, LedgerError> {
        match self.found {
            Found::Whole(whole) => Ok(whole),
            Found::Measured(guarded, glance, _) => keep_text(guarded.read_again(&glance)?)?.into_whole(),
        }
    }
}

/// Refuses a record whose number would be larger than JSON programs read exactly.
pub(super) fn refuse_full<'a>(records: impl IntoIterator<Item = &'a Record>, path: &Path) -> Result<(), LedgerError> {
    let is_full = records.into_iter().any(|record| record.id.0 > line::LARGEST_ID);
    if is_full { Err(LedgerError::Full(path.to_owned())) } else { Ok(()) }
}

impl Whole {
    /// Writes these lines behind the others, or into a new file.
    fn record(&self, lines: &[Cow<'_, str>], now: Instant, zone: Tz) -> Result<(), LedgerError> {
        match &self.header {
            None => self.create(now, zone, lines),
            Some(_) if self.append(lines, now, zone)? => Ok(()),
            Some(header) => self.rewrite(header, lines, now),
        }
    }

    fn create(&self, now: Instant, zone: Tz, lines: &[Cow<'_, str>]) -> Result<(), LedgerError> {
        file::refuse_read_only(&self.held.path)?;
        file::replace(&self.held.path, None, &document::render(&Header::new(now, zone), lines))
    }

    /// Writes the new lines over the slack; says no when a rewrite is needed.
    fn append(&self, lines: &[Cow<'_, str>], now: Instant, zone: Tz) -> Result<bool, LedgerError> {
        let path = &self.held.path;
        let Some((_, stamp)) = &self.held.file else { return Ok(false) };
        // A document of an older version is another one than the file.
        match document::slack(&self.bytes).filter(|_| self.bytes.len() as u64 == stamp.length()) {
            Some(slack) if file::has_one_name(path) => append(path, stamp, slack, lines, (now, zone)),
            _ => Ok(false),
        }
    }

    /// Lays the file out anew, with every record as it stands and these behind, after a backup.
    fn rewrite(&self, header: &Header, new_lines: &[Cow<'_, str>], now: Instant) -> Result<(), LedgerError> {
        let unreadable = |_| LedgerError::NotAFile(self.held.path.clone());
        let document = document::parse(&self.bytes).map_err(unreadable)?;
        let mut lines: Vec<Cow<'_, str>> =
            document.records.iter().map(|raw| super::fields::on_one_line(raw.get())).collect();
        lines.extend(new_lines.iter().cloned());
        self.held.rewrite(&document::render(header, &lines), now, header.zone, false)?;
        Ok(())
    }
}

/// Writes new lines over the slack. First the opening line learns where the records end as they stand, so that a cut
/// is told from an append that did not end. Says no, and writes nothing, when a rewrite is needed: there is no room,
/// the lines are more than can be written at once, or no backup was made today.
pub(super) fn append(
    path: &Path,
    stamp: &Stamp,
    slack: Slack,
    lines: &[Cow<'_, str>],
    (now, zone): (Instant, Tz),
) -> Result<bool, LedgerError> {
    let mut tail = Vec::new();
    for line in lines {
        tail.extend_from_slice(if slack.is_first && tail.is_empty() { b"\n" } else { b",\n" });
        tail.extend_from_slice(line.as_bytes());
    }
    tail.push(b'\n');
    let Some(spaces) = slack.spaces_before(tail.len()).filter(|_| !backup::is_due(path, now, zone)) else {
        return Ok(false);
    };
    file::refuse_read_only(path)?;
    let number = whole::value(slack.end);
    let append = Append {
        number: Patch { offset: slack.whole_at, bytes: number.as_bytes() },
        spaces: Patch { offset: slack.end, bytes: &vec![b' '; spaces] },
        records: Patch { offset: slack.end + spaces, bytes: &tail },
        is_step: lines.len() > 1,
    };
    overwrite::append(path, stamp, &append).map(|()| true)
}
