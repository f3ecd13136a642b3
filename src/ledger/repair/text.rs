//! Removes what text editors add to a ledger file.

use std::borrow::Cow;

use crate::ledger::finding::Finding;

/// The text in UTF-8, without a byte-order mark, CR and trailing spaces.
pub(super) fn tidied(bytes: &[u8], findings: &mut Vec<Finding>) -> String {
    let text = decoded(bytes, findings);
    let mut tidy = String::with_capacity(text.len());
    let (mut returns, mut spaces) = (Vec::new(), Vec::new());
    for (number, line) in text.split('\n').enumerate() {
        let bare = line.trim_end_matches('\r');
        let trimmed = bare.trim_end_matches([' ', '\t']);
        returns.extend((bare != line).then_some(number + 1));
        spaces.extend((trimmed != bare && !trimmed.is_empty()).then_some(number + 1));
        tidy.push_str(trimmed);
        tidy.push('\n');
    }
    for (lines, what, mend) in
        [(returns, "in CR LF", "the lines now end in LF"), (spaces, "in spaces", "the spaces were removed")]
    {
        if let Some(first) = lines.first() {
            findings.push(Finding::at(*first, format!("{} lines end {what}, this one first", lines.len()), mend));
        }
    }
    tidy
}

/// The text in UTF-8 without a byte-order mark.
fn decoded<'a>(bytes: &'a [u8], findings: &mut Vec<Finding>) -> Cow<'a, str> {
    match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, length)) if encoding == encoding_rs::UTF_8 => {
            findings.push(Finding::at(1, "it begins with a byte-order mark", "the mark was removed"));
            String::from_utf8_lossy(&bytes[length..])
        }
        Some((encoding, length)) => {
            findings.push(Finding::at(1, "the file is in UTF-16", "it is now in UTF-8"));
            encoding.decode_without_bom_handling(&bytes[length..]).0
        }
        None => String::from_utf8_lossy(bytes),
    }
}
