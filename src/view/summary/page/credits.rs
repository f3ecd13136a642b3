//! The credit statement.

use maud::{Markup, html};

use super::series::share;
use crate::engine::statement::Statement;
use crate::view::summary::answer::SummaryAnswer;
use crate::view::summary::period;
use crate::view::summary::rows::{CREDITS, Row};

/// The credit statement: the opening balance, what was added and taken, and the closing balance. `dates` says when, where
/// a plan dates that in another zone.
pub(super) fn section(summary: &SummaryAnswer, dates: &[String]) -> Markup {
    let (this, before) = (&summary.statement, &summary.before);
    let rows: Vec<Row> = summary
        .sections()
        .into_iter()
        .filter(|section| section.key == CREDITS)
        .flat_map(|section| section.rows)
        .collect();
    let steps = flow(this);
    html! {
        section aria-labelledby="credits" {
            h2 id="credits" { "InMail credits" small { "Opening balance, plus credits received, less credits used or lost, is the closing balance." } }
            table class="figures" {
                thead {
                    tr {
                        th scope="col" { span class="vh" { "figure" } }
                        th scope="col" { (period::in_short(this.period)) }
                        th scope="col" class="flow" { span class="vh" { "as a drawing" } }
                        th scope="col" { (period::in_short(before.period)) }
                    }
                }
                tbody { @for (row, step) in rows.iter().zip(&steps.rows) { (statement_row(row, *step, steps.top)) } }
            }
            @for line in dates { p { (line) } }
        }
    }
}

fn statement_row(row: &Row, (from, to, class): (u64, u64, &str), top: u64) -> Markup {
    let (left, width) = (share(from.min(to), top), share(from.abs_diff(to), top));
    html! {
        tr class=[(class == "held").then_some("total")] {
            th scope="row" class=[row.label.starts_with(' ').then_some("sub")] { (row.label.trim_start()) }
            td { (with_minus(&row.this)) }
            td class="flow" {
                svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" {
                    rect class=(class) x=(format!("{left:.2}")) width=(format!("{width:.2}")) height="10" {}
                }
            }
            td { (with_minus(&row.before)) }
        }
    }
}

/// Replaces the hyphen of a negative number by a minus, which is as wide as the plus, and the hyphen of 0 by a dash.
fn with_minus(number: &str) -> String {
    if number == "-" { "–".to_owned() } else { number.replace('-', "−") }
}

/// For each row of the statement, the balance before and after it and the class of its bar; and the highest balance.
struct Flow {
    rows: Vec<(u64, u64, &'static str)>,
    top: u64,
}

fn flow(statement: &Statement) -> Flow {
    let counts = &statement.counts;
    let signed = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    let moves = [
        signed(counts.granted),
        signed(counts.bought),
        signed(counts.refunded),
        counts.adjusted,
        -signed(counts.charged),
        -signed(counts.expired),
        -signed(counts.lost_to_cap),
        -signed(counts.lapsed),
    ];
    let mut at = statement.opening;
    let mut rows = vec![(0, at, "held")];
    for moved in moves {
        let next = at.saturating_add_signed(moved);
        rows.push((at, next, if moved < 0 { "down" } else { "up" }));
        at = next;
    }
    rows.push((0, statement.closing, "held"));
    let top = rows.iter().map(|(from, to, _)| (*from).max(*to)).max().unwrap_or(0);
    Flow { rows, top }
}
