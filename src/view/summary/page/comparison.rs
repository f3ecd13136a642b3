//! The period and the one before.

use maud::{Markup, html};

use super::series::{change, share};
use crate::engine::statement::Statement;
use crate::view::summary::answer::SummaryAnswer;
use crate::view::summary::period;
use crate::view::summary::rows::{CREDITS, Section};

/// A count of a period.
type Count = fn(&Statement) -> u64;

/// Both periods: the main counts as bars, and all figures as a table.
pub(super) fn section(summary: &SummaryAnswer) -> Markup {
    let (this, before) = (&summary.statement, &summary.before);
    let pairs: [(&str, &str, Count); 6] = [
        ("Messages", "people", |s| s.counts.messages),
        ("People reached", "people", |s| s.reached(s.period.from, s.period.to)),
        ("Slots of the month", "people", |s| s.counts.month_slots),
        ("InMails", "inmail", |s| s.counts.inmails),
        ("Invitations", "invitations", |s| s.counts.invitations),
        ("Responses", "responses", |s| s.counts.responses),
    ];
    let both = |count: Count| (count(this), count(before));
    let top = pairs.iter().map(|(_, _, count)| both(*count)).map(|(now, was)| now.max(was)).max().unwrap_or(0);
    html! {
        section aria-labelledby="sides" {
            h2 id="sides" { "Compared with " (period::in_short(before.period)) }
            div class="sides" {
                @for (label, class, count) in pairs {
                    @let (now, was) = both(count);
                    div class={ "pair " (class) } {
                        h3 { (label) }
                        svg viewBox="0 0 100 24" preserveAspectRatio="none" role="img" {
                            title { (label) ": " (now) ", before " (was) }
                            rect class="track" width="100" height="24" opacity=".45" {}
                            rect class="now" width=(format!("{:.2}", share(now, top))) height="13" {}
                            rect class="was" y="15" width=(format!("{:.2}", share(was, top))) height="9" {}
                        }
                        p { (now) ", before " (was) " · " (change(now, was, before)) }
                    }
                }
            }
            (every_figure(summary))
        }
    }
}

fn every_figure(summary: &SummaryAnswer) -> Markup {
    // The credit statement has a section of its own.
    let sections: Vec<Section> =
        summary.sections().into_iter().filter(|section| summary.tag.is_some() || section.key != CREDITS).collect();
    html! {
        details {
            summary { "Every figure of both" }
            div class="scroll" tabindex="0" role="region" aria-label="Every figure of both periods" {
                table class="figures" {
                    thead {
                        tr {
                            th scope="col" { span class="vh" { "figure" } }
                            th scope="col" { (period::in_short(summary.statement.period)) }
                            th scope="col" { (period::in_short(summary.before.period)) }
                        }
                    }
                    tbody {
                        @for row in sections.iter().flat_map(|section| &section.rows) {
                            tr {
                                th scope="row" class=[row.label.starts_with(' ').then_some("sub")] { (row.label.trim_start()) }
                                td { (row.this) }
                                td { (row.before) }
                            }
                        }
                    }
                }
            }
        }
    }
}
