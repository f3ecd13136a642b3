//! The README is executed: every console block, in order, in one home, and what it shows must match.

use std::collections::HashMap;

use super::program::Home;

const README: &str = include_str!("../../README.md");

/// A command of a console block, and the lines shown under it.
struct Step {
    command: String,
    shown: String,
}

/// The commands of all console blocks, in order.
fn steps() -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut inside = false;
    for line in README.lines() {
        match (inside, line) {
            (false, "```console") => inside = true,
            (true, "```") => inside = false,
            (true, _) => match line.strip_prefix("$ ") {
                Some(command) => steps.push(Step { command: command.to_owned(), shown: String::new() }),
                None => steps.last_mut().unwrap().shown.push_str(&format!("{line}\n")),
            },
            _ => {}
        }
    }
    steps
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
    let home = Home::new();
    let mut exported: HashMap<String, String> = HashMap::new();
    let mut ran = 0;
    for Step { command, shown } in steps() {
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
                assert_eq!(String::from_utf8(said).unwrap(), shown, "$ {command}");
                ran += 1;
            }
            other => panic!("what is {other:?}?"),
        }
    }
    assert!(ran >= 12, "the tour has {ran} commands");
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
    let sources = ["src/command", "src/ledger", "src/error.rs", "src/settings.rs"];
    let mut codes = Vec::new();
    for source in sources {
        collect_codes(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(source), &mut codes);
    }
    assert!(codes.len() > 10, "{codes:?}");
    for code in codes {
        assert!(README.contains(&format!("`{code}`")), "{code} is not in the README");
    }
}

/// The codes given to `Failure::input` and `Caution::new` in a file or folder.
fn collect_codes(path: &std::path::Path, codes: &mut Vec<String>) {
    if path.is_dir() {
        for entry in std::fs::read_dir(path).unwrap() {
            collect_codes(&entry.unwrap().path(), codes);
        }
        return;
    }
    let text = std::fs::read_to_string(path).unwrap();
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
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let named: Vec<&str> =
        README.split("docs/images/").skip(1).map(|rest| rest.split(['"', ')']).next().unwrap()).collect();
    let pictures = named.iter().filter(|name| name.contains('.'));
    let sizes: Vec<u64> =
        pictures.map(|name| std::fs::metadata(root.join("docs/images").join(name)).unwrap().len()).collect();
    assert!(sizes.len() >= 3 && sizes.iter().all(|size| *size < 200_000), "{sizes:?}");
}
