//! Migrations: how a ledger of an older version of the format becomes one of the present version.
//!
//! A version is added by one entry at the end of [`MIGRATIONS`]. A file of an older version is read through the
//! migrations; the first command that writes keeps the file as a backup and writes it in the present version.

use super::document::parse_any;
use super::format::VERSION;
use super::json::{Fields, on_one_line};
use super::{checksum, line};

/// What changes from one version to the next.
pub(super) struct Migration {
    /// In the fields around the records.
    pub(super) opening: fn(&mut Fields),
    /// In each record.
    pub(super) record: fn(&mut Fields),
}

/// The migrations in order: the first leads from version 1 to version 2.
pub(super) const MIGRATIONS: &[Migration] = &[];

const _: () = assert!(VERSION as usize == MIGRATIONS.len() + 1, "the last migration leads to the present version");

/// The document after all migrations; `None` when it needs none, or is no ledger.
pub(super) fn migrate(bytes: &[u8], migrations: &[Migration]) -> Option<Vec<u8>> {
    let (version, mut opening, records) = parse_any(bytes)?;
    let done = usize::try_from(version.checked_sub(1)?).ok()?;
    let wanted = migrations.get(done..).filter(|wanted| !wanted.is_empty())?;
    for migration in wanted {
        (migration.opening)(&mut opening);
    }
    opening.remove("whole");
    opening.set("version", &(migrations.len() + 1));
    let lines = records.iter().map(|raw| migrate_record(raw.get(), wanted)).collect::<Option<Vec<String>>>()?;
    let opening: Vec<String> = opening.texts().collect();
    Some(format!("{{{},\"records\":[\n{}\n]}}\n", opening.join(","), lines.join(",\n")).into_bytes())
}

/// A record after these migrations. It gets a new checksum only where its old one matched.
fn migrate_record(text: &str, migrations: &[Migration]) -> Option<String> {
    let text = on_one_line(text);
    let mut fields = Fields::read(&text).ok()?;
    for migration in migrations {
        (migration.record)(&mut fields);
    }
    let migrated = fields.text();
    if checksum::matches(&text) { line::with_new_checksum(&migrated) } else { Some(migrated) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two versions that never were: notes are called remarks, then the opening line learns a colour.
    const TRIAL: &[Migration] = &[
        Migration {
            opening: |_| {},
            record: |record| {
                if let Some(note) = record.remove("note") {
                    record.set("remark", &note);
                }
            },
        },
        Migration { opening: |opening| opening.set("colour", &"blue"), record: |_| {} },
    ];

    #[test]
    fn a_file_is_migrated_from_whichever_version_it_is_of() {
        let text = |version: u32| {
            format!(r#"{{"format":"inquota","version":{version},"x":1e400,"records":[{{"id":1,"note":"a","y":[1]}}]}}"#)
        };
        let migrated =
            |version| migrate(text(version).as_bytes(), TRIAL).map(|bytes| String::from_utf8(bytes).unwrap());
        let both = migrated(1).unwrap();
        assert!(both.contains(r#""version":3,"x":1e400,"colour":"blue""#), "{both}");
        assert!(both.contains(r#"{"id":1,"y":[1],"remark":"a"}"#), "{both}");
        assert!(migrated(2).unwrap().contains(r#""note":"a""#));
        assert_eq!((migrated(3), migrated(4), migrated(0)), (None, None, None));
    }
}
