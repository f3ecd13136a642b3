//! Reports, and files in and out: `status`, `summary`, `history`, `export`, `import`.

use std::path::{Path, PathBuf};

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};

use super::number::row_count;
use crate::engine::record::RecordKind;

/// The format of `status --line` when no FORMAT is given.
const DEFAULT_LINE: &str = "InMail {credits} · day {day} · month {month} · week {week}{stopped}";

#[derive(Debug, Default, Args)]
#[command(
    after_help = "The first sentence says what you can send now to someone new. Each bar shows how much of a limit is \
used; the bar of the credits shows what you spent this month, out of that and what you still have. The source says \
where a limit's number comes from. --plain says all of it in words.

In FORMAT, these show what is left: {credits}; {day} and {month}, the people; {week}, the invitations; {notes}. Add \
_used or _limit, as in {day_used}, for what is used or the limit. {grant} and {expiry} are the next grant and expiry, \
{state} is fine, near, close, full or over, {plan} is the plan's name. {stopped} is \" · stopped: messages\" while \
LinkedIn has stopped them, else empty. {{ and }} are braces.

With --json, the output is what status bars read. Without a ledger, the line is that of a new one. If the ledger \
cannot be read, it is ledger?, with exit code 3; if the settings file is wrong, settings?, with exit code 2. Nothing \
goes to stderr.

Examples:
  inquota status
  inquota status --at 2026-12-31
  inquota status --line
  inquota status --line \"{credits} credits, {day_used}/{day_limit} today\""
)]
pub(crate) struct Status {
    /// Print one line, for a prompt or a status bar.
    #[arg(long, value_name = "FORMAT", num_args = 0..=1, default_missing_value = DEFAULT_LINE)]
    pub(crate) line: Option<String>,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  inquota summary
  inquota summary --last-month --format markdown
  inquota summary --month november
  inquota summary --from 2026-10-01 --to 2026-12-31 --format csv
  inquota summary -o november.html
  inquota summary --open                 the month as a page, in your browser
  inquota summary --tag spring           one campaign
  inquota summary --by tag               a line for each tag

Whole months are compared with as many whole months before, any other period with as many days.

The page is a single file without scripts; a browser prints it to paper or PDF. It shows figures but no names, and \
tags only if you ask for them.

With --tag, the summary counts only what you sent with the tag and what came of it: the responses of people whose \
first contact has the tag, and the acceptances and withdrawals of its invitations. It shows the credits that its \
InMails spent, in total and per response in the period, but no credit statement: that belongs to the account. With \
--by tag, a record with several tags counts under each. JSON and the page show these lines with the figures of the \
period.")]
pub(crate) struct Summary {
    /// A month: 2026-11, november (the latest) or last. Default: this month.
    #[arg(long, value_name = "MONTH", conflicts_with_all = ["last_month", "from", "to"])]
    pub(crate) month: Option<String>,
    /// The month before this one.
    #[arg(long, conflicts_with_all = ["from", "to"])]
    pub(crate) last_month: bool,
    /// The first date.
    #[arg(long, alias = "since", value_name = "DATE")]
    pub(crate) from: Option<String>,
    /// The last date. Default: today, or the date of --at.
    #[arg(long, alias = "until", value_name = "DATE", requires = "from")]
    pub(crate) to: Option<String>,
    /// Only what you sent with this tag, and what came of it.
    #[arg(long, value_name = "TAG")]
    pub(crate) tag: Option<String>,
    /// Show a line for each tag.
    #[arg(long, value_name = "WHAT", value_enum, conflicts_with = "tag")]
    pub(crate) by: Option<SummaryGrouping>,
    /// Show rows with only zeros too; JSON, CSV and the page always have them.
    #[arg(long)]
    pub(crate) all: bool,
    /// The output format. Default: by the ending of FILE (.html, .md, .csv, .json), else the table.
    #[arg(long, value_name = "FORMAT", value_enum)]
    pub(crate) format: Option<SummaryFormat>,
    /// The file to write. Default: stdout (also -).
    #[arg(short, long = "output", value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Open the page in your browser; without --output, it is written to the platform's cache folder.
    #[arg(long)]
    pub(crate) open: bool,
}

/// What a summary can be grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SummaryGrouping {
    /// The tags.
    Tag,
}

/// The formats of a summary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SummaryFormat {
    /// For a terminal.
    Table,
    /// For a document.
    Markdown,
    /// For a spreadsheet: one line a day.
    Csv,
    /// For a program.
    Json,
    /// For a browser, and for paper: one page with charts.
    Html,
}

impl SummaryFormat {
    /// The format for a file's extension, if there is one.
    pub(crate) fn by_extension(path: &Path) -> Option<SummaryFormat> {
        match extension(path).as_str() {
            "html" | "htm" => Some(SummaryFormat::Html),
            "md" | "markdown" => Some(SummaryFormat::Markdown),
            "csv" => Some(SummaryFormat::Csv),
            "json" => Some(SummaryFormat::Json),
            _ => None,
        }
    }
}

/// The extension of a file's name, in lower case.
fn extension(path: &Path) -> String {
    path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase()).unwrap_or_default()
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  inquota history
  inquota history \"Jane Doe\" -n 5 --verbose
  inquota history --kind inmail --tag spring --from 2026-11-01
  inquota history --from \"7 days ago\" --sort person
  inquota history --grep bonn            text in a note or a name

