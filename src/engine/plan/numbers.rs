//! The numbers of a plan, listed once.

use std::ops::RangeInclusive;

use chrono_tz::Tz;
use serde::{Deserialize, Deserializer, Serialize};

use super::limit::{Enforcement, Limit};
use crate::engine::bounds::{LARGEST_COUNT, LONGEST_LIFE};

/// On which day of the month credits are granted (rules 4.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Cadence {
    /// The 1st.
    Calendar,
    /// The day on which the subscription renews.
    Billing,
}

/// Calls a macro with the list of plan numbers. The types in this file and in `definition.rs` are declared from it.
///
/// A line has: the key in a plan file => the variant, the field and its type, the option of `plan set`, the range, and
/// optionally an attribute of the field in [`PlanNumbers`]. The lines are grouped by the sections of a plan file, and
/// in the order of rules 7.
///
/// To add a number:
///
/// 1. Add a line here. Its type must be an `Option`, since plan records of older ledgers lack the field. For their
///    checksums, end the line with `, #[serde(skip_serializing_if = "Option::is_none")];`. The tests of this file check
///    the form.
/// 2. Add the words for it where the compiler points: `help_and_value` in `cli/plan_numbers.rs`, and `words` in
///    `view/plan/numbers.rs`.
/// 3. Give it a value and a source in each plan of `plans.json`; add a column to the table of the test in
///    `builtin.rs`. If only members set it, add it to `PlanNumber::is_own_limit` instead.
/// 4. If it limits a send, add a `Window`: the compiler points to `Budget::used` and to the other matches. It does not
///    point to these places: the constants and `Price::of` in `send.rs`; `Budget::next_change` in `budget/ahead.rs`;
///    `paces` in `advice/pace.rs`; `WINDOWS` in `view/status/window.rs`; `MessageWindows`,
///    `InMailStatus` and `InvitationWindows` in `view/status/answer.rs`; the cells in `view/accounts.rs`; `remaining`
///    in `view/remaining.rs`; the figures in `command/zone.rs`; the fields of the status line in
///    `view/status/line_format.rs` and `docs/prompt.md`; `QuotaLeft` in `advice/quota_left.rs`; and for messages `Cost`
///    in `verdict.rs`. If it limits nothing, read the field where it applies.
/// 5. Describe it in `docs/rules.md` and in "Your own plans" of `docs/configuration.md`, and add it to the tests' own
///    fold in `tests/engine/model`.
/// 6. Raise `VERSION` in `checkpoint/file.rs`.
macro_rules! for_each_plan_number {
    ($declare:ident) => {
        $declare! {
            inmail: InMail {
                /// Credits granted at each renewal.
                monthly => InMailMonthly, inmail_monthly: u32, "inmail-credits", 0..=LARGEST_COUNT;
                /// The most credits that a grant may leave.
                cap => InMailCap, inmail_cap: Option<u32>, "inmail-cap", 0..=LARGEST_COUNT;
                /// Days that a credit lasts; `None` if it never expires.
                life_days => InMailLife, inmail_life: Option<u32>, "inmail-life", 1..=LONGEST_LIFE;
                /// Days within which a response gives a credit back; `None` if it never does.
                refund_days => RefundDays, refund_days: Option<u32>, "refund-days", 0..=LONGEST_LIFE;
                /// InMails in a day: a limit of the member's own (rules 6).
                day => InMailsDaily, inmails_daily: Option<Limit>, "inmails-daily", 0..=LARGEST_COUNT,
                    #[serde(skip_serializing_if = "Option::is_none")];
            }
            messages: Messages {
                /// Unique people messaged in a day.
                day => Daily, daily: Option<Limit>, "daily", 0..=LARGEST_COUNT;
                /// Unique people messaged in a month.
                month => Monthly, monthly: Option<Limit>, "monthly", 0..=LARGEST_COUNT;
            }
            invitations: Invitations {
                /// Invitations in a day: a limit of the member's own (rules 6).
                day => InvitationsDaily, invitations_daily: Option<Limit>, "invitations-daily", 0..=LARGEST_COUNT,
                    #[serde(skip_serializing_if = "Option::is_none")];
                /// Invitations in 168 hours.
                week => Invitations, invitations: Option<Limit>, "invitations", 0..=LARGEST_COUNT;
                /// Personal notes on invitations in a month.
                notes => Notes, notes: Option<Limit>, "notes", 0..=LARGEST_COUNT;
            }
        }
    };
}
pub(super) use for_each_plan_number;

