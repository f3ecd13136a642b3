//! Migrations: they convert a ledger of an older version of the format to the current version.
//!
//! A file of an older version is migrated in memory each time it is read. The first command that writes keeps the old
//! file as a backup and writes the file in the current version.
//!
//! # How to add a version
//!
//! A field that readers may ignore needs no new version: older programs keep unknown fields. For any other change:
//!
//! 1. Increase `VERSION` in `format`, and append an entry to [`MIGRATIONS`]. The assertion below checks that both
//!    agree.
//! 2. Change the fields. Those of a record are in `line::schema`, `line::decode` and `line::encode`; the fields of an
//!    interaction also in `line::fast_parser`. The annotations and the plan of a record are in `engine::record` and
//!    `engine::plan`. The fields of the opening line are in `document::header`.
//! 3. If the field holds the number of a record or of a person, or is renamed, change `renumber` and `merge` too. They
//!    access fields by name, so the compiler does not point to them.
//! 4. Change the callers of `reader::read_current` in `recovery` and `repair/backups`: it does not migrate. Otherwise
//!    `recovery` cannot recover a file of an older version, and `repair` cannot take records from a backup of one. The
//!    callers in `merge` and `repair/lines` read what this version has just rendered. `stream` and `open_ledger` read
//!    only the current version, too. They need no change: `stream` returns nothing for an older file, so that `reader`
//!    reads it, and `open_ledger` reads only the records after a checkpoint, which step 8 removes.
//! 5. In `document::header`, give an older version that could not be migrated its own error.
//! 6. Update `line/frozen.jsonl`, the bytes of every kind of record. Add a file `version-N.json` and its
//!    `version-N.answers.json` to `tests/fixtures/ledgers`, and its name to `VERSIONS` in
//!    `tests/durability/versions.rs`. Never change the files of older versions. The last assertion there compares
//!    records before and after a write, and fails for a version whose records are migrated: restrict it.
//! 7. Search the tests for `"version":`, also with escaped quotes: `durability/versions.rs`, `durability/hostile.rs`,
//!    `durability/large.rs`, `durability/repair.rs`, `durability/growth.rs`, `golden/made.rs`, `cli/completions.rs` and
//!    `cli/ledger_file.rs`; and `src/ledger/document/tests.rs`. Some write the current
//!    version, and some use the next one as a newer version.
//! 8. Raise `VERSION` in `checkpoint/file.rs`, so that no checkpoint of an older file is used.
//! 9. Update `docs/ledger-file.md`.

use super::document::parse_any;
use super::format::VERSION;
use super::json::{Fields, on_one_line};
use super::{checksum, line};

/// The changes from one version to the next.
pub(super) struct Migration {
    /// Changes the fields of the opening line.
    pub(super) opening: fn(&mut Fields),
    /// Changes the fields of a record.
    pub(super) record: fn(&mut Fields),
}

/// The migrations, in order. The first one is from version 1 to version 2.
pub(super) const MIGRATIONS: &[Migration] = &[];

const _: () = assert!(VERSION as usize == MIGRATIONS.len() + 1, "the last migration is to the current version");

/// Migrates a document; `None` if it needs no migration, or is not a ledger.
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

/// Migrates a record. It gets a new checksum only if the old one matched.
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

    /// Two invented versions: the first renames notes to remarks, the second adds a colour to the opening line.
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
    fn a_file_of_any_older_version_is_migrated() {
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
