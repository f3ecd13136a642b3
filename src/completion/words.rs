//! Words as shells hand them over: with their quotes, or without.

use std::ffi::{OsStr, OsString};

use super::Shell;

/// A word before the one that is completed, without its quotes.
pub(super) fn plain(shell: Shell, word: &OsStr) -> OsString {
    match shell {
        Shell::Bash | Shell::Zsh => unquoted(word),
        // These shells have taken the quotes off themselves.
        Shell::Fish | Shell::PowerShell | Shell::Elvish => word.to_owned(),
    }
}

/// The word that is completed, without its quotes, one of which may be open.
pub(super) fn plain_last(shell: Shell, word: &OsStr) -> OsString {
    match shell {
        Shell::Bash | Shell::Zsh | Shell::Fish | Shell::PowerShell => unquoted(word),
        Shell::Elvish => word.to_owned(),
    }
}

/// The quote that a word begins with.
pub(super) fn open_quote(word: &OsStr) -> Option<char> {
    word.to_str()?.chars().next().filter(|c| matches!(c, '"' | '\''))
}

/// A word without quotes and backslashes, where it is text.
fn unquoted(word: &OsStr) -> OsString {
    let Some(text) = word.to_str() else { return word.to_owned() };
    let mut plain = String::with_capacity(text.len());
    let (mut open, mut chars) = (None, text.chars());
    while let Some(c) = chars.next() {
        match (open, c) {
            (None, '"' | '\'') => open = Some(c),
            (Some(quote), _) if c == quote => open = None,
            (None | Some('"'), '\\') => plain.extend(chars.next()),
            _ => plain.push(c),
        }
    }
    plain.into()
}

/// A candidate as bash puts it on the line: behind an open quote as it is, else with every other character that
/// means something to the shell escaped.
pub(super) fn for_bash(value: &str, open_quote: Option<char>) -> String {
    let is_special = |c: char| match open_quote {
        Some('"') => matches!(c, '"' | '\\' | '$' | '`'),
        Some(_) => false,
        None => {
            c.is_ascii()
                && !c.is_ascii_alphanumeric()
                && !matches!(c, '-' | '_' | '/' | '.' | ',' | '=' | ':' | '+' | '@' | '%')
        }
    };
    let mut escaped = String::with_capacity(value.len());
    for c in value.chars() {
        if is_special(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_are_taken_off_closed_or_not() {
        for (word, plain) in [
            ("jane", "jane"),
            ("\"Jane D", "Jane D"),
            ("'Jane D", "Jane D"),
            ("Jane\\ D", "Jane D"),
            ("\"Jane Doe\"", "Jane Doe"),
            ("\"O'Hara", "O'Hara"),
            ("'a\\b'", "a\\b"),
            ("\"\"", ""),
            ("end\\", "end"),
        ] {
            assert_eq!(unquoted(OsStr::new(word)), plain, "{word}");
        }
    }

    #[test]
    fn what_bash_would_read_otherwise_is_escaped() {
        assert_eq!(for_bash("Jane O'Hara (work)", None), "Jane\\ O\\'Hara\\ \\(work\\)");
        assert_eq!(for_bash("Jane $HOME", Some('"')), "Jane \\$HOME");
        assert_eq!(for_bash("Zoë 李", Some('\'')), "Zoë 李");
        assert_eq!(for_bash("Zoë 李", None), "Zoë\\ 李");
    }
}
