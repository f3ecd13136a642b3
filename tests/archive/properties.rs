//! Properties: reading twice is reading once, no order matters, parts are the whole, and nothing panics.

use inquota::archive::{Findings, Limits};
use proptest::prelude::*;

use crate::export::*;
use crate::generate::{any_export, export};

/// What does not say from how many files it came.
fn essence(findings: Findings) -> Findings {
    let mut skipped = findings.skipped;
    (skipped.duplicate, skipped.draft, skipped.bad_date, skipped.invitation_note) = (0, 0, 0, 0);
    Findings { files: Vec::new(), cautions: Vec::new(), skipped, ..findings }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn twice_is_once((mails, invited) in any_export()) {
        let one = export(&mails, &invited);
        let once = read_one(&one);
        let twice = Session::new().zip("a.zip", &one).zip("b.zip", &one).read();
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
    fn no_order_matters(
        (mails, invited) in any_export(),
        (more_mails, more_invited) in any_export(),
        shuffled in any::<prop::sample::Index>(),
    ) {
        let (one, other) = (export(&mails, &invited), export(&more_mails, &more_invited));
        let forth = Session::new().zip("a.zip", &one).zip("b.zip", &other).read();
        let mut turned = mails.clone();
        if !turned.is_empty() {
            let middle = shuffled.index(turned.len());
            turned.rotate_left(middle);
        }
        let back = Session::new().zip("b.zip", &other).zip("a.zip", &export(&turned, &invited)).read();
        let strip = |findings: Findings| Findings { files: Vec::new(), cautions: Vec::new(), ..findings };
        prop_assert_eq!(strip(back), strip(forth));
    }

    #[test]
    fn parts_are_the_whole((mails, invited) in any_export(), parts in prop::collection::vec(any::<bool>(), 48)) {
        let whole = read_one(&export(&mails, &invited));
        let side = |rows: &[Mail], wanted: bool| -> Vec<Mail> {
            rows.iter().zip(&parts).filter(|(_, part)| **part == wanted).map(|(row, _)| row.clone()).collect()
        };
        let parts = Session::new()
            .zip("a.zip", &export(&side(&mails, true), &invited[..invited.len() / 2]))
            .zip("b.zip", &export(&side(&mails, false), &invited[invited.len() / 2..]));
        let together = parts.read();
        let known = whole.invitations_known_from;
        prop_assert_eq!(Findings { invitations_known_from: known, ..essence(together) }, essence(whole));
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..600), name in 0..4_usize) {
        let name = ["messages.csv", "Invitations.csv", "a.zip", "Connections.csv"][name];
        let _ = Session::new().with(name, &bytes).try_read(None, &Limits::default());
    }

    #[test]
    fn any_damage_is_read_or_refused((mails, invited) in any_export(), at in any::<prop::sample::Index>(), by in 1..=255_u8) {
        let whole = export(&mails, &invited);
        let mut packed = whole.zip();
        let place = at.index(packed.len());
        packed[place] ^= by;
        let _ = Session::new().with("a.zip", &packed).try_read(None, &Limits::default());
        let mut table = messages_with(B10, PLAIN, &mails);
        let place = at.index(table.len());
        table[place] ^= by;
        let _ = Session::new().with("messages.csv", &table).try_read(None, &Limits::default());
    }
}
