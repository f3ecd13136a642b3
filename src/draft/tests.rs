//! What holds for every draft, and how the rules work together.

use proptest::prelude::*;

use super::*;

fn draft(text: &str) -> Draft<'_> {
    Draft {
        text,
        subject: None,
        kind: DraftKind::Message,
        recipient: None,
        contacts: Vec::new(),
        stage: Stage::First,
        likeness: Likeness::default(),
    }
}

fn to<'a>(text: &'a str, name: &str) -> Draft<'a> {
    Draft { recipient: Some(Recipient::named(name)), ..draft(text) }
}

fn codes(draft: &Draft<'_>) -> Vec<&'static str> {
    draft.findings().iter().map(|finding| finding.problem.code()).collect()
}

#[test]
fn a_clean_draft_has_no_findings() {
    for text in [
        "Hi Jane,\n\nI liked your talk on ledgers. Do you have ten minutes this week?\n\nRobin",
        "Hallo Jane, dein Vortrag hat mir gefallen. Hast du Zeit für ein Gespräch?",
        "Jane, thank you for the invitation! Where do you work now?",
    ] {
        assert_eq!(to(text, "Jane Doe").findings(), [], "{text}");
    }
}

#[test]
fn an_empty_draft_is_only_that() {
    for text in ["", " \n\t", "\u{feff}"] {
        assert_eq!(codes(&to(text, "Jane Doe")), ["empty"]);
    }
    let draft = Draft { subject: Some(" "), ..to("Hi Jane, how are you?", "Jane Doe") };
    let findings = draft.findings();
    assert_eq!((findings[0].problem.code(), findings[0].place), ("empty", Place { line: 0, column: 1 }));
    assert!(findings.len() == 1 && !is_fit(&findings));
}

#[test]
fn findings_are_in_the_order_of_their_places() {
    let draft = Draft { subject: Some("For {name}"), ..to("Hi Mark,\nWOW!! See {x}. Is it good?", "Jane Doe") };
    let found: Vec<(&str, usize, usize)> = draft
        .findings()
        .iter()
        .map(|finding| (finding.problem.code(), finding.place.line, finding.place.column))
        .collect();
    let expected = [
        ("placeholder", 0, 5),
        ("nothing_personal", 1, 1),
        ("wrong_name", 1, 4),
        ("exclamation_marks", 2, 4),
        ("placeholder", 2, 11),
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_gap_in_the_greeting_is_no_wrong_name() {
    for text in ["Hi {name}, ok?", "Hi [Mark], ok?", "Hi XX, ok?", "Hi FIRSTNAME, ok?", "Hi , ok?", "Hi <Mark>, ok?"] {
        assert_eq!(codes(&to(text, "Jane Doe")), ["nothing_personal", "placeholder"], "{text}");
    }
}

#[test]
fn without_a_recipient_nothing_is_said_of_names() {
    let draft = Draft { contacts: vec!["Ravi Patel".to_owned()], ..draft("Hi Mark, do you know Ravi Patel well?") };
    assert_eq!(codes(&draft), Vec::<&str>::new());
}

#[test]
fn cautions_about_a_first_message_end_with_it() {
    let text = "Jane, see https://a.example/x and https://b.example/y.".to_owned() + &" x".repeat(200);
    let at = |stage| codes(&Draft { stage, ..to(&text, "Jane Doe") });
    assert_eq!(at(Stage::First), ["long_first_message", "no_question", "many_links"]);
    assert_eq!(at(Stage::Unanswered), ["no_question"]);
    assert_eq!(at(Stage::Open), Vec::<&str>::new());
}

#[test]
fn a_draft_is_personal_by_the_name_or_by_what_differs() {
    let text = "Hi there, may I ask something?";
    assert_eq!(codes(&to(text, "Jane Doe")), ["nothing_personal"]);
    let with = |differs, draft: Draft<'static>| {
        codes(&Draft { likeness: Likeness { differs, ..Likeness::default() }, ..draft })
    };
    assert_eq!(with(Some(false), to(text, "Jane Doe")), ["nothing_personal"]);
    assert_eq!(with(Some(true), to(text, "Jane Doe")), Vec::<&str>::new());
    let named = "Hi Jane, may I ask something?";
    assert_eq!(with(Some(false), to(named, "Jane Doe")), Vec::<&str>::new());
    assert_eq!(codes(&Draft { subject: Some("For Jane"), ..to(text, "Jane Doe") }), Vec::<&str>::new());
    // Without a recipient, only what differs counts.
    assert_eq!(with(Some(false), draft(named)), ["nothing_personal"]);
    assert_eq!((with(Some(true), draft(text)), with(None, draft(text))), (Vec::new(), Vec::new()));
    // After a response, a message need not be for this person alone.
    let open = Draft { stage: Stage::Open, ..to(text, "Jane Doe") };
    assert_eq!(with(Some(false), open), Vec::<&str>::new());
}

#[test]
fn a_text_goes_on_after_its_greeting() {
    for (text, rest) in [
        ("Hi Jane,\r\nhow are you?", ",\nhow are you?"),
        ("Hello there! How are you?", "! How are you?"),
        ("Hi [Name], ok?", ", ok?"),
        ("Jane, how are you?", ", how are you?"),
        ("How are you?", "How are you?"),
        ("", ""),
    ] {
        assert_eq!(after_greeting(text), rest, "{text}");
    }
}

#[test]
fn the_names_in_a_greeting_are_those_of_people() {
    for (text, names) in [
        ("Hi Jane,\nhow are you?", &["Jane"][..]),
        ("Dear Dr. Doe, dear Ravi,", &["Doe", "Ravi"]),
        ("Hi there,", &[]),
        ("Hello team,", &[]),
        ("I saw Jane", &[]),
    ] {
        assert_eq!(greeted_names(text), names, "{text}");
    }
}

#[test]
fn a_text_that_most_got_is_not_fit_and_one_that_fewer_got_is() {
    let found = |level| {
        let likeness = Likeness { people: 7, level, differs: Some(true) };
        let findings = Draft { likeness, ..to("Hi Jane, ok?", "Jane Doe") }.findings();
        (findings.len(), is_fit(&findings))
    };
    assert_eq!((found(None), found(Some(AlikeLevel::Few))), ((0, true), (1, true)));
    assert_eq!((found(Some(AlikeLevel::Many)), found(Some(AlikeLevel::Most))), ((1, true), (1, false)));
}

#[test]
fn each_kind_has_its_limit() {
    let used = |kind, length: usize| {
        let text = "x?".to_owned() + &"y".repeat(length - 2);
        codes(&Draft { kind, stage: Stage::Open, ..draft(&text) })
    };
    for (kind, limit) in [(DraftKind::Message, 8000), (DraftKind::InMail, 2000), (DraftKind::Note { limit: 200 }, 200)]
    {
        assert_eq!(used(kind, limit), ["near_limit"]);
        assert_eq!(used(kind, limit + 1), ["too_long"]);
    }
    let subject = "s".repeat(201);
    let draft = Draft { subject: Some(&subject), ..draft("How are you?") };
    assert_eq!((codes(&draft), draft.subject_length()), (vec!["too_long"], Some(Length { used: 201, limit: 200 })));
    assert_eq!(draft.findings()[0].place.line, 0);
}

/// Pieces of which hostile texts are made.
const PIECES: [&str; 40] = [
    "{{",
    "}}",
    "{",
    "}",
    "[",
    "]",
    "<",
    ">",
    "%",
    "*|",
    "|*",
    "$",
    "#",
    "@",
    "`",
    "```\n",
    "\r\n",
    "\n",
    "\r",
    "\t",
    "\u{0}",
    "\u{1b}[31m",
    "\u{202e}",
    "👩‍💻",
    "Hi ",
    "Hi Mark,",
    "Dear ",
    "Jane",
    "XX",
    "___",
    "TODO",
    "https://",
    "bit.ly/x",
    "!",
    "?",
    "Zoe\u{308}",
    "مرحبا",
    "…",
    "'",
    "-",
];

fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => proptest::sample::select(&PIECES[..]).prop_map(str::to_owned),
        1 => "\\PC{0,8}",
        1 => any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// A finding begins in the text, at its excerpt, whatever the text.
    #[test]
    fn every_place_is_in_the_text(text in hostile(), subject in proptest::option::of(hostile()), name in "\\PC{0,12}") {
        let contacts = vec![name.clone(), "Mark Roe (Acme)".to_owned()];
        let draft = Draft { subject: subject.as_deref(), contacts, ..to(&text, &name) };
        let lines: Vec<String> = text.replace("\r\n", "\n").replace('\r', "\n").split('\n').map(str::to_owned).collect();
        for finding in draft.findings() {
            let Place { line, column } = finding.place;
            prop_assert!(column >= 1 && line <= lines.len(), "{finding:?}");
            let Some(excerpt) = finding.excerpt else { continue };
            let own = if line == 0 { subject.clone().unwrap_or_default() } else { lines[line - 1..].join("\n") };
            let own = own.replace("\r\n", "\n").replace('\r', "\n");
            let rest: String = own.chars().skip(column - 1).collect();
            prop_assert!(rest.starts_with(excerpt.trim_end_matches('…')), "{excerpt:?} at {line}:{column}");
        }
        prop_assert!(text.is_empty() || after_greeting(&text).len() <= text.len());
        prop_assert!(name_candidates(&text, subject.as_deref()).len() <= 200);
    }

    /// Other line breaks change no finding but by their own length.
    #[test]
    fn line_breaks_are_all_alike(text in hostile()) {
        let plain = text.replace("\r\n", "\n").replace('\r', "\n");
        let (crlf, cr) = (plain.replace('\n', "\r\n"), plain.replace('\n', "\r"));
        let found = to(&plain, "Jane Doe").findings();
        prop_assert_eq!(&to(&crlf, "Jane Doe").findings(), &found);
        prop_assert_eq!(&to(&cr, "Jane Doe").findings(), &found);
        prop_assert_eq!(draft(&plain).length(), draft(&crlf).length());
    }
}

/// Long texts of pieces that rules look at. Time in proportion to the square of their length would be minutes.
#[test]
fn large_texts_take_little_time() {
    for piece in
        ["{", "[a", "<", "`a` ", "a.b/", "https://a.b/) ", "))", "!", "xx ", "your ", "_", "A B. ", "```\n", "%a"]
    {
        let text = piece.repeat((1 << 15) / piece.len());
        assert!(!to(&text, "Jane Doe").findings().is_empty(), "{piece}");
    }
}
