//! Reads numbers, dates and texts from bytes.

use chrono::NaiveDate;

use super::stale::Stale;
use crate::engine::calendar::Instant;

/// The bytes still to be read.
pub(super) struct Bytes<'a>(pub(super) &'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8], Stale> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(Stale)?;
        self.0 = rest;
        Ok(taken)
    }

    pub(super) fn array<const N: usize>(&mut self) -> Result<[u8; N], Stale> {
        self.take(N)?.try_into().map_err(|_| Stale)
    }

    pub(super) fn u8(&mut self) -> Result<u8, Stale> {
        self.array::<1>().map(|[byte]| byte)
    }

    fn u16(&mut self) -> Result<u16, Stale> {
        self.array().map(u16::from_le_bytes)
    }

    pub(super) fn u32(&mut self) -> Result<u32, Stale> {
        self.array().map(u32::from_le_bytes)
    }

    pub(super) fn u64(&mut self) -> Result<u64, Stale> {
        self.array().map(u64::from_le_bytes)
    }

    pub(super) fn instant(&mut self) -> Result<Instant, Stale> {
        self.array().map(|bytes| Instant::from_unix(i64::from_le_bytes(bytes)))
    }

    pub(super) fn date(&mut self) -> Result<NaiveDate, Stale> {
        NaiveDate::from_num_days_from_ce_opt(self.array().map(i32::from_le_bytes)?).ok_or(Stale)
    }

    pub(super) fn text(&mut self) -> Result<&'a str, Stale> {
        let length = self.u16()?;
        std::str::from_utf8(self.take(usize::from(length))?).map_err(|_| Stale)
    }

    /// Reads a value if its flag is set.
    pub(super) fn optional<T>(
        &mut self,
        flag: bool,
        read: impl FnOnce(&mut Self) -> Result<T, Stale>,
    ) -> Result<Option<T>, Stale> {
        if flag { read(self).map(Some) } else { Ok(None) }
    }
}
