//! Topics of the help, folded to the width of the screen.

use unicode_width::UnicodeWidthStr;

use super::screen::{Look, Tone};

/// The most columns that read well.
const WIDEST: usize = 80;

/// A topic: the first line is its title, a line set in is an example, every other a paragraph.
pub(crate) fn topic(text: &str, look: Look) -> String {
    let columns = look.columns.min(WIDEST);
    let line = |(place, line): (usize, &str)| match (place, line.strip_prefix("  ")) {
        (0, _) => look.paint(Tone::Strong, line) + "\n",
        (_, Some(_)) => example(line, columns),
        _ => paragraph(line, columns),
    };
    text.lines().enumerate().map(line).collect()
}

/// An example stays whole; where there is no room for the remark beside it, it stands below.
fn example(line: &str, columns: usize) -> String {
    let parts = line.trim_start().split_once("  ").filter(|_| line.width() > columns);
    match parts {
        Some((example, remark)) => format!("  {example}\n    {}\n", remark.trim_start()),
        None => format!("{line}\n"),
    }
}

fn paragraph(text: &str, columns: usize) -> String {
    let (mut folded, mut used) = (String::new(), 0);
    for word in text.split_whitespace() {
        if used > 0 && used + 1 + word.width() > columns {
            folded.push('\n');
            used = 0;
        } else if used > 0 {
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
    fn paragraphs_fold_and_examples_stay_whole() {
        let look = Look { columns: 20, ..Look::default() };
        let text = "Title\n\nSome words that are too many.\n  inquota status   how it stands\n  inquota   now\n";
        let folded = "Title\n\nSome words that are\ntoo many.\n  inquota status\n    how it stands\n  inquota   now\n";
        assert_eq!(topic(text, look), folded);
    }
}
