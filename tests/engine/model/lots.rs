//! `InMail` credits: a plain list of lots, sorted whenever credits are taken (rules 4.1, 4.4, 4.5).

use chrono::NaiveDate;
use inquota::engine::calendar::Instant;
use inquota::engine::wallet::LotSource;

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Lot {
    pub(crate) source: LotSource,
    pub(crate) given_on: NaiveDate,
    /// Of a grant the start of that date, else the instant of the record.
    pub(crate) given_at: Instant,
    /// The first date without the lot, and when that date starts in the zone of the lot.
    pub(crate) expires: Option<(NaiveDate, Instant)>,
    pub(crate) amount: u64,
    pub(crate) left: u64,
}

/// All lots ever given, including empty ones, in the order of the fold.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lots(pub(crate) Vec<Lot>);

impl Lots {
    pub(crate) fn balance(&self) -> u64 {
        self.0.iter().map(|lot| lot.left).sum()
    }

    /// Lots with credits left, in the order in which they are spent: by expiry, by date given, by creation; those that
    /// never expire come last.
    pub(crate) fn in_order(&self) -> Vec<&Lot> {
        let mut held: Vec<&Lot> = self.0.iter().filter(|lot| lot.left > 0).collect();
        held.sort_by_key(|lot| (lot.expires.is_none(), lot.expires.map(|(_, at)| at), lot.given_on));
        held
    }

    /// Takes up to this many credits, one after another; returns how many it took.
    pub(crate) fn take(&mut self, credits: u64) -> u64 {
        (0..credits).take_while(|_| self.take_one()).count() as u64
    }

    fn take_one(&mut self) -> bool {
        let key = |place: &usize| {
            let lot = &self.0[*place];
            (lot.expires.is_none(), lot.expires.map(|(_, at)| at), lot.given_on, *place)
        };
        let next = (0..self.0.len()).filter(|place| self.0[*place].left > 0).min_by_key(key);
        if let Some(place) = next {
            self.0[place].left -= 1;
        }
        next.is_some()
    }

    /// Empties the lots that have expired by an instant; returns how many credits were left in them.
    pub(crate) fn expire(&mut self, now: Instant) -> u64 {
        let expired = self.0.iter_mut().filter(|lot| lot.expires.is_some_and(|(_, at)| at <= now));
        expired.map(|lot| std::mem::take(&mut lot.left)).sum()
    }

    /// Empties all lots; returns how many credits were left in them.
    pub(crate) fn lapse(&mut self) -> u64 {
        self.0.iter_mut().map(|lot| std::mem::take(&mut lot.left)).sum()
    }
}
