//! Groups of texts with nearly the same wording.
//!
//! Texts are taken in the order in which they were sent. Each joins the earliest group whose first text it is like, or
//! starts a group. The groups thus depend on when the texts were sent, not on the order in which they were recorded,
//! and a long series of small changes does not end in a group of texts that have nothing in common.
//!
//! A text is not compared with the first text of every group: only with those that agree in some three neighbouring
//! bins. Of texts that share half of their pairs, 1 in 20 has no such bins; of those that share two thirds, 1 in 1,200.

use std::collections::HashMap;

use chrono_tz::Tz;

use crate::engine::calendar::date_of;
use crate::engine::record::Record;
use crate::engine::wording::{BINS, Wording};

/// The number of neighbouring bins in which texts are looked up.
const BAND: usize = 3;

/// The groups so far.
#[derive(Debug, Default)]
struct Groups {
    /// The group of each wording.
    known: HashMap<Wording, usize>,
    /// The first wording of each group.
    first: Vec<Wording>,
    /// The groups whose first wording has a number in a band, by the place of the band.
    bands: HashMap<(usize, u16), Vec<usize>>,
}

impl Groups {
    /// The group that a wording joins or starts.
    fn join(&mut self, wording: Wording) -> usize {
        if let Some(group) = self.known.get(&wording) {
            return *group;
        }
        let group = self.earliest_alike(wording).unwrap_or_else(|| self.begin(wording));
        self.known.insert(wording, group);
        group
    }

    fn earliest_alike(&self, wording: Wording) -> Option<usize> {
        let mut earliest = None;
        for group in bands(wording).filter_map(|band| self.bands.get(&band)).flatten().copied() {
            if earliest.is_none_or(|earliest| group < earliest) && self.first[group].is_alike(wording) {
                earliest = Some(group);
            }
        }
        earliest
    }

    fn begin(&mut self, wording: Wording) -> usize {
        let group = self.first.len();
        self.first.push(wording);
        for band in bands(wording) {
            self.bands.entry(band).or_default().push(group);
        }
        group
    }
}

/// The bands of a wording that are not empty, each with its place.
fn bands(wording: Wording) -> impl Iterator<Item = (usize, u16)> {
    let places = (0..BINS / BAND).map(|band| band * BAND);
    places.map(move |place| (place, wording.band(place, BAND))).filter(|(_, number)| *number != 0)
}

/// The name of the group of each record, in the order in which they were sent; `None` without a fingerprint. A group
/// has the name of the template of its first record, or else its date, with a number if an earlier group has the same
/// name.
pub(super) fn names<'a>(records: impl Iterator<Item = &'a Record>, zone: Tz) -> Vec<Option<String>> {
    let (mut groups, mut names) = (Groups::default(), Names::default());
    let name = |record: &Record| {
        let group = groups.join(record.details.wording?);
        if group == names.of_groups.len() {
            let template = record.details.template.clone();
            names.add(template.unwrap_or_else(|| date_of(record.at, zone).to_string()));
        }
        Some(names.of_groups[group].clone())
    };
    records.map(name).collect()
}

/// The names of groups, each different.
#[derive(Debug, Default)]
struct Names {
    of_groups: Vec<String>,
    /// How many groups have a name so far, without its number.
    times: HashMap<String, usize>,
}

impl Names {
    fn add(&mut self, name: String) {
        let times = self.times.entry(name.clone()).or_default();
        *times += 1;
        let name = if *times == 1 { name } else { format!("{name} ({times})") };
        self.of_groups.push(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::calendar::Instant;
    use crate::engine::person::PersonId;
    use crate::engine::record::{Annotations, Fact, RecordId};

    /// A wording whose first bins are 1, the next 2 and the last 3.
    fn wording(ones: usize, twos: usize) -> Wording {
        let mut bins = [3; BINS];
        bins[..ones + twos].fill(2);
        bins[..ones].fill(1);
        Wording::new(&bins, 0)
    }

    fn groups(wordings: &[Wording]) -> Vec<usize> {
        let mut groups = Groups::default();
        wordings.iter().map(|wording| groups.join(*wording)).collect()
    }

    #[test]
    fn a_text_joins_the_earliest_group_whose_first_text_it_is_like() {
        // 30 of 56 bins must agree. The second agrees with the first in 40, and the third with the second in 36, but
        // with the first in 20 only: a chain does not make them one group.
        let (first, second, third) = (wording(56, 0), wording(40, 16), wording(20, 36));
        assert_eq!(groups(&[first, second, third, second, third]), [0, 0, 1, 0, 1]);
        // The second agrees with the third in 20 + 16 = 36 bins too. The earliest of the groups has it.
        assert_eq!(groups(&[third, first, second]), [0, 1, 0]);
        assert_eq!(groups(&[first, third, second]), [0, 1, 0]);
        assert_eq!(groups(&[wording(0, 56), wording(0, 0)]), [0, 1]);
    }

    #[test]
    fn many_different_texts_are_grouped_at_once() {
        // 20,000 texts, each of a family of 10 that differ in three bins at most.
        let wordings: Vec<Wording> = (0..20_000_u64)
            .map(|number| {
                let mut bins = [0; BINS];
                let mut seed = number / 10 + 1;
                for bin in &mut bins {
                    seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    *bin = 1 + (seed >> 60) as u8 % 15;
                }
                (0..3).for_each(|place| bins[place * 7] = (number % 10) as u8);
                Wording::new(&bins, 0)
            })
            .collect();
        let expected: Vec<usize> = (0..20_000).map(|number| number / 10).collect();
        assert_eq!(groups(&wordings), expected);
    }

    #[test]
    fn a_group_has_the_template_or_the_date_of_its_first_text() {
        // 25 November 2026, 09:00 UTC, and a day later each.
        let record = |(day, wording, template): (i64, Option<Wording>, Option<&str>)| {
            let at = Instant::from_unix(1_795_597_200 + day * 86_400);
            let details = Annotations { wording, template: template.map(str::to_owned), ..Annotations::default() };
            Record {
                id: RecordId(1),
                at,
                recorded: at,
                fact: Fact::Message { to: PersonId(0) },
                details: details.into(),
            }
        };
        let records = [
            (0, Some(wording(56, 0)), Some("intro")),
            (0, None, Some("intro")),
            (1, Some(wording(0, 56)), None),
            (2, Some(wording(50, 6)), Some("other")),
            (2, Some(wording(0, 0)), Some("intro")),
        ];
        let records: Vec<Record> = records.into_iter().map(record).collect();
        let names = names(records.iter(), chrono_tz::UTC);
        let expected = [Some("intro"), None, Some("2026-11-26"), Some("intro"), Some("intro (2)")];
        assert_eq!(names, expected.map(|name| name.map(str::to_owned)));
    }
}
