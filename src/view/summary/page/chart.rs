//! The days of a period as bar charts, one for each series.

use std::slice;

use chrono::{Datelike, NaiveDate, Weekday};
use maud::{Markup, html};

use super::series::{SERIES, Series, share};
use crate::engine::calendar::plus_days;
use crate::engine::statement::{DayFigures, Period, Statement};
use crate::view::format::{day, plural};
use crate::view::summary::daily::COLUMNS;

/// The most bars of a chart. In longer periods, a bar is several days.
const MOST_BARS: usize = 62;

/// The height of a chart's canvas.
const HEIGHT: f64 = 100.0;

/// The charts, and a table with the numbers of the days.
pub(super) fn section(statement: &Statement) -> Markup {
    let step = statement.days.len().div_ceil(MOST_BARS).max(1);
    html! {
        section aria-labelledby="days" {
            h2 id="days" { "Day by day" @if step > 1 { small { (step) " days a bar" } } }
            div class="charts" {
                @for series in &SERIES { (chart(series, statement, step)) }
            }
            (table(statement))
        }
    }
}

/// A bar: its first and last date, and its number.
struct Bar {
    from: NaiveDate,
    to: NaiveDate,
    number: u64,
}

impl Bar {
    fn of(statement: &Statement, days: &[DayFigures], series: &Series) -> Option<Bar> {
        let (first, last) = (days.first()?, days.last()?);
        Some(Bar { from: first.date, to: last.date, number: (series.count)(statement, days) })
    }

    /// "Wed 25 Nov 2026: 3 people reached".
    fn in_words(&self, series: &Series) -> String {
        let dates =
            if self.from == self.to { day(self.from) } else { format!("{} to {}", day(self.from), day(self.to)) };
        format!("{dates}: {}", series.number_of(self.number))
    }

    fn is_weekend(&self) -> bool {
        self.from == self.to && matches!(self.from.weekday(), Weekday::Sat | Weekday::Sun)
    }
}

fn chart(series: &Series, statement: &Statement, step: usize) -> Markup {
    let bars: Vec<Bar> = statement.days.chunks(step).filter_map(|days| Bar::of(statement, days, series)).collect();
    let most = bars.iter().max_by_key(|bar| (bar.number, std::cmp::Reverse(bar.from)));
    let top = most.map_or(0, |bar| bar.number).max(1);
    let total = (series.count)(statement, &statement.days);
    let peak =
        most.filter(|bar| bar.number > 0).map_or("none".to_owned(), |bar| format!("most on {}", bar.in_words(series)));
    let (title, desc) = (format!("{}-title", series.class), format!("{}-desc", series.class));
    html! {
        figure class={ "chart " (series.class) } {
            figcaption { h3 { (series.title) } span { (total) @if total > 0 { ", at most " (top) @if step == 1 { " a day" } @else { " a bar" } } } }
            svg viewBox=(format!("0 0 {} {HEIGHT}", bars.len())) preserveAspectRatio="none" role="img"
                aria-labelledby={ (title) " " (desc) } {
                title id=(title) { (series.title) ", day by day" }
                desc id=(desc) { (series.number_of(total)) "; " (peak) "." }
                @for (place, bar) in bars.iter().enumerate() { (column(place, bar, top, series)) }
            }
            (axis(statement.period))
        }
    }
}

fn column(place: usize, bar: &Bar, top: u64, series: &Series) -> Markup {
    let height = share(bar.number, top) * (HEIGHT - 2.0) / 100.0;
    let height = if bar.number == 0 { 1.0 } else { height.max(3.0) };
    html! {
        @if bar.is_weekend() { rect class="rest" x=(place) width="1" height=(HEIGHT) opacity=".5" {} }
        rect class=[(bar.number == 0).then_some("nil")] x=(format!("{place}.1")) width=".8"
            y=(format!("{:.2}", HEIGHT - height)) height=(format!("{height:.2}")) {
            title { (bar.in_words(series)) }
        }
    }
}

/// The dates under a chart: every seventh day and the last of a period of up to five weeks, else the first, the middle
/// and the last.
fn axis(period: Period) -> Markup {
    let dates: Vec<NaiveDate> = period.dates().collect();
    if dates.len() <= 35 {
        return axis_of_weeks(&dates);
    }
    let middle = plus_days(period.from, u32::try_from(dates.len() / 2).unwrap_or(0));
    let year = |date: NaiveDate| date.format("%-d %b %Y");
    html! { div class="axis" aria-hidden="true" { span { (year(period.from)) } span { (year(middle)) } span { (year(period.to)) } } }
}

/// The columns that the last date of an axis takes.
const LAST: usize = 3;

/// "1 Nov", "8", "15", "22", "30".
fn axis_of_weeks(dates: &[NaiveDate]) -> Markup {
    let days = dates.len();
    // The columns before those of the last date.
    let room = days.saturating_sub(LAST);
    let label = |place: usize, before: usize| match dates[place] {
        date if place > 0 && date.month() == dates[before].month() => date.format("%-d"),
        date => date.format("%-d %b"),
    };
    html! {
        div class="axis days" style=(format!("grid-template-columns:repeat({days},minmax(0,1fr))")) aria-hidden="true" {
            @for place in (0..days).step_by(7).filter(|place| *place == 0 || place + LAST <= room) {
                span style=(format!("grid-column:{}/span {}", place + 1, if room == 0 { days } else { 7.min(room - place) })) { (label(place, place.saturating_sub(7))) }
            }
            @if room > 0 {
                span style=(format!("grid-column:{}/span {LAST};text-align:end", room + 1)) { (label(days - 1, 0)) }
            }
        }
    }
}

/// The most days of a period whose table is printed.
const MOST_ON_PAPER: usize = 31;

/// The numbers of the charts as a table, without days on which nothing happened.
fn table(statement: &Statement) -> Markup {
    let busy: Vec<&DayFigures> =
        statement.days.iter().filter(|day| figures(statement, day).iter().any(|number| *number > 0)).collect();
    if busy.is_empty() {
        return html! { p class="note" { "Nothing was recorded in this period." } };
    }
    // Of a longer period, the table would need several sheets of paper; the calendars have its figures.
    let is_for_screen = statement.days.len() > MOST_ON_PAPER;
    html! {
        details class=[is_for_screen.then_some("for-screen")] {
            summary { "The numbers of " (plural(busy.len() as u64, "day", "days")) }
            div class="scroll" tabindex="0" role="region" aria-label="The numbers of each day" {
                table class="figures" {
                    thead { tr { th scope="col" { "date" } @for (_, head, _) in COLUMNS { th scope="col" { (head) } } } }
                    tbody {
                        @for figure in busy {
                            tr { th scope="row" { (day(figure.date)) } @for number in figures(statement, figure) { td { (number) } } }
                        }
                    }
                }
            }
        }
    }
}

fn figures(statement: &Statement, day: &DayFigures) -> [u64; COLUMNS.len()] {
    COLUMNS.map(|(_, _, count)| count(statement, slice::from_ref(day)))
}
