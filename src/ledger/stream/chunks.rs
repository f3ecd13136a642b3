//! A file in pieces that end with a line. With a large one, other threads help to read and parse them.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::num::NonZero;
use std::sync::mpsc::{Receiver, Sender, channel, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;

use super::chunk::Chunk;
use crate::ledger::prefix::PrefixDigest;
use crate::ledger::{Scope, commit_offset};

/// The most bytes of a line that is read here.
const LONGEST: usize = 1 << 20;

/// The bytes that are read at once.
const CHUNK: usize = 1 << 16;

/// The bytes that the opening line is looked for in.
const OPENING: u64 = 1 << 16;

/// The bytes of a file from which on other threads help, the most of them, and how many pieces may be read ahead: few, so
/// that their room stays in the memory next to the processor.
const LARGE: u64 = 2 << 20;
const MOST_HELPERS: usize = 3;
const MOST_AHEAD: usize = 4;

/// A piece with its number; `None` when it is no text, cannot be read, or has an endless line.
type Numbered = (usize, Option<Chunk>);

/// The pieces of a file, in their order. Whoever has nothing else to do reads and parses the next one.
pub(super) struct Chunks {
    chunker: Arc<Mutex<Chunker>>,
    /// Pieces that others have read.
    helped: Option<Receiver<Numbered>>,
    /// Pieces that came before their turn.
    waiting: BTreeMap<usize, Option<Chunk>>,
    next: usize,
    /// Takes back those that are done with: others are read into their room.
    done: Sender<Chunk>,
}

impl Chunks {
    /// The pieces of a file of this length, from its beginning.
    pub(super) fn of(mut file: File, length: u64, scope: Scope) -> Option<Chunks> {
        let mut opening = Vec::new();
        Read::by_ref(&mut file).take(OPENING).read_to_end(&mut opening).ok()?;
        let commit_offset_at = commit_offset::find(&opening).map(|(at, _)| at as u64);
        let (done, spare) = channel();
        let digest = PrefixDigest::new(commit_offset_at);
        let chunker =
            Arc::new(Mutex::new(Chunker { file, carried: opening, digest, told: 0, is_over: false, spare, scope }));
        let helped = (length >= LARGE).then(|| helped(&chunker));
        Some(Chunks { chunker, helped, waiting: BTreeMap::new(), next: 0, done })
    }

    /// The next piece, for one that is done with; an empty one at the end. `None` when it is no text, cannot be read,
    /// or has an endless line.
    pub(super) fn next(&mut self, done: Chunk) -> Option<Chunk> {
        // Nobody reads any more when all is read.
        let _ = self.done.send(done);
        self.next += 1;
        loop {
            if let Some(chunk) = self.waiting.remove(&(self.next - 1)) {
                return chunk;
            }
            let (number, chunk) = self.helped().or_else(|| self.read()).or_else(|| self.wait())?;
            self.waiting.insert(number, chunk);
        }
    }

    /// A piece that another thread has read meanwhile.
    fn helped(&self) -> Option<Numbered> {
        self.helped.as_ref()?.try_recv().ok()
    }

    /// Reads and parses another piece, unless all are read or enough of them wait.
    fn read(&self) -> Option<Numbered> {
        if self.waiting.len() < MOST_AHEAD { read(&self.chunker) } else { None }
    }

    /// Waits for a piece that another thread is reading.
    fn wait(&self) -> Option<Numbered> {
        self.helped.as_ref()?.recv().ok()
    }
}

/// Lets other threads read and parse pieces ahead, in turns.
fn helped(chunker: &Arc<Mutex<Chunker>>) -> Receiver<Numbered> {
    let (sender, receiver) = sync_channel(MOST_AHEAD);
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    for _ in 0..(threads - 1).min(MOST_HELPERS) {
        let (chunker, sender) = (Arc::clone(chunker), sender.clone());
        // Until all is read, or nobody listens any more.
        let help = move || while read(&chunker).is_some_and(|read| sender.send(read).is_ok()) {};
        // A system that has no thread to give leaves all of it to this one.
        let _ = thread::Builder::new().spawn(help);
    }
    receiver
}

/// Reads and parses the next piece; `None` when all are read.
fn read(chunker: &Mutex<Chunker>) -> Option<Numbered> {
    let (number, raw) = chunker.lock().ok()?.next()?;
    Some((number, raw.and_then(Raw::parsed)))
}

/// Reads a file piece by piece.
struct Chunker {
    file: File,
    /// What is read and not told yet.
    carried: Vec<u8>,
    /// The digest of what was told.
    digest: PrefixDigest,
    /// How many pieces were told, and whether the last one was.
    told: usize,
    is_over: bool,
    /// Pieces that are done with.
    spare: Receiver<Chunk>,
    scope: Scope,
}

/// A piece that may be no text.
struct Raw {
    bytes: Vec<u8>,
    /// All of the piece but its text.
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
    /// The next piece with its number; an empty one at the end, and none behind that.
    fn next(&mut self) -> Option<(usize, Option<Raw>)> {
        if self.is_over {
            return None;
        }
        let raw = self.next_raw();
        self.is_over = raw.as_ref().is_none_or(|raw| raw.bytes.is_empty());
        self.told += 1;
        Some((self.told - 1, raw))
    }

    /// The next piece; `None` when it cannot be read, or has an endless line.
    fn next_raw(&mut self) -> Option<Raw> {
        let (mut bytes, chunk) = self.spare.try_recv().unwrap_or_default().emptied();
        bytes.append(&mut self.carried);
        self.fill(&mut bytes)?;
        let before = self.digest.clone();
        self.digest.update(&bytes);
        Some(Raw { bytes, chunk: Chunk { before, ..chunk }, scope: self.scope })
    }

    /// Reads on up to the end of a line, or of the file.
    fn fill(&mut self, bytes: &mut Vec<u8>) -> Option<()> {
        while bytes.len() <= LONGEST + CHUNK {
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
