//! Reads the cells of a sheet.

use std::fmt::Display;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use csv::{ReaderBuilder, StringRecord};
use memchr::memchr_iter;

use super::columns::{ColumnMap, FIELDS, Field, column_name};
use super::error::SheetError;
use crate::archive::decode;

/// The most bytes of a sheet.
const LONGEST_SHEET: u64 = 32 << 20;
/// The most rows of a sheet.
const MOST_ROWS: usize = 500_000;
/// The header is among this many rows.
const HEADER_ROWS: usize = 20;
/// The bytes that show whether `export` wrote a file.
const HEAD: u64 = 1 << 12;
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];
/// The row that is added at the end. If a quote is never closed, it becomes part of the last cell.
const END: &str = "\u{1}end of sheet\u{1}";

/// The rows of a sheet.
#[derive(Debug)]
pub(super) struct Table {
    /// The name of the file.
    pub(super) file: String,
    pub(super) rows: Vec<TableRow>,
}

/// A row.
#[derive(Debug)]
pub(super) struct TableRow {
    pub(super) line: u64,
    cells: [String; FIELDS],
    /// Whether it has more cells than the header.
    pub(super) is_too_long: bool,
}

impl TableRow {
    /// A cell without surrounding white space; empty if the sheet has no such column.
    pub(super) fn get(&self, field: Field) -> &str {
        &self.cells[field as usize]
    }
}

/// Whether `export --format csv` wrote a file.
pub(crate) fn is_own(path: &Path) -> bool {
    let mut head = Vec::new();
    let is_file = path.metadata().is_ok_and(|metadata| metadata.is_file());
    let is_read = is_file && File::open(path).and_then(|file| file.take(HEAD).read_to_end(&mut head)).is_ok();
    is_read && find_header(&decode(&head), &ColumnMap::own()).is_some()
}

/// Reads a sheet.
pub(super) fn read(path: &Path, map: &ColumnMap) -> Result<Table, SheetError> {
    let file = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let text = with_plain_line_ends(&decode(&bytes(path, &file)?));
    let Some(header) = find_header(&text, map) else {
        return Err(SheetError::NoColumns { file, wanted: map.names(), seen: first_row(&text) });
    };
    let text = format!("{text}\n{END}\n");
    let mut lines = LineCounter { text: text.as_bytes(), at: 0, line: 1 };
    let mut rows = Vec::new();
    for record in records(&text, header.delimiter).skip(header.row + 1) {
        lines.advance_to(&record);
        if record.len() == 1 && record.get(0) == Some(END) {
            return Ok(Table { file, rows });
        }
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if rows.len() == MOST_ROWS {
            return Err(SheetError::TooLarge { file });
        }
        rows.push(header.row_of(&record, lines.line));
    }
    Err(SheetError::UnclosedQuote { file, line: lines.line })
}

fn bytes(path: &Path, file: &str) -> Result<Vec<u8>, SheetError> {
    let unreadable = |cause: &dyn Display| {
        let cause = cause.to_string().to_lowercase();
        let end = cause.find(" (os error").unwrap_or(cause.len());
        SheetError::Unreadable { file: file.to_owned(), cause: cause[..end].to_owned() }
    };
    let metadata = path.metadata().map_err(|cause| unreadable(&cause))?;
    if !metadata.is_file() {
        return Err(unreadable(&"it is not a file"));
    }
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(LONGEST_SHEET + 1).read_to_end(&mut bytes));
    read.map_err(|cause| unreadable(&cause))?;
    if bytes.len() as u64 > LONGEST_SHEET {
        return Err(SheetError::TooLarge { file: file.to_owned() });
    }
    Ok(bytes)
}

/// Where the header is, and what it says.
struct Header {
    delimiter: u8,
    /// The number of rows before it.
    row: usize,
    columns: usize,
    positions: [Option<usize>; FIELDS],
}

impl Header {
    fn row_of(&self, record: &StringRecord, line: u64) -> TableRow {
        let cell = |position: Option<usize>| position.and_then(|position| record.get(position)).unwrap_or_default();
        TableRow {
            line,
            cells: self.positions.map(|position| cell(position).trim().to_owned()),
            is_too_long: record.iter().skip(self.columns).any(|cell| !cell.trim().is_empty()),
        }
    }
}

/// Looks for the row that names every column, with each delimiter.
fn find_header(text: &str, map: &ColumnMap) -> Option<Header> {
    DELIMITERS.iter().find_map(|&delimiter| {
        records(text, delimiter).take(HEADER_ROWS).enumerate().find_map(|(row, record)| {
            let names: Vec<String> = record.iter().map(column_name).collect();
            let positions = map.positions(&names)?;
            Some(Header { delimiter, row, columns: names.len(), positions })
        })
    })
}

fn records(text: &str, delimiter: u8) -> impl Iterator<Item = StringRecord> {
    let reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    reader.into_records().map_while(Result::ok)
}

/// The text with "\n" at the end of every line.
fn with_plain_line_ends(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// Counts lines up to the start of a record. The position that the CSV reader gives a record may be that of blank lines
/// before it.
struct LineCounter<'a> {
    text: &'a [u8],
    at: usize,
    line: u64,
}

impl LineCounter<'_> {
    fn advance_to(&mut self, record: &StringRecord) {
        let position = record.position().map_or(0, csv::Position::byte);
        let mut start = usize::try_from(position).unwrap_or(usize::MAX).min(self.text.len());
        start += self.text[start..].iter().take_while(|byte| **byte == b'\n').count();
        self.line += memchr_iter(b'\n', &self.text[self.at..start]).count() as u64;
        self.at = start;
    }
}

/// The first row that is not blank, shortened.
fn first_row(text: &str) -> Vec<String> {
    let delimiter = if text.lines().next().is_some_and(|line| line.contains(';')) { b';' } else { b',' };
    let first = records(text, delimiter).find(|record| record.iter().any(|cell| !cell.trim().is_empty()));
    first.unwrap_or_default().iter().take(10).map(|cell| cell.trim().chars().take(40).collect()).collect()
}
