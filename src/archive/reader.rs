//! Reads the files of all archives into sources, and reports how each file was used.

use std::collections::{BTreeSet, HashMap};

use super::caution::Caution;
use super::connections::ConnectionsTable;
use super::csv_table::{Fields, Layout, TableError, TableStats, read_rows};
use super::error::ArchiveError;
use super::file_kind::{FileKind, base_name};
use super::files::{ArchiveFile, FileOpener, SourceKey};
use super::findings::{FileReport, Skipped};
use super::interner::Interner;
use super::invitations::InvitationsTable;
use super::limits::{LimitTracker, Limits};
use super::messages::MessagesTable;
use super::profile::ProfileTable;
use super::receipts::ReceiptsTable;
use super::source::ExportSource;
use super::table_parser::TableParser;
use super::unread::{Unread, UnreadTable, usable_table};

/// The number of rows between two calls of `progress`.
const PROGRESS_INTERVAL: u64 = 4096;

/// Reads files, and holds everything read so far.
pub(super) struct ArchiveReader<'a> {
    pub(super) interner: Interner,
    pub(super) sources: Vec<ExportSource>,
    pub(super) file_reports: Vec<FileReport>,
    pub(super) skipped: Skipped,
    pub(super) cautions: BTreeSet<Caution>,
    /// The tables that could not be read, with the reasons.
    pub(super) unread: Vec<UnreadTable>,
    /// Why tables of correspondence were left out.
    left_out: Vec<ArchiveError>,
    pub(super) limits: LimitTracker,
    /// The index of each source.
    source_indices: HashMap<SourceKey, usize>,
    opener: FileOpener,
    progress: &'a mut dyn FnMut(u64),
}

impl<'a> ArchiveReader<'a> {
    pub(super) fn new(limits: Limits, progress: &'a mut dyn FnMut(u64)) -> Self {
        let tracker = LimitTracker::new(limits);
        ArchiveReader {
            interner: Interner::new(tracker.clone()),
            sources: Vec::new(),
            file_reports: Vec::new(),
            skipped: Skipped::default(),
            cautions: BTreeSet::new(),
            unread: Vec::new(),
            left_out: Vec::new(),
            limits: tracker,
            source_indices: HashMap::new(),
            opener: FileOpener::new(limits),
            progress,
        }
    }

    /// Reads one file into its source.
    pub(super) fn read_file(&mut self, file: &ArchiveFile) -> Result<(), ArchiveError> {
        match file.kind {
            FileKind::Messages => {
                let table = self.read_table::<MessagesTable>(file)?;
                self.add_messages(file, table);
            }
            FileKind::Invitations => {
                let table = self.read_table::<InvitationsTable>(file)?;
                self.skipped.bad_date += table.bad_dates();
                let source = self.source_of(file);
                source.lacks_rows |= table.bad_dates() > 0;
                source.invitations.extend(table.rows);
                source.owner_sides.extend(table.owner_sides);
            }
            FileKind::Connections => {
                let table = self.read_table::<ConnectionsTable>(file)?;
                if table.undated > 0 {
                    self.cautions.insert(Caution::UndatedConnections { file: file.label(), count: table.undated });
                }
                self.source_of(file).connections.extend(table.rows);
            }
            FileKind::Profile => {
                let table = self.read_table::<ProfileTable>(file)?;
                let source = self.source_of(file);
                source.profile_name = source.profile_name.or(table.name);
            }
            FileKind::Receipts => {
                let table = self.read_table::<ReceiptsTable>(file)?;
                let source = self.source_of(file);
                source.latest_payment = source.latest_payment.take().max(table.latest);
            }
            other => self.ignore_file(file, other),
        }
        Ok(())
    }

    /// Reports a file that is not read.
    fn ignore_file(&mut self, file: &ArchiveFile, kind: FileKind) {
        if kind == FileKind::Outside && FileKind::of(base_name(&file.name)).is_correspondence() {
            self.left_out.push(ArchiveError::OutsidePath { file: file.label() });
        }
        self.report_file(file, 0, Some(kind.ignored_reason().to_owned()));
    }

    /// Fails if there is nothing to import, with the reason why a table was left out if it would have been needed.
    /// Connections alone say something only about the invitations of a ledger: what is to be said if there are none
    /// is returned.
    pub(super) fn require_importable_rows(&mut self) -> Result<Option<ArchiveError>, ArchiveError> {
        if self.sources.iter().any(ExportSource::needs_owner) {
            return Ok(None);
        }
        if !self.left_out.is_empty() {
            return Err(self.left_out.swap_remove(0));
        }
        let has_correspondence = |source: &ExportSource| {
            source.kinds.contains(&FileKind::Messages) || source.kinds.contains(&FileKind::Invitations)
        };
        let lack = if self.sources.iter().any(has_correspondence) {
            ArchiveError::NoRows
        } else {
            ArchiveError::NoCorrespondence { files: self.file_reports.len() }
        };
        if self.sources.iter().all(|source| source.connections.is_empty()) { Err(lack) } else { Ok(Some(lack)) }
    }

