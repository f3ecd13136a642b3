//! Changes one setting in the text of a settings file. Comments, order and format stay as they are.

use std::ops::Range;

use toml_span::value::{Key, Table, Value};

use super::targets::SECTION;

/// The text with this value, which is TOML, for the setting of this name.
///
/// # Errors
///
/// When the text is not TOML.
pub(super) fn with_value(text: &str, name: &str, value: &str) -> Result<String, toml_span::Error> {
    let mut root = toml_span::parse(text)?;
    let (taken, empty) = (root.take(), Table::new());
    let document = Document { text, table: taken.as_table().unwrap_or(&empty) };
    if let Some((key, found)) = document.entry(name) {
        return Ok(spliced(text, value_range(text, key, found), value));
    }
    Ok(match name.split_once('.') {
        None => document.with_new_key(name, value),
        Some((_, key)) => document.with_new_target(key, value),
    })
}

/// The text without the setting of this name; `None` if it does not set it.
///
/// # Errors
///
/// When the text is not TOML.
pub(super) fn without(text: &str, name: &str) -> Result<Option<String>, toml_span::Error> {
    let mut root = toml_span::parse(text)?;
    let (taken, empty) = (root.take(), Table::new());
    let document = Document { text, table: taken.as_table().unwrap_or(&empty) };
    let Some((key, found)) = document.entry(name) else { return Ok(None) };
    let value = value_range(text, key, found);
    if document.section_form() == Some(SectionForm::Inline) && name.contains('.') {
        return Ok(Some(without_inline(text, key.span.start..value.end)));
    }
    let lines = line_start(text, key.span.start)..line_end(text, value.end);
    Ok(Some(spliced(text, lines, "")))
}

/// The range of a key's value, with its quotes.
fn value_range(text: &str, key: &Key<'_>, value: &Value<'_>) -> Range<usize> {
    let sign = text[key.span.end..].find('=').map_or(key.span.end, |place| key.span.end + place + 1);
    let start = sign + text[sign..].len() - text[sign..].trim_start_matches([' ', '\t']).len();
    let mut end = value.span.end.max(start);
    if let Some(quote) = text[start..].chars().next().filter(|first| matches!(first, '"' | '\'')) {
        // The span of a text may lie within its quotes.
        let closing = if text[start..].starts_with(&quote.to_string().repeat(3)) { 3 } else { 1 };
        let is_closed =
            |end: usize| end >= start + 2 * closing && text[..end].ends_with(&quote.to_string().repeat(closing));
        let is_within = value.span.start > start;
        if is_within || !is_closed(end) {
            end = (end + closing).min(text.len());
        }
    }
    start..end
}

/// How the section of targets is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SectionForm {
    /// Below a line `[targets]`.
    Header,
    /// `targets.inmails_a_day = 5`.
    Dotted,
    /// `targets = { inmails_a_day = 5 }`.
    Inline,
}

/// A text, and what it sets.
struct Document<'a> {
    text: &'a str,
    table: &'a Table<'a>,
}

impl<'a> Document<'a> {
    /// The key and the value of a setting.
    fn entry(&self, name: &str) -> Option<(&'a Key<'a>, &'a Value<'a>)> {
        let (table, key) = match name.split_once('.') {
            None => (self.table, name),
            Some((section, key)) => (self.table.get(section)?.as_table()?, key),
        };
        table.iter().find(|(known, _)| known.name == key)
    }

    /// The keys and values of the section of targets.
    fn targets(&self) -> impl Iterator<Item = (&'a Key<'a>, &'a Value<'a>)> {
        self.table.get(SECTION).and_then(Value::as_table).into_iter().flatten()
    }

