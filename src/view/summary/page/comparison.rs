//! The period and the one before.

use maud::{Markup, html};

use super::series::{Count, SERIES, change, share};
use crate::engine::statement::Statement;
use crate::view::summary::period;
use crate::view::summary::rows::sections;

/// Both periods: the main counts as bars, and all figures as a table.
pub(super) fn section(this: &Statement, before: &Statement) -> Markup {
    let pairs: [(&str, &str, Count); 5] = [
        ("Messages", SERIES[0].class, |counts| counts.messages),
        ("People messaged", SERIES[0].class, |counts| counts.month_slots),
        ("InMails", SERIES[1].class, |counts| counts.inmails),
        ("Invitations", SERIES[2].class, |counts| counts.invitations),
        ("Responses", SERIES[3].class, |counts| counts.responses),
    ];
    let both = |count: Count| (count(&this.counts), count(&before.counts));
    let top = pairs.iter().map(|(_, _, count)| both(*count)).map(|(now, was)| now.max(was)).max().unwrap_or(0);
    html! {
        section aria-labelledby="sides" {
            h2 id="sides" { "Beside " (period::in_short(before.period)) }
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
            (every_figure(this, before))
        }
    }
}

fn every_figure(this: &Statement, before: &Statement) -> Markup {
    let [sent, answered, acceptance, _] = sections(this, before);
    html! {
        details {
            summary { "Every figure of both" }
            div class="scroll" tabindex="0" role="region" aria-label="Every figure of both periods" {
                table class="figures" {
                    thead {
                        tr {
                            th scope="col" { span class="vh" { "figure" } }
                            th scope="col" { (period::in_short(this.period)) }
                            th scope="col" { (period::in_short(before.period)) }
                        }
                    }
                    tbody {
                        @for row in sent.rows.iter().chain(&answered.rows).chain(&acceptance.rows) {
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
