//! The documents of every command, compared with `docs/json.md`: no key that the page does not list, no value of
//! another type, no required key missing, and nothing on the page that no document has.

mod page;
mod walk;

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

use crate::form::Form;
use crate::ledgers::Ledger;
use crate::script::{Step, scenes};
use crate::stage::Answer;
use crate::{ERRORS, READING, RECORDING};
use page::Page;
use walk::Walk;

/// Commands for what the other scripts leave out.
const SHAPES: &str = include_str!("commands/shapes.txt");

/// Commands whose answer is no document, even with `--json`.
const NO_DOCUMENTS: [&str; 8] = [
    "INQUOTA_COMPLETE=",
    "inquota help",
    "inquota --help",
    "inquota man",
    "inquota completions",
    "inquota config example",
    "inquota export --format csv",
    "inquota followups --ics -",
];

/// What no script can bring about: a text written in an editor needs a terminal, a missing settings folder a machine
/// without a home, an error without a hint a fault of the program.
const ELSEWHERE: [&str; 5] = [
    "draft: text was never seen as Value",
    "config edit: file was never seen as Value",
    "config edit: changed was never seen as Value",
    "config: file was never seen as Null",
    "failure: hint was never seen as Null",
];

/// Exit codes of commands that give an answer.
const ANSWERED: [i32; 2] = [0, 1];

/// The document of an answer, and what the title of its section begins with. `None` if there is no document.
fn document(answer: &Answer) -> Option<(String, Value)> {
    let line = answer.line.split(" < ").next().unwrap();
    if line == "inquota export" || NO_DOCUMENTS.iter().any(|start| line.contains(start)) {
        return None;
    }
    let read = |text: &str| -> Value {
        serde_json::from_str(text).unwrap_or_else(|error| panic!("{line}: {error}: {text}{}", answer.err))
    };
    let is_bar = line.contains("status --line") && !answer.out.is_empty();
    if !ANSWERED.contains(&answer.code) && !is_bar {
        return Some(("failure".to_owned(), read(&answer.err)["error"].clone()));
    }
    let (value, command) = (read(&answer.out), command(line));
    let variant = match command.split(' ').next() {
        Some("log") if answer.code == 1 => " (refused)",
        Some("config") if value["key"] == "targets" => " (targets)",
        Some("import") if value.get("refused").is_some() => " (sheet)",
        Some("import") if value.get("files").is_none() => " (export)",
        _ => "",
    };
    Some((command + variant, value))
}

/// The command of a line, with its arguments; `status` if none is named.
fn command(line: &str) -> String {
    let mut words = line.split_whitespace().skip_while(|word| *word != "inquota").skip(1).peekable();
    while let Some(option) = words.next_if(|word| word.starts_with('-')) {
        if ["--file", "--account"].contains(&option) {
            words.next();
        }
    }
    let words: Vec<&str> = words.collect();
    if words.is_empty() { "status".to_owned() } else { words.join(" ") }
}

/// Plays scenes on a ledger, and walks their documents.
fn play(ledger: &Ledger, scenes: &[Vec<Step>], walk: &mut Walk<'_>) {
    for scene in scenes {
        let mut stage = ledger.stage();
        for answer in stage.run_steps(scene, Form::Json) {
            if let Some((line, value)) = document(&answer) {
                walk.document(&line, &value);
            }
        }
    }
}

#[test]
fn the_page_lists_every_key_of_every_document_and_no_other() {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/json.md")).unwrap();
    let page = Page::read(&text);
    let mut walk = Walk::new(&page);
    let reading = vec![scenes(READING).into_iter().flatten().collect()];
    let others: Vec<Vec<Step>> = [RECORDING, ERRORS, SHAPES].into_iter().flat_map(scenes).collect();
    for ledger in [Ledger::sales(), Ledger::empty()] {
        play(&ledger, &reading, &mut walk);
    }
    let rich = Ledger::rich();
    play(&rich, &reading, &mut walk);
    play(&rich, &others, &mut walk);
    let problems: BTreeSet<String> = walk.problems.iter().cloned().chain(walk.unseen(&ELSEWHERE)).collect();
    let list: Vec<String> = problems.into_iter().collect();
    assert!(list.is_empty(), "docs/json.md and the documents differ:\n{}\n", list.join("\n"));
}