    fn section_form(&self) -> Option<SectionForm> {
        let (key, _) = self.table.iter().find(|(key, value)| key.name == SECTION && value.as_table().is_some())?;
        let (before, after) =
            (&self.text[line_start(self.text, key.span.start)..key.span.start], &self.text[key.span.end..]);
        Some(match after.trim_start_matches(['"', '\'', ' ', '\t']).chars().next() {
            _ if before.trim_start().starts_with('[') => SectionForm::Header,
            Some('.') => SectionForm::Dotted,
            _ => SectionForm::Inline,
        })
    }

    /// The text with a line for a setting that it does not set: below the commented line of `config example`, else
    /// after the last setting, else above the section of targets.
    fn with_new_key(&self, key: &str, value: &str) -> String {
        let header = self.header_line();
        let line = format!("{key} = {value}");
        let commented = commented_line(self.text, key).filter(|at| header.is_none_or(|header| *at <= header));
        match commented.or_else(|| self.end_of_root()) {
            Some(at) => with_line(self.text, at, &line),
            None => match header {
                Some(header) => with_line(self.text, comments_above(self.text, header), &(line + self.newline())),
                None => with_line(self.text, self.text.len(), &line),
            },
        }
    }

    /// The text with a line for a target that it does not set.
    fn with_new_target(&self, key: &str, value: &str) -> String {
        let line = format!("{key} = {value}");
        let last = self.targets().map(|(key, value)| value_range(self.text, key, value).end).max();
        match (self.section_form(), last) {
            (Some(SectionForm::Inline), _) => self.with_inline_target(&line, last.is_some()),
            (Some(SectionForm::Dotted), Some(last)) => {
                with_line(self.text, line_end(self.text, last), &format!("{SECTION}.{line}"))
            }
            (Some(_), last) => {
                let header = self.header_line().map_or(0, |header| line_end(self.text, header));
                let commented = commented_line(self.text, key).filter(|at| *at > header);
                let after_last = || last.map_or(header, |last| line_end(self.text, last));
                with_line(self.text, commented.unwrap_or_else(after_last), &line)
            }
            (None, _) => self.with_new_section(key, value),
        }
    }

    /// The text with the section of targets, and this target in it.
    fn with_new_section(&self, key: &str, value: &str) -> String {
        let (newline, header) = (self.newline(), format!("[{SECTION}]"));
        let end = self.end_of_root().unwrap_or(0);
        // What `config example` has, if nothing after it would get into the section.
        let mut lines = lines(self.text).filter(|(at, line)| *at >= end && uncommented(line) == Some(header.as_str()));
        let Some((at, line)) = lines.next() else {
            let gap = if self.text.trim().is_empty() { "" } else { newline };
            return with_line(self.text, self.text.len(), &format!("{gap}{header}{newline}{key} = {value}"));
        };
        let text = spliced(self.text, at..at + line.len(), &header);
        let after = commented_line(&text, key).filter(|place| *place > at);
        with_line(&text, after.unwrap_or_else(|| line_end(&text, at)), &format!("{key} = {value}"))
    }

    fn with_inline_target(&self, line: &str, has_others: bool) -> String {
        let after = self.table.iter().find(|(key, _)| key.name == SECTION).map_or(0, |(key, _)| key.span.end);
        let brace = self.text[after..].find('{').map_or(after, |place| after + place + 1);
        let item = if has_others { format!(" {line},") } else { format!(" {line} ") };
        spliced(self.text, brace..brace, &item)
    }

    /// The start of the line `[targets]`.
    fn header_line(&self) -> Option<usize> {
        let is_header = self.section_form() == Some(SectionForm::Header);
        let (key, _) = self.table.iter().find(|(key, _)| is_header && key.name == SECTION)?;
        Some(line_start(self.text, key.span.start))
    }

    /// The end of the line of the last setting that is not below `[targets]`.
    fn end_of_root(&self) -> Option<usize> {
        let end = |(key, value): (&Key<'_>, &Value<'_>)| value_range(self.text, key, value).end;
        let plain = self.table.iter().filter(|(key, _)| key.name != SECTION).map(end);
        let targets = self.targets().filter(|_| self.header_line().is_none()).map(end);
        plain.chain(targets).max().map(|end| line_end(self.text, end))
    }

