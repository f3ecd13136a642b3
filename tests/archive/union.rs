//! Several archives of one member: together, each row once, nothing lost.

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

fn both(older: &[Mail], newer: &[Mail]) -> inquota::archive::Findings {
    let (older, newer) = (Export::new().messages(older), Export::new().messages(newer));
    let one = Session::new().zip("old.zip", &older).zip("new.zip", &newer).read();
    let other = Session::new().zip("new.zip", &newer).zip("old.zip", &older).read();
    assert_eq!((&one.events, &one.people, one.skipped), (&other.events, &other.people, other.skipped));
    one
}

#[test]
fn what_is_gone_from_the_newer_stays_and_nothing_comes_twice() {
    let findings = both(&older(), &newer());
    assert_eq!((counts(&findings), findings.skipped.duplicate), ([3, 3, 1, 1], 2));
}

#[test]
fn a_fingerprint_is_the_same_in_every_archive_and_layout() {
    let fingerprint =
        |export: &Export| read_one(export).events.iter().map(|event| event.fingerprint).collect::<Vec<_>>();
    let whole = fingerprint(&Export::new().messages(&older()));
    assert_eq!(whole, fingerprint(&Export::new().file("messages.csv", messages_with(OF_2021, PLAIN, &older()))));
    // Kept in ledgers: it must never change. Worked out apart from the program: FNV-1a over thread, second, side
    // and text.
    assert_eq!(whole[0].to_string(), "697ff24f57fd7d8561d78dd393391c20");
}

#[test]
fn a_person_with_a_new_address_is_one_person() {
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
fn a_new_address_in_a_group_is_known_by_the_row_that_both_have() {
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
fn somebody_hidden_since_is_still_known_from_the_older_archive() {
    let mut later = newer();
    later[0].to = vec![HIDDEN];
    later[1].from = HIDDEN;
    later.push(mail("a", "2026-06-04 10:00:00", ROBIN, &[HIDDEN], "Still there?"));
    let findings = both(&older(), &later);
    assert_eq!(counts(&findings), [4, 3, 1, 1]);
    assert!(findings.people.iter().all(|person| person.only_within.is_none()));
}

#[test]
fn two_profiles_in_one_archive_are_two_people_whatever_another_says() {
    // The newer archive has both profiles, so they are not one person's.
    let other = Who("Jane Doe", "jane-doe-2");
    let mut later = newer();
    later[0].to = vec![other];
    later[1].from = other;
    later.push(mail("c", "2026-06-04 10:00:00", ROBIN, &[JANE], "And you?"));
    let findings = both(&older(), &later);
    assert!(findings.people.iter().all(|person| person.former_handles.is_empty()));
}

#[test]
fn an_older_layout_learns_profiles_from_a_newer() {
    let old = Export::new().file("messages.csv", messages_with(OF_2021, PLAIN, &older()));
    let new = Export::new().messages(&[newer(), vec![mail("z", "2026-01-01 10:00:00", BO, &[ROBIN], "Hi.")]].concat());
    let findings = Session::new().zip("old.zip", &old).zip("new.zip", &new).read();
    assert!(findings.people.iter().all(|person| person.handle.is_some()), "{:?}", findings.people);
    assert_eq!(findings.skipped.duplicate, 2);
}

#[test]
fn invitations_come_once_and_the_forgotten_ones_stay() {
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
        let findings = Session::new().zip("a.zip", one).zip("b.zip", other).read();
        assert_eq!(findings.invitations.sent, 3);
        assert_eq!((findings.invitations.received, findings.invitations.accepted), (1, 1));
        assert_eq!(findings.skipped.duplicate, 1);
        // 5 September less 180 days; the older archive of 6 January is before that, so there is a gap.
        assert_eq!(findings.invitations_known_from.unwrap().to_string(), "2026-03-09");
    }
}

#[test]
fn archives_close_to_each_other_are_known_further_back() {
    let of = |sent_at| Export::new().invitations(&[invitation(sent_at, "OUTGOING", JANE, "")]);
    let findings = Session::new().zip("a.zip", &of("7/1/26, 9:00 AM")).zip("b.zip", &of("2/1/26, 9:00 AM")).read();
    // 1 July less 180 days is 2 January; 1 February is after that, and 180 days before it is 5 August 2025.
    assert_eq!(findings.invitations_known_from.unwrap().to_string(), "2025-08-05");
}

#[test]
fn a_note_is_known_when_its_invitation_is_in_another_archive() {
    let messages = Export::new().messages(&older());
    let invited = Export::new()
        .invitations(&[invitation("6/3/25, 1:00 AM", "OUTGOING", BO, "Hi Bo.")])
        .connections(&[(BO, "03 Jun 2025")]);
    let findings = Session::new().zip("a.zip", &messages).zip("b.zip", &messages).zip("c.zip", &invited).read();
    // Twice the note, twice the rest.
    assert_eq!(skipped(&findings), [0, 0, 0, 2, 2, 0, 0]);
}

#[test]
fn two_who_write_the_same_at_once_are_two_even_in_two_archives() {
    let part = |from: Who, other: Who| {
        Export::new().file("Profile.csv", profile(ROBIN)).messages(&[
            mail("g", "2025-06-01 10:00:00", from, &[ROBIN, other], "Happy new year!"),
            mail("x", "2025-06-01 10:00:00", ROBIN, &[ANN], "Hi."),
        ])
    };
    let findings = Session::new().zip("a.zip", &part(JANE, BO)).zip("b.zip", &part(BO, JANE)).read();
    assert_eq!((findings.messages.received, findings.skipped.duplicate), (2, 1));
    assert!(findings.people.iter().all(|person| person.former_handles.is_empty()));
}
