//! `import`: adds LinkedIn's own data export or a sheet of one's own to the ledger, or restores a ledger that `export`
//! wrote.

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::person_arg;
use super::session::Session;
use super::sheet;
use super::transaction::Transaction;
use crate::archive::{self, ArchiveError, Caution, EventKind, Findings, ImportDiff, Limits, Owner, PersonMatch};
use crate::cli::Import;
use crate::context::Stopwatch;
use crate::engine::advice::reconcile::first_inmail_before_plan;
use crate::engine::calendar::{Instant, date_of};
use crate::engine::correction::Correction;
use crate::engine::interaction::Interaction;
use crate::engine::person::{Handle, PersonId, PersonQuery};
use crate::engine::record::{
    self, Annotations, ContactChange, Details, Fact, ImportFingerprint, Record, RecordId, Target,
};
use crate::engine::timeline::Timeline;
use crate::error::{ExitStatus, Failure};
use crate::ledger::{ReadDetail, check_export, is_ledger};
use crate::view::{ImportAnswer, LocalInstant, MatchedRow, RestoreAnswer, safe, subject};

pub(super) fn run(args: &Import, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    session.refuse_at("import")?;
    if args.files.iter().any(|file| is_ledger(file)) {
        return restore(args, session);
    }
    if sheet::are_sheets(args)? {
        return sheet::run(args, session);
    }
    let me = args.me.as_deref().map(parse_profile).transpose()?;
    let watch = Stopwatch::start();
    let mut findings = read(args, me.as_ref(), watch, session)?;
    require_a_use(&findings, session)?;
    if watch.seconds() > 0 {
        session.screen.progress(&format!("read; comparing {} events with the ledger", findings.events.len()));
    }
    if args.dry_run {
        let timeline = session.timeline()?;
        let diff = compare(&mut findings, &timeline, session.now, me.is_some())?;
        let matched = matched_rows(&findings, &diff, &timeline);
        let first_inmail = first_inmail(&findings, &timeline);
        return show(&findings, &diff, (matched, first_inmail), true, timeline.zone(), session);
    }
    let mut transaction = session.begin(ReadDetail::Everything)?;
    let diff = compare(&mut findings, transaction.before(), transaction.now, me.is_some())?;
    let (matched, zone) = (matched_rows(&findings, &diff, transaction.before()), transaction.zone());
    let first_inmail = first_inmail(&findings, transaction.before());
    if add_records(&findings, &diff, &mut transaction) {
        if watch.seconds() > 0 {
            session.screen.progress(&format!("writing {} records", diff.record_count()));
        }
        // The records hold what the events say, and large archives need the memory.
        findings.events = Vec::new();
        transaction.commit()?;
    }
    show(&findings, &diff, (matched, first_inmail), false, zone, session)
}

/// Parses `--me`, the member's own profile.
fn parse_profile(text: &str) -> Result<Handle, Failure> {
    match person_arg::parse(text)? {
        PersonQuery::Handle(handle) => Ok(handle),
        PersonQuery::Name(_) => {
            Err(Failure::input("bad_person", "--me is not a profile", "write it as in/robin-vale, or as its address"))
        }
    }
}

/// Reads the archives. If that takes longer than a second, notes the progress once a second.
fn read(args: &Import, me: Option<&Handle>, watch: Stopwatch, session: &mut Session<'_>) -> Result<Findings, Failure> {
    let mut noted_at = 0;
    let mut progress = |rows: u64| {
        let seconds = watch.seconds();
        if seconds > noted_at {
            noted_at = seconds;
            session.screen.progress(&format!("reading: {rows} rows so far"));
        }
    };
    archive::read(&args.files, me, &Limits::default(), &mut progress).map_err(|error| archive_failure(&error))
}

fn archive_failure(error: &ArchiveError) -> Failure {
    Failure::input(error.code(), error.to_string(), error.hint())
}

