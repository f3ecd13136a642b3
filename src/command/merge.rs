//! `merge`: joins another copy of the ledger.

use std::io::ErrorKind;

use super::session::Session;
use crate::cli::Merge;
use crate::error::{ExitStatus, Failure};
use crate::view::{MergeAnswer, Zones, safe};

pub(super) fn run(args: &Merge, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    session.refuse_at("merge")?;
    let shown = safe(&args.other.display().to_string());
    let other = args.other.canonicalize().map_err(|error| {
        let message = match error.kind() {
            ErrorKind::NotFound => format!("there is no file {shown}"),
            kind => format!("{shown} cannot be opened: {kind}"),
        };
        Failure::input("no_such_file", message, "name the other copy of the ledger")
    })?;
    if session.ledger().path().canonicalize().is_ok_and(|path| path == other) {
        let message = format!("{shown} is the ledger itself");
        return Err(Failure::input("same_file", message, "name the other copy of it"));
    }
    let (joined, recovery) = session.ledger().merge(&other, args.dry_run, session.now)?;
    if let Some(recovery) = recovery {
        session.screen.note(&crate::view::recovery(&recovery));
    }
    let answer = MergeAnswer {
        dry_run: args.dry_run,
        same: joined.same,
        only_here: joined.only_here,
        only_there: joined.only_there,
        conflicting: joined.conflicting,
        zones: joined.zones.map(|(here, there, holds)| Zones { here, there, holds }),
        backup: joined.backup,
    };
    session.screen.show(&answer)?;
    Ok(ExitStatus::Yes)
}
