//! Questions that are asked line by line, where the cursor cannot move: a numbered list, and a number or a text in
//! answer.

use std::io::{self, BufRead, Read};

use super::screen::Screen;
use crate::view::format::safe;

/// On screens narrower than this, the prompt is shorter, so that it has one line.
pub(super) const NARROW: usize = 60;

/// The most bytes of an answer.
const LONGEST_ANSWER: u64 = 4096;

/// An answer.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum LineAnswer {
    /// A line of the list, counted from 0.
    Choice(usize),
    /// A text.
    Text(String),
}

/// Asks a question about a list, which may be empty, until there is an answer; `None` for an empty one.
///
/// # Errors
///
/// When the terminal cannot be read.
pub(super) fn ask_line(question: &str, list: &[String], screen: &mut Screen) -> io::Result<Option<LineAnswer>> {
    let list: String = list.iter().enumerate().map(|(place, line)| format!("{:>3}  {line}\n", place + 1)).collect();
    screen.ask(&format!("{question}\n{list}"));
    let count = list.lines().count();
    let what = match count {
        0 => "A name, handle or profile address",
        _ if screen.style().columns < NARROW => "A number, or a name",
        _ => "A number from the list, or a name",
    };
    loop {
        screen.ask(&format!("{what} (empty to leave): "));
        let mut bytes = Vec::new();
        io::stdin().lock().take(LONGEST_ANSWER).read_until(b'\n', &mut bytes)?;
        match understood(&String::from_utf8_lossy(&bytes), count) {
            Ok(answer) => return Ok(answer),
            Err(number) => screen.ask(&format!("there is no {} in the list\n", safe(&number))),
        }
    }
}

/// What an answer means for a list of this many lines; `None` if it is empty. A number that is not in the list is an
/// error.
fn understood(typed: &str, count: usize) -> Result<Option<LineAnswer>, String> {
    let typed = typed.trim();
    let is_number = count > 0 && !typed.is_empty() && typed.bytes().all(|byte| byte.is_ascii_digit());
    match typed.parse::<usize>() {
        _ if typed.is_empty() => Ok(None),
        Ok(number) if is_number && (1..=count).contains(&number) => Ok(Some(LineAnswer::Choice(number - 1))),
        _ if is_number => Err(typed.to_owned()),
        _ => Ok(Some(LineAnswer::Text(typed.to_owned()))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_a_number_of_the_list_or_a_name() {
        assert_eq!(understood("2\r\n", 3), Ok(Some(LineAnswer::Choice(1))));
        assert_eq!(understood("Jane Doe\n", 3), Ok(Some(LineAnswer::Text("Jane Doe".to_owned()))));
        assert_eq!(understood("\n", 3), Ok(None));
        assert_eq!(understood("", 0), Ok(None));
        for number in ["0", "4", "99999999999999999999999"] {
            assert_eq!(understood(number, 3), Err(number.to_owned()));
        }
        // Without a list, a number is a text like any other; whether it names somebody is not decided here.
        assert_eq!(understood("7", 0), Ok(Some(LineAnswer::Text("7".to_owned()))));
    }
}
