//! The limits on the length and the nesting of a line.

/// The longest line, in bytes.
pub(in crate::ledger) const LONGEST_LINE: usize = 1 << 20;

/// The deepest nesting of a JSON text.
pub(super) const DEEPEST: usize = 32;

/// Whether a JSON text exceeds the deepest nesting. No record that this program writes comes near it.
pub(in crate::ledger) fn is_too_deep(text: &str) -> bool {
    depth(text) > DEEPEST
}

/// The length of the JSON object at the start of a text; `None` if it does not end, or exceeds the deepest nesting. A
/// damaged text with an opening bracket on each of many lines is therefore not read to its end for each of them.
pub(in crate::ledger) fn object_length(text: &str) -> Option<usize> {
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            // A string has no line break: a quotation mark is missing.
            b'\n' if in_string => return None,
            _ if escaped => escaped = false,
            b'\\' => escaped = in_string,
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => depth += 1,
            b'}' | b']' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
        match depth {
            0 => return Some(at + 1),
            1..=DEEPEST => {}
            _ => return None,
        }
    }
    None
}

/// The nesting depth of a JSON text. Returns 0 if there are too few brackets to exceed the limit.
fn depth(text: &str) -> usize {
    if memchr::memchr2_iter(b'{', b'[', text.as_bytes()).nth(DEEPEST).is_none() {
        return 0;
    }
    let (mut depth, mut deepest, mut in_string, mut escaped) = (0_usize, 0, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = in_string,
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => depth += 1,
            b'}' | b']' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}