    fn newline(&self) -> &'static str {
        newline(self.text)
    }
}

/// The text without an item between braces, and without the comma that belongs to it.
fn without_inline(text: &str, item: Range<usize>) -> String {
    let after = text[item.end..].trim_start_matches([' ', '\t']);
    if let Some(rest) = after.strip_prefix(',') {
        let end = text.len() - rest.trim_start_matches([' ', '\t']).len();
        return spliced(text, item.start..end, "");
    }
    let before = text[..item.start].trim_end_matches([' ', '\t']);
    let start = before.strip_suffix(',').map_or(item.start, str::len);
    spliced(text, start..item.end, "")
}

fn spliced(text: &str, range: Range<usize>, with: &str) -> String {
    [&text[..range.start], with, &text[range.end..]].concat()
}

/// The text with a line at an offset, at which a line begins or the text ends.
fn with_line(text: &str, at: usize, line: &str) -> String {
    let newline = newline(text);
    let gap = if at == 0 || text[..at].ends_with('\n') { "" } else { newline };
    spliced(text, at..at, &format!("{gap}{line}{newline}"))
}

fn newline(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// The offset of each line, and the line without its end.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line.trim_end_matches(['\n', '\r']))
    })
}

/// What a line would be without its comment sign.
fn uncommented(line: &str) -> Option<&str> {
    line.trim().strip_prefix('#').map(str::trim)
}

/// The end of the line on which this key is commented out, as `config example` has it.
fn commented_line(text: &str, key: &str) -> Option<usize> {
    let is_of_key = |line: &str| {
        let rest = uncommented(line).and_then(|line| line.strip_prefix(key));
        rest.is_some_and(|rest| rest.trim_start().starts_with('='))
    };
    lines(text).find(|(_, line)| is_of_key(line)).map(|(at, _)| line_end(text, at))
}

/// The start of the comments directly above a line.
fn comments_above(text: &str, line: usize) -> usize {
    let above: Vec<_> = lines(text).take_while(|(at, _)| *at < line).collect();
    let comments = above.iter().rev().take_while(|(_, line)| line.trim_start().starts_with('#'));
    comments.last().map_or(line, |(at, _)| *at)
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |place| place + 1)
}

