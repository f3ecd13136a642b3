//! Recognises advertisements among the rows of messages.csv.
//!
//! Their senders have no profile, and their texts are HTML or have placeholders that nobody filled in.

/// The tags with which the texts of advertisements open. Other text between angle brackets, such as `<https://…>`, is
/// no HTML.
const TAGS: &str = " a abbr article b big blockquote body br button center code dd div dl dt em figure font footer form \
                    h1 h2 h3 h4 h5 h6 head header hr html i img input ins label li link main meta nav o:p ol p pre s \
                    script section small span strong style sub sup table tbody td tfoot th thead title tr tt u ul ";

/// The paths of the pages of companies and schools, which are no profiles.
const PAGES: [&str; 4] = ["/company/", "/showcase/", "/school/", "/organization/"];

/// A macro has at least so many letters, which keeps `50%off%` of a text and `%20` of an address apart.
const SHORTEST_MACRO: usize = 4;

/// Whether a sender has no member's profile: no address, or that of a page.
pub(super) fn is_without_profile(address: &str) -> bool {
    address.is_empty() || PAGES.iter().any(|page| address.to_ascii_lowercase().contains(page))
}

/// Whether a row by a sender without a profile is certainly an advertisement. Its whole thread is then sponsored.
pub(super) fn is_certain(title: &str, content: &str) -> bool {
    title.eq_ignore_ascii_case("Sponsored Conversation") || content.contains("spinmail-quill-editor")
}

/// Whether a text looks like an advertisement: it opens with an HTML tag, or has a macro such as `%FIRSTNAME%`.
pub(super) fn is_likely(content: &str) -> bool {
    opens_with_tag(content) || has_macro(content)
}

fn opens_with_tag(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('<').filter(|rest| rest.contains('>')) else { return false };
    let rest = rest.strip_prefix('/').unwrap_or(rest);
    let name = rest.split(|c: char| c.is_whitespace() || c == '>' || c == '/').next().unwrap_or_default();
    let name = name.to_ascii_lowercase();
    name.starts_with("!--") || name == "!doctype" || (!name.is_empty() && TAGS.contains(&format!(" {name} ")))
}

fn has_macro(text: &str) -> bool {
    let is_macro = |word: &str| {
        word.len() >= SHORTEST_MACRO && word.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'_')
    };
    let mut parts = text.split('%');
    parts.next_back();
    parts.skip(1).any(is_macro)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_advertisement_opens_with_a_tag_or_has_a_macro() {
        for text in [
            "<p>Hi Robin,</p><p>a free month</p>",
            "<P class=\"x\">Hi",
            "<br/>Hi",
            "<!DOCTYPE html><html>",
            "<!-- head --><div>",
            "<h2>News</h2>",
            "<o:p></o:p>",
            "Hi %FIRSTNAME%, a gift card",
            "Dear %first_name%",
            "100% free for %COMPANYNAME%!",
        ] {
            assert!(is_likely(text), "{text}");
        }
        for text in [
            "",
            "<",
            "<3 Robin",
            "<p",
            "< p > q",
            "<https://example.com/a>",
            "<mailto:jane@example.com>",
            "<Robin> wrote",
            "I wrote <p>Hi</p>.",
            "20%, then 30% and 40% off",
            "50%off%",
            "100%, if %",
            "https://example.com/a%20b%C3%B8c%20d",
        ] {
            assert!(!is_likely(text), "{text}");
        }
    }

    #[test]
    fn a_page_is_no_profile() {
        for address in ["", "https://www.linkedin.com/company/acme", "https://www.linkedin.com/Showcase/acme/"] {
            assert!(is_without_profile(address), "{address}");
        }
        assert!(!is_without_profile("https://www.linkedin.com/in/jane-doe"));
        assert!(!is_without_profile("https://www.linkedin.com/pub/jane-doe/1/2/3"));
    }
}
