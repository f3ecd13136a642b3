//! The ledgers, and how each is made.

use std::fs;

use chrono::{DateTime, FixedOffset};

use crate::made;
use crate::script::steps;
use crate::stage::{Answer, Stage};

/// A ledger, with its time zone, clock and checkpoint.
pub(crate) struct Ledger {
    /// The folder of its golden files.
    pub(crate) name: &'static str,
    zone: &'static str,
    now: DateTime<FixedOffset>,
    bytes: Option<Vec<u8>>,
    checkpoint: Checkpoint,
    /// The answers of the commands that made it.
    pub(crate) making: Vec<Answer>,
}

/// The checkpoint of a ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Checkpoint {
    /// As the program makes them: a small ledger has none.
    Usual,
    /// None.
    Off,
    /// A checkpoint of the whole ledger.
    Fresh,
    /// A checkpoint without the last few dozen records.
    Older,
}

impl Ledger {
    /// No ledger.
    pub(crate) fn empty() -> Ledger {
        Ledger { name: "empty", bytes: None, ..Ledger::by_hand("rich", "") }
    }

    /// A small ledger of several months with nearly every kind of record.
    pub(crate) fn rich() -> Ledger {
        Ledger::by_hand("rich", include_str!("ledgers/rich.txt"))
    }

    /// A ledger on Sales Navigator in Los Angeles, close to the end of a month.
    pub(crate) fn sales() -> Ledger {
        let mut sales = Ledger::by_hand("sales", "");
        sales.zone = "America/Los_Angeles";
        sales.now = instant("2026-11-30T23:10:00-08:00");
        sales.made_by(include_str!("ledgers/sales.txt"))
    }

    /// A ledger of 3,000 records, with this checkpoint.
    pub(crate) fn large(checkpoint: Checkpoint) -> Ledger {
        let mut stage = Stage::new("Europe/Berlin", None, Some("off"));
        fs::write(stage.home.path("made.json"), made::ledger(2_990)).unwrap();
        let making = stage.prepare(&steps(include_str!("ledgers/large.txt")));
        if checkpoint != Checkpoint::Older {
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

    /// A home with a copy of the ledger.
    pub(crate) fn stage(&self) -> Stage {
        let cache = match self.checkpoint {
            Checkpoint::Usual => None,
            Checkpoint::Off => Some("off"),
            Checkpoint::Fresh | Checkpoint::Older => Some("cache"),
        };
        let mut stage = Stage::new(self.zone, self.bytes.as_deref(), cache);
        stage.at(self.now);
        if cache == Some("cache") {
            stage.prepare(&steps("inquota status"));
            assert!(!checkpoint(&stage).is_empty(), "no checkpoint was made");
        }
        if self.checkpoint == Checkpoint::Older {
            let before = checkpoint(&stage);
            stage.prepare(&steps(TAIL));
            assert!(checkpoint(&stage) == before, "the checkpoint was replaced");
            // With the other checkpoints, there is no backup of that day yet.
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

/// The commands after the older checkpoint.
const TAIL: &str = include_str!("ledgers/tail.txt");

fn instant(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(text).unwrap()
}
