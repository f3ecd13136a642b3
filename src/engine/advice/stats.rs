//! Response rates by group: by template, wording, tag, channel, weekday, hour or month of the first contact.
//!
//! A rate counts people (rules 8.1), each in the group of their first contact, or in several groups if it has several
//! tags. Two rows are compared if each has enough people and they share nobody, with Fisher's exact test, two-sided.
//! The level of 5 % is divided by the number of pairs compared (Bonferroni), so that many rows do not produce a
//! significant difference by chance.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Timelike};
use serde::Serialize;

use super::habits::Habits;
use super::same_wording;
use super::significance::fisher;
use crate::engine::account::Account;
use crate::engine::calendar::{Instant, Month, date_of};
use crate::engine::interaction::SendKind;
use crate::engine::person::PersonId;
use crate::engine::rates::{Contact, InMailRate, ResponseRate, answered_between};
use crate::engine::record::{Fact, Record};
use crate::engine::timeline::Timeline;

/// The fewest judged people for whom a rate is meaningful.
pub const FEWEST: u64 = 10;

/// The probability below which a difference is significant.
const LEVEL: f64 = 0.05;

/// What people are grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Grouping {
    /// The template of the first contact.
    Template,
    /// Its wording.
    Wording,
    /// Its tags.
    Tag,
    /// Message or InMail.
    Channel,
    /// Its day of the week, in the account's zone.
    Weekday,
    /// Its hour of the day.
    Hour,
    /// Its month.
    Month,
}

impl Grouping {
    /// Every grouping.
    pub const ALL: [Grouping; 7] = [
        Grouping::Template,
        Grouping::Wording,
        Grouping::Tag,
        Grouping::Channel,
        Grouping::Weekday,
        Grouping::Hour,
        Grouping::Month,
    ];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Grouping::Template => "template",
            Grouping::Wording => "wording",
            Grouping::Tag => "tag",
            Grouping::Channel => "channel",
            Grouping::Weekday => "weekday",
            Grouping::Hour => "hour",
            Grouping::Month => "month",
        }
    }
}

/// What the people of a row have in common.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Everyone.
    All,
    /// A template, a wording or a tag.
    Named(String),
    /// No template, no tag.
    Unnamed,
    /// No fingerprint of the text.
    NoText,
    /// First contacted with a message.
    Message,
    /// First contacted with an InMail.
    InMail,
    /// A day of the week: its place from the start of the week, and its number from Monday (0).
    Weekday(u32, u32),
    /// An hour of the day.
    Hour(u32),
    /// A month.
    Month(Month),
}

/// A group, and its response rate.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The group.
    pub group: Group,
    /// The response rate (rules 8.1).
    pub rate: ResponseRate,
    /// The median of the seconds from the first contact to the first response, of those whose response counts.
    pub median: Option<i64>,
    people: Vec<PersonId>,
}

impl Row {
    /// Whether there are too few people for a meaningful rate.
    pub fn is_too_few(&self) -> bool {
        self.rate.judged < FEWEST
    }
}

/// A row with a significantly higher rate than another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SignificantDifference {
    /// The place of the row with the higher rate.
    pub row: usize,
    /// The place of the row with the lower rate.
    pub over: usize,
    /// The probability of such a difference by chance, times the number of pairs compared; 1 at most.
    pub chance: f64,
}

/// Response rates, overall and by group.
#[derive(Clone, Debug, PartialEq)]
pub struct Stats {
    /// Everyone.
    pub all: Row,
    /// A row for each group; empty without a grouping.
    pub rows: Vec<Row>,
    /// The significant differences, most significant first.
    pub beats: Vec<SignificantDifference>,
    /// The number of pairs compared.
    pub compared: usize,
    /// LinkedIn's own rate for InMail (rules 8.2).
    pub inmail_rate: InMailRate,
}

/// A person, their contact, and the place of the record of the first contact.
#[derive(Clone, Debug)]
struct FirstContact {
    person: PersonId,
    contact: Contact,
    place: usize,
}