/// The end of a line, after its line break.
fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |place| at + place + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_replaced_where_it_is() {
        for (text, name, value, expected) in [
            ("near = 80\n", "near", "70", "near = 70\n"),
            ("# a\nnear=80 # mine\nclose = 90", "near", "70", "# a\nnear=70 # mine\nclose = 90"),
            ("account = \"sales\" # x\n", "account", "\"work\"", "account = \"work\" # x\n"),
            ("account = 'sales'\n", "account", "\"work\"", "account = \"work\"\n"),
            ("account = \"\"\"sales\"\"\"\n", "account", "\"work\"", "account = \"work\"\n"),
            ("\"near\" = 80\r\n", "near", "70", "\"near\" = 70\r\n"),
            (
                "working_days = [\n  \"mon\", # x\n]\nnear = 1\n",
                "working_days",
                "[\"tue\"]",
                "working_days = [\"tue\"]\nnear = 1\n",
            ),
            ("[targets]\n inmails_a_day = 5\n", "targets.inmails_a_day", "6", "[targets]\n inmails_a_day = 6\n"),
            ("targets.inmails_a_day = 5\n", "targets.inmails_a_day", "6", "targets.inmails_a_day = 6\n"),
            ("targets = { inmails_a_day = 5 }\n", "targets.inmails_a_day", "6", "targets = { inmails_a_day = 6 }\n"),
        ] {
            assert_eq!(with_value(text, name, value).unwrap(), expected, "{text}");
        }
    }

    #[test]
    fn a_new_setting_goes_where_a_person_would_write_it() {
        for (text, name, value, expected) in [
            ("", "near", "70", "near = 70\n"),
            ("# mine", "near", "70", "# mine\nnear = 70\n"),
            ("close = 90\n\n# the end\n", "near", "70", "close = 90\nnear = 70\n\n# the end\n"),
            ("close = 90\r\n", "near", "70", "close = 90\r\nnear = 70\r\n"),
            ("#near = 80\n#close = 95\n", "near", "70", "#near = 80\nnear = 70\n#close = 95\n"),
            (
                "close = 90\n[targets]\ninmails_a_day = 5\n",
                "near",
                "70",
                "close = 90\nnear = 70\n[targets]\ninmails_a_day = 5\n",
            ),
            ("# a\n\n# b\n[targets]\n", "near", "70", "# a\n\nnear = 70\n\n# b\n[targets]\n"),
            ("", "targets.inmails_a_day", "5", "[targets]\ninmails_a_day = 5\n"),
            ("near = 70\n", "targets.inmails_a_day", "5", "near = 70\n\n[targets]\ninmails_a_day = 5\n"),
            ("[targets]\n\n# x\n", "targets.inmails_a_day", "5", "[targets]\ninmails_a_day = 5\n\n# x\n"),
            (
                "[targets]\nmessages_a_day = 1\n",
                "targets.inmails_a_day",
                "5",
                "[targets]\nmessages_a_day = 1\ninmails_a_day = 5\n",
            ),
            (
                "targets.messages_a_day = 1\nnear = 1\n",
                "targets.inmails_a_day",
                "5",
                "targets.messages_a_day = 1\ntargets.inmails_a_day = 5\nnear = 1\n",
            ),
            (
                "targets = { messages_a_day = 1 }\n",
                "targets.inmails_a_day",
                "5",
                "targets = { inmails_a_day = 5, messages_a_day = 1 }\n",
            ),
            ("targets = {}\n", "targets.inmails_a_day", "5", "targets = { inmails_a_day = 5 }\n"),
            (
                "#[targets]\n#messages_a_day = 5\n#inmails_a_day = 5\n",
                "targets.inmails_a_day",
                "6",
                "[targets]\n#messages_a_day = 5\n#inmails_a_day = 5\ninmails_a_day = 6\n",
            ),
            (
                "#[targets]\nnear = 70\n",
                "targets.inmails_a_day",
                "6",
                "#[targets]\nnear = 70\n\n[targets]\ninmails_a_day = 6\n",
            ),
        ] {
            assert_eq!(with_value(text, name, value).unwrap(), expected, "{text}");
        }
        assert!(with_value("near = ", "near", "70").is_err());
    }

    #[test]
    fn a_setting_is_removed_with_its_line_alone() {
        for (text, name, expected) in [
            ("# a\nnear = 80 # x\nclose = 90\n", "near", Some("# a\nclose = 90\n")),
            ("near = 80", "near", Some("")),
            ("near = 80\n", "close", None),
            ("working_days = [\n  \"mon\",\n] # x\nnear = 1\n", "working_days", Some("near = 1\n")),
            ("[targets]\ninmails_a_day = 5\n", "targets.inmails_a_day", Some("[targets]\n")),
            ("targets.inmails_a_day = 5\nnear = 1\n", "targets.inmails_a_day", Some("near = 1\n")),
            (
                "targets = { inmails_a_day = 5, messages_a_day = 1 }\n",
                "targets.inmails_a_day",
                Some("targets = { messages_a_day = 1 }\n"),
            ),
            (
                "targets = { inmails_a_day = 5, messages_a_day = 1 }\n",
                "targets.messages_a_day",
                Some("targets = { inmails_a_day = 5 }\n"),
            ),
            ("inmails_a_day = 5\n", "targets.inmails_a_day", None),
        ] {
            assert_eq!(without(text, name).unwrap().as_deref(), expected, "{text}");
        }
    }
}
