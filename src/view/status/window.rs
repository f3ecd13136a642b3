//! The four windows of use, as they are told.

use crate::engine::outcome::Window;
use crate::engine::status::{AccountStatus, Use};

/// All of them, in the order in which they are told.
pub(crate) const WINDOWS: [Window; 4] = [Window::Day, Window::Month, Window::Week, Window::Notes];

/// What a window is called.
pub(crate) fn label(window: Window) -> &'static str {
    match window {
        Window::Day => "People today",
        Window::Month => "People this month",
        Window::Week => "Invitations, 7 days",
        Window::Notes => "Notes this month",
    }
}

/// The option of `plan set` that sets its limit.
pub(crate) fn option(window: Window) -> &'static str {
    match window {
        Window::Day => "daily",
        Window::Month => "monthly",
        Window::Week => "invitations",
        Window::Notes => "notes",
    }
}

/// How far it is used.
pub(crate) fn used(standing: &AccountStatus, window: Window) -> Use {
    match window {
        Window::Day => standing.day,
        Window::Month => standing.month,
        Window::Week => standing.week,
        Window::Notes => standing.notes,
    }
}
