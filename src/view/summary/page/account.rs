//! Where things stand: the credits held, and a bar for each window.

use maud::{Markup, html};

use super::Page;
use crate::engine::calendar::date_of;
use crate::engine::outcome::Window;
use crate::engine::status::Use;
use crate::view::format::global_clock::moment;
use crate::view::format::{credits, day, in_days, plural};
use crate::view::status::window::{self, WINDOWS};
use crate::view::status::{resets, whose};
use crate::view::terminal::Level;

impl Page<'_> {
    /// How things stand at the end of what the page tells of.
    pub(super) fn standing_section(&self) -> Markup {
        let standing = &self.standing;
        html! {
            section aria-labelledby="stands" {
                h2 id="stands" { "Where it stands" small { (moment(standing.as_of, standing.zone)) } }
                div class="stands" {
                    (self.held())
                    ul class="windows" { @for window in WINDOWS { (self.window(window)) } }
                }
            }
        }
    }

    /// The credits held, what comes next, and what goes.
    fn held(&self) -> Markup {
        let standing = &self.standing;
        let today = date_of(standing.as_of, standing.plan.inmail_zone(standing.zone));
        let grant = standing.next_grant.map(|grant| (grant.credits, grant.on));
        html! {
            div class="held" {
                h3 { "InMail credits" }
                b { (standing.balance) }
                @if let Some((number, on)) = grant {
                    p { (number) " more on " (day(on)) ", " (in_days(on, today)) }
                } @else {
                    p { "no more are coming" }
                }
                @if let Some((on, left)) = standing.next_expiry {
                    p { (credits(left)) @if left == 1 { " expires" } @else { " expire" } " on " (day(on)) ", " (in_days(on, today)) }
                }
                @if let Some(cap) = standing.plan.numbers.inmail_cap { p { "a grant leaves " (cap) " at the most" } }
                @if standing.uncovered > 0 {
                    p class="over" { (plural(standing.uncovered, "InMail", "InMails")) " sent without a credit since the last grant" }
                }
            }
        }
    }

    fn resets(&self, window: Window) -> String {
        match (window, self.standing.next_slot_at) {
            (Window::Week, None) => "each counts for 168 hours".to_owned(),
            (Window::Week, Some(_)) => format!("next slot {}", resets(&self.standing, window)),
            _ => format!("resets {}", resets(&self.standing, window)),
        }
    }

    fn window(&self, window: Window) -> Markup {
        let (label, used) = (window::label(window), window::used(&self.standing, window));
        let whose = whose(&self.standing, window, self.definition.as_ref());
        let Some(limit) = used.limit else {
            return html! {
                li { div { span { (label) } span { (used.used) " used, no limit" } } small { "limit: " (whose) } }
            };
        };
        let level = Level::of(used.used.into(), limit.count.into(), self.style);
        html! {
            li {
                div {
                    span { (label) }
                    span {
                        (used.used) " of " (limit.count) ", " (used.remaining().unwrap_or_default()) " left"
                        @if level != Level::Fine { " – " span class={ "level " (level.word()) } { (level.word()) } }
                    }
                }
                (bar(label, used, limit.count, level))
                small { (self.resets(window)) " · limit: " (whose) }
            }
        }
    }
}

fn bar(label: &str, window: Use, limit: u32, level: Level) -> Markup {
    let (used, limit) = (f64::from(window.used), f64::from(limit));
    let share = if used >= limit { 100.0 } else { used / limit * 100.0 };
    html! {
        svg viewBox="0 0 100 10" preserveAspectRatio="none" role="img" {
            title { (label) ": " (window.used) " of " (limit) ", " (level.word()) }
            rect class="track" width="100" height="10" {}
            rect class=(level.word()) width=(format!("{share:.2}")) height="10" {}
        }
    }
}