macro_rules! declare_numbers {
    ($($section:ident: $Section:ident {
        $($(#[$doc:meta])* $key:ident => $variant:ident, $field:ident: $type:ty, $option:literal, $range:expr $(, #[$form:meta])?;)*
    })*) => {
        /// The numbers of a plan.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub struct PlanNumbers {
            /// When credits are granted.
            pub cadence: Cadence,
            /// The zone of the plan's InMail dates; `None` for the account's zone (rules 1.4).
            pub zone: Option<Tz>,
            $($($(#[$doc])* $(#[$form])? pub $field: $type,)*)*
        }

        /// The numbers that a plan record changes. Absent numbers are left as they are (rules 4.10).
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(default)]
        pub struct PlanChanges {
            $($(
                $(#[$doc])*
                #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "given")]
                pub $field: Option<$type>,
            )*)*
        }

        /// One of the plan numbers.
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

            /// The range of its values.
            pub fn range(self) -> RangeInclusive<u32> {
                match self { $($(PlanNumber::$variant => $range,)*)* }
            }

            /// Whether a plan may have none.
            pub fn is_optional(self) -> bool {
                match self { $($(PlanNumber::$variant => <$type>::NONE.is_some(),)*)* }
            }

            /// Whether it is a limit.
            pub fn is_limit(self) -> bool {
                match self { $($(PlanNumber::$variant => <$type>::IS_LIMIT,)*)* }
            }
        }

        impl PlanNumbers {
            /// A plan without credits or limits.
            pub fn new(cadence: Cadence, zone: Option<Tz>) -> PlanNumbers {
                PlanNumbers { cadence, zone, $($($field: <$type>::default(),)*)* }
            }

            /// The value of a number; for a limit, also whether it blocks.
            pub fn get(&self, number: PlanNumber) -> (Option<u32>, Option<Enforcement>) {
                match number { $($(PlanNumber::$variant => self.$field.parts(),)*)* }
            }

            /// Sets a number. `force` is used for limits only.
            pub fn set(&mut self, number: PlanNumber, count: Option<u32>, force: Enforcement) {
                match number { $($(PlanNumber::$variant => self.$field = Value::of(count, force),)*)* }
            }
        }

        impl PlanChanges {
            /// Whether a number is given.
            pub fn gives(&self, number: PlanNumber) -> bool {
                match number { $($(PlanNumber::$variant => self.$field.is_some(),)*)* }
            }

            /// Gives a number. `force` is used for limits only.
            pub fn give(&mut self, number: PlanNumber, count: Option<u32>, force: Enforcement) {
                match number { $($(PlanNumber::$variant => self.$field = Some(Value::of(count, force)),)*)* }
            }

            /// Adds the numbers of a later change, which override these.
            pub fn extend(&mut self, later: &PlanChanges) {
                $($(self.$field = later.$field.or(self.$field);)*)*
            }

            /// Applies the given numbers to `numbers`.
            pub fn apply_to(&self, numbers: &mut PlanNumbers) {
                $($(numbers.$field = self.$field.unwrap_or(numbers.$field);)*)*
            }
        }
    };
}
for_each_plan_number!(declare_numbers);

impl PlanNumber {
    /// Whether it is a limit that only members set, on InMails or invitations in a day: no built-in plan has it, and a
    /// plan without it has nothing to show (rules 6).
    pub fn is_own_limit(self) -> bool {
        matches!(self, PlanNumber::InMailsDaily | PlanNumber::InvitationsDaily)
    }

    /// The limits that only members set.
    pub fn own_limits() -> impl Iterator<Item = PlanNumber> {
        PlanNumber::ALL.iter().copied().filter(|number| number.is_own_limit())
    }
}

impl PlanNumbers {
    /// Whether there is a limit that only members set.
    pub fn has_own_limits(&self) -> bool {
        PlanNumber::own_limits().any(|number| self.get(number).0.is_some())
    }

    /// These numbers without the limits that only members set.
    #[must_use]
    pub fn without_own_limits(mut self) -> PlanNumbers {
        for number in PlanNumber::own_limits() {
            self.set(number, None, Enforcement::Enforced);
        }
        self
    }
}

impl PlanChanges {
    /// Whether no number is given.
    pub fn is_empty(&self) -> bool {
        *self == PlanChanges::default()
    }
}

/// The type of a plan number.
trait Value: Sized {
    /// What `null` means in a change: no number, or no change if there must be a number.
    const NONE: Option<Self>;
    /// Whether it is a limit.
    const IS_LIMIT: bool = false;

    /// The number from a count.
    fn of(count: Option<u32>, force: Enforcement) -> Self;

    /// Its value; for a limit, also whether it blocks.
    fn parts(self) -> (Option<u32>, Option<Enforcement>);
}

impl Value for u32 {
    const NONE: Option<u32> = None;

    fn of(count: Option<u32>, _: Enforcement) -> u32 {
        count.unwrap_or(0)
    }

    fn parts(self) -> (Option<u32>, Option<Enforcement>) {
        (Some(self), None)
    }
}

impl Value for Option<u32> {
    const NONE: Option<Option<u32>> = Some(None);

    fn of(count: Option<u32>, _: Enforcement) -> Option<u32> {
        count
    }

    fn parts(self) -> (Option<u32>, Option<Enforcement>) {
        (self, None)
    }
}

impl Value for Option<Limit> {
    const NONE: Option<Option<Limit>> = Some(None);
    const IS_LIMIT: bool = true;

    fn of(count: Option<u32>, force: Enforcement) -> Option<Limit> {
        count.map(|count| Limit { count, force })
    }

    fn parts(self) -> (Option<u32>, Option<Enforcement>) {
        self.map(|limit| (limit.count, limit.force)).unzip()
    }
}

/// Reads a given number. `null` means "none", whereas an absent number means "unchanged".
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
        numbers.set(PlanNumber::InMailCap, Some(7), Enforcement::Enforced);
        numbers.set(PlanNumber::Daily, Some(3), Enforcement::Advisory);
        numbers
    }

    #[test]
    fn plan_numbers_keep_their_form_in_the_ledger() {
        let text = concat!(
            r#"{"cadence":"billing","zone":"UTC","inmail_monthly":0,"inmail_cap":7,"inmail_life":null,"#,
            r#""refund_days":null,"daily":{"count":3,"force":"advisory"},"monthly":null,"invitations":null,"notes":null}"#,
        );
        assert_eq!(serde_json::to_string(&numbers()).unwrap(), text);
        assert_eq!(serde_json::from_str::<PlanNumbers>(text).unwrap(), numbers());
    }

    #[test]
    fn a_limit_that_only_members_set_is_in_the_ledger_only_where_it_is_set() {
        let mut numbers = numbers();
        numbers.set(PlanNumber::InMailsDaily, Some(2), Enforcement::Enforced);
        let text = serde_json::to_string(&numbers).unwrap();
        assert!(text.contains(r#""inmails_daily":{"count":2,"force":"enforced"}"#), "{text}");
        assert!(!text.contains("invitations_daily"), "{text}");
        assert_eq!(serde_json::from_str::<PlanNumbers>(&text).unwrap(), numbers);
        assert_eq!(numbers.without_own_limits(), self::numbers());
        let changes: PlanChanges = serde_json::from_str(r#"{"invitations_daily":null}"#).unwrap();
        assert_eq!((changes.inmails_daily, changes.invitations_daily), (None, Some(None)));
    }

    #[test]
    fn null_removes_a_number_and_absence_keeps_it() {
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
    fn every_number_reads_back_as_it_was_set_or_given() {
        for (place, number) in PlanNumber::ALL.iter().enumerate() {
            let count = u32::try_from(place).unwrap() + 1;
            let force = number.is_limit().then_some(Enforcement::Advisory);
            let mut numbers = PlanNumbers::new(Cadence::Calendar, None);
            numbers.set(*number, Some(count), Enforcement::Advisory);
            assert_eq!(numbers.get(*number), (Some(count), force));
            let mut changes = PlanChanges::default();
            changes.give(*number, Some(count), Enforcement::Advisory);
            assert!(PlanNumber::ALL.iter().all(|other| changes.gives(*other) == (other == number)));
            let mut given = PlanNumbers::new(Cadence::Calendar, None);
            changes.apply_to(&mut given);
            assert_eq!(given, numbers);
        }
    }
}
