//! Writes the offsets of every zone of chrono-tz as plain numbers, for `src/engine/calendar/offsets.rs`.
//!
//! Each of the 31,000 spans in chrono-tz has a pointer to its abbreviation. A program that can be loaded anywhere has to
//! set every pointer before it starts, which takes longer than most commands. Numbers need no such thing.
#![allow(clippy::disallowed_methods, clippy::print_stdout, reason = "build scripts read the environment and print")]

use std::collections::HashMap;
use std::path::Path;

use chrono::{DateTime, Offset, TimeZone};
use chrono_tz::{TZ_VARIANTS, Tz};

/// The zones of chrono-tz change their offsets from 1845 to 2099. In seconds since 1970: 1840 to 2100.
const YEARS: std::ops::Range<i64> = -4_102_444_800..4_133_980_800;

/// No zone goes from an offset to another and back in this many seconds: six days.
const STEP: i64 = 6 * 24 * 3600;

/// Since when, in seconds since 1970, and by how many seconds a clock is ahead of UTC.
type Span = (i64, i32);

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let folder = std::env::var("OUT_DIR").expect("cargo names the folder");
    std::fs::write(Path::new(&folder).join("zone_spans.rs"), source()).expect("the folder can be written");
}

/// The spans of all zones, each history once, and for each zone the first of its spans and their number.
fn source() -> String {
    let mut spans: Vec<Span> = Vec::new();
    let mut known: HashMap<Vec<Span>, (usize, usize)> = HashMap::new();
    let mut zones = Vec::new();
    for (place, zone) in TZ_VARIANTS.iter().enumerate() {
        assert_eq!(*zone as usize, place, "the zones of chrono-tz are in the order of their numbers");
        let own = spans_of(*zone);
        let range = *known.entry(own).or_insert_with_key(|own| {
            spans.extend(own);
            (spans.len() - own.len(), own.len())
        });
        zones.push(range);
    }
    format!(
        "pub(super) static SPANS: [(i64, i32); {}] = {spans:?};\npub(super) static ZONES: [(u16, u16); {}] = {zones:?};\n",
        spans.len(),
        zones.len()
    )
}

fn spans_of(zone: Tz) -> Vec<Span> {
    let mut last = (YEARS.start, offset(zone, YEARS.start));
    let mut spans = vec![(i64::MIN, last.1)];
    while last.0 < YEARS.end {
        let next = (last.0 + STEP, offset(zone, last.0 + STEP));
        add_changes(zone, last, next, &mut spans);
        last = next;
    }
    spans
}

/// Adds the changes between two instants, each with its offset.
fn add_changes(zone: Tz, from: Span, to: Span, spans: &mut Vec<Span>) {
    if from.1 == to.1 {
        return;
    }
    if to.0 - from.0 == 1 {
        spans.push(to);
        return;
    }
    let middle = from.0.midpoint(to.0);
    let middle = (middle, offset(zone, middle));
    add_changes(zone, from, middle, spans);
    add_changes(zone, middle, to, spans);
}

fn offset(zone: Tz, unix: i64) -> i32 {
    let utc = DateTime::from_timestamp(unix, 0).expect("a year of four digits").naive_utc();
    zone.offset_from_utc_datetime(&utc).fix().local_minus_utc()
}
