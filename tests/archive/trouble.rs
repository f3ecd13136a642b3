//! Bad input: a clear error, or the row is left out with a reason.

use std::io::{Cursor, Write};
use std::path::PathBuf;

use inquota::archive::{ArchiveError, Caution, ExceededLimit, Limits, UnclearOrder, read};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::export::*;

fn two() -> Vec<Mail> {
    vec![mail("a", "2026-02-03 08:00:00", ROBIN, &[JANE], "Hi."), mail("b", "2026-02-03 09:00:00", BO, &[ROBIN], "Hi.")]
}

fn text_of(mails: &[Mail]) -> String {
    String::from_utf8(messages_with(B10, PLAIN, mails)).unwrap()
}

fn read_text(text: &str) -> Result<inquota::archive::Findings, ArchiveError> {
    Archives::new().zip("a.zip", &Export::new().file("messages.csv", text)).try_read(None, &Limits::default())
}

#[test]
fn a_missing_path_is_refused() {
    let paths = [PathBuf::from("/nowhere/at/all.zip")];
    let error = read(&paths, None, &Limits::default(), &mut |_| {}).unwrap_err();
    assert!(error.to_string().starts_with("/nowhere/at/all.zip cannot be read: "), "{error}");
}

#[test]
fn a_truncated_or_damaged_zip_is_refused() {
    let whole = Export::new().messages(&two()).zip();
    for length in [0, 3, 30, whole.len() / 2, whole.len() - 1] {
        let error = Archives::new().with("a.zip", &whole[..length]).error();
        assert!(matches!(error, ArchiveError::Damaged { .. }), "{length}: {error}");
        assert!(error.to_string().starts_with("a.zip is damaged or incomplete: "), "{error}");
    }
    // One byte of the packed data is changed.
    let mut damaged = whole;
    damaged[90] ^= 0x55;
    let error = Archives::new().with("a.zip", &damaged).error();
    assert!(matches!(error, ArchiveError::Damaged { .. } | ArchiveError::UnknownHeader { .. }), "{error}");
}

#[test]
fn a_zip_of_zips_says_to_unpack_it() {
    let inner = Export::new().messages(&two()).zip();
    let error = error_of(&Export::new().file("Basic_LinkedInDataExport.zip", inner.clone()));
    assert!(matches!(error, ArchiveError::ZipOfZips { .. }), "{error}");
    assert_eq!(error.hint(), "unpack it and import the zips inside");
    // Next to tables, a zip inside the zip is only left out.
    assert!(
        Archives::new().zip("a.zip", &Export::new().messages(&two()).file("b.zip", inner)).read().events.len() == 2
    );
}

#[test]
fn an_archive_that_expands_enormously_stops_at_its_limit() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("messages.csv", SimpleFileOptions::default()).unwrap();
    writer.write_all(text_of(&two()).as_bytes()).unwrap();
    for _ in 0..64 {
        writer.write_all(&vec![b'\n'; 1 << 20]).unwrap();
    }
    let bomb = writer.finish().unwrap().into_inner();
    assert!(bomb.len() < 1 << 20, "it is small when packed");
    let limits = Limits { table_bytes: 8 << 20, ..Limits::default() };
    let error = Archives::new().with("a.zip", &bomb).try_read(None, &limits).unwrap_err();
    assert_eq!(
        error,
        ArchiveError::TooLarge { file: "a.zip: messages.csv".into(), limit: ExceededLimit::Table(8 << 20) }
    );
}

#[test]
fn rows_tables_and_files_are_limited() {
    let session = Archives::new().zip("a.zip", &Export::new().messages(&two()).connections(&[(JANE, "02 Jan 2026")]));
    let exceeded = |limits: Limits| match session.try_read(None, &limits) {
        Err(ArchiveError::TooLarge { limit, .. }) => Some(limit),
        other => panic!("{other:?}"),
    };
    assert_eq!(exceeded(Limits { rows: 2, ..Limits::default() }), Some(ExceededLimit::Rows(2)));
    assert_eq!(exceeded(Limits { all_bytes: 700, ..Limits::default() }), Some(ExceededLimit::All(700)));
    assert_eq!(exceeded(Limits { files: 1, ..Limits::default() }), Some(ExceededLimit::Files(1)));
    assert!(session.try_read(None, &Limits { rows: 3, ..Limits::default() }).is_ok());
}

#[test]
fn the_first_part_of_the_archive_is_refused_without_messages() {
    let first = Export::new().file("Profile.csv", profile(ROBIN));
    let error = error_of(&first.clone().connections(&[]));
    assert_eq!(error, ArchiveError::NoCorrespondence { files: 2 });
    // Connections have something to say to a ledger with invitations; to others, this.
    assert_eq!(read_one(&first.connections(&[(JANE, "02 Jan 2026")])).lack, Some(error.clone()));
    assert!(error.hint().contains("wait for the second"), "{}", error.hint());
}

