//! Checks, backups and other copies of the ledger: `doctor`, `backup`, `merge`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Debug, Args)]
#[command(after_help = "Checked are the form of every line, the order and numbers of the records, dates, the zone, \
plans, people, the credit statement of every month, who may read the file, and the backups.

Examples:
  inquota doctor
  inquota doctor --repair")]
pub(crate) struct Doctor {
    /// Mend what can be mended, after a backup, and list each change.
    #[arg(long)]
    pub(crate) repair: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "A backup is kept before every rewrite of the ledger, and so on the first write of each day. \
The newest 10 stay, and the newest of each of the last 7 days, 5 weeks and 12 months that have one.

Examples:
  inquota backup list
  inquota backup restore ledger-20261124T080000Z.json")]
pub(crate) struct Backup {
    /// What to do; without it, they are listed.
    #[command(subcommand)]
    pub(crate) command: Option<BackupCommand>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum BackupCommand {
    /// List the backups, newest first
    #[command(after_help = "Examples:
  inquota backup list
  inquota backup list --json")]
    List,
    /// Put a backup back; what is there now is backed up first
    #[command(after_help = "Examples:
  inquota backup list                   for the names
  inquota backup restore ledger-20261124T080000Z.json")]
    Restore {
        /// The name that `backup list` shows.
        #[arg(value_name = "NAME")]
        name: String,
    },
}

#[derive(Debug, Args)]
#[command(after_help = "Records that both copies have are taken once; those that only the other has are added, and \
one `undo` takes all of them back. Joining in either order gives the same records, and joining again adds nothing. \
Records get their ids anew, in the order in which they were recorded.

Examples:
  inquota merge ledger-conflict.json --dry-run
  inquota merge ~/laptop/ledger.json")]
pub(crate) struct Merge {
    /// The other copy. It is only read.
    #[arg(value_name = "OTHER")]
    pub(crate) other: PathBuf,
    /// Only count.
    #[arg(long)]
    pub(crate) dry_run: bool,
}
