//! `import`: LinkedIn's own data export, laid beside the ledger; or a ledger that `export` wrote, put back.

use chrono_tz::Tz;

use super::person_arg;
use super::session::Session;
use super::transaction::Transaction;
use crate::archive::{self, ArchiveError, Findings, ImportDiff, Limits, PersonMatch};
use crate::cli::Import;
use crate::context::Stopwatch;
use crate::engine::correction::{Correction, What};
use crate::engine::person::{Handle, PersonId, PersonQuery};
use crate::engine::record::{self, Annotations, ContactChange, Details, Fact, ImportFingerprint, RecordId, Target};
use crate::engine::timeline::Timeline;
use crate::error::{ExitStatus, Failure};
use crate::ledger::{Scope, check_copy, is_ledger};
use crate::view::{ImportAnswer, LocalInstant, MatchedRow, RestoreAnswer, safe, subject};

pub(super) fn run(args: &Import, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    session.refuse_at("import")?;
    if args.files.iter().any(|file| is_ledger(file)) {
        return restore(args, session);
    }
    let me = args.me.as_deref().map(me).transpose()?;
    let watch = Stopwatch::start();
    let mut findings = read(args, me.as_ref(), watch, session)?;
    if watch.seconds() > 0 {
        session.screen.note(&format!("read; laying {} events beside the ledger", findings.events.len()));
    }
    if args.dry_run {
        let timeline = session.timeline()?;
        refuse_another_owner(&findings, &timeline)?;
        let entry = archive::diff(&findings, &timeline, session.now);
        let matched = matched_rows(&findings, &entry, &timeline);
        return show(&findings, &entry, matched, true, timeline.zone(), session);
    }
    let mut transaction = session.begin(Scope::Everything)?;
    refuse_another_owner(&findings, transaction.before())?;
    let entry = archive::diff(&findings, transaction.before(), transaction.now);
    let (matched, zone) = (matched_rows(&findings, &entry, transaction.before()), transaction.zone());
    if write_down(&findings, &entry, &mut transaction) {
        if watch.seconds() > 0 {
            session.screen.note(&format!("writing {} records", entry.added.len()));
        }
        // The records hold what the events say, and large archives need the memory.
        findings.events = Vec::new();
        transaction.commit()?;
    }
    show(&findings, &entry, matched, false, zone, session)
}

/// The member's own profile.
fn me(text: &str) -> Result<Handle, Failure> {
    match person_arg::read(text)? {
        PersonQuery::Handle(handle) => Ok(handle),
        PersonQuery::Name(_) => {
            Err(Failure::input("bad_person", "--me is not a profile", "write it as in/robin-vale, or as its address"))
        }
    }
}

/// Reads the archives, and says how far it is when that takes longer than a second.
fn read(args: &Import, me: Option<&Handle>, watch: Stopwatch, session: &mut Session<'_>) -> Result<Findings, Failure> {
    let mut told = 0;
    let mut progress = |rows: u64| {
        let seconds = watch.seconds();
        if seconds > told {
            told = seconds;
            session.screen.note(&format!("reading: {rows} rows so far"));
        }
    };
    archive::read(&args.files, me, &Limits::default(), &mut progress).map_err(|error| refusal(&error))
}

fn refusal(error: &ArchiveError) -> Failure {
    Failure::input(error.code(), error.to_string(), error.hint())
}

/// Refuses the archive of another member than the one whose archive came in last.
fn refuse_another_owner(findings: &Findings, timeline: &Timeline) -> Result<(), Failure> {
    let records = timeline.records().iter().enumerate().rev().filter(|(place, _)| timeline.is_active(*place));
    let before = records.map(|(_, record)| &record.fact).find_map(|fact| match fact {
        Fact::Import(import) => Some(import),
        _ => None,
    });
    let (Some(before), owner) = (before, &findings.owner) else { return Ok(()) };
    // A profile may have been renamed, and a name too; not both at once.
    let names = agreement(before.name.as_ref(), owner.name.as_ref());
    let profiles = agreement(before.handle.as_ref(), owner.handle.as_ref());
    if names == Some(true) || profiles == Some(true) || (names.is_none() && profiles.is_none()) {
        return Ok(());
    }
    let message = format!(
        "the archive is that of {}, and the ledger that of {}",
        called(owner.name.as_deref(), owner.handle.as_ref()),
        called(before.name.as_deref(), before.handle.as_ref())
    );
    Err(Failure::input("another_owner", message, "name another ledger for it with --file"))
}

