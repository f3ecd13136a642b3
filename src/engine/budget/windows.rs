//! How much of each window is used (rules 3.1, 5.1, 5.2, 6).

use super::Budget;
use crate::engine::calendar::Month;
use crate::engine::plan::Window;
use crate::engine::usage::WindowUsage;

impl Budget {
    /// How much of a window is used, and its limit.
    pub fn usage(&self, window: Window) -> WindowUsage {
        WindowUsage { used: self.used(window), limit: self.plan().numbers.limit(window) }
    }

    /// How much of a window is used.
    pub fn used(&self, window: Window) -> u32 {
        match window {
            Window::Day => self.slots.used_on(self.today()),
            Window::Month => self.slots.used_in(Month::of(self.today())),
            Window::InMailsDay => self.inmails.of(self.today()),
            Window::InvitationsDay => self.invitations.sent_on(self.today()),
            Window::Week => self.invitations.used_at(self.now),
            Window::Notes => self.invitations.notes_in(Month::of(self.today())),
        }
    }
}
