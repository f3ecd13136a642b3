//! The commit offset, in the field `whole` of the opening line: the end of the records before the latest append began.
//!
//! It distinguishes an interrupted append from a file that was truncated: everything before the offset was confirmed.
//! The offset is padded so that it can be overwritten in place, and two check digits follow: `"whole":"       412:24"`.

/// The name of the field with its colon.
const NAME: &str = "\"whole\":";

/// The length of the field's value in bytes.
pub(super) const WIDTH: usize = 15;

/// The check digits are the remainder of a division by this prime, so they change with every digit.
const CHECK: usize = 97;

/// The field as it is written.
pub(super) fn field(offset: usize) -> String {
    format!("{NAME}{}", value(offset))
}

/// The value as it is written.
pub(super) fn value(offset: usize) -> String {
    format!("\"{offset:>10}:{:02}\"", offset % CHECK)
}

/// Parses a value; `None` if it is not exactly as this program writes it.
pub(super) fn read(value: &str) -> Option<usize> {
    let (digits, _) = value.strip_prefix('"')?.split_once(':')?;
    let offset = digits.trim_start_matches(' ').parse().ok()?;
    (self::value(offset) == value).then_some(offset)
}

/// Finds the position of the value in a document, and the commit offset. `None` if another program wrote the file, or
/// the value is damaged.
pub(super) fn find(document: &[u8]) -> Option<(usize, usize)> {
    let (at, value) = find_value(document)?;
    Some((at, read(std::str::from_utf8(value).ok()?)?))
}

/// Finds the position of the value and its bytes, valid or not.
pub(super) fn find_value(document: &[u8]) -> Option<(usize, &[u8])> {
    let end = memchr::memchr(b'\n', document).unwrap_or(document.len());
    let line = &document[..end];
    let at = memchr::memmem::find(line, NAME.as_bytes())? + NAME.len();
    Some((at, line.get(at..at + WIDTH).filter(|value| value.starts_with(b"\""))?))
}

/// Whether there is a value but it is damaged: a byte changed, or writing it was interrupted.
pub(super) fn is_damaged(document: &[u8]) -> bool {
    find_value(document).is_some() && find(document).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_of_any_digit_is_detected() {
        // 412 = 4 * 97 + 24.
        assert_eq!(field(412), "\"whole\":\"       412:24\"");
        assert_eq!((value(usize::MAX % 10_000_000_000).len(), value(0).len()), (WIDTH, WIDTH));
        let value = value(412);
        assert_eq!(read(&value), Some(412));
        for place in 0..WIDTH {
            for digit in b"0123456789 :\"" {
                let mut changed = value.clone().into_bytes();
                changed[place] = *digit;
                let changed = String::from_utf8(changed).unwrap();
                assert_eq!(read(&changed).is_some(), changed == value, "{changed}");
            }
        }
        assert_eq!(find(b"{\"format\":\"x\",\"whole\":\"       412:24\",\n"), Some((22, 412)));
        assert!(is_damaged(b"{\"whole\":\"       413:24\"}") && !is_damaged(b"{\"whole\":            412}"));
    }
}
