//! The codes for programs: the page about scripting lists every error, caution and cause of the source, and no other.

use std::fs;
use std::path::Path;

use super::page::{code_spans, root};

const SCRIPTING: &str = include_str!("../../../docs/scripting.md");

/// The text of all source files in a folder.
fn source(folder: &Path) -> String {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let texts = paths.map(|path| match path.extension() {
        _ if path.is_dir() => source(&path),
        Some(extension) if extension == "rs" => fs::read_to_string(&path).unwrap(),
        _ => String::new(),
    });
    texts.collect::<Vec<_>>().join("\n")
}

/// The codes given to `Failure::input` and `Caution::new`, and those that a function `code` returns.
fn codes_of_source(source: &str) -> Vec<&str> {
    let arguments = ["Failure::input(", "Caution::new("].into_iter().flat_map(|call| source.split(call).skip(1));
    let arguments = arguments.filter_map(|rest| rest.trim_start().strip_prefix('"'));
    let bodies =
        source.split("fn code(").skip(1).filter_map(|rest| rest.split("\nfn ").next()?.split("    fn ").next());
    let returned = bodies.flat_map(|body| body.split("=> \"").skip(1));
    let codes = arguments.chain(returned).filter_map(|rest| rest.split('"').next());
    codes.filter(|code| is_code(code)).collect()
}

fn is_code(text: &str) -> bool {
    text.starts_with(|letter: char| letter.is_ascii_lowercase())
        && text.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_')
}

#[test]
fn every_code_of_the_source_is_listed() {
    let source = source(&root().join("src"));
    let codes = codes_of_source(&source);
    for wanted in ["bad_when", "over_limit", "ledger_busy", "owner_unknown", "swollen_row", "refund_here_only"] {
        assert!(codes.contains(&wanted), "{wanted} was not found in the source: {codes:?}");
    }
    for code in codes {
        assert!(SCRIPTING.contains(&format!("`{code}`")), "{code} is not in docs/scripting.md");
    }
}

#[test]
fn every_listed_code_is_in_the_source() {
    let source = source(&root().join("src"));
    let (_, lists) = SCRIPTING.split_once("\n## Error codes\n").unwrap();
    let rows = lists.lines().filter(|line| line.starts_with("| "));
    let codes: Vec<&str> = rows.flat_map(code_spans).filter(|code| is_code(code)).collect();
    assert!(codes.len() > 60, "{}", codes.len());
    for code in codes {
        assert!(source.contains(&format!("\"{code}\"")), "docs/scripting.md lists {code}, which is not in the source");
    }
}

#[test]
fn every_exit_code_is_listed() {
    for code in 0..=4 {
        assert!(SCRIPTING.contains(&format!("\n| {code} | ")), "{code} is not in docs/scripting.md");
    }
}
