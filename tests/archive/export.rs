//! Synthetic archives: invented people, in the layouts of the real files.

use std::fs;
use std::io::{Cursor, Write};
use std::path::PathBuf;

use inquota::archive::{ArchiveError, Event, EventKind, Findings, Limits, Person, read};
use inquota::engine::person::{Handle, PersonQuery};
use tempfile::TempDir;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A person: a name, and the handle of the profile, empty if the archive has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Who(pub(crate) &'static str, pub(crate) &'static str);

/// The owner of most archives here.
pub(crate) const ROBIN: Who = Who("Robin Vale", "robin-vale");
pub(crate) const JANE: Who = Who("Jane Doe", "jane-doe");
pub(crate) const BO: Who = Who("Bo Li", "bo-li");
pub(crate) const ANN: Who = Who("Ann Øst, MBA", "ann-øst");
/// A person whose profile is closed or hidden.
pub(crate) const HIDDEN: Who = Who("LinkedIn Member", "");
pub(crate) const NOBODY: Who = Who("", "");

impl Who {
    pub(crate) fn address(self) -> String {
        if self.1.is_empty() { String::new() } else { format!("https://www.linkedin.com/in/{}", self.1) }
    }
}

/// A row of messages.csv.
#[derive(Clone, Debug)]
pub(crate) struct Mail {
    pub(crate) thread: String,
    pub(crate) title: String,
    pub(crate) from: Who,
    pub(crate) to: Vec<Who>,
    pub(crate) date: String,
    pub(crate) subject: String,
    pub(crate) content: String,
    pub(crate) folder: String,
    pub(crate) draft: bool,
}

/// A row of a thread at a date in UTC.
pub(crate) fn mail(thread: &str, date: &str, from: Who, to: &[Who], content: &str) -> Mail {
    Mail {
        thread: if thread.is_empty() { String::new() } else { format!("2-{thread}") },
        title: String::new(),
        from,
        to: to.to_vec(),
        date: format!("{date} UTC"),
        subject: String::new(),
        content: content.into(),
        folder: "INBOX".into(),
        draft: false,
    }
}

impl Mail {
    pub(crate) fn subject(self, subject: &str) -> Mail {
        Mail { subject: subject.into(), ..self }
    }

    pub(crate) fn title(self, title: &str) -> Mail {
        Mail { title: title.into(), ..self }
    }

    pub(crate) fn folder(self, folder: &str) -> Mail {
        Mail { folder: folder.into(), ..self }
    }

    pub(crate) fn draft(self) -> Mail {
        Mail { draft: true, ..self }
    }

    pub(crate) fn dated(self, date: &str) -> Mail {
        Mail { date: date.into(), ..self }
    }

    fn field(&self, column: &str) -> String {
        let names: Vec<&str> = self.to.iter().map(|who| who.0).collect();
        let addresses: Vec<String> = self.to.iter().map(|who| who.address()).filter(|text| !text.is_empty()).collect();
        match column {
            "CONVERSATION ID" => self.thread.clone(),
            "CONVERSATION TITLE" => self.title.clone(),
            "FROM" => self.from.0.into(),
            "SENDER PROFILE URL" => self.from.address(),
            "TO" => names.join(","),
            "RECIPIENT PROFILE URLS" => addresses.join(","),
            "DATE" => self.date.clone(),
            "SUBJECT" => self.subject.clone(),
            "CONTENT" => self.content.clone(),
            "FOLDER" => self.folder.clone(),
            "DIRECTION" => if self.from == ROBIN { "OUTGOING" } else { "INCOMING" }.into(),
            "IS MESSAGE DRAFT" => if self.draft { "Yes" } else { "No" }.into(),
            "IS CONVERSATION DRAFT" => "No".into(),
            _ => String::new(),
        }
    }
}

/// The header of 2023 to 2025; later ones add columns.
pub(crate) const B10: &str = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,\
                       CONTENT,FOLDER";
/// The header of 2021 and 2022.
pub(crate) const OF_2021: &str =
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER";
/// The header of 2018.
pub(crate) const OF_2018: &str = "From,To,Date,Subject,Content,Direction,Folder";

fn with_drafts() -> String {
    format!("{B10},ATTACHMENTS,IS MESSAGE DRAFT")
}

