//! Builds ledgers from drafts.

use std::sync::LazyLock;

use chrono::NaiveDate;
use chrono_tz::Tz;
use inquota::engine::calendar::{Instant, RenewalDay};
use inquota::engine::correction::Correction;
use inquota::engine::interaction::Interaction;
use inquota::engine::person::PersonId;
use inquota::engine::plan::{Cadence, Enforcement, Limit, PlanNumbers, PlanRecord, built_in_plans};
use inquota::engine::record::{ContactChange, Details, Expiry, Fact, Record, RecordId, Target};

use super::History;
use super::draft::{Deed, Draft, EditDraft, ExpiryDraft, PlanDraft};
use super::moments::{Moment, date_in, instant};
use crate::model::dates::{Dates, plus_days};
use crate::texts::wording;

/// The ten built-in plans, two versions of one plan of the member's own, and another plan.
static PLANS: LazyLock<Vec<(String, PlanNumbers)>> = LazyLock::new(|| {
    let mut plans: Vec<_> = built_in_plans().iter().map(|plan| (plan.name.clone(), plan.numbers.clone())).collect();
    let team = PlanNumbers {
        cadence: Cadence::Billing,
        zone: Some(Tz::Pacific__Apia),
        inmail_monthly: 4,
        inmail_cap: Some(6),
        inmail_life: Some(35),
        refund_days: Some(10),
        daily: Some(Limit { count: 1, force: Enforcement::Enforced }),
        monthly: Some(Limit { count: 2, force: Enforcement::Advisory }),
        invitations: Some(Limit { count: 2, force: Enforcement::Enforced }),
        notes: Some(Limit { count: 1, force: Enforcement::Enforced }),
        inmails_daily: Some(Limit { count: 2, force: Enforcement::Enforced }),
        invitations_daily: Some(Limit { count: 1, force: Enforcement::Advisory }),
    };
    let later_version = PlanNumbers { inmail_monthly: 2, inmail_cap: None, daily: None, ..team.clone() };
    let club = PlanNumbers { zone: Some(Tz::Pacific__Kiritimati), cadence: Cadence::Calendar, ..team.clone() };
    plans.push(("club".to_owned(), club));
    plans.push(("team".to_owned(), later_version));
    plans.push(("team".to_owned(), team));
    plans
});

pub(crate) const PLAN_COUNT: usize = 13;

struct Builder<'a> {
    draft: &'a Draft,
    zone: Tz,
    /// When the ledger was created, and the instant of every entry since.
    instants: Vec<Instant>,
    records: Vec<Record>,
}

pub(crate) fn build(draft: &Draft) -> History {
    let zone = draft.zone;
    let noon = instant(&Moment::Clock { day: 0, time: 2 }, draft.season, zone, &[]);
    let created = instant(&draft.created, draft.season, zone, &[noon]);
    let mut builder = Builder { draft, zone, instants: vec![created], records: Vec::new() };
    for (moment, deed) in &draft.entries {
        let at = instant(moment, draft.season, zone, &builder.instants);
        builder.instants.push(at);
        builder.enter(at, deed);
    }
    History { zone, created, season: draft.season, records: builder.records }
}

