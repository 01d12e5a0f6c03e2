//! Draws the result as an SVG chart with one panel per scenario. Dashed lines mark one and two times the steady rate.

use std::fmt::Write as _;

use crate::rates::{Rates, Summary};
use crate::scenario::Scenario;
use crate::time::{HOUR, INCIDENT, MINUTE, SECOND};

const WIDTH: i64 = 460;
const HEIGHT: i64 = 150;
const COLUMNS: usize = 2;
const LEFT: i64 = 70;
const TOP: i64 = 44;
/// The distance from one panel to the next.
const ACROSS: i64 = WIDTH + 90;
const DOWN: i64 = HEIGHT + 74;

pub(crate) fn svg(simulated: &[(&Scenario, Rates, Summary)]) -> String {
    let rows = simulated.len().div_ceil(COLUMNS) as i64;
    let (width, height) = (ACROSS * COLUMNS as i64, DOWN * rows);
    let mut svg = format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" font-family="sans-serif" font-size="12" fill="#1b1b1b">
<title>Requests per second</title>
<rect width="100%" height="100%" fill="#fff"/>
"##
    );
    for (index, (scenario, rates, summary)) in simulated.iter().enumerate() {
        let (column, row) = ((index % COLUMNS) as i64, (index / COLUMNS) as i64);
        // Writing to a string cannot fail.
        let _ =
            writeln!(svg, r#"<g transform="translate({} {})">"#, LEFT + column * ACROSS, TOP + row * DOWN);
        panel(&mut svg, scenario, rates, summary);
        svg.push_str("</g>\n");
    }
    svg.push_str("</svg>\n");
    svg
}

fn panel(svg: &mut String, scenario: &Scenario, rates: &Rates, summary: &Summary) {
    // A day shows the mean of every five minutes, an incident the highest of every five seconds.
    let (from, to, step) = match scenario.incident_length() {
        None => (0, 24 * HOUR, 5 * MINUTE),
        Some(_) => (INCIDENT - 5 * MINUTE, INCIDENT + 35 * MINUTE, 5 * SECOND),
    };
    let points: Vec<(i64, f64)> = (from..to)
        .step_by(usize::try_from(step).unwrap_or(1))
        .map(|time| {
            let rate = match scenario.incident_length() {
                None => rates.mean(time..time + step),
                Some(_) => f64::from(rates.peak(time..time + step).rate),
            };
            (time, rate)
        })
        .collect();
    let highest = points.iter().map(|(_, rate)| *rate).fold(summary.steady * 2.0, f64::max).max(1.0);
    let x = |time: i64| (time - from) as f64 / (to - from) as f64 * WIDTH as f64;
    let y = |rate: f64| (1.0 - rate / highest) * HEIGHT as f64;

    let _ = writeln!(svg, r#"<text y="-14" font-size="14" font-weight="bold">{}</text>"#, scenario.name);
    if let Some(length) = scenario.incident_length() {
        let (start, end) = (x(INCIDENT), x(INCIDENT + length));
        let _ = writeln!(
            svg,
            r##"<rect x="{start:.1}" width="{:.1}" height="{HEIGHT}" fill="#f4e3db"/>"##,
            (end - start).max(2.0)
        );
        for (times, label) in [(1.0, "1 ×"), (2.0, "2 ×")] {
            let at = y(summary.steady * times);
            let _ =
                writeln!(svg, r##"<path d="M0 {at:.1}H{WIDTH}" stroke="#767676" stroke-dasharray="4 4"/>"##);
            // Beside a high peak the two labels would overlap.
            if y(0.0) - y(summary.steady) > 12.0 {
                let _ = writeln!(svg, r#"<text x="{}" y="{:.1}">{label}</text>"#, WIDTH + 4, at + 4.0);
            }
        }
    }
    let _ = writeln!(
        svg,
        r##"<path d="M0 0V{HEIGHT}H{WIDTH}" fill="none" stroke="#1b1b1b"/><text x="-6" y="8" text-anchor="end">{highest:.0}/s</text><text x="-6" y="{HEIGHT}" text-anchor="end">0</text>"##
    );
    let marks: &[i64] = match scenario.incident_length() {
        None => &[0, 6, 12, 18, 24],
        Some(_) => &[-5, 0, 5, 10, 15, 20, 25, 30, 35],
    };
    for mark in marks {
        let (time, label) = match scenario.incident_length() {
            None => (mark * HOUR, format!("{mark}:00")),
            Some(_) => (INCIDENT + mark * MINUTE, format!("{mark} min")),
        };
        let _ = writeln!(
            svg,
            r#"<text x="{:.1}" y="{}" text-anchor="middle">{label}</text>"#,
            x(time),
            HEIGHT + 18
        );
    }
    let line: Vec<String> =
        points.iter().map(|(time, rate)| format!("{:.1},{:.1}", x(*time), y(*rate))).collect();
    let _ = writeln!(
        svg,
        r##"<polyline points="{}" fill="none" stroke="#005ea2" stroke-width="1.5"/>"##,
        line.join(" ")
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::SCENARIOS;

    #[test]
    fn every_scenario_has_a_panel_and_every_element_is_closed() {
        let simulated: Vec<_> = SCENARIOS
            .iter()
            .map(|scenario| {
                let rates = Rates::default();
                let summary = Summary::of(scenario, &rates);
                (scenario, rates, summary)
            })
            .collect();
        let svg = svg(&simulated);
        assert!(SCENARIOS.iter().all(|scenario| svg.contains(scenario.name)));
        assert_eq!(svg.matches("<g ").count(), svg.matches("</g>").count());
        assert_eq!(svg.matches("<polyline").count(), SCENARIOS.len());
        assert!(!svg.contains("NaN") && !svg.contains("inf"));
    }
}
