//! The numbers of a plan, listed once.

use std::ops::RangeInclusive;

use chrono_tz::Tz;
use serde::{Deserialize, Deserializer, Serialize};

use super::limit::{Force, Limit};

/// The largest number that a record or a plan may hold: of credits, and of a limit.
pub const LARGEST_NUMBER: u32 = 1_000_000;

/// The most days that a credit may last or may be refunded: a hundred years.
pub const LONGEST_LIFE: u32 = 36_500;

/// On which day of the month credits are granted (rules 4.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Cadence {
    /// The 1st.
    Calendar,
    /// The day the subscription renews.
    Billing,
}

/// Calls a macro with the list of numbers. Everything that needs an entry for each number is declared that way, so a
/// new number is one new line here.
///
/// A line has: the key in a plan file => the variant, the field and its type, the option of `plan set`, the range.
/// The lines are in the sections of a plan file, and in the order of rules 7.
macro_rules! for_each_plan_number {
    ($declare:ident) => {
        $declare! {
            inmail: InMail {
                /// Credits granted at each renewal.
                monthly => InMailMonthly, inmail_monthly: u32, "inmail-credits", 0..=LARGEST_NUMBER;
                /// The most credits that a grant may leave.
                cap => InMailCap, inmail_cap: Option<u32>, "inmail-cap", 0..=LARGEST_NUMBER;
                /// Days that a credit lasts; `None`: for ever.
                life_days => InMailLife, inmail_life: Option<u32>, "inmail-life", 1..=LONGEST_LIFE;
                /// Days within which a response gives a credit back; `None`: never.
                refund_days => RefundDays, refund_days: Option<u32>, "refund-days", 0..=LONGEST_LIFE;
            }
            messages: Messages {
                /// Unique people messaged in a day.
                day => Daily, daily: Option<Limit>, "daily", 0..=LARGEST_NUMBER;
                /// Unique people messaged in a month.
                month => Monthly, monthly: Option<Limit>, "monthly", 0..=LARGEST_NUMBER;
            }
            invitations: Invitations {
                /// Invitations in 168 hours.
                week => Invitations, invitations: Option<Limit>, "invitations", 0..=LARGEST_NUMBER;
                /// Personal notes on invitations in a month.
                notes => Notes, notes: Option<Limit>, "notes", 0..=LARGEST_NUMBER;
            }
        }
    };
}
pub(super) use for_each_plan_number;

