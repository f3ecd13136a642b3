//! The meaning of the rows of messages.csv.

use inquota::archive::Caution;

use crate::export::*;

#[test]
fn a_thread_becomes_messages_and_replies() {
    let findings = read_one(&Export::new().messages(&[
        // Newest first, as exported.
        mail("a", "2025-06-03 09:00:00", JANE, &[ROBIN], "Gladly."),
        mail("a", "2025-06-02 09:00:01", JANE, &[ROBIN], "And thank you!"),
        mail("a", "2025-06-02 09:00:00", JANE, &[ROBIN], "Hi Robin."),
        mail("a", "2025-06-01 10:00:00", ROBIN, &[JANE], "Hi Jane."),
        mail("b", "2025-06-01 09:00:00", ROBIN, &[BO], "Hi Bo."),
    ]));
    // Jane's three rows after Robin's are one reply.
    assert_eq!(
        events(&findings),
        [
            "2025-06-01T09:00:00Z message bo-li",
            "2025-06-01T10:00:00Z message jane-doe",
            "2025-06-02T09:00:00Z reply jane-doe",
        ]
    );
    assert_eq!(counts(&findings), [2, 2, 3, 1]);
    assert_eq!(skipped(&findings), [0; 7]);
    let (first, last) = findings.span.unwrap();
    assert_eq!(
        (first.to_string().as_str(), last.to_string().as_str()),
        ("2025-06-01T09:00:00Z", "2025-06-03T09:00:00Z")
    );
}

#[test]
fn a_first_message_from_somebody_is_a_reply_but_not_a_response() {
    let findings = read_one(&Export::new().messages(&[
        mail("a", "2025-06-01 10:00:00", JANE, &[ROBIN], "Hi Robin."),
        mail("a", "2025-06-01 11:00:00", ROBIN, &[JANE], "Hi Jane."),
        mail("b", "2025-06-01 10:00:00", BO, &[ROBIN], "Hi Robin."),
        mail("b", "2025-06-01 11:00:00", ROBIN, &[BO], "Hi Bo."),
        mail("b", "2025-06-01 12:00:00", BO, &[ROBIN], "Well?"),
    ]));
    // Bo's second row answers Robin; Jane wrote nothing after Robin did.
    assert_eq!(counts(&findings), [2, 2, 3, 1]);
    assert_eq!(events(&findings).iter().filter(|event| event.contains("reply")).count(), 3);
}

#[test]
fn a_row_of_the_same_second_is_not_a_response() {
    let findings = read_one(&Export::new().messages(&[
        mail("a", "2025-06-01 10:00:00", ROBIN, &[JANE], "Hi Jane."),
        mail("a", "2025-06-01 10:00:00", JANE, &[ROBIN], "Hi Robin."),
        mail("b", "2025-06-01 10:00:00", ROBIN, &[BO], "Hi."),
    ]));
    assert_eq!(counts(&findings), [2, 2, 1, 0]);
    assert_eq!(events(&findings)[0], "2025-06-01T10:00:00Z reply jane-doe");
}

#[test]
fn a_group_row_is_a_message_to_every_member_and_counts_once() {
    let findings = read_one(&Export::new().file("Profile.csv", profile(ROBIN)).messages(&[
        mail("g", "2025-06-01 10:00:00", ROBIN, &[JANE, BO, ANN], "Hello all."),
        mail("g", "2025-06-01 11:00:00", BO, &[ROBIN, JANE, ANN], "Hello!"),
        mail("g", "2025-06-01 12:00:00", ANN, &[ROBIN, JANE, BO], "Hi!"),
    ]));
    assert_eq!(counts(&findings), [1, 3, 2, 2]);
    assert_eq!(
        events(&findings)[3..],
        ["2025-06-01T11:00:00Z reply bo-li".to_owned(), "2025-06-01T12:00:00Z reply ann-øst".to_owned()]
    );
    assert!(findings.cautions.contains(&Caution::GroupMessages { count: 1 }));
    assert!(!findings.events[0].is_unique);
    let mut fingerprints: Vec<_> = findings.events.iter().map(|event| event.fingerprint).collect();
    fingerprints.sort();
    fingerprints.dedup();
    assert_eq!(fingerprints.len(), 5);
}

