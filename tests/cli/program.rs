//! How the tests run the program: a home of its own, a set clock, nothing else of the environment.

use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// The clock of a test that sets none: Wednesday, 25 November 2026, 09:00 in Berlin.
pub const NOW: &str = "2026-11-25T09:00:00+01:00";

/// A home folder with the program in it, at an instant, in a zone.
pub struct Home {
    folder: TempDir,
    now: String,
    zone: String,
}

/// What a run gave.
#[must_use]
#[derive(Debug)]
pub struct Run {
    /// The exit code.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Home {
    /// An empty home in Berlin at [`NOW`].
    pub fn new() -> Home {
        Home { folder: tempfile::tempdir().unwrap(), now: NOW.to_owned(), zone: "Europe/Berlin".to_owned() }
    }

    /// The same home at another instant.
    pub fn at(&mut self, now: &str) -> &mut Home {
        now.clone_into(&mut self.now);
        self
    }

    /// The same home on a machine in another zone.
    pub fn in_zone(&mut self, zone: &str) -> &mut Home {
        zone.clone_into(&mut self.zone);
        self
    }

    /// The program, ready to run.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_inquota"));
        command.env_clear().env("HOME", self.folder.path()).current_dir(self.folder.path());
        command.env("INQUOTA_NOW", &self.now).env("INQUOTA_ZONE", &self.zone).args(args);
        command
    }

    /// Runs the program.
    pub fn run(&self, args: &[&str]) -> Run {
        Run::from(self.command(args).output().unwrap())
    }

    /// Runs the program, which must end with this code.
    pub fn ends(&self, code: i32, args: &[&str]) -> Run {
        let run = self.run(args);
        assert_eq!(run.code, code, "{args:?}\n{}\n{}", run.out, run.err);
        run
    }

    /// Runs the program, which must end well.
    pub fn ok(&self, args: &[&str]) -> Run {
        self.ends(0, args)
    }

    /// Runs the program with `--json`, which must end well, and reads its document.
    pub fn json(&self, args: &[&str]) -> Value {
        self.ok(&[args, &["--json"]].concat()).json()
    }

    /// Runs the program with `--json`, which must end with this code, and gives the error's own code.
    pub fn error(&self, code: i32, args: &[&str]) -> String {
        let run = self.ends(code, &[args, &["--json"]].concat());
        let document: Value = serde_json::from_str(&run.err).unwrap_or_else(|_| panic!("{args:?}: {}", run.err));
        assert!(run.out.is_empty(), "{}", run.out);
        document["error"]["code"].as_str().unwrap().to_owned()
    }

    /// Where the ledger is.
    pub fn ledger(&self) -> PathBuf {
        self.folder.path().join(".local/share/inquota/ledger.json")
    }

    /// A path in the home folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

impl Run {
    /// Standard output as a document.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}", self.out))
    }
}

impl From<Output> for Run {
    fn from(output: Output) -> Run {
        Run {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}
