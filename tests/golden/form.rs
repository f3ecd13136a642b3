//! The forms of an answer.

/// The form of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Text, 80 columns wide.
    Wide,
    /// Text, 40 columns wide.
    Narrow,
    /// Text, 140 columns wide.
    Broad,
    /// Text to be read aloud.
    Plain,
    /// Text, for a pipe.
    Pipe,
    /// Text in colours, 80 columns wide.
    Colour,
    /// A JSON document.
    Json,
}

impl Form {
    /// The name, as used in file names.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Form::Wide => "80",
            Form::Narrow => "40",
            Form::Broad => "140",
            Form::Plain => "plain",
            Form::Pipe => "pipe",
            Form::Colour => "colour",
            Form::Json => "json",
        }
    }

    /// The arguments that ask for it.
    pub(crate) fn args(self) -> &'static [&'static str] {
        match self {
            Form::Colour => &["--color", "always"],
            Form::Json => &["--json"],
            Form::Plain => &["--plain"],
            _ => &[],
        }
    }

    /// The environment variable that asks for it.
    pub(crate) fn environment(self) -> Option<(&'static str, &'static str)> {
        match self {
            Form::Wide | Form::Colour => Some(("COLUMNS", "80")),
            Form::Narrow => Some(("COLUMNS", "40")),
            Form::Broad => Some(("COLUMNS", "140")),
            Form::Pipe | Form::Plain | Form::Json => None,
        }
    }
}
