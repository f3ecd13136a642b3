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

/// The topic that lists the options of every command. They come from their definition, and [`OPTIONS`] follows them.
pub(crate) const OPTIONS_TOPIC: &str = "options";

/// The names of all topics.
pub(crate) fn topic_names() -> Vec<&'static str> {
    TOPICS.iter().map(|(name, _)| *name).chain([JSON, OPTIONS_TOPIC]).collect()
}

/// More about options.
pub(crate) const OPTIONS: &str = "\
They work before and after the command: inquota --json status is inquota status --json.

Where a command has --from, --to or -n, you can also type --since, --until or --limit. Where it has --since or \
--until for the first or the last date of a period, you can also type --from or --to.

Examples:
  inquota status --at 2026-12-31         as of then, if you send nothing more
  inquota log \"Jane Doe\" --file try.json";

/// The topic about JSON, whose text is docs/json.md.
pub(crate) const JSON: &str = "json";

/// The exit codes, a line each.
macro_rules! exit_codes {
    () => {
        "  0   done, or the answer is yes
  1   the answer is no: check, draft, log --guard, nothing to undo
  2   wrong usage or bad input; nothing was changed
  3   the ledger cannot be read, written or locked
  4   internal error
"
    };
}

/// What the section `[targets]` of the settings does: what counts, which week, and what a working day is.
macro_rules! targets_in_words {
    () => {
        "\
[targets] in the settings sets how many messages, InMails and invitations you want to send each working day or each week. status and next show your progress.
Everything you send counts: messages to people who have answered, free InMails, and invitations that you withdraw later.
The week starts on week_start (Monday), in the account's time zone. Working days are those in working_days (Monday to Friday). A daily target applies to working days only, and the rest of a weekly target is spread over the working days left, including today.
"
    };
}
pub(crate) use targets_in_words;

/// The exit codes, a line each.
pub(crate) const EXIT_CODES: &str = exit_codes!();

const QUOTAS: &str = "\
How inquota counts

People. Your first message of the day to someone who has never answered uses a daily slot; the first of the month also uses a monthly slot. Messages to people who have ever answered cost nothing, and a full limit does not block them.

InMail credits. inquota keeps credits in lots, each with the date it was given and the date it expires. A plan grants credits when it starts and when it renews; credits above the plan's cap are lost. Some plans give a credit back when an InMail is answered, accepted or declined in time.
Assumption: the lot that expires soonest is spent first; of two, the older one; lots that never expire come last.
Assumption: a credit that comes back lasts as long as the plan's other credits, from the day of the response.

Invitations. Each counts for 168 hours, even if you withdraw it. Personal notes have their own monthly count. An invitation is pending until it is accepted, for six months at most. After you withdraw one, you cannot invite that person again for 21 days. An acceptance makes a connection; it is not a response. If you record an acceptance without a pending invitation, it means that they invited you.

Limits. Over an enforced limit, check says no; over an advisory one, it says yes with a warning. Where your plan has no number, LinkedIn still limits messages and invitations, but publishes no figure. You can set your own daily limits on InMails and invitations (plan set --inmails-daily, --invitations-daily). log always records what you sent. If LinkedIn refuses to send, record that with stopped: check then says no until the stop ends.
Do not contact. After people block, check says no to anything about that person. log still records what you sent, with a warning. A decline does not block anyone.

  inquota check --inmail                 may I send one, what does it cost, and if not now, when?
  inquota plan                           your limits, and the source of each number
  inquota history                        what each record cost, and why
";

const DATES: &str = "\
Dates and times

WHEN is one of:
  2026-11-24T18:30:00+01:00              RFC 3339: an instant, wherever you are
  2026-11-24 18:30                       a date and a time; 6:30 pm does too
  2026-11-24, today, yesterday           a day; tomorrow too
  24 Nov, Nov 24, 24 Nov 2026            a day, by the name of its month
  monday, last monday                    the latest one before today
  next monday                            the coming one, if next week has no other
  yesterday 18:30, monday 9:00           a day and a time
  18:30                                  a time today
  this morning, yesterday evening        9:00, 20:00; an afternoon is 15:00
  3 days ago, in 2 weeks                 the same time of day
  2h ago, an hour ago, 90 min ago        exactly that long before now

DATE accepts the same, and ignores the time of day. MONTH is 2026-11, november, nov 2025, last or this.

