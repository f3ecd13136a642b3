//! Bad input: a clear error, exit code 2, and nothing changed.

use std::io::Write;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{BASIC, home, november};
use crate::archives::*;
use crate::program::Home;

/// The import of this file must be refused with this code: without a ledger, with one, and in a dry run; gives the
/// error.
fn refused(name: &str, bytes: &[u8], code: &str) -> String {
    let home = Home::new();
    home.write(name, bytes);
    let untouched = home.everything();
    home.refuses(2, &["import", name]);
    assert_eq!(home.everything(), untouched, "{name}");
    home.ok(&["log", "Jane Doe"]);
    let before = home.everything();
    for args in [&["import", name][..], &["import", name, "--dry-run"]] {
        let error = home.refuses(2, args);
        assert_eq!(error["code"], code, "{error}");
        assert!(error["hint"].as_str().is_some_and(|hint| !hint.is_empty()), "{error}");
    }
    assert_eq!(home.everything(), before);
    let err = home.exits(2, &["import", name]).err;
    assert!(!err.contains("panicked"), "{err}");
    err
}

/// A zip of these files.
fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_damaged_or_truncated_zip_is_refused() {
    let whole = november().zip();
    refused(BASIC, &whole[..whole.len() / 2], "damaged_archive");
    refused(BASIC, &whole[..10], "damaged_archive");
    refused(BASIC, b"", "damaged_archive");
    refused(BASIC, b"<html>Your link has expired</html>", "damaged_archive");
    let mut flipped = whole.clone();
    for byte in &mut flipped[60..90] {
        *byte ^= 0x5a;
    }
    let err = refused(BASIC, &flipped, "damaged_archive");
    assert!(err.contains("download the archive again"), "{err}");
}

#[test]
fn a_zip_of_zips_is_refused() {
    let err = refused("both.zip", &zipped(&[(BASIC, &november().zip())]), "zip_of_zips");
    assert!(err.contains("unpack it once"), "{err}");
}

#[test]
fn an_import_writes_no_file_of_the_archive() {
    let home = Home::new();
    let table = messages_with(B10, PLAIN, &[mail("a", "2026-11-02 09:00:00", ROBIN, &[JANE], "Hi.")]);
    let zip = zipped(&[("../../messages.csv", &table), ("../Profile.csv", b"x"), ("/etc/inquota.csv", b"x")]);
    home.write(BASIC, &zip);
    home.ok(&["import", BASIC, "--me", "in/robin-vale"]);
    assert!(home.everything().iter().all(|path| !path.ends_with("messages.csv") && !path.ends_with("Profile.csv")));
}

#[test]
fn an_archive_that_expands_enormously_is_refused() {
    let mut table = format!("{B10}\n2-a,,Robin Vale,,Jane Doe,,2026-11-02 09:00:00 UTC,,").into_bytes();
    table.resize(20 << 20, b'x');
    let err = refused("bomb.zip", &zipped(&[("messages.csv", &table)]), "archive_too_large");
    assert!(err.contains("row is larger"), "{err}");
}

#[test]
fn a_quote_that_is_never_closed_is_refused_with_its_line() {
    let mut table = messages_with(B10, PLAIN, &[mail("a", "2026-11-02 09:00:00", ROBIN, &[JANE], "Hi.")]);
    table.extend_from_slice(b"2-b,,Robin Vale,,Jane Doe,,2026-11-02 09:00:00 UTC,,\"never closed\n2-c,\n");
    let err = refused("messages.csv", &table, "unclosed_quote");
    assert!(err.contains("line 3"), "{err}");
}

#[test]
fn tables_without_a_readable_row_are_refused() {
    refused("messages.csv", format!("{B10}\n").as_bytes(), "no_rows");
    refused("messages.csv", b"", "no_rows");
    refused("messages.csv", b"Datum,Von,An\n1,2,3\n", "unknown_header");
    let rows = format!("{B10}\na,b\nc,d\n");
    let err = refused("messages.csv", rows.as_bytes(), "nothing_readable");
    assert!(err.contains("2 have another number of fields"), "{err}");
    let late = messages_with(B10, PLAIN, &[mail("a", "x", ROBIN, &[JANE], "Hi.").dated("someday")]);
    refused("messages.csv", &late, "nothing_readable");
}

#[test]
fn the_first_part_of_the_archive_is_refused_without_messages() {
    let first = Export::new().file("Profile.csv", profile(ROBIN)).connections(&[(JANE, "01 Feb 2025")]);
    let err = refused(BASIC, &first.zip(), "no_correspondence");
    assert!(err.contains("second"), "{err}");
    refused("Connections.csv", &connections(&[(JANE, "01 Feb 2025")]), "no_correspondence");
    refused("note.txt", b"hello", "no_correspondence");
    refused("empty.zip", &zipped(&[]), "no_correspondence");
}

#[test]
fn a_missing_file_is_refused() {
    let home = home(&november());
    assert_eq!(home.refuses(2, &["import", "missing.zip"])["code"], "unreadable");
    assert_eq!(home.refuses(2, &["import", BASIC, "missing.zip"])["code"], "unreadable");
    home.exits(2, &["import"]);
    home.exits(2, &["import", ""]);
}

#[test]
fn a_future_record_is_left_out_with_a_caution() {
    let home = home(&Export::new().file("Profile.csv", profile(ROBIN)).messages(&[
        mail("a", "2026-11-02 09:00:00", ROBIN, &[JANE], "Hi."),
        mail("a", "2036-11-02 09:00:00", ROBIN, &[JANE], "Hi."),
    ]));
    let answer = home.json(&["import", BASIC]);
    assert_eq!(answer["added"], 1);
    assert!(crate::program::codes(&answer).contains(&"in_future".to_owned()));
}

#[test]
fn odd_file_names_and_folders_are_read() {
    let home = Home::new();
    home.write("Basic.zip.zip", &november().zip());
    home.write("by hand (1).zip", &november().zip_by_hand());
    for (name, bytes) in &november().files {
        home.write(&format!("unpacked/{name}"), bytes);
    }
    assert_eq!(home.json(&["import", "Basic.zip.zip"])["added"], 7);
    for again in ["by hand (1).zip", "unpacked"] {
        let answer = home.json(&["import", again]);
        assert_eq!((answer["added"].as_u64(), answer["already_known"].as_u64()), (Some(0), Some(7)), "{again}");
    }
}
