//! What each row of a sheet records, or why it cannot be understood.

use std::collections::BTreeMap;
use std::path::Path;

use chrono_tz::Tz;

use super::columns::{ColumnMap, Field};
use super::dates::{self, WrittenDate};
use super::error::SheetError;
use super::kinds;
use super::table::{self, Table, TableRow};
use super::tag_cell::tags_in;
use crate::cli::DateOrder;
use crate::engine::calendar::{Instant, date_of};
use crate::engine::interaction::{Answer, Charge, Interaction};
use crate::engine::person::{Handle, PersonQuery};
use crate::engine::record::RecordKind;
use crate::engine::wording::Wording;

/// One thing that a row records.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SheetRow {
    /// The line of the file on which it begins.
    pub(crate) line: u64,
    pub(crate) at: Instant,
    pub(crate) what: Interaction,
    pub(crate) name: Option<String>,
    pub(crate) handle: Option<Handle>,
    pub(crate) note: Option<String>,
    pub(crate) tags: Vec<String>,
    pub(crate) template: Option<String>,
    pub(crate) wording: Option<Wording>,
}

/// A row that cannot be understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RefusedRow {
    /// The file.
    pub(crate) file: String,
    /// The line of the file on which it begins.
    pub(crate) line: u64,
    /// Why.
    pub(crate) reason: String,
}

/// A sheet.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    /// The name of the file.
    pub(crate) file: String,
    /// Whether `export` wrote it.
    pub(crate) is_own: bool,
    /// Whether no column holds the kind, so that every row is a message.
    pub(crate) lacks_kind: bool,
    /// What its rows record, in the order in which it happened.
    pub(crate) rows: Vec<SheetRow>,
    pub(crate) refused: Vec<RefusedRow>,
    /// The number of records that were taken back.
    pub(crate) taken_back: u64,
    /// The number of records of kinds that a CSV does not hold as a whole, by kind.
    pub(crate) other_kinds: BTreeMap<String, u64>,
}

/// How to read a sheet.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading<'a> {
    pub(crate) map: &'a ColumnMap,
    pub(crate) order: Option<DateOrder>,
    pub(crate) zone: Tz,
    pub(crate) now: Instant,
}

/// Reads a sheet.
///
/// # Errors
///
/// When the file cannot be read, or the order of day and month in its dates cannot be known.
pub(crate) fn read(path: &Path, reading: Reading<'_>) -> Result<Sheet, SheetError> {
    let table = table::read(path, reading.map)?;
    let order = order_of_dates(&table, reading)?;
    let mut sheet =
        Sheet { file: table.file, is_own: reading.map.is_own, lacks_kind: !reading.map.has_kind(), ..Sheet::default() };
    for row in &table.rows {
        if sheet.is_own && sheet.leaves_out(row) {
            continue;
        }
        let reader = RowReader { row, order, reading };
        match reader.read() {
            Ok(rows) => sheet.rows.extend(rows),
            Err(reason) => sheet.refused.push(RefusedRow { file: sheet.file.clone(), line: row.line, reason }),
        }
    }
    sheet.put_in_order();
    Ok(sheet)
}

impl Sheet {
    /// Whether a record of an export stays out. Counts it.
    fn leaves_out(&mut self, row: &TableRow) -> bool {
        let kind = row.get(Field::Kind);
        if kinds::parse(kind).is_none() && RecordKind::from_name(kind.as_bytes()).is_some() {
            *self.other_kinds.entry(kind.to_owned()).or_default() += 1;
            return true;
        }
        let is_taken_back = row.get(Field::TakenBack) == "true";
        self.taken_back += u64::from(is_taken_back);
        is_taken_back
    }

    /// Sorts the rows by instant. Rows of one instant stay in the order of the file, which may be newest first.
    fn put_in_order(&mut self) {
        if let (Some(first), Some(last)) = (self.rows.first(), self.rows.last())
            && first.at > last.at
        {
            self.rows.reverse();
        }
        self.rows.sort_by_key(|row| row.at);
    }
}

/// The columns that hold dates.
const DATES: [Field; 3] = [Field::Date, Field::Replied, Field::Accepted];

/// The order of day and month in all dates of a sheet: as given, else as the dates show that have only one reading.
fn order_of_dates(table: &Table, reading: Reading<'_>) -> Result<DateOrder, SheetError> {
    if let Some(order) = reading.order {
        return Ok(order);
    }
    let mut first_with: [Option<u64>; 2] = [None; 2];
    let mut ambiguous = None;
    for row in &table.rows {
        for text in DATES.map(|field| row.get(field)) {
            let Some(WrittenDate::Numeric(date, _)) = dates::parse(text) else { continue };
            match date.only_order() {
                Some(order) => drop(first_with[order as usize].get_or_insert(row.line)),
                None => ambiguous = ambiguous.or(date.readings().map(|readings| (row.line, text.to_owned(), readings))),
            }
        }
    }
    let file = table.file.clone();
    match (first_with, ambiguous) {
        ([Some(day_first), Some(month_first)], _) => Err(SheetError::MixedDates { file, day_first, month_first }),
        ([None, None], Some((line, text, readings))) => Err(SheetError::AmbiguousDate { file, line, text, readings }),
        ([None, Some(_)], _) => Ok(DateOrder::MonthFirst),
        _ => Ok(DateOrder::DayFirst),
    }
}

