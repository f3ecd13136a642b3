//! Profile.csv: the owner's name. The export nowhere states the owner's own profile address.

use super::connections::full_name;
use super::register::{NameId, Register};
use super::source::Kind;
use super::table::{Fields, Shape};

const FIRST_NAME: usize = 0;
const LAST_NAME: usize = 1;
const HEADLINE: usize = 2;

/// What Profile.csv tells.
#[derive(Debug, Default)]
pub(super) struct Profile {
    pub(super) name: Option<NameId>,
}

impl Kind for Profile {
    // The headline tells it from other tables that begin with a name.
    const SHAPE: Shape = Shape {
        columns: &["first name", "last name", "headline"],
        confirmed_by: |has| has(FIRST_NAME) && has(LAST_NAME) && has(HEADLINE),
    };

    const COSTS: &'static [(&'static [usize], &'static str)] = &[];

    fn row(&mut self, fields: &Fields<'_>, register: &mut Register) {
        self.name = self.name.or(register.name(&full_name(fields.get(FIRST_NAME), fields.get(LAST_NAME))));
    }

    fn bad_dates(&self) -> u64 {
        0
    }
}
