//! Random steps that change a ledger or its checkpoint, and the answers after each.

use std::fs;
use std::path::PathBuf;

use proptest::prelude::*;

use crate::made;
use crate::twins::Twins;

/// A step.
#[derive(Clone, Debug)]
enum Step {
    /// A command.
    Do(Vec<String>),
    /// A command that neither reads nor writes the checkpoint.
    WithoutCheckpoint(Vec<String>),
    /// Damage to the files in the cache folder.
    Cache(Damage),
    /// The ledger is replaced by the one at the start.
    PutBack,
    /// Hours pass.
    Later(i64),
}

/// Damage to a file in the cache folder.
#[derive(Clone, Debug)]
enum Damage {
    Deleted,
    Cut(prop::sample::Index),
    Flipped(prop::sample::Index),
    /// An earlier version of the file.
    Stale,
}

fn words(text: &[&str]) -> Vec<String> {
    text.iter().map(|word| (*word).to_owned()).collect()
}

/// A person: a known name, a short name, a misspelt name, a handle, or a new name.
fn person() -> impl Strategy<Value = String> {
    let known = (0..175_u64).prop_map(made::name);
    prop_oneof![
        6 => known,
        1 => Just("Jane".to_owned()),
        1 => (0..175_u64).prop_map(|number| format!("{} X", made::name(number))),
        1 => (0..175_u64).prop_map(|number| made::name(number).replacen('a', "e", 1)),
        1 => Just("in/jane-doe".to_owned()),
        1 => Just("Zoë Straße".to_owned()),
        1 => prop::sample::select(vec![
            "zoe strasse", "zoe", "jane-doe", "doe jane", "Jean-Luc O'Neill", "jean luc", "jeanluc oneil", "oneill x",
            "Jeanluk", "May", "yesterday",
        ])
        .prop_map(str::to_owned),
        1 => (0..175_u64).prop_map(|number| made::name(number).replacen('n', "ñ", 1)),
        1 => (0..175_u64).prop_map(|number| made::name(number).split(' ').next().unwrap_or_default().to_owned()),
        1 => "[A-Z][a-z]{2,5} [A-Z][a-z]{2,5}",
        1 => Just("Solo".to_owned()),
        1 => Just("Sola".to_owned()),
    ]
}

