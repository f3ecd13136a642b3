//! How an export may be given: zips as shipped or made again, folders, files, several at once.

use inquota::archive::{FileKind, FileReport, Findings, Limits};

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

fn same(findings: &Findings) {
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
fn a_zip_as_shipped_whatever_it_is_called() {
    for name in ["Complete_LinkedInDataExport_11-20-2026.zip.zip", "export (1).zip", "export"] {
        same(&Session::new().zip(name, &export()).read());
    }
}

#[test]
fn a_zip_made_by_hand_with_a_folder_and_what_a_mac_adds() {
    let findings = Session::new().with("again.zip", &export().zip_by_hand()).read();
    same(&findings);
    assert_eq!(report(&findings, "._messages.csv").kind, FileKind::MacExtra);
    assert_eq!(report(&findings, ".DS_Store").reason.as_deref(), Some("added by a Mac"));
}

#[test]
fn a_folder_and_a_folder_in_a_folder() {
    same(&Session::new().folder("unpacked", &export()).read());
    let mut deep = export();
    for file in &mut deep.files {
        file.0 = format!("Basic/inside/{}", file.0);
    }
    same(&Session::new().folder("unpacked", &deep).read());
}

#[test]
fn single_files_of_one_folder_are_one_export() {
    let mut session = Session::new();
    for (name, bytes) in &export().files {
        session = session.with(name, bytes);
    }
    same(&session.read());
}

#[test]
fn tables_spread_over_archives_are_read_together() {
    let whole = export();
    let mut session = Session::new();
    for (place, file) in whole.files.iter().enumerate() {
        session = session.zip(&format!("{place}.zip"), &Export { files: vec![file.clone()] });
    }
    same(&session.read());
}

#[test]
fn what_was_found_used_and_left_is_reported() {
    let findings = read_one(&export());
    let messages = report(&findings, "messages.csv");
    assert_eq!((messages.used, messages.rows, messages.kind, &messages.reason), (true, 2, FileKind::Messages, &None));
    let coach = report(&findings, "coach_messages.csv");
    assert_eq!((coach.used, coach.kind), (false, FileKind::Assistant));
    assert_eq!(coach.reason.as_deref(), Some("written with an assistant, not with people"));
    assert_eq!(report(&findings, "Skills.csv").kind, FileKind::Other);
    assert_eq!(report(&findings, "Job Applications_1.csv").kind, FileKind::Other);
    assert_eq!(findings.files.len(), 6);
}

#[test]
fn names_with_dots_are_names() {
    let mut evil = export();
    for file in &mut evil.files {
        file.0 = format!("../../../etc/{}", file.0);
    }
    same(&Session::new().with("evil.zip", &evil.zip()).read());
}

#[test]
fn a_table_in_two_parts_is_one() {
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
fn progress_is_told_now_and_then() {
    let mails: Vec<Mail> = (0..9000)
        .map(|number| {
            let date = format!("2026-02-03 08:{:02}:{:02}", number / 60 % 60, number % 60);
            mail(&format!("t{}", number % 7), &date, ROBIN, &[[JANE, BO, ANN][number % 3]], &number.to_string())
        })
        .collect();
    let session = Session::new().zip("a.zip", &Export::new().messages(&mails));
    let mut told = Vec::new();
    let findings =
        inquota::archive::read(&session.paths, None, &Limits::default(), &mut |rows| told.push(rows)).unwrap();
    assert_eq!((told, findings.messages.sent), (vec![4096, 8192], 9000));
}
