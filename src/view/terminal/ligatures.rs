//! The letters lam and alef, which Arabic joins into one shape. Few terminals do so: on most, they take two columns. The
//! crate that measures text counts one column for both, so here a mark that has no width keeps them apart while text is
//! measured and laid out.

use std::borrow::Cow;

use unicode_width::UnicodeWidthChar;

const LAM: char = '\u{644}';

/// Alef, and alef with a sign.
const ALEFS: [char; 4] = ['\u{627}', '\u{622}', '\u{623}', '\u{625}'];

/// A non-joiner, then a character that Unicode never assigns, so that the non-joiners of names are never taken for it.
const APART: &str = "\u{200c}\u{e008f}";

/// The text with the mark between each lam and alef.
pub(super) fn apart(text: &str) -> Cow<'_, str> {
    if !text.contains(LAM) {
        return Cow::Borrowed(text);
    }
    let (mut out, mut follows_lam) = (String::with_capacity(text.len() + APART.len()), false);
    for c in text.chars() {
        if follows_lam && ALEFS.contains(&c) {
            out.push_str(APART);
        }
        // Vowel signs between the two do not part them; a non-joiner does.
        follows_lam = c == LAM || (follows_lam && c.width() == Some(0) && c != '\u{200c}');
        out.push(c);
    }
    Cow::Owned(out)
}

/// The text without the marks.
pub(super) fn together(text: &str) -> Cow<'_, str> {
    if text.contains(APART) { Cow::Owned(text.replace(APART, "")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::super::wrap::width;
    use super::*;

    #[test]
    fn lam_and_alef_are_measured_apart() {
        // Ten letters and a space; a vowel sign takes no column.
        assert_eq!(width("محمد الأحمد"), 11);
        assert_eq!(width("سلام"), 4);
        assert_eq!(width("سلَام"), 4);
        assert_eq!(width(&apart("سلام")), 4);
        for text in ["محمد الأحمد", "سل\u{200c}ام", "Jane Doe", "سلَام"] {
            assert_eq!(together(&apart(text)), text);
        }
    }
}
