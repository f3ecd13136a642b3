//! Invitations, connections, and notes of invitations that are also in messages.csv.

use chrono::NaiveDate;
use inquota::archive::Caution;

use crate::export::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Two threads that make Robin the owner.
fn others() -> [Mail; 2] {
    [
        mail("x", "2026-01-02 10:00:00", ROBIN, &[Who("Xu", "xu")], "Hi."),
        mail("y", "2026-01-02 11:00:00", ROBIN, &[Who("Yi", "yi")], "Hi."),
    ]
}

#[test]
fn sent_dates_are_in_pacific_time_and_accepted_dates_in_utc() {
    let export = Export::new()
        .invitations(&[
            invitation("1/29/26, 2:37 PM", "OUTGOING", JANE, ""),
            invitation("7/4/26, 11:05 PM", "OUTGOING", BO, "Hello, Bo"),
            invitation("1/20/26, 9:00 AM", "OUTGOING", Who("Cy", "cy"), ""),
            invitation("1/10/26, 9:00 AM", "INCOMING", Who("Di", "di"), ""),
        ])
        .connections(&[(JANE, "29 Jan 2026"), (BO, "07 Jul 2026"), (Who("Di", "di"), "10 Jan 2026")]);
    let findings = read_one(&export);
    let (sent, received, accepted) =
        (findings.invitations.sent, findings.invitations.received, findings.invitations.accepted);
    assert_eq!((sent, received, accepted), (3, 1, 2));
    assert_eq!(
        events(&findings),
        [
            // Di invited Robin: the start of the day of the connection.
            "2026-01-10T00:00:00Z accepted di",
            "2026-01-20T17:00:00Z invitation cy",
            // 14:37 Pacific is 22:37 UTC, on the day on which Jane accepted: an acceptance is not before its
            // invitation.
            "2026-01-29T22:37:00Z invitation jane-doe",
            "2026-01-29T22:37:00Z accepted jane-doe",
            // 23:05 in summer is 06:05 UTC on the next day.
            "2026-07-05T06:05:00Z invitation+note bo-li",
            "2026-07-07T00:00:00Z accepted bo-li",
        ]
    );
    assert!(findings.cautions.contains(&Caution::NoMessages));
    // 180 days before 5 July 2026.
    assert_eq!(findings.invitations_known_from, Some(day("2026-01-06")));
    assert_eq!(findings.connections.len(), 3);
}

#[test]
fn a_note_of_an_invitation_is_not_a_message() {
    let export = Export::new()
        .messages(
            &[
                mail("a", "2026-02-03 08:00:00", ROBIN, &[JANE], "Hi Jane,\n\nlet us  connect."),
                mail("a", "2026-02-03 09:00:00", JANE, &[ROBIN], "Gladly."),
                mail("a", "2026-02-03 10:00:00", ROBIN, &[JANE], "Great."),
                mail("b", "2026-02-04 08:00:00", BO, &[ROBIN], "Hi Robin"),
            ]
            .into_iter()
            .chain(others())
            .collect::<Vec<_>>(),
        )
        .invitations(&[
            invitation("2/2/26, 9:00 AM", "OUTGOING", JANE, "Hi Jane, let us connect."),
            invitation("2/3/26, 9:00 AM", "INCOMING", BO, "Hi Robin"),
        ])
        .connections(&[(JANE, "03 Feb 2026"), (BO, "04 Feb 2026")]);
    let findings = read_one(&export);
    assert_eq!(findings.skipped.invitation_note, 2);
    assert_eq!(findings.notes.len(), 2);
    // Jane's row is before the first row of Robin's that counts, so it is not a response.
    assert_eq!(counts(&findings), [3, 3, 1, 0]);
    assert_eq!(
        events(&findings)[2..],
        [
            "2026-02-02T17:00:00Z invitation+note jane-doe",
            "2026-02-03T00:00:00Z accepted jane-doe",
            "2026-02-03T09:00:00Z reply jane-doe",
            "2026-02-03T10:00:00Z message jane-doe",
            // Bo invited Robin on the 3rd, and has been a connection since the 4th.
            "2026-02-04T00:00:00Z accepted bo-li",
        ]
    );
}

