//! Rates by group: response rates by template, wording, tag, channel, weekday, hour or month of the first contact, and
//! acceptance rates by those of the invitation, or by whether it had a note.
//!
//! A response rate counts people (rules 8.1) in the group of their first contact, or in each group of its tags. An
//! acceptance rate counts invitations likewise (rules 5.6); one that replaced others is in the group of the first. Two
//! rows are compared if each has enough people and they share nobody, with Fisher's exact test, two-sided. The level of
//! 5 % is divided by the number of pairs compared (Bonferroni), so that many rows produce no difference by chance.

use std::collections::{BTreeMap, HashMap};

use chrono::{Datelike, Timelike};
use serde::Serialize;

use super::habits::Habits;
use super::same_wording;
use super::significance::fisher;
use crate::engine::attribution::{Approach, Attribution, Counted};
use crate::engine::calendar::{Instant, Month, date_of};
use crate::engine::interaction::SendKind;
use crate::engine::person::PersonId;
use crate::engine::rates::{Cost, InMailRate, ResponseRate};
use crate::engine::record::{Fact, Record};
use crate::engine::timeline::Timeline;

/// The fewest judged people for whom a rate is meaningful.
pub const FEWEST: u64 = 10;

/// The probability below which a difference is significant.
const LEVEL: f64 = 0.05;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The people contacted, and their responses (rules 8.1).
    People,
    /// The invitations, and their acceptances (rules 5.6).
    Invitations,
}

/// What people or invitations are grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Grouping {
    /// The template of the first contact.
    Template,
    /// Its wording.
    Wording,
    /// Its tags.
    Tag,
    /// Whether the invitation carried a note.
    Note,
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
    pub const ALL: [Grouping; 8] = [
        Grouping::Template,
        Grouping::Wording,
        Grouping::Tag,
        Grouping::Note,
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
            Grouping::Note => "note",
            Grouping::Channel => "channel",
            Grouping::Weekday => "weekday",
            Grouping::Hour => "hour",
            Grouping::Month => "month",
        }
    }
}

/// What the people or invitations of a row have in common.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    /// Everyone.
    All,
    /// A template, a wording or a tag.
    Named(String),
    /// No template, no tag.
    Unnamed,
    /// Invited with a note.
    WithNote,
    /// Invited without one.
    WithoutNote,
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

/// A group, and its rate.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The group.
    pub group: Group,
    /// The response rate (rules 8.1), or the acceptance rate in its terms (rules 5.6).
    pub rate: ResponseRate,
    /// The median of the seconds until the first response or the acceptance, of those that count.
    pub median: Option<i64>,
    /// The credits spent by its InMails, and the responses in the same time; `None` unless people are grouped by tag.
    pub cost: Option<Cost>,
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

