//! `cargo xtask test`: runs every check and every test.

use std::net::TcpListener;
use std::process::{Command, ExitCode};

use crate::package;
use crate::run::{Outcome, cargo, run, run_and_capture, step};
use crate::server::{self, Server};
use crate::setup::{Item, setup};
use crate::site::Site;
use crate::tally::{Count, Tally};
use crate::tools::{chromedriver, chromium, e2e, tool};
use crate::unleash::{self, Unleash};
use crate::workspace::target_dir;

/// The port at which the browser suite expects toggle-server. With any other it has to be compiled again.
const BROWSER_SUITE_PORT: u16 = 4617;

/// The beginnings of the lines in which tests report how much they covered.
const NOTES: [&str; 2] = ["axe: ", "snapshots: "];

/// A part that can be run alone.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    Lint,
    Native,
    Docs,
    Package,
    Browser,
    E2e,
}

impl Part {
    const ALL: [Self; 6] = [Self::Lint, Self::Native, Self::Docs, Self::Package, Self::Browser, Self::E2e];

    fn name(self) -> &'static str {
        match self {
            Self::Lint => "lint",
            Self::Native => "native",
            Self::Docs => "docs",
            Self::Package => "package",
            Self::Browser => "browser",
            Self::E2e => "e2e",
        }
    }

    fn needs(self) -> &'static [Item] {
        match self {
            Self::Lint => &[Item::Lints, Item::WasmTarget],
            Self::Native | Self::Docs => &[],
            Self::Package => &package::NEEDS,
            Self::Browser => &[Item::WasmTarget, Item::WasmBindgen, Item::Browser],
            Self::E2e => &[
                Item::WasmTarget,
                Item::WasmBindgen,
                Item::Trunk,
                Item::Browser,
                Item::Node,
                Item::NodePackages,
                Item::Postgres,
                Item::Unleash,
            ],
        }
    }

    /// Runs it and counts its tests.
    fn check(self, update: bool) -> Outcome<Tally> {
        match self {
            Self::Lint => lint(),
            Self::Native => native(),
            Self::Docs => docs(),
            Self::Package => package::package(update),
            Self::Browser => browser(),
            Self::E2e => end_to_end(update),
        }
    }
}

