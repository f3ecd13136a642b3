//! A page of the documentation as a topic of the help: both have one source.

use std::borrow::Cow;

/// The text of a topic. A page in Markdown becomes plain text: its paragraphs are one line each, and the rows of its
/// lists, tables and blocks of code are indented. Any other topic stays as it is.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    if !text.starts_with("# ") {
        return Cow::Borrowed(text);
    }
    let mut page = PlainPage::default();
    let lines: Vec<&str> = text.lines().collect();
    for (place, line) in lines.iter().enumerate() {
        page.add(line, lines.get(place + 1).copied().unwrap_or_default());
    }
    Cow::Owned(page.lines.join("\n") + "\n")
}

/// The lines so far.
#[derive(Default)]
struct PlainPage {
    lines: Vec<String>,
    is_code: bool,
    /// Whether the next line continues the last one.
    is_open: bool,
}

impl PlainPage {
    fn add(&mut self, line: &str, next: &str) {
        if line.starts_with("```") {
            self.is_code = !self.is_code;
        } else if self.is_code {
            self.lines.push(if line.is_empty() { String::new() } else { format!("  {line}") });
        } else if !line.starts_with("|--") && !next.starts_with("|--") {
            self.add_text(&line.replace('`', ""));
        }
    }

    /// Adds a line outside of code.
    fn add_text(&mut self, line: &str) {
        let words = line.trim();
        if let Some(cells) = words.strip_prefix("| ").and_then(|row| row.strip_suffix(" |")) {
            self.lines.push(format!("  {}", cells.replace(" | ", "   ")));
        } else if let Some(item) = words.strip_prefix("- ") {
            self.lines.push(format!("  - {item}"));
        } else if let Some(last) = self.lines.last_mut().filter(|_| self.is_open && !words.is_empty()) {
            *last += &format!(" {words}");
        } else {
            self.lines.push(words.trim_start_matches('#').trim_start().to_owned());
        }
        self.is_open = !words.is_empty() && !words.starts_with(['|', '#']);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_becomes_plain_text() {
        let page = "# Title\n\nOne `code`\nline.\n\n## Part\n\n- first\n  item\n- second\n\n| a | b |\n|---|---|\n| 0 | c `d` |\n\n```console\n$ x\n\n`y`\n```\n";
        let plain_text =
            "Title\n\nOne code line.\n\nPart\n\n  - first item\n  - second\n\n  0   c d\n\n  $ x\n\n  `y`\n";
        assert_eq!(plain(page), plain_text);
        assert_eq!(plain("Title\n\n`as` it is\n"), "Title\n\n`as` it is\n");
    }
}
