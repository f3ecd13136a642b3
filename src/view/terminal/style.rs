//! How output looks: its width, colours, clock and thresholds.

use anstyle::{AnsiColor, Style};

use super::bidi::isolate;
use super::wrap::wrap;
use crate::settings::{Bars, ClockFormat, Thresholds};

/// How output looks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OutputStyle {
    /// The width in columns.
    pub(crate) columns: usize,
    /// Whether to wrap lines to the width: on a terminal, or if `COLUMNS` is set.
    pub(crate) wraps: bool,
    /// Whether it goes to a terminal.
    pub(crate) is_terminal: bool,
    /// Whether to use colours.
    pub(crate) colour: bool,
    /// Whether to draw charts in plain ASCII.
    pub(crate) ascii: bool,
    /// Whether to draw bars and charts at all.
    pub(crate) charts: bool,
    /// Whether the text is to be read aloud: no drawing, no colours, no symbols (`--plain`).
    pub(crate) plain: bool,
    /// Whether the terminal cannot move its cursor, so that questions are asked line by line.
    pub(crate) line_by_line: bool,
    /// The percentages from which a count is near a limit, and close to it.
    pub(crate) thresholds: Thresholds,
    /// The clock for times of day.
    pub(crate) clock: ClockFormat,
}

impl Default for OutputStyle {
    fn default() -> OutputStyle {
        OutputStyle {
            columns: 80,
            wraps: false,
            is_terminal: false,
            colour: false,
            ascii: false,
            charts: true,
            plain: false,
            line_by_line: false,
            thresholds: Thresholds::default(),
            clock: ClockFormat::Hours24,
        }
    }
}

/// The meaning of a colour. The text always says the same, because not everybody sees colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    /// Fine, or yes.
    Good,
    /// Near a limit; a warning.
    Near,
    /// Close to a limit.
    Close,
    /// Full, over, or no.
    Bad,
    /// Secondary.
    Faint,
    /// A heading.
    Strong,
    /// What is lost or negative.
    Loss,
}

impl Tone {
    /// The colour and weight of the tone.
    pub(super) fn style(self) -> Style {
        match self {
            Tone::Good => AnsiColor::Green.on_default(),
            Tone::Near => AnsiColor::Yellow.on_default(),
            Tone::Close | Tone::Loss => AnsiColor::Red.on_default(),
            Tone::Bad => AnsiColor::Red.on_default().bold(),
            Tone::Faint => Style::new().dimmed(),
            Tone::Strong => Style::new().bold(),
        }
    }
}

impl OutputStyle {
    /// The style with the bars of the settings. Text to be read aloud has none.
    pub(super) fn with_bars(self, bars: Bars) -> OutputStyle {
        match bars {
            _ if self.plain => self,
            Bars::Auto => self,
            Bars::Unicode => OutputStyle { ascii: false, ..self },
            Bars::Ascii => OutputStyle { ascii: true, ..self },
            Bars::None => OutputStyle { charts: false, ..self },
        }
    }

    /// Text in the colour of a tone.
    pub(crate) fn paint(self, tone: Tone, text: &str) -> String {
        if !self.colour {
            return text.to_owned();
        }
        let style = tone.style();
        format!("{style}{text}{style:#}")
    }

    /// Text wrapped to the width, with right-to-left parts isolated on a terminal.
    pub(crate) fn wrap_for_terminal(self, text: &str) -> String {
        let text = if self.wraps { wrap(text, self.columns) } else { text.to_owned() };
        if self.is_terminal { isolate(&text) } else { text }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_terminal_gets_isolates_and_wrapped_lines() {
        let piped = OutputStyle { columns: 20, ..OutputStyle::default() };
        assert_eq!(piped.wrap_for_terminal("message to דנה, 25 Nov 2026\n"), "message to דנה, 25 Nov 2026\n");
        let shown = OutputStyle { wraps: true, is_terminal: true, ..piped };
        let wrapped = "message to \u{2068}דנה\u{2069}, 25\n  Nov 2026\n";
        assert_eq!(shown.wrap_for_terminal("message to דנה, 25 Nov 2026\n"), wrapped);
    }
}
