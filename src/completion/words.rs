//! Parsing the words that shells pass, with or without their quotes, and quoting candidates for them.

use std::ffi::{OsStr, OsString};

use super::Shell;

/// A request for completions.
pub(super) struct CompletionRequest {
    /// The words of the line without their quotes. The last one is to be completed.
    pub(super) line: Vec<OsString>,
    /// The part of the last word that the shell keeps, without quotes. The shell appends the rest of a candidate to it.
    pub(super) head: String,
    /// The quote that is open after `head`.
    pub(super) open_quote: Option<char>,
}

impl CompletionRequest {
    /// Parses the arguments from a shell; `None` if there is nothing to complete.
    pub(super) fn read(shell: Shell, raw: &[OsString]) -> Option<CompletionRequest> {
        if shell == Shell::Bash {
            return CompletionRequest::of_bash(raw);
        }
        let (last, before) = raw.split_last()?;
        let mut line: Vec<OsString> = before.iter().map(|word| plain(shell, word)).collect();
        line.push(plain_last(shell, last));
        Some(CompletionRequest { line, head: String::new(), open_quote: None })
    }

    /// Bash passes the line up to the cursor, and the end of it that it will replace. It also splits words at `=` and
    /// `:`, and begins a word after an open quote.
    fn of_bash(raw: &[OsString]) -> Option<CompletionRequest> {
        let [line, replaced] = raw else { return None };
        let (words, replaced) = (split(line.to_str()?), replaced.to_str()?);
        let replaced = replaced.strip_prefix(['"', '\'']).unwrap_or(replaced);
        let head = words.last()?.strip_suffix(replaced)?;
        let mut quotes = Quotes::of(Shell::Bash);
        let plain_head = head.chars().filter_map(|c| quotes.read(c)).collect();
        let line = words.iter().map(|word| unquoted(Shell::Bash, OsStr::new(word))).collect();
        Some(CompletionRequest { line, head: plain_head, open_quote: quotes.open })
    }

    /// The typed text of the last word.
    pub(super) fn typed(&self) -> String {
        self.line.last().map(|word| word.to_string_lossy().into_owned()).unwrap_or_default()
    }

    /// The text that bash puts on the line for a candidate; `None` if the candidate does not begin with `head`.
    pub(super) fn for_bash(&self, value: &str) -> Option<String> {
        let length: usize = value.chars().take(self.head.chars().count()).map(char::len_utf8).sum();
        let (head, rest) = value.split_at(length);
        (head.to_lowercase() == self.head.to_lowercase()).then(|| quoted_for_bash(rest, self.open_quote))
    }
}

/// A word before the one that is completed, without its quotes.
fn plain(shell: Shell, word: &OsStr) -> OsString {
    match shell {
        Shell::Bash | Shell::Zsh => unquoted(shell, word),
        // These shells have already removed the quotes.
        Shell::Fish | Shell::PowerShell | Shell::Elvish => word.to_owned(),
    }
}

/// The word that is completed, without its quotes. Its last quote may be open.
fn plain_last(shell: Shell, word: &OsStr) -> OsString {
    match shell {
        Shell::Bash | Shell::Zsh | Shell::Fish | Shell::PowerShell => unquoted(shell, word),
        Shell::Elvish => word.to_owned(),
    }
}

/// The state of quotes while reading a line.
struct Quotes {
    open: Option<char>,
    is_escaped: bool,
    /// Whether a backslash escapes between single quotes.
    escapes_in_single: bool,
}

impl Quotes {
    /// No open quotes yet, with the rules of a shell.
    fn of(shell: Shell) -> Quotes {
        Quotes { open: None, is_escaped: false, escapes_in_single: shell == Shell::Fish }
    }

    /// Reads the next character, and returns it unless it is a quote or an escape.
    fn read(&mut self, c: char) -> Option<char> {
        if std::mem::take(&mut self.is_escaped) {
            return Some(c);
        }
        match (self.open, c) {
            (None, '"' | '\'') => self.open = Some(c),
            (Some(quote), _) if c == quote => self.open = None,
            (None | Some('"'), '\\') => self.is_escaped = true,
            (Some(_), '\\') if self.escapes_in_single => self.is_escaped = true,
            _ => return Some(c),
        }
        None
    }

    /// Whether white space would end the word here.
    fn is_between_words(&self) -> bool {
        self.open.is_none() && !self.is_escaped
    }
}

