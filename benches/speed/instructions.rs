//! Counts instructions, whose number does not depend on the load of the machine.

use crate::measure::Bench;
use crate::{inquota, made, run};

/// The largest ratio to the baseline that passes: compilers differ.
const MARGIN: f64 = 1.10;

/// The baseline: number of records, command, and the instructions that it took in a release build.
const BASELINE: [(u64, &str, u64); 4] = [
    (1_000, "check", 1_213_840),
    (1_000, "log", 1_326_197),
    (100_000, "check", 1_298_158),
    (100_000, "log", 1_415_597),
];

/// Counts the instructions, prints them, and returns the exit code: 1 if a command exceeds the baseline.
pub(crate) fn guard(bench: &Bench) -> i32 {
    let mut code = 0;
    for (size, command, before) in BASELINE {
        let ledger = bench.folder.join(format!("{size}.json"));
        if !ledger.exists() {
            made::write(&ledger, size);
        }
        let person = made::name(size / 8);
        // The first record of a day makes a backup, and the first query makes a checkpoint.
        run(bench, &ledger, &["log", &person]);
        run(bench, &ledger, &["status"]);
        let Some(count) = bench.instructions(&inquota(&ledger, &[command, &person])) else {
            println!("instructions are not counted: valgrind is not installed");
            return 0;
        };
        #[expect(clippy::cast_precision_loss, reason = "millions, exact in a float")]
        let ratio = count as f64 / before as f64;
        let word = if ratio <= MARGIN { "holds" } else { "has grown" };
        println!("{command} on {size} records: {count} instructions, {ratio:.2} × the {before} written down: {word}");
        code = code.max(i32::from(ratio > MARGIN));
    }
    code
}