#[test]
fn a_table_without_rows_is_refused_unless_another_has_some() {
    assert_eq!(read_text(&text_of(&[])).unwrap_err(), ArchiveError::NoRows);
    assert_eq!(read_text("").unwrap_err(), ArchiveError::NoRows);
    let invited = Export::new().messages(&[]).invitations(&[invitation("1/1/26, 9:00 AM", "OUTGOING", BO, "")]);
    let findings = read_one(&invited);
    assert_eq!(findings.files[1].reason.as_deref(), Some("it has a header and no rows"));
    assert_eq!(findings.invitations.sent, 1);
}

#[test]
fn an_unknown_header_is_refused_and_shown() {
    let error = read_text("Von,An,Datum\nRobin,Jane,heute\n").unwrap_err();
    assert_eq!(error.to_string(), "a.zip: messages.csv has no known header: its first row is \"Von, An, Datum\"");
}

#[test]
fn a_table_without_a_readable_row_is_refused() {
    let rows = text_of(&two().into_iter().map(|mail| mail.dated("soon")).collect::<Vec<_>>()) + "a,b,c\n";
    let error = read_text(&rows).unwrap_err();
    assert_eq!(error, ArchiveError::NothingReadable { file: "a.zip: messages.csv".into(), malformed: 1, bad_dates: 2 });
}

#[test]
fn rows_with_another_number_of_fields_are_left_out() {
    let mut lines: Vec<String> = text_of(&two()).lines().map(str::to_owned).collect();
    lines.insert(1, "too,few".into());
    lines.insert(2, "too,many,,,,,,,,,,,fields".into());
    let findings = read_text(&lines.join("\n")).unwrap();
    assert_eq!((skipped(&findings), findings.events.len()), ([0, 0, 0, 0, 0, 0, 2], 2));
}

#[test]
fn a_quote_that_is_never_closed_is_refused_with_its_line() {
    let text = text_of(&two()).replace("Hi.", "\"Hi.");
    let error = read_text(&text[..text.rfind('"').unwrap()]).unwrap_err();
    assert_eq!(error, ArchiveError::UnclosedQuote { file: "a.zip: messages.csv".into(), line: 2 });
    assert!(error.to_string().contains("in the row that begins on line 2"), "{error}");
}

#[test]
fn rows_with_impossible_dates_are_left_out() {
    let mails = [two(), vec![mail("c", "2026-02-30 08:00:00", ROBIN, &[JANE], "Hi.")]].concat();
    let export = Export::new().messages(&mails).invitations(&[
        invitation("2/30/26, 9:00 AM", "OUTGOING", BO, ""),
        invitation("1/1/26, 9:00 AM", "OUTGOING", BO, ""),
    ]);
    assert_eq!(skipped(&read_one(&export)), [0, 0, 0, 0, 0, 2, 0]);
}

#[test]
fn a_connection_whose_date_cannot_be_read_is_a_connection_without_a_date() {
    let connected = |dates: [&str; 3]| {
        let export = Export::new().messages(&two()).invitations(&[
            invitation("1/1/26, 9:00 AM", "OUTGOING", JANE, ""),
            invitation("1/1/26, 9:00 AM", "OUTGOING", BO, ""),
            invitation("1/1/26, 9:00 AM", "OUTGOING", ANN, ""),
        ]);
        let findings = read_one(&export.connections(&[(JANE, dates[0]), (BO, dates[1]), (ANN, dates[2])]));
        assert_eq!((findings.invitations.accepted, skipped(&findings)), (3, [0; 7]), "{dates:?}");
        let on: Vec<String> = findings.connections.iter().map(|connected| connected.on.to_string()).collect();
        let undated = findings.cautions.iter().find_map(|caution| match caution {
            Caution::UndatedConnections { count, .. } => Some(*count),
            _ => None,
        });
        (on, undated.unwrap_or_default())
    };
    let (jan, feb) = ("2026-01-20".to_owned(), "2026-02-03".to_owned());
    assert_eq!(connected(["32 Jan 2026", "soon", ""]), (vec![], 2));
    // 20/01 can only be day first, and decides for 03/02.
    let (mut on, undated) = connected(["20/01/2026", "03/02/2026", "soon"]);
    on.sort();
    assert_eq!((on, undated), (vec![jan.clone(), feb], 1));
    // Nothing decides for 03/02, and two rows contradict each other; 20 Jan 2026 needs no order.
    assert_eq!(connected(["03/02/2026", "20 Jan 2026", "04/02/2026"]), (vec![jan.clone()], 2));
    assert_eq!(connected(["20/01/2026", "01/20/2026", "03/02/2026"]), (vec![jan.clone(), jan], 1));
}

