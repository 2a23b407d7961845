//! The table of all figures: for the terminal, and in Markdown.

use super::figure::{Group, amount};
use super::growth::Growth;
use super::record::Record;
use crate::paths;
use crate::table::{row, table};

const HEAD: [&str; 6] = ["what", "at", "median", "p95", "target", ""];
const GROWTH: [&str; 6] = ["what", "at", "exponent", "with 1,000 tasks", "target", ""];

/// One part of the table: its title, its head and its rows.
struct Part {
    title: &'static str,
    head: [&'static str; 6],
    rows: Vec<[String; 6]>,
}

fn verdict(held: Option<bool>) -> String {
    held.map_or("", |held| if held { "held" } else { "NOT held" }).to_owned()
}

fn parts(record: &Record) -> Vec<Part> {
    let mut parts: Vec<Part> = Group::ALL
        .into_iter()
        .map(|group| {
            let rows = record.figures.iter().filter(|figure| figure.group == group).map(|figure| {
                // Of a single value there is nothing but that.
                let p95 = if figure.values.len() > 1 { figure.amount(figure.p95()) } else { String::new() };
                let median = figure.amount(figure.median());
                let words = [figure.what.clone(), figure.at.words(), median, p95];
                let [what, at, median, p95] = words;
                [what, at, median, p95, figure.target(), verdict(figure.is_held())]
            });
            Part { title: group.title(), head: HEAD, rows: rows.collect() }
        })
        .collect();
    let rows = record.growth.iter().map(|growth| {
        let Growth { what, at, unit, exponent, per_thousand, hold } = growth;
        let target = hold.map_or_else(String::new, |most| format!("≤ {most}"));
        [
            what.clone(),
            at.clone(),
            format!("{exponent:.2}"),
            amount(*per_thousand, unit),
            target,
            verdict(growth.is_held()),
        ]
    });
    parts.push(Part { title: "Growth", head: GROWTH, rows: rows.collect() });
    parts.retain(|part| !part.rows.is_empty());
    parts
}

/// The last line: how many figures do not hold what they have to.
fn last(record: &Record) -> String {
    match record.held() {
        (all, 0) => format!("All {all} figures that have something to hold hold it."),
        (all, not) => format!("{not} of {all} figures that have something to hold do not hold it."),
    }
}

/// For the terminal.
pub(super) fn text(record: &Record) -> String {
    let mut rows = Vec::new();
    for part in parts(record) {
        rows.push(row(["", "", "", "", "", ""]));
        let mut head = part.head;
        head[0] = part.title;
        rows.push(row(head));
        rows.extend(part.rows.into_iter().map(Vec::from));
    }
    let runs: Vec<String> =
        record.runs.iter().map(|run| format!("  {}: {}\n", run.command, run.words())).collect();
    let json = paths::target().join("bench.json");
    format!("{}\n{}  {}\n\n{}\n", table(&rows), runs.concat(), json.display(), last(record))
}

/// For a document.
pub(super) fn markdown(record: &Record) -> String {
    let mut text = String::new();
    for run in &record.runs {
        text.push_str(&format!("`{}` on {}.\n\n", run.command, run.words()));
    }
    text.push_str(&format!("{}\n", last(record)));
    for part in parts(record) {
        text.push_str(&format!("\n### {}\n", part.title));
        let mut line = |cells: &[String]| text.push_str(&format!("| {} |\n", cells.join(" | ")));
        line(&part.head.map(str::to_owned));
        line(&["---", "---", "---:", "---:", "---:", "---"].map(str::to_owned));
        for cells in &part.rows {
            line(cells);
        }
    }
    text
}