/// The rates of the people first contacted between two instants, as of the later one.
pub fn stats(timeline: &Timeline, by: Option<Grouping>, since: Instant, as_of: Instant, habits: &Habits) -> Stats {
    let account = timeline.account_at(as_of);
    let contacts = first_contacts(timeline, &account, since, as_of);
    let mut groups: BTreeMap<Group, Vec<&FirstContact>> = BTreeMap::new();
    for (contact, of) in contacts.iter().zip(groups_of_contacts(&contacts, by, timeline, habits)) {
        for group in of {
            groups.entry(group).or_default().push(contact);
        }
    }
    let mut rows: Vec<Row> = groups.into_iter().map(|(group, members)| row(group, &members, as_of)).collect();
    if matches!(by, Some(Grouping::Template | Grouping::Wording | Grouping::Tag)) {
        rows.sort_by_key(|row| std::cmp::Reverse(row.rate.contacted));
    }
    let (beats, compared) = compare(&rows);
    let all = row(Group::All, &contacts.iter().collect::<Vec<_>>(), as_of);
    let responded = answered_between(account.answered_inmails(), (since, as_of));
    let inmail_rate = InMailRate { sent: inmails_sent(timeline, since, as_of), responded };
    Stats { all, rows, beats, compared, inmail_rate }
}

/// The first contacts between two instants, in their order. `account` is as of the later one.
fn first_contacts(timeline: &Timeline, account: &Account, since: Instant, as_of: Instant) -> Vec<FirstContact> {
    let mut seen = vec![false; timeline.book().len()];
    let is_contact = |record: &Record| matches!(record.fact.sent(), Some(SendKind::Message | SendKind::InMail(_)));
    let sent = timeline.events(as_of).filter(|(_, record, _)| is_contact(record));
    let first = sent.filter_map(|(place, _, person)| {
        let person = person.filter(|person| !std::mem::replace(&mut seen[person.index()], true))?;
        let contact = account.known(person).and_then(Contact::of)?;
        Some(FirstContact { person, contact, place })
    });
    first.filter(|first| first.contact.first >= since).collect()
}

/// The number of InMails sent between two instants.
fn inmails_sent(timeline: &Timeline, since: Instant, as_of: Instant) -> u64 {
    let is_inmail = |record: &Record| matches!(record.fact, Fact::InMail { .. }) && record.at >= since;
    timeline.events(as_of).filter(|(_, record, _)| is_inmail(record)).count() as u64
}

/// The groups of each first contact.
fn groups_of_contacts(
    contacts: &[FirstContact],
    by: Option<Grouping>,
    timeline: &Timeline,
    habits: &Habits,
) -> Vec<Vec<Group>> {
    let records = contacts.iter().map(|contact| &timeline.records()[contact.place]);
    match by {
        None => vec![Vec::new(); contacts.len()],
        Some(Grouping::Wording) => {
            let names = same_wording::names(records, timeline.zone()).into_iter();
            names.map(|name| vec![name.map_or(Group::NoText, Group::Named)]).collect()
        }
        Some(by) => records.map(|record| groups_of(record, by, timeline, habits)).collect(),
    }
}

/// The groups of a first contact, which do not depend on other contacts.
fn groups_of(record: &Record, by: Grouping, timeline: &Timeline, habits: &Habits) -> Vec<Group> {
    let local = record.at.in_zone(timeline.zone());
    let date = date_of(record.at, timeline.zone());
    let named = |name: &String| Group::Named(name.clone());
    vec![match by {
        Grouping::Tag if !record.details.tags.is_empty() => {
            // Each tag once, even if the file repeats it.
            let tags: BTreeSet<&String> = record.details.tags.iter().collect();
            return tags.into_iter().map(named).collect();
        }
        Grouping::Tag => Group::Unnamed,
        Grouping::Template => record.details.template.as_ref().map_or(Group::Unnamed, named),
        Grouping::Wording => Group::NoText,
        Grouping::Channel if matches!(record.fact, Fact::InMail { .. }) => Group::InMail,
        Grouping::Channel => Group::Message,
        Grouping::Weekday => {
            let number = date.weekday().num_days_from_monday();
            Group::Weekday(date.weekday().days_since(habits.week_start), number)
        }
        Grouping::Hour => Group::Hour(local.hour()),
        Grouping::Month => Group::Month(Month::of(date)),
    }]
}

fn row(group: Group, members: &[&FirstContact], as_of: Instant) -> Row {
    let contacts = || members.iter().map(|member| member.contact);
    let times = contacts().filter_map(|contact| contact.time_to_respond(as_of));
    let mut people: Vec<PersonId> = members.iter().map(|member| member.person).collect();
    people.sort_unstable();
    Row { group, rate: ResponseRate::of(contacts(), as_of), median: median(times.collect()), people }
}

