//! Golden copies of what every command answers: in all its forms, of several ledgers, with checkpoints and without.
//!
//! The commands are in `commands/`, what makes the ledgers in `ledgers/`, what is answered in `answers/`.
//! `GOLDEN=overwrite cargo test --test golden` writes the answers anew; read the changes before you commit them.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

mod compare;
#[path = "../archive/export.rs"]
#[allow(dead_code, reason = "the tests of the reader need more of it")]
mod export;
mod form;
mod ledgers;
mod made;
#[path = "../cli/program.rs"]
#[allow(dead_code, reason = "shared with other tests")]
mod program;
mod script;
mod stage;
mod text;

use form::Form;
use ledgers::{Checkpoint, Ledger};
use script::{Step, scenes};
use stage::Answer;

/// The forms of text and of documents; the others are compared with the first.
const FORMS: [Form; 4] = [Form::Wide, Form::Narrow, Form::Pipe, Form::Json];
/// The forms of a ledger that is asked in several ways.
const TWO_FORMS: [Form; 2] = [Form::Wide, Form::Json];

const READING: &str = include_str!("commands/reading.txt");
const RECORDING: &str = include_str!("commands/recording.txt");
const ERRORS: &str = include_str!("commands/errors.txt");
const HELP: &str = include_str!("commands/help.txt");
const COLOUR: &str = include_str!("commands/colour.txt");

/// Compares answers, and remembers where they differ.
#[derive(Default)]
struct Report {
    differences: Vec<String>,
}

impl Report {
    /// Compares what making a ledger answered.
    fn making(&mut self, ledger: &Ledger) {
        let text: String = ledger.making.iter().map(text::of).collect();
        self.differences.extend(compare::difference(&format!("{}/making.txt", ledger.name), &text));
    }

    /// Compares what commands that only read answer, all of one home.
    fn reading(&mut self, ledger: &Ledger, script: &str, topic: &str, forms: &[Form]) {
        let steps: Vec<Step> = scenes(script).into_iter().flatten().collect();
        self.forms(ledger, topic, forms, |form| {
            let mut stage = ledger.stage();
            let before = stage.home.bytes();
            let answers = stage.play(&steps, form);
            assert!(stage.home.bytes() == before, "{topic}: a command that reads has changed the ledger");
            vec![Played { answers, added: Vec::new() }]
        });
    }

    /// Compares what scenes answer, each of a home of its own, and what they add to the ledger.
    fn scenes(&mut self, ledger: &Ledger, script: &str, topic: &str, forms: &[Form]) {
        let scenes = scenes(script);
        self.forms(ledger, topic, forms, |form| scenes.iter().map(|scene| Played::of(ledger, scene, form)).collect());
    }

    /// Plays in each form; an answer that is the same as in a form before is not repeated.
    fn forms(&mut self, ledger: &Ledger, topic: &str, forms: &[Form], play: impl Fn(Form) -> Vec<Played>) {
        let mut before: Vec<(Form, Vec<Played>)> = Vec::new();
        for form in forms {
            let scenes = play(*form);
            let text = |(place, scene): (usize, &Played)| {
                let before: Vec<(Form, &Played)> =
                    before.iter().map(|(form, scenes)| (*form, &scenes[place])).collect();
                scene.text(&before)
            };
            let text: Vec<String> = scenes.iter().enumerate().map(text).collect();
            let name = format!("{}/{topic}-{}.txt", ledger.name, form.name());
            self.differences.extend(compare::difference(&name, &text.join("\n")));
            before.push((*form, scenes));
        }
    }

    fn end(self) {
        let [count, all] = [self.differences.len().to_string(), self.differences.join("\n")];
        assert!(self.differences.is_empty(), "{count} golden files differ; the first difference of each:\n{all}\n");
    }
}

/// A scene that was played.
struct Played {
    answers: Vec<Answer>,
    /// The records that it added to the ledger, a line each.
    added: Vec<String>,
}

impl Played {
    fn of(ledger: &Ledger, scene: &[Step], form: Form) -> Played {
        let mut stage = ledger.stage();
        let lines = |bytes: Option<Vec<u8>>| -> Vec<String> {
            let text = String::from_utf8(bytes.unwrap_or_default()).unwrap();
            let records = text.lines().filter(|line| line.starts_with("{\"id\""));
            records.map(|line| line.trim_end_matches(',').to_owned()).collect()
        };
        let before: std::collections::HashSet<String> = lines(stage.home.bytes()).into_iter().collect();
        let answers = stage.play(scene, form);
        let added = lines(stage.home.bytes()).into_iter().filter(|line| !before.contains(line)).collect();
        Played { answers, added }
    }

    /// As text, given the same scene in the forms before.
    fn text(&self, before: &[(Form, &Played)]) -> String {
        let mut text = String::new();
        for (place, answer) in self.answers.iter().enumerate() {
            let same = before.iter().find(|(_, scene)| scene.answers[place] == *answer);
            text += &same.map_or_else(|| text::of(answer), |(form, _)| text::same(answer, *form));
        }
        if before.is_empty() && !self.added.is_empty() {
            text += &text::output("+ ", &(self.added.join("\n") + "\n"));
        }
        text
    }
}

#[test]
fn reading_a_rich_ledger_answers_as_before() {
    let (ledger, mut report) = (Ledger::rich(), Report::default());
    report.making(&ledger);
    report.reading(&ledger, READING, "reading", &FORMS);
    report.reading(&ledger, COLOUR, "reading", &[Form::Colour]);
    report.end();
}

#[test]
fn recording_in_a_rich_ledger_answers_as_before() {
    let (ledger, mut report) = (Ledger::rich(), Report::default());
    report.scenes(&ledger, RECORDING, "recording", &FORMS);
    report.scenes(&ledger, ERRORS, "errors", &FORMS);
    report.end();
}

#[test]
fn sales_navigator_in_another_zone_answers_as_before() {
    let (ledger, mut report) = (Ledger::sales(), Report::default());
    report.making(&ledger);
    report.reading(&ledger, READING, "reading", &TWO_FORMS);
    report.scenes(&ledger, RECORDING, "recording", &TWO_FORMS);
    report.end();
}

#[test]
fn no_ledger_answers_as_before() {
    let (ledger, mut report) = (Ledger::empty(), Report::default());
    report.reading(&ledger, HELP, "help", &[Form::Wide, Form::Narrow]);
    report.reading(&ledger, READING, "reading", &TWO_FORMS);
    report.scenes(&ledger, RECORDING, "recording", &TWO_FORMS);
    report.scenes(&ledger, ERRORS, "errors", &TWO_FORMS);
    report.end();
}

/// Whatever checkpoint there is, the answers are those of the same golden files; they are written without one.
fn a_large_ledger_answers_as_before(checkpoint: Checkpoint) {
    if checkpoint != Checkpoint::Off && compare::overwrites() {
        return;
    }
    let (ledger, mut report) = (Ledger::large(checkpoint), Report::default());
    report.making(&ledger);
    report.reading(&ledger, READING, "reading", &TWO_FORMS);
    report.scenes(&ledger, RECORDING, "recording", &TWO_FORMS);
    report.end();
}

#[test]
fn a_large_ledger_without_a_checkpoint_answers_as_before() {
    a_large_ledger_answers_as_before(Checkpoint::Off);
}

#[test]
fn a_large_ledger_with_a_fresh_checkpoint_answers_as_before() {
    a_large_ledger_answers_as_before(Checkpoint::Fresh);
}

#[test]
fn a_large_ledger_with_a_checkpoint_left_behind_answers_as_before() {
    a_large_ledger_answers_as_before(Checkpoint::Behind);
}
