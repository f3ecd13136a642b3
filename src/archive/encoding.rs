//! The encodings in which a table may come: UTF-8 as LinkedIn writes it, or what a spreadsheet made of it.

use std::io::{self, Chain, Cursor, Read};

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How the bytes of a table are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Assumption {
    /// As a byte order mark or its lack tells: UTF-8 or UTF-16.
    AsMarked,
    /// As Windows-1252, after it turned out not to be UTF-8.
    Windows1252,
}

const PEEKED: usize = 4096;

type Rest<R> = Chain<Cursor<Vec<u8>>, R>;

/// A reader that gives UTF-8, whatever it is given. What is taken for UTF-8 is passed on unchecked.
pub(super) enum Utf8<R> {
    Plain(Rest<R>),
    Other(Box<Transcoder<Rest<R>>>),
}

impl<R: Read> Utf8<R> {
    pub(super) fn new(mut bytes: R, assumption: Assumption) -> io::Result<Self> {
        let mut head = Vec::with_capacity(PEEKED);
        bytes.by_ref().take(PEEKED as u64).read_to_end(&mut head)?;
        let encoding = match assumption {
            Assumption::Windows1252 => Some(WINDOWS_1252),
            Assumption::AsMarked => marked(&head),
        };
        let rest = Cursor::new(head).chain(bytes);
        Ok(match encoding {
            Some(encoding) => Utf8::Other(Box::new(Transcoder::new(rest, encoding))),
            None => Utf8::Plain(rest),
        })
    }
}

/// The encoding that the first bytes announce; `None` for UTF-8 without a mark.
fn marked(head: &[u8]) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return Some(encoding);
    }
    // Text of this kind has no NUL in UTF-8, and a NUL in nearly every other byte in UTF-16.
    let zeroes_from = |first: usize| head.iter().skip(first).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (zeroes_from(0), zeroes_from(1));
    match (even * 4 > head.len(), odd * 4 > head.len()) {
        (false, true) => Some(UTF_16LE),
        (true, false) => Some(UTF_16BE),
        _ => None,
    }
}

impl<R: Read> Read for Utf8<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Utf8::Plain(rest) => rest.read(buffer),
            Utf8::Other(transcoder) => transcoder.read(buffer),
        }
    }
}

/// Decodes as it reads; what cannot be decoded becomes U+FFFD.
pub(super) struct Transcoder<R> {
    bytes: R,
    decoder: Decoder,
    raw: Vec<u8>,
    decoded: Vec<u8>,
    given: usize,
    finished: bool,
}

impl<R: Read> Transcoder<R> {
    fn new(bytes: R, encoding: &'static Encoding) -> Self {
        let decoder = if encoding == UTF_8 { UTF_8.new_decoder_with_bom_removal() } else { encoding.new_decoder() };
        Transcoder { bytes, decoder, raw: vec![0; 8192], decoded: Vec::new(), given: 0, finished: false }
    }

    fn refill(&mut self) -> io::Result<()> {
        let count = self.bytes.read(&mut self.raw)?;
        self.finished = count == 0;
        let most = self.decoder.max_utf8_buffer_length(count).unwrap_or(4 * self.raw.len());
        self.decoded.resize(most, 0);
        let (result, _, written, _) = self.decoder.decode_to_utf8(&self.raw[..count], &mut self.decoded, self.finished);
        debug_assert_eq!(result, CoderResult::InputEmpty, "the buffer is as large as the decoder asks for");
        self.decoded.truncate(written);
        self.given = 0;
        Ok(())
    }
}

impl<R: Read> Read for Transcoder<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given == self.decoded.len() && !self.finished {
            self.refill()?;
        }
        let count = buffer.len().min(self.decoded.len() - self.given);
        buffer[..count].copy_from_slice(&self.decoded[self.given..self.given + count]);
        self.given += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], assumption: Assumption) -> String {
        let mut text = Vec::new();
        Utf8::new(bytes, assumption).unwrap().read_to_end(&mut text).unwrap();
        String::from_utf8(text).unwrap()
    }

    const UTF8_MARK: &[u8] = b"\xEF\xBB\xBF";

    fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    }

    #[test]
    fn marks_are_obeyed_and_taken_off() {
        let text = "FROM,TO\nJürgen Weiß,Robin\n";
        assert_eq!(read(text.as_bytes(), Assumption::AsMarked), text);
        assert_eq!(read(&[UTF8_MARK, text.as_bytes()].concat(), Assumption::AsMarked), text);
        assert_eq!(read(&utf16(&format!("\u{feff}{text}"), u16::to_le_bytes), Assumption::AsMarked), text);
        assert_eq!(read(&utf16(&format!("\u{feff}{text}"), u16::to_be_bytes), Assumption::AsMarked), text);
    }

    #[test]
    fn unmarked_utf_16_is_known_by_its_zeroes() {
        let text = "FROM\tTO\nJane Doe\tRobin Vale\n";
        assert_eq!(read(&utf16(text, u16::to_le_bytes), Assumption::AsMarked), text);
        assert_eq!(read(&utf16(text, u16::to_be_bytes), Assumption::AsMarked), text);
    }

    #[test]
    fn windows_1252_has_quotes_where_latin_1_has_none() {
        assert_eq!(read(b"J\xfcrgen\x92s \x80", Assumption::Windows1252), "Jürgen’s €");
    }

    #[test]
    fn long_texts_and_broken_ones_come_through() {
        let long = "aß𝄞".repeat(10_000);
        assert_eq!(read(&utf16(&format!("\u{feff}{long}"), u16::to_le_bytes), Assumption::AsMarked), long);
        assert_eq!(read(b"\xff\xfea", Assumption::AsMarked), "\u{fffd}");
        assert_eq!(read(b"\xef\xbb\xbfa\xff", Assumption::AsMarked), "a\u{fffd}");
        assert_eq!(read(b"", Assumption::AsMarked), "");
    }
}
