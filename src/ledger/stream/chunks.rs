//! Splits a file into chunks of whole lines. Several threads read and parse the chunks of a large file.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::num::NonZero;
use std::sync::mpsc::{Receiver, Sender, channel, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;

use super::chunk::Chunk;
use crate::ledger::line::{LONGEST_LINE, ReadDetail};

/// The number of bytes that are read at once.
const CHUNK: usize = 1 << 16;

/// Files of at least this length are read by several threads.
const LARGE: u64 = 2 << 20;
/// The most helper threads.
const MOST_HELPERS: usize = 3;
/// The most chunks that are read ahead: few, so that they stay in the processor's cache.
const MOST_AHEAD: usize = 4;

/// A chunk with its number. The chunk is `None` if it is not UTF-8, cannot be read, or has a line that is too long.
type NumberedChunk = (usize, Option<Chunk>);

/// The chunks of a file, in order. The next thread that is free reads and parses the next chunk.
pub(super) struct Chunks {
    chunker: Arc<Mutex<Chunker>>,
    /// Receives the chunks that the helper threads have parsed.
    helpers: Option<Receiver<NumberedChunk>>,
    /// Chunks that were parsed before earlier ones.
    waiting: BTreeMap<usize, Option<Chunk>>,
    next: usize,
    /// Returns used chunks, so that their memory is reused.
    used: Sender<Chunk>,
}

impl Chunks {
    /// The chunks of a file of this length, from its start.
    pub(super) fn of(file: File, length: u64, detail: ReadDetail) -> Chunks {
        let (used, spare) = channel();
        let carried = Vec::new();
        let chunker =
            Arc::new(Mutex::new(Chunker { file, carried, offset: 0, count: 0, is_over: false, spare, detail }));
        let helpers = (length >= LARGE).then(|| start_helpers(&chunker));
        Chunks { chunker, helpers, waiting: BTreeMap::new(), next: 0, used }
    }

    /// The next chunk, in exchange for a used one; an empty chunk at the end. `None` if it is not UTF-8, cannot be
    /// read, or has a line that is too long.
    pub(super) fn next(&mut self, used: Chunk) -> Option<Chunk> {
        // After the whole file was read, nothing receives the used chunk.
        let _ = self.used.send(used);
        self.next += 1;
        loop {
            if let Some(chunk) = self.waiting.remove(&(self.next - 1)) {
                return chunk;
            }
            let (number, chunk) = self.received().or_else(|| self.read()).or_else(|| self.wait())?;
            self.waiting.insert(number, chunk);
        }
    }

    /// A chunk that a helper thread has finished.
    fn received(&self) -> Option<NumberedChunk> {
        self.helpers.as_ref()?.try_recv().ok()
    }

    /// Reads and parses the next chunk on this thread, unless all were read or enough chunks are waiting.
    fn read(&self) -> Option<NumberedChunk> {
        if self.waiting.len() < MOST_AHEAD { read(&self.chunker) } else { None }
    }

    /// Waits for a chunk that a helper thread is parsing.
    fn wait(&self) -> Option<NumberedChunk> {
        self.helpers.as_ref()?.recv().ok()
    }
}

/// Starts helper threads, which read and parse chunks ahead.
fn start_helpers(chunker: &Arc<Mutex<Chunker>>) -> Receiver<NumberedChunk> {
    let (sender, receiver) = sync_channel(MOST_AHEAD);
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    for _ in 0..(threads - 1).min(MOST_HELPERS) {
        let (chunker, sender) = (Arc::clone(chunker), sender.clone());
        // Runs until the whole file was read, or there is no receiver any more.
        let help = move || while read(&chunker).is_some_and(|read| sender.send(read).is_ok()) {};
        // If no thread can be started, this thread does all the work.
        let _ = thread::Builder::new().spawn(help);
    }
    receiver
}

/// Reads and parses the next chunk; `None` after the last one.
fn read(chunker: &Mutex<Chunker>) -> Option<NumberedChunk> {
    let (number, raw) = chunker.lock().ok()?.next()?;
    Some((number, raw.and_then(Raw::parsed)))
}

/// Reads a file chunk by chunk.
struct Chunker {
    file: File,
    /// Bytes that were read but belong to the next chunk.
    carried: Vec<u8>,
    /// The offset of the next chunk in the file.
    offset: u64,
    /// The number of chunks so far.
    count: usize,
    /// Whether the last chunk was read.
    is_over: bool,
    /// Used chunks.
    spare: Receiver<Chunk>,
    detail: ReadDetail,
}

/// A chunk that was read but not parsed. It may not be UTF-8.
struct Raw {
    bytes: Vec<u8>,
    /// The chunk without its text.
    chunk: Chunk,
    detail: ReadDetail,
}

impl Raw {
    fn parsed(self) -> Option<Chunk> {
        let mut chunk = Chunk { text: String::from_utf8(self.bytes).ok()?, ..self.chunk };
        chunk.parse(self.detail);
        Some(chunk)
    }
}

impl Chunker {
    /// The next chunk with its number: an empty chunk at the end, and `None` after that.
    fn next(&mut self) -> Option<(usize, Option<Raw>)> {
        if self.is_over {
            return None;
        }
        let raw = self.next_raw();
        self.is_over = raw.as_ref().is_none_or(|raw| raw.bytes.is_empty());
        self.count += 1;
        Some((self.count - 1, raw))
    }

    /// Reads the next chunk; `None` if it cannot be read, or has a line that is too long.
    fn next_raw(&mut self) -> Option<Raw> {
        let (mut bytes, chunk) = self.spare.try_recv().unwrap_or_default().into_empty_parts();
        bytes.append(&mut self.carried);
        self.fill(&mut bytes)?;
        let offset = self.offset;
        self.offset += bytes.len() as u64;
        Some(Raw { bytes, chunk: Chunk { offset, ..chunk }, detail: self.detail })
    }

    /// Reads up to the end of a line or of the file.
    fn fill(&mut self, bytes: &mut Vec<u8>) -> Option<()> {
        while bytes.len() <= LONGEST_LINE + CHUNK {
            bytes.reserve(CHUNK);
            let read = Read::by_ref(&mut self.file).take(CHUNK as u64).read_to_end(bytes).ok()?;
            if read == 0 {
                return Some(());
            }
            if let Some(end) = memchr::memrchr(b'\n', bytes) {
                self.carried.extend_from_slice(&bytes[end + 1..]);
                bytes.truncate(end + 1);
                return Some(());
            }
        }
        None
    }
}
