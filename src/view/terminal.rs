//! The terminal: prints answers, and draws what they consist of.
//!
//! | file | contents |
//! |---|---|
//! | `screen` | prints answers to stdout and everything else to stderr |
//! | `show` | the traits of answers |
//! | `style` | the width, colours, clock and thresholds of the output |
//! | `marks` | colours in the cells of tables |
//! | `wrap` | wraps lines to the width |
//! | `bidi` | isolates right-to-left text |
//! | `table`, `fit`, `draw` | tables; what of them fits on the screen; drawing them |
//! | `level` | how much of a limit is used, as a word and a colour |
//! | `chart`, `axis` | bars and charts of block characters; the dates under a chart |
//! | `prompt` | questions to the member |

mod axis;
mod bidi;
mod chart;
mod draw;
mod fit;
mod level;
mod marks;
mod prompt;
mod screen;
mod show;
mod style;
mod table;
mod wrap;

pub(crate) use axis::axis;
pub(crate) use chart::{bar, chart, spark};
pub(crate) use level::Level;
pub(crate) use prompt::{Candidate, ask_recipient};
pub(crate) use screen::Screen;
pub(crate) use show::{Show, StreamedAnswer};
pub(crate) use style::{OutputStyle, Tone};
pub(crate) use table::{Table, unbroken};
pub(crate) use wrap::{padded, wrap};
