//! What a change of the contact book, an import or a mark says of itself, in the history.

use crate::engine::record::{ContactChange, Fact};
use crate::view::format::{day, plural, safe};

/// "in/jane-doe", "from J. Doe to Jane Doe", "12 records", "until Sat 5 Dec 2026"; empty for other records. `before` is the earlier
/// name of a person who was renamed or merged.
pub(super) fn change_in_words(fact: &Fact, before: Option<&str>) -> String {
    let before = before.map(safe);
    match fact {
        Fact::Contact(change) => match &**change {
            ContactChange::Link { handle, .. } => safe(&handle.to_string()),
            ContactChange::Rename { name, .. } => {
                let from = before.map(|before| format!("from {before} ")).unwrap_or_default();
                format!("{from}to {}", safe(name))
            }
            ContactChange::Merge { .. } => before.map(|before| format!("with {before}")).unwrap_or_default(),
        },
        Fact::Import(import) => plural(u64::from(import.records), "record", "records"),
        Fact::Joined(added) => plural(added.len() as u64, "record", "records"),
        Fact::Blocked { until: Some(until), .. } => format!("until {}", day(*until)),
        Fact::Blocked { until: None, .. } => "for good".to_owned(),
        _ => String::new(),
    }
}
