//! One export: the tables that lie side by side, read into rows.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::engine::calendar::Instant;

use super::caution::Caution;
use super::connections::{Connection, Connections};
use super::encoding::Assumption;
use super::error::ArchiveError;
use super::file_kind::FileKind;
use super::files::Found;
use super::findings::{FileReport, Skipped};
use super::invitations::{Invitation, Invitations};
use super::messages::{Columns, Messages, Row};
use super::meter::Meter;
use super::profile::Profile;
use super::receipts::{Payment, Receipts};
use super::register::{NameId, Register};
use super::table::{Fields, Layout, Scanned, Shape, Trouble, scan};

/// How many rows are read between two words about it.
const ROWS_BETWEEN_WORDS: u64 = 4096;

/// A kind of table: its shape, and what is taken from its rows.
pub(super) trait Kind: Default {
    /// How to know it.
    const SHAPE: Shape;
    /// What it costs when none of these columns is there.
    const COSTS: &'static [(&'static [usize], &'static str)];

    /// Takes what is wanted from a row.
    fn row(&mut self, fields: &Fields<'_>, register: &mut Register);

    /// How many rows have a date that cannot be read.
    fn bad_dates(&self) -> u64;
}

/// The rows of one export.
#[derive(Debug, Default)]
pub(super) struct Source {
    /// The archive, folder or file, to show.
    pub(super) shown: String,
    pub(super) messages: Vec<Row>,
    pub(super) columns: Columns,
    pub(super) invitations: Vec<Invitation>,
    pub(super) connections: Vec<Connection>,
    pub(super) profile: Option<NameId>,
    pub(super) payments: Vec<Payment>,
    /// The kinds of tables that were there, with rows or without.
    pub(super) kinds: BTreeSet<FileKind>,
}

impl Source {
    /// Whether there is anything that somebody sent or got.
    pub(super) fn needs_owner(&self) -> bool {
        !(self.messages.is_empty() && self.invitations.is_empty())
    }

    /// The latest instant in the messages and invitations: the export was made then or later.
    pub(super) fn newest(&self) -> Option<Instant> {
        let written = self.messages.iter().filter_map(|row| Some(row.moment?.at));
        written.chain(self.invitations.iter().map(|invitation| invitation.sent)).max()
    }
}

/// Reads files into sources, and keeps the book on it.
pub(super) struct Reading<'a> {
    pub(super) register: Register,
    pub(super) sources: Vec<Source>,
    pub(super) reports: Vec<FileReport>,
    pub(super) skipped: Skipped,
    pub(super) cautions: BTreeSet<Caution>,
    places: Vec<(PathBuf, String)>,
    meter: Meter,
    progress: &'a mut dyn FnMut(u64),
}

impl<'a> Reading<'a> {
    pub(super) fn new(meter: Meter, progress: &'a mut dyn FnMut(u64)) -> Self {
        Reading {
            register: Register::new(),
            sources: Vec::new(),
            reports: Vec::new(),
            skipped: Skipped::default(),
            cautions: BTreeSet::new(),
            places: Vec::new(),
            meter,
            progress,
        }
    }

    /// Reads one file into the source that it belongs to.
    pub(super) fn file(&mut self, found: &Found) -> Result<(), ArchiveError> {
        match found.kind {
            FileKind::Messages => {
                let table = self.table::<Messages>(found)?;
                self.messages(found, table);
            }
            FileKind::Invitations => {
                let table = self.table::<Invitations>(found)?;
                self.skipped.bad_date += table.bad_dates();
                self.source(found).invitations.extend(table.rows);
            }
            FileKind::Connections => {
                let table = self.table::<Connections>(found)?;
                self.skipped.bad_date += table.bad_dates();
                self.source(found).connections.extend(table.rows);
            }
            FileKind::Profile => {
                let table = self.table::<Profile>(found)?;
                let source = self.source(found);
                source.profile = source.profile.or(table.name);
            }
            FileKind::Receipts => {
                let table = self.table::<Receipts>(found)?;
                self.source(found).payments.extend(table.payments);
            }
            other => self.report(found, 0, Some(other.why_not_read().to_owned())),
        }
        Ok(())
    }

    /// Refuses files that have nothing to import.
    pub(super) fn refuse_nothing(&self) -> Result<(), ArchiveError> {
        let correspondence = |source: &Source| {
            source.kinds.contains(&FileKind::Messages) || source.kinds.contains(&FileKind::Invitations)
        };
        if !self.sources.iter().any(correspondence) {
            return Err(ArchiveError::NoCorrespondence { files: self.reports.len() });
        }
        if self.sources.iter().any(Source::needs_owner) { Ok(()) } else { Err(ArchiveError::NoRows) }
    }

