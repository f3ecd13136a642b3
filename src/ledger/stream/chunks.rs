//! A file in pieces that end with a line. Several threads read and parse the pieces of a large one.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::num::NonZero;
use std::sync::mpsc::{Receiver, Sender, channel, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;

use super::chunk::Chunk;
use crate::ledger::line::{LONGEST_LINE, Scope};

/// How many bytes are read at once.
const CHUNK: usize = 1 << 16;

/// The length from which on a file is read by several threads, the most of these, and how many pieces may be read ahead:
/// few, so that they stay in the cache of the processor.
const LARGE: u64 = 2 << 20;
const MOST_HELPERS: usize = 3;
const MOST_AHEAD: usize = 4;

/// A piece with its number; `None` where it is not UTF-8, cannot be read, or has too long a line.
type NumberedChunk = (usize, Option<Chunk>);

/// The pieces of a file, in order. Any thread that has nothing else to do reads and parses the next one.
pub(super) struct Chunks {
    chunker: Arc<Mutex<Chunker>>,
    /// Pieces that the other threads have parsed.
    helpers: Option<Receiver<NumberedChunk>>,
    /// Pieces that came before their turn.
    waiting: BTreeMap<usize, Option<Chunk>>,
    next: usize,
    /// Takes back used pieces: others are read into their memory.
    used: Sender<Chunk>,
}

impl Chunks {
    /// The pieces of a file of this length, from its beginning.
    pub(super) fn of(file: File, length: u64, scope: Scope) -> Chunks {
        let (used, spare) = channel();
        let carried = Vec::new();
        let chunker =
            Arc::new(Mutex::new(Chunker { file, carried, offset: 0, count: 0, is_over: false, spare, scope }));
        let helpers = (length >= LARGE).then(|| start_helpers(&chunker));
        Chunks { chunker, helpers, waiting: BTreeMap::new(), next: 0, used }
    }

    /// The next piece in exchange for a used one; an empty one at the end. `None` where it is not UTF-8, cannot be read,
    /// or has too long a line.
    pub(super) fn next(&mut self, used: Chunk) -> Option<Chunk> {
        // Nobody receives it when all is read.
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

    /// A piece that another thread has parsed meanwhile.
    fn received(&self) -> Option<NumberedChunk> {
        self.helpers.as_ref()?.try_recv().ok()
    }

    /// Reads and parses another piece, unless all are read or enough of them wait.
    fn read(&self) -> Option<NumberedChunk> {
        if self.waiting.len() < MOST_AHEAD { read(&self.chunker) } else { None }
    }

    /// Waits for a piece that another thread is parsing.
    fn wait(&self) -> Option<NumberedChunk> {
        self.helpers.as_ref()?.recv().ok()
    }
}

/// Starts threads that read and parse pieces ahead, in turns.
fn start_helpers(chunker: &Arc<Mutex<Chunker>>) -> Receiver<NumberedChunk> {
    let (sender, receiver) = sync_channel(MOST_AHEAD);
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    for _ in 0..(threads - 1).min(MOST_HELPERS) {
        let (chunker, sender) = (Arc::clone(chunker), sender.clone());
        // Until all is read, or nobody receives any more.
        let help = move || while read(&chunker).is_some_and(|read| sender.send(read).is_ok()) {};
        // Where no thread can be started, this one does all of the work.
        let _ = thread::Builder::new().spawn(help);
    }
    receiver
}

/// Reads and parses the next piece; `None` when all are read.
fn read(chunker: &Mutex<Chunker>) -> Option<NumberedChunk> {
    let (number, raw) = chunker.lock().ok()?.next()?;
    Some((number, raw.and_then(Raw::parsed)))
}

/// Reads a file piece by piece.
struct Chunker {
    file: File,
    /// What is read and belongs to the next piece.
    carried: Vec<u8>,
    /// Where the next piece begins in the file.
    offset: u64,
    /// How many pieces there were, and whether the last one was among them.
    count: usize,
    is_over: bool,
    /// Used pieces.
    spare: Receiver<Chunk>,
    scope: Scope,
}

/// A piece that need not be UTF-8.
struct Raw {
    bytes: Vec<u8>,
    /// All of the piece except its text.
    chunk: Chunk,
    scope: Scope,
}

impl Raw {
    fn parsed(self) -> Option<Chunk> {
        let mut chunk = Chunk { text: String::from_utf8(self.bytes).ok()?, ..self.chunk };
        chunk.parse(self.scope);
        Some(chunk)
    }
}

impl Chunker {
    /// The next piece with its number; an empty one at the end, and none after that.
    fn next(&mut self) -> Option<(usize, Option<Raw>)> {
        if self.is_over {
            return None;
        }
        let raw = self.next_raw();
        self.is_over = raw.as_ref().is_none_or(|raw| raw.bytes.is_empty());
        self.count += 1;
        Some((self.count - 1, raw))
    }

    /// The next piece; `None` where it cannot be read, or has too long a line.
    fn next_raw(&mut self) -> Option<Raw> {
        let (mut bytes, chunk) = self.spare.try_recv().unwrap_or_default().emptied();
        bytes.append(&mut self.carried);
        self.fill(&mut bytes)?;
        let offset = self.offset;
        self.offset += bytes.len() as u64;
        Some(Raw { bytes, chunk: Chunk { offset, ..chunk }, scope: self.scope })
    }

    /// Reads up to the end of a line, or of the file.
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
