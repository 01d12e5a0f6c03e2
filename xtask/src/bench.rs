//! `cargo xtask bench`: compares this library with its peers, in one run on this machine.

mod check;
mod crates;
mod machine;
mod measured;
mod report;
mod targets;
mod weight;

use std::fs;
use std::path::{Path, PathBuf};

use self::measured::Run;
use crate::page::{self, Names};
use crate::run::{Outcome, cargo, root, run, step};
use crate::setup::{Item, setup};
use crate::tools::{chromium, tool};
use crate::workspace::target_dir;

const SCENARIOS: [&str; 6] = ["weight", "flip", "mount", "paint", "poll", "heap"];
const ROUNDS: usize = 5;
const PAGES: [&str; 4] = ["page-hello", "page-guarded", "page-many", "page-plain"];

/// What to run.
#[derive(Debug, PartialEq)]
struct Plan {
    rounds: usize,
    /// Every scenario, if empty.
    only: Vec<String>,
    check: bool,
}

impl Plan {
    fn parse(arguments: &[String]) -> Outcome<Self> {
        let mut plan = Self { rounds: ROUNDS, only: Vec::new(), check: false };
        let mut arguments = arguments.iter();
        while let Some(flag) = arguments.next() {
            match flag.as_str() {
                "--check" => plan.check = true,
                "--rounds" => {
                    let rounds = arguments.next().and_then(|rounds| rounds.parse().ok());
                    plan.rounds = rounds
                        .filter(|rounds| *rounds > 0)
                        .ok_or("--rounds takes a number greater than 0")?;
                }
                "--only" => {
                    let wanted = arguments.next().filter(|name| SCENARIOS.contains(&name.as_str()));
                    let known = || format!("--only takes one of {}", SCENARIOS.join(", "));
                    plan.only.push(wanted.ok_or_else(known)?.clone());
                }
                _ => {
                    return Err(format!(
                        "unknown argument {flag}; bench takes `windows`, or --rounds N, --only SCENARIO and --check"
                    ));
                }
            }
        }
        Ok(plan)
    }

    fn wants(&self, scenario: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|name| name == scenario)
    }

    /// Whether its results are complete enough to be recorded.
    fn is_full(&self) -> bool {
        self.only.is_empty() && self.rounds >= ROUNDS
    }
}

pub(crate) fn bench(arguments: &[String]) -> Outcome {
    match arguments {
        [what] if what == "windows" => step("windows, natively, built for release", || {
            run(&mut cargo(&["run", "--release", "--quiet", "--package", "bench-windows"]))
        }),
        _ => compare(&Plan::parse(arguments)?),
    }
}

fn compare(plan: &Plan) -> Outcome {
    // Read first, so that a missing file is reported before an hour of measuring.
    let committed = plan.check.then(check::committed).transpose()?;
    step("setup", || setup(&[&page::NEEDS[..], &[Item::Browser, Item::BenchPackages]].concat()))?;
    let site = build()?;
    let mut measured = Run { rounds: plan.rounds, circumstances: machine::circumstances(), ..Run::default() };
    let mut breakdown = None;
    if plan.wants("weight") {
        measured.series = weight::series(&site)?;
        breakdown = Some(weight::breakdown(&site)?);
    }
    if SCENARIOS.iter().any(|scenario| *scenario != "weight" && plan.wants(scenario)) {
        step("measure in the browser", || measure_in_browser(plan, &site, &mut measured))?;
    }
    let raw = target_dir()?.join("bench.json");
    write(&raw, &measured.write(true)?)?;
    println!("{}\n{}\n", report::tables(&measured, breakdown.as_deref()), report::targets_table(&measured));
    if let Some(committed) = committed {
        println!("{}\n", check::report(&committed, &measured));
    } else if plan.is_full() {
        write(&root().join(check::RESULTS), &measured.write(false)?)?;
        write(&root().join("bench/RESULTS.md"), &report::results(&measured, breakdown.as_deref()))?;
    }
    Ok(())
}

/// Builds all pages and returns their folder.
fn build() -> Outcome<PathBuf> {
    let site = target_dir()?.join("bench/site");
    let modules = step("build our pages", || page::build(&PAGES, Names::Dropped))?;
    step("bind and optimise our pages", || {
        PAGES.iter().try_for_each(|package| {
            page::bind(&modules.join(format!("{package}.wasm")), &site.join(package), Names::Dropped)
        })
    })?;
    weight::copy_style(&site)?;
    step("build the peers' pages", || {
        run(tool("node").current_dir(root().join("bench")).arg("build.mjs").arg(&site))
    })?;
    Ok(site)
}

fn measure_in_browser(plan: &Plan, site: &Path, measured: &mut Run) -> Outcome {
    let out = target_dir()?.join("bench/run.json");
    let mut node = tool("node");
    node.current_dir(root().join("bench")).arg("run.mjs").arg(site).arg(&out);
    node.args(["--rounds", &plan.rounds.to_string()]);
    plan.only.iter().for_each(|scenario| {
        node.args(["--only", scenario]);
    });
    run(node.env("CHROMIUM", chromium().ok_or("Chromium is missing; run `cargo xtask setup`")?))?;
    let json = fs::read_to_string(&out).map_err(|error| error.to_string())?;
    let mut ran = Run::read(&json)?;
    measured.circumstances.append(&mut ran.circumstances);
    measured.failures.append(&mut ran.failures);
    measured.series.append(&mut ran.series);
    Ok(())
}

fn write(path: &Path, text: &str) -> Outcome {
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))?;
    println!("wrote {}", path.strip_prefix(root()).unwrap_or(path).display());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Outcome<Plan> {
        Plan::parse(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn only_a_run_of_every_scenario_in_enough_rounds_is_recorded() {
        assert!(parse("").unwrap().is_full());
        assert!(parse("--rounds 20 --check").unwrap().is_full());
        assert!(!parse("--rounds 2").unwrap().is_full());
        assert!(!parse("--only flip").unwrap().is_full());
    }

    #[test]
    fn scenarios_are_named_one_by_one_and_bad_arguments_refused() {
        let plan = parse("--only flip --only heap").unwrap();
        assert!(plan.wants("heap") && !plan.wants("mount"));
        for line in ["--only all", "--only", "--rounds", "--rounds 0", "--fast", "windows --check"] {
            assert!(parse(line).is_err(), "{line}");
        }
    }
}