#[test]
fn sent_messages_count_people_not_threads() {
    let findings = read_one(&Export::new().messages(&[
        mail("a", "2025-06-01 10:00:00", ROBIN, &[JANE], "One."),
        mail("b", "2025-06-02 10:00:00", ROBIN, &[JANE], "Two."),
        mail("b", "2025-06-03 10:00:00", JANE, &[ROBIN], "Yes."),
        mail("a", "2025-06-03 11:00:00", JANE, &[ROBIN], "Yes."),
        mail("c", "2025-06-03 11:00:00", ROBIN, &[BO], "Three."),
    ]));
    // Two threads with Jane: one person, and a response in each thread.
    assert_eq!(counts(&findings), [3, 2, 2, 2]);
}

#[test]
fn a_first_row_with_a_subject_to_somebody_not_yet_connected_is_an_inmail() {
    let export = Export::new()
        .messages(&[
            mail("a", "2025-06-01 10:00:00", ROBIN, &[JANE], "Hi.").subject("A question"),
            // On day 90 of 90: 1 June + 90 days is 30 August.
            mail("a", "2025-08-30 23:00:00", JANE, &[ROBIN], "Yes?").subject("A question"),
            mail("a", "2025-08-31 09:00:00", ROBIN, &[JANE], "So.").subject("A question"),
            mail("b", "2025-06-01 10:00:00", ROBIN, &[BO], "Hi.").subject("To a connection"),
            mail("c", "2025-06-01 10:00:00", ROBIN, &[ANN], "Hi.").subject("RE: something"),
            // Connected on the same day: still an InMail.
            mail("d", "2025-06-05 23:59:59", ROBIN, &[Who("Cy Roe", "cy")], "Hi.").subject("Yours"),
            mail("d", "2025-09-04 00:00:00", Who("Cy Roe", "cy"), &[ROBIN], "Late."),
            mail("e", "2025-06-01 10:00:00", ROBIN, &[JANE, BO], "Hi.").subject("To two"),
            mail("f", "2025-06-01 10:00:00", Who("Di", "di"), &[ROBIN], "Hi.").subject("To me"),
        ])
        .connections(&[(BO, "31 May 2025"), (Who("Cy Roe", "cy"), "05 Jun 2025")]);
    let findings = read_one(&export);
    // Jane's answer came within 90 days, Cy's on day 91.
    assert_eq!((findings.inmail.sent, findings.inmail.answered, findings.inmail.answered_in_90_days), (2, 2, 1));
    let inmails: Vec<String> = events(&findings).into_iter().filter(|event| event.contains("inmail")).collect();
    assert_eq!(inmails, ["2025-06-01T10:00:00Z inmail jane-doe", "2025-06-05T23:59:59Z inmail cy"]);
    assert_eq!(findings.messages.sent, 6);
    assert!(findings.cautions.contains(&Caution::InMailsAssumed { count: 2 }));
}

#[test]
fn an_inmail_with_a_picture_in_the_same_second_is_one_inmail() {
    for text in ["One.", "Two.", "Three.", "Four."] {
        let findings = read_one(&Export::new().messages(&[
            mail("a", "2025-06-01 10:00:00", ROBIN, &[JANE], ""),
            mail("a", "2025-06-01 10:00:00", ROBIN, &[JANE], text).subject("A question"),
            mail("b", "2025-06-01 10:00:00", ROBIN, &[BO], "Hi."),
        ]));
        assert_eq!((findings.inmail.sent, findings.messages.sent), (1, 3), "{text}");
    }
}

#[test]
fn without_connections_every_first_row_with_a_subject_is_an_inmail_with_a_caution() {
    let findings = read_one(&Export::new().messages(&[
        mail("a", "2017-06-01 10:00:00", ROBIN, &[JANE], "Hi.").subject("Old"),
        mail("b", "2025-06-01 10:00:00", ROBIN, &[BO], "Hi.").subject("New"),
    ]));
    assert_eq!(findings.inmail.sent, 2);
    assert!(findings.cautions.contains(&Caution::OldInMails { count: 1 }));
    assert!(findings.cautions.contains(&Caution::NoConnections));
}