/// The instants of the invitations with these dates.
fn sent(dates: &[&str]) -> Result<Vec<String>, ArchiveError> {
    let who = [JANE, BO, ANN, Who("Cy", "cy")];
    let rows: Vec<_> = dates.iter().zip(who).map(|(date, who)| invitation(date, "OUTGOING", who, "")).collect();
    let export = Export::new().messages(&two()).invitations(&rows);
    let findings = Archives::new().zip("a.zip", &export).try_read(None, &Limits::default())?;
    Ok(events(&findings).into_iter().filter(|event| event.contains("invitation")).collect())
}

#[test]
fn one_row_decides_whether_invitations_are_day_first() {
    // 14:37 in summer is 21:37 UTC; on 25 October, summer time still holds. In March, it begins on the 8th.
    for other in ["25/10/2026 14:37", "25/10/26 2:37 PM", "25-10-2026 14:37"] {
        let expected = ["2026-10-03T21:37:00Z invitation jane-doe", "2026-10-25T21:37:00Z invitation bo-li"];
        assert_eq!(sent(&["03/10/2026 14:37", other]).unwrap(), expected, "{other}");
        assert_eq!(sent(&["03/10/26 14:37:00", other]).unwrap(), expected, "{other}");
    }
    for other in ["10/25/2026 14:37", "10/25/26, 2:37 PM"] {
        let expected = ["2026-03-10T21:37:00Z invitation jane-doe", "2026-10-25T21:37:00Z invitation bo-li"];
        assert_eq!(sent(&["03/10/2026 14:37", other]).unwrap(), expected, "{other}");
    }
    // LinkedIn's own format is month first, and so decides for rows that a spreadsheet changed.
    let expected = ["2026-03-10T21:37:00Z invitation jane-doe"];
    assert_eq!(sent(&["3/10/26, 2:37 PM"]).unwrap(), expected);
    assert_eq!(sent(&["03/10/2026 14:37", "4/10/26, 2:37 PM"]).unwrap()[..1], expected);
    // Dates without an order need no decision.
    assert_eq!(sent(&["2026-10-03 14:37", "10/10/2026 14:37", "03.10.2026 14:37"]).unwrap().len(), 3);
}

/// The error of an import of invitations alone with these dates, and the reason why they are left out beside messages.
fn refused(dates: &[&str]) -> (ArchiveError, String) {
    let rows: Vec<_> = dates.iter().map(|date| invitation(date, "OUTGOING", JANE, "")).collect();
    let read = |export: Export| Archives::new().zip("a.zip", &export).try_read(None, &Limits::default());
    let alone = read(Export::new().invitations(&rows)).unwrap_err();
    let beside = read(Export::new().messages(&two()).invitations(&rows)).unwrap();
    assert!(!events(&beside).is_empty() && events(&beside).iter().all(|event| !event.contains("invitation")));
    let report = beside.files.into_iter().find(|file| file.name == "Invitations.csv").unwrap();
    assert!(!report.used);
    (alone, report.reason.unwrap())
}

#[test]
fn invitations_whose_order_no_row_decides_are_refused() {
    let unclear = |order| ArchiveError::UnclearDates { file: "a.zip: Invitations.csv".into(), order };
    for dates in [&["03/10/2026 14:37"][..], &["03/10/2026 14:37", "10/10/2026 14:37", "2026-10-25 14:37"]] {
        let (error, reason) = refused(dates);
        assert_eq!(error, unclear(UnclearOrder::Undecided { example: "03/10/2026 14:37".into() }));
        assert!(reason.contains("may be month first or day first"), "{reason}");
    }
    for (month_first, day_first) in [("10/25/2026 14:37", "25/10/2026 14:37"), ("3/10/26, 2:37 PM", "25/10/2026 14:37")]
    {
        let order = UnclearOrder::Contradictory { month_first: month_first.into(), day_first: day_first.into() };
        assert_eq!(refused(&[day_first, month_first]).0, unclear(order));
    }
}

#[test]
fn messages_with_dates_of_a_spreadsheet_are_read_in_the_order_of_their_table() {
    let rows = |dates: [&str; 2]| {
        let mails: Vec<Mail> = two().into_iter().zip(dates).map(|(mail, date)| mail.dated(date)).collect();
        read_text(&text_of(&mails)).map(|findings| events(&findings))
    };
    let expected = ["2026-10-03T14:37:00Z message jane-doe", "2026-10-25T14:37:00Z reply bo-li"];
    assert_eq!(rows(["03/10/2026 14:37", "25/10/2026 14:37"]).unwrap(), expected);
    assert_eq!(rows(["03/10/2026 14:37", "04/10/2026 14:37"]).unwrap_err().code(), "unclear_dates");
}

