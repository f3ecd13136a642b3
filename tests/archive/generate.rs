//! Random archives: a few people, a few threads, rows of every kind.

use proptest::prelude::*;
use proptest::sample::select;

use super::export::*;

const PEOPLE: [Who; 6] = [JANE, BO, ANN, Who("Jane Doe", "jane-doe-2"), HIDDEN, Who("Acme", "")];
const TEXTS: [&str; 4] = ["Hi.", "Hi,  let us\nconnect.", "", "Thanks!"];

/// A row of one of a few threads, each with the same people in all its rows.
fn any_mail() -> impl Strategy<Value = Mail> {
    (0..8_usize, 0..4_u32, 0..3_u32, any::<bool>(), select(&TEXTS[..]), 0..6_u32).prop_map(
        |(thread, day, second, own, text, kind)| {
            let other = PEOPLE[thread % PEOPLE.len()];
            let group = thread >= PEOPLE.len();
            let date = format!("2026-01-{:02} 10:00:{second:02}", day + 1);
            let (from, to) = match (own, group) {
                (true, false) => (ROBIN, vec![other]),
                (true, true) => (ROBIN, vec![other, BO]),
                (false, false) => (other, vec![ROBIN]),
                (false, true) if kind % 2 == 0 => (other, vec![ROBIN, BO]),
                (false, true) => (BO, vec![ROBIN, other]),
            };
            let row = mail(&format!("t{thread}"), &date, from, &to, text);
            match kind {
                0 => row.subject("A question"),
                1 => row.draft(),
                2 if day == 3 => row.dated("soon"),
                _ => row,
            }
        },
    )
}

fn any_invitation() -> impl Strategy<Value = Vec<String>> {
    (0..4_usize, 1..4_u32, select(&TEXTS[..3]), any::<bool>()).prop_map(|(who, day, note, outgoing)| {
        let direction = if outgoing { "OUTGOING" } else { "INCOMING" };
        invitation(&format!("1/{day}/26, 9:00 AM"), direction, PEOPLE[who], note)
    })
}

/// Rows of messages.csv and of Invitations.csv.
pub(crate) fn any_export() -> impl Strategy<Value = (Vec<Mail>, Vec<Vec<String>>)> {
    (prop::collection::vec(any_mail(), 0..40), prop::collection::vec(any_invitation(), 1..8))
}

/// An archive of these rows, with a profile and connections.
pub(crate) fn export(mails: &[Mail], invited: &[Vec<String>]) -> Export {
    // A table without a readable row is refused, so there is always one.
    let anchor = mail("anchor", "2026-01-01 09:00:00", ROBIN, &[ANN], "Hi.");
    let mails = &[mails, &[anchor]].concat();
    let connected = [(JANE, "02 Jan 2026"), (BO, "03 Jan 2026")];
    Export::new().file("Profile.csv", profile(ROBIN)).messages(mails).invitations(invited).connections(&connected)
}
