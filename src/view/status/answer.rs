//! The full status.

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::Serialize;

use super::resources::{Resource, credits, lines};
use super::sentence::{Allowance, Sentence};
use super::source::Source;
use super::window::WindowUse;
use crate::engine::advice::lapse::Lapse;
use crate::engine::advice::loss::{CapAhead, Loss};
use crate::engine::advice::targets::TargetProgress;
use crate::engine::calendar::{Instant, days_between};
use crate::engine::outcome::Window;
use crate::engine::plan::{Attribution, PlanDefinition, PlanNumber};
use crate::engine::status::AccountStatus;
use crate::engine::stop::StoppedKind;
use crate::settings::ClockFormat;
use crate::view::caution::Caution;
use crate::view::credits::{CreditsAhead, CreditsOn, LapseOn, LossAhead, losses_in_words};
use crate::view::format::{LocalInstant, LocalPlanDate, moment, near_date, near_day, plural, safe};
use crate::view::stop::{LatestStop, StopRow};
use crate::view::targets::target_in_words;
use crate::view::terminal::{OutputStyle, Show, Tone};

/// The answer to `status`.
#[derive(Debug, Serialize)]
pub(crate) struct StatusAnswer {
    pub(crate) as_of: LocalInstant,
    zone: Tz,
    pub(crate) plan: PlanName,
    pub(crate) inmail: InMailStatus,
    pub(crate) messages: MessageWindows,
    pub(crate) invitations: InvitationWindows,
    /// The stops in force.
    stopped: Vec<StopRow>,
    /// The latest stop of each kind, over or not.
    latest_stops: Vec<LatestStop>,
    /// The next loss of credits.
    loss_warning: Option<LossAhead>,
    /// When the balance was last set to what LinkedIn shows.
    reconciled_at: Option<LocalInstant>,
    pub(crate) cautions: Vec<Caution>,
    pub(crate) targets: Vec<TargetProgress>,
    /// The losses of the days ahead.
    #[serde(skip)]
    losses: Vec<LossAhead>,
    #[serde(skip)]
    ahead: CreditsAhead,
    /// Who set the number of credits that the plan gives.
    #[serde(skip)]
    credits_source: Attribution,
    /// `None` where there is no text.
    #[serde(skip)]
    pub(crate) text: Option<StatusText>,
}

#[derive(Debug, Serialize)]
pub(crate) struct PlanName {
    pub(crate) name: String,
    since: NaiveDate,
    since_at: LocalInstant,
    #[serde(skip)]
    start: LocalPlanDate,
}

impl PlanName {
    fn new(status: &AccountStatus) -> PlanName {
        let start = LocalPlanDate::new(status.plan.start_date, status.zone);
        PlanName { name: status.plan.name.clone(), since: start.date(), since_at: start.at(), start }
    }
}

#[derive(Debug, Serialize)]
pub(crate) struct InMailStatus {
    pub(crate) balance: u64,
    cap: Option<u32>,
    uncovered: u64,
    next_grant: Option<CreditsOn>,
    next_expiry: Option<CreditsOn>,
    /// What lapses as another plan starts, if nothing is sent.
    next_lapse: Option<LapseOn>,
    /// The InMails of today; `None` unless the member limits them.
    pub(crate) day: Option<WindowUse>,
}

#[derive(Debug, Serialize)]
pub(crate) struct MessageWindows {
    pub(crate) day: WindowUse,
    pub(crate) month: WindowUse,
}

#[derive(Debug, Serialize)]
pub(crate) struct InvitationWindows {
    /// The invitations of today; `None` unless the member limits them.
    pub(crate) day: Option<WindowUse>,
    pub(crate) week: WindowUse,
    notes: WindowUse,
    /// How many are pending.
    pending: u64,
}

impl InvitationWindows {
    /// How many are pending, on a line; empty if none is.
    fn pending_in_words(&self) -> String {
        match self.pending {
            0 => String::new(),
            pending => format!("{} pending: inquota invitations\n", plural(pending, "invitation", "invitations")),
        }
    }
}

