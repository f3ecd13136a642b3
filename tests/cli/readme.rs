//! The README and the pages of `docs/` are checked: what their console blocks show, their links, and what they name.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::program::Home;

const README: &str = include_str!("../../README.md");

/// The longest that the README may be, in characters.
const README_LIMIT: usize = 12_000;

/// A page of the documentation.
struct Page {
    /// Where it is, from the root of the project.
    path: PathBuf,
    text: String,
}

/// A command of a console block, and the lines shown under it.
struct Step {
    command: String,
    shown: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The README, then every page of `docs/`.
fn pages() -> Vec<Page> {
    let files = fs::read_dir(root().join("docs")).unwrap().map(|entry| entry.unwrap().file_name());
    let mut docs: Vec<PathBuf> = files.map(|name| Path::new("docs").join(name)).collect();
    docs.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    docs.sort();
    let paths = [PathBuf::from("README.md")].into_iter().chain(docs);
    paths.map(|path| Page { text: fs::read_to_string(root().join(&path)).unwrap(), path }).collect()
}

impl Page {
    fn name(&self) -> String {
        self.path.display().to_string()
    }

    /// The commands of all console blocks, in order.
    fn steps(&self) -> Vec<Step> {
        let mut steps: Vec<Step> = Vec::new();
        let mut inside = false;
        for line in self.text.lines() {
            match (inside, line) {
                (false, "```console") => inside = true,
                (false, _) => assert!(!line.contains("```console"), "{}: no block begins so: {line}", self.name()),
                (true, "```") => inside = false,
                (true, _) => match line.strip_prefix("$ ") {
                    Some(command) => steps.push(Step { command: command.to_owned(), shown: String::new() }),
                    None => steps.last_mut().unwrap().shown.push_str(&format!("{line}\n")),
                },
            }
        }
        assert!(!inside, "{}: a console block does not end", self.name());
        steps
    }

    /// Runs the console blocks in a fresh home, compares what they show, and counts the commands.
    fn run(&self) -> usize {
        let home = Home::new();
        let mut exported: HashMap<String, String> = HashMap::new();
        let mut ran = 0;
        for Step { command, shown } in self.steps() {
            let words = words(&command);
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            match words.as_slice() {
                ["export", set] => {
                    let (name, value) = set.split_once('=').unwrap();
                    exported.insert(name.to_owned(), value.to_owned());
                }
                ["inquota", args @ ..] => {
                    let output = home.command(args).envs(&exported).output().unwrap();
                    let said = [output.stdout, output.stderr].concat();
                    assert_eq!(String::from_utf8(said).unwrap(), shown, "{}: $ {command}", self.name());
                    ran += 1;
                }
                other => panic!("{}: what is {other:?}?", self.name()),
            }
        }
        ran
    }

    /// The lines outside of code blocks.
    fn prose(&self) -> impl Iterator<Item = &str> {
        let mut inside = false;
        self.text.lines().filter(move |line| {
            let fence = line.starts_with("```");
            inside ^= fence;
            !inside && !fence
        })
    }

    /// The anchors of the headings, as a browser knows them.
    fn anchors(&self) -> Vec<String> {
        let mut anchors: Vec<String> = Vec::new();
        for heading in self.prose().filter(|line| line.starts_with('#')) {
            let heading = heading.trim_start_matches('#').trim().to_lowercase();
            let kept = heading.chars().filter(|letter| letter.is_alphanumeric() || " -_".contains(*letter));
            let anchor: String = kept.map(|letter| if letter == ' ' { '-' } else { letter }).collect();
            assert!(!anchors.contains(&anchor), "{}: two headings #{anchor}", self.name());
            anchors.push(anchor);
        }
        anchors
    }

    /// What the links and pictures lead to within the project: a file, from the root, and an anchor in it.
    fn links(&self) -> Vec<(PathBuf, Option<&str>)> {
        let ends = [("](", ')'), ("src=\"", '"'), ("srcset=\"", '"')];
        let targets = self.prose().flat_map(move |line| {
            ends.into_iter().flat_map(move |(begin, end)| {
                line.split(begin).skip(1).map(move |rest| rest.split_once(end).expect("a link ends").0)
            })
        });
        let own = targets.filter(|target| !target.contains("://"));
        let links = own.map(|target| {
            let (file, anchor) = target.split_once('#').map_or((target, None), |(file, anchor)| (file, Some(anchor)));
            (self.resolve(file), anchor)
        });
        links.collect()
    }

