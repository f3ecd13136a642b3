//! A table of an export: the delimiter and the header are found, the columns are taken by name, the rows streamed.

use std::io::{self, Read};

use csv::{ByteRecord, Reader, ReaderBuilder, StringRecord};

use super::encoding::{Assumption, Utf8};
use super::error::printable;
use super::meter::{Excess, Meter, Metered, excess_in};

/// The header stands within this many rows; LinkedIn puts three lines of notes before that of the connections.
const HEADER_WITHIN: usize = 20;
/// The header stands within this many bytes.
const HEADER_BYTES: u64 = 64 << 10;
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];
/// Added after the last row. Inside a quote that is never closed it is swallowed, and that is how one is noticed.
const END_OF_TABLE: &str = "\u{1}end of table\u{1}";
const AFTER_THE_END: &[u8] = b"\n\x01end of table\x01\n";

/// What a kind of table looks like.
pub(super) struct Shape {
    /// The names of the columns that are read, in lower case.
    pub(super) columns: &'static [&'static str],
    /// Whether a row that has these columns (by their place in `columns`) is the header of this kind of table.
    pub(super) confirmed_by: fn(&dyn Fn(usize) -> bool) -> bool,
}

/// Where things stand in one table.
#[derive(Debug)]
pub(super) struct Layout {
    delimiter: u8,
    rows_before: usize,
    width: usize,
    places: Vec<Option<usize>>,
}

impl Layout {
    /// Whether the table has a column.
    pub(super) fn has(&self, column: usize) -> bool {
        self.places[column].is_some()
    }

    /// Reads a row as a header; `None` when it is not one.
    fn of_header(row: &ByteRecord, shape: &Shape, delimiter: u8, rows_before: usize) -> Option<Self> {
        let names: Vec<String> = row.iter().map(column_name).collect();
        let places: Vec<Option<usize>> =
            shape.columns.iter().map(|&column| names.iter().position(|name| name == column)).collect();
        let width = names.iter().rposition(|name| !name.is_empty())? + 1;
        let is_header = (shape.confirmed_by)(&|column| places[column].is_some());
        is_header.then_some(Layout { delimiter, rows_before, width, places })
    }

