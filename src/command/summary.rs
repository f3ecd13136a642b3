//! `summary`: the figures of a month, or of another period.

use std::iter;
use std::path::Path;

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::annotations::known_tag;
use super::browser::open;
use super::output::{output_file, write, write_or_print};
use super::session::Session;
use crate::checkpoint::LedgerView;
use crate::cli::when::parse_month;
use crate::cli::{Summary, SummaryFormat, SummaryGrouping};
use crate::engine::advice::lapse::next_lapse;
use crate::engine::advice::loss::cap_ahead;
use crate::engine::bounds::YEARS;
use crate::engine::calendar::{Instant, Month, date_of, days_between, end_of, start_of};
use crate::engine::credit_dates::{CreditDates, credit_dates};
use crate::engine::statement::{Period, Statement};
use crate::engine::status::account_status;
use crate::engine::tag_figures::TaggedLedger;
use crate::engine::timeline::Timeline;
use crate::error::{ExitStatus, Failure};
use crate::ledger::Ledger;
use crate::view::{FiguresFormat, OutputStyle, Page, Standing, SummaryAnswer, WrittenAnswer, safe};

/// The longest period: forty years of days.
const MOST_DAYS: i64 = 14_610;

pub(super) fn run(args: &Summary, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    let output = output_file(args.output.as_ref());
    let format = format_of(args, output, session.screen.is_json())?;
    let needs_tags = args.tag.is_some() || args.by.is_some();
    let mut ledger = if needs_tags { session.whole_ledger()? } else { session.ledger_view()? };
    let zone = ledger.zone();
    let as_of = session.as_of(zone)?;
    let period = period(args, as_of, zone, session)?;
    let account = session.location.named_account().map(str::to_owned);
    let answer = match &args.tag {
        None => of_account(&mut ledger, (period, as_of), args.by, account)?,
        Some(tag) => of_tag(ledger.timeline(), (period, as_of), tag, account)?,
    };
    let answer = SummaryAnswer { shows_zeroes: args.all, ..answer };
    match format {
        Format::Page => {
            let page = page(&answer, &mut ledger, session)?;
            write_page(args, period, page, session)?;
        }
        Format::Figures(FiguresFormat::Table) if output.is_none() => {
            let text = answer.in_format(FiguresFormat::Table, session.screen.style())?;
            session.screen.print_wrapped(&text)?;
        }
        Format::Figures(format) => {
            let plain = OutputStyle { colour: false, ..session.screen.style() };
            write_or_print(output, iter::once(answer.in_format(format, plain)?), session)?;
        }
    }
    Ok(ExitStatus::Yes)
}

/// The figures of the account.
fn of_account(
    ledger: &mut LedgerView<Ledger>,
    (period, as_of): (Period, Instant),
    by: Option<SummaryGrouping>,
    account: Option<String>,
) -> Result<SummaryAnswer, Failure> {
    let statement = ledger.statement(period, as_of)?;
    let before = ledger.statement(period.before(), as_of)?;
    let by_tag = by.map(|SummaryGrouping::Tag| TaggedLedger::new(ledger.timeline(), as_of).by_tag(period));
    let credit_dates = credit_dates(&statement, ledger.timeline().schedule(), ledger.zone());
    Ok(SummaryAnswer {
        statement,
        credit_dates,
        before,
        zone: ledger.zone(),
        account,
        tag: None,
        by_tag,
        shows_zeroes: false,
    })
}

/// The figures of a tag.
///
/// # Errors
///
/// When nothing was ever sent with it.
fn of_tag(
    timeline: &Timeline,
    (period, as_of): (Period, Instant),
    tag: &str,
    account: Option<String>,
) -> Result<SummaryAnswer, Failure> {
    let tag = known_tag(tag, timeline)?;
    let ledger = TaggedLedger::new(timeline, as_of);
    Ok(SummaryAnswer {
        statement: ledger.statement(tag, period),
        credit_dates: CreditDates::default(),
        before: ledger.statement(tag, period.before()),
        zone: timeline.zone(),
        account,
        tag: Some(tag.to_owned()),
        by_tag: None,
        shows_zeroes: false,
    })
}

/// The format of the answer: figures, or the page.
#[derive(Clone, Copy)]
enum Format {
    Figures(FiguresFormat),
    Page,
}

