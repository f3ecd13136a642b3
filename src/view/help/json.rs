//! The page about JSON, `docs/json.md`, on the screen: all of it, or the documents of one command.

use unicode_width::UnicodeWidthStr;

use super::topic::{WIDEST, paragraph};
use crate::view::terminal::{OutputStyle, Tone, wrap};

/// The page. A test compares it with the documents of every command.
const PAGE: &str = include_str!("../../../docs/json.md");

/// The least width of the last column of a table; with less, it goes below the others.
const LEAST_WIDTH: usize = 30;

/// A document or a shape.
#[derive(Clone, Copy)]
struct Section {
    title: &'static str,
    body: &'static str,
}

/// The whole page.
pub(crate) fn json_page(style: OutputStyle) -> String {
    lay_out(PAGE, style)
}

/// The documents of a command, and the shapes that they use; also a shape by its name. `None` if there is no such
/// document.
pub(crate) fn json_of(name: &str, style: OutputStyle) -> Option<String> {
    let mut shown: Vec<Section> = sections().filter(|section| section.is_of(name)).collect();
    if shown.is_empty() {
        shown = sections().filter(|section| section.is_below(name)).collect();
    }
    let mut place = 0;
    while let Some(section) = shown.get(place) {
        for shape in section.types().filter_map(|name| sections().find(|section| section.title == name)) {
            if !shown.iter().any(|section| section.title == shape.title) {
                shown.push(shape);
            }
        }
        place += 1;
    }
    let text: Vec<String> = shown.iter().map(|section| section.lay_out(style)).collect();
    (!text.is_empty()).then(|| text.join("\n"))
}

/// The documents and the shapes of the page.
fn sections() -> impl Iterator<Item = Section> {
    PAGE.split("\n### ").skip(1).filter_map(|section| {
        let (title, body) = section.split_once('\n')?;
        Some(Section { title, body: body.split("\n## ").next()?.trim_matches('\n') })
    })
}

impl Section {
    /// The commands that print the document.
    fn commands(self) -> impl Iterator<Item = &'static str> {
        self.title.split(", ")
    }

    /// Whether it is a document of a command, whatever the options.
    fn is_of(self, name: &str) -> bool {
        let is_more = |rest: &str| rest.is_empty() || rest.starts_with(" -") || rest.starts_with(" (");
        self.commands().any(|command| command.strip_prefix(name).is_some_and(is_more))
    }

    /// Whether it is a document of a subcommand of a command.
    fn is_below(self, name: &str) -> bool {
        self.commands().any(|command| command.strip_prefix(name).is_some_and(|rest| rest.starts_with(' ')))
    }

    /// The words of its types.
    fn types(self) -> impl Iterator<Item = &'static str> {
        let rows = self.body.lines().filter_map(cells).filter_map(|cells| cells.get(1).copied());
        rows.flat_map(|types| types.split([',', ' ']))
    }

    fn lay_out(self, style: OutputStyle) -> String {
        heading(self.title, style) + "\n" + &lay_out(self.body, style)
    }
}

/// The cells of a line of a table; `None` for any other line, and for the rule below the heads.
fn cells(line: &str) -> Option<Vec<&str>> {
    let row = line.strip_prefix("| ").or_else(|| line.strip_prefix('|'))?;
    let row = row.strip_suffix('|').unwrap_or(row);
    (!row.starts_with("---")).then(|| row.split(" | ").map(|cell| cell.trim_matches([' ', '|'])).collect())
}

/// Lays out Markdown: headings, paragraphs and tables.
fn lay_out(text: &str, style: OutputStyle) -> String {
    let columns = style.columns.min(WIDEST);
    let parts = text.trim_matches('\n').split("\n\n").map(|part| {
        let heading = part.trim_start_matches('#');
        if heading.len() < part.len() {
            return self::heading(heading.trim(), style);
        }
        let rows: Vec<Vec<String>> =
            part.lines().filter_map(cells).map(|cells| cells.into_iter().map(plain).collect()).collect();
        if rows.is_empty() { paragraph(&plain(part), columns) } else { table(&rows, columns) }
    });
    parts.collect::<Vec<String>>().join("\n")
}

