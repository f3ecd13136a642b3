//! Golden files: compares the answers with them, or overwrites them.

use std::fs;
use std::path::Path;

/// Where the golden files are.
const ANSWERS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/answers");

/// The folder for whole answers that differ, so that they can be compared.
const ACTUAL: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/golden");

/// The characters shown of a line on either side of the first difference.
const AROUND: usize = 120;

/// Whether to overwrite the golden files: `GOLDEN=overwrite`.
#[expect(clippy::disallowed_methods, reason = "an option of the tests, not of the program")]
pub(crate) fn overwrites() -> bool {
    std::env::var("GOLDEN").is_ok_and(|value| value == "overwrite")
}

/// Compares a text with a golden file; gives the first difference, if there is one.
pub(crate) fn difference(name: &str, actual: &str) -> Option<String> {
    let path = Path::new(ANSWERS).join(name);
    if overwrites() {
        write(&path, actual);
        return None;
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    (expected != actual).then(|| {
        let whole = Path::new(ACTUAL).join(name);
        write(&whole, actual);
        format!(
            "tests/golden/answers/{name}, {}\n  all of it: {}",
            first_difference(&expected, actual),
            whole.display()
        )
    })
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// The first line that differs, with its command.
fn first_difference(expected: &str, actual: &str) -> String {
    let (expected, actual): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), actual.lines().collect());
    let same = expected.iter().zip(&actual).take_while(|(expected, actual)| expected == actual).count();
    let command = expected.iter().take(same + 1).rev().find(|line| line.starts_with("$ ")).unwrap_or(&"the start");
    let nothing = "(nothing)";
    let (expected, actual) = (expected.get(same).unwrap_or(&nothing), actual.get(same).unwrap_or(&nothing));
    let (shown, instead) = around_difference(expected, actual);
    format!("line {}: {command}\n  expected: {shown}\n  actual:   {instead}", same + 1)
}

/// Two lines, cut to the text around their first difference.
fn around_difference(expected: &str, actual: &str) -> (String, String) {
    let same = expected.chars().zip(actual.chars()).take_while(|(expected, actual)| expected == actual).count();
    let start = same.saturating_sub(AROUND);
    let cut = |line: &str| {
        let shown: String = line.chars().skip(start).take(2 * AROUND).collect();
        if start > 0 { format!("…{shown}") } else { shown }
    };
    (cut(expected), cut(actual))
}
