//! No file of `src` uses itself through other files.

use std::collections::BTreeSet;

use crate::imports::{Imports, imports, imports_of};

#[test]
fn no_file_uses_itself_through_others() {
    let imports = imports();
    // The paths are followed: to a re-exported function, and from one file of a folder to another.
    assert!(imports.len() > 200 && imports["lib"].contains("error::usage"), "{imports:?}");
    assert!(imports["engine::account"].contains("engine::budget"), "{imports:?}");
    if let Some(circle) = circles(&imports).first() {
        panic!("a circle:\n{}", described(circle, &imports));
    }
}

#[test]
fn a_circle_is_found_through_re_exports_aliases_and_paths_without_a_use() {
    let parent = "mod a;\nmod b;\nmod c;\npub use a::{A, one as two};\n";
    for (in_parent, in_a, in_b, expected) in [
        ("", "use super::b::B;\n", "use super::A;\n", "folder::a folder::b"),
        ("", "use crate::folder::{\n    b::B,\n};\n", "fn f() { super::two() }\n", "folder::a folder::b"),
        ("", "fn f() -> crate::folder::b::B {}\n", "use crate::folder::A as Other;\n", "folder::a folder::b"),
        ("pub struct P;\nfn f(a: A) {}\n", "use super::P;\n", "", "folder folder::a"),
        ("pub struct P;\nfn f() { a::one() }\n", "use super::P;\n", "", "folder folder::a"),
        ("pub struct P;\n", "use super::P;\n", "", ""),
        ("", "use super::b::B;\n", "// use super::A;\n#[cfg(test)]\nmod tests {\n    use super::super::A;\n}\n", ""),
    ] {
        let files = [
            ("lib", "mod folder;\n".to_owned()),
            ("folder", parent.to_owned() + in_parent),
            ("folder::a", in_a.to_owned()),
            ("folder::b", in_b.to_owned()),
            ("folder::c", "use super::{A, b};\n".to_owned()),
        ];
        let imports = imports_of(files.into_iter().map(|(name, text)| (name.to_owned(), text)));
        let found: Vec<String> = circles(&imports).iter().map(|circle| members(circle)).collect();
        assert_eq!(found.join(", "), expected, "{in_parent}{in_a}{in_b}");
    }
}

fn members(circle: &BTreeSet<&str>) -> String {
    circle.iter().copied().collect::<Vec<_>>().join(" ")
}

/// The largest groups of files in which every file uses all the others, directly or through others.
fn circles(imports: &Imports) -> BTreeSet<BTreeSet<&str>> {
    let reach: Vec<(&str, BTreeSet<&str>)> =
        imports.keys().map(|module| (module.as_str(), reached_from(module, imports))).collect();
    let in_circles = reach.iter().filter(|(module, reached)| reached.contains(module));
    in_circles
        .map(|(module, reached)| {
            let back =
                reach.iter().filter(|(other, from_other)| reached.contains(other) && from_other.contains(module));
            back.map(|(other, _)| *other).collect()
        })
        .collect()
}

/// The files that a file uses, directly or through others.
fn reached_from<'a>(module: &str, imports: &'a Imports) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut pending: Vec<&str> = imports[module].iter().map(String::as_str).collect();
    while let Some(next) = pending.pop() {
        if reached.insert(next) {
            pending.extend(imports[next].iter().map(String::as_str));
        }
    }
    reached
}

/// The uses within a circle, one file a line.
fn described(circle: &BTreeSet<&str>, imports: &Imports) -> String {
    let uses = |module: &str| {
        let used: Vec<&str> =
            imports[module].iter().map(String::as_str).filter(|other| circle.contains(other)).collect();
        format!("  {module} uses {}", used.join(", "))
    };
    circle.iter().map(|module| uses(module)).collect::<Vec<_>>().join("\n")
}
