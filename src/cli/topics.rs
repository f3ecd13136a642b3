//! The topics of `help`, which concern more than one command. Each paragraph is one line here; the view wraps it. A
//! line that starts with two spaces is an example, and several spaces separate it from its explanation. A topic that is a
//! page of the documentation is in Markdown, which the view turns into this form.

/// The topics, by name.
pub(crate) const TOPICS: [(&str, &str); 6] = [
    ("quotas", QUOTAS),
    ("dates", DATES),
    ("files", FILES),
    ("environment", ENVIRONMENT),
    ("scripting", SCRIPTING),
    ("assistants", include_str!("../../docs/assistants.md")),
];

/// The exit codes, a line each.
macro_rules! exit_codes {
    () => {
        "  0   done, or the answer is yes
  1   the answer is no: check, draft, log --guard, nothing to undo
  2   wrong usage or bad input; nothing was changed
  3   the ledger cannot be read, written or locked
  4   an error of the program
"
    };
}

/// What the section `[targets]` of the settings does: what counts, which week, and what a working day is.
macro_rules! targets_in_words {
    () => {
        "\
[targets] in the settings says how many messages, InMails and invitations you want to send on a working day or in a week; status and next show how far you are.
Everything sent of a kind counts: messages to people who have answered, free InMails, invitations withdrawn later too. What you have sent today counts towards what today needs.
The week starts on week_start (Monday), in the account's time zone. A working day is one of working_days (Monday to Friday); a day's target holds on these alone, and what the week still needs is shared among those left.
"
    };
}
pub(crate) use targets_in_words;

/// The exit codes, a line each.
pub(crate) const EXIT_CODES: &str = exit_codes!();

const QUOTAS: &str = "\
How inquota counts

People. A message to somebody who has not answered yet uses one of the day's people, once a day, and one of the month's, once a month. Whoever has answered, ever, costs nothing, and a full limit does not block them.

InMail credits. Credits are held in lots, each with the date it was given and the date it expires. A plan gives credits when it starts and when it renews; what a grant lifts over the plan's cap is lost. Some plans give a credit back when an InMail is answered, accepted or declined in time.
Assumption: the lot that expires soonest is spent first, on a tie the one given earlier; lots that never expire come last.
Assumption: a credit that comes back lasts as long as the plan's others, from the day of the response.

Invitations. Each counts for 168 hours. Personal notes have a monthly count of their own. An invitation is pending until it is accepted, for six months at most. A withdrawn one still counts, and the person cannot be invited again for 21 days. An accepted one is a connection, and no response. Accepted without a pending one means that they invited you. inquota invitations lists them.

Limits. Over one that is enforced, check says no; over one that only warns, yes with a caution. Where your plan has no number, LinkedIn limits messages and invitations all the same, and publishes none. You can set limits of your own on InMails and invitations a day (plan set --inmails-daily, --invitations-daily). What you log is recorded all the same: it was sent. If LinkedIn refuses to send, record that with stopped: check says no until it ends.
Do not contact. While a mark of people block holds, check says no to whatever is asked about the person. What you log all the same is recorded, with a caution. A decline marks nobody.


  inquota check --inmail                 may I, at what cost, and if not, when?
  inquota plan                           the limits, and whose number each is
  inquota history                        what each record counted as, and why
";

const DATES: &str = "\
Dates and times

WHEN is one of:
  2026-11-24T18:30:00+01:00              RFC 3339: an instant, wherever you are
  2026-11-24 18:30                       a date and a time; 6:30 pm does too
  2026-11-24, today, yesterday           a day; tomorrow too
  24 Nov, Nov 24, 24 Nov 2026            a day, by the name of its month
  monday, last monday                    the latest before today
  next monday                            the coming one, unless that of next week is another
  yesterday 18:30, monday 9:00           a day and a time
  18:30                                  a time today
  this morning, yesterday evening        9:00, 20:00; an afternoon is 15:00
  3 days ago, in 2 weeks                 the same time of day
  2h ago, an hour ago, 90 min ago        exactly so long before now

