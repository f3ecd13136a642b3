//! Lists of one line a row, which stay legible with thousands of rows: cells that are too long are cut, so no row wraps.
//! `comfy-table` draws them, a part at a time.

use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, ContentLineStyle, TableStyle, Width};

use super::draw::BORDERS;
use super::ligatures::apart;
use super::style::{OutputStyle, Tone};
use super::wrap::width;

/// The lines between the borders.
const BETWEEN_BORDERS: TableStyle = TableStyle::new().content_lines(ContentLineStyle::new('│', '│', '│'));

/// The columns of a screen from which there are two spaces between the columns of a list.
const ROOMY: usize = 60;

/// The least width to which a cell is cut.
const LEAST_WIDTH: usize = 4;

/// A space that stays at the start of a cell.
const NO_BREAK_SPACE: &str = "\u{a0}";

/// A column of a list.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column {
    head: &'static str,
    is_right_aligned: bool,
    cut: Cut,
}

/// Whether the cells of a column are cut if the screen is too narrow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cut {
    Never,
    /// Once the other texts are as narrow as this.
    Last(usize),
    First,
}

impl Column {
    /// A column that is always shown whole.
    pub(crate) const fn whole(head: &'static str) -> Column {
        Column { head, is_right_aligned: false, cut: Cut::Never }
    }

    /// A column of numbers, aligned right.
    pub(crate) const fn number(head: &'static str) -> Column {
        Column { head, is_right_aligned: true, cut: Cut::Never }
    }

    /// The head of the column.
    pub(crate) const fn head(&self) -> &'static str {
        self.head
    }

    /// A column of texts, which are cut if the screen is too narrow.
    pub(crate) const fn text(head: &'static str) -> Column {
        Column { head, is_right_aligned: false, cut: Cut::First }
    }

    /// A column of texts that are cut only where it is not enough to cut the others to a width.
    pub(crate) const fn kept(head: &'static str, least_of_others: usize) -> Column {
        Column { head, is_right_aligned: false, cut: Cut::Last(least_of_others) }
    }
}

/// A list whose columns have their widths.
pub(crate) struct Lines<const N: usize> {
    columns: [Column; N],
    /// The width of the text in each column; 0 for a column without any.
    widths: [usize; N],
    style: OutputStyle,
    has_borders: bool,
}

impl<const N: usize> Lines<N> {
    /// A list of these columns, as wide as the cells of all rows need and the screen allows.
    pub(crate) fn new(columns: [Column; N], rows: impl Iterator<Item = [String; N]>, style: OutputStyle) -> Lines<N> {
        let mut lines = Lines::whole(columns, rows, style);
        lines.has_borders = lines.has_borders && lines.total_width() <= style.columns;
        if style.wraps && lines.total_width() > style.columns {
            lines.narrow();
        }
        lines
    }

    /// A list that is as wide as its cells need.
    fn whole(columns: [Column; N], rows: impl Iterator<Item = [String; N]>, style: OutputStyle) -> Lines<N> {
        let mut widths = columns.map(|column| width(column.head));
        for row in rows {
            for (widest, cell) in widths.iter_mut().zip(&row) {
                *widest = (*widest).max(width(cell));
            }
        }
        Lines { columns, widths, style, has_borders: style.is_terminal && !style.ascii && !style.plain && style.charts }
    }

    /// Without borders, which other lines between the rows would break.
    pub(crate) fn without_borders(self) -> Lines<N> {
        Lines { has_borders: false, ..self }
    }

    /// Whether all cells fit the screen, with borders if it has any.
    pub(crate) fn fits(columns: [Column; N], rows: impl Iterator<Item = [String; N]>, style: OutputStyle) -> bool {
        !style.wraps || Lines::whole(columns, rows, style).total_width() <= style.columns
    }