/// Reads one row.
struct RowReader<'a> {
    row: &'a TableRow,
    order: DateOrder,
    reading: Reading<'a>,
}

impl RowReader<'_> {
    /// What the row records: what was sent, and perhaps that it was answered or accepted.
    fn read(&self) -> Result<Vec<SheetRow>, String> {
        if self.row.is_too_long {
            return Err("it has more fields than the header".to_owned());
        }
        let (name, handle) = self.person()?;
        let kind = self.kind()?;
        let first = SheetRow {
            line: self.row.line,
            at: self.date(Field::Date)?,
            what: kind,
            name,
            handle,
            note: self.text(Field::Note),
            tags: self.tags(),
            template: self.text(Field::Template),
            wording: self.wording()?,
        };
        let answers =
            [(Field::Replied, Interaction::Response(Answer::Replied)), (Field::Accepted, Interaction::Acceptance)];
        let mut rows = vec![first];
        for (field, what) in answers.into_iter().filter(|(field, _)| !self.row.get(*field).is_empty()) {
            let (name, handle) = (rows[0].name.clone(), rows[0].handle.clone());
            let (at, line) = (self.answered_at(field, rows[0].at)?, self.row.line);
            let (note, tags, template, wording) = (None, Vec::new(), None, None);
            rows.push(SheetRow { line, at, what, name, handle, note, tags, template, wording });
        }
        Ok(rows)
    }

    /// When the row was answered. An answer of the same day without a time comes no earlier than what it answers.
    fn answered_at(&self, field: Field, sent: Instant) -> Result<Instant, String> {
        let (at, zone) = (self.date(field)?, self.reading.zone);
        if date_of(at, zone) < date_of(sent, zone) {
            return Err(format!("\"{}\" is before the date of the row", shortened(self.row.get(field))));
        }
        Ok(at.max(sent))
    }

    fn person(&self) -> Result<(Option<String>, Option<Handle>), String> {
        let given = unescaped(self.row.get(Field::Person), self.reading.map.is_own);
        let profile = self.row.get(Field::Handle);
        let handle = match PersonQuery::read(profile) {
            _ if profile.is_empty() => None,
            Ok(PersonQuery::Handle(handle)) => Some(handle),
            _ => Some(Handle::new(profile).map_err(|error| error.to_string())?),
        };
        if given.is_empty() {
            return handle.map(|handle| (None, Some(handle))).ok_or_else(|| "it has no name".to_owned());
        }
        match (PersonQuery::read(given).map_err(|error| error.to_string())?, handle) {
            (PersonQuery::Name(name), handle) => Ok((Some(name), handle)),
            (PersonQuery::Handle(own), Some(handle)) if own != handle => {
                Err(format!("it names two profiles, {own} and {handle}"))
            }
            (PersonQuery::Handle(own), _) => Ok((None, Some(own))),
        }
    }

    fn kind(&self) -> Result<Interaction, String> {
        let text = self.row.get(Field::Kind);
        let flag = |field: Field, name: &str| {
            let text = self.row.get(field);
            kinds::parse_flag(text).ok_or_else(|| format!("{name} \"{}\" is neither yes nor no", shortened(text)))
        };
        let (free, with_note) = (flag(Field::Free, "free")?, flag(Field::WithNote, "with-note")?);
        let what = if self.reading.map.has_kind() {
            let unknown = || format!("the kind \"{}\" is not one of {}", shortened(text), kinds::KNOWN);
            kinds::parse(text).ok_or_else(unknown)?
        } else {
            Interaction::Message
        };
        Ok(match what {
            Interaction::InMail(_) if free => Interaction::InMail(Charge::Free),
            Interaction::Invitation { .. } if with_note => Interaction::Invitation { with_note },
            what => what,
        })
    }

    fn date(&self, field: Field) -> Result<Instant, String> {
        let mut text = self.row.get(field).to_owned();
        if text.is_empty() {
            return Err("it has no date".to_owned());
        }
        let time = self.row.get(Field::Time);
        if field == Field::Date && !time.is_empty() {
            text = format!("{text} {time}");
        }
        let unreadable = || format!("the date \"{}\" cannot be read", shortened(&text));
        let written = dates::parse(&text).ok_or_else(unreadable)?;
        // A spreadsheet may save the times of an export without their offset. Those of an export without a column of
        // local dates, of an earlier version, are UTC.
        let is_in_utc = self.reading.map.is_own && self.row.get(Field::LocalDate).is_empty();
        let zone = if is_in_utc { Tz::UTC } else { self.reading.zone };
        let read = dates::instant(written, self.order, zone, self.reading.now);
        read.map_err(|reason| format!("{reason}: \"{}\"", shortened(&text)))
    }

    fn text(&self, field: Field) -> Option<String> {
        let text = unescaped(self.row.get(field), self.reading.map.is_own);
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// The fingerprint of the text.
    fn wording(&self) -> Result<Option<Wording>, String> {
        let wrong = |text: &str| format!("the wording \"{}\" is not 64 hexadecimal digits", shortened(text));
        self.text(Field::Wording).map(|text| Wording::parse(&text).ok_or_else(|| wrong(&text))).transpose()
    }

    fn tags(&self) -> Vec<String> {
        let text = self.text(Field::Tag).unwrap_or_default();
        if self.reading.map.is_own {
            return tags_in(&text);
        }
        let tags = text.split([',', ';']);
        tags.map(|tag| tag.trim().to_owned()).filter(|tag| !tag.is_empty()).collect()
    }
}

