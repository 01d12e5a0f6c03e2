//! The performance targets, and whether a run met them.

use super::measured::{Run, Summary};

pub(crate) const OURS: &str = "yew-outage";
pub(crate) const ON_UNLEASHS: &str = "yew-outage, Unleash's bytes";
pub(crate) const ON_OFREPS: &str = "yew-outage, OFREP's bytes";
pub(crate) const UNLEASH: &str = "Unleash";
pub(crate) const OPENFEATURE: &str = "OpenFeature";
pub(crate) const PEERS: [&str; 5] = [UNLEASH, OPENFEATURE, "LaunchDarkly", "Flagsmith", "GrowthBook"];
const PLAIN_YEW: &str = "plain Yew";

pub(crate) const ONE_SECTION: &str = "one guarded section";
const FEW_OF_MANY: &str = "10 000 toggles, 1 000 sections";
const AS_MANY: &str = "1 000 toggles, 1 000 sections";
const POLLS: [&str; 3] = ["answered 304", "the same bytes, 1 000 toggles", "the same bytes, 10 000 toggles"];
const MOST_BYTES: f64 = 60.0 * 1024.0;
const MOST_MILLIS_A_POLL: f64 = 0.2;

/// A target, and what the run measured.
#[derive(Debug, PartialEq)]
pub(crate) struct Target {
    pub(crate) what: String,
    pub(crate) target: String,
    /// The value and whether it met the target; `None` if the run did not measure it.
    pub(crate) measured: Option<(String, bool)>,
}

struct Judge<'a>(&'a Run);

pub(crate) fn targets(run: &Run) -> Vec<Target> {
    let judge = Judge(run);
    let mut targets = vec![
        judge.weight(),
        judge.ratio("page weight", ["weight", ONE_SECTION, "brotli"], OURS, UNLEASH, 1.0),
    ];
    for (case, ours, peer, most) in [
        (FEW_OF_MANY, OURS, UNLEASH, 0.2),
        (FEW_OF_MANY, ON_UNLEASHS, UNLEASH, 0.2),
        (FEW_OF_MANY, OURS, OPENFEATURE, 0.05),
        (FEW_OF_MANY, ON_OFREPS, OPENFEATURE, 0.05),
        (AS_MANY, OURS, UNLEASH, 0.1),
        (AS_MANY, ON_UNLEASHS, UNLEASH, 0.1),
    ] {
        targets.push(judge.ratio(&format!("flip, {case}"), ["flip", case, "warm"], ours, peer, most));
    }
    targets.extend(["1 section", "100 sections", "10 000 sections"].map(|few| judge.growth(few)));
    targets.push(judge.reading());
    for (what, measure) in [("mount, first on the page", "first"), ("mount, again", "warm")] {
        targets.push(judge.ratio(what, ["mount", AS_MANY, measure], OURS, UNLEASH, 1.0));
        targets.push(judge.ratio(what, ["mount", AS_MANY, measure], OURS, PLAIN_YEW, 1.2));
    }
    for case in ["the section", "the alert"] {
        targets.push(judge.best_peer(&format!("first paint of {case}"), ["paint", case, "warm"], "0.9", 0.9));
    }
    targets.extend(POLLS.map(|case| judge.poll(case)));
    targets.push(judge.best_peer("memory", ["heap", FEW_OF_MANY, "all"], "1", 1.0));
    targets
}

