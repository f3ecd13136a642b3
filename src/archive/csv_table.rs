//! Reads one CSV table: finds the delimiter and the header, selects the columns by name, and streams the rows.

use std::io::{self, Read};

use csv::{ByteRecord, Reader, ReaderBuilder, StringRecord};

use super::encoding::{TableReader, decode_fields};
use super::error::printable;
use super::limits::{ExceededLimit, LimitTracker, LimitedReader, exceeded_limit};

/// The header is among this many rows. In Connections.csv, three lines of notes come before it.
const HEADER_ROWS: usize = 20;
/// The header is within this many bytes.
const HEADER_BYTES: u64 = 64 << 10;
/// So many malformed rows that span several lines are named. All of them are counted.
const MOST_MULTILINE: usize = 10;
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];
/// A marker that is appended after the last row. If a quote is never closed, the marker becomes part of the last field,
/// which reveals the missing quote.
const END_OF_TABLE: &str = "\u{1}end of table\u{1}";
const END_OF_TABLE_ROW: &[u8] = b"\n\x01end of table\x01\n";

/// The columns of a kind of table.
pub(super) struct Schema {
    /// The names of the columns to read, in lower case.
    pub(super) columns: &'static [&'static str],
    /// Returns whether a row is the header. The argument returns whether the row has a column, given its index in
    /// `columns`.
    pub(super) is_header: fn(&dyn Fn(usize) -> bool) -> bool,
}

/// The layout of one table: the delimiter, the header row, and the position of each column.
#[derive(Debug)]
pub(super) struct Layout {
    delimiter: u8,
    rows_before_header: usize,
    column_count: usize,
    /// Indexed like [`Schema::columns`].
    positions: Vec<Option<usize>>,
}

impl Layout {
    /// Whether the table has a column.
    pub(super) fn has(&self, column: usize) -> bool {
        self.positions[column].is_some()
    }

    /// The layout that a row describes, if it is the header.
    fn of_header(row: &ByteRecord, schema: &Schema, delimiter: u8, rows_before_header: usize) -> Option<Self> {
        let names: Vec<String> = row.iter().map(column_name).collect();
        let positions: Vec<Option<usize>> =
            schema.columns.iter().map(|&column| names.iter().position(|name| name == column)).collect();
        let column_count = names.iter().rposition(|name| !name.is_empty())? + 1;
        let is_header = (schema.is_header)(&|column| positions[column].is_some());
        is_header.then_some(Layout { delimiter, rows_before_header, column_count, positions })
    }

    /// Looks for the header at the start of a table, with each delimiter.
    fn find(head: &[u8], schema: &Schema) -> Option<Self> {
        DELIMITERS.iter().find_map(|&delimiter| {
            let mut reader = csv_reader(head, delimiter);
            let rows = reader.byte_records().take(HEADER_ROWS).map_while(Result::ok);
            rows.enumerate().find_map(|(before, row)| Layout::of_header(&row, schema, delimiter, before))
        })
    }
}

fn column_name(field: &[u8]) -> String {
    String::from_utf8_lossy(field).split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn csv_reader<R: Read>(text: R, delimiter: u8) -> Reader<R> {
    ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .buffer_capacity(1 << 16)
        .from_reader(text)
}

/// The fields of one row.
pub(super) struct Fields<'a> {
    row: &'a StringRecord,
    /// The layout of the table.
    pub(super) layout: &'a Layout,
}

impl<'a> Fields<'a> {
    /// A field without surrounding white space; empty when the table has no such column.
    pub(super) fn get(&self, column: usize) -> &'a str {
        self.layout.positions[column].and_then(|position| self.row.get(position)).unwrap_or_default().trim()
    }
}

/// Facts about a table that was read, apart from its rows.
#[derive(Debug)]
pub(super) struct TableStats {
    pub(super) layout: Layout,
    /// The number of rows, including malformed ones but not blank ones.
    pub(super) rows: u64,
    /// The number of rows whose number of fields differs from the header.
    pub(super) malformed: u64,
    /// The number of rows that are not UTF-8 and were read as Windows-1252.
    pub(super) not_utf8: u64,
    /// The first lines of the first malformed rows that span several lines. A stray quote may hide other rows in them.
    pub(super) multiline_malformed: Vec<u64>,
}

/// Why a table cannot be read.
#[derive(Debug)]
pub(super) enum TableError {
    /// The table is empty.
    Empty,
    /// No header was found. Holds the fields of the first row.
    NoHeader(Vec<String>),
    /// A quote that opens in the row on this line is never closed.
    UnclosedQuote(u64),
    /// A limit was exceeded.
    TooLarge(ExceededLimit),
    /// The bytes cannot be read.
    Io(io::Error),
}

