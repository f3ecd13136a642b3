//! `import` of a sheet of one's own, or of a CSV that `export` wrote.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::annotations;
use super::session::Session;
use super::transaction::Transaction;
use crate::archive::Skipped;
use crate::cli::Import;
use crate::engine::calendar::{HOUR, Instant, date_of};
use crate::engine::interaction::Interaction;
use crate::engine::person::Handle;
use crate::engine::record::{ContactChange, Details, Fact, RecordId, RecordKind};
use crate::engine::timeline::Timeline;
use crate::error::{ExitStatus, Failure};
use crate::ledger::ReadDetail;
use crate::sheet::{
    self, ColumnMap, Comparison, PersonPlace, Reading, RefusedRow, Sheet, SheetError, SheetRow, compare,
};
use crate::view::{
    Caution, LocalInstant, MatchedRow, RefusedLine, SheetAnswer, SheetFile, SheetInvitations, SheetMessages, SheetSent,
    SheetSkipped, SheetSpan, plural, refused_in_words, subject,
};

/// Whether the files are sheets: `--map` says so, or `export` wrote them.
///
/// # Errors
///
/// When some are and some are not.
pub(super) fn are_sheets(args: &Import) -> Result<bool, Failure> {
    if !args.map.is_empty() {
        return Ok(true);
    }
    let own = args.files.iter().filter(|file| sheet::is_own(file)).count();
    let has_options = args.date_order.is_some() || args.skip_bad_rows;
    if own == 0 && has_options {
        let message = "--date-order and --skip-bad-rows are for a sheet of your own";
        return Err(Failure::input("usage", message, "say with --map which column is what, or leave them out"));
    }
    if own > 0 && own < args.files.len() {
        let message = "a CSV that export wrote and other files are given together";
        return Err(Failure::input("usage", message, "import one after the other"));
    }
    Ok(own > 0)
}

/// Imports sheets.
pub(super) fn run(args: &Import, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    if args.me.is_some() {
        return Err(Failure::input("usage", "--me does not go with a sheet of your own", "leave it out"));
    }
    let map = if args.map.is_empty() {
        ColumnMap::own()
    } else {
        ColumnMap::parse(&args.map).map_err(|error| failure(&error))?
    };
    if args.dry_run {
        let timeline = session.timeline()?;
        let read = read(args, &map, &timeline, session)?;
        session.screen.show(&answer(&read, true, &timeline))?;
        return Ok(ExitStatus::Yes);
    }
    let mut transaction = session.begin(ReadDetail::Everything)?;
    let read = read(args, &map, transaction.before(), session)?;
    let answer = answer(&read, false, transaction.before());
    if !(read.comparison.added.is_empty() && read.comparison.links.is_empty()) {
        add_records(&read.comparison, &mut transaction)?;
        transaction.commit()?;
    }
    session.screen.show(&answer)?;
    Ok(ExitStatus::Yes)
}

fn failure(error: &SheetError) -> Failure {
    Failure::input(error.code(), error.to_string(), error.hint())
}

/// What was read, and how it compares with the ledger.
struct ReadSheets {
    sheets: Vec<Sheet>,
    comparison: Comparison,
    refused: Vec<RefusedLine>,
}

/// Reads the sheets.
///
/// # Errors
///
/// When one cannot be read, and when a row cannot be understood, unless `--skip-bad-rows` is given.
fn read(args: &Import, map: &ColumnMap, timeline: &Timeline, session: &Session<'_>) -> Result<ReadSheets, Failure> {
    let reading = Reading { map, order: args.date_order, zone: timeline.zone(), now: session.now };
    let sheets = args.files.iter().map(|file| sheet::read(file, reading)).collect::<Result<Vec<_>, _>>();
    let mut sheets = sheets.map_err(|error| failure(&error))?;
    sheets.iter_mut().for_each(refuse_long_texts);
    let mut comparison = compare(&sheets, timeline);
    let refused = sheets.iter_mut().flat_map(|sheet| sheet.refused.drain(..)).chain(comparison.refused.drain(..));
    let mut refused: Vec<RefusedLine> =
        refused.map(|RefusedRow { file, line, reason }| RefusedLine { file, line, reason }).collect();
    refused.sort_by(|one, other| (&one.file, one.line).cmp(&(&other.file, other.line)));
    if refused.is_empty() || args.skip_bad_rows {
        return Ok(ReadSheets { sheets, comparison, refused });
    }
    let rows = plural(refused.len() as u64, "row", "rows");
    let list = refused_in_words(&refused).join("; ");
    let message = format!("{rows} cannot be understood, and nothing was imported: {list}");
    Err(Failure::input("bad_rows", message, "correct them, or leave them out with --skip-bad-rows"))
}

