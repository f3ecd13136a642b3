//! A clock that is wrong by centuries: an error on the way in, never a ledger that cannot be read.

use crate::program::Home;
use crate::scene::{bytes, home_with_records, refusal};

#[test]
fn a_clock_outside_the_years_of_a_ledger_is_refused_by_every_command() {
    let mut home = home_with_records();
    let before = bytes(&home.ledger());
    let clocks = ["3026-01-01T00:00:00Z", "3000-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "0000-01-01T00:00:00Z"];
    for clock in clocks {
        home.at(clock);
        for args in [&["log", "Jane Doe"][..], &["undo"], &["zone", "UTC"], &["status"], &["history"], &["doctor"]] {
            assert_eq!(refusal(&home, 2, args), "bad_environment", "{clock}: {args:?}");
        }
        let run = home.exits(2, &["log", "Jane Doe"]);
        let message = format!("error: INQUOTA_NOW is outside the years 1970 to 2999: {clock}\n");
        assert!(run.err.starts_with(&message), "{}", run.err);
        assert!(bytes(&home.ledger()) == before);
        home.ok(&["help", "log"]);
    }
    // No ledger is begun either.
    let mut home = Home::new();
    home.at(clocks[0]).exits(2, &["log", "Jane Doe"]);
    assert!(!home.ledger().exists());
}

#[test]
fn the_first_and_the_last_second_can_be_recorded_and_read() {
    for clock in ["1970-01-01T00:00:00Z", "2999-12-31T23:59:59Z"] {
        for zone in ["Pacific/Kiritimati", "Pacific/Niue", "UTC"] {
            let mut home = Home::new();
            home.at(clock).in_zone(zone);
            home.ok(&["log", "Jane Doe"]);
            for args in [&["status"][..], &["history"], &["export"], &["doctor"], &["log", "Ravi Patel"]] {
                home.ok(args);
            }
            assert_eq!(home.history(&[]).len(), 2, "{clock} in {zone}");
        }
    }
}