impl From<io::Error> for TableError {
    fn from(error: io::Error) -> Self {
        exceeded_limit(&error).map_or(TableError::Io(error), TableError::TooLarge)
    }
}

impl From<csv::Error> for TableError {
    fn from(error: csv::Error) -> Self {
        match error.into_kind() {
            csv::ErrorKind::Io(error) => error.into(),
            other => TableError::Io(io::Error::other(format!("{other:?}"))),
        }
    }
}

/// Reads a table, and calls `on_row` with each well-formed row.
pub(super) fn read_rows(
    bytes: &mut dyn Read,
    schema: &Schema,
    limits: &LimitTracker,
    on_row: &mut dyn FnMut(&Fields<'_>) -> Result<(), ExceededLimit>,
) -> Result<TableStats, TableError> {
    limits.next_table();
    let mut text = TableReader::new(LimitedReader::new(bytes, limits.clone()))?;
    let mut head = Vec::new();
    text.by_ref().take(HEADER_BYTES).read_to_end(&mut head)?;
    let layout = Layout::find(&head, schema).ok_or_else(|| no_header(&head))?;
    let mut reader = csv_reader(head.chain(text).chain(END_OF_TABLE_ROW), layout.delimiter);
    let mut row = ByteRecord::new();
    for _ in 0..=layout.rows_before_header {
        reader.read_byte_record(&mut row)?;
    }
    let mut stats = TableStats { layout, rows: 0, malformed: 0, not_utf8: 0, multiline_malformed: Vec::new() };
    read_records(&mut reader, row, limits, &mut stats, on_row)?;
    Ok(stats)
}

fn read_records<R: Read>(
    reader: &mut Reader<R>,
    mut row: ByteRecord,
    limits: &LimitTracker,
    stats: &mut TableStats,
    on_row: &mut dyn FnMut(&Fields<'_>) -> Result<(), ExceededLimit>,
) -> Result<(), TableError> {
    let mut last_line = 0;
    while reader.read_byte_record(&mut row)? {
        let (fields, is_utf8) = decode_fields(row);
        last_line = line_of(&fields);
        if fields.len() == 1 && fields.get(0) == Some(END_OF_TABLE) {
            return Ok(());
        }
        if fields.iter().any(|field| !field.trim().is_empty()) {
            limits.next_row().map_err(TableError::TooLarge)?;
            stats.not_utf8 += u64::from(!is_utf8);
            read_record(&fields, stats, on_row).map_err(TableError::TooLarge)?;
        }
        row = fields.into_byte_record();
    }
    // The last row contains the end marker: a quote is open.
    Err(TableError::UnclosedQuote(last_line))
}

fn read_record(
    row: &StringRecord,
    stats: &mut TableStats,
    on_row: &mut dyn FnMut(&Fields<'_>) -> Result<(), ExceededLimit>,
) -> Result<(), ExceededLimit> {
    stats.rows += 1;
    if is_well_formed(row, stats.layout.column_count) {
        return on_row(&Fields { row, layout: &stats.layout });
    }
    stats.malformed += 1;
    if stats.multiline_malformed.len() < MOST_MULTILINE && row.iter().any(|field| field.contains('\n')) {
        stats.multiline_malformed.push(line_of(row));
    }
    Ok(())
}

/// Whether a row has as many fields as the header. Spreadsheets may add empty ones.
fn is_well_formed(row: &StringRecord, column_count: usize) -> bool {
    row.len() >= column_count && row.iter().skip(column_count).all(str::is_empty)
}

fn line_of(row: &StringRecord) -> u64 {
    row.position().map_or(0, csv::Position::line)
}

fn no_header(head: &[u8]) -> TableError {
    let first_row = csv_reader(head, b',').byte_records().map_while(Result::ok).next().unwrap_or_default();
    let fields: Vec<String> = first_row.iter().map(|field| printable(String::from_utf8_lossy(field).trim())).collect();
    if fields.iter().all(String::is_empty) { TableError::Empty } else { TableError::NoHeader(fields) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::Limits;

    const SCHEMA: Schema = Schema { columns: &["from", "to", "date"], is_header: |has| has(0) && has(2) };

    fn read_with(bytes: &[u8], limits: Limits) -> Result<(Vec<String>, TableStats), TableError> {
        let mut read = Vec::new();
        let mut on_row = |fields: &Fields<'_>| {
            read.push(format!("{}|{}|{}", fields.get(0), fields.get(1), fields.get(2)));
            Ok(())
        };
        let stats = read_rows(&mut &bytes[..], &SCHEMA, &LimitTracker::new(limits), &mut on_row)?;
        Ok((read, stats))
    }

    fn read(text: &str) -> (Vec<String>, TableStats) {
        read_with(text.as_bytes(), Limits::default()).unwrap()
    }

    fn error_of(bytes: &[u8]) -> TableError {
        read_with(bytes, Limits::default()).unwrap_err()
    }

    #[test]
    fn columns_are_found_by_name_under_any_delimiter() {
        for text in [
            "FROM,TO,DATE\nRobin,Jane,1\n",
            "\"FROM\",\"TO\",\"DATE\"\r\n\"Robin\",\"Jane\",\"1\"\r\n",
            "Date;Folder; To ;From\n1;INBOX;Jane;Robin",
            "from\tnew\tto\tdate\nRobin\tx\tJane\t1\n\n\n",
            "Notes:\n\"a, quoted \"\"sentence\"\"\"\n\nFrom,To,Date\nRobin,Jane,1\n",
            "Notes:;;\nany;thing;else\nFrom;To;Date\nRobin;Jane;1\n",
        ] {
            assert_eq!(read(text).0, ["Robin|Jane|1"], "{text}");
        }
    }

    #[test]
    fn a_column_may_be_missing() {
        let (rows, stats) = read("FROM,DATE\nRobin,1\n");
        assert_eq!(rows, ["Robin||1"]);
        assert!(stats.layout.has(0) && !stats.layout.has(1));
    }

    #[test]
    fn malformed_rows_are_counted_and_the_others_are_read() {
        let (rows, stats) = read("FROM,TO,DATE\na,b\na,b,1\na,b,1,x\n,,\na,b,2,,\n");
        assert_eq!(rows, ["a|b|1", "a|b|2"]);
        assert_eq!((stats.rows, stats.malformed, stats.multiline_malformed.len()), (4, 2, 0));
    }

    #[test]
    fn line_breaks_in_quotes_belong_to_the_field() {
        let (rows, _) = read("FROM,TO,DATE\n\"a\nb\",\"c\r\nd\",1\n");
        assert_eq!(rows, ["a\nb|c\r\nd|1"]);
    }

    #[test]
    fn an_unclosed_quote_is_reported_with_its_line() {
        assert!(matches!(error_of(b"FROM,TO,DATE\na,b,1\na,\"b,2\na,b,3\n"), TableError::UnclosedQuote(3)));
        // In the last column the row has the right number of fields.
        assert!(matches!(error_of(b"FROM,TO,DATE\na,b,\"1\na,b,3\n"), TableError::UnclosedQuote(2)));
        assert!(matches!(error_of(b"FROM,TO,DATE\na,b,\"1"), TableError::UnclosedQuote(2)));
        // A quote inside an unquoted field opens nothing.
        assert_eq!(read("FROM,TO,DATE\na,5\" nails,1\n").0, ["a|5\" nails|1"]);
    }

    #[test]
    fn a_malformed_row_over_several_lines_is_reported_with_its_line() {
        let (rows, stats) = read("FROM,TO,DATE\na,\"b,1\na,b,2\na,b\",3,4\na,b,5\n");
        assert_eq!(rows, ["a|b|5"]);
        assert_eq!((stats.malformed, stats.multiline_malformed), (1, vec![2]));
    }

    #[test]
    fn a_file_without_a_table_is_refused_with_a_reason() {
        for empty in ["", "\n\n", " \n", ",,,\n"] {
            assert!(matches!(error_of(empty.as_bytes()), TableError::Empty), "{empty:?}");
        }
        let TableError::NoHeader(seen) = error_of(b"Von,An,Datum\nRobin,Jane,1\n") else { panic!() };
        assert_eq!(seen, ["Von", "An", "Datum"]);
        let late = "x\n".repeat(HEADER_ROWS) + "FROM,TO,DATE\n";
        assert!(matches!(error_of(late.as_bytes()), TableError::NoHeader(_)));
    }

    #[test]
    fn a_row_that_is_not_utf_8_is_read_as_windows_1252_and_the_others_are_not() {
        for mark in ["", "\u{feff}"] {
            let table = [mark.as_bytes(), "FROM,TO,DATE\nZoë,b,1\n".as_bytes(), b"J\xfcrgen,b,2\n".as_slice()].concat();
            let (rows, stats) = read_with(&table, Limits::default()).unwrap();
            assert_eq!((rows, stats.not_utf8), (vec!["Zoë|b|1".to_owned(), "Jürgen|b|2".to_owned()], 1));
        }
    }

    #[test]
    fn an_endless_row_exceeds_its_limit() {
        let mut table = b"FROM,TO,DATE\na,\"".to_vec();
        table.resize(1 << 20, b'x');
        let limits = Limits { row_bytes: 1 << 18, ..Limits::default() };
        let error = read_with(&table, limits).unwrap_err();
        assert!(matches!(error, TableError::TooLarge(ExceededLimit::Row(_))));
    }
}