/// A cell of an export, without the apostrophe that keeps a spreadsheet from taking it for a formula.
fn unescaped(cell: &str, is_own: bool) -> &str {
    let rest = cell.strip_prefix('\'').filter(|rest| rest.trim_start().starts_with(['=', '+', '-', '@']));
    rest.filter(|_| is_own).unwrap_or(cell)
}

fn shortened(text: &str) -> String {
    text.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        chrono::DateTime::parse_from_rfc3339(text).unwrap().into()
    }

    fn read_text(text: &str, map: &str, order: Option<DateOrder>) -> Result<Sheet, SheetError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sheet.csv");
        std::fs::write(&path, text).unwrap();
        let map = ColumnMap::parse(&[map.to_owned()]).unwrap();
        let now = at("2026-11-25T09:00:00+01:00");
        read(&path, Reading { map: &map, order, zone: chrono_tz::Europe::Berlin, now })
    }

    /// The instants of a sheet with these dates, or its refused rows.
    fn dated(dates: &[&str]) -> Result<Vec<String>, SheetError> {
        let rows: String = dates.iter().map(|date| format!("Jane\t{date}\n")).collect();
        let sheet = read_text(&format!("Name\tSent\n{rows}"), "person=name,date=sent", None)?;
        let instants =
            sheet.rows.iter().map(|row| row.at.in_zone(chrono_tz::Europe::Berlin).format("%F %R").to_string());
        Ok(instants.chain(sheet.refused.into_iter().map(|row| row.reason)).collect())
    }

    #[test]
    fn dates_are_read_in_the_accounts_zone_in_every_form() {
        for (text, read) in [
            ("2026-11-24", "2026-11-24 12:00"),
            // It is nine o'clock today: noon is ahead.
            ("2026-11-25", "2026-11-25 09:00"),
            ("2026-11-24 18:30", "2026-11-24 18:30"),
            ("2026-11-24T18:30:15.250", "2026-11-24 18:30"),
            ("2026-11-24T17:30:00Z", "2026-11-24 18:30"),
            ("2026-11-24 17:30:00 UTC", "2026-11-24 18:30"),
            ("2026/11/24", "2026-11-24 12:00"),
            ("24.11.2026 6:30 PM", "2026-11-24 18:30"),
            ("3.9.26", "2026-09-03 12:00"),
            ("24 Nov 2026", "2026-11-24 12:00"),
            ("Tue, Nov 24, 2026 18:30", "2026-11-24 18:30"),
            ("24-Nov-26", "2026-11-24 12:00"),
            ("24/11/2026", "2026-11-24 12:00"),
            ("11/24/26 18:30", "2026-11-24 18:30"),
        ] {
            assert_eq!(dated(&[text]).unwrap(), [read], "{text}");
        }
        for text in ["soon", "46350", "2026-02-30", "13/13/2026", "26-11-24", "18:30", "24 Nov"] {
            assert!(dated(&[text]).unwrap()[0].contains("cannot be read"), "{text}");
        }
        assert!(dated(&["2026-11-26"]).unwrap()[0].contains("is in the future"));
    }

    #[test]
    fn the_file_decides_whether_the_day_or_the_month_is_first() {
        assert_eq!(dated(&["9/3/2026", "24/3/2026"]).unwrap()[0], "2026-03-09 12:00");
        assert_eq!(dated(&["9/3/2026", "3/24/2026"]).unwrap()[1], "2026-09-03 12:00");
        assert_eq!(dated(&["3/3/2026"]).unwrap(), ["2026-03-03 12:00"]);
        let error = dated(&["2026-01-01", "9/3/2026"]).unwrap_err();
        assert!(matches!(error, SheetError::AmbiguousDate { line: 3, .. }), "{error}");
        assert!(error.to_string().contains("2026-03-09") && error.to_string().contains("2026-09-03"), "{error}");
        let error = dated(&["24/3/2026", "3/24/2026"]).unwrap_err();
        assert_eq!(error, SheetError::MixedDates { file: "sheet.csv".into(), day_first: 2, month_first: 3 });
        let sheet =
            read_text("Name,Sent\nJane,9/3/2026\n", "person=Name,date=Sent", Some(DateOrder::MonthFirst)).unwrap();
        assert_eq!(sheet.rows[0].at, at("2026-09-03T12:00:00+02:00"));
    }

    #[test]
    fn every_column_of_a_row_is_read() {
        let text = "\u{feff}My outreach;;;;;;\n\nName;Profile;Type;Sent;At;Labels;Reply on\n\
                    Jane Doe;https://www.linkedin.com/in/jane-doe/;InMail;24.11.2026;18:30;spring, berlin;25.11.2026\n";
        let map = "person=Name,handle=Profile,kind=Type,date=Sent,time=At,tag=Labels,replied=Reply on";
        let sheet = read_text(text, map, None).unwrap();
        assert_eq!(sheet.refused, []);
        let [sent, reply] = &sheet.rows[..] else { panic!("{sheet:?}") };
        assert_eq!((sent.line, sent.what), (4, Interaction::InMail(Charge::Ordinary)));
        assert_eq!(sent.at, at("2026-11-24T18:30:00+01:00"));
        assert_eq!(
            (sent.name.as_deref(), sent.handle.as_ref().map(Handle::as_str)),
            (Some("Jane Doe"), Some("jane-doe"))
        );
        assert_eq!(sent.tags, ["spring", "berlin"]);
        assert_eq!((reply.what, reply.at), (Interaction::Response(Answer::Replied), at("2026-11-25T09:00:00+01:00")));
    }

    #[test]
    fn a_row_that_cannot_be_understood_is_named_with_its_line_and_reason() {
        let text = "Name,Type,Sent\n,message,2026-11-24\nJane,call,2026-11-24\nJane,,2026-11-24\nJane,message,\n\
                    Jane,message,2026-11-24,and more\n\"Jane\nDoe\",message,2026-11-24\n";
        let with = |line_end: &str| {
            let text = text.replace('\n', line_end);
            read_text(&text, "person=Name,kind=Type,date=Sent", None).unwrap()
        };
        let sheet = with("\n");
        assert_eq!(with("\r\n").refused, sheet.refused);
        let after_blanks = read_text("Name,Sent\n\n\nJane,soon\n\n\"Bo\nLi\",soon\n", "person=Name,date=Sent", None);
        let lines: Vec<u64> = after_blanks.unwrap().refused.iter().map(|row| row.line).collect();
        assert_eq!(lines, [4, 6]);
        let refused: Vec<(u64, &str)> = sheet.refused.iter().map(|row| (row.line, row.reason.as_str())).collect();
        assert_eq!(refused.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 3, 4, 5, 6]);
        for ((_, reason), part) in
            refused.iter().zip(["has no name", "\"call\"", "kind \"\"", "no date", "more fields"])
        {
            assert!(reason.contains(part), "{reason}");
        }
        assert_eq!(sheet.rows.len(), 1);
    }

    #[test]
    fn rows_of_one_day_keep_their_order_even_if_the_newest_is_first() {
        let names = |text: &str| {
            let sheet = read_text(text, "person=Name,date=Sent", None).unwrap();
            sheet.rows.into_iter().filter_map(|row| row.name).collect::<Vec<_>>()
        };
        assert_eq!(names("Name,Sent\nA,2026-11-01\nB,2026-11-01\nC,2026-11-02\n"), ["A", "B", "C"]);
        assert_eq!(names("Name,Sent\nC,2026-11-02\nB,2026-11-01\nA,2026-11-01\n"), ["A", "B", "C"]);
    }

    #[test]
    fn a_broken_sheet_is_refused() {
        let read = |text: &str| read_text(text, "person=Name,date=Sent", None);
        let error = read("Nom,Date\nJane,2026-11-24\n").unwrap_err();
        assert!(
            error.to_string().contains("no columns named name, sent") && error.to_string().contains("Nom, Date"),
            "{error}"
        );
        assert!(matches!(read(""), Err(SheetError::NoColumns { .. })));
        let error = read("Name,Sent\nJane,2026-11-24\n\"Ravi,2026-11-24\nAna,2026-11-24\n").unwrap_err();
        assert_eq!(error, SheetError::UnclosedQuote { file: "sheet.csv".into(), line: 3 });
        assert!(read("Name,Sent\n").unwrap().rows.is_empty());
    }
}
