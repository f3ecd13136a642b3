//! The pictures of the README: they show the program's output, and they are small.

use std::fs;

use super::page::root;
use super::{README, words};
use crate::program::Home;

/// The letters of a line, without spaces and bars, which the picture draws as shapes.
fn letters(line: &str) -> String {
    line.replace([' ', '█', '░'], "")
}

/// The lines of text of a picture, top to bottom.
fn lines_of_picture(svg: &str) -> Vec<String> {
    let mut lines: Vec<(String, String)> = Vec::new();
    for element in svg.split("<text ").skip(1) {
        let (attributes, rest) = element.split_once('>').unwrap();
        let y = attributes.split("y=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let text = rest.split("</text>").next().unwrap();
        let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#x27;", "'");
        let text = text.replace("&amp;", "&");
        match lines.last_mut().filter(|(last, _)| *last == y) {
            Some((_, line)) => *line += &text,
            None => lines.push((y, text)),
        }
    }
    lines.into_iter().map(|(_, line)| letters(&line)).collect()
}

#[test]
fn the_pictures_show_the_output_of_their_commands() {
    const SCENE: &str = include_str!("../../../docs/images/scene");
    let mut home = Home::new();
    home.at("2026-11-25T14:48:00+01:00");
    for line in SCENE.lines().filter(|line| !line.starts_with('#')) {
        let words = words(line);
        home.ok(&words.iter().map(String::as_str).collect::<Vec<_>>());
    }
    for (picture, command) in [("status", "inquota"), ("next", "inquota next"), ("summary", "inquota summary")] {
        let args: Vec<&str> = command.split(' ').skip(1).collect();
        let output = home.command(&args).env("COLUMNS", "84").output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let prompt = format!("$ {command}");
        let lines = [prompt.as_str()].into_iter().chain(text.lines().filter(|line| !line.is_empty()));
        let expected: Vec<String> = lines.map(letters).collect();
        for theme in ["light", "dark"] {
            let path = root().join(format!("docs/images/{picture}-{theme}.svg"));
            let shown = lines_of_picture(&fs::read_to_string(&path).unwrap());
            assert_eq!(shown, expected, "run docs/images/make again: {}", path.display());
        }
    }
}

#[test]
fn pictures_exist_and_are_small() {
    let named: Vec<&str> =
        README.split("docs/images/").skip(1).map(|rest| rest.split(['"', ')']).next().unwrap()).collect();
    let pictures = named.iter().filter(|name| name.contains('.'));
    let sizes: Vec<u64> =
        pictures.map(|name| fs::metadata(root().join("docs/images").join(name)).unwrap().len()).collect();
    assert!(sizes.len() >= 8 && sizes.iter().all(|size| *size < 200_000), "{sizes:?}");
}