    fn messages(&mut self, found: &Found, table: Messages) {
        if table.columns.direction {
            self.cautions.insert(Caution::PacificAssumed { file: found.label() });
        }
        let source = self.source(found);
        if source.messages.is_empty() {
            source.columns = table.columns;
        } else if !table.rows.is_empty() {
            source.columns = source.columns.in_both(table.columns);
        }
        source.messages.extend(table.rows);
    }

    /// The source that a file belongs to: that of the files beside it.
    fn source(&mut self, found: &Found) -> &mut Source {
        let place = self.places.iter().position(|place| *place == found.source).unwrap_or_else(|| {
            let shown = if found.within.is_empty() { &found.name } else { &found.within };
            self.places.push(found.source.clone());
            self.sources.push(Source { shown: shown.clone(), ..Source::default() });
            self.places.len() - 1
        });
        &mut self.sources[place]
    }

    /// Reads a table; one without rows, with a report, when it is not there after all.
    fn table<K: Kind>(&mut self, found: &Found) -> Result<K, ArchiveError> {
        let mut outcome = self.scan::<K>(found, Assumption::AsMarked)?;
        if matches!(outcome, Err(Trouble::NotUtf8)) {
            self.cautions.insert(Caution::Windows1252 { file: found.label() });
            outcome = self.scan::<K>(found, Assumption::Windows1252)?;
        }
        match outcome {
            Ok((table, scanned)) => {
                self.source(found).kinds.insert(found.kind);
                self.take_stock(found, &table, &scanned)?;
                Ok(table)
            }
            Err(Trouble::Empty) => {
                self.source(found).kinds.insert(found.kind);
                self.report(found, 0, Some("it is empty".into()));
                Ok(K::default())
            }
            Err(Trouble::NoHeader(_)) if !found.kind.is_counted() => {
                self.report(found, 0, Some("its header is not known".into()));
                Ok(K::default())
            }
            Err(trouble) => Err(in_words(found, trouble)),
        }
    }

    fn scan<K: Kind>(
        &mut self,
        found: &Found,
        assumption: Assumption,
    ) -> Result<Result<(K, Scanned), Trouble>, ArchiveError> {
        let Reading { register, meter, progress, .. } = self;
        found.read(|bytes| {
            let mut table = K::default();
            let mut each = |fields: &Fields<'_>| {
                table.row(fields, register);
                let rows = meter.rows_read();
                if rows % ROWS_BETWEEN_WORDS == 0 {
                    progress(rows);
                }
            };
            let scanned = scan(bytes, assumption, &K::SHAPE, meter, &mut each);
            Ok(scanned.map(|scanned| (table, scanned)))
        })
    }

    /// Reports a table that was read, unless none of its rows can be used: that is no success.
    fn take_stock<K: Kind>(&mut self, found: &Found, table: &K, scanned: &Scanned) -> Result<(), ArchiveError> {
        let (rows, malformed, bad_dates) = (scanned.rows, scanned.malformed, table.bad_dates());
        if found.kind.is_counted() {
            if rows > 0 && rows == malformed + bad_dates {
                return Err(ArchiveError::NothingReadable { file: found.label(), malformed, bad_dates });
            }
            self.skipped.malformed += malformed;
        }
        self.report(found, rows, (rows == 0).then(|| "it has a header and no rows".into()));
        let swollen = scanned.swollen.iter().map(|&line| Caution::SwollenRow { file: found.label(), line });
        self.cautions.extend(swollen);
        self.cautions.extend(missing_columns::<K>(found, &scanned.layout));
        Ok(())
    }

    fn report(&mut self, found: &Found, rows: u64, reason: Option<String>) {
        self.reports.push(FileReport {
            within: found.within.clone(),
            name: found.name.clone(),
            kind: found.kind,
            used: reason.is_none(),
            rows,
            reason,
        });
    }
}

fn missing_columns<K: Kind>(found: &Found, layout: &Layout) -> impl Iterator<Item = Caution> {
    let missing = K::COSTS.iter().filter(|(columns, _)| !columns.iter().any(|&column| layout.has(column)));
    missing.map(|&(columns, cost)| Caution::MissingColumn {
        file: found.label(),
        column: K::SHAPE.columns[columns[0]],
        cost,
    })
}

/// What a trouble with a table means for the whole.
fn in_words(found: &Found, trouble: Trouble) -> ArchiveError {
    let file = found.label();
    match trouble {
        Trouble::Empty => ArchiveError::UnknownHeader { file, seen: Vec::new() },
        Trouble::NoHeader(seen) => ArchiveError::UnknownHeader { file, seen },
        Trouble::NotUtf8 => found.damaged(&"its text cannot be decoded"),
        Trouble::UnclosedQuote(line) => ArchiveError::UnclosedQuote { file, line },
        Trouble::TooLarge(excess) => ArchiveError::TooLarge { file, excess },
        Trouble::Io(cause) => found.damaged(&cause),
    }
}
