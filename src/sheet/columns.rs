//! Which column of a sheet is what.

use super::error::SheetError;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Person,
    Handle,
    Date,
    Time,
    Kind,
    Free,
    WithNote,
    Note,
    Tag,
    Template,
    /// The date on which the person replied.
    Replied,
    /// The date on which the person accepted the invitation.
    Accepted,
    /// Whether the record was taken back; only in what `export` wrote.
    TakenBack,
    /// The fingerprint of the text; only in what `export` wrote.
    Wording,
    /// The date in the account's zone; only in what `export` wrote with local times.
    LocalDate,
}

/// The number of fields.
pub(super) const FIELDS: usize = 15;

impl Field {
    /// The field of a key of `--map`.
    fn of_key(key: &str) -> Option<Field> {
        Some(match key {
            "person" | "name" => Field::Person,
            "handle" | "profile" | "url" => Field::Handle,
            "date" => Field::Date,
            "time" => Field::Time,
            "kind" | "type" => Field::Kind,
            "free" => Field::Free,
            "with-note" | "with_note" => Field::WithNote,
            "note" => Field::Note,
            "tag" | "tags" => Field::Tag,
            "template" => Field::Template,
            "replied" => Field::Replied,
            "accepted" => Field::Accepted,
            _ => return None,
        })
    }
}

/// The columns that `export --format csv` writes and that `import` reads.
const OWN: [(Field, &str); 12] = [
    (Field::Date, "at"),
    (Field::Kind, "kind"),
    (Field::Person, "person"),
    (Field::Handle, "profile"),
    (Field::TakenBack, "taken_back"),
    (Field::Free, "free"),
    (Field::WithNote, "with_note"),
    (Field::Tag, "tags"),
    (Field::Template, "template"),
    (Field::Note, "note"),
    (Field::Wording, "wording"),
    (Field::LocalDate, "date"),
];

/// The name of each column that is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ColumnMap {
    columns: Vec<(Field, String)>,
    /// Whether these are the columns that `export` writes.
    pub(super) is_own: bool,
}

impl ColumnMap {
    /// The columns that `export` writes.
    pub(crate) fn own() -> ColumnMap {
        ColumnMap { columns: OWN.map(|(field, name)| (field, name.to_owned())).to_vec(), is_own: true }
    }

    /// Parses `--map`: `person=Name,date=Sent`. It may be given several times.
    ///
    /// # Errors
    ///
    /// When a key is unknown, is given twice, or is missing.
    pub(crate) fn parse(given: &[String]) -> Result<ColumnMap, SheetError> {
        let bad = |cause: String| SheetError::BadMap { cause };
        let mut columns: Vec<(Field, String)> = Vec::new();
        for piece in given.iter().flat_map(|text| text.split(',')) {
            match (piece.split_once('='), columns.last_mut()) {
                (Some((key, column)), _) => {
                    let key = key.trim().to_lowercase();
                    let field = Field::of_key(&key).ok_or_else(|| bad(format!("there is no key \"{key}\"")))?;
                    if columns.iter().any(|(known, _)| *known == field) {
                        return Err(bad(format!("{key} is given twice")));
                    }
                    if column.trim().is_empty() {
                        return Err(bad(format!("{key} names no column")));
                    }
                    columns.push((field, column_name(column)));
                }
                // The name of the column has a comma.
                (None, Some((_, column))) => *column = column_name(&format!("{column},{piece}")),
                (None, None) => return Err(bad(format!("\"{piece}\" has no key"))),
            }
        }
        let has = |field: Field| columns.iter().any(|(known, _)| *known == field);
        if !(has(Field::Person) || has(Field::Handle)) {
            return Err(bad("it does not give the person's column".into()));
        }
        if !has(Field::Date) {
            return Err(bad("it does not give the date's column".into()));
        }
        Ok(ColumnMap { columns, is_own: false })
    }

    /// Where the fields are, if the row names every column. Exports of earlier versions have no column of
    /// wordings or dates.
    pub(super) fn positions(&self, header: &[String]) -> Option<[Option<usize>; FIELDS]> {
        let mut positions = [None; FIELDS];
        for (field, column) in &self.columns {
            let position = header.iter().position(|name| name == column);
            let may_lack = self.is_own && matches!(field, Field::Wording | Field::LocalDate);
            if position.is_none() && !may_lack {
                return None;
            }
            positions[*field as usize] = position;
        }
        Some(positions)
    }

    /// Whether a column holds the kind. If none does, every row is a message.
    pub(super) fn has_kind(&self) -> bool {
        self.columns.iter().any(|(field, _)| *field == Field::Kind)
    }

    /// The names of the columns.
    pub(super) fn names(&self) -> Vec<String> {
        self.columns.iter().map(|(_, name)| name.clone()).collect()
    }
}

/// The name of a column as it is compared: in lower case, with single spaces.
pub(super) fn column_name(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<ColumnMap, SheetError> {
        ColumnMap::parse(&[text.to_owned()])
    }

    #[test]
    fn columns_are_named_by_key() {
        let map = parse("person=Full  Name,date=Sent, on,kind=Type").unwrap();
        let header = ["type", "full name", "x", "sent, on"].map(str::to_owned);
        let positions = map.positions(&header).unwrap();
        let of = |field: Field| positions[field as usize];
        assert_eq!(
            [of(Field::Person), of(Field::Date), of(Field::Kind), of(Field::Note)],
            [Some(1), Some(3), Some(0), None]
        );
        assert_eq!(map.positions(&header[..3]), None);
    }

    #[test]
    fn a_map_that_cannot_be_understood_is_refused() {
        for text in [
            "",
            "Name",
            "person=Name",
            "date=Sent",
            "person=A,date=B,colour=C",
            "person=A,name=B,date=C",
            "person=,date=B",
        ] {
            assert!(matches!(parse(text), Err(SheetError::BadMap { .. })), "{text}");
        }
    }
}
