//! The README and the pages of `docs/`: the program prints what their console blocks show, their links lead somewhere,
//! and the commands, options, codes and files that they name exist.

mod codes;
mod commands;
mod page;
mod pictures;

use std::collections::HashMap;
use std::fs;

use page::{Page, code_spans, pages, root};

use super::program::Home;

const README: &str = include_str!("../../README.md");

const DATA_SAFETY: &str = include_str!("../../docs/data-safety.md");

/// The most characters that the README may have.
const README_LIMIT: usize = 12_000;

/// The words of a command line; quotes join the words between them.
fn words(line: &str) -> Vec<String> {
    let pieces = line.split('"').enumerate();
    let words = pieces.flat_map(|(n, piece)| match n % 2 {
        0 => piece.split_whitespace().map(str::to_owned).collect::<Vec<_>>(),
        _ => vec![piece.to_owned()],
    });
    words.collect()
}

/// Runs the console blocks of a page in a fresh home, compares the output, and counts the commands.
fn run(page: &Page) -> usize {
    let name = page.name();
    let home = Home::new();
    let mut exported: HashMap<String, String> = HashMap::new();
    let mut ran = 0;
    for step in page.steps() {
        let words = words(&step.command);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        match words.as_slice() {
            ["export", variable] => {
                let (name, value) = variable.split_once('=').unwrap();
                exported.insert(name.to_owned(), value.to_owned());
            }
            ["inquota", args @ ..] => {
                let output = home.command(args).envs(&exported).output().unwrap();
                let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
                let text = text.replace(home.path("").to_str().unwrap(), "~/");
                assert_eq!(text, step.output, "{name}: $ {}", step.command);
                ran += 1;
            }
            _ => panic!("{name}: a console block may only export variables and run inquota: $ {}", step.command),
        }
    }
    ran
}

#[test]
fn every_console_block_shows_the_output_of_the_program() {
    let ran: Vec<usize> = pages().iter().map(run).collect();
    assert!(ran[0] >= 5, "the README's tour has {} commands", ran[0]);
    assert!(ran.iter().sum::<usize>() >= 25, "{ran:?}");
}

#[test]
fn the_readme_shows_the_three_jobs() {
    let steps = pages()[0].steps();
    for command in ["check", "log", "reply"] {
        let start = format!("inquota {command}");
        assert!(steps.iter().any(|step| step.command.starts_with(&start)), "the tour has no {start}");
    }
    assert!(README.contains("docs/images/summary-light.svg"), "the summary is a picture");
}

/// What comes first may be typed as it is shown: it writes nothing to the ledger that a member has already.
#[test]
fn no_command_before_the_tour_records_anything() {
    let (before, _) = README.split_once("```console\n$ export INQUOTA_FILE=").unwrap();
    for command in ["log ", "reply ", "accepted ", "undo"] {
        assert!(!before.contains(&format!("-- {command}")) && !before.contains(&format!("inquota {command}")));
    }
}

/// CI takes the test command from the README, as the only line that begins with it.
#[test]
fn the_readme_has_one_test_command() {
    let lines: Vec<&str> = README.lines().filter(|line| line.starts_with("cargo test")).collect();
    let [line] = lines[..] else { panic!("{lines:?}") };
    let (command, comment) = line.split_once('#').unwrap();
    assert_eq!((command.trim(), comment.trim()), ("cargo test --locked", "the tests"));
}

#[test]
fn the_readme_is_short() {
    let length = README.chars().count();
    assert!(length <= README_LIMIT, "README.md has {length} characters: move something to docs/");
}

#[test]
fn every_page_opens_with_a_sentence() {
    for page in &pages()[1..] {
        let paragraphs: Vec<&str> = page.text.splitn(3, "\n\n").collect();
        let [title, opening, _] = paragraphs[..] else { panic!("{}: {paragraphs:?}", page.name()) };
        assert!(title.starts_with("# "), "{}: {title}", page.name());
        let is_sentence = !opening.starts_with(['#', '-', '|', '<']) && !opening.starts_with("```");
        assert!(is_sentence && opening.contains('.'), "{}: {opening}", page.name());
    }
}

#[test]
fn every_link_leads_to_a_file_and_a_heading() {
    let pages = pages();
    for page in &pages {
        let name = page.name();
        for (file, anchor) in page.links() {
            assert!(root().join(&file).exists(), "{name}: there is no {}", file.display());
            let Some(anchor) = anchor else { continue };
            let target = pages.iter().find(|page| page.path == file);
            let anchors = target.unwrap_or_else(|| panic!("{name}: {} has no headings", file.display())).anchors();
            assert!(anchors.iter().any(|known| known == anchor), "{name}: {} has no #{anchor}", file.display());
        }
    }
}