fn heading(text: &str, style: OutputStyle) -> String {
    style.paint(Tone::Strong, paragraph(text, style.columns.min(WIDEST)).trim_end()) + "\n"
}

/// A table without its heads. The last column is wrapped, below the others if they leave too little room.
fn table(rows: &[Vec<String>], columns: usize) -> String {
    let Some((heads, rows)) = rows.split_first() else { return String::new() };
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max();
    let widths: Vec<usize> = (1..heads.len()).filter_map(|column| width(column - 1)).collect();
    let indent = 2 + widths.iter().map(|width| width + 2).sum::<usize>();
    let is_stacked = indent + LEAST_WIDTH > columns;
    let (indent, widths) = if is_stacked { (6, vec![0; widths.len()]) } else { (indent, widths) };
    let row = |cells: &Vec<String>| {
        let (first, last) = cells.split_at(widths.len().min(cells.len()));
        let first: String = first.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}  ")).collect();
        let last = last.first().map(|last| paragraph(last, columns.saturating_sub(indent))).unwrap_or_default();
        let gap = format!("\n{}", " ".repeat(indent));
        let last = last.trim_end().replace('\n', &gap);
        let between = if is_stacked && !last.is_empty() { gap.as_str() } else { "" };
        let first = if is_stacked { first.trim_end() } else { &first };
        format!("  {first}{between}{last}").trim_end().to_owned() + "\n"
    };
    wrap(&rows.iter().map(row).collect::<String>(), columns)
}

/// A text without the marks of Markdown.
fn plain(text: impl AsRef<str>) -> String {
    let mut plain = String::new();
    let mut rest = text.as_ref();
    while let Some((before, link)) = rest.split_once('[') {
        let Some((name, after)) = link.split_once("](") else { break };
        let Some((_, after)) = after.split_once(')') else { break };
        if name.contains(']') {
            plain += &format!("{before}[");
            rest = link;
        } else {
            plain += &format!("{before}{name}");
            rest = after;
        }
    }
    (plain + rest).replace('`', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn style(columns: usize) -> OutputStyle {
        OutputStyle { columns, ..OutputStyle::default() }
    }

    #[test]
    fn the_marks_of_markdown_are_taken_out() {
        assert_eq!(plain("see [the `list`](a.md#b), [sic] and `lots[].left`"), "see the list, [sic] and lots[].left");
    }

    #[test]
    fn the_last_column_is_wrapped_and_goes_below_where_there_is_no_room() {
        let page = "## Head\n\n| key | type | meaning |\n|---|---|---|\n| `a` | word | one two three four five six seven eight |\n| `bc` | date | |\n";
        let wide = "Head\n\n  a   word  one two three four five six\n            seven eight\n  bc  date\n";
        assert_eq!(lay_out(page, style(42)), wide);
        let narrow = "Head\n\n  a  word\n      one two three four five six\n      seven eight\n  bc  date\n";
        assert_eq!(lay_out(page, style(34)), narrow);
    }

    #[test]
    fn a_command_has_its_documents_and_their_shapes_alone() {
        let titles = |name: &str| -> Vec<String> {
            let text = json_of(name, style(80)).unwrap();
            let heads = text.lines().filter(|line| !line.is_empty() && !line.starts_with(' '));
            heads.filter(|line| sections().any(|section| section.title == *line)).map(str::to_owned).collect()
        };
        assert_eq!(titles("zone"), ["zone"]);
        assert_eq!(titles("stopped"), ["stopped", "stopped --lifted", "record", "stop", "caution"]);
        assert_eq!(titles("backup"), ["backup, backup list"]);
        assert_eq!(titles("people rename"), ["people link, people rename, people merge", "record", "caution"]);
        assert_eq!(titles("mark"), ["mark"]);
        assert!(json_of("man", style(80)).is_none());
    }

    #[test]
    fn no_two_sections_have_the_same_title() {
        for section in sections() {
            assert_eq!(sections().filter(|other| other.title == section.title).count(), 1, "{}", section.title);
        }
    }
}
