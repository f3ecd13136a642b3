//! The words of a command that the environment or the settings name, such as `code --wait`. No shell runs it.

/// The words of a command: the program and its arguments. `None` if a quote is not closed.
pub(crate) fn words(command: &str) -> Option<Vec<String>> {
    // A backslash is part of a path on Windows.
    split(command, std::env::consts::OS != "windows")
}

/// The words of a command, as shells split them: at white space outside of quotes. A backslash takes the next character
/// as it is, if it `escapes`, but not between single quotes. `None` if a quote is not closed.
fn split(command: &str, escapes: bool) -> Option<Vec<String>> {
    let (mut words, mut word, mut quote) = (Vec::new(), None, None);
    let mut chars = command.chars();
    while let Some(c) = chars.next() {
        match (quote, c) {
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (None, '"' | '\'') => {
                quote = Some(c);
                word.get_or_insert_with(String::new);
            }
            (Some(open), c) if c == open => quote = None,
            (None, '\\') if escapes => word.get_or_insert_with(String::new).extend(chars.next()),
            (Some('"'), '\\') if escapes => {
                let next = chars.next();
                let is_special = next.is_some_and(|c| "\"\\$`".contains(c));
                let text = word.get_or_insert_with(String::new);
                text.extend((!is_special).then_some('\\'));
                text.extend(next);
            }
            (_, c) => word.get_or_insert_with(String::new).push(c),
        }
    }
    words.extend(word);
    quote.is_none().then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_split_as_shells_do() {
        for (command, words) in [
            ("vi", &["vi"] as &[&str]),
            ("  code   --wait ", &["code", "--wait"]),
            ("'/opt/my editor/ed' -x", &["/opt/my editor/ed", "-x"]),
            ("/opt/my\\ editor/ed", &["/opt/my editor/ed"]),
            ("emacs -nw --eval \"(setq x \\\"y\\\")\"", &["emacs", "-nw", "--eval", "(setq x \"y\")"]),
            ("a'b'\"c\"d ''", &["abcd", ""]),
            ("x \"a\\n\" 'a\\b'", &["x", "a\\n", "a\\b"]),
            ("", &[]),
        ] {
            assert_eq!(split(command, true).unwrap(), words, "{command}");
        }
        assert_eq!(split("C:\\ed\\ed.exe -x", false).unwrap(), ["C:\\ed\\ed.exe", "-x"]);
        assert_eq!((split("\"vi", true), split("'vi", true)), (None, None));
    }
}
