//! The terminal: prints answers, and draws what they consist of.
//!
//! | file | contents |
//! |---|---|
//! | `screen` | prints answers to stdout and everything else to stderr |
//! | `pager` | shows a long answer a screen at a time |
//! | `show` | the traits of answers |
//! | `style` | the width, colours, clock and thresholds of the output |
//! | `marks` | colours in the cells of tables |
//! | `wrap` | wraps lines to the width |
//! | `bidi` | isolates right-to-left text |
//! | `table`, `fit`, `draw` | tables; what of them fits on the screen; drawing them |
//! | `lines` | lists of one line a row |
//! | `level` | how much of a limit is used, as a word and a colour |
//! | `chart`, `axis` | bars and charts of block characters; the dates under a chart |
//! | `question` | questions with a few answers |
//! | `prompt` | questions to the member |
//! | `hint` | commands in hints, with the options that chose the ledger |
//! | `interrupt` | leaves Control-C to a question or the pager |
//! | `line_prompt` | the same line by line, where the cursor cannot move |

mod axis;
mod bidi;
mod chart;
mod draw;
mod fit;
mod hint;
mod interrupt;
mod level;
mod ligatures;
mod line_prompt;
mod lines;
mod marks;
mod pager;
mod prompt;
mod question;
mod screen;
mod show;
mod style;
mod table;
mod wrap;

pub(crate) use axis::axis;
pub(crate) use chart::{bar, chart, spark};
pub(crate) use level::Level;
pub(crate) use lines::{Column, Lines};
pub(crate) use pager::Pager;
pub(crate) use prompt::{Candidate, ask_person};
pub(crate) use question::{AccountChoice, ask_account, ask_yes};
pub(crate) use screen::Screen;
pub(crate) use show::{Show, StreamedAnswer};
pub(crate) use style::{OutputStyle, Tone};
pub(crate) use table::{Table, unbroken};
pub(crate) use wrap::{padded, padded_left, width, wrap};