/// What only the text shows.
#[derive(Debug)]
pub(crate) struct StatusText {
    pub(crate) allowance: Allowance,
    /// The credits spent this month.
    pub(crate) spent: u64,
    /// The account's name, if there are several.
    pub(crate) account: Option<String>,
    /// Whether the member named the instant.
    pub(crate) is_as_of: bool,
}

impl StatusAnswer {
    /// The answer for the status of an account, its pending invitations and its latest stops, with what the cap takes,
    /// what lapses, the losses ahead, and when its balance was last set. The definition of its plan has the sources of the limits.
    pub(crate) fn new(
        (status, pending, latest_stops): (&AccountStatus, u64, Vec<LatestStop>),
        (cap, lapse, losses): (CapAhead, Option<Lapse>, &[Loss]),
        reconciled: Option<Instant>,
        definition: Option<&PlanDefinition>,
        clock: ClockFormat,
    ) -> StatusAnswer {
        let local = |at| LocalInstant::new(at, status.zone);
        let window = |window| WindowUse::new(window, status, definition);
        let own = |window| WindowUse::own(window, status, definition);
        let losses: Vec<_> = losses.iter().map(|loss| LossAhead::new(loss, status.zone)).collect();
        let ahead = CreditsAhead::new(status, (cap, lapse));
        let stopped = StopRow::in_force(status);
        StatusAnswer {
            as_of: local(status.as_of),
            zone: status.zone,
            plan: PlanName::new(status),
            inmail: InMailStatus {
                balance: status.balance,
                cap: status.plan.numbers.inmail_cap,
                uncovered: status.uncovered,
                next_grant: ahead.next_grant,
                next_expiry: ahead.next_expiry,
                next_lapse: ahead.next_lapse.clone(),
                day: own(Window::InMailsDay),
            },
            messages: MessageWindows { day: window(Window::Day), month: window(Window::Month) },
            invitations: InvitationWindows {
                day: own(Window::InvitationsDay),
                week: window(Window::Week),
                notes: window(Window::Notes),
                pending,
            },
            latest_stops,
            cautions: stopped.iter().map(|stop| stop.caution(clock)).collect(),
            stopped,
            loss_warning: losses.first().copied(),
            reconciled_at: reconciled.map(local),
            targets: Vec::new(),
            losses,
            ahead,
            credits_source: status.plan.whose(PlanNumber::InMailMonthly, definition),
            text: None,
        }
    }

    /// The windows that people see, in the order of answers.
    fn windows(&self) -> impl Iterator<Item = &WindowUse> {
        let (messages, invitations) = (&self.messages, &self.invitations);
        let own = self.inmail.day.iter().chain(&invitations.day);
        [&messages.day, &messages.month].into_iter().chain(own).chain([&invitations.week, &invitations.notes])
    }

    /// The sentence with what can be sent; empty without what the text needs.
    fn sentence(&self, style: OutputStyle) -> String {
        let Some(text) = &self.text else { return String::new() };
        let sentence = Sentence {
            allowance: &text.allowance,
            day: &self.messages.day,
            month: &self.messages.month,
            inmails_day: self.inmail.day.as_ref(),
            balance: self.inmail.balance,
            plan: &self.plan.name,
            plan_start: self.plan.start,
            now: self.as_of,
            is_as_of: text.is_as_of,
            clock: style.clock,
        };
        style.paint(Tone::Strong, &sentence.text()) + "\n"
    }

    /// The account, the plan and the instant.
    fn head(&self, style: OutputStyle) -> String {
        let account = self.text.as_ref().and_then(|text| text.account.as_ref());
        let account = account.map(|account| format!("Account {}\n", safe(account))).unwrap_or_default();
        let (plan, since) = (safe(&self.plan.name), self.plan.start.day(style.clock));
        let as_of = moment(self.as_of, style.clock);
        format!("{account}Plan {plan}, since {since}\n{as_of}, {}\n", self.zone.name())
    }

