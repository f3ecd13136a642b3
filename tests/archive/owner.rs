//! The owner of an archive.

use inquota::archive::{ArchiveError, Evidence, Limits};

use crate::export::*;

/// A thread of Robin and Jane, from which either could be the owner.
fn pair() -> Vec<Mail> {
    vec![
        mail("a", "2026-02-03 08:00:00", ROBIN, &[JANE], "Hi."),
        mail("a", "2026-02-03 09:00:00", JANE, &[ROBIN], "Hi."),
        mail("a", "2026-02-03 09:01:00", JANE, &[ROBIN], "Well?"),
    ]
}

/// The owner's handle, and the evidence for it.
fn owner(export: &Export) -> (String, Evidence) {
    let owner = read_one(export).owner;
    (owner.handle.map_or("?".into(), |handle| handle.as_str().to_owned()), owner.known_by)
}

#[test]
fn the_owner_is_the_profile_in_every_row_not_the_one_that_writes_most() {
    let mut mails = pair();
    mails.push(mail("b", "2026-02-03 09:01:00", BO, &[ROBIN], "Hi."));
    assert_eq!(owner(&Export::new().messages(&mails)), ("robin-vale".into(), Evidence::EveryRow));
}

#[test]
fn an_owner_who_never_writes_is_found_too() {
    let mails = [
        mail("a", "2026-02-03 08:00:00", JANE, &[ROBIN], "Hi."),
        mail("b", "2026-02-03 09:00:00", BO, &[ROBIN], "Hi."),
        mail("c", "2026-02-03 09:00:00", HIDDEN, &[ROBIN], "Hi."),
    ];
    let export = Export::new().messages(&mails);
    assert_eq!(owner(&export), ("robin-vale".into(), Evidence::EveryRow));
    assert_eq!(counts(&read_one(&export)), [0, 0, 3, 0]);
}

#[test]
fn invitations_take_precedence_as_evidence() {
    let export = Export::new().messages(&pair()).invitations(&[
        invitation("1/1/26, 9:00 AM", "OUTGOING", BO, ""),
        invitation("1/1/26, 9:00 AM", "INCOMING", ANN, ""),
    ]);
    assert_eq!(owner(&export), ("robin-vale".into(), Evidence::Invitations));
}

#[test]
fn with_one_thread_the_name_in_the_profile_decides_or_the_owner_is_unknown() {
    assert_eq!(
        owner(&Export::new().messages(&pair()).file("Profile.csv", profile(ROBIN))),
        ("robin-vale".into(), Evidence::ProfileName)
    );
    let error = error_of(&Export::new().messages(&pair()));
    let ArchiveError::OwnerUnknown { candidates, .. } = &error else { panic!("{error}") };
    assert_eq!(candidates, &[handle("in/jane-doe"), handle("in/robin-vale")]);
    assert!(error.hint().contains("--me"), "{}", error.hint());
    assert!(error.to_string().contains("in/jane-doe or in/robin-vale"), "{error}");
}

#[test]
fn the_member_can_name_the_owner() {
    let session = Archives::new().zip("a.zip", &Export::new().messages(&pair()));
    let findings = session.try_read(Some("in/robin-vale"), &Limits::default()).unwrap();
    assert_eq!(findings.owner.known_by, Evidence::Me);
    assert_eq!(findings.owner.name.as_deref(), Some("Robin Vale"));
    assert_eq!(counts(&findings), [1, 1, 2, 1]);
    let stranger = session.try_read(Some("in/somebody-else"), &Limits::default()).unwrap_err();
    assert_eq!(stranger.to_string(), "in/somebody-else is not in the archive");
}

#[test]
fn the_member_cannot_name_another_owner_than_the_evidence() {
    let mut mails = pair();
    mails.push(mail("b", "2026-02-03 09:01:00", BO, &[ROBIN], "Hi."));
    let session = Archives::new().zip("a.zip", &Export::new().messages(&mails));
    let error = session.try_read(Some("in/jane-doe"), &Limits::default()).unwrap_err();
    assert_eq!(error.to_string(), "the archive belongs to in/robin-vale, not to in/jane-doe");
    assert!(session.try_read(Some("in/Robin-Vale"), &Limits::default()).is_ok());
}

#[test]
fn without_profiles_of_recipients_the_name_decides() {
    // In the layout of 2021, only Jane has a profile in the rows that Robin did not write. That does not make her the
    // owner.
    let mails = [
        mail("a", "2021-02-03 08:00:00", JANE, &[ROBIN], "Hi."),
        mail("b", "2021-02-03 08:00:00", Who("Acme", ""), &[ROBIN], "Your application"),
        mail("c", "2021-02-03 08:00:00", HIDDEN, &[ROBIN], "Hi."),
    ];
    let export = Export::new().file("messages.csv", messages_with(OF_2021, PLAIN, &mails));
    let found = read_one(&export).owner;
    assert_eq!((found.name.as_deref(), found.handle, found.known_by), (Some("Robin Vale"), None, Evidence::Name));
    // With a row that Robin wrote, the name has a profile.
    let mails = [&mails[..], &[mail("d", "2021-02-03 08:00:00", ROBIN, &[BO], "Hi.")]].concat();
    let export = Export::new().file("messages.csv", messages_with(OF_2021, PLAIN, &mails));
    assert_eq!(owner(&export), ("robin-vale".into(), Evidence::Name));
    assert_eq!(counts(&read_one(&export)), [1, 1, 3, 0]);
}

#[test]
fn one_archive_can_give_the_owner_of_another() {
    let whole = Export::new().messages(&pair());
    let invited = Export::new().invitations(&[invitation("1/1/26, 9:00 AM", "OUTGOING", BO, "")]);
    let findings = Archives::new().zip("a.zip", &whole).zip("b.zip", &invited).read();
    assert_eq!(
        (findings.owner.known_by, findings.messages.sent, findings.invitations.sent),
        (Evidence::Invitations, 1, 1)
    );
}

#[test]
fn archives_of_two_members_are_refused_together() {
    let mine = [pair(), vec![mail("b", "2026-02-03 09:01:00", BO, &[ROBIN], "Hi.")]].concat();
    let janes = [pair(), vec![mail("c", "2026-02-03 09:01:00", BO, &[JANE], "Hi.")]].concat();
    let session =
        Archives::new().zip("a.zip", &Export::new().messages(&mine)).zip("b.zip", &Export::new().messages(&janes));
    let error = session.error();
    assert_eq!(error.to_string(), "the archives belong to two members: a.zip to in/robin-vale, b.zip to in/jane-doe");
}

#[test]
fn an_owner_with_a_new_profile_address_is_found_by_rows_in_both_archives() {
    let renamed = Who("Robin Vale", "robin-v");
    let rows = |owner: Who| {
        vec![
            mail("a", "2026-02-03 08:00:00", owner, &[JANE], "Hi."),
            mail("b", "2026-02-03 09:00:00", BO, &[owner], "Hi."),
        ]
    };
    let newer = [rows(renamed), vec![mail("b", "2026-03-03 09:00:00", renamed, &[BO], "Hello.")]].concat();
    let session = Archives::new().zip("new.zip", &Export::new().messages(&newer));
    let findings = session.zip("old.zip", &Export::new().messages(&rows(ROBIN))).read();
    assert_eq!(findings.owner.handle, Some(handle("in/robin-v")));
    assert_eq!((counts(&findings), findings.skipped.duplicate), ([2, 2, 1, 0], 2));
}
