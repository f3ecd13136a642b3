//! Tests that every text of the page has enough contrast on every ground that it may have: at least 4.5 to 1, which
//! WCAG 2 asks for.

use std::collections::HashMap;

const STYLE: &str = include_str!("style.css");

/// The least contrast of a text.
const LEAST: f64 = 4.5;

type Rgb = [f64; 3];

/// The colours of each `:root` block: those of the day, of the night, and of paper.
fn palettes() -> Vec<HashMap<&'static str, Rgb>> {
    let blocks = STYLE.split(":root {").skip(1).map(|rest| rest.split('}').next().unwrap());
    blocks
        .map(|block| {
            let declarations = block.split(';').filter_map(|one| one.trim().strip_prefix("--")?.split_once(": "));
            declarations.map(|(name, value)| (name, rgb(value))).collect()
        })
        .collect()
}

/// A colour such as #fff or #0a66b7, as parts of 255.
fn rgb(value: &str) -> Rgb {
    let digits = value.strip_prefix('#').unwrap();
    let wide: String =
        if digits.len() == 3 { digits.chars().flat_map(|digit| [digit, digit]).collect() } else { digits.to_owned() };
    [0, 2, 4].map(|at| f64::from(u8::from_str_radix(&wide[at..at + 2], 16).unwrap()))
}

/// How much of the colour of people is mixed into the card of a busy day, for each step.
fn tints() -> Vec<f64> {
    let mixes = STYLE.split("color-mix(in srgb, var(--people) ").skip(1);
    let shares = mixes.map(|rest| rest.split('%').next().unwrap().parse::<f64>().unwrap() / 100.0);
    shares.collect()
}

fn mixed(share: f64, one: Rgb, other: Rgb) -> Rgb {
    [0, 1, 2].map(|part| share * one[part] + (1.0 - share) * other[part])
}

/// The relative luminance of WCAG 2.
fn luminance(colour: Rgb) -> f64 {
    let [red, green, blue] = colour.map(|part| {
        let part = part / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(one: Rgb, other: Rgb) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn black_on_white_has_a_contrast_of_21() {
    assert!((contrast(rgb("#000"), rgb("#ffffff")) - 21.0).abs() < 1e-9);
    assert!((contrast(rgb("#777777"), rgb("#ffffff")) - 4.48).abs() < 0.01);
}

#[test]
fn every_text_can_be_read_on_every_ground_by_day_by_night_and_on_paper() {
    let (palettes, tints) = (palettes(), tints());
    assert_eq!((palettes.len(), tints.len()), (3, 3));
    for palette in &palettes {
        let card = palette["card"];
        for text in
            ["ink", "soft", "people", "inmail", "invitations", "responses", "fine", "near", "close", "full", "over"]
        {
            for ground in [card, palette["ground"]] {
                let found = contrast(palette[text], ground);
                assert!(found >= LEAST, "{text}: {found:.2}");
            }
        }
        // The calendar has the counts of a day, and its date, on the tint of the day.
        for share in &tints {
            let ground = mixed(*share, palette["people"], card);
            for text in ["ink", "soft", "people", "inmail", "invitations", "responses"] {
                let found = contrast(palette[text], ground);
                assert!(found >= LEAST, "{text} on a day with {share} of the colour of people: {found:.2}");
            }
        }
    }
}
