//! The months of a period as calendars.

use std::slice;

use chrono::{Datelike, NaiveDate, Weekday};
use chrono_tz::Tz;
use maud::{Markup, html};

use super::series::{SERIES, Series};
use crate::engine::calendar::{Month, date_of, next_day};
use crate::engine::statement::{DayFigures, Statement};

/// The longest period with calendars, in days.
const MOST_DAYS: usize = 366;

/// The longest period whose calendars are printed: those of more than four months need several sheets of paper.
const MOST_ON_PAPER: usize = 123;

/// A calendar for each month, with weeks that start on this day.
pub(super) fn section(statement: &Statement, week_start: Weekday, zone: Tz) -> Markup {
    let today = date_of(statement.as_of, zone);
    html! {
        section class=[(statement.days.len() > MOST_ON_PAPER).then_some("for-screen")] aria-labelledby="calendar" {
            h2 id="calendar" { "Calendar" }
            @if statement.days.len() > MOST_DAYS {
                p class="note" { "Calendars are shown for periods of up to a year." }
            } @else {
                div class="months" {
                    @for days in statement.days.chunk_by(|one, other| Month::of(one.date) == Month::of(other.date)) {
                        (month(statement, days, week_start, today))
                    }
                }
                ul class="legend" {
                    @for (mark, series) in lettered() { li class=(series.class) { b { (mark) } " " (series.many) } }
                }
            }
        }
    }
}

/// The calendar of one month, with the figures of these days.
fn month(statement: &Statement, days: &[DayFigures], week_start: Weekday, today: NaiveDate) -> Markup {
    let Some(first) = days.first().map(|day| Month::of(day.date)) else { return html! {} };
    let most = days.iter().map(sent).max().unwrap_or(0);
    let cells = cells(first, week_start);
    let with_figures =
        |date: &Option<NaiveDate>| (*date, date.and_then(|date| days.iter().find(|day| day.date == date)));
    html! {
        table class="calendar" {
            caption { (first.first_day().format("%B %Y")) }
            thead { tr { @for (short, long) in week(week_start) { th scope="col" abbr=(long) { (short) } } } }
            tbody {
                @for week in cells.chunks(7) {
                    tr { @for (date, figures) in week.iter().map(with_figures) { (cell(date, figures.map(|day| (statement, day)), most, today)) } }
                }
            }
        }
    }
}

/// The dates of a month in whole weeks, with gaps before the first and after the last date.
fn cells(month: Month, week_start: Weekday) -> Vec<Option<NaiveDate>> {
    let before = month.first_day().weekday().days_since(week_start) as usize;
    let dates = std::iter::successors(Some(month.first_day()), |date| Some(next_day(*date)));
    let dates = dates.take_while(|date| *date <= month.last_day()).map(Some);
    let mut cells: Vec<Option<NaiveDate>> = std::iter::repeat_n(None, before).chain(dates).collect();
    cells.resize(cells.len().next_multiple_of(7), None);
    cells
}

/// The days of a week that starts on this day, each as a short and a full name.
fn week(start: Weekday) -> [(&'static str, &'static str); 7] {
    const DAYS: [(&str, &str); 7] = [
        ("Mon", "Monday"),
        ("Tue", "Tuesday"),
        ("Wed", "Wednesday"),
        ("Thu", "Thursday"),
        ("Fri", "Friday"),
        ("Sat", "Saturday"),
        ("Sun", "Sunday"),
    ];
    let mut days = DAYS;
    days.rotate_left(start.num_days_from_monday() as usize);
    days
}

/// The series that have a letter, each with it.
fn lettered() -> impl Iterator<Item = (char, &'static Series)> {
    SERIES.iter().filter_map(|series| Some((series.mark?, series)))
}

fn cell(date: Option<NaiveDate>, figures: Option<(&Statement, &DayFigures)>, most: u64, today: NaiveDate) -> Markup {
    let (Some(date), Some((statement, figures))) = (date, figures) else {
        return html! { td class="out" { @if let Some(date) = date { time datetime=(date) { (date.day()) } } } };
    };
    let ahead = if date > today { " ahead" } else { "" };
    let marked = if date == today { " today" } else { "" };
    html! {
        td class={ "d" (shade(sent(figures), most)) (ahead) (marked) } aria-current=[(date == today).then_some("date")] {
            time datetime=(date) { (date.day()) }
            @for (mark, series) in lettered() {
                @let number = (series.count)(statement, slice::from_ref(figures));
                @if number > 0 {
                    span class={ "n " (series.class) } title=(series.number_of(number)) {
                        (number) i aria-hidden="true" { " " (mark) }
                        span class="vh" { " " @if number == 1 { (series.one) } @else { (series.many) } }
                    }
                }
            }
            @if figures.counts.sends_over_limit() > 0 { span class="over" { "over" span class="vh" { " a limit" } } }
        }
    }
}

/// The number of sends on a day.
fn sent(day: &DayFigures) -> u64 {
    day.counts.messages + day.counts.inmails + day.counts.invitations
}

/// The shade of a day, from 0 to 3, by its share of the busiest day.
fn shade(sent: u64, most: u64) -> u64 {
    (sent * 3).div_ceil(most.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_start_on_the_given_day() {
        // November 2026 begins on a Sunday: six gaps from Monday on, none from Sunday on.
        let november = Month::new(2026, 11).unwrap();
        assert_eq!(cells(november, Weekday::Mon).iter().take_while(|date| date.is_none()).count(), 6);
        assert_eq!(cells(november, Weekday::Mon).len(), 42);
        assert_eq!(cells(november, Weekday::Sun).len(), 35);
        assert_eq!(week(Weekday::Sun)[0], ("Sun", "Sunday"));
    }

    #[test]
    fn the_busiest_day_has_the_darkest_shade_and_an_idle_day_none() {
        assert_eq!([0, 1, 4, 9].map(|sent| shade(sent, 9)), [0, 1, 2, 3]);
        assert_eq!(shade(0, 0), 0);
    }
}
