//! Where the records ended before the latest append began, as the opening line says it. It tells an append that was
//! cut off from a file that was cut. The number is padded, so that it can be written over, and two digits behind it
//! tell whether it is as it was written: `"whole":"       412:24"`.

use super::document;

/// How the field begins, and the bytes of its value.
const NAME: &str = "\"whole\":";
pub(super) const WIDTH: usize = 15;

/// What the two digits are the remainder by: a prime, so that they change with every digit.
const CHECK: usize = 97;

/// The field as it is written.
pub(super) fn field(whole: usize) -> String {
    format!("{NAME}{}", value(whole))
}

/// Its value as it is written.
pub(super) fn value(whole: usize) -> String {
    format!("\"{whole:>10}:{:02}\"", whole % CHECK)
}

/// The number behind a value; `None` where it is not as it was written.
pub(super) fn read(value: &str) -> Option<usize> {
    let (digits, _) = value.strip_prefix('"')?.split_once(':')?;
    let whole = digits.trim_start_matches(' ').parse().ok()?;
    (self::value(whole) == value).then_some(whole)
}

/// Where the value stands in a document, and the number. `None` when the file was laid out anew by another program, or
/// the number is not as it was written.
pub(super) fn find(bytes: &[u8]) -> Option<(usize, usize)> {
    let (at, value) = value_in(bytes)?;
    Some((at, read(std::str::from_utf8(value).ok()?)?))
}

/// Where the value stands, and its text, whatever that is.
fn value_in(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let end = memchr::memchr(b'\n', bytes).unwrap_or(bytes.len());
    let line = &bytes[..end];
    let at = memchr::memmem::find(line, NAME.as_bytes())? + NAME.len();
    Some((at, line.get(at..at + WIDTH).filter(|value| value.starts_with(b"\""))?))
}

/// Whether the number is not as it was written: a byte of it changed, or the writing of it was cut off.
pub(super) fn is_unreadable(bytes: &[u8]) -> bool {
    value_in(bytes).is_some() && find(bytes).is_none()
}

/// The document with the number of where its records end, if what stands there cannot be read.
pub(super) fn put_right(bytes: &[u8]) -> Option<Vec<u8>> {
    let (at, _) = value_in(bytes).filter(|_| is_unreadable(bytes))?;
    let (end, _) = document::end_of_records(bytes)?;
    let mut right = bytes.to_vec();
    right[at..at + WIDTH].copy_from_slice(value(end).as_bytes());
    Some(right)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digit_that_changed_is_told() {
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
        assert!(is_unreadable(b"{\"whole\":\"       413:24\"}") && !is_unreadable(b"{\"whole\":            412}"));
    }
}
