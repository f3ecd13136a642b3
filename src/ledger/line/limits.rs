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
    let mut nesting = Nesting::default();
    for (at, byte) in text.bytes().enumerate() {
        // A string has no line break: a quotation mark is missing.
        if byte == b'\n' && nesting.in_string {
            return None;
        }
        match nesting.after(byte) {
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
    let mut nesting = Nesting::default();
    text.bytes().map(|byte| nesting.after(byte)).max().unwrap_or(0)
}

/// The nesting at a place of a JSON text.
#[derive(Default)]
struct Nesting {
    depth: usize,
    in_string: bool,
    escaped: bool,
}

impl Nesting {
    /// The depth after the next byte.
    fn after(&mut self, byte: u8) -> usize {
        match byte {
            _ if self.escaped => self.escaped = false,
            b'\\' => self.escaped = self.in_string,
            b'"' => self.in_string = !self.in_string,
            b'{' | b'[' if !self.in_string => self.depth += 1,
            b'}' | b']' if !self.in_string => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        self.depth
    }
}
