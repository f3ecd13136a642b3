//! The layouts of 2018 to 2026, and files that a spreadsheet has saved.

use std::collections::BTreeSet;

use inquota::archive::{Caution, Evidence, Findings};

use crate::export::*;

/// Rows of every kind.
fn mails() -> Vec<Mail> {
    vec![
        mail("a", "2025-06-01 10:00:00", ROBIN, &[JANE], "Hi Jane, \"dear\";\tso"),
        mail("a", "2025-06-02 09:00:00", JANE, &[ROBIN], "Grüße"),
        mail("b", "2025-06-01 09:00:00", ROBIN, &[ANN], "Hi Ann.").subject("A question"),
        mail("c", "2025-06-01 08:00:00", BO, &[ROBIN, JANE], "Hi both."),
    ]
}

/// The events of those rows.
const EXPECTED: [&str; 4] = [
    "2025-06-01T08:00:00Z reply bo-li",
    "2025-06-01T09:00:00Z inmail ann-øst",
    "2025-06-01T10:00:00Z message jane-doe",
    "2025-06-02T09:00:00Z reply jane-doe",
];

/// Reads an archive with this messages.csv.
fn read_bytes(bytes: Vec<u8>) -> Findings {
    read_one(&Export::new().file("messages.csv", bytes))
}

#[test]
fn every_layout_with_recipients_gives_the_same_events() {
    for added in [
        "",
        ",IS MESSAGE DRAFT,IS CONVERSATION DRAFT",
        ",ATTACHMENTS",
        ",ATTACHMENTS,IS MESSAGE DRAFT",
        ",ATTACHMENTS,IS MESSAGE DRAFT,IS CONVERSATION DRAFT",
        ",IS CONVERSATION ARCHIVED,SOMETHING NEW",
    ] {
        let findings = read_bytes(messages_with(&format!("{B10}{added}"), PLAIN, &mails()));
        assert_eq!(events(&findings), EXPECTED, "{added}");
    }
}

#[test]
fn columns_may_be_in_any_order_and_case() {
    let mut columns: Vec<&str> = B10.split(',').collect();
    columns.reverse();
    let findings = read_bytes(messages_with(&columns.join(",").to_lowercase(), PLAIN, &mails()));
    assert_eq!(events(&findings), EXPECTED);
}

#[test]
fn every_csv_dialect_and_encoding_gives_the_same_events() {
    let written =
        |delimiter, always_quote, crlf| messages_with(B10, Dialect { delimiter, always_quote, crlf }, &mails());
    let quoted_2026 = written(b',', true, false);
    let semicolons = written(b';', false, true);
    let tabs = written(b'\t', false, true);
    let marked = [b"\xef\xbb\xbf".to_vec(), written(b',', false, true)].concat();
    let text = format!("\u{feff}{}", String::from_utf8(tabs.clone()).unwrap());
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let blank_end = [written(b',', false, false), b"\n\n,,,,,,,,,\n".to_vec()].concat();
    for bytes in [quoted_2026, semicolons, tabs, marked, utf16, blank_end] {
        let findings = read_bytes(bytes);
        assert_eq!(events(&findings), EXPECTED);
        assert_eq!(skipped(&findings), [0; 7]);
    }
}

fn latin_1(text: &str) -> Vec<u8> {
    text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect()
}

fn windows_1252(rows: u64) -> Caution {
    Caution::Windows1252 { file: "Basic_LinkedInDataExport_11-20-2026.zip: messages.csv".into(), rows }
}

#[test]
fn windows_1252_is_read_with_a_caution() {
    let text = String::from_utf8(messages_with(B10, PLAIN, &mails())).unwrap();
    let findings = read_bytes(latin_1(&text));
    assert_eq!(events(&findings), EXPECTED);
    // The rows with `Grüße` and `Øst`.
    assert!(findings.cautions.contains(&windows_1252(2)), "{:?}", findings.cautions);
}

#[test]
fn one_latin_1_line_leaves_the_others_as_they_are() {
    let text = String::from_utf8(messages_with(B10, PLAIN, &mails())).unwrap();
    for mark in ["", "\u{feff}"] {
        let lines = text.lines().map(|line| {
            let line = format!("{line}\n");
            if line.contains("Grüße") { latin_1(&line) } else { line.into_bytes() }
        });
        let bytes = [mark.as_bytes().to_vec()].into_iter().chain(lines).collect::<Vec<_>>().concat();
        let findings = read_bytes(bytes);
        assert_eq!(events(&findings), EXPECTED);
        assert!(findings.people.iter().any(|person| person.name.as_deref() == Some("Ann Øst, MBA")));
        assert!(findings.cautions.contains(&windows_1252(1)), "{:?}", findings.cautions);
    }
}

