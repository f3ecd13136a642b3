//! Profile.csv: the owner's name. No table has the owner's own profile address.

use super::connections::full_name;
use super::csv_table::{Fields, Schema};
use super::interner::{Interner, NameId};
use super::limits::ExceededLimit;
use super::table_parser::TableParser;

const FIRST_NAME: usize = 0;
const LAST_NAME: usize = 1;
const HEADLINE: usize = 2;

/// The name in one Profile.csv.
#[derive(Debug, Default)]
pub(super) struct ProfileTable {
    pub(super) name: Option<NameId>,
}

impl TableParser for ProfileTable {
    // Other tables begin with a name too, but have no headline.
    const SCHEMA: Schema = Schema {
        columns: &["first name", "last name", "headline"],
        is_header: |has| has(FIRST_NAME) && has(LAST_NAME) && has(HEADLINE),
    };

    const MISSING_COLUMN_COSTS: &'static [(&'static [usize], &'static str)] = &[];

    fn parse_row(&mut self, fields: &Fields<'_>, interner: &mut Interner) -> Result<(), ExceededLimit> {
        self.name = self.name.or(interner.intern_name(&full_name(fields.get(FIRST_NAME), fields.get(LAST_NAME))));
        Ok(())
    }

    fn bad_dates(&self) -> u64 {
        0
    }
}