#[test]
fn the_readme_links_to_every_page() {
    let pages = pages();
    let linked = pages[0].links();
    assert!(pages.len() > 10, "{}", pages.len());
    for page in &pages[1..] {
        assert!(linked.iter().any(|(file, _)| *file == page.path), "the README has no link to {}", page.name());
    }
}

/// The lines that the tests of durability print after `proof:`, each as the texts between its figures.
fn proof_lines() -> Vec<Vec<String>> {
    let files = fs::read_dir(root().join("tests/durability")).unwrap().map(|entry| entry.unwrap().path());
    let sources: Vec<String> = files.map(|path| fs::read_to_string(path).unwrap()).collect();
    let calls = sources.iter().flat_map(|source| source.split("proof(").skip(1));
    let literals = calls.filter_map(|call| {
        let argument = call.trim_start();
        argument.strip_prefix("&format!(").unwrap_or(argument).trim_start().strip_prefix('"')?.split('"').next()
    });
    let printed = literals.filter(|literal| !literal.contains("skipped"));
    let texts = |literal: &str| {
        let line: String = literal.split("\\\n").map(str::trim_start).collect();
        let after_figure = |text: &str| text.split_once('}').map_or(text, |(_, after)| after).to_owned();
        line.split('{').map(after_figure).collect()
    };
    printed.map(texts).collect()
}

/// Whether a line has these texts, with numbers before, between or after them.
fn has_texts(line: &str, texts: &[String]) -> bool {
    fn after_number(text: &str) -> &str {
        text.trim_start_matches(|c: char| c.is_ascii_digit())
    }
    let rest = texts.iter().try_fold(line, |rest, text| after_number(rest).strip_prefix(text.as_str()));
    rest.is_some_and(|rest| after_number(rest).is_empty())
}

#[test]
fn the_page_on_data_safety_shows_every_line_of_the_proof() {
    let section = DATA_SAFETY.split("\n## ").find(|section| section.starts_with("Figures")).unwrap();
    let rows: Vec<&str> = section.lines().filter_map(|line| line.strip_prefix("| ")?.split(" | ").next()).collect();
    let (rows, lines) = (&rows[1..], proof_lines());
    assert!(lines.len() > 20, "{}", lines.len());
    for texts in &lines {
        let shown = rows.iter().filter(|row| has_texts(row, texts)).count();
        assert_eq!(shown, 1, "docs/data-safety.md shows a line of the proof {shown} times: {}", texts.join("N"));
    }
    for row in rows {
        assert!(lines.iter().any(|texts| has_texts(row, texts)), "no test prints this line: {row}");
    }
}

#[test]
fn every_test_that_a_promise_names_exists() {
    let promises = DATA_SAFETY.lines().filter(|line| line.starts_with("| **"));
    let mut named = 0;
    for (module, test) in promises.flat_map(code_spans).filter_map(|code| code.split_once("::")) {
        let tests = ["durability", "checkpoint"].map(|folder| root().join(format!("tests/{folder}/{module}.rs")));
        let tests = tests.iter().find(|path| path.exists()).map(fs::read_to_string).and_then(Result::ok);
        let exists = match (tests, test.strip_suffix('…')) {
            (Some(tests), Some(begin)) => tests.contains(&format!("fn {begin}")),
            (Some(tests), None) if test == "*" => tests.contains("#[test]"),
            (Some(tests), None) => tests.contains(&format!("fn {test}()")),
            (None, _) => root().join(format!("src/{module}/{test}.rs")).exists(),
        };
        assert!(exists, "docs/data-safety.md: there is no {module}::{test}");
        named += 1;
    }
    assert!(named >= 20, "{named}");
}

/// Paths that the package on a registry leaves out are not checked, so that its tests pass too.
#[test]
fn every_path_that_the_pages_name_exists() {
    let folders = ["src/", "tests/", "benches/", "docs/"];
    let mut named = 0;
    for page in pages() {
        let paths = page.code_spans().filter(|code| folders.iter().any(|folder| code.starts_with(folder)));
        for path in paths.filter_map(|code| code.split(' ').next()) {
            assert!(root().join(path).exists(), "{}: there is no {path}", page.name());
            named += 1;
        }
    }
    assert!(named >= 15, "{named}");
}