    /// Cuts the widest of the columns that may be cut, until the list fits: at first only those that are cut first. If
    /// that is not enough, they get a third of the room, and those that are cut last get the rest.
    fn narrow(&mut self) {
        let kept = self.columns.iter().find_map(|column| match column.cut {
            Cut::Last(least_of_others) => Some(least_of_others),
            _ => None,
        });
        let most = self.most(|cut| cut == Cut::First, kept.unwrap_or(LEAST_WIDTH));
        let third = || kept.map_or(LEAST_WIDTH, |least| least.max(self.room() / 3));
        let most = most.unwrap_or_else(third);
        self.cut_to(|cut| cut == Cut::First, most);
        let most = self.most(|cut| matches!(cut, Cut::Last(_)), LEAST_WIDTH);
        self.cut_to(|cut| matches!(cut, Cut::Last(_)), most.unwrap_or(LEAST_WIDTH));
    }

    /// The columns of the screen for the cells that may be cut.
    fn room(&self) -> usize {
        let cut = (0..N).filter(|place| self.columns[*place].cut != Cut::Never).map(|place| self.widths[place]);
        (self.style.columns + cut.sum::<usize>()).saturating_sub(self.total_width())
    }

    /// Makes no column of these wider than this.
    fn cut_to(&mut self, is_cut: impl Fn(Cut) -> bool, most: usize) {
        for (column, width) in self.columns.iter().zip(&mut self.widths) {
            if is_cut(column.cut) {
                *width = (*width).min(most);
            }
        }
    }

    /// The largest width, and at least this one, with which the list fits if no column of these is wider.
    fn most(&self, is_cut: impl Fn(Cut) -> bool, least: usize) -> Option<usize> {
        let cut: Vec<usize> =
            (0..N).filter(|place| is_cut(self.columns[*place].cut)).map(|place| self.widths[place]).collect();
        let whole = self.total_width() - cut.iter().sum::<usize>();
        let room = self.style.columns.checked_sub(whole)?;
        let used = |most: usize| cut.iter().map(|width| (*width).min(most)).sum::<usize>();
        (least..=room).rev().find(|most| used(*most) <= room)
    }

    /// The columns with a text.
    fn shown(&self) -> impl Iterator<Item = usize> {
        (0..N).filter(|place| self.widths[*place] > 0)
    }

    /// The spaces to the left and right of each cell.
    fn padding(&self, place: usize) -> (usize, usize) {
        let is_last = self.shown().last() == Some(place);
        match (self.has_borders, is_last) {
            (true, _) => (1, 1),
            (false, true) => (0, 0),
            (false, false) => (0, if self.style.wraps && self.style.columns < ROOMY { 1 } else { 2 }),
        }
    }

    fn total_width(&self) -> usize {
        let cells: usize = self
            .shown()
            .map(|place| {
                let (left, right) = self.padding(place);
                left + self.widths[place] + right
            })
            .sum();
        if self.has_borders { cells + self.shown().count() + 1 } else { cells }
    }

    /// The lines before the rows.
    pub(crate) fn head(&self) -> String {
        if self.style.plain {
            return String::new();
        }
        let heads = self.columns.map(|column| column.head.to_owned());
        if self.has_borders {
            let drawn = self.framed(&heads);
            return drawn.split_inclusive('\n').take(3).collect();
        }
        self.rows(&[(heads, Some(Tone::Strong))])
    }

    /// The lines after the rows.
    pub(crate) fn foot(&self) -> String {
        if !self.has_borders {
            return String::new();
        }
        let drawn = self.framed(&std::array::from_fn(|_| String::new()));
        drawn.split_inclusive('\n').next_back().unwrap_or_default().to_owned()
    }

    /// Rows, each with the tone of its text: one line each.
    pub(crate) fn rows(&self, rows: &[([String; N], Option<Tone>)]) -> String {
        if self.style.plain {
            return rows.iter().map(|(cells, _)| self.spoken(cells)).collect();
        }
        let mut table = comfy_table::Table::new();
        table.load_style(if self.has_borders { BETWEEN_BORDERS } else { TableStyle::new() });
        table.add_rows(rows.iter().map(|(cells, tone)| self.cells(cells, *tone)));
        self.draw(table)
    }

    /// A row to be read aloud: "first cell, cell, head: number".
    fn spoken(&self, cells: &[String; N]) -> String {
        let named = self.columns.iter().zip(cells).filter(|(_, cell)| !cell.trim().is_empty());
        let said = named.map(|(column, cell)| match column.head {
            head if column.is_right_aligned => format!("{head}: {}", cell.trim()),
            _ => cell.trim().to_owned(),
        });
        said.collect::<Vec<_>>().join(", ") + "\n"
    }

