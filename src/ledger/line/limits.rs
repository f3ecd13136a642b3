//! How long and how deeply nested a record's line may be.

/// The most bytes that a line may have.
pub(in crate::ledger) const LONGEST_LINE: usize = 1 << 20;

/// The deepest nesting that a JSON text may have.
pub(super) const DEEPEST: usize = 32;

/// Whether a JSON text is nested deeper than anything that is written here.
pub(in crate::ledger) fn is_too_deep(text: &str) -> bool {
    depth(text) > DEEPEST
}

/// How deep a JSON text is nested; counted exactly only where it could matter.
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
