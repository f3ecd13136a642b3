//! The opening line of a document.

use chrono_tz::Tz;

use crate::engine::bounds::{YEARS, is_in_range};
use crate::engine::calendar::Instant;
use crate::ledger::document_error::{CHANGED, DocumentError, LineIssue};
use crate::ledger::format::{FORMAT, VERSION};
use crate::ledger::json::Fields;
use crate::ledger::line::is_too_deep;
use crate::ledger::{checksum, commit_offset};

/// The opening line, including the fields that this version does not know.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::ledger) struct Header {
    pub(in crate::ledger) created: Instant,
    pub(in crate::ledger) zone: Tz,
    /// All fields of `account`.
    pub(in crate::ledger) account: Fields,
    /// All other fields.
    pub(in crate::ledger) others: Fields,
}

impl Header {
    /// The header of a new ledger.
    pub(in crate::ledger) fn new(created: Instant, zone: Tz) -> Header {
        Header { created, zone, account: Fields::default(), others: Fields::default() }
    }

    /// The same header with another zone.
    pub(in crate::ledger) fn in_zone(&self, zone: Tz) -> Header {
        Header { zone, ..self.clone() }
    }

    /// The whole opening line. `offset` is the end of the records.
    pub(in crate::ledger) fn opening_line(&self, offset: usize) -> String {
        let mut account = self.account.clone();
        account.set("created", &self.created);
        account.set("zone", &self.zone);
        account.set("sum", &account_checksum(self.created, self.zone));
        let mut line = format!(
            "{{\"format\":\"{FORMAT}\",\"version\":{VERSION},\"account\":{},{},",
            account.text(),
            commit_offset::field(offset)
        );
        for field in self.others.texts() {
            line.push_str(&field);
            line.push(',');
        }
        line.push_str("\"records\":[");
        line
    }
}

/// The checksum of the account in the opening line.
pub(in crate::ledger) fn account_checksum(created: Instant, zone: Tz) -> String {
    checksum::of(&format!("{{\"created\":\"{created}\",\"zone\":\"{}\"}}", zone.name()))
}

/// Reads the fields of an opening line, without `records`.
pub(super) fn read_header(mut fields: Fields) -> Result<Header, DocumentError> {
    check_format(&fields)?;
    check_commit_offset(&fields)?;
    let account: Option<Fields> = fields.value("account");
    fields.remove_all(&["format", "version", "whole", "account"]);
    let account = account.ok_or_else(|| DocumentError::line(1, "it does not say whose account it is (`account`)"))?;
    let zone = account.value("zone").ok_or_else(|| DocumentError::line(1, "`zone` is not a time zone"))?;
    let created = account.value("created").ok_or_else(|| DocumentError::line(1, "`created` is not an instant"))?;
    if !is_in_range(created) {
        return Err(DocumentError::line(1, format!("`created` is outside the years {YEARS}")));
    }
    check_account(&account, created, zone)?;
    Ok(Header { created, zone, account, others: fields })
}

fn check_format(fields: &Fields) -> Result<(), DocumentError> {
    if fields.value::<String>("format").as_deref() != Some(FORMAT) {
        let is_ours = fields.get("account").is_some() && fields.get("whole").is_some();
        let foreign = || DocumentError::Foreign("it is another program's file".to_owned());
        return Err(if is_ours { DocumentError::line(1, "its `format` is not \"inquota\"") } else { foreign() });
    }
    match fields.value::<u64>("version") {
        Some(version) if version == u64::from(VERSION) => {}
        Some(version) if version > u64::from(VERSION) => return Err(DocumentError::Newer(version)),
        _ => return Err(DocumentError::line(1, "its version is not a whole number from 1 on")),
    }
    if is_too_deep(&fields.text()) {
        return Err(DocumentError::line(1, "it is nested too deep"));
    }
    Ok(())
}

/// Refuses a damaged commit offset. It may be missing, if another program wrote the file, and it may be a bare number,
/// as in older files.
fn check_commit_offset(fields: &Fields) -> Result<(), DocumentError> {
    if fields.get("whole").is_some_and(|text| text.starts_with('"') && commit_offset::read(text).is_none()) {
        return Err(DocumentError::line(1, "`whole` is damaged"));
    }
    match fields.misspelt("whole") {
        Some(name) => Err(DocumentError::line(1, format!("it has a field `{name}` that should be `whole`"))),
        None => Ok(()),
    }
}

/// Compares the account with its checksum, if it has one.
fn check_account(account: &Fields, created: Instant, zone: Tz) -> Result<(), DocumentError> {
    if let Some(name) = account.misspelt("sum") {
        return Err(DocumentError::line(1, format!("the account has a field `{name}` that should be `sum`")));
    }
    if account.value::<String>("sum").is_some_and(|sum| sum != account_checksum(created, zone)) {
        let what = "the account does not match its checksum: its zone or creation was changed outside inquota";
        return Err(DocumentError::Line(LineIssue { line: 1, what: what.to_owned(), remedy: CHANGED }));
    }
    Ok(())
}
