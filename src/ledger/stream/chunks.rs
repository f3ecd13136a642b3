//! A file in pieces that end with a line. Of a large one, other threads read and parse them ahead.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;

use crate::ledger::glance::Digest;
use crate::ledger::line::{self, Parsed};
use crate::ledger::whole;

/// The most bytes of a line that is read here.
const LONGEST: usize = 1 << 20;

/// The bytes that are read at once.
const CHUNK: usize = 1 << 17;

/// The bytes that the opening line is looked for in.
const OPENING: u64 = 1 << 16;

/// The bytes of a file from which on other threads read ahead, the most of them, and how many pieces they are ahead: few,
/// so that their room stays in the memory next to the processor.
const LARGE: u64 = 2 << 20;
const MOST_THREADS: usize = 4;
const CHUNKS_AHEAD: usize = 4;

/// A piece of a file that ends with a line; the last one is empty.
#[derive(Default)]
pub(super) struct Chunk {
    pub(super) text: String,
    /// The digest of everything before it.
    pub(super) before: Digest,
    /// What was read of each line, where it was parsed ahead.
    pub(super) parsed: Vec<Option<Parsed>>,
}

/// Where the pieces of a file come from.
pub(super) struct Chunks {
    source: Source,
    /// Takes back those that are done with: others are read into their room.
    done: Sender<Chunk>,
}

enum Source {
    /// They are read as they are needed.
    Here(Chunker),
    /// Other threads read ahead, each piece with its number.
    Ahead {
        receiver: Receiver<(usize, Option<Chunk>)>,
        /// Pieces that came before their turn.
        waiting: BTreeMap<usize, Option<Chunk>>,
        next: usize,
    },
}

impl Chunks {
    /// The pieces of a file of this length, from its beginning.
    pub(super) fn of(mut file: File, length: u64) -> Option<Chunks> {
        let mut opening = Vec::new();
        Read::by_ref(&mut file).take(OPENING).read_to_end(&mut opening).ok()?;
        let number_at = whole::find(&opening).map_or(0, |(at, _)| at as u64);
        let (done, spare) = channel();
        let chunker = Chunker { file, carried: opening, digest: Digest::new(number_at), told: 0, spare };
        let source = if length < LARGE { Source::Here(chunker) } else { ahead(chunker) };
        Some(Chunks { source, done })
    }

    /// The next piece, for one that is done with; an empty one at the end. `None` when it is no text, cannot be read,
    /// or has an endless line.
    pub(super) fn next(&mut self, done: Chunk) -> Option<Chunk> {
        // Nobody reads any more when all is read.
        let _ = self.done.send(done);
        match &mut self.source {
            Source::Here(chunker) => chunker.next()?.into_text(),
            Source::Ahead { receiver, waiting, next } => {
                while !waiting.contains_key(next) {
                    let (number, chunk) = receiver.recv().ok()?;
                    waiting.insert(number, chunk);
                }
                *next += 1;
                waiting.remove(&(*next - 1))?
            }
        }
    }
}

/// Lets other threads read and parse.
fn ahead(chunker: Chunker) -> Source {
    let (sender, receiver) = sync_channel(CHUNKS_AHEAD);
    let chunker = Arc::new(Mutex::new(chunker));
    let threads = thread::available_parallelism().map_or(1, |threads| threads.get().min(MOST_THREADS));
    for _ in 0..threads {
        let (chunker, sender) = (Arc::clone(&chunker), sender.clone());
        thread::spawn(move || read_ahead(&chunker, &sender));
    }
    Source::Ahead { receiver, waiting: BTreeMap::new(), next: 0 }
}

/// Reads piece after piece, in turns with others, and parses each; until the end, or until nobody listens any more.
fn read_ahead(chunker: &Mutex<Chunker>, sender: &SyncSender<(usize, Option<Chunk>)>) {
    loop {
        let (number, raw) = match chunker.lock() {
            Ok(mut chunker) => (chunker.told, chunker.next()),
            Err(_) => return,
        };
        let chunk = raw.and_then(Raw::into_text).map(parsed);
        let is_over = chunk.as_ref().is_none_or(|chunk| chunk.text.is_empty());
        if sender.send((number, chunk)).is_err() || is_over {
            return;
        }
    }
}

fn parsed(mut chunk: Chunk) -> Chunk {
    let record = |line: &str| line.starts_with('{').then(|| line::parse(line.trim_end_matches([',', ' ']))).flatten();
    chunk.parsed.extend(chunk.text.lines().map(record));
    chunk
}

/// Reads a file piece by piece.
struct Chunker {
    file: File,
    /// What is read and not told yet.
    carried: Vec<u8>,
    /// The digest of what was told.
    digest: Digest,
    /// How many pieces were told.
    told: usize,
    /// Pieces that are done with.
    spare: Receiver<Chunk>,
}

/// A piece that may be no text.
struct Raw {
    bytes: Vec<u8>,
    before: Digest,
    /// Room for what will be read of its lines.
    parsed: Vec<Option<Parsed>>,
}

impl Chunker {
    /// The next piece; an empty one at the end. `None` when it cannot be read, or has an endless line.
    fn next(&mut self) -> Option<Raw> {
        self.told += 1;
        let Chunk { text, mut parsed, .. } = self.spare.try_recv().unwrap_or_default();
        let mut bytes = text.into_bytes();
        bytes.clear();
        parsed.clear();
        bytes.append(&mut self.carried);
        self.fill(&mut bytes)?;
        let before = self.digest.clone();
        self.digest.update(&bytes);
        Some(Raw { bytes, before, parsed })
    }

    /// Reads on up to the end of a line, or of the file.
    fn fill(&mut self, bytes: &mut Vec<u8>) -> Option<()> {
        while bytes.len() <= LONGEST + CHUNK {
            let begun = bytes.len();
            bytes.resize(begun + CHUNK, 0);
            let read = self.file.read(&mut bytes[begun..]).ok()?;
            bytes.truncate(begun + read);
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

impl Raw {
    fn into_text(self) -> Option<Chunk> {
        let Raw { bytes, before, parsed } = self;
        Some(Chunk { text: String::from_utf8(bytes).ok()?, before, parsed })
    }
}
