//! Reading a ledger as this program lays it out, line by line: the text of a large one never is in memory as a
//! whole. Whatever is not exactly so is left to the reader of whole documents, which can say what it is.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

use super::document::{self, Document};
use super::glance::{Digest, Extent, Identity, Measure};
use super::{Contents, line};

/// The most bytes of a line that is read here.
const LONGEST: usize = 1 << 20;

/// The bytes of a line that few fall short of.
const TYPICAL: u64 = 140;

/// The bytes of a file from which on another thread reads ahead, and how many pieces it is ahead.
const LARGE: u64 = 2 << 20;
const CHUNKS_AHEAD: usize = 8;

/// The bytes of a part of the file that is measured by itself.
const PART: u64 = 1 << 20;

/// The bytes that are read at once.
const CHUNK: usize = 1 << 16;

/// What a file holds and how far it reaches; `None` when it is not laid out by this program, or anything is wrong
/// with it.
pub(super) fn read(path: &Path) -> Option<(Contents, Option<Measure>)> {
    let file = File::open(path).ok()?;
    let before = Identity::of(&file.metadata().ok()?);
    let asked_again = file.try_clone().ok()?;
    let mut lines = Lines::of(file, before.length())?;
    let opening = lines.next()?.to_owned();
    let begun = opening.strip_suffix('\n').filter(|line| line.ends_with('['))?;
    let Document { header, .. } = document::parse(format!("{begun}]}}").as_bytes()).ok()?;
    let number_at = document::whole(opening.as_bytes()).map(|(at, _)| at as u64);
    let mut covered = opening.len() as u64 - 1;
    let mut contents = Contents::new(header.created, header.zone);
    contents.records.reserve(usize::try_from(before.length() / TYPICAL).unwrap_or(0));
    let (mut parts, mut part_ends) = (Vec::new(), PART);
    let mut is_last = true;
    loop {
        let text = lines.next()?.strip_suffix('\n')?;
        if !text.starts_with('{') {
            // The slack comes after the last record, and the closing line at the end.
            let (is_slack, is_closing) = (text.bytes().all(|byte| byte == b' '), text == "]}");
            let digest = lines.digest_of(covered);
            let closing = if is_slack { lines.next()? == "]}\n" } else { is_closing };
            let is_whole = is_last && closing && lines.next()?.is_empty();
            let identity = Identity::of(&asked_again.metadata().ok()?);
            let digest = digest.filter(|_| identity == before);
            let measure = digest.zip(number_at).map(|(digest, number_at)| {
                let extent = |covered, digest| Extent { identity: identity.clone(), covered, number_at, digest };
                let parts = parts.iter().map(|&(records, covered, digest)| (records, extent(covered, digest)));
                Measure { parts: parts.collect(), extent: extent(covered, digest) }
            });
            return is_whole.then_some((contents, measure));
        }
        if is_last && !contents.records.is_empty() {
            return None;
        }
        let record = text.strip_suffix(',');
        is_last = record.is_none();
        let text = record.unwrap_or(text);
        covered += text.len() as u64 + if contents.records.is_empty() { 1 } else { 2 };
        let record = line::read(text, &mut contents.book).ok()?;
        if !text.ends_with('}') || record.id < contents.next_id() {
            return None;
        }
        contents.records.push(record);
        if covered >= part_ends {
            parts.push((contents.records.len(), covered, lines.digest_of(covered)?));
            part_ends = covered + PART;
        }
    }
}

/// The lines of a file, one at a time.
struct Lines {
    chunks: Chunks,
    chunk: Chunk,
    /// The piece before: the last record may end with it.
    before: Chunk,
    at: usize,
}

/// Where the pieces of a file come from.
enum Chunks {
    /// They are read as they are needed.
    Here(Chunker),
    /// Another thread reads ahead.
    Ahead(Receiver<Chunk>),
}

/// A piece of a file that ends with a line; the last one is empty.
#[derive(Default)]
struct Chunk {
    text: String,
    /// The digest of everything before it.
    before: Digest,
}

impl Lines {
    fn of(mut file: File, length: u64) -> Option<Lines> {
        let mut opening = Vec::new();
        Read::by_ref(&mut file).take(LONGEST as u64).read_to_end(&mut opening).ok()?;
        let number_at = document::whole(&opening).map_or(0, |(at, _)| at as u64);
        let mut chunker = Chunker { file, carried: opening, digest: Digest::new(number_at) };
        let chunks = if length < LARGE {
            Chunks::Here(chunker)
        } else {
            let (sender, receiver) = sync_channel(CHUNKS_AHEAD);
            thread::spawn(move || {
                while let Some(chunk) = chunker.next() {
                    let is_last = chunk.text.is_empty();
                    // Nobody listens any more once something is wrong.
                    if sender.send(chunk).is_err() || is_last {
                        return;
                    }
                }
            });
            Chunks::Ahead(receiver)
        };
        Some(Lines { chunks, chunk: Chunk::default(), before: Chunk::default(), at: 0 })
    }

    /// The next line with its end; an empty one behind the last. `None` when what is read is no text.
    fn next(&mut self) -> Option<&str> {
        if self.at == self.chunk.text.len() {
            let next = match &mut self.chunks {
                Chunks::Here(chunker) => chunker.next()?,
                Chunks::Ahead(receiver) => receiver.recv().ok()?,
            };
            self.before = std::mem::replace(&mut self.chunk, next);
            self.at = 0;
        }
        let rest = &self.chunk.text[self.at..];
        let length = memchr::memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |end| end + 1);
        let line = self.at..self.at + length;
        self.at = line.end;
        Some(&self.chunk.text[line])
    }

    /// The digest of the file up to a place in this piece or the one before.
    fn digest_of(&self, covered: u64) -> Option<u32> {
        let piece = if covered < self.chunk.before.read() { &self.before } else { &self.chunk };
        let mut digest = piece.before.clone();
        let rest = usize::try_from(covered.checked_sub(digest.read())?).ok()?;
        digest.update(piece.text.as_bytes().get(..rest)?);
        Some(digest.finish())
    }
}

/// Reads a file in pieces that end with a line.
struct Chunker {
    file: File,
    /// What is read and not told yet.
    carried: Vec<u8>,
    /// The digest of what was told.
    digest: Digest,
}

impl Chunker {
    /// The next piece; an empty one at the end. `None` when it is no text, cannot be read, or has an endless line.
    fn next(&mut self) -> Option<Chunk> {
        let mut bytes = std::mem::take(&mut self.carried);
        while bytes.len() <= LONGEST + CHUNK {
            let read = Read::by_ref(&mut self.file).take(CHUNK as u64).read_to_end(&mut bytes).ok()?;
            if read == 0 {
                return self.tell(bytes);
            }
            if let Some(end) = memchr::memrchr(b'\n', &bytes) {
                self.carried = bytes.split_off(end + 1);
                return self.tell(bytes);
            }
        }
        None
    }

    fn tell(&mut self, bytes: Vec<u8>) -> Option<Chunk> {
        let before = self.digest.clone();
        self.digest.update(&bytes);
        Some(Chunk { text: String::from_utf8(bytes).ok()?, before })
    }
}