impl Builder<'_> {
    fn enter(&mut self, at: Instant, deed: &Deed) {
        match deed {
            Deed::With(person, what) => self.push(at, what.with(PersonId(*person))),
            Deed::Withdrawn(person) => {
                self.push(at, Fact::Invitation { to: PersonId(*person), with_note: false });
                self.push(at, Fact::Withdrawal { of: PersonId(*person) });
            }
            Deed::Block(person, days) => {
                let until = days.map(|days| plus_days(Dates::of(self.zone).date(at), days));
                self.push(at, Fact::Blocked { who: PersonId(*person), until });
            }
            Deed::Unblock(person) => self.push(at, Fact::Unblocked { who: PersonId(*person) }),
            Deed::Purchase { credits, expiry } => {
                let expiry = self.expiry(at, expiry);
                self.push(at, Fact::Purchase { credits: *credits, expiry });
            }
            Deed::Balance(credits) => self.push(at, Fact::Balance { credits: *credits }),
            Deed::Stopped { what, days } => {
                let until = days.map(|days| plus_days(Dates::of(self.zone).date(at), days));
                self.push(at, Fact::Stopped { what: *what, until });
            }
            Deed::Lifted(what) => self.push(at, Fact::Lifted { what: *what }),
            Deed::Plan(plan) => self.push(at, self.plan(plan)),
            Deed::PlanAndBalance(plan, credits) => {
                self.step(at, [self.plan(plan), Fact::Balance { credits: *credits }]);
            }
            Deed::Merge { from, into } if from == into => {}
            Deed::Merge { from, into } => {
                let change = ContactChange::Merge { from: PersonId(*from), into: PersonId(*into) };
                self.push(at, Fact::Contact(Box::new(change)));
            }
            Deed::Void(place) => self.void(at, *place),
            Deed::Undo => self.void(at, self.records.len().saturating_sub(1)),
            Deed::Edit { record, edit } => self.edit(at, *record, edit),
            Deed::Unknown => self.push(at, Fact::Unknown),
        }
    }

    fn next_id(&self) -> RecordId {
        RecordId(self.records.len() as u64 + 1)
    }

    fn push(&mut self, at: Instant, fact: Fact) {
        let id = self.next_id();
        let mut details = Details::default();
        if fact.sent().is_some() {
            details.change(|annotations| annotations.wording = wording(id.0));
        }
        self.records.push(Record { id, at, recorded: at, fact, details });
    }

    fn step(&mut self, at: Instant, facts: [Fact; 2]) {
        let step = Some(self.next_id());
        for fact in facts {
            self.push(at, fact);
            let record = self.records.last_mut().unwrap();
            record.details = record.details.clone().in_step(step);
        }
    }

    fn void(&mut self, at: Instant, place: usize) {
        if let Some(record) = self.earlier(place) {
            let target = record.details.step().map_or(Target::Record(record.id), Target::Step);
            self.push(at, Fact::Void(target));
        }
    }

    fn earlier(&self, place: usize) -> Option<&Record> {
        let count = self.records.len();
        (count > 0).then(|| &self.records[place % count])
    }

    fn edit(&mut self, at: Instant, place: usize, edit: &EditDraft) {
        let Some(target) = self.earlier(place) else { return };
        let is_interaction = Interaction::of(&target.fact).is_some();
        let is_personal = is_interaction || matches!(target.fact, Fact::Blocked { .. } | Fact::Unblocked { .. });
        let is_moved = is_personal
            || matches!(
                target.fact,
                Fact::Purchase { .. }
                    | Fact::Balance { .. }
                    | Fact::Stopped { .. }
                    | Fact::Lifted { .. }
                    | Fact::Plan(_)
            );
        if !is_moved {
            return;
        }
        let moved = edit.at.as_ref().map(|moment| instant(moment, self.draft.season, self.zone, &self.instants));
        let correction = Correction {
            at: moved,
            person: edit.person.filter(|_| is_personal).map(PersonId),
            what: edit.what.filter(|_| is_interaction),
            credits: edit.credits,
            until: self.corrected_end(target),
            wording: (is_personal && self.next_id().0.is_multiple_of(3)).then(|| wording(self.next_id().0 / 3)),
            ..Correction::default()
        };
        let record = target.id;
        self.push(at, Fact::Edit { record, correction: Box::new(correction) });
    }

    /// For every second edit of a stop or a mark not to contact: another end, or none.
    fn corrected_end(&self, target: &Record) -> Option<Option<NaiveDate>> {
        let (number, ends) = (self.next_id().0, matches!(target.fact, Fact::Stopped { .. } | Fact::Blocked { .. }));
        let date = || plus_days(Dates::of(self.zone).date(target.at), 1 + u32::try_from(number % 5).unwrap());
        (ends && number.is_multiple_of(2)).then(|| (!number.is_multiple_of(4)).then(date))
    }

    fn expiry(&self, at: Instant, draft: &ExpiryDraft) -> Expiry {
        match draft {
            ExpiryDraft::PlanLife => Expiry::PlanLife,
            ExpiryDraft::InDays(days) => Expiry::On(plus_days(Dates::of(self.zone).date(at), *days)),
            ExpiryDraft::Never => Expiry::Never,
        }
    }

    fn plan(&self, draft: &PlanDraft) -> Fact {
        let (name, own) = PLANS[draft.plan].clone();
        let renews_on = draft.renews_on.filter(|_| own.cadence == Cadence::Billing).and_then(RenewalDay::new);
        let from = draft.from.as_ref().map(|date| date_in(date, self.draft.season));
        let changes = draft.changes.clone();
        Fact::Plan(Box::new(PlanRecord { name, own, changes, from, renews_on, keep_credits: draft.keep_credits }))
    }
}
