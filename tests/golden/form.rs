//! The forms in which answers are asked for.

/// How an answer is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Text, 80 columns wide.
    Wide,
    /// Text, 40 columns wide.
    Narrow,
    /// Text, into a pipe.
    Pipe,
    /// Text in colours, 80 columns wide.
    Colour,
    /// A document.
    Json,
}

impl Form {
    /// The name in the names of files.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Form::Wide => "80",
            Form::Narrow => "40",
            Form::Pipe => "pipe",
            Form::Colour => "colour",
            Form::Json => "json",
        }
    }

    /// What it adds to the arguments.
    pub(crate) fn args(self) -> &'static [&'static str] {
        match self {
            Form::Colour => &["--color", "always"],
            Form::Json => &["--json"],
            _ => &[],
        }
    }

    /// What it adds to the environment.
    pub(crate) fn environment(self) -> Option<(&'static str, &'static str)> {
        match self {
            Form::Wide | Form::Colour => Some(("COLUMNS", "80")),
            Form::Narrow => Some(("COLUMNS", "40")),
            Form::Pipe | Form::Json => None,
        }
    }
}
