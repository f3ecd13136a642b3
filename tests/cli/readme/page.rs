//! A page of the documentation: its console blocks, headings and links.

use std::fs;
use std::path::{Path, PathBuf};

/// The root of the project.
pub(super) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A page of the documentation.
pub(super) struct Page {
    /// Its path from the root of the project.
    pub(super) path: PathBuf,
    pub(super) text: String,
}

/// A command of a console block, and the output shown for it.
pub(super) struct Step {
    pub(super) command: String,
    pub(super) output: String,
}

/// The README, then every page of `docs/`.
pub(super) fn pages() -> Vec<Page> {
    let files = fs::read_dir(root().join("docs")).unwrap().map(|entry| entry.unwrap().file_name());
    let mut docs: Vec<PathBuf> = files.map(|name| Path::new("docs").join(name)).collect();
    docs.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    docs.sort();
    let paths = [PathBuf::from("README.md")].into_iter().chain(docs);
    paths.map(|path| Page { text: fs::read_to_string(root().join(&path)).unwrap(), path }).collect()
}

impl Page {
    pub(super) fn name(&self) -> String {
        self.path.display().to_string()
    }

    /// The commands of all console blocks, in order.
    pub(super) fn steps(&self) -> Vec<Step> {
        let name = self.name();
        let mut steps: Vec<Step> = Vec::new();
        let mut inside = false;
        for line in self.text.lines() {
            match (inside, line) {
                (false, "```console") => inside = true,
                (false, _) => assert!(!line.contains("```console"), "{name}: malformed start of a block: {line}"),
                (true, "```") => inside = false,
                (true, _) => match (line.strip_prefix("$ "), steps.last_mut()) {
                    (Some(command), _) => steps.push(Step { command: command.to_owned(), output: String::new() }),
                    (None, Some(step)) => step.output.push_str(&format!("{line}\n")),
                    (None, None) => panic!("{name}: output before a command: {line}"),
                },
            }
        }
        assert!(!inside, "{name}: a console block does not end");
        steps
    }

    /// The lines outside of code blocks.
    fn prose(&self) -> impl Iterator<Item = &str> {
        let mut inside = false;
        self.text.lines().filter(move |line| {
            let fence = line.starts_with("```");
            inside ^= fence;
            !inside && !fence
        })
    }

    /// The code spans outside of code blocks.
    pub(super) fn code_spans(&self) -> impl Iterator<Item = &str> {
        self.prose().flat_map(code_spans)
    }

    /// The anchors that GitHub gives the headings.
    pub(super) fn anchors(&self) -> Vec<String> {
        let mut anchors: Vec<String> = Vec::new();
        for heading in self.prose().filter(|line| line.starts_with('#')) {
            let heading = heading.trim_start_matches('#').trim().to_lowercase();
            let kept = heading.chars().filter(|letter| letter.is_alphanumeric() || " -_".contains(*letter));
            let anchor: String = kept.map(|letter| if letter == ' ' { '-' } else { letter }).collect();
            assert!(!anchors.contains(&anchor), "{}: two headings #{anchor}", self.name());
            anchors.push(anchor);
        }
        anchors
    }

    /// The targets of relative links and pictures: a file, from the root, and an anchor in it.
    pub(super) fn links(&self) -> Vec<(PathBuf, Option<&str>)> {
        let delimiters = [("](", ')'), ("src=\"", '"'), ("srcset=\"", '"')];
        let targets = self.prose().flat_map(move |line| {
            delimiters.into_iter().flat_map(move |(begin, end)| {
                line.split(begin).skip(1).map(move |rest| rest.split_once(end).expect("a link ends").0)
            })
        });
        let relative = targets.filter(|target| !target.contains("://"));
        let links = relative.map(|target| {
            let (file, anchor) = target.split_once('#').map_or((target, None), |(file, anchor)| (file, Some(anchor)));
            (self.resolve(file), anchor)
        });
        links.collect()
    }

    /// The path from the root of a file that this page names; without a name, of the page itself.
    fn resolve(&self, file: &str) -> PathBuf {
        match file.strip_prefix("../") {
            _ if file.is_empty() => self.path.clone(),
            Some(file) => self.path.parent().unwrap().parent().unwrap().join(file),
            None => self.path.parent().unwrap().join(file),
        }
    }
}

/// The code spans of a line.
pub(super) fn code_spans(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}
