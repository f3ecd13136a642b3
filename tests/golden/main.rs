//! Golden copies of the answers of every command: in all forms, for several ledgers, with and without checkpoints.
//!
//! The commands are in `commands/`, the scripts that make the ledgers in `ledgers/`, the answers in `answers/`.
//! `GOLDEN=overwrite cargo test --test golden` overwrites the answers; read the changes before you commit them.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

mod compare;
#[path = "../archive/export.rs"]
#[allow(dead_code, reason = "the tests of the archive reader use more of it")]
mod export;
mod form;
mod keys;
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

/// All forms without colours. An answer that is the same as in an earlier form is not repeated.
const FORMS: [Form; 4] = [Form::Wide, Form::Narrow, Form::Pipe, Form::Json];
/// The forms of the screens of the rich ledger.
const SCREENS: [Form; 6] = [Form::Wide, Form::Narrow, Form::Broad, Form::Pipe, Form::Plain, Form::Json];
/// The forms for all ledgers but the rich one.
const TWO_FORMS: [Form; 2] = [Form::Wide, Form::Json];

const READING: &str = include_str!("commands/reading.txt");
const RECORDING: &str = include_str!("commands/recording.txt");
const ERRORS: &str = include_str!("commands/errors.txt");
const HELP: &str = include_str!("commands/help.txt");
const COLOUR: &str = include_str!("commands/colour.txt");

/// Compares answers with the golden files, and collects the differences.
#[derive(Default)]
struct Report {
    differences: Vec<String>,
}

impl Report {
    /// Compares the answers of the commands that made a ledger.
    fn making(&mut self, ledger: &Ledger) {
        let text: String = ledger.making.iter().map(text::of).collect();
        self.differences.extend(compare::difference(&format!("{}/making.txt", ledger.name), &text));
    }

    /// Compares the answers of commands that only read, all in one home.
    fn reading(&mut self, ledger: &Ledger, script: &str, topic: &str, forms: &[Form]) {
        let steps: Vec<Step> = scenes(script).into_iter().flatten().collect();
        self.forms(ledger, topic, forms, |form| {
            let mut stage = ledger.stage();
            let before = stage.home.bytes();
            let answers = stage.run_steps(&steps, form);
            assert!(stage.home.bytes() == before, "{topic}: a command that reads has changed the ledger");
            vec![Played { answers, added: Vec::new() }]
        });
    }

    /// Compares the answers of scenes, each in a home of its own, and the records that they add.
    fn scenes(&mut self, ledger: &Ledger, script: &str, topic: &str, forms: &[Form]) {
        let scenes = scenes(script);
        self.forms(ledger, topic, forms, |form| scenes.iter().map(|scene| Played::of(ledger, scene, form)).collect());
    }

    /// Runs the commands in each form; an answer that is the same as in an earlier form is not repeated.
    fn forms(&mut self, ledger: &Ledger, topic: &str, forms: &[Form], run_steps: impl Fn(Form) -> Vec<Played>) {
        let mut before: Vec<(Form, Vec<Played>)> = Vec::new();
        for form in forms {
            let scenes = run_steps(*form);
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

/// The result of a scene.
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
        let answers = stage.run_steps(scene, form);
        let added = lines(stage.home.bytes()).into_iter().filter(|line| !before.contains(line)).collect();
        Played { answers, added }
    }

    /// The text for the golden file, given the same scene in the earlier forms.
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
fn commands_that_read_a_rich_ledger_answer_as_before() {
    let (ledger, mut report) = (Ledger::rich(), Report::default());
    report.making(&ledger);
    report.reading(&ledger, READING, "reading", &SCREENS);
    report.reading(&ledger, COLOUR, "reading", &[Form::Colour]);
    report.end();
}

#[test]
fn commands_that_record_to_a_rich_ledger_answer_as_before() {
    let (ledger, mut report) = (Ledger::rich(), Report::default());
    report.scenes(&ledger, RECORDING, "recording", &FORMS);
    report.scenes(&ledger, ERRORS, "errors", &FORMS);
    report.end();
}

#[test]
fn commands_on_sales_navigator_in_another_zone_answer_as_before() {
    let (ledger, mut report) = (Ledger::sales(), Report::default());
    report.making(&ledger);
    report.reading(&ledger, READING, "reading", &TWO_FORMS);
    report.scenes(&ledger, RECORDING, "recording", &TWO_FORMS);
    report.end();
}

#[test]
fn commands_without_a_ledger_answer_as_before() {
    let (ledger, mut report) = (Ledger::empty(), Report::default());
    report.reading(&ledger, HELP, "help", &[Form::Wide, Form::Narrow]);
    report.reading(&ledger, READING, "reading", &TWO_FORMS);
    report.scenes(&ledger, RECORDING, "recording", &TWO_FORMS);
    report.scenes(&ledger, ERRORS, "errors", &TWO_FORMS);
    report.end();
}

/// The golden files are the same for every checkpoint; they are written without one.
fn assert_large_ledger_answers_as_before(checkpoint: Checkpoint) {
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
    assert_large_ledger_answers_as_before(Checkpoint::Off);
}

#[test]
fn a_large_ledger_with_a_fresh_checkpoint_answers_as_before() {
    assert_large_ledger_answers_as_before(Checkpoint::Fresh);
}

#[test]
fn a_large_ledger_with_an_older_checkpoint_answers_as_before() {
    assert_large_ledger_answers_as_before(Checkpoint::Older);
}