DATE is the same: its day counts, and a time of day is left out. MONTH is 2026-11, november, nov 2025, last or this.

Without an offset it is read in the account's time zone, not the machine's. It is never guessed: what could mean two things, such as 9/3, is refused.

A day without a year is the latest up to today where it looks back (--at of what you record, --from, --since, --before), the first after today where it looks ahead (--until, --expires), the first on or after --from for --to, and else the nearest (--at of a report, --from of a plan). A month by its name is the latest.

A bare day means 12:00 when something is recorded (or now, if it is today and not yet noon), and the end of the day when something is reported. What has not happened yet cannot be recorded; a report may look ahead.

Days and months are those of the account's zone. A plan may have a zone of its own for its credits: its dates are shown by the account's clock, with the plan's own date behind, as in today 16:00 (30 Dec UTC). A day renewed on the 31st falls on the last day of a shorter month.

  inquota log \"Jane Doe\" --at \"2h ago\"
  inquota status --at 2026-12-31         how things will stand, if nothing is sent
  inquota zone                           the account's zone
";

const FILES: &str = concat!(
    "\
Where things are kept

The ledger is one JSON file in the platform's data folder:
  Linux     ~/.local/share/inquota/ledger.json
  macOS     ~/Library/Application Support/inquota/ledger.json
  Windows   %APPDATA%\\inquota\\data\\ledger.json
Another account is accounts/NAME/ledger.json in that folder. --file, or INQUOTA_FILE, names any other file. Beside a ledger lie its backups/ and its lock.

Settings are config.toml, plans of your own are plans.json, both in
  Linux     ~/.config/inquota
  macOS     ~/Library/Application Support/inquota
  Windows   %APPDATA%\\inquota\\config
INQUOTA_CONFIG names another settings file.

",
    targets_in_words!(),
    "
Names, dates and your notes are kept; texts of messages are not, nor are drafts. Nothing leaves the machine.

  inquota config                         which files and settings are in use
  inquota backup list                    what can be put back
  inquota doctor                         is everything sound?
  inquota export -o copy.json            everything, to take along
"
);

const ENVIRONMENT: &str = "\
The environment

An option of the same meaning takes precedence over a variable, and a variable over the settings.

  INQUOTA_FILE      the ledger, without --file
  INQUOTA_ACCOUNT   the account, without --account
  INQUOTA_CONFIG    the settings file
  INQUOTA_CACHE     the folder for checkpoints, which make it fast; off for none
  INQUOTA_NOW       replaces the clock: an RFC 3339 instant, for rehearsals
  INQUOTA_ZONE      replaces the system's time zone: an IANA name
  INQUOTA_COMPLETE  asks for completions; the line from inquota completions sets it
  NO_COLOR          no colours, as with CLICOLOR=0 and TERM=dumb
  CLICOLOR_FORCE    colours, terminal or not
  LC_ALL            charts in plain ASCII if it, or LC_CTYPE or LANG, is without UTF-8
  COLUMNS           the width, if the terminal reports none or you want another

  INQUOTA_FILE=try.json inquota log \"Jane Doe\"
  INQUOTA_NOW=2026-12-24T09:00:00Z inquota status
";

const SCRIPTING: &str = concat!(
    "\
Scripts

--json gives one document on stdout, with \"schema\": 1. Keys may be added, and none is renamed. Instants are RFC 3339, dates YYYY-MM-DD, a missing value null. Everything that is no answer goes to stderr; --quiet silences it, but errors.

Exit codes:
",
    exit_codes!(),
    "
With --json, an error is {\"error\": {\"code\": ..., \"message\": ..., \"hint\": ...}} on stderr.

INQUOTA_FILE or INQUOTA_ACCOUNT chooses the ledger. INQUOTA_NOW and INQUOTA_ZONE stand in for the clock and the system's zone, for rehearsals. Two programs may record at the same time; both count.

  inquota check --inmail --json
  inquota log \"Jane Doe\" --guard --quiet
  inquota log - --invite < names.txt     a name a line
"
);
