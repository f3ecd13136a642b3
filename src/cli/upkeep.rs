//! Checks, backups and other copies of the ledger: `doctor`, `backup`, `merge`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Debug, Args)]
#[command(after_help = "Checks the form of every line, the order and numbers of the records, dates, the zone, plans, \
people, the credit statement of every month, who may read the file, and the backups.

Examples:
  inquota doctor
  inquota doctor --repair")]
pub(crate) struct Doctor {
    /// Repair what can be repaired; backs up first, and lists each change.
    #[arg(long)]
    pub(crate) repair: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "inquota backs the ledger up before every rewrite, and so on the first write of each day. It \
keeps the newest 10 backups, and the newest of each of the last 7 days, 5 weeks and 12 months that have one.

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
    /// Restore a backup, after backing up the present ledger
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
#[command(after_help = "Adds the records that only the other copy has; one `undo` takes all of them back. Merging in \
either order gives the same records, and merging again adds nothing. Records get new ids, in the order in which they \
were recorded.

Examples:
  inquota merge ledger-conflict.json --dry-run
  inquota merge ~/laptop/ledger.json")]
pub(crate) struct Merge {
    /// The other copy. It is only read.
    #[arg(value_name = "OTHER")]
    pub(crate) other: PathBuf,
    /// Only count what would be added.
    #[arg(long)]
    pub(crate) dry_run: bool,
}
