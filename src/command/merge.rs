//! `merge`: merges another copy of the ledger into this one.

use std::io::ErrorKind;

use super::progress::Progress;
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
    let (progress, ledger) = (Progress::start(), session.ledger().clone());
    let mut step = |what: &str| progress.step(what, session.screen);
    let (merged, recovery) = ledger.merge(&other, args.dry_run, session.now, &mut step)?;
    if let Some(recovery) = recovery {
        session.screen.note(&crate::view::recovery(&recovery));
    }
    let answer = MergeAnswer {
        dry_run: args.dry_run,
        same: merged.same,
        only_here: merged.only_here,
        only_there: merged.only_there,
        conflicting: merged.conflicting,
        zones: merged.zones.map(|(here, there, holds)| Zones { here, there, holds }),
        backup: merged.backup,
    };
    session.screen.show(&answer)?;
    Ok(ExitStatus::Yes)
}
