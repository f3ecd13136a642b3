//! The forms of an archive: zips as LinkedIn sends them or packed again, folders, single files, several at once.

use inquota::archive::{ArchiveError, FileKind, FileReport, Findings, Limits};

use crate::export::*;

fn export() -> Export {
    Export::new()
        .messages(&[
            mail("a", "2026-02-03 08:00:00", ROBIN, &[JANE], "Hi."),
            mail("b", "2026-02-03 09:00:00", BO, &[ROBIN], "Hi."),
        ])
        .invitations(&[invitation("1/1/26, 9:00 AM", "OUTGOING", ANN, "")])
        .connections(&[(ANN, "02 Jan 2026")])
        .file(
            "coach_messages.csv",
            messages_with(B10, PLAIN, &[mail("c", "2026-02-03 08:00:00", ROBIN, &[], "Coach?")]),
        )
        .file("Jobs/Job Applications_1.csv", "Application Date\n")
        .file("Skills.csv", "Name\nBaking\n")
}

/// The findings must be the same as those of the zip.
fn assert_same(findings: &Findings) {
    let whole = read_one(&export());
    assert_eq!(
        (&findings.events, &findings.people, &findings.connections),
        (&whole.events, &whole.people, &whole.connections)
    );
    assert_eq!((findings.messages, findings.skipped), (whole.messages, whole.skipped));
}

fn report<'a>(findings: &'a Findings, name: &str) -> &'a FileReport {
    findings.files.iter().find(|file| file.name == name).unwrap()
}

#[test]
fn a_zip_is_read_under_any_name() {
    for name in ["Complete_LinkedInDataExport_11-20-2026.zip.zip", "export (1).zip", "export"] {
        assert_same(&Archives::new().zip(name, &export()).read());
    }
}

#[test]
fn a_zip_packed_again_on_a_mac_is_read() {
    let findings = Archives::new().with("again.zip", &export().zip_by_hand()).read();
    assert_same(&findings);
    assert_eq!(report(&findings, "._messages.csv").kind, FileKind::MacExtra);
    assert_eq!(report(&findings, ".DS_Store").reason.as_deref(), Some("added by macOS"));
}

#[test]
fn a_folder_is_read_even_with_nested_folders() {
    assert_same(&Archives::new().folder("unpacked", &export()).read());
    let mut deep = export();
    for file in &mut deep.files {
        file.0 = format!("Basic/inside/{}", file.0);
    }
    assert_same(&Archives::new().folder("unpacked", &deep).read());
}

#[test]
fn single_files_are_read_as_one_archive() {
    let mut session = Archives::new();
    for (name, bytes) in &export().files {
        session = session.with(name, bytes);
    }
    assert_same(&session.read());
}

#[test]
fn tables_in_several_zips_are_read_together() {
    let whole = export();
    let mut session = Archives::new();
    for (place, file) in whole.files.iter().enumerate() {
        session = session.zip(&format!("{place}.zip"), &Export { files: vec![file.clone()] });
    }
    assert_same(&session.read());
}

#[test]
fn every_file_is_reported_as_used_or_with_a_reason() {
    let findings = read_one(&export());
    let messages = report(&findings, "messages.csv");
    assert_eq!((messages.used, messages.rows, messages.kind, &messages.reason), (true, 2, FileKind::Messages, &None));
    let coach = report(&findings, "coach_messages.csv");
    assert_eq!((coach.used, coach.kind), (false, FileKind::Assistant));
    assert_eq!(coach.reason.as_deref(), Some("a conversation with an assistant"));
    assert_eq!(report(&findings, "Skills.csv").kind, FileKind::Other);
    assert_eq!(report(&findings, "Job Applications_1.csv").kind, FileKind::Other);
    assert_eq!(findings.files.len(), 6);
}

