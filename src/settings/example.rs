//! An example of a settings file.

/// A settings file with every setting at its default, commented out. Targets have none.
pub(crate) fn example() -> &'static str {
    "\
# The settings of inquota, each at its default. To change one, remove the # and edit the value.

# The account to use, unless --account or INQUOTA_ACCOUNT names another.
#account = \"default\"

# Days of silence after which a first and a last nudge are due.
#first_nudge_days = 7
#last_nudge_days = 14

# A nudge that is overdue by more days than this is only counted.
#overdue_days = 60

# The days on which you write to people and nudges are due, and the first day of your week.
#working_days = [\"mon\", \"tue\", \"wed\", \"thu\", \"fri\"]
#week_start = \"monday\"

# How times are shown: 24 for 14:48, 12 for 2:48 pm.
#clock = 24

# The program that shows an answer longer than the terminal, or \"never\".
#pager = \"less\"

# How bars and charts are drawn: \"auto\", \"unicode\", \"ascii\", or \"none\" for numbers and words only.
#bars = \"auto\"

# The percentage of a limit from which it shows as near, and as close.
#near = 80
#close = 95

# From how many people with nearly the same text in 30 days you get a warning, a stronger one, and a no from draft.
#alike_few = 3
#alike_many = 10
#alike_most = 20

# More sends than this within this many minutes are a burst, and give a warning.
#burst_sends = 10
#burst_minutes = 10

# How many you want to send on a working day and in a week. By default, there are no targets.
#[targets]
#messages_a_day = 5
#messages_a_week = 25
#inmails_a_day = 5
#inmails_a_week = 25
#invitations_a_day = 10
#invitations_a_week = 50
"
}
