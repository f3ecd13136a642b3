//! The credit statement, the rates with their counts, and the period beside the one before.

use maud::{Markup, html};

use super::chart::share;
use super::{Count, SERIES, change};
use crate::engine::statement::Statement;
use crate::view::format::{percent, rate};
use crate::view::summary::{Row, Section, named, sections};

/// The credit statement: what was there, what came and went, and what is there now.
pub(super) fn credits(this: &Statement, before: &Statement) -> Markup {
    let [_, _, Section { rows, .. }] = sections(this, before);
    let steps = flow(this);
    html! {
        section aria-labelledby="credits" {
            h2 id="credits" { "InMail credits" small { "Opening balance, plus what came, less what went, is the closing balance." } }
            table class="figures" {
                thead {
                    tr {
                        th scope="col" { span class="vh" { "figure" } }
                        th scope="col" { (named(this.period)) }
                        th scope="col" class="flow" { span class="vh" { "as a drawing" } }
                        th scope="col" { (named(before.period)) }
                    }
                }
                tbody { @for (row, step) in rows.iter().zip(&steps.rows) { (statement_row(row, *step, steps.top)) } }
            }
        }
    }
}

fn statement_row(row: &Row, (from, to, class): (u64, u64, &str), top: u64) -> Markup {
    let (left, width) = (share(from.min(to), top), share(from.abs_diff(to), top));
    html! {
        tr class=[(class == "held").then_some("total")] {
            th scope="row" class=[row.label.starts_with(' ').then_some("sub")] { (row.label.trim_start()) }
            td { (minus(&row.this)) }
            td class="flow" {
                svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" {
                    rect class=(class) x=(format!("{left:.2}")) width=(format!("{width:.2}")) height="10" {}
                }
            }
            td { (minus(&row.before)) }
        }
    }
}

/// A number with a sign that is as wide as the plus; nothing moved is a dash.
fn minus(number: &str) -> String {
    if number == "-" { "–".to_owned() } else { number.replace('-', "−") }
}

/// The balance from row to row of the statement, and its highest.
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

/// Both response rates, each with its counts and what it means.
pub(super) fn rates(this: &Statement, before: &Statement) -> Markup {
    let people = |statement: &Statement| {
        let rate = statement.response_rate;
        (rate.responded, rate.contacted - rate.pending)
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

/// Those who are not judged yet.
fn waiting(pending: u64) -> String {
    match pending {
        0 => "Everybody has had 14 days for it.".to_owned(),
        1 => "1 person has not had 14 days yet, and is left out.".to_owned(),
        _ => format!("{pending} people have not had 14 days yet, and are left out."),
    }
}

/// How many of how many.
type Rate = (u64, u64);

fn rate_card(title: &str, this: Rate, before: Rate, other: &Statement, whole: &str, means: &str) -> Markup {
    let (part, of) = this;
    let told = percent(part, of);
    let counts = if of == 0 { "nobody to judge yet".to_owned() } else { format!("{part} of {of} {whole}") };
    html! {
        div class="rate" {
            h3 { (title) }
            b { (told) }
            svg viewBox="0 0 100 10" preserveAspectRatio="none" role="img" {
                title { (title) ": " (told) ", " (counts) }
                rect class="track" width="100" height="10" {}
                rect class="part" width=(format!("{:.2}", share(part, of))) height="10" {}
            }
            p class="counts" { (counts) }
            p { (named(other.period)) ": " (rate(before.0, before.1)) }
            p { (means) }
        }
    }
}

/// The period beside the one before: drawn, and in full as a table.
pub(super) fn sides(this: &Statement, before: &Statement) -> Markup {
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
            h2 id="sides" { "Beside " (named(before.period)) }
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
    let [sent, answered, _] = sections(this, before);
    html! {
        details {
            summary { "Every figure of both" }
            div class="scroll" tabindex="0" role="region" aria-label="Every figure of both periods" {
                table class="figures" {
                    thead {
                        tr {
                            th scope="col" { span class="vh" { "figure" } }
                            th scope="col" { (named(this.period)) }
                            th scope="col" { (named(before.period)) }
                        }
                    }
                    tbody {
                        @for row in sent.rows.iter().chain(&answered.rows) {
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