#[test]
fn an_entry_whose_path_leads_out_of_the_zip_is_reported_and_left_out() {
    let mut evil = export();
    for path in ["../../../etc/Profile.csv", "/messages.csv", "C:\\Connections.csv", "a/../../Invitations.csv"] {
        evil = evil.file(path, "never read");
    }
    let findings = Archives::new().with("evil.zip", &evil.zip()).read();
    assert_same(&findings);
    let outside: Vec<&FileReport> = findings.files.iter().filter(|file| file.kind == FileKind::Outside).collect();
    assert_eq!(outside.len(), 4);
    assert!(outside.iter().all(|file| !file.used && file.rows == 0));
    assert_eq!(report(&findings, "/messages.csv").reason.as_deref(), Some("its path leads out of the archive"));
    // If nothing else is there, the error names it.
    let only = Export::new().file("../messages.csv", "never read").file("Skills.csv", "Name\n");
    assert_eq!(
        error_of(&only),
        ArchiveError::OutsidePath { file: "Basic_LinkedInDataExport_11-20-2026.zip: ../messages.csv".into() }
    );
}

#[test]
fn a_folder_with_only_zips_is_read() {
    let mut session = Archives::new().folder("downloads", &Export { files: Vec::new() });
    let folder = session.paths[0].clone();
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("export.zip"), export().zip()).unwrap();
    session.paths = vec![folder.clone()];
    assert_same(&session.read());
    // Of several zips, those that LinkedIn names are meant.
    std::fs::rename(folder.join("export.zip"), folder.join("Basic_LinkedInDataExport_11-20-2026.zip")).unwrap();
    std::fs::write(folder.join("photos.zip"), Export::new().file("a.jpg", "x").zip()).unwrap();
    let findings = session.read();
    assert_same(&findings);
    assert_eq!(report(&findings, "photos.zip").reason.as_deref(), Some("a zip inside: import it by itself"));
    // Which of these is meant cannot be known.
    std::fs::rename(folder.join("Basic_LinkedInDataExport_11-20-2026.zip"), folder.join("data.zip")).unwrap();
    let zips = vec!["data.zip".into(), "photos.zip".into()];
    assert_eq!(session.error(), ArchiveError::ZipsInFolder { folder: "downloads".into(), zips });
}

#[test]
fn copies_under_the_names_that_browsers_and_file_managers_make_are_read() {
    for ending in [" (1)", "(2)", " 2", " copy", " copy 3", " - Copy", " - Kopie (2)", "_1"] {
        let mut copies = export();
        for (name, _) in &mut copies.files {
            *name = name.replace(".csv", &format!("{ending}.csv"));
        }
        assert_same(&Archives::new().folder("copies", &copies).read());
    }
    // Another table of such a name is left out; messages.csv itself would be refused.
    let mixed = export().file("messages copy.csv", "Name,Text\nJane,Hi\n");
    let findings = Archives::new().folder("mixed", &mixed).read();
    assert_same(&findings);
    assert!(!report(&findings, "messages copy.csv").used);
}

#[test]
fn a_table_in_two_files_is_read_as_one() {
    let mails = [
        mail("a", "2026-02-03 08:00:00", ROBIN, &[JANE], "Hi."),
        mail("b", "2026-02-03 09:00:00", BO, &[ROBIN], "Hi."),
    ];
    let parts = Export::new()
        .file("messages_1.csv", messages_with(B10, PLAIN, &mails[..1]))
        .file("messages_2.csv", messages_with(B10, PLAIN, &mails[1..]));
    assert_eq!(read_one(&parts).events, read_one(&Export::new().messages(&mails)).events);
}

#[test]
fn progress_is_reported_every_4096_rows() {
    let mails: Vec<Mail> = (0..9000)
        .map(|number| {
            let date = format!("2026-02-03 08:{:02}:{:02}", number / 60 % 60, number % 60);
            mail(&format!("t{}", number % 7), &date, ROBIN, &[[JANE, BO, ANN][number % 3]], &number.to_string())
        })
        .collect();
    let session = Archives::new().zip("a.zip", &Export::new().messages(&mails));
    let mut reported = Vec::new();
    let findings =
        inquota::archive::read(&session.paths, None, &Limits::default(), &mut |rows| reported.push(rows)).unwrap();
    assert_eq!((reported, findings.messages.sent), (vec![4096, 8192], 9000));
}