/// Refuses rows whose note, tags or template are too long.
fn refuse_long_texts(sheet: &mut Sheet) {
    let rows = std::mem::take(&mut sheet.rows);
    for row in rows {
        match details(&row) {
            Ok(_) => sheet.rows.push(row),
            Err(error) => {
                let refused = RefusedRow { file: sheet.file.clone(), line: row.line, reason: error.to_string() };
                sheet.refused.push(refused);
            }
        }
    }
}

fn details(row: &SheetRow) -> Result<Details, Failure> {
    let mut details = annotations::details(row.note.as_deref(), &row.tags, row.template.as_deref())?;
    details.change(|annotations| annotations.wording = row.wording);
    Ok(details)
}

/// Adds the new records to the transaction, as one step.
fn add_records(comparison: &Comparison, transaction: &mut Transaction) -> Result<(), Failure> {
    transaction.begin_step();
    let mut ids = vec![None; comparison.people.len()];
    for (row, person, origin) in &comparison.added {
        let id = *ids[*person].get_or_insert_with(|| match &comparison.people[*person] {
            PersonPlace::Known(id) => *id,
            PersonPlace::New { name, handle } => transaction.ledger.declare(name.clone(), handle.clone()),
        });
        let mut details = details(row)?;
        details.change(|annotations| annotations.origin = Some(*origin));
        transaction.add(row.at, row.what.with(id), details);
    }
    let now = transaction.now;
    for (who, handle) in &comparison.links {
        let change = ContactChange::Link { who: *who, handle: handle.clone() };
        transaction.add(now, Fact::Contact(Box::new(change)), Details::default());
    }
    Ok(())
}

fn answer(read: &ReadSheets, dry_run: bool, timeline: &Timeline) -> SheetAnswer {
    let ReadSheets { sheets, comparison, refused } = read;
    let rows: Vec<&SheetRow> = sheets.iter().flat_map(|sheet| &sheet.rows).collect();
    let count = |wanted: fn(&Interaction) -> bool| rows.iter().filter(|row| wanted(&row.what)).count();
    let people = |wanted: fn(&Interaction) -> bool| {
        let named = rows.iter().filter(|row| wanted(&row.what)).map(|row| (&row.handle, &row.name));
        named.collect::<HashSet<_>>().len()
    };
    let is_message = |what: &Interaction| matches!(what, Interaction::Message | Interaction::InMail(_));
    let is_response = |what: &Interaction| matches!(what, Interaction::Response(_));
    let mut other_kinds = BTreeMap::new();
    for (kind, number) in sheets.iter().flat_map(|sheet| &sheet.other_kinds) {
        *other_kinds.entry(kind.clone()).or_default() += number;
    }
    let dates = || rows.iter().map(|row| date_of(row.at, timeline.zone()));
    SheetAnswer {
        dry_run,
        owner: None,
        files: sheets.iter().map(sheet_file).collect(),
        messages: SheetMessages {
            sent: count(is_message),
            people: people(is_message),
            received: count(is_response),
            responses: people(is_response),
        },
        inmail: inmails(&rows),
        invitations: SheetInvitations {
            sent: count(|what| matches!(what, Interaction::Invitation { .. })),
            received: 0,
            accepted: count(|what| matches!(what, Interaction::Acceptance)),
        },
        cautions: cautions(sheets, refused.len(), &other_kinds),
        skipped: SheetSkipped {
            of_archives: Skipped::default(),
            taken_back: sheets.iter().map(|sheet| sheet.taken_back).sum(),
            other_kinds,
            refused: refused.len(),
        },
        span: SheetSpan { from: dates().min(), to: dates().max() },
        added: comparison.added.len(),
        already_known: comparison.already_known,
        matched: comparison.matched.len(),
        matches: comparison.matched.iter().map(|(row, id)| matched_row(row, *id, timeline)).collect(),
        new_people: comparison.people.iter().filter(|place| matches!(place, PersonPlace::New { .. })).count(),
        refused: refused.iter().map(RefusedLine::clone).collect(),
    }
}

