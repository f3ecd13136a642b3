//! The windows that can have limits, and how much of each is used.

use serde::Serialize;

use super::source::Source;
use crate::engine::outcome::Window;
use crate::engine::plan::{Attribution, Enforcement, PlanDefinition};
use crate::engine::status::{AccountStatus, WindowUsage};
use crate::settings::ClockFormat;
use crate::view::format::{LocalInstant, near_date};

/// All windows, in the order of answers.
pub(super) const WINDOWS: [Window; 6] =
    [Window::Day, Window::Month, Window::InMailsDay, Window::InvitationsDay, Window::Week, Window::Notes];

/// The name of a window for people.
pub(super) fn label(window: Window) -> &'static str {
    match window {
        Window::Day => "People today",
        Window::Month => "People this month",
        Window::InMailsDay => "InMails today",
        Window::InvitationsDay => "Invitations today",
        Window::Week => "Invitations, 7 days",
        Window::Notes => "Notes this month",
    }
}

/// The use of a window, and its limit.
pub(super) fn used(status: &AccountStatus, window: Window) -> WindowUsage {
    match window {
        Window::Day => status.day,
        Window::Month => status.month,
        Window::InMailsDay => status.inmails_day,
        Window::InvitationsDay => status.invitations_day,
        Window::Week => status.week,
        Window::Notes => status.notes,
    }
}

/// Whether people see a window: one that only members limit needs a limit.
pub(super) fn is_shown(status: &AccountStatus, window: Window) -> bool {
    !window.is_own() || used(status, window).limit.is_some()
}

/// A window with its use, its limit, and when it has room again.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct WindowUse {
    pub(crate) used: u32,
    pub(crate) limit: Option<u32>,
    /// How many remain; 0 if the limit is exceeded.
    pub(crate) remaining: Option<u32>,
    pub(super) enforced: bool,
    #[serde(flatten)]
    room_again: RoomAgain,
    #[serde(skip)]
    window: Window,
    /// Who set the limit.
    #[serde(skip)]
    whose: Attribution,
    /// Whether LinkedIn publishes no number for what it counts.
    #[serde(skip)]
    is_unpublished: bool,
    #[serde(skip)]
    now: LocalInstant,
}

/// When a window has room again.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(untagged)]
enum RoomAgain {
    /// It starts again from 0 at an instant.
    Resetting { resets_at: LocalInstant },
    /// It rolls. If it is full, the next slot is free at an instant.
    Rolling { next_slot_at: Option<LocalInstant> },
}

impl WindowUse {
    /// A window in the status of an account. The definition of the plan has the source of the limit.
    pub(crate) fn new(window: Window, status: &AccountStatus, definition: Option<&PlanDefinition>) -> WindowUse {
        let (used, local) = (used(status, window), |at| LocalInstant::new(at, status.zone));
        let source = status.plan.source(window.number(), definition);
        let room_again = match window {
            Window::Day | Window::InMailsDay | Window::InvitationsDay => {
                RoomAgain::Resetting { resets_at: local(status.day_resets_at) }
            }
            Window::Month | Window::Notes => RoomAgain::Resetting { resets_at: local(status.month_resets_at) },
            Window::Week => RoomAgain::Rolling { next_slot_at: status.next_slot_at.map(local) },
        };
        WindowUse {
            used: used.used,
            limit: used.limit.map(|limit| limit.count),
            remaining: used.remaining(),
            enforced: used.limit.is_some_and(|limit| limit.force == Enforcement::Enforced),
            room_again,
            window,
            whose: status.plan.whose(window.number(), definition),
            is_unpublished: source.is_some_and(|source| source.withholds(window.number())),
            now: local(status.as_of),
        }
    }

    /// A window that only members limit; `None` without a limit.
    pub(super) fn own(
        window: Window,
        status: &AccountStatus,
        definition: Option<&PlanDefinition>,
    ) -> Option<WindowUse> {
        used(status, window).limit.map(|_| WindowUse::new(window, status, definition))
    }

    /// What it counts.
    pub(super) fn window(&self) -> Window {
        self.window
    }

    /// The windows of an account, in the order of answers. Those that only members limit are left out without a limit.
    pub(crate) fn all(status: &AccountStatus, definition: Option<&PlanDefinition>) -> Vec<WindowUse> {
        WINDOWS
            .into_iter()
            .filter(|window| is_shown(status, *window))
            .map(|window| WindowUse::new(window, status, definition))
            .collect()
    }

    /// The name of the window for people.
    pub(crate) fn label(&self) -> &'static str {
        label(self.window)
    }

    /// When it has room again: "tomorrow", or "rolling".
    pub(crate) fn room_again_in_words(&self, clock: ClockFormat) -> String {
        match self.room_again {
            RoomAgain::Resetting { resets_at: at } | RoomAgain::Rolling { next_slot_at: Some(at) } => {
                near_date(at, self.now, clock)
            }
            RoomAgain::Rolling { next_slot_at: None } => "rolling".to_owned(),
        }
    }

    /// When it has room again, as a clause: "resets tomorrow", "each counts for 168 hours".
    pub(crate) fn room_again_in_a_sentence(&self, clock: ClockFormat) -> String {
        match self.room_again {
            RoomAgain::Resetting { .. } => format!("resets {}", self.room_again_in_words(clock)),
            RoomAgain::Rolling { next_slot_at: Some(_) } => format!("next slot {}", self.room_again_in_words(clock)),
            RoomAgain::Rolling { next_slot_at: None } => "each counts for 168 hours".to_owned(),
        }
    }

    /// Whether LinkedIn limits it, and publishes no number.
    pub(crate) fn is_withheld(&self) -> bool {
        self.limit.is_none() && self.is_unpublished
    }

    /// Who set the limit.
    pub(super) fn source(&self) -> Source {
        if self.is_withheld() { Source::NotPublished } else { Source::Named(self.whose) }
    }

    /// What is left where there is no limit: unknown if LinkedIn has one and publishes no number.
    pub(crate) fn left_without_limit(&self) -> &'static str {
        if self.is_withheld() { "unknown" } else { "no limit" }
    }

    /// Who set the limit, and whether it only warns: "guide's, warns". Of a limit for which
    /// LinkedIn publishes no number: "not published".
    pub(crate) fn whose_in_words(&self) -> String {
        if self.is_withheld() {
            return "not published".to_owned();
        }
        let whose = match self.whose {
            Attribution::Member => "yours",
            Attribution::Guide => "guide's",
            Attribution::Official => "LinkedIn's",
            Attribution::Reported => "reported",
            Attribution::Assumed => "assumed",
        };
        let warns = if self.limit.is_some() && !self.enforced { ", warns" } else { "" };
        format!("{whose}{warns}")
    }
}
