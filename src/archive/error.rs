//! Errors of reading an archive, each with a message and a hint for the member.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::engine::person::Handle;

use super::date_order::UnclearOrder;
use super::limits::ExceededLimit;

/// Why the given archives cannot be imported. `file` is a label for the member, such as `Basic.zip: messages.csv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArchiveError {
    /// A given path cannot be read.
    Unreadable {
        /// The path.
        path: PathBuf,
        /// The operating system's error message.
        cause: String,
    },
    /// A zip, or a file in it, is damaged, truncated or locked.
    Damaged {
        /// The file.
        file: String,
        /// What is wrong with it.
        cause: String,
    },
    /// A zip contains zips but no table.
    ZipOfZips {
        /// The outer zip.
        file: String,
        /// A zip inside it.
        inner: String,
    },
    /// A folder contains several zips, none of them named as LinkedIn names its archive, and no table.
    ZipsInFolder {
        /// The folder.
        folder: String,
        /// The zips.
        zips: Vec<String>,
    },
    /// A table that would be needed is an entry whose path leads out of its zip.
    OutsidePath {
        /// The file.
        file: String,
    },
    /// A limit was exceeded.
    TooLarge {
        /// The file.
        file: String,
        /// Which limit.
        limit: ExceededLimit,
    },
    /// A table has an unknown header.
    UnknownHeader {
        /// The file.
        file: String,
        /// The fields of its first row.
        seen: Vec<String>,
    },
    /// A quote is never closed, so the rows after it cannot be separated.
    UnclosedQuote {
        /// The file.
        file: String,
        /// The line on which the row begins.
        line: u64,
    },
    /// A table has rows but none of them is usable.
    NothingReadable {
        /// The file.
        file: String,
        /// The number of rows whose number of fields differs from the header.
        malformed: u64,
        /// The number of rows whose date cannot be read.
        bad_dates: u64,
    },
    /// Whether the dates of a table are month first or day first is not known.
    UnclearDates {
        /// The file.
        file: String,
        /// Why.
        order: UnclearOrder,
    },
    /// There are neither messages nor invitations among the files.
    NoCorrespondence {
        /// The number of files.
        files: usize,
    },
    /// The tables have no rows.
    NoRows,
    /// The owner of an archive cannot be determined.
    OwnerUnknown {
        /// The archive or folder.
        source: String,
        /// Profiles that may be the owner's.
        candidates: Vec<Handle>,
    },
    /// The archives belong to two members.
    OwnersDiffer {
        /// One archive and its owner.
        one: (String, String),
        /// The other.
        other: (String, String),
    },
    /// The given profile is not the owner's.
    NotTheOwner {
        /// The given profile.
        me: Handle,
        /// The owner of the archive, if known.
        owner: Option<String>,
    },
}

