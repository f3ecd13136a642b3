//! The tags of a record as one cell, as `export` writes it: with a space between, and in quotes if a tag has a space.

/// The cell of these tags.
pub(crate) fn tag_cell(tags: &[String]) -> String {
    let needs_quotes = |tag: &str| tag.contains([' ', '"']);
    let written =
        |tag: &String| if needs_quotes(tag) { format!("\"{}\"", tag.replace('"', "\"\"")) } else { tag.clone() };
    tags.iter().map(written).collect::<Vec<_>>().join(" ")
}

/// The tags of such a cell.
pub(super) fn tags_in(cell: &str) -> Vec<String> {
    let (mut tags, mut rest) = (Vec::new(), cell.trim());
    while !rest.is_empty() {
        let (tag, after) = first_tag(rest);
        tags.push(tag);
        rest = after.trim_start();
    }
    tags
}

/// The first tag of a cell, and what follows it. A quote without an end is part of the tag.
fn first_tag(cell: &str) -> (String, &str) {
    if let Some(quoted) = cell.strip_prefix('"')
        && let Some(end) = closing_quote(quoted)
    {
        return (quoted[..end].replace("\"\"", "\""), &quoted[end + 1..]);
    }
    let (tag, after) = cell.split_once(' ').unwrap_or((cell, ""));
    (tag.to_owned(), after)
}

/// Where the first quote is that is not doubled.
fn closing_quote(text: &str) -> Option<usize> {
    let mut chars = text.char_indices().peekable();
    while let Some((place, c)) = chars.next() {
        if c == '"' && chars.next_if(|(_, next)| *next == '"').is_none() {
            return Some(place);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_with_spaces_and_quotes_come_back() {
        for (tags, cell) in [
            (&[] as &[&str], ""),
            (&["spring", "vip"], "spring vip"),
            (&["follow up", "vip"], "\"follow up\" vip"),
            (&["a,b", "say \"hi\" now", "\""], "a,b \"say \"\"hi\"\" now\" \"\"\"\""),
        ] {
            let tags: Vec<String> = tags.iter().map(|tag| (*tag).to_owned()).collect();
            assert_eq!(tag_cell(&tags), cell);
            assert_eq!(tags_in(cell), tags);
        }
    }

    #[test]
    fn a_cell_that_a_person_changed_is_read_as_well_as_it_can_be() {
        assert_eq!(tags_in("  a   b "), ["a", "b"]);
        assert_eq!(tags_in("\"open a"), ["\"open", "a"]);
        assert_eq!(tags_in("\"a b\"c"), ["a b", "c"]);
    }
}
