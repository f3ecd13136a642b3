//! Isolates right-to-left text, such as a name in Hebrew.
//!
//! A terminal that reorders such text would also reorder the numbers and gaps after it. Between an opening and a
//! closing isolate, only the text itself is reordered. Piped text gets no isolates, so that it stays letter for letter.
//! Isolates from outside are escaped already (`words::safe`).

const OPENING: char = '\u{2068}';
const CLOSING: char = '\u{2069}';

/// Text for a terminal, with its right-to-left parts isolated.
pub(crate) fn isolate(text: &str) -> String {
    if !text.chars().any(is_right_to_left) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(start) = rest.find(is_right_to_left) {
        let length = run_length(&rest[start..]);
        out.push_str(&rest[..start]);
        out.push(OPENING);
        out.push_str(&rest[start..start + length]);
        out.push(CLOSING);
        rest = &rest[start + length..];
    }
    out + rest
}

/// The length in bytes of the run at the start: right-to-left words with at most one space or punctuation mark between
/// two of them. A run therefore never crosses the gap to the next cell.
fn run_length(text: &str) -> usize {
    let mut end = 0;
    let mut between = 0;
    for (start, c) in text.char_indices() {
        if is_right_to_left(c) {
            end = start + c.len_utf8();
            between = 0;
        } else if between > 0 || c.is_alphanumeric() || c.is_control() {
            break;
        } else {
            between += 1;
        }
    }
    end
}

/// Whether a character is in a block that is written from right to left: Hebrew, Arabic, Syriac and the like.
fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_right_to_left_text_is_isolated() {
        assert_eq!(isolate("to דנה לוי, 14:48"), "to \u{2068}דנה לוי\u{2069}, 14:48");
        assert_eq!(isolate("Zoë 李"), "Zoë 李");
    }

    #[test]
    fn no_isolate_crosses_a_gap() {
        assert_eq!(isolate("דנה  محمد  x"), "\u{2068}דנה\u{2069}  \u{2068}محمد\u{2069}  x");
        assert_eq!(isolate("דנה\nלוי"), "\u{2068}דנה\u{2069}\n\u{2068}לוי\u{2069}");
    }
}