Without an offset, inquota uses the account's time zone, not the machine's. It never guesses: it refuses what could mean two things, such as 9/3.

A day without a year is the latest one up to today for options that look back (--from, --since, --before, and --at when you record), the next one for options that look ahead (--until, --expires), the first on or after --from for --to, and otherwise the nearest (--at of a report, --from of a plan). A month's name means the latest such month.

When you record something, a day without a time means 12:00, or now if it is today before noon. In a report, it means the end of the day. You cannot record the future, but a report may look ahead.

Days and months follow the account's zone. Some plans use another zone for their credits: inquota shows their dates on your clock, followed by the plan's date, as in today 16:00 (30 Dec UTC). A plan that renews on the 31st renews on the last day of a shorter month.

  inquota log \"Jane Doe\" --at \"2h ago\"
  inquota status --at 2026-12-31         the status on that day if you send nothing more
  inquota zone                           the account's zone
";

const FILES: &str = concat!(
    "\
Where inquota keeps its files

The ledger is one JSON file in the platform's data folder:
  Linux     ~/.local/share/inquota/ledger.json
  macOS     ~/Library/Application Support/inquota/ledger.json
  Windows   %APPDATA%\\inquota\\data\\ledger.json
Another account is accounts/NAME/ledger.json in that folder, and one that you removed is in removed/. --file or INQUOTA_FILE names any other file. The same folder holds the ledger's backups/ and its lock file.

Settings are in config.toml and your own plans in plans.json, both in
  Linux     ~/.config/inquota
  macOS     ~/Library/Application Support/inquota
  Windows   %APPDATA%\\inquota\\config
INQUOTA_CONFIG names another settings file.

",
    targets_in_words!(),
    "
inquota keeps names, dates and your notes, but no message texts and no drafts. Nothing leaves your machine.

  inquota config                         which files and settings are in use
  inquota backup list                    what you can restore
  inquota doctor                         is everything in order?
  inquota export -o copy.json            everything, as one file
  inquota config set clock 12            changes a setting
"
);

const ENVIRONMENT: &str = "\
The environment

An option overrides a variable, and a variable overrides the settings.

  INQUOTA_FILE      the ledger, without --file
  INQUOTA_ACCOUNT   the account, without --account
  INQUOTA_CONFIG    the settings file
  INQUOTA_CACHE     the folder for checkpoints, which make inquota fast; off for none
  INQUOTA_NOW       replaces the clock: an RFC 3339 instant, for rehearsals
  INQUOTA_ZONE      replaces the system's time zone: an IANA name
  INQUOTA_COMPLETE  asks for completions; what inquota completions prints sets it
  INQUOTA_PAGER     the pager for long answers; empty, cat or never for none
  PAGER             the pager, without INQUOTA_PAGER and the setting pager
  LESS              options for less; FRX if it is not set
  NO_COLOR          no colours, as with CLICOLOR=0
  FORCE_COLOR       colours, terminal or not, as with CLICOLOR_FORCE; not if it is 0
  TERM              dumb: no colours, plain ASCII, and questions by numbered lists
  LC_ALL            bars and charts in plain ASCII if it, or LC_CTYPE or LANG, is without UTF-8
  COLUMNS           the width, if the terminal reports none or you want another

For colours, --plain and --color decide first, then NO_COLOR, then FORCE_COLOR, then TERM. An empty variable counts as not set.

  INQUOTA_FILE=try.json inquota log \"Jane Doe\"
  INQUOTA_NOW=2026-12-24T09:00:00Z inquota status
";

const SCRIPTING: &str = concat!(
    "\
Scripts

--json prints one document on stdout; inquota help json lists its keys, and inquota help json COMMAND those of one command. Warnings and hints go to stderr; --quiet silences them, except errors.

Exit codes:
",
    exit_codes!(),
    "
With --json, an error is {\"error\": {\"code\": ..., \"message\": ..., \"hint\": ...}} on stderr.

INQUOTA_FILE or INQUOTA_ACCOUNT chooses the ledger. INQUOTA_NOW and INQUOTA_ZONE replace the clock and the system's zone, for tests and rehearsals. Two programs can record at the same time, and both records count.

  inquota check --inmail --json
  inquota log \"Jane Doe\" --guard --quiet
  inquota log - --invite < names.txt     one name per line
  inquota help json check                the keys of a document
"
);