    fn add_messages(&mut self, file: &ArchiveFile, table: MessagesTable) {
        if table.columns.direction {
            self.cautions.insert(Caution::PacificAssumed { file: file.label() });
        }
        let source = self.source_of(file);
        if source.messages.is_empty() {
            source.columns = table.columns;
        } else if !table.rows.is_empty() {
            source.columns = source.columns.in_both(table.columns);
        }
        let newest = table.rows.iter().filter_map(|row| Some(row.timestamp?.at)).max();
        source.newest_message = source.newest_message.max(newest);
        if source.messages.is_empty() {
            source.messages = table.rows;
        } else {
            source.messages.extend(table.rows);
        }
    }

    /// The source of a file. All files in one folder belong to the same source.
    fn source_of(&mut self, file: &ArchiveFile) -> &mut ExportSource {
        if let Some(&index) = self.source_indices.get(&file.source) {
            return &mut self.sources[index];
        }
        let index = self.sources.len();
        self.source_indices.insert(file.source.clone(), index);
        let label = if file.within.is_empty() { &file.name } else { &file.within };
        self.sources.push(ExportSource { label: label.clone(), ..ExportSource::default() });
        &mut self.sources[index]
    }

    /// Reads a table. One that cannot be read is left out, unless it is messages.csv.
    fn read_table<T: TableParser>(&mut self, file: &ArchiveFile) -> Result<T, ArchiveError> {
        let outcome = self.parse_table::<T>(file)?.map_err(|error| (Unread::Table(error), T::default()));
        match outcome.and_then(|(table, stats)| usable_table(file, table, stats)) {
            Ok((table, stats)) => {
                let source = self.source_of(file);
                source.kinds.insert(file.kind);
                source.lacks_rows |= stats.malformed > 0 && file.kind != FileKind::Messages;
                self.report_table::<T>(file, &stats);
                Ok(table)
            }
            Err((Unread::Table(TableError::Empty), _)) if file.kind == FileKind::Messages => {
                self.source_of(file).kinds.insert(file.kind);
                self.report_file(file, 0, Some("it is empty".into()));
                Ok(T::default())
            }
            Err((unread, table)) if unread.is_tolerable(file) => {
                self.leave_out(file, unread);
                Ok(table.left_out())
            }
            Err((unread, _)) => Err(unread.into_error(file)),
        }
    }

    /// Leaves out a table that cannot be read.
    fn leave_out(&mut self, file: &ArchiveFile, unread: Unread) {
        let reason = unread.reason();
        self.source_of(file).lacks_rows = true;
        self.report_file(file, 0, Some(reason.clone()));
        self.unread.push(UnreadTable { kind: file.kind, file: file.label(), reason });
        if file.kind.is_correspondence() {
            self.left_out.push(unread.into_error(file));
        }
    }

    fn parse_table<T: TableParser>(
        &mut self,
        file: &ArchiveFile,
    ) -> Result<Result<(T, TableStats), TableError>, ArchiveError> {
        let ArchiveReader { interner, limits, progress, opener, .. } = self;
        opener.read(file, |bytes| {
            let mut table = T::default();
            let mut on_row = |fields: &Fields<'_>| {
                table.parse_row(fields, interner)?;
                interner.check_size()?;
                let rows = limits.rows_read();
                if rows % PROGRESS_INTERVAL == 0 {
                    progress(rows);
                }
                Ok(())
            };
            let stats = read_rows(bytes, &T::SCHEMA, limits, &mut on_row);
            Ok(stats.map(|stats| (table, stats)))
        })
    }

    /// Reports a table that was read.
    fn report_table<T: TableParser>(&mut self, file: &ArchiveFile, stats: &TableStats) {
        if file.kind.is_counted() {
            self.skipped.malformed += stats.malformed;
        }
        self.report_file(file, stats.rows, (stats.rows == 0).then(|| "it has a header and no rows".into()));
        if stats.not_utf8 > 0 {
            self.cautions.insert(Caution::Windows1252 { file: file.label(), rows: stats.not_utf8 });
        }
        let multiline = stats.multiline_malformed.iter();
        self.cautions.extend(multiline.map(|&line| Caution::MultilineRow { file: file.label(), line }));
        self.cautions.extend(missing_columns::<T>(file, &stats.layout));
    }

    fn report_file(&mut self, file: &ArchiveFile, rows: u64, reason: Option<String>) {
        self.file_reports.push(FileReport {
            within: file.within.clone(),
            name: file.name.clone(),
            kind: file.kind,
            used: reason.is_none(),
            rows,
            reason,
        });
    }
}

fn missing_columns<T: TableParser>(file: &ArchiveFile, layout: &Layout) -> impl Iterator<Item = Caution> {
    let missing =
        T::MISSING_COLUMN_COSTS.iter().filter(|(columns, _)| !columns.iter().any(|&column| layout.has(column)));
    missing.map(|&(columns, cost)| Caution::MissingColumn {
        file: file.label(),
        column: T::SCHEMA.columns[columns[0]],
        cost,
    })
}
