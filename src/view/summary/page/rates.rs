//! The response rates, and the acceptance rate of invitations.

use chrono_tz::Tz;
use maud::{Markup, html};

use super::series::share;
use crate::engine::rates::ResponseRate;
use crate::engine::statement::Statement;
use crate::view::format::{percent, rate};
use crate::view::rate::pending_in_words;
use crate::view::summary::period;

/// All rates, each with its counts and an explanation.
pub(super) fn section(this: &Statement, before: &Statement, zone: Tz) -> Markup {
    let people = |statement: &Statement| (statement.response_rate.responded, statement.response_rate.judged);
    let inmail = |statement: &Statement| (statement.inmail_rate.responded, statement.inmail_rate.sent);
    let invitations = |statement: &Statement| (statement.acceptance_rate.accepted, statement.acceptance_rate.judged);
    let accepts = format!(
        "Of the invitations sent in the period, those accepted within 14 days. {}",
        too_recent(this.acceptance_rate.pending)
    );
    let means = format!(
        "Of the people first contacted in the period at least 14 days ago, those who answered within 14 days{}. {}",
        declines(&this.response_rate),
        apart(&this.response_rate, zone)
    );
    html! {
        section aria-labelledby="rates" {
            h2 id="rates" { "Rates" }
            div class="rates" {
                (rate_card("By people", people(this), people(before), before, "people who have had their 14 days", &means))
                (rate_card("LinkedIn's InMail rate", inmail(this), inmail(before), before, "InMails sent",
                    "Of the InMails sent in the period, those answered within 30 days, even with a decline."))
                (rate_card("Acceptance of invitations", invitations(this), invitations(before), before, "invitations, 14 days after each was sent", &accepts))
            }
        }
    }
}

/// How many of those who responded in time declined.
fn declines(rate: &ResponseRate) -> String {
    if rate.declined == 0 { String::new() } else { format!(", {} with a decline", rate.declined) }
}

/// The people who do not count as responded or are not judged yet, as sentences.
fn apart(rate: &ResponseRate, zone: Tz) -> String {
    let late = match rate.late {
        0 => String::new(),
        late => format!("{late} answered later. "),
    };
    let pending = pending_in_words(rate, zone)
        .map_or("Everybody has had 14 days.".to_owned(), |pending| format!("Not counted yet: {pending}."));
    late + &pending
}

/// The invitations that do not count yet, as a sentence.
fn too_recent(pending: u64) -> String {
    match pending {
        0 => "Each was sent 14 days ago or earlier.".to_owned(),
        1 => "1 was sent less than 14 days ago, and is left out.".to_owned(),
        _ => format!("{pending} were sent less than 14 days ago, and are left out."),
    }
}

/// The part and the whole of a rate.
type Rate = (u64, u64);

fn rate_card(title: &str, this: Rate, before: Rate, other: &Statement, whole: &str, means: &str) -> Markup {
    let (part, of) = this;
    let percentage = percent(part, of);
    let counts = if of == 0 { "none to count yet".to_owned() } else { format!("{part} of {of} {whole}") };
    html! {
        div class="rate" {
            h3 { (title) }
            b { (percentage) }
            svg viewBox="0 0 100 10" preserveAspectRatio="none" role="img" {
                title { (title) ": " (percentage) ", " (counts) }
                rect class="track" width="100" height="10" {}
                rect class="part" width=(format!("{:.2}", share(part, of))) height="10" {}
            }
            p class="counts" { (counts) }
            p { (period::in_short(other.period)) ": " (rate(before.0, before.1)) }
            p { (means) }
        }
    }
}
