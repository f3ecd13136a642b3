//! What a change of the contact book, an import or a mark says of itself, in the history.

use crate::engine::record::{ContactChange, Fact};
use crate::view::format::{day, plural, safe};

/// What a record changed.
#[derive(Clone, Debug, Default)]
pub(super) struct Change {
    /// "in/jane-doe", "from J. Doe to Jane Doe", "12 records", "until Sat 5 Dec 2026"; empty for other records.
    pub(super) words: String,
    /// The same in fewer words, if there are any, for a row that names the person.
    pub(super) brief: Option<String>,
}

impl Change {
    /// What a record changed. `before` is the earlier name of a person who was renamed or merged.
    pub(super) fn of(fact: &Fact, before: Option<&str>) -> Change {
        let from = before.map(|before| format!("from {}", safe(before)));
        let words = match fact {
            Fact::Contact(change) => match &**change {
                ContactChange::Link { handle, .. } => safe(&handle.to_string()),
                ContactChange::Rename { name, .. } => {
                    let words =
                        from.iter().cloned().chain([format!("to {}", safe(name))]).collect::<Vec<_>>().join(" ");
                    return Change { words, brief: from };
                }
                ContactChange::Merge { .. } => {
                    before.map(|before| format!("with {}", safe(before))).unwrap_or_default()
                }
            },
            Fact::Import(import) => plural(u64::from(import.records), "record", "records"),
            Fact::Joined(added) => plural(added.len() as u64, "record", "records"),
            Fact::Blocked { until: Some(until), .. } => format!("until {}", day(*until)),
            Fact::Blocked { until: None, .. } => "for good".to_owned(),
            _ => String::new(),
        };
        Change { words, brief: None }
    }

    /// In words, or in fewer.
    pub(super) fn in_words(&self, is_brief: bool) -> &str {
        self.brief.as_ref().filter(|_| is_brief).unwrap_or(&self.words)
    }
}
