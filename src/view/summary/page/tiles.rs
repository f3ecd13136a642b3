//! The four main counts, each with its change since the period before.

use maud::{Markup, html};

use super::series::change;
use crate::engine::statement::Statement;
use crate::engine::totals::Totals;
use crate::view::format::plural;

/// The tiles of a period, compared with the one before.
pub(super) fn section(this: &Statement, before: &Statement) -> Markup {
    let tile = |title: &str, class: &str, count: fn(&Totals) -> u64, more: String| {
        html! {
            div class=(class) {
                dt { (title) }
                dd { (count(&this.counts)) small { (more) br; (change(count(&this.counts), count(&before.counts), before)) } }
            }
        }
    };
    let counts = &this.counts;
    let people = plural(this.reached(this.period.from, this.period.to), "person", "people");
    let month_slots = plural(counts.month_slots, "slot of the month", "slots of the month");
    html! {
        dl class="tiles" {
            (tile("Messages", "people", |counts| counts.messages, format!("{people} reached, {month_slots}")))
            (tile("InMails", "inmail", |counts| counts.inmails, format!("{} charged a credit", counts.charged)))
            (tile("Invitations", "invitations", |counts| counts.invitations, format!("{} accepted, whenever sent", counts.accepted)))
            (tile("Responses", "responses", |counts| counts.responses, format!("{} of those first contacted", this.response_rate.answered())))
        }
    }
}
