//! Runs scenes: in a home with a ledger and the files that commands use, at an instant, in a form.

use std::fs::{self, File, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Stdio;

use chrono::{DateTime, Duration, FixedOffset};

use crate::form::Form;
use crate::program::{Home, Run};
use crate::script::{Line, Step};

/// The files that commands use.
const FILES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/files");

/// The tables of LinkedIn's archive, packed into `archive.zip`.
const TABLES: [&str; 4] = ["Profile.csv", "messages.csv", "Invitations.csv", "Connections.csv"];

/// A home, a clock, and the folder for checkpoints.
pub(crate) struct Stage {
    /// The home.
    pub(crate) home: Home,
    now: DateTime<FixedOffset>,
    cache: Option<&'static str>,
}

/// The answer of a command.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    /// The command, as in the script.
    pub(crate) line: String,
    /// The exit code.
    pub(crate) code: i32,
    /// Standard output, with `{home}` for the home folder.
    pub(crate) out: String,
    /// Standard error, with `{home}` for the home folder.
    pub(crate) err: String,
}

impl Stage {
    /// A stage with this ledger in a zone; `cache` is the value of `INQUOTA_CACHE`.
    pub(crate) fn new(zone: &str, ledger: Option<&[u8]>, cache: Option<&'static str>) -> Stage {
        // The length of the path affects where text is folded, so it must be the same on every machine.
        let mut home = Home::in_folder(Path::new("/tmp"));
        home.in_zone(zone);
        copy(Path::new(FILES), &home.path(""));
        fs::write(home.path("archive.zip"), archive()).unwrap();
        if let Some(bytes) = ledger {
            home.put(bytes);
            make_private(&home.ledger());
        }
        Stage { home, now: DateTime::default(), cache }
    }

    /// Sets the clock.
    pub(crate) fn at(&mut self, now: DateTime<FixedOffset>) -> &mut Stage {
        self.now = now;
        self.home.at(&now.to_rfc3339());
        self
    }

    /// Runs the steps; gives the answers in order.
    pub(crate) fn run_steps(&mut self, steps: &[Step], form: Form) -> Vec<Answer> {
        let mut answers = Vec::new();
        for step in steps {
            match step {
                Step::At(now) => drop(self.at(*now)),
                Step::Wait(hours) => drop(self.at(self.now + Duration::hours(*hours))),
                Step::Copy(from, to) => {
                    fs::create_dir_all(self.home.path(to).parent().unwrap()).unwrap();
                    fs::copy(self.home.path(from), self.home.path(to)).unwrap();
                }
                Step::Run(line) => answers.push(self.run(line, form)),
            }
        }
        answers
    }

    /// Runs the steps, in which every command must succeed.
    pub(crate) fn prepare(&mut self, steps: &[Step]) -> Vec<Answer> {
        let answers = self.run_steps(steps, Form::Wide);
        for answer in &answers {
            assert_eq!(answer.code, 0, "{}\n{}{}", answer.line, answer.out, answer.err);
        }
        answers
    }

    fn run(&self, line: &Line, form: Form) -> Answer {
        let args: Vec<&str> = form.args().iter().copied().chain(line.args.iter().map(String::as_str)).collect();
        let is_completion = line.environment.iter().any(|(name, _)| name == "INQUOTA_COMPLETE");
        let mut command = self.home.command(if is_completion { &args[form.args().len()..] } else { &args });
        command.envs(form.environment()).envs(self.cache.map(|cache| ("INQUOTA_CACHE", cache)));
        command.envs(line.environment.iter().map(|(name, value)| (name, value)));
        match &line.input {
            Some(file) => command.stdin(File::open(self.home.path(file)).unwrap()),
            None => command.stdin(Stdio::null()),
        };
        let Run { code, out, err } = Run::from(command.output().unwrap());
        let home = self.home.path("").to_str().unwrap().trim_end_matches('/').to_owned();
        let without_home = |text: &str| text.replace(&home, "{home}");
        Answer { line: line.text.clone(), code, out: without_home(&out), err: without_home(&err) }
    }
}

/// Copies the contents of a folder.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// Lets only the owner read a ledger, as the program does.
fn make_private(ledger: &Path) {
    fs::set_permissions(ledger, Permissions::from_mode(0o600)).unwrap();
    fs::set_permissions(ledger.parent().unwrap(), Permissions::from_mode(0o700)).unwrap();
}

/// The tables, packed as LinkedIn packs them.
fn archive() -> Vec<u8> {
    let tables = TABLES.iter().map(|name| ((*name).to_owned(), fs::read(Path::new(FILES).join(name)).unwrap()));
    crate::export::Export { files: tables.collect() }.zip()
}