/// Whether two things agree, where both are known.
fn agreement<T: PartialEq>(one: Option<&T>, other: Option<&T>) -> Option<bool> {
    Some(one? == other?)
}

fn called(name: Option<&str>, handle: Option<&Handle>) -> String {
    let handle = handle.map(ToString::to_string);
    safe(name.or(handle.as_deref()).unwrap_or("somebody"))
}

/// Writes down what enters, as one step; false when nothing does.
fn write_down(findings: &Findings, entry: &ImportDiff, transaction: &mut Transaction) -> bool {
    if entry.is_empty() {
        return false;
    }
    let now = transaction.now;
    transaction.begin_step();
    let import = record::Import {
        name: findings.owner.name.clone(),
        handle: findings.owner.handle.clone(),
        records: u32::try_from(entry.added.len()).unwrap_or(u32::MAX),
        notes: entry.new_notes.clone(),
    };
    transaction.add(now, Fact::Import(Box::new(import)), Details::default());
    let mut met: Vec<Option<PersonId>> = vec![None; entry.people.len()];
    for &place in &entry.added {
        let event = &findings.events[place];
        let person = *met[event.person].get_or_insert_with(|| meet(&entry.people[event.person], transaction));
        let origin = Some(ImportFingerprint(event.fingerprint.value()));
        transaction.add(
            event.at,
            archive::fact(event, person),
            Annotations { origin, ..Annotations::default() }.into(),
        );
    }
    for (who, handle) in &entry.links {
        let change = ContactChange::Link { who: *who, handle: handle.clone() };
        transaction.add(now, Fact::Contact(Box::new(change)), Details::default());
    }
    for note in &entry.note_records {
        transaction.add(now, Fact::Void(Target::Record(*note)), Details::default());
    }
    for record in &entry.misread_inmails {
        let correction = Box::new(Correction { what: Some(What::Message), ..Correction::default() });
        transaction.add(now, Fact::Edit { record: *record, correction }, Details::default());
    }
    true
}

fn meet(person: &PersonMatch, transaction: &mut Transaction) -> PersonId {
    match person {
        PersonMatch::Known(id) => *id,
        PersonMatch::New { name, handle } => transaction.ledger.declare(name.clone(), handle.clone()),
    }
}

/// The records logged by hand that the archive has too.
fn matched_rows(findings: &Findings, entry: &ImportDiff, timeline: &Timeline) -> Vec<MatchedRow> {
    let row = |(place, id): &(usize, RecordId)| {
        let record = timeline.place_of(*id).map(|place| &timeline.records()[place]);
        let person = record.and_then(|record| timeline.person_of(&record.fact));
        let name = person.map(|person| timeline.book().person(person).short_name());
        let subject = record.map(|record| subject(&record.fact, name.as_deref(), None)).unwrap_or_default();
        MatchedRow { id: *id, subject, at: LocalInstant::new(findings.events[*place].at, timeline.zone()) }
    };
    entry.matched.iter().map(row).collect()
}

fn show(
    findings: &Findings,
    entry: &ImportDiff,
    matched: Vec<MatchedRow>,
    dry_run: bool,
    zone: Tz,
    session: &mut Session<'_>,
) -> Result<ExitStatus, Failure> {
    session.screen.show(&ImportAnswer::new(findings, entry, matched, dry_run, zone))?;
    Ok(ExitStatus::Yes)
}

/// Puts a ledger back that `export` wrote, where none is yet.
fn restore(args: &Import, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    let [file] = args.files.as_slice() else {
        return Err(Failure::input("usage", "a ledger is put back by itself", "give that file alone"));
    };
    // Here the file is what was given, not the ledger.
    check_copy(file).map_err(|error| {
        Failure::input(error.code(), error.to_string(), "nothing was changed; give a whole copy that export wrote")
    })?;
    let records = session.ledger().put_copy(file, args.dry_run, session.now)?;
    let Some(records) = records else {
        let message = "there is a ledger already, with records in it";
        return Err(Failure::input("ledger_exists", message, "name a new file for it with --file"));
    };
    session.screen.show(&RestoreAnswer { records, dry_run: args.dry_run })?;
    Ok(ExitStatus::Yes)
}
