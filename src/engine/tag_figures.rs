//! The figures of a period by tag: of the sends with a tag, and of what came of them.
//!
//! A record with several tags counts under each of them. Credits belong to the account; a tag has only what its InMails
//! spent.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveDate;

use super::acceptance_rate::AcceptanceRate;
use super::attribution::{Approach, Attribution, Counted, Event};
use super::calendar::{Instant, date_of, end_of, start_of};
use super::interaction::SendKind;
use super::message_days::{MessageDay, MessageDays};
use super::person::PersonId;
use super::rates::{InMailRate, ResponseRate};
use super::record::Details;
use super::statement::{DayFigures, Period, Statement};
use super::timeline::Timeline;
use super::totals::Totals;

/// The figures of one tag.
#[derive(Clone, Debug, PartialEq)]
pub struct TagFigures {
    /// The tag; `None` for what has none.
    pub tag: Option<String>,
    /// The counts of its sends, and of the answers that belong to them.
    pub counts: Totals,
    /// The different people to whom something was sent.
    pub people: u64,
    /// The response rate of the people first contacted with it.
    pub response_rate: ResponseRate,
    /// The acceptance rate of its invitations.
    pub acceptance_rate: AcceptanceRate,
}

/// The figures of every tag.
#[derive(Clone, Debug, PartialEq)]
pub struct FiguresByTag {
    /// The tags with the most sends first; what has no tag last.
    pub rows: Vec<TagFigures>,
    /// The number of sends with several tags, which count under each of them.
    pub in_several: u64,
}

/// A ledger up to an instant, for figures by tag.
#[derive(Debug)]
pub struct TaggedLedger<'a> {
    timeline: &'a Timeline,
    as_of: Instant,
    attribution: Attribution,
}

impl<'a> TaggedLedger<'a> {
    /// The ledger up to an instant. The timeline must be the whole ledger.
    pub fn new(timeline: &'a Timeline, as_of: Instant) -> TaggedLedger<'a> {
        TaggedLedger { timeline, as_of, attribution: Attribution::of(timeline, as_of) }
    }

    /// The tags of all sends that count, at whatever instant, latest first.
    pub fn tags(timeline: &Timeline) -> Vec<&str> {
        let records = timeline.records().iter().enumerate().rev();
        let sends = records.filter(|(place, record)| timeline.is_active(*place) && record.fact.sent().is_some());
        let mut seen = HashSet::new();
        let tags = sends.flat_map(|(_, record)| record.details.distinct_tags());
        tags.filter(|tag| seen.insert(*tag)).collect()
    }

    /// The figures of a period under one tag. There is no credit statement; the balances are 0.
    pub fn statement(&self, tag: &str, period: Period) -> Statement {
        let belongs = |send: usize| self.details(send).distinct_tags().contains(tag);
        let events: Vec<&Event> = self.events_in(period).filter(|event| belongs(event.send)).collect();
        let (counts, days) = self.daily(&events, period);
        let (first, last) = self.span(period);
        let is_inmail = |place: &&usize| belongs(**place) && (first..=last).contains(&self.sent_at(**place));
        let responded = self.attribution.answered_inmails.iter().filter(is_inmail).count() as u64;
        let rate = |approaches: &[Approach]| {
            let counted = in_period(approaches, (first, last)).filter(|approach| belongs(approach.send));
            ResponseRate::of(counted.map(|approach| approach.contact), self.as_of)
        };
        Statement {
            period,
            as_of: self.as_of,
            opening: 0,
            closing: 0,
            response_rate: rate(&self.attribution.contacts),
            inmail_rate: InMailRate { sent: counts.inmails, responded },
            acceptance_rate: rate(&self.attribution.invitations).into(),
            message_days: self.message_days(&events),
            counts,
            days,
        }
    }

    /// The figures of a period under every tag.
    pub fn by_tag(&self, period: Period) -> FiguresByTag {
        let mut groups: BTreeMap<Option<&str>, Group> = BTreeMap::new();
        let mut in_several = 0;
        for event in self.events_in(period) {
            let tags = self.tags_of(event.send);
            in_several += u64::from(tags.len() > 1 && matches!(event.what, Counted::Sent(..)));
            for tag in tags {
                groups.entry(tag).or_default().add(event);
            }
        }
        for approach in in_period(&self.attribution.contacts, self.span(period)) {
            for tag in self.tags_of(approach.send) {
                groups.entry(tag).or_default().contacts.push(*approach);
            }
        }
        for approach in in_period(&self.attribution.invitations, self.span(period)) {
            for tag in self.tags_of(approach.send) {
                groups.entry(tag).or_default().invitations.push(*approach);
            }
        }
        let mut rows: Vec<TagFigures> =
            groups.into_iter().map(|(tag, group)| group.into_figures(tag, self.as_of)).collect();
        rows.sort_by_key(|row| (row.tag.is_none(), std::cmp::Reverse(row.sent())));
        FiguresByTag { rows, in_several }
    }

    /// What counts in a period.
    fn events_in(&self, period: Period) -> impl Iterator<Item = &Event> {
        let (first, last) = self.span(period);
        self.attribution.events.iter().filter(move |event| (first..=last).contains(&event.at))
    }

    /// The counts of some events of a period, in all and by day.
    fn daily(&self, events: &[&Event], period: Period) -> (Totals, Vec<DayFigures>) {
        let (mut all, mut by_date) = (Totals::default(), HashMap::new());
        for event in events {
            event.add_to(&mut all);
            event.add_to(by_date.entry(date_of(event.at, self.timeline.zone())).or_default());
        }
        let days = period.dates().map(|date| DayFigures { date, counts: by_date.remove(&date).unwrap_or_default() });
        (all, days.collect())
    }

    /// The days on which people got messages among some events, which are in the order in which they happened.
    fn message_days(&self, events: &[&Event]) -> MessageDays {
        let (mut latest, mut days): (HashMap<PersonId, NaiveDate>, Vec<MessageDay>) = (HashMap::new(), Vec::new());
        for event in events.iter().filter(|event| matches!(event.what, Counted::Sent(SendKind::Message, _))) {
            let date = date_of(event.at, self.timeline.zone());
            let previous = latest.insert(event.person, date);
            if previous != Some(date) {
                days.push(MessageDay { date, previous });
            }
        }
        MessageDays::new(days)
    }

    /// The tags under which a send counts: `None` if it has none.
    fn tags_of(&self, send: usize) -> Vec<Option<&str>> {
        let tags = self.details(send).distinct_tags();
        if tags.is_empty() { vec![None] } else { tags.into_iter().map(Some).collect() }
    }

    fn details(&self, send: usize) -> &Details {
        &self.timeline.records()[send].details
    }

    fn sent_at(&self, send: usize) -> Instant {
        self.timeline.records()[send].at
    }

    fn span(&self, period: Period) -> (Instant, Instant) {
        let zone = self.timeline.zone();
        (start_of(period.from, zone), end_of(period.to, zone))
    }
}

impl TagFigures {
    /// Everything that was sent.
    fn sent(&self) -> u64 {
        self.counts.messages + self.counts.inmails + self.counts.invitations
    }
}

/// What counts under one tag.
#[derive(Debug, Default)]
struct Group {
    counts: Totals,
    people: HashSet<PersonId>,
    contacts: Vec<Approach>,
    invitations: Vec<Approach>,
}

impl Group {
    fn add(&mut self, event: &Event) {
        event.add_to(&mut self.counts);
        if matches!(event.what, Counted::Sent(..)) {
            self.people.insert(event.person);
        }
    }