    /// Looks for the header at the beginning of a table, under each delimiter.
    fn find(head: &[u8], shape: &Shape) -> Option<Self> {
        DELIMITERS.iter().find_map(|&delimiter| {
            let mut reader = csv_reader(head, delimiter);
            let rows = reader.byte_records().take(HEADER_WITHIN).map_while(Result::ok);
            rows.enumerate().find_map(|(before, row)| Layout::of_header(&row, shape, delimiter, before))
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
    /// A field without the white space around it; empty when the table has no such column.
    pub(super) fn get(&self, column: usize) -> &'a str {
        self.layout.places[column].and_then(|place| self.row.get(place)).unwrap_or_default().trim()
    }
}

/// What came of a table.
#[derive(Debug)]
pub(super) struct Scanned {
    /// Where things stood.
    pub(super) layout: Layout,
    /// Rows, malformed ones included, blank ones not.
    pub(super) rows: u64,
    /// Rows with another number of fields than the header.
    pub(super) malformed: u64,
    /// The lines of malformed rows that run over several lines: a quote too many may hide rows in one.
    pub(super) swollen: Vec<u64>,
}

/// Why a table cannot be read.
#[derive(Debug)]
pub(super) enum Trouble {
    /// There is nothing in it.
    Empty,
    /// No header was found; the fields of the first row.
    NoHeader(Vec<String>),
    /// It is not UTF-8, as was assumed.
    NotUtf8,
    /// A quote opened in the row that begins on this line is never closed.
    UnclosedQuote(u64),
    /// A limit was passed.
    TooLarge(Excess),
    /// The bytes cannot be had.
    Io(io::Error),
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        excess_in(&error).map_or(Trouble::Io(error), Trouble::TooLarge)
    }
}

impl From<csv::Error> for Trouble {
    fn from(error: csv::Error) -> Self {
        match error.into_kind() {
            csv::ErrorKind::Io(error) => error.into(),
            csv::ErrorKind::Utf8 { .. } => Trouble::NotUtf8,
            other => Trouble::Io(io::Error::other(format!("{other:?}"))),
        }
    }
}

/// Reads a table, giving each well-formed row to `each`.
pub(super) fn scan(
    bytes: &mut dyn Read,
    assumption: Assumption,
    shape: &Shape,
    meter: &Meter,
    each: &mut dyn FnMut(&Fields<'_>),
) -> Result<Scanned, Trouble> {
    meter.next_table();
    let mut text = Utf8::new(Metered::new(bytes, meter.clone()), assumption)?;
    let mut head = Vec::new();
    text.by_ref().take(HEADER_BYTES).read_to_end(&mut head)?;
    let layout = Layout::find(&head, shape).ok_or_else(|| no_header(&head))?;
    let mut reader = csv_reader(head.chain(text).chain(AFTER_THE_END), layout.delimiter);
    let mut row = StringRecord::new();
    for _ in 0..=layout.rows_before {
        reader.read_record(&mut row)?;
    }
    let mut scanned = Scanned { layout, rows: 0, malformed: 0, swollen: Vec::new() };
    rows(&mut reader, &mut row, meter, &mut scanned, each)?;
    Ok(scanned)
}

fn rows<R: Read>(
    reader: &mut Reader<R>,
    row: &mut StringRecord,
    meter: &Meter,
    scanned: &mut Scanned,
    each: &mut dyn FnMut(&Fields<'_>),
) -> Result<(), Trouble> {
    let mut last_line = 0;
    while reader.read_record(row)? {
        last_line = line_of(row);
        if row.len() == 1 && row.get(0) == Some(END_OF_TABLE) {
            return Ok(());
        }
        if row.iter().all(|field| field.trim().is_empty()) {
            continue;
        }
        meter.next_row().map_err(Trouble::TooLarge)?;
        scanned.rows += 1;
        if is_well_formed(row, scanned.layout.width) {
            each(&Fields { row, layout: &scanned.layout });
        } else {
            scanned.malformed += 1;
            scanned.swollen.extend(row.iter().any(|field| field.contains('\n')).then_some(last_line));
        }
    }
    // The end was swallowed by the last row.
    Err(Trouble::UnclosedQuote(last_line))
}

/// As many fields as the header; spreadsheets may add empty ones.
fn is_well_formed(row: &StringRecord, width: usize) -> bool {
    row.len() >= width && row.iter().skip(width).all(str::is_empty)
}

fn line_of(row: &StringRecord) -> u64 {
    row.position().map_or(0, csv::Position::line)
}

fn no_header(head: &[u8]) -> Trouble {
    let first_row = csv_reader(head, b',').byte_records().map_while(Result::ok).next().unwrap_or_default();
    let fields: Vec<String> = first_row.iter().map(|field| printable(String::from_utf8_lossy(field).trim())).collect();
    if fields.iter().all(String::is_empty) { Trouble::Empty } else { Trouble::NoHeader(fields) }
}

#[cfg(test)]
mod tests {
    use super::super::meter::Limits;
    use super::*;

    const SHAPE: Shape = Shape { columns: &["from", "to", "date"], confirmed_by: |has| has(0) && has(2) };

    fn read_with(bytes: &[u8], assumption: Assumption, limits: Limits) -> Result<(Vec<String>, Scanned), Trouble> {
        let mut read = Vec::new();
        let mut each = |fields: &Fields<'_>| {
            read.push(format!("{}|{}|{}", fields.get(0), fields.get(1), fields.get(2)));
        };
        let scanned = scan(&mut &bytes[..], assumption, &SHAPE, &Meter::new(limits), &mut each)?;
        Ok((read, scanned))
    }

    fn read(text: &str) -> (Vec<String>, Scanned) {
        read_with(text.as_bytes(), Assumption::AsMarked, Limits::default()).unwrap()
    }

    fn trouble(bytes: &[u8]) -> Trouble {
        read_with(bytes, Assumption::AsMarked, Limits::default()).unwrap_err()
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
        let (rows, scanned) = read("FROM,DATE\nRobin,1\n");
        assert_eq!(rows, ["Robin||1"]);
        assert!(scanned.layout.has(0) && !scanned.layout.has(1));
    }

    #[test]
    fn rows_of_another_length_are_malformed_and_the_rest_goes_on() {
        let (rows, scanned) = read("FROM,TO,DATE\na,b\na,b,1\na,b,1,x\n,,\na,b,2,,\n");
        assert_eq!(rows, ["a|b|1", "a|b|2"]);
        assert_eq!((scanned.rows, scanned.malformed, scanned.swollen.len()), (4, 2, 0));
    }

    #[test]
    fn line_breaks_in_quotes_belong_to_the_field() {
        let (rows, _) = read("FROM,TO,DATE\n\"a\nb\",\"c\r\nd\",1\n");
        assert_eq!(rows, ["a\nb|c\r\nd|1"]);
    }

    #[test]
    fn a_quote_that_is_never_closed_is_noticed_with_its_line() {
        assert!(matches!(trouble(b"FROM,TO,DATE\na,b,1\na,\"b,2\na,b,3\n"), Trouble::UnclosedQuote(3)));
        // In the last column the row has the right number of fields.
        assert!(matches!(trouble(b"FROM,TO,DATE\na,b,\"1\na,b,3\n"), Trouble::UnclosedQuote(2)));
        assert!(matches!(trouble(b"FROM,TO,DATE\na,b,\"1"), Trouble::UnclosedQuote(2)));
        // A quote inside an unquoted field opens nothing.
        assert_eq!(read("FROM,TO,DATE\na,5\" nails,1\n").0, ["a|5\" nails|1"]);
    }

    #[test]
    fn a_malformed_row_over_several_lines_is_named() {
        let (rows, scanned) = read("FROM,TO,DATE\na,\"b,1\na,b,2\na,b\",3,4\na,b,5\n");
        assert_eq!(rows, ["a|b|5"]);
        assert_eq!((scanned.malformed, scanned.swollen), (1, vec![2]));
    }

    #[test]
    fn what_is_no_table_says_why() {
        for empty in ["", "\n\n", " \n", ",,,\n"] {
            assert!(matches!(trouble(empty.as_bytes()), Trouble::Empty), "{empty:?}");
        }
        let Trouble::NoHeader(seen) = trouble(b"Von,An,Datum\nRobin,Jane,1\n") else { panic!() };
        assert_eq!(seen, ["Von", "An", "Datum"]);
        let late = "x\n".repeat(HEADER_WITHIN) + "FROM,TO,DATE\n";
        assert!(matches!(trouble(late.as_bytes()), Trouble::NoHeader(_)));
    }

    #[test]
    fn other_encodings_are_asked_for_and_read() {
        let latin = b"FROM,TO,DATE\nJ\xfcrgen,b,1\n";
        assert!(matches!(trouble(latin), Trouble::NotUtf8));
        let (rows, _) = read_with(latin, Assumption::Windows1252, Limits::default()).unwrap();
        assert_eq!(rows, ["Jürgen|b|1"]);
    }

    #[test]
    fn an_endless_row_stops_at_its_limit() {
        let mut table = b"FROM,TO,DATE\na,\"".to_vec();
        table.resize(1 << 20, b'x');
        let limits = Limits { row_bytes: 1 << 18, ..Limits::default() };
        let trouble = read_with(&table, Assumption::AsMarked, limits).unwrap_err();
        assert!(matches!(trouble, Trouble::TooLarge(Excess::Row)));
    }
}
