//! An example of a settings file.

/// A settings file with every setting at its default, commented out. Targets have none.
pub(crate) fn example() -> &'static str {
    "\
# Settings of inquota. Take the # away from a line to change it.

# The account worked on where --account and INQUOTA_ACCOUNT name none.
#account = \"default\"

# Days of silence after which a first and a last reminder are due.
#first_nudge_days = 7
#last_nudge_days = 14

# A reminder that is overdue by more days than this is only counted.
#overdue_days = 60

# The days on which you write to people and reminders are due, and the first day of your week.
#working_days = [\"mon\", \"tue\", \"wed\", \"thu\", \"fri\"]
#week_start = \"monday\"

# Times of day as 14:48 (24) or 2:48 pm (12).
#clock = 24

# The program that shows an answer that is longer than the terminal; never for none.
#pager = \"less\"

# Bars and charts: \"auto\", \"unicode\", \"ascii\", or \"none\" for numbers and words only.
#bars = \"auto\"

# The per cent of a limit from which on it is shown as near, and as close.
#near = 80
#close = 95

# The numbers of people who got nearly the same text in 30 days: from the first on, a caution; from the second on, a
# stronger one; from the third on, draft says no.
#alike_few = 3
#alike_many = 10
#alike_most = 20

# More sends than this in so many minutes are a burst: log cautions.
#burst_sends = 10
#burst_minutes = 10

# How many you want to send on a working day and in a week. None of these is set by default.
#[targets]
#messages_a_day = 5
#messages_a_week = 25
#inmails_a_day = 5
#inmails_a_week = 25
#invitations_a_day = 10
#invitations_a_week = 50
"
}