/// The median; for an even count, the mean of the two middle values.
fn median(mut numbers: Vec<i64>) -> Option<i64> {
    numbers.sort_unstable();
    let (upper, lower) = (numbers.get(numbers.len() / 2)?, numbers.get(numbers.len().saturating_sub(1) / 2)?);
    Some(lower + (upper - lower) / 2)
}

/// The significant differences between rows, and the number of pairs compared.
fn compare(rows: &[Row]) -> (Vec<SignificantDifference>, usize) {
    let enough: Vec<usize> = (0..rows.len()).filter(|place| !rows[*place].is_too_few()).collect();
    let pairs = enough.iter().enumerate().flat_map(|(n, one)| enough[n + 1..].iter().map(move |other| (*one, *other)));
    let pairs: Vec<(usize, usize)> = pairs.filter(|(one, other)| share_nobody(&rows[*one], &rows[*other])).collect();
    let mut beats: Vec<SignificantDifference> = pairs
        .iter()
        .map(|(one, other)| beat(rows, *one, *other, pairs.len()))
        .filter(|beat| beat.chance < LEVEL)
        .collect();
    beats.sort_by(|one, other| one.chance.total_cmp(&other.chance));
    (beats, pairs.len())
}

fn beat(rows: &[Row], one: usize, other: usize, pairs: usize) -> SignificantDifference {
    let counts = |place: usize| (rows[place].rate.responded, rows[place].rate.judged);
    let (first, second) = (counts(one), counts(other));
    let one_leads = u128::from(first.0) * u128::from(second.1) >= u128::from(second.0) * u128::from(first.1);
    let (row, over) = if one_leads { (one, other) } else { (other, one) };
    let pairs = u32::try_from(pairs).map_or(f64::INFINITY, f64::from);
    SignificantDifference { row, over, chance: (fisher(first, second) * pairs).min(1.0) }
}

/// Whether no person is in both rows. Only then are the rows independent.
fn share_nobody(one: &Row, other: &Row) -> bool {
    let (fewer, more) = if one.people.len() < other.people.len() { (one, other) } else { (other, one) };
    !fewer.people.iter().any(|person| more.people.binary_search(person).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(counts: &[(u64, u64)]) -> Vec<Row> {
        let mut next = 0;
        let row = |&(responded, judged): &(u64, u64)| {
            let people = (next..next + u32::try_from(judged).unwrap()).map(PersonId).collect();
            next += u32::try_from(judged).unwrap();
            let rate = ResponseRate { contacted: judged, judged, responded, ..ResponseRate::default() };
            Row { group: Group::Unnamed, rate, median: None, people }
        };
        counts.iter().map(row).collect()
    }

    #[test]
    fn the_median_of_an_even_count_is_the_mean_of_the_middle_two() {
        assert_eq!(median(vec![5, 1, 3]), Some(3));
        assert_eq!(median(vec![5, 1, 2, 9]), Some(3));
        assert_eq!(median(vec![]), None);
    }

    #[test]
    fn differences_need_significance_and_enough_people() {
        // 10 of 10 and 2 of 10: C(20,12) = 125970 ways, of which C(10,10) * C(10,2) = 45 on either side: 0.0007.
        let (beats, compared) = compare(&rows(&[(2, 10), (10, 10)]));
        assert_eq!((compared, beats.len(), beats[0].row, beats[0].over), (1, 1, 1, 0));
        assert!((beats[0].chance - 90.0 / 125_970.0).abs() < 1e-9, "{beats:?}");
        assert!(compare(&rows(&[(4, 10), (6, 10)])).0.is_empty());
        // Nine people are too few for any difference.
        assert_eq!(compare(&rows(&[(0, 9), (9, 9)])), (Vec::new(), 0));
    }

    #[test]
    fn many_rows_need_a_larger_difference() {
        // 8 of 10 and 2 of 10: 2 * (45 * 45 + 10 * 10 + 1) / C(20,10) = 4252 / 184756 = 0.023.
        let chance = compare(&rows(&[(2, 10), (8, 10)])).0[0].chance;
        assert!((chance - 4_252.0 / 184_756.0).abs() < 1e-9, "{chance}");
        // Three rows make three pairs: 0.023 × 3 = 0.069 is above the level.
        assert!(compare(&rows(&[(2, 10), (8, 10), (5, 10)])).0.is_empty());
    }

    #[test]
    fn rows_that_share_people_are_not_compared() {
        let mut two = rows(&[(2, 10), (10, 10)]);
        two[1].people[0] = PersonId(3);
        two[1].people.sort_unstable();
        assert_eq!(compare(&two), (Vec::new(), 0));
    }
}
