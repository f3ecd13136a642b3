//! The balance, and a bar for each window.

use maud::{Markup, html};

use crate::engine::advice::lapse::Lapse;
use crate::engine::advice::loss::CapAhead;
use crate::engine::plan::PlanDefinition;
use crate::engine::status::AccountStatus;
use crate::view::credits::CreditsAhead;
use crate::view::format::{LocalInstant, moment, plural};
use crate::view::status::WindowUse;
use crate::view::stop::StopRow;
use crate::view::terminal::{Level, OutputStyle};

/// What is stopped, the balance and the windows of a status.
pub(super) fn section(
    status: &AccountStatus,
    lost: (CapAhead, Option<Lapse>),
    definition: Option<&PlanDefinition>,
    style: OutputStyle,
) -> Markup {
    let as_of = moment(LocalInstant::new(status.as_of, status.zone), style.clock);
    html! {
        section aria-labelledby="left" {
            h2 id="left" { "What is left" small { (as_of) } }
            @for stop in StopRow::in_force(status) { p class="over" { (stop.sentence(style.clock)) } }
            div class="left" {
                (balance(status, &CreditsAhead::new(status, lost), style))
                ul class="windows" { @for window in WindowUse::all(status, definition) { (window_item(&window, style)) } }
            }
        }
    }
}

/// The balance, and what is ahead of it in the words of `status`.
fn balance(status: &AccountStatus, ahead: &CreditsAhead, style: OutputStyle) -> Markup {
    html! {
        div class="held" {
            h3 { "InMail credits" }
            b { (status.balance) }
            p { (ahead.grant_in_words(style.clock)) }
            @for loss in ahead.losses_in_words(style.clock) { p { (loss) } }
            @if let Some(cap) = status.plan.numbers.inmail_cap { p { "a grant leaves " (cap) " at the most" } }
            @if status.uncovered > 0 {
                p class="over" { (plural(status.uncovered, "InMail", "InMails")) " sent without a credit since the last grant" }
            }
        }
    }
}

fn window_item(window: &WindowUse, style: OutputStyle) -> Markup {
    let (label, whose) = (window.label(), window.whose_in_words());
    let Some(limit) = window.limit else {
        return html! {
            li { div { span { (label) } span { (window.used) " used; left: " (window.left_without_limit()) } } small { "limit: " (whose) @if window.is_withheld() { ": LinkedIn has one, and publishes no number" } } }
        };
    };
    let level = Level::of(window.used.into(), limit.into(), style);
    html! {
        li {
            div {
                span { (label) }
                span {
                    (window.used) " of " (limit) ", " (window.remaining.unwrap_or_default()) " left"
                    @if level != Level::Fine { " – " span class={ "level " (level.word()) } { (level.word()) } }
                }
            }
            (bar(window, limit, level))
            small { (window.room_again_in_a_sentence(style.clock)) " · limit: " (whose) }
        }
    }
}

fn bar(window: &WindowUse, limit: u32, level: Level) -> Markup {
    let (used, of) = (f64::from(window.used), f64::from(limit));
    let share = if used >= of { 100.0 } else { used / of * 100.0 };
    html! {
        svg viewBox="0 0 100 10" preserveAspectRatio="none" role="img" {
            title { (window.label()) ": " (window.used) " of " (limit) ", " (level.word()) }
            rect class="track" width="100" height="10" {}
            rect class=(level.word()) width=(format!("{share:.2}")) height="10" {}
        }
    }
}
