//! The versions of the format, and how a ledger climbs from one to the next.
//!
//! A version is added by one entry at the end of [`LADDER`]. A file of an older version is read through the
//! upgrades; the first command that writes keeps it as a backup and writes it in the present version.

use super::document::parse_any;
use super::fields::Fields;
use super::{line, seal};

/// What changes from one version to the next.
pub(super) struct Rung {
    /// In the fields around the records.
    pub(super) opening: fn(&mut Fields),
    /// In each record.
    pub(super) record: fn(&mut Fields),
}

/// The upgrades in order: the first leads from version 1 to version 2.
pub(super) const LADDER: &[Rung] = &[];

/// The version at the top of [`LADDER`].
#[expect(clippy::cast_possible_truncation, reason = "nobody writes so many versions")]
pub(super) const fn top() -> u32 {
    1 + LADDER.len() as u32
}

/// The document at the top of a ladder; `None` when it stands there already, or is none.
pub(super) fn climb(bytes: &[u8], ladder: &[Rung]) -> Option<Vec<u8>> {
    let (version, mut opening, records) = parse_any(bytes)?;
    let below = usize::try_from(version.checked_sub(1)?).ok()?;
    let rungs = ladder.get(below..).filter(|rungs| !rungs.is_empty())?;
    for rung in rungs {
        (rung.opening)(&mut opening);
    }
    opening.take("whole");
    opening.set("version", &(ladder.len() + 1));
    let lines = records.iter().map(|raw| lifted(raw.get(), rungs)).collect::<Option<Vec<String>>>()?;
    let opening: Vec<String> = opening.texts().collect();
    Some(format!("{{{},\"records\":[\n{}\n]}}\n", opening.join(","), lines.join(",\n")).into_bytes())
}

/// A record after these upgrades. It is sealed anew only where its seal was whole before.
fn lifted(text: &str, rungs: &[Rung]) -> Option<String> {
    let text = super::fields::on_one_line(text);
    let mut fields = Fields::read(&text).ok()?;
    for rung in rungs {
        (rung.record)(&mut fields);
    }
    let lifted = fields.text();
    if seal::is_untouched(&text) { line::sealed_anew(&lifted) } else { Some(lifted) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two versions that never were: notes are called remarks, then the opening line learns a colour.
    const TRIAL: &[Rung] = &[
        Rung {
            opening: |_| {},
            record: |record| {
                if let Some(note) = record.take("note") {
                    record.set("remark", &note);
                }
            },
        },
        Rung { opening: |opening| opening.set("colour", &"blue"), record: |_| {} },
    ];

    #[test]
    fn a_file_climbs_every_rung_from_where_it_stands() {
        let text = |version: u32| {
            format!(r#"{{"format":"inquota","version":{version},"x":1e400,"records":[{{"id":1,"note":"a","y":[1]}}]}}"#)
        };
        let climbed = |version| climb(text(version).as_bytes(), TRIAL).map(|bytes| String::from_utf8(bytes).unwrap());
        let top = climbed(1).unwrap();
        assert!(top.contains(r#""version":3,"x":1e400,"colour":"blue""#), "{top}");
        assert!(top.contains(r#"{"id":1,"y":[1],"remark":"a"}"#), "{top}");
        assert!(climbed(2).unwrap().contains(r#""note":"a""#));
        assert_eq!((climbed(3), climbed(4), climbed(0)), (None, None, None));
    }

    #[test]
    fn the_version_is_the_top_of_the_ladder() {
        assert_eq!(super::super::VERSION as usize, LADDER.len() + 1);
    }
}
