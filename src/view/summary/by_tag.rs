//! The figures of a period by tag.

use serde::Serialize;

use crate::engine::acceptance_rate::AcceptanceRate;
use crate::engine::rates::ResponseRate;
use crate::engine::tag_figures::{FiguresByTag, TagFigures};
use crate::view::format::{csv_cell, plural, rate, safe, shortened};
use crate::view::rate::{WithRate, per_response};
use crate::view::terminal::{OutputStyle, Table, Tone};

/// A column of a table for people: its head, and the figure of a tag.
pub(super) type Column = (&'static str, fn(&TagFigures) -> String);

/// What was sent and answered in the period.
pub(super) const IN_PERIOD: [Column; 7] = [
    ("messages", |row| row.counts.messages.to_string()),
    ("InMails", |row| row.counts.inmails.to_string()),
    ("invitations", |row| row.counts.invitations.to_string()),
    ("people", |row| row.people.to_string()),
    ("responses", |row| row.counts.responses.to_string()),
    ("credits", |row| row.counts.charged.to_string()),
    ("cost", |row| per_response(row.counts.cost())),
];

/// What came of the first contacts and the invitations of the period, whenever it came.
pub(super) const OUTCOMES: [Column; 5] = [
    ("contacted", |row| row.response_rate.contacted.to_string()),
    ("answered", |row| row.response_rate.answered().to_string()),
    ("declined", |row| row.response_rate.declined.to_string()),
    ("response rate", |row| rate(row.response_rate.responded, row.response_rate.judged)),
    ("acceptance rate", |row| rate(row.acceptance_rate.accepted, row.acceptance_rate.judged)),
];

/// The columns that a narrow screen does without, the first of them first: of the rest, what was sent and answered
/// matters most, and the response rate.
const EXPENDABLE: [&[usize]; 2] = [&[7, 6, 4, 3, 2, 5], &[3, 2, 5, 1]];

/// What the column "cost" means.
const COST: &str = "cost: the credits divided by the responses, both of the period";

/// The titles of both.
const TITLES: [&str; 2] = ["In the period", "Of those first contacted or invited in it"];

/// The name of a tag for people, safe to show.
pub(super) fn label(row: &TagFigures) -> String {
    row.tag.as_deref().map_or("(none)".to_owned(), |tag| shortened(&safe(tag)))
}

/// What a table of tags needs to be said about it, a line each.
pub(super) fn notes(figures: &FiguresByTag) -> Vec<String> {
    if figures.rows.is_empty() {
        return vec!["nothing was sent or answered in this period".to_owned()];
    }
    let several = plural(figures.in_several, "send has several tags and counts", "sends have several tags and count");
    let several = (figures.in_several > 0).then(|| format!("{several} under each of them"));
    std::iter::once(COST.to_owned()).chain(several).collect()
}

/// Each row as a tag and its figures, or only those of which some are not 0.
fn rows(figures: &FiguresByTag, columns: &[Column], shows_zeroes: bool) -> impl Iterator<Item = (String, Vec<String>)> {
    let cells = |row: &TagFigures| (label(row), columns.iter().map(|(_, figure)| figure(row)).collect::<Vec<_>>());
    let is_zero = |cell: &String| matches!(cell.as_str(), "0" | "n/a" | "n/a (0 of 0)");
    figures.rows.iter().map(cells).filter(move |(_, cells)| shows_zeroes || !cells.iter().all(is_zero))
}

/// Tables for a terminal.
pub(super) fn tables(figures: &FiguresByTag, shows_zeroes: bool, style: OutputStyle) -> String {
    let table = |columns: &[Column], expendable: &[usize]| {
        let heads: Vec<&str> = std::iter::once("").chain(columns.iter().map(|(head, _)| *head)).collect();
        let numbers: Vec<usize> = (1..heads.len()).collect();
        let mut table = Table::new(&heads, &numbers, style).with_names(&[0]).with_expendable(expendable);
        for (tag, cells) in rows(figures, columns, shows_zeroes) {
            table.row(std::iter::once(tag).chain(cells).collect());
        }
        table
    };
    let tables = Table::alike([table(&IN_PERIOD, EXPENDABLE[0]), table(&OUTCOMES, EXPENDABLE[1])]);
    let left_out = tables.iter().flat_map(Table::heads_left_out).collect::<Vec<_>>();
    let says_nothing = |note: &String| note == COST && left_out.contains(&"cost");
    let notes: String =
        notes(figures).iter().filter(|note| !says_nothing(note)).map(|line| format!("{line}\n")).collect();
    let narrow =
        if left_out.is_empty() { String::new() } else { format!("on a wider screen: {}\n", left_out.join(", ")) };
    if figures.rows.is_empty() {
        return notes;
    }
    let shown = TITLES.iter().zip(tables).map(|(title, table)| {
        let title = style.paint(Tone::Strong, title);
        if table.is_empty() { format!("{title}: nothing\n\n") } else { format!("{title}\n{table}\n") }
    });
    shown.collect::<String>() + &notes + &narrow
}

/// Tables for a text document.
pub(super) fn markdown(figures: &FiguresByTag, shows_zeroes: bool) -> String {
    let table = |title: &str, columns: &[Column]| {
        let heads: Vec<&str> = columns.iter().map(|(head, _)| *head).collect();
        let text = format!("## {title}\n\n| tag | {} |\n|---|{}\n", heads.join(" | "), "---:|".repeat(heads.len()));
        let row =
            |(tag, cells): (String, Vec<String>)| format!("| {} | {} |\n", tag.replace('|', "\\|"), cells.join(" | "));
        let rows: String = rows(figures, columns, shows_zeroes).map(row).collect();
        if rows.is_empty() {
            return format!("## {title}\n\nnothing\n\n");
        }
        text + &rows + "\n"
    };
    table(TITLES[0], &IN_PERIOD) + &table(TITLES[1], &OUTCOMES) + &notes(figures).join("\n\n") + "\n"
}

/// One line for each tag, for a spreadsheet.
pub(super) fn csv(figures: &FiguresByTag) -> anyhow::Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let heads = "tag,messages,inmail,invitations,people,responses,contacted,judged,responded,late,declined,pending,early,\
        response_rate,invited,invitations_judged,accepted,invitations_pending,acceptance_rate,credits_spent,\
        credits_per_response";
    writer.write_record(heads.split(','))?;
    for row in &figures.rows {
        let (counts, answers, accepts) = (&row.counts, &row.response_rate, &row.acceptance_rate);
        let number = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
        let sent = [counts.messages, counts.inmails, counts.invitations, row.people, counts.responses];
        let answered = [answers.contacted, answers.judged, answers.responded, answers.late, answers.declined];
        let invited = [accepts.invited, accepts.judged, accepts.accepted, accepts.pending];
        let mut cells = vec![csv_cell(row.tag.as_deref().unwrap_or_default())];
        cells.extend(sent.iter().chain(&answered).chain(&[answers.pending, answers.early]).map(u64::to_string));
        cells.push(number(answers.rate()));
        cells.extend(invited.iter().map(u64::to_string));
        cells.extend([number(accepts.rate()), counts.charged.to_string()]);
        cells.push(number(counts.cost().per_response()));
        writer.write_record(&cells)?;
    }
    Ok(String::from_utf8(writer.into_inner()?)?)
}

/// A tag in JSON.
#[derive(Debug, Serialize)]
pub(super) struct TagRow<'a> {
    /// `None` for what has no tag.
    tag: Option<&'a str>,
    messages: u64,
    inmail: u64,
    invitations: u64,
    people: u64,
    responses: u64,
    response_rate: WithRate<ResponseRate>,
    acceptance_rate: WithRate<AcceptanceRate>,
    credits_spent: u64,
    credits_per_response: Option<f64>,
}

impl<'a> TagRow<'a> {
    pub(super) fn new(figures: &'a TagFigures) -> TagRow<'a> {
        let counts = &figures.counts;
        TagRow {
            tag: figures.tag.as_deref(),
            messages: counts.messages,
            inmail: counts.inmails,
            invitations: counts.invitations,
            people: figures.people,
            responses: counts.responses,
            response_rate: figures.response_rate.into(),
            acceptance_rate: figures.acceptance_rate.into(),
            credits_spent: counts.charged,
            credits_per_response: counts.cost().per_response(),
        }
    }
}