macro_rules! declare_numbers {
    ($($section:ident: $Section:ident {
        $($(#[$doc:meta])* $key:ident => $variant:ident, $field:ident: $type:ty, $option:literal, $range:expr;)*
    })*) => {
        /// The numbers of a plan.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub struct PlanNumbers {
            /// When credits are granted.
            pub cadence: Cadence,
            /// The zone that the plan's InMail dates are in, where it pins one; else the account's (rules 1.4).
            pub zone: Option<Tz>,
            $($($(#[$doc])* pub $field: $type,)*)*
        }

        /// The numbers that a plan record gives; what is absent stays (rules 4.10).
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(default)]
        pub struct PlanChanges {
            $($(
                $(#[$doc])*
                #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "given")]
                pub $field: Option<$type>,
            )*)*
        }

        /// One of the numbers.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum PlanNumber {
            $($($(#[$doc])* $variant,)*)*
        }

        impl PlanNumber {
            /// All of them, in the order of rules 7.
            pub const ALL: &[PlanNumber] = &[$($(PlanNumber::$variant,)*)*];

            /// The option of `plan set` that sets it.
            pub fn option(self) -> &'static str {
                match self { $($(PlanNumber::$variant => $option,)*)* }
            }

            /// What it may be.
            pub fn range(self) -> RangeInclusive<u32> {
                match self { $($(PlanNumber::$variant => $range,)*)* }
            }

            /// Whether a plan may have none.
            pub fn is_optional(self) -> bool {
                match self { $($(PlanNumber::$variant => <$type>::NONE.is_some(),)*)* }
            }

            /// Whether it is a limit, which blocks or warns.
            pub fn is_limit(self) -> bool {
                match self { $($(PlanNumber::$variant => <$type>::IS_LIMIT,)*)* }
            }
        }

        impl PlanNumbers {
            /// A plan without credits and limits.
            pub fn new(cadence: Cadence, zone: Option<Tz>) -> PlanNumbers {
                PlanNumbers { cadence, zone, $($($field: <$type>::default(),)*)* }
            }

            /// A number: how much, and for a limit whether it blocks.
            pub fn get(&self, number: PlanNumber) -> (Option<u32>, Option<Force>) {
                match number { $($(PlanNumber::$variant => self.$field.parts(),)*)* }
            }

            /// Sets a number; the force is for limits.
            pub fn set(&mut self, number: PlanNumber, count: Option<u32>, force: Force) {
                match number { $($(PlanNumber::$variant => self.$field = Value::of(count, force),)*)* }
            }
        }

        impl PlanChanges {
            /// Whether a number is given.
            pub fn gives(&self, number: PlanNumber) -> bool {
                match number { $($(PlanNumber::$variant => self.$field.is_some(),)*)* }
            }

            /// Gives a number; the force is for limits.
            pub fn give(&mut self, number: PlanNumber, count: Option<u32>, force: Force) {
                match number { $($(PlanNumber::$variant => self.$field = Some(Value::of(count, force)),)*)* }
            }

            /// These numbers, with those of a later change on top.
            pub fn extend(&mut self, later: &PlanChanges) {
                $($(self.$field = later.$field.or(self.$field);)*)*
            }

            /// Sets in `numbers` what is given here.
            pub fn apply_to(&self, numbers: &mut PlanNumbers) {
                $($(numbers.$field = self.$field.unwrap_or(numbers.$field);)*)*
            }
        }
    };
}
for_each_plan_number!(declare_numbers);

impl PlanChanges {
    /// Whether no number is given.
    pub fn is_empty(&self) -> bool {
        *self == PlanChanges::default()
    }
}

/// A number as a plan holds it.
trait Value: Sized {
    /// What `null` says of it in a change: that there is none, or nothing where there must be one.
    const NONE: Option<Self>;
    /// Whether it is a limit.
    const IS_LIMIT: bool = false;

    /// The number of a count, or of none.
    fn of(count: Option<u32>, force: Force) -> Self;

    /// How much it is, and for a limit whether it blocks.
    fn parts(self) -> (Option<u32>, Option<Force>);
}

impl Value for u32 {
    const NONE: Option<u32> = None;

    fn of(count: Option<u32>, _: Force) -> u32 {
        count.unwrap_or(0)
    }

    fn parts(self) -> (Option<u32>, Option<Force>) {
        (Some(self), None)
    }
}

impl Value for Option<u32> {
    const NONE: Option<Option<u32>> = Some(None);

    fn of(count: Option<u32>, _: Force) -> Option<u32> {
        count
    }

    fn parts(self) -> (Option<u32>, Option<Force>) {
        (self, None)
    }
}

impl Value for Option<Limit> {
    const NONE: Option<Option<Limit>> = Some(None);
    const IS_LIMIT: bool = true;

    fn of(count: Option<u32>, force: Force) -> Option<Limit> {
        count.map(|count| Limit { count, force })
    }

    fn parts(self) -> (Option<u32>, Option<Force>) {
        self.map(|limit| (limit.count, limit.force)).unzip()
    }
}

/// Reads a number that is given: `null` says "none", where absence says "unchanged".
fn given<'de, T, D>(deserializer: D) -> Result<Option<T>, D::Error>
where
    T: Value + Deserialize<'de>,
    D: Deserializer<'de>,
{
    Ok(Option::deserialize(deserializer)?.or(T::NONE))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers() -> PlanNumbers {
        let mut numbers = PlanNumbers::new(Cadence::Billing, Some(Tz::UTC));
        numbers.set(PlanNumber::InMailCap, Some(7), Force::Enforced);
        numbers.set(PlanNumber::Daily, Some(3), Force::Advisory);
        numbers
    }

    #[test]
    fn the_numbers_of_a_record_have_the_form_of_the_ledger() {
        let text = concat!(
            r#"{"cadence":"billing","zone":"UTC","inmail_monthly":0,"inmail_cap":7,"inmail_life":null,"#,
            r#""refund_days":null,"daily":{"count":3,"force":"advisory"},"monthly":null,"invitations":null,"notes":null}"#,
        );
        assert_eq!(serde_json::to_string(&numbers()).unwrap(), text);
        assert_eq!(serde_json::from_str::<PlanNumbers>(text).unwrap(), numbers());
    }

    #[test]
    fn null_takes_a_number_away_and_absence_leaves_it() {
        let text = r#"{"inmail_cap":null,"notes":{"count":5,"force":"enforced"}}"#;
        let changes: PlanChanges = serde_json::from_str(text).unwrap();
        assert_eq!((changes.inmail_cap, changes.daily), (Some(None), None));
        assert_eq!(serde_json::to_string(&changes).unwrap(), text);
        let mut after = numbers();
        changes.apply_to(&mut after);
        assert_eq!((after.inmail_cap, after.daily), (None, Some(Limit::advisory(3))));
        // There is always a number of monthly credits.
        assert!(serde_json::from_str::<PlanChanges>(r#"{"inmail_monthly":null}"#).unwrap().is_empty());
    }

    #[test]
    fn every_number_is_got_as_it_was_set_and_given() {
        for (place, number) in PlanNumber::ALL.iter().enumerate() {
            let count = u32::try_from(place).unwrap() + 1;
            let force = number.is_limit().then_some(Force::Advisory);
            let mut numbers = PlanNumbers::new(Cadence::Calendar, None);
            numbers.set(*number, Some(count), Force::Advisory);
            assert_eq!(numbers.get(*number), (Some(count), force));
            let mut changes = PlanChanges::default();
            changes.give(*number, Some(count), Force::Advisory);
            assert!(PlanNumber::ALL.iter().all(|other| changes.gives(*other) == (other == number)));
            let mut given = PlanNumbers::new(Cadence::Calendar, None);
            changes.apply_to(&mut given);
            assert_eq!(given, numbers);
        }
    }
}