impl ArchiveError {
    /// The code used in JSON.
    pub fn code(&self) -> &'static str {
        match self {
            ArchiveError::Unreadable { .. } => "unreadable",
            ArchiveError::Damaged { .. } => "damaged_archive",
            ArchiveError::ZipOfZips { .. } => "zip_of_zips",
            ArchiveError::ZipsInFolder { .. } => "zips_in_folder",
            ArchiveError::OutsidePath { .. } => "outside_path",
            ArchiveError::TooLarge { .. } => "archive_too_large",
            ArchiveError::UnknownHeader { .. } => "unknown_header",
            ArchiveError::UnclosedQuote { .. } => "unclosed_quote",
            ArchiveError::NothingReadable { .. } => "nothing_readable",
            ArchiveError::UnclearDates { .. } => "unclear_dates",
            ArchiveError::NoCorrespondence { .. } => "no_correspondence",
            ArchiveError::NoRows => "no_rows",
            ArchiveError::OwnerUnknown { .. } => "owner_unknown",
            ArchiveError::OwnersDiffer { .. } => "owners_differ",
            ArchiveError::NotTheOwner { .. } => "not_the_owner",
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> String {
        match self {
            ArchiveError::Unreadable { .. } => "check the path and its permissions".into(),
            ArchiveError::Damaged { .. } => "download the archive again, or import the unpacked folder".into(),
            ArchiveError::ZipOfZips { .. } => "unpack it and import the zips inside".into(),
            ArchiveError::ZipsInFolder { .. } => "import LinkedIn's zip by itself".into(),
            ArchiveError::OutsidePath { .. } => "download the archive again, or import the table by itself".into(),
            ArchiveError::TooLarge { limit, .. } => limit.hint().into(),
            ArchiveError::UnknownHeader { .. } => {
                "import the file as LinkedIn sent it; the first line must name the columns in English".into()
            }
            ArchiveError::UnclosedQuote { .. } => {
                "import the file as LinkedIn sent it, or close the quote in that row".into()
            }
            ArchiveError::NothingReadable { .. } => {
                "use the file as LinkedIn sent it, not as a spreadsheet saved it".into()
            }
            ArchiveError::UnclearDates { .. } => {
                "give the file as LinkedIn sent it, or write its dates as 2026-10-25 14:37".into()
            }
            ArchiveError::NoCorrespondence { .. } => "if this is the first of LinkedIn's two emails, wait for the \
                 second; otherwise request the data again with Messages, Invitations and Connections ticked. For a sheet \
                 of your own, name its columns with --map"
                .into(),
            ArchiveError::NoRows => "check that this is the LinkedIn account you write from".into(),
            ArchiveError::OwnerUnknown { .. } => {
                "name your own profile with --me, or import the Profile.csv of the same export too"
                    .into()
            }
            ArchiveError::OwnersDiffer { .. } => {
                "keep one ledger per member; if both are yours, import one after the other"
                    .into()
            }
            ArchiveError::NotTheOwner { .. } => {
                "leave out --me, or name the profile that the archive was made for".into()
            }
        }
    }

    pub(super) fn unreadable(path: &Path, cause: &impl fmt::Display) -> Self {
        let cause = cause.to_string();
        let end = cause.find(" (os error").unwrap_or(cause.len());
        ArchiveError::Unreadable { path: path.to_owned(), cause: cause[..end].to_lowercase() }
    }
}

impl fmt::Display for ArchiveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ArchiveError::Unreadable { path, cause } => write!(f, "{} cannot be read: {cause}", path.display()),
            ArchiveError::Damaged { file, cause } => {
                write!(f, "{file} is damaged or incomplete: {cause}")
            }
            ArchiveError::ZipOfZips { file, inner } => write!(f, "{file} contains other zips ({inner}) and no tables"),
            ArchiveError::ZipsInFolder { folder, zips } => {
                let shown: Vec<&str> = zips.iter().take(3).map(String::as_str).collect();
                let more = if zips.len() > shown.len() { ", and more" } else { "" };
                write!(f, "{folder} contains several zips ({}{more}) and no tables", shown.join(", "))
            }
            ArchiveError::OutsidePath { file } => {
                write!(f, "{file} was skipped because its path leads out of the archive, so there is nothing to import")
            }
            ArchiveError::TooLarge { file, limit } => write!(f, "{file} was not read completely: {limit}"),
            ArchiveError::UnknownHeader { file, seen } => write_unknown_header(f, file, seen),
            ArchiveError::UnclosedQuote { file, line } => write!(
                f,
                "{file} has a quote that is never closed, in the row that begins on line {line}, so the rows after it \
                 cannot be read"
            ),
            ArchiveError::NothingReadable { file, malformed, bad_dates } => write!(
                f,
                "no row of {file} can be used: {malformed} have more or fewer fields than the header, \
                 {bad_dates} have no readable date"
            ),
            ArchiveError::UnclearDates { file, order } => write!(f, "the dates of {file} are ambiguous: {order}"),
            ArchiveError::NoCorrespondence { files } => write!(
                f,
                "neither messages.csv nor Invitations.csv is among the files given ({files} read), so there is nothing \
                 to import"
            ),
            ArchiveError::NoRows => {
                f.write_str("messages.csv and Invitations.csv have no rows, so there is nothing to import")
            }
            ArchiveError::OwnerUnknown { source, candidates } => write_owner_unknown(f, source, candidates),
            ArchiveError::OwnersDiffer { one, other } => {
                write!(f, "the archives belong to two members: {} to {}, {} to {}", one.0, one.1, other.0, other.1)
            }
            ArchiveError::NotTheOwner { me, owner: Some(owner) } => {
                write!(f, "the archive belongs to {owner}, not to {me}")
            }
            ArchiveError::NotTheOwner { me, owner: None } => write!(f, "{me} is not in the archive"),
        }
    }
}

/// A text from an archive, such as the name of a file, without control characters.
pub(super) fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

fn write_unknown_header(f: &mut fmt::Formatter<'_>, file: &str, seen: &[String]) -> fmt::Result {
    write!(f, "{file} has no known header: its first row is \"{}\"", first_fields(seen))
}

/// The first fields of a row, shortened.
pub(super) fn first_fields(row: &[String]) -> String {
    let shown: Vec<String> = row.iter().take(6).map(|field| field.chars().take(40).collect()).collect();
    shown.join(", ")
}

fn write_owner_unknown(f: &mut fmt::Formatter<'_>, source: &str, candidates: &[Handle]) -> fmt::Result {
    write!(f, "{source} does not show whose archive it is")?;
    if !candidates.is_empty() {
        let shown: Vec<String> = candidates.iter().take(3).map(Handle::to_string).collect();
        write!(f, ": it may be {}", shown.join(" or "))?;
    }
    Ok(())
}

impl std::error::Error for ArchiveError {}
