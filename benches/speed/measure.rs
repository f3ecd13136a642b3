//! Measures whole processes, in turn within one run.

use std::path::PathBuf;
use std::process::{Command, Stdio};

/// The number of turns of each command.
const TURNS: usize = 5;

/// A command line to be timed.
pub(crate) struct Timed {
    pub(crate) words: Vec<String>,
    /// A command to run before each measurement.
    pub(crate) prepare: Option<String>,
}

impl Timed {
    pub(crate) fn new(words: &[&str]) -> Timed {
        Timed { words: words.iter().map(|word| (*word).to_owned()).collect(), prepare: None }
    }

    fn line(&self) -> String {
        self.words.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(" ")
    }
}

pub(crate) fn median(mut times: Vec<f64>) -> f64 {
    times.sort_unstable_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}

fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', r"'\''"))
}

/// The folder of a measurement. The files of the user are neither read nor written.
pub(crate) struct Bench {
    pub(crate) folder: PathBuf,
}

impl Bench {
    /// The folder of checkpoints.
    pub(crate) fn cache(&self) -> PathBuf {
        self.folder.join("cache")
    }

    /// Sets the environment of a command.
    pub(crate) fn set(&self, command: &mut Command) {
        command.env("HOME", &self.folder).env("INQUOTA_CACHE", self.cache());
        command.env("INQUOTA_NOW", "2026-11-25T09:00:00+01:00").env("INQUOTA_ZONE", "Europe/Berlin");
        command.env_remove("INQUOTA_FILE").env_remove("INQUOTA_ACCOUNT").env_remove("INQUOTA_CONFIG");
    }

    /// The median time of each command in milliseconds, in at least this many runs with hyperfine. The commands take
    /// turns, because the speed of the machine varies.
    pub(crate) fn medians(&self, runs: usize, commands: &[&Timed]) -> Vec<f64> {
        let mut times = vec![Vec::new(); commands.len()];
        for _ in 0..TURNS {
            for (all, turn) in times.iter_mut().zip(self.times(runs.div_ceil(TURNS), commands)) {
                all.extend(turn);
            }
        }
        times.into_iter().map(|times| median(times) * 1000.0).collect()
    }

    /// The time of each run of each command, in seconds.
    fn times(&self, runs: usize, commands: &[&Timed]) -> Vec<Vec<f64>> {
        let file = self.folder.join("hyperfine.json");
        let mut hyperfine = Command::new("hyperfine");
        self.set(&mut hyperfine);
        hyperfine.args([
            "--shell=none",
            "--warmup=5",
            "--ignore-failure",
            "--runs",
            &runs.to_string(),
            "--export-json",
        ]);
        hyperfine.arg(&file).stdout(Stdio::null()).stderr(Stdio::null());
        if let Some(prepare) = commands.iter().find_map(|command| command.prepare.as_ref()) {
            hyperfine.args(["--prepare", prepare]);
        }
        let status = hyperfine.args(commands.iter().map(|command| command.line())).status();
        assert!(status.is_ok_and(|status| status.success()), "hyperfine is needed, of Debian's package of that name");
        let text = std::fs::read_to_string(file).expect("hyperfine has written");
        let document: serde_json::Value = serde_json::from_str(&text).expect("hyperfine writes JSON");
        let results = document["results"].as_array().expect("results").iter();
        let times = |result: &serde_json::Value| result["times"].as_array().expect("times").clone();
        results.map(|result| times(result).iter().filter_map(serde_json::Value::as_f64).collect()).collect()
    }

    /// The peak memory of a command, in MiB.
    pub(crate) fn memory(&self, command: &Timed) -> f64 {
        let file = self.folder.join("memory");
        let mut time = Command::new("/usr/bin/time");
        self.set(&mut time);
        time.args(["-f", "%M", "-o"]).arg(&file).args(&command.words).stdout(Stdio::null()).stderr(Stdio::null());
        assert!(time.status().is_ok(), "/usr/bin/time is needed, of Debian's package time");
        let text = std::fs::read_to_string(file).expect("time has written");
        text.lines().last().and_then(|line| line.trim().parse::<f64>().ok()).unwrap_or(f64::NAN) / 1024.0
    }

    /// The number of instructions of a command, counted with valgrind; `None` if it is not installed.
    pub(crate) fn instructions(&self, command: &Timed) -> Option<u64> {
        let file = self.folder.join("callgrind.out");
        let mut valgrind = Command::new("valgrind");
        self.set(&mut valgrind);
        valgrind.args(["--tool=callgrind", "--quiet"]).arg(format!("--callgrind-out-file={}", file.display()));
        valgrind.args(&command.words).stdout(Stdio::null()).stderr(Stdio::null()).status().ok()?;
        let text = std::fs::read_to_string(file).ok()?;
        let total = text.lines().find_map(|line| line.strip_prefix("totals: ").or(line.strip_prefix("summary: ")));
        total?.split(' ').next()?.parse().ok()
    }
}
