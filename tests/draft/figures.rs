//! How many faults of the corpus are found, how many are missed, and how many findings are false alarms.

use std::collections::{BTreeMap, BTreeSet};

use inquota::draft::{Draft, DraftKind, Finding, Likeness, Recipient, Stage, after_greeting, is_fit};
use inquota::engine::advice::alike::{Alike, AlikeThresholds, SentText};
use inquota::engine::calendar::Instant;
use inquota::engine::person::PersonId;
use inquota::wording::of_text;

use crate::corpus::{COUNT, Case, corpus};

const PAGE: &str = include_str!("../../docs/drafts.md");

/// What became of a finding: found, missed, false alarms.
type Counts = [usize; 3];

fn findings(case: &Case) -> Vec<Finding> {
    let draft = Draft {
        text: &case.text,
        subject: None,
        kind: DraftKind::Message,
        recipient: Some(Recipient::named(case.name)),
        contacts: vec![case.contact.to_owned()],
        stage: Stage::First,
        likeness: likeness(case),
    };
    draft.findings()
}

/// How the draft compares with what others got, by the defaults of the settings.
fn likeness(case: &Case) -> Likeness {
    let now = Instant::from_unix(1_795_597_200);
    let sent = |(number, (text, name)): (u32, &(String, &str))| {
        Some(SentText { at: now, to: PersonId(number), wording: of_text(text, &[name])? })
    };
    let texts: Vec<SentText> = (0..).zip(&case.earlier).filter_map(sent).collect();
    let compared = |text: &str| Alike::of(&texts, of_text(text, &[case.name]), now);
    let Alike { people, differs, .. } = compared(&case.text);
    let is_repeated = differs == Some(true) && compared(&after_greeting(&case.text)).differs == Some(false);
    let level = AlikeThresholds::default().level(people);
    Likeness { people, level, differs: if is_repeated { Some(false) } else { differs } }
}

fn codes(case: &Case) -> BTreeSet<&'static str> {
    findings(case).iter().map(|finding| finding.problem.code()).collect()
}

/// The counts of each finding.
fn counts() -> BTreeMap<&'static str, Counts> {
    let mut counts: BTreeMap<&'static str, Counts> = BTreeMap::new();
    for case in corpus() {
        let found = codes(&case);
        for code in &case.expected {
            counts.entry(code).or_default()[usize::from(!found.contains(code))] += 1;
        }
        for code in found.difference(&case.expected) {
            counts.entry(code).or_default()[2] += 1;
        }
    }
    counts
}

/// The rows of the page: the finding, how many were seeded, found and missed, and the false alarms.
fn rows() -> Vec<String> {
    let row = |(code, [found, missed, false_alarms]): (&str, Counts)| {
        format!("| `{code}` | {} | {found} | {missed} | {false_alarms} |", found + missed)
    };
    counts().into_iter().map(row).collect()
}

#[test]
#[expect(clippy::print_stdout, reason = "it prints the figures of docs/drafts.md")]
fn figures_are_those_of_the_page() {
    let rows = rows();
    println!("drafts: {COUNT}");
    for row in &rows {
        println!("{row}");
    }
    for case in corpus() {
        let found = codes(&case);
        if found != case.expected {
            println!("expected {:?}, found {found:?}: {:?} to {}", case.expected, case.text, case.name);
        }
    }
    let on_page: Vec<&str> =
        PAGE.lines().skip_while(|line| *line != "## Figures").filter(|line| line.starts_with("| `")).collect();
    assert_eq!(on_page, rows, "docs/drafts.md");
    assert!(PAGE.contains("1,000 drafts"));
}

#[test]
fn a_clean_draft_is_fit_and_a_gap_or_a_wrong_name_is_not() {
    for case in corpus() {
        let is_clean = case.expected.is_empty();
        let is_wrong = ["placeholder", "wrong_name", "empty"].iter().any(|code| case.expected.contains(code));
        let fit = is_fit(&findings(&case));
        assert!(!is_clean || fit, "{:?}", case.text);
        assert!(is_wrong || fit, "{:?}", case.text);
    }
}

#[test]
fn the_corpus_has_every_script_and_as_many_different_drafts() {
    let corpus = corpus();
    let texts: BTreeSet<(&str, &str)> = corpus.iter().map(|case| (case.name, case.text.as_str())).collect();
    assert!(corpus.len() == COUNT && texts.len() > COUNT * 8 / 10, "{}", texts.len());
    for letter in ['e', 'и', 'α', 'ر'] {
        assert!(corpus.iter().filter(|case| case.text.contains(letter)).count() > 60, "{letter}");
    }
    let clean = corpus.iter().filter(|case| case.expected.is_empty()).count();
    assert!((COUNT / 3..COUNT / 2).contains(&clean), "{clean}");
}
