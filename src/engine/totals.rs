//! Running totals. The figures of a period are the totals at its end less those just before it (rules 4.14).

use serde::{Deserialize, Serialize};

use super::rates::Cost;

/// Declares the counts once, with their difference.
macro_rules! totals {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// The counts of an account since it started.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        pub struct Totals {
            $($(#[$doc])* pub $name: u64,)*
            /// Credits added by setting the balance, less those removed by it.
            pub adjusted: i64,
        }

        /// The number of counts.
        pub const COUNTS: usize = [$(stringify!($name)),*].len() + 1;

        impl Totals {
            /// Every count, in the order declared.
            pub fn counts(&self) -> [u64; COUNTS] {
                [$(self.$name,)* self.adjusted.cast_unsigned()]
            }

            /// The totals with these counts.
            pub fn of_counts(counts: [u64; COUNTS]) -> Totals {
                let [$($name,)* adjusted] = counts;
                Totals { $($name,)* adjusted: adjusted.cast_signed() }
            }

            /// The counts since `earlier`.
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
    /// Day slots used.
    day_slots,
    /// Month slots used.
    month_slots,
    /// Messages over a limit.
    over_limit,
    /// InMails sent.
    inmails,
    /// InMails over a limit of the member's own.
    inmails_over_limit,
    /// InMails that spent a credit.
    charged,
    /// InMails that needed no credit.
    free,
    /// InMails that needed a credit when none was left.
    uncovered,
    /// Invitations sent.
    invitations,
    /// Invitations over a limit, or with a note over the notes' limit.
    invitations_over_limit,
    /// Invitations that carried a personal note.
    notes,
    /// Acceptances of a pending invitation.
    accepted,
    /// Connections made without one: the other person had invited the member.
    received,
    /// Withdrawals of a pending invitation.
    withdrawn,
    /// Responses of any kind.
    responses,
    /// Credits granted.
    granted,
    /// Credits bought.
    bought,
    /// Credits given back.
    refunded,
    /// Credits that expired.
    expired,
    /// Credits lost to the cap.
    lost_to_cap,
    /// Credits that lapsed with a change of plan.
    lapsed,
}

impl Totals {
    /// The credits spent, and the responses.
    pub fn cost(&self) -> Cost {
        Cost { spent: self.charged, responses: self.responses }
    }
}

impl Totals {
    /// Sends of any kind over a limit.
    pub fn sends_over_limit(&self) -> u64 {
        self.over_limit + self.inmails_over_limit + self.invitations_over_limit
    }

    /// Credits added to the balance.
    pub fn credits_added(&self) -> i128 {
        i128::from(self.granted + self.bought + self.refunded) + i128::from(self.adjusted)
    }

    /// Credits taken from the balance.
    pub fn credits_taken(&self) -> i128 {
        i128::from(self.charged + self.expired + self.lost_to_cap + self.lapsed)
    }

    /// The change of the balance: closing less opening (rules 4.14).
    pub fn net_credits(&self) -> i128 {
        self.credits_added() - self.credits_taken()
    }
}
