//! Two homes with the same ledger: in one the program makes checkpoints, in the other it does not.

use std::fs;
use std::path::PathBuf;

use crate::made;
use crate::program::{Home, Run};

/// Texts: the first two are nearly the same.
const TEXTS: [(&str, &str); 3] = [
    ("one.txt", "I saw that Acme is hiring engineers. Would you have ten minutes for a call next week?"),
    ("two.txt", "I saw that Globex is hiring engineers. Would you have ten minutes for a call next week?"),
    ("three.txt", "Your article about databases was a pleasure to read. May I show you our tool for backups?"),
];

/// The two homes.
pub struct Twins {
    pub with: Home,
    pub without: Home,
}

impl Twins {
    /// Twins whose ledgers have this many records.
    pub fn of(records: u64) -> Twins {
        let mut twins = Twins { with: Home::new(), without: Home::new() };
        made::write(&twins.with.path("ledger.json"), records);
        fs::copy(twins.with.path("ledger.json"), twins.without.path("ledger.json")).unwrap();
        for (name, text) in TEXTS {
            twins.with.write(name, text.as_bytes());
            twins.without.write(name, text.as_bytes());
        }
        twins.at("2026-11-25T09:00:00+01:00");
        for home in [&twins.with, &twins.without] {
            home.write_settings("[targets]\nmessages_a_day = 5\ninmails_a_week = 25\ninvitations_a_week = 9\n");
        }
        twins
    }

    /// Sets both clocks.
    pub fn at(&mut self, now: &str) {
        self.with.at(now);
        self.without.at(now);
    }

    /// The folder of checkpoints.
    pub fn cache(&self) -> PathBuf {
        self.with.path("cache")
    }

    fn run(home: &Home, cache: &str, args: &[&str]) -> Run {
        let mut command = home.command(&[&["--file", "ledger.json"], args].concat());
        Run::from(command.env("INQUOTA_CACHE", cache).output().unwrap())
    }

    /// Runs a command in both homes: it must give the same answer, and leave the same ledger.
    pub fn both(&self, args: &[&str]) -> Run {
        let with = Twins::run(&self.with, "cache", args);
        let without = Twins::run(&self.without, "off", args);
        assert_eq!((with.code, &with.out, &with.err), (without.code, &without.out, &without.err), "{args:?}");
        let ledger = |home: &Home| fs::read(home.path("ledger.json")).unwrap();
        assert!(ledger(&self.with) == ledger(&self.without), "{args:?} wrote something else");
        with
    }

    /// Runs a command in both homes without reading or writing a checkpoint.
    pub fn without_checkpoint(&self, args: &[&str]) {
        let with = Twins::run(&self.with, "off", args);
        let without = Twins::run(&self.without, "off", args);
        assert_eq!((with.code, &with.out, &with.err), (without.code, &without.out, &without.err), "{args:?}");
    }

    /// Runs every report that can use a checkpoint in both homes.
    pub fn agree(&self, names: &[&str]) {
        for args in [
            &["status"][..],
            &["status", "--json"],
            &["status", "--line"],
            &["status", "--line", "--json"],
            &["summary", "--format", "html"],
            &["summary", "--last-month", "--format", "html"],
            &["summary", "--json"],
            &["summary", "--last-month", "--json"],
            &["summary", "--from", "2026-09-10", "--to", "2026-11-24", "--json"],
            &["check", "-n", "3", "--json"],
            &["status", "--at", "2026-11-20", "--json"],
            &["summary", "--at", "3 days ago", "--json"],
        ] {
            self.both(args);
        }
        for name in names {
            self.both(&["check", name]);
            self.both(&["check", name, "--json"]);
            self.both(&["check", name, "--inmail", "--json"]);
        }
    }
}
