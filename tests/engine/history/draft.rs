//! Drafts of ledgers: random entries, before they are made consistent.

use chrono_tz::Tz;
use inquota::engine::interaction::Interaction;
use inquota::engine::plan::{Limit, PlanChanges};
use inquota::engine::record::{Answer, Charge};
use inquota::engine::stop::StoppedKind;
use proptest::option;
use proptest::prelude::*;

use super::build::{PLAN_COUNT, build};
use super::moments::{DateDraft, Moment, date, moment, season_and_zone};
use super::{History, PEOPLE};

#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) zone: Tz,
    pub(crate) season: usize,
    pub(crate) created: Moment,
    pub(crate) entries: Vec<(Moment, Deed)>,
}

/// What an entry records. Numbers of other records count the records before it, and wrap around.
#[derive(Clone, Debug)]
pub(crate) enum Deed {
    With(u32, Interaction),
    /// An invitation that is withdrawn at once.
    Withdrawn(u32),
    /// A mark not to contact somebody, for days from the date of the record or for good.
    Block(u32, Option<u32>),
    Unblock(u32),
    Purchase {
        credits: u32,
        expiry: ExpiryDraft,
    },
    Balance(u32),
    Stopped {
        what: StoppedKind,
        /// Days from the date of the stop to its end, if given.
        days: Option<u32>,
    },
    Lifted(StoppedKind),
    Plan(PlanDraft),
    /// A plan and a balance in one step.
    PlanAndBalance(PlanDraft, u32),
    Merge {
        from: u32,
        into: u32,
    },
    Void(usize),
    /// Takes back the last record.
    Undo,
    Edit {
        record: usize,
        edit: EditDraft,
    },
    Unknown,
}

#[derive(Clone, Debug)]
pub(crate) enum ExpiryDraft {
    PlanLife,
    /// Days after the date of the purchase.
    InDays(u32),
    Never,
}

#[derive(Clone, Debug)]
pub(crate) struct PlanDraft {
    pub(crate) plan: usize,
    pub(crate) changes: PlanChanges,
    pub(crate) from: Option<DateDraft>,
    pub(crate) renews_on: Option<u32>,
    pub(crate) keep_credits: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct EditDraft {
    pub(crate) at: Option<Moment>,
    pub(crate) person: Option<u32>,
    pub(crate) what: Option<Interaction>,
    pub(crate) credits: Option<u32>,
}

/// Ledgers with records of every kind.
pub(crate) fn histories() -> impl Strategy<Value = History> {
    drafts(deed().boxed()).prop_map(|draft| build(&draft))
}

/// Ledgers without undo, edits and merges.
pub(crate) fn tidy_histories() -> impl Strategy<Value = History> {
    drafts(plain_deed().boxed()).prop_map(|draft| build(&draft))
}

fn drafts(deed: BoxedStrategy<Deed>) -> impl Strategy<Value = Draft> {
    let entries = prop::collection::vec((moment(), deed), 0..36);
    (season_and_zone(), moment(), entries).prop_map(|((season, zone), created, entries)| Draft {
        zone,
        season,
        created,
        entries,
    })
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        30 => plain_deed(),
        1 => (person(), person()).prop_map(|(from, into)| Deed::Merge { from, into }),
        2 => (0..30_usize).prop_map(Deed::Void),
        2 => Just(Deed::Undo),
        3 => (0..30_usize, edit()).prop_map(|(record, edit)| Deed::Edit { record, edit }),
    ]
}

