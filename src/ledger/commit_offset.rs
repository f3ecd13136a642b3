//! The commit offset, field `whole` of the opening line: where the records ended before the latest append began.
//!
//! It tells an interrupted append from a file that something else cut: everything before the offset was confirmed.
//! It is padded, so that it can be overwritten in place, and followed by two check digits: `"whole":"       412:24"`.

/// The name of the field with its colon.
const NAME: &str = "\"whole\":";

/// The length of the field's value in bytes.
pub(super) const WIDTH: usize = 15;

/// The check digits are the remainder by this prime, so that they change with every digit.
const CHECK: usize = 97;

/// The field as it is written.
pub(super) fn field(offset: usize) -> String {
    format!("{NAME}{}", value(offset))
}

/// The value as it is written.
pub(super) fn value(offset: usize) -> String {
    format!("\"{offset:>10}:{:02}\"", offset % CHECK)
}

/// The offset that a value holds; `None` where the value is not as it was written.
pub(super) fn read(value: &str) -> Option<usize> {
    let (digits, _) = value.strip_prefix('"')?.split_once(':')?;
    let offset = digits.trim_start_matches(' ').parse().ok()?;
    (self::value(offset) == value).then_some(offset)
}

/// Where the value stands in a document, and the offset that it holds. `None` where another program wrote the
/// file, or the value is not as it was written.
pub(super) fn find(document: &[u8]) -> Option<(usize, usize)> {
    let (at, value) = find_value(document)?;
    Some((at, read(std::str::from_utf8(value).ok()?)?))
}

/// Where the value stands, and its bytes, right or wrong.
pub(super) fn find_value(document: &[u8]) -> Option<(usize, &[u8])> {
    let end = memchr::memchr(b'\n', document).unwrap_or(document.len());
    let line = &document[..end];
    let at = memchr::memmem::find(line, NAME.as_bytes())? + NAME.len();
    Some((at, line.get(at..at + WIDTH).filter(|value| value.starts_with(b"\""))?))
}

/// Whether the value is there but not as it was written: a byte of it changed, or writing it was interrupted.
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