    fn into_figures(self, tag: Option<&str>, as_of: Instant) -> TagFigures {
        let rate = |approaches: &[Approach]| ResponseRate::of(approaches.iter().map(|one| one.contact), as_of);
        TagFigures {
            tag: tag.map(str::to_owned),
            people: self.people.len() as u64,
            response_rate: rate(&self.contacts),
            acceptance_rate: rate(&self.invitations).into(),
            counts: self.counts,
        }
    }
}

impl Event {
    /// Adds what it counts.
    fn add_to(&self, totals: &mut Totals) {
        match &self.what {
            Counted::Sent(SendKind::Message, effect) => {
                totals.messages += 1;
                totals.day_slots += u64::from(effect.day_slot);
                totals.month_slots += u64::from(effect.month_slot);
                totals.over_limit += u64::from(!effect.over.is_empty());
            }
            Counted::Sent(SendKind::InMail(_), effect) => {
                totals.inmails += 1;
                totals.charged += u64::from(effect.credit);
                totals.uncovered += u64::from(effect.uncovered);
                totals.free += u64::from(!effect.credit && !effect.uncovered);
            }
            Counted::Sent(SendKind::Invitation { with_note }, _) => {
                totals.invitations += 1;
                totals.notes += u64::from(*with_note);
            }
            Counted::Responded => totals.responses += 1,
            Counted::Accepted => totals.accepted += 1,
            Counted::Withdrawn => totals.withdrawn += 1,
        }
    }
}

/// Those of some first contacts or invitations that are between two instants, both included.
fn in_period(approaches: &[Approach], (first, last): (Instant, Instant)) -> impl Iterator<Item = &Approach> {
    approaches.iter().filter(move |approach| (first..=last).contains(&approach.contact.first))
}