Under \"counted as\", day and month are a daily and a monthly slot, week is one of the invitations of 7 days, and note \
one of the month's notes. `undo` and `edit` take the id. -n applies after sorting.")]
pub(crate) struct History {
    /// Only records of this person.
    #[arg(value_name = "PERSON")]
    pub(crate) person: Option<String>,
    /// Only records of this kind.
    #[arg(long, value_name = "KIND", value_parser = record_kind())]
    pub(crate) kind: Option<RecordKind>,
    /// Only records with this tag.
    #[arg(long, value_name = "TAG")]
    pub(crate) tag: Option<String>,
    /// Only records with this template.
    #[arg(long, value_name = "NAME")]
    pub(crate) template: Option<String>,
    /// Only if the note or the person's name contains this; ignores case and accents.
    #[arg(long, value_name = "TEXT")]
    pub(crate) grep: Option<String>,
    /// Only records from this date on.
    #[arg(long, alias = "since", value_name = "DATE")]
    pub(crate) from: Option<String>,
    /// Only records up to this date.
    #[arg(long, alias = "until", value_name = "DATE")]
    pub(crate) to: Option<String>,
    /// The order; within a person or a kind, newest first.
    #[arg(long, value_name = "ORDER", value_enum, default_value_t = HistorySort::Newest)]
    pub(crate) sort: HistorySort,
    /// Show what you took back, too; JSON always has it.
    #[arg(long)]
    pub(crate) all: bool,
    /// Add a second line: why it counted so, when you recorded it, tags, template and note.
    #[arg(short, long)]
    pub(crate) verbose: bool,
    /// Show at most this many.
    #[arg(short = 'n', long = "number", alias = "limit", value_name = "N")]
    #[arg(value_parser = row_count, allow_negative_numbers = true)]
    pub(crate) number: Option<u64>,
}

/// The orders of the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum HistorySort {
    /// The newest first.
    Newest,
    /// The oldest first.
    Oldest,
    /// By the person's name.
    Person,
    /// By kind: messages, InMails, invitations, answers and so on.
    Kind,
}

/// Parses the kind of records to show. Voids, edits and merges are shown with the records that they concern.
fn record_kind() -> impl TypedValueParser<Value = RecordKind> {
    let is_listed = |kind: &RecordKind| !matches!(kind, RecordKind::Void | RecordKind::Edit | RecordKind::Joined);
    let names = RecordKind::all().filter(is_listed).map(RecordKind::name);
    PossibleValuesParser::new(names).try_map(|name| RecordKind::from_name(name.as_bytes()).ok_or("no such kind"))
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  inquota export -o backup.json
  inquota export -o records.csv
  inquota export | wc -l")]
pub(crate) struct Export {
    /// The format. Default: csv if FILE ends in .csv, else json.
    #[arg(long, value_name = "FORMAT", value_enum)]
    pub(crate) format: Option<ExportFormat>,
    /// The file to write. Default: stdout (also -).
    #[arg(short, long = "output", value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  inquota import ~/Downloads/Basic_LinkedInDataExport_11-20-2026.zip --dry-run
  inquota import ~/Downloads/Basic_LinkedInDataExport_11-20-2026.zip
  inquota import messages.csv Invitations.csv Connections.csv --me in/robin-vale
  inquota import backup.json             restores a ledger that export wrote
  inquota import sheet.csv --map person=Name,date=Sent,kind=Type

Ask LinkedIn for its data export under Settings, Data privacy, \"Get a copy of your data\". inquota fetches nothing, \
and keeps no texts of messages. Importing again adds only what is new, and `undo` takes the whole import back.

A sheet of your own has commas, semicolons or tabs, and a line that names the columns. KEY is person, handle, date, \
time, kind, free, with-note, note, tag, template, replied or accepted (the last two are dates). A kind is message, \
inmail, free inmail, invitation, invitation with note, reply, declined, accepted or withdrawn; without that column, \
every row is a message. Dates are read in the account's zone. If inquota cannot read a row, it imports nothing. A CSV \
that `export` wrote needs no --map.")]
pub(crate) struct Import {
    /// LinkedIn's export, a sheet of your own, or what `export` wrote. LinkedIn's export can be archives (zip), unpacked
    /// folders or single CSV files.
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// Show what would be imported, and write nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Your own profile; if the archive does not show it, or if your name and address have changed.
    #[arg(long, value_name = "URL")]
    pub(crate) me: Option<String>,
    /// The columns of a sheet of your own: person=Name,date=Sent,kind=Type.
    #[arg(long, value_name = "KEY=COLUMN")]
    pub(crate) map: Vec<String>,
    /// Day or month first in the sheet's dates; needed only if they leave it open.
    #[arg(long, value_name = "ORDER", value_enum)]
    pub(crate) date_order: Option<DateOrder>,
    /// Skip the sheet's rows that cannot be read; import the rest.
    #[arg(long)]
    pub(crate) skip_bad_rows: bool,
}

/// The order of day and month in dates such as 9/3/2026.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DateOrder {
    /// 24/11/2026.
    DayFirst,
    /// 11/24/2026.
    MonthFirst,
}

/// The formats of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// The whole ledger as it is kept.
    Json,
    /// The records as a table, safe to open in a spreadsheet.
    Csv,
}

impl ExportFormat {
    /// The format for a file's extension; the whole ledger for any other than csv.
    pub(crate) fn by_extension(path: &Path) -> ExportFormat {
        if extension(path) == "csv" { ExportFormat::Csv } else { ExportFormat::Json }
    }
}
