//! The figures of the period by tag.

use maud::{Markup, html};

use crate::engine::tag_figures::FiguresByTag;
use crate::view::summary::by_tag::{IN_PERIOD, OUTCOMES, label, notes};

/// A row for each tag.
pub(super) fn section(figures: &FiguresByTag) -> Markup {
    let columns = || IN_PERIOD.iter().chain(&OUTCOMES);
    html! {
        section aria-labelledby="tags" {
            h2 id="tags" { "By tag" }
            @if !figures.rows.is_empty() {
                div class="scroll" tabindex="0" role="region" aria-label="The figures of each tag" {
                    table class="figures" {
                        thead { tr { th scope="col" { "tag" } @for (head, _) in columns() { th scope="col" { (head) } } } }
                        tbody {
                            @for row in &figures.rows {
                                tr { th scope="row" { (label(row)) } @for (_, figure) in columns() { td { (figure(row)) } } }
                            }
                        }
                    }
                }
            }
            @for line in notes(figures) { p class="note" { (line) } }
        }
    }
}
