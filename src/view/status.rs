//! The status of the account, in full or in one line.
//!
//! | file | contents |
//! |---|---|
//! | `answer` | the full status |
//! | `line` | the line, for a prompt or a status bar |
//! | `line_format` | parses the format of the line |
//! | `window` | the use of a window, such as a day |

mod answer;
mod line;
mod line_format;
mod window;

pub(crate) use answer::StatusAnswer;
pub(crate) use line::{LineAnswer, Unreadable};
pub(crate) use line_format::LineFormat;
pub(crate) use window::WindowUse;