#[test]
fn a_sponsored_thread_is_left_out_with_the_owners_answers() {
    let html = "<p class=\"spinmail-quill-editor__spin-break\">Dear %FIRSTNAME%</p>";
    let findings = read_one(
        &Export::new().messages(&[
            mail("a", "2025-06-01 10:00:00", HIDDEN, &[ROBIN], "Learn more?").title("Sponsored Conversation"),
            mail("a", "2025-06-01 10:05:00", ROBIN, &[HIDDEN], "Tell me more"),
            mail("b", "2025-06-01 10:00:00", Who("Ad Venturer", ""), &[ROBIN], html),
            mail("b", "2025-06-01 10:06:00", ROBIN, &[Who("Ad Venturer", "")], "No, thanks"),
            // A row by someone with a profile is never sponsored.
            mail("c", "2025-06-01 10:00:00", JANE, &[ROBIN], "I saw a spinmail-quill-editor.")
                .title("Sponsored Conversation"),
            mail("c", "2025-06-01 10:07:00", ROBIN, &[JANE], "Oh."),
            // A company has no profile; that alone does not make a row sponsored.
            mail("d", "2025-06-01 10:00:00", Who("Acme", ""), &[ROBIN], "Your application"),
        ]),
    );
    assert_eq!(skipped(&findings), [0, 4, 0, 0, 0, 0, 0]);
    assert_eq!(counts(&findings), [1, 1, 2, 0]);
    assert_eq!(events(&findings)[0..2].iter().filter(|event| event.ends_with("reply \"Acme\"")).count(), 1);
}

#[test]
fn an_advertisement_is_known_by_its_text_if_its_sender_is_alone() {
    let acme = Who("Acme", "");
    let findings = read_one(&Export::new().messages(&[
        mail("a", "2020-06-01 10:00:00", acme, &[ROBIN], "<p>Hi Robin,</p><p>a free month</p>"),
        mail("a", "2020-06-08 10:00:00", acme, &[ROBIN], "Only today."),
        mail("b", "2020-06-01 10:00:00", HIDDEN, &[ROBIN], "Hi %FIRSTNAME%, a gift card"),
        mail("b", "2020-06-01 10:00:00", ROBIN, &[HIDDEN], "Never sent").draft(),
        mail("c", "2020-06-01 10:00:00", acme, &[], "<html>News</html>"),
        // Robin wrote to a hidden member, who quotes what an advertisement may say.
        mail("d", "2020-06-01 10:00:00", ROBIN, &[HIDDEN], "How do I write a paragraph?"),
        mail("d", "2020-06-02 10:00:00", HIDDEN, &[ROBIN], "<p>Like this</p>, or with %FIRSTNAME%"),
        // The sender has a profile, is in a group, or the text only mentions a tag or a share.
        mail("e", "2020-06-01 10:00:00", JANE, &[ROBIN], "<b>Hi</b> %FIRSTNAME%"),
        mail("f", "2020-06-01 10:00:00", HIDDEN, &[ROBIN, BO], "<p>Hi both</p>"),
        mail("g", "2020-06-01 10:00:00", acme, &[ROBIN], "<https://acme.example> gives you 20% or 30%"),
    ]));
    assert_eq!(skipped(&findings), [1, 4, 0, 0, 0, 0, 0]);
    // Received: one each in the threads d to g; in d, the answer is later than what Robin sent.
    assert_eq!(counts(&findings), [1, 1, 4, 1]);
}

#[test]
fn without_a_column_for_profiles_no_text_makes_an_advertisement() {
    let mails = [
        mail("a", "2020-06-01 10:00:00", JANE, &[ROBIN], "<b>Hi</b>"),
        mail("b", "2020-06-01 10:00:00", ROBIN, &[BO], "Hi."),
        mail("c", "2020-06-01 10:00:00", ANN, &[ROBIN], "Hi."),
    ];
    let header = "CONVERSATION ID,FROM,TO,DATE,SUBJECT,CONTENT";
    let findings = read_one(&Export::new().file("messages.csv", messages_with(header, PLAIN, &mails)));
    assert_eq!(counts(&findings), [1, 1, 2, 0]);
}

