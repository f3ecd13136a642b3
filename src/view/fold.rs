//! Long lines folded to the width of the terminal.

use unicode_width::UnicodeWidthStr;

/// How far the rest of a folded line stands in.
const INDENT: usize = 4;

/// A text whose lines are no wider than so many columns, folded between words. Lines that hold a command stay whole:
/// they are to be copied.
pub(super) fn folded(text: &str, columns: usize) -> String {
    let fits = |line: &str| line.width() <= columns || line.starts_with("next: ");
    let fold = |line: &str| if fits(line) { format!("{line}\n") } else { fold(line, columns) };
    text.lines().map(fold).collect()
}

fn fold(line: &str, columns: usize) -> String {
    let indent = line.len() - line.trim_start().len();
    let mut folded = " ".repeat(indent);
    let mut used = indent;
    for (place, word) in line.split_whitespace().enumerate() {
        if place > 0 && used + 1 + word.width() > columns {
            folded += &format!("\n{}", " ".repeat(INDENT));
            used = INDENT;
        } else if place > 0 {
            folded.push(' ');
            used += 1;
        }
        folded += word;
        used += word.width();
    }
    folded + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_folded_between_words() {
        assert_eq!(folded("one\n  two three four\n", 11), "one\n  two three\n    four\n");
        assert_eq!(folded("longerthanthewidth x\n", 8), "longerthanthewidth\n    x\n");
        assert_eq!(folded("Ø日本 x y\n", 7), "Ø日本 x\n    y\n");
    }

    #[test]
    fn commands_and_short_lines_stay_as_they_are() {
        for text in ["next: inquota credits set N\n", "a b\n", "\n", ""] {
            assert_eq!(folded(text, 10), text);
        }
    }
}