/// The note of an invitation may be any row of the first instant of its thread, in either direction.
#[test]
fn a_note_is_found_among_all_rows_of_the_first_instant() {
    let at = "2026-10-01 09:00:00";
    let export = Export::new()
        .messages(
            &[
                mail("a", at, JANE, &[ROBIN], "Thanks for writing"),
                mail("a", at, ROBIN, &[JANE], "Let us connect"),
                mail("a", "2026-10-01 09:00:01", ROBIN, &[JANE], "Let us connect"),
                // Bo invited Robin, and three rows of that second sort before the note or after it.
                mail("b", at, BO, &[ROBIN], "And a picture"),
                mail("b", at, BO, &[ROBIN], "Hi Robin"),
                mail("b", at, BO, &[ROBIN], ""),
                mail("b", at, ROBIN, &[BO], "Hi Bo"),
            ]
            .into_iter()
            .chain(others())
            .collect::<Vec<_>>(),
        )
        .invitations(&[
            invitation("9/30/26, 2:37 PM", "OUTGOING", JANE, "Let us connect"),
            invitation("9/30/26, 2:37 PM", "INCOMING", BO, "Hi Robin"),
        ])
        .connections(&[(JANE, "01 Oct 2026"), (BO, "01 Oct 2026")]);
    let findings = read_one(&export);
    assert_eq!(findings.skipped.invitation_note, 2);
    // Sent: the two of `others`, Robin's second row to Jane, and the one to Bo. Received: one from Jane, two from Bo.
    // None of these is later than Robin's first row of its thread.
    assert_eq!(counts(&findings), [4, 4, 3, 0]);
    assert!(!events(&findings).contains(&"2026-10-01T09:00:00Z message jane-doe".to_owned()));
    assert!(events(&findings).contains(&"2026-10-01T09:00:00Z reply jane-doe".to_owned()));
    assert!(events(&findings).contains(&"2026-10-01T09:00:01Z message jane-doe".to_owned()));
}

#[test]
fn a_possible_note_is_found_among_all_rows_of_the_first_instant() {
    let export = Export::new()
        .messages(
            &[
                mail("a", "2025-02-03 08:00:00", JANE, &[ROBIN], "Gladly."),
                mail("a", "2025-02-03 08:00:00", ROBIN, &[JANE], "Hi Jane, let us connect."),
            ]
            .into_iter()
            .chain(others())
            .collect::<Vec<_>>(),
        )
        .invitations(&[invitation("1/1/26, 9:00 AM", "OUTGOING", ANN, "")])
        .connections(&[(JANE, "03 Feb 2025")]);
    let findings = read_one(&export);
    assert_eq!(findings.messages.sent, 3);
    assert!(findings.cautions.contains(&Caution::PossibleNotes { count: 1 }));
}

#[test]
fn only_the_first_row_of_one_thread_can_be_the_note() {
    let note = "Hi, let us connect.";
    let export = Export::new()
        .messages(
            &[
                mail("a", "2026-02-05 08:00:00", ROBIN, &[JANE], "Before."),
                mail("a", "2026-02-05 09:00:00", ROBIN, &[JANE], note),
                // Two threads start with the text: the one on the day of the connection has the note.
                mail("b", "2026-02-04 08:00:00", ROBIN, &[BO], note),
                mail("c", "2026-02-06 08:00:00", ROBIN, &[BO], note),
                // To a person without an invitation, before the invitation, and with a subject.
                mail("d", "2026-02-06 08:00:00", ROBIN, &[ANN], note),
                mail("e", "2026-01-01 08:00:00", ROBIN, &[Who("Cy", "cy")], note),
                mail("f", "2026-02-06 08:00:00", ROBIN, &[Who("Di", "di")], note).subject("Us"),
            ]
            .into_iter()
            .chain(others())
            .collect::<Vec<_>>(),
        )
        .invitations(&[
            invitation("2/1/26, 9:00 AM", "OUTGOING", JANE, note),
            invitation("2/1/26, 9:00 AM", "OUTGOING", BO, note),
            invitation("2/1/26, 9:00 AM", "OUTGOING", Who("Cy", "cy"), note),
            invitation("2/1/26, 9:00 AM", "OUTGOING", Who("Di", "di"), note),
        ])
        .connections(&[(JANE, "03 Feb 2026"), (BO, "06 Feb 2026")]);
    let findings = read_one(&export);
    assert_eq!(findings.skipped.invitation_note, 1);
    assert!(events(&findings).contains(&"2026-02-04T08:00:00Z message bo-li".to_owned()));
    assert!(!events(&findings).contains(&"2026-02-06T08:00:00Z message bo-li".to_owned()));
    assert_eq!(findings.inmail.sent, 1);
}

#[test]
fn a_possible_note_of_a_missing_invitation_is_a_message_with_a_caution() {
    let export = Export::new()
        .messages(
            &[
                mail("a", "2025-02-03 08:00:00", ROBIN, &[JANE], "Hi Jane, let us connect."),
                mail("b", "2025-02-03 08:00:00", ROBIN, &[BO], &"Long. ".repeat(60)),
            ]
            .into_iter()
            .chain(others())
            .collect::<Vec<_>>(),
        )
        .invitations(&[invitation("1/1/26, 9:00 AM", "OUTGOING", ANN, "")])
        .connections(&[(JANE, "03 Feb 2025"), (BO, "03 Feb 2025")]);
    let findings = read_one(&export);
    assert_eq!(findings.messages.sent, 4);
    assert!(findings.cautions.contains(&Caution::PossibleNotes { count: 1 }));
    // The newest row is of 2 January 2026; 180 days before that is 6 July 2025.
    assert_eq!(findings.invitations_known_from, Some(day("2025-07-06")));
}

