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
    assert!(err.contains("unpack it and"), "{err}");
}

#[test]
fn an_import_writes_no_file_of_the_archive() {
    let home = Home::new();
    let table = messages_with(B10, PLAIN, &[mail("a", "2026-11-02 09:00:00", ROBIN, &[JANE], "Hi.")]);
    let zip = zipped(&[
        ("messages.csv", &table),
        ("../../messages.csv", &table),
        ("../Profile.csv", b"x"),
        ("/etc/inquota.csv", b"x"),
    ]);
    home.write(BASIC, &zip);
    let text = home.ok(&["import", BASIC, "--me", "in/robin-vale"]).out;
    assert!(home.everything().iter().all(|path| !path.ends_with("messages.csv") && !path.ends_with("Profile.csv")));
    assert!(text.contains("../../messages.csv: its path leads out of the archive"), "{text}");
    let answer = home.json(&["import", BASIC, "--me", "in/robin-vale"]);
    let files = answer["files"].as_array().unwrap();
    let outside = files.iter().filter(|file| file["kind"] == "outside" && file["used"] == false).count();
    assert_eq!((outside, &answer["messages"]["sent"]), (3, &serde_json::json!(1)));
    refused("out.zip", &zipped(&[("../messages.csv", &table)]), "outside_path");
}

#[test]
fn a_side_table_that_cannot_be_read_is_reported_and_the_rest_comes_in() {
    let mut export = november();
    export.files.retain(|(name, _)| name != "Connections.csv");
    let home = home(&export.file("Connections.csv", "Vorname,Nachname,Verbunden am\nJane,Doe,02 Jan 2026\n"));
    let text = home.ok(&["import", BASIC, "--dry-run"]).out;
    let reason = "its header is not known (the first row is \"Vorname, Nachname, Verbunden am\")";
    assert!(text.contains(&format!("Connections.csv: {reason}")), "{text}");
    let answer = home.json(&["import", BASIC]);
    let files = answer["files"].as_array().unwrap();
    let file = files.iter().find(|file| file["name"] == "Connections.csv").unwrap();
    assert_eq!((file["used"].as_bool(), file["reason"].as_str()), (Some(false), Some(reason)));
    let codes = crate::program::codes(&answer);
    assert!(codes.contains(&"unread_table".to_owned()) && !codes.contains(&"no_connections".to_owned()), "{codes:?}");
    // Bo's acceptance is known from Connections.csv alone: the other six of the seven records come in.
    assert_eq!(answer["added"], 6);
}

#[test]
fn a_folder_that_holds_only_the_zip_is_read() {
    let home = Home::new();
    home.write(&format!("downloads/{BASIC}"), &november().zip());
    assert_eq!(home.json(&["import", "downloads"])["added"], 7);
    home.write("two/a.zip", &november().zip());
    home.write("two/b.zip", &november().zip());
    let error = home.refuses(2, &["import", "two"]);
    assert_eq!(
        (error["code"].as_str(), error["hint"].as_str()),
        (Some("zips_in_folder"), Some("import LinkedIn's zip by itself"))
    );
}

#[test]
fn copies_of_single_tables_are_known() {
    let home = Home::new();
    let mut names = vec!["import".to_owned()];
    for (name, bytes) in &november().files {
        let name = name.replace(".csv", " (1).csv");
        home.write(&name, bytes);
        names.push(name);
    }
    let args: Vec<&str> = names.iter().map(String::as_str).collect();
    assert_eq!(home.json(&args)["added"], 7);
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
    assert!(err.contains("2 have more or fewer fields"), "{err}");
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