/// Compares the findings with the ledger, and notes the invitations that are pending there and not in the newest
/// archive.
fn compare(
    findings: &mut Findings,
    timeline: &Timeline,
    now: Instant,
    is_me_given: bool,
) -> Result<ImportDiff, Failure> {
    let mut diff = archive::diff(findings, timeline, now);
    check_owner(findings, &diff, timeline, is_me_given)?;
    diff.settled = archive::settled_invitations(findings, &diff, timeline, now);
    let people = archive::gone_invitations(findings, &diff, timeline, now);
    if !people.is_empty() {
        findings.cautions.push(Caution::InvitationsGone { people });
    }
    Ok(diff)
}

/// Refuses archives of connections alone if the ledger has no invitations, to which alone they have something to say.
fn require_a_use(findings: &Findings, session: &mut Session<'_>) -> Result<(), Failure> {
    let Some(lack) = &findings.lack else { return Ok(()) };
    let timeline = session.timeline()?;
    let mut records = timeline.records().iter().enumerate();
    let is_invitation = |record: &Record| matches!(record.fact, Fact::Invitation { .. });
    if records.any(|(place, record)| is_invitation(record) && timeline.is_active(place)) {
        return Ok(());
    }
    Err(archive_failure(lack))
}

/// Refuses an archive of another member than the imported ones. A row that only the same member can have proves the
/// owner, whatever the name and the profile are now. Without one, the member can say it with `--me`, and gets a caution.
fn check_owner(
    findings: &mut Findings,
    diff: &ImportDiff,
    timeline: &Timeline,
    is_me_given: bool,
) -> Result<(), Failure> {
    let owner = &findings.owner;
    let mut imports = imports(timeline);
    let Some(last) = imports.next() else { return Ok(()) };
    let is_comparable = names_match(last, owner).is_some() || profiles_match(last, owner).is_some();
    let is_same = |import: &record::Import| {
        names_match(import, owner) == Some(true) || profiles_match(import, owner) == Some(true)
    };
    if diff.is_same_owner || !is_comparable || is_same(last) || imports.any(is_same) {
        return Ok(());
    }
    let before = owner_in_words(last.name.as_deref(), last.handle.as_ref());
    let now = owner_in_words(owner.name.as_deref(), owner.handle.as_ref());
    if is_me_given {
        findings.cautions.push(Caution::OwnerChanged { before, now });
        return Ok(());
    }
    let me = owner.handle.as_ref().map_or("the address of your profile".to_owned(), ToString::to_string);
    let hint = format!(
        "if both are you, with a new name and address, add --me {me}; otherwise name another ledger for it with --file"
    );
    let message = format!("the archive belongs to {now}, but the ledger to {before}");
    Err(Failure::input("another_owner", message, hint))
}

/// The imports that are not taken back and name an owner, the last one first.
fn imports(timeline: &Timeline) -> impl Iterator<Item = &record::Import> {
    let records = timeline.records().iter().enumerate().rev().filter(|(place, _)| timeline.is_active(*place));
    records.filter_map(|(_, record)| match &record.fact {
        Fact::Import(import) if import.name.is_some() || import.handle.is_some() => Some(&**import),
        _ => None,
    })
}

/// Whether an import has the name of this owner; `None` unless both are known.
fn names_match(import: &record::Import, owner: &Owner) -> Option<bool> {
    Some(import.name.as_ref()? == owner.name.as_ref()?)
}

/// The same for the profile.
fn profiles_match(import: &record::Import, owner: &Owner) -> Option<bool> {
    Some(import.handle.as_ref()? == owner.handle.as_ref()?)
}

fn owner_in_words(name: Option<&str>, handle: Option<&Handle>) -> String {
    let handle = handle.map(ToString::to_string);
    safe(name.or(handle.as_deref()).unwrap_or("somebody"))
}

