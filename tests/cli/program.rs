//! Runs the program for the tests: in a home folder of its own, with a fixed clock and an otherwise empty environment.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// The clock of a test that does not set one: Wednesday, 25 November 2026, 09:00 in Berlin.
pub(crate) const NOW: &str = "2026-11-25T09:00:00+01:00";

/// Elsewhere the platform has other folders, so the tests set where its files are.
const IS_LINUX: bool = cfg!(target_os = "linux");

/// Where the ledger is in the home folder.
const LEDGER: &str = ".local/share/inquota/ledger.json";

/// A home folder in which the program runs, at one instant and in one time zone.
pub(crate) struct Home {
    folder: TempDir,
    now: String,
    zone: String,
}

/// The result of a run.
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

    /// The same, as a folder inside `parent`.
    pub(crate) fn in_folder(parent: &Path) -> Home {
        let folder = tempfile::tempdir_in(parent).unwrap();
        if !IS_LINUX {
            fs::create_dir_all(folder.path().join(LEDGER).parent().unwrap()).unwrap();
        }
        Home { folder, now: NOW.to_owned(), zone: "Europe/Berlin".to_owned() }
    }

    /// Sets the clock.
    pub(crate) fn at(&mut self, now: &str) -> &mut Home {
        now.clone_into(&mut self.now);
        self
    }

    /// Sets the time zone of the machine.
    pub(crate) fn in_zone(&mut self, zone: &str) -> &mut Home {
        zone.clone_into(&mut self.zone);
        self
    }

    /// A home on Premium Career since 12 June 2026: 5 credits on each 12th, for 90 days, at most 15. On 25 November it
    /// holds the lots of September, October and November, 15 credits; a response within 90 days gives a credit back.
    pub(crate) fn on_premium_career() -> Home {
        let home = Home::new();
        home.ok(&["plan", "set", "premium-career", "--from", "2026-06-12"]);
        home
    }

    /// The program, ready to run.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_inquota"));
        command.env_clear().env("HOME", self.folder.path()).current_dir(self.folder.path());
        command.env("INQUOTA_NOW", &self.now).env("INQUOTA_ZONE", &self.zone).args(args);
        if !IS_LINUX {
            command.env("INQUOTA_FILE", self.ledger()).env("INQUOTA_CACHE", self.path(".cache/inquota"));
        }
        command
    }

    /// Runs the program.
    pub(crate) fn run(&self, args: &[&str]) -> Run {
        Run::from(self.command(args).output().unwrap())
    }

    /// Runs the program with these environment variables.
    pub(crate) fn run_with(&self, environment: &[(&str, &str)], args: &[&str]) -> Run {
        Run::from(self.command(args).envs(environment.iter().copied()).output().unwrap())
    }

    /// Runs the program on a screen of this many columns; no line of the answer may be wider.
    pub(crate) fn fits(&self, columns: usize, args: &[&str]) -> String {
        let out = self.run_with(&[("COLUMNS", &columns.to_string())], args).out;
        assert!(out.lines().all(|line| line.chars().count() <= columns), "{args:?} in {columns} columns:\n{out}");
        out
    }

    /// Another program, to be run in the home folder and with the environment that the program itself gets.
    pub(crate) fn other_program(&self, program: &str) -> Command {
        let own = self.command(&[]);
        let mut command = Command::new(program);
        command.env_clear().envs(own.get_envs().filter_map(|(name, value)| Some((name, value?))));
        command.current_dir(self.folder.path());
        command
    }

    /// Runs the program, which must exit with this code.
    pub(crate) fn exits(&self, code: i32, args: &[&str]) -> Run {
        let run = self.run(args);
        assert_eq!(run.code, code, "{args:?}\n{}\n{}", run.out, run.err);
        run
    }

    /// Runs the program, which must succeed.
    pub(crate) fn ok(&self, args: &[&str]) -> Run {
        self.exits(0, args)
    }

    /// Runs the program with `--json`, which must succeed, and reads the document.
    pub(crate) fn json(&self, args: &[&str]) -> Value {
        self.ok(&[args, &["--json"]].concat()).json()
    }

    /// Runs the program with `--json`, which must exit with this code, and reads the document.
    pub(crate) fn document(&self, code: i32, args: &[&str]) -> Value {
        self.exits(code, &[args, &["--json"]].concat()).json()
    }

    /// Runs the program, which must refuse with this code and leave the ledger unchanged; gives the error.
    pub(crate) fn refuses(&self, code: i32, args: &[&str]) -> Value {
        let before = self.bytes();
        let run = self.exits(code, &[args, &["--json"]].concat());
        let document: Value = serde_json::from_str(&run.err).unwrap_or_else(|_| panic!("{args:?}: {}", run.err));
        assert!(run.out.is_empty(), "{args:?}: {}", run.out);
        assert_eq!(self.bytes(), before, "{args:?}");
        document["error"].clone()
    }

    /// Runs a command that records; gives the id of its record.
    pub(crate) fn id(&self, args: &[&str]) -> String {
        self.json(args)["recorded"][0]["id"].as_str().unwrap().to_owned()
    }

    /// The credits left now.
    pub(crate) fn balance(&self) -> u64 {
        self.json(&["credits"])["balance"].as_u64().unwrap()
    }

    /// The credits left at another instant.
    pub(crate) fn balance_at(&self, at: &str) -> u64 {
        self.json(&["credits", "--at", at])["balance"].as_u64().unwrap()
    }

    /// The lots held at an instant: source, date given, date of expiry, credits left and given.
    pub(crate) fn lots(&self, at: &str) -> Vec<String> {
        let lots = self.json(&["credits", "--at", at])["lots"].as_array().unwrap().clone();
        let text = |lot: &Value, key: &str| lot[key].as_str().unwrap_or("never").to_owned();
        let line = |lot: &Value| {
            let dates = [text(lot, "source"), text(lot, "given_on"), text(lot, "expires_on")].join(" ");
            format!("{dates} {}/{}", lot["left"], lot["amount"])
        };
        lots.iter().map(line).collect()
    }

    /// The day and month slots used at an instant.
    pub(crate) fn used(&self, at: &str) -> (u64, u64) {
        let messages = self.json(&["status", "--at", at])["messages"].clone();
        (messages["day"]["used"].as_u64().unwrap(), messages["month"]["used"].as_u64().unwrap())
    }

    /// The plan in force at an instant, and the date since when.
    pub(crate) fn plan(&self, at: &str) -> (String, String) {
        let plan = self.json(&["status", "--at", at])["plan"].clone();
        let text = |key: &str| plan[key].as_str().unwrap().to_owned();
        (text("name"), text("since"))
    }

    /// The records that `history` shows.
    pub(crate) fn history(&self, args: &[&str]) -> Vec<Value> {
        self.json(&[&["history"], args].concat())["records"].as_array().unwrap().clone()
    }

    /// The credit statement of a summary: the figures that are not 0, in the order of rules 4.14.
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
        let shown = FIGURES.iter().filter(|name| figure(name) != 0).map(|name| format!("{name} {}", figure(name)));
        shown.collect::<Vec<_>>().join(", ")
    }

    /// The bytes of the ledger file; `None` if there is none.
    pub(crate) fn bytes(&self) -> Option<Vec<u8>> {
        fs::read(self.ledger()).ok()
    }

    /// Writes the ledger file.
    pub(crate) fn put(&self, bytes: &[u8]) {
        self.write(LEDGER, bytes);
    }

    /// Writes a file into the home folder, and creates the folders on its path.
    pub(crate) fn write(&self, name: &str, bytes: &[u8]) -> &Home {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    /// Writes the settings file.
    pub(crate) fn write_settings(&self, text: &str) -> &Home {
        self.write(".config/inquota/config.toml", text.as_bytes())
    }

    /// The paths of all files and folders in the home folder.
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

    /// The path of the ledger.
    pub(crate) fn ledger(&self) -> PathBuf {
        self.path(LEDGER)
    }

    /// A path in the home folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs a command on a pseudo-terminal of this width, types the keys, and returns the screen's content. The
    /// pseudo-terminal comes from `script`; `None` if this machine does not have that program.
    pub(crate) fn on_terminal(&self, command_line: &str, columns: u32, keys: &[&str]) -> Option<String> {
        self.on_terminal_with(&[("INQUOTA_PAGER", "cat")], command_line, (columns, 24), keys)
    }

    /// The same on a terminal that can neither colour nor move its cursor.
    pub(crate) fn on_dumb_terminal(&self, command_line: &str, keys: &[&str]) -> Option<String> {
        self.on_terminal_with(&[("TERM", "dumb"), ("NO_COLOR", "")], command_line, (80, 24), keys)
    }

    /// The same with these environment variables and this height, and with the pager that they ask for.
    pub(crate) fn on_terminal_with(
        &self,
        environment: &[(&str, &str)],
        command_line: &str,
        (columns, rows): (u32, u32),
        keys: &[&str],
    ) -> Option<String> {
        let inner = self.command(&[]);
        let program = inner.get_program().to_str().unwrap().to_owned();
        let mut command = Command::new("script");
        command
            .args(["-qec", &format!("stty cols {columns} rows {rows}; {program} {command_line}"), "/dev/null"])
            .env_clear()
            .current_dir(self.path("."));
        command.envs(inner.get_envs().filter_map(|(name, value)| Some((name, value?))));
        command.env("PATH", "/usr/bin:/bin").env("SHELL", "/bin/sh").env("TERM", "xterm").env("NO_COLOR", "1");
        command.envs(environment.iter().copied());
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
    /// Standard output and standard error.
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
            // Windows gives a process that was ended a negative code, other systems give it none.
            code: output.status.code().map_or(-1, |code| code.max(-1)),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// The answer of `check`: its cost in day slots, month slots and credits; the reason; when a no turns into a yes.
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

/// What a send counted as, by the document of a recording or a record of the history: the names of the fields that are
/// true.
pub(crate) fn counted(document: &Value) -> String {
    const MARKS: [&str; 5] = ["day_slot", "month_slot", "credit", "over_limit", "uncovered"];
    let counted = document["counted"].as_object().unwrap_or_else(|| panic!("nothing counted in {document}"));
    assert_eq!(counted.len(), MARKS.len(), "{document}");
    MARKS.into_iter().filter(|mark| counted[*mark].as_bool().unwrap()).collect::<Vec<_>>().join(" ")
}

/// The actual document must hold everything in the expected one; it may have more keys.
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

/// Reports that this machine lacks what a test needs.
#[expect(clippy::print_stdout, reason = "a skipped test must say so")]
pub(crate) fn skipped(why: &str) {
    println!("skipped: {why}");
}
