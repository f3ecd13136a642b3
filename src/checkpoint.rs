//! Checkpoints: what the fold of a ledger came to, and where to find a person or a month in it, kept in the cache
//! folder, so that a command need not read again what was read before.
//!
//! A checkpoint is derived and disposable. It is believed only where it is of this build of the program, where the
//! ledger is the file that it was made of, unchanged since, or still begins with the very bytes that it covers, and
//! where what stands behind these is only what goes on from there: things sent, received, bought or counted that
//! happened no earlier than what is folded, and the taking back of such. In any doubt the whole ledger is read, and a new
//! checkpoint made. Every page of it carries a checksum, and it is put in place whole.
//!
//! It has two layers. A base is made when a ledger has been read as a whole; it folds all but what happened in the last
//! month or so, and keeps that as it stands. A small layer on top folds the rest. A record of the last month that is
//! entered late, or taken back, leaves the base as it is: what the base left is folded again with all that came since,
//! and becomes the new layer on top.
//!
//! It is a plain file of sorted entries, found by halving; the [`layer`] says which. An embedded store was the other
//! choice: it would have to be synced or would not survive a crash, costs as much to open as all that is asked of it,
//! and its pages, too, would have to be checked against the ledger.

mod behind;
mod build;
mod deferred;
mod form;
mod layer;
mod names;
mod pages;
mod past;
mod people;
mod resumed;
mod stack;
mod stamp;

use std::fs::File;
use std::path::{Path, PathBuf};

use crate::engine::directory::Doubt;
use crate::engine::timeline::Timeline;
use crate::ledger::{CoveredPrefix, FileIdentity, OpenLedger, write_cache};
use layer::Layer;
pub(crate) use resumed::Resumed;
use stack::Stack;
use stamp::Stamp;

/// The build of the program: a checkpoint of another one is not read.
const BUILD: &str = env!("INQUOTA_BUILD");

/// The least bytes of a ledger for which a checkpoint is worth its while.
pub(crate) const LEAST: u64 = 64 << 10;

/// The most records that a layer on top may cover: reading them takes a few milliseconds.
const MOST_ON_TOP: usize = 20_000;

/// Where the checkpoint of a ledger is.
#[derive(Clone, Debug)]
pub(crate) struct Shelf {
    base: PathBuf,
    top: PathBuf,
    stamp: PathBuf,
}

impl Shelf {
    /// The place of a ledger's checkpoint in the cache folder.
    pub(crate) fn of(folder: &Path, ledger: &Path) -> Option<Shelf> {
        let whole = std::path::absolute(ledger).ok()?;
        let name = format!("{:016x}", names::hash_of_key(&whole.to_string_lossy()));
        let file = |end: &str| folder.join(format!("{name}.{end}"));
        Some(Shelf { base: file("checkpoint"), top: file("recent"), stamp: file("stamp") })
    }

    /// Goes on from the checkpoint, where it can be believed. Where something behind the layer on top goes back before
    /// its end, that layer falls, and the base stays.
    pub(crate) fn resume(&self, glance: OpenLedger) -> Result<Resumed, Doubt> {
        let base = Layer::open(File::open(&self.base).map_err(|_| Doubt)?, BUILD)?;
        let top = File::open(&self.top).map_err(|_| Doubt).and_then(|file| Layer::open(file, BUILD));
        let stack = match top {
            Ok(top) if top.header.base.as_ref().is_some_and(|of| of.covers_same(&base.header.extent)) => {
                Stack::with_top(base, top)
            }
            _ => Stack::of(base),
        };
        let has_top = stack.has_top();
        match self.resume_on(stack, glance, None) {
            Ok(resumed) => Ok(resumed),
            Err(fallen) if has_top => {
                let Fallen { stack, glance, known } = *fallen;
                self.resume_on(Stack::of(stack.into_base()), glance, known).map_err(|_| Doubt)
            }
            Err(_) => Err(Doubt),
        }
    }

    /// Goes on from the base alone, which reaches further back.
    pub(crate) fn on_base(&self, resumed: Resumed) -> Option<Resumed> {
        let (base, glance, known) = resumed.into_base();
        self.resume_on(Stack::of(base), glance, Some(known)).ok()
    }

    /// Goes on from some layers; `known` is what the ledger is known to begin with.
    fn resume_on(&self, stack: Stack, mut glance: OpenLedger, known: Option<Known>) -> Result<Resumed, Box<Fallen>> {
        let header = stack.header();
        let Some(known) = known.or_else(|| self.compare(&mut glance, &header.extent)) else {
            return Err(Box::new(Fallen { stack, glance, known: None }));
        };
        match glance.tail(&header.extent, header.people, header.last_id, known.is_vouched) {
            Some(tail) => Resumed::new(stack, glance, tail, known),
            None => Err(Box::new(Fallen { stack, glance, known: Some(known) })),
        }
    }

    /// What a layer covers, if the ledger begins with it: as is vouched for, or as is found by comparing all of it.
    fn compare(&self, glance: &mut OpenLedger, extent: &CoveredPrefix) -> Option<Known> {
        let stamped = || stamp::read(&self.stamp).is_some_and(|stamp| stamp.vouches_for(glance.identity(), extent));
        let is_vouched = *glance.identity() == extent.identity || stamped();
        if !is_vouched {
            if !glance.begins_with(extent) {
                return None;
            }
            self.vouch(glance.identity(), extent);
        }
        Some(Known { extent: extent.clone(), is_vouched })
    }

    /// Where much stands behind the checkpoint, puts a layer on top of the base; `None` where it is too much for that.
    pub(crate) fn raise(&self, resumed: Resumed) -> Option<Resumed> {
        if !resumed.wants_top() {
            return Some(resumed);
        }
        let resumed = if resumed.is_on_base() { resumed } else { self.on_base(resumed)? };
        if resumed.behind().len() > MOST_ON_TOP {
            return None;
        }
        if let Some(pieces) = build::top(&resumed, BUILD).ok()? {
            write_cache(&self.top, |file| pages::lay_out(&pieces, file));
        }
        Some(resumed)
    }

    /// Makes a base of a ledger that was read as a whole. Where it cannot be written, the next command reads the whole
    /// ledger again.
    pub(crate) fn keep(&self, timeline: &Timeline, extent: &CoveredPrefix) {
        if extent.identity.length() < LEAST {
            return;
        }
        if let Some(pieces) = build::base(timeline, extent, BUILD) {
            write_cache(&self.base, |file| pages::lay_out(&pieces, file));
        }
    }

    /// Notes which file the ledger is after an append to what the checkpoint covers.
    pub(crate) fn vouch(&self, identity: &FileIdentity, extent: &CoveredPrefix) {
        let stamp = Stamp::new(identity, extent).bytes();
        write_cache(&self.stamp, |file| file.write_all(&stamp));
    }
}

/// Layers that a ledger does not go on from.
struct Fallen {
    stack: Stack,
    glance: OpenLedger,
    /// What the ledger is known to begin with all the same.
    known: Option<Known>,
}

/// What a ledger is known to begin with.
#[derive(Clone, Debug)]
struct Known {
    extent: CoveredPrefix,
    /// Whether the whole file is as the program left it, its slack included.
    is_vouched: bool,
}
