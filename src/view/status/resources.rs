//! What can be used up, a line each: a bar, how much is used, what is left, and when there is more.

use super::source::Source;
use super::window::WindowUse;
use crate::view::terminal::{Level, OutputStyle, Tone, bar, padded, padded_left, width};

/// The shortest bar of a table, and the longest.
const BAR: std::ops::RangeInclusive<usize> = 10..=80;

/// On screens narrower than this, every resource has several lines.
const NARROW: usize = 60;

/// The space between two columns.
const GAP: &str = "  ";

/// Something that can be used up.
#[derive(Debug)]
pub(super) struct Resource {
    pub(super) label: &'static str,
    pub(super) used: u64,
    pub(super) limit: Option<u64>,
    pub(super) left: Left,
    /// When there is more, in few columns; may be empty.
    pub(super) more: String,
    /// The same as a clause: "resets tomorrow".
    pub(super) more_in_words: String,
    pub(super) source: Source,
    /// Whether the limit only warns.
    pub(super) warns: bool,
}

/// What is left of a resource.
#[derive(Clone, Copy, Debug)]
pub(super) enum Left {
    /// A number, and how much of the limit is used.
    Number(u64, Level),
    /// No credits: how much was used makes no difference.
    NoCredits,
    /// There is no limit, or only LinkedIn knows it.
    Unlimited(&'static str),
    /// LinkedIn has stopped it; the number that its limit leaves, if it has one.
    Stopped(Option<u64>),
}

impl Left {
    fn number(self) -> Option<u64> {
        match self {
            Left::Number(number, _) => Some(number),
            Left::NoCredits => Some(0),
            Left::Unlimited(_) => None,
            Left::Stopped(number) => number,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Left::Number(_, level) => level.word(),
            Left::NoCredits => "none",
            Left::Unlimited(word) => word,
            Left::Stopped(_) => "stopped",
        }
    }

    fn tone(self) -> Option<Tone> {
        match self {
            Left::Number(_, level) => Some(level.tone()),
            Left::NoCredits | Left::Stopped(_) => Some(Tone::Bad),
            Left::Unlimited(_) => None,
        }
    }

    /// "13 fine", with the numbers of a column below each other.
    fn cell(self, digits: usize) -> String {
        match self.number() {
            Some(number) => format!("{number:>digits$} {}", self.word()),
            None => self.word().to_owned(),
        }
    }

    /// "13 left, fine".
    fn in_words(self) -> String {
        match self {
            Left::Number(number, level) => format!("{number} left, {}", level.word()),
            Left::NoCredits => "none left".to_owned(),
            Left::Unlimited(word) => format!("left: {word}"),
            Left::Stopped(Some(number)) => format!("{number} left, stopped"),
            Left::Stopped(None) => "stopped".to_owned(),
        }
    }
}

impl Resource {
    /// What a window limits.
    pub(super) fn of(window: &WindowUse, style: OutputStyle) -> Resource {
        let (used, limit) = (u64::from(window.used), window.limit.map(u64::from));
        let left = match (limit, window.remaining) {
            (Some(limit), Some(left)) => Left::Number(left.into(), Level::of(used, limit, style)),
            _ => Left::Unlimited(window.left_without_limit()),
        };
        let more = |words: String| if limit.is_some() { words } else { String::new() };
        Resource {
            label: window.label(),
            used,
            limit,
            left,
            more: more(window.room_again_in_words(style.clock)),
            more_in_words: more(window.room_again_in_a_sentence(style.clock)),
            source: window.source(),
            warns: limit.is_some() && !window.enforced,
        }
    }

    /// The same while LinkedIn has stopped it: until this day, in few columns, and this instant.
    pub(super) fn stopped(self, day: String, instant: &str) -> Resource {
        let left = Left::Stopped(self.left.number());
        Resource { left, more: day, more_in_words: format!("again from {instant}"), ..self }
    }

    /// "2 of 15".
    fn used_in_words(&self) -> String {
        self.limit.map_or_else(|| self.used.to_string(), |limit| format!("{} of {limit}", self.used))
    }

    /// The bar; nothing without charts.
    fn bar(&self, cells: usize, style: OutputStyle) -> String {
        match self.limit.filter(|_| style.charts) {
            Some(limit) => bar(self.used, limit, cells, style),
            None => " ".repeat(cells),
        }
    }

    /// The resource in a sentence, to be read aloud.
    fn spoken(&self) -> String {
        let warns = if self.warns { ", and only warns" } else { "" };
        let source = match self.source {
            Source::NotPublished => "the limit is not published".to_owned(),
            Source::Named(_) => format!("source: {}{warns}", self.source.word()),
        };
        let parts =
            [format!("{} used", self.used_in_words()), self.left.in_words(), self.more_in_words.clone(), source];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        format!("{}: {}\n", self.label, parts.join("; "))
    }
}

/// The resources as lines, side by side where there is room, with the longest bars that fit; and what the words of
/// their sources mean.
pub(super) fn lines(resources: &[Resource], style: OutputStyle) -> [String; 2] {
    if style.plain {
        return [resources.iter().map(Resource::spoken).collect(), explanation(resources, true, style)];
    }
    let columns = Columns::of(resources);
    let least = if style.charts { *BAR.start() } else { 0 };
    // Where the sources do not fit next to the bars, the explanation says whose the numbers are.
    let fits = |has_sources: bool| style.columns >= NARROW && columns.width(least, has_sources) <= style.columns;
    let Some(has_sources) = [true, false].into_iter().find(|has_sources| fits(*has_sources)) else {
        let rows = resources.iter().map(|resource| stacked(resource, style));
        return [rows.collect(), explanation(resources, true, style)];
    };
    let room = style.columns - columns.width(0, has_sources);
    let cells = if style.charts { room.min(*BAR.end()) } else { 0 };
    let rows = resources.iter().map(|resource| columns.row(resource, cells, has_sources, style));
    let rows: String = rows.collect();
    [columns.heads(cells, has_sources, style) + &rows, explanation(resources, has_sources, style)]
}

/// The widths of the columns.
struct Columns {
    label: usize,
    used: usize,
    digits: usize,
    left: usize,
    more: usize,
    source: usize,
}

const HEADS: [&str; 4] = ["used", "left", "resets", "source"];

impl Columns {
    fn of(resources: &[Resource]) -> Columns {
        let widest = |head: &str, cell: &dyn Fn(&Resource) -> usize| {
            resources.iter().map(cell).max().unwrap_or(0).max(width(head))
        };
        let digits = widest("", &|one| one.left.number().map_or(0, |number| number.to_string().len()));
        Columns {
            label: widest("", &|one| width(one.label)),
            used: widest(HEADS[0], &|one| width(&one.used_in_words())),
            digits,
            left: widest(HEADS[1], &|one| width(&one.left.cell(digits))),
            more: widest(HEADS[2], &|one| width(&one.more)),
            source: widest(HEADS[3], &|one| width(one.source.word())),
        }
    }

