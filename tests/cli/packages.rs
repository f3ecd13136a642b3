//! Packages: what they are made of is there, and made by the program itself.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::program::{Home, skipped};

const MANIFEST: &str = include_str!("../../Cargo.toml");

/// The part of the manifest under a heading.
fn part(heading: &str) -> &'static str {
    let text = MANIFEST.split_once(heading).unwrap_or_else(|| panic!("no {heading}")).1;
    text.split("\n\n").next().unwrap()
}

#[test]
fn what_a_package_installs_is_made_by_the_program() {
    let home = Home::new();
    let folder = home.path("package");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join(".ci/package.sh");
    let program = env!("CARGO_BIN_EXE_inquota");
    let Ok(output) = Command::new("bash").arg(script).args(["assets", program]).arg(&folder).output() else {
        return skipped("there is no bash on this machine");
    };
    assert!(output.status.success(), "{output:?}");
    let size = |name: &str| fs::metadata(folder.join(name)).map_or(0, |about| about.len());
    for file in [
        "completions/inquota.bash",
        "completions/_inquota",
        "completions/inquota.fish",
        "completions/inquota.elv",
        "completions/inquota.ps1",
        "man/inquota-log.1",
    ] {
        assert!(size(file) > 100, "{file}");
    }
    // Everything that the two kinds of packages take is made there or by `.ci/notices`, or is in the repository.
    assert!(include_str!("../../.ci/package.sh").contains(".ci/notices > target/package/THIRD-PARTY-NOTICES"));
    for heading in ["[package.metadata.deb]", "[package.metadata.generate-rpm]"] {
        let assets = part(heading);
        let quoted: Vec<&str> = assets.split('"').skip(1).step_by(2).collect();
        let is_made = |text: &&&str| text.starts_with("target/package/") && !text.ends_with(['/', 'S']);
        for source in quoted.iter().filter(is_made) {
            let made = source.strip_prefix("target/package/").unwrap().replace("*.1", "inquota.1");
            assert!(size(&made) > 100, "{heading}: {source}");
        }
        let wanted =
            ["target/release/inquota", "README.md", "docs/*.md", "LICENSE", "man1", "bash-completion", "zsh", "fish"];
        for wanted in wanted {
            assert!(assets.contains(wanted), "{heading}: no {wanted}");
        }
    }
}

#[test]
fn the_manifest_says_what_a_registry_asks_for() {
    let package = part("[package]\n");
    for key in ["description", "license", "readme", "keywords", "categories", "rust-version", "authors"] {
        assert!(package.contains(&format!("\n{key} = ")), "{key}");
    }
}

#[test]
fn the_development_page_names_the_command_that_makes_each_package_and_why() {
    let page = include_str!("../../docs/development.md");
    let packages = page.split("\n## ").find(|part| part.starts_with("Packages")).unwrap();
    assert!(include_str!("../../README.md").contains("docs/development.md#packages"));
    for wanted in ["bash .ci/package.sh deb", "bash .ci/package.sh rpm", "cargo deb", "cargo generate-rpm"] {
        assert!(packages.contains(wanted), "{wanted}");
    }
}
