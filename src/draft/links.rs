//! Links in a text: addresses of web pages, with or without `https://`.

use std::ops::Range;

use super::words::is_east_asian;

/// Ends of hosts that are taken for links without a path.
const ENDINGS: &[&str] = &[
    "ai", "app", "at", "be", "br", "ch", "co", "com", "de", "dev", "edu", "es", "eu", "fr", "gov", "info", "io", "it",
    "jp", "me", "net", "nl", "org", "pl", "pt", "ru", "ua", "uk", "us",
];

/// The most characters of a host.
const LONGEST_HOST: usize = 253;

/// A link in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Link {
    pub(super) span: Range<usize>,
    /// The host, in lower case.
    pub(super) host: String,
    /// The address without the scheme and `www.`, in lower case.
    pub(super) address: String,
}

/// The links of a text without code, in order.
pub(super) fn links(chars: &[char]) -> Vec<Link> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let is_start = at == 0 || !is_part_of_word(chars[at - 1]) || is_other_script(chars[at - 1], chars[at]);
        match link_at(chars, at).filter(|_| is_start) {
            Some(link) => {
                at = link.span.end;
                found.push(link);
            }
            // The rest of a word begins no link.
            None if is_part_of_word(chars[at]) => {
                let is_in_word = |c: char| is_part_of_word(c) && !is_other_script(chars[at], c);
                at += chars[at..].iter().take_while(|c| is_in_word(**c)).count();
            }
            None => at += 1,
        }
    }
    found
}

/// Whether a character before a host makes it part of something else, such as an address of mail.
fn is_part_of_word(c: char) -> bool {
    c.is_alphanumeric() || "@._-+".contains(c)
}

/// Whether one character is of an East Asian script, whose words touch a link without a space, and another is not.
fn is_other_script(one: char, other: char) -> bool {
    is_east_asian(one) != is_east_asian(other)
}

/// The link that begins at a character.
fn link_at(chars: &[char], at: usize) -> Option<Link> {
    let scheme = ["https://", "http://"].into_iter().find(|scheme| starts_with(&chars[at..], scheme));
    let start = at + scheme.map_or(0, str::len);
    let host_start = start + scheme.map_or(0, |_| user_length(&chars[start..]));
    let first = *chars.get(host_start)?;
    if scheme.is_none() && is_east_asian(first) {
        return None;
    }
    let is_host = |c: char| is_host(c) && (is_east_asian(first) || !is_east_asian(c));
    let length = chars[host_start..].iter().take(LONGEST_HOST).take_while(|c| is_host(**c)).count();
    let host: String = chars[host_start..host_start + length].iter().flat_map(|c| c.to_lowercase()).collect();
    let host = host.trim_end_matches(['.', '-']).to_owned();
    let host_end = host_start + host.chars().count();
    if !host.contains('.') || host.starts_with('.') {
        return None;
    }
    let has_path = chars.get(host_end) == Some(&'/') || starts_with_port(&chars[host_end..]);
    let is_link = scheme.is_some() || is_bare_link(&host, &chars[host_start..host_end], has_path);
    let is_mail = chars.get(host_end) == Some(&'@');
    (is_link && !is_mail).then(|| {
        let end = path_end(chars, host_end);
        let address: String = chars[host_start..end].iter().flat_map(|c| c.to_lowercase()).collect();
        let address = address.trim_end_matches('/').trim_start_matches("www.").to_owned();
        Link { span: at..end, host, address }
    })
}

/// The length of a user's name and the `@` after it.
fn user_length(chars: &[char]) -> usize {
    let authority = chars.iter().take(LONGEST_HOST).take_while(|c| !c.is_whitespace() && **c != '/');
    authority.enumerate().filter(|(_, c)| **c == '@').last().map_or(0, |(place, _)| place + 1)
}

fn starts_with(chars: &[char], start: &str) -> bool {
    chars.len() >= start.len() && chars.iter().zip(start.chars()).all(|(c, wanted)| c.to_ascii_lowercase() == wanted)
}

/// Whether a port and a path follow.
fn starts_with_port(chars: &[char]) -> bool {
    let digits = chars.iter().skip(1).take(5).take_while(|c| c.is_ascii_digit()).count();
    chars.first() == Some(&':') && digits > 0 && chars.get(digits + 1) == Some(&'/')
}

fn is_host(c: char) -> bool {
    c.is_alphanumeric() || c == '.' || c == '-'
}

/// Whether a host without a scheme is a link: one that begins with `www.`, one with a path, or one in lower case with a
/// common ending. "Booking.com" and "ASP.NET" are names, "1.5" is a number.
fn is_bare_link(host: &str, written: &[char], has_path: bool) -> bool {
    let (name, ending) = host.rsplit_once('.').unwrap_or_default();
    let is_ending = ending.chars().count() >= 2 && ending.chars().all(char::is_alphabetic);
    let is_lower = !written.iter().any(|c| c.is_uppercase());
    let is_known = ENDINGS.contains(&ending);
    let is_named = name.chars().any(char::is_alphabetic);
    host.starts_with("www.") || (is_ending && is_named && (has_path || (is_lower && is_known)))
}

/// The end of the address, without the punctuation of the sentence around it.
fn path_end(chars: &[char], from: usize) -> usize {
    let path: &[char] = &chars[from..];
    let mut length = path.iter().take_while(|c| is_in_path(**c)).count();
    let count = |wanted: char| path[..length].iter().filter(|c| **c == wanted).count();
    let (opened, mut closed) = (count('('), count(')'));
    while let Some(last) = path[..length].last() {
        match last {
            ')' if opened < closed => closed -= 1,
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '"' | '…' | '*' | '_' | '»' | '”' | '’' => {}
            _ => break,
        }
        length -= 1;
    }
    from + length
}

fn is_in_path(c: char) -> bool {
    !(c.is_whitespace() || c.is_control() || is_east_asian(c) || "<>{}[]\"`|\\^".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let chars: Vec<char> = text.chars().collect();
        links(&chars).into_iter().map(|link| chars[link.span].iter().collect()).collect()
    }

    #[test]
    fn links_end_before_the_punctuation_of_the_sentence() {
        for (text, expected) in [
            ("see https://example.com.", vec!["https://example.com"]),
            ("(https://example.com/a_(b))", vec!["https://example.com/a_(b)"]),
            ("[text](https://example.com/x)", vec!["https://example.com/x"]),
            ("<http://a.example/>, and", vec!["http://a.example/"]),
            ("HTTPS://Example.COM/x?y=1&z#t, then", vec!["HTTPS://Example.COM/x?y=1&z#t"]),
            ("www.example.org", vec!["www.example.org"]),
            ("bit.ly/3xYz and example.com", vec!["bit.ly/3xYz", "example.com"]),
            ("localhost: http://127.0.0.1:80/x", vec!["http://127.0.0.1:80/x"]),
            ("https://x.example/{{id}}", vec!["https://x.example/"]),
            ("詳細はhttps://example.com/aをご覧", vec!["https://example.com/a"]),
            ("请看bit.ly/abc，可以吗", vec!["bit.ly/abc"]),
            ("（https://example.com）とhttp://例え.jp/a", vec!["https://example.com", "http://例え.jp/a"]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn names_numbers_and_mail_addresses_are_no_links() {
        for text in [
            "Booking.com and ASP.NET",
            "node.js, v1.5, e.g. 3.14",
            "jane@example.com",
            "jane.doe@example.com, mailto:jane@bit.ly",
            "end.Start of a sentence",
            "https://",
            "...",
            "a.b",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }
}