    /// A file named from this page, from the root; the page itself where there is no name.
    fn resolve(&self, file: &str) -> PathBuf {
        match file.strip_prefix("../") {
            _ if file.is_empty() => self.path.clone(),
            Some(file) => self.path.parent().unwrap().parent().unwrap().join(file),
            None => self.path.parent().unwrap().join(file),
        }
    }
}

/// The words of a command line, where quotes join what they enclose.
fn words(line: &str) -> Vec<String> {
    let pieces = line.split('"').enumerate();
    let words = pieces.flat_map(|(n, piece)| match n % 2 {
        0 => piece.split_whitespace().map(str::to_owned).collect::<Vec<_>>(),
        _ => vec![piece.to_owned()],
    });
    words.collect()
}

#[test]
fn every_console_block_shows_what_the_program_says() {
    let ran: Vec<usize> = pages().iter().map(Page::run).collect();
    assert!(ran[0] >= 6, "the README's tour has {} commands", ran[0]);
    assert!(ran.iter().sum::<usize>() >= 25, "{ran:?}");
}

#[test]
fn the_readme_is_short() {
    let length = README.chars().count();
    assert!(length <= README_LIMIT, "README.md has {length} characters: move something to docs/");
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

#[test]
fn every_test_that_a_promise_names_exists() {
    const DATA_SAFETY: &str = include_str!("../../docs/data-safety.md");
    let promises = DATA_SAFETY.lines().filter(|line| line.starts_with("| **"));
    let quoted = promises.flat_map(|line| line.split('`').skip(1).step_by(2));
    let mut named = 0;
    for (module, test) in quoted.filter_map(|code| code.split_once("::")) {
        let tests = fs::read_to_string(root().join(format!("tests/durability/{module}.rs")));
        let found = match (tests, test.strip_suffix('…')) {
            (Ok(tests), Some(begin)) => tests.contains(&format!("fn {begin}")),
            (Ok(tests), None) if test == "*" => tests.contains("#[test]"),
            (Ok(tests), None) => tests.contains(&format!("fn {test}()")),
            (Err(_), _) => root().join(format!("src/{module}/{test}.rs")).exists(),
        };
        assert!(found, "docs/data-safety.md: there is no {module}::{test}");
        named += 1;
    }
    assert!(named >= 20, "{named}");
}

#[test]
fn every_exit_code_is_named() {
    let line = README.split("\n\n").find(|paragraph| paragraph.starts_with("Exit codes:")).unwrap();
    for code in 0..=4 {
        assert!(line.contains(&format!("`{code}`")), "{code} is not in the README");
    }
}

#[test]
fn every_command_is_in_the_table() {
    let help = Home::new().ok(&["--help"]).out;
    let commands = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    for command in commands.filter_map(|line| line.split_whitespace().next()).filter(|command| *command != "help") {
        let row = README.lines().find(|line| line.starts_with("| `") && line.contains(&format!("`{command}")));
        assert!(row.is_some(), "{command} has no row in the README's table");
    }
}

#[test]
fn error_codes_of_the_source_are_listed() {
    const SCRIPTING: &str = include_str!("../../docs/scripting.md");
    let mut codes = Vec::new();
    for source in ["src/command", "src/ledger", "src/error.rs", "src/settings.rs"] {
        collect_codes(&root().join(source), &mut codes);
    }
    assert!(codes.len() > 10, "{codes:?}");
    for code in codes {
        assert!(SCRIPTING.contains(&format!("`{code}`")), "{code} is not in docs/scripting.md");
    }
}

/// The codes given to `Failure::input` and `Caution::new` in a file or folder.
fn collect_codes(path: &Path, codes: &mut Vec<String>) {
    if path.is_dir() {
        for entry in fs::read_dir(path).unwrap() {
            collect_codes(&entry.unwrap().path(), codes);
        }
        return;
    }
    let text = fs::read_to_string(path).unwrap();
    for marker in ["Failure::input(", "Caution::new("] {
        for piece in text.split(marker).skip(1) {
            if let Some(code) = piece.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next()) {
                codes.push(code.to_owned());
            }
        }
    }
}

/// The letters of a line, without gaps and bars, which the picture draws.
fn letters(line: &str) -> String {
    line.replace([' ', '█', '░'], "")
}

/// The lines of text of a picture, top to bottom.
fn lines_of_picture(svg: &str) -> Vec<String> {
    let mut lines: Vec<(String, String)> = Vec::new();
    for element in svg.split("<text ").skip(1) {
        let (attributes, rest) = element.split_once('>').unwrap();
        let y = attributes.split("y=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let text = rest.split("</text>").next().unwrap();
        let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#x27;", "'");
        let text = text.replace("&amp;", "&");
        match lines.last_mut().filter(|(last, _)| *last == y) {
            Some((_, line)) => *line += &text,
            None => lines.push((y, text)),
        }
    }
    lines.into_iter().map(|(_, line)| letters(&line)).collect()
}

#[test]
fn the_picture_shows_what_the_program_says() {
    const SCENE: &str = include_str!("../../docs/images/scene");
    let mut home = Home::new();
    home.at("2026-11-25T14:48:00+01:00");
    for line in SCENE.lines().filter(|line| !line.starts_with('#')) {
        let words = words(line);
        home.ok(&words.iter().map(String::as_str).collect::<Vec<_>>());
    }
    let output = home.command(&[]).env("COLUMNS", "84").output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let lines = ["$ inquota"].into_iter().chain(said.lines().filter(|line| !line.is_empty()));
    let expected: Vec<String> = lines.map(letters).collect();
    assert_eq!(lines_of_picture(include_str!("../../docs/images/status.svg")), expected, "run docs/images/make again");
}

#[test]
fn pictures_are_there_and_small() {
    let named: Vec<&str> =
        README.split("docs/images/").skip(1).map(|rest| rest.split(['"', ')']).next().unwrap()).collect();
    let pictures = named.iter().filter(|name| name.contains('.'));
    let sizes: Vec<u64> =
        pictures.map(|name| fs::metadata(root().join("docs/images").join(name)).unwrap().len()).collect();
    assert!(sizes.len() >= 3 && sizes.iter().all(|size| *size < 200_000), "{sizes:?}");
}
