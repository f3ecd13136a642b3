//! Texts that are nearly the same, and bursts, against a plain count over the events of the model.

use std::collections::BTreeSet;

use inquota::engine::advice::alike::{Alike, sent_texts};
use inquota::engine::advice::burst::{BurstThreshold, sends};
use inquota::engine::calendar::Instant;
use inquota::engine::wording::{BINS, Wording};
use proptest::prelude::*;

use crate::cases;
use crate::history::{histories, moment};
use crate::model::Reading;
use crate::model::reading::Event;

/// A few wordings: the second is like the first in 30 bins, which is enough, and like the third in 26, which is not.
pub(crate) fn wording(number: u64) -> Option<Wording> {
    let ones = [0, BINS, 30, 0][usize::try_from(number % 4).unwrap()];
    let mut bins = [2; BINS];
    bins[..ones].fill(1);
    (!number.is_multiple_of(4)).then(|| Wording::new(&bins, u32::try_from(number % 4).unwrap()))
}

fn sent(reading: &Reading, from: Instant, to: Instant) -> Vec<&Event> {
    let is_within = |event: &&Event| event.at >= from && event.at <= to && event.fact.sent().is_some();
    reading.events.iter().filter(is_within).collect()
}

/// How many people got nearly a text, and whether it differs from each: digit by digit.
pub(crate) fn alike(reading: &Reading, wording: Wording, now: Instant) -> (usize, Option<bool>) {
    let digits = |wording: Wording| String::from(wording)[..BINS].to_owned();
    let agrees = |other: Wording, parts: usize, of: usize| {
        let pairs: Vec<(char, char)> = digits(wording).chars().zip(digits(other).chars()).collect();
        let agreeing = pairs.iter().filter(|(one, other)| one == other && *one != '0').count();
        let filled = pairs.iter().filter(|(one, other)| *one != '0' || *other != '0').count();
        filled > 0 && agreeing * of >= filled * parts
    };
    let events = sent(reading, now.plus_seconds(-30 * 24 * 3600), now);
    let texts: Vec<_> = events.iter().filter_map(|event| Some((event.fact.person()?, event.wording?))).collect();
    let alike = texts.iter().filter(|(_, other)| agrees(*other, 8, 15));
    let people: BTreeSet<_> = alike.map(|(person, _)| *person).collect();
    let differs = texts.iter().all(|(_, other)| !agrees(*other, 68, 75));
    (people.len(), (!texts.is_empty()).then_some(differs))
}

proptest! {
    #![proptest_config(cases(2))]

    #[test]
    fn alike_texts_are_those_of_the_model(history in histories(), when in moment(), number in 1..4_u64) {
        let (instant, reading, timeline) = (history.instant(&when), history.reading(), history.timeline());
        let wording = wording(number).unwrap();
        let texts: Vec<_> = sent_texts(&timeline, instant).collect();
        let found = Alike::of(&texts, Some(wording), instant);
        let (people, differs) = alike(&reading, wording, instant);
        prop_assert_eq!((found.people, found.differs), (people as u64, differs));
    }

    #[test]
    fn bursts_are_those_of_the_model(history in histories(), when in moment(), sends_before in 0..4_u32, minutes in 1..600_u32) {
        let (instant, reading, timeline) = (history.instant(&when), history.reading(), history.timeline());
        let before: Vec<Instant> = sends(&timeline, instant).collect();
        let threshold = BurstThreshold { sends: sends_before, minutes };
        let start = instant.plus_seconds(1 - 60 * i64::from(minutes));
        let count = sent(&reading, start, instant).len() + 1;
        let expected = (count > usize::try_from(sends_before).unwrap()).then_some(count);
        prop_assert_eq!(threshold.burst(&before, 1, instant), expected);
    }
}