    /// The borders around the heads and an empty row.
    fn framed(&self, heads: &[String; N]) -> String {
        let mut table = comfy_table::Table::new();
        table.load_style(BORDERS).set_header(self.cells(heads, Some(Tone::Strong)));
        table.add_row(self.shown().map(|_| "").collect::<Vec<_>>());
        self.draw(table)
    }

    fn draw(&self, mut table: comfy_table::Table) -> String {
        table.set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(short(self.total_width().max(self.style.columns)));
        for (column, place) in table.column_iter_mut().zip(self.shown()) {
            let (left, right) = self.padding(place);
            column.set_padding((short(left), short(right)));
            column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(short(left + self.widths[place] + right))));
            if self.columns[place].is_right_aligned {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        self.style.paint_marks(&table.trim_fmt()).replace(NO_BREAK_SPACE, " ") + "\n"
    }

    /// The cells that are shown, cut to their widths.
    fn cells(&self, cells: &[String; N], tone: Option<Tone>) -> Vec<String> {
        let cell = |place: usize| {
            // No space may break a line, and none at the start of a cell may be lost.
            let text = self.cut(&cells[place], self.widths[place]).replace(' ', NO_BREAK_SPACE);
            let text = apart(&text).into_owned();
            tone.map_or(text.clone(), |tone| self.style.mark(tone, &text))
        };
        self.shown().map(cell).collect()
    }

    /// The beginning of a text that is wider than a number of columns.
    fn cut(&self, text: &str, columns: usize) -> String {
        if width(text) <= columns {
            return text.to_owned();
        }
        let mark = if self.style.ascii { "..." } else { "…" };
        let ends = text.char_indices().map(|(start, _)| start);
        let fitting = ends.take_while(|end| width(&text[..*end]) + width(mark) <= columns).last().unwrap_or(0);
        // No letter may be left joined to one that is cut off.
        text[..fitting].trim_end_matches(['\u{200d}', ' ']).to_owned() + mark
    }
}