/// Adds the new records to the transaction, as one step. Returns false if there are none.
fn add_records(findings: &Findings, diff: &ImportDiff, transaction: &mut Transaction) -> bool {
    if diff.is_empty() {
        return false;
    }
    let now = transaction.now;
    transaction.begin_step();
    let import = record::Import {
        name: findings.owner.name.clone(),
        handle: findings.owner.handle.clone(),
        records: u32::try_from(diff.record_count()).unwrap_or(u32::MAX),
        notes: diff.new_notes.clone(),
    };
    transaction.add(now, Fact::Import(Box::new(import)), Details::default());
    let mut ids: Vec<Option<PersonId>> = vec![None; diff.people.len()];
    for &place in &diff.added {
        let event = &findings.events[place];
        let person = *ids[event.person].get_or_insert_with(|| person_id(&diff.people[event.person], transaction));
        let origin = Some(ImportFingerprint(event.fingerprint.value()));
        transaction.add(
            diff.instant(place, findings),
            archive::fact(event, person),
            Annotations { origin, ..Annotations::default() }.into(),
        );
    }
    for it in &diff.settled {
        let details = Annotations { origin: Some(it.origin), ..Annotations::default() };
        transaction.add(it.at, Interaction::Acceptance.with(it.person), details.into());
    }
    for (who, handle) in &diff.links {
        let change = ContactChange::Link { who: *who, handle: handle.clone() };
        transaction.add(now, Fact::Contact(Box::new(change)), Details::default());
    }
    for note in &diff.note_records {
        transaction.add(now, Fact::Void(Target::Record(*note)), Details::default());
    }
    for record in &diff.misread_inmails {
        let correction = Box::new(Correction { what: Some(Interaction::Message), ..Correction::default() });
        transaction.add(now, Fact::Edit { record: *record, correction }, Details::default());
    }
    true
}

/// The id of a person in the archive. Adds a new person to the ledger.
fn person_id(person: &PersonMatch, transaction: &mut Transaction) -> PersonId {
    match person {
        PersonMatch::Known(id) => *id,
        PersonMatch::New { name, handle } => transaction.ledger.declare(name.clone(), handle.clone()),
    }
}

/// The date of the earliest InMail of the archive or the ledger, if the ledger's first plan starts after it.
fn first_inmail(findings: &Findings, timeline: &Timeline) -> Option<NaiveDate> {
    let begins = timeline.schedule().first_at();
    let first = findings.events.iter().find(|event| event.kind == EventKind::InMail).map(|event| event.at);
    let in_archive = first.filter(|at| *at < begins).map(|at| date_of(at, timeline.zone()));
    in_archive.into_iter().chain(first_inmail_before_plan(timeline)).min()
}

/// A row for each record that the archive has and the member logged by hand.
fn matched_rows(findings: &Findings, diff: &ImportDiff, timeline: &Timeline) -> Vec<MatchedRow> {
    let row = |(place, id): &(usize, RecordId)| {
        let record = timeline.place_of(*id).map(|place| &timeline.records()[place]);
        let person = record.and_then(|record| timeline.person_of(&record.fact));
        let name = person.map(|person| timeline.book().person(person).short_name());
        let subject = record.map(|record| subject(&record.fact, name.as_deref(), None)).unwrap_or_default();
        MatchedRow { id: *id, subject, at: LocalInstant::new(findings.events[*place].at, timeline.zone()) }
    };
    diff.matched.iter().map(row).collect()
}

fn show(
    findings: &Findings,
    diff: &ImportDiff,
    (matched, first_inmail): (Vec<MatchedRow>, Option<NaiveDate>),
    dry_run: bool,
    zone: Tz,
    session: &mut Session<'_>,
) -> Result<ExitStatus, Failure> {
    session.screen.show(&ImportAnswer::new(findings, diff, (matched, first_inmail), dry_run, zone))?;
    Ok(ExitStatus::Yes)
}

/// Restores a ledger that `export` wrote.
///
/// # Errors
///
/// When the file is not a valid export, or there is a ledger with records already.
fn restore(args: &Import, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    let [file] = args.files.as_slice() else {
        return Err(Failure::input("usage", "a ledger is restored on its own", "give only that file"));
    };
    // The error concerns the given file, not the ledger: it is a mistake in the input.
    check_export(file).map_err(|error| {
        Failure::input(error.code(), error.to_string(), "nothing was changed; give a complete file from inquota export")
    })?;
    let records = session.ledger().restore_export(file, args.dry_run, session.now)?;
    let Some(records) = records else {
        let message = "the ledger already has records";
        return Err(Failure::input("ledger_exists", message, "name a new file with --file"));
    };
    session.screen.show(&RestoreAnswer { records, dry_run: args.dry_run })?;
    Ok(ExitStatus::Yes)
}
