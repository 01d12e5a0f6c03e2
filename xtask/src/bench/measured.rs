//! The results of a run: series of values and their summaries.

use serde_json::{Value, json};

use crate::run::Outcome;

/// The median of some values, and the bounds of their middle half.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Summary {
    pub(crate) median: f64,
    pub(crate) low: f64,
    pub(crate) high: f64,
}

impl Summary {
    /// `None` if there are no values.
    pub(crate) fn of(values: &[f64]) -> Option<Self> {
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        Some(Self {
            median: quantile(&sorted, 0.5)?,
            low: quantile(&sorted, 0.25)?,
            high: quantile(&sorted, 0.75)?,
        })
    }

    pub(crate) fn spread(self) -> f64 {
        self.high - self.low
    }

    /// Whether this is greater than the other by more than the spread of both.
    pub(crate) fn is_above(self, other: Self) -> bool {
        self.median - other.median > self.spread().max(other.spread())
    }
}

/// Interpolates linearly between two values, as most statistics programs do.
fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let place = share * last as f64;
    let (below, above) = (sorted[place.floor() as usize], sorted[place.ceil() as usize]);
    Some(below + (above - below) * place.fract())
}

/// One measure of one contender in one case, with a value for each round.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Series {
    pub(crate) scenario: String,
    pub(crate) case: String,
    pub(crate) contender: String,
    pub(crate) measure: String,
    pub(crate) unit: String,
    pub(crate) summary: Summary,
    /// Empty if only the summary was recorded.
    pub(crate) values: Vec<f64>,
}

impl Series {
    pub(crate) fn new(names: [&str; 4], unit: &str, values: Vec<f64>) -> Option<Self> {
        let summary = Summary::of(&values)?;
        let [scenario, case, contender, measure] = names.map(str::to_owned);
        Some(Self { scenario, case, contender, measure, unit: unit.to_owned(), summary, values })
    }

    fn read(value: &Value) -> Option<Self> {
        let text = |name: &str| value.get(name)?.as_str();
        let number = |name: &str| value.get(name)?.as_f64();
        let names = [text("scenario")?, text("case")?, text("contender")?, text("measure")?];
        if let Some(values) = value.get("values") {
            let values = values.as_array()?.iter().map(Value::as_f64).collect::<Option<_>>()?;
            return Self::new(names, text("unit")?, values);
        }
        let summary = Summary { median: number("median")?, low: number("low")?, high: number("high")? };
        Some(Self { summary, values: Vec::new(), ..Self::new(names, text("unit")?, vec![0.0])? })
    }

    /// Writes the summary, and every value if wanted.
    fn write(&self, values: bool) -> Value {
        let Summary { median, low, high } = self.summary;
        let mut written = json!({
            "scenario": self.scenario, "case": self.case, "contender": self.contender,
            "measure": self.measure, "unit": self.unit, "median": median, "low": low, "high": high,
        });
        if values {
            written["values"] = json!(self.values);
        }
        written
    }
}

/// A whole run.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Run {
    pub(crate) rounds: usize,
    /// The machine and the tools: names and values.
    pub(crate) circumstances: Vec<(String, String)>,
    pub(crate) failures: Vec<String>,
    pub(crate) series: Vec<Series>,
}

impl Run {
    /// Parses what `bench/run.mjs` or [`Self::write`] wrote.
    pub(crate) fn read(json: &str) -> Outcome<Self> {
        let run: Value = serde_json::from_str(json).map_err(|error| error.to_string())?;
        let list = |name: &str| run.get(name).and_then(Value::as_array).into_iter().flatten();
        let circumstances = run.get("circumstances").and_then(Value::as_object).into_iter().flatten();
        let series = list("series").map(Series::read).collect::<Option<_>>();
        Ok(Self {
            rounds: run.get("rounds").and_then(Value::as_u64).unwrap_or_default() as usize,
            circumstances: circumstances
                .filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())))
                .collect(),
            failures: list("failures").filter_map(|failure| Some(failure.as_str()?.to_owned())).collect(),
            series: series.ok_or("the results hold a series that cannot be read")?,
        })
    }

    pub(crate) fn write(&self, values: bool) -> Outcome<String> {
        let circumstances: serde_json::Map<_, _> =
            self.circumstances.iter().map(|(name, value)| (name.clone(), json!(value))).collect();
        let series: Vec<_> = self.series.iter().map(|series| series.write(values)).collect();
        let run = json!({
            "rounds": self.rounds, "circumstances": circumstances,
            "failures": self.failures, "series": series,
        });
        serde_json::to_string_pretty(&run).map(|json| json + "\n").map_err(|error| error.to_string())
    }

    pub(crate) fn find(&self, scenario: &str, case: &str, contender: &str, measure: &str) -> Option<Summary> {
        self.series
            .iter()
            .find(|series| {
                (series.scenario.as_str(), series.case.as_str()) == (scenario, case)
                    && (series.contender.as_str(), series.measure.as_str()) == (contender, measure)
            })
            .map(|series| series.summary)
    }

    /// The cases of a scenario, in the order in which they ran.
    pub(crate) fn cases(&self, scenario: &str) -> Vec<&str> {
        let mut cases = Vec::new();
        for series in self.series.iter().filter(|series| series.scenario == scenario) {
            if !cases.contains(&series.case.as_str()) {
                cases.push(&series.case);
            }
        }
        cases
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn summary(values: &[f64]) -> Summary {
        Summary::of(values).unwrap()
    }

    #[test]
    fn any_number_of_values_is_summarized() {
        assert_eq!(Summary::of(&[]), None);
        assert_eq!(summary(&[7.0]), Summary { median: 7.0, low: 7.0, high: 7.0 });
        assert_eq!(summary(&[2.0, 1.0]), Summary { median: 1.5, low: 1.25, high: 1.75 });
        assert_eq!(summary(&[5.0, 1.0, 4.0, 2.0, 3.0]), Summary { median: 3.0, low: 2.0, high: 4.0 });
    }

    #[test]
    fn only_a_difference_beyond_the_spread_of_both_counts() {
        let [narrow, wide] = [[9.0, 10.0, 11.0], [5.0, 10.0, 15.0]].map(|values| summary(&values));
        let eleven = summary(&[11.5, 11.5, 11.5]);
        assert!(eleven.is_above(narrow));
        assert!(!eleven.is_above(wide));
        assert!(!narrow.is_above(eleven));
        assert!(!narrow.is_above(narrow));
    }

    #[test]
    fn a_run_is_read_as_it_was_written_with_or_without_values() {
        let series = Series::new(["flip", "all", "yew-outage", "warm"], "ms", vec![1.0, 3.0]).unwrap();
        let run = Run {
            rounds: 2,
            circumstances: vec![("date".to_owned(), "2026-05-02".to_owned())],
            failures: vec!["a peer broke".to_owned()],
            series: vec![series],
        };
        assert_eq!(Run::read(&run.write(true).unwrap()).unwrap(), run);
        let kept = Run::read(&run.write(false).unwrap()).unwrap();
        assert_eq!(kept.find("flip", "all", "yew-outage", "warm"), Some(run.series[0].summary));
        assert!(kept.series[0].values.is_empty());
        assert!(Run::read("{\"series\":[{}]}").is_err());
    }
}
