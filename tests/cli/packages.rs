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
    let keys = [
        "description",
        "license",
        "readme",
        "repository",
        "homepage",
        "keywords",
        "categories",
        "rust-version",
        "authors",
        "include",
    ];
    for key in keys {
        assert!(package.contains(&format!("\n{key} = ")), "{key}");
    }
}

/// The text value of a key under a heading of the manifest.
fn value(heading: &str, key: &str) -> &'static str {
    let line = part(heading).lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = \""));
    line.unwrap_or_else(|| panic!("{heading}: no {key}")).trim_end_matches('"')
}

/// The targets that the release workflow builds an archive for.
fn released_targets() -> Vec<&'static str> {
    let workflow = include_str!("../../.github/workflows/release.yml");
    let targets = workflow.lines().filter_map(|line| line.trim_start().strip_prefix("- { target: ")?.split(',').next());
    targets.collect()
}

#[test]
fn binstall_downloads_the_archives_of_the_release_workflow() {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join(".ci/package.sh");
    let targets = released_targets();
    assert_eq!(
        targets.len(),
        7,
        "Linux with glibc and musl, and macOS, for two processors each, and Windows: {targets:?}"
    );
    for target in targets {
        let Ok(output) = Command::new("bash").arg(&script).args(["archive-name", target]).output() else {
            return skipped("there is no bash on this machine");
        };
        let made = String::from_utf8(output.stdout).unwrap();
        let windows = "[package.metadata.binstall.overrides.x86_64-pc-windows-msvc]";
        let format = value(if target.contains("windows") { windows } else { "[package.metadata.binstall]" }, "pkg-fmt");
        // Of the suffixes that binstall tries for "tgz", the release has this one.
        let suffix = if format == "tgz" { ".tar.gz" } else { ".zip" };
        let fill = |template: &str| {
            let fields = [("name", "inquota"), ("version", env!("CARGO_PKG_VERSION")), ("target", target)];
            let ends = [("archive-suffix", suffix), ("repo", value("[package]", "repository"))];
            let fields = fields.into_iter().chain(ends);
            fields.fold(template.to_owned(), |text, (name, value)| text.replace(&format!("{{ {name} }}"), value))
        };
        let address = fill(value("[package.metadata.binstall]", "pkg-url"));
        assert_eq!(
            address,
            format!(
                "https://github.com/inquota/inquota/releases/download/v{}/{}",
                env!("CARGO_PKG_VERSION"),
                made.trim()
            )
        );
        // The archive has one folder, of its own name, with the program in it.
        let folder = made.trim().trim_end_matches(suffix);
        let program = fill(value("[package.metadata.binstall]", "bin-dir"));
        assert_eq!(program, format!("{folder}/{{ bin }}{{ binary-ext }}"));
    }
}

#[test]
fn an_archive_has_the_program_its_pages_and_the_licences_in_one_folder() {
    if !has("python3") || !has("tar") {
        return skipped("python3 or tar is missing on this machine");
    }
    let home = Home::new();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join(".ci/package.sh");
    let built = home.path("built/some-linux-target/dist");
    fs::create_dir_all(&built).unwrap();
    fs::copy(env!("CARGO_BIN_EXE_inquota"), built.join("inquota")).unwrap();
    let made = Command::new("bash")
        .arg(script)
        .args(["archive", "some-linux-target"])
        .env("CARGO_TARGET_DIR", home.path("built"))
        .env("ARCHIVES", home.path("archives"))
        .output()
        .unwrap();
    assert!(made.status.success(), "{made:?}");
    let folder = format!("inquota-{}-some-linux-target", env!("CARGO_PKG_VERSION"));
    let archive = home.path("archives").join(format!("{folder}.tar.gz"));
    let listed = Command::new("tar").arg("tzf").arg(archive).output().unwrap();
    let listed = String::from_utf8(listed.stdout).unwrap();
    let wanted = ["inquota", "README.md", "LICENSE", "CHANGELOG.md", "THIRD-PARTY-NOTICES", "docs/guide.md"];
    for wanted in wanted.into_iter().chain(["man/inquota-log.1", "completions/_inquota"]) {
        assert!(listed.lines().any(|line| line == format!("{folder}/{wanted}")), "no {wanted} in {listed}");
    }
}

fn has(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok_and(|output| output.status.success())
}

#[test]
fn the_program_can_be_loaded_at_any_address() {
    let program = fs::read(env!("CARGO_BIN_EXE_inquota")).unwrap();
    if !program.starts_with(b"\x7fELF") {
        return skipped("programs have another format on this machine");
    }
    // The type in the header: 3 is a program that can be loaded anywhere, 2 one at a fixed address.
    assert_eq!(program[16], 3);
}

#[test]
fn the_registry_gets_what_a_build_needs_and_no_tests() {
    let folder = env!("CARGO_MANIFEST_DIR");
    let listed = Command::new(env!("CARGO"))
        .args(["package", "--list", "--allow-dirty", "--offline"])
        .current_dir(folder)
        .output();
    let listed = String::from_utf8(listed.unwrap().stdout).unwrap();
    let files: Vec<&str> = listed.lines().collect();
    for needed in ["Cargo.lock", "build.rs", "src/main.rs", "src/lib.rs", "README.md", "LICENSE", "CHANGELOG.md"] {
        assert!(files.contains(&needed), "{needed} in {listed}");
    }
    // The program contains two pages, which its help shows.
    for page in ["docs/json.md", "docs/assistants.md"] {
        assert!(files.contains(&page), "{page} in {listed}");
    }
    let outside_src: Vec<_> = files.iter().filter(|file| !file.starts_with("src/")).collect();
    assert!(outside_src.len() <= 11, "{outside_src:?}");
    assert!(!files.iter().any(|file| file.ends_with("/tests.rs")), "{listed}");
}

/// Someone who takes over an action's repository can move its tags, but not its commits.
#[test]
fn workflows_name_actions_by_commit_and_keep_no_credentials() {
    for workflow in
        [include_str!("../../.github/workflows/ci.yml"), include_str!("../../.github/workflows/release.yml")]
    {
        let lines: Vec<&str> = workflow.lines().map(str::trim).collect();
        let uses = lines.iter().enumerate().filter_map(|(place, line)| Some((place, line.strip_prefix("- uses: ")?)));
        for (place, action) in uses {
            let (commit, version) = action.split_once('@').unwrap().1.split_once(" # ").expect(action);
            assert!(commit.len() == 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit()), "{action}");
            assert!(version.starts_with('v'), "{action}");
            if action.starts_with("actions/checkout@") {
                assert_eq!(lines[place + 1], "with: { persist-credentials: false }");
            }
        }
    }
}

/// `--config` is an option of `cargo deny check`, not of `cargo deny`.
#[test]
fn the_workflow_checks_crates_and_the_oldest_compiler_of_the_manifest() {
    let workflow = include_str!("../../.github/workflows/ci.yml");
    assert!(workflow.contains("- run: cargo deny --locked check --config .deny.toml\n"));
    let oldest = value("[package]", "rust-version");
    assert!(workflow.contains(&format!("rust: [\"{oldest}\", stable]")), "{oldest}");
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
