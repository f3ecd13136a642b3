//! Documents are parsed as they were written, and errors are reported with their line.

use std::borrow::Cow;

use super::layout::LEAST_SLACK;
use super::*;
use crate::engine::calendar::Instant;
use crate::ledger::commit_offset;
use crate::ledger::document_error::DocumentError;

fn header() -> Header {
    Header::new(Instant::from_unix(1_764_000_000), chrono_tz::Europe::Berlin)
}

#[test]
fn a_rendered_document_is_parsed_and_the_end_of_its_records_is_found() {
    let lines = [Cow::Borrowed(r#"{"id":1}"#), Cow::Borrowed(r#"{"id":2}"#)];
    for count in 0..=2 {
        let bytes = render(&header(), &lines[..count]);
        let document = parse(&bytes).unwrap();
        assert_eq!(document.records.len(), count);
        assert_eq!((document.header.zone, document.header.created), (header().zone, header().created));
        let slack = slack(&bytes).unwrap();
        assert_eq!((slack.end, bytes.len() % PAGE), (commit_offset::find(&bytes).unwrap().1, 0));
        assert!((LEAST_SLACK..LEAST_SLACK + PAGE).contains(&slack.room), "{slack:?}");
        assert_eq!(slack.is_first, count == 0);
        assert_eq!(parse(&without_slack(bytes.clone())).unwrap().records.len(), count);
    }
}

#[test]
fn writes_stay_within_one_page() {
    let spaces = |end, bytes| Slack { commit_offset_at: 0, end, room: 8_000, is_first: false }.spaces_before(bytes);
    // 96 bytes are left in the first page. A 97th would be in the second.
    assert_eq!((spaces(4_000, 96), spaces(4_000, 97), spaces(4_095, 2)), (Some(0), Some(96), Some(1)));
    // At the start of a page, a whole page fits, and no more.
    assert_eq!((spaces(4_096, 4_096), spaces(4_096, 4_097)), (Some(0), None));
    // The spaces use up the slack too: 3,905 of 8,000 bytes. After them, 4,095 bytes fit, but not 4,096.
    assert_eq!((spaces(191, 4_095), spaces(191, 4_096)), (Some(3_905), None));
}

#[test]
fn unknown_fields_of_the_opening_line_are_kept() {
    let text = r#"{"colour":"blue","account":{"owner":"me","zone":"UTC","created":"2026-11-25T09:00:00Z"},
        "records":[],"version":1,"format":"inquota"}"#;
    let document = parse(text.as_bytes()).unwrap();
    let line = document.header.opening_line(0);
    assert!(line.contains(r#""colour":"blue""#) && line.contains(r#""owner":"me""#), "{line}");
    assert_eq!(slack(text.as_bytes()), None);
}

#[test]
fn foreign_and_newer_documents_are_recognised() {
    let foreign = |text: &str| matches!(parse(text.as_bytes()), Err(DocumentError::Foreign(_)));
    assert!(foreign("") && foreign("  \n") && foreign("hello") && foreign("[1]") && foreign("{}"));
    assert!(foreign(r#"{"format":"other","version":1}"#));
    let newer = r#"{"format":"inquota","version":2,"log":{}}"#;
    assert_eq!(parse(newer.as_bytes()).unwrap_err(), DocumentError::Newer(2));
    assert_eq!(parse(br#"{"format":"inquota","version":7,"x"#).unwrap_err(), DocumentError::Newer(7));
}

#[test]
fn a_truncated_document_and_a_bad_line_are_reported_with_their_line() {
    let bytes = render(&header(), &[Cow::Borrowed(r#"{"id":1}"#)]);
    let end = commit_offset::find(&bytes).unwrap().1;
    assert_eq!(parse(&bytes[..end - 2]).unwrap_err(), DocumentError::CutShort(2));
    let text = String::from_utf8(bytes).unwrap().replace("{\"id\":1}", "{\"id\":oops}");
    assert!(matches!(parse(text.as_bytes()).unwrap_err(), DocumentError::Line(issue) if issue.line == 2));
}
