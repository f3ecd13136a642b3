//! Parses the dates and times in arguments, and says what is wrong with one that cannot be parsed.

use chrono::NaiveDate;

use crate::cli::when::{DATE_FORMS, FORMS, Purpose, WhenError, WhenParser, Yearless};
use crate::engine::bounds::YEARS;
use crate::engine::calendar::Instant;
use crate::error::Failure;
use crate::view::{day, safe};

/// Parses the WHEN of `--at`.
pub(super) fn instant(parser: WhenParser, text: &str, purpose: Purpose) -> Result<Instant, Failure> {
    parser.parse(text, purpose).map_err(|error| failure("--at", text, error, FORMS))
}

/// Parses the DATE of an option.
pub(super) fn date(parser: WhenParser, option: &str, text: &str, yearless: Yearless) -> Result<NaiveDate, Failure> {
    parser.parse_date(text, yearless).map_err(|error| failure(option, text, error, DATE_FORMS))
}

/// Parses the DATE of an option that looks ahead.
pub(super) fn date_ahead(parser: WhenParser, option: &str, text: &str) -> Result<NaiveDate, Failure> {
    parser.parse_date_ahead(text).map_err(|error| failure(option, text, error, DATE_FORMS))
}

/// Parses the DATE of an option that ends what begins on a day.
pub(super) fn end(parser: WhenParser, option: &str, text: &str, begins: NaiveDate) -> Result<NaiveDate, Failure> {
    parser.parse_end(text, begins).map_err(|error| failure(option, text, error, DATE_FORMS))
}

/// Parses the first and the last DATE of a period. The last one without a year comes after the first.
pub(super) fn period(
    parser: WhenParser,
    from: Option<&str>,
    to: Option<&str>,
) -> Result<(Option<NaiveDate>, Option<NaiveDate>), Failure> {
    let from = from.map(|text| date(parser, "--from", text, Yearless::Past)).transpose()?;
    let yearless = from.map_or(Yearless::Past, Yearless::From);
    let to = to.map(|text| date(parser, "--to", text, yearless)).transpose()?;
    Ok((from, to))
}

fn failure(option: &str, text: &str, error: WhenError, forms: &str) -> Failure {
    let text = safe(text);
    let message = match error {
        WhenError::Unknown => format!("{option} \"{text}\" is not a date or time that can be read"),
        WhenError::EitherDate(one, other) => {
            let (one, other) = (one.min(other), one.max(other));
            format!("{option} \"{text}\" could mean {} ({one}) or {} ({other})", day(one), day(other))
        }
        WhenError::MinutesOrMonths => format!("{option} \"{text}\" could mean minutes or months"),
        WhenError::OutOfRange => format!("{option} \"{text}\" is outside the years {YEARS}"),
    };
    Failure::input("bad_when", message, forms)
}
