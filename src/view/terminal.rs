//! The terminal: where answers go, how they look, and what they are drawn with.
//!
//! | file | what is in it |
//! |---|---|
//! | `screen` | the streams: answers to stdout, everything else to stderr |
//! | `show` | what an answer must be able to do to be shown |
//! | `style` | width, colours, clock and thresholds of the output |
//! | `marks` | colours in cells of tables |
//! | `wrap` | lines wrapped to the width |
//! | `bidi` | names from right to left, isolated |
//! | `table` | tables |
//! | `level` | how far a limit is used, in a word and a colour |
//! | `chart` | bars and charts of block characters |
//! | `prompt` | questions to the member |

mod bidi;
mod chart;
mod level;
mod marks;
mod prompt;
mod screen;
mod show;
mod style;
mod table;
mod wrap;

pub(crate) use chart::{bar, chart, spark};
pub(crate) use level::Level;
pub(crate) use prompt::{Candidate, ask_recipient};
pub(crate) use screen::Screen;
pub(crate) use show::{Show, StreamedAnswer};
pub(crate) use style::{OutputStyle, Tone};
pub(crate) use table::{Table, unbroken};
pub(crate) use wrap::{padded, wrap};
