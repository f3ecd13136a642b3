//! How much of the member's targets is reached, in words.

use crate::engine::advice::targets::{DayProgress, TargetKind, TargetProgress, WeekProgress};
use crate::view::format::plural;

/// "3 of 5 InMails today, 11 of 25 this week; 4 a working day from now on reach it".
pub(crate) fn target_in_words(progress: &TargetProgress) -> String {
    let (day, week) = (progress.day.as_ref(), progress.week.as_ref());
    let unit = Some(progress.kind);
    let counts = [
        day.map(|day| day_in_words(day, progress.kind)),
        week.map(|week| week_in_words(week, unit.filter(|_| day.is_none()))),
    ];
    let counts: Vec<String> = counts.into_iter().flatten().collect();
    let needs = needs_in_words(progress);
    let needs: String = needs.iter().map(|need| format!("; {need}")).collect();
    counts.join(", ") + &needs
}

fn day_in_words(day: &DayProgress, kind: TargetKind) -> String {
    if !day.working_day {
        return format!("{} today (a day off)", counted(day.sent, kind));
    }
    format!("{} of {} today{}", day.sent, counted(day.target.into(), kind), reached(day.reached))
}

/// The week's count; with a kind, it says what it counts.
fn week_in_words(week: &WeekProgress, kind: Option<TargetKind>) -> String {
    let target = kind.map_or_else(|| week.target.to_string(), |kind| counted(week.target.into(), kind));
    format!("{} of {target} this week{}", week.sent, reached(week.reached))
}

fn reached(is_reached: bool) -> &'static str {
    if is_reached { " (reached)" } else { "" }
}

/// What the targets need, or why they are out of reach. The week's reason says enough about the day.
fn needs_in_words(progress: &TargetProgress) -> Vec<String> {
    let week = progress.week.as_ref();
    let today = progress.day.as_ref().and_then(|day| day.at_most);
    let today = today.filter(|_| week.is_none_or(|week| week.at_most.is_none()));
    let today = today.map(|most| format!("today's is out of reach: {} today", room(most, progress.kind)));
    week.and_then(|week| week_needs(week, progress.kind)).into_iter().chain(today).collect()
}

fn week_needs(week: &WeekProgress, kind: TargetKind) -> Option<String> {
    if week.reached {
        return None;
    }
    let days_left = if week.working_days_left == 1 { "working day" } else { "working days" };
    Some(match (week.a_working_day, week.at_most) {
        (Some(needed), _) => what_is_needed(week, needed),
        (None, Some(most)) => format!("the week's is out of reach: {} on the {days_left} left", room(most, kind)),
        (None, None) => "no working day is left".to_owned(),
    })
}

/// "4 a working day from now on reach it", on the days on which anything can be sent.
fn what_is_needed(week: &WeekProgress, needed: u64) -> String {
    let reach = |number: u64| if number == 1 { "reaches it" } else { "reach it" };
    if let (1, Some(more)) = (week.working_days_open, week.more_today) {
        return format!("{more} more today {}", reach(more));
    }
    let days = match (week.working_days_left, week.working_days_open) {
        (1, _) => "on the working day left".to_owned(),
        (left, open) if left == open => "a working day from now on".to_owned(),
        (_, 1) => "on the one working day left on which you can send".to_owned(),
        (_, open) => format!("on each of the {open} working days left on which you can send"),
    };
    let today = match week.more_today {
        Some(0) => " (no more today)".to_owned(),
        Some(more) if more != needed => format!(" ({more} more today)"),
        _ => String::new(),
    };
    format!("{needed} {days} {}{today}", reach(needed))
}

/// "the limits allow 3 more to new people".
fn room(most: u64, kind: TargetKind) -> String {
    let most = if most == 0 { "no".to_owned() } else { most.to_string() };
    let (what, whom) = match kind {
        TargetKind::Message => ("the limits allow", " to new people"),
        TargetKind::InMail => ("credits and limits allow", " to new people"),
        TargetKind::Invitation => ("the limits allow", ""),
    };
    format!("{what} {most} more{whom}")
}

fn counted(number: u64, kind: TargetKind) -> String {
    match kind {
        TargetKind::Message => plural(number, "message", "messages"),
        TargetKind::InMail => plural(number, "InMail", "InMails"),
        TargetKind::Invitation => plural(number, "invitation", "invitations"),
    }
}
