//! A large ledger of random records, the same every time.

use std::fmt::Write;

use chrono::{DateTime, Utc};

const FIRST_NAMES: [&str; 20] = [
    "Jane", "Ravi", "Maria", "Chen", "Aisha", "Tom", "Ana", "Olga", "Kofi", "Yuki", "Lars", "Nora", "Zoë", "Łukasz",
    "John", "Mei", "Sam", "Max", "Bo", "Émile",
];
const LAST_NAMES: [&str; 20] = [
    "Doe", "Patel", "García", "Wei", "Khan", "Baker", "Lima", "Ivanova", "Mensah", "Tanaka", "Berg", "Holm", "Müller",
    "Żółć", "Smith", "Lin", "Roe", "李", "Li", "Zola",
];

/// The instant of the first record, 20 months before the clock of the tests.
const START: i64 = 1_742_803_200;
/// The average seconds from record to record, which are random between half and one and a half times this.
const PACE: u64 = 17_500;

/// Pseudo-random numbers, the same every time (splitmix64).
struct Dice(u64);

impl Dice {
    /// A number below `sides`.
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % sides
    }
}

/// The name of the person with this number, from 1; the first 800 have different names.
fn name(person: u64) -> String {
    let (first, turn) = ((person - 1) % 20, (person - 1) / 20);
    let place = |number: u64| usize::try_from(number % 20).unwrap();
    let middle = char::from(b'A' + u8::try_from(turn % 20).unwrap());
    let middle = if turn < 20 { String::new() } else { format!(" {middle}.") };
    format!("{}{middle} {}", FIRST_NAMES[place(first)], LAST_NAMES[place(first + turn)])
}

/// The text of a ledger of this many records: one in four is about a new person, the others about recent ones.
pub(crate) fn ledger(size: u64) -> String {
    let (mut dice, mut people, mut at) = (Dice(7), 0, START);
    let mut lines = Vec::new();
    for id in 1..=size {
        at += i64::try_from(PACE / 2 + dice.roll(PACE)).unwrap();
        let who = if id % 4 == 1 { people + 1 } else { people - dice.roll(people.min(40)) };
        people = people.max(who);
        let instant = DateTime::<Utc>::from_timestamp(at, 0).unwrap().format("%Y-%m-%dT%H:%M:%SZ");
        let mut line = format!("{{\"id\":{id},\"at\":\"{instant}\",\"recorded\":\"{instant}\",");
        write!(line, "{}{}}}", fact(&mut dice, who), details(&mut dice)).unwrap();
        lines.push(line);
    }
    let created = DateTime::<Utc>::from_timestamp(START, 0).unwrap().format("%Y-%m-%dT%H:%M:%SZ");
    let account = format!("{{\"created\":\"{created}\",\"zone\":\"Europe/Berlin\"}}");
    format!("{{\"format\":\"inquota\",\"version\":1,\"account\":{account},\"records\":[\n{}\n]}}\n", lines.join(",\n"))
}

fn fact(dice: &mut Dice, who: u64) -> String {
    let (kind, more) = match dice.roll(100) {
        0..48 => ("message", ""),
        48..60 => ("inmail", ""),
        60..63 => ("inmail", ",\"free\":true"),
        63..72 => ("invitation", ""),
        72..75 => ("invitation", ",\"with_note\":true"),
        75..86 => ("reply", ""),
        86..89 => ("declined", ""),
        89..95 => ("accepted", ""),
        95..97 => ("followup", ",\"settled\":\"done\""),
        97..99 => ("followup", ",\"settled\":\"closed\""),
        _ => ("followup", ",\"settled\":\"snoozed\",\"until\":\"2026-12-01\""),
    };
    format!("\"kind\":\"{kind}\",\"who\":{who},\"person\":\"{}\"{more}", name(who))
}

fn details(dice: &mut Dice) -> String {
    let note = if dice.roll(12) == 0 { ",\"note\":\"a \\\"note\\\" 👋\"" } else { "" };
    let tags = match dice.roll(6) {
        0 => ",\"tags\":[\"spring\"]",
        1 => ",\"tags\":[\"winter\",\"東京\"]",
        _ => "",
    };
    let template = match dice.roll(4) {
        0 => ",\"template\":\"short\"",
        1 => ",\"template\":\"pitch\"",
        _ => "",
    };
    format!("{note}{tags}{template}")
}