/// Rates, overall and by group.
#[derive(Clone, Debug, PartialEq)]
pub struct Stats {
    /// Everyone, or every invitation.
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

/// The rates of the people first contacted, or of the invitations sent, between two instants, as of the later one.
pub fn stats(
    timeline: &Timeline,
    (subject, by): (Subject, Option<Grouping>),
    since: Instant,
    as_of: Instant,
    habits: &Habits,
) -> Stats {
    let found = Attribution::of(timeline, as_of);
    let approaches = if subject == Subject::People { &found.contacts } else { &found.invitations };
    let counted: Vec<&Approach> = approaches.iter().filter(|one| one.contact.first >= since).collect();
    let mut groups: BTreeMap<Group, Vec<&Approach>> = BTreeMap::new();
    for (approach, of) in counted.iter().zip(groups_of_all(&counted, by, timeline, habits)) {
        for group in of {
            groups.entry(group).or_default().push(*approach);
        }
    }
    let tags_of = |send: usize| groups_of(&timeline.records()[send], Grouping::Tag, timeline, habits);
    let costs = (subject == Subject::People && by == Some(Grouping::Tag)).then(|| costs(&found, since, tags_of));
    let cost_of = |group: &Group| Some(costs.as_ref()?.get(group).copied().unwrap_or_default());
    let row = |group: Group, members: &[&Approach]| Row { cost: cost_of(&group), ..row(group, members, as_of) };
    let mut rows: Vec<Row> = groups.into_iter().map(|(group, members)| row(group, &members)).collect();
    if matches!(by, Some(Grouping::Template | Grouping::Wording | Grouping::Tag)) {
        rows.sort_by_key(|row| std::cmp::Reverse(row.rate.contacted));
    }
    let (beats, compared) = compare(&rows);
    Stats { all: row(Group::All, &counted), rows, beats, compared, inmail_rate: inmail_rate(&found, timeline, since) }
}

/// The credits spent and the responses that came since an instant, of each group and of all.
fn costs(found: &Attribution, since: Instant, groups_of: impl Fn(usize) -> Vec<Group>) -> HashMap<Group, Cost> {
    let mut costs: HashMap<Group, Cost> = HashMap::new();
    for event in found.events.iter().filter(|event| event.at >= since) {
        let (spent, responses) = match &event.what {
            Counted::Sent(_, effect) => (u64::from(effect.credit), 0),
            Counted::Responded => (0, 1),
            Counted::Accepted | Counted::Withdrawn => continue,
        };
        for group in groups_of(event.send).into_iter().chain([Group::All]) {
            let cost = costs.entry(group).or_default();
            (cost.spent, cost.responses) = (cost.spent + spent, cost.responses + responses);
        }
    }
    costs
}

/// LinkedIn's own rate of the InMails sent since an instant (rules 8.2).
fn inmail_rate(found: &Attribution, timeline: &Timeline, since: Instant) -> InMailRate {
    let is_counted = |place: usize| timeline.records()[place].at >= since;
    let is_inmail = |what: &Counted| matches!(what, Counted::Sent(SendKind::InMail(_), _));
    let sent = found.events.iter().filter(|event| is_inmail(&event.what) && is_counted(event.send));
    let responded = found.answered_inmails.iter().filter(|place| is_counted(**place));
    InMailRate { sent: sent.count() as u64, responded: responded.count() as u64 }
}

/// The groups of each first contact or invitation.
fn groups_of_all(counted: &[&Approach], by: Option<Grouping>, timeline: &Timeline, habits: &Habits) -> Vec<Vec<Group>> {
    let records = counted.iter().map(|approach| &timeline.records()[approach.send]);
    match by {
        None => vec![Vec::new(); counted.len()],
        Some(Grouping::Wording) => {
            let names = same_wording::names(records, timeline.zone()).into_iter();
            names.map(|name| vec![name.map_or(Group::NoText, Group::Named)]).collect()
        }
        Some(by) => records.map(|record| groups_of(record, by, timeline, habits)).collect(),
    }
}

/// The groups of a first contact or an invitation, which do not depend on others.
fn groups_of(record: &Record, by: Grouping, timeline: &Timeline, habits: &Habits) -> Vec<Group> {
    let local = record.at.in_zone(timeline.zone());
    let date = date_of(record.at, timeline.zone());
    let named = |name: &str| Group::Named(name.to_owned());
    vec![match by {
        Grouping::Tag => {
            let tags: Vec<Group> = record.details.distinct_tags().into_iter().map(named).collect();
            return if tags.is_empty() { vec![Group::Unnamed] } else { tags };
        }
        Grouping::Template => record.details.template.as_deref().map_or(Group::Unnamed, named),
        Grouping::Note if matches!(record.fact, Fact::Invitation { with_note: true, .. }) => Group::WithNote,
        Grouping::Note => Group::WithoutNote,
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

fn row(group: Group, members: &[&Approach], as_of: Instant) -> Row {
    let contacts = || members.iter().map(|member| member.contact);
    let times = contacts().filter_map(|contact| contact.time_to_respond(as_of));
    let mut people: Vec<PersonId> = members.iter().map(|member| member.person).collect();
    people.sort_unstable();
    Row { group, rate: ResponseRate::of(contacts(), as_of), median: median(times.collect()), cost: None, people }
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
            Row { group: Group::Unnamed, rate, median: None, cost: None, people }
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