    /// The width of a line with bars of this many cells, or without bars.
    fn width(&self, cells: usize, has_sources: bool) -> usize {
        let gap = GAP.len();
        let source = if has_sources { gap + self.source } else { 0 };
        self.label + gap + cells + gap + self.used + gap + self.left + gap + self.more + source
    }

    fn heads(&self, cells: usize, has_sources: bool, style: OutputStyle) -> String {
        let head = |place: usize, columns: usize| {
            style.paint(Tone::Strong, HEADS[place]) + &" ".repeat(columns - HEADS[place].len())
        };
        let used = " ".repeat(self.used - HEADS[0].len()) + &style.paint(Tone::Strong, HEADS[0]);
        let source = if has_sources { head(3, self.source) } else { String::new() };
        let cells = [" ".repeat(self.label), " ".repeat(cells), used, head(1, self.left), head(2, self.more), source];
        joined(&cells, !style.charts)
    }

    fn row(&self, one: &Resource, cells: usize, has_sources: bool, style: OutputStyle) -> String {
        let left = padded(&one.left.cell(self.digits), self.left);
        let left = one.left.tone().map_or_else(|| left.clone(), |tone| style.paint(tone, &left));
        let source = if has_sources { style.paint(Tone::Faint, one.source.word()) } else { String::new() };
        let (used, more) = (padded_left(&one.used_in_words(), self.used), padded(&one.more, self.more));
        let cells = [padded(one.label, self.label), one.bar(cells, style), used, left, more, source];
        joined(&cells, !style.charts)
    }
}

/// The cells of a line. Without charts, the second one is left out.
fn joined(cells: &[String], omits_bar: bool) -> String {
    let shown = cells.iter().enumerate().filter(|(place, _)| !omits_bar || *place != 1);
    let line: Vec<&str> = shown.map(|(_, cell)| cell.as_str()).collect();
    line.join(GAP).trim_end().to_owned() + "\n"
}

/// A resource for a narrow screen: its name, its bar, and the rest.
fn stacked(one: &Resource, style: OutputStyle) -> String {
    let used = one.used_in_words();
    let room = style.columns.saturating_sub(width(&used) + 2 * GAP.len()).min(*BAR.end());
    let bar = if style.charts && one.limit.is_some() { one.bar(room, style) + GAP } else { String::new() };
    let used = if bar.is_empty() { format!("{used} used") } else { used };
    let left = one.left.in_words();
    let left = one.left.tone().map_or_else(|| left.clone(), |tone| style.paint(tone, &left));
    let source = style.paint(Tone::Faint, one.source.word());
    let rest: Vec<String> =
        [left, one.more_in_words.clone(), source].into_iter().filter(|part| !part.is_empty()).collect();
    format!("{}\n{GAP}{bar}{used}\n{GAP}{}\n", style.paint(Tone::Strong, one.label), rest.join("; "))
}

/// What the sources mean, and which limits only warn. It names the resources of each source if no column does.
fn explanation(resources: &[Resource], has_sources: bool, style: OutputStyle) -> String {
    let labels = |is_meant: &dyn Fn(&Resource) -> bool| -> String {
        resources.iter().filter(|one| is_meant(one)).map(|one| one.label).collect::<Vec<_>>().join("; ")
    };
    let sources = Source::ALL.into_iter().filter_map(|source| {
        let whose = labels(&|one| one.source == source);
        let named = if has_sources { String::new() } else { format!(" ({whose})") };
        (!whose.is_empty()).then(|| format!("{}{named}: {}", source.word(), source.meaning()))
    });
    // Text to be read aloud says so in each row.
    let warning = if style.plain { String::new() } else { labels(&|one| one.warns) };
    let warning = (!warning.is_empty()).then(|| format!("past these limits you only get a warning: {warning}"));
    sources.chain(warning).map(|line| style.paint(Tone::Faint, &line) + "\n").collect()
}

/// The credits as a resource: those spent this month, of those and the ones that are left.
pub(super) fn credits(
    (spent, balance): (u64, u64),
    (more, more_in_words): (String, String),
    source: Source,
    style: OutputStyle,
) -> Resource {
    let all = spent + balance;
    let left = match balance {
        0 => Left::NoCredits,
        left => Left::Number(left, Level::of(spent, all, style)),
    };
    let limit = (all > 0).then_some(all);
    Resource { label: "InMail credits", used: spent, limit, left, more, more_in_words, source, warns: false }
}