/// A word without quotes and escapes. A word that is not UTF-8 is unchanged.
fn unquoted(shell: Shell, word: &OsStr) -> OsString {
    let Some(text) = word.to_str() else { return word.to_owned() };
    let mut quotes = Quotes::of(shell);
    text.chars().filter_map(|c| quotes.read(c)).collect::<String>().into()
}

/// The words of a bash line, with their quotes. The last word is empty if the line ends with a space.
fn split(line: &str) -> Vec<&str> {
    let (mut words, mut quotes) = (Vec::new(), Quotes::of(Shell::Bash));
    let mut start = None;
    for (place, c) in line.char_indices() {
        if c.is_whitespace() && quotes.is_between_words() {
            words.extend(start.take().map(|start| &line[start..place]));
        } else {
            start.get_or_insert(place);
            quotes.read(c);
        }
    }
    words.push(start.map_or("", |start| &line[start..]));
    words
}

/// A text quoted for bash. After an open quote, escapes the characters that are special within it; otherwise every
/// character that is special to the shell.
fn quoted_for_bash(text: &str, open_quote: Option<char>) -> String {
    let is_special = |c: char| match open_quote {
        Some('"') => matches!(c, '"' | '\\' | '$' | '`'),
        Some(_) => false,
        None => {
            c.is_ascii()
                && !c.is_ascii_alphanumeric()
                && !matches!(c, '-' | '_' | '/' | '.' | ',' | '=' | ':' | '+' | '@' | '%')
        }
    };
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match (open_quote, c) {
            (Some('\''), '\'') => escaped.push_str("'\\''"),
            _ if is_special(c) => escaped.extend(['\\', c]),
            _ => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closed_and_open_quotes_are_removed() {
        for (word, plain) in [
            ("jane", "jane"),
            ("\"Jane D", "Jane D"),
            ("'Jane D", "Jane D"),
            ("Jane\\ D", "Jane D"),
            ("\"Jane Doe\"", "Jane Doe"),
            ("\"O'Hara", "O'Hara"),
            ("'a\\b'", "a\\b"),
            ("'O'\\''H", "O'H"),
            ("\"\"", ""),
            ("end\\", "end"),
        ] {
            assert_eq!(unquoted(Shell::Bash, OsStr::new(word)), plain, "{word}");
        }
        assert_eq!(unquoted(Shell::Fish, OsStr::new("'O\\'H")), "O'H");
    }

    #[test]
    fn special_characters_of_bash_are_escaped() {
        assert_eq!(quoted_for_bash("Jane O'Hara (work)", None), "Jane\\ O\\'Hara\\ \\(work\\)");
        assert_eq!(quoted_for_bash("Jane $HOME", Some('"')), "Jane \\$HOME");
        assert_eq!(quoted_for_bash("Zoë 李", Some('\'')), "Zoë 李");
        assert_eq!(quoted_for_bash("O'Hara", Some('\'')), "O'\\''Hara");
        assert_eq!(quoted_for_bash("Zoë 李", None), "Zoë\\ 李");
    }

    #[test]
    fn a_line_is_split_where_bash_splits_arguments() {
        assert_eq!(split("inquota check Jane\\ D"), ["inquota", "check", "Jane\\ D"]);
        assert_eq!(split("inquota  check 'Jane D' "), ["inquota", "check", "'Jane D'", ""]);
        assert_eq!(split("inquota check \"Jane D"), ["inquota", "check", "\"Jane D"]);
        assert_eq!(split("inquota --at 18:30"), ["inquota", "--at", "18:30"]);
    }

    #[test]
    fn bash_gets_the_rest_of_a_candidate_after_the_kept_part() {
        let given = |line: &str, replaced: &str, value: &str| {
            CompletionRequest::read(Shell::Bash, &[line.into(), replaced.into()]).unwrap().for_bash(value)
        };
        assert_eq!(given("inquota check ja", "ja", "Jane Doe").unwrap(), "Jane\\ Doe");
        assert_eq!(given("inquota check 'Con", "Con", "Conan O'Hara").unwrap(), "Conan O'\\''Hara");
        assert_eq!(given("inquota check 'conan O'\\''", "", "Conan O'Hara").unwrap(), "Hara");
        assert_eq!(given("inquota check 'O'\\''", "", "Conan O'Hara"), None);
        assert_eq!(given("inquota --account=de", "de", "--account=default").unwrap(), "default");
        assert_eq!(given("inquota --account=", "", "--account=default").unwrap(), "default");
    }
}