#[test]
fn the_layout_of_2021_finds_recipients_by_name() {
    let mails = [
        mail("a", "2021-06-01 10:00:00", ROBIN, &[JANE], "Hi."),
        mail("a", "2021-06-02 10:00:00", JANE, &[ROBIN], "Hi."),
        mail("b", "2021-06-01 10:00:00", ROBIN, &[ANN, BO], "Hi."),
        mail("c", "2021-06-01 10:00:00", BO, &[ROBIN], "Hi."),
        // Two people are named Cy. In the thread where one has a profile, it is that one; elsewhere it is unknown.
        mail("d", "2021-06-03 10:00:00", Who("Cy Roe", "cy-1"), &[ROBIN], "Hi."),
        mail("d", "2021-06-04 10:00:00", ROBIN, &[Who("Cy Roe", "")], "Hi."),
        mail("e", "2021-06-03 10:00:00", Who("Cy Roe", "cy-2"), &[ROBIN], "Hi."),
        mail("f", "2021-06-05 10:00:00", ROBIN, &[Who("Cy Roe", "")], "Hi."),
    ];
    let findings = read_bytes(messages_with(OF_2021, PLAIN, &mails));
    let sent: BTreeSet<String> = events(&findings).into_iter().filter(|event| event.contains("message")).collect();
    let expected = [
        "2021-06-01T10:00:00Z message jane-doe",
        "2021-06-01T10:00:00Z message bo-li",
        "2021-06-01T10:00:00Z message \"Ann Øst, MBA\"",
        "2021-06-04T10:00:00Z message cy-1",
        "2021-06-05T10:00:00Z message ?\"Cy Roe\"",
    ];
    assert_eq!(sent, expected.map(str::to_owned).into());
    let missing: Vec<&str> = findings
        .cautions
        .iter()
        .filter_map(|caution| match caution {
            Caution::MissingColumn { column, .. } => Some(*column),
            _ => None,
        })
        .collect();
    assert_eq!(missing, ["recipient profile urls"]);
}

#[test]
fn the_layout_of_2018_has_directions_and_pacific_time() {
    let dated = |mail: Mail, date: &str| mail.dated(date);
    let mails = [
        dated(mail("", "", ROBIN, &[JANE], "Hi."), "10/17/18, 9:28 AM"),
        dated(mail("", "", JANE, &[ROBIN], "Hi."), "10/17/18, 9:30 AM"),
        dated(mail("", "", ROBIN, &[BO], "Hi."), "1/17/18, 9:28 PM").subject("Hello"),
    ];
    let findings = read_one(&Export::new().file("Messages.csv", messages_with(OF_2018, PLAIN, &mails)).file(
        "Connections.csv",
        "First Name,Last Name,Email Address,Company,Position,Connected On\nJane,Doe,,,,\"7/21/15, 9:08 AM\"\n",
    ));
    assert_eq!((findings.owner.known_by, findings.owner.name.as_deref()), (Evidence::Direction, Some("Robin Vale")));
    assert_eq!(
        events(&findings),
        [
            "2018-01-18T05:28:00Z inmail \"Bo Li\"",
            "2018-10-17T16:28:00Z message \"Jane Doe\"",
            "2018-10-17T16:30:00Z reply \"Jane Doe\"",
        ]
    );
    assert!(findings.cautions.iter().any(|caution| caution.code() == "pacific_assumed"));
}

#[test]
fn a_row_without_seconds_is_the_same_row() {
    // Twenty days later than `mails`, so that the dates have one order only.
    let day = |mail: &Mail| mail.date[8..10].parse::<u32>().unwrap() + 20;
    let redated = |date_of: &dyn Fn(&Mail) -> String| -> Vec<Mail> {
        mails()
            .into_iter()
            .map(|mail| {
                let date = date_of(&mail);
                mail.dated(&date)
            })
            .collect()
    };
    // A spreadsheet shows 2025-06-21 10:00:07 UTC as 6/21/2025 10:00.
    let saved = redated(&|mail| format!("6/{}/2025 {}", day(mail), &mail.date[11..16]));
    let exact = redated(&|mail| format!("2025-06-{} {}:07 UTC", day(mail), &mail.date[11..16]));
    let one = Export::new().messages(&exact);
    let both = Archives::new().zip("a.zip", &one).zip("b.zip", &Export::new().messages(&saved)).read();
    assert_eq!(events(&both), events(&read_one(&one)));
    assert_eq!(both.skipped.duplicate, 4);
}

#[test]
fn a_row_of_2018_is_the_same_row_if_its_people_are() {
    let new = [
        mail("a", "2018-10-17 16:28:31", ROBIN, &[JANE], "Hi."),
        mail("a", "2018-10-17 16:30:00", JANE, &[ROBIN], "Hi."),
        mail("b", "2025-01-01 00:00:00", ROBIN, &[BO], "Hi."),
    ];
    let old = [
        mail("", "", ROBIN, &[JANE], "Hi.").dated("10/17/18, 9:28 AM"),
        mail("", "", JANE, &[ROBIN], "Hi.").dated("10/17/18, 9:30 AM"),
        // In a thread that the newer archive no longer has.
        mail("", "", ROBIN, &[BO], "Bye.").dated("10/17/18, 9:28 AM"),
    ];
    let old = Export::new().file("Messages.csv", messages_with(OF_2018, PLAIN, &old));
    let findings = Archives::new().zip("old.zip", &old).zip("new.zip", &Export::new().messages(&new)).read();
    assert_eq!(
        events(&findings),
        [
            "2018-10-17T16:28:00Z message bo-li",
            "2018-10-17T16:28:31Z message jane-doe",
            "2018-10-17T16:30:00Z reply jane-doe",
            "2025-01-01T00:00:00Z message bo-li",
        ]
    );
}