    /// A bar for each resource, with what is left; and what the words of the sources mean.
    fn resources(&self, style: OutputStyle) -> [String; 2] {
        let stopped = |resource: Resource, is_it: &dyn Fn(&StopRow) -> bool| {
            let stops = self.stopped.iter().filter(|stop| is_it(stop));
            match stops.map(|stop| stop.until).max_by_key(|until| until.instant()) {
                Some(until) => resource
                    .stopped(near_day(until, self.as_of, style.clock), &near_date(until, self.as_of, style.clock)),
                None => resource,
            }
        };
        let windows = self.windows();
        let of = |window: &WindowUse| stopped(Resource::of(window, style), &|stop| stop.stops(window.window()));
        let mut resources: Vec<Resource> = windows.map(of).collect();
        let spent = self.text.as_ref().map_or(0, |text| text.spent);
        let grant = self.inmail.next_grant.map(|grant| near_date(grant.on.at(), self.as_of, style.clock));
        let in_words = self.inmail.next_grant.map_or_else(
            || "no more are coming".to_owned(),
            |grant| format!("{} more {}", grant.credits, grant.on.on_short(self.as_of, style.clock)),
        );
        let more = (grant.unwrap_or_default(), in_words);
        let credits = credits((spent, self.inmail.balance), more, Source::Named(self.credits_source), style);
        // After the people of the day and the month.
        resources.insert(2, stopped(credits, &|stop| stop.kind == StoppedKind::InMail));
        lines(&resources, style)
    }

    /// When credits come and go, and the InMails that found none.
    fn credits(&self, style: OutputStyle) -> String {
        let ahead = std::iter::once(self.ahead.grant_in_words(style.clock));
        let ahead: Vec<String> = ahead.chain(self.ahead.losses_in_words(style.clock)).collect();
        let uncovered = match self.inmail.uncovered {
            0 => String::new(),
            sent => {
                let sent = plural(sent, "InMail", "InMails");
                style.paint(Tone::Bad, &format!("{sent} sent without a credit since the last grant")) + "\n"
            }
        };
        format!("InMail credits: {}\n{uncovered}", ahead.join("; "))
    }

    /// What LinkedIn has stopped, the losses ahead, and the age of the balance if that is old; empty if there is none.
    fn warnings(&self, style: OutputStyle) -> String {
        let stop = |line: String| style.paint(Tone::Bad, &line) + "\n";
        let stopped: String = self.stopped_in_words(style.clock).map(stop).collect();
        let losses = losses_in_words(&self.losses, self.as_of, style.clock).map(|losses| format!("warning: {losses}"));
        let losses = losses.map(|line| style.paint(Tone::Near, &line) + "\n");
        stopped + &losses.unwrap_or_default() + &self.reconciliation().map(|line| line + "\n").unwrap_or_default()
    }

    /// A line for each stop in force.
    pub(crate) fn stopped_in_words(&self, clock: ClockFormat) -> impl Iterator<Item = String> {
        self.stopped.iter().map(move |stop| stop.line(self.as_of, clock))
    }

    /// When the balance was last set to LinkedIn's, if that was more than a month ago.
    fn reconciliation(&self) -> Option<String> {
        let at = self.reconciled_at.filter(|at| at.instant().plus_months(1) < self.as_of.instant())?;
        let days = days_between(at.date(), self.as_of.date());
        Some(format!("credits last compared with LinkedIn {days} days ago: inquota credits set N"))
    }

    /// The progress of the targets; empty without any.
    fn targets(&self, style: OutputStyle) -> String {
        if self.targets.is_empty() {
            return String::new();
        }
        let lines: String = self.targets.iter().map(|target| format!("  {}\n", target_in_words(target))).collect();
        format!("\n{}\n{lines}", style.paint(Tone::Strong, "Targets"))
    }
}

impl Show for StatusAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let (sentence, head, warnings) = (self.sentence(style), self.head(style), self.warnings(style));
        let ([resources, sources], credits) = (self.resources(style), self.credits(style));
        let pending = self.invitations.pending_in_words();
        let stops: String = self.latest_stops.iter().map(LatestStop::lines).collect();
        let targets = self.targets(style);
        format!("{sentence}{warnings}\n{head}\n{resources}\n{credits}{pending}{stops}\n{sources}{targets}")
    }
}