#[test]
fn an_entry_with_an_unknown_compression_is_refused() {
    let options = SimpleFileOptions::default();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("messages.csv", options).unwrap();
    writer.write_all(b"x").unwrap();
    let mut bytes = writer.finish().unwrap().into_inner();
    // The compression method in the central directory: 97, which the reader does not support.
    let central = bytes.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    bytes[central + 10] = 97;
    let error = Archives::new().with("a.zip", &bytes).error();
    assert!(matches!(error, ArchiveError::Damaged { .. }), "{error}");
}

/// The header of Invitations.csv.
const OF_INVITATIONS: &str = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl";

/// An archive whose messages can be read, with this file.
fn with_side_table(name: &str, bytes: &[u8]) -> inquota::archive::Findings {
    read_one(&Export::new().messages(&two()).file(name, bytes.to_vec()))
}

#[test]
fn an_unreadable_side_table_does_not_refuse_the_rest() {
    let utf16: Vec<u8> = "Name\nJane\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
    let no_times = format!("{OF_INVITATIONS}\nRobin Vale,Bo Li,soon,,OUTGOING,,\n");
    let open_quote = format!("{OF_INVITATIONS}\nRobin Vale,Bo Li,\"1/29/26, 2:37 PM,,OUTGOING,,\n");
    for (name, bytes, reason) in [
        (
            "Connections.csv",
            "Vorname,Nachname,Verbunden am\nJane,Doe,02 Jan 2026\n".as_bytes(),
            "its header is not known",
        ),
        ("Connections.csv", b"host,port\nlocalhost,80\n", "the first row is \"host, port\""),
        ("Connections.csv", b"\xff\xfe\xfd\x00\x01", "its header is not known"),
        ("Connections.csv", &utf16, "its header is not known"),
        ("Invitations.csv", no_times.as_bytes(), "1 without a date and time that can be read"),
        ("Invitations.csv", open_quote.as_bytes(), "a quote is never closed in the row that begins on line 2"),
        ("Invitations.csv", b"", "it is empty"),
        ("Profile.csv", b"a,b\n1,2\n", "its header is not known"),
        ("Receipts.csv", b"\x00\x00\x00", ""),
    ] {
        let findings = with_side_table(name, bytes);
        assert_eq!(findings.messages.sent, 1, "{name}");
        let report = findings.files.iter().find(|file| file.name == name).unwrap();
        let given = report.reason.clone().unwrap();
        assert!(!report.used && given.contains(reason), "{name}: {given}");
        let file = format!("Basic_LinkedInDataExport_11-20-2026.zip: {name}");
        let caution = findings.cautions.iter().find_map(|caution| match caution {
            Caution::UnreadTable { file: of, cost, .. } if *of == file => Some((caution.to_string(), *cost)),
            _ => None,
        });
        let (text, cost) = caution.unwrap();
        assert!(text.contains(&given) && text.ends_with(cost) && !cost.is_empty(), "{text}");
        // It is there, so nothing says that it is missing.
        assert!(
            !findings.cautions.iter().any(|caution| caution.to_string().starts_with(&format!("{name} is missing")))
        );
    }
}

#[test]
fn what_an_unread_table_costs_depends_on_whether_another_was_read() {
    let german = "Vorname,Nachname\nJane,Doe\n";
    let cost = |export: Export| {
        let findings = read_one(&export);
        findings.cautions.iter().find_map(|caution| match caution {
            Caution::UnreadTable { cost, .. } => Some(*cost),
            _ => None,
        })
    };
    let messages = || Export::new().messages(&two()).file("Connections (1).csv", german);
    assert!(cost(messages()).unwrap().starts_with("accepted invitations are unknown"));
    let both = messages().connections(&[(JANE, "02 Jan 2026")]);
    assert_eq!(cost(both), Some("another of the same kind was read"));
}

#[test]
fn an_unreadable_table_that_is_all_there_is_gives_its_own_error() {
    let german = Export::new().file("Invitations.csv", "Von,An,Gesendet\nRobin,Jane,heute\n");
    assert!(matches!(error_of(&german), ArchiveError::UnknownHeader { .. }));
    let beside_empty = Export::new().messages(&[]).file("Invitations.csv", "Von,An,Gesendet\nRobin,Jane,heute\n");
    assert!(matches!(error_of(&beside_empty), ArchiveError::UnknownHeader { .. }));
    // messages.csv is all or nothing, whatever else can be read.
    let invited = [invitation("1/1/26, 9:00 AM", "OUTGOING", BO, "")];
    let broken = Export::new().file("messages.csv", "Von,An,Datum\n1,2,3\n").invitations(&invited);
    assert!(matches!(error_of(&broken), ArchiveError::UnknownHeader { .. }));
}
