//! Several archives of one member, read together: every row counts once, and none is lost.

use crate::export::*;

fn older() -> Vec<Mail> {
    vec![
        mail("a", "2025-06-01 10:00:00", ROBIN, &[JANE], "Hi Jane,  how are you?"),
        mail("a", "2025-06-02 10:00:00", JANE, &[ROBIN], "Fine."),
        mail("gone", "2025-06-03 10:00:00", ROBIN, &[BO], "Hi Bo."),
    ]
}

fn newer() -> Vec<Mail> {
    vec![
        mail("a", "2025-06-01 10:00:00", ROBIN, &[JANE], "Hi Jane,\n\nhow are you?"),
        mail("a", "2025-06-02 10:00:00", JANE, &[ROBIN], "Fine."),
        mail("b", "2026-06-03 10:00:00", ROBIN, &[ANN], "Hi Ann."),
    ]
}

/// Reads an older and a newer archive together; the order must not matter.
fn both(older: &[Mail], newer: &[Mail]) -> inquota::archive::Findings {
    let (older, newer) = (Export::new().messages(older), Export::new().messages(newer));
    let one = Archives::new().zip("old.zip", &older).zip("new.zip", &newer).read();
    let other = Archives::new().zip("new.zip", &newer).zip("old.zip", &older).read();
    assert_eq!((&one.events, &one.people, one.skipped), (&other.events, &other.people, other.skipped));
    one
}

#[test]
fn rows_missing_in_the_newer_archive_stay_and_no_row_counts_twice() {
    let findings = both(&older(), &newer());
    assert_eq!((counts(&findings), findings.skipped.duplicate), ([3, 3, 1, 1], 2));
}

#[test]
fn a_fingerprint_is_the_same_in_every_archive_and_layout() {
    let fingerprint =
        |export: &Export| read_one(export).events.iter().map(|event| event.fingerprint).collect::<Vec<_>>();
    let whole = fingerprint(&Export::new().messages(&older()));
    assert_eq!(whole, fingerprint(&Export::new().file("messages.csv", messages_with(OF_2021, PLAIN, &older()))));
    // Ledgers store fingerprints, so they must never change. This one was computed independently of the program: FNV-1a
    // of thread, second, side and text.
    assert_eq!(whole[0].to_string(), "697ff24f57fd7d8561d78dd393391c20");
}

#[test]
fn a_person_with_a_new_profile_address_is_one_person() {
    let renamed = Who("Jane Roe", "jane-roe");
    let mut later = newer();
    later[0].to = vec![renamed];
    later[1].from = renamed;
    later.push(mail("c", "2026-06-04 10:00:00", ROBIN, &[renamed], "Still there?"));
    let findings = both(&older(), &later);
    let jane = findings.people.iter().find(|person| shown(person) == "jane-roe").unwrap();
    assert_eq!((jane.name.as_deref(), &jane.former_handles[..]), (Some("Jane Roe"), &[handle("in/jane-doe")][..]));
    assert_eq!(counts(&findings), [4, 3, 1, 1]);
}

#[test]
fn a_new_profile_address_in_a_group_is_found_by_a_row_in_both_archives() {
    let renamed = Who("Jane Doe", "jane-roe");
    let group = |jane: Who| {
        vec![
            mail("g", "2025-06-01 10:00:00", jane, &[ROBIN, BO], "Hello all."),
            mail("x", "2025-06-01 10:00:00", ROBIN, &[ANN], "Hi."),
        ]
    };
    let findings =
        both(&group(JANE), &[group(renamed), vec![mail("y", "2026-01-01 00:00:00", BO, &[ROBIN], "Hi")]].concat());
    let jane = findings.people.iter().find(|person| shown(person) == "jane-roe").unwrap();
    assert_eq!(jane.former_handles, [handle("in/jane-doe")]);
    assert_eq!(findings.messages.received, 2);
}

#[test]
fn a_person_hidden_in_the_newer_archive_is_found_by_the_older() {
    let mut later = newer();
    later[0].to = vec![HIDDEN];
    later[1].from = HIDDEN;
    later.push(mail("a", "2026-06-04 10:00:00", ROBIN, &[HIDDEN], "Still there?"));
    let findings = both(&older(), &later);
    assert_eq!(counts(&findings), [4, 3, 1, 1]);
    assert!(findings.people.iter().all(|person| person.only_within.is_none()));
}

