//! Holds the stylesheets to what they promise: texts that can be read in both themes, and no file that nobody imports.

use std::{collections::BTreeMap, fs, path::Path};

const TOKENS: &str = include_str!("../../style/tokens.css");
const MAIN: &str = include_str!("../../style/main.css");

/// What normal text needs against what is behind it (WCAG 2.2, 1.4.3 AA).
const TEXT: f64 = 4.5;
/// What the edge of a control needs (1.4.11 AA).
const EDGE: f64 = 3.0;

const GROUNDS: [&str; 6] = ["bg", "surface", "raised", "sunken", "hover", "accent-soft"];
const STATES: [&str; 5] = ["ok", "info", "warn", "bad", "idle"];

#[test]
fn texts_can_be_read_in_both_themes() {
    let colours = colours();
    let mut pairs = vec![
        ("on-accent", "accent"),
        ("on-accent", "accent-strong"),
        ("on-bad", "bad"),
        ("text", "warn-soft"),
        ("text-2", "warn-soft"),
        ("bg", "text"),
    ];
    for ground in GROUNDS {
        pairs.extend(["text", "text-2", "text-3", "accent"].map(|text| (text, ground)));
    }
    let soft = STATES.map(|state| format!("{state}-soft"));
    for (state, soft) in STATES.iter().zip(&soft) {
        pairs.extend([(*state, soft.as_str()), (*state, "bg"), (*state, "surface"), (*state, "raised")]);
    }
    assert_contrasts(&colours, &pairs, TEXT);
}

#[test]
fn edges_of_controls_can_be_seen_in_both_themes() {
    let pairs =
        [("line-control", "bg"), ("line-control", "surface"), ("accent", "bg"), ("accent", "surface")];
    assert_contrasts(&colours(), &pairs, EDGE);
}

#[test]
fn every_stylesheet_is_imported_once() {
    let style = Path::new(env!("CARGO_MANIFEST_DIR")).join("../style");
    let mut files = Vec::new();
    for folder in ["", "components"] {
        for entry in fs::read_dir(style.join(folder)).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            if name.ends_with(".css") && name != "main.css" {
                files.push(Path::new(folder).join(name).to_str().unwrap().to_owned());
            }
        }
    }
    assert!(files.len() > 10, "the stylesheets are where they are expected: {files:?}");
    for file in files {
        assert_eq!(
            MAIN.matches(&format!("@import \"{file}\" layer(")).count(),
            1,
            "style/main.css imports {file}"
        );
    }
}

/// The tokens that are a pair of opaque colours, light and dark.
fn colours() -> BTreeMap<&'static str, [f64; 2]> {
    let pairs = TOKENS.lines().filter_map(|line| {
        let (name, value) = line.trim().strip_prefix("--")?.split_once(": light-dark(#")?;
        let (light, dark) = value.strip_suffix(");")?.split_once(", #")?;
        Some((name, [luminance(light), luminance(dark)]))
    });
    pairs.collect()
}

/// Relative luminance of `rrggbb`, as WCAG defines it.
fn luminance(colour: &str) -> f64 {
    let channel = |at: usize| {
        let value =
            f64::from(u8::from_str_radix(&colour[at..at + 2], 16).expect("two hexadecimal digits")) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4)
}

fn assert_contrasts(colours: &BTreeMap<&str, [f64; 2]>, pairs: &[(&str, &str)], least: f64) {
    let mut failures = Vec::new();
    for (front, back) in pairs {
        let (Some(front_colour), Some(back_colour)) = (colours.get(front), colours.get(back)) else {
            failures.push(format!("--{front} or --{back} is no pair of colours"));
            continue;
        };
        for (theme, (a, b)) in ["light", "dark"].iter().zip(front_colour.iter().zip(back_colour)) {
            let contrast = (a.max(*b) + 0.05) / (a.min(*b) + 0.05);
            if contrast < least {
                failures.push(format!("{theme}: --{front} on --{back} is {contrast:.2}, below {least}"));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
