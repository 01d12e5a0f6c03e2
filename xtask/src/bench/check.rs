//! Compares a run with the last committed one, and says what got worse.

use super::measured::{Run, Series};
use super::targets::OURS;
use crate::run::{Outcome, capture, program};

/// The results of the last full run, below the root.
pub(crate) const RESULTS: &str = "bench/results.json";

/// The last committed run.
pub(crate) fn committed() -> Outcome<Run> {
    let json = capture(program("git").args(["show", &format!("HEAD:{RESULTS}")])).ok_or_else(|| {
        format!("{RESULTS} is not committed yet; a full run of `cargo xtask bench` writes it")
    })?;
    Run::read(&json)
}

/// Lists which of our measures got worse or better by more than the spread of both runs.
pub(crate) fn report(old: &Run, new: &Run) -> String {
    let mut lines = Vec::new();
    for (name, was) in &old.circumstances {
        let is = new.circumstances.iter().find(|(other, _)| other == name).map(|(_, is)| is);
        if let Some(is) = is.filter(|is| *is != was && name != "date" && name != "commit") {
            lines.push(format!("{name}: it was {was}, it is {is}"));
        }
    }
    let (mut worse, mut compared) = (0, 0);
    for series in new.series.iter().filter(|series| series.contender.starts_with(OURS)) {
        let Some(was) = same(old, series) else { continue };
        compared += 1;
        let (was, is) = (was.summary, series.summary);
        let word = if is.is_above(was) {
            worse += 1;
            "worse"
        } else if was.is_above(is) {
            "better"
        } else {
            continue;
        };
        lines.push(format!(
            "{word}: {}, {}, {} ({}): {:.3} to {:.3} {}",
            series.scenario,
            series.case,
            series.contender,
            series.measure,
            was.median,
            is.median,
            series.unit
        ));
    }
    lines.push(format!("{worse} of {compared} measures got worse by more than their spread"));
    lines.join("\n")
}

fn same<'a>(run: &'a Run, wanted: &Series) -> Option<&'a Series> {
    run.series.iter().find(|series| names(series) == names(wanted))
}

fn names(series: &Series) -> [&str; 4] {
    [&series.scenario, &series.case, &series.contender, &series.measure]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(cpu: &str, values: [&[f64]; 2]) -> Run {
        let series = |case, contender, values: &[f64]| {
            Series::new(["flip", case, contender, "warm"], "ms", values.to_vec()).unwrap()
        };
        Run {
            circumstances: vec![("processor".to_owned(), cpu.to_owned())],
            series: vec![
                series("few", OURS, values[0]),
                series("many", OURS, values[1]),
                series("few", "Unleash", &[values[0][0] * 9.0]),
            ],
            ..Run::default()
        }
    }

    #[test]
    fn changes_are_listed_and_noise_and_peers_are_not() {
        let old = run("a", [&[9.0, 10.0, 11.0], &[4.0]]);
        let same = run("a", [&[9.5, 10.5, 11.5], &[4.0]]);
        assert_eq!(report(&old, &same), "0 of 2 measures got worse by more than their spread");
        let other = run("b", [&[19.0, 20.0, 21.0], &[3.0]]);
        assert_eq!(
            report(&old, &other).lines().collect::<Vec<_>>(),
            [
                "processor: it was a, it is b",
                "worse: flip, few, yew-outage (warm): 10.000 to 20.000 ms",
                "better: flip, many, yew-outage (warm): 4.000 to 3.000 ms",
                "1 of 2 measures got worse by more than their spread",
            ]
        );
    }

    #[test]
    fn a_measure_that_only_one_run_has_is_left_out() {
        let old = run("a", [&[1.0], &[1.0]]);
        assert!(report(&old, &Run::default()).starts_with("0 of 0 "));
    }
}