/// Runs the parts until one fails. Failed tests are counted in the summary; any other failure is an error.
pub(crate) fn test(arguments: &[String]) -> Outcome<ExitCode> {
    let (parts, update) = parse(arguments)?;
    // Other child processes get the terminal's Ctrl-C themselves.
    ctrlc::set_handler(|| {
        server::stop_all();
        unleash::stop_all();
        std::process::exit(130);
    })
    .map_err(|error| error.to_string())?;
    let needed: Vec<Item> =
        Item::ALL.into_iter().filter(|item| parts.iter().any(|part| part.needs().contains(item))).collect();
    step("setup", || setup(&needed))?;
    let mut counts = Vec::new();
    for part in parts {
        let tally = part.check(update)?;
        let Count { passed, failed } = tally.count;
        if passed + failed == 0 {
            return Err(format!("{}: no test ran", part.name()));
        }
        counts.push((part, tally));
        if failed > 0 {
            println!("\n{} failed; the parts after it did not run.", part.name());
            break;
        }
    }
    println!();
    let mut all = Count::default();
    for (part, Tally { count, notes }) in counts {
        println!("{}: {} passed, {} failed", part.name(), count.passed, count.failed);
        notes.iter().for_each(|line| println!("    {line}"));
        all = Count { passed: all.passed + count.passed, failed: all.failed + count.failed };
    }
    println!("\n{} passed, {} failed", all.passed, all.failed);
    Ok(if all.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The parts to run, and whether to update the recorded API and pictures.
fn parse(arguments: &[String]) -> Outcome<(Vec<Part>, bool)> {
    let (mut only, mut update) = (Vec::new(), false);
    let mut arguments = arguments.iter();
    while let Some(flag) = arguments.next() {
        let part = match flag.as_str() {
            "--update" => {
                update = true;
                continue;
            }
            "--only" => {
                arguments.next().and_then(|name| Part::ALL.into_iter().find(|part| part.name() == name))
            }
            _ => None,
        };
        only.push(part.ok_or(
            "test takes --update, and any number of --only lint, native, docs, package, browser or e2e",
        )?);
    }
    let wanted = |part: &Part| only.is_empty() || only.contains(part);
    Ok((Part::ALL.into_iter().filter(wanted).collect(), update))
}

/// Runs tests and counts them. A test that fails is counted; anything else that goes wrong is an error.
fn count(command: &mut Command, read: fn(&str) -> Count) -> Outcome<Tally> {
    let (output, ended) = run_and_capture(command)?;
    let count = read(&output);
    if count.failed == 0 {
        ended?;
    }
    let notes =
        output.lines().map(str::trim).filter(|line| NOTES.iter().any(|start| line.starts_with(start)));
    Ok(Tally { count, notes: notes.map(str::to_owned).collect() })
}

/// Three checks; the first that fails ends the run.
fn lint() -> Outcome<Tally> {
    step("rustfmt", || run(&mut cargo(&["fmt", "--all", "--check"])))?;
    step("clippy, native", || {
        run(&mut cargo(&[
            "clippy",
            "--workspace",
            "--all-targets",
            "--all-features",
            "--quiet",
            "--",
            "-D",
            "warnings",
        ]))
    })?;
    step("clippy, wasm32", || {
        let arguments =
            ["clippy", "--target", "wasm32-unknown-unknown", "--all-targets", "--all-features", "--quiet"];
        let packages = [
            "-p",
            "yew-outage",
            "-p",
            "storybook",
            "-p",
            "profile",
            "-p",
            "ssr",
            "-p",
            "page-hello",
            "-p",
            "page-guarded",
        ];
        run(&mut cargo(&[&arguments[..], &packages, &["--", "-D", "warnings"]].concat()))
    })?;
    Ok(Tally { count: Count { passed: 3, failed: 0 }, notes: Vec::new() })
}

fn native() -> Outcome<Tally> {
    step("native tests", || {
        count(
            &mut cargo(&["test", "--workspace", "--all-targets", "--all-features", "--no-fail-fast"]),
            cargo_count,
        )
    })
}

/// Checks that rustdoc warns of nothing, and runs the documentation's examples.
fn docs() -> Outcome<Tally> {
    for (features, name) in [("--no-default-features", "no features"), ("--all-features", "all features")] {
        step(&format!("documentation, {name}"), || {
            run(cargo(&["doc", "--no-deps", "--package", "yew-outage", features, "--quiet"])
                .env("RUSTDOCFLAGS", "-D warnings"))
        })?;
    }
    step("documentation's examples", || count(&mut cargo(&["test", "--doc", "--all-features"]), cargo_count))
}

fn browser() -> Outcome<Tally> {
    step("build toggle-server", server::build)?;
    step("browser tests", || {
        let port = match TcpListener::bind(("127.0.0.1", BROWSER_SUITE_PORT)) {
            Ok(_) => BROWSER_SUITE_PORT,
            Err(_) => 0,
        };
        let server = Server::start(&["--port", &port.to_string()])?;
        let mut tests = cargo(&[
            "test",
            "--package",
            "yew-outage",
            "--target",
            "wasm32-unknown-unknown",
            "--all-features",
            "--no-fail-fast",
        ]);
        tests
            .args(["--test", "*"])
            .env("PATH", crate::tools::path())
            .env("CHROMEDRIVER", chromedriver().ok_or("ChromeDriver is missing; run `cargo xtask setup`")?)
            .env("WASM_BINDGEN_TEST_TIMEOUT", "600");
        if port == 0 {
            tests.env("TOGGLE_SERVER_URL", &server.url);
        } else {
            tests.env_remove("TOGGLE_SERVER_URL");
        }
        count(&mut tests, cargo_count)
    })
}

fn end_to_end(update: bool) -> Outcome<Tally> {
    let binary = step("build toggle-server", server::build)?;
    let storybook = step("build the storybook", || Site::Storybook.build())?;
    let profile = step("build the profile page", || Site::Profile.build())?;
    let ssr = step("build the server-rendered page", || Site::Ssr.build())?;
    let ssr_server = step("build its server", || server::build_program("ssr"))?;
    let unleash = step("start Unleash on PostgreSQL", Unleash::start)?;
    step("end-to-end tests", || {
        let mut node = tool("node");
        node.current_dir(e2e())
            .args(["--test", "--test-reporter=spec"])
            .env("CHROMIUM", chromium().ok_or("Chromium is missing; run `cargo xtask setup`")?)
            .env("TOGGLE_SERVER", binary)
            .env("SITE_STORYBOOK", storybook)
            .env("SITE_PROFILE", profile)
            .env("SITE_SSR", ssr)
            .env("SSR_SERVER", ssr_server)
            .env("SNAPSHOTS_OUT", target_dir()?.join("snapshots"))
            .env("UPDATE_SNAPSHOTS", if update { "1" } else { "0" })
            .envs(unleash.environment());
        count(&mut node, node_count)
    })
}

/// Adds up the lines `test result: ok. 5 passed; 0 failed; …` of cargo and of the browser's test runner.
fn cargo_count(output: &str) -> Count {
    output.lines().filter(|line| line.trim_start().starts_with("test result:")).fold(
        Count::default(),
        |sum, line| Count {
            passed: sum.passed + number_before(line, "passed"),
            failed: sum.failed + number_before(line, "failed"),
        },
    )
}

fn number_before(line: &str, word: &str) -> u32 {
    let words: Vec<&str> =
        line.split(|c: char| c.is_whitespace() || c == ';').filter(|word| !word.is_empty()).collect();
    words.windows(2).find(|pair| pair[1] == word).and_then(|pair| pair[0].parse().ok()).unwrap_or(0)
}

/// Reads the lines `ℹ pass 5` and `ℹ fail 0` at the end of the output of Node's test runner.
fn node_count(output: &str) -> Count {
    let of = |word: &str| {
        let line =
            output.lines().rev().find(|line| line.trim_start_matches(['#', 'ℹ', ' ']).starts_with(word));
        line.and_then(|line| line.split_whitespace().last()?.parse().ok()).unwrap_or(0)
    };
    Count { passed: of("pass "), failed: of("fail ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargos_results_are_added_up() {
        let output = "running 2 tests\ntest result: ok. 15 passed; 0 failed; 0 ignored; finished in 0.65s\n\
                      noise\n    test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 filtered out\n";
        assert_eq!(cargo_count(output), Count { passed: 18, failed: 2 });
        assert_eq!(cargo_count("nothing"), Count::default());
    }

    #[test]
    fn nodes_results_are_read() {
        assert_eq!(
            node_count("✔ pass the salt\nℹ tests 9\nℹ pass 7\nℹ fail 2\n"),
            Count { passed: 7, failed: 2 }
        );
        assert_eq!(node_count("# tests 1\n# pass 1\n# fail 0\n"), Count { passed: 1, failed: 0 });
    }

    #[test]
    fn the_chosen_parts_run_in_the_fixed_order() {
        let parsed = |arguments: &[&str]| {
            parse(&arguments.iter().map(ToString::to_string).collect::<Vec<_>>())
                .map(|(parts, update)| (parts.into_iter().map(Part::name).collect::<Vec<_>>(), update))
        };
        assert_eq!(parsed(&["--only", "e2e", "--only", "lint"]), Ok((vec!["lint", "e2e"], false)));
        assert_eq!(
            parsed(&["--update"]).map(|(parts, update)| (parts.len(), update)),
            Ok((Part::ALL.len(), true))
        );
        for bad in [&["--only"][..], &["--only", "all"], &["lint"]] {
            assert!(parsed(bad).is_err(), "{bad:?}");
        }
    }
}
