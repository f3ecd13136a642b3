//! Building a checkpoint of a whole ledger.

use super::codec;
use super::file::{Header, Section, Sections, VERSION};
use super::labels::TagsAndTemplates;
use super::name_index::NameIndex;
use super::rows;
use crate::engine::acceptance_rate::CountedInvitations;
use crate::engine::account::Account;
use crate::engine::advice::{alike, burst};
use crate::engine::calendar::Instant;
use crate::engine::contact_book::ContactBook;
use crate::engine::daily_history::DailyHistory;
use crate::engine::person::PersonId;
use crate::engine::person_state::PersonState;
use crate::engine::rates::Contact;
use crate::engine::timeline::Timeline;
use crate::ledger::CoveredPrefix;

/// The size in bytes that most entries of people do not exceed.
const TYPICAL_ENTRY: usize = 64;

/// The bytes of a checkpoint of a whole ledger, in pieces; `None` without records.
pub(super) fn checkpoint(timeline: &Timeline, prefix: &CoveredPrefix) -> Option<Vec<Vec<u8>>> {
    let DailyHistory { account, last_at, snapshots } = DailyHistory::of(timeline)?;
    let mut body = Body::default();
    let mut sections = people(&mut body, timeline.book(), &account);
    let mut days = Vec::with_capacity(snapshots.len() * rows::DAY_ROW);
    for (date, snapshot) in &snapshots {
        rows::write_day(&mut days, *date, snapshot);
    }
    sections.days = body.section(rows::DAY_ROW, days);
    sections.answered = body.instants(account.answered_inmails());
    let CountedInvitations { sent, accepted } = account.counted_invitations();
    (sections.invited, sections.accepted) = (body.instants(sent), body.instants(accepted));
    sections.message_days =
        body.rows(account.message_days().entries().iter().copied().map(rows::write_message_day).collect());
    let invitations = account.people().filter_map(|(_, state)| state.connection.invitation);
    let lapses: Vec<Instant> = invitations.map(|invitation| invitation.lapses_at).collect();
    sections.lapses = body.instants(&lapses);
    sections.texts = body.rows(alike::sent_texts(timeline, last_at).map(|text| rows::write_text(&text)).collect());
    let sends: Vec<Instant> = burst::sends(timeline, last_at).collect();
    sections.sends = body.instants(&sends[sends.len().saturating_sub(burst::MOST_NEEDED)..]);
    let labels = TagsAndTemplates::of(timeline.records(), TagsAndTemplates::default());
    sections.labels = body.section(1, serde_json::to_vec(&labels).ok()?);
    let header = Header {
        version: VERSION.to_owned(),
        prefix: prefix.clone(),
        created: timeline.created(),
        records: timeline.records().len(),
        last_id: timeline.records().last()?.id,
        last_at,
        people: timeline.book().len(),
        sections,
        budget: account.budget().clone(),
    };
    body.with_header(&header)
}

/// Writes the sections of people: their entries, the indexes by name, and first contacts.
fn people(body: &mut Body, book: &ContactBook, account: &Account) -> Sections {
    let empty_state = PersonState::default();
    let mut states = account.people().peekable();
    let mut places = Vec::with_capacity(book.len() + 1);
    let mut entries = Vec::with_capacity(book.len() * TYPICAL_ENTRY);
    let (mut index, mut contacts) = (NameIndex::with_room(book.len()), Vec::with_capacity(book.len()));
    for number in 0..u32::try_from(book.len()).unwrap_or(u32::MAX) {
        let (id, person) = (PersonId(number), book.entry(number as usize));
        let state = states.next_if(|(next, _)| *next == id).map_or(&empty_state, |(_, state)| state);
        places.push(place(entries.len()));
        codec::write_person(&mut entries, person, state);
        index.add(id, person);
        contacts.extend(Contact::of(state));
    }
    places.push(place(entries.len()));
    contacts.sort_unstable_by_key(|contact| contact.first);
    let index = index.sorted();
    Sections {
        places: body.rows(places),
        entries: body.section(1, entries),
        names: body.rows(index.names),
        words: body.rows(index.words),
        contacts: body.rows(contacts.iter().map(rows::write_contact).collect()),
        ..Sections::default()
    }
}