fn command() -> impl Strategy<Value = Vec<String>> {
    let sent = prop_oneof![Just(vec![]), Just(words(&["--inmail"])), Just(words(&["--invite", "--with-note"]))];
    let when = prop_oneof![
        6 => Just(vec![]),
        1 => Just(words(&["--at", "yesterday 18:30"])),
        1 => Just(words(&["--at", "9 days ago"])),
        1 => Just(words(&["--at", "40 days ago"])),
    ];
    let text = prop_oneof![
        3 => Just(vec![]),
        3 => prop::sample::select(vec!["one.txt", "two.txt", "three.txt"]).prop_map(|file| words(&["--text", file])),
    ];
    let log = (person(), sent, text, when)
        .prop_map(|(who, sent, text, when)| [vec!["log".to_owned(), who], sent, text, when].concat());
    prop_oneof![
        8 => log,
        2 => person().prop_map(|who| vec!["reply".to_owned(), who]),
        1 => person().prop_map(|who| vec!["reply".to_owned(), who, "--declined".to_owned()]),
        1 => person().prop_map(|who| vec!["accepted".to_owned(), who]),
        2 => Just(words(&["undo"])),
        1 => prop_oneof![1..720_u32, 8_900..9_020_u32].prop_map(|id| vec!["undo".to_owned(), id.to_string()]),
        1 => Just(words(&["redo"])),
        1 => (690..720_u32).prop_map(|id| words(&["edit", &id.to_string(), "--at", "today 08:00"])),
        1 => Just(words(&["credits", "buy", "3", "--expires", "2026-12-01"])),
        1 => Just(words(&["credits", "set", "9"])),
        1 => Just(words(&["stopped"])),
        1 => Just(words(&["stopped", "--invite", "--at", "3 days ago"])),
        1 => Just(words(&["stopped", "--inmail", "--until", "friday"])),
        1 => Just(words(&["stopped", "--invite", "--lifted"])),
        1 => Just(words(&["plan", "set", "premium-business", "--renews-on", "26"])),
        1 => Just(words(&["plan", "set", "premium-business", "--inmails-daily", "2", "--invitations-daily", "1"])),
        1 => Just(words(&["zone", "America/New_York"])),
        1 => (person(), person()).prop_map(|(one, other)| vec!["people".to_owned(), "merge".to_owned(), one, other]),
        1 => person().prop_map(|who| vec!["people".to_owned(), "link".to_owned(), who, "in/jane-doe".to_owned()]),
        1 => person().prop_map(|who| vec!["people".to_owned(), "rename".to_owned(), who, "Jane Novak".to_owned()]),
        1 => (person(), person()).prop_map(|(one, other)| vec!["log".to_owned(), one, other]),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let damage = prop_oneof![
        Just(Damage::Deleted),
        any::<prop::sample::Index>().prop_map(Damage::Cut),
        any::<prop::sample::Index>().prop_map(Damage::Flipped),
        Just(Damage::Stale),
    ];
    prop_oneof![
        8 => command().prop_map(Step::Do),
        2 => command().prop_map(Step::WithoutCheckpoint),
        3 => damage.prop_map(Step::Cache),
        1 => Just(Step::PutBack),
        2 => (1..400_i64).prop_map(Step::Later),
    ]
}

/// The twins while they go through the steps.
struct Walk {
    twins: Twins,
    hours: i64,
    first: Vec<u8>,
    stale: Vec<(PathBuf, Vec<u8>)>,
}

impl Walk {
    fn take(&mut self, step: &Step) {
        match step {
            Step::Do(args) => drop(self.twins.both(&args.iter().map(String::as_str).collect::<Vec<_>>())),
            Step::WithoutCheckpoint(args) => {
                self.twins.without_checkpoint(&args.iter().map(String::as_str).collect::<Vec<_>>());
            }
            Step::Cache(damage) => self.damage(damage),
            Step::PutBack => {
                for home in [&self.twins.with, &self.twins.without] {
                    fs::write(home.path("ledger.json"), &self.first).unwrap();
                }
            }
            Step::Later(hours) => {
                self.hours += hours;
                let now = chrono::DateTime::from_timestamp(made::NOW + self.hours * 3600, 0).unwrap();
                self.twins.at(&now.to_rfc3339());
            }
        }
    }

    fn files(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.twins.cache()).into_iter().flatten();
        let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
        files.sort();
        files
    }

    fn damage(&mut self, damage: &Damage) {
        for file in self.files() {
            let mut bytes = fs::read(&file).unwrap();
            match damage {
                Damage::Deleted => fs::remove_file(&file).unwrap(),
                Damage::Cut(place) => fs::write(&file, &bytes[..place.index(bytes.len())]).unwrap(),
                Damage::Flipped(place) => {
                    let place = place.index(bytes.len());
                    bytes[place] ^= 1;
                    fs::write(&file, &bytes).unwrap();
                }
                Damage::Stale => {}
            }
        }
        if matches!(damage, Damage::Stale) {
            for (file, bytes) in std::mem::take(&mut self.stale) {
                fs::write(file, bytes).unwrap();
            }
            self.stale = self.files().into_iter().map(|file| (file.clone(), fs::read(file).unwrap())).collect();
        }
    }
}

/// Goes through the steps, and compares the answers after each.
fn walk(records: u64, steps: &[Step], names: &[String]) {
    let twins = Twins::of(records);
    let first = fs::read(twins.with.path("ledger.json")).unwrap();
    let mut walk = Walk { twins, hours: 0, first, stale: Vec::new() };
    // The first command of a day makes a backup, and so rewrites the ledger.
    walk.take(&Step::Do(words(&["log", "Jane Doe"])));
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    walk.twins.agree(&names);
    for step in steps {
        walk.take(step);
        walk.twins.agree(&names);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, max_shrink_iters: 200, ..ProptestConfig::default() })]

    /// For a ledger whose checkpoint is a base only.
    #[test]
    fn every_answer_is_the_same_as_without_a_checkpoint(
        steps in prop::collection::vec(step(), 1..10),
        names in prop::collection::vec(person(), 2),
    ) {
        walk(700, &steps, &names);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, max_shrink_iters: 100, ..ProptestConfig::default() })]

    /// For a larger ledger, with many days.
    #[test]
    fn every_answer_of_a_larger_ledger_is_the_same_as_without_a_checkpoint(
        steps in prop::collection::vec(step(), 1..10),
        names in prop::collection::vec(person(), 2),
    ) {
        walk(9_000, &steps, &names);
    }
}
