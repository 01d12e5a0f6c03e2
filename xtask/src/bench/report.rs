//! Formats a run as tables, for the terminal and for `bench/RESULTS.md`.

use std::fmt::Write as _;

use super::measured::{Run, Series, Summary};
use super::targets::{Target, UNLEASH, targets, times};

/// How a scenario is presented.
struct Scenario {
    name: &'static str,
    heading: &'static str,
    /// Its measures and their headings; the main one comes first.
    measures: &'static [(&'static str, &'static str)],
}

const SCENARIOS: [Scenario; 6] = [
    Scenario {
        name: "weight",
        heading: "Page weight",
        measures: &[("brotli", "brotli"), ("raw", "as it is")],
    },
    Scenario {
        name: "flip",
        heading: "One toggle flips",
        measures: &[("warm", "flip"), ("first", "the first of the page")],
    },
    Scenario {
        name: "mount",
        heading: "Sections are mounted",
        measures: &[("first", "first on the page"), ("warm", "again")],
    },
    Scenario {
        name: "paint",
        heading: "From navigation to the right first paint",
        measures: &[("warm", "paint"), ("wrong", "wrong before")],
    },
    Scenario {
        name: "poll",
        heading: "A poll brings nothing new",
        measures: &[("warm", "main thread"), ("mutations", "changes of the document")],
    },
    Scenario {
        name: "heap",
        heading: "Memory",
        measures: &[
            ("all", "all"),
            ("javascript", "V8's heap"),
            ("outside", "outside of it"),
            ("wasm", "wasm"),
            ("document", "the document, not counted"),
        ],
    },
];

/// All tables of a run.
pub(crate) fn tables(run: &Run, breakdown: Option<&str>) -> String {
    let mut out = String::new();
    for Scenario { name, heading, measures } in SCENARIOS {
        for case in run.cases(name) {
            // Writing to a string cannot fail.
            let _ = writeln!(out, "\n### {heading}: {case}\n\n{}", table(run, name, case, measures));
        }
        if let ("weight", Some(breakdown)) = (name, breakdown) {
            let _ = writeln!(
                out,
                "\n### What the guarded page holds above Yew's hello world\n\nCode by crate, as it is; the last \
                 column shares the added brotli bytes out by size.\n\n{breakdown}"
            );
        }
    }
    out
}

fn table(run: &Run, scenario: &str, case: &str, measures: &[(&str, &str)]) -> String {
    let rows: Vec<&Series> = run
        .series
        .iter()
        .filter(|series| {
            series.scenario == scenario && series.case == case && series.measure == measures[0].0
        })
        .collect();
    let unleash = run.find(scenario, case, UNLEASH, measures[0].0);
    let mut out = format!("| | {} | middle half | × Unleash |", measures[0].1);
    measures[1..].iter().for_each(|(_, name)| out += &format!(" {name} |"));
    out += &format!("\n|---|--:|--:|--:|{}", "--:|".repeat(measures.len() - 1));
    for row in rows {
        let summary = row.summary;
        let ratio = unleash.map_or_else(|| "—".to_owned(), |unleash| times(summary.median / unleash.median));
        out += &format!(
            "\n| {} | {} | {} | {ratio} |",
            row.contender,
            quantity(summary.median, &row.unit),
            middle_half(summary, &row.unit)
        );
        for (measure, _) in &measures[1..] {
            let other = run.series.iter().find(|other| {
                (&other.scenario, &other.case, &other.contender) == (&row.scenario, &row.case, &row.contender)
                    && other.measure == *measure
            });
            let text =
                other.map_or_else(|| "—".to_owned(), |other| quantity(other.summary.median, &other.unit));
            out += &format!(" {text} |");
        }
    }
    out
}

fn middle_half(summary: Summary, unit: &str) -> String {
    if summary.spread() == 0.0 {
        return "—".to_owned();
    }
    format!("{}–{}", quantity(summary.low, unit), quantity(summary.high, unit))
}

fn quantity(value: f64, unit: &str) -> String {
    match unit {
        "bytes" => format!("{:.1} KB", value / 1024.0),
        "ms" if value < 10.0 => format!("{value:.2} ms"),
        "ms" if value < 100.0 => format!("{value:.1} ms"),
        "ms" => format!("{value:.0} ms"),
        _ => format!("{value}"),
    }
}

/// The targets as a table, without those that the run did not measure.
pub(crate) fn targets_table(run: &Run) -> String {
    let mut out = "| | target | measured | met |\n|---|---|---|---|".to_owned();
    for Target { what, target, measured } in targets(run) {
        if let Some((measured, met)) = measured {
            out += &format!("\n| {what} | {target} | {measured} | {} |", if met { "yes" } else { "**no**" });
        }
    }
    out
}

/// The whole of `bench/RESULTS.md`.
pub(crate) fn results(run: &Run, breakdown: Option<&str>) -> String {
    let mut machine = String::new();
    for (name, value) in &run.circumstances {
        let _ = writeln!(machine, "| {name} | {value} |");
    }
    let failures = if run.failures.is_empty() {
        "Every visit of every page succeeded.".to_owned()
    } else {
        format!("Visits that failed, and count nowhere:\n\n- {}", run.failures.join("\n- "))
    };
    format!(
        "# Results\n\n\
         Written by a full run of `cargo xtask bench`. [README.md](README.md) says what is measured, how, and how \
         each peer is set up; `results.json` beside this page holds the same numbers for `cargo xtask bench --check`.\n\n\
         ## How to read it\n\n\
         Every number is the median of {} rounds, after one that only warmed the browser up. In a round all pages \
         take their turn in one browser, each in a process of its own. *Middle half* is where the middle half of \
         the rounds lies: a difference within it is none. Ratios hold from machine to machine better than \
         milliseconds do. 1 KB is 1024 bytes.\n\n\
         ## Targets\n\n{}\n\n## Tables\n{}\n## On what it ran\n\n| | |\n|---|---|\n{machine}\n{failures}\n",
        run.rounds,
        targets_table(run),
        tables(run, breakdown),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run() -> Run {
        let series = |contender, measure, values: &[f64]| {
            Series::new(["flip", "all", contender, measure], "ms", values.to_vec()).unwrap()
        };
        Run {
            rounds: 3,
            series: vec![
                series("yew-outage", "warm", &[1.0, 2.0, 3.0]),
                series("yew-outage", "first", &[40.0]),
                series("Unleash", "warm", &[25.0]),
            ],
            ..Run::default()
        }
    }

    #[test]
    fn a_table_has_a_row_for_each_contender_and_a_dash_for_what_was_not_measured() {
        let tables = tables(&run(), None);
        assert!(tables.contains("### One toggle flips: all"), "{tables}");
        assert!(
            tables.contains("\n| yew-outage | 2.00 ms | 1.50 ms–2.50 ms | 0.080× | 40.0 ms |"),
            "{tables}"
        );
        assert!(tables.contains("\n| Unleash | 25.0 ms | — | 1.00× | — |"), "{tables}");
    }

    #[test]
    fn the_page_lists_failures() {
        let mut run = run();
        assert!(results(&run, None).contains("Every visit"));
        run.failures.push("a peer broke".to_owned());
        assert!(results(&run, None).contains("\n- a peer broke"));
    }
}
