//! The response rates.

use maud::{Markup, html};

use super::series::share;
use crate::engine::statement::Statement;
use crate::view::format::{percent, rate};
use crate::view::summary::period;

/// Both response rates, each with its counts and an explanation.
pub(super) fn section(this: &Statement, before: &Statement) -> Markup {
    let people = |statement: &Statement| {
        let rate = statement.response_rate;
        (rate.responded, rate.judged())
    };
    let inmail = |statement: &Statement| {
        let rate = statement.inmail_rate;
        (rate.responded, rate.sent)
    };
    let means = format!(
        "Of the people first contacted in the period, those who answered. {}",
        waiting(this.response_rate.pending)
    );
    html! {
        section aria-labelledby="rates" {
            h2 id="rates" { "Response rates" }
            div class="rates" {
                (rate_card("By people", people(this), people(before), before, "people with an answer, or 14 days without one", &means))
                (rate_card("LinkedIn's InMail rate", inmail(this), inmail(before), before, "InMails sent",
                    "Of the InMails sent in the period, those answered within 30 days, a decline too."))
            }
        }
    }
}

/// The people who do not count yet, as a sentence.
fn waiting(pending: u64) -> String {
    match pending {
        0 => "Everybody has had 14 days for it.".to_owned(),
        1 => "1 person has not had 14 days yet, and is left out.".to_owned(),
        _ => format!("{pending} people have not had 14 days yet, and are left out."),
    }
}

/// The part and the whole of a rate.
type Rate = (u64, u64);

fn rate_card(title: &str, this: Rate, before: Rate, other: &Statement, whole: &str, means: &str) -> Markup {
    let (part, of) = this;
    let percentage = percent(part, of);
    let counts = if of == 0 { "nobody to judge yet".to_owned() } else { format!("{part} of {of} {whole}") };
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