#[test]
fn a_sponsored_conversation_of_a_company_page_is_sponsored() {
    let header = format!("{B10}\n");
    let row = |address: &str, title: &str, content: &str| {
        format!(
            "2-{content},{title},Acme,https://www.linkedin.com/{address},Robin Vale,https://www.linkedin.com/in/robin-vale,\
             2026-06-01 10:00:00 UTC,,{content},INBOX\n"
        )
    };
    let text = header
        + &row("company/acme", "Sponsored Conversation", "Buy")
        + &row("showcase/acme-tools/", "Sponsored Conversation", "Try")
        + &row("company/acme", "", "<p>Read</p>")
        + &row("company/acme", "", "Your application")
        + &row("in/jane-doe", "Sponsored Conversation", "What is this?");
    let export = Export::new().file("Profile.csv", profile(ROBIN)).file("messages.csv", text);
    let findings = read_one(&export);
    assert_eq!((skipped(&findings)[1], findings.messages.received), (3, 2));
}

#[test]
fn a_draft_is_marked_in_any_spelling() {
    let sent = |thread: &str, who: Who| mail(thread, "2025-06-01 10:00:00", ROBIN, &[who], "Hi.");
    let text = messages_with(
        &format!("{B10},IS MESSAGE DRAFT"),
        PLAIN,
        &[sent("a", JANE), sent("b", BO), sent("c", ANN).draft(), sent("d", JANE).draft()],
    );
    let text = String::from_utf8(text).unwrap();
    for yes in ["Yes", "YES", "yes", "true", "TRUE", "True", "1"] {
        for no in ["No", "no", "false", "FALSE", "0", ""] {
            let marked = text.replace(",Yes\n", &format!(",{yes}\n")).replace(",No\n", &format!(",{no}\n"));
            let findings = read_one(&Export::new().file("messages.csv", marked));
            assert_eq!((skipped(&findings)[0], findings.messages.sent), (2, 2), "{yes} {no}");
        }
    }
}

#[test]
fn drafts_and_system_rows_are_left_out() {
    let findings = read_one(&Export::new().messages(&[
        mail("a", "2025-06-01 10:00:00", ROBIN, &[JANE], "Hi."),
        mail("a", "2025-06-01 10:01:00", ROBIN, &[JANE], "Half a sent").draft(),
        mail("", "2025-06-01 10:02:00", ROBIN, &[], "To whom?").folder("").draft(),
        mail("b", "2025-06-01 10:03:00", NOBODY, &[], "Jane left the conversation"),
        mail("b", "2025-06-01 10:04:00", ROBIN, &[BO], "Gone."),
        mail("c", "not a date", NOBODY, &[], ""),
    ]));
    assert_eq!(skipped(&findings), [2, 0, 2, 0, 0, 0, 0]);
    assert_eq!(findings.messages.sent, 2);
}

#[test]
fn a_draft_without_recipients_is_found_without_the_draft_column() {
    let mails = [
        mail("a", "2025-06-01 10:00:00", ROBIN, &[JANE], "Hi."),
        mail("b", "2025-06-01 10:00:00", ROBIN, &[BO], "Hi."),
        mail("", "2025-06-01 10:02:00", ROBIN, &[], "To whom?").folder("").subject("Hm"),
    ];
    let findings = read_one(&Export::new().file("messages.csv", messages_with(B10, PLAIN, &mails)));
    assert_eq!(skipped(&findings), [1, 0, 0, 0, 0, 0, 0]);
}

#[test]
fn a_row_left_out_counts_for_its_first_reason_only() {
    let findings = read_one(&Export::new().messages(&[
        mail("a", "2025-06-01 10:00:00", HIDDEN, &[ROBIN], "Ad").title("Sponsored Conversation"),
        mail("a", "", ROBIN, &[HIDDEN], "A draft in it").draft(),
        mail("a", "", NOBODY, &[], "nobody, in it, without a date").dated(""),
        mail("b", "", NOBODY, &[], "nobody, without a date").dated("soon"),
        mail("b", "", JANE, &[ROBIN], "without a date").dated("soon"),
        mail("b", "2025-06-01 10:00:00", ROBIN, &[JANE], "Hi."),
        mail("b", "2025-06-01 10:00:00", ROBIN, &[JANE], "Hi."),
        mail("c", "2025-06-01 10:00:00", ROBIN, &[BO], "Hi."),
    ]));
    assert_eq!(skipped(&findings), [1, 2, 1, 0, 1, 1, 0]);
}

