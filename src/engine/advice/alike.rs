//! How many people got nearly the same text in the last 30 days.

use std::collections::HashSet;

use crate::engine::calendar::{HOUR, Instant};
use crate::engine::person::PersonId;
use crate::engine::timeline::Timeline;
use crate::engine::wording::{Similarity, Wording};

/// How long a text counts, in seconds: 30 × 24 hours.
const SPAN: i64 = 30 * 24 * HOUR;

/// A text that was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SentText {
    /// When.
    pub at: Instant,
    /// To whom, after merging.
    pub to: PersonId,
    /// Its fingerprint.
    pub wording: Wording,
}

/// The earliest instant from which a text counts as of an instant.
pub fn since(as_of: Instant) -> Instant {
    as_of.plus_seconds(-SPAN)
}

/// The texts sent in the 30 days up to an instant, among the records of a timeline.
pub fn sent_texts(timeline: &Timeline, as_of: Instant) -> impl Iterator<Item = SentText> {
    let since = since(as_of);
    let recent = timeline.events(as_of).filter(move |(_, record, _)| record.at >= since);
    recent.filter_map(|(_, record, person)| {
        record.fact.sent()?;
        Some(SentText { at: record.at, to: person?, wording: record.details.wording? })
    })
}

/// How many people got nearly the same text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alike {
    /// How many different people.
    pub people: u64,
    /// The instant from which texts count.
    pub since: Instant,
    /// Whether something of it differs from each of the texts; `None` if there is nothing to compare.
    pub differs: Option<bool>,
}

impl Alike {
    /// The people among those who got texts whose text was nearly this one, in the 30 days up to an instant. `None` is
    /// a text too short to be compared.
    pub fn of(texts: &[SentText], wording: Option<Wording>, as_of: Instant) -> Alike {
        let since = since(as_of);
        let Some(wording) = wording else { return Alike { people: 0, since, differs: None } };
        let (mut people, mut differs) = (HashSet::new(), None);
        for text in texts.iter().filter(|text| text.at >= since && text.at <= as_of) {
            let similarity = wording.similarity(text.wording);
            if similarity >= Similarity::Alike {
                people.insert(text.to);
            }
            differs = Some(differs != Some(false) && similarity < Similarity::AlmostSame);
        }
        Alike { people: people.len() as u64, since, differs }
    }
}

/// The numbers of people from which too many got nearly the same text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AlikeThresholds {
    /// From this number on, a warning.
    pub few: u32,
    /// From this number on, a stronger warning.
    pub many: u32,
    /// From this number on, the text is not fit to send.
    pub most: u32,
}

impl Default for AlikeThresholds {
    fn default() -> AlikeThresholds {
        AlikeThresholds { few: 3, many: 10, most: 20 }
    }
}

/// How serious it is that so many people got nearly the same text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AlikeLevel {
    /// A warning.
    Few,
    /// A stronger warning.
    Many,
    /// The text is not fit to send.
    Most,
}

impl AlikeThresholds {
    /// The level that a number of people reaches; `None` if it is fine.
    pub fn level(self, people: u64) -> Option<AlikeLevel> {
        let levels = [(self.most, AlikeLevel::Most), (self.many, AlikeLevel::Many), (self.few, AlikeLevel::Few)];
        levels.into_iter().find(|(from, _)| people >= u64::from(*from)).map(|(_, level)| level)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::wording::BINS;

    /// A wording of which this many bins are 1, and the others 2.
    fn wording(ones: usize) -> Wording {
        let mut bins = [2; BINS];
        bins[..ones].fill(1);
        Wording::new(&bins, 0)
    }

    #[test]
    fn different_people_with_a_text_alike_count_in_the_thirty_days() {
        let now = Instant::from_unix(1_795_597_200);
        // 30 × 86,400 seconds.
        let since = now.plus_seconds(-2_592_000);
        let text =
            |seconds, to, ones| SentText { at: now.plus_seconds(seconds), to: PersonId(to), wording: wording(ones) };
        // 26 of 56 bins may differ: 30 agree.
        let texts = [
            text(-2_592_000, 1, 56),
            text(-2_592_001, 2, 56),
            text(-10, 1, 56),
            text(-5, 3, 30),
            text(-4, 4, 29),
            text(1, 5, 56),
        ];
        let alike = Alike::of(&texts, Some(wording(56)), now);
        assert_eq!(alike, Alike { people: 2, since, differs: Some(false) });
        // Nothing is like a text that is too short.
        assert_eq!(Alike::of(&texts, None, now), Alike { people: 0, since, differs: None });
    }

    #[test]
    fn a_text_differs_if_no_other_of_the_thirty_days_has_nearly_all_of_it() {
        let now = Instant::from_unix(1_795_597_200);
        let text = |seconds, ones| SentText { at: now.plus_seconds(seconds), to: PersonId(1), wording: wording(ones) };
        let differs = |texts: &[SentText], ones| Alike::of(texts, Some(wording(ones)), now).differs;
        // 51 of 56 bins are nine in ten of the pairs.
        assert_eq!(differs(&[text(-5, 56), text(-4, 20)], 51), Some(false));
        assert_eq!(differs(&[text(-5, 20), text(-4, 56)], 51), Some(false));
        assert_eq!(differs(&[text(-5, 56), text(-4, 20)], 50), Some(true));
        assert_eq!(differs(&[text(-2_592_001, 56), text(1, 56)], 56), None);
    }

    #[test]
    fn three_people_are_a_caution_ten_a_stronger_one_and_twenty_a_no() {
        let level = |people| AlikeThresholds::default().level(people);
        assert_eq!([level(0), level(2), level(3)], [None, None, Some(AlikeLevel::Few)]);
        assert_eq!([level(9), level(10)], [Some(AlikeLevel::Few), Some(AlikeLevel::Many)]);
        assert_eq!([level(19), level(20)], [Some(AlikeLevel::Many), Some(AlikeLevel::Most)]);
    }
}
