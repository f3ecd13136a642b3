//! InMail credits as dated lots (rules 4.1, 4.4, 4.5).

use std::collections::{BTreeMap, VecDeque};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::calendar::{Instant, PlanDate};

/// Where a lot comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LotSource {
    /// The plan granted it.
    Grant,
    /// The member bought it.
    Purchase,
    /// A response gave a credit back.
    Refund,
    /// The balance was set to what LinkedIn shows.
    Adjustment,
}

/// Credits with the same source and dates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lot {
    /// Where the credits come from.
    pub source: LotSource,
    /// When they were given: of a grant the start of its date, else the instant of the record.
    pub given: PlanDate,
    /// The date at whose start they expire, in the same zone; `None` if they never do.
    pub expires: Option<PlanDate>,
    /// The number of credits at first.
    pub amount: u32,
    /// The number of credits left.
    pub left: u32,
}

impl Lot {
    /// The sort key for spending: soonest to expire, then earliest given; lots that never expire come last (rules 4.5).
    fn spending_order(&self) -> (Instant, NaiveDate) {
        (self.expires.map_or(Instant::MAX, |date| date.at), self.given.date)
    }
}

/// A grant that was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// When it was made.
    pub on: PlanDate,
    /// Its full number, before any cap.
    pub credits: u32,
    /// The count of grants so far, this one included.
    #[serde(rename = "number")]
    pub ordinal: u64,
    /// The number of credits spent before it.
    pub spent_before: u64,
}

/// The lots with credits left, in spending order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "StoredWallet", into = "StoredWallet")]
pub struct Wallet {
    /// The lots by their place in the spending order. Those of one place are in the order in which they were added.
    lots: BTreeMap<(Instant, NaiveDate), VecDeque<Lot>>,
    balance: u64,
}

/// A wallet as a checkpoint stores it.
#[derive(Serialize, Deserialize)]
struct StoredWallet {
    lots: Vec<Lot>,
    balance: u64,
}

impl From<Wallet> for StoredWallet {
    fn from(Wallet { lots, balance }: Wallet) -> StoredWallet {
        StoredWallet { lots: lots.into_values().flatten().collect(), balance }
    }
}

impl From<StoredWallet> for Wallet {
    fn from(stored: StoredWallet) -> Wallet {
        let mut wallet = Wallet::default();
        for lot in stored.lots {
            wallet.add(lot);
        }
        wallet
    }
}

impl Wallet {
    /// Credits held.
    pub fn balance(&self) -> u64 {
        self.balance
    }

    /// The lots with credits left, in spending order.
    pub fn lots(&self) -> impl Iterator<Item = &Lot> {
        self.lots.values().flatten()
    }

    /// When the next lot expires.
    pub fn next_expiry_at(&self) -> Option<Instant> {
        self.lots().next().and_then(|lot| lot.expires).map(|date| date.at)
    }

    /// The earliest expiry date among the lots, and the credits left that expire with it.
    pub fn next_expiry(&self) -> Option<(PlanDate, u64)> {
        let first = self.lots().next()?;
        let date = first.expires?;
        let together = self.lots().take_while(|lot| lot.expires.is_some_and(|expires| expires.at == date.at));
        Some((date, together.map(|lot| u64::from(lot.left)).sum()))
    }

    /// Adds a lot. On a tie it goes after lots created earlier (rules 4.5).
    pub fn add(&mut self, lot: Lot) {
        if lot.left > 0 {
            self.balance += u64::from(lot.left);
            self.lots.entry(lot.spending_order()).or_default().push_back(lot);
        }
    }

    /// Removes up to `credits` in spending order, and returns how many were removed.
    pub fn take(&mut self, credits: u64) -> u64 {
        let mut missing = credits;
        while missing > 0 {
            let Some(mut entry) = self.lots.first_entry() else { break };
            let Some(lot) = entry.get_mut().front_mut() else { break };
            let taken = missing.min(u64::from(lot.left));
            lot.left -= u32::try_from(taken).unwrap_or(lot.left);
            missing -= taken;
            if lot.left == 0 {
                entry.get_mut().pop_front();
            }
            if entry.get().is_empty() {
                entry.remove();
            }
        }
        let taken = credits - missing;
        self.balance -= taken;
        taken
    }

    /// Removes lots that have expired by `instant`, and returns the number of credits in them (rules 4.4).
    pub fn expire(&mut self, instant: Instant) -> u64 {
        let mut expired = 0;
        while let Some(entry) = self.lots.first_entry() {
            if entry.get().front().and_then(|lot| lot.expires).is_none_or(|date| date.at > instant) {
                break;
            }
            expired += entry.remove().iter().map(|lot| u64::from(lot.left)).sum::<u64>();
        }
        self.balance -= expired;
        expired
    }

    /// Empties the wallet, and returns the number of credits removed.
    pub fn clear(&mut self) -> u64 {
        self.lots.clear();
        std::mem::take(&mut self.balance)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::calendar::start_of;
    use chrono_tz::UTC;

    fn date(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).unwrap()
    }

    fn lot(source: LotSource, given_on: NaiveDate, expires_on: Option<NaiveDate>, left: u32) -> Lot {
        let starts = |date| PlanDate::start(date, UTC);
        Lot { source, given: starts(given_on), expires: expires_on.map(starts), amount: left, left }
    }

    #[test]
    fn the_lot_that_expires_soonest_is_spent_first() {
        let mut wallet = Wallet::default();
        wallet.add(lot(LotSource::Grant, date(1, 1), None, 2));
        wallet.add(lot(LotSource::Purchase, date(1, 2), Some(date(6, 1)), 2));
        wallet.add(lot(LotSource::Refund, date(1, 3), Some(date(4, 1)), 1));
        assert_eq!(wallet.take(2), 2);
        let sources: Vec<_> = wallet.lots().map(|lot| (lot.source, lot.left)).collect();
        assert_eq!(sources, [(LotSource::Purchase, 1), (LotSource::Grant, 2)]);
    }

    #[test]
    fn ties_go_to_the_lot_given_earlier_then_created_earlier() {
        let mut wallet = Wallet::default();
        let expiry = Some(date(6, 1));
        wallet.add(lot(LotSource::Refund, date(1, 5), expiry, 1));
        wallet.add(lot(LotSource::Purchase, date(1, 2), expiry, 1));
        wallet.add(lot(LotSource::Adjustment, date(1, 2), expiry, 1));
        let sources: Vec<_> = wallet.lots().map(|lot| lot.source).collect();
        assert_eq!(sources, [LotSource::Purchase, LotSource::Adjustment, LotSource::Refund]);
        assert_eq!(wallet.next_expiry(), Some((PlanDate::start(date(6, 1), UTC), 3)));
    }

    #[test]
    fn a_lot_expires_at_the_start_of_its_expiry_date() {
        let mut wallet = Wallet::default();
        wallet.add(lot(LotSource::Grant, date(1, 1), Some(date(4, 1)), 5));
        wallet.add(lot(LotSource::Grant, date(2, 1), None, 5));
        let start = start_of(date(4, 1), UTC);
        assert_eq!(wallet.expire(start.just_before()), 0);
        assert_eq!(wallet.expire(start), 5);
        assert_eq!((wallet.balance(), wallet.next_expiry()), (5, None));
    }

    #[test]
    fn taking_stops_at_an_empty_wallet() {
        let mut wallet = Wallet::default();
        wallet.add(lot(LotSource::Grant, date(1, 1), None, 3));
        assert_eq!(wallet.take(5), 3);
        assert_eq!((wallet.balance(), wallet.take(1)), (0, 0));
    }
}
