//! The four windows of use, as they are told.

use crate::engine::outcome::Window;
use crate::engine::status::{AccountStatus, Use};

/// All of them, in the order in which they are told.
pub(in crate::view) const WINDOWS: [Window; 4] = [Window::Day, Window::Month, Window::Week, Window::Notes];

/// What a window is called.
pub(in crate::view) fn label(window: Window) -> &'static str {
    match window {
        Window::Day => "People today",
        Window::Month => "People this month",
        Window::Week => "Invitations, 7 days",
        Window::Notes => "Notes this month",
    }
}

/// How far it is used.
pub(in crate::view) fn used(standing: &AccountStatus, window: Window) -> Use {
    match window {
        Window::Day => standing.day,
        Window::Month => standing.month,
        Window::Week => standing.week,
        Window::Notes => standing.notes,
    }
}
