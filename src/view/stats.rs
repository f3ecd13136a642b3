//! Response and acceptance rates, in all and by group.
//!
//! | file | contents |
//! |---|---|
//! | `row` | a group and its rate |

mod row;

use chrono::NaiveDate;
use serde::Serialize;

use crate::engine::advice::stats::{Grouping, SignificantDifference, Stats, Subject};
use crate::engine::rates::InMailRate;
use crate::settings::ClockFormat;
use crate::view::format::{LocalInstant, day, moment, plural, rate};
use crate::view::rate::{WithRate, pending_in_words, per_response, so_far};
use crate::view::terminal::{OutputStyle, Show, Table, Tone};
use row::{GroupRow, key, span};

/// The answer to `stats`.
#[derive(Debug, Serialize)]
pub(crate) struct StatsAnswer {
    as_of: LocalInstant,
    since: Option<NaiveDate>,
    by: Option<Grouping>,
    /// All people or invitations.
    all: GroupRow,
    /// The groups; empty without a grouping.
    rows: Vec<GroupRow>,
    /// How many pairs of groups were compared.
    compared: usize,
    /// The significant differences between groups, the most certain first.
    beats: Vec<DifferenceRow>,
    /// LinkedIn's own rate; `None` where invitations are counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    inmail_rate: Option<WithRate<InMailRate>>,
    #[serde(skip)]
    subject: Subject,
}

/// A significant difference: one group beats another beyond chance.
#[derive(Debug, Serialize)]
struct DifferenceRow {
    key: Option<String>,
    over: Option<String>,
    p: f64,
    /// The indexes of both rows.
    #[serde(skip)]
    places: (usize, usize),
}

/// The words for what is counted.
struct Words {
    title: &'static str,
    all: &'static str,
    counted: &'static str,
    rate: &'static str,
    few: &'static str,
    /// What follows the number of those who were judged.
    late: &'static str,
}

const OF_PEOPLE: Words = Words {
    title: "Response rates by people",
    all: "everybody",
    counted: "people",
    rate: "response rate",
    few: "* fewer than 10 people who had their 14 days: too few to judge\n",
    late: "counted answered after their 14 days",
};

const OF_INVITATIONS: Words = Words {
    title: "Acceptance rates of invitations",
    all: "all",
    counted: "invited",
    rate: "acceptance rate",
    few: "* fewer than 10 invitations that had their 14 days: too few to judge\n",
    late: "counted, accepted after the 14 days",
};

/// The most differences to show.
const MOST_DIFFERENCES: usize = 3;

impl StatsAnswer {
    /// The answer for the rates by a grouping, of people first contacted or invitations sent since a date.
    pub(crate) fn new(
        stats: &Stats,
        (subject, by): (Subject, Option<Grouping>),
        since: Option<NaiveDate>,
        as_of: LocalInstant,
    ) -> StatsAnswer {
        let difference = |difference: &SignificantDifference| DifferenceRow {
            key: key(&stats.rows[difference.row].group),
            over: key(&stats.rows[difference.over].group),
            p: difference.chance,
            places: (difference.row, difference.over),
        };
        StatsAnswer {
            as_of,
            since,
            by,
            all: GroupRow::new(&stats.all, subject, as_of),
            rows: stats.rows.iter().map(|row| GroupRow::new(row, subject, as_of)).collect(),
            compared: stats.compared,
            beats: stats.beats.iter().map(difference).collect(),
            inmail_rate: (subject == Subject::People).then(|| stats.inmail_rate.into()),
            subject,
        }
    }

