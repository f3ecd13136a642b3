//! Running counts: a period's figures are the counts at its end less those just before it (rules 4.14).

use serde::{Deserialize, Serialize};

/// Declares the counts once, with their difference.
macro_rules! totals {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// Everything an account has counted since its beginning.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        pub struct Totals {
            $($(#[$doc])* pub $name: u64,)*
            /// Credits added by setting the balance, less those taken away.
            pub adjusted: i64,
        }

        /// How many counts there are.
        pub const COUNTS: usize = [$(stringify!($name)),*].len() + 1;

        impl Totals {
            /// Every count, in the order of their declaration.
            pub fn counts(&self) -> [u64; COUNTS] {
                [$(self.$name,)* self.adjusted.cast_unsigned()]
            }

            /// The totals of these counts.
            pub fn of_counts(counts: [u64; COUNTS]) -> Totals {
                let [$($name,)* adjusted] = counts;
                Totals { $($name,)* adjusted: adjusted.cast_signed() }
            }

            /// What was counted since `earlier`.
            #[must_use]
            pub fn since(&self, earlier: &Totals) -> Totals {
                Totals {
                    $($name: self.$name - earlier.$name,)*
                    adjusted: self.adjusted - earlier.adjusted,
                }
            }
        }
    };
}

totals! {
    /// Messages to connections.
    messages,
    /// Slots of days used.
    day_slots,
    /// Slots of months used.
    month_slots,
    /// Messages over a limit.
    over_limit,
    /// InMails sent.
    inmails,
    /// InMails that spent a credit.
    charged,
    /// InMails that needed none.
    free,
    /// InMails that needed a credit and found none.
    uncovered,
    /// Invitations sent.
    invitations,
    /// Invitations that carried a personal note.
    notes,
    /// Invitations accepted.
    accepted,
    /// Responses of any kind.
    responses,
    /// Credits granted.
    granted,
    /// Credits bought.
    bought,
    /// Credits that came back.
    refunded,
    /// Credits that expired.
    expired,
    /// Credits lost to the cap.
    lost_to_cap,
    /// Credits that lapsed with a change of plan.
    lapsed,
}

impl Totals {
    /// Credits added to the balance.
    pub fn credits_added(&self) -> i128 {
        i128::from(self.granted + self.bought + self.refunded) + i128::from(self.adjusted)
    }

    /// Credits taken from the balance.
    pub fn credits_taken(&self) -> i128 {
        i128::from(self.charged + self.expired + self.lost_to_cap + self.lapsed)
    }

    /// By how much the balance changed: the statement adds up to the credit (rules 4.14).
    pub fn net_credits(&self) -> i128 {
        self.credits_added() - self.credits_taken()
    }
}
