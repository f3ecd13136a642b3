//! The opening line of a damaged file: what can still be read of it, and what replaces the rest.

use chrono_tz::Tz;

use crate::engine::bounds::is_in_range;
use crate::engine::calendar::Instant;
use crate::ledger::document::{self, Header, account_checksum};
use crate::ledger::document_error;
use crate::ledger::spelling::one_byte_apart;

/// The opening line, if it is valid.
pub(super) fn valid(text: &str, opening: &str) -> Option<Header> {
    let complete = format!("{}]}}", opening.trim_end());
    let of_whole = || document::parse(text.as_bytes()).ok().map(|document| document.header);
    let of_line = || document::parse(complete.as_bytes()).ok().map(|document| document.header);
    of_whole().or_else(of_line)
}

/// The creation and the zone that a damaged opening line shows.
pub(super) struct Remains<'a> {
    created: Option<Instant>,
    zone: Option<Tz>,
    sum: Option<&'a str>,
}

/// An opening line that was written anew.
pub(super) struct Renewed {
    pub(super) header: Header,
    /// How it was written.
    pub(super) mend: String,
    /// Whether the checksum confirms it.
    pub(super) is_confirmed: bool,
}

impl<'a> Remains<'a> {
    /// Reads what remains of an opening line.
    pub(super) fn read(opening: &'a str) -> Remains<'a> {
        let created = value(opening, "created").and_then(|text| serde_json::from_str(&format!("\"{text}\"")).ok());
        Remains {
            created: created.filter(|created| is_in_range(*created)),
            zone: value(opening, "zone").and_then(|name| name.parse().ok()),
            sum: value(opening, "sum"),
        }
    }

    /// A new opening line. What cannot be read is replaced by the instant of the first record and the zone of this
    /// computer; the checksum shows which of them is right.
    pub(super) fn renewed(&self, first_recorded: Instant, system_zone: Tz) -> Renewed {
        let instants = [self.created, Some(first_recorded)].into_iter().flatten();
        let pairs = instants
            .flat_map(|created| [self.zone, Some(system_zone)].into_iter().flatten().map(move |zone| (created, zone)));
        let confirmed = pairs.clone().find(|(created, zone)| {
            let sum = account_checksum(*created, *zone);
            self.sum.is_some_and(|known| known == sum || one_byte_apart(known, &sum))
        });
        let (created, zone) = confirmed.unwrap_or_else(|| {
            let created = self.created.filter(|created| *created <= first_recorded).unwrap_or(first_recorded);
            (created, self.zone.unwrap_or(system_zone))
        });
        let mut mend = "it was rewritten".to_owned();
        if self.created != Some(created) {
            mend += "; the ledger now starts with its first record";
        }
        if self.zone != Some(zone) {
            mend += &format!(
                "; the time zone was taken from this computer: {}; change it with inquota zone NAME",
                zone.name()
            );
        }
        Renewed { header: Header::new(created, zone), mend, is_confirmed: confirmed.is_some() }
    }
}

/// The text of a field, in JSON that need not be valid.
fn value<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(&format!("\"{name}\""))?;
    let rest = rest.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
    rest.split_once('"').map(|(value, _)| value)
}

/// Why an opening line is not valid.
pub(super) fn problem(error: Option<&document_error::DocumentError>) -> String {
    match error {
        Some(document_error::DocumentError::Line(issue)) if issue.line == 1 => {
            format!("the opening line cannot be read: {}", issue.what)
        }
        _ => "the opening line cannot be read".to_owned(),
    }
}
