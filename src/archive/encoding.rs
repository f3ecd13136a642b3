//! Decodes tables: UTF-8 as LinkedIn writes it, or the encoding in which a spreadsheet saved it.

use std::io::{self, Chain, Cursor, Read};

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How to decode the bytes of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EncodingChoice {
    /// As UTF-8 or UTF-16, by the byte order mark or the first bytes.
    Detect,
    /// As Windows-1252, because the bytes are not UTF-8.
    Windows1252,
}

/// The number of bytes from which the encoding is detected.
const HEAD_BYTES: usize = 4096;

type Rest<R> = Chain<Cursor<Vec<u8>>, R>;

/// Reads a table as UTF-8. Text that appears to be UTF-8 is passed through unchecked; other encodings are decoded.
pub(super) enum Utf8Reader<R> {
    Plain(Rest<R>),
    Other(Box<Transcoder<Rest<R>>>),
}

impl<R: Read> Utf8Reader<R> {
    pub(super) fn new(mut bytes: R, encoding: EncodingChoice) -> io::Result<Self> {
        let mut head = Vec::with_capacity(HEAD_BYTES);
        bytes.by_ref().take(HEAD_BYTES as u64).read_to_end(&mut head)?;
        let encoding = match encoding {
            EncodingChoice::Windows1252 => Some(WINDOWS_1252),
            EncodingChoice::Detect => detect(&head),
        };
        let rest = Cursor::new(head).chain(bytes);
        Ok(match encoding {
            Some(encoding) => Utf8Reader::Other(Box::new(Transcoder::new(rest, encoding))),
            None => Utf8Reader::Plain(rest),
        })
    }
}

/// Decodes a whole text: UTF-8 or UTF-16, else Windows-1252.
pub(crate) fn decode(bytes: &[u8]) -> String {
    let encoding = detect(&bytes[..bytes.len().min(HEAD_BYTES)]);
    match (encoding, std::str::from_utf8(bytes)) {
        (Some(encoding), _) => encoding.decode(bytes).0.into_owned(),
        (None, Ok(text)) => text.to_owned(),
        (None, Err(_)) => WINDOWS_1252.decode(bytes).0.into_owned(),
    }
}

/// The encoding of a table that starts with these bytes; `None` for UTF-8 without a byte order mark.
fn detect(head: &[u8]) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return Some(encoding);
    }
    // In UTF-8 a table has no NUL bytes; in UTF-16 nearly every other byte is NUL.
    let zeroes_from = |first: usize| head.iter().skip(first).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (zeroes_from(0), zeroes_from(1));
    match (even * 4 > head.len(), odd * 4 > head.len()) {
        (false, true) => Some(UTF_16LE),
        (true, false) => Some(UTF_16BE),
        _ => None,
    }
}

impl<R: Read> Read for Utf8Reader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Utf8Reader::Plain(rest) => rest.read(buffer),
            Utf8Reader::Other(transcoder) => transcoder.read(buffer),
        }
    }
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
        let decoder = if encoding == UTF_8 { UTF_8.new_decoder_with_bom_removal() } else { encoding.new_decoder() };
        Transcoder { bytes, decoder, raw: vec![0; 8192], decoded: Vec::new(), consumed: 0, finished: false }
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

    fn read(bytes: &[u8], encoding: EncodingChoice) -> String {
        let mut text = Vec::new();
        Utf8Reader::new(bytes, encoding).unwrap().read_to_end(&mut text).unwrap();
        String::from_utf8(text).unwrap()
    }

    const UTF8_MARK: &[u8] = b"\xEF\xBB\xBF";

    fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    }

    #[test]
    fn byte_order_marks_are_honoured_and_removed() {
        let text = "FROM,TO\nJürgen Weiß,Robin\n";
        assert_eq!(read(text.as_bytes(), EncodingChoice::Detect), text);
        assert_eq!(read(&[UTF8_MARK, text.as_bytes()].concat(), EncodingChoice::Detect), text);
        assert_eq!(read(&utf16(&format!("\u{feff}{text}"), u16::to_le_bytes), EncodingChoice::Detect), text);
        assert_eq!(read(&utf16(&format!("\u{feff}{text}"), u16::to_be_bytes), EncodingChoice::Detect), text);
    }

    #[test]
    fn utf_16_without_a_mark_is_detected_by_its_nul_bytes() {
        let text = "FROM\tTO\nJane Doe\tRobin Vale\n";
        assert_eq!(read(&utf16(text, u16::to_le_bytes), EncodingChoice::Detect), text);
        assert_eq!(read(&utf16(text, u16::to_be_bytes), EncodingChoice::Detect), text);
    }

    #[test]
    fn windows_1252_has_quotes_where_latin_1_has_none() {
        assert_eq!(read(b"J\xfcrgen\x92s \x80", EncodingChoice::Windows1252), "Jürgen’s €");
    }

    #[test]
    fn long_and_broken_texts_are_decoded() {
        let long = "aß𝄞".repeat(10_000);
        assert_eq!(read(&utf16(&format!("\u{feff}{long}"), u16::to_le_bytes), EncodingChoice::Detect), long);
        assert_eq!(read(b"\xff\xfea", EncodingChoice::Detect), "\u{fffd}");
        assert_eq!(read(b"\xef\xbb\xbfa\xff", EncodingChoice::Detect), "a\u{fffd}");
        assert_eq!(read(b"", EncodingChoice::Detect), "");
    }
}
