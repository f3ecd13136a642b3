//! A file of pages, each with a checksum, so that reading a page detects changed bytes without reading the others.

use std::cell::RefCell;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};

use super::stale::Stale;

/// The size of a page, including the checksum at its end.
const PAGE: usize = 4096;

/// The size of a page without its checksum.
const PAYLOAD: usize = PAGE - 4;

/// Writes pieces, one after another, in pages.
pub(super) fn write(pieces: &[Vec<u8>], file: &mut dyn Write) -> io::Result<()> {
    let (mut page, mut number) = (Vec::with_capacity(PAGE), 0);
    for piece in pieces {
        let mut rest = piece.as_slice();
        while !rest.is_empty() {
            let (now, later) = rest.split_at(rest.len().min(PAYLOAD - page.len()));
            page.extend_from_slice(now);
            rest = later;
            if page.len() == PAYLOAD {
                put_page(&mut page, number, file)?;
                number += 1;
            }
        }
    }
    if page.is_empty() { Ok(()) } else { put_page(&mut page, number, file) }
}

fn put_page(page: &mut Vec<u8>, number: u64, file: &mut dyn Write) -> io::Result<()> {
    page.resize(PAYLOAD, 0);
    let sum = checksum(number, page);
    page.extend_from_slice(&sum.to_le_bytes());
    file.write_all(page)?;
    page.clear();
    Ok(())
}

/// The checksum of a page: of its number and its payload, so that a misplaced page is detected too.
fn checksum(number: u64, payload: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(&number.to_le_bytes());
    hasher.update(payload);
    hasher.finalize()
}

/// The pages of a file, read on demand.
#[derive(Debug)]
pub(super) struct Pages {
    file: RefCell<File>,
    read: RefCell<HashMap<u64, Box<[u8]>>>,
}

impl Pages {
    pub(super) fn of(file: File) -> Pages {
        Pages { file: RefCell::new(file), read: RefCell::new(HashMap::new()) }
    }

    /// Fills `into` with the bytes from a place on.
    pub(super) fn read(&self, place: u64, into: &mut [u8]) -> Result<(), Stale> {
        let (mut number, mut within) = (place / PAYLOAD as u64, usize::try_from(place % PAYLOAD as u64).unwrap_or(0));
        let mut into = into;
        while !into.is_empty() {
            let length = into.len().min(PAYLOAD - within);
            let (now, later) = into.split_at_mut(length);
            self.copy(number, within, now)?;
            (into, number, within) = (later, number + 1, 0);
        }
        Ok(())
    }

    fn copy(&self, number: u64, within: usize, into: &mut [u8]) -> Result<(), Stale> {
        let mut read = self.read.borrow_mut();
        let page = match read.entry(number) {
            Entry::Occupied(cached) => cached.into_mut(),
            Entry::Vacant(new) => new.insert(self.page(number)?),
        };
        into.copy_from_slice(&page[within..within + into.len()]);
        Ok(())
    }

    fn page(&self, number: u64) -> Result<Box<[u8]>, Stale> {
        let mut page = vec![0; PAGE].into_boxed_slice();
        let mut file = self.file.borrow_mut();
        let place = number.checked_mul(PAGE as u64).ok_or(Stale)?;
        file.seek(SeekFrom::Start(place)).and_then(|_| file.read_exact(&mut page)).map_err(|_| Stale)?;
        let (payload, sum) = page.split_at(PAYLOAD);
        if checksum(number, payload).to_le_bytes() == *sum { Ok(page) } else { Err(Stale) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(pieces: &[Vec<u8>]) -> Vec<u8> {
        let mut file = Vec::new();
        write(pieces, &mut file).unwrap();
        file
    }

    fn pages(bytes: &[u8]) -> Pages {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        Pages::of(file)
    }

    #[test]
    fn bytes_are_read_across_pages() {
        let bytes: Vec<u8> = (0..20_000_u32).map(|number| (number % 251) as u8).collect();
        let pages = pages(&written(&[bytes[..9].to_vec(), Vec::new(), bytes[9..].to_vec()]));
        for (place, length) in [(0, 10), (4080, 40), (4092, 1), (0, 20_000), (19_990, 10)] {
            let mut into = vec![0; length];
            pages.read(place as u64, &mut into).unwrap();
            assert_eq!(into, bytes[place..place + length], "{place}");
        }
        assert_eq!(pages.read(20_470, &mut [0; 10]), Err(Stale));
    }

    #[test]
    fn only_a_changed_or_misplaced_page_is_refused() {
        let mut file = written(&[vec![7; 3 * PAYLOAD]]);
        file[PAGE + 100] ^= 1;
        let changed = pages(&file);
        assert_eq!(changed.read(0, &mut [0; 10]), Ok(()));
        assert_eq!(changed.read(PAYLOAD as u64, &mut [0; 10]), Err(Stale));
        let (one, two) = (file[..PAGE].to_vec(), file[2 * PAGE..].to_vec());
        assert_eq!(pages(&[two, one].concat()).read(0, &mut [0; 10]), Err(Stale));
    }
}
