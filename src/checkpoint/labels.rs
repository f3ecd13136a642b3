//! The labels that the member gave to records: tags and templates, for completions.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::engine::record::Record;

/// Every tag and every template, those used last first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Labels {
    /// Tags.
    pub(crate) tags: Vec<String>,
    /// Names of templates.
    pub(crate) templates: Vec<String>,
}

impl Labels {
    /// Those of some records, before `earlier` ones.
    pub(super) fn of(records: &[Record], earlier: Labels) -> Labels {
        let latest_first = || records.iter().rev().map(|record| &record.details);
        let tags = latest_first().flat_map(|details| details.tags.iter().cloned());
        let templates = latest_first().flat_map(|details| details.template.iter().cloned());
        Labels { tags: distinct(tags.chain(earlier.tags)), templates: distinct(templates.chain(earlier.templates)) }
    }
}

fn distinct(labels: impl Iterator<Item = String>) -> Vec<String> {
    let mut known = HashSet::new();
    labels.filter(|label| known.insert(label.clone())).collect()
}