#[test]
fn with_addresses_without_a_handle_people_are_matched_by_name() {
    let bare = |row: Vec<String>| {
        let mut row = row;
        row[5] = "https://www.linkedin.com/in".into();
        row[6] = "https://www.linkedin.com/in".into();
        row
    };
    let export = Export::new()
        .messages(&[
            mail("a", "2023-11-03 08:00:00", ROBIN, &[JANE], "Hi."),
            mail("b", "2023-11-03 08:00:00", ROBIN, &[BO], "Hi."),
        ])
        .invitations(&[
            bare(invitation("11/1/23, 9:00 AM", "OUTGOING", JANE, "")),
            bare(invitation("11/1/23, 9:00 AM", "INCOMING", ANN, "")),
        ])
        .connections(&[(JANE, "02 Nov 2023")]);
    let findings = read_one(&export);
    assert_eq!(findings.owner.known_by.name(), "every_row");
    assert_eq!(findings.invitations.accepted, 1);
    assert_eq!(
        events(&findings)[0..2],
        ["2023-11-01T16:00:00Z invitation jane-doe", "2023-11-02T00:00:00Z accepted jane-doe"]
    );
}

#[test]
fn percent_encoded_addresses_of_connections_are_decoded() {
    let export = Export::new()
        .invitations(&[invitation("1/1/26, 9:00 AM", "OUTGOING", ANN, "")])
        .connections(&[(ANN, "02 Jan 2026"), (NOBODY, "03 Jan 2026")]);
    let findings = read_one(&export);
    assert_eq!(findings.invitations.accepted, 1);
    assert_eq!(events(&findings)[1], "2026-01-02T00:00:00Z accepted ann-øst");
}

#[test]
fn an_acceptance_belongs_to_the_latest_invitation_before_it() {
    let export = Export::new()
        .invitations(&[
            invitation("3/1/26, 9:00 AM", "OUTGOING", JANE, ""),
            invitation("2/1/26, 9:00 AM", "OUTGOING", JANE, ""),
            invitation("1/1/26, 9:00 AM", "OUTGOING", JANE, ""),
        ])
        .connections(&[(JANE, "02 Feb 2026")]);
    let findings = read_one(&export);
    assert_eq!((findings.invitations.sent, findings.invitations.accepted), (3, 3));
    let accepted: Vec<_> =
        findings.events.iter().filter(|event| event.at.to_string() == "2026-02-02T00:00:00Z").collect();
    let sent = findings.events.iter().find(|event| event.at.to_string() == "2026-02-01T17:00:00Z").unwrap();
    assert_eq!(accepted.len(), 1);
    assert_eq!(accepted[0].thread, sent.fingerprint);
}

#[test]
fn a_connection_who_invited_the_owner_is_added_and_no_sent_invitation_was_accepted() {
    let export = Export::new()
        .invitations(&[
            invitation("2/1/26, 9:00 AM", "INCOMING", JANE, ""),
            invitation("2/2/26, 9:00 AM", "INCOMING", BO, ""),
        ])
        // Jane accepted; Bo is no connection yet; nothing says who invited whom of Ann and the owner.
        .connections(&[(JANE, "03 Feb 2026"), (ANN, "03 Feb 2026")]);
    let findings = read_one(&export);
    assert_eq!((findings.invitations.sent, findings.invitations.received, findings.invitations.accepted), (0, 2, 0));
    assert_eq!(events(&findings), ["2026-02-03T00:00:00Z accepted jane-doe"]);
}

#[test]
fn receipts_suggest_the_plan_and_the_renewal_day() {
    let receipts = "First Name,Last Name,Transaction Made At,Payment Method Type,Description\n\
                    Robin,Vale,12/03/25 03:04 AM UTC,CARD,Premium Business\n\
                    Robin,Vale,01/03/26 03:04 AM UTC,CARD,Premium Career\n\
                    Robin,Vale,01/08/26 11:11 PM UTC,CARD,\"Job Posting, InMail 5\"\n\
                    Robin,Vale,soon,CARD,Premium Business\n";
    let export = Export::new().messages(&others()).file("Receipts_v2.csv", receipts);
    let suggestion = read_one(&export).suggestion.unwrap();
    assert_eq!((suggestion.plan, suggestion.renewal_day.number()), ("premium-career", 3));
    assert_eq!(suggestion.paid_on, day("2026-01-03"));
}
