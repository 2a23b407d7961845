//! The app's sources, read as text: HTML of strangers ran in Nomad's log viewer (nomad#6048), and links that strangers wrote ran in Argo CD four times
//! (CVE-2022-31035, CVE-2024-28175, CVE-2025-47933, GHSA-h98r-wv3h-fr38). Text becomes text nodes, and an address that is not of this console becomes
//! a link by one type, `WebUrl`, which is tested where it is.

use std::path::{Path, PathBuf};

use crate::tally::Tally;

/// What makes elements, scripts or addresses of text.
const SINKS: [&str; 20] = [
    "inner_html",
    "outer_html",
    "insert_adjacent_html",
    "create_contextual_fragment",
    "dom_parser",
    "DomParser",
    "srcdoc",
    "document().write",
    "js_sys::eval",
    "Function::new",
    "new_no_args",
    "set_timeout_with_str",
    "set_attribute(\"href\"",
    "set_attribute(\"src\"",
    "set_attribute(\"style\"",
    "create_object_url",
    "<iframe",
    "<object",
    "<embed",
    "javascript:void",
];

/// Members of Mesos' messages that are addresses somebody wrote.
const ADDRESSES: [&str; 3] = ["webui_url", "tracking_url", "\"uri\""];

/// Links that another module has made of a `Page`.
const MADE_ELSEWHERE: [(&str, &str); 5] = [
    ("components/change_form/compared.rs", "href=page target="),
    ("components/data_table/live_cell.rs", "href=move || cell.with(|cell| cell.href.clone())"),
    ("components/data_table/tree.rs", "href=move || cell.with(|cell| cell.href.clone())"),
    ("components/log_view/lines.rs", "href=href title=\"Link to this line\""),
    ("shell/palette.rs", "href=href"),
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Each file's name and its text without comments and tests.
fn read() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../frontend/src");
    let mut found = Vec::new();
    sources(&root, &mut found);
    found.sort();
    let text = |path: &PathBuf| {
        let text = std::fs::read_to_string(path).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
    };
    found.iter().map(|path| (path.strip_prefix(&root).unwrap().display().to_string(), text(path))).collect()
}

/// What stands behind `href=` in the views of a file.
fn links(code: &str) -> impl Iterator<Item = &str> {
    code.match_indices("href=").filter_map(|(at, _)| {
        // `data-href=` and comparisons are none.
        let before = code[..at].chars().next_back()?;
        let rest = &code[at + "href=".len()..];
        (before.is_whitespace() && !rest.starts_with('=')).then(|| rest.lines().next().unwrap_or_default())
    })
}

#[test]
fn nomad_6048_no_text_becomes_html() {
    let mut tally = Tally::of("ways from text to HTML");
    for (name, code) in read() {
        for sink in SINKS {
            tally.tried(!code.contains(sink), || format!("{name}: {sink}"));
        }
    }
    tally.end();
}

#[test]
fn cve_2022_31035_no_address_of_a_stranger_is_a_raw_link() {
    let mut tally = Tally::of("raw links");
    for (name, code) in read() {
        for address in ADDRESSES {
            let is_typed = !code.contains(address) || code.contains("WebUrl::parse");
            tally.tried(is_typed, || format!("{name} reads {address} and makes no `WebUrl` of it"));
        }
        for link in links(&code) {
            // A way within the console: made by `Page` and its kin, which begin with the base path whatever is in them.
            let within =
                ["Page", ".href()", ".filtered(", "\"#", "under_base"].iter().any(|way| link.contains(way));
            let of_a_page = ["Page", "WebUrl", "Door", "door", "under_base", "Form"]
                .iter()
                .any(|kind| code.contains(kind));
            let given = code.contains("href: String")
                || code.contains("href: Signal<")
                || code.contains("href: Option<")
                || code.contains("link: Signal<")
                || code.contains("link: String");
            let elsewhere = MADE_ELSEWHERE
                .iter()
                .any(|(file, begin)| *file == name && format!("href={link}").starts_with(begin));
            tally.tried(within || of_a_page || given || elsewhere, || format!("{name}: href={link}"));
        }
        let opens = code.matches("target=\"_blank\"").count();
        let apart = code.matches("noopener").count();
        let is_ours = code.contains("Page") || MADE_ELSEWHERE.iter().any(|(file, _)| *file == name);
        tally.tried(opens == 0 || apart >= opens || is_ours, || {
            format!("{name} opens a window without noopener")
        });
    }
    tally.end();
}