impl Judge<'_> {
    fn find(&self, [scenario, case, measure]: [&str; 3], contender: &str) -> Option<Summary> {
        self.0.find(scenario, case, contender, measure)
    }

    fn weight(&self) -> Target {
        let measured = self.find(["weight", ONE_SECTION, "brotli"], OURS).map(|weight| weight.median);
        Target {
            what: format!("page weight, {OURS}"),
            target: "≤ 60 KB".to_owned(),
            measured: measured.map(|bytes| (format!("{:.1} KB", bytes / 1024.0), bytes <= MOST_BYTES)),
        }
    }

    fn ratio(&self, what: &str, place: [&str; 3], ours: &str, theirs: &str, most: f64) -> Target {
        let measured = || {
            let ratio = self.find(place, ours)?.median / self.find(place, theirs)?.median;
            Some((times(ratio), ratio <= most))
        };
        Target {
            what: format!("{what}: {ours}"),
            target: format!("≤ {most}× {theirs}"),
            measured: measured(),
        }
    }

    fn best_peer(&self, what: &str, place: [&str; 3], target: &str, most: f64) -> Target {
        let peers = PEERS.iter().filter_map(|peer| Some((*peer, self.find(place, peer)?.median)));
        let best = peers.min_by(|a, b| a.1.total_cmp(&b.1));
        let measured = || {
            let (peer, best) = best?;
            let ratio = self.find(place, OURS)?.median / best;
            Some((format!("{} {peer}", times(ratio)), ratio <= most))
        };
        Target {
            what: format!("{what}: {OURS}"),
            target: format!("≤ {target}× the best peer"),
            measured: measured(),
        }
    }

    /// A different number of sections than a thousand must not cost more, beyond the noise.
    fn growth(&self, sections: &str) -> Target {
        let flip = |case: &str| self.find(["flip", case, "warm"], OURS);
        let measured = || {
            let (many, few) = (flip(FEW_OF_MANY)?, flip(&format!("10 000 toggles, {sections}"))?);
            Some((format!("{:.2} ms, {:.2} ms", few.median, many.median), !few.is_above(many)))
        };
        Target {
            what: format!("flip, {sections} and 1 000: {OURS}"),
            target: "no more, beyond the spread".to_owned(),
            measured: measured(),
        }
    }

    /// Compares what ten times the toggles cost with what `JSON.parse` needs for as many more bytes.
    fn reading(&self) -> Target {
        let added = |contender: &str| {
            let flip = |case: &str| self.find(["flip", case, "warm"], contender);
            let (many, few) = (flip("10 000 toggles, 10 sections")?, flip("1 000 toggles, 10 sections")?);
            Some(many.median - few.median)
        };
        let measured = || {
            let (ours, reading) = (added(OURS)?, added("JSON.parse alone")?);
            Some((format!("{ours:.2} ms, reading alone {reading:.2} ms"), ours <= reading))
        };
        Target {
            what: format!("flip, 9 000 more toggles: {OURS}"),
            target: "no more than reading them by `JSON.parse`".to_owned(),
            measured: measured(),
        }
    }

    fn poll(&self, case: &str) -> Target {
        let measured = || {
            let millis = self.find(["poll", case, "warm"], OURS)?.median;
            let mutations = self.find(["poll", case, "mutations"], OURS)?.median;
            let met = millis <= MOST_MILLIS_A_POLL && mutations == 0.0;
            Some((format!("{millis:.2} ms, {mutations} changes"), met))
        };
        Target {
            what: format!("a poll, {case}: {OURS}"),
            target: "≤ 0.2 ms, no change of the document".to_owned(),
            measured: measured(),
        }
    }
}

/// A ratio, with enough digits to compare it with its target.
pub(crate) fn times(ratio: f64) -> String {
    if ratio < 0.1 { format!("{ratio:.3}×") } else { format!("{ratio:.2}×") }
}

#[cfg(test)]
mod tests {
    use super::super::measured::Series;
    use super::*;

    fn run(series: &[([&str; 4], &[f64])]) -> Run {
        let series = series.iter().map(|(names, values)| Series::new(*names, "ms", values.to_vec()).unwrap());
        Run { series: series.collect(), ..Run::default() }
    }

    fn met(run: &Run, what: &str, target: &str) -> Option<bool> {
        let targets = targets(run);
        let found = targets.iter().find(|one| one.what == what && one.target.contains(target)).unwrap();
        found.measured.as_ref().map(|(_, met)| *met)
    }

    #[test]
    fn a_ratio_is_held_against_its_peer_and_one_that_was_not_measured_is_neither_met_nor_missed() {
        let run = run(&[
            (["flip", FEW_OF_MANY, OURS, "warm"], &[2.0]),
            (["flip", FEW_OF_MANY, UNLEASH, "warm"], &[11.0]),
        ]);
        let what = format!("flip, {FEW_OF_MANY}: {OURS}");
        assert_eq!(met(&run, &what, UNLEASH), Some(true));
        assert_eq!(met(&run, &what, OPENFEATURE), None);
    }

    #[test]
    fn the_best_peer_is_the_one_with_the_least() {
        let run = run(&[
            (["heap", FEW_OF_MANY, OURS, "all"], &[3.0]),
            (["heap", FEW_OF_MANY, UNLEASH, "all"], &[4.0]),
            (["heap", FEW_OF_MANY, "GrowthBook", "all"], &[2.0]),
        ]);
        let memory = targets(&run).pop().unwrap();
        assert_eq!(memory.measured, Some(("1.50× GrowthBook".to_owned(), false)));
    }

    #[test]
    fn more_sections_may_cost_what_noise_does() {
        fn flip<'a>(sections: &'a str, values: &'a [f64]) -> ([&'a str; 4], &'a [f64]) {
            (["flip", sections, OURS, "warm"], values)
        }
        let what = format!("flip, 10 000 sections and 1 000: {OURS}");
        for (values, within) in [(&[9.0, 10.5, 12.0], true), (&[14.0, 14.5, 15.0], false)] {
            let run = run(&[
                flip(FEW_OF_MANY, &[9.0, 10.0, 11.0]),
                flip("10 000 toggles, 10 000 sections", values),
            ]);
            assert_eq!(met(&run, &what, "spread"), Some(within));
        }
    }
}