fn place(bytes: usize) -> [u8; 4] {
    u32::try_from(bytes).unwrap_or(u32::MAX).to_le_bytes()
}

/// The sections after the header.
#[derive(Default)]
struct Body {
    pieces: Vec<Vec<u8>>,
    length: u64,
}

impl Body {
    /// Adds a section of fixed-size rows.
    fn rows<const N: usize>(&mut self, rows: Vec<[u8; N]>) -> Section {
        self.section(N, rows.into_flattened())
    }

    /// Adds a section of instants, which it sorts.
    fn instants(&mut self, instants: &[Instant]) -> Section {
        let mut instants: Vec<i64> = instants.iter().map(|at| at.unix()).collect();
        instants.sort_unstable();
        self.rows(instants.iter().map(|at| at.to_le_bytes()).collect())
    }

    /// Adds a section of entries of this width in bytes.
    fn section(&mut self, width: usize, bytes: Vec<u8>) -> Section {
        let section = Section { at: self.length, count: (bytes.len() / width) as u64, width: width as u64 };
        self.length += bytes.len() as u64;
        self.pieces.push(bytes);
        section
    }

    /// All pieces, with the header first.
    fn with_header(mut self, header: &Header) -> Option<Vec<Vec<u8>>> {
        let json = serde_json::to_vec(header).ok()?;
        let length = u32::try_from(json.len()).ok()?.to_le_bytes().to_vec();
        self.pieces.splice(0..0, [length, json]);
        Some(self.pieces)
    }
}

#[cfg(test)]
mod tests {
    use chrono_tz::Europe::Berlin;

    use super::*;
    use crate::engine::record::{Annotations, Answer, Charge, Fact, Record, RecordId};
    use crate::engine::wording::Wording;

    /// The bytes of a checkpoint with some of everything. If this fails, the next version of the program would misread
    /// existing checkpoints: raise `VERSION`, then update the expected bytes.
    #[test]
    fn the_bytes_of_this_version_are_frozen() {
        let mut book = ContactBook::default();
        let jane = book.declare(Some("Jane Doe".to_owned()), None);
        let zoe = book.declare(Some("Zoë".to_owned()), crate::engine::person::Handle::new("zoe").ok());
        let facts = [
            Fact::InMail { to: jane, charge: Charge::Ordinary },
            Fact::Message { to: zoe },
            Fact::Response { from: jane, answer: Answer::Declined },
            Fact::Invitation { to: zoe, with_note: true },
            Fact::Acceptance { by: zoe },
        ];
        let record = |(id, fact)| {
            // 25 November 2026, 08:00 UTC, and a day later each.
            let at = Instant::from_unix(1_795_593_600 + i64::try_from(id - 1).unwrap() * 86_400);
            let wording = matches!(fact, Fact::Message { .. }).then(|| Wording::from_bytes([7; 32]));
            let details = Annotations { wording, ..Annotations::default() }.into();
            Record { id: RecordId(id), at, recorded: at, fact, details }
        };
        let created = Instant::from_unix(1_795_593_600);
        let timeline = Timeline::new((1..).zip(facts).map(record).collect(), book, created, Berlin);
        let identity = r#"{"identity":{"file":[1,2],"length":3,"modified":[4,5],"changed":[6,7]},
            "length":8,"commit_offset_at":9}"#;
        let prefix: CoveredPrefix = serde_json::from_str(identity).unwrap();
        let bytes = checkpoint(&timeline, &prefix).unwrap().concat();
        assert_eq!((VERSION, bytes.len(), crc32fast::hash(&bytes)), ("0.1.0/4", 4_633, 3_781_254_298));
    }
}
