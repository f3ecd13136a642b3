//! The account at a glance: on one screen, or in one line.
//!
//! | file | what is in it |
//! |---|---|
//! | `answer` | the screen |
//! | `line` | the line, for a prompt or a bar |
//! | `line_format` | the format of the line, which the member writes |
//! | `window` | the four windows that have limits |

mod answer;
mod line;
mod line_format;
mod window;

pub(crate) use answer::StatusAnswer;
pub(crate) use line::{LineAnswer, Unreadable};
pub(crate) use line_format::LineFormat;
pub(crate) use window::WindowUse;
