//! How the tests run the program: a home of its own, a set clock, nothing else of the environment.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// The clock of a test that sets none: Wednesday, 25 November 2026, 09:00 in Berlin.
pub(crate) const NOW: &str = "2026-11-25T09:00:00+01:00";

/// A home folder with the program in it, at an instant, in a zone.
pub(crate) struct Home {
    folder: TempDir,
    now: String,
    zone: String,
}

/// What a run gave.
#[derive(Debug)]
pub(crate) struct Run {
    /// The exit code.
    pub(crate) code: i32,
    /// Standard output.
    pub(crate) out: String,
    /// Standard error.
    pub(crate) err: String,
}

impl Home {
    /// An empty home in Berlin at [`NOW`].
    pub(crate) fn new() -> Home {
        Home::in_folder(&std::env::temp_dir())
    }

    /// The same as a folder of another one.
    pub(crate) fn in_folder(parent: &Path) -> Home {
        let folder = tempfile::tempdir_in(parent).unwrap();
        Home { folder, now: NOW.to_owned(), zone: "Europe/Berlin".to_owned() }
    }

    /// The same home at another instant.
    pub(crate) fn at(&mut self, now: &str) -> &mut Home {
        now.clone_into(&mut self.now);
        self
    }

    /// The same home on a machine in another zone.
    pub(crate) fn in_zone(&mut self, zone: &str) -> &mut Home {
        zone.clone_into(&mut self.zone);
        self
    }

    /// The program, ready to run.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_inquota"));
        command.env_clear().env("HOME", self.folder.path()).current_dir(self.folder.path());
        command.env("INQUOTA_NOW", &self.now).env("INQUOTA_ZONE", &self.zone).args(args);
        command
    }

    /// Runs the program.
    pub(crate) fn run(&self, args: &[&str]) -> Run {
        Run::from(self.command(args).output().unwrap())
    }

    /// Runs the program, which must end with this code.
    pub(crate) fn ends(&self, code: i32, args: &[&str]) -> Run {
        let run = self.run(args);
        assert_eq!(run.code, code, "{args:?}\n{}\n{}", run.out, run.err);
        run
    }

    /// Runs the program, which must end well.
    pub(crate) fn ok(&self, args: &[&str]) -> Run {
        self.ends(0, args)
    }

    /// Runs the program with `--json`, which must end well, and reads its document.
    pub(crate) fn json(&self, args: &[&str]) -> Value {
        self.ok(&[args, &["--json"]].concat()).json()
    }

    /// Runs the program with `--json`, which must end with this code, and reads its document.
    pub(crate) fn document(&self, code: i32, args: &[&str]) -> Value {
        self.ends(code, &[args, &["--json"]].concat()).json()
    }

    /// Runs the program, which must refuse with this code, say why, and leave the ledger as it was.
    pub(crate) fn refuses(&self, code: i32, args: &[&str]) -> Value {
        let before = self.bytes();
        let run = self.ends(code, &[args, &["--json"]].concat());
        let document: Value = serde_json::from_str(&run.err).unwrap_or_else(|_| panic!("{args:?}: {}", run.err));
        assert!(run.out.is_empty(), "{args:?}: {}", run.out);
        assert_eq!(self.bytes(), before, "{args:?}");
        document["error"].clone()
    }

    /// The id of what a command records.
    pub(crate) fn id(&self, args: &[&str]) -> String {
        self.json(args)["recorded"][0]["id"].as_str().unwrap().to_owned()
    }

    /// The credits left now.
    pub(crate) fn balance(&self) -> u64 {
        self.json(&["credits"])["balance"].as_u64().unwrap()
    }

    /// The credits left as of another instant.
    pub(crate) fn balance_at(&self, at: &str) -> u64 {
        self.json(&["credits", "--at", at])["balance"].as_u64().unwrap()
    }

    /// The lots held as of an instant: source, date given, date of expiry, amount, left.
    pub(crate) fn lots(&self, at: &str) -> Vec<String> {
        let lots = self.json(&["credits", "--at", at])["lots"].as_array().unwrap().clone();
        let text = |lot: &Value, key: &str| lot[key].as_str().unwrap_or("never").to_owned();
        let line = |lot: &Value| {
            let dates = [text(lot, "source"), text(lot, "given_on"), text(lot, "expires_on")].join(" ");
            format!("{dates} {}/{}", lot["left"], lot["amount"])
        };
        lots.iter().map(line).collect()
    }

    /// The slots used of a day and of its month, as of an instant.
    pub(crate) fn used(&self, at: &str) -> (u64, u64) {
        let messages = self.json(&["status", "--at", at])["messages"].clone();
        (messages["day"]["used"].as_u64().unwrap(), messages["month"]["used"].as_u64().unwrap())
    }

    /// The credit statement of a summary: those of its figures that are not 0, in the order of the interface.
    pub(crate) fn statement(&self, args: &[&str]) -> String {
        const FIGURES: [&str; 10] = [
            "opening",
            "granted",
            "bought",
            "refunded",
            "adjusted",
            "spent",
            "expired",
            "lost_to_cap",
            "lapsed",
            "closing",
        ];
        let credits = self.json(&[&["summary"], args].concat())["credits"].clone();
        let figure = |name: &str| credits[name].as_i64().unwrap_or_else(|| panic!("no {name} in {credits}"));
        let [opening, granted, bought, refunded, adjusted, spent, expired, lost, lapsed, closing] = FIGURES.map(figure);
        assert_eq!(closing, opening + granted + bought + refunded + adjusted - spent - expired - lost - lapsed);
        let said = FIGURES.iter().filter(|name| figure(name) != 0).map(|name| format!("{name} {}", figure(name)));
        said.collect::<Vec<_>>().join(", ")
    }

    /// The bytes of the ledger; `None` when there is none.
    pub(crate) fn bytes(&self) -> Option<Vec<u8>> {
        fs::read(self.ledger()).ok()
    }

    /// Puts these bytes where the ledger is.
    pub(crate) fn put(&self, bytes: &[u8]) {
        fs::create_dir_all(self.ledger().parent().unwrap()).unwrap();
        fs::write(self.ledger(), bytes).unwrap();
    }

    /// Everything in the home folder, files and folders.
    pub(crate) fn everything(&self) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let mut folders = vec![self.folder.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let entry = entry.unwrap();
                found.push(entry.path());
                if entry.file_type().unwrap().is_dir() {
                    folders.push(entry.path());
                }
            }
        }
        found
    }

    /// Where the ledger is.
    pub(crate) fn ledger(&self) -> PathBuf {
        self.folder.path().join(".local/share/inquota/ledger.json")
    }

    /// A path in the home folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs a command on a pseudo-terminal of this width, types the keys, and returns the screen's content. The
    /// pseudo-terminal comes from `script`; `None` if this machine does not have that program.
    pub(crate) fn on_terminal(&self, command_line: &str, columns: u32, keys: &[&str]) -> Option<String> {
        let inner = self.command(&[]);
        let program = inner.get_program().to_str().unwrap().to_owned();
        let mut command = Command::new("script");
        command
            .args(["-qec", &format!("stty cols {columns} rows 24; {program} {command_line}"), "/dev/null"])
            .env_clear()
            .current_dir(self.path("."));
        command.envs(inner.get_envs().filter_map(|(name, value)| Some((name, value?))));
        command.env("PATH", "/usr/bin:/bin").env("TERM", "xterm").env("NO_COLOR", "1").env("SHELL", "/bin/sh");
        let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
        let mut child = child.ok()?;
        let mut input = child.stdin.take().unwrap();
        for key in keys {
            std::thread::sleep(std::time::Duration::from_millis(700));
            input.write_all(key.as_bytes()).unwrap();
        }
        let output = child.wait_with_output().unwrap();
        Some(String::from_utf8_lossy(&output.stdout).into_owned())
    }
}