#[test]
fn two_profiles_in_one_archive_are_always_two_people() {
    // The newer archive has both profiles, so they belong to two people.
    let other = Who("Jane Doe", "jane-doe-2");
    let mut later = newer();
    later[0].to = vec![other];
    later[1].from = other;
    later.push(mail("c", "2026-06-04 10:00:00", ROBIN, &[JANE], "And you?"));
    let findings = both(&older(), &later);
    assert!(findings.people.iter().all(|person| person.former_handles.is_empty()));
}

#[test]
fn an_older_layout_gets_profiles_from_a_newer_archive() {
    let old = Export::new().file("messages.csv", messages_with(OF_2021, PLAIN, &older()));
    let new = Export::new().messages(&[newer(), vec![mail("z", "2026-01-01 10:00:00", BO, &[ROBIN], "Hi.")]].concat());
    let findings = Archives::new().zip("old.zip", &old).zip("new.zip", &new).read();
    assert!(findings.people.iter().all(|person| person.handle.is_some()), "{:?}", findings.people);
    assert_eq!(findings.skipped.duplicate, 2);
}

#[test]
fn every_invitation_counts_once_and_those_missing_in_the_newer_archive_stay() {
    let old = Export::new().invitations(&[
        invitation("1/5/26, 9:00 AM", "OUTGOING", JANE, "Hi"),
        invitation("1/5/26, 9:00 AM", "OUTGOING", BO, "Hi"),
        invitation("1/6/26, 9:00 AM", "INCOMING", ANN, ""),
    ]);
    let renamed = Who("Bo Li", "bo-li-2");
    let new = Export::new()
        .invitations(&[
            invitation("9/5/26, 9:00 AM", "OUTGOING", ANN, ""),
            invitation("1/5/26, 9:00 AM", "OUTGOING", renamed, "Hi"),
        ])
        .connections(&[(renamed, "06 Jan 2026")]);
    for (one, other) in [(&old, &new), (&new, &old)] {
        let findings = Archives::new().zip("a.zip", one).zip("b.zip", other).read();
        assert_eq!(findings.invitations.sent, 3);
        assert_eq!((findings.invitations.received, findings.invitations.accepted), (1, 1));
        assert_eq!(findings.skipped.duplicate, 1);
        // 180 days before 5 September is 9 March; the older archive, of 6 January, is before that, so there is a gap.
        assert_eq!(findings.invitations_known_from.unwrap().to_string(), "2026-03-09");
    }
}

#[test]
fn archives_within_180_days_cover_invitations_without_a_gap() {
    let of = |sent_at| Export::new().invitations(&[invitation(sent_at, "OUTGOING", JANE, "")]);
    let findings = Archives::new().zip("a.zip", &of("7/1/26, 9:00 AM")).zip("b.zip", &of("2/1/26, 9:00 AM")).read();
    // 180 days before 1 July is 2 January; 1 February is after that, and 180 days before it is 5 August 2025.
    assert_eq!(findings.invitations_known_from.unwrap().to_string(), "2025-08-05");
}

#[test]
fn a_note_is_found_even_if_its_invitation_is_in_another_archive() {
    let messages = Export::new().messages(&older());
    let invited = Export::new()
        .invitations(&[invitation("6/3/25, 1:00 AM", "OUTGOING", BO, "Hi Bo.")])
        .connections(&[(BO, "03 Jun 2025")]);
    let findings = Archives::new().zip("a.zip", &messages).zip("b.zip", &messages).zip("c.zip", &invited).read();
    // The note and the two other rows are each in two archives.
    assert_eq!(skipped(&findings), [0, 0, 0, 2, 2, 0, 0]);
}

#[test]
fn the_same_text_of_two_people_in_the_same_second_is_two_rows_even_in_two_archives() {
    let part = |from: Who, other: Who| {
        Export::new().file("Profile.csv", profile(ROBIN)).messages(&[
            mail("g", "2025-06-01 10:00:00", from, &[ROBIN, other], "Happy new year!"),
            mail("x", "2025-06-01 10:00:00", ROBIN, &[ANN], "Hi."),
        ])
    };
    let findings = Archives::new().zip("a.zip", &part(JANE, BO)).zip("b.zip", &part(BO, JANE)).read();
    assert_eq!((findings.messages.received, findings.skipped.duplicate), (2, 1));
    assert!(findings.people.iter().all(|person| person.former_handles.is_empty()));
}