#[test]
fn rows_of_the_same_second_differ_by_text_or_sender() {
    let findings = read_one(&Export::new().file("Profile.csv", profile(ROBIN)).messages(&[
        mail("g", "2025-06-01 10:00:00", ROBIN, &[JANE, BO], "One."),
        mail("g", "2025-06-01 10:00:00", ROBIN, &[JANE, BO], "Two."),
        mail("g", "2025-06-01 11:00:00", JANE, &[ROBIN, BO], "Happy new year!"),
        mail("g", "2025-06-01 11:00:00", BO, &[ROBIN, JANE], "Happy new year!"),
        mail("g", "2025-06-01 11:00:00", BO, &[ROBIN, JANE], "Happy  new\u{2028}year!"),
    ]));
    assert_eq!(counts(&findings), [2, 2, 2, 2]);
    assert_eq!(findings.skipped.duplicate, 1);
    assert!(findings.events.iter().all(|event| !event.is_unique));
}

#[test]
fn hidden_members_are_one_unknown_person_in_each_thread() {
    let findings = read_one(&Export::new().messages(&[
        mail("a", "2025-06-01 10:00:00", ROBIN, &[HIDDEN], "Hi."),
        mail("a", "2025-06-02 10:00:00", HIDDEN, &[ROBIN], "Hi."),
        mail("b", "2025-06-01 10:00:00", ROBIN, &[HIDDEN], "Hi."),
        mail("c", "2025-06-01 10:00:00", ROBIN, &[JANE, HIDDEN, BO], "Hi."),
    ]));
    assert_eq!(counts(&findings), [3, 5, 1, 1]);
    assert!(findings.cautions.contains(&Caution::UnknownPeople { count: 3 }));
    let jane = findings.people.iter().find(|person| shown(person) == "jane-doe").unwrap();
    assert_eq!(jane.name.as_deref(), Some("Jane Doe"));
}

#[test]
fn a_row_without_recipients_goes_to_the_people_of_its_thread() {
    let findings = read_one(&Export::new().messages(&[
        mail("a", "2025-06-01 10:00:00", JANE, &[ROBIN], "Hi."),
        mail("a", "2025-06-02 10:00:00", ROBIN, &[], "Hi Jane."),
        mail("b", "2025-06-02 10:00:00", ROBIN, &[], "Anyone?"),
        mail("c", "2025-06-02 10:00:00", ROBIN, &[BO], "Hi Bo."),
    ]));
    assert_eq!(
        events(&findings)[1..]
            .iter()
            .map(|event| event.split(' ').nth(2).unwrap())
            .collect::<std::collections::BTreeSet<_>>(),
        ["?", "bo-li", "jane-doe"].into()
    );
}

#[test]
fn people_with_the_same_name_and_different_profiles_are_two_people_even_if_one_is_the_owner() {
    let other_robin = Who("Robin Vale", "robin-vale-2");
    let findings = read_one(&Export::new().messages(&[
        mail("a", "2025-06-01 10:00:00", other_robin, &[ROBIN], "Hi namesake."),
        mail("a", "2025-06-02 10:00:00", ROBIN, &[other_robin], "Hi!"),
        mail("b", "2025-06-01 10:00:00", ROBIN, &[JANE], "Hi."),
        mail("c", "2025-06-01 10:00:00", ROBIN, &[Who("Jane Doe", "jane-doe-7")], "Hi."),
    ]));
    assert_eq!(counts(&findings), [3, 3, 1, 0]);
}

#[test]
fn a_row_to_the_owner_alone_has_no_participants() {
    let findings = read_one(&Export::new().messages(&[
        mail("a", "2025-06-01 10:00:00", ROBIN, &[ROBIN], "Note to self"),
        mail("b", "2025-06-01 10:00:00", ROBIN, &[JANE], "Hi."),
        mail("c", "2025-06-01 10:00:00", ROBIN, &[BO], "Hi."),
    ]));
    assert_eq!(skipped(&findings), [0, 0, 1, 0, 0, 0, 0]);
}

#[test]
fn rows_without_text_are_messages_too() {
    // A shared post, a picture or a voice message has no text.
    let findings = read_one(&Export::new().messages(&[
        mail("a", "2025-06-01 10:00:00", ROBIN, &[JANE], ""),
        mail("b", "2025-06-01 10:00:00", ROBIN, &[BO], ""),
    ]));
    assert_eq!(counts(&findings), [2, 2, 0, 0]);
}
