//! The labels of records, for completions: tags and templates.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::engine::record::Record;

/// Every tag and every template, latest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TagsAndTemplates {
    /// Tags.
    pub(crate) tags: Vec<String>,
    /// Names of templates.
    pub(crate) templates: Vec<String>,
}

impl TagsAndTemplates {
    /// The labels of some records, followed by `earlier` ones.
    pub(super) fn of(records: &[Record], earlier: TagsAndTemplates) -> TagsAndTemplates {
        let latest_first = || records.iter().rev().map(|record| &record.details);
        let tags = latest_first().flat_map(|details| details.tags.iter().cloned());
        let templates = latest_first().flat_map(|details| details.template.iter().cloned());
        TagsAndTemplates {
            tags: distinct(tags.chain(earlier.tags)),
            templates: distinct(templates.chain(earlier.templates)),
        }
    }
}

fn distinct(labels: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = HashSet::new();
    labels.filter(|label| seen.insert(label.clone())).collect()
}
