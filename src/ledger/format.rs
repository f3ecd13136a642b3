//! What a ledger file says it is, in its opening line.

/// The version of the file format that this program writes. Newer ones are refused, older ones are migrated.
pub const VERSION: u32 = 1;

/// The name of the format.
pub(super) const FORMAT: &str = "inquota";
