//! Decodes tables: UTF-8 as LinkedIn writes it, or the encoding in which a spreadsheet or an editor saved it.
//!
//! UTF-16 is decoded as a whole. In any other table, each field that is not UTF-8 is decoded as Windows-1252: a table may
//! have a few such lines among others.

use std::io::{self, Chain, Cursor, Read};

use csv::{ByteRecord, StringRecord};
use encoding_rs::{CoderResult, Decoder, Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The number of bytes from which the encoding is detected.
const HEAD_BYTES: usize = 4096;

/// The byte order mark of UTF-8.
const UTF_8_MARK: &[u8] = b"\xEF\xBB\xBF";

type Rest<R> = Chain<Cursor<Vec<u8>>, R>;

/// Reads a table. Bytes are passed through without a byte order mark, unless they are UTF-16, which becomes UTF-8.
pub(super) enum TableReader<R> {
    Plain(Rest<R>),
    Utf16(Box<Transcoder<Rest<R>>>),
}

impl<R: Read> TableReader<R> {
    pub(super) fn new(mut bytes: R) -> io::Result<Self> {
        let mut head = Vec::with_capacity(HEAD_BYTES);
        bytes.by_ref().take(HEAD_BYTES as u64).read_to_end(&mut head)?;
        let utf16 = utf16_encoding(&head);
        if head.starts_with(UTF_8_MARK) {
            head.drain(..UTF_8_MARK.len());
        }
        let rest = Cursor::new(head).chain(bytes);
        Ok(match utf16 {
            Some(encoding) => TableReader::Utf16(Box::new(Transcoder::new(rest, encoding))),
            None => TableReader::Plain(rest),
        })
    }
}

/// Decodes a whole text: UTF-8 or UTF-16, else Windows-1252.
pub(crate) fn decode(bytes: &[u8]) -> String {
    let utf16 = utf16_encoding(&bytes[..bytes.len().min(HEAD_BYTES)]);
    match (utf16, std::str::from_utf8(bytes)) {
        (Some(encoding), _) => encoding.decode(bytes).0.into_owned(),
        (None, Ok(text)) => text.strip_prefix('\u{feff}').unwrap_or(text).to_owned(),
        (None, Err(_)) => WINDOWS_1252.decode(bytes).0.into_owned(),
    }
}

/// The kind of UTF-16 of a table that starts with these bytes; `None` for anything else.
fn utf16_encoding(head: &[u8]) -> Option<&'static Encoding> {
    if head.starts_with(UTF_8_MARK) {
        return None;
    }
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return Some(encoding);
    }
    // Other tables have no NUL bytes; in UTF-16 nearly every other byte is NUL.
    let zeroes_from = |first: usize| head.iter().skip(first).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (zeroes_from(0), zeroes_from(1));
    match (even * 4 > head.len(), odd * 4 > head.len()) {
        (false, true) => Some(UTF_16LE),
        (true, false) => Some(UTF_16BE),
        _ => None,
    }
}

impl<R: Read> Read for TableReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            TableReader::Plain(rest) => rest.read(buffer),
            TableReader::Utf16(transcoder) => transcoder.read(buffer),
        }
    }
}

/// Decodes the fields of a row, as UTF-8 or else as Windows-1252. Also returns whether all of them were UTF-8.
pub(super) fn decode_fields(row: ByteRecord) -> (StringRecord, bool) {
    let row = match StringRecord::from_byte_record(row) {
        Ok(row) => return (row, true),
        Err(error) => error.into_byte_record(),
    };
    let decode = |field| match std::str::from_utf8(field) {
        Ok(text) => text.into(),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(field).0,
    };
    let mut decoded: StringRecord = row.iter().map(decode).collect();
    decoded.set_position(row.position().cloned());
    (decoded, false)
}

/// Decodes while reading. Bytes that cannot be decoded become U+FFFD.
pub(super) struct Transcoder<R> {
    bytes: R,
    decoder: Decoder,
    raw: Vec<u8>,
    decoded: Vec<u8>,
    consumed: usize,
    finished: bool,
}

impl<R: Read> Transcoder<R> {
    fn new(bytes: R, encoding: &'static Encoding) -> Self {
        Transcoder {
            bytes,
            decoder: encoding.new_decoder(),
            raw: vec![0; 8192],
            decoded: Vec::new(),
            consumed: 0,
            finished: false,
        }
    }

    fn refill(&mut self) -> io::Result<()> {
        let count = self.bytes.read(&mut self.raw)?;
        self.finished = count == 0;
        let most = self.decoder.max_utf8_buffer_length(count).unwrap_or(4 * self.raw.len());
        self.decoded.resize(most, 0);
        let (result, _, written, _) = self.decoder.decode_to_utf8(&self.raw[..count], &mut self.decoded, self.finished);
        debug_assert_eq!(result, CoderResult::InputEmpty, "the buffer is as large as the decoder asks for");
        self.decoded.truncate(written);
        self.consumed = 0;
        Ok(())
    }
}

impl<R: Read> Read for Transcoder<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.consumed == self.decoded.len() && !self.finished {
            self.refill()?;
        }
        let count = buffer.len().min(self.decoded.len() - self.consumed);
        buffer[..count].copy_from_slice(&self.decoded[self.consumed..self.consumed + count]);
        self.consumed += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> String {
        let mut text = Vec::new();
        TableReader::new(bytes).unwrap().read_to_end(&mut text).unwrap();
        String::from_utf8(text).unwrap()
    }

    fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    }

    #[test]
    fn byte_order_marks_are_honoured_and_removed() {
        let text = "FROM,TO\nJürgen Weiß,Robin\n";
        assert_eq!(read(text.as_bytes()), text);
        assert_eq!(read(&[UTF_8_MARK, text.as_bytes()].concat()), text);
        assert_eq!(read(&utf16(&format!("\u{feff}{text}"), u16::to_le_bytes)), text);
        assert_eq!(read(&utf16(&format!("\u{feff}{text}"), u16::to_be_bytes)), text);
    }

    #[test]
    fn utf_16_without_a_mark_is_detected_by_its_nul_bytes() {
        let text = "FROM\tTO\nJane Doe\tRobin Vale\n";
        assert_eq!(read(&utf16(text, u16::to_le_bytes)), text);
        assert_eq!(read(&utf16(text, u16::to_be_bytes)), text);
    }

    fn decoded(fields: &[&[u8]]) -> (Vec<String>, bool) {
        let (row, is_utf8) = decode_fields(ByteRecord::from(fields));
        (row.iter().map(str::to_owned).collect(), is_utf8)
    }

    #[test]
    fn windows_1252_has_quotes_where_latin_1_has_none() {
        assert_eq!(decoded(&[b"J\xfcrgen\x92s \x80"]), (vec!["Jürgen’s €".to_owned()], false));
    }

    #[test]
    fn fields_that_are_utf_8_stay_as_they_are() {
        assert_eq!(decoded(&["Jürgen".as_bytes(), b"x"]), (vec!["Jürgen".to_owned(), "x".to_owned()], true));
        // The second field was cut off in the middle of a letter.
        let fields = decoded(&["Jürgen".as_bytes(), b"Gr\xc3"]);
        assert_eq!(fields, (vec!["Jürgen".to_owned(), "GrÃ".to_owned()], false));
    }

    #[test]
    fn long_and_broken_texts_are_decoded() {
        let long = "aß𝄞".repeat(10_000);
        assert_eq!(read(&utf16(&format!("\u{feff}{long}"), u16::to_le_bytes)), long);
        assert_eq!(read(b"\xff\xfea"), "\u{fffd}");
        assert_eq!(read(b""), "");
    }
}
