//! The ledgers that are asked, and how each is made.

use std::fs;

use chrono::{DateTime, FixedOffset};

use crate::made;
use crate::script::steps;
use crate::stage::{Answer, Stage};

/// A ledger, and the world in which it is asked.
pub(crate) struct Ledger {
    /// The folder of its golden files.
    pub(crate) name: &'static str,
    zone: &'static str,
    now: DateTime<FixedOffset>,
    bytes: Option<Vec<u8>>,
    checkpoint: Checkpoint,
    /// What the commands answered that made it.
    pub(crate) making: Vec<Answer>,
}

/// What checkpoint there is of a ledger when it is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Checkpoint {
    /// As the program keeps them: a small ledger has none.
    Usual,
    /// None.
    Off,
    /// One of the ledger as it is.
    Fresh,
    /// One of the ledger before the last dozens of records.
    Behind,
}

impl Ledger {
    /// None at all.
    pub(crate) fn empty() -> Ledger {
        Ledger { name: "empty", bytes: None, ..Ledger::by_hand("rich", "") }
    }

    /// A small one of several months with nearly every kind of record.
    pub(crate) fn rich() -> Ledger {
        Ledger::by_hand("rich", include_str!("ledgers/rich.txt"))
    }

    /// One on Sales Navigator in Los Angeles, near a month's end.
    pub(crate) fn sales() -> Ledger {
        let mut sales = Ledger::by_hand("sales", "");
        sales.zone = "America/Los_Angeles";
        sales.now = instant("2026-11-30T23:10:00-08:00");
        sales.made_by(include_str!("ledgers/sales.txt"))
    }

    /// One of 3,000 records, with this checkpoint.
    pub(crate) fn large(checkpoint: Checkpoint) -> Ledger {
        let mut stage = Stage::new("Europe/Berlin", None, Some("off"));
        fs::write(stage.home.path("made.json"), made::ledger(2_990)).unwrap();
        let making = stage.prepare(&steps(include_str!("ledgers/large.txt")));
        if checkpoint != Checkpoint::Behind {
            stage.prepare(&steps(TAIL));
        }
        Ledger { name: "large", bytes: stage.home.bytes(), checkpoint, making, ..Ledger::by_hand("large", "") }
    }

    fn by_hand(name: &'static str, script: &str) -> Ledger {
        let now = instant("2026-11-25T09:00:00+01:00");
        let ledger =
            Ledger { name, zone: "Europe/Berlin", now, bytes: None, checkpoint: Checkpoint::Usual, making: Vec::new() };
        ledger.made_by(script)
    }

    fn made_by(self, script: &str) -> Ledger {
        let mut stage = Stage::new(self.zone, None, None);
        let making = stage.prepare(&steps(script));
        Ledger { bytes: stage.home.bytes(), making, ..self }
    }

    /// A home with a copy of it.
    pub(crate) fn stage(&self) -> Stage {
        let cache = match self.checkpoint {
            Checkpoint::Usual => None,
            Checkpoint::Off => Some("off"),
            Checkpoint::Fresh | Checkpoint::Behind => Some("cache"),
        };
        let mut stage = Stage::new(self.zone, self.bytes.as_deref(), cache);
        stage.at(self.now);
        if cache == Some("cache") {
            stage.prepare(&steps("inquota status"));
            assert!(!checkpoint(&stage).is_empty(), "no checkpoint was made");
        }
        if self.checkpoint == Checkpoint::Behind {
            let before = checkpoint(&stage);
            stage.prepare(&steps(TAIL));
            assert!(checkpoint(&stage) == before, "the checkpoint was made anew");
            // The other ways have no backup of that day yet.
            fs::remove_dir_all(stage.home.ledger().with_file_name("backups")).unwrap();
            stage.at(self.now);
        }
        stage
    }
}

/// The bytes of the checkpoint.
fn checkpoint(stage: &Stage) -> Vec<u8> {
    let files = fs::read_dir(stage.home.path("cache")).unwrap().map(|entry| entry.unwrap().path());
    files
        .filter(|path| path.extension().is_some_and(|end| end == "checkpoint"))
        .flat_map(|path| fs::read(path).unwrap())
        .collect()
}

/// What is recorded after the checkpoint was made.
const TAIL: &str = include_str!("ledgers/tail.txt");

fn instant(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(text).unwrap()
}