/// A dialect of CSV.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Dialect {
    pub(crate) delimiter: u8,
    pub(crate) always_quote: bool,
    pub(crate) crlf: bool,
}

/// The dialect of LinkedIn.
pub(crate) const PLAIN: Dialect = Dialect { delimiter: b',', always_quote: false, crlf: false };

/// A table of rows.
pub(crate) fn table(dialect: Dialect, rows: impl IntoIterator<Item = Vec<String>>) -> Vec<u8> {
    let style = if dialect.always_quote { csv::QuoteStyle::Always } else { csv::QuoteStyle::Necessary };
    let end = if dialect.crlf { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
    let mut writer = csv::WriterBuilder::new()
        .delimiter(dialect.delimiter)
        .quote_style(style)
        .terminator(end)
        .flexible(true)
        .from_writer(Vec::new());
    for row in rows {
        writer.write_record(&row).unwrap();
    }
    writer.into_inner().unwrap()
}

/// messages.csv with these columns.
pub(crate) fn messages_with(header: &str, dialect: Dialect, mails: &[Mail]) -> Vec<u8> {
    let columns: Vec<String> = header.split(',').map(str::to_owned).collect();
    let rows = mails.iter().map(|mail| columns.iter().map(|column| mail.field(&column.to_uppercase())).collect());
    table(dialect, std::iter::once(columns.clone()).chain(rows.collect::<Vec<Vec<String>>>()))
}

/// A row of Invitations.csv: when in Pacific time, the direction, the other person, the note.
pub(crate) fn invitation(sent_at: &str, direction: &str, who: Who, note: &str) -> Vec<String> {
    let (from, to) = if direction == "OUTGOING" { (ROBIN, who) } else { (who, ROBIN) };
    [from.0, to.0, sent_at, note, direction, &from.address(), &to.address()].map(str::to_owned).to_vec()
}

/// Invitations.csv of 2023 and later.
pub(crate) fn invitations(rows: &[Vec<String>]) -> Vec<u8> {
    let header = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl";
    let header = header.split(',').map(str::to_owned).collect();
    table(PLAIN, std::iter::once(header).chain(rows.to_vec()))
}

/// Connections.csv with the notes before the header.
pub(crate) fn connections(rows: &[(Who, &str)]) -> Vec<u8> {
    let mut text =
        "Notes:\n\"When exporting your connection data, you may notice that some of the email addresses are \
                    missing. You will only see email addresses for connections who have allowed it, using this setting \
                    https://www.linkedin.com/psettings/privacy/email. You can learn more \
                    here\"\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
            .to_owned();
    for (who, on) in rows {
        let (first, last) = who.0.split_once(' ').unwrap_or((who.0, ""));
        // Addresses are percent-encoded in this table only.
        let address = who.address().replace('ø', "%C3%B8");
        text += &format!("{first},\"{last}\",{address},,\"Acme, Inc.\",Baker,{on}\n");
    }
    text.pop();
    text.into_bytes()
}

/// Profile.csv.
pub(crate) fn profile(who: Who) -> Vec<u8> {
    let (first, last) = who.0.split_once(' ').unwrap();
    format!("First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary\n{first},{last},,,,Baker,\n")
        .into_bytes()
}

/// An archive, before it is packed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Export {
    pub(crate) files: Vec<(String, Vec<u8>)>,
}

impl Export {
    pub(crate) fn new() -> Export {
        Export::default()
    }

    pub(crate) fn file(mut self, name: &str, bytes: impl Into<Vec<u8>>) -> Export {
        self.files.push((name.into(), bytes.into()));
        self
    }

    /// With messages.csv in the layout with drafts.
    pub(crate) fn messages(self, mails: &[Mail]) -> Export {
        self.file("messages.csv", messages_with(&with_drafts(), PLAIN, mails))
    }

    pub(crate) fn invitations(self, rows: &[Vec<String>]) -> Export {
        self.file("Invitations.csv", invitations(rows))
    }

    pub(crate) fn connections(self, rows: &[(Who, &str)]) -> Export {
        self.file("Connections.csv", connections(rows))
    }

