//! Scripts of commands, written much as in a shell.
//!
//! A line is a command, `[NAME=VALUE]… inquota [ARGUMENT]… [< FILE]`; `at INSTANT` sets the clock; `wait HOURS` moves
//! it; `copy FILE FILE` copies a file of the home. Between double quotes, a backslash escapes: `\n`, `\t`, `\"`, `\\`,
//! `\u{202e}`. A line that begins with `#` is a comment. Paragraphs are scenes.

use std::iter::Peekable;
use std::str::Chars;

use chrono::{DateTime, FixedOffset};

/// What a line of a script does.
pub(crate) enum Step {
    /// Sets the clock.
    At(DateTime<FixedOffset>),
    /// Moves the clock forward by this many hours.
    Wait(i64),
    /// Copies a file of the home.
    Copy(String, String),
    /// Runs the program.
    Run(Line),
}

/// A command.
pub(crate) struct Line {
    /// The line in the script.
    pub(crate) text: String,
    /// The environment variables that it sets.
    pub(crate) environment: Vec<(String, String)>,
    /// The arguments.
    pub(crate) args: Vec<String>,
    /// The file for its standard input.
    pub(crate) input: Option<String>,
}

/// The scenes of a script.
pub(crate) fn scenes(script: &str) -> Vec<Vec<Step>> {
    let paragraphs = script.split("\n\n").map(|paragraph| {
        let lines = paragraph.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        lines.map(step).collect()
    });
    paragraphs.filter(|scene: &Vec<Step>| !scene.is_empty()).collect()
}

/// The steps of all scenes of a script.
pub(crate) fn steps(script: &str) -> Vec<Step> {
    scenes(script).into_iter().flatten().collect()
}

fn step(text: &str) -> Step {
    match text.split_once(' ') {
        Some(("at", instant)) => Step::At(DateTime::parse_from_rfc3339(instant).unwrap()),
        Some(("wait", hours)) => Step::Wait(hours.parse().unwrap()),
        Some(("copy", files)) => {
            let (from, to) = files.split_once(' ').unwrap();
            Step::Copy(from.to_owned(), to.to_owned())
        }
        _ => Step::Run(line(text)),
    }
}

fn line(text: &str) -> Line {
    let mut words = words(text);
    let program = words.iter().position(|word| word == "inquota").unwrap_or_else(|| panic!("no command: {text}"));
    let set = |word: &String| word.split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned())).unwrap();
    let environment = words.drain(..=program).take(program).map(|word| set(&word)).collect();
    let input = match words.as_slice() {
        [.., sign, _] if sign == "<" => {
            let file = words.pop();
            words.pop();
            file
        }
        _ => None,
    };
    Line { text: text.to_owned(), environment, args: words, input }
}

/// The words of a line, without their quotes.
fn words(text: &str) -> Vec<String> {
    let (mut words, mut word, mut chars) = (Vec::new(), None, text.chars().peekable());
    while let Some(c) = chars.next() {
        match c {
            ' ' => words.extend(word.take()),
            '"' => word.get_or_insert_with(String::new).push_str(&quoted(&mut chars)),
            plain => word.get_or_insert_with(String::new).push(plain),
        }
    }
    words.extend(word);
    words
}

/// The text between double quotes, after the opening one.
fn quoted(chars: &mut Peekable<Chars>) -> String {
    let mut text = String::new();
    loop {
        match chars.next().expect("a quote is not closed") {
            '"' => return text,
            '\\' => text.push(escaped(chars)),
            plain => text.push(plain),
        }
    }
}

/// The character for an escape, after the backslash.
fn escaped(chars: &mut Peekable<Chars>) -> char {
    match chars.next().expect("a backslash escapes nothing") {
        'n' => '\n',
        't' => '\t',
        'u' => {
            let digits: String = chars.by_ref().skip_while(|c| *c == '{').take_while(|c| *c != '}').collect();
            char::from_u32(u32::from_str_radix(&digits, 16).unwrap()).unwrap()
        }
        same => same,
    }
}
