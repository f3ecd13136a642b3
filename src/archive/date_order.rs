//! Decides whether the dates of a table are month first or day first.
//!
//! LinkedIn writes the month first. A spreadsheet saves such a date in the order of its user's country, and `03/10/2026`
//! may then be the third of October. One row that can be read in one order only decides for its table. No order is ever
//! assumed.

use std::fmt;

use super::dates::{DateOrder, Reading};

/// The dates of one table, by row.
#[derive(Debug)]
pub(super) struct DateColumn<T> {
    /// Rows with two readings, and the reading day first.
    day_first: Vec<(usize, T)>,
    /// A date that can only be month first.
    month_first_example: Option<String>,
    /// A date that can only be day first.
    day_first_example: Option<String>,
    /// A date that can be either.
    either_example: Option<String>,
}

// A derived one would require that `T` has a default.
impl<T> Default for DateColumn<T> {
    fn default() -> Self {
        DateColumn { day_first: Vec::new(), month_first_example: None, day_first_example: None, either_example: None }
    }
}

impl<T> DateColumn<T> {
    /// Adds the date of a row, and returns its value. Of two readings, it is the one month first for now.
    pub(super) fn add(&mut self, row: usize, text: &str, reading: Reading<T>) -> Option<T> {
        let (example, value) = match reading {
            Reading::Unreadable => return None,
            Reading::Certain(value) => return Some(value),
            Reading::Only(DateOrder::MonthFirst, value) => (&mut self.month_first_example, value),
            Reading::Only(DateOrder::DayFirst, value) => (&mut self.day_first_example, value),
            Reading::Either { month_first, day_first } => {
                self.day_first.push((row, day_first));
                (&mut self.either_example, month_first)
            }
        };
        example.get_or_insert_with(|| shortened(text));
        Some(value)
    }

    /// The rows whose values change now that the whole table is known, with their new values.
    pub(super) fn corrections(&mut self) -> Result<Vec<(usize, T)>, UnclearOrder> {
        let order = self.order()?;
        Ok(if order == DateOrder::DayFirst { std::mem::take(&mut self.day_first) } else { Vec::new() })
    }

    /// The rows with two readings.
    pub(super) fn undecided_rows(&self) -> impl Iterator<Item = usize> {
        self.day_first.iter().map(|(row, _)| *row)
    }

    fn order(&self) -> Result<DateOrder, UnclearOrder> {
        match (&self.month_first_example, &self.day_first_example, &self.either_example) {
            (Some(month_first), Some(day_first), _) => {
                Err(UnclearOrder::Contradictory { month_first: month_first.clone(), day_first: day_first.clone() })
            }
            (None, None, Some(example)) => Err(UnclearOrder::Undecided { example: example.clone() }),
            (None, Some(_), _) => Ok(DateOrder::DayFirst),
            _ => Ok(DateOrder::MonthFirst),
        }
    }
}

/// The longest example that an error shows.
const LONGEST_EXAMPLE: usize = 30;

/// A date as an error shows it: it comes from outside, and a fraction of its seconds may be anything.
fn shortened(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.chars().filter(|c| !c.is_control()).take(LONGEST_EXAMPLE).collect()
}

/// Why the order of the dates of a table is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnclearOrder {
    /// Every date can be read in both orders.
    Undecided {
        /// One of them.
        example: String,
    },
    /// Some dates can only be month first, others only day first.
    Contradictory {
        /// A date that can only be month first.
        month_first: String,
        /// A date that can only be day first.
        day_first: String,
    },
}

impl fmt::Display for UnclearOrder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            UnclearOrder::Undecided { example } => {
                write!(f, "dates such as \"{example}\" may be month first or day first, and no row shows which")
            }
            UnclearOrder::Contradictory { month_first, day_first } => {
                write!(f, "\"{month_first}\" is month first, and \"{day_first}\" is day first")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::dates::parse_date;
    use super::*;

    /// The dates of a table, in the order that its rows decide.
    fn read(texts: &[&str]) -> Result<Vec<String>, UnclearOrder> {
        let mut column = DateColumn::default();
        let mut dates: Vec<_> =
            texts.iter().enumerate().map(|(row, text)| column.add(row, text, parse_date(text))).collect();
        for (row, date) in column.corrections()? {
            dates[row] = Some(date);
        }
        Ok(dates.into_iter().map(|date| date.map_or("none".into(), |date| date.to_string())).collect())
    }

    #[test]
    fn one_row_decides_for_its_table() {
        assert_eq!(read(&["03/10/2026", "25/10/2026"]).unwrap(), ["2026-10-03", "2026-10-25"]);
        assert_eq!(read(&["25/10/2026", "03/10/2026"]).unwrap(), ["2026-10-25", "2026-10-03"]);
        assert_eq!(read(&["3/10/26", "10/25/26"]).unwrap(), ["2026-03-10", "2026-10-25"]);
        assert_eq!(read(&["03-10-2026", "25-10-2026"]).unwrap(), ["2026-10-03", "2026-10-25"]);
    }

    #[test]
    fn dates_that_need_no_order_decide_nothing_and_need_no_decision() {
        assert_eq!(read(&["10/10/2026", "02 Jan 2026", "2026-01-02", "02.01.2026", "x"]).unwrap()[0], "2026-10-10");
        let undecided = UnclearOrder::Undecided { example: "3/10/2026".into() };
        assert_eq!(read(&["02.01.2026", "10/10/2026", "3/10/2026"]), Err(undecided));
    }

    #[test]
    fn an_example_is_short_and_has_no_control_characters() {
        let text = format!("3/10/2026  {}14:37:00.\u{1b}[2J{}5", " ".repeat(99), "9".repeat(999));
        assert_eq!(shortened(&text), "3/10/2026 14:37:00.[2J99999999");
    }

    #[test]
    fn contradictory_rows_are_an_error() {
        let contradictory =
            UnclearOrder::Contradictory { month_first: "10/25/2026".into(), day_first: "25/10/2026".into() };
        assert_eq!(read(&["25/10/2026", "10/25/2026"]), Err(contradictory));
    }
}