    fn words(&self) -> &'static Words {
        match self.subject {
            Subject::People => &OF_PEOPLE,
            Subject::Invitations => &OF_INVITATIONS,
        }
    }

    /// "Response rates by people, everybody, as of Wed 25 Nov 2026, 09:00".
    fn title(&self, clock: ClockFormat) -> String {
        let Words { title, all, .. } = self.words();
        let since = self.since.map_or((*all).to_owned(), |date| format!("those since {}", day(date)));
        format!("{title}, {since}, as of {}", moment(self.as_of, clock))
    }

    /// The rates. The declines are left out if there are none.
    fn table(&self, style: OutputStyle) -> Table {
        let words = self.words();
        let has_declined = self.all.counts.declined > 0;
        let mut heads = vec!["", words.counted, "so far", words.rate, "95 % interval", "median"];
        heads.extend(has_declined.then_some("declined"));
        let numbers: Vec<usize> = (1..heads.len()).collect();
        let mut table = Table::new(&heads, &numbers, style).with_names(&[0]).with_expendable(&[5, 2, 4, 6]);
        for (place, row) in self.rows.iter().chain([&self.all]).enumerate() {
            if place > 0 && place == self.rows.len() {
                table.rule();
            }
            let mut cells = vec![
                row.label(words.all, style.clock),
                row.counts.contacted.to_string(),
                so_far(&row.counts),
                format!("{}{}", row.share(), too_few_mark(row.too_few, style)),
                row.interval(),
                row.median_seconds.map_or("-".to_owned(), span),
            ];
            cells.extend(has_declined.then(|| row.counts.declined.to_string()));
            table.row(cells);
        }
        table
    }

    /// What the responses have cost; empty unless people are grouped by tag.
    fn costs(&self, style: OutputStyle) -> Table {
        let heads = ["", "credits spent", "responses", "credits per response"];
        let mut table = Table::new(&heads, &[1, 2, 3], style).with_names(&[0]).with_expendable(&[2, 1]);
        let rows = self.rows.iter().chain([&self.all]);
        for (place, (row, cost)) in rows.filter_map(|row| Some((row, row.cost?))).enumerate() {
            if place > 0 && place == self.rows.len() {
                table.rule();
            }
            let name = row.label(self.words().all, style.clock);
            table.row(vec![name, cost.spent.to_string(), cost.responses.to_string(), per_response(cost)]);
        }
        table
    }

    /// The significant differences, a line each; empty if there are none.
    fn differences(&self, clock: ClockFormat) -> String {
        let shown = self.beats.iter().take(MOST_DIFFERENCES).map(|row| self.difference(row, clock));
        let shown: String = shown.collect();
        match self.beats.len().saturating_sub(MOST_DIFFERENCES) as u64 {
            0 => shown,
            more => format!("{shown}and {}\n", plural(more, "more pair", "more pairs")),
        }
    }

    /// Those of all groups who do not count as responded or accepted, or are not judged yet, a line each.
    fn apart(&self) -> String {
        let counts = &self.all.counts;
        let late = match counts.late {
            0 => String::new(),
            late => format!("late: {late} of the {} {}\n", counts.judged, self.words().late),
        };
        let declined = match counts.declined {
            0 => String::new(),
            declined => format!("declined: {declined} of the {} who responded in time\n", counts.responded),
        };
        let pending =
            pending_in_words(counts, self.as_of.zone()).map(|pending| format!("not counted yet: {pending}\n"));
        declined + &late + &pending.unwrap_or_default()
    }

    fn difference(&self, difference: &DifferenceRow, clock: ClockFormat) -> String {
        let (row, over) = (&self.rows[difference.places.0], &self.rows[difference.places.1]);
        let pairs = plural(self.compared as u64, "pair", "pairs");
        let chance = match difference.p {
            p if p < 0.001 => "less than 0.001".to_owned(),
            p => format!("{p:.3}"),
        };
        let all = self.words().all;
        format!(
            "{} beats {} beyond chance: {} against {}; p {chance}, corrected for {pairs} compared\n",
            row.label(all, clock),
            over.label(all, clock),
            row.share(),
            over.share()
        )
    }
}

impl Show for StatsAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let title = style.paint(Tone::Strong, &self.title(style.clock));
        let is_few = self.rows.iter().chain([&self.all]).any(|row| row.too_few);
        let few = if is_few { self.words().few } else { "" };
        let few = if style.plain { few.trim_start_matches("* ") } else { few };
        let own = self.inmail_rate.map_or(String::new(), |own| {
            format!("LinkedIn's InMail rate (30 days): {}\n", rate(own.counts.responded, own.counts.sent))
        });
        let notes = format!("{}{}{own}", self.differences(style.clock), self.apart());
        let gap = if notes.is_empty() { "" } else { "\n" };
        let [rates, costs] = Table::alike([self.table(style), self.costs(style)]);
        let costs = if costs.is_empty() { String::new() } else { format!("\n{costs}") };
        format!("{title}\n\n{rates}{few}{costs}{gap}{notes}")
    }
}

/// The mark of a group that has too few people to judge; a word if it is read aloud.
fn too_few_mark(is_few: bool, style: OutputStyle) -> &'static str {
    match (is_few, style.plain) {
        (true, true) => ", too few to judge",
        (true, false) => "*",
        (false, _) => " ",
    }
}