/// Converts a width to the type that `comfy-table` uses.
fn short(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [Column; 4] =
        [Column::text("name"), Column::whole(""), Column::text("what it was"), Column::number("id")];

    fn rows() -> Vec<[String; 4]> {
        let row = |name: &str, what: &str, id: &str| [name.to_owned(), String::new(), what.to_owned(), id.to_owned()];
        vec![row("Maximiliana Featherstone", "a message", "7"), row("李小龍", "1 of the day, 1 of the month", "12")]
    }

    fn drawn(style: OutputStyle) -> String {
        let lines = Lines::new(COLUMNS, rows().into_iter(), style);
        let rows: Vec<_> = rows().into_iter().map(|row| (row, None)).collect();
        lines.head() + &lines.rows(&rows[..1]) + &lines.rows(&rows[1..]) + &lines.foot()
    }

    #[test]
    fn an_arabic_name_takes_a_column_for_each_letter() {
        let row = |name: &str| [name.to_owned(), "7".to_owned()];
        let rows = [row("\u{644}\u{627} \u{633}\u{644}\u{627}\u{645}"), row("Jane Do")];
        let columns = [Column::text("name"), Column::number("id")];
        let lines = Lines::new(columns, rows.iter().cloned(), OutputStyle::default());
        let text = lines.rows(&rows.clone().map(|cells| (cells, None)));
        // No letter is wide or has none: characters are columns.
        assert_eq!(text.lines().map(|line| line.chars().count()).collect::<Vec<_>>(), [11, 11], "{text}");
    }

    #[test]
    fn long_cells_are_cut_to_the_width_and_every_row_has_one_line() {
        // 40 columns: two gaps of 1 and the ids of 2 leave 36, half for each text.
        let narrow = "name               what it was        id\n\
                      Maximiliana Feath… a message           7\n\
                      李小龍             1 of the day, 1 o… 12\n";
        assert_eq!(drawn(OutputStyle { columns: 40, wraps: true, ..OutputStyle::default() }), narrow);
        let ascii = OutputStyle { columns: 40, wraps: true, ascii: true, ..OutputStyle::default() };
        assert!(drawn(ascii).contains("Maximiliana Fea... a message"), "{}", drawn(ascii));
    }

    #[test]
    fn a_short_column_leaves_its_room_to_a_long_one() {
        // 35 columns: a gap of 1 leaves 34, of which Jane needs 4. No space is left before the mark of the cut.
        let row = ["Jane", "1 of the day, 1 of the month, 1 credit"].map(str::to_owned);
        let style = OutputStyle { columns: 35, wraps: true, ..OutputStyle::default() };
        let lines = Lines::new([Column::text(""), Column::text("")], std::iter::once(row.clone()), style);
        assert_eq!(lines.rows(&[(row, None)]), "Jane 1 of the day, 1 of the month,…\n");
    }

    #[test]
    fn a_kept_column_is_cut_last() {
        let columns = [Column::text("name"), Column::kept("effect", 6), Column::number("id")];
        let row = ["Maximiliana Featherstone", "1 credit back, opened", "12"].map(str::to_owned);
        let at = |columns_of_screen: usize| {
            let style = OutputStyle { columns: columns_of_screen, wraps: true, ..OutputStyle::default() };
            Lines::new(columns, std::iter::once(row.clone()), style).rows(&[(row.clone(), None)])
        };
        // 40 columns less two gaps of 1, the id (2) and what is kept (21) leave 15 for the name.
        assert_eq!(at(40), "Maximiliana Fe… 1 credit back, opened 12\n");
        // 6 is the least for that; with less, the name gets a third of the 26 columns that 30 less 4 leaves.
        assert_eq!(at(31), "Maxim… 1 credit back, opened 12\n");
        assert_eq!(at(30), "Maximil… 1 credit back, op… 12\n");
    }

    #[test]
    fn a_pipe_gets_whole_cells() {
        let whole = "name                      what it was                   id\n\
                     Maximiliana Featherstone  a message                      7\n\
                     李小龍                    1 of the day, 1 of the month  12\n";
        assert_eq!(drawn(OutputStyle { columns: 20, ..OutputStyle::default() }), whole);
    }

    #[test]
    fn a_wide_terminal_gets_borders() {
        let style = OutputStyle { columns: 80, wraps: true, is_terminal: true, ..OutputStyle::default() };
        let framed = "╭──────────────────────────┬──────────────────────────────┬────╮\n\
                      │ name                     │ what it was                  │ id │\n\
                      ├──────────────────────────┼──────────────────────────────┼────┤\n\
                      │ Maximiliana Featherstone │ a message                    │  7 │\n\
                      │ 李小龍                   │ 1 of the day, 1 of the month │ 12 │\n\
                      ╰──────────────────────────┴──────────────────────────────┴────╯\n";
        assert_eq!(drawn(style), framed);
        assert!(!drawn(OutputStyle { columns: 60, ..style }).contains('│'));
    }

    #[test]
    fn a_cut_leaves_no_half_letter() {
        let lines = Lines::new([Column::text("")], std::iter::empty(), OutputStyle::default());
        for (text, columns, cut) in [
            ("Jane Doe", 8, "Jane Doe"),
            ("Jane Doe", 6, "Jane…"),
            ("李小龍", 5, "李小…"),
            ("李小龍", 4, "李…"),
            ("a👩\u{200d}💻", 2, "a…"),
            ("Rene\u{301} Doe", 5, "Rene\u{301}…"),
        ] {
            assert_eq!(lines.cut(text, columns), cut, "{text} {columns}");
        }
    }

    #[test]
    fn a_row_has_the_colour_of_its_tone() {
        let style = OutputStyle { colour: true, ..OutputStyle::default() };
        let lines = Lines::new([Column::text("name")], std::iter::once(["Jane Doe".to_owned()]), style);
        assert_eq!(lines.head(), "\u{1b}[1mname\u{1b}[0m\n");
        assert_eq!(lines.rows(&[(["Jane Doe".to_owned()], Some(Tone::Faint))]), "\u{1b}[2mJane Doe\u{1b}[0m\n");
    }
}
