//! The name and the version of the file format, as in the opening line.

/// The version of the file format that this program writes. Files of newer versions are refused; files of older
/// versions are migrated.
pub const VERSION: u32 = 1;

/// The name of the format.
pub(super) const FORMAT: &str = "inquota";
