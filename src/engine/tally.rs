//! A count that starts again from 0 with each day or month.

use serde::{Deserialize, Serialize};

/// The count of the latest period with any: a date, or a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally<P>(Option<(P, u32)>);

impl<P> Default for Tally<P> {
    fn default() -> Tally<P> {
        Tally(None)
    }
}

impl<P: Copy + PartialEq> Tally<P> {
    /// The count of a period, which must not precede the latest one counted.
    pub fn of(&self, period: P) -> u32 {
        self.0.map_or(0, |(counted, count)| if counted == period { count } else { 0 })
    }

    /// Counts one more in a period.
    pub fn add(&mut self, period: P) {
        self.0 = Some((period, self.of(period) + 1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_period_starts_at_zero() {
        let mut tally = Tally::default();
        assert_eq!(tally.of(1), 0);
        tally.add(1);
        tally.add(1);
        assert_eq!((tally.of(1), tally.of(2)), (2, 0));
        tally.add(2);
        assert_eq!(tally.of(2), 1);
    }
}
