//! Properties of the reader for random archives: an archive read twice, the order of archives, an archive in parts, and
//! bad bytes.

use inquota::archive::{Findings, Limits};
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;

use crate::export::*;
use crate::generate::{any_export, export};

/// The findings without what depends on the number of files.
fn essence(findings: Findings) -> Findings {
    let mut skipped = findings.skipped;
    (skipped.duplicate, skipped.draft, skipped.bad_date, skipped.invitation_note) = (0, 0, 0, 0);
    Findings { files: Vec::new(), cautions: Vec::new(), skipped, ..findings }
}

/// Reads the archives; an error must have a message and a hint.
fn read_or_refused(archives: &Archives) -> TestCaseResult {
    if let Err(error) = archives.try_read(None, &Limits::default()) {
        prop_assert!(!error.to_string().is_empty() && !error.hint().is_empty(), "{:?}", error);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn an_archive_read_twice_gives_the_same_as_once((mails, invited) in any_export()) {
        let one = export(&mails, &invited);
        let once = read_one(&one);
        let twice = Archives::new().zip("a.zip", &one).zip("b.zip", &one).read();
        prop_assert_eq!(essence(twice), essence(once));
    }

    #[test]
    fn every_row_is_counted_or_skipped((mails, invited) in any_export()) {
        let findings = read_one(&export(&mails, &invited));
        let counted = findings.messages.sent + findings.messages.received + findings.invitations.sent
            + findings.invitations.received;
        prop_assert_eq!(counted + skipped(&findings).iter().sum::<u64>(), (mails.len() + 1 + invited.len()) as u64);
        let mut fingerprints: Vec<_> = findings.events.iter().map(|event| event.fingerprint).collect();
        fingerprints.sort();
        fingerprints.dedup();
        prop_assert_eq!(fingerprints.len(), findings.events.len());
    }

    #[test]
    fn the_order_of_archives_and_rows_does_not_matter(
        (mails, invited) in any_export(),
        (more_mails, more_invited) in any_export(),
        shuffled in any::<prop::sample::Index>(),
    ) {
        let (one, other) = (export(&mails, &invited), export(&more_mails, &more_invited));
        let expected = Archives::new().zip("a.zip", &one).zip("b.zip", &other).read();
        let mut rotated = mails.clone();
        if !rotated.is_empty() {
            let middle = shuffled.index(rotated.len());
            rotated.rotate_left(middle);
        }
        let found = Archives::new().zip("b.zip", &other).zip("a.zip", &export(&rotated, &invited)).read();
        let strip = |findings: Findings| Findings { files: Vec::new(), cautions: Vec::new(), ..findings };
        prop_assert_eq!(strip(found), strip(expected));
    }

    #[test]
    fn an_archive_in_two_parts_gives_the_same_as_in_one((mails, invited) in any_export(), parts in prop::collection::vec(any::<bool>(), 48)) {
        let whole = read_one(&export(&mails, &invited));
        let side = |rows: &[Mail], wanted: bool| -> Vec<Mail> {
            rows.iter().zip(&parts).filter(|(_, part)| **part == wanted).map(|(row, _)| row.clone()).collect()
        };
        let parts = Archives::new()
            .zip("a.zip", &export(&side(&mails, true), &invited[..invited.len() / 2]))
            .zip("b.zip", &export(&side(&mails, false), &invited[invited.len() / 2..]));
        let together = parts.read();
        // What the newest archive lists depends on which archive a row is in.
        let (known, listing) = (whole.invitations_known_from, whole.listing.clone());
        prop_assert_eq!(Findings { invitations_known_from: known, listing, ..essence(together) }, essence(whole));
    }

    #[test]
    fn random_bytes_are_read_or_refused_with_an_error(bytes in prop::collection::vec(any::<u8>(), 0..600), name in 0..4_usize) {
        let name = ["messages.csv", "Invitations.csv", "a.zip", "Connections.csv"][name];
        read_or_refused(&Archives::new().with(name, &bytes))?;
    }

    #[test]
    fn a_damaged_archive_is_read_or_refused_with_an_error(
        (mails, invited) in any_export(),
        at in any::<prop::sample::Index>(),
        by in 1..=255_u8,
    ) {
        let whole = export(&mails, &invited);
        let mut packed = whole.zip();
        let place = at.index(packed.len());
        packed[place] ^= by;
        read_or_refused(&Archives::new().with("a.zip", &packed))?;
        let mut table = messages_with(B10, PLAIN, &mails);
        let place = at.index(table.len());
        table[place] ^= by;
        read_or_refused(&Archives::new().with("messages.csv", &table))?;
    }
}