impl Run {
    /// Everything that was printed.
    pub(crate) fn all(&self) -> String {
        format!("{}{}", self.out, self.err)
    }

    /// Standard output as a document.
    pub(crate) fn json(&self) -> Value {
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

/// What a `check` says: its cost in slots of the day, slots of the month and credits; the reason; when it turns.
pub(crate) fn verdict(answer: &Value) -> ((u64, u64, u64), String, Value) {
    let cost = |what: &str| answer["cost"][what].as_u64().unwrap_or_else(|| panic!("no {what} in {answer}"));
    let cost = (cost("day_slots"), cost("month_slots"), cost("credits"));
    (cost, answer["reason"].as_str().unwrap().to_owned(), answer["available_at"].clone())
}

/// The codes of the cautions in a document.
pub(crate) fn codes(document: &Value) -> Vec<String> {
    let cautions = document["cautions"].as_array().unwrap();
    cautions.iter().map(|caution| caution["code"].as_str().unwrap().to_owned()).collect()
}

/// What a send counted as, of a recording's document or a line of history: the names of what is true.
pub(crate) fn counted(document: &Value) -> String {
    const MARKS: [&str; 5] = ["day_slot", "month_slot", "credit", "over_limit", "uncovered"];
    let counted = document["counted"].as_object().unwrap_or_else(|| panic!("nothing counted in {document}"));
    assert_eq!(counted.len(), MARKS.len(), "{document}");
    MARKS.into_iter().filter(|mark| counted[*mark].as_bool().unwrap()).collect::<Vec<_>>().join(" ")
}

/// Everything of the expected document must be in the actual one; keys may have been added.
pub(crate) fn assert_holds(actual: &Value, expected: &Value) {
    match (actual, expected) {
        (Value::Object(actual), Value::Object(expected)) => {
            for (key, value) in expected {
                assert_holds(actual.get(key).unwrap_or_else(|| panic!("no {key} in {actual:?}")), value);
            }
        }
        (Value::Array(actual), Value::Array(expected)) if actual.len() == expected.len() => {
            actual.iter().zip(expected).for_each(|(actual, expected)| assert_holds(actual, expected));
        }
        _ => assert_eq!(actual, expected),
    }
}

/// Says that a test could not do its work on this machine, and why.
#[expect(clippy::print_stdout, reason = "who runs the tests must see it")]
pub(crate) fn skipped(why: &str) {
    println!("skipped: {why}");
}
