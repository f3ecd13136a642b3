//! What stands beside a record.

use std::ops::Deref;

use serde::{Deserialize, Serialize};

use super::RecordId;

/// What stands beside a record: how it came in, and what the member wrote, on which no figure but the grouped rates
/// depends. Most records have nothing there, and take no room for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details(Option<Box<Beside>>);

/// What may stand beside a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// The first record of the step that this one was entered in, where a step has several.
    pub step: Option<RecordId>,
    /// A note in the member's own words.
    pub note: Option<String>,
    /// Tags, in the order given.
    pub tags: Vec<String>,
    /// The name of the wording that was used.
    pub template: Option<String>,
    /// What recognises an imported event when it is imported again.
    pub origin: Option<Origin>,
}

/// Beside a record that has nothing there.
static NOTHING: Beside = Beside { step: None, note: None, tags: Vec::new(), template: None, origin: None };

impl Details {
    /// The same, of a record that was entered in this step.
    #[must_use]
    pub fn in_step(mut self, step: Option<RecordId>) -> Details {
        if step.is_some() {
            self.change(|beside| beside.step = step);
        }
        self
    }

    /// Puts something else there.
    pub fn change(&mut self, change: impl FnOnce(&mut Beside)) {
        let mut beside = self.0.take().map(|beside| *beside).unwrap_or_default();
        change(&mut beside);
        *self = beside.into();
    }
}

impl From<Beside> for Details {
    fn from(beside: Beside) -> Details {
        Details((beside != NOTHING).then(|| Box::new(beside)))
    }
}

impl Deref for Details {
    type Target = Beside;

    fn deref(&self) -> &Beside {
        self.0.as_deref().unwrap_or(&NOTHING)
    }
}

/// The fingerprint of an imported event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Origin(pub u128);
