//! The commands for contributors: `cargo xtask setup`, `test`, `demo`, and more; `cargo xtask` lists them.

mod bench;
mod demo;
mod faults;
mod fuzz;
mod package;
mod page;
mod run;
mod rust;
mod server;
mod setup;
mod simulate;
mod site;
mod size;
mod tally;
mod test;
mod tools;
mod unleash;
mod workspace;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask setup                   install the tools that are missing
cargo xtask test [--only PART]… [--update]
                                    run every check, or only: lint, native, docs, package, browser, e2e;
                                    --update: record the public API and the pictures as they are now
cargo xtask demo [--port N] [--profile] [--toggle KEY=on|off]…
                                    the storybook (or the profile page) on a live local endpoint
cargo xtask faults                  what happens when the endpoint misbehaves, one line per fault
cargo xtask bench [--rounds N] [--only SCENARIO]… [--check]
                                    compare with other libraries; --check: with the last committed run
cargo xtask bench windows           how the cost grows with the number of maintenance windows
cargo xtask simulate [--clients N] [--seed N]
                                    a million clients over a day: requests per second, outages, deploys
cargo xtask fuzz [--runs N] [TARGET]…
                                    run a million inputs through every engine's decoder
cargo xtask size                    what a page with one guarded section weighs
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (command, rest) = match arguments.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("", &[][..]),
    };
    let success = |()| ExitCode::SUCCESS;
    let done = match command {
        "setup" if rest.is_empty() => setup::setup(&setup::Item::ALL).map(success),
        "test" => test::test(rest),
        "demo" => demo::demo(rest).map(success),
        "faults" if rest.is_empty() => faults::faults().map(success),
        "bench" => bench::bench(rest).map(success),
        "simulate" => simulate::simulate(rest).map(success),
        "fuzz" => fuzz::fuzz(rest).map(success),
        "size" if rest.is_empty() => size::size().map(success),
        _ => Err(format!("choose one of these commands:\n\n{USAGE}")),
    };
    match done {
        Ok(code) => code,
        Err(reason) => {
            eprintln!("\nxtask: {reason}");
            ExitCode::FAILURE
        }
    }
}