fn plain_deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        36 => (person(), what()).prop_map(|(person, what)| Deed::With(person, what)),
        2 => person().prop_map(Deed::Withdrawn),
        2 => (person(), option::weighted(0.8, 1..20_u32)).prop_map(|(person, days)| Deed::Block(person, days)),
        1 => person().prop_map(Deed::Unblock),
        2 => (1..9_u32, expiry()).prop_map(|(credits, expiry)| Deed::Purchase { credits, expiry }),
        2 => prop_oneof![0..2_u32, 0..12_u32].prop_map(Deed::Balance),
        3 => (stopped_kind(), option::of(0..20_u32)).prop_map(|(what, days)| Deed::Stopped { what, days }),
        2 => stopped_kind().prop_map(Deed::Lifted),
        5 => plan().prop_map(Deed::Plan),
        1 => (plan(), 0..12_u32).prop_map(|(plan, balance)| Deed::PlanAndBalance(plan, balance)),
        1 => Just(Deed::Unknown),
    ]
}

fn stopped_kind() -> impl Strategy<Value = StoppedKind> {
    prop::sample::select(StoppedKind::ALL.as_slice())
}

fn person() -> impl Strategy<Value = u32> {
    prop_oneof![0..2_u32, 0..PEOPLE]
}

fn what() -> impl Strategy<Value = Interaction> {
    prop_oneof![
        7 => Just(Interaction::Message),
        7 => Just(Interaction::InMail(Charge::Ordinary)),
        1 => Just(Interaction::InMail(Charge::Free)),
        4 => any::<bool>().prop_map(|with_note| Interaction::Invitation { with_note }),
        2 => Just(Interaction::Response(Answer::Replied)),
        2 => Just(Interaction::Response(Answer::Declined)),
        2 => Just(Interaction::Acceptance),
        1 => Just(Interaction::Withdrawal),
    ]
}

fn expiry() -> impl Strategy<Value = ExpiryDraft> {
    prop_oneof![Just(ExpiryDraft::PlanLife), (1..50_u32).prop_map(ExpiryDraft::InDays), Just(ExpiryDraft::Never),]
}

fn plan() -> impl Strategy<Value = PlanDraft> {
    let renews_on = prop_oneof![28..=31_u32, 1..=31_u32];
    let plan = prop_oneof![0..PLAN_COUNT, Just(0), Just(3), Just(PLAN_COUNT - 1)];
    (plan, changes(), option::weighted(0.6, date()), option::of(renews_on), any::<bool>()).prop_map(
        |(plan, changes, from, renews_on, keep_credits)| PlanDraft { plan, changes, from, renews_on, keep_credits },
    )
}

fn changes() -> impl Strategy<Value = PlanChanges> {
    fn given<S: Strategy>(number: S) -> impl Strategy<Value = Option<S::Value>> {
        option::weighted(0.3, number)
    }
    fn limit(most: u32) -> impl Strategy<Value = Option<Limit>> {
        let limit = (0..=most, any::<bool>());
        option::weighted(
            0.85,
            limit.prop_map(|(count, hard)| if hard { Limit::enforced(count) } else { Limit::advisory(count) }),
        )
    }
    let credits = (
        given(prop_oneof![0..2_u32, 0..8_u32]),
        given(option::weighted(0.8, 0..12_u32)),
        given(option::weighted(0.8, prop_oneof![1..4_u32, 25..40_u32])),
        option::weighted(0.6, option::weighted(0.9, prop_oneof![0..2_u32, 5..40_u32])),
    );
    let limits = (given(limit(3)), given(limit(4)), given(limit(3)), given(limit(2)));
    let own_limits = (given(limit(2)), given(limit(2)));
    (credits, limits, own_limits).prop_map(|(credits, limits, own_limits)| PlanChanges {
        inmail_monthly: credits.0,
        inmail_cap: credits.1,
        inmail_life: credits.2,
        refund_days: credits.3,
        daily: limits.0,
        monthly: limits.1,
        invitations: limits.2,
        notes: limits.3,
        inmails_daily: own_limits.0,
        invitations_daily: own_limits.1,
    })
}

fn edit() -> impl Strategy<Value = EditDraft> {
    (option::of(moment()), option::weighted(0.3, person()), option::weighted(0.3, what()), option::of(1..9_u32))
        .prop_map(|(at, person, what, credits)| EditDraft { at, person, what, credits })
}