    /// Packed as LinkedIn does: deflated, sizes only after the data.
    pub(crate) fn zip(&self) -> Vec<u8> {
        let mut writer = ZipWriter::new_stream(Vec::new());
        for (name, bytes) in &self.files {
            writer.start_file(name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    /// Packed again by hand on a Mac: stored, in a folder, with the files that a Mac adds.
    pub(crate) fn zip_by_hand(&self) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        writer.add_directory("My export.zip/", options).unwrap();
        for (name, bytes) in &self.files {
            writer.start_file(format!("My export.zip/{name}"), options).unwrap();
            writer.write_all(bytes).unwrap();
            writer.start_file(format!("__MACOSX/My export.zip/._{name}"), options).unwrap();
            writer.write_all(b"\0\x05\x16\x07").unwrap();
        }
        writer.start_file("My export.zip/.DS_Store", options).unwrap();
        writer.finish().unwrap().into_inner()
    }
}

/// Archives in a folder, to be read together.
pub(crate) struct Archives {
    folder: TempDir,
    pub(crate) paths: Vec<PathBuf>,
}

impl Archives {
    pub(crate) fn new() -> Archives {
        Archives { folder: tempfile::tempdir().unwrap(), paths: Vec::new() }
    }

    /// Adds a file.
    pub(crate) fn with(mut self, name: &str, bytes: &[u8]) -> Archives {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        self.paths.push(path);
        self
    }

    /// Adds a zip.
    pub(crate) fn zip(self, name: &str, export: &Export) -> Archives {
        self.with(name, &export.zip())
    }

    /// Adds an unpacked folder.
    pub(crate) fn folder(mut self, name: &str, export: &Export) -> Archives {
        let folder = self.folder.path().join(name);
        for (file, bytes) in &export.files {
            let path = folder.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        self.paths.push(folder);
        self
    }

    pub(crate) fn try_read(&self, me: Option<&str>, limits: &Limits) -> Result<Findings, ArchiveError> {
        read(&self.paths, me.map(handle).as_ref(), limits, &mut |_| {})
    }

    pub(crate) fn read(&self) -> Findings {
        self.try_read(None, &Limits::default()).unwrap()
    }

    pub(crate) fn error(&self) -> ArchiveError {
        self.try_read(None, &Limits::default()).unwrap_err()
    }
}

/// The findings of one zip.
pub(crate) fn read_one(export: &Export) -> Findings {
    Archives::new().zip("Basic_LinkedInDataExport_11-20-2026.zip", export).read()
}

/// The error of a zip that cannot be read.
pub(crate) fn error_of(export: &Export) -> ArchiveError {
    Archives::new().zip("Basic_LinkedInDataExport_11-20-2026.zip", export).error()
}

pub(crate) fn handle(text: &str) -> Handle {
    match PersonQuery::read(text) {
        Ok(PersonQuery::Handle(handle)) => handle,
        other => panic!("{text}: {other:?}"),
    }
}

/// A person, for comparison: `jane-doe`, `"Jane Doe"`, or with `?` if known within one thread only.
pub(crate) fn shown(person: &Person) -> String {
    match (&person.handle, &person.name) {
        (Some(handle), _) => handle.as_str().into(),
        (None, Some(name)) if person.only_within.is_none() => format!("\"{name}\""),
        (None, Some(name)) => format!("?\"{name}\""),
        (None, None) => "?".into(),
    }
}

/// The events, for comparison: `2025-06-01T10:00:00Z message jane-doe`.
pub(crate) fn events(findings: &Findings) -> Vec<String> {
    let word = |event: &Event| match event.kind {
        EventKind::Message => "message",
        EventKind::InMail => "inmail",
        EventKind::Invitation { with_note: true } => "invitation+note",
        EventKind::Invitation { with_note: false } => "invitation",
        EventKind::Reply => "reply",
        EventKind::Accepted => "accepted",
    };
    let line = |event: &Event| format!("{} {} {}", event.at, word(event), shown(&findings.people[event.person]));
    findings.events.iter().map(line).collect()
}

/// Messages: sent, people, received, responses.
pub(crate) fn counts(findings: &Findings) -> [u64; 4] {
    let messages = findings.messages;
    [messages.sent, messages.people, messages.received, messages.responses]
}

/// Rows left out: draft, sponsored, no participants, invitation note, duplicate, bad date, malformed.
pub(crate) fn skipped(findings: &Findings) -> [u64; 7] {
    let s = findings.skipped;
    [s.draft, s.sponsored, s.no_participants, s.invitation_note, s.duplicate, s.bad_date, s.malformed]
}