/// The InMails, and how many of them the same person answers in a later row.
fn inmails(rows: &[&SheetRow]) -> SheetSent {
    let mut responses: HashMap<(&Option<Handle>, &Option<String>), Vec<Instant>> = HashMap::new();
    for row in rows.iter().filter(|row| matches!(row.what, Interaction::Response(_))) {
        responses.entry((&row.handle, &row.name)).or_default().push(row.at);
    }
    let mut counts = SheetSent::default();
    for row in rows.iter().filter(|row| matches!(row.what, Interaction::InMail(_))) {
        let later = responses.get(&(&row.handle, &row.name)).into_iter().flatten().filter(|at| **at >= row.at);
        let wait = later.map(|at| at.seconds_since(row.at)).min();
        counts.sent += 1;
        counts.answered += usize::from(wait.is_some());
        counts.answered_in_90_days += usize::from(wait.is_some_and(|wait| wait <= 90 * 24 * HOUR));
    }
    counts
}

fn sheet_file(sheet: &Sheet) -> SheetFile {
    let kind = if sheet.is_own { "records" } else { "sheet" };
    let reason = sheet.rows.is_empty().then(|| "it has no row to import".to_owned());
    SheetFile { name: sheet.file.clone(), kind, used: reason.is_none(), reason, rows: sheet.rows.len() }
}

fn matched_row(row: &SheetRow, id: RecordId, timeline: &Timeline) -> MatchedRow {
    let record = timeline.place_of(id).map(|place| &timeline.records()[place]);
    let subject = record.map(|record| subject(&record.fact, row.name.as_deref(), None)).unwrap_or_default();
    MatchedRow { id, subject, at: LocalInstant::new(row.at, timeline.zone()) }
}

/// What a sheet cannot carry, and what was left out.
fn cautions(sheets: &[Sheet], refused: usize, other: &BTreeMap<String, u64>) -> Vec<Caution> {
    let not_carried = (!other.is_empty()).then(|| Caution::new("not_carried", not_carried_in_words(other)));
    let refused = (refused > 0).then(|| {
        let rows = plural(refused as u64, "row", "rows");
        Caution::new("refused_rows", format!("left out: {rows} that cannot be understood"))
    });
    let no_kind = sheets
        .iter()
        .any(|sheet| sheet.lacks_kind)
        .then(|| Caution::new("no_kind", "no column gives the kind: every row was imported as a message".to_owned()));
    not_carried.into_iter().chain(refused).chain(no_kind).collect()
}

/// What the kinds of records are about that a CSV does not bring back.
const NOT_CARRIED: [(&[RecordKind], &str); 6] = [
    (&[RecordKind::Stopped, RecordKind::Lifted], "stops by LinkedIn"),
    (&[RecordKind::Blocked, RecordKind::Unblocked], "marks not to contact"),
    (&[RecordKind::Plan], "plans"),
    (&[RecordKind::Purchase, RecordKind::Balance], "credits"),
    (&[RecordKind::FollowUp], "follow-ups"),
    (&[RecordKind::Link, RecordKind::Rename, RecordKind::Merge], "the contact book"),
];

/// "left out: 3 rows (2 about stops by LinkedIn, 1 about plans)", and what to do about it. `other` has the number of
/// rows by kind.
fn not_carried_in_words(other: &BTreeMap<String, u64>) -> String {
    let number = |kinds: &[RecordKind]| kinds.iter().filter_map(|kind| other.get(kind.name())).sum::<u64>();
    let named = NOT_CARRIED.iter().map(|(kinds, subject)| (number(kinds), *subject));
    let all: u64 = other.values().sum();
    let rest = all - named.clone().map(|(number, _)| number).sum::<u64>();
    let subjects = named.chain([(rest, "imports and merges")]).filter(|(number, _)| *number > 0);
    let subjects: Vec<_> = subjects.map(|(number, subject)| format!("{number} about {subject}")).collect();
    format!(
        "left out: {} ({}). A CSV cannot restore them: record again what is still in force, or import an export in \
         JSON, which keeps everything",
        plural(all, "row", "rows"),
        subjects.join(", ")
    )
}
