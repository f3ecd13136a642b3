//! The status of the account, in full or in one line.
//!
//! | file | contents |
//! |---|---|
//! | `answer` | the full status |
//! | `sentence` | what can be sent now |
//! | `resources` | the bars, and what is left |
//! | `source` | who set a number |
//! | `line` | the line, for a prompt or a status bar |
//! | `line_format` | parses the format of the line |
//! | `window` | the use of a window, such as a day |

mod answer;
mod line;
mod line_format;
mod resources;
mod sentence;
mod source;
mod window;

pub(crate) use answer::{StatusAnswer, StatusText};
pub(crate) use line::{LineAnswer, Unreadable};
pub(crate) use line_format::LineFormat;
pub(crate) use sentence::Allowance;
pub(crate) use window::WindowUse;