/// The format that the options select.
///
/// # Errors
///
/// When they contradict one another.
fn format_of(args: &Summary, output: Option<&Path>, json: bool) -> Result<Format, Failure> {
    if args.open && args.output.is_some() && output.is_none() {
        let message = "--open does not go with -o -, which is standard output";
        return Err(Failure::input("usage", message, "name a file, or leave -o out"));
    }
    let by_extension = output.and_then(SummaryFormat::by_extension);
    let format = args.format.or(by_extension).or((json && !args.open).then_some(SummaryFormat::Json));
    // With a file, --json applies to the report that the file was written.
    let json = json && !(output.is_some() || args.open);
    Ok(match (format, json) {
        (Some(format), true) if format != SummaryFormat::Json => {
            return Err(Failure::input("usage", "--json and another --format are both given", "leave one of them out"));
        }
        (None | Some(SummaryFormat::Html), false) if args.open => Format::Page,
        _ if args.open => {
            let hint = "leave --format out and let the file end in .html, or write it with -o and open it yourself";
            return Err(Failure::input("usage", "--open is for the page, --format html", hint));
        }
        (None | Some(SummaryFormat::Json), true) | (Some(SummaryFormat::Json), false) => {
            Format::Figures(FiguresFormat::Json)
        }
        (None | Some(SummaryFormat::Table), _) => Format::Figures(FiguresFormat::Table),
        (Some(SummaryFormat::Markdown), _) => Format::Figures(FiguresFormat::Markdown),
        (Some(SummaryFormat::Csv), _) => Format::Figures(FiguresFormat::Csv),
        (Some(SummaryFormat::Html), _) => Format::Page,
    })
}

/// The page of a period, with the account at the end of the period or at the as-of instant, whichever is earlier.
fn page(answer: &SummaryAnswer, ledger: &mut LedgerView<Ledger>, session: &mut Session<'_>) -> Result<String, Failure> {
    let Statement { period, as_of, .. } = answer.statement;
    let (zone, first) = (answer.zone, start_of(period.from, answer.zone));
    // The page of a future period shows the account as of now.
    let at = if first > as_of { as_of } else { as_of.min(end_of(period.to, zone)) };
    let account = ledger.account_at(at, None)?;
    let (status, lost) = (account_status(&account), (cap_ahead(&account), next_lapse(account.budget())));
    let definition = session.plan(&status.plan.name);
    let week_start = session.habits().week_start;
    let standing = answer.tag.is_none().then_some(Standing { status, lost, definition });
    Ok(Page { summary: answer, standing, week_start, style: session.screen.style() }.render())
}

/// Writes the page to the file or to stdout. With `--open`, writes it to a file and opens that.
fn write_page(args: &Summary, period: Period, page: String, session: &mut Session<'_>) -> Result<(), Failure> {
    if !args.open {
        return write_or_print(output_file(args.output.as_ref()), iter::once(page), session);
    }
    let path = match &args.output {
        Some(path) => path.clone(),
        None => session.cache_folder()?.join(page_name(session.location.named_account(), period, args.tag.is_some())),
    };
    let bytes = write(&path, iter::once(page), session)?;
    let path = path.canonicalize().unwrap_or(path);
    let opened_with = Some(open(&path)?);
    session.screen.show(&WrittenAnswer { path, bytes, opened_with })
}

/// The file name of a page in the cache folder.
fn page_name(account: Option<&str>, Period { from, to }: Period, has_tag: bool) -> String {
    let account = account.map(|name| format!("{name}-")).unwrap_or_default();
    let tag = if has_tag { "-tag" } else { "" };
    format!("summary-{account}{from}-{to}{tag}.html")
}

/// The chosen period.
fn period(args: &Summary, as_of: Instant, zone: Tz, session: &Session<'_>) -> Result<Period, Failure> {
    let today = date_of(as_of, zone);
    if let (Some(from), to) = session.dates(args.from.as_deref(), args.to.as_deref(), zone)? {
        return dates(from, to.unwrap_or(today));
    }
    let this = Month::of(today);
    let month = match &args.month {
        Some(text) => parse_month(text, this).ok_or_else(|| {
            let message = format!("--month {} is not a month of the years {YEARS}", safe(text));
            Failure::input("bad_when", message, "write it as 2026-11, november, nov 2025, last or this")
        })?,
        None if args.last_month => this.previous(),
        None => this,
    };
    Ok(Period::month(month))
}

/// The period of these dates.
///
/// # Errors
///
/// When it ends before it starts, or is too long.
fn dates(from: NaiveDate, to: NaiveDate) -> Result<Period, Failure> {
    let days = days_between(from, to) + 1;
    if days < 1 {
        return Err(Failure::input(
            "usage",
            format!("--to {to} is before --from {from}"),
            "give the earlier date as --from",
        ));
    }
    if days > MOST_DAYS {
        return Err(Failure::input("usage", "the period is longer than forty years", "give a shorter one"));
    }
    Ok(Period { from, to })
}
