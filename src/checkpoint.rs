//! Checkpoints: what the fold of a ledger came to, and where to find a person or a month in it, kept in the cache
//! folder, so that a command need not read again what was read before.
//!
//! A checkpoint is derived and disposable. It is believed only where it is of this build of the program, where the
//! ledger is the file that it was made of, unchanged since, or still begins with the very bytes that it covers, and
//! where what stands behind these is only what goes on from there: things sent, received, bought or counted that
//! happened no earlier than all before. In any doubt the whole ledger is read, and a new checkpoint made. Every page
//! of it carries a checksum, and it is put in place whole.
//!
//! It is a plain file of sorted entries, found by halving; the [`layer`] says which. An embedded store was the other
//! choice: it would have to be synced or would not survive a crash, costs as much to open as all that is asked of it,
//! and its pages, too, would have to be checked against the ledger.

mod build;
mod form;
mod layer;
mod names;
mod pages;
mod people;
mod resumed;
mod stamp;

use std::fs::File;
use std::path::{Path, PathBuf};

use crate::engine::directory::Doubt;
use crate::engine::timeline::Timeline;
use crate::ledger::{Extent, Glance, Identity, write_cache};
use layer::Layer;
pub(crate) use resumed::Resumed;
use stamp::Stamp;

/// The build of the program: a checkpoint of another one is not read.
const BUILD: &str = env!("INQUOTA_BUILD");

/// The least bytes of a ledger for which a checkpoint is worth its while.
pub(crate) const LEAST: u64 = 64 << 10;

/// Where the checkpoint of a ledger is.
#[derive(Clone, Debug)]
pub(crate) struct Shelf {
    layer: PathBuf,
    stamp: PathBuf,
}

impl Shelf {
    /// The place of a ledger's checkpoint in the cache folder.
    pub(crate) fn of(folder: &Path, ledger: &Path) -> Option<Shelf> {
        let whole = std::path::absolute(ledger).ok()?;
        let name = format!("{:016x}", names::hash_of_key(&whole.to_string_lossy()));
        Some(Shelf { layer: folder.join(format!("{name}.checkpoint")), stamp: folder.join(format!("{name}.stamp")) })
    }

    /// Goes on from the checkpoint, where it can be believed.
    pub(crate) fn resume(&self, mut glance: Glance) -> Result<Resumed, Doubt> {
        let layer = Layer::open(File::open(&self.layer).map_err(|_| Doubt)?, BUILD)?;
        let header = &layer.header;
        let is_known = *glance.identity() == header.extent.identity
            || stamp::read(&self.stamp).is_some_and(|stamp| stamp.vouches_for(glance.identity(), &header.extent));
        if !is_known {
            if !glance.begins_with(&header.extent) {
                return Err(Doubt);
            }
            self.vouch(glance.identity(), &header.extent);
        }
        let tail = glance.tail(&header.extent, header.people, header.last_id, is_known).ok_or(Doubt)?;
        Resumed::new(layer, glance, tail)
    }

    /// Makes a checkpoint of a ledger that was read as a whole. Where it cannot be written, the next command reads the
    /// whole ledger again.
    pub(crate) fn keep(&self, timeline: &Timeline, extent: &Extent) {
        if extent.identity.length() >= LEAST
            && let Some(pieces) = build::build(timeline, extent, BUILD)
        {
            write_cache(&self.layer, |file| pages::lay_out(&pieces, file));
        }
    }

    /// Notes which file the ledger is after an append to what the checkpoint covers.
    pub(crate) fn vouch(&self, identity: &Identity, extent: &Extent) {
        let stamp = Stamp::new(identity, extent).bytes();
        write_cache(&self.stamp, |file| file.write_all(&stamp));
    }
}
